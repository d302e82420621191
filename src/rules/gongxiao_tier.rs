//! 档次功效系数: five standards, each with a coefficient, linear in between.
//!
//! - Measures: a value against the standards 优秀, 良好, 平均, 较低, 较差.
//! - Formula: at or beyond the best standard 1; between two standards linear between their coefficients; worse than
//!   the last standard 0.
//! - Parameters: `std` = five values from the best to the worst; `coef` = their coefficients
//!   (default 1|0.8|0.6|0.4|0.2, adjustable).
//! - Edges: on a standard its own coefficient; the worst standard itself still earns its coefficient.
//! - Example: 95|90|80|70|60, 20 points: 92.5 → 18.00, 75 → 10.00, 59.99 → 0.
//! - Source: 财统字〔1999〕6号 (basic score of the tier + adjustment); the five coefficients are an example.

use super::program::{Program, literal, rows};
use super::reader::Reader;

/// See the module.
#[derive(Clone, Debug, PartialEq)]
pub struct GongxiaoTier {
    pub lower: bool,
    /// (standard, coefficient), best first.
    pub steps: Vec<(f64, f64)>,
}

impl GongxiaoTier {
    pub(super) fn read(r: &mut Reader, lower: bool) -> GongxiaoTier {
        let standards = r.numbers("std").unwrap_or_default();
        if standards.is_empty() {
            r.lacks("std");
        }
        let coefficients = r.numbers("coef").unwrap_or_else(|| vec![1.0, 0.8, 0.6, 0.4, 0.2]);
        if coefficients.len() != standards.len() && !standards.is_empty() {
            r.lacks("coef");
        }
        let ordered = standards.windows(2).all(|w| if lower { w[0] < w[1] } else { w[0] > w[1] });
        if !ordered {
            r.out_of_order("std", if lower { "values that ascend" } else { "values that descend" });
        }
        GongxiaoTier { lower, steps: standards.into_iter().zip(coefficients).collect() }
    }

    pub(super) fn lower(&self) -> Program {
        let (Some(worst), false) = (self.steps.last(), self.steps.is_empty()) else {
            return Program::new().line("ratio", "na");
        };
        let mut points = self.steps.clone();
        points.sort_by(|a, b| a.0.total_cmp(&b.0));
        let sign = if self.lower { ">" } else { "<" };
        Program::new()
            .line("rate", format!("line(x, {})", rows(&points)))
            .line("ratio", format!("if(x {sign} {}, 0, rate)", literal(worst.0)))
    }
}

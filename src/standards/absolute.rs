//! A deviation that counts either way: 偏差率在±5%以内得满分，每超过1个百分点扣0.5分.
//!
//! The families read it as if only more of it were worse; here the value loses its sign.

use super::clause::Clause;
use super::condition::When;
use super::{Outcome, Scene, has, parameters, plain};
use crate::model::Direction;

/// Names of values that say how far something is from what it should be.
const DEVIATION: &str = "偏差 偏离 差异 误差 变动 调整 波动 浮动 差额 差率 变化率 增减率";

/// None: what is measured is no deviation, or its rule is none of those that only more of it makes worse.
pub(super) fn outcome(scene: &Scene, found: Outcome) -> Option<Outcome> {
    let named = |text: &str| has(text, DEVIATION);
    let spans =
        scene.clauses.iter().any(|clause| matches!(clause, Clause::Earn(When::Span(span), _) if named(&span.subject)));
    if !named(scene.around.name) && !spans || found.direction != Direction::LowerIsBetter {
        return None;
    }
    let of = |key: &str| found.parameters.get(key).map(String::as_str);
    let text = match found.method {
        "threshold" => format!("if(x {} t, 1, 0)", if of("strict").is_some() { "<" } else { "<=" }),
        "base_delta" if of("base") == Some("1") && of("plus").is_none() => {
            let mut length = "(x - t)".to_owned();
            if let Some(step) = of("step").filter(|step| *step != "1") {
                length = format!("{length} / {step}");
            }
            if of("whole").is_some() {
                length = format!("floor({length})");
            }
            format!("if(x <= t, 1, (p - {} * {length}) / p)", of("minus")?)
        }
        "bands" => {
            let mut text = plain(of("else").and_then(|rest| rest.parse().ok()).unwrap_or(0.0));
            for (at, share) in of("bands")?.split(',').rev().filter_map(|band| band.split_once(':')) {
                text = format!("if(x <= {at}, {share}, {text})");
            }
            text
        }
        "formula" => of("text")?.to_owned(),
        _ => return None,
    };
    // The name of the value, wherever it stands for itself.
    let mut signless = String::new();
    let chars: Vec<char> = text.chars().collect();
    for (k, c) in chars.iter().enumerate() {
        let word = |k: Option<usize>| k.and_then(|k| chars.get(k)).is_some_and(|c| c.is_alphanumeric());
        if *c == 'x' && !word(k.checked_sub(1)) && !word(Some(k + 1)) {
            signless.push_str("abs(x)");
        } else {
            signless.push(*c);
        }
    }
    let mut cap = parameters(&[("text", signless)]);
    cap.extend(of("cap").map(|cap| ("cap".to_owned(), cap.to_owned())));
    Some(Outcome { method: "formula", parameters: cap, ..found })
}

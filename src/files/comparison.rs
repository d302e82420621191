//! A comparison as CSV, as spreadsheets open it: UTF-8 with byte-order mark, lines ended by CR LF.
//!
//! Published figures have the decimals of their document, unrounded ones six, differences their sign. Headings and the
//! few words in cells are handed in, because this room has no language. Names and other text never become a formula:
//! a text that a spreadsheet would take for one gets an apostrophe before it.

use super::delimited::Lines;
use crate::analysis::{Comparison, Earned, Part, PartKind, Row, Side, Split, SubjectComparison, Word};
use crate::engine::Outcome;
use crate::formula::number::decimal;
use crate::model::Flag;

/// Decimals of unrounded figures.
const DECIMALS: u8 = 6;
/// One row per subject: matched ones in the order of the comparison, then those of one side only.
pub fn comparison_csv(comparison: &Comparison, left: Side, right: Side, words: &dyn Fn(Word) -> String) -> Vec<u8> {
    let heads = [
        Word::Subject,
        Word::Name,
        Word::Category,
        Word::LeftPublished,
        Word::RightPublished,
        Word::LeftTotal,
        Word::RightTotal,
        Word::Difference,
        Word::LeftRank,
        Word::RightRank,
        Word::Places,
        Word::LeftGrade,
        Word::RightGrade,
        Word::LeftFlags,
        Word::RightFlags,
        Word::FirstMover,
        Word::MoverPoints,
        Word::SecondMover,
        Word::MoverPoints,
        Word::ThirdMover,
        Word::MoverPoints,
        Word::Kind,
    ];
    let mut table = Lines::default();
    table.row(&heads.map(words));
    let sides = Sides { left, right };
    for row in &comparison.rows {
        let (before, after) = (Some((row.left, &row.before)), Some((row.right, &row.after)));
        table.row(&sides.row(before, after, Some(row), words(Word::Both)));
    }
    for subject in &comparison.matching.left_subjects {
        let outcome = left.assessment.outcome(left.checked, *subject);
        table.row(&sides.row(Some((*subject, &outcome)), None, None, words(Word::OnlyLeft)));
    }
    for subject in &comparison.matching.right_subjects {
        let outcome = right.assessment.outcome(right.checked, *subject);
        table.row(&sides.row(None, Some((*subject, &outcome)), None, words(Word::OnlyRight)));
    }
    table.bytes()
}

/// One row per part of one subject's difference, then their sum.
pub fn subject_comparison_csv(
    compared: &SubjectComparison,
    left: Side,
    right: Side,
    words: &dyn Fn(Word) -> String,
) -> Vec<u8> {
    let heads = [
        Word::Indicator,
        Word::Name,
        Word::Dimension,
        Word::Kind,
        Word::LeftPoints,
        Word::RightPoints,
        Word::LeftRatio,
        Word::RightRatio,
        Word::LeftScore,
        Word::RightScore,
        Word::Difference,
        Word::ByWeight,
        Word::ByPerformance,
        Word::ByRounding,
    ];
    let mut table = Lines::default();
    table.row(&heads.map(words));
    let sides = Sides { left, right };
    for part in &compared.parts {
        table.row(&sides.part(part, words));
    }
    if let Some(difference) = compared.row.difference {
        let total = |outcome: &Outcome| figure(outcome.total);
        let by = |of: &dyn Fn(&Split) -> f64| {
            signed(compared.parts.iter().filter_map(|p| p.split.as_ref()).map(of).fold(0.0, |a, b| a + b))
        };
        let mut cells = vec![words(Word::Sum)];
        cells.extend(std::iter::repeat_n(String::new(), 7));
        cells.extend([total(&compared.row.before), total(&compared.row.after), signed(difference)]);
        cells.extend([by(&|s| s.by_weight), by(&|s| s.by_performance), by(&|s| s.by_rounding)]);
        table.row(&cells);
    }
    table.bytes()
}

struct Sides<'a> {
    left: Side<'a>,
    right: Side<'a>,
}

impl Sides<'_> {
    fn row(
        &self,
        before: Option<(usize, &Outcome)>,
        after: Option<(usize, &Outcome)>,
        row: Option<&Row>,
        kind: String,
    ) -> Vec<String> {
        let subject = |side: Side, of: Option<(usize, &Outcome)>| {
            of.map(|(k, _)| {
                let subject = &side.checked.document().subjects[k];
                [subject.id.clone(), subject.name.clone(), subject.category.clone()]
            })
        };
        let mut cells: Vec<String> =
            subject(self.left, before).or_else(|| subject(self.right, after)).map(Vec::from).unwrap_or_default();
        let pair = |of: &dyn Fn(Side, &Outcome) -> String| {
            let cell = |side: Side, o: Option<(usize, &Outcome)>| o.map_or_else(String::new, |(_, o)| of(side, o));
            [cell(self.left, before), cell(self.right, after)]
        };
        cells.extend(pair(&|side, o| {
            let digits = side.checked.document().policies.rounding.digits;
            o.published.map_or_else(|| "NA".to_owned(), |v| decimal(v, digits))
        }));
        cells.extend(pair(&|_, o| figure(o.total)));
        cells.push(row.and_then(|r| r.difference).map(signed).unwrap_or_default());
        cells.extend(pair(&|_, o| o.rank.map(|r| r.to_string()).unwrap_or_default()));
        cells.push(
            row.and_then(|r| r.places)
                .map(|p| if p == 0 { "0".to_owned() } else { format!("{p:+}") })
                .unwrap_or_default(),
        );
        cells.extend(pair(&|side, o| side.grade_name(o.grade).unwrap_or_default().to_owned()));
        cells.extend(pair(&|_, o| o.flags.iter().map(Flag::to_string).collect::<Vec<_>>().join(";")));
        for k in 0..3 {
            match row.and_then(|r| r.top.get(k)) {
                Some(part) => cells.extend([self.names(part)[1].clone(), signed(part.difference)]),
                None => cells.extend([String::new(), String::new()]),
            }
        }
        cells.push(kind);
        cells
    }

    fn part(&self, part: &Part, words: &dyn Fn(Word) -> String) -> Vec<String> {
        let kind = match part.kind {
            PartKind::Indicator { left: None, .. } => Word::New,
            PartKind::Indicator { right: None, .. } => Word::Dropped,
            PartKind::Indicator { .. } => Word::Both,
            PartKind::Bonus => Word::Bonus,
            PartKind::Deduction => Word::Deduction,
            PartKind::Limit => Word::Limit,
        };
        let mut cells = Vec::from(self.names(part));
        cells.push(words(kind));
        let is_indicator = matches!(part.kind, PartKind::Indicator { .. });
        let pair =
            |of: &dyn Fn(&Earned) -> String| [&part.left, &part.right].map(|e| e.as_ref().map(of).unwrap_or_default());
        cells.extend(pair(&|e| if is_indicator { figure(Some(e.points)) } else { String::new() }));
        cells.extend(pair(&|e| if is_indicator { figure(e.ratio) } else { String::new() }));
        cells.extend(pair(&|e| figure(Some(e.score))));
        cells.push(signed(part.difference));
        cells.extend(match part.split {
            Some(split) => [split.by_weight, split.by_performance, split.by_rounding].map(signed),
            None => [const { String::new() }; 3],
        });
        cells
    }

    /// Id, name and top-level dimension of an indicator, as the right side has them, else the left.
    fn names(&self, part: &Part) -> [String; 3] {
        let PartKind::Indicator { left, right } = part.kind else { return [const { String::new() }; 3] };
        let of = |side: &Side, k: usize| {
            let set = &side.checked.document().set;
            let indicator = set.indicators.get(k)?;
            let mut at = set.dimension(&indicator.parent)?;
            while let Some(above) = set.dimensions[at].parent.as_deref().and_then(|id| set.dimension(id)) {
                at = above;
            }
            Some([indicator.id.clone(), indicator.name.clone(), set.dimensions[at].name.clone()])
        };
        right.and_then(|k| of(&self.right, k)).or_else(|| left.and_then(|k| of(&self.left, k))).unwrap_or_default()
    }
}

fn figure(value: Option<f64>) -> String {
    value.map_or_else(|| "NA".to_owned(), |v| decimal(v, DECIMALS))
}

/// Six decimals with a sign; nothing has none.
fn signed(value: f64) -> String {
    let text = decimal(value, DECIMALS);
    if text.starts_with('-') || !text.contains(|c: char| ('1'..='9').contains(&c)) { text } else { format!("+{text}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_shows_its_sign_and_nothing_shows_none() {
        for (value, text) in
            [(1.5, "+1.500000"), (-0.25, "-0.250000"), (0.0, "0.000000"), (-1e-9, "0.000000"), (1e-7, "0.000000")]
        {
            assert_eq!(signed(value), text);
        }
    }
}

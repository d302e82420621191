//! One subject's difference as a waterfall: parts by dimension, each beginning where the one before it ends.

use crate::worker::protocol::{PartKindView, PartView, SubjectComparisonView};

/// All parts, grouped.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Waterfall {
    pub groups: Vec<Falls>,
    /// What the bars need: from the lowest point to the highest, both counted from where the left total stands.
    pub low: f64,
    pub high: f64,
    /// Whether any score is rounded by itself, so that rounding has a column.
    pub rounds: bool,
}

/// The parts of one dimension, or, without a name, what belongs to none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Falls {
    pub name: String,
    pub bars: Vec<Bar>,
    pub difference: f64,
}

/// One part: from where to where it takes the total, counted from the left total.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bar {
    /// Place in `SubjectComparisonView::parts`.
    pub part: usize,
    pub from: f64,
    pub to: f64,
}

impl Waterfall {
    /// Begin and length of a bar, in per cent of the whole width.
    pub fn share(&self, bar: &Bar) -> (f64, f64) {
        let whole = self.high - self.low;
        if whole <= 0.0 {
            return (0.0, 0.0);
        }
        let begin = bar.from.min(bar.to) - self.low;
        (begin / whole * 100.0, (bar.to - bar.from).abs() / whole * 100.0)
    }

    /// Where the left total stands, in per cent of the whole width.
    pub fn origin(&self) -> f64 {
        let whole = self.high - self.low;
        if whole > 0.0 { -self.low / whole * 100.0 } else { 0.0 }
    }
}

/// Groups the parts of a difference. Dimensions stand in the order in which they first appear; what belongs to none
/// (bonus, deduction, limit) comes last.
pub fn waterfall(view: &SubjectComparisonView) -> Waterfall {
    let mut order: Vec<(&str, Vec<usize>)> = Vec::new();
    for (k, part) in view.parts.iter().enumerate() {
        let id = part.dimension.id.as_str();
        match order.iter_mut().find(|(known, _)| *known == id) {
            Some((_, parts)) => parts.push(k),
            None => order.push((id, vec![k])),
        }
    }
    order.sort_by_key(|(id, _)| id.is_empty());
    let mut fall = Waterfall { rounds: view.parts.iter().any(|p| p.by_rounding.is_some()), ..Waterfall::default() };
    let mut at = 0.0;
    for (_, parts) in order {
        let mut group = Falls::default();
        for k in parts {
            let part: &PartView = &view.parts[k];
            let to = at + part.difference;
            group.bars.push(Bar { part: k, from: at, to });
            group.difference += part.difference;
            group.name.clone_from(&part.dimension.name);
            at = to;
            fall.low = fall.low.min(to);
            fall.high = fall.high.max(to);
        }
        fall.groups.push(group);
    }
    fall
}

/// Whether a part is an indicator's.
pub fn is_indicator(kind: PartKindView) -> bool {
    matches!(kind, PartKindView::Both | PartKindView::New | PartKindView::Dropped)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::worker::protocol::Named;

    fn part(dimension: &str, difference: f64) -> PartView {
        let dimension = Named { id: dimension.to_owned(), name: format!("维度{dimension}") };
        PartView { difference, dimension, ..PartView::default() }
    }

    #[test]
    fn every_bar_begins_where_the_one_before_ends_and_the_last_ends_at_the_difference() {
        let bonus = PartView { kind: PartKindView::Bonus, difference: 0.5, ..PartView::default() };
        let parts = vec![part("a", 2.0), bonus, part("b", -5.0), part("a", 1.0), part("b", 0.25)];
        let sum: f64 = parts.iter().map(|p| p.difference).sum();
        let fall = waterfall(&SubjectComparisonView { parts, difference: Some(sum), ..Default::default() });
        let bars: Vec<&Bar> = fall.groups.iter().flat_map(|group| &group.bars).collect();
        assert!(bars.windows(2).all(|two| two[0].to == two[1].from));
        assert_eq!((bars[0].from, bars[4].to), (0.0, -1.25));
        assert_eq!(bars.iter().map(|bar| bar.part).collect::<Vec<_>>(), [0, 3, 2, 4, 1]);
        let names: Vec<(&str, f64)> = fall.groups.iter().map(|g| (g.name.as_str(), g.difference)).collect();
        assert_eq!(names, [("维度a", 3.0), ("维度b", -4.75), ("", 0.5)]);
        assert_eq!((fall.low, fall.high), (-2.0, 3.0));
        assert_eq!(fall.share(bars[2]), (0.0, 100.0), "from 3 down to −2");
        assert_eq!(fall.origin(), 40.0);
    }

    #[test]
    fn nothing_differs_and_nothing_is_drawn() {
        let fall = waterfall(&SubjectComparisonView { parts: vec![part("a", 0.0)], ..Default::default() });
        assert_eq!((fall.share(&fall.groups[0].bars[0]), fall.origin()), ((0.0, 0.0), 0.0));
    }
}

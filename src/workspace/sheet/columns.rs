//! The columns of the two tables of values: one indicator with its periods, or all indicators in one period.

use crate::model::written::per_hundred;
use crate::model::{Field, Period};
use crate::worker::protocol::{DocumentView, NodeView, SheetColumn, SheetView};
use std::collections::BTreeSet;

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The name of who is assessed.
    Name,
    /// What was reported.
    Value,
    /// Follows from the values.
    Total,
    Rank,
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    pub what: What,
    /// Of a value: what it is of.
    pub indicator: String,
    pub name: String,
    pub period: Period,
    pub field: Field,
    pub unit: String,
    /// Whether 95 % is 95 here.
    pub per_hundred: bool,
    /// Whether it can be filled in.
    pub open: bool,
}

impl Column {
    fn fixed(what: What) -> Column {
        Column {
            what,
            indicator: String::new(),
            name: String::new(),
            period: Period::Year,
            field: Field::Value,
            unit: String::new(),
            per_hundred: false,
            open: false,
        }
    }
}

/// The columns of one indicator. `own_targets`: with a target for each value.
pub fn of_indicator(document: &DocumentView, sheet: &SheetView, own_targets: bool) -> Option<Vec<Column>> {
    let id = sheet.spec.indicators.first()?;
    let node = document.tree.iter().find(|node| node.is_indicator && node.id == *id)?;
    let mut places: BTreeSet<(Period, Field)> = sheet.columns.iter().map(|c| (c.period, c.field)).collect();
    if own_targets {
        let values: Vec<Period> = places.iter().filter(|(_, f)| *f == Field::Value).map(|(p, _)| *p).collect();
        places.extend(values.into_iter().map(|period| (period, Field::Target)));
    }
    Some(framed(places.into_iter().map(|(period, field)| value(node, period, field)).collect()))
}

/// The columns of all indicators in one period. `wide`: with targets and base values.
pub fn of_period(document: &DocumentView, sheet: &SheetView, period: Period, wide: bool) -> Vec<Column> {
    let mut columns = Vec::new();
    for node in document.tree.iter().filter(|node| node.is_indicator) {
        let mut fields: BTreeSet<Field> =
            sheet.columns.iter().filter(|c| c.indicator == node.id && c.period == period).map(|c| c.field).collect();
        if fields.is_empty() {
            continue;
        }
        if wide && fields.contains(&Field::Value) {
            fields.insert(Field::Target);
        }
        fields.retain(|field| wide || !matches!(field, Field::Target | Field::Base));
        columns.extend(fields.into_iter().map(|field| value(node, period, field)));
    }
    framed(columns)
}

fn framed(values: Vec<Column>) -> Vec<Column> {
    let first = std::iter::once(Column::fixed(What::Name));
    first.chain(values).chain([Column::fixed(What::Total), Column::fixed(What::Rank)]).collect()
}

fn value(node: &NodeView, period: Period, field: Field) -> Column {
    Column {
        what: What::Value,
        indicator: node.id.clone(),
        name: node.name.clone(),
        period,
        field,
        unit: node.unit.clone(),
        per_hundred: per_hundred(&node.unit, &node.method, &node.parameters, field),
        open: node.method != "multi_rater",
    }
}

/// Where the values of each column stand in the sheet; none: nothing was ever written there.
pub fn sources(columns: &[Column], sheet: &SheetView) -> Vec<Option<usize>> {
    let source = |column: &Column| {
        let same =
            |c: &SheetColumn| c.indicator == column.indicator && c.period == column.period && c.field == column.field;
        sheet.columns.iter().position(same).filter(|_| column.what == What::Value)
    };
    columns.iter().map(source).collect()
}

/// All periods in which something may be reported, and the one in which most indicators are.
pub fn periods(document: &DocumentView) -> (Vec<Period>, Option<Period>) {
    let mut counted: Vec<(Period, usize)> = Vec::new();
    for node in document.tree.iter().filter(|node| node.is_indicator) {
        for period in node.period_cycle.periods() {
            match counted.iter_mut().find(|(known, _)| *known == period) {
                Some((_, count)) => *count += 1,
                None => counted.push((period, 1)),
            }
        }
    }
    counted.sort_unstable();
    let most = counted.iter().map(|(_, count)| *count).max();
    let first = counted.iter().find(|(_, count)| Some(*count) == most).map(|(period, _)| *period);
    (counted.into_iter().map(|(period, _)| period).collect(), first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Cycle;
    use crate::worker::protocol::SheetSpec;
    use crate::workspace::sample::document;

    fn column(indicator: &str, period: Period, field: Field) -> SheetColumn {
        SheetColumn {
            indicator: indicator.into(),
            period,
            field,
            entries: Vec::new(),
            by_hand: Vec::new(),
            supposed: Vec::new(),
        }
    }

    fn told(columns: &[Column]) -> Vec<(String, Field)> {
        columns.iter().map(|c| (c.indicator.clone(), c.field)).collect()
    }

    #[test]
    fn one_indicator_shows_its_places_between_the_name_and_what_follows() {
        let spec = SheetSpec { indicators: vec!["A101".into()], ..SheetSpec::default() };
        let columns =
            vec![column("A101", Period::Month(2), Field::Value), column("A101", Period::Month(1), Field::Value)];
        let sheet = SheetView { spec, subjects: Vec::new(), columns };
        let made = of_indicator(&document(), &sheet, true).expect("columns");
        let seen: Vec<_> = made[1..5].iter().map(|c| (c.period, c.field)).collect();
        assert_eq!(sources(&made, &sheet), [None, Some(1), None, Some(0), None, None, None]);
        assert_eq!(
            seen,
            [
                (Period::Month(1), Field::Value),
                (Period::Month(1), Field::Target),
                (Period::Month(2), Field::Value),
                (Period::Month(2), Field::Target),
            ]
        );
        assert_eq!((made[0].what, made[5].what, made[6].what), (What::Name, What::Total, What::Rank));
        assert!(!made[0].open && made[1].open && !made[6].open);
    }

    #[test]
    fn all_indicators_stand_side_by_side_in_the_order_of_the_tree() {
        let mut document = document();
        for node in &mut document.tree {
            if node.id == "A102" {
                node.method = "multi_rater".into();
            }
        }
        let columns = vec![
            column("A102", Period::Year, Field::Value),
            column("A101", Period::Year, Field::Value),
            column("A101", Period::Year, Field::Base),
            column("Z101", Period::Month(1), Field::Value),
        ];
        let sheet = SheetView { spec: SheetSpec::default(), subjects: Vec::new(), columns };
        let narrow = of_period(&document, &sheet, Period::Year, false);
        assert_eq!(told(&narrow)[1..3], [("A101".to_owned(), Field::Value), ("A102".to_owned(), Field::Value)]);
        assert!(narrow[1].open && !narrow[2].open);
        let wide = of_period(&document, &sheet, Period::Year, true);
        let fields: Vec<Field> = wide[1..4].iter().map(|c| c.field).collect();
        assert_eq!(fields, [Field::Value, Field::Target, Field::Base]);
    }

    #[test]
    fn the_period_first_shown_is_the_one_with_most_indicators() {
        let mut document = document();
        let mut cycles = [Cycle::Month, Cycle::Year, Cycle::Month].into_iter().cycle();
        for node in document.tree.iter_mut().filter(|node| node.is_indicator) {
            node.period_cycle = cycles.next().unwrap_or_default();
        }
        let (all, first) = periods(&document);
        assert_eq!((all.len(), all.first(), first), (13, Some(&Period::Month(1)), Some(Period::Month(1))));
    }
}

//! What points add up to: declared weights of levels, and the sums that the table itself names.

use super::cells::{Remark, a_fraction, points};
use super::choices::Role;
use super::grid::{blank, plain, shifted};
use super::indicator_row::categories_of;
use super::indicators::Listed;
use super::sheet::Taken;
use super::taking::Taking;
use super::text::fold;
use super::view::{ColumnFound, Grade, RowFound, What};
use crate::model::{Document, IndicatorSet};
use std::collections::BTreeMap;

/// Sums that differ by less are the same.
const NEAR: f64 = 1e-6;

/// Declares the weights that stand beside the levels, and says which sums do not come out.
pub(super) fn weigh(taking: &mut Taking, taken: &Taken, listed: &Listed) {
    let categories: Vec<String> = categories(taking, taken);
    let hundred = counts_to_hundred(&taking.next, listed, &categories)
        || categories.iter().all(|category| parts_of_the_whole(&taking.next.set, listed, category));
    for (id, weight, place) in &listed.weights {
        let below: Vec<f64> = categories.iter().map(|category| below(&taking.next.set, id, category)).collect();
        let fits = below.iter().any(|sum| (sum - weight).abs() < NEAR);
        if *weight > 0.0 && !below.is_empty() && below.iter().all(|sum| *sum == 0.0) {
            let remark = Remark::warning(What::Sum).with(&["0", &tidy(*weight)]);
            taking.fault(&taken.grid, place.row, place.column, remark);
        }
        let Some(at) = taking.next.set.dimension(id) else { continue };
        for (category, sum) in categories.iter().zip(&below) {
            let same = (sum - weight).abs() < NEAR;
            // Points of several categories and one column of weights: it is that of the category it fits.
            if *sum > 0.0 && (same || hundred || !fits) {
                taking.next.set.dimensions[at].weights.insert(category.clone(), *weight);
            }
        }
        let wrong = below.iter().find(|sum| **sum > 0.0 && (*sum - weight).abs() >= NEAR);
        if let Some(sum) = wrong.filter(|_| !hundred && !fits) {
            let remark = Remark::warning(What::Sum).with(&[&tidy(*sum), &tidy(*weight)]);
            taking.fault(&taken.grid, place.row, place.column, remark);
        }
    }
    named_sums(taking, taken, listed);
}

/// Finds out whether the table counts its points, or the weights of its levels, in parts of one: 0.15 is 15.
pub(super) fn fractions(taking: &mut Taking, taken: &Taken) {
    let of = |wanted: &dyn Fn(&Role) -> bool| -> Option<(f64, u32, u32)> {
        let columns: Vec<_> = taken.columns.iter().filter(|column| wanted(&column.role)).collect();
        let weights =
            columns.iter().any(|c| ["权", "比重", "占比", "weight"].iter().any(|w| fold(&c.head).contains(w)));
        let (mut sum, mut count, mut below, mut first) = (0.0, 0, false, None);
        for column in columns {
            for row in taken.rows() {
                let Some(cell) = taken.grid.at(row, column.column).filter(|cell| !blank(cell)) else { continue };
                let value = points(cell).ok().flatten().filter(|value| *value <= 1.0)?;
                sum += value;
                count += 1;
                below |= value > 0.0 && value < 1.0;
                first = first.or(Some((value, row, column.column)));
            }
        }
        first.filter(|_| count > 1 && below && (weights || (sum - 1.0).abs() < NEAR))
    };
    let whole = of(&|role| matches!(role, Role::Points(_)));
    let levels = of(&|role| matches!(role, Role::Weight(_)));
    taking.hundredfold = (whole.is_some(), levels.is_some());
    for column in taken.columns.iter().filter(|column| matches!(column.role, Role::Points(_) | Role::Weight(_))) {
        let counted = if matches!(column.role, Role::Weight(_)) { levels.is_some() } else { whole.is_some() };
        if !counted {
            mixed(taking, taken, column);
        }
    }
    for (value, row, column) in [whole, levels].into_iter().flatten() {
        let read = plain(shifted(value, 2));
        taking.fault(&taken.grid, row, column, Remark::note(What::ReadAs).with(&[&read]));
    }
}

/// Says where one column of weights counts some in parts of one and others in percent: 0.2 beside 30% and 50.
fn mixed(taking: &mut Taking, taken: &Taken, column: &ColumnFound) {
    let read = |row: u32| Some((row, points(taken.grid.at(row, column.column)?).ok()??));
    let all: Vec<(u32, f64)> = taken.rows().into_iter().filter_map(read).collect();
    let part = |value: f64| 0.0 < value && value < 1.0;
    let parts: Vec<(u32, f64)> = all.iter().copied().filter(|(_, value)| part(*value)).collect();
    let sum = |scale: i32| -> f64 {
        all.iter().map(|(_, value)| if part(*value) { shifted(*value, scale) } else { *value }).sum()
    };
    let hundred = |sum: f64| (sum - 100.0).abs() < NEAR;
    // Half a point is points as well; a hundredth of a weight is none.
    let certain = hundred(sum(2)) && !hundred(sum(0));
    let weights = ["权", "比重", "占比", "weight"].iter().any(|word| fold(&column.head).contains(word));
    if parts.len() == all.len() || !(certain || (weights && !hundred(sum(0)))) {
        return;
    }
    for (row, value) in parts {
        let remark = a_fraction(value);
        let grade = if certain { Grade::Error } else { remark.grade };
        taking.fault(&taken.grid, row, column.column, Remark { grade, ..remark });
    }
}

/// What all the indicators of a category come to, by the declared weights of the top levels where there are any.
pub(super) fn total(set: &IndicatorSet, category: &str) -> f64 {
    set.roots().map(|root| root.weights.get(category).copied().unwrap_or_else(|| below(set, &root.id, category))).sum()
}

/// Categories that the table has points for.
pub(super) fn categories(taking: &Taking, taken: &Taken) -> Vec<String> {
    let mut all = Vec::new();
    for column in &taken.columns {
        match &column.role {
            Role::Points(whose) if whose.is_empty() => all.extend(categories_of(taking, taken)),
            Role::Points(whose) => {
                all.extend(taking.index.category(whose).map(|at| taking.next.categories[at].id.clone()));
            }
            _ => {}
        }
    }
    all.sort();
    all.dedup();
    all
}

/// 权重×百分制: the points below every weighted level come to a hundred, whatever its weight.
fn counts_to_hundred(document: &Document, listed: &Listed, categories: &[String]) -> bool {
    let tops = listed
        .weights
        .iter()
        .filter(|(id, ..)| document.set.dimension(id).is_some_and(|at| document.set.dimensions[at].parent.is_none()));
    let sums: Vec<(f64, f64)> = tops
        .flat_map(|(id, weight, _)| categories.iter().map(|category| (below(&document.set, id, category), *weight)))
        .filter(|(sum, _)| *sum > 0.0)
        .collect();
    let differs = sums.iter().any(|(sum, weight)| (sum - weight).abs() >= NEAR);
    !sums.is_empty() && differs && sums.iter().all(|(sum, _)| (sum - 100.0).abs() < NEAR)
}

/// 权重×权重×权重: what hangs directly below every weighted level comes to a hundred percent.
fn parts_of_the_whole(set: &IndicatorSet, listed: &Listed, category: &str) -> bool {
    let mut parts: BTreeMap<&str, f64> = BTreeMap::new();
    for (id, weight, _) in &listed.weights {
        let parent = set.dimension(id).and_then(|at| set.dimensions[at].parent.as_deref());
        *parts.entry(parent.unwrap_or_default()).or_default() += weight;
    }
    let whole = |sum: f64| (sum - 100.0).abs() < NEAR || (sum - 1.0).abs() < NEAR;
    let complete = |id: &str| {
        let own: f64 = set.leaves(id).filter_map(|i| i.points.get(category)).sum();
        whole(own + parts.get(id).copied().unwrap_or(0.0))
    };
    parts.len() > 1
        && parts.get("").is_some_and(|sum| whole(*sum))
        && listed.weights.iter().all(|(id, ..)| complete(id))
}

/// The points of all indicators below a dimension.
fn below(set: &IndicatorSet, id: &str, category: &str) -> f64 {
    let own: f64 = set.leaves(id).filter_map(|i| i.points.get(category)).sum();
    own + set.branches(id).map(|branch| below(set, &branch.id, category)).sum::<f64>()
}

/// Rows of 合计 and 小计 against the rows above them.
fn named_sums(taking: &mut Taking, taken: &Taken, listed: &Listed) {
    let grid = &taken.grid;
    let columns: Vec<u32> =
        taken.columns.iter().filter(|c| matches!(c.role, Role::Points(_))).map(|c| c.column).collect();
    // Since the beginning, since the last sum, and of bonuses, that a sum may count or not.
    let mut sums: BTreeMap<u32, [f64; 3]> = columns.iter().map(|column| (*column, [0.0; 3])).collect();
    for (row, kind) in grid.sheet.rows.iter().zip(&taken.layout.kinds) {
        let value = |column: u32| grid.at(row.row, column).filter(|cell| !blank(cell)).map(points);
        match kind {
            RowFound::Data => {
                for (column, sum) in &mut sums {
                    if let Some(Ok(Some(value))) = value(*column) {
                        match listed.aside.contains(&row.row) {
                            true => sum[2] += value,
                            false => *sum = [sum[0] + value, sum[1] + value, sum[2]],
                        }
                    }
                }
            }
            RowFound::Total => {
                let head = row.cells.iter().find(|cell| !blank(cell)).map(|cell| grid.own(row.row, cell.column));
                let folded = head.map(|text| fold(&text)).unwrap_or_default();
                if folded.starts_with("平均") || folded.starts_with("均值") {
                    continue;
                }
                let partial = folded.contains("小计") || folded == "subtotal";
                for column in &columns {
                    let Some(Ok(Some(declared))) = value(*column) else { continue };
                    let Some(all) = sums.get(column) else { continue };
                    let sum = if partial { all[1] } else { all[0] };
                    let percent = taking.hundredfold.0 && (shifted(sum, 2) - declared).abs() < NEAR;
                    let beside = [sum + all[2], all[2]].iter().any(|sum| (sum - declared).abs() < NEAR);
                    if (sum - declared).abs() >= NEAR && !percent && !beside {
                        let remark = Remark::warning(What::Sum).with(&[&tidy(sum), &tidy(declared)]);
                        taking.fault(grid, row.row, *column, remark);
                    }
                }
                for sum in sums.values_mut() {
                    sum[1] = 0.0;
                }
            }
            _ => {}
        }
    }
}

/// A sum without the dust of adding.
fn tidy(value: f64) -> String {
    plain(format!("{value:.6}").parse().unwrap_or(value))
}

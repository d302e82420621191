//! The group-wise class: one number from, or a place among, the rows of a group. Needs whole columns, so it stands
//! between runs of blocks.

use super::block::Lane;
use super::number;
use super::tree::{ColumnId, Formula, PeerKey, PeerStatistic, Ties};
use crate::model::Status;

/// The column of a peer node. `partition` names each row's group (below `groups`); rows where `among` is not a number
/// other than 0 neither count nor (in a ranking) get a place. A row outside any group is marked by `u32::MAX`.
pub fn peer_column(
    formula: &Formula,
    column: &dyn Fn(ColumnId) -> Lane,
    partition: &[u32],
    groups: usize,
    among: Option<&Lane>,
) -> Lane {
    let takes_part = |row: usize| {
        partition[row] != u32::MAX && among.is_none_or(|lane| matches!(lane.cell(row), (v, Status::Scored) if v != 0.0))
    };
    match formula {
        Formula::Peer { statistic, column: id } => {
            let values = column(*id);
            let results = statistics(*statistic, &values, partition, groups, &takes_part);
            spread(&results, partition)
        }
        Formula::PeerRank { keys, ties } => {
            let lanes: Vec<(PeerKey, Lane)> = keys.iter().map(|k| (*k, column(k.column))).collect();
            places(&lanes, *ties, partition, groups, &takes_part)
        }
        _ => {
            let rows = partition.len();
            Lane { numbers: vec![0.0; rows], status: Some(vec![Status::Invalid; rows]) }
        }
    }
}

fn statistics(
    statistic: PeerStatistic,
    values: &Lane,
    partition: &[u32],
    groups: usize,
    takes_part: &dyn Fn(usize) -> bool,
) -> Vec<Option<f64>> {
    let mut count = vec![0_u32; groups];
    let mut result = vec![0.0_f64; groups];
    for (row, group) in partition.iter().enumerate() {
        let (value, status) = values.cell(row);
        if status != Status::Scored || !takes_part(row) {
            continue;
        }
        let group = *group as usize;
        result[group] = match (statistic, count[group]) {
            (PeerStatistic::Minimum | PeerStatistic::Maximum, 0) => value,
            (PeerStatistic::Minimum, _) => result[group].min(value),
            (PeerStatistic::Maximum, _) => result[group].max(value),
            (PeerStatistic::Mean | PeerStatistic::Sum, _) => result[group] + value,
            (PeerStatistic::Count, _) => result[group] + 1.0,
        };
        count[group] += 1;
    }
    (0..groups)
        .map(|group| match statistic {
            PeerStatistic::Count | PeerStatistic::Sum => Some(result[group]),
            _ if count[group] == 0 => None,
            PeerStatistic::Mean => Some(result[group] / f64::from(count[group])),
            PeerStatistic::Minimum | PeerStatistic::Maximum => Some(result[group]),
        })
        .collect()
}

/// Every row gets its group's number; a group without one is not applicable.
fn spread(results: &[Option<f64>], partition: &[u32]) -> Lane {
    let of = |group: u32| results.get(group as usize).copied().flatten();
    let numbers = partition.iter().map(|g| of(*g).unwrap_or(0.0)).collect();
    let status =
        partition.iter().map(|g| if of(*g).is_some() { Status::Scored } else { Status::NotApplicable }).collect();
    Lane { numbers, status: Some(status) }
}

fn places(
    keys: &[(PeerKey, Lane)],
    ties: Ties,
    partition: &[u32],
    groups: usize,
    takes_part: &dyn Fn(usize) -> bool,
) -> Lane {
    let rows = partition.len();
    // Snapped keys that sort best first as plain numbers.
    let snapped: Vec<Vec<f64>> = keys
        .iter()
        .map(|(key, lane)| {
            let sign = if key.highest_first { -1.0 } else { 1.0 };
            lane.numbers.iter().map(|v| sign * number::snap(*v, key.digits) + 0.0).collect()
        })
        .collect();
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); groups];
    for row in 0..rows {
        if takes_part(row) && keys.iter().all(|(_, lane)| lane.cell(row).1 == Status::Scored) {
            members[partition[row] as usize].push(row as u32);
        }
    }
    let mut lane = Lane { numbers: vec![0.0; rows], status: Some(vec![Status::NotApplicable; rows]) };
    let order = |a: u32, b: u32| {
        snapped
            .iter()
            .map(|key| key[a as usize].total_cmp(&key[b as usize]))
            .find(|o| o.is_ne())
            .unwrap_or(std::cmp::Ordering::Equal)
    };
    for group in &mut members {
        group.sort_unstable_by(|a, b| order(*a, *b).then(a.cmp(b)));
        let mut start = 0;
        let mut blocks = 0;
        while start < group.len() {
            let mut end = start + 1;
            while end < group.len() && order(group[start], group[end]).is_eq() {
                end += 1;
            }
            blocks += 1;
            let place = match ties {
                Ties::Minimum => (start + 1) as f64,
                Ties::Maximum => end as f64,
                Ties::Average => (start + 1 + end) as f64 / 2.0,
                Ties::Dense => f64::from(blocks),
            };
            for row in &group[start..end] {
                lane.numbers[*row as usize] = place;
                if let Some(status) = &mut lane.status {
                    status[*row as usize] = Status::Scored;
                }
            }
            start = end;
        }
    }
    lane
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formula::SCORE_DIGITS;

    fn rank(values: &[f64], highest_first: bool, ties: Ties) -> Vec<f64> {
        let formula = Formula::PeerRank {
            keys: vec![PeerKey { column: ColumnId(0), highest_first, digits: SCORE_DIGITS }],
            ties,
        };
        let lane = Lane { numbers: values.to_vec(), status: None };
        peer_column(&formula, &|_| lane.clone(), &vec![0; values.len()], 1, None).numbers
    }

    #[test]
    fn equals_share_a_place_in_four_ways() {
        let scores = [95.0, 90.0, 90.0, 88.0];
        assert_eq!(rank(&scores, true, Ties::Minimum), [1.0, 2.0, 2.0, 4.0]);
        assert_eq!(rank(&scores, true, Ties::Maximum), [1.0, 3.0, 3.0, 4.0]);
        assert_eq!(rank(&scores, true, Ties::Average), [1.0, 2.5, 2.5, 4.0]);
        assert_eq!(rank(&scores, true, Ties::Dense), [1.0, 2.0, 2.0, 3.0]);
        assert_eq!(rank(&[3.0, 1.0, 1.0, 2.0], false, Ties::Minimum), [4.0, 1.0, 1.0, 3.0]);
    }

    #[test]
    fn what_differs_only_in_the_last_binary_digit_is_a_tie() {
        assert_eq!(rank(&[0.1 + 0.2, 0.3], true, Ties::Minimum), [1.0, 1.0]);
    }

    #[test]
    fn who_takes_no_part_neither_counts_nor_gets_a_place() {
        let values = Lane {
            numbers: vec![5.0, 0.0, 9.0, 7.0],
            status: Some(vec![Status::Scored, Status::NotApplicable, Status::Scored, Status::Scored]),
        };
        let among = Lane { numbers: vec![1.0, 1.0, 0.0, 1.0], status: None };
        let mean = Formula::Peer { statistic: PeerStatistic::Mean, column: ColumnId(0) };
        let result = peer_column(&mean, &|_| values.clone(), &[0, 0, 0, 1], 2, Some(&among));
        assert_eq!(result.numbers, [5.0, 5.0, 5.0, 7.0]);
        let rank = Formula::PeerRank {
            keys: vec![PeerKey { column: ColumnId(0), highest_first: true, digits: 9 }],
            ties: Ties::Minimum,
        };
        let result = peer_column(&rank, &|_| values.clone(), &[0, 0, 0, 0], 1, Some(&among));
        assert_eq!(
            (0..4).map(|row| result.cell(row)).collect::<Vec<_>>(),
            [(2.0, Status::Scored), (0.0, Status::NotApplicable), (0.0, Status::NotApplicable), (1.0, Status::Scored)]
        );
    }
}

//! Where a total stands: published figure, rank, grade, and the quota of the top grade.
//!
//! Knows totals, keys that break ties, and who is out of the comparison. Must never know how a total came about.

use super::document::Rules;
use super::number::{Exact, half_up, whole};

/// One ranked subject on its way to a grade.
#[derive(Clone, Debug)]
pub struct Entrant {
    pub group: String,
    pub total: Exact,
    /// Exact scores that break ties of the published total, most important first; used by the quota only.
    pub ties: Vec<Exact>,
    pub vetoed: bool,
    /// Cannot have the top grade.
    pub barred: bool,
    /// Something applies to the subject; without it there is no total to compare.
    pub assessed: bool,
}

/// Empty, or only the rank and grade of a veto, for a subject that is not assessed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standing {
    pub published: Exact,
    pub rank: usize,
    pub grade_by_score: String,
    pub grade_final: String,
    pub quota: bool,
}

/// `veto_ranks`: a veto also costs the place (true everywhere but in the annual step of set d).
pub fn stand(entrants: &[Entrant], rules: &Rules, veto_ranks: bool) -> Vec<Standing> {
    let published: Vec<Exact> = entrants.iter().map(|e| half_up(&e.total, rules.digits)).collect();
    let by_score: Vec<usize> = published.iter().map(|p| grade(p, &rules.grades)).collect();
    let key = |i: usize| (&published[i], &entrants[i].ties);
    let outside = |e: &Entrant| !e.assessed || (e.vetoed && veto_ranks);
    let candidate = |i: usize| entrants[i].assessed && by_score[i] == 0 && !entrants[i].vetoed && !entrants[i].barred;
    let bottom = rules.grades.len() - 1;
    let second = 1.min(bottom);
    let place = |i: usize| {
        let me = &entrants[i];
        // A veto ranks (last) even whom nothing else applies to.
        let ranked = |e: &Entrant| e.group == me.group && (e.assessed || e.vetoed);
        let group: Vec<usize> = (0..entrants.len()).filter(|&j| ranked(&entrants[j])).collect();
        if !me.assessed {
            let last =
                Standing { rank: group.len(), grade_final: rules.grades[bottom].1.clone(), ..Standing::default() };
            return if me.vetoed { last } else { Standing::default() };
        }
        let ahead = group.iter().filter(|&&j| !outside(&entrants[j]) && published[j] > published[i]).count();
        let rank = if outside(me) { group.len() } else { ahead + 1 };
        let fits = rules.quota.as_ref().is_none_or(|share| {
            let rivals = group.iter().filter(|&&j| candidate(j) && key(j) >= key(i)).count();
            rivals <= quota_size(group.len(), share)
        });
        let quota = candidate(i) && !fits;
        let graded = match () {
            _ if me.vetoed => bottom,
            _ if me.barred || quota => by_score[i].max(second),
            _ => by_score[i],
        };
        let name = |grade: usize| rules.grades[grade].1.clone();
        Standing {
            published: published[i].clone(),
            rank,
            grade_by_score: name(by_score[i]),
            grade_final: name(graded),
            quota,
        }
    };
    (0..entrants.len()).map(place).collect()
}

/// The index of the first line that is reached; below them all it is the last one.
pub fn grade(published: &Exact, grades: &[(Exact, String)]) -> usize {
    assert!(!grades.is_empty(), "a scheme has grades");
    grades.iter().position(|(line, _)| published >= line).unwrap_or(grades.len() - 1)
}

pub fn quota_size(group: usize, share: &Exact) -> usize {
    let size = (whole(group as i64) * share).floor().to_integer();
    usize::try_from(size).expect("a quota is not negative")
}

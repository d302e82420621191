//! One side of a comparison, and what on it answers to what on the other.
//!
//! Subjects and indicators are matched by id; what is left is matched by name, where the name stands once among what is
//! left on either side. Whatever then has no partner is named, never dropped.

use crate::engine::{Assessment, Checked};
use crate::model::{Grading, RankGroup};
use std::collections::BTreeMap;

/// A checked document and an assessment of it with `Keep::Indicators`.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    pub checked: &'a Checked,
    pub assessment: &'a Assessment,
}

impl<'a> Side<'a> {
    /// How the totals of the last step are graded.
    pub fn grading(&self) -> &'a Grading {
        self.assessment.grading(self.checked.document(), &self.assessment.plan().last)
    }

    /// The place of a subject's category.
    pub fn category(&self, subject: usize) -> usize {
        let frame = self.assessment.frame();
        frame.category_at(frame.row[subject] as usize)
    }

    /// The name of the group that the subject is ranked in; none: not ranked.
    pub fn group(&self, subject: usize) -> Option<&'a str> {
        let frame = self.assessment.frame();
        frame.rank_groups.get(frame.rank_group[frame.row[subject] as usize] as usize).map(String::as_str)
    }

    /// A group's name as shown: the category's name where categories are ranked.
    pub fn group_title<'b>(&self, group: &'b str) -> &'b str
    where
        'a: 'b,
    {
        let document = self.checked.document();
        match document.rank_group {
            RankGroup::Category => document.categories.iter().find(|c| c.id == group).map_or(group, |c| &c.name),
            RankGroup::All | RankGroup::Attribute(_) => group,
        }
    }

    /// The name of a grade of the last step.
    pub fn grade_name(&self, grade: Option<u32>) -> Option<&'a str> {
        self.grading().scale.bands.get(grade? as usize).map(|band| band.name.as_str())
    }
}

/// What answers to what: places in the two documents.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matching {
    /// Listed subjects, in the order of the left document.
    pub subjects: Vec<(usize, usize)>,
    /// Listed subjects without a partner.
    pub left_subjects: Vec<usize>,
    pub right_subjects: Vec<usize>,
    /// Indicators in the order of the left document, then those only on the right. At least one place stands in each.
    pub indicators: Vec<(Option<usize>, Option<usize>)>,
}

impl Matching {
    /// Finds partners.
    pub fn new(left: Side, right: Side) -> Matching {
        let (a, b) = (left.checked.document(), right.checked.document());
        let subjects = |side: Side| -> Vec<(usize, String, String)> {
            let document = side.checked.document();
            let named = |k: usize| (k, document.subjects[k].id.clone(), document.subjects[k].name.clone());
            side.assessment.listed(document).map(named).collect()
        };
        let found = partners(&subjects(left), &subjects(right));
        let mut matching = Matching { indicators: indicators(a, b), ..Matching::default() };
        for pair in found {
            match pair {
                (Some(l), Some(r)) => matching.subjects.push((l, r)),
                (Some(l), None) => matching.left_subjects.push(l),
                (None, r) => matching.right_subjects.extend(r),
            }
        }
        matching
    }
}

/// Partners among the indicators of two documents.
pub(super) fn indicators(
    left: &crate::model::Document,
    right: &crate::model::Document,
) -> Vec<(Option<usize>, Option<usize>)> {
    let named = |document: &crate::model::Document| -> Vec<(usize, String, String)> {
        document.set.indicators.iter().enumerate().map(|(k, i)| (k, i.id.clone(), i.name.clone())).collect()
    };
    partners(&named(left), &named(right))
}

/// `(place, id, name)` on both sides become pairs: in the order of the left, then what only the right has.
fn partners(
    left: &[(usize, String, String)],
    right: &[(usize, String, String)],
) -> Vec<(Option<usize>, Option<usize>)> {
    let by_id: BTreeMap<&str, usize> = right.iter().enumerate().map(|(k, (_, id, _))| (id.as_str(), k)).collect();
    let mut partner: Vec<Option<usize>> = left.iter().map(|(_, id, _)| by_id.get(id.as_str()).copied()).collect();
    let mut taken = vec![false; right.len()];
    partner.iter().flatten().for_each(|k| taken[*k] = true);
    // A name says who somebody is only if nobody else who is left bears it.
    let mut names: BTreeMap<&str, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (k, (_, _, name)) in left.iter().enumerate().filter(|(k, (_, _, n))| partner[*k].is_none() && !n.is_empty()) {
        names.entry(name).or_default().0.push(k);
    }
    for (k, (_, _, name)) in right.iter().enumerate().filter(|(k, _)| !taken[*k]) {
        if let Some((_, bearers)) = names.get_mut(name.as_str()) {
            bearers.push(k);
        }
    }
    for (l, r) in names.into_values() {
        if let ([l], [r]) = (l.as_slice(), r.as_slice()) {
            partner[*l] = Some(*r);
            taken[*r] = true;
        }
    }
    let both = left.iter().zip(&partner).map(|((place, ..), k)| (Some(*place), k.map(|k| right[k].0)));
    let rest = right.iter().zip(&taken).filter(|(_, taken)| !**taken).map(|((place, ..), _)| (None, Some(*place)));
    both.chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::partners;

    fn named(of: &[(&str, &str)]) -> Vec<(usize, String, String)> {
        of.iter().enumerate().map(|(k, (id, name))| (k, (*id).to_owned(), (*name).to_owned())).collect()
    }

    #[test]
    fn ids_come_before_names_and_what_has_no_partner_is_kept() {
        let left = named(&[("a", "One"), ("b", "Two"), ("c", "Three")]);
        let right = named(&[("b", "One"), ("x", "Three"), ("y", "Four")]);
        // `b` is `b` whatever it is called; "One" of the left then finds nobody of that name left.
        let pairs = [(Some(0), None), (Some(1), Some(0)), (Some(2), Some(1)), (None, Some(2))];
        assert_eq!(partners(&left, &right), pairs);
    }

    #[test]
    fn a_name_that_two_bear_or_nobody_bears_matches_nobody() {
        let left = named(&[("a", "Same"), ("b", "Same"), ("c", "")]);
        let right = named(&[("x", "Same"), ("y", "")]);
        let pairs = [(Some(0), None), (Some(1), None), (Some(2), None), (None, Some(0)), (None, Some(1))];
        assert_eq!(partners(&left, &right), pairs);
    }
}

//! How the results are looked at: what is chosen, filtered and sorted. It is part of the address, never of the document.

use crate::model::Flag;

/// How the table of results is looked at. The default shows everything, by rank.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// Scheme id; none: the declared weights.
    pub scheme: Option<String>,
    /// Period; none: all of it.
    pub period: Option<String>,
    /// Name of the group that is ranked together.
    pub group: Option<String>,
    /// Category id.
    pub category: Option<String>,
    /// Part of a name or an id.
    pub search: String,
    /// Name of a grade.
    pub grade: Option<String>,
    /// Only subjects with this remark.
    pub remark: Option<Remark>,
    /// None: by rank.
    pub sort: Option<Sort>,
}

impl View {
    /// What differs from the default, as pairs of an address.
    pub(super) fn pairs(&self) -> Vec<(&'static str, String)> {
        let search = (!self.search.is_empty()).then(|| self.search.clone());
        [
            ("scheme", self.scheme.clone()),
            ("period", self.period.clone()),
            ("group", self.group.clone()),
            ("category", self.category.clone()),
            ("search", search),
            ("grade", self.grade.clone()),
            ("remark", self.remark.map(|remark| remark.word().to_owned())),
            ("sort", self.sort.as_ref().map(Sort::word)),
        ]
        .into_iter()
        .filter_map(|(key, value)| value.map(|value| (key, value)))
        .collect()
    }

    /// Whether some rows of the group or category are left out.
    pub fn is_filtered(&self) -> bool {
        !self.search.is_empty() || self.grade.is_some() || self.remark.is_some()
    }

    /// The same view without filters.
    pub fn unfiltered(&self) -> View {
        View { search: String::new(), grade: None, remark: None, ..self.clone() }
    }

    /// The sort in force.
    pub fn sorted(&self) -> Sort {
        self.sort.clone().unwrap_or(Sort { key: SortKey::Rank, descending: false })
    }

    /// What pressing the head of a column leads to: its own order first, then the reverse.
    pub fn sorted_by(&self, key: SortKey) -> View {
        let now = self.sorted();
        let descending = if now.key == key { !now.descending } else { key.begins_descending() };
        let sort = Sort { key, descending };
        let default = View::default().sorted();
        View { sort: (sort != default).then_some(sort), ..self.clone() }
    }
}

/// A column and a direction.
#[derive(Clone, Debug, PartialEq)]
pub struct Sort {
    /// By what.
    pub key: SortKey,
    /// From the largest.
    pub descending: bool,
}

/// What rows can be sorted by.
#[derive(Clone, Debug, PartialEq)]
pub enum SortKey {
    /// Group, then rank.
    Rank,
    /// Places gained or lost against the results compared with.
    Change,
    Name,
    Published,
    /// Best grade first.
    Grade,
    /// A top-level dimension, by id.
    Dimension(String),
    /// Bonus less deduction.
    Adjustment,
}

impl SortKey {
    /// Whether one wants to see the largest first.
    fn begins_descending(&self) -> bool {
        match self {
            SortKey::Rank | SortKey::Name | SortKey::Grade => false,
            SortKey::Change | SortKey::Published | SortKey::Dimension(_) | SortKey::Adjustment => true,
        }
    }
}

impl Sort {
    fn word(&self) -> String {
        let key = match &self.key {
            SortKey::Rank => "rank",
            SortKey::Change => "change",
            SortKey::Name => "name",
            SortKey::Published => "published",
            SortKey::Grade => "grade",
            SortKey::Adjustment => "adjustment",
            SortKey::Dimension(id) => return format!("{}dimension:{id}", self.sign()),
        };
        format!("{}{key}", self.sign())
    }

    fn sign(&self) -> &'static str {
        if self.descending { "-" } else { "" }
    }

    /// Reads what `word` wrote.
    pub(super) fn read(word: &str) -> Option<Sort> {
        let (descending, key) = match word.strip_prefix('-') {
            Some(key) => (true, key),
            None => (false, word),
        };
        let key = match key {
            "rank" => SortKey::Rank,
            "change" => SortKey::Change,
            "name" => SortKey::Name,
            "published" => SortKey::Published,
            "grade" => SortKey::Grade,
            "adjustment" => SortKey::Adjustment,
            other => SortKey::Dimension(other.strip_prefix("dimension:")?.to_owned()),
        };
        Some(Sort { key, descending })
    }
}

/// What a subject can be picked out by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remark {
    Veto,
    Bar,
    Quota,
    Bonus,
    Deduction,
    Exempt,
    Missing,
    Partial,
    NotApplicable,
}

impl Remark {
    /// All of them, the gravest first.
    pub const ALL: [Remark; 9] = [
        Remark::Veto,
        Remark::Bar,
        Remark::Quota,
        Remark::Deduction,
        Remark::Bonus,
        Remark::Exempt,
        Remark::Missing,
        Remark::Partial,
        Remark::NotApplicable,
    ];

    /// As written in an address.
    pub fn word(self) -> &'static str {
        match self {
            Remark::Veto => "veto",
            Remark::Bar => "bar",
            Remark::Quota => "quota",
            Remark::Bonus => "bonus",
            Remark::Deduction => "deduction",
            Remark::Exempt => "exempt",
            Remark::Missing => "missing",
            Remark::Partial => "partial",
            Remark::NotApplicable => "na",
        }
    }

    /// Reads what `word` wrote.
    pub fn read(word: &str) -> Option<Remark> {
        Remark::ALL.into_iter().find(|remark| remark.word() == word)
    }

    /// Whether a row carries it.
    pub fn holds(self, flags: &[Flag], bonus: f64, deduction: f64) -> bool {
        match self {
            Remark::Bonus => bonus > 0.0,
            Remark::Deduction => deduction > 0.0,
            _ => flags.iter().any(|flag| {
                matches!(
                    (self, flag),
                    (Remark::Veto, Flag::Veto(_))
                        | (Remark::Bar, Flag::Bar(_))
                        | (Remark::Quota, Flag::Quota)
                        | (Remark::Exempt, Flag::Exempt(_))
                        | (Remark::Missing, Flag::Missing)
                        | (Remark::Partial, Flag::Partial)
                        | (Remark::NotApplicable, Flag::NotApplicable)
                )
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pressing_a_column_twice_turns_it_round() {
        let once = View::default().sorted_by(SortKey::Published);
        assert_eq!(once.sorted(), Sort { key: SortKey::Published, descending: true });
        let twice = once.sorted_by(SortKey::Published);
        assert_eq!(twice.sorted(), Sort { key: SortKey::Published, descending: false });
    }

    #[test]
    fn the_usual_order_leaves_no_trace_in_the_address() {
        let back = View::default().sorted_by(SortKey::Name).sorted_by(SortKey::Rank);
        assert_eq!(back, View::default());
        assert_eq!(View::default().sorted_by(SortKey::Rank).sorted(), Sort { key: SortKey::Rank, descending: true });
    }

    #[test]
    fn bonus_and_deduction_are_remarks_without_a_flag() {
        assert!(Remark::Deduction.holds(&[], 0.0, 0.5));
        assert!(!Remark::Deduction.holds(&[Flag::Missing], 1.0, 0.0));
        assert!(Remark::Veto.holds(&[Flag::Veto("事故".into())], 0.0, 0.0));
    }
}

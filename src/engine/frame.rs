//! Rows in the order of computation: subjects by category, so that every block has one category.

use crate::model::{Document, RankGroup, Standing};

/// The order of rows and their groups.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Subject of each row.
    pub order: Vec<u32>,
    /// Row of each subject.
    pub row: Vec<u32>,
    /// Where each category's rows begin; one more entry ends the last.
    pub starts: Vec<usize>,
    /// Subject whose inherited measurements each row takes (itself without a parent).
    pub via: Vec<u32>,
    /// Whether rows stand in document order.
    pub in_order: bool,
    /// Category of each row, `u32::MAX` where the subject is no peer.
    pub category: Vec<u32>,
    /// Rank group of each row, `u32::MAX` where the subject is not ranked.
    pub rank_group: Vec<u32>,
    /// Names of the rank groups, in order of first appearance.
    pub rank_groups: Vec<String>,
}

impl Frame {
    /// The frame of a document whose references were checked.
    pub fn new(document: &Document) -> Frame {
        let subjects = &document.subjects;
        let category_of: Vec<usize> =
            subjects.iter().map(|s| document.category(&s.category).unwrap_or_default()).collect();
        let mut order: Vec<u32> = (0..subjects.len() as u32).collect();
        order.sort_by_key(|s| category_of[*s as usize]);
        let mut row = vec![0; subjects.len()];
        for (at, subject) in order.iter().enumerate() {
            row[*subject as usize] = at as u32;
        }
        let mut starts = vec![0; document.categories.len() + 1];
        for category in &category_of {
            starts[category + 1] += 1;
        }
        for k in 1..starts.len() {
            starts[k] += starts[k - 1];
        }
        let places: std::collections::HashMap<&str, u32> =
            subjects.iter().enumerate().map(|(k, s)| (s.id.as_str(), k as u32)).collect();
        let parent =
            |k: u32| subjects[k as usize].parent.as_deref().and_then(|id| places.get(id).copied()).unwrap_or(k);
        let via = order.iter().map(|s| parent(*s)).collect();
        let mut rank_groups: Vec<String> = Vec::new();
        let mut rank_group = vec![u32::MAX; subjects.len()];
        let mut known: std::collections::HashMap<String, u32> = std::collections::HashMap::new();
        for (subject, at) in subjects.iter().zip(&row) {
            if subject.standing != Standing::Ranked {
                continue;
            }
            let name = match &document.rank_group {
                RankGroup::All => String::new(),
                RankGroup::Category => subject.category.clone(),
                RankGroup::Attribute(key) => subject.attributes.get(key).cloned().unwrap_or_default(),
            };
            let group = *known.entry(name.clone()).or_insert_with(|| {
                rank_groups.push(name);
                rank_groups.len() as u32 - 1
            });
            rank_group[*at as usize] = group;
        }
        let category = order
            .iter()
            .map(|s| match subjects[*s as usize].standing {
                Standing::Source => u32::MAX,
                Standing::Ranked | Standing::Separate => category_of[*s as usize] as u32,
            })
            .collect();
        let in_order = order.iter().enumerate().all(|(row, subject)| row as u32 == *subject);
        Frame { in_order, order, row, starts, via, category, rank_group, rank_groups }
    }

    /// Rows.
    pub fn rows(&self) -> usize {
        self.order.len()
    }

    /// The category of a row.
    pub fn category_at(&self, row: usize) -> usize {
        self.starts.partition_point(|start| *start <= row) - 1
    }
}

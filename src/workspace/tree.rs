//! The tree of indicators: which rows of it are in sight.

use crate::worker::protocol::NodeView;
use std::collections::BTreeSet;

/// A row of the tree in sight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// Place in `DocumentView::tree`.
    pub place: usize,
    /// From 1.
    pub level: u8,
    /// Its place among its sisters, from 1, and how many there are.
    pub position: (u32, u32),
    /// Whether what is below is in sight; none: nothing is below.
    pub open: Option<bool>,
}

/// The rows in sight: nothing below a closed node, or, when something is searched for, what matches and its ancestors.
pub fn in_sight(tree: &[NodeView], closed: &BTreeSet<String>, search: &str) -> Vec<Branch> {
    let wanted = search.trim().to_ascii_lowercase();
    let parents = parents(tree);
    let mut shown = vec![wanted.is_empty(); tree.len()];
    if !wanted.is_empty() {
        for (place, node) in tree.iter().enumerate() {
            if matches(node, &wanted) {
                let mut at = Some(place);
                while let Some(place) = at {
                    shown[place] = true;
                    at = parents[place];
                }
            }
        }
    } else {
        for place in 0..tree.len() {
            if let Some(parent) = parents[place] {
                shown[place] = shown[parent] && !closed.contains(&tree[parent].id);
            }
        }
    }
    let mut sisters = vec![0_u32; tree.len() + 1];
    let key = |place: usize| parents[place].map_or(tree.len(), |parent| parent);
    let mut positions = vec![0_u32; tree.len()];
    for place in (0..tree.len()).filter(|&place| shown[place]) {
        sisters[key(place)] += 1;
        positions[place] = sisters[key(place)];
    }
    let mut has_children = vec![false; tree.len()];
    for parent in parents.iter().flatten() {
        has_children[*parent] = true;
    }
    (0..tree.len())
        .filter(|&place| shown[place])
        .map(|place| Branch {
            place,
            level: tree[place].depth + 1,
            position: (positions[place], sisters[key(place)]),
            open: has_children[place].then(|| !wanted.is_empty() || !closed.contains(&tree[place].id)),
        })
        .collect()
}

fn parents(tree: &[NodeView]) -> Vec<Option<usize>> {
    let places: std::collections::BTreeMap<&str, usize> =
        tree.iter().enumerate().map(|(place, node)| (node.id.as_str(), place)).collect();
    tree.iter()
        .enumerate()
        // A parent stands before its child; anything else would go round in circles.
        .map(|(place, node)| node.parent.as_deref().and_then(|id| places.get(id).copied()).filter(|&p| p < place))
        .collect()
}

fn matches(node: &NodeView, wanted: &str) -> bool {
    [&node.id, &node.name, &node.definition, &node.owner, &node.source]
        .into_iter()
        .chain(&node.tags)
        .any(|text| text.to_ascii_lowercase().contains(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::sample::document;

    fn ids(closed: &[&str], search: &str) -> Vec<String> {
        let tree = document().tree;
        let closed = closed.iter().map(|id| (*id).to_owned()).collect();
        in_sight(&tree, &closed, search).into_iter().map(|branch| tree[branch.place].id.clone()).collect()
    }

    #[test]
    fn closing_a_node_hides_everything_below_it() {
        assert_eq!(ids(&[], ""), ["X", "X/一", "A101", "A102", "Z", "Z101"]);
        assert_eq!(ids(&["X"], ""), ["X", "Z", "Z101"]);
        assert_eq!(ids(&["X/一", "Z"], ""), ["X", "X/一", "Z"]);
    }

    #[test]
    fn a_search_shows_what_matches_with_its_ancestors_even_below_a_closed_node() {
        assert_eq!(ids(&["X"], "a102"), ["X", "X/一", "A102"]);
        assert!(ids(&[], "没有这样的").is_empty());
    }

    #[test]
    fn every_row_knows_its_place_among_its_sisters() {
        let tree = document().tree;
        let rows = in_sight(&tree, &BTreeSet::new(), "");
        assert_eq!(rows[0].position, (1, 2));
        assert_eq!(rows[3].position, (2, 2));
        assert_eq!((rows[2].level, rows[2].open), (3, None));
        assert_eq!((rows[4].level, rows[4].open), (1, Some(true)));
    }
}

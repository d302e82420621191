//! The hand that writes plans: adds columns by name, with formulas as text.

use super::frame::Frame;
use super::plan::{PeerGroup, Plan, PlanColumn, Source};
use super::weights::Weights;
use crate::formula::{ColumnId, Formula, Grain, parse};
use crate::model::{Document, Status};
use crate::rules::Rule;
use std::collections::BTreeMap;

/// What building needs to know, and the plan so far.
pub(super) struct Builder<'a> {
    pub document: &'a Document,
    pub rules: &'a [Rule],
    pub weights: &'a Weights,
    pub frame: &'a Frame,
    pub plan: Plan,
    /// Put before every column's name.
    pub prefix: String,
    /// Observation columns of each indicator.
    pub observed: BTreeMap<&'a str, Vec<usize>>,
}

/// Names that a formula may use: columns and constants.
#[derive(Clone, Default)]
pub(super) struct Names(Vec<(String, Formula)>);

impl Names {
    pub fn column(mut self, name: &str, id: ColumnId) -> Names {
        self.set(name, Formula::Column(id));
        self
    }

    pub fn set(&mut self, name: &str, formula: Formula) {
        self.0.retain(|(known, _)| known != name);
        self.0.push((name.to_owned(), formula));
    }

    fn find(&self, word: &str) -> Option<Formula> {
        self.0.iter().find(|(name, _)| name == word).map(|(_, formula)| formula.clone())
    }
}

impl<'a> Builder<'a> {
    pub fn new(document: &'a Document, rules: &'a [Rule], weights: &'a Weights, frame: &'a Frame) -> Builder<'a> {
        let mut observed: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (k, column) in document.observations.columns.iter().enumerate() {
            observed.entry(column.indicator.as_str()).or_default().push(k);
        }
        Builder { document, rules, weights, frame, plan: Plan::default(), prefix: String::new(), observed }
    }

    /// Adds a column.
    pub fn add(&mut self, name: &str, symbol: &str, grain: Grain, scope: Option<&[bool]>, source: Source) -> ColumnId {
        let id = ColumnId(self.plan.columns.len() as u32);
        self.plan.columns.push(PlanColumn {
            name: format!("{}{name}", self.prefix),
            symbol: symbol.to_owned(),
            grain,
            scope: scope.map(<[bool]>::to_vec),
            source,
        });
        id
    }

    /// Adds a column of one number per category.
    pub fn by_category(&mut self, name: &str, symbol: &str, scope: Option<&[bool]>, values: Vec<f64>) -> ColumnId {
        self.add(name, symbol, Grain::Score, scope, Source::Category(values))
    }

    /// Adds a formula given as text.
    pub fn formula(&mut self, name: &str, symbol: &str, scope: Option<&[bool]>, text: &str, names: &Names) -> ColumnId {
        let formula = self.read(text, names);
        self.tree(name, symbol, scope, formula)
    }

    /// Adds a formula given as a tree. A peer node compares within the category.
    pub fn tree(&mut self, name: &str, symbol: &str, scope: Option<&[bool]>, mut formula: Formula) -> ColumnId {
        let columns = &self.plan.columns;
        let of = |id: ColumnId| columns[id.0 as usize].grain;
        formula.settle(&of);
        let grain = formula.grain(&of);
        let source = if formula.is_group_wise() {
            Source::Peers { formula, group: PeerGroup::Category, among: None }
        } else {
            Source::Formula(formula)
        };
        self.add(name, symbol, grain, scope, source)
    }

    /// Adds a peer node over the rank group.
    pub fn ranked(&mut self, name: &str, symbol: &str, mut formula: Formula, among: Option<ColumnId>) -> ColumnId {
        let columns = &self.plan.columns;
        formula.settle(&|id: ColumnId| columns[id.0 as usize].grain);
        self.add(name, symbol, Grain::Score, None, Source::Peers { formula, group: PeerGroup::Rank, among })
    }

    /// The sum of columns, in order (0 without any).
    pub fn sum_of(&self, columns: &[ColumnId]) -> Formula {
        Formula::Sum(columns.iter().map(|id| Formula::Column(*id)).collect())
    }

    /// The text as a formula. The plan's own texts and checked rules always parse; a text that does not, by a mistake
    /// in this program, becomes a column of `invalid`, which tests notice and no score hides.
    fn read(&self, text: &str, names: &Names) -> Formula {
        match parse(text, &|word| names.find(word)) {
            Ok(formula) => formula,
            Err(error) => {
                debug_assert!(false, "{}: {text}: {}", self.prefix, error.reason);
                Formula::Blank(Status::Invalid)
            }
        }
    }
}

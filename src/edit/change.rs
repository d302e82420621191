//! Everything that can be changed, as data.

use super::said::Kind;
use crate::model::{
    Ballot, Category, Cycle, Dimension, Direction, Document, Entry, Event, Field, Grading, Indicator,
    ObservationColumn, Period, PeriodAggregation, Policies, RankGroup, ScoringRule, Standing, Subject, WeightScheme,
};
use serde::{Deserialize, Serialize};

/// One change. Its inverse is a change too, and carries whatever is needed to restore the document exactly.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Change {
    Title(String),
    Note(String),
    /// Reported values of one field of one indicator in one period; a column that is not there yet is made.
    Cells {
        indicator: String,
        period: Period,
        field: Field,
        cells: Vec<CellChange>,
    },
    /// A column of values, put at this place of the list.
    PutColumn {
        at: usize,
        column: Box<ObservationColumn>,
    },
    RemoveColumn {
        indicator: String,
        period: Period,
        field: Field,
    },
    Indicator {
        id: String,
        property: Property,
    },
    /// An indicator at this place of the list, with what belongs to it (places are those after the putting).
    PutIndicator {
        at: usize,
        indicator: Box<Indicator>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        columns: Vec<(usize, ObservationColumn)>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        ballots: Vec<(usize, Ballot)>,
    },
    /// With its values and ballots.
    RemoveIndicator {
        id: String,
    },
    Dimension {
        id: String,
        property: DimensionProperty,
    },
    PutDimension {
        at: usize,
        dimension: Box<Dimension>,
    },
    /// Only one with nothing below it.
    RemoveDimension {
        id: String,
    },
    /// Another name for a category.
    Category {
        id: String,
        name: String,
    },
    /// A category at this place, with the points or weight that nodes have in it.
    PutCategory {
        at: usize,
        category: Category,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        weights: Vec<(String, f64)>,
    },
    /// Only one without subjects.
    RemoveCategory {
        id: String,
    },
    Subject {
        id: String,
        property: SubjectProperty,
    },
    /// A subject at this place, with its cells (by place of the column; absent: missing), ballots and events.
    PutSubject {
        at: usize,
        subject: Box<Subject>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        cells: Vec<(usize, Entry, u32)>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        ballots: Vec<(usize, Ballot)>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        events: Vec<(usize, Event)>,
    },
    /// With its values, ballots and events.
    RemoveSubject {
        id: String,
    },
    /// How totals become grades: in the only or final step, or in every stage (none: like the final step).
    Grading(Box<Grading>),
    StageGrading(Option<Box<Grading>>),
    /// Some events replaced by others.
    Events {
        from: usize,
        remove: usize,
        insert: Vec<Event>,
    },
    /// Some ballots replaced by others.
    Ballots {
        from: usize,
        remove: usize,
        insert: Vec<Ballot>,
    },
    /// Some weight schemes replaced by others.
    Schemes {
        from: usize,
        remove: usize,
        insert: Vec<WeightScheme>,
    },
    Policies(Policies),
    RankGroup(RankGroup),
    /// The whole document replaced by another state: a version restored, a file read in. The log stays.
    Whole(Box<Document>),
    /// Several changes that are one to the person who makes them. If one is refused all are.
    Together(Vec<Change>),
    /// The same for what has a name of its own: cells that were pasted, filled, cleared.
    Named {
        kind: Kind,
        changes: Vec<Change>,
    },
}

/// A new entry for one subject.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CellChange {
    /// Subject id.
    pub subject: String,
    /// Missing: nothing stands there any more.
    pub entry: Entry,
    /// Line of the source file (0: written by hand).
    #[serde(default, skip_serializing_if = "is_zero")]
    pub line: u32,
}

fn is_zero(line: &u32) -> bool {
    *line == 0
}

/// One property of an indicator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Property {
    Name(String),
    /// The dimension it belongs to.
    Parent(String),
    /// Target for everybody.
    Target(Option<f64>),
    /// Nominal points in a category; none: not used there.
    Points {
        category: String,
        to: Option<f64>,
    },
    Rule(ScoringRule),
    /// One parameter of the rule; none: its default.
    Parameter {
        name: String,
        to: Option<String>,
    },
    Direction(Direction),
    Aggregation(PeriodAggregation),
    Cycle(Cycle),
    Unit(String),
    Definition(String),
    Source(String),
    Owner(String),
    Qualitative(bool),
}

/// One property of a dimension.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DimensionProperty {
    Name(String),
    /// Declared weight in a category; none: the sum of what is below it.
    Weight {
        category: String,
        to: Option<f64>,
    },
}

/// One property of a subject.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SubjectProperty {
    Name(String),
    /// The id of its category.
    Category(String),
    Standing(Standing),
    /// A column of its own; none: not there.
    Attribute {
        name: String,
        to: Option<String>,
    },
}

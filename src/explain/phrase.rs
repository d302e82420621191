//! Every sentence the product says about a number, as a key with its arguments.
//! `i18n` words each of them in both languages; a phrase without words does not compile.

use serde::{Deserialize, Serialize};

/// A sentence or a short label without its language. Numbers are unrounded; `i18n` formats them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Phrase {
    // ---- rules in words ----
    /// Ratio of value to target, higher is better.
    Completion,
    /// `2 − value / target`, lower is better.
    CompletionDown,
    /// `target / value`, lower is better.
    CompletionInverse,
    /// At most this share of the points (1.2 = 120 %).
    Cap {
        ratio: f64,
    },
    /// At least this share of the points.
    Floor {
        ratio: f64,
    },
    /// Below this ratio nothing is earned.
    ZeroBelow {
        ratio: f64,
    },
    /// What a target of zero means for a higher-is-better completion.
    ZeroTargetFull,
    ZeroTargetZero,
    ZeroTargetNotApplicable,
    /// Zero target, lower is better: each unit costs points.
    ZeroTargetPer {
        points: f64,
    },
    /// Full at the target or better, else nothing.
    Threshold {
        lower: bool,
        strict: bool,
    },
    /// Full at the target or better, else in proportion.
    ThresholdProportional {
        lower: bool,
        strict: bool,
    },
    /// Bands: (threshold, share of points), and the share below all.
    Bands {
        lower: bool,
        steps: Vec<(f64, f64)>,
        otherwise: f64,
    },
    /// Efficacy coefficient with fixed references.
    Gongxiao {
        worst: f64,
        best: f64,
        base: f64,
    },
    /// Efficacy coefficient with references from the peers (lowest and highest value).
    GongxiaoPeers {
        base: f64,
    },
    /// Tiered efficacy coefficient: (standard, share).
    GongxiaoTier {
        lower: bool,
        steps: Vec<(f64, f64)>,
    },
    MinMax {
        lower: bool,
    },
    /// All peers equal: this share.
    AllEqual {
        ratio: f64,
    },
    BestRatio {
        lower: bool,
    },
    /// Rank among peers: each place costs `step`.
    Rank {
        lower: bool,
        step: f64,
    },
    /// Points by place.
    RankList {
        lower: bool,
        points: Vec<f64>,
    },
    /// A rank given from outside.
    RankGiven {
        step: f64,
    },
    RankGivenList {
        points: Vec<f64>,
    },
    /// Places after the list: nothing / the last entry.
    ListTail {
        zero: bool,
    },
    /// Places of equals: `min` (1-2-2-4), `average`, `dense` (1-2-2-3).
    Ties {
        mode: String,
    },
    /// Relative growth against a target growth.
    Growth {
        lower: bool,
    },
    /// Growth in percentage points.
    GrowthPoints {
        lower: bool,
    },
    /// Starts at `base` share at the target; each `step` better adds `plus`, worse takes `minus` points.
    BaseDelta {
        lower: bool,
        base: f64,
        step: f64,
        plus: f64,
        minus: f64,
        whole: bool,
    },
    AtZero {
        ratio: f64,
    },
    /// Each occurrence takes `per` points.
    Deduct {
        per: f64,
    },
    /// At most so many points are taken.
    DeductMaximum {
        points: f64,
    },
    /// From so many occurrences on nothing is earned.
    Stop {
        count: f64,
    },
    /// Each occurrence earns `per` points.
    BonusPer {
        per: f64,
    },
    /// At most so many points are earned.
    BonusMaximum {
        points: f64,
    },
    YesNo {
        wanted: bool,
    },
    /// Full inside, linear loss outside (width none: nothing outside).
    Range {
        low: f64,
        high: f64,
        below: Option<f64>,
        above: Option<f64>,
    },
    Rating {
        scale: f64,
    },
    /// Rater groups: (name, weight).
    MultiRater {
        groups: Vec<(String, f64)>,
    },
    /// From so many ballots in a group on, the highest and the lowest are dropped.
    Trim {
        minimum: f64,
    },
    MinimumRaters {
        count: f64,
    },
    /// Scores of the five levels, 很满意 to 很不满意.
    Satisfaction {
        scores: Vec<f64>,
    },
    MinimumAnswers {
        count: f64,
    },
    /// A formula of the user's own.
    OwnFormula,
    /// How periods become one value.
    AggregationSum,
    AggregationAverage,
    AggregationLast,
    AggregationMaximum,
    AggregationMinimum,

    // ---- names of steps ----
    #[default]
    StepValue,
    StepTarget,
    StepBase,
    StepPoints,
    /// An intermediate of the rule, by its symbol.
    StepIntermediate {
        symbol: String,
    },
    StepRatio,
    StepWeight,
    StepFactor,
    StepEffective,
    StepScore,
    StepLive,
    StepSum,
    StepMean,
    StepBonus,
    StepDeduction,
    StepTotal,
    StepPublished,
    StepGroupMean {
        group: String,
    },
    StepPeerMinimum,
    StepPeerMaximum,
    StepPeerMean,
    StepPeerRank,
    StepPeerCount,

    // ---- sentences about a result ----
    /// Missing this much to the next grade.
    ToNextGrade {
        grade: String,
        line: f64,
        gap: f64,
    },
    /// The published total is rounded only once; the unrounded total is this.
    RoundedOnce {
        total: f64,
        published: f64,
        digits: u8,
    },
    /// Rounding every indicator first would have given another figure, and perhaps another grade.
    IfEachRounded {
        total: f64,
        grade: String,
    },
    Vetoed {
        code: String,
        grade: String,
    },
    WithoutVeto {
        published: f64,
        grade: String,
        rank: Option<u32>,
    },
    BarredFromTop {
        code: String,
        grade: String,
    },
    BarredByStage {
        stage: String,
        grade: String,
    },
    OutsideQuota {
        places: u32,
        members: u32,
        share: f64,
    },
    /// Tied at the edge of the quota: the block that does not fit is left out as a whole.
    TiedAtQuota {
        tied: u32,
        places: u32,
    },
    BonusCapped {
        sum: f64,
        cap: f64,
    },
    DeductionCapped {
        sum: f64,
        cap: f64,
    },
    HeldToMaximum {
        sum: f64,
        maximum: f64,
    },
    HeldToZero,
    ExemptNotCounted {
        code: String,
        points: f64,
    },
    SameFactCountedOnce {
        code: String,
    },
    NotRanked,
    NothingApplies,
    Missing,
    MissingTreatedAsNotApplicable,
    NotApplicable,
    /// Its points went to others.
    PointsReallocated {
        points: f64,
    },
    /// It carries more points because others do not apply.
    PointsReceived {
        declared: f64,
        effective: f64,
    },
    FilledWithPeerMean {
        ratio: f64,
    },
    CountedAsZero,
    /// Some periods of the window were not reported: (reported, expected).
    Partial {
        reported: u32,
        expected: u32,
    },
    InheritedFrom {
        subject: String,
    },
    FullMarks,
    /// Lost points here.
    Lost {
        points: f64,
    },
    EmptyRaterGroup {
        group: String,
    },
    TooFewAnswers {
        count: u32,
        minimum: u32,
    },
    /// So many members of the category were compared.
    ComparedWith {
        peers: u32,
    },
    /// Total of stages: mean of so many.
    MeanOfStages {
        stages: u32,
        share: f64,
    },
    OwnShare {
        share: f64,
    },

    // ---- labels ----
    RaterGroup {
        group: String,
    },
    /// 0 (很满意) to 4 (很不满意).
    AnswerLevel {
        level: u8,
    },
    OwnTarget,
}

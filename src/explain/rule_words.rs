//! A rule in words: its sentences, as phrases.

use super::Phrase;
use crate::formula::Ties;
use crate::model::PeriodAggregation;
use crate::rules::{Places, Reference, Rule, ZeroTarget};

/// What the rule says, the main sentence first.
pub fn rule_words(rule: &Rule) -> Vec<Phrase> {
    match rule {
        Rule::Completion(r) => {
            let main = match (r.lower, r.inverse) {
                (false, _) => Phrase::Completion,
                (true, false) => Phrase::CompletionDown,
                (true, true) => Phrase::CompletionInverse,
            };
            let mut words = vec![main, Phrase::Cap { ratio: r.cap }];
            words.extend(r.zero_below.map(|ratio| Phrase::ZeroBelow { ratio }));
            words.extend(r.floor.map(|ratio| Phrase::Floor { ratio }));
            words.extend(match (r.zero_target, r.lower, r.per) {
                (Some(ZeroTarget::Full), ..) => Some(Phrase::ZeroTargetFull),
                (Some(ZeroTarget::Zero), ..) => Some(Phrase::ZeroTargetZero),
                (Some(ZeroTarget::NotApplicable), ..) | (None, false, _) => Some(Phrase::ZeroTargetNotApplicable),
                (None, true, Some(points)) => Some(Phrase::ZeroTargetPer { points }),
                (None, true, None) => None,
            });
            words
        }
        Rule::Threshold(r) if r.proportional => {
            vec![Phrase::ThresholdProportional { lower: r.lower, strict: r.strict }]
        }
        Rule::Threshold(r) => vec![Phrase::Threshold { lower: r.lower, strict: r.strict }],
        Rule::Bands(r) => {
            vec![Phrase::Bands { lower: r.lower, steps: r.steps.clone(), otherwise: r.otherwise }]
        }
        Rule::Gongxiao(r) => {
            let main = match (r.low, r.high) {
                (Reference::Fixed(worst), Reference::Fixed(best)) => Phrase::Gongxiao { worst, best, base: r.base },
                _ => Phrase::GongxiaoPeers { base: r.base },
            };
            let mut words = vec![main, Phrase::Cap { ratio: r.cap }];
            if r.floor > 0.0 {
                words.push(Phrase::Floor { ratio: r.floor });
            }
            words
        }
        Rule::GongxiaoTier(r) => vec![Phrase::GongxiaoTier { lower: r.lower, steps: r.steps.clone() }],
        Rule::MinMax(r) => vec![Phrase::MinMax { lower: r.lower }, Phrase::AllEqual { ratio: r.equal }],
        Rule::BestRatio(r) => vec![Phrase::BestRatio { lower: r.lower }],
        Rule::Rank(r) => {
            let mut words = match &r.places {
                Places::Step { step, floor } => step_words(Phrase::Rank { lower: r.lower, step: *step }, *floor),
                Places::List { points, zero_tail } => vec![
                    Phrase::RankList { lower: r.lower, points: points.clone() },
                    Phrase::ListTail { zero: *zero_tail },
                ],
            };
            let mode = match r.ties {
                Ties::Minimum | Ties::Maximum => "min",
                Ties::Average => "average",
                Ties::Dense => "dense",
            };
            words.push(Phrase::Ties { mode: mode.to_owned() });
            words
        }
        Rule::RankGiven(r) => match &r.places {
            Places::Step { step, floor } => step_words(Phrase::RankGiven { step: *step }, *floor),
            Places::List { points, zero_tail } => {
                vec![Phrase::RankGivenList { points: points.clone() }, Phrase::ListTail { zero: *zero_tail }]
            }
        },
        Rule::Growth(r) => {
            let main =
                if r.in_points { Phrase::GrowthPoints { lower: r.lower } } else { Phrase::Growth { lower: r.lower } };
            vec![main, Phrase::Cap { ratio: r.cap }]
        }
        Rule::BaseDelta(r) => {
            let mut words = vec![
                Phrase::BaseDelta {
                    lower: r.lower,
                    base: r.base,
                    step: r.step,
                    plus: r.plus,
                    minus: r.minus,
                    whole: r.whole,
                },
                Phrase::Cap { ratio: r.cap },
            ];
            words.extend(r.at_zero.map(|ratio| Phrase::AtZero { ratio }));
            words
        }
        Rule::Deduct(r) => {
            let mut words = vec![Phrase::Deduct { per: r.per }];
            words.extend(r.maximum.map(|points| Phrase::DeductMaximum { points }));
            words.extend(r.stop.map(|count| Phrase::Stop { count }));
            words
        }
        Rule::Bonus(r) => {
            let mut words = vec![Phrase::BonusPer { per: r.per }];
            words.extend(r.maximum.map(|points| Phrase::BonusMaximum { points }));
            words.push(Phrase::Cap { ratio: r.cap });
            words
        }
        Rule::YesNo(r) => vec![Phrase::YesNo { wanted: r.wanted }],
        Rule::Range(r) => vec![Phrase::Range { low: r.low, high: r.high, below: r.below, above: r.above }],
        Rule::Rating(r) => vec![Phrase::Rating { scale: r.scale }],
        Rule::MultiRater(r) => {
            let mut words = vec![
                Phrase::MultiRater { groups: r.groups.clone() },
                Phrase::Trim { minimum: r.trim_minimum.max(3.0) },
            ];
            if r.minimum_raters > 1.0 {
                words.push(Phrase::MinimumRaters { count: r.minimum_raters });
            }
            words
        }
        Rule::Satisfaction(r) => {
            vec![Phrase::Satisfaction { scores: r.scores.clone() }, Phrase::MinimumAnswers { count: r.minimum }]
        }
        Rule::OwnFormula(r) => vec![Phrase::OwnFormula, Phrase::Cap { ratio: r.cap }],
    }
}

fn step_words(main: Phrase, floor: f64) -> Vec<Phrase> {
    let mut words = vec![main];
    if floor > 0.0 {
        words.push(Phrase::Floor { ratio: floor });
    }
    words
}

/// How the periods of a window become one value.
pub fn aggregation_words(aggregation: PeriodAggregation) -> Phrase {
    match aggregation {
        PeriodAggregation::Sum => Phrase::AggregationSum,
        PeriodAggregation::Average => Phrase::AggregationAverage,
        PeriodAggregation::Last => Phrase::AggregationLast,
        PeriodAggregation::Maximum => Phrase::AggregationMaximum,
        PeriodAggregation::Minimum => Phrase::AggregationMinimum,
    }
}

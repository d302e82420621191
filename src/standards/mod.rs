//! Scoring standards (评分标准) as sentences, understood as rules.
//!
//! Knows how offices write down how points are earned. A sentence is understood wholly or not at all: what is left
//! over is named, so that a person can decide. Must never guess a number that is not written.
//!
//! A sentence is brought into one spelling (`normal`), its clauses are read one by one (`clause`, `condition`), and
//! each family of rules says whether these clauses, all together, are one of its rules.

mod traditional;
mod normal;
mod cursor;
mod span;
mod condition;
mod deeds;
mod subjects;
mod better;
mod award;
mod limit;
mod step;
mod equation;
mod clause;
mod places;
mod people;
mod counts;
mod apiece;
mod bands;
mod target;
mod stepped;
mod change;
mod portion;
mod efficacy;
mod climb;
mod slope;
mod often;
mod between;
mod since;
mod absolute;
mod english_terms;
mod english;

use crate::model::{Direction, ScoringRule};
use clause::{Amount, Award, Clause, Limit, Step};
use condition::{Bound, Span, When};
use cursor::has;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is known of the indicator beside its sentence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Around<'a> {
    /// The method, where a column of its own names it (完成率法).
    pub method: &'a str,
    /// Full points (0: not known).
    pub points: f64,
    /// 计量单位.
    pub unit: &'a str,
    /// Target as written.
    pub target: Option<f64>,
    /// The indicator's name: 下降率, 次数 … say which way is better.
    pub name: &'a str,
}

/// What a sentence was understood as.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Understood {
    /// None: the rule stays open, and the sentence stays as text.
    pub rule: Option<ScoringRule>,
    pub direction: Direction,
    /// A target that the sentence names, in the indicator's unit.
    pub target: Option<f64>,
    /// Parts of the sentence that nothing was made of.
    pub left_over: Vec<String>,
    /// What a person should decide: both readings are in use.
    pub doubts: Vec<Doubt>,
}

/// A choice that the sentence leaves open, with what was assumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Doubt {
    /// 每低1%: percentage points were assumed, not percent of the target.
    PointsOrPercent,
    /// 以上, 超过: the boundary itself was counted in.
    Boundary,
    /// 每低1个百分点: parts of a step were counted in proportion.
    WholeSteps,
    /// No word says how far down the score goes: 0 was assumed.
    Floor,
    /// Full points are named and differ from the indicator's points.
    OtherPoints,
}

/// Whether less is better, as far as the indicator's name says it: 差错率, 平均办理时间; not 事故隐患整改数.
pub fn less_is_better(name: &str) -> bool {
    let simple = traditional::simplified(name);
    better::by_name(simple.as_deref().unwrap_or(name)) == Direction::LowerIsBetter
}

/// Whether a sentence keeps the value below a line: 控制在60%以内.
pub fn keeps_below(sentence: &str) -> bool {
    condition::kept_below(sentence)
        || ["控制在", "不超过", "不高于", "不大于", "不多于"].iter().any(|sign| sentence.contains(sign))
}

/// Understands a sentence. What is not understood, or says two things at once, leaves the rule open.
pub fn understand(sentence: &str, around: &Around) -> Understood {
    let simple = |text: &str| traditional::simplified(text).unwrap_or_else(|| text.to_owned());
    let (sentence, unit, name) = (&simple(sentence), &simple(around.unit), &simple(around.name));
    let unit = &unit.to_lowercase();
    let around = &Around { unit, name, ..around.clone() };
    let whole = if sentence.trim().is_empty() { around.method } else { sentence };
    let open = |left: String| Understood { left_over: vec![left], ..Understood::default() };
    let english = english::clauses(whole);
    let turned = matches!(english, Some(Ok(_)));
    let texts = match english {
        Some(Ok(texts)) => texts,
        Some(Err(left)) => return open(left),
        None => match normal::clauses(whole) {
            Some(texts) => texts,
            None => return open(sentence.to_owned()),
        },
    };
    let texts = often::of_year(texts, around);
    // What was said in English is said again in the words that the families look for.
    let (joined, own) = (texts.join("，"), around);
    let whole = if turned { joined.as_str() } else { whole };
    let around = &Around { unit: english::unit(own.unit), ..own.clone() };
    let mut clauses = clause::read(&texts, own.name);
    // 2024年底前完成50%，2025年底前完成100%: of which of the two years is the value?
    let mut years = texts.iter().filter_map(|text| {
        let (before, after) = span::dated(text)?;
        after.contains(|c: char| c.is_ascii_digit()).then(|| &text[before.len()..before.len() + 4])
    });
    if years.next().is_some_and(|first| years.any(|other| other != first)) {
        return open(sentence.trim().to_owned());
    }
    let beside = |c: &Clause| matches!(c, Clause::Step(_) | Clause::Earn(When::Span(_), _));
    let grows = own.unit == "%" && has(own.name, change::OF_CHANGE);
    let foreign =
        |c: &Clause| matches!(c, Clause::Earn(When::Change { subject, .. }, _) if !change::of(subject, own.name));
    if grows && clauses.iter().any(foreign) {
        return open(sentence.trim().to_owned());
    }
    if grows && clauses.iter().any(beside) {
        let lines = clauses.iter().any(|c| matches!(c, Clause::Earn(When::Span(_), _)));
        // 收入增长8%, where the value is the growth itself: a line like any other.
        for clause in &mut clauses {
            if let Clause::Earn(when @ When::Change { .. }, _) = clause
                && let When::Change { down, points: false, by, strict, sure, .. } = *when
                && down == has(own.name, "降 减 压")
            {
                let low = Some(Bound { at: by, inclusive: !strict, sure });
                *when = When::Span(Span { low, percent: true, exact: sure && !strict && !lines, ..Span::default() });
            }
        }
    }
    if own.target.is_some_and(|t| t > 0.0) && better::by_name(own.name) == Direction::LowerIsBetter {
        // 按期完成得满分，每延迟1天扣0.5分: so much more than the time that is the target.
        let met = clauses.iter().any(|clause| matches!(clause, Clause::Earn(When::Met, Award::Full)))
            && !has(whole, "日前 号前 月底 月末 季末 年底");
        for clause in clauses.iter_mut().filter(|_| met) {
            if let Clause::Step(step) = clause
                && clause::late(step)
                && step.unit == own.unit
            {
                step.side = clause::Side::More;
            }
        }
    }
    // 完成20项得满分，每有1项未完成扣1分: so much less than the line.
    let line = clauses.iter().find_map(|clause| match clause {
        Clause::Earn(When::Span(span), Award::Full | Award::Points(_)) if span.subject.ends_with("完成") => {
            span.low.filter(|_| !span.percent).map(|_| span.unit.clone())
        }
        _ => None,
    });
    for clause in &mut clauses {
        if let Clause::Step(step) = clause
            && step.side == clause::Side::Event
            && condition::is(&step.of, "有未完成 未完成")
            && line.as_ref() == Some(&step.unit)
            && !has(own.name, "未 不 缺 漏 少")
        {
            (step.side, step.of) = (clause::Side::Less, String::new());
        }
    }
    if own.points > 0.0 {
        // Shares of the points are points from here on.
        for clause in &mut clauses {
            match clause {
                Clause::Limit(Limit::LeastShare(share)) => *clause = Clause::Limit(Limit::Least(*share * own.points)),
                Clause::Limit(Limit::TakenShare(share)) => *clause = Clause::Limit(Limit::Taken(*share * own.points)),
                _ => {}
            }
        }
    }
    let mut left_over: Vec<String> = clauses
        .iter()
        .filter_map(|clause| match clause {
            Clause::Remark(text) | Clause::Unknown(text) if !text.is_empty() => Some(text.clone()),
            _ => None,
        })
        .collect();
    if let Some(clause) = often::counted(&texts, &clauses, around) {
        return open(clause.clone());
    }
    if subjects::several(&clauses, around.name) || subjects::narrowed(&clauses, around) {
        return open(sentence.trim().to_owned());
    }
    let scene = Scene { sentence: whole, clauses: &clauses, around };
    let known = !clauses.is_empty() && !clauses.iter().any(|clause| matches!(clause, Clause::Unknown(_)));
    let families = [
        portion::rule,
        places::rule,
        people::rule,
        since::rule,
        apiece::rule,
        counts::rule,
        change::rule,
        between::rule,
        bands::rule,
        target::rule,
        efficacy::rule,
        climb::rule,
        equation::rule,
    ];
    // A factor that is the points themselves is understood by its number alone.
    let factor = if known { None } else { portion::rule(&scene) };
    if factor.is_some() {
        left_over.clear();
    }
    let Some(mut found) = factor.or_else(|| families.iter().filter(|_| known).find_map(|rule| rule(&scene))) else {
        if left_over.is_empty() && !sentence.trim().is_empty() {
            left_over.push(sentence.trim().to_owned());
        }
        return Understood { left_over, ..Understood::default() };
    };
    let around_nothing =
        clauses.iter().any(|clause| matches!(clause, Clause::Earn(When::Span(span), _) if span.around));
    if !around_nothing && has(whole, "绝对值") && !has(whole, "差距绝对值 差距的绝对值 差额绝对值") {
        return open(sentence.trim().to_owned());
    }
    if around_nothing {
        match absolute::outcome(&scene, found) {
            Some(either_way) => found = either_way,
            None => return open(sentence.trim().to_owned()),
        }
    }
    // 越低越好 beside a rule by which more is better.
    let contrary = better::said(whole).is_some_and(|way| way != found.direction) && found.method != "rank_given";
    let opposite =
        found.direction == Direction::LowerIsBetter && scene.in_percent() && subjects::opposite(&clauses, around.name);
    if contrary || opposite || scene.falls_short(&found) {
        return open(sentence.trim().to_owned());
    }
    found.doubts.dedup();
    let rule = ScoringRule { method: found.method.to_owned(), parameters: found.parameters };
    Understood { rule: Some(rule), direction: found.direction, target: found.target, left_over, doubts: found.doubts }
}

/// All that a family looks at.
struct Scene<'a> {
    sentence: &'a str,
    clauses: &'a [Clause],
    around: &'a Around<'a>,
}

/// What a family makes of it.
#[derive(Debug, Default)]
struct Outcome {
    method: &'static str,
    parameters: BTreeMap<String, String>,
    direction: Direction,
    target: Option<f64>,
    doubts: Vec<Doubt>,
}

impl Scene<'_> {
    /// Full points, from the indicator or from the sentence.
    fn points(&self) -> Option<f64> {
        let named =
            self.clauses.iter().find_map(|c| if let Clause::FullPoints(points) = c { Some(*points) } else { None });
        Some(self.around.points).filter(|points| *points > 0.0).or(named)
    }

    /// Which way is better, by a word of the sentence or by the name alone.
    fn hinted(&self) -> Direction {
        better::said(self.sentence).unwrap_or_else(|| Scene::hinted_by(self.around.name))
    }

    fn hinted_by(name: &str) -> Direction {
        better::by_name(name)
    }

    /// What is earned as a share, where `full` points are the whole.
    fn share(&self, award: Award, full: Option<f64>) -> Option<f64> {
        let share = match award {
            Award::Full => 1.0,
            Award::Nothing => 0.0,
            Award::Share(share) => share,
            Award::Points(points) => points / full.filter(|full| *full > 0.0)?,
            Award::Ratio => return None,
        };
        (0.0..=1.0).contains(&share).then_some(share)
    }

    /// The doubt that full points in the sentence are not the indicator's.
    fn other_points(&self, full: Option<f64>) -> Vec<Doubt> {
        let own = self.around.points;
        let named = self.clauses.iter().any(|c| matches!(c, Clause::FullPoints(points) if *points != own));
        let differs = own > 0.0 && (full.is_some_and(|full| full != own) || named);
        if differs { vec![Doubt::OtherPoints] } else { Vec::new() }
    }

    /// Whether other full points than the indicator's leave the rule in doubt: 引进1家得2分 of ten is so much for each,
    /// or there is more to say; 95%得10分，每低1%扣1分 of eight takes its points from another whole.
    fn falls_short(&self, found: &Outcome) -> bool {
        if !found.doubts.contains(&Doubt::OtherPoints) {
            // Where nobody says how much the whole is, one is not it: 采用1条得0.2分.
            let one = |span: &Span| span.exact && !span.percent && span.low.is_some_and(|low| low.at == 1.0);
            let single = |clause: &Clause| matches!(clause, Clause::Earn(When::Span(span), Award::Points(_)) if one(span) && !span.unit.is_empty());
            return self.points().is_none() && found.method != "bands" && self.clauses.iter().any(single);
        }
        let paced = |step: &Step| [step.take, step.add].iter().flatten().any(|much| matches!(much, Amount::Points(_)));
        if self.clauses.iter().any(|clause| matches!(clause, Clause::Step(step) if paced(step))) {
            return true;
        }
        let mut awards = self.clauses.iter().filter_map(|clause| match clause {
            Clause::Earn(_, Award::Points(points)) if *points > 0.0 => Some(*points),
            _ => None,
        });
        let Some(award) = awards.next() else { return false };
        let whole = self.clauses.iter().any(|clause| matches!(clause, Clause::FullPoints(points) if *points == award));
        award < self.around.points && awards.all(|other| other == award) && !whole
    }

    /// Whether it says 同比 of a value that is no change itself; 同比例 is another word.
    fn yearly(&self) -> bool {
        let own = ["同比例", "同比增幅", "同比增速", "同比增长率", "同比降幅", "同比下降率", "同比增长幅度"];
        own.iter().fold(self.sentence.to_owned(), |text, word| text.replace(word, "")).contains("同比")
    }

    /// Whether values are counted in percent.
    fn in_percent(&self) -> bool {
        matches!(self.around.unit, "%" | "")
    }
}

/// A number as written, without the dust of binary fractions.
fn plain(value: f64) -> String {
    let text = format!("{value:.10}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

fn parameters(pairs: &[(&str, String)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect()
}

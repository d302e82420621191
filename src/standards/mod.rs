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
use clause::{Award, Clause, Limit};
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
    const DONE: &str = "完成 整改 防治 治理 排查 演练 宣传 培训 处理 办理 化解 调处 达标 覆盖 建设 监测 处置 核查 控制率 削减 回收 利用 得分 清理 清欠 清零 盘活 消化 挽回 追回 预防 防控 应对 救助 帮扶";
    const WORSE: &str = "差评 撤销 负面 赤字 亏损 流失 闲置 违约 缺勤 迟到 退货 积压 拖欠 欠薪 失业率 辍学 火灾 伤亡 发生率 复发 返贫 空置";
    const TIME: &str = "时间 时长 时限 天数 耗时 用时";
    let simple = traditional::simplified(name);
    let name = simple.as_deref().unwrap_or(name);
    let hinted = Scene::hinted_by(name) == Direction::LowerIsBetter || (has(name, WORSE) && !has(name, REDUCED));
    hinted && (has(name, TIME) || !has(name, DONE))
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
    // What was said in English is said again in the words that the families look for.
    let (joined, own) = (texts.join("，"), around);
    let whole = if turned { joined.as_str() } else { whole };
    let around = &Around { unit: english::unit(own.unit), ..own.clone() };
    let mut clauses = clause::read(&texts);
    if own.unit == "%" && has(own.name, change::OF_CHANGE) && clauses.iter().any(|c| matches!(c, Clause::Step(_))) {
        // 收入增长8%, where the value is the growth itself: a line like any other.
        for clause in &mut clauses {
            if let Clause::Earn(when @ When::Change { .. }, _) = clause
                && let When::Change { down, points: false, by, strict, sure } = *when
                && down == has(own.name, "降 减 压")
            {
                let low = Some(Bound { at: by, inclusive: !strict, sure });
                *when = When::Span(Span { low, percent: true, exact: sure && !strict, ..Span::default() });
            }
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
    if scene.falls_short(&found) {
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

/// Names of what is better when it is less.
const LESS_IS_BETTER: &str = "事故 投诉 差错 违规 违纪 发案 能耗 用时 时长 逾期 超时 纠错 退件 信访 负债 死亡 超支 三公 污染 排放 不合格 不良 损耗 故障 缺陷 返工 返修 失误 浓度 成本 偏差 变动率 办理时间 办结时间 办理时限 办结时限 办理天数 响应时间 等待时间 审批时间 审批时限 处置时间 处理时间 耗时";
/// Names of a change for the better.
const REDUCED: &str = "下降 降幅 压减 压降 压缩 降低 减少 下降率 处置";

impl Scene<'_> {
    /// Full points, from the indicator or from the sentence.
    fn points(&self) -> Option<f64> {
        let named =
            self.clauses.iter().find_map(|c| if let Clause::FullPoints(points) = c { Some(*points) } else { None });
        Some(self.around.points).filter(|points| *points > 0.0).or(named)
    }

    /// Which way is better, by the name alone.
    fn hinted(&self) -> Direction {
        Scene::hinted_by(self.around.name)
    }

    fn hinted_by(name: &str) -> Direction {
        if has(name, LESS_IS_BETTER)
            && !has(name, REDUCED)
            && !has(name, "合格率 办结率 整改率 满意 及时率 处理率 回复率 化解率 查处率 达标率 知晓率 覆盖率")
            || name.contains("不合格")
        {
            Direction::LowerIsBetter
        } else {
            Direction::HigherIsBetter
        }
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

    /// 引进1家得2分 of ten points: the one award that is named is less than the whole, so it is so much for each, or
    /// there is more to say.
    fn falls_short(&self, found: &Outcome) -> bool {
        let mut awards = self.clauses.iter().filter_map(|clause| match clause {
            Clause::Earn(_, Award::Points(points)) if *points > 0.0 => Some(*points),
            _ => None,
        });
        let Some(award) = awards.next() else { return false };
        let whole = self.clauses.iter().any(|clause| matches!(clause, Clause::FullPoints(points) if *points == award));
        found.doubts.contains(&Doubt::OtherPoints)
            && award < self.around.points
            && awards.all(|other| other == award)
            && !whole
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

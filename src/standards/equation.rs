//! Equations in words: 得分=实际值÷目标值×分值; 得分=(合格率-60%)÷(95%-60%)×分值; 测评得分×20%.
//!
//! An equation is believed only where its value at the target (or at a hundred) is about the full points.

use super::clause::{Award, Clause, Limit};
use super::condition::{Span, When, is};
use super::cursor::{Cursor, has};
use super::{Outcome, Scene, parameters, plain};
use crate::model::Direction;

/// A sum over names: `x` value, `t` target, `b` last year, `p` points, `r` rate of completion, `n` the value by its own
/// name.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Sum {
    Number(f64),
    /// A number with a percent sign, as a share.
    Percent(f64),
    Name(char),
    Of(char, Box<Sum>, Box<Sum>),
}

const VALUE: &str = "实际值 实际完成值 完成值 实际完成数 完成数 实际完成量 完成量 实际数 实绩 实际 实际完成 本期值 当年值 本年值 本年实际值 本年完成值 指标实际值 实际指标值 实际完成情况 年度实际值 实际完成额 完成额 完成数量 实际完成数量 考核值 本期实际值 本年数 当年数 当年实际值 实际得分 本年度实际值 实际完成数值 当年完成值 全年完成数 年度完成数 指标完成值";
const AIM: &str = "目标值 目标 目标数 计划值 计划数 任务数 目标任务数 年度目标值 年度目标 年度目标数 计划完成数 计划完成值 计划完成量 标准值 考核目标值 预算值 预算数 计划量 目标量 任务量 年度任务数 年度计划数 年度计划 应完成数 应完成量 目标任务 指标值 年度指标值 年初目标值 计划目标值 目标额 计划额 计划数量 年初目标数 计划 任务 年度计划值 控制数 控制值 基准值";
const POINTS: &str = "分值 权重 标准分 满分 权重分 本项分值 该项分值 指标分值 该指标分值 标准分值 基本分 本项满分 该项满分 权重分值 指标权重 该指标权重 本项权重 该项权重 该项标准分 本项标准分 基准分 满分值 指标标准分 指标满分 权数 赋分 基础分 该指标满分 考核分值 总分";
const BEFORE: &str = "上年值 上年实际值 上年同期值 上年同期 上年数 基期值 上年完成值 上年 去年值 去年同期 上年同期数 上年完成数 上年度值 上年度实际值 上年实绩 去年数 去年完成数 上年实际 上年基数 基数";
const COMPLETION: &str = "完成率 达成率 目标完成率 任务完成率 计划完成率 完成比例 实际完成率 指标完成率 完成百分比 任务完成比例 目标达成率 完成程度 年度完成率 达成比例 实际达成率 目标任务完成率 年度任务完成率";

/// The equation that a clause says, where it says nothing else.
pub(super) fn equation(text: &str) -> Option<Sum> {
    let right = match text.split_once('=') {
        Some((left, right)) => {
            let scored = [
                "得分",
                "分数",
                "计分",
                "考核分",
                "成绩",
                "评分",
                "实得分",
                "扣分后得分",
                "计分公式:得分",
                "公式:得分",
            ];
            let named = scored.iter().any(|end| left.ends_with(end)) && !left.contains(|c: char| c.is_ascii_digit());
            if !named || has(left, "扣分 加分") || right.contains('=') {
                return None;
            }
            right.to_owned()
        }
        None => {
            // 测评得分按10%折算
            let text = [
                "计算得分",
                "计算",
                "计分",
                "得分",
                "折算",
                "计入总分",
                "折算计入总分",
                "计入",
                "折算计入",
                "赋分",
                "折算得分",
                "折算计分",
            ]
            .iter()
            .filter_map(|end| text.strip_suffix(end))
            .min_by_key(|rest| rest.len())
            .unwrap_or(text);
            let text = text.replace("乘以", "×").replace("除以", "÷");
            let bare = text.trim_start_matches("按照").trim_start_matches(['按', '以', '用']);
            let spelt = match bare.split_once('按') {
                Some((name, share)) if share.ends_with('%') => format!("{name}×{share}"),
                _ => bare.to_owned(),
            };
            if !spelt.contains(['×', '÷', '/']) {
                return None;
            }
            spelt
        }
    };
    let right = right.replace("乘以", "×").replace("除以", "÷");
    // 合格率×0.6+满意率×0.4 has two values.
    let nouns = right.split(['+', '-', '×', '÷', '/', '*', '(', ')']);
    let mut own = nouns.filter(|noun| atom(&mut Cursor::new(noun), 8) == Some(Sum::Name('n')));
    if own.next().is_some_and(|first| own.any(|other| other != first)) {
        return None;
    }
    let mut c = Cursor::new(&right);
    let sum = terms(&mut c, 0)?;
    (c.done() && matches!(sum, Sum::Of(..)) && uses(&sum, 'x') | uses(&sum, 'n') | uses(&sum, 'r')).then_some(sum)
}

fn terms(c: &mut Cursor, depth: u8) -> Option<Sum> {
    let mut sum = factors(c, depth)?;
    while let Some(sign) = c.eat("+ -") {
        sum = Sum::Of(if sign == "+" { '+' } else { '-' }, Box::new(sum), Box::new(factors(c, depth)?));
    }
    Some(sum)
}

fn factors(c: &mut Cursor, depth: u8) -> Option<Sum> {
    let mut sum = atom(c, depth)?;
    while let Some(sign) = c.eat("× ÷ / *") {
        let sign = if matches!(sign, "×" | "*") { '*' } else { '/' };
        sum = Sum::Of(sign, Box::new(sum), Box::new(atom(c, depth)?));
    }
    Some(sum)
}

fn atom(c: &mut Cursor, depth: u8) -> Option<Sum> {
    if depth > 8 {
        return None;
    }
    if c.eat("(").is_some() {
        let inner = terms(c, depth + 1)?;
        c.eat(")")?;
        return Some(inner);
    }
    if let Some(number) = c.number() {
        return Some(match c.eat("% 分") {
            Some("%") => Sum::Percent(number / 100.0),
            _ => Sum::Number(number),
        });
    }
    let end = c.rest.find(['+', '-', '×', '÷', '/', '*', '(', ')']).unwrap_or(c.rest.len());
    let (noun, rest) = c.rest.split_at(end);
    let noun = ["本项", "该项", "该指标", "指标"]
        .iter()
        .find_map(|word| noun.strip_prefix(word).filter(|bare| is(bare, VALUE) || is(bare, AIM)))
        .unwrap_or(noun);
    let plain = !noun.is_empty()
        && noun.chars().count() <= 16
        && !has(&noun.replace("第三方", ""), "扣 加 未 不 且 或 若 最 平均 名 第 比上年 同比 增减 其");
    let own = ["率", "度", "比例", "占比", "比重", "得分", "成绩", "评分", "分数", "指数", "测评分", "考核分"];
    let name = match () {
        _ if is(noun, POINTS) => 'p',
        _ if is(noun, VALUE) => 'x',
        _ if is(noun, AIM) => 't',
        _ if is(noun, BEFORE) => 'b',
        _ if is(noun, COMPLETION) => 'r',
        _ if plain && own.iter().any(|end| noun.ends_with(end)) => 'n',
        _ => return None,
    };
    c.rest = rest;
    Some(Sum::Name(name))
}

fn uses(sum: &Sum, name: char) -> bool {
    match sum {
        Sum::Name(other) => *other == name,
        Sum::Percent(share) => name == '%' && *share != 1.0,
        Sum::Number(_) => false,
        Sum::Of(_, one, two) => uses(one, name) || uses(two, name),
    }
}

/// What the names stand for.
#[derive(Clone, Copy)]
struct Given {
    x: f64,
    t: f64,
    p: f64,
    /// Whether the value's own name is a share of a hundred.
    share: bool,
}

fn value(sum: &Sum, given: Given) -> f64 {
    match sum {
        Sum::Number(number) | Sum::Percent(number) => *number,
        Sum::Name(name) => match name {
            'x' => given.x,
            't' | 'b' => given.t,
            'p' => given.p,
            'r' => given.x / given.t,
            _ if given.share => given.x / 100.0,
            _ => given.x,
        },
        Sum::Of(sign, one, two) => {
            let (one, two) = (value(one, given), value(two, given));
            match sign {
                '+' => one + two,
                '-' => one - two,
                '*' => one * two,
                _ => one / two,
            }
        }
    }
}

/// As formula text; with how tightly it holds together (1: a sum, 2: a product, 3: one thing).
fn text(sum: &Sum, share: bool) -> (String, u8) {
    match sum {
        Sum::Number(number) | Sum::Percent(number) => (plain(*number), 3),
        Sum::Name('r') => ("x / t".to_owned(), 2),
        Sum::Name('n') => {
            if share {
                ("x / 100".to_owned(), 2)
            } else {
                ("x".to_owned(), 3)
            }
        }
        Sum::Name(name) => (name.to_string(), 3),
        Sum::Of(sign, one, two) => {
            let tight = if matches!(sign, '*' | '/') { 2 } else { 1 };
            let put = |sum: &Sum, least: u8| {
                let (text, found) = text(sum, share);
                if found < least { format!("({text})") } else { text }
            };
            let right = tight + u8::from(matches!(sign, '-' | '/') || matches!(**two, Sum::Name('r' | 'n')));
            (format!("{} {sign} {}", put(one, tight), put(two, right)), tight)
        }
    }
}

/// The sum without its one factor of full points, where it is a product with one.
fn without_points(sum: &Sum) -> Option<Sum> {
    let Sum::Of('*', one, two) = sum else { return None };
    match (&**one, &**two) {
        (Sum::Name('p'), rest) | (rest, Sum::Name('p')) => Some(rest.clone()),
        (one, two) => without_points(one).map(|one| Sum::Of('*', Box::new(one), Box::new(two.clone()))),
    }
}

fn same(one: f64, two: f64) -> bool {
    (one - two).abs() <= 1e-9 * two.abs().max(1.0)
}

pub(super) fn rule(scene: &Scene) -> Option<Outcome> {
    let (mut sum, mut cap, mut zero, mut least, mut met): (_, _, Option<&Span>, _, _) = (None, None, None, None, false);
    let points = scene.points()?;
    for clause in scene.clauses {
        match clause {
            Clause::Equation(found) if sum.is_none() => sum = Some(found.clone()),
            Clause::Limit(Limit::Cap(share)) if cap.is_none() => cap = Some(*share),
            Clause::Limit(Limit::Most(most)) if cap.is_none() => cap = Some(most / points),
            Clause::Limit(Limit::Least(points)) if least.is_none() => least = Some(*points),
            Clause::Limit(Limit::Full) if cap.is_none() => cap = Some(1.0),
            Clause::Limit(Limit::Zero) | Clause::FullPoints(_) | Clause::Remark(_) => {}
            Clause::Earn(When::Span(span), Award::Nothing) if zero.is_none() => zero = Some(span),
            Clause::Earn(When::Met, Award::Full) => met = true,
            _ => return None,
        }
    }
    let around = scene.around;
    let mut sum = sum?;
    let percent = around.unit == "%";
    let aimed = uses(&sum, 't') || uses(&sum, 'b');
    if uses(&sum, 'r') {
        // A rate of completion that is itself the value, or one of counts beside their target.
        if percent && around.target.is_some_and(|t| t != 100.0) || uses(&sum, 'n') || uses(&sum, 'x') {
            return None;
        }
        if percent {
            sum = renamed(sum, 'r', 'n');
        }
    } else if uses(&sum, 'x') && !aimed {
        if uses(&sum, 'n') {
            return None;
        }
        sum = renamed(sum, 'x', 'n');
    } else if uses(&sum, 'n') && (uses(&sum, 'x') || aimed) {
        // 合格率÷目标值: the value by its own name.
        if uses(&sum, 'x') || !(percent || around.unit == "分") {
            return None;
        }
        sum = renamed(sum, 'n', 'x');
    }
    if aimed && percent && uses(&sum, '%') {
        return None;
    }
    let own = uses(&sum, 'n');
    if own && !(percent || around.unit == "分") {
        return counted(scene, &sum, points, cap);
    }
    let good = if own { 100.0 } else { around.target.filter(|t| *t > 0.0).unwrap_or(100.0) };
    let given = |x: f64, share: bool| Given { x, t: good, p: points, share };
    // 满意度/90%×5 beside the target 90%: full there, whatever lies beyond it.
    let there = |share: bool| {
        let target = around.target.filter(|t| own && *t > 0.0);
        target.is_some_and(|t| same(value(&sum, given(t, share)), points))
    };
    let fits = |share: bool| {
        if there(share) {
            return true;
        }
        let full = value(&sum, given(good, share)) / points;
        // 满意度×10分 of five points would be full at a half: only of the points themselves may it be more.
        let most = if !uses(&sum, 'p') && cap.is_none() { 1.01 } else { 2.01 };
        full.is_finite() && if own { (0.99..=most).contains(&full) } else { (0.5..=most.min(1.21)).contains(&full) }
    };
    let share = match (own && percent, fits(true), fits(false)) {
        (false, _, true) => false,
        (true, true, false) => true,
        (true, false, true) => false,
        _ => return None,
    };
    let at = |part: f64| value(&sum, given(good * part, share)) / points;
    let rises = at(1.05) - at(0.95);
    let direction = if rises > 0.0 { Direction::HigherIsBetter } else { Direction::LowerIsBetter };
    let less = scene.hinted() == Direction::LowerIsBetter;
    if rises == 0.0 || !rises.is_finite() || less && rises > 0.0 || uses(&sum, 'b') && cap.is_none() {
        return None;
    }
    let mut out = Outcome { direction, doubts: scene.other_points(None), ..Outcome::default() };
    let all = |like: &dyn Fn(f64) -> f64| [0.3, 0.7, 0.9, 1.3].iter().all(|part| same(at(*part), like(*part)));
    let bare = zero.is_none() && least.is_none() && !met && !uses(&sum, 'b');
    let methods: [(bool, &'static str, Option<&str>); 3] = [
        (all(&|part| part), "completion", None),
        (all(&|part| 1.0 / part), "completion", Some("inv")),
        (all(&|part| 2.0 - part), "completion", None),
    ];
    if let Some((_, method, down)) = methods.iter().find(|(fits, ..)| *fits && bare) {
        if own && percent && !has(scene.sentence, "满意") || own && cap.is_some_and(|cap| cap != 1.0) {
            out.method = "formula";
            out.parameters = parameters(&[("text", "x / 100".to_owned())]);
        } else if own {
            out.method = "rating";
            out.parameters = parameters(&[("scale", "100".to_owned())]);
            return Some(out);
        } else {
            out.method = method;
            out.parameters.extend(down.map(|down| ("down".to_owned(), down.to_owned())));
        }
    } else {
        let written = match without_points(&sum) {
            Some(rest) if !uses(&rest, 'p') => text(&rest, share).0,
            _ => format!("({}) / p", text(&sum, share).0),
        };
        let mut written = match least {
            Some(least) => format!("max({written}, {} / p)", plain(least)),
            None => written,
        };
        if met {
            let sign = if rises > 0.0 { ">=" } else { "<=" };
            written = format!("if(x {sign} t, 1, {written})");
        }
        if let Some(zero) = zero {
            written = nothing(scene, zero, rises > 0.0, own, written)?;
        }
        out.method = "formula";
        out.parameters = parameters(&[("text", written)]);
    }
    out.parameters.extend(cap.filter(|cap| *cap != 1.0).map(|cap| ("cap".to_owned(), plain(cap))));
    Some(out)
}

/// Nothing at all beyond a line.
fn nothing(scene: &Scene, zero: &Span, up: bool, own: bool, written: String) -> Option<String> {
    let (bound, sign) = match (zero.low, zero.high) {
        (None, Some(high)) if !zero.exact => (high, if high.inclusive { "<=" } else { "<" }),
        (Some(low), None) if !zero.exact => (low, if low.inclusive { ">=" } else { ">" }),
        _ => return None,
    };
    // 超过100%不得分 is as good a line as 低于60%不得分, where the value is a rate.
    let below = zero.high.is_some();
    if !bound.sure || up != below && !own {
        return None;
    }
    let rate = super::bands::measured(zero, scene)? == super::bands::Measured::Rate
        || zero.of_target && !own && scene.around.unit != "%";
    let (value, at) = if rate { ("x / t", bound.at / 100.0) } else { ("x", bound.at) };
    Some(format!("if({value} {sign} {}, 0, {written})", plain(at)))
}

/// 得分=件数×0.5分: so many points each.
fn counted(scene: &Scene, sum: &Sum, points: f64, cap: Option<f64>) -> Option<Outcome> {
    let at = |x: f64| value(sum, Given { x, t: 1.0, p: points, share: false });
    let per = at(1.0);
    let linear = at(0.0) == 0.0 && same(at(3.0), 3.0 * per) && per > 0.0 && per < points;
    if !linear || cap != Some(1.0) || uses(sum, 'p') || scene.around.target.is_some() || scene.around.unit.is_empty() {
        return None;
    }
    let parameters = parameters(&[("per", plain(per))]);
    Some(Outcome { method: "bonus", parameters, doubts: scene.other_points(None), ..Outcome::default() })
}

fn renamed(sum: Sum, from: char, to: char) -> Sum {
    match sum {
        Sum::Name(name) if name == from => Sum::Name(to),
        Sum::Of(sign, one, two) => Sum::Of(sign, Box::new(renamed(*one, from, to)), Box::new(renamed(*two, from, to))),
        other => other,
    }
}

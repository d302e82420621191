//! The rule of a row of an indicator table: by its sentence, by the name of its method, by what it was before.

use super::cells::{LONGEST, Remark};
use super::choices::Role;
use super::columns::column_of;
use super::grid::plain;
use super::methods::{judged, method};
use super::sheet::Taken;
use super::taking::Taking;
use super::text::fold;
use super::view::{StandardFound, What};
use crate::explain::rule_words;
use crate::formula::evaluate::evaluate_row;
use crate::formula::{Formula, parse};
use crate::model::{Direction, Indicator, ScoringRule, Status};
use crate::rules::{Program, Rule, ValueSource};
use crate::standards::{Around, Doubt, keeps_below, less_is_better, understand};

/// What is written about an indicator's rule.
pub(super) struct Written {
    pub sentence: String,
    pub method: String,
    /// Which way is better, where the table says so.
    pub direction: Option<Direction>,
    /// Whether the document knew the indicator before.
    pub known: bool,
}

/// Gives an indicator its rule, and says what was understood; true: the sentence became the rule.
pub(super) fn score(
    taking: &mut Taking,
    taken: &Taken,
    row: u32,
    indicator: &mut Indicator,
    written: &Written,
) -> bool {
    let grid = &taken.grid;
    let at = |role: Role| column_of(&taken.columns, |other| *other == role);
    let method_column = at(Role::Method);
    let sentence_column = at(Role::Standard).or(method_column);
    // 定性评分 below 考核办法 is the name of a method too.
    let named = method(&written.method).or_else(|| method(written.sentence.trim().trim_start_matches(['按', '用'])));
    let points = indicator.points.values().copied().fold(0.0, f64::max);
    let mut understood = Default::default();
    if !written.sentence.is_empty() {
        let around = Around {
            method: named.map_or(written.method.as_str(), |_| written.method.as_str()),
            points,
            unit: &indicator.unit,
            target: indicator.target,
            name: &indicator.name,
        };
        understood = understand(&written.sentence, &around);
    }
    let choice = taking.choices.rules.iter().find(|choice| choice.sheet == grid.place && choice.row == row);
    let chosen = choice.is_some();
    if let Some(direction) = written.direction {
        indicator.direction = direction;
    }
    let rule = match choice {
        Some(choice) => choice.rule.clone(),
        None => {
            if !written.method.is_empty() && named.is_none() {
                let column = method_column.unwrap_or(0);
                taking.fault(grid, row, column, Remark::warning(What::NoSuchMethod));
            }
            understood.rule.clone().or_else(|| by_name(named, indicator, written))
        }
    };
    if understood.rule.is_some() && written.direction.is_none() {
        indicator.direction = understood.direction;
    }
    if understood.rule.is_none()
        && !chosen
        && let Some(rule) = &rule
    {
        turn(taking, taken, row, indicator, written, rule);
    }
    if indicator.target.is_none() && understood.rule.is_some() {
        indicator.target = understood.target;
    }
    if let Some(column) = sentence_column.filter(|_| !written.sentence.is_empty() && !chosen) {
        let left = understood.left_over.join("；");
        let letters = |text: &str| fold(text).chars().filter(|letter| letter.is_alphanumeric()).count();
        let part = !left.is_empty() && letters(&left) < letters(&written.sentence);
        let named_alone = understood.rule.is_none() && named.is_some();
        // The method's name is the rule, but the numbers of the sentence are no part of it.
        let lost = named_alone && !named.is_some_and(judged) && says_points(&left);
        if part && understood.rule.is_some() || lost {
            taking.fault(grid, row, column, Remark::warning(What::HalfUnderstood).with(&[&left]));
        } else if understood.rule.is_none() && named.is_none() {
            let which: &[&str] = if part { &[&left] } else { &[] };
            taking.fault(grid, row, column, Remark::warning(What::NotUnderstood).with(which));
        }
        if understood.rule.is_some() && understood.doubts.contains(&Doubt::OtherPoints) {
            taking.fault(grid, row, column, Remark::warning(What::OtherPoints).with(&[&plain(points)]));
        }
    }
    if let Some(rule) = &rule {
        indicator.rule = rule.clone();
    } else if !written.known || chosen {
        // An open rule has no method: the check names the indicator, and nothing is scored by a rule nobody chose.
        indicator.rule = ScoringRule::default();
    }
    indicator.qualitative = judged(&indicator.rule.method) || (indicator.qualitative && written.known);
    // 达标法 once for several rows is one merged cell in a file that keeps no merged cells.
    if !written.known
        && !chosen
        && written.sentence.is_empty()
        && written.method.is_empty()
        && let Some(column) =
            method_column.filter(|column| taken.rows().iter().any(|row| !grid.own(*row, *column).is_empty()))
    {
        let heading = taken.columns.iter().find(|found| found.column == column).map(|found| found.head.as_str());
        taking.fault(grid, row, column, Remark::warning(What::Lacking).with(&[heading.unwrap_or_default()]));
    }
    let by_sentence = understood.rule.is_some() && !chosen;
    let supposed = written.sentence.is_empty() && written.method.is_empty() && !written.known;
    if !written.sentence.is_empty() || chosen || supposed {
        let (words, samples) = words_and_samples(rule.as_ref(), indicator, points);
        taking.standards.push(StandardFound {
            sheet: grid.place,
            row,
            column: sentence_column.or(method_column).unwrap_or(0),
            indicator: indicator.id.clone(),
            name: indicator.name.clone(),
            sentence: written.sentence.chars().take(LONGEST).collect(),
            rule,
            direction: indicator.direction,
            words,
            samples,
            left_over: understood.left_over,
            doubts: understood.doubts,
            chosen,
        });
    }
    by_sentence
}

/// Of a new indicator whose table names no direction: less is better where its sentence or its name says so. That it
/// was its name is said.
fn turn(
    taking: &mut Taking,
    taken: &Taken,
    row: u32,
    indicator: &mut Indicator,
    written: &Written,
    rule: &ScoringRule,
) {
    const COMPARED: [&str; 9] =
        ["completion", "threshold", "bands", "gongxiao", "gongxiao_tier", "minmax", "best_ratio", "rank", "growth"];
    if written.known || written.direction.is_some() || !COMPARED.contains(&rule.method.as_str()) {
        return;
    }
    let kept = keeps_below(&written.sentence);
    if !kept && !less_is_better(&indicator.name) {
        return;
    }
    indicator.direction = Direction::LowerIsBetter;
    if !kept {
        let column = column_of(&taken.columns, |role| *role == Role::Indicator).unwrap_or(0);
        taking.fault(&taken.grid, row, column, Remark::warning(What::LowerIsBetter));
    }
}

/// Whether a part of a sentence says what something earns or how much is wanted: 每月2次, 低于80%, 未完成不得分.
fn says_points(text: &str) -> bool {
    let folded = fold(text);
    const WORDS: [&str; 9] = ["不得分", "满分", "扣分", "零分", "加倍", "减半", "否决", "不计分", "全部分值"];
    if WORDS.iter().any(|word| folded.contains(word)) {
        return true;
    }
    let mut letters = folded.chars().peekable();
    while let Some(letter) = letters.next() {
        let counted = letters.peek().is_some_and(|next| "分%个次起项件例条篇份倍名".contains(*next));
        if letter.is_ascii_digit() && counted {
            return true;
        }
    }
    false
}

/// The rule that a method's name or, without any word about it, the rest of the row gives; none: open.
fn by_name(named: Option<&'static str>, indicator: &Indicator, written: &Written) -> Option<ScoringRule> {
    let of = |method: &str| ScoringRule { method: method.to_owned(), ..ScoringRule::default() };
    let before = written.known.then(|| indicator.rule.clone()).filter(|rule| !rule.method.is_empty());
    match named {
        // What the document knows about the method's parameters is more than its name.
        Some(named) => Some(before.filter(|rule| rule.method == named).unwrap_or_else(|| of(named))),
        None if before.is_some() => before,
        None if !written.sentence.is_empty() || !written.method.is_empty() => None,
        // Nothing is said: a target is what is to be completed, and points without one are given by judgement.
        None if indicator.target.is_some() => Some(of("completion")),
        None if matches!(fold(&indicator.unit).as_str(), "" | "分") => Some(of("rating")),
        None => Some(of("completion")),
    }
}

/// Whether the rule of an indicator compares with its target.
pub(super) fn needs_target(indicator: &Indicator) -> bool {
    Rule::read(&indicator.rule, indicator.direction).0.is_some_and(|rule| rule.lower().reads("t"))
}

/// A rule in words, and what some values earn by it.
fn words_and_samples(
    rule: Option<&ScoringRule>,
    indicator: &Indicator,
    points: f64,
) -> (Vec<crate::explain::Phrase>, Vec<(f64, f64)>) {
    let Some(written) = rule else { return (Vec::new(), Vec::new()) };
    let (Some(rule), problems) = Rule::read(written, indicator.direction) else { return (Vec::new(), Vec::new()) };
    if problems.iter().any(|problem| !matches!(problem, crate::model::Problem::UnknownParameter { .. })) {
        return (rule_words(&rule), Vec::new());
    }
    let program = rule.lower();
    let values = values(&rule, &program, indicator);
    let earned = |x: &f64| Some((*x, earned(&program, *x, indicator.target, points)?));
    (rule_words(&rule), values.iter().filter_map(earned).collect())
}

/// Values that show what a rule does; none where it looks at others, or at more than a value and a target.
fn values(rule: &Rule, program: &Program, indicator: &Indicator) -> Vec<f64> {
    let peers = program.lines.iter().any(|line| line.text.contains("peer_"));
    if peers || program.source != ValueSource::Measured || program.reads("b") {
        return Vec::new();
    }
    if program.reads("t") && indicator.target.is_none() {
        return Vec::new();
    }
    let target = indicator.target.unwrap_or(100.0);
    let mut values = match rule {
        Rule::Bands(bands) => {
            let mut all: Vec<f64> = bands.steps.iter().map(|(line, _)| *line).collect();
            let last = all.last().copied().unwrap_or_default();
            all.push(if bands.lower { last + 1.0 } else { last - 1.0 });
            all
        }
        Rule::Range(range) => vec![range.low - 5.0, range.low, range.high, range.high + 5.0],
        Rule::Gongxiao(_) | Rule::GongxiaoTier(_) | Rule::Rating(_) => vec![100.0, 90.0, 80.0, 60.0],
        Rule::YesNo(_) => vec![1.0, 0.0],
        Rule::Deduct(_) | Rule::Bonus(_) => vec![0.0, 1.0, 2.0, 3.0],
        Rule::RankGiven(_) => vec![1.0, 2.0, 3.0, 5.0],
        Rule::BaseDelta(delta) => {
            let way = if delta.lower { 1.0 } else { -1.0 };
            vec![target, target + way * delta.step, target + way * 2.0 * delta.step, target - way * delta.step]
        }
        Rule::OwnFormula(own) if !lines(&own.text).is_empty() => {
            let mut all = lines(&own.text);
            let (first, last) = (all[0], all[all.len() - 1]);
            let past = if first > last { -1.0 } else { 1.0 };
            all.push(last + past);
            all.insert(0, first - past);
            if program.reads("t") {
                all.extend([target, short(0.9 * target)]);
            }
            all
        }
        _ if target == 0.0 => vec![0.0, 1.0, 2.0],
        _ => [1.1, 1.0, 0.9, 0.5].iter().map(|share| short(share * target)).collect(),
    };
    values.truncate(6);
    values
}

/// The numbers with which a formula compares the value, in their order: 95 and 90 in `if(x >= 95, 1, if(x >= 90, …`.
fn lines(text: &str) -> Vec<f64> {
    let mut found: Vec<f64> = Vec::new();
    for sign in ["x >= ", "x > ", "x <= ", "x < ", "abs(x) <= "] {
        for rest in text.split(sign).skip(1) {
            let end = rest.find([',', ')', ' ']).unwrap_or(rest.len());
            if let Ok(at) = rest[..end].parse()
                && !found.contains(&at)
            {
                found.push(at);
            }
        }
    }
    found.truncate(4);
    found
}

/// Without the dust of a multiplication.
fn short(value: f64) -> f64 {
    format!("{value:.6}").parse().unwrap_or(value)
}

/// The points that a value earns; none: it has none.
fn earned(program: &Program, x: f64, target: Option<f64>, points: f64) -> Option<f64> {
    let mut names: Vec<(String, Formula)> =
        vec![("x".to_owned(), Formula::Number(x)), ("p".to_owned(), Formula::Number(points))];
    let blank = Formula::Blank(Status::Missing);
    names.push(("t".to_owned(), target.map_or(blank, Formula::Number)));
    names.extend(program.parameters.iter().map(|(name, value)| (name.clone(), Formula::Number(*value))));
    let mut last = None;
    for line in &program.lines {
        let name =
            |wanted: &str| names.iter().rev().find(|(name, _)| name == wanted).map(|(_, formula)| formula.clone());
        let formula = parse(&line.text, &name).ok()?;
        let (number, status) = evaluate_row(&formula, &|_| (0.0, Status::Missing));
        last = (status == Status::Scored).then_some(number);
        let value = if status == Status::Scored { Formula::Number(number) } else { Formula::Blank(status) };
        names.push((line.name.clone(), value));
    }
    last.map(|ratio| short(ratio * points))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn indicator(target: Option<f64>) -> Indicator {
        Indicator { target, unit: "%".to_owned(), ..Indicator::default() }
    }

    fn samples(method: &str, parameters: &[(&str, &str)], target: Option<f64>, points: f64) -> Vec<(f64, f64)> {
        let parameters = parameters.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        let rule = ScoringRule { method: method.to_owned(), parameters };
        words_and_samples(Some(&rule), &indicator(target), points).1
    }

    #[test]
    fn samples_show_what_a_value_earns_by_a_rule_of_one_subject() {
        // T = 100, 10 points: 110 → 10 (capped), 100 → 10, 90 → 9, 50 → 5.
        assert_eq!(
            samples("completion", &[], Some(100.0), 10.0),
            [(110.0, 10.0), (100.0, 10.0), (90.0, 9.0), (50.0, 5.0)]
        );
        // 98→100%, 95→80%, 90→50% of 4 points (domain.md 2.1).
        let bands = samples("bands", &[("bands", "98:1,95:0.8,90:0.5")], None, 4.0);
        assert_eq!(bands, [(98.0, 4.0), (95.0, 3.2), (90.0, 2.0), (89.0, 0.0)]);
        // 扣分法: 3 points, 0.5 each.
        assert_eq!(samples("deduct", &[("per", "0.5")], None, 3.0)[2], (2.0, 2.0));
        // 每低1个百分点扣0.5分: T = 98, 10 points; one below costs 0.5.
        let below = samples("base_delta", &[("base", "1"), ("minus", "0.5")], Some(98.0), 10.0);
        assert_eq!(below[..2], [(98.0, 10.0), (97.0, 9.5)]);
    }

    #[test]
    fn a_rule_that_looks_at_others_or_lacks_its_parameters_has_no_samples() {
        assert!(samples("rank", &[], None, 10.0).is_empty());
        assert!(samples("growth", &[], Some(0.2), 10.0).is_empty());
        assert!(samples("bands", &[], None, 10.0).is_empty());
        assert!(samples("completion", &[], None, 10.0).is_empty());
    }

    #[test]
    fn a_formula_is_shown_around_the_numbers_that_it_compares() {
        let text = "if(x >= 90, 1, if(x >= 80, 0.5, 0))";
        let found = samples("formula", &[("text", text)], None, 10.0);
        assert_eq!(found, [(91.0, 10.0), (90.0, 10.0), (80.0, 5.0), (79.0, 0.0)]);
        let found = samples("formula", &[("text", "if(x < 85, 0, if(x >= t, 1, x / t))")], Some(100.0), 10.0);
        assert_eq!(found, [(84.0, 0.0), (85.0, 8.5), (86.0, 8.6), (100.0, 10.0), (90.0, 9.0)]);
    }
}

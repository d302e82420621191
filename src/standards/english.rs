//! English standards, said again in the words that the other files read.
//!
//! A clause is either turned into one Chinese clause as a whole or not at all; what was not turned is named, so that
//! the rule stays open. Must never drop a word that could change the points.

use super::english_terms::{after, amount, earn, equation, number, places};

/// The clauses of an English sentence, or the first that was not understood; none if the sentence is not English.
pub(super) fn clauses(sentence: &str) -> Option<Result<Vec<String>, String>> {
    let letters = sentence.chars().filter(char::is_ascii_alphabetic).count();
    if letters < 4 || sentence.len() > 2_000 || sentence.chars().any(|c| ('\u{3400}'..'\u{a000}').contains(&c)) {
        return None;
    }
    let mut found = Vec::new();
    for piece in pieces(&sentence.to_lowercase()) {
        match clause(&piece) {
            Some(text) => found.push(text),
            None => return Some(Err(piece)),
        }
    }
    Some(Ok(found))
}

/// A unit as the rules count it.
pub(super) fn unit(unit: &str) -> &str {
    match unit.trim().to_lowercase().as_str() {
        "percent" | "per cent" | "pct" => "%",
        "day" | "days" => "天",
        "hour" | "hours" => "小时",
        "rank" | "place" | "position" => "名",
        "yes/no" | "y/n" => "是/否",
        word if EVENTS.split(' ').any(|event| event == word || word.strip_suffix('s') == Some(event)) => "次",
        "cases" | "times" => "次",
        _ => unit,
    }
}

pub(super) const EVENTS: &str = "incident accident complaint error case occurrence breach violation event defect fault mistake failure item project article award report activity time omission finding training session";

/// Clauses apart; a comma or a full stop between digits belongs to a number.
fn pieces(text: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let chars: Vec<char> = text.chars().collect();
    for (k, c) in chars.iter().enumerate() {
        let digit = |k: Option<usize>| k.and_then(|k| chars.get(k)).is_some_and(char::is_ascii_digit);
        let inside = digit(k.checked_sub(1)) && digit(Some(k + 1));
        match c {
            ',' if inside => {}
            ';' | ',' | '\n' => found.push(String::new()),
            '.' if !inside => found.push(String::new()),
            '≥' | '≤' | '<' | '>' | '=' | ':' | '%' | '(' | ')' | '/' | '+' | '×' => {
                found.iter_mut().last().into_iter().for_each(|last| last.push_str(&format!(" {c} ")))
            }
            // on-time is two words; 90-95 has two ends.
            '-' if k > 0 && chars[k - 1].is_alphabetic() && chars.get(k + 1).is_some_and(|c| c.is_alphabetic()) => {
                found.iter_mut().last().into_iter().for_each(|last| last.push(' '))
            }
            '–' | '—' | '−' | '-' => found.iter_mut().last().into_iter().for_each(|last| last.push_str(" - ")),
            c => found.iter_mut().last().into_iter().for_each(|last| last.push(*c)),
        }
    }
    let idle = ["the", "a", "an", "is", "are", "be", "of", "and", "then", "score", "in", "with", "that"];
    found
        .iter()
        .map(|piece| piece.split_whitespace().filter(|word| !idle.contains(word)).collect::<Vec<_>>().join(" "))
        .map(|piece| {
            piece.replace("> =", "≥").replace("< =", "≤").replace("percentage point", "pp").replace("pps", "pp")
        })
        .map(|piece| match piece.strip_prefix("one ") {
            Some(rest) if rest.starts_with("point") || rest.starts_with("mark") => format!("1 {rest}"),
            _ => piece,
        })
        .map(|piece| piece.replace("per cent", "%").replace(" percent", " %"))
        .filter(|piece| !piece.is_empty())
        .collect()
}

/// Whole clauses, and what they say.
const WHOLE: [(&str, &str); 12] = [
    (
        "not below zero|not less than zero|not below 0|down to zero|down to 0|minimum zero|minimum 0|minimum 0 points|no negative scores|until none left|never below zero|floor at zero|but not below zero|but not below 0|no less than zero",
        "扣完为止",
    ),
    (
        "no extra points above target|no points for exceeding target|no bonus above target|capped at full marks|no more than full marks|capped at full points|up to full marks|capped at 100 %",
        "超额不加分",
    ),
    (
        "otherwise pro rata|otherwise proportion|otherwise proportionally|otherwise proportion to completion|below target pro rata|below target proportion|below target proportion to completion|otherwise proportional to completion|otherwise proportion to completion rate",
        "未完成的按比例得分",
    ),
    (
        "pro rata|proportional to completion|proportion to completion|by completion rate|proportion to completion rate|points proportional to completion|points proportion to completion|proportional to completion rate|actual / target × points|actual divided by target times points|completion rate times points|completion rate × points|points = actual / target × points|= actual / target × points|= completion rate × points",
        "按完成率计分",
    ),
    (
        "others none|other places none|all others none|others no points|others zero|others nothing|otherwise none|otherwise no points|otherwise zero|otherwise nothing|otherwise 0|otherwise 0 points|else none|else no points|else 0|else zero|none otherwise|no points otherwise|zero otherwise|0 otherwise|all others zero|none below target|no points below target|nothing below target|below target none|below target no points",
        "否则不得分",
    ),
    ("whole steps only|only full steps count|only whole points count", "不足1个百分点不计"),
    (
        "others proportion to best|others proportion to first|others pro rata to best|others by their ratio to best|others proportional to best",
        "其他按与最高值的比例得分",
    ),
    (
        "best gets full marks|best value gets full marks|highest gets full marks|best unit gets full marks|highest value gets full marks|best earns full marks",
        "最高值得满分",
    ),
    ("yes full marks|yes : full marks|full marks if yes|yes gets full marks|done : full marks", "是得满分"),
    ("no none|no : none|no : no points|no : 0|no points if no|none if no|no : zero|no gets none", "否不得分"),
    ("min max normalisation|min max normalization|min max method", "极差法计分"),
    ("and so on|so on", "以此类推"),
];

fn clause(text: &str) -> Option<String> {
    // Satisfaction: above 4.5: 10 points
    let text = match text.split_once(" : ") {
        Some((head, rest)) if rest.contains(" : ") && head.chars().all(|c| c.is_ascii_alphabetic() || c == ' ') => rest,
        _ => text,
    };
    for (phrases, meaning) in WHOLE {
        if phrases.split('|').any(|phrase| phrase == text) {
            return Some(meaning.to_owned());
        }
    }
    if no_less(text) {
        return Some("扣完为止".to_owned());
    }
    limit(text).or_else(|| equation(text)).or_else(|| step(text)).or_else(|| places(text)).or_else(|| earn(text))
}

/// Will not fall below zero: zero, and words that say nothing else.
fn no_less(text: &str) -> bool {
    let idle = "but will not fall below zero 0 negative go cannot can may drop never no to reaches until exhausted minimum points floor less than at least subject deduction deductions stop stops once all lost down lowest scores total become does do marks up item deducted";
    let zero = [
        "below zero",
        "below 0",
        "negative",
        "minimum 0",
        "minimum zero",
        "until zero",
        "until 0",
        "less than zero",
        "less than 0",
        "until all",
        "floor 0",
        "floor zero",
        "down to 0",
        "down to zero",
        "lowest 0",
        "lowest zero",
        "least 0",
        "least zero",
    ];
    zero.iter().any(|phrase| text.contains(phrase))
        && text.split(' ').all(|word| idle.split(' ').any(|idle| idle == word))
}

fn limit(text: &str) -> Option<String> {
    let bare = after(text, "but|to|for");
    let text = bare.unwrap_or(text);
    if let Some(rest) = after(
        text,
        "deduction shall not exceed|deductions shall not exceed|deduction not exceed|total deduction not exceed|deduction not more than|deduction limited to|deductions limited to|maximum deduction|max deduction|deduction capped at|at most|up to|maximum|max|deductions capped at|no more than",
    ) {
        let (points, rest_of) = amount(rest)?;
        let taken = text.contains("deduct") && points.ends_with('分');
        return matches!(rest_of, "" | "deducted" | "total" | "deducted total" | "deduction")
            .then(|| if taken { format!("最多扣{points}") } else { format!("最高不超过{points}") });
    }
    if let Some(rest) = after(text, "minimum|at least|not below|no less than") {
        let (points, end) = amount(rest)?;
        return (end.is_empty() && points.ends_with('分')).then(|| format!("最低{points}"));
    }
    let rest = after(text, "capped at|cap|cap at|bonus capped at|limited to|maximum bonus|max bonus")?;
    let bare = || {
        Some((format!("{rest}分"), ""))
            .filter(|_| rest.chars().all(|c| c.is_ascii_digit() || c == '.') && !rest.is_empty())
    };
    let (points, end) = amount(rest).or_else(bare)?;
    let bonus = if text.contains("bonus") { "最高加" } else { "最高不超过" };
    end.is_empty().then(|| format!("{bonus}{points}"))
}

/// Points that each step or event takes or adds.
fn step(text: &str) -> Option<String> {
    let text = text.strip_prefix("every ").map_or(text.to_owned(), |rest| format!("each {rest}"));
    // each incident costs 1 point
    let text = match text.strip_prefix("each ") {
        Some(rest) => {
            let verb = ["costs", "takes", "loses", "deducts", "earns", "adds", "gets", "reduces", "receives"]
                .iter()
                .find_map(|verb| rest.split_once(&format!(" {verb} ")).map(|parts| (*verb, parts)))?;
            let (verb, (what, much)) = verb;
            let taking = matches!(verb, "costs" | "takes" | "loses" | "deducts" | "reduces");
            format!("{} {much} per {what}", if taking { "deduct" } else { "add" })
        }
        None => text,
    };
    let first = after(&text, "deduct|minus|lose|less|take off|subtract|-");
    let plus = after(&text, "add|plus|bonus|+|earn");
    let (points, rest) = amount(first.or(plus).unwrap_or(&text))?;
    let off = after(rest, "deducted|off|lost|taken off|less|deduction");
    let more = after(rest, "added|extra|bonus");
    let rest = off.or(more).unwrap_or(rest);
    let taken = match (first.or(off), plus.or(more)) {
        (Some(_), None) => true,
        (None, _) => false,
        _ => return None,
    };
    let rest = after(rest, "for each|per|for every|each|every")?;
    let verb = if taken { "扣" } else { "加" };
    if matches!(
        rest,
        "place down"
            | "place"
            | "rank"
            | "subsequent rank"
            | "subsequent place"
            | "next place"
            | "following place"
            | "next rank"
            | "lower rank"
            | "rank lower"
            | "place after"
            | "rank below"
            | "position"
            | "position lower"
            | "lower position"
            | "lower place"
            | "place lower"
            | "rank down"
            | "place below first"
    ) {
        return taken.then(|| format!("名次每降低1位扣{points}"));
    }
    let (by, rest) = number(rest).unwrap_or(("1", rest));
    let (unit, rest) = if let Some(rest) = after(rest, "pp|pp s|points|point") {
        ("个百分点", rest)
    } else if let Some(rest) = after(rest, "%") {
        ("%", rest)
    } else if let Some(rest) = after(rest, "day|days") {
        ("天", rest)
    } else if let Some(rest) = after(rest, "hour|hours") {
        ("小时", rest)
    } else {
        // One kind of event, with at most one word that says which.
        let mut words = rest.split(' ');
        let is_event = |word: &str| EVENTS.split(' ').any(|e| e == word || word.strip_suffix('s') == Some(e));
        let (one, two, end) = (words.next()?, words.next(), words.next());
        let plain = |word: &str| {
            word.chars().all(|c| c.is_ascii_alphabetic())
                && !["below", "above", "not", "serious", "major", "minor"].contains(&word)
        };
        let event = two.map_or(is_event(one), |two| plain(one) && is_event(two)) && end.is_none();
        return (event && by == "1").then(|| format!("每发生1次{verb}{points}"));
    };
    let (side, rest) =
        if let Some(rest) = after(rest, "below|short of|under|shortfall|short|less than|less|lower than|lower") {
            ("低", rest)
        } else if let Some(rest) = after(rest, "late|of delay|delay|delayed|overdue") {
            let late = matches!(unit, "天" | "小时") && rest.is_empty();
            return late.then(|| format!("每逾期{by}{unit}{verb}{points}"));
        } else {
            ("高", after(rest, "above|over|beyond|exceeding|higher than|higher|more than|more")?)
        };
    let led = match rest {
        "" | "target" | "it" | "this" | "target value" | "plan" => String::new(),
        line => {
            let (at, end) = number(line)?;
            let percent = after(end, "%").map(|rest| ("%", rest)).unwrap_or(("", end));
            if !percent.1.is_empty() {
                return None;
            }
            format!("{}{at}{}的", if side == "低" { "低于" } else { "高于" }, percent.0)
        }
    };
    Some(format!("{led}每{side}{by}{unit}{verb}{points}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_are_said_again_in_the_words_of_the_other_files() {
        let said =
            clauses("Full marks at 95% or above; 0.5 points deducted per percentage point below, not below zero.");
        assert_eq!(said, Some(Ok(["≥95%得满分", "每低1个百分点扣0.5分", "扣完为止"].map(str::to_owned).to_vec())));
    }

    #[test]
    fn a_clause_with_a_word_too_many_is_named() {
        let said = clauses("Full marks if target met; deduct 1 point per serious incident");
        assert_eq!(said, Some(Err("deduct 1 point per serious incident".to_owned())));
    }

    #[test]
    fn chinese_with_a_few_latin_letters_is_not_english() {
        assert_eq!(clauses("GDP增速达到目标得满分"), None);
        assert_eq!(clauses("A=5"), None);
    }

    #[test]
    fn units_are_counted_as_the_rules_count_them() {
        assert_eq!(["incidents", "Days", "percent", "万元", "件"].map(unit), ["次", "天", "%", "万元", "件"]);
    }
}

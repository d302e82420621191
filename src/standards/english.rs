//! English standards, said again in the words that the other files read.
//!
//! A clause is either turned into one Chinese clause as a whole or not at all; what was not turned is named, so that
//! the rule stays open. Must never drop a word that could change the points.

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

const EVENTS: &str = "incident accident complaint error case occurrence breach violation event defect fault mistake failure item project article award report activity time omission finding training session";

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

/// = actual / target × weight: every word of it is a name, a number or a sign.
fn equation(text: &str) -> Option<String> {
    if !text.contains(['/', '×']) && !text.contains(" x ") && !text.contains('*') {
        return None;
    }
    let names = [
        ("completion rate|achievement rate|rate completion|completion %|% completion|achievement", "完成率"),
        ("actual value|actual result|actual|achieved value|achieved|value achieved|result", "实际值"),
        ("target value|target|planned value|planned|plan", "目标值"),
        (
            "full marks|full points|maximum points|max points|maximum score|max score|weight|points|marks|weighting",
            "分值",
        ),
    ];
    let mut rest = text.trim_start_matches('=').trim_start().to_owned();
    let mut out = "得分=".to_owned();
    while !rest.is_empty() {
        let (said, left) = if let Some((number, left)) = number(&rest) {
            match left.strip_prefix('%') {
                Some(left) => (format!("{number}%"), left.trim_start().to_owned()),
                None => (number.to_owned(), left.to_owned()),
            }
        } else if let Some((name, left)) = names.iter().find_map(|(words, name)| Some((*name, after(&rest, words)?))) {
            (name.to_owned(), left.to_owned())
        } else {
            let sign = rest.chars().next()?;
            let said = match sign {
                '/' | '(' | ')' | '+' | '-' => sign,
                '×' | '*' => '×',
                'x' if rest.starts_with("x ") => '×',
                _ => return None,
            };
            (said.to_string(), rest[sign.len_utf8()..].trim_start().to_owned())
        };
        out.push_str(&said);
        rest = left;
    }
    Some(out)
}

/// A number at the start, and what follows.
fn number(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    number.parse::<f64>().ok().map(|_| (number, rest.trim_start()))
}

/// The rest after the first of the phrases that stands at the start, as whole words.
fn after<'a>(text: &'a str, phrases: &str) -> Option<&'a str> {
    let found = phrases.split('|').filter_map(|phrase| text.strip_prefix(phrase));
    let whole = found.filter(|rest| rest.is_empty() || rest.starts_with(' '));
    whole.min_by_key(|rest| rest.len()).map(str::trim_start)
}

/// 2 points, 5 % (of full marks): as it is written after 得 or 扣.
fn amount(text: &str) -> Option<(String, &str)> {
    let (number, rest) = number(text)?;
    if let Some(rest) = after(rest, "points|point|marks|mark|pts|pt") {
        return Some((format!("{number}分"), rest));
    }
    let rest = after(rest, "%")?;
    Some((format!("{number}%"), after(rest, "full marks|full points|points|marks").unwrap_or(rest)))
}

fn limit(text: &str) -> Option<String> {
    let bare = after(text, "but|to|for");
    let text = bare.unwrap_or(text);
    if let Some(rest) = after(
        text,
        "maximum deduction|max deduction|deduction capped at|at most|up to|maximum|max|deductions capped at|no more than",
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
    let (points, end) = amount(rest)?;
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
    let far = [
        "below",
        "short of",
        "under",
        "above",
        "over",
        "late",
        "beyond",
        "exceeding",
        "shortfall",
        "short",
        "less than",
        "less",
        "lower than",
        "lower",
        "higher than",
        "higher",
        "more than",
        "more",
    ]
    .iter()
    .find_map(|word| after(rest, word).map(|rest| (*word, rest)))?;
    let side = match far.0 {
        "below" | "short of" | "under" | "shortfall" | "short" | "less than" | "less" | "lower than" | "lower" => "低",
        "late" if unit == "天" && far.1.is_empty() => return Some(format!("每逾期{by}天{verb}{points}")),
        "late" => return None,
        _ => "高",
    };
    let led = match far.1 {
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

/// 1st 10 points; 2nd to 5th 80 %; top 3 full marks; first place full marks.
fn places(text: &str) -> Option<String> {
    let ordinal = |text: &str| -> Option<(String, String)> {
        for (word, place) in [("first", "1"), ("second", "2"), ("third", "3"), ("fourth", "4"), ("fifth", "5")] {
            if let Some(rest) = after(text, word) {
                return Some((place.to_owned(), rest.to_owned()));
            }
        }
        let (at, rest) = number(text)?;
        let rest = ["st", "nd", "rd", "th"].iter().find_map(|end| rest.strip_prefix(end))?;
        Some((at.to_owned(), rest.trim_start().to_owned()))
    };
    let top = after(
        text,
        "top ranked unit|top ranked|highest ranked unit|highest ranked|best ranked unit|top unit|top performer|first ranked unit|no 1|no . 1",
    );
    let (places, rest) = if let Some(rest) = top {
        ("第1名".to_owned(), rest.to_owned())
    } else if let Some(rest) = after(text, "top") {
        let (last, rest) = number(rest)?;
        (format!("前{last}名"), rest.to_owned())
    } else if let Some(rest) = after(text, "ranks|places|rank|place") {
        let (from, rest) = number(rest)?;
        match after(rest, "-|to").and_then(number) {
            Some((to, rest)) => (format!("第{from}-{to}名"), rest.to_owned()),
            None => (format!("第{from}名"), rest.to_owned()),
        }
    } else {
        let (from, rest) = ordinal(text)?;
        match after(&rest, "-|to").and_then(ordinal) {
            Some((to, rest)) => (format!("第{from}-{to}名"), rest),
            None => (format!("第{from}名"), rest),
        }
    };
    let rest = after(&rest, "place|places|rank").unwrap_or(&rest);
    Some(format!("{places}{}", award(after(rest, ":|gets|get|earns|earn|receives|receive|scores|=").unwrap_or(rest))?))
}

fn award(text: &str) -> Option<String> {
    match text {
        "full marks" | "full points" | "full" | "all points" => return Some("得满分".to_owned()),
        "none" | "no points" | "nothing" | "0" | "zero" | "0 points" | "no marks" | "zero points" => {
            return Some("不得分".to_owned());
        }
        "half" | "half marks" | "half points" => return Some("得50%".to_owned()),
        _ => {}
    }
    let (points, rest) = amount(text)?;
    rest.is_empty().then(|| format!("得{points}"))
}

fn earn(text: &str) -> Option<String> {
    for verb in
        [" : ", " = ", " gets ", " get ", " earns ", " earn ", " scores ", " receives ", " receive ", " awarded "]
    {
        let bare = |what: &str| what.chars().all(|c| c.is_ascii_digit() || c == '.').then(|| format!("得{what}分"));
        if let Some((when, what)) = text.split_once(verb)
            && let (Some(when), Some(what)) = (condition(when), award(what).or_else(|| bare(what)))
        {
            return Some(format!("{when}{what}"));
        }
    }
    for word in [" if ", " when ", " for ", " at ", " where "] {
        if let Some((what, when)) = text.split_once(word)
            && let (Some(when), Some(what)) = (condition(when), award(what))
        {
            return Some(format!("{when}{what}"));
        }
    }
    // full marks below 5 %; below 80 % none
    let cut = text.char_indices().filter(|(_, c)| *c == ' ').map(|(at, _)| at);
    for at in cut {
        let (one, two) = (&text[..at], text[at..].trim_start());
        if let (Some(when), Some(what)) = (condition(two), award(one)) {
            return Some(format!("{when}{what}"));
        }
        if let (Some(when), Some(what)) = (condition(one), award(two)) {
            return Some(format!("{when}{what}"));
        }
    }
    None
}

fn condition(text: &str) -> Option<String> {
    let fixed = match text {
        "target met"
        | "target reached"
        | "target achieved"
        | "target"
        | "met"
        | "on target"
        | "at target"
        | "achieved"
        | "reached"
        | "target or better"
        | "target met or exceeded"
        | "reaching target"
        | "meeting target" => "达到目标",
        "otherwise" | "else" | "not met" | "target not met" | "target missed" | "missed" | "below target"
        | "not achieved" => "未达到目标",
        "completed on time" | "on time" | "done on time" | "delivered on time" => "按时完成",
        "late" | "not on time" | "not completed on time" | "not completed" => "未按时完成",
        "yes" => "是",
        "no" => "否",
        "no accidents" | "no accident" | "no incidents" | "no incident" | "no complaints" | "none occurred"
        | "no errors" | "no violations" | "no breaches" => "未发生",
        _ => "",
    };
    if !fixed.is_empty() {
        return Some(fixed.to_owned());
    }
    // no complaints received
    if let Some(rest) = after(text, "no|zero") {
        let mut words = rest.split(' ').rev().skip_while(|word| {
            matches!(
                *word,
                "received"
                    | "occur"
                    | "occurred"
                    | "reported"
                    | "recorded"
                    | "happen"
                    | "happened"
                    | "found"
                    | "year"
                    | "during"
            )
        });
        let event = words.next().is_some_and(|word| unit(word) == "次");
        if event && words.count() <= 1 {
            return Some("未发生".to_owned());
        }
    }
    let value = |text: &str| -> Option<String> {
        let (at, rest) = number(text)?;
        match rest {
            "" => Some(at.to_owned()),
            "%" => Some(format!("{at}%")),
            word if unit(word) == "次" => Some(format!("{at}次")),
            _ => None,
        }
    };
    let text = after(text, "from|between|rate|completion|value").unwrap_or(text);
    // on time delivery ≥ 98 %: what is measured stands first.
    let sign = [
        "≥",
        "≤",
        ">",
        "<",
        "at least",
        "no less than",
        "not below",
        "below",
        "above",
        "over",
        "under",
        "less than",
        "more than",
        "within",
        "at most",
        "from",
        "between",
        "up to",
        "no more than",
        "not more than",
        "not less than",
        "reaches",
        "exceeds",
    ]
    .iter()
    .filter_map(|sign| text.find(&format!(" {sign} ")))
    .min();
    let named = sign.filter(|at| {
        let subject = &text[..*at];
        subject.split(' ').count() <= 5
            && subject.chars().all(|c| c.is_ascii_alphabetic() || c == ' ')
            && !subject.split(' ').any(|word| {
                [
                    "not", "if", "unless", "or", "per", "each", "average", "other", "except", "no", "both", "points",
                    "target",
                ]
                .contains(&word)
            })
    });
    let text = named.map_or(text, |at| text[at..].trim_start());
    if let Some(at) = value(text).filter(|at| at.ends_with('%')) {
        return Some(at);
    }
    for (words, sign) in [
        ("≥|at least|no less than|not below|reaching|not less than|reaches", "≥"),
        ("≤|at most|no more than|up to|within|not above|not more than", "≤"),
        (">|above|over|more than|exceeding|exceeds", ">"),
        ("<|below|under|less than", "<"),
    ] {
        if let Some(rest) = after(text, words) {
            return value(rest).map(|at| format!("{sign}{at}"));
        }
    }
    for (ends, sign) in [
        (" or more| or above| or higher| or over| or better| up| + |+| at least| above| more| higher| over", "≥"),
        (" or less| or below| or lower| or fewer| below| less| lower| fewer", "≤"),
    ] {
        if let Some(bare) = ends.split('|').find_map(|end| text.strip_suffix(end)) {
            return value(bare.trim_end_matches(" +").trim_end()).map(|at| format!("{sign}{at}"));
        }
    }
    for (word, open) in
        [(" to below ", true), (" to under ", true), (" to less than ", true), (" - ", false), (" to ", false)]
    {
        if let Some((low, high)) = text.split_once(word) {
            let (low, high) = (value(low)?, value(high)?);
            let low = if high.ends_with('%') && !low.ends_with('%') { format!("{low}%") } else { low };
            return Some(if open { format!("≥{low}且<{high}") } else { format!("{low}-{high}") });
        }
    }
    None
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

//! The terms of English standards: numbers and amounts, conditions and awards, places, equations.

use super::english::unit;

/// A number at the start, and what follows.
pub(super) fn number(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    number.parse::<f64>().ok().map(|_| (number, rest.trim_start()))
}

/// The rest after the first of the phrases that stands at the start, as whole words.
pub(super) fn after<'a>(text: &'a str, phrases: &str) -> Option<&'a str> {
    let found = phrases.split('|').filter_map(|phrase| text.strip_prefix(phrase));
    let whole = found.filter(|rest| rest.is_empty() || rest.starts_with(' '));
    whole.min_by_key(|rest| rest.len()).map(str::trim_start)
}

/// 2 points, 5 % (of full marks): as it is written after 得 or 扣.
pub(super) fn amount(text: &str) -> Option<(String, &str)> {
    let (number, rest) = number(text)?;
    if let Some(rest) = after(rest, "points|point|marks|mark|pts|pt") {
        return Some((format!("{number}分"), rest));
    }
    let rest = after(rest, "%")?;
    Some((
        format!("{number}%"),
        after(rest, "full marks|full points|points|marks|weight|total|full score|score").unwrap_or(rest),
    ))
}

/// = actual / target × weight: every word of it is a name, a number or a sign.
pub(super) fn equation(text: &str) -> Option<String> {
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

/// 1st 10 points; 2nd to 5th 80 %; top 3 full marks; first place full marks.
pub(super) fn places(text: &str) -> Option<String> {
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
        "full marks" | "full points" | "full" | "all points" | "full score" | "full weight" | "100 % weight" => {
            return Some("得满分".to_owned());
        }
        "none" | "no points" | "nothing" | "0" | "zero" | "0 points" | "no marks" | "zero points" => {
            return Some("不得分".to_owned());
        }
        "half" | "half marks" | "half points" => return Some("得50%".to_owned()),
        _ => {}
    }
    let (points, rest) = amount(text)?;
    rest.is_empty().then(|| format!("得{points}"))
}

pub(super) fn earn(text: &str) -> Option<String> {
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
    let beside = after(text, "achieve|achieved|actual|result|value|performance").unwrap_or(text);
    let fixed = match beside {
        "≥ target" | "at or above target" | "at least target" | "≥ plan" => "达到目标",
        "< target" => "未达到目标",
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
            word if matches!(unit(word), "次" | "天" | "小时") => Some(format!("{at}{}", unit(word))),
            _ => None,
        }
    };
    let text = after(text, "from|between|rate|completion|value").unwrap_or(text);
    // on time delivery ≥ 98 %, attendance 95 % or higher: what is measured stands first.
    let signs = "≥|≤|>|<|at least|no less than|not below|below|above|over|under|less than|more than|within|at most|from|between|up to|no more than|not more than|not less than|reaches|exceeds";
    let sign = signs.split('|').filter_map(|sign| text.find(&format!(" {sign} "))).min();
    let before = |at: usize| at.checked_sub(1).filter(|at| text.is_char_boundary(*at));
    let sign = sign.or_else(|| text.find(|c: char| c.is_ascii_digit()).and_then(before));
    let named = sign.filter(|at| {
        let subject = &text[..*at];
        subject.split(' ').count() <= 5
            && subject.chars().all(|c| c.is_ascii_alphabetic() || c == ' ')
            && !subject.split(' ').any(|word| {
                "not|if|unless|or|per|each|average|other|except|no|both|points|target|to|rank|place|top"
                    .split('|')
                    .any(|other| other == word)
                    || signs.split('|').any(|sign| sign == word || subject.starts_with(sign))
            })
    });
    let text = named.map_or(text, |at| text[at..].trim_start());
    if let Some(at) = value(text).filter(|at| at.ends_with(['%', '次'])) {
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

//! A sentence in one spelling: half-width signs, digits for counted Chinese numerals, clauses apart.

/// Longer texts are chapters, not sentences.
const LONGEST: usize = 10_000;
/// What a Chinese numeral counts; elsewhere it is part of a word (一般, 统一).
const COUNTED: [&str; 47] = [
    "个",
    "次",
    "起",
    "项",
    "分",
    "名",
    "位",
    "件",
    "例",
    "天",
    "日",
    "条",
    "处",
    "篇",
    "家",
    "宗",
    "户",
    "小时",
    "%",
    "人",
    "份",
    "期",
    "级",
    "档",
    "岁",
    "年",
    "月",
    "倍",
    "成",
    "批",
    "场",
    "万",
    "亿",
    "元",
    "点",
    "、",
    "节",
    "周",
    "季",
    "台",
    "辆",
    "吨",
    "亩",
    "课",
    "工作日",
    "刻",
    "步",
];
/// Words that begin with a numeral and a counting word, and count nothing.
const NOT_COUNTED: [&str; 16] = [
    "一次性",
    "一票",
    "一般",
    "一定",
    "一年",
    "一项不漏",
    "一次交验",
    "一次验收",
    "一次合格",
    "一次通过",
    "一次办",
    "一次成功",
    "一次检",
    "一级",
    "一名不漏",
    "一并",
];

/// The clauses of a sentence, without spaces; none for what is too long to be one.
pub(super) fn clauses(sentence: &str) -> Option<Vec<String>> {
    if sentence.len() > 4 * LONGEST || sentence.chars().count() > LONGEST {
        return None;
    }
    // The digits of what is measured are no numbers.
    let spelt = signs(sentence).replace("pm2.5", "颗粒物").replace("pm10", "颗粒物");
    let spelt = paired(&digits(&spelt));
    let mut found: Vec<String> = vec![String::new()];
    let chars: Vec<char> = spelt.chars().collect();
    let mut aside = Vec::new();
    let mut k = 0;
    while k < chars.len() {
        let c = chars[k];
        let inside = (c == '(').then(|| chars[k + 1..].iter().take(60).position(|c| *c == ')')).flatten();
        let sum = |c: Option<char>| c.is_some_and(|c| "=×/÷+-(".contains(c));
        let part = inside.is_some_and(|length| {
            let next = chars.get(k + length + 2).copied();
            sum(found.last().and_then(|last| last.chars().last())) || sum(next) && next != Some('(')
        });
        // (实际值-60)÷(95-60): brackets of a sum stay.
        if let Some(length) = inside.filter(|_| !part) {
            let words: String = chars[k + 1..k + 1 + length].iter().collect();
            if let Some(either) = both_ways(&found, &words) {
                // 每超过(降低)5%: whichever way it goes.
                found.iter_mut().last().into_iter().for_each(|last| either.clone_into(last));
            } else if graded(&mut found, &words) {
                // 优秀(90分以上): the words in brackets say what the grade is.
            } else if weight(&words) {
                let share = words.trim_start_matches(['占', '权', '重']);
                push(&mut found, &format!("占{share}"));
            } else if words.contains('含') && !words.contains('分') || words.contains(['/', '÷']) {
                // A boundary's own remark and a fraction stay where they stand.
                push(&mut found, &format!("({words})"));
            } else {
                aside.extend(words.split([',', ';']).map(str::to_owned));
            }
            k += length + 2;
            continue;
        }
        match c {
            ',' | ';' => {
                found.append(&mut aside);
                found.push(String::new());
            }
            // 领导评价占60%、部门互评占40%; 第1名10分、第2名8分: each is a clause.
            '、' if parts(&found, &chars[k + 1..]) => {
                found.append(&mut aside);
                found.push(String::new());
            }
            _ => push(&mut found, c.encode_utf8(&mut [0; 4])),
        }
        k += 1;
    }
    found.append(&mut aside);
    Some(found.iter().map(|clause| bare(clause).to_owned()).filter(|clause| !clause.is_empty()).collect())
}

/// Grades that are told apart by a mark in brackets.
const GRADES: [&str; 16] = [
    "优秀",
    "良好",
    "合格",
    "一般",
    "中等",
    "较差",
    "不合格",
    "基本合格",
    "较好",
    "优",
    "良",
    "中",
    "差",
    "好",
    "及格",
    "不及格",
];

/// Puts a mark in brackets in the place of the grade that stands alone before it.
fn graded(clauses: &mut [String], words: &str) -> bool {
    let marks = words.contains(|c: char| c.is_ascii_digit())
        && (words.contains('分') || words.contains(['≥', '≤', '<', '>', '-']))
        && !words.contains(['得', '扣', '加', ',', ';']);
    let Some(last) = clauses.last_mut().filter(|last| marks && GRADES.contains(&last.trim_start_matches("评为")))
    else {
        return false;
    };
    words.clone_into(last);
    true
}

/// 每超过 with 降低 in brackets, or the other way round, as one word for both.
fn both_ways(clauses: &[String], words: &str) -> Option<String> {
    let more = ["超过", "超出", "高于", "增加", "提高", "上升", "超", "高"];
    let less = ["降低", "低于", "减少", "下降", "不足", "低", "降"];
    let last = clauses.last()?;
    let words = words.trim_start_matches(['或', '/']);
    let swap = |here: &[&str], there: &[&str]| {
        there.contains(&words).then(|| here.iter().find_map(|word| last.strip_suffix(word))).flatten()
    };
    let before = swap(&more, &less).or_else(|| swap(&less, &more))?;
    Some(format!("{before}偏离"))
}

/// 每高(低)1个百分点加(减)0.5分: two steps, each with its own words.
fn paired(text: &str) -> String {
    let one = |piece: &str| -> Option<String> {
        let (start, rest) = piece.split_once('(')?;
        let (other_side, rest) = rest.split_once(')')?;
        let (middle, rest) = rest.split_once('(')?;
        let (other_verb, end) = rest.split_once(')')?;
        let verb =
            ["加", "减", "扣", "增加", "减少", "扣减", "增"].iter().rev().find(|verb| middle.ends_with(**verb))?;
        let short =
            |word: &str| (1..=4).contains(&word.chars().count()) && !word.contains(|c: char| c.is_ascii_digit());
        let turned = ["加", "减", "扣", "增", "降"].iter().any(|verb| other_verb.starts_with(verb));
        let at = start.find('每')? + '每'.len_utf8();
        let side = &start[at..];
        if !short(side) || !short(other_side) || !turned || other_verb.chars().count() > 2 || end.contains('(') {
            return None;
        }
        let (lead, bare) = (&start[..at], middle.strip_suffix(verb)?);
        let end_bare = end.trim_end_matches([',', ';']);
        Some(format!("{lead}{side}{bare}{verb}{end_bare},{lead}{other_side}{bare}{other_verb}{end}"))
    };
    if !text.contains('每') || !text.contains('(') {
        return text.to_owned();
    }
    let pieces: Vec<String> =
        text.split_inclusive([',', ';']).map(|piece| one(piece).unwrap_or_else(|| piece.to_owned())).collect();
    pieces.concat()
}

/// 60%, 占60%, 权重60%: a weight and nothing else.
fn weight(words: &str) -> bool {
    let share = words.trim_start_matches(['占', '权', '重']).strip_suffix('%');
    share.is_some_and(|share| !share.is_empty() && share.chars().all(|c| c.is_ascii_digit() || c == '.'))
}

/// Whether a mark between words parts clauses here.
fn parts(clauses: &[String], after: &[char]) -> bool {
    let last = clauses.last().map_or("", String::as_str);
    let ordinal = after.first() == Some(&'第');
    last.ends_with('分') && last.starts_with('第') && ordinal
        || last.ends_with('%') && last.contains('占') && after.first().is_some_and(|c| !c.is_ascii_digit())
}

fn push(clauses: &mut [String], text: &str) {
    if let Some(last) = clauses.last_mut() {
        last.push_str(text);
    }
}

/// Without a list number and a heading before it.
fn bare(clause: &str) -> &str {
    let mut rest = clause.trim_matches(['.', ':', '"', '“', '”', '、']);
    rest = rest.trim_start_matches(|c: char| ('①'..='⑳').contains(&c));
    for heading in [
        "评分标准",
        "评分办法",
        "评分规则",
        "评价标准",
        "考核标准",
        "计分标准",
        "计分方法",
        "计分办法",
        "计分规则",
        "扣分标准",
    ] {
        if let Some(after) = rest.strip_prefix(heading) {
            rest = after.strip_prefix([':', '为']).unwrap_or(rest);
        }
    }
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() - digits.len() <= 2 && digits.len() < rest.len() {
        if digits.is_empty() {
            return "";
        }
        if let Some(after) = digits.strip_prefix(['、', ')'])
            && !after.starts_with(|c: char| c.is_ascii_digit())
        {
            rest = after;
        }
    }
    rest
}

/// One sign for each meaning; spaces go.
fn signs(sentence: &str) -> String {
    let mut out = String::with_capacity(sentence.len());
    let chars: Vec<char> = sentence.chars().collect();
    let digit = |k: usize| chars.get(k).is_some_and(|c| c.is_ascii_digit() || ('０'..='９').contains(c));
    for (k, c) in chars.iter().enumerate() {
        let half = match *c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(*c) - 0xfee0).unwrap_or(*c),
            other => other,
        };
        let sign = match half {
            // A full stop, but not a decimal point.
            '.' if !(k > 0 && digit(k - 1) && digit(k + 1)) => ';',
            '。' | '；' | '\n' | '\r' | '!' | '|' | '…' => ';',
            // 1,000 is one number.
            ',' if k > 0 && digit(k - 1) && (1..4).all(|n| digit(k + n)) && !digit(k + 4) && *c == ',' => continue,
            '〔' | '【' | '[' | '［' | '{' => '(',
            '〕' | '】' | ']' | '］' | '}' => ')',
            '~' | '〜' | '—' | '–' | '−' | '‐' | '‑' | '～' => '-',
            '≧' | '⩾' | '≮' => '≥',
            '≦' | '⩽' | '≯' => '≤',
            '*' | '✕' | '✖' | '╳' => '×',
            '％' | '﹪' => '%',
            '：' => ':',
            c if c.is_whitespace() || c.is_control() => continue,
            '\u{200b}'..='\u{200f}' | '\u{feff}' => continue,
            c => c.to_ascii_lowercase(),
        };
        if out.ends_with('-') && sign == '-' {
            continue;
        }
        match (sign, out.chars().last()) {
            ('=', Some('>')) => replace_last(&mut out, '≥'),
            ('=', Some('<')) => replace_last(&mut out, '≤'),
            _ => out.push(sign),
        }
    }
    out
}

fn replace_last(text: &mut String, sign: char) {
    text.pop();
    text.push(sign);
}

/// Chinese numerals, halves and hundredths as digits, where they count something.
fn digits(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after_ordinal = out.ends_with('第') || out.ends_with('前') || out.ends_with('后');
        if let Some(after) = rest.strip_prefix("百分之") {
            let (number, length) = numeral(after);
            if let Some(number) = number {
                out.push_str(&format!("{number}%"));
                rest = &after[length..];
                continue;
            }
        }
        if let Some(after) =
            ["一半的分值", "一半分值", "一半分数", "一半分", "一半"].iter().find_map(|w| rest.strip_prefix(w))
        {
            out.push_str("50%");
            rest = after;
            continue;
        }
        if let Some(after) = rest.strip_prefix("半分") {
            out.push_str("0.5分");
            rest = after;
            continue;
        }
        if !NOT_COUNTED.iter().any(|word| rest.starts_with(word)) {
            let (number, length) = numeral(rest);
            let after = &rest[length..];
            let counts = after_ordinal && !after.is_empty() && !after.starts_with(['方', '产'])
                || COUNTED.iter().any(|word| after.starts_with(word));
            if let Some(number) = number.filter(|_| length > 0 && counts) {
                out.push_str(&number.to_string());
                rest = after;
                continue;
            }
            // What was read as a numeral and counts nothing stays whole.
            if length > 0 && number.is_some() && !counts {
                out.push_str(&rest[..length]);
                rest = after;
                continue;
            }
        }
        out.push(c);
        rest = &rest[c.len_utf8()..];
    }
    out
}

/// A Chinese numeral up to 999 at the start, with its length in bytes.
fn numeral(text: &str) -> (Option<u32>, usize) {
    let (mut total, mut digit, mut length, mut any) = (0, None, 0, false);
    for c in text.chars().take(7) {
        match c {
            '十' => total += digit.take().unwrap_or(1) * 10,
            '百' if digit.is_some() => total += digit.take().unwrap_or(1) * 100,
            _ => match "零一二三四五六七八九".chars().position(|d| d == c).or((c == '两').then_some(2)) {
                Some(value) if digit.is_none_or(|d| d == 0) => digit = u32::try_from(value).ok(),
                _ => break,
            },
        }
        any = true;
        length += c.len_utf8();
    }
    (any.then_some(total + digit.unwrap_or(0)), length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelt(text: &str) -> Vec<String> {
        clauses(text).expect("short enough")
    }

    #[test]
    fn wide_signs_and_chinese_numerals_become_plain_ones() {
        assert_eq!(spelt("每低１个百分点，扣０．５分；扣完为止。"), ["每低1个百分点", "扣0.5分", "扣完为止"]);
        assert_eq!(spelt("两次及以上不得分"), ["2次及以上不得分"]);
        assert_eq!(spelt("达到百分之九十五得十分"), ["达到95%得10分"]);
        assert_eq!(spelt("第一名得满分"), ["第1名得满分"]);
        assert_eq!(spelt("每迟报一天扣半分"), ["每迟报1天扣0.5分"]);
        assert_eq!(spelt("完成值>=1,000万元"), ["完成值≥1000万元"]);
    }

    #[test]
    fn numerals_inside_words_stay() {
        assert_eq!(spelt("一般事故，三公经费，一票否决"), ["一般事故", "三公经费", "一票否决"]);
    }

    #[test]
    fn list_numbers_headings_and_asides_stand_apart() {
        assert_eq!(spelt("评分标准：1.完成得满分；2、未完成不得分（10分）"), ["完成得满分", "未完成不得分", "10分"]);
        assert_eq!(spelt("90-95（不含95）得3分"), ["90-95(不含95)得3分"]);
    }

    #[test]
    fn a_chapter_is_no_sentence() {
        assert_eq!(clauses(&"分".repeat(LONGEST + 1)), None);
    }
}

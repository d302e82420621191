//! Names as they are compared: widths, blanks and case never make two names of one; anything more is only likeness.

use std::collections::BTreeMap;

/// The same name however it was typed: half-width, lower case, without blanks.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars() {
        // Chinese letters, by far the most, have neither width nor case.
        if ('\u{3041}'..='\u{9fff}').contains(&letter) {
            folded.push(letter);
            continue;
        }
        let letter = half(letter);
        if letter.is_ascii() {
            if !letter.is_whitespace() {
                folded.push(letter.to_ascii_lowercase());
            }
        } else if !letter.is_whitespace() {
            folded.extend(letter.to_lowercase());
        }
    }
    folded
}

/// A letter at half width.
fn half(letter: char) -> char {
    match letter {
        '〔' | '【' | '［' => '(',
        '〕' | '】' | '］' => ')',
        '、' => ',',
        '−' | '–' => '-',
        '\u{3000}' | '\u{a0}' | '\u{feff}' | '\u{200b}' => ' ',
        '！'..='～' => char::from_u32(letter as u32 - 0xFEE0).unwrap_or(letter),
        other => other,
    }
}

/// What is left when everything that people forget is taken away too.
fn bare(text: &str) -> Vec<char> {
    fold(text).chars().filter(|letter| letter.is_alphanumeric() && *letter != '的').collect()
}

/// A folded heading without what stands in brackets, and what stands there.
pub(super) fn without_brackets(folded: &str) -> (String, String) {
    let mut outside = String::new();
    let mut inside = String::new();
    let mut depth = 0;
    for letter in folded.chars() {
        match letter {
            '(' => depth += 1,
            ')' if depth > 0 => depth -= 1,
            _ if depth > 0 => inside.push(letter),
            other => outside.push(other),
        }
    }
    (outside, inside)
}

/// How alike two names are, 0..=1: the share of pairs of neighbouring letters that both have.
fn likeness(one: &[char], other: &[char]) -> f64 {
    if one == other {
        return 1.0;
    }
    if one.len() < 2 || other.len() < 2 {
        return 0.0;
    }
    let mut pairs: BTreeMap<(char, char), i32> = BTreeMap::new();
    for pair in one.windows(2) {
        *pairs.entry((pair[0], pair[1])).or_default() += 1;
    }
    let mut both = 0;
    for pair in other.windows(2) {
        if let Some(left) = pairs.get_mut(&(pair[0], pair[1])).filter(|left| **left > 0) {
            *left -= 1;
            both += 1;
        }
    }
    f64::from(2 * both) / (one.len() + other.len() - 2) as f64
}

/// Letters that must be put in, taken out or replaced; more than `most` is not counted further.
fn distance(one: &[char], other: &[char], most: usize) -> usize {
    if one.len().abs_diff(other.len()) > most {
        return most + 1;
    }
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (k, a) in one.iter().enumerate() {
        let mut corner = row[0];
        row[0] = k + 1;
        for (j, b) in other.iter().enumerate() {
            let here = if a == b { corner } else { 1 + corner.min(row[j]).min(row[j + 1]) };
            corner = row[j + 1];
            row[j + 1] = here;
        }
    }
    row[other.len()]
}

/// Names among which one that is almost the same can be looked for.
#[derive(Default)]
pub(super) struct Names {
    names: Vec<(Vec<char>, usize)>,
    /// Comparisons that may still be made: a table of strangers must not take forever.
    left: usize,
}

impl Names {
    pub fn new<'a>(names: impl Iterator<Item = &'a str>) -> Names {
        Names { names: names.enumerate().map(|(at, name)| (bare(name), at)).collect(), left: 1_000_000 }
    }

    /// The place of the name that is most like this one, if it is like enough to be meant.
    pub fn nearest(&mut self, name: &str) -> Option<usize> {
        let wanted = bare(name);
        if wanted.len() < 2 || self.left < self.names.len() {
            return None;
        }
        self.left -= self.names.len();
        let mut best: Option<(f64, usize)> = None;
        for (known, at) in &self.names {
            // Of names of so different lengths no seven tenths can be the same.
            if wanted.len().min(known.len()) * 27 < wanted.len().max(known.len()) * 14 {
                continue;
            }
            let alike = likeness(&wanted, known);
            // 民政局 and 财政局 are two offices: one letter of three makes another name.
            let close = known.len().min(wanted.len()) >= 4 && distance(&wanted, known, 1) <= 1;
            let score = if close { alike.max(0.75) } else { alike };
            if score >= 0.7 && best.is_none_or(|(other, _)| score > other) {
                best = Some((score, *at));
            }
        }
        best.map(|(_, at)| at)
    }
}

/// How like two texts are, for the names of columns.
pub(super) fn alike(one: &str, other: &str) -> bool {
    let (one, other) = (bare(one), bare(other));
    one == other || likeness(&one, &other) >= 0.7
}

/// Whether a text only counts: 1, 一, （二）, 3.1, A1.
pub(super) fn counts(text: &str) -> bool {
    let plain = fold(text);
    let plain = plain.trim_matches(['(', ')', '.', ',', '、']);
    !plain.is_empty()
        && plain.chars().count() <= 6
        && plain.chars().all(|letter| letter.is_ascii_digit() || "一二三四五六七八九十百.-".contains(letter))
}

/// Whether a name is no name: 50%, 60.
pub(super) fn only_a_number(name: &str) -> bool {
    crate::edit::typed::number(name, true).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_blanks_and_case_do_not_make_another_name() {
        assert_eq!(fold("市 教育局（机关）"), fold("市教育局(机关)"));
        assert_eq!(fold("ＰＭ2.5 平均浓度"), fold("PM２．５平均浓度"));
        assert_ne!(fold("市教育局"), fold("市教育厅"));
    }

    #[test]
    fn a_name_with_one_wrong_letter_is_almost_the_same_and_another_office_is_not() {
        let mut names = Names::new(["市教育局", "市审计局", "市统计局", "市文化广电旅游局"].into_iter());
        assert_eq!(names.nearest("市审记局"), Some(1));
        assert_eq!(names.nearest("市文化广电和旅游局"), Some(3));
        assert_eq!(names.nearest("市气象中心"), None);
        assert_eq!(Names::new(["财政局"].into_iter()).nearest("民政局"), None);
        assert_eq!(names.nearest("夜间经济活跃度"), None);
    }

    #[test]
    fn what_stands_in_brackets_is_apart() {
        assert_eq!(without_brackets(&fold("分值（A类）")), ("分值".to_owned(), "a类".to_owned()));
    }
}

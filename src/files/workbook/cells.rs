//! One cell: from a JSON value to what people read, and back.
//!
//! Text stands as it is where it comes back as it is; else as a JSON string in quotation marks. Text that is too long for a cell
//! stands in pieces on a sheet of its own, and the cell names it.

use super::columns::Kind;
use crate::formula::number::{SCORE_DIGITS, snap};
use crate::model::written::{no_number, number, percent};
use crate::model::{Period, Problem};
use crate::sheets;
use crate::sheets::{Cell, Format};
use serde_json::{Map, Value};

/// What the program's own words begin with.
pub(super) const MARK: &str = "mingheng:";
const LONG: &str = "mingheng:long:";
/// Most UTF-16 units that are put into one cell (a cell holds 32,767).
const MOST: usize = 30_000;

/// Texts that are too long for a cell.
#[derive(Default)]
pub(super) struct Long(pub Vec<String>);

impl Long {
    fn keep(&mut self, text: String) -> sheets::Value {
        self.0.push(text);
        sheets::Value::Text(format!("{LONG}{}", self.0.len()))
    }

    /// The text itself, or the long one that it names.
    fn whole<'a>(&'a self, text: &'a str) -> &'a str {
        let named = text.strip_prefix(LONG).and_then(|number| number.parse::<usize>().ok());
        named.and_then(|number| self.0.get(number.checked_sub(1)?)).map_or(text, String::as_str)
    }
}

fn fits(text: &str) -> bool {
    text.len() <= MOST || text.encode_utf16().count() <= MOST
}

/// The text in pieces that fit into cells.
pub(super) fn pieces(text: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut units = 0;
    for c in text.chars() {
        units += c.len_utf16();
        if units > MOST {
            units = c.len_utf16();
            pieces.push(String::new());
        }
        if let Some(last) = pieces.last_mut() {
            last.push(c);
        }
    }
    pieces
}

/// Whether spreadsheet programs, and people who leave blanks at the ends, leave the text as it is.
fn is_plain(text: &str) -> bool {
    let odd = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{feff}');
    !text.is_empty() && text.trim() == text && !text.starts_with('"') && !text.starts_with(MARK) && !text.contains(odd)
}

/// A text, not nothing.
pub(super) fn text_value(text: &str, long: &mut Long) -> sheets::Value {
    let text = if is_plain(text) { text.to_owned() } else { Value::from(text).to_string() };
    if fits(&text) { sheets::Value::Text(text) } else { long.keep(text) }
}

fn json_value(value: &Value, long: &mut Long) -> sheets::Value {
    let text = value.to_string();
    if fits(&text) { sheets::Value::Text(text) } else { long.keep(text) }
}

/// The cell for a value; none: a value of another kind than the column's.
pub(super) fn written(kind: Kind, value: &Value, long: &mut Long) -> Option<sheets::Value> {
    if value.is_null() {
        return matches!(kind, Kind::Maybe | Kind::Number | Kind::Period | Kind::Json).then_some(sheets::Value::Empty);
    }
    Some(match kind {
        Kind::Text => match value.as_str()? {
            "" => sheets::Value::Empty,
            text => text_value(text, long),
        },
        Kind::Maybe | Kind::Period => text_value(value.as_str()?, long),
        Kind::Number | Kind::Must => sheets::Value::Number(value.as_f64()?),
        Kind::Whole => match value.as_u64()? {
            small if small < 1_000_000_000_000_000 => sheets::Value::Number(small as f64),
            large => sheets::Value::Text(large.to_string()),
        },
        Kind::Truth => sheets::Value::Text(if value.as_bool()? { "是" } else { "否" }.to_owned()),
        Kind::Words(words) => {
            let word = words.iter().find(|(word, _)| value.as_str() == Some(word))?;
            sheets::Value::Text(word.1.to_owned())
        }
        Kind::List | Kind::Periods => {
            let texts: Vec<&str> = value.as_array()?.iter().map(Value::as_str).collect::<Option<_>>()?;
            let plain = |text: &&str| is_plain(text) && !text.contains([';', '；']) && !text.starts_with('[');
            match texts.as_slice() {
                [] => sheets::Value::Empty,
                texts if texts.iter().all(plain) && fits(&texts.join(";")) => sheets::Value::Text(texts.join(";")),
                _ => json_value(value, long),
            }
        }
        Kind::Pairs => {
            let pairs: Vec<(&String, &str)> =
                value.as_object()?.iter().map(|(key, value)| Some((key, value.as_str()?))).collect::<Option<_>>()?;
            let part = |text: &str| is_plain(text) && !text.contains([';', '；']) && !text.starts_with('{');
            let plain = pairs.iter().all(|(key, text)| part(key) && !key.contains(['=', '＝']) && part(text));
            let joined = pairs.iter().map(|(key, text)| format!("{key}={text}")).collect::<Vec<_>>().join(";");
            match joined.as_str() {
                "" if pairs.is_empty() => sheets::Value::Empty,
                _ if plain && fits(&joined) => sheets::Value::Text(joined),
                _ => json_value(value, long),
            }
        }
        Kind::Field => match value.get("answers") {
            Some(answers) => sheets::Value::Text(format!("answers.{answers}")),
            None => sheets::Value::Text(value.as_str()?.to_owned()),
        },
        Kind::Json => json_value(value, long),
    })
}

/// Whether nothing stands in a cell.
pub(super) fn is_empty(cell: &Cell) -> bool {
    match &cell.value {
        sheets::Value::Empty => true,
        sheets::Value::Text(text) => text.trim().is_empty(),
        _ => false,
    }
}

/// A cell as text; a number as a person would write it.
pub(super) fn text(cell: &Cell, long: &Long) -> Result<String, Problem> {
    let text = match &cell.value {
        sheets::Value::Empty => String::new(),
        sheets::Value::Text(text) => {
            let text = long.whole(text.trim());
            let quoted = text.starts_with('"').then(|| serde_json::from_str(text).ok()).flatten();
            quoted.unwrap_or_else(|| text.to_owned())
        }
        sheets::Value::Number(number) if matches!(cell.format, Format::Date | Format::Moment) => date(*number),
        // An id that was counted as a number: its last digits are gone.
        sheets::Value::Number(number) if number.abs() >= 1e15 => return Err(no_number(&number.to_string())),
        sheets::Value::Number(number) if matches!(cell.format, Format::Percent(_)) => {
            format!("{}%", snap(number * 100.0, SCORE_DIGITS))
        }
        sheets::Value::Number(number) => number.to_string(),
        sheets::Value::Truth(truth) => if *truth { "是" } else { "否" }.to_owned(),
        sheets::Value::Error(error) => return Err(Problem::NotANumber { text: error.clone() }),
        sheets::Value::Uncomputed => return Err(Problem::NotANumber { text: "=".to_owned() }),
    };
    Ok(text)
}

/// A cell as a number; none: nothing stands there. Percent signs count as [`percent`] has it.
pub(super) fn number_of(cell: &Cell, per_hundred: bool) -> Result<Option<f64>, Problem> {
    if is_empty(cell) {
        return Ok(None);
    }
    match (&cell.value, cell.format) {
        (sheets::Value::Number(number), Format::Percent(_)) if per_hundred => {
            Ok(Some(snap(number * 100.0, SCORE_DIGITS)))
        }
        (sheets::Value::Number(number), Format::Date | Format::Moment) => {
            Err(Problem::NotANumber { text: date(*number) })
        }
        (sheets::Value::Number(number), _) => Ok(Some(*number)),
        (sheets::Value::Text(text), _) => {
            let plain = typed(text);
            let found = percent(&plain, per_hundred).or_else(|| number(&plain));
            found.map(Some).ok_or_else(|| no_number(text.trim()))
        }
        _ => Err(text(cell, &Long::default()).map_or_else(|problem| problem, |text| Problem::NotANumber { text })),
    }
}

/// A number as people type it: full-width signs are narrow, commas between thousands are left out.
fn typed(text: &str) -> String {
    let narrow = |c: char| match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '−' | '﹣' => '-',
        '　' => ' ',
        c => c,
    };
    let plain: String = text.chars().map(narrow).collect();
    let plain = plain.trim();
    let whole = plain.trim_start_matches(['+', '-']);
    let mut groups = whole.split(['.', '%']).next().unwrap_or_default().split(',');
    let first = groups.next().unwrap_or_default().len();
    let apart = (1..=3).contains(&first) && whole.matches(',').count() > 0 && groups.all(|group| group.len() == 3);
    if apart { plain.replace(',', "") } else { plain.to_owned() }
}

/// A day that is counted from 1899-12-30, as `2025-03-05`.
fn date(days: f64) -> String {
    // Days since 0000-03-01, in the calendar of today.
    let day = days as i64 + 693_899;
    let era = day.div_euclid(146_097);
    let of_era = day.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let (day, month, turn) = (of_year - (153 * month + 2) / 5 + 1, (month + 2) % 12 + 1, i64::from(month >= 10));
    format!("{:04}-{month:02}-{day:02}", era * 400 + year + turn)
}

/// A period as the document writes it, or as people do: `3月`, `二季度`, `全年`.
pub(super) fn period(text: &str) -> Option<Period> {
    if let Ok(period) = text.parse() {
        return Some(period);
    }
    let plain = typed(text);
    let plain = plain.trim_start_matches('第');
    let counted = |text: &str| match text {
        "一" => Some(1),
        "二" => Some(2),
        "三" => Some(3),
        "四" => Some(4),
        digits => digits.parse().ok(),
    };
    if matches!(plain, "年" | "全年" | "年度") {
        Some(Period::Year)
    } else if let Some(quarter) = plain.strip_suffix("季度").or_else(|| plain.strip_suffix('季')) {
        counted(quarter).filter(|quarter| (1..=4).contains(quarter)).map(Period::Quarter)
    } else {
        let month = plain.strip_suffix("月份").or_else(|| plain.strip_suffix('月'))?;
        month.parse().ok().filter(|month| (1..=12).contains(month)).map(Period::Month)
    }
}

fn unknown(text: String, words: &[(&str, &str)]) -> Problem {
    let known = words.iter().map(|(_, name)| *name).collect::<Vec<_>>().join("、");
    Problem::UnknownWord { text, known }
}

/// The value of a cell; none: the member is left out, and has its default.
pub(super) fn read(kind: Kind, cell: &Cell, long: &Long) -> Result<Option<Value>, Problem> {
    if is_empty(cell) {
        return match kind {
            Kind::Must => Err(Problem::NotANumber { text: String::new() }),
            Kind::Text => Ok(Some(Value::from(""))),
            _ => Ok(None),
        };
    }
    let text = || text(cell, long);
    Ok(Some(match kind {
        Kind::Text | Kind::Maybe => Value::from(text()?),
        Kind::Number | Kind::Must => Value::from(number_of(cell, false)?),
        Kind::Whole => {
            let whole = match &cell.value {
                sheets::Value::Text(text) => typed(text).parse().ok(),
                sheets::Value::Number(number) if number.fract() == 0.0 && *number >= 0.0 => Some(*number as u64),
                _ => None,
            };
            Value::from(whole.ok_or_else(|| no_number(&text().unwrap_or_default()))?)
        }
        Kind::Truth => match text()?.to_lowercase().as_str() {
            "是" | "1" | "true" | "yes" | "y" | "√" | "✓" => Value::from(true),
            "否" | "0" | "false" | "no" | "n" | "×" => Value::from(false),
            other => return Err(unknown(other.to_owned(), &[("", "是"), ("", "否")])),
        },
        Kind::Words(words) => {
            let text = text()?;
            let found = words.iter().find(|(word, name)| *word == text || *name == text);
            Value::from(found.ok_or_else(|| unknown(text.clone(), words))?.0)
        }
        Kind::Period => {
            let text = text()?;
            Value::from(period(&text).ok_or(Problem::NotAPeriod { text })?.to_string())
        }
        Kind::List | Kind::Periods => {
            let text = text()?;
            let texts: Vec<String> = match serde_json::from_str(&text) {
                Ok(texts) if text.starts_with('[') => texts,
                _ => text.split([';', '；']).map(|t| t.trim().to_owned()).filter(|t| !t.is_empty()).collect(),
            };
            let known = |text: String| match kind {
                Kind::Periods => Ok(period(&text).ok_or(Problem::NotAPeriod { text })?.to_string()),
                _ => Ok(text),
            };
            Value::from(texts.into_iter().map(known).collect::<Result<Vec<_>, Problem>>()?)
        }
        Kind::Pairs => {
            let text = text()?;
            if text.starts_with('{') {
                return object(&text).map(|object| Some(Value::Object(object)));
            }
            let mut pairs = Map::new();
            for pair in text.split([';', '；']).filter(|pair| !pair.trim().is_empty()) {
                let (key, value) = pair
                    .split_once(['=', '＝'])
                    .ok_or_else(|| Problem::UnknownWord { text: pair.to_owned(), known: "key=value".to_owned() })?;
                pairs.insert(key.trim().to_owned(), Value::from(value.trim()));
            }
            Value::Object(pairs)
        }
        Kind::Field => {
            let text = text()?;
            match text.strip_prefix("answers.").map(str::parse::<u8>) {
                Some(Ok(level)) => serde_json::json!({ "answers": level }),
                _ => Value::from(text),
            }
        }
        Kind::Json => {
            let text = raw(cell, long)?;
            serde_json::from_str(&text).map_err(|error| Problem::BadJson { reason: error.to_string() })?
        }
    }))
}

/// The text of a cell that holds JSON.
fn raw(cell: &Cell, long: &Long) -> Result<String, Problem> {
    match &cell.value {
        sheets::Value::Text(text) => Ok(long.whole(text.trim()).to_owned()),
        _ => text(cell, long),
    }
}

fn object(text: &str) -> Result<Map<String, Value>, Problem> {
    serde_json::from_str(text).map_err(|error| Problem::BadJson { reason: error.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number_from(text: &str, per_hundred: bool) -> Option<f64> {
        let value = sheets::Value::Text(text.to_owned());
        number_of(&Cell { value, ..Cell::default() }, per_hundred).ok().flatten()
    }

    #[test]
    fn numbers_are_understood_as_people_type_them() {
        for (text, number) in [
            ("９５．５", 95.5),
            ("1,234.5", 1234.5),
            ("-1,234,567", -1_234_567.0),
            ("＋３", 3.0),
            (" 12 ", 12.0),
            ("95%", 95.0),
            ("９５％", 95.0),
            ("−5", -5.0),
        ] {
            assert_eq!(number_from(text, true), Some(number), "{text}");
        }
        for text in ["1,23", "12,34,567", "—", "无", "1 2", "1,2345", ",123"] {
            assert_eq!(number_from(text, true), None, "{text}");
        }
        assert_eq!(number_from("95%", false), Some(0.95));
        let percent = Cell { value: sheets::Value::Number(0.07), format: Format::Percent(1), ..Cell::default() };
        assert_eq!(number_of(&percent, true), Ok(Some(7.0)));
        assert_eq!(number_of(&percent, false), Ok(Some(0.07)));
    }

    #[test]
    fn a_date_is_text_and_no_number() {
        // As Excel counts: 1900-03-01 is day 61, 2024-02-29 is 45351, 2025-03-05 is 45721.
        for (day, text) in [(61.0, "1900-03-01"), (45_351.0, "2024-02-29"), (45_721.6, "2025-03-05")] {
            let cell = Cell { value: sheets::Value::Number(day), format: Format::Date, ..Cell::default() };
            assert_eq!(super::text(&cell, &Long::default()), Ok(text.to_owned()));
            assert_eq!(number_of(&cell, false), Err(Problem::NotANumber { text: text.to_owned() }));
        }
    }

    #[test]
    fn periods_are_understood_as_people_write_them() {
        for (text, wanted) in [
            ("M03", "M03"),
            ("3月", "M03"),
            ("１２月份", "M12"),
            ("一季度", "Q1"),
            ("第4季度", "Q4"),
            ("全年", "Y"),
            ("Y", "Y"),
        ] {
            assert_eq!(period(text).map(|p| p.to_string()).as_deref(), Some(wanted), "{text}");
        }
        for text in ["13月", "五季度", "", "上半年", "0月"] {
            assert_eq!(period(text), None, "{text}");
        }
    }

    #[test]
    fn text_comes_back_as_it_was() {
        let long_text = "长\u{10ffff}".repeat(25_000);
        let texts =
            ["", "x", " x ", "\"x\"", "\"", "mingheng:long:1", "a\rb\u{0}", "a\nb", "1", "=1+1", "'", &long_text];
        for before in texts {
            let mut long = Long::default();
            let value = text_value(before, &mut long);
            assert!(matches!(&value, sheets::Value::Text(text) if !text.is_empty() && fits(text)));
            let cell = Cell { value, ..Cell::default() };
            assert_eq!(text(&cell, &long).as_deref(), Ok(before));
        }
        assert_eq!(pieces(&long_text).concat(), long_text);
        assert!(pieces(&long_text).iter().all(|piece| fits(piece)));
    }

    #[test]
    fn lists_and_pairs_come_back_as_they_were() {
        for (kind, value) in [
            (Kind::List, serde_json::json!(["core", "a;b", " x", ""])),
            (Kind::List, serde_json::json!(["core", "risk"])),
            (Kind::List, serde_json::json!(["[x"])),
            (Kind::Pairs, serde_json::json!({"cap": "1", "text": "a=b"})),
            (Kind::Pairs, serde_json::json!({"a=b": "", "": ";"})),
            (Kind::Pairs, serde_json::json!({"{": "1"})),
        ] {
            let mut long = Long::default();
            let cell = Cell { value: written(kind, &value, &mut long).expect("a cell"), ..Cell::default() };
            assert_eq!(read(kind, &cell, &long), Ok(Some(value)));
        }
        let plain = written(Kind::Pairs, &serde_json::json!({"cap": "1", "text": "a=b"}), &mut Long::default());
        assert_eq!(plain, Some(sheets::Value::Text("cap=1;text=a=b".to_owned())));
    }
}

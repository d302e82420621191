//! Cells as people fill them.

use super::*;

fn text(text: &str) -> Cell {
    Cell { value: Value::Text(text.to_owned()), ..Cell::default() }
}

fn number(number: f64, format: Format) -> Cell {
    Cell { value: Value::Number(number), format, ..Cell::default() }
}

fn said(cell: &Cell, unit: &str) -> (Option<f64>, Option<What>, Option<String>) {
    let measure = Measure { unit, per_hundred: unit == "%", ..Measure::default() };
    let (found, remark) = value(cell, &measure);
    let number = match found {
        Found::Entry(entry) if entry.status == Status::Scored => Some(entry.number),
        _ => None,
    };
    (number, remark.as_ref().map(|r| r.what), remark.and_then(|r| r.suggestion))
}

#[test]
fn a_number_that_its_format_shows_smaller_is_taken_as_it_is_and_said() {
    let cell = number(12_000_000.0, Format::Scaled(4));
    let smaller = (Some(12_000_000.0), Some(What::ShownSmaller), Some("1200".to_owned()));
    assert_eq!(said(&cell, "万元"), smaller);
    assert_eq!(said(&cell, ""), smaller);
    assert_eq!(said(&cell, "元"), (Some(12_000_000.0), None, None));
    assert_eq!(said(&number(0.0, Format::Scaled(4)), "万元"), (Some(0.0), None, None));
}

#[test]
fn numbers_are_read_as_they_were_meant_and_what_was_made_of_them_is_said() {
    for (typed, unit, wanted, what) in [
        ("95", "分", Some(95.0), None),
        (" 95 ", "分", Some(95.0), None),
        ("９６．５", "%", Some(96.5), Some(What::ReadAs)),
        ("1,250", "件", Some(1250.0), Some(What::ReadAs)),
        ("1,250件", "件", Some(1250.0), Some(What::ReadAs)),
        ("95%", "%", Some(95.0), None),
        ("９８％", "%", Some(98.0), Some(What::ReadAs)),
        ("92亿元", "亿元", Some(92.0), Some(What::ReadAs)),
        ("95%", "件", Some(0.95), Some(What::PercentMismatch)),
        ("约九成", "%", None, Some(What::NotANumber)),
        ("待定", "", None, Some(What::NotANumber)),
        ("1e400", "", None, Some(What::TooLarge)),
        ("-0", "分", Some(0.0), None),
        ("3月5日", "件", None, Some(What::ADate)),
        ("2025-03-05", "件", None, Some(What::ADate)),
        ("9.2.5", "分", None, Some(What::NotANumber)),
        ("#DIV/0!", "分", None, Some(What::CellError)),
        ("-3", "件", None, Some(What::Negative)),
        ("-3", "%", Some(-3.0), Some(What::Unlikely)),
        ("1.5", "起", Some(1.5), Some(What::Unlikely)),
        ("0.5%", "‰", Some(5.0), Some(What::ReadAs)),
        ("5‰", "‰", Some(5.0), Some(What::ReadAs)),
        ("35吨", "件", None, Some(What::OtherUnit)),
    ] {
        let (found, remark, _) = said(&text(typed), unit);
        assert_eq!((found, remark), (wanted, what), "{typed} under {unit}");
    }
}

#[test]
fn a_suggestion_is_made_where_one_is_near() {
    assert_eq!(said(&text("≥50个"), "个").2.as_deref(), Some("50"));
    assert_eq!(said(&text("1.2亿元"), "万元").2.as_deref(), Some("12000"));
    assert_eq!(said(&text("-3"), "件").2.as_deref(), Some("3"));
    assert_eq!(said(&number(95.0, Format::Date), "分").2.as_deref(), Some("95"));
    assert_eq!(said(&number(45_721.0, Format::Date), "分").2, None);
    assert_eq!(said(&text("约九成"), "%").2, None);
}

#[test]
fn nothing_missing_and_not_applicable_are_three_things() {
    let measure = Measure::default();
    assert_eq!(value(&text(" "), &measure).0, Found::Blank);
    assert_eq!(value(&Cell::default(), &measure).0, Found::Blank);
    for mark in ["—", "／", "/", "无", "-", "－"] {
        assert_eq!(value(&text(mark), &measure).0, Found::Entry(Entry::MISSING), "{mark}");
    }
    for mark in ["不适用", "NA", "ｎ／ａ", "不涉及"] {
        assert_eq!(value(&text(mark), &measure).0, Found::Entry(Entry::marked(Status::NotApplicable)), "{mark}");
    }
}

#[test]
fn percent_cells_are_percentages_under_percent_and_fractions_elsewhere() {
    assert_eq!(said(&number(0.87, Format::Percent(0)), "%"), (Some(87.0), None, None));
    assert_eq!(said(&number(0.57, Format::Percent(0)), "%").0, Some(57.0));
    assert_eq!(said(&number(0.5, Format::Percent(0)), "件").1, Some(What::PercentMismatch));
    assert_eq!(said(&number(132.5, Format::General), "%").1, Some(What::OverHundred));
    assert_eq!(said(&number(1e17, Format::General), "件").1, Some(What::TooLarge));
    assert_eq!(said(&number(f64::NAN, Format::General), "件").1, Some(What::NotANumber));
}

#[test]
fn targets_carry_their_direction_and_unit() {
    let read = |typed: &str, unit: &str| target(&text(typed), unit, unit == "%", false).map_err(|r| r.what);
    let of = |value: f64, direction: Option<Direction>, unit: &str| {
        Ok(Target { value: Some(value), direction, unit: unit.to_owned(), words: String::new() })
    };
    let (up, down) = (Some(Direction::HigherIsBetter), Some(Direction::LowerIsBetter));
    assert_eq!(read("≥50个", ""), of(50.0, up, "个"));
    assert_eq!(read("≤90万元", "万元"), of(90.0, down, "万元"));
    assert_eq!(read("=100%", "%"), of(100.0, None, "%"));
    assert_eq!(read("９０", "亿元"), of(90.0, None, ""));
    assert_eq!(read("１００％", "%"), of(100.0, None, "%"));
    assert_eq!(read("不低于30%", ""), of(30.0, up, "%"));
    assert_eq!(read("控制在5%以内", "%"), of(5.0, down, "%"));
    assert_eq!(read("≤15", "天"), of(15.0, down, ""));
    assert_eq!(read("95%以上", "%"), of(95.0, up, "%"));
    assert_eq!(read("达95%", "%"), of(95.0, None, "%"));
    assert_eq!(read("确保不低于90%", "%"), of(90.0, up, "%"));
    assert_eq!(read("全年不超过5件", "件"), of(5.0, down, "件"));
    assert_eq!(read("全年≤5次", "次"), of(5.0, down, "次"));
    // Two numbers are no target, and need not be mended.
    for (words, unit) in [("85%-93%", "%"), ("10-15个", "个"), ("全年1-2次", "次"), ("6.5%左右", "%"), ("达标", "")]
    {
        let kept = Ok((None, words.to_owned()));
        assert_eq!(read(words, unit).map(|t| (t.value, t.words)), kept, "{words}");
    }
    assert_eq!(read("／", "分"), Ok(Target::default()));
    assert_eq!(read("待定", "%"), Err(What::NotANumber));
    assert_eq!(read("达成预期指标", "").map(|t| (t.value, t.words)), Ok((None, "达成预期指标".to_owned())));
    assert_eq!(target(&number(0.87, Format::Percent(0)), "%", true, false).map(|t| t.value), Ok(Some(87.0)));
    assert_eq!(target(&number(0.2, Format::Percent(0)), "天", false, true).map(|t| t.value), Ok(Some(0.2)));
}

#[test]
fn an_id_that_was_counted_is_not_taken_and_one_that_is_text_stays_as_it_is() {
    assert_eq!(key(&number(113_301_000_024_900_000.0, Format::General)).map_err(|r| r.what), Err(What::LostDigits));
    assert_eq!(key(&text("113301000024909999")), Ok("113301000024909999".to_owned()));
    assert_eq!(key(&text("00012")), Ok("00012".to_owned()));
    assert_eq!(key(&number(12.0, Format::General)), Ok("12".to_owned()));
}

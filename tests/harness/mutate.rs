//! Damaged input: the same on every run, so that a failure can be repeated by its number.

use super::folder::written;
use super::table::Table;
use mingheng::engine::{Checked, Keep, assess};
use mingheng::files::open::open;
use mingheng::files::{NamedFile, indicator_scores_csv, scores_csv};
use mingheng::model::Severity;
use serde_json::Value;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A small generator of numbers (SplitMix64): its results depend on the seed alone.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5851_F42D_4C95_7F2D)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `limit` (0 for 0).
    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// Texts that a cell may suddenly hold: nothing, words, numbers at every edge, broken and hostile formulas.
const CELLS: [&str; 52] = [
    "",
    " ",
    "NA",
    "0",
    "-0",
    "1",
    "-1",
    "0.000000001",
    "-0.000001",
    "1e15",
    "-1e15",
    "1e16",
    "1e300",
    "-1e308",
    "1e400",
    "NaN",
    "inf",
    "９５",
    "1,234",
    "12%",
    "M00",
    "M12",
    "M13",
    "Q1",
    "Q5",
    "Y",
    "A",
    "B",
    "D01",
    "D02",
    "A101",
    "A203",
    "up",
    "down",
    "sum",
    "parent",
    "a/b/c/d/e",
    "1/2/3/4/5",
    "0/0/0/0/0",
    "1e15/1e15/1e15/1e15/1e15",
    "cap=1e15",
    "cap=-1",
    "cap=;cap=",
    "bands=:;else=1",
    "bands=1:1,2:2",
    "std=1|1|1|1|1",
    "groups=党代表:0,公众:0",
    "list=1e15,-1e15",
    "text=exp(x) * exp(x) / 0",
    "text=((((((((x",
    "text=ln(0 - x) ^ 1e9",
    "\u{feff}一\"二",
];

/// Rules that are understood and strain the arithmetic: overflow, division by almost nothing, ranges turned round.
const RULES: [(&str, &str); 16] = [
    ("formula", "text=exp(x) * exp(x);cap=1e15"),
    ("formula", "text=(x + 1) ^ 1e9;cap=1e15"),
    ("formula", "text=ln(x - x) + sqrt(0 - x) + 1 / (x - x)"),
    (
        "formula",
        "text=if(x > 1e14, x * x * x * x * x * x * x * x * x * x * x * x * x * x * x * x * x * x * x * x * x * x, 1 / x)",
    ),
    ("formula", "text=steps(x, 1e15: 1e15, -1e15: -1e15, else: 1e15);cap=1e15"),
    ("completion", "cap=1e15;floor=-1e15;down=inv"),
    ("growth", "cap=1e15;mode=pp"),
    ("gongxiao", "lo=0;hi=1e-15;cap=1e15"),
    ("gongxiao", "lo=min;hi=max;base=1e15"),
    ("range", "lo=1e15;hi=-1e15;wl=1e-15;wh=1e-15"),
    ("bonus", "per=1e15;max=1e15;cap=1e15"),
    ("deduct", "per=1e15;max=1e15;stop=0"),
    ("base_delta", "base=1e15;step=1e-15;plus=1e15;minus=1e15;whole=1;cap=1e15"),
    ("bands", "bands=1e15:1e15,0:-1e15;else=1e15"),
    ("rank", "step=1e15;floor=-1e15"),
    ("minmax", "eq=1e15"),
];

/// What a value of a JSON document may suddenly be: mostly another of its kind, sometimes anything.
fn other_value(value: &Value, dice: &mut Dice) -> Value {
    match value {
        Value::Number(_) if dice.below(4) > 0 => {
            let number = dice.pick(&[0.0, -0.0, 1.0, -1.0, 0.5, 1e-9, 31.0, 1e6, -1e15, 1e15, 1e100, 1.7e308]);
            serde_json::Number::from_f64(*number).map_or(Value::Null, Value::Number)
        }
        Value::String(_) if dice.below(4) > 0 => Value::String((*dice.pick(&CELLS)).to_owned()),
        Value::Bool(was) if dice.below(4) > 0 => Value::Bool(!was),
        _ => any_value(dice),
    }
}

fn any_value(dice: &mut Dice) -> Value {
    const JSON: [&str; 22] = [
        "null",
        "true",
        "false",
        "0",
        "-0.0",
        "1",
        "-1",
        "0.5",
        "1e15",
        "1e300",
        "-1e308",
        "4294967296",
        "\"\"",
        "\"NA\"",
        "\"A\"",
        "\"INVALID\"",
        "\"M13\"",
        "\"completion\"",
        "[]",
        "{}",
        "[null]",
        "{\"A\": -1}",
    ];
    serde_json::from_str(dice.pick::<&str>(&JSON)).expect("JSON")
}

/// A folder with one to three things wrong in it.
pub fn damaged(files: &[NamedFile], dice: &mut Dice) -> Vec<NamedFile> {
    let mut files = files.to_vec();
    for _ in 0..=dice.below(3) {
        if files.is_empty() {
            break;
        }
        let k = dice.below(files.len());
        match dice.below(12) {
            0 => drop(files.remove(k)),
            1..=2 => scar(&mut files[k].bytes, dice),
            3..=5 => strain_rule(&mut files, dice),
            _ if files[k].name.ends_with(".csv") => twist_table(&mut files[k].bytes, dice),
            _ => twist_json(&mut files[k].bytes, dice),
        }
    }
    files
}

/// One file with one to three things wrong in it.
pub fn damaged_document(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=dice.below(3) {
        if dice.below(10) == 0 { scar(&mut bytes, dice) } else { twist_json(&mut bytes, dice) }
    }
    bytes
}

/// Bytes lost, doubled, changed or added.
fn scar(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let at = dice.below(bytes.len() + 1);
    let end = (at + dice.below(60)).min(bytes.len());
    match dice.below(6) {
        0 => bytes.truncate(at),
        1 => drop(bytes.drain(at..end)),
        2 => {
            let piece = bytes[at..end].to_vec();
            drop(bytes.splice(at..at, piece));
        }
        3 => bytes[at..end].iter_mut().for_each(|b| *b = dice.next() as u8),
        4 => drop(bytes.splice(at..at, dice.pick(&CELLS).bytes())),
        _ => bytes.clear(),
    }
}

/// An indicator with another rule, and now and then a target that strains it further.
fn strain_rule(files: &mut [NamedFile], dice: &mut Dice) {
    let Some(file) = files.iter_mut().find(|f| f.name == "indicators.csv") else { return };
    let mut rows = rows_of(&file.bytes);
    let Some(place) = rows.first().map(|header| |name: &str| header.iter().position(|c| c == name)) else { return };
    let columns = ["method", "params", "target"].map(place);
    let row = 1 + dice.below(rows.len().saturating_sub(1));
    let (method, params) = *dice.pick(&RULES);
    let target = if dice.below(2) == 0 { *dice.pick(&["0", "1e-15", "-1e15", "1e15"]) } else { "" };
    for (column, text) in columns.into_iter().zip([method, params, target]) {
        let cell = column.and_then(|c| rows.get_mut(row).and_then(|r| r.get_mut(c)));
        if let Some(cell) = cell.filter(|_| !text.is_empty()) {
            *cell = text.to_owned();
        }
    }
    file.bytes = written(&rows);
}

fn rows_of(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    reader.records().filter_map(Result::ok).map(|r| r.iter().map(str::to_owned).collect()).collect()
}

/// A cell, a row or a column that is not what it was.
fn twist_table(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let mut rows = rows_of(bytes);
    if rows.is_empty() {
        return;
    }
    let (row, other) = (dice.below(rows.len()), dice.below(rows.len()));
    let column = dice.below(rows[row].len());
    match dice.below(8) {
        0 => {
            let copy = rows[row].clone();
            rows.insert(other, copy);
        }
        1 => drop(rows.remove(row)),
        2 => rows.swap(row, other),
        3 => rows[row].push("x".to_owned()),
        // The same column of another row: plausible, and wrong.
        4 => {
            if let (Some(cell), true) = (rows[other].get(column).cloned(), column < rows[row].len()) {
                rows[row][column] = cell;
            }
        }
        5 => rows.iter_mut().skip(1).for_each(|r| {
            if let Some(cell) = r.get_mut(column) {
                *cell = (*dice.pick(&CELLS)).to_owned();
            }
        }),
        _ => {
            if let Some(cell) = rows[row].get_mut(column) {
                *cell = (*dice.pick(&CELLS)).to_owned();
            }
        }
    }
    *bytes = written(&rows);
}

/// A value somewhere in a JSON tree that is not what it was.
fn twist_json(bytes: &mut Vec<u8>, dice: &mut Dice) {
    if let Ok(mut root) = serde_json::from_slice::<Value>(bytes) {
        // Most of the damage belongs inside: a broken envelope is refused before anybody looks further.
        match root.get_mut("document") {
            Some(document) if dice.below(20) > 0 => twist_value(document, dice),
            _ => twist_value(&mut root, dice),
        }
        *bytes = root.to_string().into_bytes();
    }
}

fn twist_value(value: &mut Value, dice: &mut Dice) {
    let stop = dice.below(40) == 0;
    match value {
        Value::Object(map) if !map.is_empty() && !stop => {
            let k = dice.below(map.len());
            let key = map.keys().nth(k).cloned().unwrap_or_default();
            if dice.below(20) == 0 {
                map.remove(&key);
            } else if let Some(next) = map.get_mut(&key) {
                twist_value(next, dice);
            }
        }
        Value::Array(all) if !all.is_empty() && !stop => {
            let k = dice.below(all.len());
            if dice.below(20) == 0 {
                all.remove(k);
            } else {
                twist_value(&mut all[k], dice);
            }
        }
        leaf => *leaf = other_value(leaf, dice),
    }
}

/// How damaged input ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    Refused,
    Assessed,
}

/// Opens and assesses: refused with an error among the findings, or assessed with a number in every cell that needs
/// one. Anything else is an error, a panic included.
pub fn survive(files: Vec<NamedFile>) -> Result<End, String> {
    let attempt = catch_unwind(AssertUnwindSafe(|| match open(files) {
        Err(findings) if findings.iter().any(|f| f.severity == Severity::Error) => Ok(End::Refused),
        Err(findings) => Err(format!("refused without an error: {findings:?}")),
        Ok(checked) => sound(&checked).map(|()| End::Assessed),
    }));
    attempt.unwrap_or_else(|panic| {
        let said = panic.downcast_ref::<String>().cloned();
        let said = said.or_else(|| panic.downcast_ref::<&str>().map(|s| (*s).to_owned()));
        Err(format!("panicked: {}", said.unwrap_or_default()))
    })
}

/// Every figure under the declared weights and under the last scheme is a decimal number, or one of the words that stand for none.
fn sound(checked: &Checked) -> Result<(), String> {
    let last = checked.document().schemes.last().map(|s| Some(s.id.as_str()));
    for scheme in std::iter::once(None).chain(last) {
        let question = checked.question(scheme, None).map_err(|f| format!("an own scheme is refused: {f:?}"))?;
        let assessment = assess(checked, &question, Keep::Indicators);
        let scores = Table::read(scores_csv(checked, &assessment).as_bytes())?;
        plain(&scores, 2, &["rank", "grade", "flags"], &["NA"])?;
        let indicators = Table::read(indicator_scores_csv(checked, &assessment).as_bytes())?;
        plain(&indicators, 2, &["flags"], &["NA", "MISSING"])?;
    }
    Ok(())
}

/// From column `first` on, every cell outside `texts` is a finite number as people write it, or one of `words`.
fn plain(table: &Table, first: usize, texts: &[&str], words: &[&str]) -> Result<(), String> {
    for row in table.rows() {
        for (k, cell) in row.cells().iter().enumerate().skip(first) {
            let decimal = cell.chars().all(|c| c.is_ascii_digit() || c == '-' || c == '.');
            let finite = decimal && cell.parse::<f64>().is_ok_and(f64::is_finite);
            let named = table.columns.get(k).is_some_and(|c| k < 10 && texts.contains(&c.as_str()));
            if !finite && !named && !words.contains(&cell.as_str()) {
                return Err(format!("{:?}: {cell:?} is no figure: {:?}", table.columns.get(k), row.cells()));
            }
        }
    }
    Ok(())
}

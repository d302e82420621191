//! Tables in HTML, as programs save them under the name of a spreadsheet and put them on the clipboard.
//!
//! Excel, WPS, LibreOffice, Word and pages of all kinds: tags that are not closed, styles that only an office knows,
//! spans beyond any table. A table within a cell is text of that cell. Cells are texts as they are shown, unless the
//! program says which number it is (`x:num`, `sdval`), or its format is that of a percentage.

use super::formats::of_code;
use super::gather::Gathering;
use super::html_tags::{Piece, Pieces, attributes, resolved};
use super::limits::{Budget, CELLS, COLUMNS, SHEETS};
use super::{Format, Range, Sheet, Unreadable, Value, Workbook};
use std::collections::BTreeMap;

/// Most rows that a cell may reach down to, as browsers have it.
const TALLEST: u32 = 65_534;
/// Most steps over columns that cells above reach into.
const STEPS: u64 = 50_000_000;

/// Reads the tables of a page, each a sheet.
///
/// # Errors
/// `UnknownKind` without a table, `Empty` with nothing but empty ones, and whatever is more than is read.
pub fn read(text: &str) -> Result<Workbook, Unreadable> {
    let mut page = Page { pieces: Pieces::new(text), formats: BTreeMap::new(), names: Vec::new(), steps: 0 };
    let mut budget = Budget::new();
    let mut sheets = Vec::new();
    let mut tables = 0_usize;
    while let Some(first) = page.next_table() {
        let name = page.names.get(tables).cloned().unwrap_or_else(|| format!("Sheet{}", tables + 1));
        tables += 1;
        let mut pushed_back = Some(first);
        // A table that begins between the rows of another is the next one.
        while let Some(first) = pushed_back.take() {
            let (sheet, next) = page.table(first, name.clone(), &mut budget)?;
            if !sheet.rows.is_empty() {
                sheets.push(sheet);
            }
            pushed_back = next;
            if sheets.len() > SHEETS {
                return Err(Unreadable::TooManyCells(CELLS));
            }
        }
    }
    match (tables, sheets.is_empty()) {
        (0, _) => Err(Unreadable::UnknownKind),
        (_, true) => Err(Unreadable::Empty),
        _ => Ok(Workbook { sheets, ..Workbook::default() }),
    }
}

struct Page<'t> {
    pieces: Pieces<'t>,
    /// By class.
    formats: BTreeMap<String, Format>,
    /// Names of sheets, as Excel and WPS write them into a remark.
    names: Vec<String>,
    steps: u64,
}

/// A tag that begins something.
struct Start<'t> {
    name: String,
    attributes: &'t str,
}

struct Table<'b> {
    sheet: Gathering<'b>,
    /// None: before the first.
    row: Option<u32>,
    column: u32,
    /// Down to which row, not included, a cell above fills the column.
    filled: Vec<u32>,
    cell: Option<OpenCell>,
    /// Tables open within the cell.
    within: u32,
    /// The column that the next `<col>` is about.
    described: u32,
}

#[derive(Default)]
struct OpenCell {
    row: u32,
    column: u32,
    letters: Letters,
    number: Option<f64>,
    /// A number, but only its text says which.
    numeric: bool,
    error: bool,
    format: Format,
}

/// The text of a cell, as a browser shows it: blanks become one, `<br>` and paragraphs begin lines.
#[derive(Default)]
struct Letters {
    text: String,
    space: bool,
    breaks: u32,
}

impl<'t> Page<'t> {
    /// Keeps what later tables need of a piece.
    fn note(&mut self, piece: &Piece) {
        match piece {
            Piece::Style(css) => formats_of(css, &mut self.formats),
            Piece::Remark(remark) => {
                let names = remark.split("<x:Name>").skip(1).filter_map(|rest| rest.split_once("</x:Name>"));
                self.names.extend(names.map(|(name, _)| resolved(name).into_owned()));
            }
            _ => {}
        }
    }

    /// The tag that a table begins with; rows and cells without a table around them are one, too.
    fn next_table(&mut self) -> Option<Start<'t>> {
        loop {
            match self.pieces.next()? {
                Piece::Tag { name, closing: false, attributes }
                    if matches!(name.as_str(), "table" | "tr" | "td" | "th") =>
                {
                    return Some(Start { name, attributes });
                }
                other => self.note(&other),
            }
        }
    }

    /// A table up to its end; and the tag of the next one, if that came first.
    fn table(
        &mut self,
        first: Start<'t>,
        name: String,
        budget: &mut Budget,
    ) -> Result<(Sheet, Option<Start<'t>>), Unreadable> {
        let mut table = Table {
            sheet: Gathering::new(budget),
            row: None,
            column: 0,
            filled: Vec::new(),
            cell: None,
            within: 0,
            described: 0,
        };
        let mut next = None;
        if first.name != "table" {
            self.begin(&mut table, &first.name, first.attributes)?;
        }
        while let Some(piece) = self.pieces.next() {
            match piece {
                Piece::Text(text) => {
                    if let Some(cell) = &mut table.cell {
                        cell.letters.add(text);
                    }
                }
                Piece::Tag { name, closing, attributes } => match (name.as_str(), closing) {
                    ("table", false) if table.cell.is_none() => {
                        next = Some(Start { name, attributes });
                        break;
                    }
                    ("table", true) if table.within == 0 => break,
                    (_, false) => self.begin(&mut table, &name, attributes)?,
                    (_, true) => table.end(&name)?,
                },
                other => self.note(&other),
            }
        }
        table.close_cell()?;
        Ok((table.sheet.finish(name, false)?, next))
    }

    /// A tag that begins something.
    fn begin(&mut self, table: &mut Table, name: &str, text: &str) -> Result<(), Unreadable> {
        match name {
            "table" => {
                table.within += 1;
                table.line();
            }
            "br" => {
                if let Some(cell) = &mut table.cell {
                    cell.letters.line_end();
                }
            }
            "td" | "th" if table.within > 0 => {
                if let Some(cell) = &mut table.cell {
                    cell.letters.space = true;
                }
            }
            "tr" | "p" | "div" | "li" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if name != "tr" || table.within > 0 => {
                table.line();
            }
            "tr" => {
                table.close_cell()?;
                table.next_row();
                let hidden = attributes(text).any(|(name, value)| name == "style" && is_hidden(&value));
                if let Some(row) = table.row.filter(|_| hidden) {
                    table.sheet.hide_row(row);
                }
            }
            "td" | "th" => self.begin_cell(table, text)?,
            "col" => {
                let (mut span, mut hidden) = (1, false);
                for (name, value) in attributes(text) {
                    match name.as_str() {
                        "span" => span = whole(&value).clamp(1, COLUMNS),
                        "style" => hidden = is_hidden(&value),
                        _ => {}
                    }
                }
                let first = table.described;
                table.described = (first + span).min(COLUMNS);
                if hidden && first < COLUMNS {
                    table.sheet.hide_columns(first, first + span - 1);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn begin_cell(&mut self, table: &mut Table, text: &str) -> Result<(), Unreadable> {
        table.close_cell()?;
        let row = table.row.unwrap_or_else(|| table.next_row());
        while table.filled.get(table.column as usize).is_some_and(|until| *until > row) {
            table.column += 1;
            self.step(1)?;
        }
        let mut cell = OpenCell { row, column: table.column, ..OpenCell::default() };
        let (mut across, mut down, mut merges) = (1, 1, true);
        for (name, value) in attributes(text) {
            match name.as_str() {
                "colspan" => across = whole(&value).clamp(1, COLUMNS),
                "rowspan" => down = if value.trim() == "0" { TALLEST } else { whole(&value).clamp(1, TALLEST) },
                "class" => {
                    let known = value.split_ascii_whitespace().find_map(|class| self.formats.get(class));
                    cell.format =
                        if cell.format == Format::General { known.copied().unwrap_or_default() } else { cell.format };
                }
                "style" => {
                    // Text that runs over empty cells beside it.
                    merges = !value.contains("mso-ignore:colspan");
                    cell.format = number_format(&value).unwrap_or(cell.format);
                }
                "x:num" | "sdval" => {
                    cell.number = plain_number(&value);
                    cell.numeric = value.is_empty();
                }
                // LibreOffice: the language, of what, the format.
                "sdnum" => cell.format = value.splitn(3, ';').nth(2).map_or(cell.format, of_code),
                "x:err" => cell.error = true,
                _ => {}
            }
        }
        let end = table.column.saturating_add(across).min(COLUMNS);
        if down > 1 {
            self.step(u64::from(end.saturating_sub(table.column)))?;
            if table.filled.len() < end as usize {
                table.filled.resize(end as usize, 0);
            }
            for until in &mut table.filled[(table.column as usize).min(end as usize)..end as usize] {
                *until = row.saturating_add(down);
            }
        }
        if merges && (across > 1 || down > 1) && end > table.column {
            let range = Range {
                first_row: row,
                first_column: table.column,
                last_row: row.saturating_add(down - 1),
                last_column: end - 1,
            };
            table.sheet.merge(range)?;
        }
        table.column = table.column.saturating_add(across);
        table.cell = Some(cell);
        Ok(())
    }

    fn step(&mut self, steps: u64) -> Result<(), Unreadable> {
        self.steps += steps;
        if self.steps > STEPS { Err(Unreadable::TooManyCells(CELLS)) } else { Ok(()) }
    }
}

impl Table<'_> {
    fn next_row(&mut self) -> u32 {
        let row = self.row.map_or(0, |row| row.saturating_add(1));
        self.row = Some(row);
        self.column = 0;
        row
    }

    /// What follows begins a line of the cell.
    fn line(&mut self) {
        if let Some(cell) = &mut self.cell {
            cell.letters.block();
        }
    }

    fn end(&mut self, name: &str) -> Result<(), Unreadable> {
        match name {
            "table" => {
                self.within = self.within.saturating_sub(1);
                self.line();
            }
            "tr" | "p" | "div" | "li" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if name != "tr" || self.within > 0 => {
                self.line();
            }
            "td" | "th" | "tr" if self.within == 0 => self.close_cell()?,
            _ => {}
        }
        Ok(())
    }

    fn close_cell(&mut self) -> Result<(), Unreadable> {
        self.within = 0;
        let Some(cell) = self.cell.take() else { return Ok(()) };
        let (row, column) = (cell.row, cell.column);
        match cell.content() {
            Some((value, format)) => self.sheet.put(row, column, value, format),
            None => Ok(()),
        }
    }
}

impl OpenCell {
    fn content(self) -> Option<(Value, Format)> {
        let text = self.letters.text;
        if text.chars().all(char::is_whitespace) {
            return None;
        }
        if self.error {
            return Some((Value::Error(text), Format::General));
        }
        if self.format == Format::Text {
            return Some((Value::Text(text), Format::Text));
        }
        let (shown, looks) = shown_number(&text);
        let says = self.number.or(if self.numeric { shown } else { None });
        let is_percent = matches!(self.format, Format::Percent(_)) && matches!(looks, Format::Percent(_));
        let number = says.or(shown.filter(|_| is_percent));
        match number {
            Some(number) if self.format != Format::General => Some((Value::Number(number), self.format)),
            // Without a format only what is shown tells a number from a date.
            Some(number) if shown.is_some() => Some((Value::Number(number), looks)),
            _ => Some((Value::Text(text), Format::General)),
        }
    }
}

impl Letters {
    fn add(&mut self, text: &str) {
        for letter in resolved(text).chars() {
            match letter {
                ' ' | '\t' | '\n' | '\r' | '\u{c}' => self.space = true,
                // A blank that stays where it is: Excel writes several blanks so.
                '\u{a0}' => self.push(' '),
                _ => self.push(letter),
            }
        }
    }

    fn push(&mut self, letter: char) {
        if !self.text.is_empty() {
            if self.breaks > 0 {
                self.text.extend((0..self.breaks).map(|_| '\n'));
            } else if self.space {
                self.text.push(' ');
            }
        }
        (self.space, self.breaks) = (false, 0);
        self.text.push(letter);
    }

    fn line_end(&mut self) {
        self.breaks = (self.breaks + 1).min(100);
    }

    fn block(&mut self) {
        self.breaks = self.breaks.max(1);
    }
}

fn is_hidden(style: &str) -> bool {
    let plain: String = style.chars().filter(|letter| !letter.is_whitespace()).collect();
    plain.to_ascii_lowercase().contains("display:none")
}

/// A count; 1 for what is none, and the most there is for what is more.
fn whole(text: &str) -> u32 {
    let digits = text.trim().split(|letter: char| !letter.is_ascii_digit()).next().unwrap_or_default();
    if digits.is_empty() { 1 } else { digits.parse().unwrap_or(u32::MAX) }
}

/// A number as programs write it.
fn plain_number(text: &str) -> Option<f64> {
    let text = text.trim();
    let plain = text.starts_with(|letter: char| letter.is_ascii_digit() || matches!(letter, '-' | '+' | '.'))
        && text.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | '-' | '+' | 'e' | 'E'));
    text.parse().ok().filter(|number: &f64| plain && number.is_finite())
}

/// The number that is shown, and how: 1,234.50 and 95.0%, the latter 0.95.
fn shown_number(text: &str) -> (Option<f64>, Format) {
    let text = text.trim();
    let bare = text.strip_suffix('%').map(str::trim_end);
    let digits = bare.unwrap_or(text).replace(',', "");
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len().min(30) as u8);
    match bare {
        Some(_) if !digits.contains(['e', 'E']) => (plain_number(&format!("{digits}e-2")), Format::Percent(decimals)),
        Some(_) => (None, Format::General),
        None if text.contains(',') => (plain_number(&digits), Format::Grouped(decimals)),
        None => (plain_number(&digits), Format::General),
    }
}

/// The formats that classes have: `.xl65 {mso-number-format:"\@";}`.
fn formats_of(css: &str, formats: &mut BTreeMap<String, Format>) {
    for rule in css.split('}') {
        let Some((selectors, body)) = rule.split_once('{') else { continue };
        let Some(format) = number_format(body) else { continue };
        for class in selectors.split('.').skip(1) {
            let end = class.find(|l: char| !l.is_alphanumeric() && !matches!(l, '-' | '_')).unwrap_or(class.len());
            formats.insert(class[..end].to_owned(), format);
        }
    }
}

/// The number format that a style names.
fn number_format(style: &str) -> Option<Format> {
    let (_, rest) = style.split_once("mso-number-format:")?;
    let mut letters = rest.trim_start().chars().peekable();
    let quote = letters.next_if(|letter| matches!(letter, '"' | '\''));
    let mut code = String::new();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => {
                let mut hex = String::new();
                while let Some(digit) = letters.next_if(|l| hex.len() < 6 && l.is_ascii_hexdigit()) {
                    hex.push(digit);
                }
                match u32::from_str_radix(&hex, 16).ok().and_then(char::from_u32) {
                    // Excel writes four digits. Fewer are digits of the format.
                    Some(letter) if hex.len() >= 4 => {
                        code.push(letter);
                        letters.next_if_eq(&' ');
                    }
                    _ if !hex.is_empty() => code.push_str(&hex),
                    _ => code.extend(letters.next()),
                }
            }
            _ if Some(letter) == quote || quote.is_none() && letter == ';' => break,
            _ => code.push(letter),
        }
    }
    Some(match code.trim().to_ascii_lowercase().as_str() {
        "general" => Format::General,
        "percent" => Format::Percent(2),
        "fixed" => Format::Fixed(2),
        "standard" => Format::Grouped(2),
        "short date" | "medium date" | "long date" => Format::Date,
        "general date" | "short time" | "medium time" | "long time" => Format::Moment,
        _ => of_code(code.trim()),
    })
}

#[cfg(test)]
#[path = "html_tests.rs"]
mod tests;

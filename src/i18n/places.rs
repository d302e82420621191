//! Where a finding is, as people say it: the file, the line, the column, or the thing with its id.

use super::Language;
use super::names::cut;
use crate::model::At;

/// The place in words, for example `measurements.csv 第 14 行 value 列`. Never empty: what has no place concerns the
/// document as a whole.
pub fn place(language: Language, at: &At) -> String {
    let node = cut(&at.node);
    match (in_file(language, at), node.is_empty()) {
        (Some(file), true) => file,
        (Some(file), false) => say!(language, "{file}（{node}）", "{file} ({node})"),
        (None, false) => say!(language, "编号 {node}", "item {node}"),
        (None, true) => say!(language, "整个文档", "the document as a whole"),
    }
}

/// The place inside a file or table; none: the finding has neither file nor line nor column.
fn in_file(language: Language, at: &At) -> Option<String> {
    let (file, line, column) = (cut(&at.file), at.line, cut(&at.column));
    let mut parts = Vec::new();
    if !file.is_empty() {
        parts.push(file);
    }
    if line > 0 {
        parts.push(say!(language, "第 {line} 行", "line {line}"));
    }
    if !column.is_empty() {
        parts.push(match kind(&column) {
            Column::Number => say!(language, "第 {column} 列", "column {column}"),
            Column::Path => say!(language, "{column} 处", "at {column}"),
            Column::Name => say!(language, "{column} 列", "column {column}"),
        });
    }
    (!parts.is_empty()).then(|| parts.join(say!(language, " ", ", ").as_str()))
}

/// What the text of [`At::column`] is.
enum Column {
    /// A position counted from 1.
    Number,
    /// The way to a value inside JSON.
    Path,
    /// The heading of a column.
    Name,
}

fn kind(column: &str) -> Column {
    if column.bytes().all(|byte| byte.is_ascii_digit()) {
        Column::Number
    } else if column.contains(['.', '[', '/']) || column.starts_with('$') {
        Column::Path
    } else {
        Column::Name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(at: At) -> [String; 2] {
        Language::ALL.map(|language| place(language, &at))
    }

    #[test]
    fn a_cell_is_named_by_file_line_and_column() {
        let [chinese, english] = both(At::cell("measurements.csv", 14, "value"));
        assert_eq!(chinese, "measurements.csv 第 14 行 value 列");
        assert_eq!(english, "measurements.csv, line 14, column value");
    }

    #[test]
    fn a_place_in_json_is_a_path_and_a_position_is_counted() {
        assert_eq!(both(At::cell("a.json", 0, "set.indicators[3].rule"))[0], "a.json set.indicators[3].rule 处");
        assert_eq!(both(At::cell("a.json", 7, "12"))[1], "a.json, line 7, column 12");
    }

    #[test]
    fn a_node_stands_alone_or_beside_its_cell() {
        assert_eq!(both(At::node("A101")), ["编号 A101", "item A101"]);
        let mut at = At::cell("indicators.csv", 2, "params");
        at.node = "A101".to_owned();
        assert_eq!(
            both(at),
            ["indicators.csv 第 2 行 params 列（A101）", "indicators.csv, line 2, column params (A101)"]
        );
    }

    #[test]
    fn what_has_no_place_concerns_the_whole_document() {
        assert_eq!(both(At::default()), ["整个文档", "the document as a whole"]);
    }
}

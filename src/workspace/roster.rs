//! A list of subjects as somebody types or pastes it: one per line, with or without a category.

/// Names, each with the category that was written after it (empty: none). The separator is a tab, else the last comma
/// of either kind; lines without a name are left out, and so is the second line with the same name.
pub fn subjects(text: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        let parted = line.split_once('\t').or_else(|| line.rsplit_once([',', '，']));
        let (name, category) = parted.unwrap_or((line, ""));
        let (name, category) = (name.trim(), category.split('\t').next().unwrap_or_default().trim());
        if !name.is_empty() && found.iter().all(|(known, _)| known != name) {
            found.push((name.to_owned(), category.to_owned()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::subjects;

    #[test]
    fn names_come_one_per_line_with_a_category_after_a_tab_or_a_comma() {
        let text = "市统战部\tA\r\n市财政局，B 类\n 市发改委 , B\n\n市团市委\n";
        let pair = |name: &str, category: &str| (name.to_owned(), category.to_owned());
        let expected = [pair("市统战部", "A"), pair("市财政局", "B 类"), pair("市发改委", "B"), pair("市团市委", "")];
        assert_eq!(subjects(text), expected);
    }

    #[test]
    fn a_pasted_row_of_more_cells_gives_the_first_two_and_a_name_counts_once() {
        assert_eq!(subjects("甲\tA\t3\n甲\tB\n\tA\n"), [("甲".to_owned(), "A".to_owned())]);
    }

    #[test]
    fn a_name_with_a_comma_of_its_own_needs_a_tab() {
        assert_eq!(subjects("Leeds, North\tA"), [("Leeds, North".to_owned(), "A".to_owned())]);
    }
}

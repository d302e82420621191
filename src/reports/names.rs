//! Names of files and sheets that every system takes.

/// Most characters of a file's name, its ending included.
const LONGEST: usize = 80;
/// Most characters of a sheet's name.
const LONGEST_SHEET: usize = 31;

/// `市绩效_考核结果_2026年9月1日.xlsx`: the longest part is cut where the whole is too long.
pub(super) fn file_name(parts: &[&str], ending: &str) -> String {
    let mut parts: Vec<String> = parts.iter().map(|part| plain(part)).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() {
        parts.push("mingheng".to_owned());
    }
    let count = |text: &str| text.chars().count();
    let ends = count(ending) + parts.len();
    let over = (parts.iter().map(|part| count(part)).sum::<usize>() + ends).saturating_sub(LONGEST);
    if let Some(longest) = parts.iter_mut().max_by_key(|part| count(part)) {
        let kept: String = longest.chars().take(count(longest).saturating_sub(over).max(1)).collect();
        *longest = plain(&kept);
    }
    let name: String = parts.join("_").chars().take(LONGEST - count(ending) - 1).collect();
    // Windows keeps these for devices, whatever the ending.
    let bare = name.split('.').next().unwrap_or_default().to_ascii_uppercase();
    let numbered = bare.strip_prefix("COM").or_else(|| bare.strip_prefix("LPT"));
    let is_device = ["CON", "PRN", "AUX", "NUL"].contains(&bare.as_str())
        || numbered.is_some_and(|n| n.len() == 1 && n.starts_with(|c: char| c.is_ascii_digit()));
    let mark = if is_device { "_" } else { "" };
    format!("{mark}{name}.{ending}")
}

/// The names, each once: what is there already gets a number. Names that differ in case only are the same.
pub(super) fn unique(names: Vec<String>, longest: usize) -> Vec<String> {
    let mut taken = std::collections::BTreeSet::new();
    let mut next = |name: String| {
        if taken.insert(name.to_lowercase()) {
            return name;
        }
        let (stem, ending) = match name.rsplit_once('.') {
            Some((stem, ending)) => (stem.to_owned(), format!(".{ending}")),
            None => (name, String::new()),
        };
        let mut count = 2_usize;
        loop {
            let end = format!("_{count}{ending}");
            let stem: String = stem.chars().take(longest.saturating_sub(end.chars().count())).collect();
            let name = format!("{stem}{end}");
            if taken.insert(name.to_lowercase()) {
                return name;
            }
            count += 1;
        }
    };
    names.into_iter().map(&mut next).collect()
}

/// Names of files, each once.
pub(super) fn unique_files(names: Vec<String>) -> Vec<String> {
    unique(names, LONGEST)
}

/// Names of sheets as a workbook takes them, each once.
pub(super) fn sheet_names(names: Vec<String>) -> Vec<String> {
    let fit = |name: String| {
        let kept: String =
            name.chars().map(|c| if c.is_control() || "[]:*?/\\.".contains(c) { '_' } else { c }).collect();
        let kept: String = kept.trim().trim_matches('\'').chars().take(LONGEST_SHEET).collect();
        if kept.is_empty() { "_".to_owned() } else { kept }
    };
    unique(names.into_iter().map(fit).collect(), LONGEST_SHEET)
}

/// Without what file systems refuse, and without spaces or dots around it.
fn plain(text: &str) -> String {
    let mut kept = String::new();
    for c in text.chars() {
        let c = match c {
            c if c.is_whitespace() => ' ',
            c if c.is_control() || "/\\:*?\"<>|".contains(c) => '_',
            // Marks that turn the direction of writing hide an ending.
            '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' => continue,
            c => c,
        };
        if !(c == ' ' && kept.ends_with(' ')) {
            kept.push(c);
        }
    }
    kept.trim_matches(|c: char| c == '.' || c == ' ').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r58_a_file_name_is_one_that_every_system_takes() {
        for (parts, name) in [
            (&["绩效/..\\结果:*?\"<>|", "2026年9月1日"][..], "绩效_.._结果________2026年9月1日.xlsx"),
            (&["CON"], "_CON.xlsx"),
            (&["com1"], "_com1.xlsx"),
            (&["考核. . ."], "考核.xlsx"),
            (&["  a \t b  "], "a b.xlsx"),
            (&["a\u{202E}fdp"], "afdp.xlsx"),
            (&["", "结果"], "结果.xlsx"),
            (&["..."], "mingheng.xlsx"),
        ] {
            assert_eq!(file_name(parts, "xlsx"), name);
        }
    }

    #[test]
    fn r58_a_long_title_is_cut_and_the_date_stays() {
        let name = file_name(&[&"长".repeat(200), "考核结果", "2026年9月1日"], "xlsx");
        assert_eq!(name.chars().count(), 80);
        assert!(name.ends_with("长_考核结果_2026年9月1日.xlsx"), "{name}");
    }

    #[test]
    fn names_that_are_taken_get_a_number() {
        let names = ["甲.xlsx", "甲.xlsx", "A.xlsx", "a.xlsx", "甲_2.xlsx"].map(str::to_owned).to_vec();
        assert_eq!(unique_files(names), ["甲.xlsx", "甲_2.xlsx", "A.xlsx", "a_2.xlsx", "甲_2_2.xlsx"]);
    }

    #[test]
    fn names_of_sheets_are_short_and_each_once() {
        let long = "很长的工作表名称".repeat(5);
        let names = sheet_names(vec!["a/b".into(), "A_B".into(), long.clone(), long, String::new(), "'x'".into()]);
        assert_eq!(names[..2], ["a_b", "A_B_2"]);
        assert!(names.iter().all(|name| name.chars().count() <= 31));
        assert!(names[3].ends_with("_2") && names[4] == "_" && names[5] == "x");
    }
}

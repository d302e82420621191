//! Source text with just enough understanding to check rules about it.
//!
//! Knows where comments, texts and tests begin and end. Must never know which rules there are.

use std::collections::BTreeSet;
use std::path::Path;

/// One file under `src`.
#[derive(Clone, Debug)]
pub struct Source {
    /// For example `engine/check.rs`.
    pub path: String,
    /// As written.
    pub text: String,
    /// Without comments and without what stands inside quotes; every line stays where it is.
    pub code: String,
    /// `code` without its tests.
    pub production: String,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Source {
        let code = blanked(text);
        let production = without_tests(&code);
        Source { path: path.to_owned(), text: text.to_owned(), code, production }
    }

    /// The folder under `src`, or the file's own name for a room of one file.
    pub fn room(&self) -> &str {
        self.path.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }

    /// Lines that are no tests.
    pub fn lines_of_production(&self) -> usize {
        let tests = self.code.lines().zip(self.production.lines()).filter(|(code, left)| code != left).count();
        self.text.lines().count() - tests
    }

    /// The lines of production code on which `wanted` is found, from 1.
    pub fn lines_with(&self, wanted: impl Fn(&str) -> bool) -> Vec<usize> {
        self.production.lines().enumerate().filter(|(_, line)| wanted(line)).map(|(k, _)| k + 1).collect()
    }
}

/// Every file under `root`. Files that only tests include (`#[cfg(test)] mod x;`) have no production code.
pub fn sources(root: &Path) -> Vec<Source> {
    let mut found = Vec::new();
    walk(root, "", &mut found);
    assert!(found.len() > 50, "{}: only {} files", root.display(), found.len());
    mark_test_files(&mut found);
    found
}

fn walk(folder: &Path, prefix: &str, found: &mut Vec<Source>) {
    let mut paths: Vec<_> = std::fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() {
            walk(&path, &format!("{prefix}{name}/"), found);
        } else if name.ends_with(".rs") {
            let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            found.push(Source::new(&format!("{prefix}{name}"), &text));
        }
    }
}

/// Takes the production code away from files that are declared as tests, by name or by `#[path = "…"]`, and from all
/// that is in a folder of such a name.
pub fn mark_test_files(sources: &mut [Source]) {
    let mut tests = BTreeSet::new();
    for source in sources.iter() {
        let folder = source.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let lines = source.text.lines().zip(source.code.lines()).zip(source.production.lines());
        for ((line, _), _) in lines.filter(|((_, code), left)| code != left) {
            let line = line.trim().trim_start_matches("pub ");
            let name = line.strip_prefix("mod ").and_then(|l| l.strip_suffix(';')).map(|name| format!("{name}.rs"));
            let path = line.strip_prefix("#[path = \"").and_then(|l| l.strip_suffix("\"]")).map(str::to_owned);
            tests.extend(name.or(path).map(|file| format!("{folder}/{file}")));
        }
    }
    let within = |path: &str| path.match_indices('/').any(|(at, _)| tests.contains(&format!("{}.rs", &path[..at])));
    for source in sources.iter_mut().filter(|s| tests.contains(&s.path) || within(&s.path)) {
        source.production = source.code.lines().map(|_| "\n").collect();
    }
}

/// The text with comments and the insides of quotes replaced by spaces.
pub fn blanked(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let at = |k: usize| letters.get(k).copied().unwrap_or('\0');
    let mut code = String::with_capacity(text.len());
    let mut k = 0;
    let blank = |code: &mut String, from: usize, to: usize| {
        code.extend(letters[from..to.min(letters.len())].iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
    };
    while k < letters.len() {
        let is_name = k > 0 && (at(k - 1).is_alphanumeric() || at(k - 1) == '_');
        let end = match at(k) {
            '/' if at(k + 1) == '/' => (k..letters.len()).find(|e| at(*e) == '\n').unwrap_or(letters.len()),
            '/' if at(k + 1) == '*' => end_of_comment(&letters, k),
            'r' | 'b' if !is_name && raw_quote(&letters, k).is_some() => {
                let (open, hashes) = raw_quote(&letters, k).unwrap_or((k, 0));
                let closes = |e: usize| at(e) == '"' && (1..=hashes).all(|h| at(e + h) == '#');
                (open + 1..letters.len()).find(|e| closes(*e)).map_or(letters.len(), |e| e + 1 + hashes)
            }
            '"' => end_of_quote(&letters, k, '"'),
            // A lifetime has no closing quote.
            '\'' if at(k + 1) == '\\' || at(k + 2) == '\'' => end_of_quote(&letters, k, '\''),
            other => {
                code.push(other);
                k += 1;
                continue;
            }
        };
        if at(k) == '"' {
            // The quotes themselves stay: `expect("")` is still seen to have a text.
            code.push('"');
            blank(&mut code, k + 1, end.saturating_sub(1));
            code.push('"');
        } else {
            blank(&mut code, k, end);
        }
        k = end;
    }
    code
}

fn end_of_comment(letters: &[char], from: usize) -> usize {
    let (mut depth, mut k) = (0_usize, from);
    while k + 1 < letters.len() {
        match (letters[k], letters[k + 1]) {
            ('/', '*') => depth += 1,
            ('*', '/') => depth -= 1,
            _ => {
                k += 1;
                continue;
            }
        }
        k += 2;
        if depth == 0 {
            return k;
        }
    }
    letters.len()
}

fn end_of_quote(letters: &[char], from: usize, quote: char) -> usize {
    let mut k = from + 1;
    while k < letters.len() && letters[k] != quote {
        k += if letters[k] == '\\' { 2 } else { 1 };
    }
    (k + 1).min(letters.len())
}

/// Where a raw text opens (`r"`, `r#"`, `br"`), and with how many hashes.
fn raw_quote(letters: &[char], from: usize) -> Option<(usize, usize)> {
    let mut k = from + usize::from(letters[from] == 'b');
    if letters.get(k) != Some(&'r') {
        return None;
    }
    k += 1;
    let hashes = letters[k..].iter().take_while(|c| **c == '#').count();
    (letters.get(k + hashes) == Some(&'"')).then_some((k + hashes, hashes))
}

/// Blanked code without the items marked `#[cfg(test)]`.
pub fn without_tests(code: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let mut left = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(start) = rest.find(MARK) {
        let (before, item) = rest.split_at(start);
        left.push_str(before);
        let mut depth = 0_i32;
        let end = item.char_indices().skip(MARK.len()).find(|(_, c)| {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            depth == 0 && (*c == '}' || *c == ';')
        });
        let end = end.map_or(item.len(), |(k, c)| k + c.len_utf8());
        left.extend(item[..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        rest = &item[end..];
    }
    left.push_str(rest);
    left
}

/// The first names behind `root::` (`crate` or `mingheng`), in paths and in groups of them.
pub fn imports(code: &str, root: &str) -> BTreeSet<String> {
    let start = format!("{root}::");
    let mut names = BTreeSet::new();
    for (k, _) in code.match_indices(&start) {
        let is_name = code[..k].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
        if is_name {
            continue;
        }
        let rest = &code[k + start.len()..];
        if rest.starts_with('{') {
            let mut depth = 0;
            let mut name = String::new();
            for c in rest.chars() {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    ',' if depth == 1 => name.push(' '),
                    c if depth == 1 => name.push(c),
                    _ => {}
                }
                if depth == 0 {
                    break;
                }
            }
            names.extend(name.split_whitespace().map(first_name).filter(|n| !n.is_empty()));
        } else {
            names.insert(first_name(rest));
        }
    }
    names
}

fn first_name(path: &str) -> String {
    let end = path.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '*')).unwrap_or(path.len());
    path[..end].to_owned()
}

/// Whether `word` stands in the line by itself: not as a part of a longer name.
pub fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(k, _)| {
        let inside = |c: char| c.is_alphanumeric() || c == '_';
        !line[..k].ends_with(inside) && !line[k + word.len()..].starts_with(inside)
    })
}

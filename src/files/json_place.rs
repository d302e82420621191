//! Where in a JSON text something is, as a path: `$.document.set.indicators[3].points`.

/// Longest part of a path and most parts that are shown, in characters.
const LONGEST_NAME: usize = 40;
const DEEPEST: usize = 12;
/// Longest reason, in characters: a parser quotes what it found, however long.
const LONGEST_REASON: usize = 160;

enum Inside {
    /// The name of the member, once it is read.
    Object(Option<String>),
    List(usize),
}

/// The path of what stands at this line and column (both from 1, columns in bytes, as the parser counts them); `lacks`:
/// of the object in which something is missed there, after its last member.
pub(super) fn place(text: &[u8], line: usize, column: usize, lacks: bool) -> String {
    let lines: usize = text.split(|byte| *byte == b'\n').take(line.saturating_sub(1)).map(|line| line.len() + 1).sum();
    // What stands there itself is not read: a bracket there closes what the error is about.
    let end = (lines + column.saturating_sub(1)).min(text.len());
    let mut inside: Vec<Inside> = Vec::new();
    let mut at = 0;
    while at < end {
        match text[at] {
            b'{' => inside.push(Inside::Object(None)),
            b'[' => inside.push(Inside::List(0)),
            b'}' | b']' => {
                inside.pop();
            }
            b',' => match inside.last_mut() {
                Some(Inside::Object(name)) => *name = None,
                Some(Inside::List(place)) => *place += 1,
                None => {}
            },
            b'"' => {
                let start = at + 1;
                at = start;
                while at < text.len() && text[at] != b'"' {
                    at += if text[at] == b'\\' { 2 } else { 1 };
                }
                if let Some(Inside::Object(name @ None)) = inside.last_mut() {
                    let read = text.get(start..at).unwrap_or_default();
                    *name = Some(String::from_utf8_lossy(read).into_owned());
                }
            }
            _ => {}
        }
        at += 1;
    }
    if let Some(Inside::Object(name)) = inside.last_mut().filter(|_| lacks) {
        *name = None;
    }
    let mut path = "$".to_owned();
    for part in inside.iter().take(DEEPEST) {
        match part {
            Inside::Object(Some(name)) => {
                path.push('.');
                path.extend(name.chars().take(LONGEST_NAME));
            }
            Inside::Object(None) => {}
            Inside::List(place) => path.push_str(&format!("[{place}]")),
        }
    }
    if inside.len() > DEEPEST {
        path.push('…');
    }
    path
}

/// A parser's reason, not longer than a person reads; where it is stays at its end.
pub(super) fn cut(reason: &str) -> String {
    if reason.chars().count() <= LONGEST_REASON {
        return reason.to_owned();
    }
    let (reason, place) = reason.rsplit_once(" at line ").unwrap_or((reason, ""));
    let start: String = reason.chars().take(LONGEST_REASON).collect();
    if place.is_empty() { format!("{start}…") } else { format!("{start}… at line {place}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_the_way_to_it() {
        let text = b"{\"a\": {\"b,\\\"\": [1, {\"c\": tru }]}}";
        let column = |what: &[u8]| text.windows(what.len()).position(|part| part == what).expect("it is there") + 1;
        assert_eq!(place(text, 1, column(b"tru"), false), "$.a.b,\\\"[1].c");
        assert_eq!(place(text, 1, column(b"1,"), false), "$.a.b,\\\"[0]");
        assert_eq!(place(b"{\n\"x\":\n 5}", 3, 2, false), "$.x");
        assert_eq!(place(b"{\"x\": {\"y\": 5}}", 1, 13, true), "$.x");
        assert_eq!(place(b"", 0, 0, false), "$");
        assert_eq!(place(b"[[[[[[[[[[[[[[", 1, 14, false), "$[0][0][0][0][0][0][0][0][0][0][0][0]…");
    }

    #[test]
    fn a_long_reason_keeps_its_beginning_and_its_place() {
        let short = cut(&format!("invalid type: string \"{}\", expected a map at line 1 column 9", "长".repeat(1000)));
        assert!(short.starts_with("invalid type: string \"长") && short.ends_with("长… at line 1 column 9"), "{short}");
        assert!(short.chars().count() < 200);
    }
}

//! The house rules, read from the source: rooms, imports, and what must not be called where.
//!
//! Holds `docs/architecture.md`, the map in `src/lib.rs` and the code against each other, both ways. Every rule is a
//! function from sources to complaints, and every rule is shown to complain about a sample that breaks it.

mod sources;

use mingheng::model::Status;
use mingheng::rules::METHODS;
use sources::{Source, has_word, imports, mark_test_files, sources};
use std::collections::BTreeSet;
use std::path::Path;

/// Most lines of a file, without its tests.
const LONGEST: usize = 500;

/// Files that are no room: the map and the doors.
const DOORS: [(&str, &str); 4] =
    [("main.rs", "ui"), ("bin/worker.rs", "worker"), ("bin/clerk.rs", "worker"), ("bin/mingheng.rs", "command_line")];

/// Nobody imports these.
const TOP: [&str; 2] = ["ui", "command_line"];

/// Rooms that see nothing but their arguments.
const SEALED: [&str; 12] = [
    "model",
    "edit",
    "formula",
    "rules",
    "standards",
    "engine",
    "analysis",
    "explain",
    "store",
    "intake",
    "i18n",
    "reports",
];
const OUTSIDE: [&str; 8] =
    ["std::fs", "std::time", "std::env", "std::net", "std::process", "std::thread", "std::io", "Instant"];
const BROWSER: [&str; 6] = ["web_sys", "js_sys", "leptos", "wasm_bindgen", "wasm_bindgen_futures", "gloo_storage"];
/// Where the browser is, besides `ui`.
const IN_THE_BROWSER: [&str; 6] = [
    "worker/client.rs",
    "worker/post.rs",
    "worker/clerk_client.rs",
    "worker/clerk_post.rs",
    "store/indexed_db.rs",
    "store/tabs.rs",
];

/// Where numbers jump.
const NUMBERS: &str = "formula/number.rs";
/// Other files that may round, and why.
const MAY_ROUND: [(&str, &str); 2] = [
    ("ui/summary.rs", "counts which bar of the histogram a total falls in; nothing of it is written as a figure"),
    ("workspace/window.rs", "counts rows of pixels; no figure of an assessment passes"),
];

/// Files that may hold a hash map, and why that cannot be seen in a result.
const MAY_HASH: [(&str, &str); 5] = [
    ("engine/frame.rs", "finds a subject by id, a group by name; order comes from the list of subjects"),
    ("engine/lists.rs", "finds a subject's ballots and a fact's largest event; order comes from the document"),
    ("files/folder.rs", "finds places by id and repeated rows; order comes from the file"),
    ("ui/glide.rs", "remembers where rows stood on the screen"),
    ("ui/store.rs", "finds a row by its subject"),
];

struct Room {
    name: String,
    may_import: Vec<String>,
}

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn real() -> Vec<Source> {
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
}

/// The table of rooms in the text of `docs/architecture.md`.
fn rooms(page: &str) -> Vec<Room> {
    let rows = page.lines().skip_while(|l| !l.starts_with("| room | what it is | may import |")).skip(2);
    let ticked = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    rows.take_while(|l| l.starts_with('|'))
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').collect();
            let name = cells.first().map(|c| ticked(c)).unwrap_or_default().concat();
            Room { name, may_import: cells.last().map(|c| ticked(c)).unwrap_or_default() }
        })
        .collect()
}

/// The modules of `lib.rs`, in order.
fn map(lib: &str) -> Vec<String> {
    lib.lines().filter_map(|l| l.strip_prefix("pub mod ")?.strip_suffix(';')).map(str::to_owned).collect()
}

fn is_room_file(source: &Source) -> bool {
    source.path != "lib.rs" && !DOORS.iter().any(|(door, _)| *door == source.path)
}

// The rules

/// The table, the map and the folders name the same rooms, the first two in the same order.
fn rooms_agree(rooms: &[Room], map: &[String], sources: &[Source]) -> Vec<String> {
    let listed: Vec<String> = rooms.iter().map(|r| r.name.clone()).collect();
    let mut complaints = Vec::new();
    if listed != map {
        complaints.push(format!("docs/architecture.md lists {listed:?}, src/lib.rs {map:?}"));
    }
    let there: BTreeSet<String> = sources.iter().filter(|s| is_room_file(s)).map(|s| s.room().to_owned()).collect();
    let named: BTreeSet<String> = listed.into_iter().collect();
    complaints.extend(there.difference(&named).map(|r| format!("src/{r} is not in docs/architecture.md")));
    complaints.extend(named.difference(&there).map(|r| format!("docs/architecture.md lists {r}, which is not there")));
    complaints
}

/// Every room imports exactly what its row says, tests at most what stands above; nobody imports the top.
fn imports_agree(rooms: &[Room], sources: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    let place = |name: &str| rooms.iter().position(|r| r.name == name);
    for (k, room) in rooms.iter().enumerate() {
        let mut used: BTreeSet<String> = BTreeSet::new();
        for source in sources.iter().filter(|s| is_room_file(s) && s.room() == room.name) {
            for name in imports(&source.code, "crate").into_iter().filter(|n| *n != room.name) {
                match place(&name) {
                    None => complaints.push(format!("{} imports crate::{name}, which is no room", source.path)),
                    Some(other) if other > k => {
                        complaints.push(format!("{} imports {name}, which is above it", source.path))
                    }
                    Some(_) => {}
                }
                if TOP.contains(&name.as_str()) {
                    complaints.push(format!("{} imports {name}; nobody may", source.path));
                }
            }
            used.extend(imports(&source.production, "crate").into_iter().filter(|n| *n != room.name));
            // `super` must not be a back door out of the room.
            let out = if source.path.ends_with("/mod.rs") || !source.path.contains('/') {
                "super::"
            } else {
                "super::super::"
            };
            let lines = source.lines_with(|l| l.contains(out));
            complaints.extend(lines.iter().map(|l| format!("{}:{l} leaves its room through {out}", source.path)));
        }
        let may: BTreeSet<String> = room.may_import.iter().cloned().collect();
        let name = &room.name;
        complaints
            .extend(used.difference(&may).map(|u| format!("{name} imports {u}; docs/architecture.md says it may not")));
        complaints.extend(
            may.difference(&used).map(|u| format!("{name} may import {u} in docs/architecture.md, and does not")),
        );
        let early = room.may_import.iter().filter(|u| place(u).is_none_or(|other| other >= k));
        complaints.extend(
            early.map(|u| format!("docs/architecture.md lets {name} import {u}, which is not listed before it")),
        );
    }
    for source in sources.iter().filter(|s| s.room() == "formula") {
        for (k, _) in source.code.match_indices("crate::model") {
            if !source.code[k..].starts_with("crate::model::Status") {
                complaints.push(format!("{} knows more of model than Status", source.path));
            }
        }
    }
    for (door, room) in DOORS {
        let opened = sources.iter().find(|s| s.path == door).map(|s| imports(&s.production, "mingheng"));
        if opened != Some(BTreeSet::from([room.to_owned()])) {
            complaints.push(format!("{door} leads to {opened:?}, not to {room}"));
        }
    }
    complaints
}

/// Sealed rooms see nothing outside; only the page and the two ends of the worker see the browser.
fn sealed(sources: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for source in sources.iter().filter(|s| is_room_file(s)) {
        let mut forbidden: Vec<&str> = Vec::new();
        if SEALED.contains(&source.room()) {
            forbidden.extend(OUTSIDE);
        }
        if source.room() == "files" || source.room() == "workspace" {
            // Bytes are arguments here too; reading from bytes in memory is all of `std::io` that they need.
            forbidden.extend(OUTSIDE.iter().filter(|w| **w != "std::io"));
        }
        if source.room() != "ui" && !IN_THE_BROWSER.contains(&source.path.as_str()) {
            forbidden.extend(BROWSER);
        }
        for word in forbidden {
            let lines = source.lines_with(|l| has_word(l, word));
            complaints.extend(lines.iter().map(|l| format!("{}:{l} knows {word}", source.path)));
        }
    }
    complaints
}

/// Functions of `f64` that round, or that are not the same on every machine, are called in one file.
fn numbers_jump_in_one_place(sources: &[Source]) -> Vec<String> {
    const METHODS: [&str; 26] = [
        "round",
        "round_ties_even",
        "floor",
        "ceil",
        "trunc",
        "powf",
        "powi",
        "sqrt",
        "cbrt",
        "exp",
        "exp2",
        "exp_m1",
        "ln",
        "ln_1p",
        "log",
        "log2",
        "log10",
        "sin",
        "cos",
        "tan",
        "asin",
        "acos",
        "atan",
        "atan2",
        "hypot",
        "mul_add",
    ];
    let calls = |line: &str| {
        METHODS.iter().find(|m| {
            line.contains(&format!(".{m}("))
                || has_word(line, &format!("f64::{m}"))
                || has_word(line, &format!("f32::{m}"))
        })
    };
    let may = |path: &str| path == NUMBERS || MAY_ROUND.iter().any(|(file, _)| *file == path);
    let mut complaints = Vec::new();
    for source in sources {
        let lines = source.lines_with(|l| calls(l).is_some() || has_word(l, "libm"));
        if may(&source.path) {
            complaints.extend(lines.is_empty().then(|| format!("{} need not round", source.path)));
            continue;
        }
        complaints.extend(lines.iter().map(|l| format!("{}:{l} rounds or computes beside {NUMBERS}", source.path)));
    }
    complaints
}

/// Hash maps stand only where a reason is written, and are nowhere iterated over.
fn no_order_of_hash_maps(sources: &[Source]) -> Vec<String> {
    let hashes = |line: &str| has_word(line, "HashMap") || has_word(line, "HashSet");
    let mut complaints = Vec::new();
    for source in sources {
        let lines = source.lines_with(hashes);
        let listed = MAY_HASH.iter().any(|(file, _)| *file == source.path);
        match (listed, lines.first()) {
            (false, Some(line)) => complaints.push(format!("{}:{line} holds a hash map without a reason", source.path)),
            (true, None) => complaints.push(format!("{} is listed for a hash map that it does not hold", source.path)),
            _ => {}
        }
        let named = source.production.lines().filter(|l| hashes(l)).filter_map(|l| {
            let name = l.split_once("let ")?.1.trim_start_matches("mut ");
            Some(name.split(|c: char| !(c.is_alphanumeric() || c == '_')).next()?.to_owned())
        });
        for name in named.filter(|n| !n.is_empty()) {
            let walks = ["iter()", "keys()", "values()", "into_iter()", "into_keys()", "into_values()", "drain()"];
            let walked = source.lines_with(|l| {
                walks.iter().any(|w| has_word(l, &format!("{name}.{}", w.trim_end_matches("()"))))
                    || l.contains(&format!(" in {name} {{"))
                    || l.contains(&format!(" in &{name} {{"))
            });
            complaints.extend(walked.iter().map(|l| format!("{}:{l} iterates over the hash map {name}", source.path)));
        }
    }
    complaints
}

/// Nothing gives up: no room panics on purpose.
fn nothing_panics(sources: &[Source]) -> Vec<String> {
    const WAYS: [&str; 7] =
        [".unwrap()", ".unwrap_err()", ".expect(\"", "panic!", "todo!", "unimplemented!", "unreachable!"];
    let mut complaints = Vec::new();
    for source in sources {
        // A parser may have a verb `expect` of its own.
        let own_verb = source.production.contains("fn expect(");
        for way in WAYS {
            let lines = source.lines_with(|l| {
                let l = if own_verb { l.replace("self.expect(", "") } else { l.to_owned() };
                l.contains(way)
            });
            complaints.extend(lines.iter().map(|l| format!("{}:{l} {way}", source.path)));
        }
    }
    complaints
}

/// No file is long, and every file says what it is.
fn files_are_short_and_have_a_head(sources: &[Source]) -> Vec<String> {
    let long = sources.iter().map(|s| (s, s.lines_of_production())).filter(|(_, lines)| *lines > LONGEST);
    let mut complaints: Vec<String> = long.map(|(s, lines)| format!("{} has {lines} lines", s.path)).collect();
    complaints
        .extend(sources.iter().filter(|s| !s.text.starts_with("//! ")).map(|s| format!("{} has no head", s.path)));
    complaints
}

/// Every rule's file says what it measures, how, and where it comes from.
fn rules_are_documented(sources: &[Source]) -> Vec<String> {
    const PARTS: [&str; 6] = ["Measures", "Formula", "arameters", "Edges", "Example", "Source"];
    let not_rules = ["rules/mod.rs", "rules/program.rs", "rules/reader.rs"];
    let rules = || sources.iter().filter(|s| s.room() == "rules" && !not_rules.contains(&s.path.as_str()));
    let mut complaints = Vec::new();
    for source in rules() {
        let head: Vec<&str> = source.text.lines().take_while(|l| l.starts_with("//!")).collect();
        let said = |part: &str| {
            head.iter().any(|l| l.starts_with("//! - ") && l.split(':').next().is_some_and(|k| k.contains(part)))
        };
        complaints
            .extend(PARTS.iter().filter(|p| !said(p)).map(|p| format!("{}: the head does not say {p}", source.path)));
    }
    if rules().count() != METHODS.len() {
        complaints.push(format!("{} files of rules, {} methods", rules().count(), METHODS.len()));
    }
    complaints
}

// The code as it is

fn none(complaints: Vec<String>) {
    assert!(complaints.is_empty(), "{} complaints\n{}", complaints.len(), complaints.join("\n"));
}

#[test]
fn the_page_the_map_and_the_folders_name_the_same_rooms() {
    none(rooms_agree(&rooms(&read("docs/architecture.md")), &map(&read("src/lib.rs")), &real()));
}

#[test]
fn every_room_imports_what_the_page_says_and_only_downwards() {
    none(imports_agree(&rooms(&read("docs/architecture.md")), &real()));
}

#[test]
fn sealed_rooms_see_no_file_clock_process_or_browser() {
    none(sealed(&real()));
}

#[test]
fn numbers_jump_in_one_file() {
    none(numbers_jump_in_one_place(&real()));
}

#[test]
fn no_result_depends_on_the_order_of_a_hash_map() {
    none(no_order_of_hash_maps(&real()));
}

#[test]
fn no_room_panics_on_purpose() {
    none(nothing_panics(&real()));
}

#[test]
fn no_file_is_long_and_every_file_says_what_it_is() {
    none(files_are_short_and_have_a_head(&real()));
}

#[test]
fn every_rule_says_what_it_measures_and_where_it_comes_from() {
    none(rules_are_documented(&real()));
}

#[test]
fn the_page_orders_statuses_by_strength_as_the_code_does() {
    let names: Vec<String> = Status::ALL.iter().map(|s| format!("{s:?}")).collect();
    assert!(read("docs/architecture.md").contains(&format!("`{}`", names.join(" < "))));
}

// The rules can fail

/// A small house in which everything is in order, or not.
fn house(files: &[(&str, &str)]) -> Vec<Source> {
    let mut all: Vec<Source> = files.iter().map(|(path, text)| Source::new(path, text)).collect();
    mark_test_files(&mut all);
    all
}

const PAGE: &str = "| room | what it is | may import |\n|---|---|---|\n| `model` | x | – |\n| `engine` | x | `model` |\n| `ui` | x | `model` |\n";
const DOOR_FILES: [(&str, &str); 4] = [
    ("main.rs", "fn main() { mingheng::ui::mount(); }"),
    ("bin/worker.rs", "fn main() { mingheng::worker::open(); }"),
    ("bin/clerk.rs", "fn main() { mingheng::worker::open(); }"),
    ("bin/mingheng.rs", "fn main() { mingheng::command_line::run(); }"),
];

fn complaints_about_imports(engine: &str) -> Vec<String> {
    let rooms = rooms(PAGE);
    let mut files = vec![("model/mod.rs", ""), ("engine/mod.rs", engine), ("ui/mod.rs", "use crate::model::A;")];
    files.extend(DOOR_FILES);
    imports_agree(&rooms, &house(&files))
}

#[test]
fn a_room_that_imports_upwards_or_too_much_or_too_little_is_found() {
    assert_eq!(complaints_about_imports("use crate::model::{A, B};"), Vec::<String>::new());
    assert_eq!(complaints_about_imports("use crate::{model::A, engine::B};"), Vec::<String>::new());
    for (engine, said) in [
        ("use crate::model::A; use crate::ui::B;", "nobody may"),
        ("use crate::{model::{A, B}, ui};", "which is above it"),
        ("use crate::model::A; fn f() { crate::files::g(); }", "which is no room"),
        ("fn f() {}", "and does not"),
        ("use crate::model::A; use super::ui::B;", "leaves its room"),
        ("// use crate::model::A;\nconst T: &str = \"crate::model\";", "and does not"),
        ("#[cfg(test)]\nmod tests { use crate::model::A; }", "and does not"),
    ] {
        let complaints = complaints_about_imports(engine);
        assert!(complaints.iter().any(|c| c.contains(said)), "{engine}: {complaints:?}");
    }
    let formula = house(&[("formula/mod.rs", "use crate::model::Document;")]);
    assert!(imports_agree(&rooms(PAGE), &formula).iter().any(|c| c.contains("more of model than Status")));
    assert!(imports_agree(&rooms(PAGE), &formula).iter().any(|c| c.contains("main.rs leads to None")));
}

#[test]
fn a_room_that_is_missing_on_the_page_in_the_map_or_in_the_code_is_found() {
    let (rooms, files) = (rooms(PAGE), house(&[("model/mod.rs", ""), ("engine/mod.rs", ""), ("ui/mod.rs", "")]));
    let in_order = map("pub mod model;\npub mod engine;\n#[cfg(any)]\npub mod ui;\n");
    assert_eq!(rooms_agree(&rooms, &in_order, &files), Vec::<String>::new());
    assert_eq!(rooms_agree(&rooms, &map("pub mod engine;\npub mod model;\npub mod ui;\n"), &files).len(), 1);
    assert_eq!(rooms_agree(&rooms, &in_order, &house(&[("model/mod.rs", ""), ("engine/mod.rs", "")])).len(), 1);
    assert_eq!(
        rooms_agree(
            &rooms,
            &in_order,
            &house(&[("cellar.rs", ""), ("model/a.rs", ""), ("engine/a.rs", ""), ("ui/a.rs", "")])
        )
        .len(),
        1
    );
}

#[test]
fn what_must_not_be_called_is_found_in_code_and_not_in_comments_texts_and_tests() {
    let quiet = "//! Head: v.round() HashMap panic! std::fs\n/* x.unwrap() /* nested */ web_sys */\nfn f<'a>(c: &'a str) -> char { let _ = \"leptos .floor( \\\" panic!\"; let _ = r#\"todo! \"std::time\"#; '\"' }\n#[cfg(test)]\nmod tests {\n    fn g() { Some(1.5_f64.round()).unwrap(); std::fs::read(\"x\").unwrap(); }\n}\n";
    type Rule = fn(&[Source]) -> Vec<String>;
    let all: [Rule; 5] = [sealed, numbers_jump_in_one_place, nothing_panics, files_are_short_and_have_a_head, |s| {
        no_order_of_hash_maps(s)
    }];
    let quiet = house(&[("engine/quiet.rs", quiet)]);
    for rule in all {
        assert_eq!(rule(&quiet), Vec::<String>::new());
    }
    let loud: [(Rule, &str); 14] = [
        (sealed, "use std::fs;"),
        (sealed, "fn f() { web_sys::window(); }"),
        (numbers_jump_in_one_place, "fn f(x: f64) -> f64 { x.round() }"),
        (numbers_jump_in_one_place, "fn f(x: f64) -> f64 { x.powf(2.0) }"),
        (numbers_jump_in_one_place, "fn f(x: &[f64]) { x.iter().copied().map(f64::sqrt); }"),
        (numbers_jump_in_one_place, "fn f(x: f64) -> f64 { libm::exp(x) }"),
        (no_order_of_hash_maps, "use std::collections::HashMap;"),
        (nothing_panics, "fn f(x: Option<u8>) -> u8 { x.unwrap() }"),
        (nothing_panics, "fn f(x: Option<u8>) -> u8 { x.expect(\"a number\") }"),
        (nothing_panics, "fn f() { todo!() }"),
        (files_are_short_and_have_a_head, "fn f() {}"),
        // After a test, code is code again.
        (nothing_panics, "#[cfg(test)]\nmod tests { fn g() {} }\nfn f() { panic!() }"),
        (nothing_panics, "#[cfg(test)]\nmod tests;\nfn f() { unreachable!() }"),
        (nothing_panics, "fn f() { let _ = '\"'; panic!(\"x\") }"),
    ];
    for (rule, text) in loud {
        assert!(!rule(&house(&[("engine/loud.rs", text)])).is_empty(), "{text}");
    }
    let walked =
        "use std::collections::HashMap;\nfn f() { let seen: HashMap<u8, u8> = HashMap::new();\nfor x in &seen {\n}\n}";
    assert!(no_order_of_hash_maps(&house(&[("engine/lists.rs", walked)])).iter().any(|c| c.contains(":3 iterates")));
}

#[test]
fn a_long_file_a_test_file_and_a_rule_without_source_are_told_apart() {
    let long = format!("//! Head.\n{}", "fn f() {}\n".repeat(LONGEST));
    let tests = format!("//! Head.\n#[cfg(test)]\nmod tests {{\n{}}}\n", "fn f() {}\n".repeat(LONGEST));
    assert_eq!(files_are_short_and_have_a_head(&house(&[("engine/a.rs", &long)])), ["engine/a.rs has 501 lines"]);
    assert_eq!(files_are_short_and_have_a_head(&house(&[("engine/a.rs", &tests)])), Vec::<String>::new());
    let included = [
        (
            "engine/mod.rs",
            "//! Head.\n#[cfg(test)]\nmod sample;\n#[cfg(test)]\n#[path = \"aside.rs\"]\nmod tests;\n#[cfg(test)]\nmod trials;\n",
        ),
        ("engine/trials/mod.rs", "//! Head.\nmod first;\nfn f() { panic!() }\n"),
        ("engine/trials/first.rs", "//! Head.\nfn f() { panic!() }\n"),
        ("engine/sample.rs", "//! Head.\nfn f() { panic!() }\n"),
        ("engine/aside.rs", "//! Head.\nfn f() { panic!() }\n"),
    ];
    assert_eq!(nothing_panics(&house(&included)), Vec::<String>::new());
    let rule =
        "//! Name.\n//!\n//! - Measures: x.\n//! - Formula and parameters: x.\n//! - Edges: x.\n//! - Example: x.\n";
    let complaints = rules_are_documented(&house(&[("rules/rule.rs", rule)]));
    assert_eq!(complaints[0], "rules/rule.rs: the head does not say Source");
}

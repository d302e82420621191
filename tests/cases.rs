//! The product against every case from outside: micro cases, whole sets, hand calculations, damaged input.
//!
//! Knows where cases lie and what each layout means. Must never know a formula: what is expected stands in files.
//!
//! `MINGHENG_CASES=PATH[:PATH…]` adds sets (folders in the layout of `tests/cases/sets/FORMAT.md`), folders of such
//! folders, and files of micro cases. `--nocapture` shows the counts and what is out of scope.

mod harness;

use harness::command::{assess, run, scratch, text};
use harness::mutate::{Dice, End, damaged, damaged_document, survive};
use harness::places::{Set, base_name, found, inside, own, read};
use harness::tally::Tally;
use harness::{hand, micro, sets};
use mingheng::engine::{Keep, check};
use mingheng::files::{NamedFile, read_document, scores_csv, write_document};
use mingheng::model::{Document, Problem};
use std::path::Path;

/// Fewer cases than these mean a wrong path, not a success.
const LEAST_MICRO: [(&str, usize); 12] = [
    ("ratio", 275),
    ("ratio by score", 260),
    ("round", 36),
    ("rank", 12),
    ("rank by published totals", 6),
    ("trim", 12),
    ("raters", 8),
    ("satisfaction", 10),
    ("realloc", 15),
    ("grade", 15),
    ("quota", 13),
    ("scaled", 7),
];

#[test]
fn every_micro_case_comes_out_of_the_whole_product() {
    let found = found();
    let mut tally = Tally::default();
    found.micro.iter().for_each(|path| micro::compare(path, &mut tally));
    for path in &found.others {
        match sets::out_of_scope(&base_name(path)) {
            Some(reason) => println!("not compared: {}: {reason}", base_name(path)),
            None => tally.fail(format!("{}: neither micro cases nor named as out of scope", path.display())),
        }
    }
    tally.settle("micro cases", &LEAST_MICRO);
}

#[test]
fn every_figure_of_every_expected_file_agrees() {
    let mut tally = Tally::default();
    found().sets.iter().for_each(|set| sets::compare(set, &mut tally));
    let least = [
        ("files", 35),
        ("out of scope", 5),
        ("published", 273),
        ("rank", 273),
        ("grade", 273),
        ("grade by score", 273),
        ("flags of a subject", 273),
        ("total", 273),
        ("dimension", 1000),
        ("raw", 2900),
        ("effective points", 2900),
        ("ratio", 2900),
        ("score", 2900),
        ("score at two digits", 2400),
        ("flags of an indicator", 2900),
    ];
    tally.settle("sets", &least);
}

#[test]
fn totals_of_indicators_rounded_one_by_one_agree() {
    let mut tally = Tally::default();
    found().sets.iter().for_each(|set| sets::compare_rounded_each(set, &mut tally));
    tally.settle("rounded one by one", &[("total of rounded scores", 162)]);
}

#[test]
fn hand_calculations_agree_through_the_command_line() {
    let mut tally = Tally::default();
    let files: Vec<_> =
        inside(&own().join("hand")).into_iter().filter(|p| p.extension().is_some_and(|e| e == "json")).collect();
    assert!(files.len() >= 3, "hand calculations for the sets c, d and e");
    files.iter().for_each(|path| hand::compare(path, &mut tally));
    let least = [
        ("published", 300),
        ("rank", 300),
        ("grade", 300),
        ("total", 300),
        ("grade_by_score", 35),
        ("dimension", 100),
        ("raw", 700),
        ("ratio", 700),
        ("score", 700),
        ("effective_points", 700),
        ("full_marks", 12),
        ("quarter_mean", 4),
        ("annual list", 16),
        ("barring stages", 4),
    ];
    tally.settle("hand calculations", &least);
}

#[test]
fn copied_sets_are_the_sets_they_were_copied_from() {
    let original = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/cases/sets");
    if !original.is_dir() {
        println!("skipped: the shared sets do not lie beside this repository");
        return;
    }
    let mut tally = Tally::default();
    same_files(&own().join("sets"), &original, &mut tally);
    tally.settle("copies", &[("file", 45)]);
}

fn same_files(copy: &Path, original: &Path, tally: &mut Tally) {
    for path in inside(copy) {
        let other = original.join(base_name(&path));
        if path.is_dir() {
            same_files(&path, &other, tally);
        } else if std::fs::read(&other).is_ok_and(|bytes| bytes == read(&path)) {
            tally.add("file");
        } else {
            tally.fail(format!("{} is not what {} is", path.display(), other.display()));
        }
    }
}

/// The document of a set, and its result table.
fn document_and_scores(set: &Set) -> (Document, String) {
    let draft = mingheng::files::open::read(set.files()).unwrap_or_else(|f| panic!("{}: {f:?}", set.name));
    let scores = scores(&draft.document).unwrap_or_else(|f| panic!("{}: {f}", set.name));
    (draft.document, scores)
}

fn scores(document: &Document) -> Result<String, String> {
    let checked = check(document.clone()).map_err(|refused| format!("{:?}", refused.findings))?;
    let question = checked.question(None, None).map_err(|finding| format!("{finding:?}"))?;
    Ok(scores_csv(&checked, &mingheng::engine::assess(&checked, &question, Keep::Results)))
}

#[test]
fn a_set_survives_being_written_and_read_as_a_document() {
    let mut tally = Tally::default();
    for set in found().sets {
        let (document, before) = document_and_scores(&set);
        let bytes = write_document(&document).expect("a document can be written");
        match read_document("document.json", &bytes) {
            Err(finding) => tally.fail(format!("{}: {finding:?}", set.name)),
            Ok(again) => {
                if again == document {
                    tally.add("document");
                } else {
                    tally.fail(format!("{}: the document is not what it was", set.name));
                }
                tally.text("scores.csv", &set.name, &before, &scores(&again).unwrap_or_else(|e| e));
                if write_document(&again).is_ok_and(|twice| twice == bytes) {
                    tally.add("bytes");
                } else {
                    tally.fail(format!("{}: written twice, the document is not the same text", set.name));
                }
            }
        }
    }
    tally.settle("documents", &[("document", 16), ("scores.csv", 16), ("bytes", 16)]);
}

#[test]
fn what_a_newer_program_wrote_is_refused_and_so_is_what_is_no_document() {
    let (document, _) = document_and_scores(&Set::own("b_ciq"));
    let bytes = write_document(&document).expect("a document can be written");
    let mut value: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
    let version = value["schemaVersion"].as_u64().expect("a version");
    let refusal =
        |value: &serde_json::Value| read_document("d.json", value.to_string().as_bytes()).map_err(|f| f.problem);
    assert!(refusal(&value).is_ok(), "the same version is read");
    for newer in [version + 1, u64::from(u32::MAX)] {
        value["schemaVersion"] = newer.into();
        assert!(matches!(refusal(&value), Err(Problem::NewerSchema { .. })), "version {newer}");
    }
    value["schemaVersion"] = serde_json::Value::Null;
    assert!(refusal(&value).is_err(), "no version");
    value["schemaVersion"] = version.into();
    value["format"] = "another".into();
    assert_eq!(refusal(&value), Err(Problem::NotADocument));
    for text in ["", "{", "[]", "null", "{\"format\": 3}", "\u{feff}"] {
        assert!(read_document("d.json", text.as_bytes()).is_err(), "{text:?}");
    }
}

/// How many damaged inputs of each kind; `MINGHENG_MUTATIONS` sets another number.
fn mutations() -> u64 {
    std::env::var("MINGHENG_MUTATIONS").ok().and_then(|n| n.parse().ok()).unwrap_or(250)
}

/// Damages input by number, in parallel, and reports every number that the product did not survive.
fn all_survive(title: &str, input: impl Fn(&mut Dice) -> Vec<NamedFile> + Sync) {
    let workers = std::thread::available_parallelism().map_or(2, usize::from) as u64;
    let ends: Vec<(u64, Result<End, String>)> = std::thread::scope(|scope| {
        let work = |first: u64| {
            let input = &input;
            scope.spawn(move || {
                let numbers = (first..mutations()).step_by(workers as usize);
                numbers.map(|n| (n, survive(input(&mut Dice::new(n))))).collect::<Vec<_>>()
            })
        };
        let threads: Vec<_> = (0..workers).map(work).collect();
        threads.into_iter().flat_map(|t| t.join().expect("a worker that catches panics")).collect()
    });
    let mut tally = Tally::default();
    for (number, end) in ends {
        match end {
            Ok(End::Refused) => tally.add("refused"),
            Ok(End::Assessed) => tally.add("assessed"),
            Err(reason) => tally.fail(format!("mutation {number}: {reason}")),
        }
    }
    // Both ends must occur, or the damage is too great or too small to show anything.
    let some = (mutations() / 20) as usize;
    tally.settle(title, &[("refused", some), ("assessed", some)]);
}

#[test]
fn a_damaged_folder_is_refused_or_assessed_and_never_breaks_anything() {
    let files = Set::own("a_city").files();
    all_survive("damaged folders", |dice| damaged(&files, dice));
}

#[test]
fn a_damaged_document_is_refused_or_assessed_and_never_breaks_anything() {
    let (document, _) = document_and_scores(&Set::own("a_city"));
    let bytes = write_document(&document).expect("a document can be written");
    let named = |bytes| vec![NamedFile { name: "document.json".to_owned(), bytes }];
    all_survive("damaged documents", |dice| named(damaged_document(&bytes, dice)));
}

// The command line

#[test]
fn exit_code_0_what_was_asked_is_done() {
    let out = scratch("exit-0");
    let set = Set::own("a_city");
    assess(&set.folder, Some("austerity"), Some("M06"), &out).expect("an assessment");
    let document = out.join("doc.json");
    assert_eq!(run(&["import", text(&set.folder), "--out", text(&document)]).code, 0);
    let by_document = out.join("by-document");
    assess(&document, None, None, &by_document).expect("an assessment of a document");
    let (_, scores) = document_and_scores(&set);
    assert_eq!(String::from_utf8(read(&by_document.join("scores.csv"))).expect("UTF-8"), scores);
    let checked = run(&["check", text(&document)]);
    assert_eq!((checked.code, checked.err.as_str()), (0, ""));
    assert!(checked.out.contains("40 subjects, 37 indicators"), "{}", checked.out);
    let workbook = out.join("results.xlsx");
    assert_eq!(run(&["assess", text(&set.folder), "--xlsx", text(&workbook), "--lang", "en"]).code, 0);
    let workbook = mingheng::sheets::read("results.xlsx", &read(&workbook)).expect("a workbook");
    let sheets: Vec<&str> = workbook.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(sheets, ["Results", "Calculation", "Raw data", "Weights and rules", "Notes"]);
    let help = run(&["help"]);
    assert_eq!(help.code, 0);
    assert!(help.out.contains("Exit codes"), "{}", help.out);
}

/// A copy of a set in a scratch folder, with one line of one file changed.
fn copy_with(name: &str, file: &str, line: usize, change: impl Fn(&str) -> String) -> std::path::PathBuf {
    let folder = scratch(name);
    for mut named in Set::own("b_ciq").files() {
        if named.name == file {
            let text = String::from_utf8(named.bytes).expect("UTF-8");
            let lines = text.lines().enumerate().map(|(k, l)| if k + 1 == line { change(l) } else { l.to_owned() });
            named.bytes = lines.collect::<Vec<_>>().join("\n").into_bytes();
        }
        std::fs::write(folder.join(&named.name), named.bytes).expect("a file can be written");
    }
    folder
}

#[test]
fn exit_code_1_the_input_has_errors_and_each_names_its_file_and_line() {
    let cases = [
        ("measurements.csv", 3, "P01,B101,Q2,ninety,,"),
        ("measurements.csv", 3, "P99,B101,Q2,90,,"),
        ("measurements.csv", 3, "P01,B999,Q2,90,,"),
        ("measurements.csv", 3, "P01,B101,H1,90,,"),
        ("measurements.csv", 3, "P01,B101"),
        ("events.csv", 2, "P01,Q1,praise,x,1,0,,"),
    ];
    for (k, (file, line, with)) in cases.into_iter().enumerate() {
        let folder = copy_with(&format!("exit-1-{k}"), file, line, |_| with.to_owned());
        for command in ["check", "assess", "import"] {
            let out = folder.join("out");
            let mut arguments = vec![command, text(&folder)];
            if command != "check" {
                arguments.extend(["--out", text(&out)]);
            }
            let ended = run(&arguments);
            assert_eq!(ended.code, 1, "{command} {with}: {}", ended.err);
            let error = ended.err.lines().find(|l| l.starts_with("error: "));
            let named = error.is_some_and(|e| e.contains(file) && e.contains(&line.to_string()));
            assert!(named, "{command} {with}: {}", ended.err);
            assert!(!out.exists(), "{command} {with}: nothing is written");
        }
    }
    let set = Set::own("b_ciq");
    let out = scratch("exit-1-question");
    for (option, value) in [("--scheme", "nothing"), ("--period", "H1")] {
        let ended = run(&["assess", text(&set.folder), "--out", text(&out), option, value]);
        assert_eq!(ended.code, 1, "{option} {value}: {}", ended.err);
        assert!(ended.err.contains(value), "{}", ended.err);
    }
}

#[test]
fn an_error_of_the_document_itself_names_the_node_it_is_at() {
    let cases = [
        ("indicators.csv", 3, ",completion,", ",no_such_method,", "B102"),
        ("indicators.csv", 3, ",4,1,quant,", ",-4,1,quant,", "B102"),
        ("indicators.csv", 5, ",else=ratio,", ",else=perhaps,", "B104"),
        ("units.csv", 3, ",PORT,", ",HARBOUR,", "P02"),
    ];
    for (k, (file, line, was, is, node)) in cases.into_iter().enumerate() {
        let folder = copy_with(&format!("exit-1-node-{k}"), file, line, |l| {
            assert!(l.contains(was), "{file}:{line} holds {was}");
            l.replacen(was, is, 1)
        });
        let ended = run(&["check", text(&folder)]);
        assert_eq!(ended.code, 1, "{is}: {}", ended.err);
        let named = ended.err.lines().any(|l| l.starts_with("error: ") && l.contains(node));
        assert!(named, "{is}: {}", ended.err);
    }
}

/// F70: what people keep in a workbook is computed to the last byte like what they keep in a folder.
#[test]
fn the_own_workbook_is_assessed_like_the_folder_it_was_made_of() {
    for name in ["a_city", "b_ciq", "e_county"] {
        let set = Set::own(name);
        let out = scratch(&format!("own-{name}"));
        let workbook = out.join("own.xlsx");
        let written = run(&["import", text(&set.folder), "--out", text(&workbook)]);
        assert_eq!(written.code, 0, "{name}: {}", written.err);
        for (input, results) in [(&set.folder, "of-folder"), (&workbook, "of-workbook")] {
            let ended = run(&["assess", text(input), "--out", text(&out.join(results))]);
            assert_eq!(ended.code, 0, "{name}, {results}: {}", ended.err);
        }
        for table in ["scores.csv", "indicator_scores.csv"] {
            let (one, other) = (read(&out.join("of-folder").join(table)), read(&out.join("of-workbook").join(table)));
            assert!(one.len() > 1000, "{name}, {table}: {} bytes", one.len());
            assert!(one == other, "{name}: {table} differs");
        }
    }
}

/// Files that Excel shows as workbooks too, and are none. The words are those of `i18n::intake`.
#[test]
fn a_workbook_that_cannot_be_read_says_why() {
    let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sheets");
    let said = [
        ("empty.xlsx", "The file is empty."),
        ("truncated.xlsx", "it breaks off, or its parts do not fit together."),
        ("random.xlsx", "The text is in no encoding that is known"),
        ("password.xlsx", "The file opens with a password only."),
        ("renamed_docx.xlsx", "holds no table that can be imported."),
        ("billion_laughs.xlsx", "refers to things outside itself and was not read"),
        ("outside_the_sheet.xlsx", "outside what a sheet can have."),
        // Values of indicators that nobody has named.
        ("office/37_faults.csv", "No sheet holds a table that is understood."),
    ];
    for (file, words) in said {
        let out = scratch("unreadable").join("doc.json");
        let ended = run(&["import", text(&files.join(file)), "--out", text(&out)]);
        assert_eq!(ended.code, 1, "{file}: {}", ended.err);
        let lines: Vec<&str> = ended.err.lines().filter(|line| line.starts_with("error: ")).collect();
        assert_eq!(lines.len(), 1, "{file}: {lines:?}");
        let name = file.rsplit('/').next().unwrap_or(file);
        let last = lines.last().copied().unwrap_or_default();
        assert!(last.starts_with(&format!("error: {name}: ")) && last.contains(words), "{lines:?}");
        assert!(!out.exists(), "{file}: nothing is written");
    }
}

#[test]
fn an_office_s_own_table_is_taken_in_and_what_it_was_taken_for_is_said() {
    let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sheets/office");
    let out = scratch("taken in").join("doc.json");
    let ended = run(&["import", text(&files.join("indicators.xlsx")), "--out", text(&out)]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert!(ended.err.contains("indicators.xlsx, ") && ended.err.contains(": indicators"), "{}", ended.err);
    let document = read_document("doc.json", &read(&out)).map(|document| document.set.indicators.len());
    // As many rows have a number of their own in the table.
    assert_eq!(document.ok(), Some(13));
}

#[test]
fn exit_code_2_the_command_is_not_understood_and_the_usage_follows() {
    let set = Set::own("b_ciq");
    let folder = text(&set.folder);
    let commands: [&[&str]; 9] = [
        &[],
        &["asess", folder],
        &["assess", folder],
        &["assess", "--out"],
        &["assess", "--out", "x"],
        &["assess", folder, "--out", "x", "--colour", "red"],
        &["assess", folder, "--xlsx", "x", "--lang", "fr"],
        &["check", folder, folder],
        &["import", folder],
    ];
    for arguments in commands {
        let ended = run(arguments);
        assert_eq!(ended.code, 2, "{arguments:?}: {}", ended.err);
        assert!(ended.err.contains("mingheng assess INPUT"), "{arguments:?}: {}", ended.err);
        assert_eq!(ended.out, "", "{arguments:?}");
    }
}

#[test]
fn exit_code_3_a_file_cannot_be_read_or_written() {
    let scratch = scratch("exit-3");
    let nowhere = scratch.join("nowhere.json");
    let file = scratch.join("file");
    std::fs::write(&file, "x").expect("a file can be written");
    let (set, under_a_file) = (Set::own("b_ciq"), file.join("out"));
    let cases: [&[&str]; 4] = [
        &["check", text(&nowhere)],
        &["assess", text(&nowhere), "--out", text(&scratch)],
        &["assess", text(&set.folder), "--out", text(&under_a_file)],
        &["import", text(&set.folder), "--out", text(&under_a_file)],
    ];
    for arguments in cases {
        let ended = run(arguments);
        assert_eq!(ended.code, 3, "{arguments:?}: {}", ended.err);
        assert!(ended.err.contains(text(&nowhere)) || ended.err.contains(text(&file)), "{arguments:?}: {}", ended.err);
    }
}

//! Door 3, native only: `assess`, `check`, `explain`, `import`. Words in English; figures and ids as in the document.
//! Tables as an office keeps them are taken in as the page takes them, with every guess as it is.
//!
//! Exit codes: 0 done; 1 the input has errors (they are on standard error, one a line); 2 the command line is not
//! understood; 3 a file could not be read or written.

use crate::edit::apply;
use crate::engine::{Checked, Keep, Question, Refused, assess, check};
use crate::explain::{Explanation, PartKind, Phrase, derive, explain as prove};
use crate::files::open::{Draft, NamedFile, read};
use crate::files::{from_workbook, indicator_scores_csv, is_own, scores_csv, to_workbook, write_document};
use crate::i18n::{self, Language};
use crate::intake::{Book, Choices, Grade, IntakeView, Kind, SheetFound, take_in};
use crate::model::{At, Diagnostic, Document, Problem, Severity};
use crate::reports::{self, Made, Report, Spec};
use crate::sheets::{self, Unreadable};
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "\
mingheng: performance assessment that explains every number

  mingheng assess INPUT [--out DIR] [--xlsx FILE [--lang zh|en]] [--scheme ID] [--period P]
      writes DIR/scores.csv and DIR/indicator_scores.csv, and results with their calculation as a workbook
  mingheng check INPUT
      lists what is wrong or worth a look; exit code 1 if anything is wrong
  mingheng explain INPUT --subject S [--node N] [--scheme ID] [--period P] [--json] [--lang zh|en]
      shows how a number came about; with --json without --subject: every column of every subject, one a line
  mingheng import INPUT… --out doc.json
      turns a folder of tables, or an office's own tables, into one document; --out doc.xlsx: into Mingheng's own workbook

INPUT is a document (.json), Mingheng's own workbook (.xlsx), an archive (.zip), a folder of tables, or tables as an
office keeps them (.xlsx, .xls, .csv, .tsv, .html): what they are understood as is said, with every cell that is wrong.
Exit codes: 0 done, 1 the input has errors, 2 the command was not understood, 3 a file could not be read or written.";

enum Failure {
    Usage(String),
    Input(Vec<Diagnostic>),
    /// The input is no table that can be read: its name, and why.
    Unreadable(String, Unreadable),
    /// Tables whose faults have been said already.
    Said,
    Files(String),
}

/// Runs a command and says how it ended.
pub fn run(arguments: Vec<String>) -> ExitCode {
    match command(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Usage(reason)) => {
            eprintln!("{reason}\n\n{USAGE}");
            ExitCode::from(2)
        }
        Err(Failure::Input(findings)) => {
            findings.iter().for_each(|f| eprintln!("{}", worded(f)));
            ExitCode::from(1)
        }
        Err(Failure::Unreadable(name, why)) => {
            let message = i18n::intake::unreadable(Language::English, &why);
            eprintln!("error: {name}: {} {}", message.what, message.next);
            ExitCode::from(1)
        }
        Err(Failure::Said) => ExitCode::from(1),
        Err(Failure::Files(reason)) => {
            eprintln!("{reason}");
            ExitCode::from(3)
        }
    }
}

/// `error: measurements.csv, line 14, column value: …`: scripts can rely on the first word.
fn worded(finding: &Diagnostic) -> String {
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let message = i18n::problem(Language::English, finding);
    format!("{severity}: {}: {} {}", message.place, message.what, message.next)
}

/// A line on standard output. Whoever stopped reading, as `head` does, needs no more of it.
fn say(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// What a command was given.
#[derive(Default)]
struct Given {
    inputs: Vec<String>,
    options: Vec<(String, String)>,
    json: bool,
}

impl Given {
    fn read(arguments: &[String], known: &[&str]) -> Result<Given, Failure> {
        let mut given = Given::default();
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            match argument.strip_prefix("--") {
                Some("json") if known.contains(&"json") => given.json = true,
                Some(name) if known.contains(&name) => {
                    let value = rest.next().ok_or_else(|| Failure::Usage(format!("--{name} needs a value")))?;
                    given.options.push((name.to_owned(), value.clone()));
                }
                Some(name) => return Err(Failure::Usage(format!("unknown option --{name}"))),
                None => given.inputs.push(argument.clone()),
            }
        }
        Ok(given)
    }

    fn option(&self, name: &str) -> Option<&str> {
        self.options.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    fn must(&self, name: &str) -> Result<&str, Failure> {
        self.option(name).ok_or_else(|| Failure::Usage(format!("--{name} is needed")))
    }

    /// The files of all inputs, and whether they may be tables as an office keeps them.
    fn files(&self) -> Result<(Vec<NamedFile>, bool), Failure> {
        if self.inputs.is_empty() {
            return Err(Failure::Usage("INPUT is needed".to_owned()));
        }
        let mut all = Vec::new();
        for input in &self.inputs {
            let path = Path::new(input);
            all.extend(files_at(path).map_err(|error| Failure::Files(format!("cannot read {input}: {error}")))?);
        }
        let loose = self.inputs.iter().all(|input| !Path::new(input).is_dir());
        let tables = loose && all.iter().all(|file| is_table(&file.name));
        match self.inputs.as_slice() {
            [_, second, ..] if !tables => Err(Failure::Usage(format!("unexpected {second:?}"))),
            _ => Ok((all, tables)),
        }
    }

    fn draft(&self) -> Result<Draft, Failure> {
        let (files, tables) = self.files()?;
        if !tables {
            return read(files).map_err(Failure::Input);
        }
        let mut books = Vec::new();
        for NamedFile { name, bytes } in files {
            let workbook = match sheets::read(&name, &bytes) {
                Ok(workbook) => workbook,
                Err(why) => return Err(Failure::Unreadable(name, why)),
            };
            if self.inputs.len() == 1 && is_own(&workbook) {
                return from_workbook(&workbook).map_err(Failure::Input);
            }
            books.push(Book { name, workbook });
        }
        taken(&books)
    }

    fn checked(&self) -> Result<Checked, Failure> {
        check(self.draft()?.document).map_err(|Refused { findings, .. }| Failure::Input(findings))
    }

    fn language(&self) -> Result<Option<Language>, Failure> {
        match self.option("lang") {
            None => Ok(None),
            Some("en") => Ok(Some(Language::English)),
            Some("zh") => Ok(Some(Language::Chinese)),
            Some(other) => Err(Failure::Usage(format!("unknown language {other:?}: zh or en"))),
        }
    }

    fn question(&self, checked: &Checked) -> Result<Question, Failure> {
        checked.question(self.option("scheme"), self.option("period")).map_err(|d| Failure::Input(vec![d]))
    }
}

fn is_workbook(name: &str) -> bool {
    name.to_lowercase().ends_with(".xlsx")
}

fn is_table(name: &str) -> bool {
    const ENDS: [&str; 11] = ["xlsx", "xlsm", "xls", "et", "csv", "tsv", "txt", "htm", "html", "xlsb", "ods"];
    name.rsplit_once('.').is_some_and(|(_, end)| ENDS.contains(&end.to_lowercase().as_str()))
}

/// The document that an office's own tables make; what is wrong in them is said, one cell a line.
fn taken(books: &[Book]) -> Result<Draft, Failure> {
    let (view, change) = take_in(&Document::default(), books, &Choices::default());
    eprintln!("{}", seen(&view));
    let mut wrong = false;
    for fault in &view.faults {
        let severity = match fault.grade {
            Grade::Error => "error",
            Grade::Warning => "warning",
            Grade::Note => "note",
        };
        wrong |= fault.grade == Grade::Error;
        let message = i18n::intake::fault(Language::English, fault);
        let sheet = view.sheets.get(fault.sheet as usize);
        let place = sheet.map(|sheet| format!("{}, {}!{}", sheet.book, sheet.name, message.place)).unwrap_or_default();
        eprintln!("{severity}: {place}: {} {}", message.what, message.next);
    }
    let Some(change) = change.filter(|_| !wrong) else {
        if !wrong {
            eprintln!(
                "error: {}: No sheet holds a table that is understood. Put names such as 指标名称, 分值 or 单位名称 above \
                 its columns, or import it on the page, where each column can be chosen.",
                books.iter().map(|book| book.name.as_str()).collect::<Vec<_>>().join(", ")
            );
        }
        return Err(Failure::Said);
    };
    let mut document = Document::default();
    apply(&mut document, change).map_err(|refused| Failure::Files(format!("cannot be taken in: {refused:?}")))?;
    Ok(Draft { document, findings: Vec::new(), newer: None })
}

/// What every sheet was taken for, on one line.
fn seen(view: &IntakeView) -> String {
    let of = |sheet: &SheetFound| {
        let kind = match (sheet.taken, sheet.kind) {
            (false, _) | (_, Kind::Unknown) => "left out",
            (_, Kind::Indicators) => "indicators",
            (_, Kind::Values) => "values, subjects by indicators",
            (_, Kind::LongValues) => "values, one row each",
            (_, Kind::Collection) => "a collection sheet",
            (_, Kind::Ballots) => "ballots",
            (_, Kind::Events) => "events",
            (_, Kind::Subjects) => "subjects",
            (_, Kind::Own) => "Mingheng's own",
        };
        format!("{}, {}: {kind}", sheet.book, sheet.name)
    };
    view.sheets.iter().map(of).collect::<Vec<_>>().join("; ")
}

/// The file, or the files directly in the folder, in order of name.
fn files_at(path: &Path) -> std::io::Result<Vec<NamedFile>> {
    let name = |path: &Path| path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    if !path.is_dir() {
        return Ok(vec![NamedFile { name: name(path), bytes: std::fs::read(path)? }]);
    }
    let mut paths: Vec<_> = std::fs::read_dir(path)?.collect::<Result<Vec<_>, _>>()?.iter().map(|e| e.path()).collect();
    paths.sort();
    paths
        .iter()
        .filter(|p| p.is_file() && p.extension().is_some_and(|e| e == "csv" || e == "json"))
        .map(|p| Ok(NamedFile { name: name(p), bytes: std::fs::read(p)? }))
        .collect()
}

fn command(arguments: &[String]) -> Result<(), Failure> {
    let (name, rest) = arguments.split_first().ok_or_else(|| Failure::Usage("a command is needed".to_owned()))?;
    match name.as_str() {
        "assess" => {
            let given = Given::read(rest, &["out", "scheme", "period", "xlsx", "lang"])?;
            let language = given.language()?;
            if given.option("xlsx").is_none() {
                given.must("out")?;
            }
            let checked = given.checked()?;
            checked.findings().iter().for_each(|f| eprintln!("{}", worded(f)));
            let question = given.question(&checked)?;
            if let Some(file) = given.option("xlsx") {
                write(Path::new(file), &workbook(&given, &checked, language.unwrap_or_default())?)?;
            }
            let Some(out) = given.option("out") else { return Ok(()) };
            let assessment = assess(&checked, &question, Keep::Indicators);
            let folder = Path::new(out);
            std::fs::create_dir_all(folder).map_err(|e| Failure::Files(format!("cannot make {out}: {e}")))?;
            write(&folder.join("scores.csv"), scores_csv(&checked, &assessment).as_bytes())?;
            write(&folder.join("indicator_scores.csv"), indicator_scores_csv(&checked, &assessment).as_bytes())
        }
        "check" => {
            let given = Given::read(rest, &[])?;
            let checked = given.checked()?;
            checked.findings().iter().for_each(|f| say(&worded(f)));
            let document = checked.document();
            say(&format!(
                "{}: {} subjects, {} indicators, {} findings, can be assessed",
                document.title,
                document.subjects.len(),
                document.set.indicators.len(),
                checked.findings().len()
            ));
            Ok(())
        }
        "explain" => {
            let given = Given::read(rest, &["subject", "node", "scheme", "period", "json", "lang"])?;
            explain(&given)
        }
        "import" => {
            let given = Given::read(rest, &["out"])?;
            let out = given.must("out")?.to_owned();
            let document = given.draft()?.document;
            let bytes = if is_workbook(&out) {
                let problem = || Failure::Input(vec![Diagnostic::error(Problem::TooMuchForWorkbook, At::file(&out))]);
                let workbook = to_workbook(&document);
                let written = sheets::comes_back(&workbook).then(|| sheets::write(&workbook)).flatten();
                written.ok_or_else(problem)?
            } else {
                write_document(&document).map_err(|e| Failure::Files(e.to_string()))?
            };
            write(Path::new(&out), &bytes)
        }
        "help" | "--help" | "-h" => {
            say(USAGE);
            Ok(())
        }
        other => Err(Failure::Usage(format!("unknown command {other:?}"))),
    }
}

/// Results, calculation, raw data, rules and notes as an office file.
fn workbook(given: &Given, checked: &Checked, language: Language) -> Result<Vec<u8>, Failure> {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let moment = reports::moment(u64::try_from(since.as_millis()).unwrap_or_default());
    let spec = Spec {
        report: Report::Results,
        language,
        scheme: given.option("scheme").map(str::to_owned),
        period: given.option("period").map(str::to_owned),
        moment: moment.split(' ').next().unwrap_or_default().to_owned(),
        program: format!("mingheng {}", env!("CARGO_PKG_VERSION")),
    };
    let too_large = || Failure::Files("the results do not fit into one workbook".to_owned());
    match reports::make(checked.document(), Some(checked), &spec).map_err(Failure::Input)? {
        Made::Book { workbook, .. } => sheets::write(&workbook).ok_or_else(too_large),
        Made::Books { .. } | Made::Text { .. } => Err(too_large()),
    }
}

fn explain(given: &Given) -> Result<(), Failure> {
    let checked = given.checked()?;
    let question = given.question(&checked)?;
    let assessment = assess(&checked, &question, Keep::Results);
    let document = checked.document();
    let not_found = |what: &str, id: &str| {
        let problem = Problem::UnknownReference { what: what.to_owned(), id: id.to_owned() };
        Failure::Input(vec![Diagnostic::error(problem, At::default())])
    };
    let subjects: Vec<usize> = match given.option("subject") {
        Some(id) => vec![document.subject(id).ok_or_else(|| not_found("subject", id))?],
        None if given.json => assessment.listed(document).collect(),
        None => return Err(Failure::Usage("--subject is needed".to_owned())),
    };
    if given.json && given.option("node").is_none() {
        for subject in subjects {
            let proof = derive(&checked, &assessment, subject, given.option("scheme"), given.option("period"));
            say(&serde_json::to_string(&proof).map_err(|e| Failure::Files(e.to_string()))?);
        }
        return Ok(());
    }
    let language = given.language()?.unwrap_or(Language::English);
    let node = given.option("node").unwrap_or("total");
    for subject in subjects {
        let id = &document.subjects[subject].id;
        let proof = prove(&checked, &assessment, id, node).ok_or_else(|| not_found("node", node))?;
        if given.json {
            say(&serde_json::to_string(&proof).map_err(|e| Failure::Files(e.to_string()))?);
        } else {
            say(&told(language, &proof, document.policies.rounding.digits));
        }
    }
    Ok(())
}

/// A proof as lines of text.
fn told(language: Language, proof: &Explanation, digits: u8) -> String {
    let mut lines = vec![format!("{} {} {} {}", proof.subject, proof.subject_name, proof.node, proof.node_name)];
    let number = |value: Option<f64>| value.map_or_else(|| i18n::numbers::NO_NUMBER.to_owned(), i18n::numbers::precise);
    match (proof.published, &proof.verdict) {
        (Some(published), Some(verdict)) => lines.push(format!(
            "  {}  {}  {}/{}",
            i18n::fixed(published, digits),
            verdict.grade.as_deref().unwrap_or_default(),
            verdict.rank.map(|r| r.to_string()).unwrap_or_default(),
            verdict.members
        )),
        _ => lines.push(format!("  {} / {}", number(proof.value), number(proof.possible))),
    }
    lines.extend(proof.sentences.iter().map(|s| format!("  {}", i18n::phrase(language, s))));
    lines.extend(proof.rule.iter().map(|s| format!("  · {}", i18n::phrase(language, s))));
    for part in &proof.parts {
        let name = match part.kind {
            PartKind::Bonus => i18n::phrase(language, &Phrase::StepBonus),
            PartKind::Deduction => i18n::phrase(language, &Phrase::StepDeduction),
            PartKind::Node | PartKind::Stage => part.name.clone(),
        };
        lines.push(format!("  + {} / {}  {name}", number(part.value), number(part.possible)));
    }
    for step in &proof.steps {
        let name = i18n::phrase(language, &step.name);
        let value = match step.value {
            Some(value) => i18n::numbers::precise(value),
            None => i18n::status(language, step.status),
        };
        let how: Vec<&str> =
            [step.formula.as_str(), step.numbers.as_str()].into_iter().filter(|t| !t.is_empty()).collect();
        lines.push(format!("  {name}: {}", how.into_iter().chain([value.as_str()]).collect::<Vec<_>>().join(" = ")));
    }
    for seen in &proof.observations {
        let label = seen.label.as_ref().map(|l| i18n::phrase(language, l)).unwrap_or_default();
        let value = match seen.value {
            Some(value) => i18n::plain(value),
            None => i18n::status(language, seen.status),
        };
        let place = if seen.line > 0 { format!("{}:{}", seen.file, seen.line) } else { String::new() };
        lines.push(format!("  {} {label} {value} {place}", seen.period));
    }
    lines.join("\n")
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    std::fs::write(path, bytes).map_err(|error| Failure::Files(format!("cannot write {}: {error}", path.display())))
}

//! The product as a process.

use super::table::Table;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How a run ended and what it said.
pub struct Ended {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// Runs the command line.
pub fn run(arguments: &[&str]) -> Ended {
    let output =
        Command::new(env!("CARGO_BIN_EXE_mingheng")).args(arguments).output().expect("the product can be started");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ended { code: output.status.code().unwrap_or(-1), out: text(&output.stdout), err: text(&output.stderr) }
}

/// An empty folder of this name for the files of one test.
pub fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cases").join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).expect("old files can be removed");
    }
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}

/// The path as text; ours are all UTF-8.
pub fn text(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

/// The two tables that `assess` writes.
pub struct Written {
    pub scores: Table,
    pub indicators: Table,
}

/// Runs `assess` on a folder or file. Errors: what the product said.
pub fn assess(input: &Path, scheme: Option<&str>, period: Option<&str>, out: &Path) -> Result<Written, String> {
    let mut arguments = vec!["assess", text(input), "--out", text(out)];
    arguments.extend(scheme.iter().flat_map(|s| ["--scheme", s]));
    arguments.extend(period.iter().flat_map(|p| ["--period", p]));
    let ended = run(&arguments);
    if ended.code != 0 {
        return Err(format!("exit code {}: {}", ended.code, ended.err));
    }
    let table = |name: &str| {
        let bytes = std::fs::read(out.join(name)).map_err(|e| format!("{name}: {e}"))?;
        Table::read(&bytes).map_err(|e| format!("{name}: {e}"))
    };
    Ok(Written { scores: table("scores.csv")?, indicators: table("indicator_scores.csv")? })
}

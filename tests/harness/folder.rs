//! A small folder of tables, written in memory and opened like any other.
//!
//! Cases of one formula go through the product's own readers this way: parameters and figures stay the text they are.

use mingheng::engine::{Assessment, Checked, Keep, assess};
use mingheng::files::NamedFile;
use mingheng::files::open::open;
use serde_json::{Value, json};

/// The one category.
const CATEGORY: &str = "K";

/// Tables under construction: a header and rows each.
pub struct Folder {
    pub scheme: Value,
    indicators: Vec<Vec<String>>,
    units: Vec<Vec<String>>,
    measurements: Vec<Vec<String>>,
    ratings: Vec<Vec<String>>,
    events: Vec<Vec<String>>,
}

/// An indicator of one yearly value.
pub struct Scored<'a> {
    pub id: &'a str,
    pub l1: &'a str,
    pub l2: &'a str,
    pub points: &'a str,
    pub method: &'a str,
    pub params: &'a str,
    pub direction: &'a str,
    pub target: &'a str,
}

impl Default for Scored<'_> {
    fn default() -> Self {
        let (l1, l2, method, direction) = ("甲", "甲一", "rating", "up");
        Scored { id: "I", l1, l2, points: "1", method, params: "", direction, target: "" }
    }
}

fn row(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|c| (*c).to_owned()).collect()
}

impl Folder {
    /// An empty folder with these top-level weights and one grade.
    pub fn new(weights: &[(&str, f64)]) -> Folder {
        let weights: serde_json::Map<String, Value> =
            weights.iter().map(|(name, weight)| ((*name).to_owned(), json!(weight))).collect();
        Folder {
            scheme: json!({
                "id": "case", "title": "case", "categories": [CATEGORY], "l1_weights": { CATEGORY: weights },
                "grades": [[0, "-"]], "rank_by": "category", "tie_l1": [], "max_total": null,
            }),
            indicators: vec![row(&[
                "id",
                "l1",
                "l2",
                "name",
                "points_K",
                "method",
                "params",
                "direction",
                "target",
                "agg",
                "cycle",
            ])],
            units: vec![row(&["unit_id", "name", "category"])],
            measurements: vec![row(&["unit_id", "indicator_id", "period", "value", "target", "base"])],
            ratings: vec![row(&["unit_id", "indicator_id", "period", "group", "rater", "score"])],
            events: vec![row(&["unit_id", "period", "type", "code", "points", "exempt"])],
        }
    }

    pub fn indicator(&mut self, of: &Scored) {
        let Scored { id, l1, l2, points, method, params, direction, target } = *of;
        self.indicators.push(row(&[id, l1, l2, id, points, method, params, direction, target, "last", "Y"]));
    }

    pub fn unit(&mut self, id: &str) {
        self.units.push(row(&[id, id, CATEGORY]));
    }

    pub fn value(&mut self, unit: &str, indicator: &str, value: &str, base: &str) {
        self.measurements.push(row(&[unit, indicator, "Y", value, "", base]));
    }

    pub fn ballot(&mut self, unit: &str, indicator: &str, group: &str, score: &str) {
        let rater = format!("r{}", self.ratings.len());
        self.ratings.push(row(&[unit, indicator, "Y", group, &rater, score]));
    }

    pub fn bar(&mut self, unit: &str) {
        self.events.push(row(&[unit, "Y", "veto_excellent", "bar", "0", "0"]));
    }

    /// The folder's files.
    pub fn files(&self) -> Vec<NamedFile> {
        let tables = [
            ("indicators.csv", &self.indicators),
            ("units.csv", &self.units),
            ("measurements.csv", &self.measurements),
            ("ratings.csv", &self.ratings),
            ("events.csv", &self.events),
        ];
        let mut files: Vec<NamedFile> =
            tables.iter().map(|(name, rows)| NamedFile { name: (*name).to_owned(), bytes: written(rows) }).collect();
        files.push(NamedFile { name: "scheme.json".to_owned(), bytes: self.scheme.to_string().into_bytes() });
        files
    }

    /// The whole pipeline, from files to figures. Errors are the product's findings.
    pub fn assess(&self, scheme: Option<&str>) -> Result<Scores, String> {
        let checked = open(self.files()).map_err(|findings| format!("refused: {findings:?}"))?;
        let question = checked.question(scheme, None).map_err(|finding| format!("refused: {finding:?}"))?;
        let assessment = assess(&checked, &question, Keep::Indicators);
        Ok(Scores { checked, assessment })
    }
}

/// Rows as CSV.
pub fn written(rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    rows.iter().for_each(|row| writer.write_record(row).expect("memory holds a row"));
    writer.into_inner().expect("memory holds a table")
}

/// What came out of a folder.
pub struct Scores {
    pub checked: Checked,
    pub assessment: Assessment,
}

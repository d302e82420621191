//! The page's own assess on a large generated document: natively as a program, in the browser as exported functions.
//!
//! The document comes from a counter-based generator, so that every reading of it (native, WebAssembly, numpy) sees the
//! same numbers, and their checksums must agree.

use mingheng::engine::{Assessment, Checked, Keep, Prepared, check};
use mingheng::model::{
    AdjustmentCaps, Category, Cells, Dimension, Document, Field, GradeBand, GradeScale, Grading, Indicator,
    IndicatorSet, ObservationColumn, Observations, Period, ScoringRule, Status, Subject,
};
use std::collections::BTreeMap;

/// Top-level dimensions, their branches, and indicators in each branch: 100 indicators.
const SHAPE: [usize; 3] = [5, 4, 5];
/// Share of values that do not apply.
const NOT_APPLICABLE: f64 = 0.05;
/// The target of every indicator.
const TARGET: f64 = 100.0;

/// A number in 0..1 for every place (SplitMix64).
fn chance(place: u64) -> f64 {
    let mut z = place.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
}

/// The value of a cell, with one decimal; none: it does not apply.
fn value(subjects: usize, indicator: usize, subject: usize) -> Option<f64> {
    let place = 2 * (indicator * subjects + subject) as u64;
    (chance(place) >= NOT_APPLICABLE).then(|| (500.0 + (chance(place + 1) * 700.0).floor()) / 10.0)
}

fn document(subjects: usize) -> Document {
    let by_category = |points: f64| BTreeMap::from([("A".to_owned(), points)]);
    let mut set = IndicatorSet::default();
    let mut columns = Vec::new();
    for top in 0..SHAPE[0] {
        let top_id = format!("T{top}");
        let weights = by_category(20.0);
        set.dimensions.push(Dimension { id: top_id.clone(), name: top_id.clone(), weights, ..Dimension::default() });
        for branch in 0..SHAPE[1] {
            let branch_id = format!("{top_id}B{branch}");
            let parent = Some(top_id.clone());
            set.dimensions.push(Dimension {
                id: branch_id.clone(),
                name: branch_id.clone(),
                parent,
                ..Dimension::default()
            });
            for leaf in 0..SHAPE[2] {
                let indicator = set.indicators.len();
                let id = format!("{branch_id}I{leaf}");
                let mut cells = Cells::missing(subjects);
                for subject in 0..subjects {
                    match value(subjects, indicator, subject) {
                        Some(number) => cells.put(subject, number),
                        None => cells.mark(subject, Status::NotApplicable),
                    }
                }
                columns.push(ObservationColumn {
                    indicator: id.clone(),
                    period: Period::Year,
                    field: Field::Value,
                    cells,
                    lines: Vec::new(),
                });
                set.indicators.push(Indicator {
                    id: id.clone(),
                    name: id,
                    parent: branch_id.clone(),
                    points: by_category((leaf + 1) as f64),
                    rule: ScoringRule { method: "completion".to_owned(), parameters: BTreeMap::new() },
                    target: Some(TARGET),
                    ..Indicator::default()
                });
            }
        }
    }
    let bands = [(90.0, "优秀"), (80.0, "良好"), (60.0, "合格"), (0.0, "不合格")];
    Document {
        id: "bench".to_owned(),
        categories: vec![Category { id: "A".to_owned(), name: "A".to_owned() }],
        set,
        subjects: (0..subjects)
            .map(|k| Subject {
                id: format!("S{k}"),
                name: format!("S{k}"),
                category: "A".to_owned(),
                ..Subject::default()
            })
            .collect(),
        observations: Observations { columns },
        grading: Grading {
            scale: GradeScale {
                bands: bands.map(|(minimum, name)| GradeBand { minimum, name: name.to_owned() }).to_vec(),
            },
            quota: Some(0.2),
            caps: AdjustmentCaps { bonus: Some(3.0), deduction: Some(5.0), total: Some(103.0) },
            veto_leaves_ranking: true,
            ..Grading::default()
        },
        ..Document::default()
    }
}

/// The document, and its last assessment.
pub struct Bench {
    checked: Checked,
    assessment: Option<Assessment>,
}

impl Bench {
    fn prepare(subjects: usize) -> Bench {
        match check(document(subjects)) {
            Ok(checked) => Bench { checked, assessment: None },
            Err(refused) => panic!("the generated document is sound: {:?}", refused.findings),
        }
    }

    /// What the page's worker does for `Assess`, without the message.
    fn assess(&mut self) {
        let question = self.checked.question(None, None).expect("the whole is always scored");
        let prepared = Prepared::new(&self.checked, &question, Keep::Results);
        let kept = prepared.run(&self.checked).finish();
        self.assessment = Some(prepared.finish(kept));
    }

    /// Σ rank × published × 100: a whole number that every implementation must agree on.
    fn checksum(&self) -> f64 {
        let Some(assessment) = &self.assessment else { return 0.0 };
        let total = &assessment.plan().last.total;
        (0..self.checked.document().subjects.len())
            .map(|s| {
                let published = assessment.number(total.published, s).unwrap_or_default();
                let rank = assessment.number(total.rank, s).unwrap_or_default();
                rank * (published * 100.0).round()
            })
            .sum()
    }

    /// A plain read of the same bytes: the floor below which nobody can go.
    fn read(&self) -> f64 {
        self.checked.document().observations.columns.iter().map(|c| c.cells.numbers.iter().sum::<f64>()).sum()
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    use std::time::Instant;
    let arguments: Vec<String> = std::env::args().collect();
    let subjects: usize = arguments.get(1).and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let mut bench = Bench::prepare(subjects);
    let least = |work: &mut dyn FnMut()| {
        (0..5)
            .map(|_| {
                let start = Instant::now();
                work();
                start.elapsed().as_secs_f64() * 1e3
            })
            .fold(f64::MAX, f64::min)
    };
    let assess_ms = least(&mut || bench.assess());
    let mut sum = 0.0;
    let read_ms = least(&mut || sum += bench.read());
    println!(
        "{{\"assess_ms\": {assess_ms:.1}, \"read_ms\": {read_ms:.1}, \"checksum\": {:.0}, \"sum\": {sum:.1}}}",
        bench.checksum()
    );
    if let Some(folder) = arguments.get(2) {
        write(&bench, std::path::Path::new(folder)).expect("the folder for numpy's input can be written");
    }
}

/// The same numbers for numpy: `header.json` and `data.bin`.
#[cfg(not(target_arch = "wasm32"))]
fn write(bench: &Bench, folder: &std::path::Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let document = bench.checked.document();
    let mut bytes = Vec::new();
    for column in &document.observations.columns {
        for subject in 0..document.subjects.len() {
            let number = column.cells.number(subject).unwrap_or(f64::NAN);
            bytes.extend_from_slice(&number.to_ne_bytes());
        }
    }
    std::fs::write(folder.join("data.bin"), bytes)?;
    let count = document.set.indicators.len();
    let (branch, top) = (SHAPE[2], SHAPE[1] * SHAPE[2]);
    let header = serde_json::json!({
        "n": document.subjects.len(),
        "m": count,
        "targets": vec![TARGET; count],
        "points": document.set.indicators.iter().map(|i| i.points["A"]).collect::<Vec<_>>(),
        "l2": (0..count).map(|k| k / branch).collect::<Vec<_>>(),
        "l1": (0..count).map(|k| k / top).collect::<Vec<_>>(),
        "l1_weights": vec![20.0; SHAPE[0]],
    });
    std::fs::write(folder.join("header.json"), header.to_string())
}

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(target_arch = "wasm32")]
pub mod browser {
    use super::Bench;
    use std::cell::RefCell;
    use wasm_bindgen::prelude::wasm_bindgen;

    thread_local! {
        static BENCH: RefCell<Option<Bench>> = const { RefCell::new(None) };
    }

    /// Makes the document.
    #[wasm_bindgen]
    pub fn prepare(subjects: usize) {
        BENCH.with_borrow_mut(|bench| *bench = Some(Bench::prepare(subjects)));
    }

    /// Assesses it.
    #[wasm_bindgen]
    pub fn assess() {
        BENCH.with_borrow_mut(|bench| bench.iter_mut().for_each(Bench::assess));
    }

    /// Reads it.
    #[wasm_bindgen]
    pub fn read() -> f64 {
        BENCH.with_borrow(|bench| bench.as_ref().map_or(0.0, Bench::read))
    }

    /// Σ rank × published × 100 of the last assessment.
    #[wasm_bindgen]
    pub fn checksum() -> f64 {
        BENCH.with_borrow(|bench| bench.as_ref().map_or(0.0, Bench::checksum))
    }
}

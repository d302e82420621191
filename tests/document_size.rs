//! Reads and writes a document of 100,000 subjects and 30 indicators, and says how long it takes and how large it gets.
#![cfg(not(target_arch = "wasm32"))]

use mingheng::files::{read_document, write_document};
use mingheng::model::{
    Category, Cells, Dimension, Document, Field, Indicator, IndicatorSet, ObservationColumn, Observations, Period,
    Subject,
};
use std::time::Instant;

fn large() -> Document {
    let subjects = 100_000;
    let subject = |k: usize| Subject {
        id: format!("S{k:06}"),
        name: format!("单位{k}"),
        category: "A".into(),
        ..Subject::default()
    };
    let indicator = |k: usize| Indicator {
        id: format!("A{k:03}"),
        name: format!("指标{k}"),
        parent: "task".into(),
        points: [("A".to_owned(), 3.0)].into(),
        ..Indicator::default()
    };
    let column = |k: usize| {
        let mut cells = Cells::missing(subjects);
        for row in (0..subjects).filter(|row| !(row * 7 + k).is_multiple_of(19)) {
            cells.put(row, ((row * 31 + k * 17) % 7001) as f64 / 10.0);
        }
        ObservationColumn {
            indicator: format!("A{k:03}"),
            period: Period::Year,
            field: Field::Value,
            cells,
            lines: vec![],
        }
    };
    Document {
        id: "large".into(),
        title: "大表".into(),
        categories: vec![Category { id: "A".into(), name: "甲".into() }],
        set: IndicatorSet {
            dimensions: vec![Dimension { id: "task".into(), name: "工作".into(), ..Dimension::default() }],
            indicators: (0..30).map(indicator).collect(),
        },
        subjects: (0..subjects).map(subject).collect(),
        observations: Observations { columns: (0..30).map(column).collect() },
        ..Document::default()
    }
}

/// The largest size of this process so far, in MiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or_default() / 1024
}

/// The best of several times, in milliseconds.
fn best(mut once: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..9)
        .map(|_| {
            let since = Instant::now();
            once();
            since.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[0]
}

#[test]
#[ignore = "a measurement; run it with a release build and --ignored --nocapture"]
fn how_long_a_large_document_takes() {
    let document = large();
    let built = peak();
    let mut bytes = Vec::new();
    let write = best(|| bytes = write_document(&document).expect("plain values"));
    let written = peak();
    drop(document);
    let read = best(|| assert_eq!(read_document("", &bytes).expect("a document").subjects.len(), 100_000));
    println!("{} bytes; write {write:.1} ms, read {read:.1} ms; peak {built}, {written}, {} MiB", bytes.len(), peak());
}

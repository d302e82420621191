//! The generator: the same seed gives the same folder, a folder survives the disk, and every trap truly occurs.
//!
//! Knows the list of traps the property test relies on. Must never know the product.

mod oracle;

use oracle::document::Document;
use oracle::evaluate;
use oracle::generate::generate;
use oracle::number::{sum, zero};
use oracle::statistics::{Statistics, added, statistics};
use oracle::tables::Folder;

/// Seeds of the ordinary run, the ones `properties.rs` compares by default.
const SEEDS: std::ops::Range<u64> = 0..150;

/// Each kind with the least number of times it has to occur in the ordinary run.
const NEEDED: [(&str, usize); 59] = [
    ("exact tie of the published total", 150),
    ("exact tie that reaches a grade line", 20),
    ("a hair beside a tie", 30),
    ("published total on a grade line", 60),
    ("combined value on a boundary", 300),
    ("combined value on a boundary, missed by floats", 100),
    ("whole number of steps", 100),
    ("whole number of steps, missed by floats", 30),
    ("tied block across the quota edge", 30),
    ("quota that binds", 60),
    ("quota decided by a tie dimension", 5),
    ("vetoed subject that makes the quota larger", 5),
    ("barred subject that makes the quota larger", 5),
    ("vetoed", 50),
    ("barred", 50),
    ("whole second level not applicable", 50),
    ("whole top level not applicable", 30),
    ("nothing applies to the subject", 8),
    ("flag na", 200),
    ("flag missing", 100),
    ("flag partial", 100),
    ("blank cell", 300),
    ("not applicable by formula", 50),
    ("zero target", 100),
    ("negative target", 50),
    ("target blank in the indicator", 100),
    ("no target anywhere", 10),
    ("zero base", 50),
    ("negative base", 10),
    ("no base anywhere", 10),
    ("bonus capped", 30),
    ("deduction capped", 30),
    ("total clamped", 5),
    ("exempt event", 100),
    ("exempt veto", 10),
    ("events that share a fact", 100),
    ("peers that tie", 100),
    ("rating out of scale", 20),
    ("scenario fixed", 150),
    ("scenario risk", 150),
    ("rank by level", 10),
    ("inherited indicators", 30),
    ("digits other than 2", 15),
    ("points that are not shares of the weight", 20),
    ("policy hierarchical proportional", 30),
    ("policy equal split", 8),
    ("policy peer mean", 8),
    ("policy zero", 8),
    ("policy scale-up", 8),
    ("method gongxiao between peers", 10),
    ("method rank up", 10),
    ("method rank down", 10),
    ("method minmax down", 5),
    ("method best_ratio up", 5),
    ("method growth down", 10),
    ("method gongxiao_tier down", 5),
    ("method multi_rater up", 20),
    ("method satisfaction up", 20),
    ("method base_delta down", 2),
];

#[test]
fn every_kind_of_trap_occurs_in_the_ordinary_run() {
    let all: Statistics = added(SEEDS.map(|seed| statistics(&generate(seed))));
    for (kind, count) in &all {
        println!("{count:6}  {kind}");
    }
    let scarce: Vec<String> = NEEDED
        .iter()
        .filter(|(kind, least)| all.get(*kind).copied().unwrap_or(0) < *least)
        .map(|(kind, least)| format!("{kind}: {} of {least}", all.get(*kind).copied().unwrap_or(0)))
        .collect();
    assert!(scarce.is_empty(), "too rare:\n{}", scarce.join("\n"));
}

/// Whatever does not apply, the points of a subject stay the weights of its category, as long as anything applies at all.
#[test]
fn no_point_is_lost_or_made_in_any_folder_under_any_scheme() {
    for seed in SEEDS.step_by(4) {
        let folder = generate(seed);
        let document = Document::read(&folder);
        let schemes = folder.scheme["scenarios"].as_array().expect("a generated folder has scenarios");
        for scheme in schemes.iter().map(|s| s["id"].as_str()).chain([None]) {
            let assessment = evaluate(&folder, scheme, None);
            for s in &assessment.subjects {
                let own = || assessment.indicators.iter().filter(|i| i.subject == s.subject);
                let expected = sum(document.weights("l1_weights", &s.category).iter().map(|(_, w)| w));
                let alive = own().any(|i| i.ratio.is_some());
                assert_eq!(
                    sum(own().map(|i| &i.effective)),
                    if alive { expected } else { zero() },
                    "seed {seed} {}",
                    s.subject
                );
                assert_eq!(sum(s.dimensions.iter().map(|(_, d)| d)), s.base, "seed {seed} {}", s.subject);
            }
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_folder_and_the_disk_keeps_it() {
    for seed in [0, 7, 41] {
        let folder = generate(seed);
        let dir = std::env::temp_dir().join(format!("oracle-folder-{}-{seed}", std::process::id()));
        folder.write(&dir);
        let back = Folder::read(&dir);
        std::fs::remove_dir_all(&dir).expect("the folder can be removed again");
        let again = generate(seed);
        for other in [&back, &again] {
            assert_eq!(folder.scheme, other.scheme);
            for (a, b) in [
                (&folder.indicators, &other.indicators),
                (&folder.units, &other.units),
                (&folder.measurements, &other.measurements),
                (&folder.ratings, &other.ratings),
                (&folder.events, &other.events),
            ] {
                assert_eq!((&a.header, &a.rows), (&b.header, &b.rows));
            }
        }
    }
}

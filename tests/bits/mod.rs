//! Every node of every case, down to its bits: one digest for each case, scheme and period.
//!
//! Compiled into the native and the browser test, with the cases themselves inside, so that both see the same bytes.

use mingheng::engine::{Keep, assess};
use mingheng::files::{NamedFile, open::open};

macro_rules! files {
    ($folder:literal: $($name:literal)*) => {
        ($folder, &[$(($name, include_bytes!(concat!("../cases/", $folder, "/", $name)).as_slice())),*])
    };
}

type Case = (&'static str, &'static [(&'static str, &'static [u8])]);

const CASES: &[Case] = &[
    files!("sets/a_city": "scheme.json" "indicators.csv" "units.csv" "measurements.csv" "ratings.csv" "events.csv"),
    files!("sets/b_ciq": "scheme.json" "indicators.csv" "units.csv" "measurements.csv" "ratings.csv" "events.csv"),
    files!("sets/c_company": "scheme.json" "indicators.csv" "units.csv" "measurements.csv" "events.csv"),
    files!("sets/d_civil": "scheme.json" "indicators.csv" "units.csv" "measurements.csv" "ratings.csv" "events.csv"),
    files!("sets/e_county": "scheme.json" "indicators.csv" "units.csv" "measurements.csv"),
    files!("edges/events": "scheme.json" "indicators.csv" "units.csv" "measurements.csv" "events.csv"),
    files!("edges/na": "scheme.json" "indicators.csv" "units.csv" "measurements.csv" "events.csv"),
    files!("edges/nested": "scheme.json" "indicators.csv" "units.csv" "measurements.csv" "events.csv"),
    files!("edges/peers": "scheme.json" "indicators.csv" "units.csv" "measurements.csv" "events.csv"),
    files!("edges/periods": "scheme.json" "indicators.csv" "units.csv" "measurements.csv" "events.csv"),
    files!("edges/quota": "scheme.json" "indicators.csv" "units.csv" "measurements.csv" "events.csv"),
    files!("edges/quota_share": "scheme.json" "indicators.csv" "units.csv" "measurements.csv" "events.csv"),
    files!("edges/ratings": "scheme.json" "indicators.csv" "units.csv" "measurements.csv" "ratings.csv" "events.csv"),
    files!("edges/rounding": "scheme.json" "indicators.csv" "units.csv" "measurements.csv" "events.csv"),
    files!("edges/rules": "scheme.json" "indicators.csv" "units.csv" "measurements.csv" "events.csv"),
    files!("edges/zero": "scheme.json" "indicators.csv" "units.csv" "measurements.csv" "events.csv"),
];

/// `folder scheme period digest`, a line each.
pub fn digests() -> Vec<String> {
    let mut lines = Vec::new();
    for (folder, files) in CASES {
        let files = files.iter().map(|(name, bytes)| NamedFile { name: (*name).to_owned(), bytes: bytes.to_vec() });
        let checked = open(files.collect()).unwrap_or_else(|findings| panic!("{folder}: {findings:?}"));
        let schemes: Vec<Option<String>> =
            std::iter::once(None).chain(checked.document().schemes.iter().map(|s| Some(s.id.clone()))).collect();
        for scheme in &schemes {
            for period in checked.periods() {
                let period = period.to_string();
                let question = checked.question(scheme.as_deref(), Some(&period)).expect("listed schemes and periods");
                let assessment = assess(&checked, &question, Keep::Results);
                let mut digest = Digest(0xcbf2_9ce4_8422_2325);
                for subject in 0..checked.document().subjects.len() {
                    for (number, status) in assessment.row(&checked, subject) {
                        digest.add(number.to_bits());
                        digest.add(status as u64);
                    }
                }
                lines.push(format!("{folder} {} {period} {:016x}", scheme.as_deref().unwrap_or("-"), digest.0));
            }
        }
    }
    lines
}

/// FNV-1a over whole words: enough to notice one different bit.
struct Digest(u64);

impl Digest {
    fn add(&mut self, word: u64) {
        for byte in word.to_le_bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

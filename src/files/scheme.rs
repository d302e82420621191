//! `scheme.json` of a folder: categories, weights, grades, limits, calendar, alternative weights.

use crate::model::*;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What `scheme.json` says. Keys that nothing here reads are kept in `extra`.
#[derive(Debug, Default)]
pub struct Scheme {
    pub id: String,
    pub title: String,
    pub note: String,
    pub categories: Vec<Category>,
    /// Top-level weights: dimension → category → weight, with the step they belong to.
    pub weights: BTreeMap<String, (Step, BTreeMap<String, f64>)>,
    /// Second-level weights where they are declared: dimension → category → weight.
    pub second_weights: BTreeMap<String, BTreeMap<String, f64>>,
    pub grading: Grading,
    pub calendar: Calendar,
    pub policies: Policies,
    pub rank_group: RankGroup,
    pub schemes: Vec<WeightScheme>,
    pub extra: Map<String, Value>,
}

struct Reading<'a> {
    file: &'a str,
    findings: &'a mut Vec<Diagnostic>,
}

impl Scheme {
    /// Reads the file; none if it is not a JSON object.
    pub fn read(file: &str, bytes: &[u8], findings: &mut Vec<Diagnostic>) -> Option<Scheme> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let mut object = match serde_json::from_slice::<Value>(bytes) {
            Ok(Value::Object(object)) => object,
            Ok(_) => {
                findings.push(Diagnostic::error(Problem::NotADocument, At::file(file)));
                return None;
            }
            Err(error) => {
                let at = At { line: error.line() as u32, ..At::file(file) };
                findings.push(Diagnostic::error(Problem::BadJson { reason: error.to_string() }, at));
                return None;
            }
        };
        let mut reading = Reading { file, findings };
        let names = reading.names(object.get("category_names"));
        let categories = reading
            .texts(&object, "categories")
            .into_iter()
            .map(|id| Category { name: names.get(&id).cloned().unwrap_or_else(|| id.clone()), id })
            .collect();
        let mut scheme = Scheme {
            id: text(&object, "id"),
            title: text(&object, "title"),
            note: text(&object, "note"),
            categories,
            ..Scheme::default()
        };
        for (key, step) in [("l1_weights", Step::Stage), ("annual_l1_weights", Step::Final)] {
            for (dimension, weights) in reading.weights(&object, key) {
                scheme.weights.entry(dimension).or_insert((step, weights));
            }
        }
        scheme.second_weights = reading.weights(&object, "l2_weights");
        scheme.grading = reading.grading(&object, "", true);
        scheme.calendar = reading.calendar(&object, &mut scheme.grading);
        scheme.policies = reading.policies(&object);
        scheme.rank_group = match object.get("rank_by").and_then(Value::as_str) {
            Some("category") => RankGroup::Category,
            Some("all" | "none" | "全部") => RankGroup::All,
            Some(attribute) => RankGroup::Attribute(attribute.to_owned()),
            None if object.contains_key("levels") => RankGroup::Attribute("level".to_owned()),
            None => RankGroup::Category,
        };
        scheme.schemes = reading.schemes(&object);
        for key in [
            "id",
            "title",
            "note",
            "categories",
            "category_names",
            "l1_weights",
            "annual_l1_weights",
            "l2_weights",
            "grades",
            "quota_top",
            "tie_l1",
            "bonus_cap",
            "deduct_cap",
            "max_total",
            "months",
            "quarter",
            "missing_policy",
            "na_policy",
            "rank_by",
            "scenarios",
        ] {
            object.remove(key);
        }
        scheme.extra = object;
        Some(scheme)
    }
}

fn text(object: &Map<String, Value>, key: &str) -> String {
    object.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

impl Reading<'_> {
    fn wrong(&mut self, path: &str, reason: &str) {
        let at = At { column: path.to_owned(), ..At::file(self.file) };
        self.findings.push(Diagnostic::error(Problem::WrongKind { expected: reason.to_owned() }, at));
    }

    fn names(&mut self, value: Option<&Value>) -> BTreeMap<String, String> {
        let pairs = value.and_then(Value::as_object).into_iter().flatten();
        pairs.filter_map(|(id, name)| Some((id.clone(), name.as_str()?.to_owned()))).collect()
    }

    fn texts(&mut self, object: &Map<String, Value>, key: &str) -> Vec<String> {
        match object.get(key) {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Array(all)) if all.iter().all(Value::is_string) => {
                all.iter().filter_map(Value::as_str).map(str::to_owned).collect()
            }
            Some(_) => {
                self.wrong(&format!("$.{key}"), "a list of texts");
                Vec::new()
            }
        }
    }

    /// A number or nothing (null: no limit).
    fn number(&mut self, object: &Map<String, Value>, path: &str, key: &str) -> Option<f64> {
        match object.get(key) {
            None | Some(Value::Null) => None,
            Some(value) => {
                let number = value.as_f64().filter(|v| v.is_finite());
                if number.is_none() {
                    self.wrong(&format!("$.{path}{key}"), "a number");
                }
                number
            }
        }
    }

    /// `[category][dimension] → weight`, turned round.
    fn weights(&mut self, object: &Map<String, Value>, key: &str) -> BTreeMap<String, BTreeMap<String, f64>> {
        let mut weights: BTreeMap<String, BTreeMap<String, f64>> = BTreeMap::new();
        let Some(value) = object.get(key) else { return weights };
        let Some(categories) = value.as_object() else {
            self.wrong(&format!("$.{key}"), "weights by category");
            return weights;
        };
        for (category, dimensions) in categories {
            for (dimension, weight) in dimensions.as_object().into_iter().flatten() {
                match weight.as_f64().filter(|w| w.is_finite()) {
                    Some(weight) => {
                        weights.entry(dimension.clone()).or_default().insert(category.clone(), weight);
                    }
                    None => self.wrong(&format!("$.{key}.{category}.{dimension}"), "a number"),
                }
            }
        }
        weights
    }

    fn grading(&mut self, object: &Map<String, Value>, path: &str, veto_leaves_ranking: bool) -> Grading {
        let mut bands = Vec::new();
        for (k, band) in object.get("grades").and_then(Value::as_array).into_iter().flatten().enumerate() {
            match (band.get(0).and_then(Value::as_f64), band.get(1).and_then(Value::as_str)) {
                (Some(minimum), Some(name)) => bands.push(GradeBand { minimum, name: name.to_owned() }),
                _ => self.wrong(&format!("$.{path}grades[{k}]"), "[minimum, name]"),
            }
        }
        Grading {
            scale: GradeScale { bands },
            quota: self.number(object, path, "quota_top"),
            ties: self.texts(object, "tie_l1"),
            caps: AdjustmentCaps {
                bonus: self.number(object, path, "bonus_cap"),
                deduction: self.number(object, path, "deduct_cap"),
                total: self.number(object, path, "max_total"),
            },
            veto_leaves_ranking,
        }
    }

    /// Months scored one by one, or quarters with an annual step. The final grading of the latter stands in `annual`.
    fn calendar(&mut self, object: &Map<String, Value>, last: &mut Grading) -> Calendar {
        let mut calendar = Calendar::default();
        for month in self.texts(object, "months") {
            match month.parse() {
                Ok(period) => calendar.stages.push(period),
                Err(error) => self.wrong("$.months", &error.to_string()),
            }
        }
        if let Some(quarter) = object.get("quarter").and_then(Value::as_object) {
            calendar.stages = (1..=4).map(Period::Quarter).collect();
            calendar.stage_grading = Some(self.grading(quarter, "quarter.", false));
        }
        if let Some(annual) = object.get("annual").and_then(Value::as_object) {
            let top = last.caps;
            *last = self.grading(annual, "annual.", false);
            let caps = &mut last.caps;
            // Limits may stand beside the annual step instead of in it.
            caps.bonus = caps.bonus.or(top.bonus);
            caps.deduction = caps.deduction.or(top.deduction);
            caps.total = caps.total.or(top.total);
            if last.ties.is_empty() {
                last.ties = vec!["total".to_owned()];
            }
            calendar.last = FinalStep {
                stage_share: self.number(annual, "annual.", "quarter_weight").unwrap_or(1.0),
                own_share: self.number(annual, "annual.", "annual_weight").unwrap_or(0.0),
                barring_grades: self.texts(annual, "bar_quarters"),
            };
        }
        calendar
    }

    fn policies(&mut self, object: &Map<String, Value>) -> Policies {
        let mut policies = Policies::default();
        let written = text(object, "na_policy").to_lowercase();
        let known = [
            ("hierarchical", NotApplicablePolicy::Hierarchical),
            ("scale", NotApplicablePolicy::ScaleUp),
            ("equal", NotApplicablePolicy::EqualSplit),
            ("peer", NotApplicablePolicy::PeerMean),
            ("mean", NotApplicablePolicy::PeerMean),
            ("zero", NotApplicablePolicy::Zero),
        ];
        match known.iter().find(|(word, _)| written.contains(word)) {
            Some((_, policy)) => policies.not_applicable = *policy,
            None if written.is_empty() => {}
            None => self.unknown_word("na_policy", &written, "hierarchical, scale-up, equal split, peer mean, zero"),
        }
        let written = text(object, "missing_policy").to_lowercase();
        match written.as_str() {
            "" => {}
            word if word.starts_with("zero") => policies.missing = MissingPolicy::Zero,
            word if word.starts_with("na") || word.starts_with("not applicable") => {
                policies.missing = MissingPolicy::NotApplicable;
            }
            _ => self.unknown_word("missing_policy", &written, "zero+flag, na+flag"),
        }
        if let Some(digits) = self.number(object, "", "digits") {
            if (0.0..=6.0).contains(&digits) && digits.fract() == 0.0 {
                policies.rounding.digits = digits as u8;
            } else {
                self.wrong("$.digits", "a whole number from 0 to 6");
            }
        }
        match text(object, "rounding").as_str() {
            "" | "half_up" => {}
            "half_even" => policies.rounding.mode = RoundingMode::HalfEven,
            other => self.unknown_word("rounding", other, "half_up, half_even"),
        }
        if object.get("round_each").and_then(Value::as_bool) == Some(true) {
            policies.rounding.place = RoundingPlace::EachIndicator;
        }
        policies
    }

    fn unknown_word(&mut self, key: &str, text: &str, known: &str) {
        let problem = Problem::UnknownWord { text: text.to_owned(), known: known.to_owned() };
        let at = At { column: format!("$.{key}"), ..At::file(self.file) };
        self.findings.push(Diagnostic::error(problem, at));
    }

    fn schemes(&mut self, object: &Map<String, Value>) -> Vec<WeightScheme> {
        let mut schemes = Vec::new();
        for (k, scenario) in object.get("scenarios").and_then(Value::as_array).into_iter().flatten().enumerate() {
            let Some(scenario) = scenario.as_object() else {
                self.wrong(&format!("$.scenarios[{k}]"), "an object");
                continue;
            };
            let mut numbers = |key: &str| -> Option<BTreeMap<String, f64>> {
                let map = scenario.get(key)?.as_object()?;
                let numbers = map.iter().filter_map(|(id, value)| {
                    let number = value.as_f64();
                    if number.is_none() {
                        self.wrong(&format!("$.scenarios[{k}].{key}.{id}"), "a number");
                    }
                    Some((id.clone(), number?))
                });
                Some(numbers.collect())
            };
            let fixed = numbers("fixed").map(WeightChange::Fixed);
            let risk = numbers("risk_factors").map(WeightChange::RiskFactors);
            let changes: Vec<WeightChange> = [fixed, risk].into_iter().flatten().collect();
            if changes.is_empty() {
                self.wrong(&format!("$.scenarios[{k}]"), "fixed or risk_factors");
            }
            schemes.push(WeightScheme {
                id: text(scenario, "id"),
                title: text(scenario, "title"),
                origin: text(scenario, "origin"),
                changes,
            });
        }
        schemes
    }
}

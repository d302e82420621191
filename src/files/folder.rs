//! A folder of tables (`scheme.json`, `indicators.csv`, `units.csv`, `measurements.csv`, …) as a document.

use super::open::NamedFile;
use super::scheme::Scheme;
use super::table::{Row, Table};
use crate::model::written::{no_number, number, per_hundred, percent};
use crate::model::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Reads the folder's files. Findings name file, line and column; none: too little to make a document of.
pub fn read(files: &[NamedFile], findings: &mut Vec<Diagnostic>) -> Option<Document> {
    let find = |name: &str| files.iter().find(|f| f.base_name() == name);
    let mut must = |name: &str| {
        let found = find(name);
        if found.is_none() {
            let problem = Problem::FileNotFound { name: name.to_owned() };
            findings.push(Diagnostic::error(problem, At::file(name)));
        }
        found
    };
    let (scheme, indicators, units) = (must("scheme.json"), must("indicators.csv"), must("units.csv"));
    let (scheme, indicators, units) = (scheme?, indicators?, units?);
    let scheme = Scheme::read("scheme.json", &scheme.bytes, findings)?;
    let indicators = Table::read("indicators.csv", &indicators.bytes, findings)?;
    let units = Table::read("units.csv", &units.bytes, findings)?;
    let mut folder = Folder { findings, scheme, set: IndicatorSet::default(), subjects: Vec::new() };
    folder.indicators(&indicators)?;
    folder.units(&units)?;
    let mut read = |name: &str| match find(name) {
        Some(file) => Table::read(name, &file.bytes, folder.findings),
        None => None,
    };
    let (measurements, ratings, events) = (read("measurements.csv"), read("ratings.csv"), read("events.csv"));
    let mut tables = BTreeMap::new();
    for file in files.iter().filter(|f| f.base_name().ends_with(".csv") && f.is_top_level()) {
        let name = file.base_name();
        if !["indicators.csv", "units.csv", "measurements.csv", "ratings.csv", "events.csv"].contains(&name)
            && let Some(table) = Table::read(name, &file.bytes, folder.findings)
        {
            let rows = table.rows().iter().map(|row| table.others(row, &|_| false)).collect();
            tables.insert(name.trim_end_matches(".csv").to_owned(), rows);
        }
    }
    let observations = measurements.map(|t| folder.measurements(&t)).unwrap_or_default();
    let ballots = ratings.map(|t| folder.ratings(&t)).unwrap_or_default();
    let events = events.map(|t| folder.events(&t)).unwrap_or_default();
    let Folder { scheme, set, subjects, .. } = folder;
    let mut document = Document {
        id: scheme.id,
        title: scheme.title,
        note: scheme.note,
        categories: scheme.categories,
        set,
        subjects,
        observations,
        ballots,
        events,
        grading: scheme.grading,
        calendar: scheme.calendar,
        policies: scheme.policies,
        rank_group: scheme.rank_group,
        schemes: scheme.schemes,
        log: Vec::new(),
        extra: scheme.extra,
        tables,
        beyond: Beyond::default(),
    };
    mark_sources(&mut document);
    Some(document)
}

struct Folder<'a> {
    findings: &'a mut Vec<Diagnostic>,
    scheme: Scheme,
    set: IndicatorSet,
    subjects: Vec<Subject>,
}

const INDICATOR_COLUMNS: [&str; 22] = [
    "id",
    "l1",
    "l2",
    "name",
    "kind",
    "method",
    "direction",
    "agg",
    "cycle",
    "target",
    "unit",
    "params",
    "progress",
    "source",
    "owner",
    "evidence",
    "data_item",
    "tags",
    "quality_of",
    "inherit",
    "origin",
    "definition",
];

impl Folder<'_> {
    fn indicators(&mut self, table: &Table) -> Option<()> {
        if !table.has(&["id", "l1", "name", "method"], self.findings) {
            return None;
        }
        self.unique(table, "id");
        for row in table.rows() {
            let parent = self.dimension_of(table.text(row, "l1"), table.text(row, "l2"));
            let points = self.points(table, row);
            let rule =
                ScoringRule { method: table.text(row, "method").to_owned(), parameters: self.parameters(table, row) };
            let in_percent = per_hundred(table.text(row, "unit"), &rule.method, &rule.parameters, Field::Target);
            let f = &mut *self.findings;
            let text = |column: &str| table.text(row, column).to_owned();
            let indicator = Indicator {
                id: text("id"),
                name: text("name"),
                parent,
                points,
                rule,
                direction: table
                    .word(
                        row,
                        "direction",
                        &[
                            ("up", Direction::HigherIsBetter),
                            ("down", Direction::LowerIsBetter),
                            ("", Direction::HigherIsBetter),
                        ],
                        f,
                    )
                    .unwrap_or_default(),
                aggregation: table
                    .word(
                        row,
                        "agg",
                        &[
                            ("sum", PeriodAggregation::Sum),
                            ("avg", PeriodAggregation::Average),
                            ("last", PeriodAggregation::Last),
                            ("max", PeriodAggregation::Maximum),
                            ("min", PeriodAggregation::Minimum),
                            ("", PeriodAggregation::Last),
                        ],
                        f,
                    )
                    .unwrap_or_default(),
                cycle: table
                    .word(
                        row,
                        "cycle",
                        &[("M", Cycle::Month), ("Q", Cycle::Quarter), ("Y", Cycle::Year), ("", Cycle::Year)],
                        f,
                    )
                    .unwrap_or_default(),
                // The target of a growth rate is a fraction, whatever the unit of the value.
                target: table.measure(row, "target", in_percent, f),
                unit: text("unit"),
                definition: text("definition"),
                source: text("source"),
                owner: text("owner"),
                evidence: table
                    .word(
                        row,
                        "evidence",
                        &[("result", Evidence::Result), ("trace", Evidence::Trace), ("", Evidence::Result)],
                        f,
                    )
                    .unwrap_or_default(),
                qualitative: table
                    .word(row, "kind", &[("quant", false), ("qual", true), ("", false)], f)
                    .unwrap_or_default(),
                inherited: table.word(row, "inherit", &[("parent", true), ("", false)], f).unwrap_or_default(),
                progress: text("progress"),
                data_item: text("data_item"),
                tags: table.text(row, "tags").split_whitespace().map(str::to_owned).collect(),
                quality_of: text("quality_of"),
                origin: text("origin"),
                other: table.others(row, &|c| INDICATOR_COLUMNS.contains(&c) || c.starts_with("points_")),
            };
            self.set.indicators.push(indicator);
        }
        // A declared dimension without indicators still holds its weight: what it cannot use goes to the others.
        let declared: Vec<String> = self.scheme.weights.keys().cloned().collect();
        for name in declared {
            self.dimension_of(&name, "");
        }
        Some(())
    }

    /// Reports ids that stand there already.
    fn unique(&mut self, table: &Table, column: &str) {
        let mut known = BTreeSet::new();
        for row in table.rows() {
            let id = table.text(row, column);
            if id.is_empty() {
                self.findings.push(Diagnostic::error(Problem::EmptyId, table.at(row, column)));
            } else if !known.insert(id) {
                let problem = Problem::RepeatedId { id: id.to_owned() };
                self.findings.push(Diagnostic::error(problem, table.at(row, column)));
            }
        }
    }

    /// The id of the dimension for these two levels, made on first sight.
    fn dimension_of(&mut self, first: &str, second: &str) -> String {
        if self.set.dimension(first).is_none() {
            let (step, weights) = self.scheme.weights.get(first).cloned().unwrap_or_default();
            self.set.dimensions.push(Dimension {
                id: first.to_owned(),
                name: first.to_owned(),
                parent: None,
                weights,
                step,
            });
        }
        if second.is_empty() {
            return first.to_owned();
        }
        let id = format!("{first}/{second}");
        if self.set.dimension(&id).is_none() {
            let weights = self.scheme.second_weights.get(&id).or_else(|| self.scheme.second_weights.get(second));
            self.set.dimensions.push(Dimension {
                id: id.clone(),
                name: second.to_owned(),
                parent: Some(first.to_owned()),
                weights: weights.cloned().unwrap_or_default(),
                step: Step::Stage,
            });
        }
        id
    }

    fn points(&mut self, table: &Table, row: &Row) -> BTreeMap<String, f64> {
        let mut points = BTreeMap::new();
        for category in self.scheme.categories.iter().map(|c| c.id.clone()).collect::<Vec<_>>() {
            let column = format!("points_{category}");
            if let Some(value) = table.number(row, &column, self.findings) {
                points.insert(category, value);
            }
        }
        points
    }

    /// `k=v;k=v`
    fn parameters(&mut self, table: &Table, row: &Row) -> BTreeMap<String, String> {
        let mut parameters = BTreeMap::new();
        for part in table.text(row, "params").split([';', '；']).map(str::trim).filter(|p| !p.is_empty()) {
            match part.split_once('=') {
                Some((key, value)) => {
                    parameters.insert(key.trim().to_owned(), value.trim().to_owned());
                }
                None => {
                    let problem = Problem::UnknownWord { text: part.to_owned(), known: "k=v;k=v".to_owned() };
                    self.findings.push(Diagnostic::error(problem, table.at(row, "params")));
                }
            }
        }
        parameters
    }

    fn units(&mut self, table: &Table) -> Option<()> {
        if !table.has(&["unit_id", "name", "category"], self.findings) {
            return None;
        }
        self.unique(table, "unit_id");
        for row in table.rows() {
            let standing = table.column("standing").and_then(|_| {
                let known = [
                    ("ranked", Standing::Ranked),
                    ("separate", Standing::Separate),
                    ("单列", Standing::Separate),
                    ("source", Standing::Source),
                    ("", Standing::Ranked),
                ];
                table.word(row, "standing", &known, self.findings)
            });
            self.subjects.push(Subject {
                id: table.text(row, "unit_id").to_owned(),
                name: table.text(row, "name").to_owned(),
                category: table.text(row, "category").to_owned(),
                parent: Some(table.text(row, "parent")).filter(|p| !p.is_empty()).map(str::to_owned),
                standing: standing.unwrap_or_default(),
                attributes: table.others(row, &|c| ["unit_id", "name", "category", "parent", "standing"].contains(&c)),
            });
        }
        Some(())
    }

    fn places(&self) -> (HashMap<String, usize>, HashMap<String, usize>) {
        let subjects = self.subjects.iter().enumerate().map(|(k, s)| (s.id.clone(), k)).collect();
        let indicators = self.set.indicators.iter().enumerate().map(|(k, i)| (i.id.clone(), k)).collect();
        (subjects, indicators)
    }

    fn unknown(&mut self, what: &str, id: &str, at: At) {
        let problem = Problem::UnknownReference { what: what.to_owned(), id: id.to_owned() };
        self.findings.push(Diagnostic::error(problem, at));
    }

    fn period(&mut self, table: &Table, row: &Row) -> Option<Period> {
        let text = table.text(row, "period");
        let period = text.parse().ok();
        if period.is_none() {
            let problem = Problem::NotAPeriod { text: text.to_owned() };
            self.findings.push(Diagnostic::error(problem, table.at(row, "period")));
        }
        period
    }

    fn measurements(&mut self, table: &Table) -> Observations {
        if !table.has(&["unit_id", "indicator_id", "period", "value"], self.findings) {
            return Observations::default();
        }
        let (subjects, indicators) = self.places();
        // Not the number of different ids: two subjects with the same id are the check's to refuse.
        let count = self.subjects.len();
        let mut columns: BTreeMap<(usize, Period, Field), ObservationColumn> = BTreeMap::new();
        let mut seen: HashMap<(usize, usize, Period), u32> = HashMap::new();
        for row in table.rows() {
            let (unit, id) = (table.text(row, "unit_id"), table.text(row, "indicator_id"));
            let Some(subject) = subjects.get(unit).copied() else {
                self.unknown("subject", unit, table.at(row, "unit_id"));
                continue;
            };
            let Some(indicator) = indicators.get(id).copied() else {
                self.unknown("indicator", id, table.at(row, "indicator_id"));
                continue;
            };
            let Some(period) = self.period(table, row) else { continue };
            if let Some(first) = seen.insert((subject, indicator, period), row.line) {
                self.findings.push(Diagnostic::error(Problem::RepeatedRow { first }, table.at(row, "unit_id")));
            }
            let mut put = |field: Field, cell: Result<f64, Status>| {
                let column = columns.entry((indicator, period, field)).or_insert_with(|| ObservationColumn {
                    indicator: id.to_owned(),
                    period,
                    field,
                    cells: Cells::missing(count),
                    lines: vec![0; count],
                });
                match cell {
                    Ok(number) => column.cells.put(subject, number),
                    Err(status) => column.cells.mark(subject, status),
                }
                column.lines[subject] = row.line;
            };
            let Indicator { rule, unit, .. } = &self.set.indicators[indicator];
            let levels = rule.method == "satisfaction";
            let in_percent = |field: Field| per_hundred(unit, &rule.method, &rule.parameters, field);
            match cell(table.text(row, "value"), levels, in_percent(Field::Value)) {
                Some(Value::Nothing) => {}
                Some(Value::NotApplicable) if levels => {
                    (0..5).for_each(|level| put(Field::Answers(level), Err(Status::NotApplicable)));
                }
                Some(Value::NotApplicable) => put(Field::Value, Err(Status::NotApplicable)),
                Some(Value::Number(number)) => put(Field::Value, Ok(number)),
                Some(Value::Answers(counts)) => {
                    for (level, count) in counts.into_iter().enumerate() {
                        put(Field::Answers(level as u8), Ok(count));
                    }
                }
                None => {
                    let problem = no_number(table.text(row, "value"));
                    self.findings.push(Diagnostic::error(problem, table.at(row, "value")));
                }
            }
            let measures = [Field::Target, Field::Base].map(|field| (field, in_percent(field)));
            for ((field, percent), column) in measures.into_iter().zip(["target", "base"]) {
                if let Some(number) = table.measure(row, column, percent, self.findings) {
                    put(field, Ok(number));
                }
            }
        }
        Observations { columns: columns.into_values().collect() }
    }

    fn ratings(&mut self, table: &Table) -> Vec<Ballot> {
        if !table.has(&["unit_id", "indicator_id", "period", "group", "score"], self.findings) {
            return Vec::new();
        }
        let (subjects, indicators) = self.places();
        let mut ballots = Vec::new();
        for row in table.rows() {
            let (unit, id) = (table.text(row, "unit_id"), table.text(row, "indicator_id"));
            if !subjects.contains_key(unit) {
                self.unknown("subject", unit, table.at(row, "unit_id"));
            }
            if !indicators.contains_key(id) {
                self.unknown("indicator", id, table.at(row, "indicator_id"));
            }
            ballots.push(Ballot {
                subject: unit.to_owned(),
                indicator: id.to_owned(),
                period: self.period(table, row),
                group: table.text(row, "group").to_owned(),
                rater: table.text(row, "rater").to_owned(),
                score: table.number(row, "score", self.findings),
                line: row.line,
            });
        }
        ballots
    }

    fn events(&mut self, table: &Table) -> Vec<Event> {
        if !table.has(&["unit_id", "type", "code"], self.findings) {
            return Vec::new();
        }
        let (subjects, _) = self.places();
        let named = ["unit_id", "period", "type", "code", "points", "exempt", "fact", "date", "origin"];
        let mut events = Vec::new();
        for row in table.rows() {
            let unit = table.text(row, "unit_id");
            if !subjects.contains_key(unit) {
                self.unknown("subject", unit, table.at(row, "unit_id"));
            }
            let kinds = [
                ("bonus", EventKind::Bonus),
                ("deduct", EventKind::Deduction),
                ("veto", EventKind::Veto),
                ("veto_excellent", EventKind::Bar),
            ];
            let Some(kind) = table.word(row, "type", &kinds, self.findings) else { continue };
            let exempt = [("1", true), ("0", false), ("", false)];
            events.push(Event {
                subject: unit.to_owned(),
                period: if table.text(row, "period").is_empty() { None } else { self.period(table, row) },
                kind,
                code: table.text(row, "code").to_owned(),
                points: table.number(row, "points", self.findings).unwrap_or_default(),
                exempt: table.word(row, "exempt", &exempt, self.findings).unwrap_or_default(),
                fact: table.text(row, "fact").to_owned(),
                date: table.text(row, "date").to_owned(),
                origin: table.text(row, "origin").to_owned(),
                line: row.line,
                other: table.others(row, &|c| named.contains(&c)),
            });
        }
        events
    }
}

enum Value {
    Nothing,
    NotApplicable,
    Number(f64),
    /// Answers at five levels.
    Answers([f64; 5]),
}

/// What a value cell says; none if it says nothing that can be used.
fn cell(text: &str, levels: bool, in_percent: bool) -> Option<Value> {
    match text {
        "" => Some(Value::Nothing),
        "NA" => Some(Value::NotApplicable),
        _ if levels => {
            let counts: Option<Vec<f64>> = text.split('/').map(|n| number(n.trim()).filter(|n| *n >= 0.0)).collect();
            counts?.try_into().ok().map(Value::Answers)
        }
        _ => percent(text, in_percent).or_else(|| number(text)).map(Value::Number),
    }
}

/// A subject that others inherit from, and that has values only for inherited indicators, only feeds others.
fn mark_sources(document: &mut Document) {
    let parents: Vec<usize> = document.subjects.iter().filter_map(|s| document.subject(s.parent.as_deref()?)).collect();
    let inherited = |id: &str| document.set.indicator(id).is_some_and(|k| document.set.indicators[k].inherited);
    let mut sources = Vec::new();
    for subject in 0..document.subjects.len() {
        if !parents.contains(&subject) || document.subjects[subject].parent.is_some() {
            continue;
        }
        let id = &document.subjects[subject].id;
        let own_value = document
            .observations
            .columns
            .iter()
            .any(|c| !inherited(&c.indicator) && c.cells.status[subject] != Status::Missing);
        let own_ballot = document.ballots.iter().any(|b| b.subject == *id && !inherited(&b.indicator));
        let feeds = document
            .observations
            .columns
            .iter()
            .any(|c| inherited(&c.indicator) && c.cells.status[subject] != Status::Missing)
            || document.ballots.iter().any(|b| b.subject == *id && inherited(&b.indicator));
        if feeds && !own_value && !own_ballot {
            sources.push(subject);
        }
    }
    for subject in sources {
        document.subjects[subject].standing = Standing::Source;
    }
}

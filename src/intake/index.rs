//! What a document knows by name and by code, for looking things up.

use super::aims::is_measure;
use super::compound::{is_partial, measure_in};
use super::measures::unit_in;
use super::text::{Names, counts, fold, without_brackets};
use super::vocabulary::{Meaning, direction, period};
use crate::model::Document;
use std::collections::{BTreeMap, BTreeSet};

/// Places of indicators, subjects and categories in their lists, by code and by name.
#[derive(Default)]
pub(super) struct Index {
    indicator_codes: BTreeMap<String, usize>,
    indicator_names: BTreeMap<String, usize>,
    /// Names without the unit in brackets behind them: 办结率 of 办结率（%）; none that two have.
    indicator_bare: BTreeMap<String, Option<usize>>,
    /// Words that say nothing new in brackets behind a name: units, owners, sources, dimensions.
    beside: BTreeSet<String>,
    /// All indicators of a name that stands at several places of the tree, each with the folded names above it.
    shared: BTreeMap<String, Vec<(usize, Vec<String>)>>,
    /// All indicators of a name that several have, at one place of the tree or at several.
    alike: BTreeMap<String, Vec<usize>>,
    subject_codes: BTreeMap<String, usize>,
    subject_names: BTreeMap<String, usize>,
    /// Other names, as a list of subjects gives them; none that two have.
    subject_aliases: BTreeMap<String, Option<usize>>,
    categories: BTreeMap<String, usize>,
    near_indicators: Names,
    near_subjects: Names,
    /// Subjects that are new, from tables before the one that is read; then those of that table, and which it is.
    near_strangers: Names,
    strangers: Vec<(String, usize)>,
    table: u32,
}

impl Index {
    pub fn new(document: &Document) -> Index {
        let mut index = Index::default();
        for (at, indicator) in document.set.indicators.iter().enumerate() {
            index.indicator_codes.entry(fold(&indicator.id)).or_insert(at);
            index.indicator_names.entry(fold(&indicator.name)).or_insert(at);
        }
        for indicator in &document.set.indicators {
            index.beside.extend([&indicator.unit, &indicator.owner, &indicator.source].map(|word| fold(word)));
        }
        index.beside.extend(document.set.dimensions.iter().map(|dimension| fold(&dimension.name)));
        for (at, indicator) in document.set.indicators.iter().enumerate() {
            let folded = fold(&indicator.name);
            let (outside, inside) = without_brackets(&folded);
            if !inside.is_empty() && is_measure(&inside) {
                let known = index.indicator_bare.entry(outside).or_insert(Some(at));
                *known = known.filter(|other| *other == at);
            }
        }
        let mut places: BTreeMap<String, Vec<(usize, Vec<String>)>> = BTreeMap::new();
        for (at, indicator) in document.set.indicators.iter().enumerate() {
            index.alike.entry(fold(&indicator.name)).or_default().push(at);
            let all = places.entry(fold(&indicator.name)).or_default();
            let above = above(document, &indicator.parent);
            if all.iter().all(|(_, other)| *other != above) {
                all.push((at, above));
            }
        }
        places.retain(|_, all| all.len() > 1);
        index.alike.retain(|_, all| all.len() > 1);
        index.shared = places;
        for (at, subject) in document.subjects.iter().enumerate() {
            index.subject_codes.entry(fold(&subject.id)).or_insert(at);
            index.subject_names.entry(fold(&subject.name)).or_insert(at);
            for alias in subject.attributes.iter().filter(|(head, _)| is_alias(head)).map(|(_, text)| text) {
                for one in alias.split(['、', '，', ',', '；', ';', '/']).filter(|one| !one.trim().is_empty()) {
                    let known = index.subject_aliases.entry(fold(one)).or_insert(Some(at));
                    *known = known.filter(|other| *other == at);
                }
            }
        }
        for (at, category) in document.categories.iter().enumerate() {
            index.categories.entry(fold(&category.id)).or_insert(at);
            index.categories.entry(fold(&category.name)).or_insert(at);
        }
        index.near_indicators = Names::new(document.set.indicators.iter().map(|i| i.name.as_str()));
        index.near_subjects = Names::new(document.subjects.iter().map(|s| s.name.as_str()));
        index.near_strangers = Names::new(std::iter::empty());
        index
    }

    pub fn indicator_code(&self, code: &str) -> Option<usize> {
        self.indicator_codes.get(&fold(code)).copied()
    }

    /// Whether an indicator has exactly this name.
    pub fn has_name(&self, name: &str) -> bool {
        self.indicator_names.contains_key(&fold(name))
    }

    /// By name; also where what stands in brackets behind it makes it no other: a unit, a period, points. 税收收入
    /// （不含留抵退税） is another indicator than 税收收入.
    pub fn indicator_name(&self, name: &str) -> Option<usize> {
        let folded = fold(name);
        // *税收收入, ①税收收入: a mark is no part of a name.
        let marked = |letter: char| "*★☆▲△●◆※#".contains(letter) || ('①'..='⑳').contains(&letter);
        let exact = || self.indicator_names.get(&folded).copied();
        exact().or_else(|| self.indicator_names.get(folded.trim_matches(marked)).copied()).or_else(|| {
            let bare = |name: &str| self.indicator_bare.get(name).copied().flatten();
            let (outside, inside) = without_brackets(&folded);
            if inside.is_empty() {
                return bare(&folded);
            }
            let known = self.indicator_names.get(&outside).copied();
            let (known, unit) = (known.or_else(|| bare(&outside)), is_measure(&inside));
            // 投资额（个） is not 投资额（亿元）.
            let known = known.filter(|_| self.indicator_names.contains_key(&outside) || !unit);
            let own = |piece: &str, at: usize| self.indicator_codes.get(piece) == Some(&at);
            known.filter(|at| pieces(&folded).iter().all(|piece| self.is_aside(piece) || own(piece, *at)))
        })
    }

    /// Whether a word in brackets behind a name says nothing of what is measured.
    fn is_aside(&self, piece: &str) -> bool {
        let digits = piece.chars().any(|letter| letter.is_ascii_digit());
        let points = digits && (piece.ends_with('分') || piece.ends_with('%'));
        // 保留两位小数, 必填: how it is to be filled in.
        let filled = ["填", "小数", "整数", "自动"].iter().any(|word| piece.contains(word));
        // 目标1000万元, 满分30: what is expected, and not what is measured.
        const EXPECTED: [&str; 9] = ["目标", "计划", "任务", "满分", "权重", "≥", "≤", ">", "<"];
        let expected = digits && EXPECTED.iter().any(|word| piece.starts_with(word));
        // 数据来源：税务局, 税务局提供.
        let told = piece.split_once(':').and_then(|(label, _)| measure_in(label)) == Some(Meaning::Aside);
        let told = told || piece.ends_with("提供");
        // (Revenue): the name once more, in English.
        let again = piece.len() >= 4 && piece.chars().all(|letter| letter.is_ascii_alphabetic() || letter == ' ');
        unit_in(piece).is_some()
            || expected
            || told
            || again
            || self.beside.contains(piece)
            || points
            || filled
            || counts(piece)
            || period(piece).is_some()
            || is_partial(piece)
            || direction(piece).is_some()
            || measure_in(piece).is_some()
            || self.category(piece).is_some()
            || self.subject_names.contains_key(piece)
    }

    /// Whether a folded heading below a name says nothing of what is measured.
    pub fn is_beside(&self, folded: &str) -> bool {
        let (plain, inside) = without_brackets(folded);
        self.is_aside(folded) || self.is_aside(&plain) || (plain.is_empty() && self.is_aside(&inside))
    }

    /// The places of a name that several indicators have; empty: it has one place, or none.
    fn places(&self, name: &str) -> &[(usize, Vec<String>)] {
        let folded = fold(name);
        let (outside, _) = without_brackets(&folded);
        self.shared.get(&folded).or_else(|| self.shared.get(&outside)).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether a name stands at several places of the tree.
    pub fn is_shared(&self, name: &str) -> bool {
        !self.shared.is_empty() && !self.places(name).is_empty()
    }

    /// All indicators of this name where several have it; otherwise nothing.
    pub fn alike(&self, name: &str) -> &[usize] {
        if self.alike.is_empty() {
            return &[];
        }
        self.alike.get(&fold(name)).map(Vec::as_slice).unwrap_or_default()
    }

    /// The indicators of a name between which the texts beside it do not decide; none: it is clear which one is meant.
    pub fn unsettled(&self, name: &str, beside: &[&str]) -> Vec<usize> {
        if self.shared.is_empty() {
            return Vec::new();
        }
        let settled = self.indicator_below(name, beside).is_some();
        self.places(name).iter().filter(|_| !settled).map(|(at, _)| *at).collect()
    }

    /// Of several indicators with this name the one below a dimension that is named beside it.
    pub fn indicator_below(&self, name: &str, beside: &[&str]) -> Option<usize> {
        if self.shared.is_empty() {
            return None;
        }
        let beside: Vec<String> = beside.iter().map(|text| fold(text)).collect();
        let named = |above: &[String]| above.iter().any(|name| beside.contains(name));
        let mut fitting = self.places(name).iter().filter(|(_, above)| named(above));
        match (fitting.next(), fitting.next()) {
            (Some((at, _)), None) => Some(*at),
            _ => None,
        }
    }

    /// The indicator whose name a heading has in front of a bracket that may say something else: 税收收入（全口径）. What is
    /// left out or only a part is another one.
    pub fn likely(&self, text: &str) -> Option<usize> {
        const OTHER: [&str; 10] = ["不含", "其中", "除", "初", "首", "均", "增", "净", "部分", "未"];
        let (outside, inside) = without_brackets(&fold(text));
        let known = self.indicator_names.get(&outside).copied().filter(|_| !inside.is_empty());
        let coded = inside.contains(|letter: char| letter.is_ascii_alphanumeric());
        known.filter(|_| !coded && !is_measure(&inside) && !OTHER.iter().any(|word| inside.contains(word)))
    }

    /// The name of the indicator that a text names in one of the words for growth: 同比增长 for 增速. None: nobody's, or
    /// that of two.
    pub fn grown(&self, text: &str) -> Option<String> {
        let folded = fold(text);
        if self.indicator_names.contains_key(&folded) {
            return Some(folded);
        }
        let stem = grown(&folded)?;
        let mut found = self.indicator_names.keys().filter(|name| grown(name).as_ref() == Some(&stem));
        found.next().filter(|_| found.next().is_none()).cloned()
    }

    /// By name or by code.
    pub fn indicator(&self, text: &str) -> Option<usize> {
        if text.trim().is_empty() {
            return None;
        }
        self.indicator_name(text).or_else(|| self.indicator_code(text)).or_else(|| self.indicator_coded(text))
    }

    /// Z01 办结率, Z02-信访件数（件）: a code with the name behind it; both are of the same indicator, or the code of none.
    fn indicator_coded(&self, text: &str) -> Option<usize> {
        let folded = fold(text);
        let end = folded.find(|letter: char| !(letter.is_ascii_alphanumeric() || "-_./".contains(letter)))?;
        for at in (1..=end).rev() {
            let (code, rest) = folded.split_at(at);
            let bare = rest.trim_start_matches(|letter: char| "-_.:,/".contains(letter));
            let separated = code.ends_with(['-', '_', '.', '/']) || bare.len() < rest.len();
            let code = code.trim_end_matches(|letter: char| "-_./".contains(letter));
            let Some(named) = self.indicator_name(bare) else { continue };
            // A code that nobody has must at least look like one: 3D打印率 and 5G-覆盖率 are names.
            let digits = code.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
            let apart = separated && !digits.is_empty();
            let numbered = digits.chars().all(|letter| letter.is_ascii_digit() || "-_./".contains(letter));
            return match self.indicator_codes.get(code) {
                Some(owner) => Some(named).filter(|named| named == owner),
                None => Some(named).filter(|_| apart && numbered),
            };
        }
        None
    }

    pub fn near_indicator(&mut self, name: &str) -> Option<usize> {
        let (outside, _) = without_brackets(&fold(name));
        self.near_indicators.nearest(&outside)
    }

    /// The indicator whose name stands in a longer text, the longest of them.
    pub fn indicator_inside(&self, text: &str) -> Option<usize> {
        let folded = fold(text);
        let inside =
            self.indicator_names.iter().filter(|(name, _)| name.chars().count() >= 3 && folded.contains(*name));
        inside.max_by_key(|(name, _)| name.len()).map(|(_, at)| *at)
    }

    pub fn subject_code(&self, code: &str) -> Option<usize> {
        self.subject_codes.get(&fold(code)).copied()
    }

    pub fn subject_name(&self, name: &str) -> Option<usize> {
        self.subject_names.get(&fold(name)).copied()
    }

    /// By code, then by name, then by another name that the list gives.
    pub fn subject(&self, text: &str) -> Option<usize> {
        let folded = fold(text);
        let of = |map: &BTreeMap<String, usize>| map.get(&folded).copied();
        let alias = || self.subject_aliases.get(&folded).copied().flatten();
        of(&self.subject_codes).or_else(|| of(&self.subject_names)).or_else(alias)
    }

    /// The subject whose code stands in a longer text (a file's name) with nothing of its kind beside it: 采集表_U03.
    pub fn subject_coded_inside(&self, text: &str) -> Option<usize> {
        let folded = fold(text);
        let pieces = folded.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '-'));
        // A mere number in a file's name counts files or years.
        let named = pieces.filter(|piece| piece.chars().any(|letter| letter.is_ascii_alphabetic()));
        let mut found = named.filter_map(|piece| self.subject_codes.get(piece).copied());
        let first = found.next()?;
        found.all(|other| other == first).then_some(first)
    }

    pub fn near_subject(&mut self, name: &str) -> Option<usize> {
        self.near_subjects.nearest(name).or_else(|| self.near_subjects.shortened(name))
    }

    /// A subject almost of this name that is new itself, and came with another table than this one.
    pub fn near_stranger(&mut self, name: &str, table: u32) -> Option<usize> {
        if table != self.table {
            self.table = table;
            for (name, at) in self.strangers.drain(..) {
                self.near_strangers.push(&name, at);
            }
        }
        let near = &mut self.near_strangers;
        near.nearest(name).or_else(|| near.shortened(name)).or_else(|| near.lengthened(name))
    }

    /// The subject whose name stands in a longer text (a file's name), the longest of them.
    pub fn subject_inside(&self, text: &str) -> Option<usize> {
        let folded = fold(text);
        let inside = self.subject_names.iter().filter(|(name, _)| name.chars().count() >= 2 && folded.contains(*name));
        if let Some((_, at)) = inside.max_by_key(|(name, _)| name.len()) {
            return Some(*at);
        }
        // 采集表_教育局 for 示例市教育局: one name only must end in what the file is called.
        let pieces = folded.split(['_', '-', '.', '(', ')']).filter(|piece| piece.chars().count() >= 3);
        for piece in pieces {
            let mut ending = self.subject_names.iter().filter(|(name, _)| name.ends_with(piece));
            if let (Some((_, at)), None) = (ending.next(), ending.next()) {
                return Some(*at);
            }
        }
        None
    }

    /// A category by its id or name, with or without 类.
    pub fn category(&self, text: &str) -> Option<usize> {
        let folded = fold(text);
        let plain = folded.trim_end_matches("单位").trim_end_matches("部门");
        [folded.as_str(), folded.trim_end_matches('类'), plain, plain.trim_end_matches('类')]
            .into_iter()
            .find_map(|name| self.categories.get(name).or_else(|| self.categories.get(&format!("{name}类"))))
            .copied()
    }

    pub fn add_subject(&mut self, id: &str, name: &str, at: usize) {
        self.subject_codes.insert(fold(id), at);
        self.subject_names.entry(fold(name)).or_insert(at);
        self.strangers.push((name.to_owned(), at));
    }

    pub fn add_indicator(&mut self, id: &str, name: &str, at: usize) {
        self.indicator_codes.insert(fold(id), at);
        self.indicator_names.entry(fold(name)).or_insert(at);
    }

    pub fn add_category(&mut self, id: &str, name: &str, at: usize) {
        self.categories.insert(fold(id), at);
        self.categories.entry(fold(name)).or_insert(at);
    }
}

/// What stands in brackets in a folded name, piece by piece: 税收收入（万元，累计）（10分）.
pub(super) fn pieces(folded: &str) -> Vec<String> {
    let whole = without_brackets(folded).1;
    if is_measure(&whole) {
        return vec![whole];
    }
    let mut depth = 0;
    let separated: String = folded
        .chars()
        .filter_map(|letter| {
            match letter {
                '(' => depth += 1,
                ')' if depth > 0 => depth -= 1,
                ',' | ';' if depth > 0 => {}
                _ => return (depth > 0).then_some(letter),
            }
            Some(';')
        })
        .collect();
    separated.split(';').filter(|piece| !piece.is_empty()).map(str::to_owned).collect()
}

/// What grows, by a folded name that says how much it does, in per cent: 地区生产总值 of 地区生产总值同比增长（%）.
fn grown(folded: &str) -> Option<String> {
    const ENDS: [&str; 7] = ["增长率", "增长幅度", "增长速度", "增速", "增幅", "涨幅", "增长"];
    let (outside, inside) = without_brackets(folded);
    let stem = ENDS.iter().find_map(|end| outside.strip_suffix(end)).filter(|_| matches!(inside.as_str(), "" | "%"))?;
    let stem = stem.trim_end_matches("同比");
    (stem.chars().count() >= 2).then(|| stem.to_owned())
}

/// Whether a column of a list of subjects holds their other names.
fn is_alias(head: &str) -> bool {
    let folded = fold(head);
    const WORDS: [&str; 9] = ["简称", "别名", "曾用名", "全称", "别称", "原名", "alias", "shortname", "fullname"];
    WORDS.iter().any(|word| folded.ends_with(word))
}

/// The folded names of a dimension and of those above it.
fn above(document: &Document, id: &str) -> Vec<String> {
    let set = &document.set;
    let mut names = Vec::new();
    let mut next = set.dimension(id);
    while let Some(at) = next.filter(|_| names.len() < 20) {
        names.push(fold(&set.dimensions[at].name));
        next = set.dimensions[at].parent.as_deref().and_then(|parent| set.dimension(parent));
    }
    names
}

//! Addresses: every page, every explanation and every way of looking at the results has one.
//!
//! They are fragments (`#/results/D37/total?scheme=austerity`), so the page works from any folder of any server.

use super::paper::Paper;
use super::view::{Remark, Sort, View};
use std::collections::BTreeMap;

/// What is shown.
#[derive(Clone, Debug, PartialEq)]
pub enum Route {
    /// `#/`: open a document.
    Home,
    /// `#/indicators` and `#/indicators/A101`.
    Indicators {
        /// The category whose weights are shown.
        category: Option<String>,
        /// The node beside the tree.
        node: Option<String>,
    },
    /// `#/results` and `#/results/D37/total`.
    Results {
        /// How the table is looked at.
        view: View,
        /// The number that is explained beside it.
        door: Option<Door>,
    },
    /// `#/data`, `#/data/indicator/A101`, `#/data/table?period=M06`, `#/data/events`, `#/data/subjects`: what is
    /// reported.
    Data {
        sheet: Sheet,
        /// Only subjects of this category.
        category: Option<String>,
    },
    /// `#/import`: tables on their way into the document.
    Import,
    /// `#/settings`: categories, grades, limits.
    Settings,
    /// `#/compare/schemes` and so on: two or more sides of one question.
    Compare {
        kind: Comparing,
        /// What is compared, as it stands in the address: `left`, `right`, `period`, `subject` …
        pick: BTreeMap<String, String>,
    },
    /// `#/paper/notice` and so on: what is printed and hung out.
    Paper(Paper),
    /// `#/versions`: checkpoints, backups, the log.
    Versions,
    /// `#/about`: what this browser can do, and what is kept in it.
    About,
}

/// A table of what is reported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Sheet {
    /// Values by subject; none: the first indicator.
    #[default]
    Indicators,
    /// Values of one indicator.
    Indicator(String),
    /// Values of one indicator for one subject.
    Cell { indicator: String, subject: String },
    /// Values of all indicators in a period; none: the one in which most is reported.
    Table { period: Option<String> },
    /// Bonuses, deductions, vetoes.
    Events,
    /// Who is assessed.
    Subjects,
}

/// What is compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Comparing {
    /// Weight schemes of the open document.
    #[default]
    Schemes,
    /// Categories of the open document.
    Categories,
    /// The open document with another one.
    Documents,
    /// What is supposed with what is saved.
    Supposed,
}

impl Comparing {
    /// All of them, in the order of the page.
    pub const ALL: [Comparing; 4] =
        [Comparing::Schemes, Comparing::Categories, Comparing::Documents, Comparing::Supposed];

    /// As written in an address.
    pub fn word(self) -> &'static str {
        match self {
            Comparing::Schemes => "schemes",
            Comparing::Categories => "categories",
            Comparing::Documents => "documents",
            Comparing::Supposed => "supposed",
        }
    }

    fn read(word: &str) -> Option<Comparing> {
        Comparing::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// A number that can be explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Door {
    /// Subject id.
    pub subject: String,
    /// `total`, a node's id, or `<period>/…`.
    pub node: String,
}

impl Door {
    /// The total of a subject.
    pub fn total(subject: &str) -> Door {
        Door { subject: subject.to_owned(), node: "total".to_owned() }
    }

    /// A node of a subject.
    pub fn node(subject: &str, node: &str) -> Door {
        Door { subject: subject.to_owned(), node: node.to_owned() }
    }
}

impl Route {
    /// The results as they are first seen.
    pub fn results() -> Route {
        Route::Results { view: View::default(), door: None }
    }

    /// The data as it is first seen.
    pub fn data() -> Route {
        Route::Data { sheet: Sheet::Indicators, category: None }
    }

    /// The indicators as they are first seen.
    pub fn indicators() -> Route {
        Route::Indicators { category: None, node: None }
    }

    /// Reads an address; what it does not know it leaves out, so an old link still opens something sensible.
    pub fn read(address: &str) -> Route {
        let address = address.strip_prefix('#').unwrap_or(address);
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let mut steps = path.split('/').filter(|step| !step.is_empty()).map(decode);
        let pairs: Vec<(String, String)> = query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(key, value)| (decode(key), decode(value)))
            .collect();
        let value = |key: &str| pairs.iter().find(|(k, v)| k == key && !v.is_empty()).map(|(_, value)| value.clone());
        match steps.next().as_deref() {
            Some("indicators") => Route::Indicators { category: value("category"), node: steps.next() },
            Some("results") => Route::Results {
                door: steps
                    .next()
                    .map(|subject| Door { subject, node: steps.next().unwrap_or_else(|| "total".to_owned()) }),
                view: View {
                    scheme: value("scheme"),
                    period: value("period"),
                    group: value("group"),
                    category: value("category"),
                    search: value("search").unwrap_or_default(),
                    grade: value("grade"),
                    remark: value("remark").and_then(|word| Remark::read(&word)),
                    sort: value("sort").and_then(|word| Sort::read(&word)),
                },
            },
            Some("data") => Route::Data {
                sheet: match (steps.next().as_deref(), steps.next(), steps.next()) {
                    (Some("indicator"), Some(indicator), Some(subject)) => Sheet::Cell { indicator, subject },
                    (Some("indicator"), Some(id), None) => Sheet::Indicator(id),
                    (Some("table"), ..) => Sheet::Table { period: value("period") },
                    (Some("events"), ..) => Sheet::Events,
                    (Some("subjects"), ..) => Sheet::Subjects,
                    _ => Sheet::Indicators,
                },
                category: value("category"),
            },
            Some("import") => Route::Import,
            Some("settings") => Route::Settings,
            Some("compare") => Route::Compare {
                kind: steps.next().and_then(|word| Comparing::read(&word)).unwrap_or_default(),
                pick: pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect(),
            },
            Some("paper") => Route::Paper(steps.next().and_then(|word| Paper::read(&word)).unwrap_or_default()),
            Some("versions") => Route::Versions,
            Some("about") => Route::About,
            _ => Route::Home,
        }
    }

    /// The address, beginning with `#/`.
    pub fn address(&self) -> String {
        let mut address = String::from("#/");
        let mut pairs: Vec<(&str, String)> = Vec::new();
        match self {
            Route::Home => {}
            Route::Indicators { category, node } => {
                address.push_str("indicators");
                if let Some(node) = node {
                    address.push('/');
                    encode(node, &mut address);
                }
                pairs.extend(category.clone().map(|category| ("category", category)));
            }
            Route::Results { view, door } => {
                address.push_str("results");
                if let Some(door) = door {
                    for step in [&door.subject, &door.node] {
                        address.push('/');
                        encode(step, &mut address);
                    }
                }
                pairs.extend(view.pairs());
            }
            Route::Data { sheet, category } => {
                address.push_str("data");
                match sheet {
                    Sheet::Indicators => {}
                    Sheet::Indicator(id) => {
                        address.push_str("/indicator/");
                        encode(id, &mut address);
                    }
                    Sheet::Cell { indicator, subject } => {
                        address.push_str("/indicator");
                        for step in [indicator, subject] {
                            address.push('/');
                            encode(step, &mut address);
                        }
                    }
                    Sheet::Table { period } => {
                        address.push_str("/table");
                        pairs.extend(period.clone().map(|period| ("period", period)));
                    }
                    Sheet::Events => address.push_str("/events"),
                    Sheet::Subjects => address.push_str("/subjects"),
                }
                pairs.extend(category.clone().map(|category| ("category", category)));
            }
            Route::Import => address.push_str("import"),
            Route::Settings => address.push_str("settings"),
            Route::Compare { kind, pick } => {
                address.push_str("compare/");
                address.push_str(kind.word());
                pairs.extend(pick.iter().map(|(key, value)| (key.as_str(), value.clone())));
            }
            Route::Paper(paper) => {
                address.push_str("paper/");
                address.push_str(paper.word());
            }
            Route::Versions => address.push_str("versions"),
            Route::About => address.push_str("about"),
        }
        for (place, (key, value)) in pairs.iter().enumerate() {
            address.push(if place == 0 { '?' } else { '&' });
            address.push_str(key);
            address.push('=');
            encode(value, &mut address);
        }
        address
    }

    /// The same results with another number explained, or none.
    pub fn with_door(&self, door: Option<Door>) -> Route {
        match self {
            Route::Results { view, .. } => Route::Results { view: view.clone(), door },
            _ => Route::Results { view: View::default(), door },
        }
    }

    /// The number that is explained.
    pub fn door(&self) -> Option<&Door> {
        match self {
            Route::Results { door, .. } => door.as_ref(),
            _ => None,
        }
    }

    /// How the results are looked at.
    pub fn view(&self) -> Option<&View> {
        match self {
            Route::Results { view, .. } => Some(view),
            _ => None,
        }
    }
}

/// Writes text so that no character of it is taken for a separator. Letters of all scripts stay readable.
fn encode(text: &str, out: &mut String) {
    for character in text.chars() {
        if (!character.is_ascii() || character.is_ascii_alphanumeric()) || "-_.~:!*()'@,".contains(character) {
            out.push(character);
        } else {
            let mut bytes = [0; 4];
            for byte in character.encode_utf8(&mut bytes).bytes() {
                out.push_str(&format!("%{byte:02X}"));
            }
        }
    }
}

/// Reads text that `encode` or a browser wrote. A stray percent sign stays what it is.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut place = 0;
    while place < bytes.len() {
        let digits = bytes.get(place + 1..place + 3).and_then(|two| std::str::from_utf8(two).ok());
        let byte = digits.and_then(|two| u8::from_str_radix(two, 16).ok());
        match (bytes[place], byte) {
            (b'%', Some(byte)) => {
                out.push(byte);
                place += 3;
            }
            (other, _) => {
                out.push(other);
                place += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::view::SortKey;

    fn there_and_back(route: Route) {
        assert_eq!(Route::read(&route.address()), route, "{}", route.address());
    }

    #[test]
    fn every_address_reads_back_as_what_it_was_written_from() {
        there_and_back(Route::Home);
        there_and_back(Route::indicators());
        there_and_back(Route::Indicators { category: Some("A".into()), node: Some("工作/质量?&=%".into()) });
        there_and_back(Route::results());
        let cell = Sheet::Cell { indicator: "A/1 ?".into(), subject: "甲 & 乙/=".into() };
        let tables = [Sheet::Table { period: None }, Sheet::Table { period: Some("M06".into()) }];
        let others = [Sheet::Indicators, Sheet::Indicator("A/1 ?".into()), cell, Sheet::Events, Sheet::Subjects];
        for sheet in others.into_iter().chain(tables) {
            there_and_back(Route::Data { sheet, category: Some("A".into()) });
        }
        for kind in Comparing::ALL {
            let pick =
                BTreeMap::from([("left".to_owned(), "甲 & 乙=".to_owned()), ("period".to_owned(), "Q1".to_owned())]);
            there_and_back(Route::Compare { kind, pick });
        }
        for paper in Paper::ALL {
            there_and_back(Route::Paper(paper));
        }
        for route in [Route::Import, Route::Settings, Route::Versions, Route::About] {
            there_and_back(route);
        }
        there_and_back(Route::Results {
            view: View {
                scheme: Some("austerity".into()),
                period: Some("Q2".into()),
                group: Some("一级 主任".into()),
                category: Some("B".into()),
                search: "统计 50%".into(),
                grade: Some("优秀".into()),
                remark: Some(Remark::Veto),
                sort: Some(Sort { key: SortKey::Dimension("工作质量".into()), descending: true }),
            },
            door: Some(Door::node("D37", "M06/total")),
        });
    }

    #[test]
    fn addresses_are_short_and_readable() {
        assert_eq!(Route::Home.address(), "#/");
        assert_eq!(Route::results().with_door(Some(Door::total("D37"))).address(), "#/results/D37/total");
        let route = Route::Indicators { category: Some("A".into()), node: Some("A101".into()) };
        assert_eq!(route.address(), "#/indicators/A101?category=A");
    }

    #[test]
    fn what_a_browser_percent_encoded_is_read() {
        let read = Route::read("#/results/D37/%E5%B7%A5%E4%BD%9C?category=B");
        assert_eq!(read.door(), Some(&Door::node("D37", "工作")));
        assert_eq!(read.view().and_then(|view| view.category.as_deref()), Some("B"));
    }

    #[test]
    fn an_unknown_address_is_home_and_an_unknown_word_is_left_out() {
        assert_eq!(Route::read(""), Route::Home);
        assert_eq!(Route::read("#/nowhere"), Route::Home);
        assert_eq!(Route::read("#/results?sort=colour&remark=nice&x=1"), Route::results());
        assert_eq!(Route::read("#/results/D37"), Route::results().with_door(Some(Door::total("D37"))));
        assert_eq!(Route::read("#/results?search=100%"), {
            Route::Results { view: View { search: "100%".into(), ..View::default() }, door: None }
        });
    }
}

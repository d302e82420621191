//! What a comparing page looks at, as its address writes it. Everything is in the address, so a link shows the same.

use super::route::{Comparing, Route};
use std::collections::BTreeMap;

/// Schemes that can stand side by side.
pub const MOST_SCHEMES: usize = 6;
/// The word for the declared weights; a scheme of that name would have to be written after a tilde.
const DECLARED: &str = "declared";
/// What stands between schemes; part of no id that the page wrote, because it is escaped.
const BETWEEN: char = ',';
/// Every group, rather than the first.
const ALL: &str = "*";

/// A page's address, taken apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pick {
    /// In the order shown, the first is the base; none: the declared weights. Empty: the page chooses.
    pub schemes: Vec<Option<String>>,
    /// The scheme that is set against the base; its place among `schemes`.
    pub against: Option<usize>,
    /// One scheme, where only one is looked at: of the open document, and of the one beside it.
    pub scheme: Option<String>,
    pub other_scheme: Option<String>,
    pub period: Option<String>,
    pub other_period: Option<String>,
    /// The other document: `stored:…`, `sample:…`, `file`.
    pub with: Option<String>,
    /// The open document stands on the left.
    pub turned: bool,
    pub group: Group,
    pub category: Option<String>,
    pub search: String,
    pub sort: Option<Order>,
    /// The subject that is looked at more closely.
    pub subject: Option<String>,
    /// The category that it is put under.
    pub under: Option<String>,
    /// Indicators besides dimensions.
    pub whole: bool,
}

/// Whose rows are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Group {
    /// The first that is ranked together.
    #[default]
    First,
    All,
    Named(String),
}

/// By what rows are ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    pub key: OrderKey,
    /// The column it is taken from; names have none.
    pub column: usize,
    pub descending: bool,
}

/// What is ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderKey {
    Rank,
    Published,
    Difference,
    Name,
}

impl OrderKey {
    const ALL: [(OrderKey, &'static str); 4] = [
        (OrderKey::Rank, "rank"),
        (OrderKey::Published, "published"),
        (OrderKey::Difference, "difference"),
        (OrderKey::Name, "name"),
    ];

    fn word(self) -> &'static str {
        OrderKey::ALL.iter().find(|(key, _)| *key == self).map_or("rank", |(_, word)| word)
    }

    /// Good ranks and names are read from the top, large figures too.
    fn falls_first(self) -> bool {
        matches!(self, OrderKey::Published | OrderKey::Difference)
    }
}

impl Order {
    /// How rows stand when nobody said anything.
    pub const USUAL: Order = Order { key: OrderKey::Rank, column: 0, descending: false };

    /// After pressing a heading: pressing it again turns the order round.
    pub fn pressed(self, key: OrderKey, column: usize) -> Order {
        let same = self.key == key && self.column == column;
        Order { key, column, descending: if same { !self.descending } else { key.falls_first() } }
    }

    fn word(self) -> String {
        format!("{}{}.{}", if self.descending { "-" } else { "" }, self.key.word(), self.column)
    }

    fn read(word: &str) -> Option<Order> {
        let (descending, word) = word.strip_prefix('-').map_or((false, word), |word| (true, word));
        let (key, column) = word.split_once('.')?;
        let (key, _) = OrderKey::ALL.iter().find(|(_, known)| *known == key)?;
        Some(Order { key: *key, column: column.parse().ok().filter(|column| *column < MOST_SCHEMES)?, descending })
    }
}

fn scheme_word(scheme: &Option<String>) -> String {
    match scheme {
        None => DECLARED.to_owned(),
        Some(id) => {
            let plain = id.replace('~', "~0").replace(BETWEEN, "~1");
            if plain == DECLARED { format!("~{plain}") } else { plain }
        }
    }
}

fn read_scheme(word: &str) -> Option<String> {
    let plain = word.strip_prefix('~').filter(|rest| *rest == DECLARED);
    if let Some(plain) = plain {
        return Some(plain.to_owned());
    }
    (word != DECLARED).then(|| word.replace("~1", ",").replace("~0", "~"))
}

impl Pick {
    /// Reads what stands in an address; what it does not know it leaves out.
    pub fn read(pairs: &BTreeMap<String, String>) -> Pick {
        let value = |key: &str| pairs.get(key).filter(|value| !value.is_empty()).cloned();
        let mut schemes: Vec<Option<String>> = Vec::new();
        for scheme in value("schemes").iter().flat_map(|list| list.split(BETWEEN)).map(read_scheme) {
            if !schemes.contains(&scheme) && schemes.len() < MOST_SCHEMES {
                schemes.push(scheme);
            }
        }
        Pick {
            schemes,
            against: value("against").and_then(|place| place.parse().ok()).filter(|place| *place < MOST_SCHEMES),
            scheme: value("scheme"),
            other_scheme: value("otherScheme"),
            period: value("period"),
            other_period: value("otherPeriod"),
            with: value("with"),
            turned: value("turned").is_some(),
            group: match value("group") {
                None => Group::First,
                Some(all) if all == ALL => Group::All,
                Some(name) => Group::Named(name),
            },
            category: value("category"),
            search: value("search").unwrap_or_default(),
            sort: value("sort").and_then(|word| Order::read(&word)),
            subject: value("subject"),
            under: value("under"),
            whole: value("whole").is_some(),
        }
    }

    /// What stands in the address.
    pub fn pairs(&self) -> BTreeMap<String, String> {
        let yes = |is: bool| is.then(|| "yes".to_owned());
        let schemes: Vec<String> = self.schemes.iter().map(scheme_word).collect();
        let group = match &self.group {
            Group::First => None,
            Group::All => Some(ALL.to_owned()),
            Group::Named(name) => Some(name.clone()),
        };
        [
            ("schemes", (!schemes.is_empty()).then(|| schemes.join(","))),
            ("against", self.against.map(|place| place.to_string())),
            ("scheme", self.scheme.clone()),
            ("otherScheme", self.other_scheme.clone()),
            ("period", self.period.clone()),
            ("otherPeriod", self.other_period.clone()),
            ("with", self.with.clone()),
            ("turned", yes(self.turned)),
            ("group", group),
            ("category", self.category.clone()),
            ("search", (!self.search.is_empty()).then(|| self.search.clone())),
            ("sort", self.sort.filter(|sort| *sort != Order::USUAL).map(Order::word)),
            ("subject", self.subject.clone()),
            ("under", self.under.clone()),
            ("whole", yes(self.whole)),
        ]
        .into_iter()
        .filter_map(|(key, value)| Some((key.to_owned(), value?)))
        .collect()
    }

    /// The page that looks at this.
    pub fn route(&self, kind: Comparing) -> Route {
        Route::Compare { kind, pick: self.pairs() }
    }

    /// The order of the rows.
    pub fn order(&self) -> Order {
        self.sort.unwrap_or(Order::USUAL)
    }

    /// The schemes to show of a document that has these besides the declared weights: those chosen that it has, or
    /// else the declared weights and as many others as fit.
    pub fn schemes_of<'a>(&self, known: impl Iterator<Item = &'a str> + Clone) -> Vec<Option<String>> {
        let there = |scheme: &&Option<String>| scheme.as_ref().is_none_or(|id| known.clone().any(|k| k == id));
        let chosen: Vec<Option<String>> = self.schemes.iter().filter(there).cloned().collect();
        if chosen.is_empty() {
            std::iter::once(None).chain(known.map(|id| Some(id.to_owned()))).take(MOST_SCHEMES).collect()
        } else {
            chosen
        }
    }

    /// The scheme that is set against the base, of so many; none with only one.
    pub fn against_of(&self, schemes: usize) -> Option<usize> {
        self.against.filter(|place| (1..schemes).contains(place)).or((schemes > 1).then_some(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_and_what_it_looks_at_are_the_same_there_and_back() {
        let pick = Pick {
            schemes: vec![None, Some("a,b~".into()), Some("declared".into()), Some("紧缩".into())],
            against: Some(2),
            scheme: Some("x".into()),
            other_scheme: Some("y".into()),
            period: Some("Q1".into()),
            other_period: Some("Q2".into()),
            with: Some("stored:ab".into()),
            turned: true,
            group: Group::Named("甲 & 乙".into()),
            category: Some("A".into()),
            search: "财 政".into(),
            sort: Some(Order { key: OrderKey::Difference, column: 3, descending: true }),
            subject: Some("D37".into()),
            under: Some("B".into()),
            whole: true,
        };
        for pick in [pick, Pick::default(), Pick { group: Group::All, ..Pick::default() }] {
            let route = pick.route(Comparing::Schemes);
            let Route::Compare { pick: pairs, .. } = Route::read(&route.address()) else { panic!("{route:?}") };
            assert_eq!(Pick::read(&pairs), pick);
        }
    }

    #[test]
    fn what_an_address_does_not_say_sensibly_is_left_out() {
        let pairs = [("sort", "colour.1"), ("against", "99"), ("schemes", "a,a,declared,b,c,d,e,f,g"), ("x", "1")];
        let pick = Pick::read(&pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect());
        assert_eq!((pick.sort, pick.against, pick.schemes.len()), (None, None, MOST_SCHEMES));
        assert_eq!(pick.schemes[..2], [Some("a".to_owned()), None]);
    }

    #[test]
    fn schemes_that_a_document_does_not_have_are_not_asked_for() {
        let known = ["austerity", "service"];
        let pick = Pick { schemes: vec![Some("gone".into()), Some("service".into()), None], ..Pick::default() };
        assert_eq!(pick.schemes_of(known.into_iter()), [Some("service".to_owned()), None]);
        let all = Pick::default().schemes_of(known.into_iter());
        assert_eq!(all, [None, Some("austerity".to_owned()), Some("service".to_owned())]);
        assert_eq!(Pick::default().against_of(3), Some(1));
        assert_eq!(Pick { against: Some(2), ..Pick::default() }.against_of(3), Some(2));
        assert_eq!(Pick { against: Some(2), ..Pick::default() }.against_of(2), Some(1));
        assert_eq!(Pick::default().against_of(1), None);
    }

    #[test]
    fn a_heading_pressed_again_turns_the_order_round() {
        let order = Order::USUAL.pressed(OrderKey::Difference, 1);
        assert!(order.descending);
        assert!(!order.pressed(OrderKey::Difference, 1).descending);
        assert!(order.pressed(OrderKey::Difference, 2).descending);
    }
}

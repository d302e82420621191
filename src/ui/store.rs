//! The one place where state lives while the page is open.

use super::effects;
use super::handed::{Handed, tell_here};
use super::keeper::Keeper;
use super::live::memo;
use super::preferences::Preferences;
use super::samples::Sample;
use crate::explain::Explanation;
use crate::i18n::Language;
use crate::i18n::words::{Words, words};
use crate::worker::client::{Desks, Said};
use crate::worker::protocol::{DocumentView, ResultsView};
use crate::workspace::sheet::doubts::Doubts;
use crate::workspace::table::{Sources, rank_changes, rows};
use crate::workspace::{Door, Event, Notice, Route, Shared, SortKey, View, Workspace};
use js_sys::Array;
use leptos::prelude::*;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// State and what is derived from it. Copied freely; there is one.
#[derive(Clone, Copy)]
pub struct Store {
    pub workspace: RwSignal<Workspace>,
    pub preferences: RwSignal<Preferences>,
    pub language: Memo<Language>,
    pub route: Memo<Route>,
    pub view: Memo<View>,
    pub door: Memo<Option<Door>>,
    pub document: Memo<Option<Shared<DocumentView>>>,
    pub results: Memo<Option<Shared<ResultsView>>>,
    pub compared: Memo<Option<Shared<ResultsView>>>,
    pub explanation: Memo<Option<Shared<Explanation>>>,
    /// Places gained by row against the results compared with.
    pub changes: Memo<Option<Arc<Vec<Option<i32>>>>>,
    /// Rows of the table, in order.
    pub rows: Memo<Arc<Vec<u32>>>,
    /// The last notice, and how many there were.
    pub notice: RwSignal<(u32, Option<Notice>)>,
    pub samples: RwSignal<Vec<Sample>>,
    /// Nodes of the indicator tree that are closed.
    pub closed: RwSignal<BTreeSet<String>>,
    /// What is searched for in the indicator tree.
    pub sought: RwSignal<String>,
    /// The part of the address that holds the view.
    pub query: Memo<String>,
    pub keeper: Keeper,
    /// Whether somebody chooses a file to be made.
    pub exporting: RwSignal<bool>,
    /// What was typed into the table of values and not understood.
    pub doubts: RwSignal<Doubts>,
    /// The last file that was handed to the browser.
    pub handed: RwSignal<Option<Handed>>,
    desks: StoredValue<Option<Desks>, LocalStorage>,
}

impl Store {
    /// A page at this address.
    pub fn new(route: Route) -> Store {
        let workspace = RwSignal::new(Workspace::new(route));
        let preferences = RwSignal::new(Preferences::load());
        let open = move |workspace: &Workspace| workspace.open.clone();
        let view = memo(move || workspace.with(|w| w.route.view().cloned().unwrap_or_default()));
        let language = memo(move || preferences.with(|preferences| preferences.language));
        let document = memo(move || workspace.with(|w| w.open.as_ref().map(|open| open.document.clone())));
        let results = memo(move || workspace.with(|w| open(w).and_then(|open| open.results)));
        let compared = memo(move || workspace.with(|w| open(w).and_then(|open| open.compared)));
        let changes = memo(move || {
            let (before, now) = (compared.get()?, results.get()?);
            Some(Arc::new(rank_changes(&before, &now)))
        });
        // The alphabet is asked only when somebody sorts by name, and once for each results.
        let by_name = memo(move || view.with(|view| view.sorted().key == SortKey::Name));
        let names = memo(move || {
            let results = results.get().filter(|_| by_name.get())?;
            let names: Vec<&str> = results.subjects.iter().map(|subject| subject.name.as_str()).collect();
            Some(Arc::new(alphabet(&names, locale(language.get(), false))))
        });
        let table = memo(move || {
            let (Some(document), Some(results)) = (document.get(), results.get()) else { return Arc::default() };
            let (changes, names) = (changes.get(), names.get());
            let sources = Sources {
                document: &document,
                results: &results,
                changes: changes.as_deref().map(Vec::as_slice),
                names: names.as_deref().map(Vec::as_slice),
            };
            Arc::new(view.with(|view| rows(sources, view)))
        });
        let handed = RwSignal::new(None);
        tell_here(handed);
        Store {
            workspace,
            preferences,
            language,
            route: memo(move || workspace.with(|w| w.route.clone())),
            view,
            door: memo(move || workspace.with(|w| w.route.door().cloned())),
            document,
            results,
            compared,
            changes,
            rows: table,
            explanation: memo(move || workspace.with(|w| open(w).and_then(|open| open.explanation))),
            notice: RwSignal::new((0, None)),
            samples: RwSignal::new(Vec::new()),
            closed: RwSignal::new(BTreeSet::new()),
            sought: RwSignal::new(String::new()),
            query: memo(move || {
                let route = Route::Results { view: view.get(), door: None };
                let address = route.address();
                address.find('?').map(|place| address[place..].to_owned()).unwrap_or_default()
            }),
            keeper: Keeper::idle(),
            exporting: RwSignal::new(false),
            doubts: RwSignal::new(Doubts::default()),
            handed,
            desks: StoredValue::new_local(None),
        }
    }

    /// Starts the workers.
    pub fn start(self, worker: &str) {
        let desks = Desks::new(worker, move |said| {
            self.dispatch(match said {
                Said::Reply { desk, id, reply } => Event::Replied { desk, id, reply },
                Said::BrokeDown { desk } => Event::BrokeDown { desk },
            });
        });
        self.desks.set_value(Some(desks));
    }

    /// Something happened.
    pub fn dispatch(self, event: Event) {
        let Some(event) = self.keeper.holds_back(event) else { return };
        let Some(asked) = self.workspace.try_update(|workspace| workspace.update(event)) else { return };
        for effect in asked {
            effects::perform(self, effect);
        }
    }

    /// Goes elsewhere, with a new entry in the history.
    pub fn go(self, route: Route) {
        self.dispatch(Event::Go { route, replace: false });
    }

    /// Looks at the results in another way.
    pub fn look(self, change: impl FnOnce(&View) -> View) {
        let route = self.route.get_untracked();
        let view = change(&self.view.get_untracked());
        let door = route.door().cloned();
        self.go(Route::Results { view, door });
    }

    /// The same while typing: back does not go through every letter.
    pub fn adjust(self, change: impl FnOnce(&View) -> View) {
        let route = self.route.get_untracked();
        let view = change(&self.view.get_untracked());
        let door = route.door().cloned();
        self.dispatch(Event::Go { route: Route::Results { view, door }, replace: true });
    }

    /// Changes what the reader likes, and keeps it.
    pub fn prefer(self, change: impl FnOnce(&mut Preferences)) {
        self.preferences.update(change);
        self.preferences.get_untracked().keep();
    }

    /// Tells those who cannot see it.
    pub fn say(self, notice: Notice) {
        self.notice.update(|(count, last)| {
            *count += 1;
            *last = Some(notice);
        });
    }

    /// The words of the interface in the language of the moment.
    pub fn words(self) -> &'static Words {
        words(self.language.get())
    }

    /// Speaks with the workers.
    pub fn with_desks<T>(self, speak: impl FnOnce(&Desks) -> T) -> Option<T> {
        self.desks.with_value(|desks| desks.as_ref().map(speak))
    }

    /// The address of a door, with the view of the moment.
    pub fn door_address(self, subject: &str, node: &str) -> String {
        let mut address = Route::results().with_door(Some(Door::node(subject, node))).address();
        self.query.with(|query| address.push_str(query));
        address
    }
}

/// The order of names in a language: Chinese by pinyin, or by strokes.
pub fn locale(language: Language, by_strokes: bool) -> &'static str {
    match (language, by_strokes) {
        (_, true) => "zh-u-co-stroke",
        (Language::Chinese, false) => "zh-u-co-pinyin",
        (Language::English, false) => "en",
    }
}

/// The place of every name in that order. The browser knows it.
pub fn alphabet(names: &[&str], locale: &str) -> Vec<u32> {
    let collator = js_sys::Intl::Collator::new(&Array::of1(&locale.into()), &js_sys::Object::new());
    let sorted: Array = names.iter().map(|name| js_sys::JsString::from(*name)).collect();
    let compare = js_sys::Reflect::get(&collator, &"compare".into()).unwrap_or_default();
    let sort = js_sys::Reflect::get(&sorted, &"sort".into()).unwrap_or_default();
    if let Ok(sort) = wasm_bindgen::JsCast::dyn_into::<js_sys::Function>(sort) {
        let _ = sort.call1(&sorted, &compare);
    }
    let places: HashMap<String, u32> =
        sorted.iter().enumerate().filter_map(|(place, name)| Some((name.as_string()?, place as u32))).collect();
    names.iter().map(|name| places.get(*name).copied().unwrap_or(u32::MAX)).collect()
}

/// The store of the page.
pub fn use_store() -> Store {
    expect_context::<Store>()
}

//! Two or more sides of one question, side by side: schemes, categories, documents, a what-if.
//!
//! What is compared stands in the address, and the workspace asks for it; the files of the four kinds draw the answers.

pub mod schemes;
pub mod categories;
pub mod sides;
pub mod documents;

use super::content::{content, mixed};
use super::effects::{copy_link, print};
use super::findings::findings;
use super::icons::{Icon, icon};
use super::keeper::{day, now};
use super::live::{live, memo, part, press};
use super::results::{NothingOpen, scheme_label};
use super::segments::{Choice, list, segments};
use super::store::{Store, use_store};
use crate::i18n::Language;
use crate::i18n::comparison::export_words;
use crate::i18n::names::period;
use crate::i18n::sayings::{self, category_name};
use crate::i18n::words::words;
use crate::i18n::words_comparing::{ComparingWords, comparing_words};
use crate::worker::protocol::{Named, Reply, SideSpec};
use crate::workspace::lineup::Lineup;
use crate::workspace::questions::sides;
use crate::workspace::{Comparing, Event, Group, Pick, Route, Shared, Topic};
use categories::Categories;
use documents::Documents;
use leptos::prelude::*;
use schemes::Schemes;
use sides::Supposed;

/// One of the four pages, and what it looks at.
#[derive(Clone, Copy)]
pub struct Here {
    pub store: Store,
    pub language: Language,
    pub w: &'static ComparingWords,
    pub kind: Comparing,
    pub pick: Memo<Pick>,
}

impl Here {
    /// The page at the address of the moment; none: it is another page.
    pub fn of(store: Store, language: Language, kind: Comparing) -> Here {
        Here { store, language, w: comparing_words(language), kind, pick: picked(store) }
    }

    /// The address with something changed.
    pub fn address(self, change: impl FnOnce(&mut Pick)) -> String {
        let mut pick = self.pick.get();
        change(&mut pick);
        pick.route(self.kind).address()
    }

    /// Looks at something else.
    pub fn go(self, change: impl FnOnce(&mut Pick)) {
        self.turn(change, false);
    }

    /// The same while typing: back does not go through every letter.
    pub fn adjust(self, change: impl FnOnce(&mut Pick)) {
        self.turn(change, true);
    }

    fn turn(self, change: impl FnOnce(&mut Pick), replace: bool) {
        let mut pick = self.pick.get_untracked();
        change(&mut pick);
        self.store.dispatch(Event::Go { route: pick.route(self.kind), replace });
    }

    /// The last answer on a topic.
    pub fn answer(self, topic: Topic) -> Memo<Option<Shared<Reply>>> {
        let store = self.store;
        memo(move || store.workspace.with(|w| w.topics.answer(topic)))
    }

    /// Whether a newer answer is on its way.
    pub fn waits(self, topic: Topic) -> Memo<bool> {
        let store = self.store;
        memo(move || store.workspace.with(|w| w.topics.is_waiting(topic)))
    }

    /// The two sides that are compared at this moment.
    pub fn sides(self) -> Option<[SideSpec; 2]> {
        self.store.workspace.with_untracked(|workspace| {
            let open = workspace.open.as_ref()?;
            sides(self.kind, &self.pick.get_untracked(), &open.document, workspace.beside.as_ref())
        })
    }

    /// Saves what is compared as a table: all subjects, or one.
    pub fn export(self, subject: Option<String>) {
        let Some([left, right]) = self.sides() else { return };
        let words = export_words(self.language);
        let name = self.file_name("csv");
        self.store.dispatch(Event::Export { left, right, subject, words, name });
    }

    /// What a file made here is called.
    pub fn file_name(self, kind: &str) -> String {
        let document = self.store.document.with_untracked(|d| d.as_ref().map(|d| d.title.clone()).unwrap_or_default());
        super::keeper::file_name(&format!("{document}_{}", self.w.file_name), kind)
    }
}

/// What the address picks.
pub fn picked(store: Store) -> Memo<Pick> {
    memo(move || {
        store.route.with(|route| match route {
            Route::Compare { pick, .. } => Pick::read(pick),
            _ => Pick::default(),
        })
    })
}

/// The page.
#[component]
pub fn Compare(language: Language) -> impl IntoView {
    let store = use_store();
    let w = comparing_words(language);
    let kind = memo(move || {
        store.route.with(|route| match route {
            Route::Compare { kind, .. } => *kind,
            _ => Comparing::Schemes,
        })
    });
    let state = memo(move || store.document.with(|document| document.as_ref().map(|document| document.computable)));
    part(move || match state.get() {
        None => view! { <NothingOpen language title=w.title /> }.into_any(),
        Some(computable) => {
            let body = part(move || {
                let here = Here::of(store, language, kind.get());
                if !computable {
                    return not_computable(here).into_any();
                }
                match here.kind {
                    Comparing::Schemes => view! { <Schemes here /> }.into_any(),
                    Comparing::Categories => view! { <Categories here /> }.into_any(),
                    Comparing::Documents => view! { <Documents here /> }.into_any(),
                    Comparing::Supposed => view! { <Supposed here /> }.into_any(),
                }
            });
            let stopped = part(move || {
                store
                    .workspace
                    .with(|w| w.open.as_ref().is_some_and(|open| open.broken))
                    .then(|| view! { <p class="warning" role="alert">{w.worker_stopped}</p> })
            });
            view! {
                <div class="comparing">
                    <div class="page-head">
                        <h1 tabindex="-1">{w.title}</h1>
                        <p class="page-lead">{w.lead}</p>
                    </div>
                    {printed_head(store, language)}
                    {stopped}
                    {tabs(language, kind)}
                    {body}
                </div>
            }
            .into_any()
        }
    })
}

fn tabs(language: Language, kind: Memo<Comparing>) -> impl IntoView {
    let w = comparing_words(language);
    let tab = move |of: Comparing| {
        let name = match of {
            Comparing::Schemes => w.schemes,
            Comparing::Categories => w.categories,
            Comparing::Documents => w.documents,
            Comparing::Supposed => w.supposed,
        };
        view! {
            <li>
                <a
                    href=Pick::default().route(of).address()
                    data-kind=of.word()
                    aria-current=live(move || (kind.get() == of).then_some("page"))
                >
                    {name}
                </a>
            </li>
        }
    };
    view! {
        <nav class="kinds" aria-label=w.tabs>
            <ul>{Comparing::ALL.map(tab).into_iter().collect_view()}</ul>
        </nav>
    }
}

/// What a sheet of paper says above the table.
fn printed_head(store: Store, language: Language) -> impl IntoView {
    let w = comparing_words(language);
    let title = part(move || store.document.with(|document| document.as_ref().map(|d| content(d.title.clone()))));
    view! {
        <p class="printed-head" aria-hidden="true">{title} <span>{w.printed} " " {day(now())}</span></p>
    }
}

fn not_computable(here: Here) -> impl IntoView {
    let w = here.w;
    let list = here
        .store
        .document
        .with(|document| document.as_ref().map(|document| findings(here.language, &document.findings)));
    view! {
        <p class="warning" role="alert">{w.not_computable}</p>
        {list}
    }
}

/// Says what there is nothing of, and where to go on.
pub fn nothing(what: &'static str, next: &'static str, links: Vec<(&'static str, Route)>) -> AnyView {
    let links = links
        .into_iter()
        .map(|(name, route)| view! { <a class="button" href=route.address()>{name}</a> })
        .collect_view();
    view! {
        <div class="empty">
            <p>{what} " " {next}</p>
            {links}
        </div>
    }
    .into_any()
}

/// What an answer that is none says; none while it is on its way.
pub fn failed(here: Here, reply: &Reply) -> AnyView {
    match reply {
        Reply::Refused { findings: found } => findings(here.language, found).into_any(),
        _ => view! { <p class="empty">{here.w.not_found}</p> }.into_any(),
    }
}

/// The name of a scheme; none: the declared weights.
pub fn scheme_name(language: Language, scheme: &Option<Named>) -> String {
    scheme.as_ref().map_or_else(|| words(language).declared_weights.to_owned(), |s| scheme_label(&s.name).to_owned())
}

/// A list of weights to choose from.
pub fn schemes_list(
    language: Language,
    name: &'static str,
    label: &'static str,
    schemes: &[Named],
    chosen: Signal<String>,
    choose: impl Fn(Option<String>) + Copy + Send + Sync + 'static,
) -> Option<AnyView> {
    let declared = Choice::ours("", words(language).declared_weights);
    let others = schemes.iter().map(|scheme| Choice::theirs(&scheme.id, scheme_label(&scheme.name)));
    let choices = std::iter::once(declared).chain(others).collect();
    (!schemes.is_empty()).then(|| list(name, label.to_owned(), choices, chosen, move |value| choose(filled(value))))
}

/// A list of periods to choose from.
pub fn periods_list(
    language: Language,
    name: &'static str,
    label: &'static str,
    periods: &[String],
    chosen: Signal<String>,
    choose: impl Fn(Option<String>) + Copy + Send + Sync + 'static,
) -> Option<AnyView> {
    let last = periods.len().saturating_sub(1);
    let choice = |(place, name): (usize, &String)| {
        Choice::ours(if place == last { "" } else { name }, sayings::capital(&period(language, name)))
    };
    let choices = periods.iter().enumerate().map(choice).rev().collect();
    (periods.len() > 1).then(|| list(name, label.to_owned(), choices, chosen, move |value| choose(filled(value))))
}

/// Group, category and search: which rows are looked at.
pub fn filters(here: Here, lineup: &Lineup) -> AnyView {
    let Here { language, w, pick, .. } = here;
    let groups = (lineup.groups.len() > 1).then(|| {
        let count = |k: usize| lineup.group.iter().filter(|group| **group == Some(k as u32)).count().to_string();
        let named =
            |(k, name): (usize, &String)| Choice::theirs(name, category_name(language, name)).with_note(count(k));
        let mut choices: Vec<Choice> = lineup.groups.iter().enumerate().map(named).collect();
        choices.push(Choice::ours("*", w.all_groups).with_note(lineup.subjects.len().to_string()));
        let known = lineup.groups.clone();
        let chosen = live(move || {
            pick.with(|pick| match &pick.group {
                Group::All => "*".to_owned(),
                Group::Named(name) if known.contains(name) => name.clone(),
                _ => known.first().cloned().unwrap_or_default(),
            })
        });
        segments("compare-group", words(language).group.to_owned(), choices, chosen, move |value| {
            here.go(|pick| pick.group = if value == "*" { Group::All } else { Group::Named(value) });
        })
    });
    let categories = lineup.has_own_categories().then(|| {
        let all = Choice::ours("", words(language).all_categories);
        let choice = |category: &Named| Choice::theirs(&category.id, category_name(language, &category.name));
        let choices = std::iter::once(all).chain(lineup.categories.iter().map(choice)).collect();
        let chosen = live(move || pick.with(|pick| pick.category.clone()).unwrap_or_default());
        list("compare-category", w.category.to_owned(), choices, chosen, move |value| {
            here.go(|pick| pick.category = filled(value));
        })
    });
    let placeholder = words(language).search_subjects;
    view! {
        {groups}
        {categories}
        <label class="search">
            {icon(Icon::Search)}
            <span class="visually-hidden">{placeholder}</span>
            <input
                type="search"
                name="compare-search"
                placeholder=placeholder
                prop:value=live(move || pick.with(|pick| pick.search.clone()))
                on:input=move |event| {
                    let search = event_target_value(&event);
                    here.adjust(|pick| pick.search = search);
                }
            />
        </label>
    }
    .into_any()
}

/// Export, print, link.
pub fn actions(here: Here) -> AnyView {
    let (w, store) = (here.w, here.store);
    let export = (here.kind != Comparing::Categories).then(|| {
        view! {
            <button class="button" type="button" id="export-csv" on:click=press(move || here.export(None))>
                {icon(Icon::File)}
                {w.export_csv}
            </button>
        }
    });
    view! {
        <div class="toolbar compare-actions screen-only" role="group" aria-label=w.actions>
            {export}
            <button class="button" type="button" on:click=press(print)>
                {icon(Icon::Print)}
                {words(here.language).print}
            </button>
            <button class="button" type="button" on:click=press(move || copy_link(store))>
                {icon(Icon::Link)}
                {words(here.language).copy_link}
            </button>
        </div>
    }
    .into_any()
}

/// A sentence of ours as a paragraph.
pub fn sentence(text: String) -> AnyView {
    view! { <p>{mixed(text)}</p> }.into_any()
}

/// An empty field is none.
pub fn filled(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

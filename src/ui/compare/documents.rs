//! The open document beside another one: kept here, a file, or an example.

use super::sides::compared;
use super::{Here, periods_list, scheme_name, schemes_list};
use crate::i18n::names::period;
use crate::i18n::sayings::counted;
use crate::store::shelf::Listed;
use crate::ui::content::{content, language_of};
use crate::ui::files::read_chosen;
use crate::ui::findings::findings;
use crate::ui::icons::{Icon, icon};
use crate::ui::live::{live, memo, part, press};
use crate::ui::progress::skeleton;
use crate::ui::shelf::{documents, stored};
use crate::ui::store::Store;
use crate::worker::protocol::{OtherView, SideView};
use crate::workspace::event::Cause;
use crate::workspace::{Alongside, Beside, Event};
use leptos::html::Input;
use leptos::prelude::*;
use std::sync::Arc;

const STORED: &str = "stored:";
const SAMPLE: &str = "sample:";
const FILE: &str = "file:";

/// The page.
#[component]
pub fn Documents(here: Here) -> impl IntoView {
    let Here { store, pick, w, .. } = here;
    let with = memo(move || pick.with(|pick| pick.with.clone()));
    let beside = memo(move || store.workspace.with(|w| w.beside.clone()));
    // A link says which document it was; what can be had without asking anybody is fetched.
    Effect::new(move |_| {
        let samples = store.samples.with(Vec::len);
        let Some(key) = with.get().filter(|_| samples > 0 || with.with(|w| !is_sample(w))) else { return };
        if beside.with_untracked(|beside| beside.as_ref().is_none_or(|beside| beside.key != key)) {
            fetch(here, key);
        }
    });
    part(move || {
        let Some(key) = with.get() else { return chooser(here) };
        let other = beside.get().filter(|beside| beside.key == key);
        match other {
            Some(Beside { document: Some(document), .. }) => side_by_side(here, &document),
            Some(Beside { refused: Some(cause), title, .. }) => view! {
                <div class="empty" role="alert">{content(title)} {why_not(here, &cause)}</div>
                {chooser(here)}
            }
            .into_any(),
            None if key.starts_with(FILE) => view! {
                <p class="empty">{w.file_gone}</p>
                {chooser(here)}
            }
            .into_any(),
            _ => skeleton(8),
        }
    })
}

fn is_sample(with: &Option<String>) -> bool {
    with.as_ref().is_some_and(|key| key.starts_with(SAMPLE))
}

fn why_not(here: Here, cause: &Cause) -> AnyView {
    match cause {
        Cause::Findings(found) => findings(here.language, found).into_any(),
        Cause::NotReadable => here.w.unreadable.into_any(),
        Cause::BrokeDown => here.w.worker_stopped.into_any(),
        Cause::Nothing => here.w.stored_gone.into_any(),
    }
}

/// Fetches what an address calls by this key.
fn fetch(here: Here, key: String) {
    let Here { store, language, .. } = here;
    if let Some(id) = key.strip_prefix(SAMPLE) {
        let sample = store.samples.with_untracked(|all| all.iter().find(|sample| sample.id == id).cloned());
        let (title, what) = match sample {
            Some(sample) => (sample.title(language), Alongside::Files(sample.files())),
            None => (id.to_owned(), Alongside::Unreadable(Cause::Nothing)),
        };
        leptos::task::spawn_local(async move { store.dispatch(Event::OpenBeside { key, title, what }) });
    } else if let Some(id) = key.strip_prefix(STORED).map(str::to_owned) {
        leptos::task::spawn_local(async move {
            let what = match stored(store.keeper, &id).await {
                Some((snapshot, acts)) => Alongside::Stored { snapshot, acts },
                None => Alongside::Unreadable(Cause::Nothing),
            };
            store.dispatch(Event::OpenBeside { key, title: String::new(), what });
        });
    }
}

/// Where the other document may come from.
fn chooser(here: Here) -> AnyView {
    let Here { store, language, w, .. } = here;
    let kept = kept(store);
    let own = part(move || {
        kept.get().map(|entries| {
            if entries.is_empty() {
                return view! { <p class="hint">{w.none_kept}</p> }.into_any();
            }
            let cards = entries
                .into_iter()
                .map(|(id, title, count)| {
                    card(here, format!("{STORED}{id}"), title, counted(language, count.0, count.1))
                })
                .collect_view();
            view! { <ul class="choices">{cards}</ul> }.into_any()
        })
    });
    let samples = part(move || {
        store
            .samples
            .get()
            .into_iter()
            .map(|sample| {
                let count = counted(language, sample.subjects, sample.indicators);
                card(here, format!("{SAMPLE}{}", sample.id), sample.title(language), count)
            })
            .collect_view()
    });
    let field = NodeRef::<Input>::new();
    let chosen = move |_| {
        let Some(input) = field.get_untracked() else { return };
        if let Some(list) = input.files() {
            let reading = read_chosen(&list);
            leptos::task::spawn_local(async move {
                let (title, what) = match reading.await {
                    Ok((title, files)) => (title, Alongside::Files(files)),
                    Err((title, cause)) => (title, Alongside::Unreadable(cause)),
                };
                let key = format!("{FILE}{title}");
                store.dispatch(Event::OpenBeside { key: key.clone(), title, what });
                here.go(|pick| {
                    pick.with = Some(key);
                    pick.subject = None;
                });
            });
        }
        input.set_value("");
    };
    let ask = press(move || {
        if let Some(input) = field.get_untracked() {
            input.click();
        }
    });
    view! {
        <section class="chooser" aria-labelledby="chooser-title">
            <h2 id="chooser-title">{w.choose_document}</h2>
            <p class="hint">{w.choose_document_hint}</p>
            <h3>{w.from_here}</h3>
            {own}
            <h3>{w.from_file}</h3>
            <button class="button" type="button" id="beside-file" on:click=ask>
                {icon(Icon::File)}
                {w.open_other_file}
            </button>
            <input
                node_ref=field
                id="beside-field"
                type="file"
                accept=".json,.zip,application/json,application/zip"
                hidden=true
                aria-label=w.open_other_file
                on:change=chosen
            />
            <h3>{w.from_samples}</h3>
            <ul class="choices">{samples}</ul>
        </section>
    }
    .into_any()
}

fn card(here: Here, key: String, title: String, count: String) -> AnyView {
    let mark = key.clone();
    view! {
        <li>
            <a
                class="choice"
                data-with=mark
                href=live(move || here.address(|pick| {
                    pick.with = Some(key.clone());
                    pick.subject = None;
                    pick.other_scheme = None;
                    pick.other_period = None;
                }))
            >
                <span class="choice-title" data-content=true lang=language_of(&title)>{title.clone()}</span>
                <span class="choice-count">{count}</span>
            </a>
        </li>
    }
    .into_any()
}

/// A document that is kept here: its id, its title, its subjects and indicators.
type Kept = (String, String, (u32, u32));

/// Documents that are kept here, without the open one and those in the bin; none: not known yet.
fn kept(store: Store) -> RwSignal<Option<Vec<Kept>>> {
    let kept = RwSignal::new(None);
    let open = store.keeper.document.get_untracked();
    leptos::task::spawn_local(async move {
        let listed = documents(store.keeper).await.unwrap_or_default();
        let entry = |one: Listed| match one {
            Listed::Entry(entry) if entry.binned_at.is_none() && Some(&entry.id) != open.as_ref() => {
                Some((entry.id, entry.title, (entry.subjects as u32, entry.indicators as u32)))
            }
            _ => None,
        };
        kept.try_set(Some(listed.into_iter().filter_map(entry).collect()));
    });
    kept
}

fn side_by_side(here: Here, other: &OtherView) -> AnyView {
    let Here { store, language, w, pick, .. } = here;
    let (title, schemes, periods) = store.document.with_untracked(|d| {
        d.as_ref().map(|d| (d.title.clone(), d.schemes.clone(), d.periods.clone())).unwrap_or_default()
    });
    let chosen = |of: fn(&crate::workspace::Pick) -> Option<String>| live(move || pick.with(of).unwrap_or_default());
    let own = view! {
        {schemes_list(language, "scheme", w.right_scheme, &schemes, chosen(|p| p.scheme.clone()), move |v| here.go(|p| p.scheme = v))}
        {periods_list(language, "period", w.right_period, &periods, chosen(|p| p.period.clone()), move |v| here.go(|p| p.period = v))}
    };
    let theirs = view! {
        {schemes_list(language, "other-scheme", w.left_scheme, &other.schemes, chosen(|p| p.other_scheme.clone()), move |v| here.go(|p| p.other_scheme = v))}
        {periods_list(language, "other-period", w.left_period, &other.periods, chosen(|p| p.other_period.clone()), move |v| here.go(|p| p.other_period = v))}
    };
    let turned = memo(move || pick.with(|pick| pick.turned));
    let side = |label: Signal<&'static str>, title: String, lists: AnyView| {
        view! { <div class="document-side"><span class="toolbar-label">{label}</span> {content(title)} {lists}</div> }
    };
    let label = |is_left: bool| live(move || if turned.get() == is_left { w.right } else { w.left });
    view! {
        <div class="toolbar document-sides" class:is-turned=turned>
            {side(label(true), other.title.clone(), theirs.into_any())}
            {side(label(false), title, own.into_any())}
            <div class="document-actions">
                <button class="button" type="button" id="turn" aria-pressed=live(move || turned.get().to_string())
                    on:click=press(move || here.go(|pick| pick.turned = !pick.turned))>{w.turn}</button>
                <a class="button" id="choose-another" href=live(move || here.address(|pick| {
                    pick.with = None;
                    pick.subject = None;
                }))>{w.choose_another}</a>
            </div>
        </div>
        {compared(here, Arc::new(move |view| {
            let same = view.left.title == view.right.title;
            [title_of(here, &view.left, same, w.left), title_of(here, &view.right, same, w.right)]
        }))}
    }
    .into_any()
}

/// A side's document with what was chosen of it. `same`: the titles alone do not tell the sides apart.
fn title_of(here: Here, side: &SideView, same: bool, label: &str) -> String {
    let mut title = if same { label.to_owned() } else { side.title.clone() };
    if same || side.scheme.is_some() {
        title.push_str(&format!(" · {}", scheme_name(here.language, &side.scheme)));
    }
    if let Some(name) = &side.period {
        title.push_str(&format!(" · {}", period(here.language, name)));
    }
    title
}

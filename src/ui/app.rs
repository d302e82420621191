//! The frame: head, steps, page, explanation.

use super::about::About;
use super::announcer::Announcer;
use super::banner::Banner;
use super::cells::marks::forgets_the_undone;
use super::compare::Compare;
use super::compare::sides::compares_subject;
use super::data::Data;
use super::decomposition::Decomposition;
use super::dialogs::Dialogs;
use super::effects::{focus_soon, follow, listen_to_address, pause, read_address};
use super::explanation::Explained;
use super::exporting::Exporting;
use super::files::open_dropped;
use super::handed::Handing;
use super::header::Header;
use super::home::Home;
use super::indicators::Indicators;
use super::intake::Import;
use super::library::tell_of_sets;
use super::live::{live, memo, part};
use super::node::NodePanel;
use super::notices::Notices;
use super::paper::Papers;
use super::progress::Progress;
use super::rail::Rail;
use super::results::Results;
use super::samples;
use super::settings::Settings;
use super::store::{Store, use_store};
use super::supposing::Supposing;
use super::tables::listen_for_tables;
use super::toast::Toasts;
use super::versions::Versions;
use crate::i18n::sayings::titled;
use crate::i18n::words::words;
use crate::i18n::words_comparing::comparing_words;
use crate::i18n::words_editing::editing_words;
use crate::i18n::words_intake::intake_words;
use crate::i18n::words_keeping::keeping_words;
use crate::i18n::words_paper::paper_words;
use crate::model::{LogEntry, Logged};
use crate::workspace::Route;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::window;

/// How long the page waits for the workers to say a first word before it calls itself ready.
const PATIENCE_MILLISECONDS: u32 = 8_000;

/// Puts the page on the screen.
pub fn mount() {
    leptos::mount::mount_to_body(App);
}

/// Which page; changes only when the page does.
#[derive(Clone, Copy, PartialEq)]
enum Page {
    Home,
    Indicators,
    Results,
    Data,
    Import,
    Settings,
    Compare,
    Papers,
    Versions,
    About,
}

impl Page {
    fn of(route: &Route) -> Page {
        match route {
            Route::Home => Page::Home,
            Route::Indicators { .. } => Page::Indicators,
            Route::Results { .. } => Page::Results,
            Route::Data { .. } => Page::Data,
            Route::Import => Page::Import,
            Route::Settings => Page::Settings,
            Route::Compare { .. } => Page::Compare,
            Route::Paper(_) => Page::Papers,
            Route::Versions => Page::Versions,
            Route::About => Page::About,
        }
    }
}

#[component]
fn App() -> impl IntoView {
    let store = Store::new(read_address());
    provide_context(store);
    store.start(&worker_address());
    listen_to_address(store);
    follow_preferences(store);
    follow_title(store);
    forgets_the_undone(store);
    follow_document(store);
    tell_of_sets(store);
    listen_for_tables(store);
    leptos::task::spawn_local(become_ready(store));
    #[cfg(feature = "faults")]
    super::faults::offer(store);

    let page = memo(move || store.route.with(Page::of));
    // Whoever cannot see the page is taken to its beginning when it changes; not when it opens.
    Effect::new(move |before: Option<Page>| {
        let now = page.get();
        if before.is_some_and(|before| before != now) {
            focus_soon("main h1");
        }
        now
    });
    let beside = memo(move || match store.route.get() {
        Route::Indicators { node: Some(_), .. } => store.document.with(Option::is_some),
        Route::Results { door: Some(_), .. } => store.document.with(Option::is_some),
        Route::Compare { kind, pick } => compares_subject(&kind, &pick) && store.document.with(Option::is_some),
        _ => false,
    });
    // Whoever closes the panel, or goes back from it, is where they were before.
    Effect::new(move |before: Option<(Page, bool)>| {
        let now = (page.get(), beside.get());
        if before == Some((now.0, true)) && !now.1 {
            focus_soon(BESIDE_PANEL);
        }
        now
    });
    let supposing = memo(move || store.document.with(|d| d.as_ref().is_some_and(|d| d.history.supposed.is_some())));
    let dragged = RwSignal::new(false);
    view! {
        <a class="skip" href="#main" on:click=move |event| {
            event.prevent_default();
            focus_soon("main h1");
        }>{live(move || store.words().skip)}</a>
        <div
            class="frame"
            class:with-panel=beside
            class:is-supposing=supposing
            class:is-paper=live(move || page.get() == Page::Papers)
            class:dragged=dragged
            on:dragover=move |event| {
                event.prevent_default();
                dragged.set(true);
            }
            on:dragleave=move |event| {
                if event.related_target().is_none() {
                    dragged.set(false);
                }
            }
            on:drop=move |event| {
                event.prevent_default();
                dragged.set(false);
                if let Some(transfer) = event.data_transfer() {
                    open_dropped(store, &transfer);
                }
            }
        >
            <Header />
            <Supposing />
            <Rail />
            <main id="main" tabindex="-1">
                <Notices />
                <Progress />
                <Banner />
                {part(move || {
                    let language = store.language.get();
                    match page.get() {
                        Page::Home => view! { <Home language /> }.into_any(),
                        Page::Indicators => view! { <Indicators language /> }.into_any(),
                        Page::Results => view! { <Results language /> }.into_any(),
                        Page::Data => view! { <Data language /> }.into_any(),
                        Page::Import => view! { <Import language /> }.into_any(),
                        Page::Settings => view! { <Settings language /> }.into_any(),
                        Page::Compare => view! { <Compare language /> }.into_any(),
                        Page::Papers => view! { <Papers language /> }.into_any(),
                        Page::Versions => view! { <Versions language /> }.into_any(),
                        Page::About => view! { <About language /> }.into_any(),
                    }
                })}
            </main>
            {part(move || {
                let language = store.language.get();
                beside
                    .get()
                    .then(|| match page.get() {
                        Page::Indicators => view! { <NodePanel language /> }.into_any(),
                        Page::Compare => view! { <Decomposition language /> }.into_any(),
                        _ => view! { <Explained language /> }.into_any(),
                    })
            })}
            <div class="drop-veil" aria-hidden="true">
                <p>{live(move || store.words().drop_now)}</p>
            </div>
        </div>
        <Announcer />
        <Toasts />
        <Handing />
        <Dialogs />
        <Exporting />
    }
}

/// The address of the worker's script: the build writes it into the document.
fn worker_address() -> String {
    let meta = window()
        .and_then(|window| window.document())
        .and_then(|document| document.query_selector("meta[name=mingheng-worker]").ok().flatten());
    meta.and_then(|meta| meta.get_attribute("content")).unwrap_or_else(|| "worker.js".to_owned())
}

/// Language, theme and density are written on the document whenever they, or the system's theme, change.
fn follow_preferences(store: Store) {
    let query = window().and_then(|window| window.match_media("(prefers-color-scheme: dark)").ok().flatten());
    let system_is_dark = RwSignal::new(query.as_ref().is_some_and(|query| query.matches()));
    if let Some(query) = query {
        let changed = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
            let matches = event.target().and_then(|target| target.dyn_into::<web_sys::MediaQueryList>().ok());
            system_is_dark.set(matches.is_some_and(|query| query.matches()));
        });
        let _ = query.add_event_listener_with_callback("change", changed.as_ref().unchecked_ref());
        // The page listens as long as it lives.
        changed.forget();
    }
    Effect::new(move |_| store.preferences.get().apply(system_is_dark.get()));
}

fn follow_title(store: Store) {
    Effect::new(move |_| {
        let language = store.language.get();
        let w = words(language);
        let place = match store.route.get() {
            Route::Home => w.home,
            Route::Indicators { .. } => w.indicators,
            Route::Results { door: None, .. } => w.results,
            Route::Results { door: Some(_), .. } => w.explanation,
            Route::Data { .. } => editing_words(language).title,
            Route::Import => intake_words(language).title,
            Route::Settings => editing_words(language).settings,
            Route::Compare { .. } => comparing_words(language).title,
            Route::Paper(_) => paper_words(language).title,
            Route::Versions => keeping_words(language).title,
            Route::About => keeping_words(language).about,
        };
        let subject = store.explanation.with(|explanation| {
            let shown = store.route.with(|route| route.door().is_some());
            explanation.as_ref().filter(|_| shown).map(|explanation| explanation.subject_name.clone())
        });
        let document = store.document.with(|document| document.as_ref().map(|document| document.title.clone()));
        let title = titled(language, &[Some(place.to_owned()), subject, document]);
        if let Some(page) = window().and_then(|window| window.document()) {
            page.set_title(&title);
        }
    });
}

/// The list of documents says what the open one says of itself.
fn follow_document(store: Store) {
    Effect::new(move |_| {
        // A document that is kept from now on is described too.
        let _ = store.keeper.document.get();
        if let Some(document) = store.document.get() {
            let is_final = matches!(document.log.last(), Some(LogEntry { what: Logged::Finalised { .. }, .. }));
            store.keeper.describe(&document.title, document.subjects, document.indicators, is_final);
        }
    });
}

/// Fetches everything the page will ever need, then says so on the document.
async fn become_ready(store: Store) {
    // Another page may have to be closed first; the rest does not wait for that.
    leptos::task::spawn_local(store.keeper.start(store));
    samples::fetch(store).await;
    let kept = || store.keeper.begun.get_untracked() || store.keeper.blocked.get_untracked();
    let awake = || store.with_desks(|desks| desks.awake()).unwrap_or(true);
    let mut waited = 0;
    while !(awake() && kept()) && waited < PATIENCE_MILLISECONDS {
        pause(50).await;
        waited += 50;
    }
    samples::reopen_last(store);
    let root = window().and_then(|window| window.document()).and_then(|document| document.document_element());
    if let Some(root) = root {
        let _ = root.set_attribute("data-ready", "true");
    }
}

/// Where the focus goes when the panel closes: the figure or row it belonged to.
const BESIDE_PANEL: &str =
    "main .table a[tabindex='0'], main .tree a[tabindex='0'], main .lineup a[tabindex='0'], main #under-subject";

/// The panel that stands beside a page.
#[component]
pub fn Panel(
    /// What it is, for those who cannot see it.
    label: String,
    /// Whether new content is on its way.
    #[prop(into)]
    busy: Signal<bool>,
    /// Where closing it leads.
    #[prop(into)]
    close: Signal<String>,
    children: Children,
) -> impl IntoView {
    let store = use_store();
    view! {
        <aside
            class="panel"
            aria-label=label
            aria-busy=live(move || busy.get().to_string())
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    follow(&close.get_untracked());
                }
            }
        >
            <a
                class="panel-close"
                href=close
                aria-label=live(move || store.words().close)
            >
                {super::icons::icon(super::icons::Icon::Close)}
                <span class="panel-back">{live(move || store.words().back)}</span>
            </a>
            {children()}
        </aside>
    }
}

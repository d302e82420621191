//! What must be known before going on: that nothing is kept, that somebody else writes, that something was lost. One
//! look for all of them: what happened, and what can be done. None of them is in the way of the work.

use super::effects::download;
use super::keeper::{Keeper, Level, file_name, moment};
use super::live::{live, part, press};
use super::saved::export;
use super::shelf;
use super::store::{Store, use_store};
use crate::i18n::Language;
use crate::i18n::keeping;
use crate::i18n::words_keeping::{KeepingWords, keeping_words};
use crate::store::{Fault, Found, Notice, SaveState, Why};
use crate::workspace::Event;
use leptos::prelude::*;
use std::sync::Arc;

type Press = Arc<dyn Fn() + Send + Sync>;

/// One of them.
struct Banner {
    /// For sheets and tests.
    kind: &'static str,
    text: String,
    acts: Vec<(&'static str, Press)>,
}

impl Banner {
    fn new(kind: &'static str, text: impl Into<String>) -> Banner {
        Banner { kind, text: text.into(), acts: Vec::new() }
    }

    fn act(mut self, label: &'static str, press: impl Fn() + Send + Sync + 'static) -> Banner {
        self.acts.push((label, Arc::new(press)));
        self
    }
}

/// All that are due.
#[component]
pub fn Banners() -> impl IntoView {
    let store = use_store();
    let list = part(move || {
        let language = store.language.get();
        let drawn = due(store, language).into_iter().map(|Banner { kind, text, acts }| {
            let acts = acts.into_iter().map(|(label, act)| {
                view! {
                    <button class="button small" type="button" on:click=press(move || act())>
                        {label}
                    </button>
                }
            });
            view! {
                <section class="banner" data-banner=kind>
                    <p data-content=true>{text}</p>
                    <div class="banner-acts">{acts.collect_view()}</div>
                </section>
            }
        });
        drawn.collect_view()
    });
    view! {
        <div class="banners" role="status" aria-live="polite" aria-label=live(move || store.words().name)>
            {list}
        </div>
    }
}

fn due(store: Store, language: Language) -> Vec<Banner> {
    let w = keeping_words(language);
    let keeper = store.keeper;
    let open = store.document.with(Option::is_some);
    let mut all = Vec::new();
    if keeper.blocked.get() {
        all.push(Banner::new("blocked", w.blocked));
    }
    if keeper.safe.get() {
        all.push(Banner::new("safe", w.safe).act(w.dismiss, move || keeper.safe.set(false)));
    }
    match keeper.level.get() {
        Level::MemoryOnly { why: Fault::Newer } => {
            all.push(
                Banner::new("newer-store", w.newer_store).act(w.reload, reload).act(w.raw, move || raw_all(store)),
            );
        }
        Level::MemoryOnly { why } => {
            let banner = Banner::new("memory", keeping::fault(language, &why));
            all.push(if open { banner.act(w.export_now, move || export(store)) } else { banner });
        }
        _ => {}
    }
    if let Some(marker) = keeper.lost.get() {
        let text = keeping::lost(language, marker.documents, &moment(marker.saved_at));
        all.push(Banner::new("lost", text).act(w.dismiss, move || {
            keeper.lost.set(None);
            leptos::task::spawn_local(keeper.mark());
        }));
    }
    if let Some((doc, found)) = keeper.unreadable.get() {
        let text = match found {
            Found::Absent => w.absent,
            Found::Newer { .. } => w.newer_what,
            _ => w.unreadable,
        };
        let banner = Banner::new("unreadable", text);
        let banner = match found {
            Found::Absent => banner,
            _ => banner.act(w.raw, move || raw(store, doc.clone())),
        };
        all.push(banner.act(w.dismiss, move || keeper.unreadable.set(None)));
    }
    if let Some(fault) = keeper.not_read.get() {
        let banner = Banner::new("not-read", keeping::fault(language, &fault));
        all.push(banner.act(w.dismiss, move || keeper.not_read.set(None)));
    }
    let broken = store.workspace.with(|workspace| workspace.open.as_ref().is_some_and(|open| open.broken));
    if broken && keeper.document.with(Option::is_some) {
        all.push(Banner::new("broken", w.broken).act(w.reopen_broken, move || keeper.reopen()));
    }
    let notices = keeper.notices.get();
    let let_go = notices.contains(&Notice::OtherPageLetGo);
    match keeper.state.get() {
        Some(SaveState::Unsaved { fault }) => {
            let banner = Banner::new("unsaved", keeping::fault(language, &fault));
            all.push(banner.act(w.export_now, move || export(store)));
        }
        Some(SaveState::ReadOnly { why }) if !(let_go && why == Why::OtherPage) => {
            all.extend(read_only(store, language, w, why));
        }
        _ => {}
    }
    all.extend(notices.into_iter().filter_map(|notice| noticed(store, language, w, notice)));
    all
}

fn read_only(store: Store, language: Language, w: &'static KeepingWords, why: Why) -> Option<Banner> {
    let keeper = store.keeper;
    let banner = Banner::new("read-only", keeping::why(language, why));
    match why {
        Why::Loading | Why::Closed => None,
        Why::OtherPage | Why::TakenOver => Some(banner.act(w.take_over, move || keeper.take_over())),
        Why::NewerProgram => Some(banner.act(w.reload, reload).act(w.export_now, move || export(store))),
        Why::Cleared => Some(banner.act(w.export_now, move || export(store))),
        Why::Unreadable => Some(banner.act(w.raw, move || raw_all(store))),
    }
}

fn noticed(store: Store, language: Language, w: &'static KeepingWords, notice: Notice) -> Option<Banner> {
    let keeper = store.keeper;
    let text = keeping::notice(language, &notice);
    let away = notice.clone();
    let banner = match notice {
        Notice::Harmed { .. } => Banner::new("harmed", text).act(w.download_aside, move || {
            if let Some(doc) = keeper.document.get_untracked() {
                raw(store, doc);
            }
        }),
        Notice::SavingAgain => Banner::new("saving-again", text).act(w.export_now, move || export(store)),
        Notice::NotSaved { .. } => Banner::new("not-saved", text).act(w.export_now, move || export(store)),
        Notice::OtherPageSaved { .. } => {
            return Some(
                Banner::new("other-saved", text)
                    .act(w.load_theirs, move || load_theirs(store))
                    .act(w.not_now, move || keeper.put_away(&away)),
            );
        }
        Notice::OtherPageLetGo => Banner::new("let-go", text).act(w.take_over, move || keeper.take_over()),
        // The state says so already.
        Notice::NewerProgram => return None,
        Notice::BackupFailed { .. } => Banner::new("backup-failed", text),
    };
    Some(banner.act(w.dismiss, move || keeper.put_away(&away)))
}

fn load_theirs(store: Store) {
    if let Some(doc) = store.keeper.document.get_untracked() {
        store.dispatch(Event::Stay);
        leptos::task::spawn_local(store.keeper.open(doc, false));
    }
}

fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}

/// Hands out what is stored of a document, readable or not.
pub fn raw(store: Store, doc: String) {
    leptos::task::spawn_local(async move {
        let bytes = shelf::raw(store.keeper, &doc).await;
        hand_out(store, bytes);
    });
}

fn raw_all(store: Store) {
    leptos::task::spawn_local(async move {
        let bytes = shelf::raw_all().await;
        hand_out(store, bytes);
    });
}

fn hand_out(store: Store, bytes: Result<Vec<u8>, Fault>) {
    match bytes {
        Ok(bytes) => download(&file_name("mingheng-rescue", "json"), &bytes, "application/json"),
        Err(fault) => Keeper::tell(store.keeper, keeping::fault(store.language.get_untracked(), &fault), None),
    }
}

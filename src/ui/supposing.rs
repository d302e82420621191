//! 试算: the bar that says that nothing is in effect yet, who would move, and how to end it.

use super::content::{content, mixed};
use super::editor::{act, locked};
use super::history::history;
use super::live::{live, memo, part, press};
use super::store::use_store;
use crate::edit::What;
use crate::i18n::words_editing::editing_words;
use crate::i18n::{change, fixed, sayings_editing};
use crate::workspace::editing::moved;
use crate::workspace::{Comparing, Route};
use leptos::prelude::*;

/// The bar; nothing while nothing is supposed.
#[component]
pub fn Supposing() -> impl IntoView {
    let store = use_store();
    let history = history(store);
    let on = memo(move || history.with(|history| history.supposed.is_some()));
    part(move || {
        if !on.get() {
            return None;
        }
        let language = store.language.get();
        let w = editing_words(language);
        let count = live(move || history.with(|history| history.supposed.as_ref().map_or(0, Vec::len)) as u32);
        let list = part(move || {
            let said = history.with(|history| history.supposed.clone().unwrap_or_default());
            if said.is_empty() {
                return view! { <p class="supposing-effect">{w.supposed_none}</p> }.into_any();
            }
            let lines = said.iter().map(|said| view! { <li>{mixed(change(language, said))}</li> }).collect_view();
            view! {
                <details class="supposing-list">
                    <summary>{w.supposed_list}</summary>
                    <ol>{lines}</ol>
                </details>
            }
            .into_any()
        });
        let effect = part(move || {
            if history.with(|history| history.supposed.as_ref().is_none_or(Vec::is_empty)) {
                return None;
            }
            let (before, now) = (store.compared.get()?, store.results.get()?);
            let digits = store.document.with(|d| d.as_ref().map_or(2, |d| d.digits));
            let moved = moved(&before, &now);
            let side = |gain: bool, most: Option<(u32, f64)>| {
                let (row, points) = most?;
                let name = now.subjects.get(row as usize)?.name.clone();
                let text = sayings_editing::largest(language, gain, &name, &fixed(points, digits));
                let class = if gain { "gain" } else { "loss" };
                Some(view! { <span class=class>{content(text)}</span> })
            };
            Some(view! {
                <p class="supposing-effect" role="status" data-effect=true>
                    <span>{sayings_editing::moved(language, moved.ranks, moved.totals, moved.grades)}</span>
                    {side(true, moved.gain)}
                    {side(false, moved.loss)}
                </p>
            })
        });
        let fixed_now = memo(move || locked(store).is_some());
        let nothing = memo(move || count.get() == 0);
        let compare = Route::Compare { kind: Comparing::Supposed, pick: Default::default() }.address();
        Some(view! {
            <section class="supposing" aria-label=w.supposing_label>
                <strong class="supposing-head">{live(move || sayings_editing::supposing(language, count.get()))}</strong>
                {effect}
                {list}
                <div class="supposing-ways">
                    <a class="button" class:hidden=nothing href=compare>{w.compare_supposed}</a>
                    <button
                        class="button primary"
                        type="button"
                        title=w.keep_help
                        prop:disabled=fixed_now
                        on:click=press(move || end(store, What::Keep))
                    >
                        {w.keep}
                    </button>
                    <button
                        class="button"
                        type="button"
                        title=w.drop_help
                        prop:disabled=fixed_now
                        on:click=press(move || end(store, What::Drop))
                    >
                        {w.drop}
                    </button>
                </div>
            </section>
        })
    })
}

/// The bar goes away with its buttons, so the focus goes to where the next what-if begins.
fn end(store: super::store::Store, what: What) {
    act(store, what);
    set_timeout(
        || {
            if super::editor::focused().is_none_or(|element| element.tag_name() == "BODY") {
                super::effects::focus_soon(".history-suppose");
            }
        },
        std::time::Duration::from_millis(200),
    );
}

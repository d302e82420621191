//! Work that takes a while: what stands where its answer will be, and, after a second, how far it is and a way to stop
//! it. The style keeps both out of sight before.

use super::live::{live, memo, part, press};
use super::store::use_store;
use crate::i18n::numbers::shorten;
use crate::i18n::{fixed, percent, sayings};
use crate::workspace::Event;
use leptos::prelude::*;

/// Grey rows where the first answer will stand.
pub fn skeleton(rows: u32) -> AnyView {
    let rows = (0..rows).map(|_| view! { <div class="skeleton-row"></div> }).collect_view();
    view! { <div class="skeleton" aria-hidden="true">{rows}</div> }.into_any()
}

/// The bar above the page.
#[component]
pub fn Progress() -> impl IntoView {
    let store = use_store();
    // What runs; the bar is made anew only when that changes, so its delay counts from the beginning.
    let running = memo(move || {
        store.workspace.with(|workspace| match (&workspace.opening, &workspace.open) {
            (Some(opening), _) => Some((true, opening.title.clone())),
            (None, Some(open)) if open.assessing.is_some() => Some((false, String::new())),
            _ => None,
        })
    });
    let share = memo(move || {
        store.workspace.with(|workspace| {
            let opening = workspace.opening.as_ref().and_then(|opening| opening.progress);
            let assessing = workspace
                .open
                .as_ref()
                .and_then(|open| open.assessing.as_ref())
                .and_then(|assessing| assessing.progress);
            opening
                .or(assessing)
                .filter(|(_, total)| *total > 0)
                .map(|(done, total)| f64::from(done) / f64::from(total))
        })
    });
    part(move || {
        running.get().map(|(opening, title)| {
            let language = store.language.get();
            let what = if opening { sayings::opening(language, &title) } else { store.words().assessing.to_owned() };
            view! {
                <div class="progress" role="group" aria-label=what.clone()>
                    <span class="progress-what" data-content=opening>
                        {what.clone()}
                    </span>
                    <progress max="1" value=live(move || share.get().map(|share| fixed(share, 3))) aria-label=what.clone()></progress>
                    <span class="progress-share">
                        {live(move || share.get().map(|share| percent(shorten(share, 2))))}
                    </span>
                    <button class="button" type="button" on:click=press(move || store.dispatch(Event::Cancel))>
                        {store.words().cancel}
                    </button>
                </div>
            }
        })
    })
}

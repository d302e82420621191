//! What stands above every page while the document is not in order: why nothing can be changed, or why it cannot be
//! computed as it is now, with a way to each place where it is mended.

use super::content::mixed;
use super::editor::locked;
use super::icons::{Icon, icon};
use super::live::{memo, part};
use super::store::use_store;
use crate::i18n::problem;
use crate::i18n::words_editing::{EditingWords, editing_words};
use crate::model::{Diagnostic, Severity};
use crate::workspace::editing::mended_at;
use crate::workspace::{Locked, Route};
use leptos::prelude::*;

/// More findings than anybody reads at once.
const MOST: usize = 12;

/// The banner.
#[component]
pub fn Banner() -> impl IntoView {
    let store = use_store();
    let why = memo(move || locked(store));
    let edits = memo(move || {
        store.route.with(|route| matches!(route, Route::Data { .. } | Route::Settings | Route::Indicators { .. }))
    });
    let imports = memo(move || store.route.with(|route| *route == Route::Import));
    let errors = memo(move || {
        store.document.with(|document| {
            let document = document.as_ref().filter(|document| !document.computable)?;
            let errors = document.findings.iter().filter(|finding| finding.severity == Severity::Error);
            Some(errors.cloned().collect::<Vec<Diagnostic>>())
        })
    });
    let stale = memo(move || store.results.with(Option::is_some));
    let fixed = part(move || {
        let w = editing_words(store.language.get());
        let text = locked_words(w, why.get().filter(|_| edits.get())?);
        Some(view! { <p class="banner-locked">{text}</p> })
    });
    let broken = part(move || {
        // What tables are to bring is not missing yet.
        if imports.get() {
            return None;
        }
        let errors = errors.get()?;
        let language = store.language.get();
        let w = editing_words(language);
        let document = store.document.get_untracked()?;
        let lines = errors
            .iter()
            .take(MOST)
            .map(|finding| {
                let message = problem(language, finding);
                let address = mended_at(&document, finding).address();
                view! {
                    <li>
                        <span>{mixed(message.what)} " " {mixed(message.next)}</span>
                        <a class="button small" href=address>{icon(Icon::Edit)} {w.mend}</a>
                    </li>
                }
            })
            .collect_view();
        Some(view! {
            <section class="banner" aria-label=w.not_computable>
                <h2>{w.not_computable}</h2>
                <p>
                    {w.not_computable_lead}
                    " "
                    {stale.get().then_some(w.not_computable_stale)}
                </p>
                <ol>{lines}</ol>
            </section>
        })
    });
    view! {
        {fixed}
        {broken}
    }
}

/// Why nothing can be changed.
pub fn locked_words(w: &EditingWords, why: Locked) -> &'static str {
    match why {
        Locked::Final => w.locked_final,
        Locked::Newer => w.locked_newer,
        Locked::Elsewhere => w.locked_elsewhere,
        Locked::Broken => w.locked_broken,
    }
}

//! Weight schemes of the open document side by side.

use super::sides::shown;
use super::{Here, failed, filters, nothing, periods_list, scheme_name};
use crate::i18n::words::words;
use crate::ui::content::content;
use crate::ui::live::{live, memo, part};
use crate::ui::progress::skeleton;
use crate::ui::segments::{Choice, segments};
use crate::worker::protocol::{DocumentView, Named, Reply};
use crate::workspace::lineup::Lineup;
use crate::workspace::pick::MOST_SCHEMES;
use crate::workspace::{Comparing, Pick, Shared, Topic};
use leptos::prelude::*;

/// The page.
#[component]
pub fn Schemes(here: Here) -> impl IntoView {
    let Here { store, w, .. } = here;
    let document = store.document;
    let several = memo(move || document.with(|d| d.as_ref().is_some_and(|d| !d.schemes.is_empty())));
    part(move || {
        if !several.get() {
            let page = |kind: Comparing| Pick::default().route(kind);
            return nothing(
                w.one_scheme,
                w.one_scheme_next,
                vec![(w.documents, page(Comparing::Documents)), (w.supposed, page(Comparing::Supposed))],
            );
        }
        document.get().map_or_else(|| ().into_any(), |document| schemes(here, document))
    })
}

fn schemes(here: Here, document: Shared<DocumentView>) -> AnyView {
    let Here { language, w, pick, .. } = here;
    let chosen = {
        let document = document.clone();
        memo(move || pick.with(|pick| pick.schemes_of(document.schemes.iter().map(|s| s.id.as_str()))))
    };
    let periods = {
        let value = live(move || pick.with(|pick| pick.period.clone()).unwrap_or_default());
        periods_list(language, "period", words(language).period, &document.periods, value, move |period| {
            here.go(|pick| pick.period = period);
        })
    };
    let answer = here.answer(Topic::Schemes);
    let busy = here.waits(Topic::Schemes);
    let beside = here.answer(Topic::Comparison);
    let body = {
        let document = document.clone();
        part(move || {
            if chosen.with(|chosen| chosen.len() < 2) {
                return view! { <p class="empty" role="status">{w.choose_two}</p> }.into_any();
            }
            match answer.get() {
                Some(reply) => match &*reply {
                    Reply::SchemesCompared(view) => {
                        let titles: Vec<String> = view.schemes.iter().map(|s| scheme_name(language, s)).collect();
                        let lineup = Shared::new(Lineup::of_schemes(view, &document.categories, titles.clone()));
                        let toolbar = filters(here, &lineup);
                        let count = titles.len();
                        let against = memo(move || pick.with(|pick| pick.against_of(count)).unwrap_or(1));
                        let compared = lineup.clone();
                        let figures = part(move || shown(here, compared.clone(), against.get(), beside, count == 2));
                        view! {
                            <div class="toolbar" role="group" aria-label=w.options>
                                {toolbar}
                                {against_switch(here, &titles)}
                            </div>
                            {figures}
                        }
                        .into_any()
                    }
                    reply => failed(here, reply),
                },
                None => skeleton(8),
            }
        })
    };
    view! {
        <div class="toolbar">
            {scheme_boxes(here, &document, chosen)}
            {periods}
        </div>
        <div class="compared" aria-busy=live(move || busy.get().to_string())>{body}</div>
    }
    .into_any()
}

/// Which of the columns the figures are about, where there are several.
fn against_switch(here: Here, titles: &[String]) -> Option<AnyView> {
    let count = titles.len();
    (count > 2).then(|| {
        let choice = |(k, title): (usize, &String)| Choice::theirs(&k.to_string(), title.clone());
        let choices = titles.iter().enumerate().skip(1).map(choice).collect();
        let chosen = live(move || here.pick.with(|pick| pick.against_of(count)).unwrap_or(1).to_string());
        view! {
            <span class="toolbar-label">{here.w.against}</span>
            {segments("against", here.w.against.to_owned(), choices, chosen, move |value| {
                here.go(|pick| pick.against = value.parse().ok());
            })}
        }
        .into_any()
    })
}

/// A box for each scheme: two to six can be ticked. The first that is ticked is the base.
fn scheme_boxes(here: Here, document: &DocumentView, chosen: Memo<Vec<Option<String>>>) -> AnyView {
    let w = here.w;
    let all: Vec<Option<Named>> = std::iter::once(None).chain(document.schemes.iter().cloned().map(Some)).collect();
    let order: Vec<Option<String>> = all.iter().map(|scheme| scheme.as_ref().map(|s| s.id.clone())).collect();
    let boxes = all
        .iter()
        .map(|scheme| {
            let id = StoredValue::new(scheme.as_ref().map(|s| s.id.clone()));
            let order = StoredValue::new(order.clone());
            let ticked = memo(move || chosen.with(|chosen| id.with_value(|id| chosen.contains(id))));
            let full = memo(move || chosen.with(|chosen| chosen.len() >= MOST_SCHEMES));
            let toggle = move |_| {
                let mut now = chosen.get_untracked();
                let own = id.get_value();
                match now.iter().position(|other| *other == own) {
                    Some(place) => {
                        now.remove(place);
                    }
                    None => now.push(own),
                }
                // Columns stand as the document lists its schemes.
                order.with_value(|order| now.sort_by_key(|id| order.iter().position(|other| other == id)));
                // Without any the page would choose again by itself: the base stays.
                if now.is_empty() {
                    now.push(None);
                }
                here.go(|pick| {
                    pick.schemes = now;
                    pick.against = None;
                    pick.sort = None;
                });
            };
            let title = scheme.as_ref().map(|s| s.name.clone());
            let name = scheme_name(here.language, scheme);
            let label = if scheme.is_some() { content(name) } else { name.into_any() };
            view! {
                <label class="tick" title=title.clone() data-content=title.is_some()>
                    <input
                        type="checkbox"
                        name="scheme"
                        value=scheme.as_ref().map_or("declared".to_owned(), |s| s.id.clone())
                        prop:checked=ticked
                        prop:disabled=live(move || full.get() && !ticked.get())
                        on:change=toggle
                    />
                    {label}
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="ticks">
            <legend>{w.choose_schemes} <small>{w.choose_schemes_hint}</small></legend>
            {boxes}
        </fieldset>
    }
    .into_any()
}

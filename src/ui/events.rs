//! Bonuses, deductions, vetoes and bars: a list, and a form for one of them.

use super::content::content;
use super::editor::{editor, make};
use super::icons::{Icon, icon};
use super::live::{live, memo, part, press};
use super::store::{Store, use_store};
use crate::edit::{Change, typed};
use crate::i18n::names::period;
use crate::i18n::words_editing::editing_words;
use crate::i18n::{Language, sayings, sayings_editing};
use crate::model::{Event, EventKind, Period};
use crate::worker::protocol::{Named, Reply};
use crate::workspace::Topic;
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// More are found by searching.
const MOST: usize = 200;
/// Names offered while somebody types.
const OFFERED: usize = 30;

const KINDS: [EventKind; 4] = [EventKind::Bonus, EventKind::Deduction, EventKind::Veto, EventKind::Bar];

/// What is being filled in: where it belongs in the list (none: at the end), and the event.
type Form = Option<(Option<usize>, Event)>;

/// The list, and names of subjects by id.
#[derive(Clone, Default, PartialEq)]
struct Listed {
    events: Arc<Vec<Event>>,
    subjects: Arc<Vec<Named>>,
    names: Arc<BTreeMap<String, String>>,
}

/// The page.
#[component]
pub fn Events(language: Language) -> impl IntoView {
    let store = use_store();
    let w = editing_words(language);
    let editor = editor(store);
    let form: RwSignal<Form> = RwSignal::new(None);
    let sought = RwSignal::new(String::new());
    let answer = memo(move || store.workspace.with(|w| w.topics.answer(Topic::Events)));
    let listed = memo(move || match answer.get().as_deref() {
        Some(Reply::Events { events, subjects }) => Listed {
            events: Arc::new(events.clone()),
            subjects: Arc::new(subjects.clone()),
            names: Arc::new(subjects.iter().map(|s| (s.id.clone(), s.name.clone())).collect()),
        },
        _ => Listed::default(),
    });
    let list = part(move || {
        let Listed { events, names, .. } = listed.get();
        if events.is_empty() {
            return view! { <p class="empty">{w.no_events}</p> }.into_any();
        }
        let wanted = sought.with(|text| text.trim().to_lowercase());
        let name = |event: &Event| names.get(&event.subject).cloned().unwrap_or_else(|| event.subject.clone());
        let found: Vec<(usize, &Event)> = events
            .iter()
            .enumerate()
            .filter(|(_, event)| {
                let texts = [&event.subject, &name(event), &event.code, &event.origin, &event.date];
                wanted.is_empty() || texts.iter().any(|text| text.to_lowercase().contains(&wanted))
            })
            .collect();
        if found.is_empty() {
            return view! { <p class="empty">{w.no_events_found}</p> }.into_any();
        }
        let more = found.len().saturating_sub(MOST);
        let more = (more > 0).then(|| view! { <p class="hint">{sayings_editing::more_events(language, more)}</p> });
        let rows = found
            .into_iter()
            .take(MOST)
            .map(|(place, event)| {
                let name = name(event);
                let label = |what: &str| format!("{what} {name} {}", event.code);
                let mine = event.clone();
                let edit = press(move || {
                    form.set(Some((Some(place), mine.clone())));
                    super::effects::focus_soon(".event-form select, .event-form input");
                });
                let remove = press(move || {
                    make(store, Change::Events { from: place, remove: 1, insert: Vec::new() });
                    super::effects::focus_soon(".add-event");
                });
                let kind = sayings::event_kind(language, event.kind);
                let class = match event.kind {
                    EventKind::Bonus => "event-mark is-gain",
                    _ => "event-mark is-loss",
                };
                let when = event.period.map(|p| sayings::capital(&period(language, &p.to_string())));
                view! {
                    <tr data-event=place>
                        <th scope="row">{content(name.clone())}</th>
                        <td>
                            <span class=class>{kind}</span>
                            {event.exempt.then(|| view! { <span class="tag">{w.event_exempt_short}</span> })}
                        </td>
                        <td>{content(event.code.clone())}</td>
                        <td class="number">{sayings::event_points(event.kind, event.points)}</td>
                        <td>{event.date.clone()} " " <small>{when}</small></td>
                        <td class="event-origin">{content(event.origin.clone())}</td>
                        <td class="event-tools">
                            <button class="button quiet" type="button" aria-label=label(w.edit) title=w.edit data-content=true prop:disabled=editor.locked on:click=edit>
                                {icon(Icon::Edit)}
                            </button>
                            <button class="button quiet" type="button" aria-label=label(w.remove) title=w.remove data-content=true prop:disabled=editor.locked on:click=remove>
                                {icon(Icon::Remove)}
                            </button>
                        </td>
                    </tr>
                }
            })
            .collect_view();
        view! {
            <div class="list-frame" role="region" aria-label=w.tab_events tabindex="0">
                <table class="list">
                    <thead>
                        <tr>
                            <th scope="col">{w.event_subject}</th>
                            <th scope="col">{w.event_kind}</th>
                            <th scope="col">{w.event_code}</th>
                            <th scope="col" class="number">{w.event_points}</th>
                            <th scope="col">{w.event_date}</th>
                            <th scope="col">{w.event_origin}</th>
                            <th scope="col"><span class="visually-hidden">{w.edit}</span></th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {more}
        }
        .into_any()
    });
    let sheet = part(move || form.get().map(|(place, event)| filled_in(language, store, form, listed, place, event)));
    let add = press(move || {
        form.set(Some((None, Event::default())));
        super::effects::focus_soon(".event-form input");
    });
    view! {
        <div class="toolbar">
            <button class="button primary add-event" type="button" prop:disabled=editor.locked on:click=add>
                {icon(Icon::Plus)}
                {w.add_event}
            </button>
            <label class="search">
                {icon(Icon::Search)}
                <span class="visually-hidden">{w.search_events}</span>
                <input
                    type="search"
                    name="search-events"
                    placeholder=w.search_events
                    prop:value=sought
                    on:input=move |event| sought.set(event_target_value(&event))
                />
            </label>
        </div>
        {sheet}
        {list}
    }
}

/// A labelled field of the form.
fn labelled(label: &'static str, hint: &'static str, inside: AnyView) -> AnyView {
    view! {
        <label class="field">
            <span class="field-label">{label} {(!hint.is_empty()).then(|| view! { <small>{hint}</small> })}</span>
            {inside}
        </label>
    }
    .into_any()
}

fn filled_in(
    language: Language,
    store: Store,
    form: RwSignal<Form>,
    listed: Memo<Listed>,
    place: Option<usize>,
    event: Event,
) -> AnyView {
    let w = editing_words(language);
    let known = listed.get_untracked();
    let shown = |id: &str| known.names.get(id).map_or_else(|| id.to_owned(), |name| format!("{id} {name}"));
    let subject = RwSignal::new(shown(&event.subject));
    let kind = RwSignal::new(event.kind);
    let texts = [
        event.code.clone(),
        if event.points == 0.0 { String::new() } else { event.points.to_string() },
        event.date.clone(),
        event.origin.clone(),
        event.fact.clone(),
    ]
    .map(RwSignal::new);
    let [code, points, date, origin, fact] = texts;
    let when = RwSignal::new(event.period.map(|period| period.to_string()).unwrap_or_default());
    let exempt = RwSignal::new(event.exempt);
    let wrong = RwSignal::new(None::<(&'static str, &'static str)>);
    let counts = move || matches!(kind.get(), EventKind::Bonus | EventKind::Deduction);
    // An id, a name, or both as they are offered.
    let whose = move |text: &str| {
        let text = text.trim();
        let first = text.split_whitespace().next().unwrap_or_default();
        listed.with_untracked(|listed| {
            let by_id = |id: &str| listed.names.contains_key(id).then(|| id.to_owned());
            by_id(text).or_else(|| by_id(first)).or_else(|| {
                let mut named = listed.subjects.iter().filter(|subject| subject.name == text);
                named.next().filter(|_| named.next().is_none()).map(|subject| subject.id.clone())
            })
        })
    };
    let close = move || {
        form.set(None);
        super::effects::focus_soon(".add-event");
    };
    let save = move || {
        let Some(id) = whose(&subject.get_untracked()) else {
            return wrong.set(Some(("subject", w.event_subject_needed)));
        };
        if code.with_untracked(|text| text.trim().is_empty()) {
            return wrong.set(Some(("code", w.event_code_needed)));
        }
        let number = match typed::number(&points.get_untracked(), false) {
            Some(number) if number >= 0.0 => number,
            _ if !matches!(kind.get_untracked(), EventKind::Bonus | EventKind::Deduction) => 0.0,
            Some(_) => return wrong.set(Some(("points", w.not_negative))),
            None => return wrong.set(Some(("points", w.number_needed))),
        };
        let trimmed = |text: RwSignal<String>| text.with_untracked(|text| text.trim().to_owned());
        let made = Event {
            subject: id,
            kind: kind.get_untracked(),
            code: trimmed(code),
            points: number,
            date: trimmed(date),
            origin: trimmed(origin),
            fact: trimmed(fact),
            period: when.get_untracked().parse::<Period>().ok(),
            exempt: exempt.get_untracked(),
            ..event.clone()
        };
        let (from, remove) = match place {
            Some(place) => (place, 1),
            None => (listed.with_untracked(|listed| listed.events.len()), 0),
        };
        if place.is_none() || made != event {
            make(store, Change::Events { from, remove, insert: vec![made] });
        }
        close();
    };
    let offered = part(move || {
        let typed = subject.with(|text| text.trim().to_lowercase());
        listed.with(|listed| {
            let fits = |s: &&Named| {
                typed.is_empty() || s.name.to_lowercase().contains(&typed) || s.id.to_lowercase().contains(&typed)
            };
            let found = listed.subjects.iter().filter(fits).take(OFFERED);
            found.map(|s| view! { <option value=format!("{} {}", s.id, s.name)></option> }).collect_view()
        })
    });
    let text = move |name: &'static str, signal: RwSignal<String>, number: bool| {
        view! {
            <input
                type="text"
                name=name
                class:number=number
                inputmode=number.then_some("decimal")
                autocomplete="off"
                data-content=true
                list=(name == "subject").then_some("event-subjects")
                aria-invalid=live(move || wrong.get().is_some_and(|(field, _)| field == name).then_some("true"))
                aria-describedby="event-wrong"
                prop:value=signal
                on:input=move |event| signal.set(event_target_value(&event))
            />
        }
        .into_any()
    };
    let kinds = KINDS
        .iter()
        .map(|one| {
            let one = *one;
            view! {
                <option value=format!("{one:?}") selected=live(move || kind.get() == one)>
                    {sayings::event_kind(language, one)}
                </option>
            }
        })
        .collect_view();
    let kind_field = view! {
        <select
            name="kind"
            on:change=move |event| {
                let word = event_target_value(&event);
                kind.set(KINDS.into_iter().find(|one| format!("{one:?}") == word).unwrap_or_default());
            }
        >
            {kinds}
        </select>
    }
    .into_any();
    let all = store.document.with_untracked(|d| d.as_ref().map(|d| d.periods.clone()).unwrap_or_default());
    let mut all: Vec<String> = all.into_iter().filter(|one| one.parse::<Period>().is_ok()).collect();
    if !when.get_untracked().is_empty() && !all.contains(&when.get_untracked()) {
        all.push(when.get_untracked());
    }
    let periods = all
        .into_iter()
        .map(|one| {
            let mine = one.clone();
            let name = sayings::capital(&period(language, &one));
            view! { <option value=one selected=live(move || when.get() == mine)>{name}</option> }
        })
        .collect_view();
    let period_field = view! {
        <select name="period" on:change=move |event| when.set(event_target_value(&event))>
            <option value="" selected=live(move || when.get().is_empty())>{w.event_always}</option>
            {periods}
        </select>
    }
    .into_any();
    let title = if place.is_some() { w.edit } else { w.new_event };
    view! {
        <form
            class="event-form"
            aria-label=title
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
            on:keydown=move |event| {
                if event.key() == "Escape" && !event.is_composing() {
                    close();
                }
            }
        >
            <h2>{title}</h2>
            <datalist id="event-subjects" data-content=true>{offered}</datalist>
            <div class="fields">
                {labelled(w.event_subject, "", text("subject", subject, false))}
                {labelled(w.event_kind, "", kind_field)}
                {labelled(w.event_code, "", text("code", code, false))}
                <div class:hidden=live(move || !counts())>{labelled(w.event_points, "", text("points", points, true))}</div>
                {labelled(w.event_date, w.event_date_hint, text("date", date, false))}
                {labelled(w.event_period, "", period_field)}
                {labelled(w.event_origin, "", text("origin", origin, false))}
                {labelled(w.event_fact, w.event_fact_hint, text("fact", fact, false))}
                <label class="field is-check">
                    <input
                        type="checkbox"
                        name="exempt"
                        prop:checked=exempt
                        on:change=move |event| exempt.set(event_target_checked(&event))
                    />
                    <span>{w.event_exempt}</span>
                </label>
            </div>
            <p class="field-wrong" id="event-wrong" role="alert">{live(move || wrong.get().map(|(_, why)| why))}</p>
            <div class="form-foot">
                <button class="button primary" type="submit">{w.save}</button>
                <button class="button" type="button" on:click=press(close)>{w.cancel}</button>
            </div>
        </form>
    }
    .into_any()
}

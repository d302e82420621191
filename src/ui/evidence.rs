//! What a figure rests on: reported values with file and line, the way of the weight, events.

use super::content::{content, mixed};
use super::explanation::node_name;
use super::icons::{Icon, icon};
use super::live::live;
use super::store::Store;
use crate::explain::{EventLine, Explanation, ObservationLine};
use crate::i18n::names::period;
use crate::i18n::numbers::shorten;
use crate::i18n::sayings;
use crate::i18n::words::words;
use crate::i18n::words_editing::editing_words;
use crate::i18n::{Language, phrase, plain};
use crate::model::Status;
use crate::workspace::{Route, Sheet};
use leptos::prelude::*;

/// What was reported, period by period.
pub fn observations(language: Language, explanation: &Explanation) -> Option<impl IntoView + use<>> {
    let lines = explanation.observations.as_slice();
    if lines.is_empty() {
        return None;
    }
    let w = words(language);
    let any = |has: &dyn Fn(&ObservationLine) -> bool| lines.iter().any(has);
    let with_label = any(&|line| line.label.is_some());
    let with_target = any(&|line| line.target.is_some());
    let with_base = any(&|line| line.base.is_some());
    let with_count = any(&|line| line.count.is_some());
    let with_source = any(&|line| !line.file.is_empty());
    let rows = lines
        .iter()
        .map(|line| {
            let value = match (line.value, line.status) {
                (Some(value), _) => plain(value),
                (None, Status::Scored) => "—".to_owned(),
                (None, status) => sayings::status(language, status).to_owned(),
            };
            let number = |value: Option<f64>| value.map(plain).unwrap_or_default();
            let label = line.label.as_ref().map(|label| mixed(phrase(language, label)));
            let source = source(language, &line.file, line.line);
            view! {
                <tr>
                    <th scope="row">{sayings::capital(&period(language, &line.period))}</th>
                    {with_label.then(|| view! { <td>{label}</td> })}
                    <td class="number">{value}</td>
                    {with_target.then(|| view! { <td class="number">{number(line.target)}</td> })}
                    {with_base.then(|| view! { <td class="number">{number(line.base)}</td> })}
                    {with_count.then(|| view! { <td class="number">{line.count.map(|count| count.to_string())}</td> })}
                    {with_source.then(|| view! { <td class="source">{source}</td> })}
                </tr>
            }
        })
        .collect_view();
    // `Q1/A101` is the indicator A101 in a stage.
    let indicator = explanation.node.rsplit('/').next().unwrap_or_default();
    let sheet = Sheet::Cell { indicator: indicator.to_owned(), subject: explanation.subject.clone() };
    let mend = Route::Data { sheet, category: None }.address();
    Some(view! {
        <section>
            <h2>
                {w.reported}
                <a class="button small screen-only" href=mend>
                    {icon(Icon::Edit)}
                    {editing_words(language).mend_value}
                </a>
            </h2>
            <div class="evidence-frame" role="region" aria-label=w.reported tabindex="0">
                <table class="evidence">
                    <thead>
                        <tr>
                            <th scope="col">{w.period}</th>
                            {with_label.then(|| view! { <th scope="col">{w.by_whom}</th> })}
                            <th scope="col" class="number">{w.value}</th>
                            {with_target.then(|| view! { <th scope="col" class="number">{w.target}</th> })}
                            {with_base.then(|| view! { <th scope="col" class="number">{w.base}</th> })}
                            {with_count.then(|| view! { <th scope="col" class="number">{w.count}</th> })}
                            {with_source.then(|| view! { <th scope="col">{w.source_line}</th> })}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    })
}

/// A file and a line in it.
fn source(language: Language, file: &str, line: u32) -> Option<impl IntoView + use<>> {
    (!file.is_empty()).then(|| mixed(sayings::file_line(language, file, line)))
}

/// From the declared weight to the points that counted.
pub fn weights(language: Language, store: Store, explanation: &Explanation) -> Option<impl IntoView + use<>> {
    if explanation.weight_path.is_empty() {
        return None;
    }
    let w = words(language);
    let subject = explanation.subject.clone();
    let rows = explanation
        .weight_path
        .iter()
        .map(|line| {
            let (subject, node) = (subject.clone(), line.node.clone());
            let changed = (line.declared - line.effective).abs() > 1e-9;
            let name = node_name(language, &line.node, &line.name);
            view! {
                <tr class:is-changed=changed>
                    <th scope="row">
                        <a href=live(move || store.door_address(&subject, &node))>{content(name)}</a>
                    </th>
                    <td class="number">{points(line.declared)}</td>
                    <td class="number">{points(line.effective)}</td>
                </tr>
            }
        })
        .collect_view();
    Some(view! {
        <section>
            <h2>{w.weight_path}</h2>
            <table class="evidence">
                <thead>
                    <tr>
                        <th scope="col">{w.node}</th>
                        <th scope="col" class="number">{w.declared}</th>
                        <th scope="col" class="number">{w.effective}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <p class="hint">{w.weight_path_hint}</p>
        </section>
    })
}

fn points(points: f64) -> String {
    plain(shorten(points, 6))
}

/// Bonuses, deductions, vetoes and bars of the subject.
pub fn events(language: Language, lines: &[EventLine]) -> Option<impl IntoView + use<>> {
    if lines.is_empty() {
        return None;
    }
    let w = words(language);
    let rows = lines
        .iter()
        .map(|line| {
            let uncounted =
                line.uncounted.as_ref().map(|why| view! { <p class="event-why">{mixed(phrase(language, why))}</p> });
            let source =
                source(language, &line.file, line.line).map(|source| view! { <span class="source">{source}</span> });
            let when = match (line.date.as_str(), line.period.as_str()) {
                ("", "") => None,
                ("", when) => Some(sayings::capital(&period(language, when))),
                (date, _) => Some(date.to_owned()),
            };
            view! {
                <li class="event" class:is-uncounted=line.uncounted.is_some()>
                    <span class="event-kind">{sayings::event_kind(language, line.kind)}</span>
                    <span class="event-code">{content(line.code.clone())}</span>
                    <span class="event-points">{sayings::event_points(line.kind, line.points)}</span>
                    <span class="event-when">{when}</span>
                    {source}
                    {uncounted}
                </li>
            }
        })
        .collect_view();
    Some(view! {
        <section>
            <h2>{w.events}</h2>
            <ul class="events">{rows}</ul>
        </section>
    })
}

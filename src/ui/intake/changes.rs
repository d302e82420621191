//! The fourth step: what would become of the document, counted by kind and listed with the old beside the new.

use super::{Wizard, keep_place, named};
use crate::i18n::words_intake as said;
use crate::intake::{Count, Moved};
use crate::sheets::workbook::address;
use crate::ui::content::content;
use crate::ui::live::part;
use leptos::prelude::*;

/// More names than this are counted.
const NAMES: usize = 6;

/// The section.
pub fn changes(wizard: Wizard) -> AnyView {
    let Wizard { w, view, .. } = wizard;
    part(move || {
        let view = view.get()?;
        keep_place("#intake-change", &["#intake-change-title"]);
        let body = if view.counts.is_empty() {
            view! { <p class="intake-none">{w.change_none}</p> }.into_any()
        } else {
            let lines = view.counts.iter().map(|count| line(wizard, count));
            view! {
                <div class="intake-table" role="region" tabindex="0" aria-label=w.change_counts>
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">{w.change_of}</th>
                                <th scope="col" class="number">{w.change_new}</th>
                                <th scope="col" class="number">{w.change_changed}</th>
                                <th scope="col" class="number">{w.change_same}</th>
                                <th scope="col" class="number">{w.change_absent}</th>
                            </tr>
                        </thead>
                        <tbody>{lines.collect_view()}</tbody>
                    </table>
                </div>
            }
            .into_any()
        };
        let moved = (!view.moved.is_empty()).then(|| moves(wizard, &view.moved, view.moved_total));
        Some(view! {
            <section class="intake-section" id="intake-change" aria-labelledby="intake-change-title">
                <h2 id="intake-change-title" tabindex="-1">{w.change_title}</h2>
                {body}
                {moved}
            </section>
        })
    })
}

fn line(wizard: Wizard, count: &Count) -> AnyView {
    let [new, changed, absent] = &count.names;
    let cell = |many: u32, names: &[String]| {
        let names = &names[..names.len().min(NAMES)];
        let more = (many as usize).saturating_sub(names.len()) as u32;
        let more = (more > 0 && !names.is_empty()).then(|| said::and_more(wizard.language, more));
        let names = (many > 0 && !names.is_empty()).then(|| {
            view! { <small>{content(names.join("、"))} " " {more}</small> }
        });
        view! { <td class="number intake-count">{many} {names}</td> }
    };
    let id = format!("{:?}", count.of);
    view! {
        <tr data-of=id>
            <th scope="row">{named(wizard, count.of)}</th>
            {cell(count.new, new)}
            {cell(count.changed, changed)}
            {cell(count.same, &[])}
            {cell(count.absent, absent)}
        </tr>
    }
    .into_any()
}

fn moves(wizard: Wizard, moved: &[Moved], total: u32) -> AnyView {
    let Wizard { language, w, view, .. } = wizard;
    let view = view.get_untracked();
    let sheet = |at: u32| view.as_ref().and_then(|view| view.sheets.get(at as usize)).map(|sheet| sheet.name.clone());
    let lines = moved.iter().map(|one| {
        let place = format!("{}!{}", sheet(one.sheet).unwrap_or_default(), address(one.row, one.column));
        view! {
            <tr>
                <th scope="row">{content(one.name.clone())}</th>
                <td>{content(one.of.clone())}</td>
                <td class="intake-before">{content(one.before.clone())}</td>
                <td class="intake-after"><span aria-hidden="true">"→ "</span>{content(one.after.clone())}</td>
                <td><code data-content=true>{place}</code></td>
            </tr>
        }
    });
    let more = total.saturating_sub(moved.len() as u32);
    let more = (more > 0).then(|| view! { <p class="hint">{said::and_more(language, more)}</p> });
    view! {
        <details class="intake-moved" open=moved.len() <= 12>
            <summary>{format!("{} {total}", w.change_moved)}</summary>
            <div class="intake-table" role="region" tabindex="0" aria-label=w.change_moved>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{w.change_whose}</th>
                            <th scope="col">{w.change_what}</th>
                            <th scope="col">{w.change_before}</th>
                            <th scope="col">{w.change_after}</th>
                            <th scope="col">{w.faults_where}</th>
                        </tr>
                    </thead>
                    <tbody>{lines.collect_view()}</tbody>
                </table>
            </div>
            {more}
        </details>
    }
    .into_any()
}

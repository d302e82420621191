//! Who is assessed: name, category, standing.

use super::editor::{Editor, editor_of, focus_field_soon, hold_focus, make};
use super::field::{Field, Kind, cell};
use super::grid::{Cells, Head, grid};
use super::icons::{Icon, icon};
use super::live::{live, part, press};
use super::sheet::{Shown, filtered, filters, follows, of_sheet, shown, stamp};
use super::store::use_store;
use crate::edit::{Change, SubjectProperty};
use crate::i18n::words_editing::editing_words;
use crate::i18n::{Language, sayings, sayings_editing};
use crate::model::{Standing, Subject};
use crate::worker::protocol::{Reply, SheetSubject};
use crate::workspace::editing::fresh_id;
use crate::workspace::{Route, Shared, Topic};
use leptos::prelude::*;
use std::sync::Arc;

const STANDINGS: [(Standing, &str); 3] =
    [(Standing::Ranked, "ranked"), (Standing::Separate, "separate"), (Standing::Source, "source")];

/// The page.
#[component]
pub fn Subjects(language: Language) -> impl IntoView {
    let store = use_store();
    let w = editing_words(language);
    let sought = RwSignal::new(String::new());
    let shown = shown(store);
    // A row is drawn anew for another subject, not for another name: the name is being typed.
    let rows = filtered(store, &shown, sought, |id, _| stamp([id, ""]));
    let editor = editor_of(store, Topic::Sheet);
    let sheet = shown.sheet;
    let add = press(move || {
        let category = store.route.with_untracked(|route| match route {
            Route::Data { category, .. } => category.clone(),
            _ => None,
        });
        let category = category.or_else(|| {
            store.document.with_untracked(|d| d.as_ref()?.categories.first().map(|category| category.id.clone()))
        });
        let known = sheet.with_untracked(|reply| {
            of_sheet(reply, |sheet| {
                let ids: std::collections::BTreeSet<&str> = sheet.subjects.iter().map(|s| s.id.as_str()).collect();
                (
                    fresh_id("N", |id| ids.contains(id) || store.doubts.with_untracked(|doubts| doubts.names(id))),
                    sheet.subjects.len(),
                )
            })
        });
        let (Some(category), Some((id, at))) = (category, known) else { return };
        sought.set(String::new());
        let subject = Subject { id: id.clone(), name: w.new_subject.to_owned(), category, ..Subject::default() };
        let nothing = (Vec::new(), Vec::new(), Vec::new());
        make(
            store,
            Change::PutSubject {
                at,
                subject: Box::new(subject),
                cells: nothing.0,
                ballots: nothing.1,
                events: nothing.2,
            },
        );
        focus_field_soon(format!("{id}/name"));
    });
    let categories = super::live::memo(move || {
        store.document.with(|d| d.as_ref().map(|d| d.categories.clone()).unwrap_or_default())
    });
    let table = part(move || {
        hold_focus();
        let categories: Vec<(String, String)> = categories
            .get()
            .into_iter()
            .map(|category| (category.id, sayings::category_name(language, &category.name)))
            .collect();
        let heads = vec![
            Head { label: w.id.into_any(), class: "grid-id", width: "5rem" },
            Head { label: w.name.into_any(), class: "grid-text", width: "clamp(9rem, 24vw, 20rem)" },
            Head { label: w.category.into_any(), class: "grid-text", width: "clamp(7rem, 13vw, 11rem)" },
            Head { label: w.standing.into_any(), class: "grid-text", width: "clamp(7rem, 13vw, 11rem)" },
            Head { label: w.total.into_any(), class: "grid-total number", width: "5rem" },
            Head { label: w.rank.into_any(), class: "grid-rank number", width: "5.5rem" },
            Head {
                label: view! { <span class="visually-hidden">{w.remove}</span> }.into_any(),
                class: "grid-tools",
                width: "2.75rem",
            },
        ];
        let shown = shown.clone();
        let cells: Cells = Arc::new(move |row| subject_row(language, editor, &shown, &categories, row));
        grid(w.tab_subjects.to_owned(), heads, rows, cells)
    });
    let nobody = live(move || rows.with(|rows| !rows.is_empty()));
    view! {
        <div class="toolbar">
            {filters(language, store, sought)}
            <button class="button primary" type="button" prop:disabled=editor.locked on:click=add>
                {icon(Icon::Plus)}
                {w.add_subject}
            </button>
        </div>
        {table}
        <p class="empty" class:hidden=nobody>{w.nobody_found}</p>
    }
}

fn subject_row(
    language: Language,
    editor: Editor,
    shown: &Shown,
    categories: &[(String, String)],
    row: u32,
) -> Vec<AnyView> {
    let store = editor.store;
    let w = editing_words(language);
    let sheet = shown.sheet;
    let subject = move |reply: &Option<Shared<Reply>>| {
        of_sheet(reply, |sheet| sheet.subjects.get(row as usize).cloned()).flatten()
    };
    let Some(SheetSubject { id, name, .. }) = sheet.try_with_untracked(subject).flatten() else { return Vec::new() };
    let now = super::live::memo(move || sheet.with(subject).unwrap_or_default());
    let ids: Vec<String> = categories.iter().map(|(id, _)| id.clone()).collect();
    let label = |what: &str| sayings_editing::cell(language, what, &name);
    let change = {
        let id = id.clone();
        move |property: SubjectProperty| Ok(Some(Change::Subject { id: id.clone(), property }))
    };
    let renamed = {
        let change = change.clone();
        move |text: &str| match text.trim() {
            "" => Err(w.name_needed),
            text if text == now.get_untracked().name => Ok(None),
            text => change(SubjectProperty::Name(text.to_owned())),
        }
    };
    let moved = {
        let change = change.clone();
        move |text: &str| change(SubjectProperty::Category(text.to_owned()))
    };
    let stands = move |text: &str| {
        let standing = STANDINGS.iter().find(|(_, word)| *word == text).map(|(standing, _)| *standing);
        change(SubjectProperty::Standing(standing.unwrap_or_default()))
    };
    let name_field = Field::new(format!("{id}/name"), label(w.name), live(move || now.get().name), renamed);
    let category = live(move || ids.get(now.get().category as usize).cloned().unwrap_or_default());
    let category_field = Field::new(format!("{id}/category"), label(w.category), category, moved)
        .kind(Kind::Choice(categories.to_vec()));
    let standing = live(move || {
        let standing = now.get().standing;
        STANDINGS.iter().find(|(one, _)| *one == standing).map(|(_, word)| (*word).to_owned()).unwrap_or_default()
    });
    let names = [w.standing_ranked, w.standing_separate, w.standing_source];
    let options = STANDINGS.iter().zip(names).map(|((_, word), name)| ((*word).to_owned(), name.to_owned())).collect();
    let standing_field =
        Field::new(format!("{id}/standing"), label(w.standing), standing, stands).kind(Kind::Choice(options));
    let [total, rank] = follows(language, store, shown, row);
    let remove = {
        let id = id.clone();
        press(move || make(store, Change::RemoveSubject { id: id.clone() }))
    };
    vec![
        view! { <code data-content=true>{id}</code> }.into_any(),
        cell(editor, name_field, 1),
        cell(editor, category_field, 2),
        cell(editor, standing_field, 3),
        total,
        rank,
        view! {
            <button
                class="button quiet"
                type="button"
                aria-label=label(w.remove)
                title=w.remove
                data-content=true
                prop:disabled=editor.locked
                on:click=remove
            >
                {icon(Icon::Remove)}
            </button>
        }
        .into_any(),
    ]
}

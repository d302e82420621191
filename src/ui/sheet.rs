//! The values of one indicator, cell by cell, with the total and rank that follow from them.

use super::chooser::Chooser;
use super::content::content;
use super::editor::{Editor, editor_of, hold_focus};
use super::field::{Field as Entering, Kind, cell};
use super::grid::{Cells, Head, grid};
use super::icons::{Icon, icon};
use super::live::{live, memo, part};
use super::segments::{Choice, segments};
use super::store::{Store, use_store};
use crate::edit::{CellChange, Change, typed};
use crate::i18n::names::{answer, period};
use crate::i18n::words_editing::{EditingWords, editing_words};
use crate::i18n::{Language, fixed, sayings, sayings_editing};
use crate::model::written::per_hundred;
use crate::model::{Entry, Field, Period, Standing, Status};
use crate::worker::protocol::{Reply, SheetColumn, SheetSubject, SheetView};
use crate::workspace::{Route, Shared, Sheet, Topic};
use leptos::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Reads the sheet of an answer.
pub fn of_sheet<T>(reply: &Option<Shared<Reply>>, read: impl FnOnce(&SheetView) -> T) -> Option<T> {
    match reply.as_deref() {
        Some(Reply::Sheet(sheet)) => Some(read(sheet)),
        _ => None,
    }
}

/// The sheet, and for every row of it the row of the results.
#[derive(Clone)]
pub struct Shown {
    pub sheet: Memo<Option<Shared<Reply>>>,
    results_rows: Memo<Arc<Vec<Option<u32>>>>,
}

/// What is on show, once for the whole page.
pub fn shown(store: Store) -> Shown {
    let sheet = memo(move || store.workspace.with(|w| w.topics.answer(Topic::Sheet)));
    let results_rows = memo(move || {
        let Some(results) = store.results.get() else { return Arc::default() };
        // Both stand in document order; the results leave out who is not listed.
        let mut next = 0_usize;
        let rows = sheet.with(|reply| {
            of_sheet(reply, |sheet| {
                let row = |subject: &SheetSubject| {
                    let found = results.subjects.get(next).is_some_and(|result| result.id == subject.id);
                    found.then(|| {
                        next += 1;
                        (next - 1) as u32
                    })
                };
                sheet.subjects.iter().map(row).collect()
            })
        });
        Arc::new(rows.unwrap_or_default())
    });
    Shown { sheet, results_rows }
}

/// The filters above a table of subjects: the rows that pass.
pub fn filtered(
    store: Store,
    shown: &Shown,
    sought: RwSignal<String>,
    stamp: fn(&str, &str) -> u64,
) -> Memo<Arc<Vec<(u32, u64)>>> {
    let sheet = shown.sheet;
    let category = memo(move || category_place(store));
    let only = memo(move || only_subject(store));
    memo(move || {
        let only = only.get();
        let wanted = sought.with(|text| text.trim().to_lowercase());
        let category = category.get();
        let passes = |subject: &SheetSubject| {
            category.is_none_or(|category| category == subject.category)
                && only.as_ref().is_none_or(|only| *only == subject.id)
                && (wanted.is_empty()
                    || subject.name.to_lowercase().contains(&wanted)
                    || subject.id.to_lowercase().contains(&wanted))
        };
        let rows = sheet.with(|reply| {
            of_sheet(reply, |sheet| {
                let rows = sheet.subjects.iter().enumerate().filter(|(_, subject)| passes(subject));
                rows.map(|(row, subject)| (row as u32, stamp(&subject.id, &subject.name))).collect()
            })
        });
        Arc::new(rows.unwrap_or_default())
    })
}

/// The one subject that the address speaks of.
fn only_subject(store: Store) -> Option<String> {
    store.route.with(|route| match route {
        Route::Data { sheet: Sheet::Cell { subject, .. }, .. } => Some(subject.clone()),
        _ => None,
    })
}

fn category_place(store: Store) -> Option<u32> {
    let wanted = store.route.with(|route| match route {
        Route::Data { category, .. } => category.clone(),
        _ => None,
    })?;
    store.document.with(|document| {
        document.as_ref()?.categories.iter().position(|category| category.id == wanted).map(|place| place as u32)
    })
}

/// A short fingerprint (FNV-1a): a row whose fingerprint changes is drawn anew.
pub fn stamp(parts: [&str; 2]) -> u64 {
    let bytes = parts.into_iter().flat_map(|part| part.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The switch of categories and the search field.
pub fn filters(language: Language, store: Store, sought: RwSignal<String>) -> AnyView {
    let w = editing_words(language);
    let names = memo(move || {
        store.document.with(|document| document.as_ref().map(|d| d.categories.clone()).unwrap_or_default())
    });
    let switch = part(move || {
        let names = names.get();
        (names.len() > 1).then(|| {
            let choices = std::iter::once(Choice::ours("", w.all_categories))
                .chain(names.iter().map(|c| Choice::theirs(&c.id, sayings::category_name(language, &c.name))))
                .collect();
            let chosen = live(move || {
                store.route.with(|route| match route {
                    Route::Data { category, .. } => category.clone().unwrap_or_default(),
                    _ => String::new(),
                })
            });
            segments("data-category", w.category.to_owned(), choices, chosen, move |category| {
                if let Route::Data { sheet, .. } = store.route.get_untracked() {
                    store.go(Route::Data { sheet, category: (!category.is_empty()).then_some(category) });
                }
            })
        })
    });
    view! {
        {switch}
        <label class="search">
            {icon(Icon::Search)}
            <span class="visually-hidden">{w.search_name}</span>
            <input
                type="search"
                name="search-subjects"
                placeholder=w.search_name
                prop:value=sought
                on:input=move |event| sought.set(event_target_value(&event))
            />
        </label>
    }
    .into_any()
}

/// The total and the rank of a row, from the results on show.
pub fn follows(language: Language, store: Store, shown: &Shown, row: u32) -> [AnyView; 2] {
    let rows = shown.results_rows;
    let result = move || {
        let place = rows.with(|rows| rows.get(row as usize).copied().flatten())? as usize;
        Some((store.results.get()?, place))
    };
    let digits = memo(move || store.document.with(|document| document.as_ref().map_or(2, |d| d.digits)));
    let total = live(move || {
        let published = result().and_then(|(results, place)| results.published.get(place).copied().flatten());
        published.map_or_else(|| "—".to_owned(), |total| fixed(total, digits.get()))
    });
    let rank = part(move || {
        let (results, place) = result()?;
        let rank = results.rank.get(place).copied().flatten().map_or_else(|| "—".to_owned(), |rank| rank.to_string());
        let change = store.changes.get().and_then(|changes| changes.get(place).copied().flatten());
        let arrow = change.filter(|places| *places != 0).map(|places| super::row::change(language, Some(places)));
        Some(view! {
            {rank}
            " "
            {arrow}
        })
    });
    [
        view! { <span class="grid-follows" data-column="total">{total}</span> }.into_any(),
        view! { <span class="grid-follows" data-column="rank">{rank}</span> }.into_any(),
    ]
}

/// What the table is made of; when it changes the table is drawn anew.
#[derive(Clone, PartialEq)]
struct Shape {
    indicator: String,
    columns: Vec<(Period, Field)>,
    unit: String,
    method: String,
    parameters: std::collections::BTreeMap<String, String>,
}

/// The page.
#[component]
pub fn Values(language: Language) -> impl IntoView {
    let store = use_store();
    let w = editing_words(language);
    let sought = RwSignal::new(String::new());
    let own_targets = RwSignal::new(false);
    let shown = shown(store);
    let rows = filtered(store, &shown, sought, |id, name| stamp([id, name]));
    let editor = editor_of(store, Topic::Sheet);
    let shape = {
        let sheet = shown.sheet;
        memo(move || {
            let document = store.document.get()?;
            let (id, mut columns) = sheet.with(|reply| {
                of_sheet(reply, |sheet| {
                    let columns: BTreeSet<(Period, Field)> =
                        sheet.columns.iter().map(|column| (column.period, column.field)).collect();
                    Some((sheet.spec.indicators.first()?.clone(), columns))
                })
            })??;
            let node = document.tree.iter().find(|node| node.is_indicator && node.id == id)?;
            if own_targets.get() {
                let values = columns.iter().filter(|(_, field)| *field == Field::Value);
                let targets: Vec<_> = values.map(|(period, _)| (*period, Field::Target)).collect();
                columns.extend(targets);
            }
            Some(Shape {
                indicator: id,
                columns: columns.into_iter().collect(),
                unit: node.unit.clone(),
                method: node.method.clone(),
                parameters: node.parameters.clone(),
            })
        })
    };
    let table = part(move || {
        hold_focus();
        match shape.get() {
            None => {
                let rows = (0..8).map(|_| view! { <div class="skeleton-row"></div> }).collect_view();
                view! { <div class="skeleton" aria-hidden="true">{rows}</div> }.into_any()
            }
            Some(shape) if shape.method == "multi_rater" => view! { <p class="empty">{w.by_ballots}</p> }.into_any(),
            Some(shape) => values(language, editor, &shown, Arc::new(shape), rows),
        }
    });
    let nobody = live(move || rows.with(|rows| !rows.is_empty()));
    let only = memo(move || only_subject(store));
    let everybody = part(move || {
        only.get()?;
        let indicator = shape.with(|shape| shape.as_ref().map(|shape| shape.indicator.clone()))?;
        let address = Route::Data { sheet: Sheet::Indicator(indicator), category: None }.address();
        Some(view! { <a class="button" href=address>{w.show_everybody}</a> })
    });
    view! {
        <Chooser language />
        <div class="toolbar">
            {filters(language, store, sought)}
            {everybody}
            <label class="toolbar-check">
                <input
                    type="checkbox"
                    name="own-targets"
                    prop:checked=own_targets
                    on:change=move |event| own_targets.set(event_target_checked(&event))
                />
                {w.own_targets}
            </label>
            <span class="hint grid-keys">{w.cell_help}</span>
            <a class="skip-table" href="#after-grid" on:click=move |event| {
                event.prevent_default();
                super::effects::focus_soon("#after-grid");
            }>{w.skip_table}</a>
        </div>
        {table}
        <p class="empty" class:hidden=nobody>{w.nobody_found}</p>
        <p id="after-grid" class="grid-legend" tabindex="-1">
            <span class="grid-mark is-by-hand">{w.changed_by_hand}</span>
            <span class="grid-mark is-supposed">{w.changed_supposed}</span>
        </p>
    }
}

fn values(
    language: Language,
    editor: Editor,
    shown: &Shown,
    shape: Arc<Shape>,
    rows: Memo<Arc<Vec<(u32, u64)>>>,
) -> AnyView {
    let store = editor.store;
    let w = editing_words(language);
    let several = {
        let mut periods: Vec<Period> = shape.columns.iter().map(|(period, _)| *period).collect();
        periods.dedup();
        periods.len() > 1
    };
    let title = move |period_: Period, field: Field| {
        let what = match field {
            Field::Value => w.value.to_owned(),
            Field::Target => w.own_target.to_owned(),
            Field::Base => w.base.to_owned(),
            Field::Answers(level) => sayings::capital(&answer(language, usize::from(level))),
        };
        let when = sayings::capital(&period(language, &period_.to_string()));
        match (several, field) {
            (true, Field::Value) => when,
            (true, _) => format!("{when} {what}"),
            (false, _) => what,
        }
    };
    let mut heads = vec![Head { label: w.subject.into_any(), class: "grid-name", width: "minmax(8.5rem, 16rem)" }];
    for (period, field) in &shape.columns {
        let unit = per_hundred(&shape.unit, &shape.method, &shape.parameters, *field);
        let unit = unit.then(|| view! { <small>" %"</small> });
        let label = view! { {title(*period, *field)} {unit} }.into_any();
        heads.push(Head { label, class: "grid-cell number", width: "minmax(5.25rem, 9rem)" });
    }
    heads.push(Head { label: w.total.into_any(), class: "grid-total number", width: "5rem" });
    heads.push(Head { label: w.rank.into_any(), class: "grid-rank number", width: "5.5rem" });
    let sheet = shown.sheet;
    let label = store.document.with_untracked(|document| {
        let node = document.as_ref().and_then(|d| d.tree.iter().find(|node| node.id == shape.indicator)).cloned();
        node.map(|node| node.name).unwrap_or_default()
    });
    let cells: Cells = {
        let shown = shown.clone();
        Arc::new(move |row: u32| {
            let subject = |sheet: &SheetView| sheet.subjects.get(row as usize).cloned();
            let subject = sheet.try_with_untracked(|reply| of_sheet(reply, subject)).flatten().flatten();
            let Some(SheetSubject { id, name, standing, .. }) = subject else { return Vec::new() };
            let tag = match standing {
                Standing::Ranked => None,
                Standing::Separate => Some(w.standing_separate),
                Standing::Source => Some(w.standing_source),
            };
            let tag = tag.map(|tag| view! { <span class="tag">{tag}</span> });
            let door = store.door_address(&id, &shape.indicator);
            let mut drawn = vec![
                view! { <a href=door title=name.clone() data-content=true>{content(name.clone())}</a> {tag} }
                    .into_any(),
            ];
            for (column, (period, field)) in shape.columns.iter().enumerate() {
                let place = (*period, *field);
                let unit = per_hundred(&shape.unit, &shape.method, &shape.parameters, *field);
                let label = sayings_editing::cell(language, &title(*period, *field), &name);
                drawn.push(one(language, editor, sheet, (&shape.indicator, &id, row), place, (column, label, unit)));
            }
            drawn.extend(follows(language, store, &shown, row));
            drawn
        })
    };
    grid(label, heads, rows, cells)
}

/// One cell.
fn one(
    language: Language,
    editor: Editor,
    sheet: Memo<Option<Shared<Reply>>>,
    (indicator, subject, row): (&str, &str, u32),
    (period, field): (Period, Field),
    (column, label, unit): (usize, String, bool),
) -> AnyView {
    let w = editing_words(language);
    let found = move |sheet: &SheetView| {
        sheet.columns.iter().position(|column: &SheetColumn| column.period == period && column.field == field)
    };
    let read = move |sheet: &SheetView| {
        let column = &sheet.columns[found(sheet)?];
        column.entries.get(row as usize).copied()
    };
    let entry = memo(move || sheet.with(|reply| of_sheet(reply, read).flatten()).unwrap_or(Entry::MISSING));
    let marked = move |sheet: &SheetView| {
        let column = &sheet.columns[found(sheet)?];
        Some((column.by_hand.binary_search(&row).is_ok(), column.supposed.binary_search(&row).is_ok()))
    };
    let marks = memo(move || sheet.with(|reply| of_sheet(reply, marked).flatten()).unwrap_or_default());
    let (indicator, subject) = (indicator.to_owned(), subject.to_owned());
    let name = format!("{subject}/{period}/{column}");
    let answers = matches!(field, Field::Answers(_));
    let take = move |text: &str| {
        let now = entry.get_untracked();
        if text.trim() == entry_text(w, now) {
            return Ok(None);
        }
        let entry = typed::entry(text, unit).ok_or(w.not_understood)?;
        if answers && entry.number < 0.0 {
            return Err(w.not_negative);
        }
        if entry == now {
            return Ok(None);
        }
        let cell = CellChange { subject: subject.clone(), entry, line: 0 };
        Ok(Some(Change::Cells { indicator: indicator.clone(), period, field, cells: vec![cell] }))
    };
    let value = live(move || entry_text(w, entry.get()));
    let inside = cell(editor, Entering::new(name, label, value, take).kind(Kind::Number), column);
    let title = live(move || match marks.get() {
        (_, true) => w.changed_supposed,
        (true, _) => w.changed_by_hand,
        _ => "",
    });
    view! {
        <span
            class="grid-value"
            class:is-by-hand=live(move || marks.get().0)
            class:is-supposed=live(move || marks.get().1)
            title=title
        >
            {inside}
        </span>
    }
    .into_any()
}

/// An entry as it is typed.
fn entry_text(w: &EditingWords, entry: Entry) -> String {
    match entry.status {
        Status::Scored => entry.number.to_string(),
        Status::Missing => String::new(),
        Status::NotApplicable => w.not_applicable.to_owned(),
        Status::Invalid => w.invalid.to_owned(),
        Status::Withheld => w.withheld.to_owned(),
    }
}

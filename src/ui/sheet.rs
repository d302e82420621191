//! What was reported, cell by cell, with the totals and ranks that follow: one indicator with its periods, or all
//! indicators in one period.

use super::cells::facts::{Facts, Pending};
use super::cells::{Made, cells};
use super::chooser::Chooser;
use super::editor::{Editor, editor_of, hold_focus};
use super::icons::{Icon, icon};
use super::live::{live, memo, part};
use super::progress::skeleton;
use super::segments::{Choice, segments};
use super::store::{Store, use_store};
use crate::i18n::names::{answer, period};
use crate::i18n::words_editing::editing_words;
use crate::i18n::words_sheet::sheet_words;
use crate::i18n::{Language, fixed, sayings};
use crate::model::{Field, Period};
use crate::worker::protocol::{Reply, SheetSubject, SheetView};
use crate::workspace::following::period_on_show;
use crate::workspace::sheet::columns::{of_indicator, of_period, periods, sources};
use crate::workspace::sheet::{Column, What};
use crate::workspace::{Route, Shared, Sheet, Topic};
use leptos::prelude::*;
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
enum Shape {
    /// Scored from ballots.
    Ballots,
    Table {
        name: String,
        columns: Arc<Vec<Column>>,
        one: bool,
    },
}

/// The values of one indicator; `all`: of all indicators in one period.
#[component]
pub fn Values(language: Language, all: bool) -> impl IntoView {
    let store = use_store();
    let w = editing_words(language);
    let sought = RwSignal::new(String::new());
    let wide = RwSignal::new(false);
    let shown = shown(store);
    let rows = filtered(store, &shown, sought, |id, name| stamp([id, name]));
    let editor = editor_of(store, Topic::Sheet);
    let period = memo(move || {
        let document = store.document.get()?;
        store.route.with(|route| period_on_show(route, &document))
    });
    let sheet = shown.sheet;
    // A row that was added must not be hidden at once.
    let grows = memo(move || sought.with(|text| text.trim().is_empty()) && only_subject(store).is_none());
    let shape = memo(move || {
        let document = store.document.get()?;
        let period = period.get();
        let wide = wide.get();
        sheet.with(|reply| {
            of_sheet(reply, |sheet| match (all, period) {
                (true, Some(period)) => {
                    // The answer on show may still be about another period.
                    let asked = sheet.spec.indicators.is_empty() && sheet.spec.periods == [period];
                    let columns = Arc::new(of_period(&document, sheet, period, wide));
                    asked.then(|| Shape::Table { name: sheet_words(language).table.to_owned(), columns, one: false })
                }
                (true, None) => None,
                (false, _) => {
                    let columns = Arc::new(of_indicator(&document, sheet, wide)?);
                    let first = columns.iter().find(|column| column.what == What::Value);
                    match first {
                        Some(first) if !first.open => Some(Shape::Ballots),
                        _ => {
                            let name = first.map(|first| first.name.clone()).unwrap_or_default();
                            Some(Shape::Table { name, columns, one: true })
                        }
                    }
                }
            })
        })?
    });
    let table = part(move || {
        hold_focus();
        match shape.get() {
            None => skeleton(8),
            Some(Shape::Ballots) => view! { <p class="empty">{w.by_ballots}</p> }.into_any(),
            Some(Shape::Table { name, columns, one }) => {
                let titles = titles(language, &columns, one);
                let pending = RwSignal::new(Pending::default());
                let facts = facts(store, language, editor, &shown, Arc::clone(&columns), pending);
                let made = Made { label: name, columns, titles: Arc::new(titles), facts, pending, base: rows, grows };
                cells(store, language, editor, made)
            }
        }
    });
    let nobody = live(move || rows.with(|rows| !rows.is_empty()));
    let only = memo(move || only_subject(store));
    let everybody = part(move || {
        only.get()?;
        let indicator = shape.with(|shape| match shape {
            Some(Shape::Table { columns, .. }) => columns.get(1).map(|column| column.indicator.clone()),
            _ => None,
        })?;
        let address = Route::Data { sheet: Sheet::Indicator(indicator), category: None }.address();
        Some(view! { <a class="button" href=address>{w.show_everybody}</a> })
    });
    let chooser = if all { periods_switch(language, store, period) } else { view! { <Chooser language /> }.into_any() };
    view! {
        {chooser}
        <div class="toolbar">
            {filters(language, store, sought)}
            {everybody}
            <label class="toolbar-check">
                <input
                    type="checkbox"
                    name="own-targets"
                    prop:checked=wide
                    on:change=move |event| wide.set(event_target_checked(&event))
                />
                {if all { sheet_words(language).wide } else { w.own_targets }}
            </label>
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

/// Which period the table of all indicators shows.
fn periods_switch(language: Language, store: Store, chosen: Memo<Option<Period>>) -> AnyView {
    let w = sheet_words(language);
    let all = memo(move || store.document.with(|document| document.as_ref().map(|d| periods(d).0).unwrap_or_default()));
    let options = part(move || {
        let here = chosen.get();
        all.get()
            .into_iter()
            .map(|one| {
                let name = sayings::capital(&period(language, &one.to_string()));
                view! { <option value=one.to_string() selected=here == Some(one)>{name}</option> }
            })
            .collect_view()
    });
    view! {
        <div class="toolbar" class:hidden=live(move || all.with(|all| all.len() < 2))>
            <label class="toolbar-check">
                <span>{w.period}</span>
                <select
                    name="period"
                    prop:value=live(move || chosen.get().map(|one| one.to_string()).unwrap_or_default())
                    on:change=move |event| {
                        let period = Some(event_target_value(&event));
                        if let Route::Data { category, .. } = store.route.get_untracked() {
                            store.go(Route::Data { sheet: Sheet::Table { period }, category });
                        }
                    }
                >
                    {options}
                </select>
            </label>
        </div>
    }
    .into_any()
}

/// The head of each column and the unit below it.
fn titles(language: Language, columns: &[Column], one: bool) -> Vec<(String, String)> {
    let w = editing_words(language);
    let several = {
        let mut periods: Vec<Period> = columns.iter().filter(|c| c.what == What::Value).map(|c| c.period).collect();
        periods.dedup();
        periods.len() > 1
    };
    let title = |column: &Column| {
        let field = match column.field {
            Field::Value => w.value.to_owned(),
            Field::Target => w.own_target.to_owned(),
            Field::Base => w.base.to_owned(),
            Field::Answers(level) => sayings::capital(&answer(language, usize::from(level))),
        };
        if !one {
            let unit = if column.per_hundred { "%".to_owned() } else { column.unit.clone() };
            return match column.field {
                Field::Value => (column.name.clone(), unit),
                _ => (format!("{} {field}", column.name), unit),
            };
        }
        let when = sayings::capital(&period(language, &column.period.to_string()));
        let unit = if column.per_hundred { "%".to_owned() } else { String::new() };
        match (several, column.field) {
            (true, Field::Value) => (when, unit),
            (true, _) => (format!("{when} {field}"), unit),
            (false, _) => (field, unit),
        }
    };
    let head = |column: &Column| match column.what {
        What::Name => (w.subject.to_owned(), String::new()),
        What::Value => title(column),
        What::Total => (w.total.to_owned(), String::new()),
        What::Rank => (w.rank.to_owned(), String::new()),
    };
    columns.iter().map(head).collect()
}

/// What stands in the cells, as it changes.
fn facts(
    store: Store,
    language: Language,
    editor: Editor,
    shown: &Shown,
    columns: Arc<Vec<Column>>,
    pending: RwSignal<Pending>,
) -> Signal<Facts> {
    let (sheet, results_rows) = (shown.sheet, shown.results_rows);
    let sources = {
        let columns = Arc::clone(&columns);
        memo(move || {
            sheet.with(|reply| Arc::new(of_sheet(reply, |sheet| sources(&columns, sheet)).unwrap_or_default()))
        })
    };
    let digits = memo(move || store.document.with(|document| document.as_ref().map_or(2, |d| d.digits)));
    live(move || {
        let turn = editor.turn.get();
        Facts {
            language,
            columns: Arc::clone(&columns),
            sheet: sheet.get(),
            sources: sources.get(),
            // What the desk has answered stands in the sheet.
            pending: Some(pending.get()).filter(|pending| pending.turn == turn).unwrap_or_default(),
            results: store.results.get(),
            results_rows: results_rows.get(),
            changes: store.changes.get(),
            digits: digits.get(),
        }
    })
}

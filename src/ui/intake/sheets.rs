//! The second step: what each sheet and each of its columns is, with how sure that is, and the way to say otherwise.

use super::words::{certainty, kind, role, roles, row, row_class};
use super::{Wizard, keep_place};
use crate::i18n::names::period;
use crate::i18n::words_intake::{cell_in, rows_found, rows_left_out};
use crate::intake::{Kind, Role, SheetChoice, SheetFound};
use crate::model::Period;
use crate::sheets::workbook::letters;
use crate::ui::live::part;
use crate::worker::protocol::DocumentView;
use leptos::prelude::*;
use std::str::FromStr;
use std::sync::Arc;

/// More columns than this are not drawn; they are recognised all the same.
const MOST_COLUMNS: usize = 120;

/// The section.
pub fn sheets(wizard: Wizard) -> AnyView {
    let Wizard { store, w, view, .. } = wizard;
    part(move || {
        let view = view.get()?;
        keep_place("#intake-sheets", &["#intake-sheets-title"]);
        let document = store.document.get_untracked();
        let document = document.as_deref();
        let cards = view.sheets.iter().enumerate().map(|(place, sheet)| card(wizard, place as u32, sheet, document));
        Some(view! {
            <section class="intake-section" id="intake-sheets" aria-labelledby="intake-sheets-title">
                <h2 id="intake-sheets-title" tabindex="-1">{w.sheets_title}</h2>
                <p class="hint">{w.sheets_lead}</p>
                {cards.collect_view()}
            </section>
        })
    })
}

/// Decides about one sheet.
fn decide(wizard: Wizard, sheet: u32, change: impl FnOnce(&mut SheetChoice)) {
    wizard.choose(|choices| change(choices.sheets.entry(sheet).or_default()));
}

fn card(wizard: Wizard, place: u32, sheet: &SheetFound, document: Option<&DocumentView>) -> AnyView {
    let Wizard { language, w, .. } = wizard;
    let id = format!("intake-sheet-{place}");
    let (level, mark, sure) = certainty(w, sheet.sure);
    let left_out: Vec<String> = sheet
        .left_out
        .iter()
        .filter_map(|(what, count)| Some(rows_left_out(language, *count, row(w, *what)?)))
        .collect();
    let rows =
        rows_found(language, sheet.data_rows, &left_out.join(if language == Default::default() { "、" } else { ", " }));
    let hidden = sheet.hidden.then(|| view! { <span class="tag">{w.hidden_sheet}</span> });
    let name = id.clone();
    let title = format!("{} › {}", sheet.book, sheet.name);
    let label = cell_in(language, &sheet.name, w.take);
    let chosen = sheet.kind;
    let kinds: Vec<(String, String)> = Kind::CHOICES
        .into_iter()
        .chain((chosen == Kind::Own).then_some(Kind::Own))
        .map(|one| (kind(w, one).to_owned(), kind(w, one).to_owned()))
        .collect();
    let kind_now = kind(w, chosen).to_owned();
    let choose_kind = move |word: String| {
        let found = Kind::CHOICES.into_iter().find(|one| kind(w, *one) == word);
        // Other columns are something else under another kind.
        decide(wizard, place, |choice| {
            choice.kind = found;
            choice.columns.clear();
        });
    };
    let body = (sheet.taken || sheet.kind == Kind::Unknown).then(|| {
        view! {
            <div class="intake-options">
                {select(format!("{id}-kind"), w.kind, kinds, kind_now, choose_kind)}
                {around(wizard, place, sheet)}
            </div>
            {preview(wizard, place, sheet, document)}
        }
    });
    view! {
        <article class="intake-sheet" class:is-left=!sheet.taken aria-labelledby=name>
            <div class="intake-sheet-head">
                <input
                    type="checkbox"
                    id=format!("{id}-take")
                    aria-label=label
                    prop:checked=sheet.taken
                    on:change=move |event| {
                        let on = event_target_checked(&event);
                        decide(wizard, place, |choice| choice.take = Some(on));
                    }
                />
                <h3 id=id data-content=true>{title}</h3>
                {hidden}
                <span class="intake-kind">{kind(w, sheet.kind)}</span>
                <span class="intake-sure" data-sure=level><span aria-hidden="true">{mark}</span> {sure}</span>
                <span class="hint">{if sheet.taken { rows } else { w.left.to_owned() }}</span>
            </div>
            {body}
        </article>
    }
    .into_any()
}

/// What holds for the whole sheet: its heading, category, period, subject.
fn around(wizard: Wizard, place: u32, sheet: &SheetFound) -> Vec<AnyView> {
    let Wizard { language, w, .. } = wizard;
    let id = format!("intake-sheet-{place}");
    let (first, last) = sheet.head.unwrap_or_default();
    let has = |wanted: fn(&Role) -> bool| sheet.columns.iter().any(|column| wanted(&column.role));
    let mut all = vec![
        number(format!("{id}-head"), w.head_from, first + 1, sheet.height, move |row| {
            decide(wizard, place, |choice| choice.head = Some((row - 1, last.max(row - 1))));
        }),
        number(format!("{id}-head-end"), w.head_to, last + 1, sheet.height, move |row| {
            decide(wizard, place, |choice| choice.head = Some((first.min(row - 1), row - 1)));
        }),
    ];
    if matches!(sheet.kind, Kind::Indicators | Kind::Subjects | Kind::Values) && !has(|role| *role == Role::Category) {
        all.push(text(format!("{id}-category"), w.category, sheet.category.clone(), move |typed| {
            decide(wizard, place, |choice| choice.category = (!typed.is_empty()).then_some(typed));
        }));
    }
    let valued = matches!(sheet.kind, Kind::Values | Kind::LongValues | Kind::Collection | Kind::Ballots);
    if valued && !has(|role| *role == Role::Period) {
        let months = (1..=12).map(Period::Month).chain((1..=4).map(Period::Quarter)).chain([Period::Year]);
        let periods = [(String::new(), w.as_guessed.to_owned())].into_iter();
        let periods = periods.chain(months.map(|when| (when.to_string(), period(language, &when.to_string()))));
        let now = sheet.period.map(|when| when.to_string()).unwrap_or_default();
        all.push(select(format!("{id}-period"), w.period, periods.collect(), now, move |word| {
            decide(wizard, place, |choice| choice.period = Period::from_str(&word).ok());
        }));
    }
    if sheet.kind == Kind::Collection {
        all.push(text(format!("{id}-subject"), w.subject, sheet.subject.clone(), move |typed| {
            decide(wizard, place, |choice| choice.subject = (!typed.is_empty()).then_some(typed));
        }));
    }
    all
}

/// The first rows, with what each row and column is.
fn preview(wizard: Wizard, place: u32, sheet: &SheetFound, document: Option<&DocumentView>) -> AnyView {
    let Wizard { language, w, .. } = wizard;
    let shown = sheet.columns.iter().take(MOST_COLUMNS).collect::<Vec<_>>();
    let offered = Arc::new(roles(sheet, document));
    // Of a sheet that is not recognised nothing is known but what stands in it.
    let width =
        if shown.is_empty() { sheet.sample.iter().map(|(.., cells)| cells.len()).max().unwrap_or(0) } else { 0 };
    let bare = (0..width.min(MOST_COLUMNS) as u32).map(|column| view! { <th scope="col">{letters(column)}</th> });
    let heads = shown.iter().map(|column| {
        let number = column.column;
        let (level, mark, sure) = certainty(w, column.sure);
        let mut mine = offered.to_vec();
        let at = mine.iter().position(|role| *role == column.role).unwrap_or_else(|| {
            mine.insert(0, column.role.clone());
            0
        });
        let names = mine.iter().map(|one| role(language, one, document)).enumerate();
        let names: Vec<(String, String)> = names.map(|(at, name)| (at.to_string(), name)).collect();
        let label = cell_in(language, &format!("{} {}", letters(number), column.head), w.column_role);
        let choose = move |word: String| {
            if let Some(role) = word.parse().ok().and_then(|at: usize| mine.get(at).cloned()) {
                decide(wizard, place, |choice| {
                    choice.columns.insert(number, role);
                });
            }
        };
        view! {
            <th scope="col">
                {bare_select(format!("intake-role-{place}-{number}"), label, names, at.to_string(), choose)}
                <span class="intake-sure" data-sure=level><span aria-hidden="true">{mark}</span> {sure}</span>
            </th>
        }
    });
    let lines = sheet.sample.iter().map(|(number, what, cells)| {
        let word = row(w, *what).map(|word| view! { <span class="tag">{word}</span> });
        let columns = shown.iter().map(|column| column.column as usize).chain(0..width.min(MOST_COLUMNS));
        let cells = columns.map(|column| {
            let text = cells.get(column).cloned().unwrap_or_default();
            view! { <td data-content=true title=text.clone()>{text.clone()}</td> }
        });
        view! {
            <tr data-row=row_class(*what)>
                <th scope="row">{number + 1} " " {word}</th>
                {cells.collect_view()}
            </tr>
        }
    });
    let label = cell_in(language, &sheet.name, w.preview);
    view! {
        <div class="intake-preview" role="region" tabindex="0" aria-label=label>
            <table>
                <thead><tr><th scope="col">{w.row}</th>{heads.collect_view()}{bare.collect_view()}</tr></thead>
                <tbody>{lines.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// A list to choose from, with its label.
pub fn select(
    id: String,
    label: &'static str,
    options: Vec<(String, String)>,
    now: String,
    choose: impl FnMut(String) + 'static,
) -> AnyView {
    let field = bare_select(id.clone(), String::new(), options, now, choose);
    view! { <span class="intake-option"><label for=id>{label}</label> {field}</span> }.into_any()
}

fn bare_select(
    id: String,
    label: String,
    options: Vec<(String, String)>,
    now: String,
    choose: impl FnMut(String) + 'static,
) -> AnyView {
    drawn_select(id, label, options, now, Box::new(choose))
}

fn drawn_select(
    id: String,
    label: String,
    options: Vec<(String, String)>,
    now: String,
    mut choose: Box<dyn FnMut(String)>,
) -> AnyView {
    let options = options.into_iter().map(|(value, name)| {
        let selected = value == now;
        view! { <option value=value selected=selected>{name}</option> }
    });
    view! {
        <select
            id=id
            aria-label=(!label.is_empty()).then_some(label)
            on:change=move |event| choose(event_target_value(&event))
        >
            {options.collect_view()}
        </select>
    }
    .into_any()
}

fn number(id: String, label: &'static str, now: u32, most: u32, choose: impl Fn(u32) + 'static) -> AnyView {
    let typed = move |text: String| {
        if let Some(row) = text.trim().parse::<u32>().ok().filter(|row| (1..=most.max(1)).contains(row)) {
            choose(row);
        }
    };
    input(id, label, now.to_string(), "3", Box::new(typed))
}

fn text(id: String, label: &'static str, now: String, choose: impl Fn(String) + 'static) -> AnyView {
    input(id, label, now, "8", Box::new(move |text: String| choose(text.trim().to_owned())))
}

fn input(id: String, label: &'static str, now: String, size: &'static str, typed: Box<dyn Fn(String)>) -> AnyView {
    view! {
        <span class="intake-option">
            <label for=id.clone()>{label}</label>
            <input id=id type="text" size=size value=now on:change=move |event| typed(event_target_value(&event)) />
        </span>
    }
    .into_any()
}

//! Pasting: what fits goes in at once; what needs new rows, is too wide, or names other rows than those it lies on is
//! shown before anything is done.

use super::Grid;
use super::clip::{Given, given};
use super::facts::meant;
use crate::edit::Kind;
use crate::i18n::Language;
use crate::i18n::sayings::category_name;
use crate::i18n::words_editing::editing_words;
use crate::i18n::words_keeping::keeping_words;
use crate::i18n::words_sheet::{self, Pasting, not_understood, pasted, sheet_words};
use crate::model::{Entry, Subject};
use crate::ui::banner::locked_words;
use crate::ui::editor::locked;
use crate::ui::live::{live, memo, part, press};
use crate::ui::toast::Undo;
use crate::workspace::Route;
use crate::workspace::editing::fresh_id;
use crate::workspace::sheet::acts::Wrong;
use crate::workspace::sheet::clipboard::Cells;
use crate::workspace::sheet::pasting::{Named, Onto, Placed, Ways, ways};
use crate::workspace::sheet::{Mode, Place};
use leptos::html::Dialog;
use leptos::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;
use web_sys::ClipboardEvent;

/// Cells of which a message tells by name.
const NAMED: usize = 3;

/// A block that waits for an answer.
#[derive(Clone)]
pub struct Asked {
    cells: Arc<Cells>,
    ways: Arc<Ways>,
}

/// What the texts of a block mean: entries and doubts, of rows on show and of new ones.
#[derive(Default)]
struct Meant {
    entries: Vec<(Place, Entry)>,
    more: Vec<(usize, usize, Entry)>,
    doubts: Vec<(Place, String, Wrong)>,
    more_doubts: Vec<(usize, usize, String, Wrong)>,
}

impl Grid {
    /// Puts what is on the clipboard into the table, or asks before.
    pub fn paste(self, event: &ClipboardEvent) {
        if self.state.with_untracked(|state| state.mode != Mode::Ready) {
            return;
        }
        event.prevent_default();
        let w = sheet_words(self.language);
        let cells = match given(event) {
            Given::Cells(cells) => cells,
            Given::Picture => return self.tell(w.picture),
            Given::Nothing => return self.tell(w.nothing_to_paste),
        };
        if let Some(why) = locked(self.store) {
            return self.tell(locked_words(editing_words(self.language), why));
        }
        let ways = self.ways(&cells);
        if ways.ask() {
            self.asked.set(Some(Asked { cells: Arc::new(cells), ways: Arc::new(ways) }));
        } else {
            self.put_block(&cells, &ways.as_it_lies, Vec::new());
        }
    }

    fn ways(self, cells: &Cells) -> Ways {
        let facts = self.facts_now();
        let order = self.order.get_untracked();
        let columns = Arc::clone(&facts.columns);
        let open = |column: usize| columns.get(column).is_some_and(|column| column.open);
        let named = Named::of(cells, facts.subjects().iter().map(|subject| subject.name.as_str()), &order);
        let whom = |name: &str| named.whom(name);
        let block = self.now().block();
        ways(cells, Onto { block, rows: order.len(), columns: columns.len(), open: &open, whom: &whom })
    }

    fn meant(self, cells: &Cells, placed: &Placed) -> Meant {
        let columns = self.columns.get_value();
        let words = editing_words(self.language);
        let mut made = Meant::default();
        for (place, row, from) in &placed.cells {
            let text = &cells[*row][*from];
            match meant(words, text, &columns[place.column]) {
                Ok(entry) => made.entries.push((*place, entry)),
                Err(wrong) => made.doubts.push((*place, text.clone(), wrong)),
            }
        }
        for (row, column, from) in &placed.more {
            let text = &cells[placed.rows[*row]][*from];
            match meant(words, text, &columns[*column]) {
                Ok(entry) => made.more.push((*row, *column, entry)),
                Err(wrong) => made.more_doubts.push((*row, *column, text.clone(), wrong)),
            }
        }
        made
    }

    /// One act. `added`: the subjects of the new rows; none: those rows are left out.
    fn put_block(self, cells: &Cells, placed: &Placed, added: Vec<Subject>) {
        let w = sheet_words(self.language);
        let facts = self.facts_now();
        let Meant { entries, more, doubts, more_doubts } = self.meant(cells, placed);
        let adds = added.len();
        let filled = if adds > 0 { more.iter().filter(|(.., entry)| *entry != Entry::MISSING).count() } else { 0 };
        let taken = entries.len() + filled;
        let ids: Vec<(String, String)> = added.iter().map(|one| (one.id.clone(), one.name.clone())).collect();
        let subject = |place: &Place| {
            let subject = self.row(place.row).and_then(|row| facts.subject(row));
            subject.map(|subject| (subject.id.clone(), subject.name.clone())).unwrap_or_default()
        };
        // Whom, which column, and what stood there.
        let mut wrong: Vec<((String, String), usize, String, Wrong)> =
            doubts.into_iter().map(|(place, text, wrong)| (subject(&place), place.column, text, wrong)).collect();
        for (row, column, text, why) in more_doubts {
            if let Some(whom) = ids.get(row) {
                wrong.push((whom.clone(), column, text, why));
            }
        }
        let Some(written) = self.put(Kind::Pasted, entries, (added, more)) else { return };
        self.doubt(
            written > 0,
            wrong.iter().map(|((id, _), column, text, why)| (id.as_str(), *column, text.as_str(), *why)),
        );
        if let Some(block) = placed.block {
            self.state.update(|state| state.choose_block(block));
        }
        let left_out = placed.wide_cells + if adds > 0 { 0 } else { placed.below(cells) };
        let mut message = pasted(
            self.language,
            Pasting { cells: taken, added: adds, closed: placed.closed, left_out, hidden: placed.hidden.len() },
        );
        // Between English sentences stands a blank.
        if self.language == Language::English {
            message.push(' ');
        }
        if !wrong.is_empty() {
            let first: Vec<(String, String)> = wrong
                .iter()
                .take(NAMED)
                .map(|((_, name), column, text, _)| (format!("{name} {}", self.title(*column)), text.clone()))
                .collect();
            message.push_str(&not_understood(self.language, wrong.len(), &first));
        } else if written == 0 && taken > 0 {
            message.push_str(w.all_the_same);
        }
        self.store.keeper.tell(message, (written > 0).then_some(Undo::Step));
    }

    /// The subjects of new rows; a line without a name gets one for the time being.
    fn added(self, names: &[String], category: &str) -> Vec<Subject> {
        let facts = self.facts_now();
        let mut ids: BTreeSet<String> = facts.subjects().iter().map(|subject| subject.id.clone()).collect();
        let add = |name: &String| {
            let id =
                fresh_id("N", |id| ids.contains(id) || self.store.doubts.with_untracked(|doubts| doubts.names(id)));
            ids.insert(id.clone());
            Subject { id, name: name.clone(), category: category.to_owned(), ..Subject::default() }
        };
        names.iter().map(add).collect()
    }

    /// The names of a block's new rows, all of them with one.
    fn names(self, names: &[String]) -> Vec<String> {
        let facts = self.facts_now();
        let mut known: BTreeSet<String> = facts.subjects().iter().map(|subject| subject.name.clone()).collect();
        known.extend(names.iter().cloned());
        let mut number = 0;
        let name = |name: &String| {
            if !name.is_empty() {
                return name.clone();
            }
            loop {
                number += 1;
                let name = format!("{} {number}", editing_words(self.language).new_subject);
                if known.insert(name.clone()) {
                    return name;
                }
            }
        };
        names.iter().map(name).collect()
    }

    /// The category that the table is filtered by, else that of its last row.
    fn category(self) -> String {
        let route = self.store.route.with_untracked(|route| match route {
            Route::Data { category, .. } => category.clone(),
            _ => None,
        });
        let last = || {
            let facts = self.facts_now();
            let row = self.order.with_untracked(|order| order.last().copied())?;
            let place = facts.subject(row)?.category as usize;
            let document = self.store.document.get_untracked()?;
            document.categories.get(place).map(|category| category.id.clone())
        };
        route.or_else(last).unwrap_or_default()
    }
}

/// What will happen, and whether it should, while a block waits for an answer.
pub fn paste_dialog(grid: Grid) -> AnyView {
    part(move || grid.asked.get().map(|asked| question(grid, asked)))
}

fn question(grid: Grid, asked: Asked) -> AnyView {
    let language = grid.language;
    let w = sheet_words(language);
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get() {
            let _ = dialog.show_modal();
        }
    });
    let leave = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
        grid.asked.set(None);
        grid.focus();
    };
    let Asked { cells, ways } = asked;
    let choice = ways.by_name.is_some();
    let by_name = RwSignal::new(choice);
    let placed = {
        let ways = Arc::clone(&ways);
        move |by_name: bool| match &ways.by_name {
            Some(placed) if by_name => placed.clone(),
            _ => ways.as_it_lies.clone(),
        }
    };
    let placed = StoredValue::new(placed);
    let way = memo(move || placed.with_value(|placed| placed(by_name.get())));
    let adds = RwSignal::new(ways.adds());
    let names = RwSignal::new(None::<String>);
    let category = RwSignal::new(grid.category());
    let grows = memo(move || grid.grows.get() && grid.looking.with(|looking| looking.filters.is_empty()));
    let adding = memo(move || grows.get() && adds.get() && way.with(|way| !way.rows.is_empty()));
    let lines = {
        let cells = Arc::clone(&cells);
        part(move || {
            let way = way.get();
            let found = grid.meant(&cells, &way);
            let below = if adding.get() { 0 } else { way.rows.len() };
            let taken = found.entries.len() + if below > 0 { 0 } else { found.more.len() };
            let wrong = found.doubts.len() + if below > 0 { 0 } else { found.more_doubts.len() };
            let wide: Vec<(usize, String)> =
                way.wide.iter().map(|column| (column + 1, first_of(&cells, *column))).collect();
            let mut lines = vec![words_sheet::goes_in(language, taken)];
            if below > 0 {
                lines.push(words_sheet::rows_left_out(language, below, grows.get()));
            }
            if !wide.is_empty() {
                lines.push(words_sheet::too_wide(language, &wide));
            }
            if way.closed > 0 {
                lines.push(words_sheet::skipped(language, way.closed));
            }
            if !way.hidden.is_empty() {
                lines.push(words_sheet::hidden_rows(language, &way.hidden));
            }
            if wrong > 0 {
                lines.push(words_sheet::will_be_marked(language, wrong));
            }
            lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()
        })
    };
    let radios = choice.then(|| {
        let radio = move |label: &'static str, name: bool| {
            view! {
                <label class="cells-menu-check">
                    <input type="radio" name="paste-way" prop:checked=by_name.get_untracked() == name on:change=move |_| by_name.set(name) />
                    <span>{label}</span>
                </label>
            }
        };
        view! {
            <div class="dialog-field" role="radiogroup" aria-label=w.paste_way>
                {radio(w.paste_by_name, true)}
                {radio(w.paste_as_it_lies, false)}
            </div>
        }
    });
    let growing = part(move || {
        let count = way.with(|way| way.rows.len());
        (count > 0 && grows.get()).then(|| {
            let first = way.with_untracked(|way| grid.names(&way.names)).join("\n");
            names.set(None);
            view! {
                <label class="cells-menu-check">
                    <input
                        type="checkbox"
                        name="paste-adds"
                        prop:checked=adds.get_untracked()
                        on:change=move |event| adds.set(event_target_checked(&event))
                    />
                    <span>{words_sheet::new_rows(language, count)}</span>
                </label>
                <div class="dialog-field" class:hidden=live(move || !adds.get())>
                    <label for="paste-names">{w.paste_names}</label>
                    <textarea
                        id="paste-names"
                        rows=count.clamp(2, 8).to_string()
                        prop:value=first
                        on:input=move |event| names.set(Some(event_target_value(&event)))
                    ></textarea>
                    {categories(grid, category)}
                </div>
            }
        })
    });
    let act = move || {
        let way = way.get_untracked();
        let added = if adding.get_untracked() {
            let typed = names.get_untracked();
            let lines: Vec<String> = match &typed {
                Some(text) => text.lines().map(|line| line.trim().to_owned()).collect(),
                None => way.names.clone(),
            };
            let lines: Vec<String> = (0..way.rows.len()).map(|k| lines.get(k).cloned().unwrap_or_default()).collect();
            grid.added(&grid.names(&lines), &category.get_untracked())
        } else {
            Vec::new()
        };
        leave();
        grid.put_block(&cells, &way, added);
    };
    view! {
        <dialog
            class="dialog cells-asked"
            node_ref=dialog
            aria-labelledby="cells-asked-title"
            on:cancel=move |event: web_sys::Event| {
                event.prevent_default();
                leave();
            }
        >
            <form on:submit=move |event: web_sys::SubmitEvent| {
                event.prevent_default();
                act();
            }>
                <h2 id="cells-asked-title">{w.paste_title}</h2>
                {radios}
                <div role="status">
                    <ul class="cells-asked-lines" data-content=true>{lines}</ul>
                </div>
                {growing}
                <div class="dialog-acts">
                    <button class="button" type="button" on:click=press(leave)>
                        {keeping_words(language).cancel}
                    </button>
                    <button class="button primary" type="submit" autofocus=true>
                        {w.paste_act}
                    </button>
                </div>
            </form>
        </dialog>
    }
    .into_any()
}

/// Which category the new subjects belong to, where there are several.
fn categories(grid: Grid, category: RwSignal<String>) -> AnyView {
    let all = grid.store.document.with_untracked(|d| d.as_ref().map(|d| d.categories.clone()).unwrap_or_default());
    let several = all.len() > 1;
    several
        .then(|| {
            let here = category.get_untracked();
            let options = all.into_iter().map(|one| {
                let name = category_name(grid.language, &one.name);
                view! { <option value=one.id.clone() selected=one.id == here>{name}</option> }
            });
            let options = options.collect_view();
            view! {
                <label for="paste-category">{editing_words(grid.language).category}</label>
                <select
                    id="paste-category"
                    data-content=true
                    on:change=move |event| category.set(event_target_value(&event))
                >
                    {options}
                </select>
            }
        })
        .into_any()
}

/// The first thing that stands in a column of a block.
fn first_of(cells: &Cells, column: usize) -> String {
    let mut texts = cells.iter().filter_map(|row| row.get(column)).map(|text| text.trim());
    texts.find(|text| !text.is_empty()).unwrap_or_default().to_owned()
}

//! What stands around the table: what it is sorted and filtered by, finding, and what is selected.

use super::Grid;
use super::facts::{Facts, typed_number};
use super::marks::without_drawing;
use crate::i18n::sayings_editing::labelled;
use crate::i18n::words_sheet::{self, sheet_words};
use crate::ui::icons::{Icon, icon};
use crate::ui::live::{live, memo, part, press};
use crate::workspace::sheet::finding::{find, next};
use crate::workspace::sheet::sums::{Sums, sums};
use crate::workspace::sheet::{Filter, Mode, Order, Place};
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

impl Grid {
    /// The head of a column.
    pub fn title(self, column: usize) -> String {
        self.titles.with_value(|titles| titles.get(column).map(|(title, _)| title.clone())).unwrap_or_default()
    }

    /// Opens the field for finding.
    pub fn find(self) {
        if self.finding.with_untracked(Option::is_none) {
            self.finding.set(Some(String::new()));
        }
        crate::ui::effects::focus_soon(".cells-find input");
    }

    /// Goes to the next hit, or the one before.
    pub fn find_next(self, forward: bool) {
        let found = self.found.get_untracked();
        let place = next(&found, self.now().active, forward, false).and_then(|at| found.get(at));
        if let Some(place) = place {
            self.state.update(|state| state.choose(*place));
            self.show(*place);
        }
    }
}

/// Everything that holds what is sought.
pub fn found(
    finding: RwSignal<Option<String>>,
    facts: Signal<Facts>,
    order: Memo<Arc<Vec<u32>>>,
) -> Memo<Arc<Vec<Place>>> {
    memo(move || {
        let Some(wanted) = finding.get().filter(|wanted| !wanted.trim().is_empty()) else { return Arc::default() };
        let (facts, order) = (facts.get(), order.get());
        let text = |place: Place| order.get(place.row).map(|row| facts.text(*row, place.column)).unwrap_or_default();
        Arc::new(find(order.len(), facts.columns.len(), 0, &text, &wanted))
    })
}

/// What the table is sorted and filtered by, each with a way to take it away.
pub fn chips(grid: Grid) -> AnyView {
    let w = sheet_words(grid.language);
    part(move || {
        let looking = grid.looking.get();
        if looking == Default::default() {
            return None;
        }
        let mut chips: Vec<AnyView> = Vec::new();
        for (column, order) in looking.sorts.clone() {
            let text = words_sheet::condition(&grid.title(column), order_name(grid, column, order), "");
            chips.push(chip(grid, text, move || {
                grid.looking.update(|looking| looking.sorts.retain(|(known, _)| *known != column));
            }));
        }
        for (column, filter) in looking.filters.clone() {
            let title = grid.title(column);
            let number = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
            let parts = [
                (w.holds, filter.holds.clone(), !filter.holds.is_empty()),
                (w.least, number(filter.least), filter.least.is_some()),
                (w.most, number(filter.most), filter.most.is_some()),
                (w.missing, String::new(), filter.missing),
            ];
            let parts = parts.into_iter().filter(|(_, _, there)| *there);
            let text: Vec<String> = parts.map(|(what, value, _)| words_sheet::condition("", what, &value)).collect();
            let text = format!("{title} {}", text.join(" ").trim());
            chips.push(chip(grid, text, move || {
                grid.looking.update(|looking| {
                    looking.filters.remove(&column);
                });
            }));
        }
        Some(view! { <div class="cells-chips" role="group">{chips}</div> })
    })
}

fn chip(grid: Grid, text: String, take_away: impl Fn() + 'static) -> AnyView {
    let label = labelled(grid.language, sheet_words(grid.language).take_away, &text);
    view! {
        <button
            class="cells-chip"
            type="button"
            aria-label=label
            data-content=true
            on:click=press(move || {
                take_away();
                grid.focus();
            })
        >
            {text}
            {icon(Icon::Close)}
        </button>
    }
    .into_any()
}

fn order_name(grid: Grid, column: usize, order: Order) -> &'static str {
    let w = sheet_words(grid.language);
    match (column, order) {
        (0, Order::Up) => w.pinyin_up,
        (0, Order::Down) => w.pinyin_down,
        (_, Order::Up) => w.sort_up,
        (_, Order::Down) => w.sort_down,
        (_, Order::StrokesUp) => w.strokes_up,
        (_, Order::StrokesDown) => w.strokes_down,
    }
}

/// The field for finding.
pub fn find_bar(grid: Grid) -> AnyView {
    let w = sheet_words(grid.language);
    let open = memo(move || grid.finding.with(Option::is_some));
    part(move || {
        open.get().then(|| {
            let count = live(move || {
                let wanted = grid.finding.get().filter(|wanted| !wanted.trim().is_empty());
                let active = grid.here().active;
                if wanted.is_none() {
                    return String::new();
                }
                let found = grid.found.get();
                match found.binary_search(&active).ok() {
                    _ if found.is_empty() => w.find_none.to_owned(),
                    Some(at) => words_sheet::found(at + 1, found.len()),
                    None => words_sheet::found(0, found.len()),
                }
            });
            let close = move || {
                grid.finding.set(None);
                grid.focus();
            };
            let step = move |picture: Icon, label: &'static str, forward: bool| {
                view! {
                    <button
                        class="button quiet"
                        type="button"
                        aria-label=label
                        title=label
                        on:click=press(move || grid.find_next(forward))
                    >
                        {icon(picture)}
                    </button>
                }
            };
            view! {
                <div class="cells-find" role="search">
                    <input
                        type="search"
                        name="find-in-table"
                        aria-label=w.find
                        placeholder=w.find
                        prop:value=grid.finding.get_untracked().unwrap_or_default()
                        on:input=move |event| {
                            grid.finding.set(Some(event_target_value(&event)));
                            let found = grid.found.get_untracked();
                            let at = next(&found, grid.now().active, true, true).and_then(|at| found.get(at));
                            if let Some(place) = at {
                                grid.state.update(|state| state.choose(*place));
                                grid.show(*place);
                            }
                        }
                        on:keydown=move |event: KeyboardEvent| {
                            if event.is_composing() || event.key_code() == 229 {
                                return;
                            }
                            match event.key().as_str() {
                                "Enter" | "F3" => grid.find_next(!event.shift_key()),
                                "Escape" => close(),
                                _ => return,
                            }
                            event.prevent_default();
                        }
                    />
                    <span class="cells-found" role="status">{count}</span>
                    {step(Icon::Up, w.find_back, false)}
                    {step(Icon::Down, w.find_next, true)}
                    <button class="button quiet" type="button" aria-label=w.close title=w.close on:click=press(close)>
                        {icon(Icon::Close)}
                    </button>
                </div>
            }
        })
    })
}

/// Sorting and filtering by one column.
pub fn menu(grid: Grid) -> AnyView {
    let w = sheet_words(grid.language);
    part(move || {
        let column = grid.menu.get()?;
        let names = column == 0;
        let pane = grid.pane.get_untracked();
        let sizes = grid.sizes(&pane);
        let seen = sizes.lefts.get(column).copied().unwrap_or_default() - pane.left;
        let left = seen.clamp(0.0, (pane.width - 272.0).max(0.0));
        let besides = RwSignal::new(false);
        let filter = grid.looking.with_untracked(|looking| looking.filters.get(&column).cloned().unwrap_or_default());
        let filter = RwSignal::new(filter);
        let apply = move |change: &dyn Fn(&mut Filter)| {
            filter.update(|filter| change(filter));
            grid.looking.update(|looking| looking.filter(column, filter.get_untracked()));
        };
        let close = move || {
            grid.menu.set(None);
            grid.focus();
        };
        let orders: &[Order] = if names {
            &[Order::Up, Order::Down, Order::StrokesUp, Order::StrokesDown]
        } else {
            &[Order::Up, Order::Down]
        };
        let sorts = orders.iter().copied().map(|order| {
            let chosen =
                live(move || grid.looking.with(|looking| looking.sorts.contains(&(column, order))).to_string());
            let sort = move |event: web_sys::MouseEvent| {
                let besides = besides.get_untracked() || event.shift_key();
                grid.looking.update(|looking| looking.sort(column, order, besides));
            };
            view! {
                <button class="button small" type="button" aria-pressed=chosen on:click=sort>
                    {order_name(grid, column, order)}
                </button>
            }
        });
        let sorts = sorts.collect_view();
        let now = filter.get_untracked();
        let number = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
        let bounds = (!names).then(|| {
            let bound = move |label: &'static str, name: &'static str, value: String, least: bool| {
                view! {
                    <label>
                        <span>{label}</span>
                        <input
                            type="text"
                            inputmode="decimal"
                            name=name
                            autocomplete="off"
                            prop:value=value
                            on:input=move |event| {
                                let number = typed_number(&event_target_value(&event));
                                apply(&|filter| *(if least { &mut filter.least } else { &mut filter.most }) = number);
                            }
                        />
                    </label>
                }
            };
            view! {
                {bound(w.least, "filter-least", number(now.least), true)}
                {bound(w.most, "filter-most", number(now.most), false)}
                <label class="cells-menu-check">
                    <input
                        type="checkbox"
                        name="filter-missing"
                        prop:checked=now.missing
                        on:change=move |event| {
                            let missing = event_target_checked(&event);
                            apply(&|filter| filter.missing = missing);
                        }
                    />
                    <span>{w.missing}</span>
                </label>
            }
        });
        crate::ui::effects::focus_soon(".cells-menu button");
        let label = words_sheet::column_menu(grid.language, &grid.title(column));
        Some(view! {
            <div
                class="cells-menu"
                role="dialog"
                aria-label=label
                style:left=format!("{left}px")
                style:top=format!("{}px", pane.head)
                on:keydown=move |event: KeyboardEvent| {
                    if event.key() == "Escape" || event.key() == "Enter" && is_field(&event) && !event.is_composing() {
                        event.prevent_default();
                        close();
                    }
                }
            >
                <div class="cells-menu-sorts">{sorts}</div>
                <label class="cells-menu-check">
                    <input
                        type="checkbox"
                        name="sort-besides"
                        on:change=move |event| besides.set(event_target_checked(&event))
                    />
                    <span>{w.besides}</span>
                </label>
                <label>
                    <span>{w.holds}</span>
                    <input
                        type="text"
                        name="filter-holds"
                        autocomplete="off"
                        prop:value=now.holds.clone()
                        on:input=move |event| {
                            let text = event_target_value(&event);
                            apply(&|filter| filter.holds = text.clone());
                        }
                    />
                </label>
                {bounds}
                <div class="cells-menu-end">
                    <button
                        class="button small"
                        type="button"
                        on:click=press(move || {
                            grid.looking.update(|looking| {
                                looking.filters.remove(&column);
                                looking.sorts.retain(|(known, _)| *known != column);
                            });
                            close();
                        })
                    >
                        {w.clear}
                    </button>
                    <button class="button small primary" type="button" on:click=press(close)>
                        {w.done}
                    </button>
                </div>
            </div>
        })
    })
}

fn is_field(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    target.is_some_and(|target| target.tag_name() == "INPUT")
}

/// The active cell in words, and what the selected cells add up to.
pub fn below(grid: Grid, active: Signal<Option<String>>) -> AnyView {
    let w = sheet_words(grid.language);
    let block = memo(move || {
        let state = grid.here();
        (state.mode == Mode::Ready).then(|| state.block())
    });
    let figures = part(move || {
        let block = block.get().filter(|block| block.cells() > 1)?;
        let (facts, order) = (grid.facts.get(), grid.order.get());
        let cells = block.places().filter_map(|place| {
            let row = order.get(place.row)?;
            let number = facts.number(*row, place.column);
            (number.is_some() || !facts.text(*row, place.column).is_empty()).then_some(number)
        });
        let Sums { filled, numbers, sum, mean, largest, smallest } = sums(cells);
        let mut figures = vec![(w.count, "count", filled.to_string())];
        if numbers > 0 {
            figures.extend([
                (w.sum, "sum", sum),
                (w.mean, "mean", mean),
                (w.largest, "largest", largest),
                (w.smallest, "smallest", smallest),
            ]);
        }
        let figures = figures.into_iter().map(|(name, key, value)| {
            let text = value.clone();
            view! {
                <button
                    class="cells-figure"
                    type="button"
                    title=w.copy_figure
                    data-figure=key
                    on:click=press(move || {
                        let text = text.clone();
                        leptos::task::spawn_local(async move {
                            if crate::ui::effects::copy_text(text.clone()).await {
                                grid.store.keeper.tell(labelled(grid.language, w.copied, &text), None);
                            }
                        });
                    })
                >
                    {name}
                    " "
                    <b>{value}</b>
                </button>
            }
        });
        Some(figures.collect_view())
    });
    let shown = live(move || {
        let (shown, of) = (grid.order.with(|order| order.len()), grid.all.get());
        if shown == of { String::new() } else { words_sheet::rows_shown(grid.language, shown, of) }
    });
    view! {
        <div class="cells-below">
            <span class="cells-here" data-content=true>{live(move || active.get().unwrap_or_default())}</span>
            <span class="cells-shown" role="status">{shown}</span>
            <span class="cells-figures">{figures}</span>
            <button
                class="button quiet small cells-keys-button"
                type="button"
                on:click=press(move || grid.help.set(true))
            >
                {w.keys}
                " "
                <kbd>"F1"</kbd>
            </button>
            {without_drawing(grid)}
        </div>
    }
    .into_any()
}

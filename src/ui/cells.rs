//! The table that is filled in, like a spreadsheet: one editor that always has the focus lies over the active cell, so
//! that an input method begins where the first key falls; keys, pointer and clipboard go to the machine in
//! `workspace::sheet`.
//!
//! The cells themselves are plain elements (`draw`): nothing listens in them, and nothing in them is a signal.

pub mod draw;
pub mod facts;
pub mod look;
pub mod marks;
pub mod paste;
pub mod pointer;
pub mod clip;
pub mod acts;
pub mod bar;
pub mod keys;

use super::editor::Editor;
use super::live::{follow, live, memo};
use super::store::Store;
use crate::i18n::Language;
use crate::i18n::words_sheet::{self, sheet_words};
use crate::workspace::sheet::{Block, Column, Ground, Looking, Mode, Place, State};
use crate::workspace::window::{self, drawn_beyond};
use bar::{below, chips, find_bar, found, menu};
use draw::Painter;
use facts::{Facts, Pending};
use keys::keys_dialog;
use leptos::html::{Div, Textarea};
use leptos::prelude::*;
use look::{Look, Pane, Sizes, faces, head};
use marks::marks_bar;
use paste::{Asked, paste_dialog};
use pointer::Resting;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Tables with more rows are not drawn whole.
const DRAW_ALL_UP_TO: usize = 40;

/// What is being drawn with the pointer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drag {
    Select,
    Fill(Block),
}

/// A table. Copied freely; there is one on a page.
#[derive(Clone, Copy)]
pub struct Grid {
    pub store: Store,
    pub language: Language,
    pub editor: Editor,
    pub columns: StoredValue<Arc<Vec<Column>>>,
    /// The heads of the columns, and what stands below them.
    pub titles: StoredValue<Arc<Vec<(String, String)>>>,
    pub facts: Signal<Facts>,
    /// The rows on show, by their place in the document.
    pub order: Memo<Arc<Vec<u32>>>,
    /// How many there would be without filters.
    pub all: Memo<usize>,
    pub state: RwSignal<State>,
    pub looking: RwSignal<Looking>,
    pub pane: RwSignal<Pane>,
    pub pending: RwSignal<Pending>,
    /// Why what is being typed is not taken.
    pub wrong: RwSignal<Option<&'static str>>,
    /// What is sought; none: nothing is.
    pub finding: RwSignal<Option<String>>,
    /// Where it stands.
    pub found: Memo<Arc<Vec<Place>>>,
    /// The column whose menu is open.
    pub menu: RwSignal<Option<usize>>,
    pub help: RwSignal<bool>,
    /// What the handle is being drawn over.
    pub filling: RwSignal<Option<Block>>,
    pub drag: StoredValue<Option<Drag>>,
    /// A finger that rests on a cell.
    pub resting: StoredValue<Option<Resting>>,
    /// The next press selects up to where it is.
    pub stretching: RwSignal<bool>,
    /// What is being typed is understood as this.
    pub understood: RwSignal<Option<String>>,
    /// What is to be pasted and waits for an answer.
    pub asked: RwSignal<Option<Asked>>,
    /// Whether rows can be added at its end.
    pub grows: Memo<bool>,
    pub frame: NodeRef<Div>,
    pub input: NodeRef<Textarea>,
}

/// What a table is made of.
pub struct Made {
    pub label: String,
    pub columns: Arc<Vec<Column>>,
    pub titles: Arc<Vec<(String, String)>>,
    pub facts: Signal<Facts>,
    pub pending: RwSignal<Pending>,
    /// The rows that the filters above the table let through.
    pub base: Memo<Arc<Vec<(u32, u64)>>>,
    /// Whether rows can be added at its end.
    pub grows: Memo<bool>,
}

impl Grid {
    /// Where somebody is, within what is on show now.
    pub fn here(self) -> State {
        let mut state = self.state.get();
        state.keep_within(self.order.with(|order| order.len()), self.columns.with_value(|columns| columns.len()));
        state
    }

    /// The same, outside of what follows the state.
    pub fn now(self) -> State {
        untrack(|| self.here())
    }

    /// What stands in the cells now.
    pub fn facts_now(self) -> Facts {
        untrack(|| self.facts.get())
    }

    /// The row of the document at a place on show.
    pub fn row(self, place: usize) -> Option<u32> {
        self.order.with_untracked(|order| order.get(place).copied())
    }

    /// The result of a subject.
    pub fn door(&self, subject: &str) -> String {
        untrack(|| {
            let node = self.columns.with_value(|columns| columns.get(1).map(|column| column.indicator.clone()));
            let several = self.columns.with_value(|columns| {
                columns.iter().any(|column| !column.indicator.is_empty() && Some(&column.indicator) != node.as_ref())
            });
            let node = node.filter(|node| !node.is_empty() && !several);
            self.store.door_address(subject, node.as_deref().unwrap_or("total"))
        })
    }

    /// What the keys move on.
    pub fn with_ground<T>(self, act: impl FnOnce(&Ground) -> T) -> T {
        let facts = self.facts_now();
        let order = self.order.get_untracked();
        let filled = |place: Place| {
            let text = |row: &u32| facts.text(*row, place.column);
            order.get(place.row).map(text).is_some_and(|text| !text.is_empty())
        };
        let pane = self.pane.get_untracked();
        let down = ((pane.height - pane.head) / pane.row.max(1.0)).max(2.0) as usize - 1;
        let columns = facts.columns.len();
        act(&Ground { rows: order.len(), columns, page: (down, 6), filled: &filled })
    }

    /// Puts the focus back into the table.
    pub fn focus(self) {
        if let Some(input) = self.input.get_untracked() {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = input.focus_with_options(&options);
            // A dialog that closes gives the focus back without the caret, and then no letter comes in.
            if self.state.with_untracked(|state| state.mode == Mode::Ready) {
                let _ = input.set_selection_range(0, 0);
            }
        }
    }

    /// Scrolls until a cell can be seen beside what stays in sight.
    pub fn show(self, place: Place) {
        let Some(frame) = self.frame.get_untracked() else { return };
        let pane = self.measured(&frame);
        let sizes = self.sizes(&pane);
        let (top, height) = (place.row as f64 * pane.row, (pane.height - pane.head).max(pane.row));
        let to = if top < pane.top {
            top
        } else if top + pane.row > pane.top + height {
            top + pane.row - height
        } else {
            pane.top
        };
        if to != pane.top {
            frame.set_scroll_top((to + 0.99) as i32);
        }
        let (before, after) = sizes.frozen(&pane);
        let moves = !pane.freezes() || (1..sizes.widths.len().saturating_sub(2)).contains(&place.column);
        if let (true, Some(left), Some(width)) = (moves, sizes.lefts.get(place.column), sizes.widths.get(place.column))
        {
            let room = (pane.width - before - after).max(*width);
            let to = if *left < pane.left + before {
                left - before
            } else if left + width > pane.left + before + room {
                left + width - before - room
            } else {
                pane.left
            };
            if to != pane.left {
                frame.set_scroll_left((to + 0.99) as i32);
            }
        }
        self.pane.set(self.measured(&frame));
    }

    pub fn sizes(self, pane: &Pane) -> Sizes {
        let wide = self.titles.with_value(|titles| titles.iter().any(|(title, _)| title.chars().count() > 8));
        self.columns.with_value(|columns| Sizes::of(columns, wide, pane))
    }

    fn measured(self, frame: &HtmlElement) -> Pane {
        let window = web_sys::window();
        let pixels = |element: &web_sys::Element, name: &str| {
            let style = window.as_ref().and_then(|window| window.get_computed_style(element).ok().flatten());
            let text = style.and_then(|style| style.get_property_value(name).ok());
            text.map(|text| js_sys::parse_float(&text)).filter(|number| number.is_finite())
        };
        let head = frame.query_selector(".cells-top").ok().flatten();
        let root = window.as_ref().and_then(|window| window.document()).and_then(|page| page.document_element());
        let width = window.as_ref().and_then(|window| window.inner_width().ok()).and_then(|width| width.as_f64());
        Pane {
            top: f64::from(frame.scroll_top()),
            left: f64::from(frame.scroll_left()),
            width: f64::from(frame.client_width()),
            height: f64::from(frame.client_height()),
            row: pixels(frame, "--row").unwrap_or(40.0),
            head: head.map_or(40.0, |head| head.get_bounding_client_rect().height()),
            rem: root.and_then(|root| pixels(&root, "font-size")).unwrap_or(16.0),
            window: width.unwrap_or(1024.0),
        }
    }

    /// Looks where the table is on the screen.
    pub fn measure(self) {
        if let Some(frame) = self.frame.try_get_untracked().flatten() {
            let pane = self.measured(&frame);
            if self.pane.try_get_untracked() != Some(pane) {
                self.pane.try_set(pane);
            }
        }
    }
}

/// The table, with what stands above and below it.
pub fn cells(store: Store, language: Language, editor: Editor, made: Made) -> AnyView {
    let Made { label, columns, titles, facts, pending, base, grows } = made;
    let w = sheet_words(language);
    let looking = RwSignal::new(Looking::default());
    let order = memo(move || {
        let base = base.get();
        // What is typed into a sorted column does not make its row jump away: only looking anew does.
        looking.with(|looking| untrack(|| facts.get().ordered(looking, base.iter().map(|(row, _)| *row))))
    });
    let first = State::default();
    let state = RwSignal::new(first);
    state.update_untracked(|state| state.choose(Place::at(0, 1)));
    let finding = RwSignal::new(None);
    let grid = Grid {
        store,
        language,
        editor,
        columns: StoredValue::new(Arc::clone(&columns)),
        titles: StoredValue::new(titles),
        facts,
        order,
        all: memo(move || base.with(|base| base.len())),
        state,
        looking,
        pane: RwSignal::new(Pane::default()),
        pending,
        wrong: RwSignal::new(None),
        finding,
        found: found(finding, facts, order),
        menu: RwSignal::new(None),
        help: RwSignal::new(false),
        filling: RwSignal::new(None),
        drag: StoredValue::new(None),
        resting: StoredValue::new(None),
        stretching: RwSignal::new(false),
        understood: RwSignal::new(None),
        asked: RwSignal::new(None),
        grows,
        frame: NodeRef::new(),
        input: NodeRef::new(),
    };
    let (top, body) = (NodeRef::<Div>::new(), NodeRef::<Div>::new());
    draw(grid, top, body);
    listen(grid);
    let count = columns.len();
    let doubt = memo(move || {
        let place = grid.here().active;
        grid.facts.track();
        grid.order.track();
        let (text, why) = grid.doubted(place)?;
        Some(words_sheet::doubt(language, &text, why))
    });
    let active = live(move || {
        let place = grid.here().active;
        let facts = grid.facts.get();
        let row = grid.order.with(|order| order.get(place.row).copied())?;
        let title = grid.titles.with_value(|titles| titles.get(place.column).map(|(title, _)| title.clone()));
        let text = facts.text(row, place.column);
        let cell = words_sheet::cell(language, facts.name(row), &title.unwrap_or_default(), &text);
        Some(match doubt.get() {
            Some(doubt) => format!("{cell}{}{doubt}", if language == Language::Chinese { "。" } else { ". " }),
            None => cell,
        })
    });
    let note = live(move || grid.understood.get().or_else(|| doubt.get()));
    let draft = live(move || grid.state.with(|state| state.mode != Mode::Ready).then_some(""));
    view! {
        <div class="cells-box">
            {chips(grid)}
            {marks_bar(grid)}
            {find_bar(grid)}
            <div class="cells-hold">
            <div
                class="cells-frame"
                node_ref=grid.frame
                on:scroll=move |_| soon(grid)
                on:mousedown=move |event| grid.keeps_focus(&event)
                on:pointerdown=move |event| grid.pressed(&event)
                on:click=move |event| grid.clicked(&event)
                on:dblclick=move |event| grid.pressed_twice(&event)
                on:touchmove=move |event| grid.touch_moved(&event)
                on:touchend=move |event| grid.touch_ended(&event)
                on:contextmenu=move |event| grid.menu_wanted(&event)
            >
                <div class="cells-all">
                    <div
                        id="cells"
                        class="cells"
                        role="grid"
                        aria-label=label
                        aria-multiselectable="true"
                        aria-readonly=live(move || editor.locked.get().then_some("true"))
                        aria-rowcount=live(move || grid.order.with(|order| order.len() + 1))
                        aria-colcount=count
                    >
                        <div class="cells-top" role="rowgroup" node_ref=top></div>
                        <div class="cells-body" role="rowgroup" node_ref=body></div>
                    </div>
                    <div class="cells-over" class:is-open=live(move || draft.get().is_some())>
                        <textarea
                            node_ref=grid.input
                            class="cells-editor"
                            rows="1"
                            inputmode="decimal"
                            autocomplete="off"
                            spellcheck="false"
                            data-field="cells"
                            data-draft=draft
                            aria-label=live(move || active.get().unwrap_or_default())
                            aria-controls="cells"
                            aria-activedescendant="cells-active"
                            aria-invalid=live(move || grid.wrong.with(Option::is_some).then_some("true"))
                            aria-describedby="cells-wrong"
                            prop:readOnly=editor.locked
                            on:keydown=move |event| grid.key(&event)
                            on:input=move |event| grid.typed(&event)
                            on:compositionstart=move |_| grid.begins()
                            on:compositionend=move |_| grid.composed()
                            on:copy=move |event| grid.copy(&event, false)
                            on:cut=move |event| grid.copy(&event, true)
                            on:paste=move |event| grid.paste(&event)
                            on:blur=move |_| grid.commit()
                        ></textarea>
                        <span id="cells-wrong" class="cells-wrong" role="alert">
                            {live(move || grid.wrong.get().map(|why| words_sheet::wrong(language, why)))}
                        </span>
                        <span class="cells-note" class:is-doubt=live(move || doubt.get().is_some()) aria-hidden="true">
                            {live(move || if grid.wrong.get().is_some() { None } else { note.get() })}
                        </span>
                    </div>
                </div>
            </div>
            {menu(grid)}
            </div>
            <p class="cells-none hint" class:hidden=live(move || grid.order.with(|order| !order.is_empty()) || grid.all.get() == 0)>
                {w.none_left}
            </p>
            {below(grid, active)}
            {keys_dialog(grid)}
            {paste_dialog(grid)}
            <span class="visually-hidden">{w.keys_help}</span>
        </div>
    }
    .into_any()
}

/// Draws the table whenever something in it changes.
fn draw(grid: Grid, top: NodeRef<Div>, body: NodeRef<Div>) {
    let painters = StoredValue::new_local((Painter::default(), Painter::default()));
    follow(move || {
        let (Some(frame), Some(top), Some(body)) = (grid.frame.get(), top.get(), body.get()) else { return };
        let mut pane = grid.pane.get();
        if pane.row <= 0.0 {
            // It has just been put on the page; what is seen of it is known in a moment.
            pane = Pane { height: 640.0, ..grid.measured(&frame) };
            soon(grid);
        }
        let (facts, state, order) = (grid.facts.get(), grid.here(), grid.order.get());
        let sizes = grid.sizes(&pane);
        let drawn = sizes.drawn(&pane);
        let range = drawn_beyond(
            DRAW_ALL_UP_TO,
            order.len(),
            window::Pane { above: pane.top, height: pane.height, row: pane.row },
        );
        let all = top.parent_element().and_then(|all| all.parent_element());
        if let Some(all) = all.and_then(|all| all.dyn_into::<HtmlElement>().ok()) {
            let (first, last) = pane.layout().frozen;
            let last = sizes.widths.len().saturating_sub(last);
            let widths = |widths: &[f64]| widths.iter().map(|width| format!("{width}px")).collect::<Vec<_>>();
            let [name, total, rank] = [(0, first), (last, last + 1), (last + 1, last + 2)]
                .map(|(from, to)| widths(sizes.widths.get(from..to).unwrap_or_default()).join(""));
            for (property, value) in [
                ("--columns", sizes.template(&drawn, &pane)),
                ("--name", name),
                ("--total", total),
                ("--rank", rank),
                ("--pane", format!("{}px", pane.width.min(sizes.total))),
                ("width", format!("{}px", sizes.total)),
            ] {
                let _ = all.style().set_property(property, &value);
            }
        }
        let _ = frame.class_list().toggle_with_force("is-frozen", pane.freezes());
        let _ = HtmlElement::style(&body).set_property("height", &format!("{}px", order.len() as f64 * pane.row));
        let doubts = grid.store.doubts.read();
        let document = grid.store.document.with(|d| d.as_ref().map(|d| d.id.clone()).unwrap_or_default());
        let look = Look {
            facts: &facts,
            doubts: &doubts,
            document: &document,
            state: &state,
            block: state.block(),
            filling: grid.filling.get(),
            wrong: grid.wrong.with(Option::is_some),
            locked: grid.editor.locked.get(),
        };
        let titles = grid.titles.get_value();
        let heads = grid.looking.with(|looking| head(&facts, &titles, looking, look.block, &drawn));
        painters.update_value(|(heads_painter, painter)| {
            heads_painter.head(&top, heads, pane.layout());
            let cells = |place: usize| {
                let row = order.get(place).copied().unwrap_or_default();
                faces(&grid, &look, row, place, &drawn)
            };
            painter.paint(&body, range, pane.row, &cells, pane.layout());
        });
        lay_editor(grid, &state, &sizes, &pane);
    });
}

/// Lays the editor over the active cell.
fn lay_editor(grid: Grid, state: &State, sizes: &Sizes, pane: &Pane) {
    let Some(over) = grid.input.get().and_then(|input| input.parent_element()) else { return };
    let Ok(over) = over.dyn_into::<HtmlElement>() else { return };
    let Place { row, column } = state.active;
    let (Some(left), Some(width)) = (sizes.lefts.get(column), sizes.widths.get(column)) else { return };
    // What stays in sight while the rest scrolls is where it is seen.
    let left = if column == 0 && pane.freezes() { pane.left } else { *left };
    for (name, value) in
        [("left", left), ("top", pane.head + row as f64 * pane.row), ("width", *width), ("height", pane.row)]
    {
        let _ = over.style().set_property(name, &format!("{value}px"));
    }
}

/// Looks where the table is with the next frame, once.
fn soon(grid: Grid) {
    request_animation_frame(move || grid.measure());
}

fn listen(grid: Grid) {
    let resized = window_event_listener(leptos::ev::resize, move |_| soon(grid));
    let moved = window_event_listener(leptos::ev::pointermove, move |event| grid.drawn_to(&event));
    let released = window_event_listener(leptos::ev::pointerup, move |_| grid.released());
    let dropped = window_event_listener(leptos::ev::pointercancel, move |_| grid.released());
    follow(move || {
        // Another density has other rows.
        grid.store.preferences.track();
        soon(grid);
    });
    on_cleanup(move || {
        resized.remove();
        moved.remove();
        released.remove();
        dropped.remove();
    });
}

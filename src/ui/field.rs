//! A field that changes one thing in the document. What is typed stays in the field until it is committed (Enter, or
//! leaving the field) or given up (Esc); what cannot be understood stays too, marked, with what to type instead.

use super::content::mixed;
use super::editor::{Editor, make};
use super::live::{live, part};
use crate::edit::Change;
use leptos::prelude::*;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use web_sys::KeyboardEvent;

/// What a text means: a change, nothing to do, or why it is not understood.
pub type Take = Arc<dyn Fn(&str) -> Result<Option<Change>, &'static str> + Send + Sync>;

/// How it is filled in.
pub enum Kind {
    Text,
    Number,
    /// Several lines.
    Lines,
    /// One of these: value and name.
    Choice(Vec<(String, String)>),
    /// `1` or nothing.
    Check,
}

/// A field.
pub struct Field {
    /// Unique on the page.
    pub name: String,
    pub label: String,
    /// A line below it.
    pub help: &'static str,
    pub kind: Kind,
    /// Whether the value comes from the document.
    pub theirs: bool,
    /// What the document says.
    pub value: Signal<String>,
    /// What is wrong with what the document says.
    pub problem: Signal<Option<String>>,
    pub take: Take,
}

impl Field {
    /// A text field without help.
    pub fn new(
        name: impl Into<String>,
        label: impl Into<String>,
        value: Signal<String>,
        take: impl Fn(&str) -> Result<Option<Change>, &'static str> + Send + Sync + 'static,
    ) -> Field {
        Field {
            name: name.into(),
            label: label.into(),
            help: "",
            kind: Kind::Text,
            theirs: true,
            value,
            problem: live(|| None),
            take: Arc::new(take),
        }
    }

    /// Filled in otherwise.
    pub fn kind(self, kind: Kind) -> Field {
        let theirs = matches!(kind, Kind::Text | Kind::Lines);
        Field { kind, theirs, ..self }
    }

    /// With a line of help.
    pub fn help(self, help: &'static str) -> Field {
        Field { help, ..self }
    }

    /// With what is wrong with it.
    pub fn problem(self, problem: Signal<Option<String>>) -> Field {
        Field { problem, ..self }
    }
}

/// What is typed and not yet in the document.
#[derive(Clone)]
struct Draft {
    text: String,
    /// Sent at this turn.
    sent: Option<u64>,
    refused: Option<&'static str>,
}

#[derive(Clone, Copy)]
struct State {
    editor: Editor,
    draft: RwSignal<Option<Draft>>,
    value: Signal<String>,
    problem: Signal<Option<String>>,
    take: StoredValue<Take>,
}

impl State {
    fn shown(self) -> String {
        match self.draft.get() {
            Some(Draft { text, sent, .. }) if sent.is_none_or(|turn| turn == self.editor.turn.get()) => text,
            _ => self.value.get(),
        }
    }

    fn wrong(self) -> Option<String> {
        match self.draft.get() {
            Some(Draft { refused: Some(why), .. }) => Some(why.to_owned()),
            _ => self.problem.get(),
        }
    }

    fn is_typed(self) -> bool {
        self.draft.with(|draft| draft.as_ref().is_some_and(|draft| draft.sent.is_none()))
    }

    fn typed(self, text: String) {
        self.draft.set(Some(Draft { text, sent: None, refused: None }));
    }

    /// False: it was not understood.
    fn commit(self) -> bool {
        let Some(mut draft) = self.draft.try_get_untracked().flatten() else { return true };
        if draft.sent.is_some() {
            return true;
        }
        match self.take.with_value(|take| take(&draft.text)) {
            Ok(None) => self.draft.set(None),
            Ok(Some(change)) => {
                draft.sent = Some(self.editor.turn.get_untracked());
                self.draft.set(Some(draft));
                make(self.editor.store, change);
            }
            Err(why) => {
                draft.refused = Some(why);
                self.draft.set(Some(draft));
                return false;
            }
        }
        true
    }

    fn key(self, event: &KeyboardEvent, lines: bool) {
        // While a word is being put together, Enter and the arrows belong to the input method.
        if event.is_composing() || event.key_code() == 229 {
            return event.stop_propagation();
        }
        match event.key().as_str() {
            "Enter" if !lines || event.ctrl_key() => {
                if !self.commit() {
                    event.prevent_default();
                    event.stop_propagation();
                }
            }
            "ArrowUp" | "ArrowDown" if !lines && self.is_typed() => {
                if !self.commit() {
                    event.stop_propagation();
                }
            }
            "Escape" if self.draft.with_untracked(Option::is_some) => {
                self.draft.set(None);
                event.prevent_default();
                event.stop_propagation();
            }
            _ => {}
        }
    }
}

/// A number that no other field has.
fn fresh() -> u32 {
    static LAST: AtomicU32 = AtomicU32::new(0);
    LAST.fetch_add(1, Ordering::Relaxed)
}

/// A field with its label, help and findings.
pub fn field(editor: Editor, field: Field) -> AnyView {
    let id = format!("field-{}", fresh());
    let (label, help) = (field.label.clone(), field.help);
    let check = matches!(field.kind, Kind::Check);
    let for_id = id.clone();
    let control = control(editor, field, id, None);
    let help = (!help.is_empty()).then(|| view! { <p class="field-help">{help}</p> });
    view! {
        <div class="field" class:is-check=check>
            <label for=for_id>{mixed(label)}</label>
            {control}
            {help}
        </div>
    }
    .into_any()
}

/// A field in a cell of a table: its label is only read aloud. `column`: its place in the row, for the keys.
pub fn cell(editor: Editor, field: Field, column: usize) -> AnyView {
    control(editor, field, format!("field-{}", fresh()), Some(column))
}

fn control(editor: Editor, field: Field, id: String, column: Option<usize>) -> AnyView {
    let Field { name, label, kind, value, problem, take, theirs, .. } = field;
    let state = State { editor, draft: RwSignal::new(None), value, problem, take: StoredValue::new(take) };
    let wrong_id = format!("{id}-wrong");
    let wrong = part(move || state.wrong().map(|text| view! { <span class="field-wrong">{mixed(text)}</span> }));
    let invalid = live(move || state.wrong().is_some().then_some("true"));
    let label = column.map(|_| label);
    let locked = editor.locked;
    let by = wrong_id.clone();
    let box_class = if column.is_some() { "cell-box" } else { "field-box" };
    let inside = match kind {
        Kind::Choice(options) => {
            let options = options
                .into_iter()
                .map(|(key, text)| {
                    let mine = key.clone();
                    view! { <option value=key selected=live(move || state.shown() == mine)>{text}</option> }
                })
                .collect_view();
            view! {
                <select
                    id=id
                    data-field=name
                    data-cell=column
                    data-content=true
                    aria-label=label
                    aria-describedby=by
                    aria-invalid=invalid
                    prop:value=live(move || state.shown())
                    prop:disabled=locked
                    on:change=move |event| {
                        state.typed(event_target_value(&event));
                        state.commit();
                    }
                >
                    {options}
                </select>
            }
            .into_any()
        }
        Kind::Check => view! {
            <input
                id=id
                type="checkbox"
                data-field=name
                data-cell=column
                aria-label=label
                aria-describedby=by
                prop:checked=live(move || !state.shown().is_empty())
                prop:disabled=locked
                on:change=move |event| {
                    state.typed(if event_target_checked(&event) { "1".to_owned() } else { String::new() });
                    state.commit();
                }
            />
        }
        .into_any(),
        Kind::Lines => view! {
            <textarea
                id=id
                rows="3"
                data-field=name
                data-draft=live(move || state.is_typed())
                aria-describedby=by
                aria-invalid=invalid
                prop:value=live(move || state.shown())
                prop:readOnly=locked
                on:input=move |event| state.typed(event_target_value(&event))
                on:keydown=move |event| state.key(&event, true)
                on:blur=move |_| {
                    state.commit();
                }
            ></textarea>
        }
        .into_any(),
        Kind::Text | Kind::Number => {
            let number = matches!(kind, Kind::Number);
            view! {
                <input
                    id=id
                    type="text"
                    class:number=number
                    inputmode=number.then_some("decimal")
                    autocomplete="off"
                    data-field=name
                    data-cell=column
                    data-content=theirs
                    data-draft=live(move || state.is_typed())
                    aria-label=label
                    aria-describedby=by
                    aria-invalid=invalid
                    prop:value=live(move || state.shown())
                    prop:readOnly=locked
                    on:input=move |event: web_sys::Event| {
                        // A word that is being put together is none yet.
                        let composing = wasm_bindgen::JsCast::dyn_ref::<web_sys::InputEvent>(&event)
                            .is_some_and(web_sys::InputEvent::is_composing);
                        if !composing {
                            state.typed(event_target_value(&event));
                        }
                    }
                    on:compositionend=move |event| state.typed(event_target_value(&event))
                    on:keydown=move |event| state.key(&event, false)
                    on:blur=move |_| {
                        state.commit();
                    }
                />
            }
            .into_any()
        }
    };
    view! {
        <span class=box_class>
            {inside}
            <span class="field-wrongs" id=wrong_id>{wrong}</span>
        </span>
    }
    .into_any()
}

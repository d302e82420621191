//! The few questions that are asked in a dialog: names, reasons, a list of subjects, and the one deletion that cannot
//! be undone.

use super::keeper::{new_id, now};
use super::live::{live, part, press};
use super::shelf::{self, Errand};
use super::store::{Store, use_store};
use super::toast::Undo;
use crate::edit::{Change, What};
use crate::i18n::keeping;
use crate::i18n::words_keeping::{KeepingWords, keeping_words};
use crate::store::library::SetHead;
use crate::worker::protocol::Fork;
use crate::workspace::Event;
use crate::workspace::roster::subjects;
use leptos::html::Dialog as DialogElement;
use leptos::prelude::*;
use std::sync::Arc;

/// What is asked. `doc` none: the open document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    Rename {
        doc: Option<String>,
        title: String,
    },
    Copy {
        doc: String,
        title: String,
    },
    RenameSet {
        id: String,
        title: String,
    },
    Checkpoint,
    Author,
    Finalise,
    Reopen,
    Delete {
        doc: String,
        title: String,
    },
    DeleteSet {
        id: String,
        title: String,
    },
    Fork {
        set: String,
        title: String,
    },
    /// Opening something else loses what is not saved.
    Lose,
}

type Run = Arc<dyn Fn(Store, &[String]) -> Result<(), &'static str> + Send + Sync>;

/// One question as it is drawn.
struct Form {
    title: &'static str,
    lead: Option<String>,
    fields: Vec<Field>,
    act: &'static str,
    /// It cannot be undone.
    grave: bool,
    run: Run,
}

struct Field {
    label: &'static str,
    value: String,
    hint: Option<&'static str>,
    /// Several lines.
    long: bool,
}

fn field(label: &'static str, value: &str) -> Field {
    Field { label, value: value.to_owned(), hint: None, long: false }
}

/// The dialog, while something is asked.
#[component]
pub fn Dialogs() -> impl IntoView {
    let store = use_store();
    part(move || {
        let ask = store.keeper.asked.get()?;
        Some(view! { <Question ask /> })
    })
}

#[component]
fn Question(ask: Ask) -> impl IntoView {
    let store = use_store();
    let language = store.language.get_untracked();
    let w = keeping_words(language);
    let Form { title, lead, fields, act, grave, run } = form(store, w, ask);
    let dialog = NodeRef::<DialogElement>::new();
    let problem = RwSignal::new(None::<&'static str>);
    let values: Vec<RwSignal<String>> = fields.iter().map(|field| RwSignal::new(field.value.clone())).collect();
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get() {
            let _ = dialog.show_modal();
        }
    });
    let close = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let drawn = fields.into_iter().enumerate().zip(values.clone()).map(|((place, field), value)| {
        let id = format!("dialog-field-{place}");
        let hint_id = field.hint.map(|_| format!("dialog-hint-{place}"));
        let hint = field.hint.map(|hint| view! { <p class="hint" id=hint_id.clone()>{hint}</p> });
        let typed = move |event: web_sys::Event| {
            problem.set(None);
            value.set(event_target_value(&event));
        };
        let first = place == 0;
        let entry = if field.long {
            view! {
                <textarea
                    id=id.clone()
                    rows="8"
                    aria-describedby=hint_id
                    autofocus=first
                    prop:value=field.value
                    on:input=typed
                ></textarea>
            }
            .into_any()
        } else {
            view! {
                <input
                    id=id.clone()
                    type="text"
                    maxlength="200"
                    autocomplete="off"
                    aria-describedby=hint_id
                    autofocus=first
                    prop:value=field.value
                    on:input=typed
                />
            }
            .into_any()
        };
        let count = field
            .long
            .then(|| live(move || value.with(|text| keeping::subjects_typed(language, subjects(text).len()))));
        view! {
            <div class="dialog-field">
                <label for=id>{field.label}</label>
                {entry}
                {hint}
                {count.map(|count| view! { <p class="hint" role="status">{count}</p> })}
            </div>
        }
    });
    let drawn = drawn.collect_view();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let given: Vec<String> = values.iter().map(|value| value.get_untracked().trim().to_owned()).collect();
        match run(store, &given) {
            Ok(()) => close(),
            Err(why) => problem.set(Some(why)),
        }
    };
    view! {
        <dialog
            class="dialog"
            node_ref=dialog
            aria-labelledby="dialog-title"
            on:close=move |_| {
                store.keeper.asked.try_set(None);
            }
        >
            <form on:submit=submit>
                <h2 id="dialog-title">{title}</h2>
                {lead.map(|lead| view! { <p class="dialog-lead" data-content=true>{lead}</p> })}
                {drawn}
                <p class="dialog-problem" role="alert">{live(move || problem.get())}</p>
                <div class="dialog-acts">
                    <button class="button" type="button" on:click=press(close)>
                        {w.cancel}
                    </button>
                    <button class="button" class:primary=!grave class:grave=grave type="submit">
                        {act}
                    </button>
                </div>
            </form>
        </dialog>
    }
}

/// Something that needs a text to be done.
fn named(why: &'static str, run: impl Fn(Store, &str) + Send + Sync + 'static) -> Run {
    Arc::new(move |store, given: &[String]| {
        let name = given.first().map(String::as_str).unwrap_or_default();
        if name.is_empty() {
            return Err(why);
        }
        run(store, name);
        Ok(())
    })
}

fn form(store: Store, w: &'static KeepingWords, ask: Ask) -> Form {
    let language = store.language.get_untracked();
    let act = move |store: Store, what: What| store.dispatch(Event::Act { at: now(), what });
    match ask {
        Ask::Rename { doc, title } => Form {
            title: w.rename_title,
            lead: None,
            fields: vec![field(w.rename_document, &title)],
            act: w.ok,
            grave: false,
            run: named(w.name_needed, move |store, title| {
                let open = store.keeper.document.get_untracked();
                match doc.clone().filter(|doc| open.as_ref() != Some(doc)) {
                    None => act(store, What::Do(Change::Title(title.to_owned()))),
                    Some(doc) => shelf::begin(store, doc, Errand::Rename { title: title.to_owned() }),
                }
            }),
        },
        Ask::Copy { doc, title } => Form {
            title: w.copy_title,
            lead: None,
            fields: vec![field(w.copy_name, &keeping::copy_of(language, &title))],
            act: w.ok,
            grave: false,
            run: named(w.name_needed, move |store, title| {
                shelf::begin(store, doc.clone(), Errand::Duplicate { title: title.to_owned() });
            }),
        },
        Ask::RenameSet { id, title } => Form {
            title: w.rename_title,
            lead: None,
            fields: vec![field(w.name, &title)],
            act: w.ok,
            grave: false,
            run: named(w.name_needed, move |store, title| {
                let (id, title) = (id.clone(), title.to_owned());
                shelf::begin_set(store, id, move |head| SetHead { title, ..head }, None);
            }),
        },
        Ask::Checkpoint => Form {
            title: w.checkpoint_title,
            lead: Some(w.checkpoint_hint.to_owned()),
            fields: vec![field(w.checkpoint_name, "")],
            act: w.ok,
            grave: false,
            run: named(w.name_needed, |store, name| store.keeper.checkpoint(name.to_owned())),
        },
        Ask::Author => Form {
            title: w.author_title,
            lead: Some(w.author_hint.to_owned()),
            fields: vec![field(w.author_name, &store.keeper.entry.get_untracked().unwrap_or_default().author)],
            act: w.ok,
            grave: false,
            run: Arc::new(|store, given| {
                store.keeper.sign(given.first().map(String::as_str).unwrap_or_default());
                Ok(())
            }),
        },
        Ask::Finalise => Form {
            title: w.finalise_title,
            lead: Some(w.finalise_lead.to_owned()),
            fields: vec![field(w.finalise_by, "")],
            act: w.finalise_act,
            grave: false,
            run: Arc::new(move |store, given| {
                let supposing = store.document.with_untracked(|document| {
                    document.as_ref().is_some_and(|document| document.history.supposed.is_some())
                });
                if supposing {
                    return Err(w.finalise_supposing);
                }
                act(store, What::Finalise { by: given.first().cloned().unwrap_or_default() });
                Ok(())
            }),
        },
        Ask::Reopen => Form {
            title: w.reopen_title,
            lead: Some(w.reopen_lead.to_owned()),
            fields: vec![field(w.reopen_reason, ""), field(w.reopen_by, "")],
            act: w.reopen_act,
            grave: false,
            run: Arc::new(move |store, given| {
                let text = |place: usize| given.get(place).cloned().unwrap_or_default();
                if text(0).is_empty() {
                    return Err(w.reason_needed);
                }
                act(store, What::Reopen { by: text(1), reason: text(0) });
                Ok(())
            }),
        },
        Ask::Delete { doc, title } => Form {
            title: w.delete_title,
            lead: Some(keeping::delete_lead(language, &title)),
            fields: Vec::new(),
            act: w.delete_act,
            grave: true,
            run: Arc::new(move |store, _| {
                shelf::begin(store, doc.clone(), Errand::Delete);
                Ok(())
            }),
        },
        Ask::Lose => Form {
            title: w.lose_title,
            lead: Some(w.lose_lead.to_owned()),
            fields: Vec::new(),
            act: w.lose_act,
            grave: true,
            run: Arc::new(move |store, _| {
                store.keeper.go_on();
                Ok(())
            }),
        },
        Ask::DeleteSet { id, title } => Form {
            title: w.delete_title,
            lead: Some(keeping::delete_lead(language, &title)),
            fields: Vec::new(),
            act: w.delete_act,
            grave: true,
            run: Arc::new(move |store, _| {
                let id = id.clone();
                leptos::task::spawn_local(async move {
                    if let Err(fault) = shelf::delete_set(store.keeper, &id).await {
                        store.keeper.tell(keeping::fault(store.language.get_untracked(), &fault), None::<Undo>);
                    }
                });
                Ok(())
            }),
        },
        Ask::Fork { set, title } => Form {
            title: w.fork_title,
            lead: None,
            fields: vec![
                field(w.fork_name, &title),
                Field { label: w.fork_subjects, value: String::new(), hint: Some(w.fork_hint), long: true },
            ],
            act: w.fork_act,
            grave: false,
            run: Arc::new(move |store, given| {
                let text = |place: usize| given.get(place).cloned().unwrap_or_default();
                let (title, names) = (text(0), subjects(&text(1)));
                if title.is_empty() {
                    return Err(w.name_needed);
                }
                if names.is_empty() {
                    return Err(w.subjects_needed);
                }
                let set = set.clone();
                leptos::task::spawn_local(async move {
                    match shelf::read_set(store.keeper, &set).await {
                        Some((_, set)) => {
                            let fork = Fork { set, id: new_id(), title, subjects: Some(names) };
                            store.dispatch(Event::Fork { fork });
                        }
                        None => store.keeper.tell(w.set_bad.to_owned(), None),
                    }
                });
                Ok(())
            }),
        },
    }
}

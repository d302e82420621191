//! Tables on their way into the document: the steps, and the one button that takes them in. Nothing here changes
//! anything before that button is pressed.

pub mod files;
pub mod words;
pub mod sheets;
pub mod faults;
pub mod standards;
pub mod changes;

use super::editor::locked;
use super::icons::{Icon, icon};
use super::keeper::now;
use super::live::{live, memo, part, press};
use super::store::{Store, use_store};
use crate::i18n::Language;
use crate::i18n::words_editing::editing_words;
use crate::i18n::words_intake::{self as said, IntakeWords, intake_words};
use crate::intake::{Choices, IntakeView, Kind};
use crate::workspace::{Event, Intaking, Locked, Shared, Stage};
use changes::changes;
use faults::{check, errors};
use files::files;
use leptos::prelude::*;
use sheets::sheets;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlSelectElement, window};
use words::counted;

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub struct Wizard {
    pub store: Store,
    pub language: Language,
    pub w: &'static IntakeWords,
    pub view: Memo<Option<Shared<IntakeView>>>,
    pub stage: Memo<Stage>,
}

impl Wizard {
    /// Changes what is decided.
    pub fn choose(self, change: impl FnOnce(&mut Choices)) {
        let mut choices = self.store.workspace.with_untracked(|w| w.intake.choices.clone());
        change(&mut choices);
        self.store.dispatch(Event::Intake(Intaking::Choose(choices)));
    }

    /// What is decided, and follows.
    pub fn decided<T: PartialEq + Send + Sync + 'static>(self, read: fn(&Choices) -> T) -> Memo<T> {
        memo(move || self.store.workspace.with(|w| read(&w.intake.choices)))
    }
}

/// The page.
#[component]
pub fn Import(language: Language) -> impl IntoView {
    let store = use_store();
    let w = intake_words(language);
    let view = memo(move || store.workspace.with(|w| w.intake.view.clone()));
    let stage = memo(move || store.workspace.with(|w| w.intake.stage));
    let wizard = Wizard { store, language, w, view, stage };
    view! {
        <div class="intake">
            <div class="page-head">
                <h1 tabindex="-1">{w.title}</h1>
                <p class="page-lead">{w.lead}</p>
            </div>
            {steps(wizard)}
            {files(wizard)}
            {sheets(wizard)}
            {check(wizard)}
            {changes(wizard)}
            {confirm(wizard)}
        </div>
    }
}

/// The steps with their state; every one can be gone to at any time.
fn steps(wizard: Wizard) -> AnyView {
    let Wizard { store, language, w, view, stage } = wizard;
    part(move || {
        let view = view.get();
        let stage = stage.get();
        let files = match stage {
            Stage::Empty => w.state_waiting.to_owned(),
            Stage::Reading => w.state_reading.to_owned(),
            _ => store.workspace.with_untracked(|w| w.intake.names.len().to_string()),
        };
        let of = |say: &dyn Fn(&IntakeView) -> String| view.as_ref().map(|view| say(view)).unwrap_or_default();
        let sheets = of(&|view| {
            let taken = view.sheets.iter().filter(|sheet| sheet.taken).count();
            said::sheets_taken(language, taken as u32, view.sheets.len() as u32)
        });
        let check = of(&|view| match errors(view) {
            0 => w.state_none.to_owned(),
            count => said::to_mend(language, count),
        });
        let change = of(&|view| match view.counts.iter().map(|count| count.new + count.changed).sum() {
            0 => w.state_nothing.to_owned(),
            count => said::changes(language, count),
        });
        let ready = of(&|view| if view.ready { w.state_ready.to_owned() } else { String::new() });
        let there = view.is_some();
        let lines = [
            (w.step_files, files, "intake-files", true),
            (w.step_sheets, sheets, "intake-sheets", there),
            (w.step_check, check, "intake-check", there),
            (w.step_change, change, "intake-change", there),
            (w.step_confirm, ready, "intake-confirm", there),
        ]
        .into_iter()
        .enumerate()
        .map(|(place, (name, state, target, may))| {
            let go = press(move || show(target));
            view! {
                <li>
                    <button type="button" class="intake-step" disabled=!may on:click=go>
                        <span class="intake-step-number" aria-hidden="true">{place + 1}</span>
                        <span class="intake-step-name">{name}</span>
                        <span class="intake-step-state">{state}</span>
                    </button>
                </li>
            }
        })
        .collect_view();
        view! { <ol class="intake-steps" aria-label=w.steps>{lines}</ol> }
    })
}

/// Brings a section into sight, with the focus on its heading.
fn show(section: &str) {
    let heading = window()
        .and_then(|window| window.document())
        .and_then(|page| page.query_selector(&format!("#{section} h2")).ok().flatten());
    if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) {
        heading.scroll_into_view();
        let _ = heading.focus();
    }
}

/// The one button, and what stands in its way.
fn confirm(wizard: Wizard) -> AnyView {
    let Wizard { store, language, w, view, stage } = wizard;
    let leaves = wizard.decided(|choices| choices.leave_faulty);
    let removes = wizard.decided(|choices| choices.remove_absent);
    let fresh = memo(move || store.workspace.with(|w| w.intake.is_fresh()));
    let why = memo(move || locked(store));
    part(move || {
        let view = view.get();
        keep_place("#intake-confirm", &["#intake-choose", "#intake-files-title"]);
        let view = view?;
        let errors = errors(&view);
        let absent =
            view.counts.iter().any(|count| count.absent > 0 && matches!(count.of, Kind::Indicators | Kind::Subjects));
        let sum = |wanted: &[Kind]| {
            let mine = view.counts.iter().filter(|count| wanted.contains(&count.of));
            mine.map(|count| count.new + count.changed).sum::<u32>()
        };
        let label = if view.ready {
            let values = sum(&[Kind::Values, Kind::LongValues, Kind::Collection]);
            let others = sum(&[Kind::Ballots, Kind::Events, Kind::Own, Kind::Unknown]);
            said::take_in(language, sum(&[Kind::Indicators]), sum(&[Kind::Subjects]), values, others)
        } else {
            w.import.to_owned()
        };
        let obstacle = match why.get() {
            Some(why) => Some(locked_words(language, why)),
            None if view.ready => None,
            None if errors > 0 && !leaves.get() => Some(w.confirm_faulty),
            None => Some(w.confirm_nothing),
        };
        let (ready, may) = (view.ready, why.get().is_none());
        let box_of = |checked: bool, label: &'static str, id: &'static str, set: fn(&mut Choices, bool)| {
            view! {
                <label class="intake-box">
                    <input
                        type="checkbox"
                        id=id
                        prop:checked=checked
                        on:change=move |event| {
                            let on = event_target_checked(&event);
                            wizard.choose(|choices| set(choices, on));
                        }
                    />
                    <span>{label}</span>
                </label>
            }
        };
        let faulty = (errors > 0 || leaves.get_untracked()).then(|| {
            box_of(leaves.get_untracked(), w.leave_faulty, "intake-leave-faulty", |c, on| c.leave_faulty = on)
        });
        let remove = (absent || removes.get_untracked()).then(|| {
            box_of(removes.get_untracked(), w.remove_absent, "intake-remove-absent", |c, on| c.remove_absent = on)
        });
        let busy = live(move || stage.get() == Stage::TakingIn);
        Some(view! {
            <section class="intake-confirm" id="intake-confirm" aria-labelledby="intake-confirm-title">
                <h2 id="intake-confirm-title" class="visually-hidden" tabindex="-1">{w.confirm_title}</h2>
                {faulty}
                {remove}
                <p class="intake-obstacle" id="intake-obstacle" role="status">{obstacle}</p>
                <button class="button" type="button" id="intake-clear" on:click=press(move || store.dispatch(Event::Intake(Intaking::Clear)))>
                    {w.clear}
                </button>
                <button
                    class="button primary intake-take"
                    type="button"
                    id="intake-take"
                    disabled=live(move || !ready || !may || !fresh.get())
                    aria-describedby="intake-obstacle"
                    on:click=press(move || store.dispatch(Event::Intake(Intaking::TakeIn { at: now() })))
                >
                    {icon(Icon::Ranking)}
                    {live(move || if busy.get() { w.taking_in.to_owned() } else { label.clone() })}
                </button>
            </section>
        })
    })
}

fn locked_words(language: Language, why: Locked) -> &'static str {
    let w = editing_words(language);
    match why {
        Locked::Final => w.locked_final,
        Locked::Newer => w.locked_newer,
        Locked::Elsewhere => w.locked_elsewhere,
        Locked::Broken => w.locked_broken,
    }
}

/// How a kind of thing is counted, for the table of changes.
pub fn named(wizard: Wizard, kind: Kind) -> &'static str {
    counted(wizard.w, kind)
}

/// Before a section is drawn anew: what has the focus gets it back afterwards, with what was being typed; if it is
/// gone and the focus with it, the first of `else_to` that is there gets it. Fields are drawn in the place of others,
/// so what was typed into those is put away.
pub fn keep_place(section: &'static str, else_to: &'static [&'static str]) {
    let Some(page) = window().and_then(|window| window.document()) else { return };
    let inside = |element: &Element| element.closest(section).ok().flatten().is_some();
    let here = page.active_element().filter(inside);
    let id = here.as_ref().map(Element::id).filter(|id| !id.is_empty());
    let typed = here.as_ref().and_then(|here| here.dyn_ref::<HtmlInputElement>()).map(HtmlInputElement::value);
    request_animation_frame(move || {
        put_back(&page, section);
        if here.is_none() {
            return;
        }
        let found = |selector: &&str| page.query_selector(selector).ok().flatten();
        let now = page.active_element();
        let same = id.and_then(|id| page.get_element_by_id(&id));
        let field = same.as_ref().and_then(|same| same.dyn_ref::<HtmlInputElement>());
        if let (Some(field), Some(typed)) = (field.filter(|field| field.type_() == "text"), typed) {
            field.set_value(&typed);
        }
        let lost = now.as_ref().is_none_or(|now| now.tag_name() == "BODY");
        let next = same.or_else(|| if lost { else_to.iter().find_map(found) } else { None });
        if let Some(next) = next.filter(|next| now.as_ref() != Some(next))
            && let Ok(next) = next.dyn_into::<HtmlElement>()
        {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = next.focus_with_options(&options);
        }
    });
}

/// Fields and lists of a section show what they were drawn with.
fn put_back(page: &web_sys::Document, section: &str) {
    let Ok(all) = page.query_selector_all(&format!("{section} input[type=text], {section} option[selected]")) else {
        return;
    };
    for element in (0..all.length()).filter_map(|at| all.get(at)) {
        if let Some(field) = element.dyn_ref::<HtmlInputElement>() {
            field.set_value(&field.default_value());
        } else if let Some(option) = element.dyn_ref::<Element>()
            && let Some(list) = option.closest("select").ok().flatten()
            && let Ok(list) = list.dyn_into::<HtmlSelectElement>()
        {
            list.set_value(&option.get_attribute("value").unwrap_or_default());
        }
    }
}

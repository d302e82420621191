//! Grades, quota, limits and ties of one step of the calendar.

use super::content::content;
use super::editor::{Editor, focus_field_soon, hold_focus, make};
use super::field::{Field, Kind, cell, field};
use super::icons::{Icon, icon};
use super::live::{live, memo, part, press};
use super::settings::card;
use crate::edit::{Change, typed};
use crate::i18n::words_editing::editing_words;
use crate::i18n::{Language, percent};
use crate::model::{GradeBand, Grading};
use leptos::prelude::*;

/// Which step of the calendar.
#[derive(Clone, Copy, PartialEq)]
pub enum Step {
    /// The only one, or the last.
    Final,
    /// Every stage.
    Stage,
}

/// The grading that is being changed.
#[derive(Clone, Copy)]
struct At {
    editor: Editor,
    step: Step,
    now: Memo<Grading>,
    language: Language,
}

impl At {
    /// The change that makes this of the grading; none: it is so already.
    fn change(self, alter: impl FnOnce(&mut Grading)) -> Option<Change> {
        let before = self.now.get_untracked();
        let mut grading = before.clone();
        alter(&mut grading);
        (grading != before).then(|| match self.step {
            Step::Final => Change::Grading(Box::new(grading)),
            Step::Stage => Change::StageGrading(Some(Box::new(grading))),
        })
    }

    fn alter(self, alter: impl FnOnce(&mut Grading)) {
        if let Some(change) = self.change(alter) {
            make(self.editor.store, change);
        }
    }

    fn name(self, what: &str) -> String {
        let step = if self.step == Step::Final { "final" } else { "stage" };
        format!("{step}/{what}")
    }
}

/// The cards of a step.
pub fn gradings(language: Language, editor: Editor, step: Step) -> AnyView {
    let store = editor.store;
    let w = editing_words(language);
    let own = memo(move || store.document.with(|d| d.as_ref().is_some_and(|d| d.stage_grading.is_some())));
    let now = memo(move || {
        store.document.with(|d| {
            let Some(document) = d.as_ref() else { return Grading::default() };
            match step {
                Step::Final => document.grading.clone(),
                Step::Stage => document.stage_grading.clone().unwrap_or_else(|| document.grading.clone()),
            }
        })
    });
    let at = At { editor, step, now, language };
    match step {
        Step::Final => view! {
            {card(w.grades, w.grades_help, bands(at))}
            {card(w.limits, "", limits(at))}
            {card(w.ties, w.ties_help, ties(at))}
        }
        .into_any(),
        Step::Stage => {
            let take = move |text: &str| {
                let grading = (text == "own").then(|| Box::new(now.get_untracked()));
                Ok(Some(Change::StageGrading(grading)))
            };
            let options =
                vec![("same".to_owned(), w.stage_like_final.to_owned()), ("own".to_owned(), w.stage_own.to_owned())];
            let value = live(move || if own.get() { "own" } else { "same" }.to_owned());
            let choice =
                field(editor, Field::new("stage/own", w.stage_grading, value, take).kind(Kind::Choice(options)));
            let inside = view! {
                {choice}
                {part(move || own.get().then(|| view! { {bands(at)} {limits(at)} {ties(at)} }))}
            };
            card(w.stage_grading, w.stage_help, inside.into_any())
        }
    }
}

fn bands(at: At) -> AnyView {
    let w = editing_words(at.language);
    let count = memo(move || at.now.with(|grading| grading.scale.bands.len()));
    let rows = part(move || {
        hold_focus();
        (0..count.get()).map(|place| band(at, place)).collect_view()
    });
    let add = press(move || {
        let place = count.get_untracked();
        at.alter(|grading| {
            let last = grading.scale.bands.last().map_or(100.0, |band| band.minimum);
            let minimum = if last > 0.0 { last / 2.0 } else { 0.0 };
            grading.scale.bands.push(GradeBand { minimum, name: w.new_grade.to_owned() });
        });
        focus_field_soon(at.name(&format!("band/{place}/name")));
    });
    view! {
        <table class="list bands">
            <thead>
                <tr>
                    <th scope="col">{w.name}</th>
                    <th scope="col" class="number">{w.minimum}</th>
                    <th scope="col"><span class="visually-hidden">{w.remove}</span></th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <button class="button" type="button" prop:disabled=at.editor.locked on:click=add>
            {icon(Icon::Plus)}
            {w.add_grade}
        </button>
    }
    .into_any()
}

fn band(at: At, place: usize) -> AnyView {
    let w = editing_words(at.language);
    let read = move |grading: &Grading| grading.scale.bands.get(place).cloned().unwrap_or_default();
    let named = move |text: &str| match text.trim() {
        "" => Err(w.name_needed),
        text => Ok(at.change(|grading| {
            if let Some(band) = grading.scale.bands.get_mut(place) {
                band.name = text.to_owned();
            }
        })),
    };
    let lined = move |text: &str| {
        let minimum = typed::number(text, false).ok_or(w.number_needed)?;
        Ok(at.change(|grading| {
            if let Some(band) = grading.scale.bands.get_mut(place) {
                band.minimum = minimum;
            }
        }))
    };
    // The finding of the whole stands beside the line that is too high.
    let climbs = live(move || {
        let wrong = at.now.with(|grading| {
            let above = place.checked_sub(1).and_then(|above| grading.scale.bands.get(above));
            above.zip(grading.scale.bands.get(place)).is_some_and(|(above, band)| band.minimum >= above.minimum)
        });
        wrong.then(|| w.must_descend.to_owned())
    });
    let name = live(move || at.now.with(read).name);
    let minimum = live(move || at.now.with(read).minimum.to_string());
    let (name_key, minimum_key) = (at.name(&format!("band/{place}/name")), at.name(&format!("band/{place}/minimum")));
    let label = |what: &str| format!("{what} {}", place + 1);
    view! {
        <tr>
            <td>{cell(at.editor, Field::new(name_key, label(w.name), name, named), 0)}</td>
            <td class="number">
                {cell(
                    at.editor,
                    Field::new(minimum_key, label(w.minimum), minimum, lined).kind(Kind::Number).problem(climbs),
                    1,
                )}
            </td>
            <td class="list-tools">
                <button
                    class="button quiet"
                    type="button"
                    aria-label=label(w.remove)
                    title=w.remove
                    prop:disabled=at.editor.locked
                    on:click=press(move || at.alter(|grading| {
                        if place < grading.scale.bands.len() {
                            grading.scale.bands.remove(place);
                        }
                    }))
                >
                    {icon(Icon::Remove)}
                </button>
            </td>
        </tr>
    }
    .into_any()
}

fn limits(at: At) -> AnyView {
    let w = editing_words(at.language);
    type Limit = (&'static str, &'static str, &'static str, fn(&mut Grading) -> &mut Option<f64>);
    let caps: [Limit; 3] = [
        ("cap/bonus", w.cap_bonus, w.cap_bonus_help, |grading| &mut grading.caps.bonus),
        ("cap/deduction", w.cap_deduction, w.cap_deduction_help, |grading| &mut grading.caps.deduction),
        ("cap/total", w.cap_total, w.cap_total_help, |grading| &mut grading.caps.total),
    ];
    let caps = caps
        .map(|(name, label, help, place)| {
            let take = move |text: &str| {
                let to = match text.trim() {
                    "" => None,
                    text => Some(typed::number(text, false).ok_or(w.number_or_blank)?),
                };
                if to.is_some_and(|number| number < 0.0) {
                    return Err(w.not_negative);
                }
                Ok(at.change(|grading| *place(grading) = to))
            };
            let value = live(move || {
                let number = *place(&mut at.now.get());
                number.map(|number| number.to_string()).unwrap_or_default()
            });
            field(at.editor, Field::new(at.name(name), label, value, take).kind(Kind::Number).help(help))
        })
        .into_iter()
        .collect_view();
    let quota = {
        let take = move |text: &str| {
            let to = match text.trim() {
                "" => None,
                // A share is written as a percentage; 20 alone is meant as one too.
                text => Some(match typed::number(text, false).ok_or(w.share_needed)? {
                    share if share >= 1.0 && !text.ends_with(['%', '％']) => share / 100.0,
                    share => share,
                }),
            };
            if to.is_some_and(|share| !(0.0..=1.0).contains(&share)) {
                return Err(w.share_needed);
            }
            Ok(at.change(|grading| grading.quota = to))
        };
        let value = live(move || at.now.with(|grading| grading.quota.map(percent).unwrap_or_default()));
        field(at.editor, Field::new(at.name("quota"), w.quota, value, take).kind(Kind::Number).help(w.quota_help))
    };
    let veto = {
        let take = move |text: &str| Ok(at.change(|grading| grading.veto_leaves_ranking = !text.is_empty()));
        let value =
            live(
                move || if at.now.with(|grading| grading.veto_leaves_ranking) { "1".to_owned() } else { String::new() },
            );
        field(at.editor, Field::new(at.name("veto"), w.veto_leaves, value, take).kind(Kind::Check))
    };
    view! { <div class="fields">{quota} {caps} {veto}</div> }.into_any()
}

fn ties(at: At) -> AnyView {
    let w = editing_words(at.language);
    let store = at.editor.store;
    let order = memo(move || at.now.with(|grading| grading.ties.clone()));
    let dimensions = memo(move || {
        store.document.with(|d| {
            let nodes = d.as_ref().map(|d| d.tree.as_slice()).unwrap_or_default();
            let top = nodes.iter().filter(|node| node.depth == 0 && !node.is_indicator);
            top.map(|node| (node.id.clone(), node.name.clone())).collect::<Vec<_>>()
        })
    });
    part(move || {
        hold_focus();
        let dimensions = dimensions.get();
        let order = order.get();
        let name =
            |id: &str| dimensions.iter().find(|(one, _)| one == id).map_or(id.to_owned(), |(_, name)| name.clone());
        let tool = move |label: String, picture: Icon, off: bool, act: Box<dyn Fn(&mut Grading)>| {
            view! {
                <button
                    class="button quiet"
                    type="button"
                    aria-label=label.clone()
                    title=label
                    data-content=true
                    prop:disabled=live(move || off || at.editor.locked.get())
                    on:click=press(move || at.alter(|grading| act(grading)))
                >
                    {icon(picture)}
                </button>
            }
        };
        let lines = order
            .iter()
            .enumerate()
            .map(|(place, id)| {
                let name = name(id);
                let earlier = tool(
                    format!("{} {name}", w.earlier),
                    Icon::Up,
                    place == 0,
                    Box::new(move |grading| {
                        if place > 0 && place < grading.ties.len() {
                            grading.ties.swap(place - 1, place);
                        }
                    }),
                );
                let remove = tool(
                    format!("{} {name}", w.remove),
                    Icon::Remove,
                    false,
                    Box::new(move |grading| {
                        if place < grading.ties.len() {
                            grading.ties.remove(place);
                        }
                    }),
                );
                view! { <li><span>{content(name)}</span> {earlier} {remove}</li> }
            })
            .collect_view();
        let left: Vec<_> = dimensions.iter().filter(|(id, _)| !order.contains(id)).cloned().collect();
        let add = (!left.is_empty()).then(|| {
            let mut options = vec![(String::new(), w.tie_add.to_owned())];
            options.extend(left);
            let take = move |text: &str| {
                let id = text.to_owned();
                Ok((!id.is_empty()).then(|| at.change(|grading| grading.ties.push(id))).flatten())
            };
            cell(
                at.editor,
                Field::new(at.name("ties"), w.tie_add, live(String::new), take).kind(Kind::Choice(options)),
                0,
            )
        });
        let none = order.is_empty().then(|| view! { <p class="hint">{w.ties_none}</p> });
        view! {
            {none}
            <ol class="ties">{lines}</ol>
            {add}
        }
    })
}

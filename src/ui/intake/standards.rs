//! Sentences of scoring standards beside the rules they were read as: accepted, left open, or changed.

use super::sheets::select;
use super::words::doubt;
use super::{Wizard, keep_place};
use crate::i18n::names::methods;
use crate::i18n::words::words as words_of;
use crate::i18n::words_intake as said;
use crate::i18n::{fixed, plain, rule};
use crate::intake::{RuleChoice, StandardFound};
use crate::model::ScoringRule;
use crate::ui::content::content;
use crate::ui::live::{live, part, press};
use crate::ui::maths::formula;
use leptos::prelude::*;

/// More than this are counted, not listed.
const MOST: usize = 400;

/// The part of the section.
pub fn standards(wizard: Wizard) -> AnyView {
    let Wizard { language, w, view, .. } = wizard;
    // The sentence whose rule is being changed: its sheet and row.
    let changing = RwSignal::new(None::<(u32, u32)>);
    part(move || {
        let view = view.get().filter(|view| !view.standards.is_empty())?;
        let changing_now = changing.get();
        keep_place("#intake-standards", &["#intake-standards-title"]);
        let open = view.standards.iter().filter(|found| found.rule.is_none()).count();
        let lines = view.standards.iter().take(MOST).map(|found| line(wizard, found, changing, changing_now));
        let more = (view.standards.len() > MOST)
            .then(|| view! { <p class="hint">{said::and_more(language, (view.standards.len() - MOST) as u32)}</p> });
        Some(view! {
            <div id="intake-standards">
                <h3 id="intake-standards-title" tabindex="-1">{w.standards_title}</h3>
                <p class="hint">
                    {said::standards_summary(language, (view.standards.len() - open) as u32, open as u32)}
                    " "
                    {w.standards_lead}
                </p>
                <div class="intake-table" role="region" tabindex="0" aria-labelledby="intake-standards-title">
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">{w.role_indicator}</th>
                                <th scope="col">{w.standards_sentence}</th>
                                <th scope="col">{w.standards_rule}</th>
                                <th scope="col">{w.faults_mend}</th>
                            </tr>
                        </thead>
                        <tbody>{lines.collect_view()}</tbody>
                    </table>
                </div>
                {more}
            </div>
        })
    })
}

fn line(
    wizard: Wizard,
    found: &StandardFound,
    changing: RwSignal<Option<(u32, u32)>>,
    changing_now: Option<(u32, u32)>,
) -> AnyView {
    let Wizard { language, w, .. } = wizard;
    let (sheet, row) = (found.sheet, found.row);
    let decide = move |rule: Option<ScoringRule>| {
        changing.set(None);
        wizard.choose(|choices| {
            choices.rules.retain(|one| (one.sheet, one.row) != (sheet, row));
            choices.rules.push(RuleChoice { sheet, row, rule });
        });
    };
    let words = match &found.rule {
        None if found.chosen => w.standards_open_chosen.to_owned(),
        None => w.standards_open.to_owned(),
        Some(_) => rule(language, &found.words),
    };
    let samples: Vec<String> = found
        .samples
        .iter()
        .map(|(value, points)| said::sample(language, &plain(*value), &fixed(*points, 2)))
        .collect();
    let samples = (!samples.is_empty())
        .then(|| view! { <p class="intake-samples">{format!("{} {}", w.standards_sample, samples.join("  "))}</p> });
    // A rule without words of its own says itself.
    let text = found.rule.as_ref().filter(|rule| rule.method == "formula").and_then(|rule| rule.parameters.get("text"));
    let itself = text.map(|text| {
        view! { {formula(language, text)} <p class="hint">{words_of(language).formula_symbols}</p> }
    });
    let doubts =
        found.doubts.iter().map(|one| view! { <p class="intake-doubt">"◐ " {doubt(w, *one)}</p> }).collect_view();
    let left_over = (!found.left_over.is_empty()).then(|| {
        view! { <p class="intake-doubt">"? " {w.standards_left_over} {content(found.left_over.join("；"))}</p> }
    });
    let accepted =
        (found.chosen && found.rule.is_some()).then(|| view! { <span class="tag">{w.standards_accepted}</span> });
    let (mine, id) = (found.rule.clone(), format!("intake-rule-{sheet}-{row}"));
    let accept = found.rule.clone().filter(|_| !found.chosen).map(|rule| {
        let label = said::cell_in(language, &found.name, w.standards_accept);
        view! {
            <button class="button small" type="button" id=format!("{id}-accept") aria-label=label on:click=press(move || decide(Some(rule.clone())))>
                {w.standards_accept}
            </button>
        }
    });
    let leave = found.rule.is_some().then(|| {
        let label = said::cell_in(language, &found.name, w.standards_leave);
        view! {
            <button class="button small" type="button" id=format!("{id}-leave") aria-label=label on:click=press(move || decide(None))>
                {w.standards_leave}
            </button>
        }
    });
    let is_changing = changing_now == Some((sheet, row));
    let change = {
        let label = said::cell_in(language, &found.name, w.standards_change);
        let turn = press(move || changing.set((!is_changing).then_some((sheet, row))));
        view! {
            <button class="button small" type="button" id=format!("{id}-change") aria-label=label aria-expanded=is_changing.to_string() on:click=turn>
                {w.standards_change}
            </button>
        }
    };
    let form =
        is_changing.then(|| form(wizard, &id, mine.unwrap_or_default(), Box::new(move |rule| decide(Some(rule)))));
    view! {
        <tr data-open=found.rule.is_none().to_string()>
            <th scope="row">{content(found.name.clone())}</th>
            <td>{content(found.sentence.clone())}</td>
            <td>
                <p>{words} " " {accepted}</p>
                {itself}
                {samples}
                {doubts}
                {left_over}
                {form}
            </td>
            <td class="intake-mend">{accept} {leave} {change}</td>
        </tr>
    }
    .into_any()
}

/// A method and its parameters.
fn form(wizard: Wizard, id: &str, rule: ScoringRule, apply: Box<dyn Fn(ScoringRule)>) -> AnyView {
    let Wizard { language, w, .. } = wizard;
    let method = RwSignal::new(if rule.method.is_empty() { "completion".to_owned() } else { rule.method.clone() });
    let lines: Vec<String> = rule.parameters.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let parameters = RwSignal::new(lines.join("\n"));
    let options = methods(language).into_iter().map(|(key, name)| (key.to_owned(), name.to_owned())).collect();
    let take = press(move || {
        let text = parameters.get_untracked();
        let pairs = text.lines().filter_map(|line| line.split_once(['=', '＝']));
        let parameters = pairs.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())).collect();
        apply(ScoringRule { method: method.get_untracked(), parameters });
    });
    let area = format!("{id}-parameters");
    view! {
        <div class="intake-rule">
            {select(format!("{id}-method"), w.standards_method, options, method.get_untracked(), move |key| method.set(key))}
            <label for=area.clone()>{w.standards_parameters}</label>
            <textarea
                id=area
                rows="3"
                prop:value=live(move || parameters.get())
                on:input=move |event| parameters.set(event_target_value(&event))
            ></textarea>
            <button class="button small primary" type="button" on:click=take>{w.standards_apply}</button>
        </div>
    }
    .into_any()
}

//! Switches above the results: whose, under which weights, for which period; search and filters.

use super::content::content;
use super::icons::{Icon, icon};
use super::live::{live, part, press};
use super::preferences::Density;
use super::results::{Shown, scheme_label};
use super::segments::{Choice, list, segments};
use super::store::use_store;
use crate::i18n::Language;
use crate::i18n::names::period;
use crate::i18n::sayings::{self, remark};
use crate::i18n::words::words;
use crate::i18n::words_intake::intake_words;
use crate::workspace::table::{groups_are_categories, remarks_present};
use crate::workspace::{Remark, View};
use leptos::prelude::*;

/// The switches.
#[component]
pub fn Toolbar(language: Language, shown: Shown) -> impl IntoView {
    let store = use_store();
    let w = words(language);
    let Shown { document, results, .. } = &shown;
    let one_switch = groups_are_categories(document, results);
    let count =
        |wanted: &dyn Fn(usize) -> bool| (0..results.subjects.len()).filter(|row| wanted(*row)).count().to_string();

    let groups = (!one_switch && results.groups.len() > 1).then(|| {
        let mut choices: Vec<Choice> = results
            .groups
            .iter()
            .map(|group| {
                Choice::theirs(&group.name, sayings::category_name(language, &group.name))
                    .with_note(group.members.to_string())
            })
            .collect();
        choices.push(Choice::ours("", w.all).with_note(results.subjects.len().to_string()));
        let chosen = live(move || store.view.with(|view| view.group.clone()).unwrap_or_default());
        segments("group", w.group.to_owned(), choices, chosen, move |group| {
            store.look(|view| View { group: filled(group), ..view.clone() });
        })
    });
    let categories = (document.categories.len() > 1).then(|| {
        let mut choices: Vec<Choice> = document
            .categories
            .iter()
            .enumerate()
            .map(|(place, category)| {
                let members = count(&|row| results.category[row] as usize == place);
                Choice::theirs(&category.id, sayings::category_name(language, &category.name)).with_note(members)
            })
            .collect();
        choices.push(
            Choice::ours("", if one_switch { w.all } else { w.all_categories })
                .with_note(results.subjects.len().to_string()),
        );
        let chosen = live(move || store.view.with(|view| view.category.clone()).unwrap_or_default());
        let choose = move |category| store.look(|view| View { category: filled(category), ..view.clone() });
        if one_switch {
            segments("category", w.category.to_owned(), choices, chosen, choose)
        } else {
            list("category", w.category.to_owned(), choices, chosen, choose)
        }
    });
    let schemes = (!document.schemes.is_empty()).then(|| {
        let declared = Choice::ours("", w.declared_weights);
        let others = document.schemes.iter().map(|scheme| Choice::theirs(&scheme.id, scheme_label(&scheme.name)));
        let choices = std::iter::once(declared).chain(others).collect();
        let chosen = live(move || store.view.with(|view| view.scheme.clone()).unwrap_or_default());
        segments("scheme", w.scheme.to_owned(), choices, chosen, move |scheme| {
            store.look(|view| View { scheme: filled(scheme), ..view.clone() });
        })
    });
    let scheme_title = {
        let document = document.clone();
        part(move || {
            let id = store.view.with(|view| view.scheme.clone())?;
            let scheme = document.schemes.iter().find(|scheme| scheme.id == id)?;
            // Where the switch shows only the beginning, the whole title stands here.
            (scheme_label(&scheme.name) != scheme.name).then(|| {
                view! {
                    <p class="toolbar-scheme">
                        <span class="toolbar-label">{w.scheme}</span>
                        {content(scheme.name.clone())}
                    </p>
                }
            })
        })
    };
    view! {
        <div class="toolbar" role="group" aria-label=w.toolbar>
            {groups}
            {categories}
            {schemes}
        </div>
        {scheme_title}
    }
}

/// Search and filters.
#[component]
pub fn Filters(language: Language, shown: Shown) -> impl IntoView {
    let store = use_store();
    let w = words(language);
    let Shown { document, results, .. } = &shown;
    let periods = (document.periods.len() > 1).then(|| {
        let last = document.periods.len() - 1;
        let choices = document
            .periods
            .iter()
            .enumerate()
            .map(|(place, name)| {
                Choice::ours(if place == last { "" } else { name }, sayings::capital(&period(language, name)))
            })
            .rev()
            .collect();
        let chosen = live(move || store.view.with(|view| view.period.clone()).unwrap_or_default());
        list("period", w.period.to_owned(), choices, chosen, move |period| {
            store.look(|view| View { period: filled(period), ..view.clone() });
        })
    });
    let grades = (!results.grades.is_empty()).then(|| {
        let all = Choice::ours("", w.all_grades);
        let choices = std::iter::once(all)
            .chain(results.grades.iter().map(|grade| Choice::theirs(&grade.name, grade.name.clone())))
            .collect();
        let chosen = live(move || store.view.with(|view| view.grade.clone()).unwrap_or_default());
        list("grade", w.filter_grade.to_owned(), choices, chosen, move |grade| {
            store.look(|view| View { grade: filled(grade), ..view.clone() });
        })
    });
    let present = remarks_present(shown.sources(), &View::default());
    let remarks = (!present.is_empty()).then(|| {
        let all = Choice::ours("", w.all_remarks);
        let choices = std::iter::once(all)
            .chain(present.into_iter().map(|one| Choice::ours(one.word(), remark(language, one.word()))))
            .collect();
        let chosen =
            live(move || store.view.with(|view| view.remark.map(|one| one.word().to_owned())).unwrap_or_default());
        list("remark", w.filter_remark.to_owned(), choices, chosen, move |word| {
            store.look(|view| View { remark: Remark::read(&word), ..view.clone() });
        })
    });
    let dense = move || store.preferences.with(|preferences| preferences.density == Density::Dense);
    view! {
        <div class="toolbar filters" role="group" aria-label=w.filters>
            <label class="search">
                {icon(Icon::Search)}
                <span class="visually-hidden">{w.search_subjects}</span>
                <input
                    type="search"
                    name="search"
                    placeholder=w.search_subjects
                    prop:value=live(move || store.view.with(|view| view.search.clone()))
                    on:input=move |event| {
                        let search = event_target_value(&event);
                        store.adjust(|view| View { search, ..view.clone() });
                    }
                />
            </label>
            {periods}
            {grades}
            {remarks}
            <button
                class="button quiet toolbar-density"
                type="button"
                aria-pressed=live(move || dense().to_string())
                title=w.dense_rows
                aria-label=w.dense_rows
                on:click=press(move || store.prefer(|preferences| {
                    preferences.density = match preferences.density {
                        Density::Roomy => Density::Dense,
                        Density::Dense => Density::Roomy,
                    };
                }))
            >
                {icon(Icon::Rows)}
            </button>
            <button class="button" type="button" id="results-export" on:click=press(move || store.exporting.set(true))>
                {icon(Icon::Down)}
                {intake_words(language).export}
            </button>
        </div>
    }
}

fn filled(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

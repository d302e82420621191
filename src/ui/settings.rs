//! Categories, grades, limits, and what becomes of gaps.

use super::editor::{Editor, editor, focus_field_soon, hold_focus, make};
use super::field::{Field, Kind, cell, field};
use super::grading::{Step, gradings};
use super::icons::{Icon, icon};
use super::live::{live, memo, part, press};
use super::results::NothingOpen;
use super::store::use_store;
use crate::edit::{Change, typed};
use crate::i18n::Language;
use crate::i18n::words_editing::editing_words;
use crate::model::{Category, MissingPolicy, NotApplicablePolicy, Policies};
use crate::workspace::editing::fresh_id;
use leptos::prelude::*;

/// The page.
#[component]
pub fn Settings(language: Language) -> impl IntoView {
    let store = use_store();
    let w = editing_words(language);
    let open = memo(move || store.document.with(Option::is_some));
    part(move || {
        if !open.get() {
            return view! { <NothingOpen language title=w.settings /> }.into_any();
        }
        let editor = editor(store);
        let stages = memo(move || store.document.with(|d| d.as_ref().is_some_and(|d| d.has_stages)));
        view! {
            <div class="settings">
                <div class="page-head">
                    <h1 tabindex="-1">{w.settings}</h1>
                    <p class="page-lead">{w.settings_lead}</p>
                </div>
                <div class="settings-cards">
                    {categories(language, editor)}
                    {gradings(language, editor, Step::Final)}
                    {part(move || stages.get().then(|| gradings(language, editor, Step::Stage)))}
                    {policies(language, editor)}
                </div>
            </div>
        }
        .into_any()
    })
}

/// A card of settings: what it is, one line of help, and what can be set.
pub fn card(title: &'static str, help: &'static str, inside: AnyView) -> AnyView {
    view! {
        <section class="card">
            <h2>{title}</h2>
            <p class="field-help">{help}</p>
            {inside}
        </section>
    }
    .into_any()
}

fn categories(language: Language, editor: Editor) -> AnyView {
    let store = editor.store;
    let w = editing_words(language);
    let ids = memo(move || {
        let ids = |d: &crate::worker::protocol::DocumentView| d.categories.iter().map(|c| c.id.clone()).collect();
        store.document.with(|d| d.as_ref().map(|d| ids(d)).unwrap_or_else(Vec::<String>::new))
    });
    let rows = part(move || {
        hold_focus();
        ids.get().into_iter().map(|id| category(language, editor, id)).collect_view()
    });
    let add = press(move || {
        let Some((id, at)) = store.document.with_untracked(|d| {
            let categories = &d.as_ref()?.categories;
            Some((fresh_id("C", |id| categories.iter().any(|c| c.id == id)), categories.len()))
        }) else {
            return;
        };
        // A new category begins with the points of the first one, so that it can be computed at once.
        let weights = store.document.with_untracked(|d| {
            let nodes = d.as_ref().map(|d| d.tree.as_slice()).unwrap_or_default();
            let first = |node: &crate::worker::protocol::NodeView| {
                Some((node.id.clone(), node.written.first().copied().flatten()?))
            };
            nodes.iter().filter_map(first).collect()
        });
        let category = Category { id: id.clone(), name: w.new_category.to_owned() };
        make(store, Change::PutCategory { at, category, weights });
        focus_field_soon(format!("category/{id}"));
    });
    let inside = view! {
        <table class="list">
            <thead>
                <tr>
                    <th scope="col">{w.id}</th>
                    <th scope="col">{w.name}</th>
                    <th scope="col" class="number">{w.members}</th>
                    <th scope="col"><span class="visually-hidden">{w.remove}</span></th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <button class="button add-category" type="button" prop:disabled=editor.locked on:click=add>
            {icon(Icon::Plus)}
            {w.add_category}
        </button>
    };
    card(w.categories, w.categories_help, inside.into_any())
}

fn category(language: Language, editor: Editor, id: String) -> AnyView {
    let store = editor.store;
    let w = editing_words(language);
    let mine = id.clone();
    let now = memo(move || {
        store.document.with(|d| {
            let document = d.as_ref()?;
            let place = document.categories.iter().position(|category| category.id == mine)?;
            Some((document.categories[place].name.clone(), document.members.get(place).copied().unwrap_or_default()))
        })
    });
    let name = live(move || now.get().map(|(name, _)| name).unwrap_or_default());
    let renamed = id.clone();
    let take = move |text: &str| match text.trim() {
        "" => Err(w.name_needed),
        text if text == name.get_untracked() => Ok(None),
        text => Ok(Some(Change::Category { id: renamed.clone(), name: text.to_owned() })),
    };
    let members = live(move || now.get().map_or(0, |(_, members)| members));
    let used = live(move || members.get() > 0);
    let (gone, label) = (id.clone(), format!("{} {id}", w.remove));
    view! {
        <tr>
            <th scope="row"><code data-content=true>{id.clone()}</code></th>
            <td>{cell(editor, Field::new(format!("category/{id}"), format!("{} {id}", w.name), name, take), 1)}</td>
            <td class="number">{members}</td>
            <td class="list-tools">
                <button
                    class="button quiet"
                    type="button"
                    aria-label=label
                    data-content=true
                    title=live(move || if used.get() { w.category_in_use } else { w.remove })
                    prop:disabled=live(move || used.get() || editor.locked.get())
                    on:click=press(move || make(store, Change::RemoveCategory { id: gone.clone() }))
                >
                    {icon(Icon::Remove)}
                </button>
            </td>
        </tr>
    }
    .into_any()
}

fn policies(language: Language, editor: Editor) -> AnyView {
    let store = editor.store;
    let w = editing_words(language);
    let now = memo(move || store.document.with(|d| d.as_ref().map(|d| d.policies).unwrap_or_default()));
    let choice = |name: &'static str,
                  label: &'static str,
                  help: &'static str,
                  options: Vec<(&str, &str)>,
                  read: fn(&Policies) -> String,
                  write: fn(&mut Policies, &str)| {
        let take = move |text: &str| {
            let mut policies = now.get_untracked();
            write(&mut policies, text);
            Ok((policies != now.get_untracked()).then_some(Change::Policies(policies)))
        };
        let options = options.into_iter().map(|(key, name)| (key.to_owned(), name.to_owned())).collect();
        let value = live(move || now.with(read));
        field(editor, Field::new(name, label, value, take).kind(Kind::Choice(options)).help(help))
    };
    let missing = choice(
        "policy/missing",
        w.missing,
        w.missing_help,
        vec![("zero", w.missing_zero), ("notApplicable", w.missing_not_applicable)],
        |policies| if policies.missing == MissingPolicy::Zero { "zero" } else { "notApplicable" }.to_owned(),
        |policies, word| {
            policies.missing = if word == "zero" { MissingPolicy::Zero } else { MissingPolicy::NotApplicable };
        },
    );
    let not_applicable = choice(
        "policy/not-applicable",
        w.not_applicable_policy,
        w.not_applicable_help,
        vec![
            ("hierarchical", w.na_hierarchical),
            ("scaleUp", w.na_scale_up),
            ("equalSplit", w.na_equal),
            ("peerMean", w.na_peer_mean),
            ("zero", w.na_zero),
        ],
        |policies| {
            KINDS.iter().find(|(kind, _)| *kind == policies.not_applicable).map_or("", |(_, word)| word).to_owned()
        },
        |policies, word| {
            let kind = KINDS.iter().find(|(_, known)| *known == word).map(|(kind, _)| *kind);
            policies.not_applicable = kind.unwrap_or_default();
        },
    );
    let digits = {
        let take = move |text: &str| {
            let mut policies = now.get_untracked();
            let digits =
                typed::number(text, false).filter(|number| number.fract() == 0.0 && (0.0..=6.0).contains(number));
            policies.rounding.digits = digits.ok_or(w.digits_needed)? as u8;
            Ok((policies != now.get_untracked()).then_some(Change::Policies(policies)))
        };
        let value = live(move || now.get().rounding.digits.to_string());
        field(editor, Field::new("policy/digits", w.digits, value, take).kind(Kind::Number).help(w.digits_help))
    };
    let inside = view! { <div class="fields">{missing} {not_applicable} {digits}</div> };
    card(w.policies, "", inside.into_any())
}

const KINDS: [(NotApplicablePolicy, &str); 5] = [
    (NotApplicablePolicy::Hierarchical, "hierarchical"),
    (NotApplicablePolicy::ScaleUp, "scaleUp"),
    (NotApplicablePolicy::EqualSplit, "equalSplit"),
    (NotApplicablePolicy::PeerMean, "peerMean"),
    (NotApplicablePolicy::Zero, "zero"),
];

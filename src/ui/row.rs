//! One subject in the table. Every figure is a link to how it came about.

use super::content::content;
use super::grade::{adjustment, flags, grade};
use super::legend::colour;
use super::live::{entering, live, memo, part};
use super::results::Shown;
use super::store::{Store, use_store};
use super::table::Active;
use crate::i18n::numbers::shorten;
use crate::i18n::sayings;
use crate::i18n::words::words;
use crate::i18n::{Language, fixed, plain};
use crate::worker::protocol::ResultsView;
use crate::workspace::Shared;
use leptos::prelude::*;

/// What all rows of a table have in common.
pub struct Style {
    /// Points that fill the whole bar.
    pub scale: f64,
    /// Whether groups must be told apart.
    pub several_groups: Memo<bool>,
    /// The results that were on show before.
    pub before: Option<Shared<ResultsView>>,
    /// These results have just replaced others.
    pub fresh: StoredValue<bool>,
    /// The dimension that stands first in the bars.
    pub first: Memo<Option<String>>,
}

/// A link to an explanation, one of the doors of its row.
#[derive(Clone, Copy)]
struct Doors {
    store: Store,
    subject: StoredValue<String>,
    place: usize,
    active: Active,
}

impl Doors {
    /// The link that is the row's door number so and so, to `node`.
    fn link(
        self,
        door: usize,
        node: &'static str,
        class: &'static str,
        title: Option<String>,
        inside: AnyView,
    ) -> AnyView {
        view! {
            <a
                class=class
                data-door=true
                data-content=title.is_some()
                title=title
                href=live(move || self.address(node))
                tabindex=live(move || self.tab(door))
                on:focus=entering(move || self.entered(door))
            >
                {inside}
            </a>
        }
        .into_any()
    }

    fn address(self, node: &str) -> String {
        self.subject.with_value(|subject| self.store.door_address(subject, node))
    }

    fn tab(self, door: usize) -> &'static str {
        if self.active.get() == (self.place, door) { "0" } else { "-1" }
    }

    fn entered(self, door: usize) {
        if self.active.get_untracked() != (self.place, door) {
            self.active.set((self.place, door));
        }
    }
}

/// A row. `top` is its place in a long table, where rows are not drawn one after another.
pub fn row(
    language: Language,
    shown: &Shown,
    style: &Style,
    index: usize,
    place: usize,
    active: Active,
    top: Memo<Option<String>>,
) -> impl IntoView + use<> {
    let store = use_store();
    let w = words(language);
    let results = &shown.results;
    let digits = shown.document.digits;
    let subject = results.subjects[index].clone();
    let doors = Doors { store, subject: StoredValue::new(subject.id.clone()), place, active };
    let chosen = {
        let id = subject.id.clone();
        memo(move || store.door.with(|door| door.as_ref().is_some_and(|door| door.subject == id)))
    };
    let published = results.published[index];
    let flashes = style.fresh.get_value()
        && style.before.as_ref().is_some_and(|before| before.published.get(index).copied().flatten() != published);
    let group = results.group[index]
        .and_then(|group| results.groups.get(group as usize))
        .map(|group| sayings::category_name(language, &group.name));
    let several = style.several_groups;
    let group_name = part(move || {
        several.get().then(|| group.clone()).flatten().map(|group| view! { <small>{content(group)}</small> })
    });
    let rank = match results.rank[index] {
        Some(rank) => rank.to_string(),
        None => w.not_ranked_short.to_owned(),
    };
    let change = store.changes.get_untracked().map(|changes| change(language, changes.get(index).copied().flatten()));
    let grade_view = results.grade[index].map(|place| {
        let name = results.grades.get(place as usize).map(|grade| grade.name.clone()).unwrap_or_default();
        grade(&name, place as usize, results.grades.len())
    });
    let bar_label = {
        let total = results.dimensions.iter().map(|dimension| dimension.score[index]).sum::<f64>();
        sayings::bar_of(language, &fixed(total, digits))
    };
    let segments = bar(language, shown, style, index, doors);
    let after_bar = 3 + segments.len();
    let adjusted = results.bonus[index] > 0.0 || results.deduction[index] > 0.0;
    let adjustment_view = adjusted.then(|| {
        let inside = adjustment(language, results.bonus[index], results.deduction[index], digits).into_any();
        doors.link(after_bar, "total", "door", None, inside)
    });
    let figure = published.map_or_else(|| "—".to_owned(), |published| fixed(published, digits));
    let published_class = if flashes { "door flash" } else { "door" };
    view! {
        <tr
            role="row"
            class="row"
            class:is-chosen=chosen
            data-subject=subject.id.clone()
            data-place=place
            aria-rowindex=place + 2
            aria-selected=live(move || chosen.get().to_string())
            style:top=top
        >
            <td role="gridcell" class="column-rank" data-column="rank">{rank}</td>
            <td role="gridcell" class="column-change" data-column="change">{change}</td>
            <td role="gridcell" class="column-name" data-column="name">
                {doors.link(0, "total", "", Some(subject.name.clone()), content(subject.name.clone()))}
                {group_name}
            </td>
            <td role="gridcell" class="column-published" data-column="published">
                {doors.link(1, "total", published_class, None, figure.into_any())}
            </td>
            <td role="gridcell" class="column-grade" data-column="grade">
                {doors.link(2, "total", "", None, grade_view.into_any())}
            </td>
            <td role="gridcell" class="column-bar" data-column="bar">
                <div class="bar" role="group" aria-label=bar_label>{segments}</div>
            </td>
            <td role="gridcell" class="column-adjustment" data-column="adjustment">
                {adjustment_view}
                {flags(language, &results.flags[index])}
            </td>
        </tr>
    }
}

/// The dimensions of one subject, one after another on the scale that all rows share.
fn bar(language: Language, shown: &Shown, style: &Style, index: usize, doors: Doors) -> Vec<AnyView> {
    let results = &shown.results;
    let digits = shown.document.digits;
    let category = results.category[index] as usize;
    let scale = style.scale.max(f64::MIN_POSITIVE);
    let first = style.first;
    results
        .dimensions
        .iter()
        .enumerate()
        .filter(|(_, dimension)| dimension.weight.get(category).is_none_or(|weight| *weight > 0.0))
        .enumerate()
        .map(|(segment, (place, dimension))| {
            let score = dimension.score[index];
            let figure = fixed(score, digits);
            let possible = plain(shorten(dimension.weight.get(category).copied().unwrap_or(0.0), 2));
            let label = sayings::dimension_figure(language, &dimension.name, &figure, &possible);
            let id = StoredValue::new(dimension.id.clone());
            let door = segment + 3;
            view! {
                <a
                    class=format!("segment {}", colour(place))
                    class:comes-first=live(move || first.with(|first| id.with_value(|id| first.as_ref() == Some(id))))
                    data-door=true
                    data-dimension=dimension.id.clone()
                    data-content=true
                    title=label.clone()
                    aria-label=label
                    href=live(move || id.with_value(|id| doors.address(id)))
                    tabindex=live(move || doors.tab(door))
                    on:focus=entering(move || doors.entered(door))
                    style:width=width(score / scale)
                >
                    <span aria-hidden="true">{figure}</span>
                </a>
            }
            .into_any()
        })
        .collect()
}

/// A share of the whole as a width.
pub fn width(share: f64) -> String {
    format!("{}%", fixed(share.clamp(0.0, 1.0) * 100.0, 3))
}

/// Places gained or lost.
pub fn change(language: Language, change: Option<i32>) -> impl IntoView {
    let (class, mark, number, said) = match change {
        Some(0) => ("change", "–", String::new(), sayings::change(language, 0)),
        Some(up) if up > 0 => ("change up", "▲", up.to_string(), sayings::change(language, up)),
        Some(down) => ("change down", "▼", (-down).to_string(), sayings::change(language, down)),
        None => ("change", "", String::new(), String::new()),
    };
    view! {
        <span class=class>
            <span aria-hidden="true">{mark} {number}</span>
            <span class="visually-hidden">{said}</span>
        </span>
    }
}

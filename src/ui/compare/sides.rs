//! Two sides: an order of subjects with its table, its picture and its figures. Also the page of a what-if, whose sides
//! are what is saved and what is supposed.

use super::{Here, actions, failed, filters, nothing, periods_list, schemes_list};
use crate::i18n::comparison::matched;
use crate::i18n::words::words;
use crate::ui::content::content;
use crate::ui::lineup::LineupTable;
use crate::ui::live::{live, memo, part};
use crate::ui::moves::{agreement, grade_changes, moves_figures};
use crate::ui::progress::skeleton;
use crate::ui::slope::SlopeChart;
use crate::worker::protocol::{ComparisonView, Named, Reply};
use crate::workspace::lineup::{Lineup, moves};
use crate::workspace::{Comparing, Pick, Route, Shared, Sheet, Topic};
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Names of those without a partner before the rest is counted.
const MOST_UNMATCHED: usize = 200;

/// Whether an address shows where one subject's difference comes from.
pub fn compares_subject(kind: &Comparing, pick: &BTreeMap<String, String>) -> bool {
    pick.contains_key("subject") && (*kind != Comparing::Categories || pick.contains_key("under"))
}

/// The page of a what-if.
#[component]
pub fn Supposed(here: Here) -> impl IntoView {
    let Here { store, w, language, pick, .. } = here;
    let supposed =
        memo(move || store.document.with(|d| d.as_ref().and_then(|d| d.history.supposed.as_ref().map(Vec::len))));
    part(move || match supposed.get() {
        None => nothing(
            w.no_supposing,
            w.no_supposing_next,
            vec![
                (w.to_data, Route::Data { sheet: Sheet::Indicators, category: None }),
                (words(language).indicators, Route::indicators()),
            ],
        ),
        Some(changes) => {
            let (schemes, periods) = store
                .document
                .with_untracked(|d| d.as_ref().map(|d| (d.schemes.clone(), d.periods.clone())).unwrap_or_default());
            let chosen = live(move || pick.with(|pick| pick.scheme.clone()).unwrap_or_default());
            let weights = schemes_list(language, "scheme", words(language).scheme, &schemes, chosen, move |scheme| {
                here.go(|pick| pick.scheme = scheme);
            });
            let chosen = live(move || pick.with(|pick| pick.period.clone()).unwrap_or_default());
            let period = periods_list(language, "period", words(language).period, &periods, chosen, move |period| {
                here.go(|pick| pick.period = period);
            });
            let nothing_yet = (changes == 0).then(|| view! { <p class="hint">{w.supposed_nothing}</p> });
            let sides = [w.saved_side.to_owned(), w.supposed_side.to_owned()];
            view! {
                {nothing_yet}
                <div class="toolbar">{weights} {period}</div>
                {compared(here, Arc::new(move |_| sides.clone()))}
            }
            .into_any()
        }
    })
}

/// What the sides of an answer are called.
pub type Titles = Arc<dyn Fn(&ComparisonView) -> [String; 2] + Send + Sync>;

/// The last comparison of two sides; none: it is on its way, or there is none.
fn view_of(reply: &Option<Shared<Reply>>) -> Option<&ComparisonView> {
    match reply.as_deref() {
        Some(Reply::Compared(view)) => Some(view),
        _ => None,
    }
}

/// Two sides, as soon as they are there.
pub fn compared(here: Here, titles: Titles) -> AnyView {
    let answer = here.answer(Topic::Comparison);
    let busy = here.waits(Topic::Comparison);
    let body = part(move || {
        let reply = answer.get();
        match (view_of(&reply), &reply) {
            (Some(view), _) => {
                let lineup = Shared::new(Lineup::of_sides(view, titles(view)));
                let toolbar = filters(here, &lineup);
                view! {
                    <div class="toolbar" role="group" aria-label=here.w.options>{toolbar}</div>
                    {unmatched(here, view)}
                    {shown(here, lineup, 1, answer, true)}
                }
                .into_any()
            }
            (None, Some(reply)) => failed(here, reply),
            (None, None) => skeleton(8),
        }
    });
    view! { <div class="compared" aria-busy=live(move || busy.get().to_string())>{body}</div> }.into_any()
}

/// Figures, table and picture of columns. `against` is the column that the figures are about; `answer` the comparison
/// of that column with the base; `matrix`: whether grades of both sides are set against each other.
pub fn shown(
    here: Here,
    lineup: Shared<Lineup>,
    against: usize,
    answer: Memo<Option<Shared<Reply>>>,
    matrix: bool,
) -> AnyView {
    let w = here.w;
    // What changes with the chosen subject only draws nothing of the table again.
    let looks = memo(move || here.pick.with(|pick| Pick { subject: None, ..pick.clone() }));
    let rows = {
        let lineup = lineup.clone();
        memo(move || Arc::new(looks.with(|pick| lineup.rows(pick))))
    };
    let scope = {
        let lineup = lineup.clone();
        memo(move || Arc::new(looks.with(|pick| lineup.scope(pick))))
    };
    let figures = {
        let lineup = lineup.clone();
        part(move || {
            let found = scope.with(|scope| moves(&lineup, against, scope));
            let title = lineup.columns.get(against).map(|column| content(column.title.clone()));
            let base = lineup.columns.first().map(|column| content(column.title.clone()));
            view! {
                <section class="moves">
                    <h2>{w.moves} <small>{base} " → " {title}</small></h2>
                    {moves_figures(here, &lineup, against, &found)}
                </section>
            }
        })
    };
    let agreeing = {
        let lineup = lineup.clone();
        part(move || {
            let reply = answer.get();
            let group = looks.with(|pick| lineup.group_shown(pick)).map(|k| lineup.groups[k].clone());
            view_of(&reply).map(|view| {
                let grades = matrix.then(|| grade_changes(here, view));
                view! {
                    {agreement(here, &view.overall, group.as_deref())}
                    {grades}
                }
            })
        })
    };
    let (chart_lineup, columns) = (lineup.clone(), lineup.columns.len());
    view! {
        {figures}
        <div class=format!("compare-body of-{columns}")>
            <section class="compare-table" aria-label=w.table>
                <LineupTable here lineup rows />
                <p class="hint">{w.difference_hint}</p>
            </section>
            <div class="compare-beside">
                <SlopeChart here lineup=chart_lineup scope />
                {agreeing}
            </div>
        </div>
        {actions(here)}
    }
    .into_any()
}

fn unmatched(here: Here, view: &ComparisonView) -> impl IntoView + use<> {
    let w = here.w;
    let (left, right) = (&view.left_only, &view.right_only);
    (!left.is_empty() || !right.is_empty()).then(|| {
        let list = |title: &'static str, names: &[Named]| {
            (!names.is_empty()).then(|| {
                let more = names.len().saturating_sub(MOST_UNMATCHED);
                let items = names
                    .iter()
                    .take(MOST_UNMATCHED)
                    .map(|name| view! { <li data-unmatched=name.id.clone()>{content(name.name.clone())}</li> })
                    .collect_view();
                let more = (more > 0).then(|| view! { <li>"+" {more}</li> });
                view! { <div><h3>{title}</h3><ul class="moves-names">{items} {more}</ul></div> }
            })
        };
        view! {
            <details class="unmatched">
                <summary>{matched(here.language, view.names.len(), left.len(), right.len())}</summary>
                <div class="unmatched-lists">{list(w.only_left, left)} {list(w.only_right, right)}</div>
            </details>
        }
    })
}

//! One subject on two sides: both results, and where the difference comes from, part by part, up to a last line that is
//! the difference itself.

use super::app::Panel;
use super::compare::{Here, failed, picked};
use super::content::{content, mixed};
use super::effects::{copy_link, focus_soon, print};
use super::grade::grade;
use super::icons::{Icon, icon};
use super::lineup::direction;
use super::live::{live, memo, part, press};
use super::progress::skeleton;
use super::row::{change, width};
use super::store::use_store;
use crate::i18n::comparison::{earned, rank_said, remark, signed_points};
use crate::i18n::sayings::category_name;
use crate::i18n::words::words;
use crate::i18n::words_comparing::{ComparingWords, comparing_words};
use crate::i18n::{Language, fixed};
use crate::worker::protocol::{OutcomesView, PartKindView, PartView, Reply, SideView, SubjectComparisonView};
use crate::workspace::waterfall::{Bar, Falls, Waterfall, is_indicator, waterfall};
use crate::workspace::{Comparing, Route, Topic};
use leptos::prelude::*;

/// Decimals of the parts.
const FINE: u8 = 4;

/// The panel.
#[component]
pub fn Decomposition(language: Language) -> impl IntoView {
    let store = use_store();
    let w = comparing_words(language);
    let kind = memo(move || {
        store.route.with(|route| match route {
            Route::Compare { kind, .. } => *kind,
            _ => Comparing::Schemes,
        })
    });
    let here = move || Here { store, language, w, kind: kind.get_untracked(), pick: picked(store) };
    let now = here();
    let pick = now.pick;
    let close = live(move || {
        let mut pick = pick.get();
        pick.subject = None;
        pick.route(kind.get()).address()
    });
    let answer = now.answer(Topic::SubjectComparison);
    let busy = now.waits(Topic::SubjectComparison);
    // The title takes the focus when another subject is shown, so that it is read out.
    Effect::new(move |before: Option<Option<String>>| {
        let now = answer.with(|reply| match reply.as_deref() {
            Some(Reply::ComparedSubject(view)) => view.after.ids.first().cloned(),
            _ => None,
        });
        if now.is_some() && before.flatten() != now {
            focus_soon(".panel .panel-title");
        }
        now
    });
    let body = part(move || match answer.get() {
        Some(reply) => match &*reply {
            Reply::ComparedSubject(view) => decomposed(Here { kind: kind.get(), ..now }, view),
            reply => view! {
                <h2 class="panel-title" tabindex="-1">{w.decomposition}</h2>
                {failed(now, reply)}
            }
            .into_any(),
        },
        None => skeleton(8),
    });
    view! {
        <Panel label=w.decomposition.to_owned() busy close>
            <div class="decomposition">{body}</div>
        </Panel>
    }
}

fn decomposed(here: Here, view: &SubjectComparisonView) -> AnyView {
    let Here { store, language, w, .. } = here;
    let digits = view.left.digits.max(view.right.digits);
    let difference = view.difference.map(|difference| {
        view! {
            <p class="difference-figure">
                <span>{w.difference}</span>
                <strong class=direction("", Some(difference)) data-exact=difference.to_string() title=difference.to_string()>
                    {signed_points(difference, digits)}
                </strong>
                {change(language, view.places)}
            </p>
        }
    });
    let remarks = view.remarks.iter().map(|one| view! { <p>{mixed(remark(language, one))}</p> }).collect_view();
    let subject = view.before.ids.first().cloned();
    let export = (here.kind != Comparing::Categories).then(|| {
        view! {
            <button class="button" type="button" id="export-subject" on:click=press(move || here.export(subject.clone()))>
                {icon(Icon::File)}
                {w.export_csv}
            </button>
        }
    });
    let under = (here.kind == Comparing::Categories).then(|| view! { <p class="hint">{w.under_hint}</p> });
    view! {
        <h2 class="panel-title" tabindex="-1">{content(view.name.clone())}</h2>
        {difference}
        <div class="two-sides">
            {side(here, w.before, &view.left, &view.before)}
            {side(here, w.after, &view.right, &view.after)}
        </div>
        <div class="said">{remarks}</div>
        {under}
        {parts(here, view)}
        <div class="panel-foot">
            {export}
            <button class="button" type="button" on:click=press(print)>
                {icon(Icon::Print)}
                {words(language).print}
            </button>
            <button class="button" type="button" on:click=press(move || copy_link(store))>
                {icon(Icon::Link)}
                {words(language).copy_link}
            </button>
        </div>
    }
    .into_any()
}

/// What a side is called here.
fn side_name(here: Here, side: &SideView, outcomes: &OutcomesView, left: bool) -> AnyView {
    match here.kind {
        Comparing::Schemes => content(super::compare::scheme_name(here.language, &side.scheme)),
        Comparing::Categories => {
            let category = outcomes.category.first().and_then(|k| side.categories.get(*k as usize));
            content(category.map(|category| category_name(here.language, &category.name)).unwrap_or_default())
        }
        Comparing::Documents => content(side.title.clone()),
        Comparing::Supposed if left => here.w.saved_side.into_any(),
        Comparing::Supposed => here.w.supposed_side.into_any(),
    }
}

fn side(here: Here, label: &'static str, side: &SideView, outcomes: &OutcomesView) -> AnyView {
    let first = |list: &[Option<f64>]| list.first().copied().flatten();
    let score = first(&outcomes.published).map_or_else(|| "—".to_owned(), |value| fixed(value, side.digits));
    let total = first(&outcomes.total);
    let rank = match outcomes.rank.first().copied().flatten() {
        Some(rank) => rank_said(here.language, rank),
        None => here.w.not_ranked.to_owned(),
    };
    let mark = outcomes.grade.first().copied().flatten().and_then(|place| {
        let name = side.grades.get(place as usize)?;
        Some(grade(name, place as usize, side.grades.len()))
    });
    let left = label == here.w.before;
    view! {
        <div class="one-side" data-side=if left { "left" } else { "right" }>
            <span class="one-side-name">{label} "：" {side_name(here, side, outcomes, left)}</span>
            <strong data-figure="published" data-exact=total.map(|t| t.to_string()) title=total.map(|t| t.to_string())>{score}</strong>
            <span>{rank} " " {mark}</span>
        </div>
    }
    .into_any()
}

fn parts(here: Here, view: &SubjectComparisonView) -> Option<AnyView> {
    let w = here.w;
    let difference = view.difference?;
    let fall = waterfall(view);
    let rounds = fall.rounds;
    let groups = fall.groups.iter().map(|group| group_rows(here, view, &fall, group)).collect_view();
    let sum_of = |of: fn(&PartView) -> Option<f64>| view.parts.iter().filter_map(of).fold(0.0, |a, b| a + b);
    let by = [sum_of(|p| p.by_weight), sum_of(|p| p.by_performance), sum_of(|p| p.by_rounding)];
    Some(
        view! {
            <section>
                <h2>{w.decomposition}</h2>
                <table class="waterfall" class:with-rounding=rounds>
                    <caption class="visually-hidden">{w.decomposition}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{w.part}</th>
                            <th scope="col" class="number">{w.by_weight}</th>
                            <th scope="col" class="number">{w.by_performance}</th>
                            {rounds.then(|| view! { <th scope="col" class="number">{w.by_rounding}</th> })}
                            <th scope="col" class="number">{w.together}</th>
                        </tr>
                    </thead>
                    {groups}
                    <tfoot>
                        <tr class="waterfall-sum">
                            <th scope="row">{w.sum}</th>
                            {figure(Some(by[0]), "")}
                            {figure(Some(by[1]), "")}
                            {rounds.then(|| figure(Some(by[2]), ""))}
                            {figure(Some(difference), "sum")}
                        </tr>
                    </tfoot>
                </table>
                <p class="hint">{w.parts_hint}</p>
            </section>
        }
        .into_any(),
    )
}

fn group_rows(here: Here, view: &SubjectComparisonView, fall: &Waterfall, group: &Falls) -> AnyView {
    let w = here.w;
    let name = if group.name.is_empty() { w.other_parts.into_any() } else { content(group.name.clone()) };
    let rows = group.bars.iter().map(|bar| part_row(here, &view.parts[bar.part], fall, bar)).collect_view();
    let span = if fall.rounds { "4" } else { "3" };
    view! {
        <tbody>
            <tr class="waterfall-group">
                <th scope="rowgroup" colspan=span>{name}</th>
                {figure(Some(group.difference), "group")}
            </tr>
            {rows}
        </tbody>
    }
    .into_any()
}

fn part_row(here: Here, part: &PartView, fall: &Waterfall, bar: &Bar) -> AnyView {
    let w = here.w;
    let indicator = is_indicator(part.kind);
    let name = if indicator { content(part.name.clone()) } else { kind_name(w, part.kind).into_any() };
    let tag = matches!(part.kind, PartKindView::New | PartKindView::Dropped)
        .then(|| view! { <span class="tag">{kind_name(w, part.kind)}</span> });
    let detail = indicator.then(|| {
        let points = [&part.left, &part.right].map(|side| side.as_ref().map(|e| e.points));
        let ratio = [&part.left, &part.right].map(|side| side.as_ref().and_then(|e| e.ratio));
        view! { <small>{earned(here.language, points, ratio)}</small> }
    });
    let (begin, length) = fall.share(bar);
    let track = view! {
        <span class="waterfall-track" aria-hidden="true">
            <i class="waterfall-origin" style:left=width(fall.origin() / 100.0)></i>
            <i
                class=direction("waterfall-bar", Some(part.difference))
                style:left=width(begin / 100.0)
                style:width=width(length / 100.0)
            ></i>
        </span>
    };
    view! {
        <tr class="waterfall-part" data-part=part.id.clone()>
            <th scope="row">
                {indicator.then(|| view! { <code data-content=true>{part.id.clone()}</code> " " })}
                {name} " " {tag}
                {detail}
                {track}
            </th>
            {figure(part.by_weight, "")}
            {figure(part.by_performance, "")}
            {fall.rounds.then(|| figure(part.by_rounding, ""))}
            {figure(Some(part.difference), "part")}
        </tr>
    }
    .into_any()
}

fn figure(value: Option<f64>, kind: &'static str) -> AnyView {
    let exact = value.map(|value| value.to_string());
    let text = value.map_or_else(|| "—".to_owned(), |value| signed_points(value, FINE));
    view! { <td class=direction("number", value) data-figure=kind data-exact=exact.clone() title=exact>{text}</td> }
        .into_any()
}

fn kind_name(w: &'static ComparingWords, kind: PartKindView) -> &'static str {
    match kind {
        PartKindView::New => w.new_indicator,
        PartKindView::Dropped => w.dropped_indicator,
        PartKindView::Bonus => w.bonus,
        PartKindView::Deduction => w.deduction,
        PartKindView::Limit => w.limit,
        PartKindView::Both => w.part,
    }
}

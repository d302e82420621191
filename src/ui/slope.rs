//! The slope chart: ranks of all columns, a line for each subject. Described by the table beside it, and by itself when
//! it is saved as a picture: title, legend, source and date stand inside.
//!
//! Colours stand in the drawing as attributes of the light theme, so that a saved picture has them; the sheet puts the
//! colours of the page in their place.

use super::compare::Here;
use super::icons::{Icon, icon};
use super::keeper::{day, now};
use super::live::{memo, part, press};
use super::picture::{save_png, save_svg};
use crate::i18n::comparison::{chart_described, chart_left_out, chart_made, chart_source, chart_title};
use crate::i18n::sayings::category_name;
use crate::workspace::Shared;
use crate::workspace::lineup::Lineup;
use crate::workspace::slope::{LINE, Line, Slope, slope};
use leptos::prelude::*;
use std::sync::Arc;

/// Room for names and ranks on either side, in pixels.
const SIDE: f64 = 158.0;
/// Between two columns.
const BETWEEN: f64 = 150.0;
/// Above the first rank: title, legend, names of the columns.
const HEAD: f64 = 92.0;
const FOOT: f64 = 58.0;
const FONT: &str = "'Noto Sans CJK SC','Noto Sans SC','PingFang SC','Microsoft YaHei',system-ui,sans-serif";

const INK: &str = "#1d2327";
const PALE: &str = "#62696e";
const RISING: &str = "#1b6344";
const FALLING: &str = "#a8321f";
const CHOSEN: &str = "#14506b";
const OTHERS: &str = "#c4c0b4";

/// The chart of the rows in scope.
#[component]
pub fn SlopeChart(here: Here, lineup: Shared<Lineup>, scope: Memo<Arc<Vec<u32>>>) -> impl IntoView {
    let w = here.w;
    let width = BETWEEN * (lineup.columns.len().saturating_sub(1)) as f64;
    let chart = {
        let lineup = lineup.clone();
        memo(move || {
            let chosen = here.pick.with(|pick| pick.subject.clone());
            let chosen = chosen.and_then(|id| lineup.subjects.iter().position(|s| s.id == id)).map(|row| row as u32);
            scope.with(|rows| slope(&lineup, rows, chosen, width))
        })
    };
    let chosen_row = {
        let lineup = lineup.clone();
        memo(move || {
            let chosen = here.pick.with(|pick| pick.subject.clone())?;
            lineup.subjects.iter().position(|subject| subject.id == chosen).map(|row| row as u32)
        })
    };
    let failed = RwSignal::new(false);
    part(move || {
        let chart = chart.get();
        (!chart.lines.is_empty()).then(|| {
            view! {
                <figure class="slope">
                    {draw(here, &lineup, &chart, chosen_row.get())}
                    <figcaption class="screen-only">
                        <button class="button small" type="button" id="save-svg" on:click=press(move || save_svg(&here.file_name("svg")))>
                            {icon(Icon::File)} {w.export_svg}
                        </button>
                        <button class="button small" type="button" id="save-png" on:click=press(move || save_png(here.file_name("png"), failed))>
                            {icon(Icon::File)} {w.export_png}
                        </button>
                        {part(move || failed.get().then(|| view! { <span role="alert">{w.picture_failed}</span> }))}
                    </figcaption>
                </figure>
            }
        })
    })
}

/// The id of the drawing that is saved.
pub const DRAWING: &str = "slope-chart";

fn draw(here: Here, lineup: &Lineup, chart: &Slope, chosen: Option<u32>) -> impl IntoView + use<> {
    let (w, language) = (here.w, here.language);
    let inner = chart.columns.last().copied().unwrap_or_default();
    let (width, height) = (inner + 2.0 * SIDE, HEAD + chart.height + FOOT);
    let document = here.store.document.with_untracked(|d| d.as_ref().map(|d| d.title.clone()).unwrap_or_default());
    let group = here.pick.with(|pick| lineup.group_shown(pick)).map(|k| category_name(language, &lineup.groups[k]));
    let title = chart_title(language, &document);
    let titles: Vec<&str> = lineup.columns.iter().map(|column| column.title.as_str()).collect();
    let described = chart_described(
        language,
        titles.first().copied().unwrap_or_default(),
        titles.last().copied().unwrap_or_default(),
        chart.lines.len() + chart.left_out,
    );
    let lines = chart.lines.iter().map(|line| draw_line(lineup, chart, line, chosen)).collect_view();
    let last = titles.len().saturating_sub(1);
    let axes = chart
        .columns
        .iter()
        .zip(&titles)
        .enumerate()
        .map(|(k, (x, title))| {
            let x = SIDE + x;
            // The outer names have the room beside the drawing, those between them only a column's.
            let (anchor, at, most) = match k {
                0 => ("end", x + 10.0, 13),
                _ if k == last => ("start", x - 10.0, 13),
                _ => ("middle", x, 11),
            };
            let axis = format!("M{x:.1} {:.1}V{:.1}", HEAD - 8.0, HEAD + chart.height + 8.0);
            view! {
                <path class="slope-axis" d=axis stroke=OTHERS />
                <text
                    class="slope-ink"
                    x=round(at)
                    y=round(HEAD - 18.0)
                    text-anchor=anchor
                    font-weight="600"
                    fill=INK
                    data-content=true
                >
                    {short(title, most)}
                    <title>{(*title).to_owned()}</title>
                </text>
            }
        })
        .collect_view();
    let mut at = 8.0;
    let mut key = |class: &'static str,
                   colour: &'static str,
                   dash: Option<&'static str>,
                   thick: &'static str,
                   name: &'static str| {
        let x = at;
        at += 42.0 + name.chars().map(|c| if c.is_ascii() { 6.5 } else { 12.0 }).sum::<f64>();
        view! {
            <path class=format!("slope-line {class}") d=format!("M{x:.1} 44h22") stroke=colour stroke-width=thick stroke-dasharray=dash fill="none" />
            <text class="slope-pale" x=round(x + 27.0) y="48" fill=PALE>{name}</text>
        }
        .into_any()
    };
    let mut keys = vec![
        key("rises", RISING, None, "2", w.rising),
        key("falls", FALLING, Some("5 3"), "2", w.falling),
        key("stays", OTHERS, None, "1", w.others),
    ];
    if chosen.is_some() {
        keys.push(key("is-chosen", CHOSEN, None, "3.5", w.chosen));
    }
    let left_out = (chart.left_out > 0).then(|| chart_left_out(language, chart.left_out));
    let source = chart_source(language, &document, &group.unwrap_or_default());
    let made = chart_made(language, &day(now()));
    // How many Chinese characters of a size fit into a line.
    let fitting = |size: f64| ((width - 16.0) / size) as usize;
    view! {
        <svg
            id=DRAWING
            class="slope-chart"
            xmlns="http://www.w3.org/2000/svg"
            viewBox=format!("0 0 {width:.0} {height:.0}")
            width=format!("{width:.0}")
            height=format!("{height:.0}")
            font-family=FONT
            font-size="12"
            role="img"
            aria-label=described
        >
            <title data-content=true>{title.clone()}</title>
            <text class="slope-ink" x="8" y="20" font-size="14" font-weight="600" fill=INK data-content=true>{short(&title, fitting(14.5))}</text>
            {keys}
            {axes}
            {lines}
            <text class="slope-pale" x="8" y=round(height - 24.0) font-size="11" fill=PALE data-content=true>
                {short(&source, fitting(11.5))}
            </text>
            <text class="slope-pale" x="8" y=round(height - 8.0) font-size="11" fill=PALE>
                {made} " " {left_out}
            </text>
        </svg>
    }
}

fn draw_line(lineup: &Lineup, chart: &Slope, line: &Line, chosen: Option<u32>) -> AnyView {
    let is_chosen = chosen == Some(line.row);
    let (class, colour, thick, dash) = match line.places {
        _ if is_chosen => ("is-chosen", CHOSEN, "3.5", None),
        1.. if line.stands_out => ("rises", RISING, "2", None),
        ..=-1 if line.stands_out => ("falls", FALLING, "2", Some("5 3")),
        _ => ("stays", OTHERS, "1", None),
    };
    let mut path = String::new();
    let mut pen = false;
    for (x, y) in chart.columns.iter().zip(&line.points) {
        match y {
            Some(y) => {
                path.push_str(&format!("{}{:.1} {:.1}", if pen { "L" } else { "M" }, SIDE + x, HEAD + y));
                pen = true;
            }
            None => pen = false,
        }
    }
    let dots = chart
        .columns
        .iter()
        .zip(&line.points)
        .filter_map(|(x, y)| Some((*x, (*y)?)))
        .map(|(x, y)| {
            view! { <circle class=format!("slope-dot {class}") cx=round(SIDE + x) cy=round(HEAD + y) r=if line.stands_out { "3.5" } else { "2" } fill=colour /> }
        })
        .collect_view();
    let row = line.row as usize;
    let name = &lineup.subjects[row].name;
    let rank = |column: usize| lineup.columns[column].rank[row].map(|rank| rank.to_string()).unwrap_or_default();
    let last = lineup.columns.len() - 1;
    let ink = if line.stands_out { format!("slope-name {class}") } else { "slope-name".to_owned() };
    let fill = if line.stands_out { colour } else { PALE };
    let inner = chart.columns.last().copied().unwrap_or_default();
    // A name that had to give way is joined to its line.
    let join = |x: f64, from: Option<f64>, to: Option<f64>, way: f64| {
        let (from, to) = (from?, to?);
        ((from - to).abs() > LINE / 4.0).then(|| {
            let d = format!("M{:.1} {:.1}L{:.1} {:.1}", x + way * 5.0, HEAD + from, x + way * 12.0, HEAD + to);
            view! { <path class="slope-join" d=d stroke=OTHERS fill="none" /> }
        })
    };
    let left = line.left.map(|y| {
        view! {
            {join(SIDE, line.points[0], line.left, -1.0)}
            <text class=ink.clone() x=round(SIDE - 14.0) y=round(HEAD + y + 4.0) text-anchor="end" fill=fill data-content=true>
                {format!("{} {}", short(name, 10), rank(0))}
            </text>
        }
    });
    let right = line.right.map(|y| {
        let moved = match line.places {
            0 => String::new(),
            up @ 1.. => format!(" ▲{up}"),
            down => format!(" ▼{}", -down),
        };
        view! {
            {join(SIDE + inner, line.points[last], line.right, 1.0)}
            <text class=ink x=round(SIDE + inner + 14.0) y=round(HEAD + y + 4.0) fill=fill data-content=true>
                {format!("{} {}{moved}", rank(last), short(name, 10))}
            </text>
        }
    });
    view! {
        <g data-line=lineup.subjects[row].id.clone()>
            <title data-content=true>{name.clone()}</title>
            <path class=format!("slope-line {class}") d=path stroke=colour stroke-width=thick stroke-dasharray=dash fill="none" stroke-linejoin="round" />
            {dots}
            {left}
            {right}
        </g>
    }
    .into_any()
}

fn round(pixels: f64) -> String {
    format!("{pixels:.1}")
}

/// So many Chinese characters, or twice as many letters; the whole name is in the table.
fn short(text: &str, most: usize) -> String {
    let mut left = most * 2;
    let mut out = String::new();
    for c in text.chars() {
        let wide = if c > '\u{2e7f}' { 2 } else { 1 };
        if left < wide + 1 {
            out.push('…');
            return out;
        }
        left -= wide;
        out.push(c);
    }
    out
}

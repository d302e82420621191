//! The page of papers: what is handed out, printed and hung out, as it will look on A4.

pub mod sheets;

use super::effects::download;
use super::icons::{Icon, icon};
use super::keeper::{day, file_name, now};
use super::live::{live, memo, part, press};
use super::picture::save_text_png;
use super::results::{NothingOpen, scheme_label};
use super::segments::{Choice, list, segments};
use super::store::{Store, alphabet, locale, use_store};
use crate::i18n::Language;
use crate::i18n::names::period;
use crate::i18n::paper::scope as scope_said;
use crate::i18n::sayings::category_name;
use crate::i18n::words_paper::{PaperWords, paper_words};
use crate::workspace::paper::{Section, sections, working_days};
use crate::workspace::{Door, Paper, Route};
use leptos::prelude::*;
use sheets::{Made, Wishes};

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;
/// Rows that print without long waiting.
const MANY: usize = 1_000;

/// The page.
#[component]
pub fn Papers(language: Language) -> impl IntoView {
    let store = use_store();
    let w = paper_words(language);
    let open = memo(move || store.document.with(Option::is_some));
    part(move || match open.get() {
        false => view! { <NothingOpen language title=w.title /> }.into_any(),
        true => page(language, store, w),
    })
}

fn page(language: Language, store: Store, w: &'static PaperWords) -> AnyView {
    let paper = memo(move || {
        store.route.with(|route| match route {
            Route::Paper(paper) => *paper,
            _ => Paper::default(),
        })
    });
    let days = |first: i64, count: u32| {
        let days = working_days(first, count);
        let text = |day_: Option<&i64>| day_.map(|at| day((*at * DAY) as u64)).unwrap_or_default();
        (text(days.first()), text(days.last()))
    };
    let today = now() as i64 / DAY;
    let (first, last) = days(today, 5);
    let wishes = RwSignal::new(Wishes {
        order: "rank".to_owned(),
        with_scores: false,
        only_top: false,
        office: String::new(),
        number: String::new(),
        phone: String::new(),
        first,
        last,
        days: 5,
    });
    let count_days = move || {
        let (from, count) = wishes.with_untracked(|wishes| (wishes.first.clone(), wishes.days));
        let from = js_sys::Date::parse(&from);
        if from.is_finite() {
            let (_, last) = days((from / DAY as f64) as i64, count);
            wishes.update(|wishes| wishes.last = last);
        }
    };
    let group = RwSignal::new(String::new());
    let shown: Memo<Vec<Section>> = memo(move || {
        let all = store.results.with(|results| results.as_ref().map(|results| sections(results)).unwrap_or_default());
        let wanted = group.get();
        let kept = |section: &Section| {
            wanted.is_empty() || section.group.map_or_else(|| "-".to_owned(), |g| g.to_string()) == wanted
        };
        if all.iter().any(kept) { all.into_iter().filter(kept).collect() } else { all }
    });
    let drawn = memo(move || {
        let document = store.document.get()?;
        let results = store.results.get()?;
        let wishes = wishes.get();
        let order = match wishes.order.as_str() {
            "name" => Some(locale(language, false)),
            "strokes" => Some(locale(language, true)),
            _ => None,
        };
        let subjects: Vec<&str> = results.subjects.iter().map(|subject| subject.name.as_str()).collect();
        let scheme = results.scheme.as_ref().and_then(|id| document.schemes.iter().find(|scheme| scheme.id == *id));
        let when = results.period.as_ref().filter(|p| Some(*p) != document.periods.last()).map(|p| period(language, p));
        let made = Made {
            language,
            document: &document,
            results: &results,
            sections: &shown.get(),
            scope: scope_said(language, when.as_deref(), scheme.map(|scheme| scheme_label(&scheme.name))),
            today: day(now()),
            wishes: &wishes,
            names: &order.map(|order| alphabet(&subjects, order)).unwrap_or_default(),
        };
        Some(match paper.get() {
            Paper::Results => made.results_table(),
            Paper::Bulletin => made.bulletin(),
            Paper::Notice => made.notice(),
            Paper::Chart => made.chart(),
        })
    });
    let tabs = Paper::ALL.map(|kind| {
        let name = match kind {
            Paper::Results => w.results,
            Paper::Bulletin => w.bulletin,
            Paper::Notice => w.notice,
            Paper::Chart => w.chart,
        };
        let current = live(move || (paper.get() == kind).then_some("page"));
        view! { <a class="tab" href=Route::Paper(kind).address() aria-current=current>{name}</a> }
    });
    let class = live(move || match paper.get() {
        Paper::Results => "paper-sheet is-wide",
        Paper::Bulletin => "paper-sheet",
        Paper::Notice => "paper-sheet is-notice",
        Paper::Chart => "paper-sheet is-wide is-chart",
    });
    let sheet = part(move || match drawn.get() {
        None => view! { <p class="empty">{w.needs_results}</p> }.into_any(),
        Some(html) => view! {
            <section class=class aria-label=w.preview tabindex="0" inner_html=html></section>
        }
        .into_any(),
    });
    let many = part(move || {
        let rows = shown.with(|sections| sections.iter().map(|section| section.rows.len()).sum::<usize>());
        (rows > MANY && paper.get() != Paper::Chart).then(|| view! { <p class="warning">{w.many_rows}</p> })
    });
    view! {
        <div class="papers">
            <div class="page-head screen-only">
                <h1 tabindex="-1">{w.title}</h1>
                <p class="page-lead">{w.lead}</p>
            </div>
            <nav class="tabs" aria-label=w.kinds>{tabs}</nav>
            {tools(language, store, w, Tools { paper, group, wishes, drawn }, count_days)}
            {many}
            {sheet}
        </div>
    }
    .into_any()
}

#[derive(Clone, Copy)]
struct Tools {
    paper: Memo<Paper>,
    group: RwSignal<String>,
    wishes: RwSignal<Wishes>,
    drawn: Memo<Option<String>>,
}

fn tools(
    language: Language,
    store: Store,
    w: &'static PaperWords,
    Tools { paper, group, wishes, drawn }: Tools,
    count_days: impl Fn() + Copy + Send + 'static,
) -> AnyView {
    let scope = part(move || {
        let results = store.results.get()?;
        let all = sections(&results);
        (all.len() > 1).then(|| {
            let mut choices = vec![Choice::ours("", w.everybody)];
            choices.extend(all.iter().map(|section| match section.group {
                Some(k) => Choice::theirs(&k.to_string(), category_name(language, &results.groups[k as usize].name)),
                None => Choice::ours("-", w.not_ranked),
            }));
            segments("paper-group", w.group.to_owned(), choices, live(move || group.get()), move |value| {
                group.set(value)
            })
        })
    });
    let order = part(move || {
        (paper.get() == Paper::Notice).then(|| {
            let mut choices = vec![Choice::ours("rank", w.by_rank), Choice::ours("name", w.by_pinyin)];
            if language == Language::Chinese {
                choices.push(Choice::ours("strokes", w.by_strokes));
            }
            choices.push(Choice::ours("list", w.by_list));
            let chosen = live(move || wishes.with(|wishes| wishes.order.clone()));
            let order = segments("paper-order", w.order.to_owned(), choices, chosen, move |value| {
                wishes.update(|wishes| wishes.order = value);
            });
            view! {
                {order}
                {check("paper-scores", w.with_scores, wishes, |wishes| &mut wishes.with_scores)}
                {check("paper-top", w.only_top, wishes, |wishes| &mut wishes.only_top)}
            }
        })
    });
    let letter = part(move || {
        matches!(paper.get(), Paper::Notice | Paper::Bulletin).then(|| {
            view! {
                {field("paper-office", w.office, "text", wishes, |wishes| &mut wishes.office)}
                {field("paper-number", w.number, "text", wishes, |wishes| &mut wishes.number)}
            }
        })
    });
    let notice = part(move || {
        (paper.get() == Paper::Notice).then(|| {
            view! {
                {field("paper-phone", w.phone, "tel", wishes, |wishes| &mut wishes.phone)}
                <span on:change=move |_| count_days()>
                    {field("paper-first", w.first_day, "date", wishes, |wishes| &mut wishes.first)}
                </span>
                <label class="paper-field">
                    <span>{w.days}</span>
                    <input
                        type="number"
                        name="paper-days"
                        min="1"
                        max="60"
                        prop:value=move || wishes.with_untracked(|wishes| wishes.days.to_string())
                        on:change=move |event| {
                            if let Ok(days) = event_target_value(&event).parse::<u32>() {
                                wishes.update(|wishes| wishes.days = days.clamp(1, 60));
                                count_days();
                            }
                        }
                    />
                </label>
            }
        })
    });
    let failed = RwSignal::new(false);
    let title = move || store.document.with_untracked(|d| d.as_ref().map(|d| d.title.clone()).unwrap_or_default());
    let name = move |ending: &str| file_name(&format!("{}_{}", title(), w.file_name), ending);
    let save = part(move || {
        (paper.get() == Paper::Chart).then(|| {
            view! {
                <button class="button" type="button" id="save-svg" on:click=press(move || {
                    if let Some(svg) = drawn.get_untracked() {
                        let text = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{svg}\n");
                        download(&name("svg"), text.as_bytes(), "image/svg+xml");
                    }
                })>{icon(Icon::File)} {w.save_svg}</button>
                <button class="button" type="button" id="save-png" on:click=press(move || {
                    if let Some(svg) = drawn.get_untracked() {
                        save_text_png(svg, name("png"), failed);
                    }
                })>{icon(Icon::File)} {w.save_png}</button>
                {part(move || failed.get().then(|| view! { <span role="alert">{w.picture_failed}</span> }))}
            }
        })
    });
    let subjects = part(move || {
        let results = store.results.get()?;
        let mut choices = vec![Choice::ours("", w.choose_subject)];
        choices.extend(results.subjects.iter().map(|subject| Choice::theirs(&subject.id, &subject.name)));
        let go = move |id: String| {
            if !id.is_empty() {
                store.go(Route::results().with_door(Some(Door::total(&id))));
            }
        };
        Some(list("paper-subject", w.explanation_of.to_owned(), choices, live(String::new), go))
    });
    view! {
        <div class="toolbar paper-tools" role="group" aria-label=w.options>
            {scope}
            {order}
            {letter}
            {notice}
            <button class="button primary" type="button" id="print" on:click=press(print)>{icon(Icon::Print)} {w.print}</button>
            {save}
            {subjects}
        </div>
    }
    .into_any()
}

fn print() {
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}

fn check(
    name: &'static str,
    label: &'static str,
    wishes: RwSignal<Wishes>,
    part_of: fn(&mut Wishes) -> &mut bool,
) -> AnyView {
    view! {
        <label class="toolbar-check">
            <input
                type="checkbox"
                name=name
                prop:checked=move || wishes.with(|wishes| *part_of(&mut wishes.clone()))
                on:change=move |event| {
                    let checked = event_target_checked(&event);
                    wishes.update(|wishes| *part_of(wishes) = checked);
                }
            />
            {label}
        </label>
    }
    .into_any()
}

fn field(
    name: &'static str,
    label: &'static str,
    kind: &'static str,
    wishes: RwSignal<Wishes>,
    part_of: fn(&mut Wishes) -> &mut String,
) -> AnyView {
    view! {
        <label class="paper-field">
            <span>{label}</span>
            <input
                type=kind
                name=name
                prop:value=move || wishes.with_untracked(|wishes| part_of(&mut wishes.clone()).clone())
                on:input=move |event| {
                    let text = event_target_value(&event);
                    wishes.update(|wishes| *part_of(wishes) = text);
                }
            />
        </label>
    }
    .into_any()
}

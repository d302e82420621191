//! Categories side by side: what counts, how scores are spread, and one subject under another category.

use super::{Here, actions, failed, filled, periods_list, schemes_list};
use crate::i18n::comparison::box_described;
use crate::i18n::numbers::shorten;
use crate::i18n::sayings::category_name;
use crate::i18n::words::words;
use crate::i18n::{fixed, percent};
use crate::ui::content::content;
use crate::ui::grade::grade;
use crate::ui::legend::colour;
use crate::ui::live::{live, memo, part};
use crate::ui::progress::skeleton;
use crate::ui::row::width;
use crate::worker::protocol::{DistributionView, Named, ProfilesView, Reply, SchemesView};
use crate::workspace::{Pick, Topic};
use leptos::prelude::*;

/// More subjects than this are not listed one by one.
const MOST_LISTED: usize = 500;
/// Suggestions while somebody types.
const MOST_SUGGESTED: usize = 50;

/// The page.
#[component]
pub fn Categories(here: Here) -> impl IntoView {
    let Here { store, language, w, pick, .. } = here;
    let (schemes, periods) = store
        .document
        .with_untracked(|d| d.as_ref().map(|d| (d.schemes.clone(), d.periods.clone())).unwrap_or_default());
    let chosen = |of: fn(&Pick) -> Option<String>| live(move || pick.with(of).unwrap_or_default());
    let weights =
        schemes_list(language, "scheme", words(language).scheme, &schemes, chosen(|p| p.scheme.clone()), move |v| {
            here.go(|pick| pick.scheme = v);
        });
    let period =
        periods_list(language, "period", words(language).period, &periods, chosen(|p| p.period.clone()), move |v| {
            here.go(|pick| pick.period = v);
        });
    let answer = here.answer(Topic::Profiles);
    let people = here.answer(Topic::Schemes);
    let busy = here.waits(Topic::Profiles);
    let body = part(move || match answer.get() {
        Some(reply) => match &*reply {
            Reply::ProfilesShown(view) => {
                let one = (view.categories.len() < 2).then(|| view! { <p class="hint">{w.one_category}</p> });
                let several = view.categories.len() > 1;
                let categories = view.categories.clone();
                let under = several.then(|| {
                    part(move || match people.get().as_deref() {
                        Some(Reply::SchemesCompared(people)) => under(here, &categories, people),
                        _ => ().into_any(),
                    })
                });
                view! {
                    {one}
                    {profiles(here, view)}
                    {distributions(here, view)}
                    {under}
                    {actions(here)}
                }
                .into_any()
            }
            reply => failed(here, reply),
        },
        None => skeleton(8),
    });
    view! {
        <div class="toolbar">{weights} {period}</div>
        <div class="compared" aria-busy=live(move || busy.get().to_string())>{body}</div>
    }
}

fn heads(here: Here, categories: &[Named]) -> AnyView {
    categories
        .iter()
        .map(|category| view! { <th scope="col">{content(category_name(here.language, &category.name))}</th> })
        .collect_view()
        .into_any()
}

fn profiles(here: Here, view: &ProfilesView) -> impl IntoView + use<> {
    let w = here.w;
    let whole = memo(move || here.pick.with(|pick| pick.whole));
    let most = view.nodes.iter().flat_map(|node| &node.share).copied().fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    let many = view.categories.len() > 3;
    let heads = heads(here, &view.categories);
    let nodes = view.nodes.clone();
    let rows = part(move || {
        let mut root = 0;
        nodes
            .iter()
            .filter(|node| whole.get() || !node.is_indicator)
            .map(|node| {
                if node.depth == 0 {
                    root += 1;
                }
                let tone = colour(root - 1);
                let cells = node
                    .share
                    .iter()
                    .map(|share| {
                        if *share == 0.0 {
                            return view! { <td class="profile-cell is-unused">{w.not_used}</td> }.into_any();
                        }
                        view! {
                            <td class="profile-cell" data-exact=share.to_string()>
                                <span class="profile-figure">{percent(shorten(*share, 4))}</span>
                                <span class="profile-track" aria-hidden="true"><i class=tone.clone() style:width=width(share / most)></i></span>
                            </td>
                        }
                        .into_any()
                    })
                    .collect_view();
                view! {
                    <tr data-node=node.id.clone() class=format!("depth-{}", node.depth.min(3)) class:is-indicator=node.is_indicator>
                        <th scope="row">{content(node.name.clone())}</th>
                        {cells}
                    </tr>
                }
            })
            .collect_view()
    });
    view! {
        <section class="profiles">
            <div class="section-head">
                <h2>{w.profiles}</h2>
                <p class="hint">{w.profiles_hint}</p>
                <a class="button small screen-only" id="whole-tree" href=live(move || here.address(|pick| pick.whole = !pick.whole))>
                    {live(move || if whole.get() { w.only_dimensions } else { w.with_indicators })}
                </a>
            </div>
            <div class="wide" tabindex="0" role="region" aria-label=w.profiles>
                <table class="plain-table profile-table" class:is-many=many>
                    <thead><tr><th scope="col">{w.node}</th>{heads}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}

fn distributions(here: Here, view: &ProfilesView) -> impl IntoView + use<> {
    let (w, language) = (here.w, here.language);
    let digits = view.side.digits;
    let (low, high) = (view.bin_start, view.bin_start + view.bin_width * f64::from(view.bin_count));
    let at = move |value: f64| if high > low { (value - low) / (high - low) } else { 0.5 };
    let grades = &view.side.grades;
    let grade_heads = grades
        .iter()
        .enumerate()
        .map(|(k, name)| view! { <th scope="col" class="number">{grade(name, k, grades.len())}</th> })
        .collect_view();
    let figure = |value: f64| view! { <td class="number">{fixed(value, digits)}</td> };
    let rows = view
        .categories
        .iter()
        .enumerate()
        .map(|(k, category)| {
            let name = category_name(language, &category.name);
            let counts = view
                .grade_counts
                .get(k)
                .into_iter()
                .flatten()
                .map(|count| view! { <td class="number" class:is-none={*count == 0}>{*count}</td> })
                .collect_view();
            let figures = match view.distributions.get(k).and_then(Option::as_ref) {
                Some(d) => {
                    let numbers = [d.lowest, d.first_quartile, d.median, d.third_quartile, d.highest, d.mean];
                    view! {
                        <td class="number">{d.count}</td>
                        <td class="spread-cell">{spread(here, &name, d, digits, &at)}</td>
                        {numbers.map(figure).into_iter().collect_view()}
                        <td class="number">{d.deviation.map_or_else(|| "—".to_owned(), |sd| fixed(sd, digits))}</td>
                    }
                    .into_any()
                }
                None => view! { <td class="number">"0"</td> <td class="hint" colspan="8">"—"</td> }.into_any(),
            };
            view! {
                <tr data-category=category.id.clone()>
                    <th scope="row">{content(name.clone())}</th>
                    {figures}
                    {counts}
                </tr>
            }
        })
        .collect_view();
    let head = |name: &'static str| view! { <th scope="col" class="number">{name}</th> };
    let numbers = [w.count, w.lowest, w.first_quartile, w.median, w.third_quartile, w.highest, w.mean, w.deviation];
    view! {
        <section class="distributions">
            <div class="section-head">
                <h2>{w.distributions}</h2>
                <p class="hint">{w.distributions_hint}</p>
            </div>
            <div class="wide" tabindex="0" role="region" aria-label=w.distributions>
                <table class="plain-table">
                    <thead>
                        <tr>
                            <th scope="col">{w.category}</th>
                            {head(numbers[0])}
                            <th scope="col" class="spread-cell">
                                <span>{w.spread}</span>
                                <span class="spread-scale" aria-hidden="true"><span>{fixed(low, 0)}</span><span>{fixed(high, 0)}</span></span>
                            </th>
                            {numbers[1..].iter().copied().map(head).collect_view()}
                            {grade_heads}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}

/// Bars in the ground, the box of quartiles before them.
fn spread(here: Here, name: &str, d: &DistributionView, digits: u8, at: &dyn Fn(f64) -> f64) -> impl IntoView + use<> {
    let text = |value: f64| fixed(value, digits);
    let figures = [d.lowest, d.first_quartile, d.median, d.third_quartile, d.highest];
    let words = figures.map(text);
    let described = box_described(here.language, name, [&words[0], &words[1], &words[2], &words[3], &words[4]]);
    let [low, first, median, third, high] = figures.map(|value| at(value) * 200.0);
    let mean = at(d.mean) * 200.0;
    let most = d.bars.iter().copied().max().unwrap_or(1).max(1);
    let wide = 200.0 / d.bars.len().max(1) as f64;
    let bars = d
        .bars
        .iter()
        .enumerate()
        .map(|(k, count)| {
            let height = f64::from(*count) / f64::from(most) * 26.0;
            view! {
                <rect class="spread-bar" x=format!("{:.1}", k as f64 * wide + 0.5) y=format!("{:.1}", 30.0 - height)
                    width=format!("{:.1}", (wide - 1.0).max(0.5)) height=format!("{height:.1}") />
            }
        })
        .collect_view();
    view! {
        <svg class="spread" viewBox="-4 0 208 32" width="208" height="32" role="img" aria-label=described data-content=true>
            {bars}
            <path class="spread-whisker" d=format!("M{low:.1} 16H{high:.1}M{low:.1} 11v10M{high:.1} 11v10") />
            <rect class="spread-box" x=format!("{first:.1}") y="9" width=format!("{:.1}", (third - first).max(1.0)) height="14" />
            <path class="spread-median" d=format!("M{median:.1} 9v14") />
            <path class="spread-mean" d=format!("M{mean:.1} 12l4 4-4 4-4-4z") />
        </svg>
    }
}

/// One subject under another category.
fn under(here: Here, categories: &[Named], people: &SchemesView) -> AnyView {
    let Here { language, w, pick, .. } = here;
    let of: Vec<(String, String, u32)> =
        people.subjects.iter().zip(&people.category).map(|(s, c)| (s.id.clone(), s.name.clone(), *c)).collect();
    let of = StoredValue::new(of);
    let ids: Vec<String> = categories.iter().map(|category| category.id.clone()).collect();
    let ids = StoredValue::new(ids);
    let subject = live(move || pick.with(|pick| pick.subject.clone()).unwrap_or_default());
    let own = memo(move || {
        let subject = pick.with(|pick| pick.subject.clone())?;
        of.with_value(|of| of.iter().find(|one| one.0 == subject).map(|one| one.2))
    });
    let choose = move |value: String| {
        let found = of.with_value(|of| of.iter().find(|one| one.0 == value || one.1 == value).cloned());
        here.go(|pick| {
            pick.subject = found.as_ref().map(|one| one.0.clone());
            // The category it is in says nothing new: the first other one is meant.
            let own = found.and_then(|one| ids.with_value(|ids| ids.get(one.2 as usize).cloned()));
            if pick.under.is_none() || pick.under == own {
                pick.under = ids.with_value(|ids| ids.iter().find(|id| Some(*id) != own.as_ref()).cloned());
            }
        });
    };
    let listed = people.subjects.len() <= MOST_LISTED;
    let field = if listed {
        let options = people
            .subjects
            .iter()
            .map(|one| {
                let id = one.id.clone();
                view! {
                    <option value=one.id.clone() selected=live(move || subject.get() == id)>{one.name.clone()}</option>
                }
            })
            .collect_view();
        view! {
            <select id="under-subject" data-content=true prop:value=subject on:change=move |event| choose(event_target_value(&event))>
                <option value="">{w.under_choose}</option>
                {options}
            </select>
        }
        .into_any()
    } else {
        let typed = RwSignal::new(String::new());
        let suggested = part(move || {
            let typed = typed.get().to_lowercase();
            of.with_value(|of| {
                of.iter()
                    .filter(|one| {
                        !typed.is_empty()
                            && (one.1.to_lowercase().contains(&typed) || one.0.to_lowercase().contains(&typed))
                    })
                    .take(MOST_SUGGESTED)
                    .map(|one| view! { <option value=one.0.clone()>{one.1.clone()}</option> })
                    .collect_view()
            })
        });
        view! {
            <input
                id="under-subject"
                type="search"
                list="under-subjects"
                placeholder=w.under_id
                prop:value=subject
                on:input=move |event| typed.set(event_target_value(&event))
                on:change=move |event| choose(event_target_value(&event))
            />
            <datalist id="under-subjects" data-content=true>{suggested}</datalist>
        }
        .into_any()
    };
    let names = categories.to_vec();
    let others = part(move || {
        let own = own.get();
        names
            .iter()
            .enumerate()
            .filter(|(k, _)| own != Some(*k as u32))
            .map(|(_, category)| {
                let id = category.id.clone();
                let chosen = live(move || pick.with(|pick| pick.under.as_ref() == Some(&id)));
                view! { <option value=category.id.clone() selected=chosen>{category_name(language, &category.name)}</option> }
            })
            .collect_view()
    });
    view! {
        <section class="under">
            <div class="section-head">
                <h2>{w.under}</h2>
                <p class="hint">{w.under_hint}</p>
            </div>
            <div class="toolbar">
                <label class="under-field"><span>{w.under_subject}</span> {field}</label>
                <label class="under-field">
                    <span>{w.under_category}</span>
                    <select id="under-category" data-content=true on:change=move |event| {
                        let under = filled(event_target_value(&event));
                        here.go(|pick| pick.under = under);
                    }>{others}</select>
                </label>
            </div>
        </section>
    }
    .into_any()
}

//! Everything about an indicator or a dimension that can be changed, beside the tree.

use super::editor::{Editor, editor, focus_field_soon, hold_focus, make};
use super::field::{Field, Kind, field};
use super::icons::{Icon, icon};
use super::indicators::address;
use super::live::{live, memo, part, press};
use super::store::use_store;
use crate::edit::{Change, DimensionProperty, Property, typed};
use crate::i18n::names::methods;
use crate::i18n::words_editing::editing_words;
use crate::i18n::{Language, problem, sayings, sayings_editing};
use crate::model::written::per_hundred;
use crate::model::{
    Cycle, Diagnostic, Dimension, Direction, Field as Reported, Indicator, PeriodAggregation, Problem, ScoringRule,
    Severity,
};
use crate::worker::protocol::{DocumentView, Named, NodeView};
use crate::workspace::editing::fresh_id;
use crate::workspace::{Route, Sheet};
use leptos::prelude::*;

/// The node that is being changed.
#[derive(Clone, Copy)]
struct At {
    editor: Editor,
    language: Language,
    id: StoredValue<String>,
    now: Memo<Option<NodeView>>,
    findings: Memo<Vec<Diagnostic>>,
}

impl At {
    fn read(self, read: fn(&NodeView) -> String) -> Signal<String> {
        live(move || self.now.with(|node| node.as_ref().map(read).unwrap_or_default()))
    }

    fn change(self, property: Property) -> Change {
        Change::Indicator { id: self.id.get_value(), property }
    }

    fn dimension(self, property: DimensionProperty) -> Change {
        Change::Dimension { id: self.id.get_value(), property }
    }

    fn key(self, what: &str) -> String {
        self.id.with_value(|id| format!("{id}/{what}"))
    }

    /// What is wrong with a parameter, in words.
    fn wrong_with(self, parameter: String) -> Signal<Option<String>> {
        live(move || {
            let about = |finding: &&Diagnostic| parameter_of(&finding.problem) == Some(parameter.as_str());
            self.findings.with(|findings| findings.iter().find(about).map(|finding| worded(self.language, finding)))
        })
    }
}

fn worded(language: Language, finding: &Diagnostic) -> String {
    let message = problem(language, finding);
    format!("{} {}", message.what, message.next)
}

/// The parameter that a finding is about; a formula is one too.
fn parameter_of(problem: &Problem) -> Option<&str> {
    match problem {
        Problem::BadParameter { parameter, .. }
        | Problem::ParameterNotFound { parameter, .. }
        | Problem::UnknownParameter { parameter, .. } => Some(parameter),
        Problem::BadFormula { .. } => Some(FORMULA),
        _ => None,
    }
}

/// The parameter that holds a formula of one's own.
const FORMULA: &str = "text";

/// The section of the panel.
pub fn node_editor(language: Language, id: String) -> AnyView {
    let store = use_store();
    let w = editing_words(language);
    let wanted = id.clone();
    let about = id.clone();
    let at = At {
        editor: editor(store),
        language,
        id: StoredValue::new(id),
        now: memo(move || store.document.with(|d| d.as_ref()?.tree.iter().find(|node| node.id == wanted).cloned())),
        findings: memo(move || {
            store.document.with(|d| {
                let findings = d.as_ref().map(|d| d.findings.as_slice()).unwrap_or_default();
                findings.iter().filter(|finding| finding.at.node == about).cloned().collect()
            })
        }),
    };
    // Drawn anew only when there are other fields, never because a value changed.
    let shape = memo(move || {
        let node = at.now.get()?;
        let categories = store.document.with(|d| d.as_ref().map(|d| d.categories.clone()).unwrap_or_default());
        let mut parameters = node.known_parameters.clone();
        parameters.extend(node.parameters.keys().filter(|key| !node.known_parameters.contains(key)).cloned());
        Some((node.is_indicator, categories, node.method, parameters))
    });
    part(move || {
        let (is_indicator, categories, method, parameters) = shape.get()?;
        hold_focus();
        let general = other_findings(at);
        let inside =
            if is_indicator { indicator(at, &categories, &method, &parameters) } else { dimension(at, &categories) };
        Some(view! {
            <section class="node-editor">
                <h2>{w.edit_section}</h2>
                {general}
                {inside}
            </section>
        })
    })
}

/// Findings that belong to none of the fields.
fn other_findings(at: At) -> AnyView {
    part(move || {
        let lines = at.findings.with(|findings| {
            let of_node = findings
                .iter()
                .filter(|finding| finding.severity == Severity::Error && parameter_of(&finding.problem).is_none());
            of_node.map(|finding| worded(at.language, finding)).collect::<Vec<_>>()
        });
        (!lines.is_empty()).then(|| {
            let lines = lines.into_iter().map(|line| view! { <li>{super::content::mixed(line)}</li> }).collect_view();
            view! { <ul class="node-wrongs">{lines}</ul> }
        })
    })
}

/// A number or nothing.
fn number_or_none(text: &str, per_hundred: bool, why: &'static str) -> Result<Option<f64>, &'static str> {
    match text.trim() {
        "" => Ok(None),
        text => typed::number(text, per_hundred).map(Some).ok_or(why),
    }
}

fn written(number: Option<f64>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

/// Points or weight, category by category.
fn by_category(at: At, categories: &[Named], is_indicator: bool) -> Vec<AnyView> {
    let w = editing_words(at.language);
    let (label, help) = if is_indicator { (w.points_in, w.points_help) } else { (w.weight_in, w.weight_help) };
    let last = categories.len().saturating_sub(1);
    categories
        .iter()
        .enumerate()
        .map(|(place, category)| {
            let declared = move |node: &NodeView| node.written.get(place).copied().flatten();
            let now = memo(move || at.now.with(|node| node.as_ref().and_then(declared)));
            let id = category.id.clone();
            let take = move |text: &str| {
                let to = number_or_none(text, false, w.number_or_blank)?;
                if to.is_some_and(|number| number < 0.0) {
                    return Err(w.not_negative);
                }
                if to == now.get_untracked() {
                    return Ok(None);
                }
                let category = id.clone();
                Ok(Some(if is_indicator {
                    at.change(Property::Points { category, to })
                } else {
                    at.dimension(DimensionProperty::Weight { category, to })
                }))
            };
            let label = if categories.len() > 1 {
                sayings_editing::of_category(at.language, label, &sayings::category_name(at.language, &category.name))
            } else {
                label.to_owned()
            };
            let value = live(move || written(now.get()));
            let made = Field::new(at.key(&format!("points/{}", category.id)), label, value, take).kind(Kind::Number);
            field(at.editor, if place == last { made.help(help) } else { made })
        })
        .collect()
}

/// A text of the indicator.
fn text(
    at: At,
    key: &str,
    label: &'static str,
    kind: Kind,
    read: fn(&NodeView) -> String,
    property: fn(String) -> Property,
) -> AnyView {
    let value = at.read(read);
    let take = move |text: &str| {
        let text = text.trim();
        Ok((text != value.get_untracked()).then(|| at.change(property(text.to_owned()))))
    };
    field(at.editor, Field::new(at.key(key), label, value, take).kind(kind))
}

/// One of several words.
fn choice<T: Copy + PartialEq + Send + Sync + 'static>(
    at: At,
    key: &str,
    label: &'static str,
    options: &[(T, &'static str)],
    read: fn(&NodeView) -> T,
    property: fn(T) -> Property,
) -> AnyView {
    let names = options.iter().enumerate().map(|(place, (_, name))| (place.to_string(), (*name).to_owned())).collect();
    let kinds: Vec<T> = options.iter().map(|(kind, _)| *kind).collect();
    let known = kinds.clone();
    let value = live(move || {
        let now = at.now.with(|node| node.as_ref().map(read));
        known.iter().position(|kind| Some(*kind) == now).unwrap_or_default().to_string()
    });
    let take = move |text: &str| {
        let kind = text.parse::<usize>().ok().and_then(|place| kinds.get(place).copied());
        Ok(kind.map(|kind| at.change(property(kind))))
    };
    field(at.editor, Field::new(at.key(key), label, value, take).kind(Kind::Choice(names)))
}

fn name_field(at: At, is_indicator: bool) -> AnyView {
    let w = editing_words(at.language);
    let value = at.read(|node| node.name.clone());
    let take = move |text: &str| match text.trim() {
        "" => Err(w.name_needed),
        text if text == value.get_untracked() => Ok(None),
        text if is_indicator => Ok(Some(at.change(Property::Name(text.to_owned())))),
        text => Ok(Some(at.dimension(DimensionProperty::Name(text.to_owned())))),
    };
    field(at.editor, Field::new(at.key("name"), w.name, value, take))
}

fn indicator(at: At, categories: &[Named], method: &str, parameters: &[String]) -> AnyView {
    let w = editing_words(at.language);
    let target = {
        let now = memo(move || at.now.with(|node| node.as_ref().and_then(|node| node.target)));
        let take = move |text: &str| {
            let percent = at.now.with_untracked(|node| {
                node.as_ref().is_some_and(|n| per_hundred(&n.unit, &n.method, &n.parameters, Reported::Target))
            });
            let to = number_or_none(text, percent, w.number_or_blank)?;
            Ok((to != now.get_untracked()).then(|| at.change(Property::Target(to))))
        };
        let value = live(move || written(now.get()));
        field(at.editor, Field::new(at.key("target"), w.target, value, take).kind(Kind::Number).help(w.target_help))
    };
    let rule = {
        let value = at.read(|node| node.method.clone());
        let options: Vec<(String, String)> =
            methods(at.language).into_iter().map(|(key, name)| (key.to_owned(), name.to_owned())).collect();
        let take = move |text: &str| {
            if text == value.get_untracked() {
                return Ok(None);
            }
            // Parameters that the other method does not know are left behind.
            Ok(Some(at.change(Property::Rule(ScoringRule { method: text.to_owned(), ..ScoringRule::default() }))))
        };
        field(at.editor, Field::new(at.key("method"), w.method, value, take).kind(Kind::Choice(options)))
    };
    let is_formula = method == "formula";
    let parameters: Vec<AnyView> = parameters.iter().map(|name| parameter(at, name, is_formula)).collect();
    let parameters = (!parameters.is_empty()).then(|| {
        view! {
            <fieldset class="node-parameters">
                <legend>{w.parameters} <small>{w.parameters_help}</small></legend>
                <div class="fields">{parameters}</div>
            </fieldset>
        }
    });
    let values = at.id.with_value(|id| Route::Data { sheet: Sheet::Indicator(id.clone()), category: None }.address());
    let remove = press(move || {
        let id = at.id.get_value();
        make(at.editor.store, Change::RemoveIndicator { id });
        at.editor.store.go(Route::read(&address(at.editor.store, None)));
    });
    view! {
        <div class="fields">
            {name_field(at, true)}
            {by_category(at, categories, true)}
            {target}
            {text(at, "unit", w.unit, Kind::Text, |node| node.unit.clone(), Property::Unit)}
            {rule}
            {choice(
                at,
                "direction",
                w.direction,
                &[(Direction::HigherIsBetter, w.higher), (Direction::LowerIsBetter, w.lower)],
                |node| node.direction,
                Property::Direction,
            )}
        </div>
        {parameters}
        <div class="fields">
            {choice(
                at,
                "cycle",
                w.cycle,
                &[(Cycle::Month, w.cycle_month), (Cycle::Quarter, w.cycle_quarter), (Cycle::Year, w.cycle_year)],
                |node| node.period_cycle,
                Property::Cycle,
            )}
            {choice(
                at,
                "aggregation",
                w.aggregation,
                &[
                    (PeriodAggregation::Sum, w.aggregate_sum),
                    (PeriodAggregation::Average, w.aggregate_average),
                    (PeriodAggregation::Last, w.aggregate_last),
                    (PeriodAggregation::Maximum, w.aggregate_maximum),
                    (PeriodAggregation::Minimum, w.aggregate_minimum),
                ],
                |node| node.aggregation,
                Property::Aggregation,
            )}
            {text(at, "owner", w.owner, Kind::Text, |node| node.owner.clone(), Property::Owner)}
            {text(at, "source", w.source, Kind::Text, |node| node.source.clone(), Property::Source)}
            {text(at, "definition", w.definition, Kind::Lines, |node| node.definition.clone(), Property::Definition)}
            {parent(at)}
        </div>
        <div class="node-ways">
            <a class="button" href=values>{icon(Icon::Edit)} {w.edit_values}</a>
            <button class="button" type="button" prop:disabled=at.editor.locked on:click=remove>
                {icon(Icon::Remove)}
                {w.remove_indicator}
            </button>
        </div>
    }
    .into_any()
}

/// A parameter of the rule as it is written.
fn parameter(at: At, name: &str, is_formula: bool) -> AnyView {
    let (key, wrong) = (name.to_owned(), at.wrong_with(name.to_owned()));
    let read = name.to_owned();
    let value = live(move || {
        let written = |node: &NodeView| node.parameters.get(&read).cloned();
        at.now.with(|node| node.as_ref().and_then(written)).unwrap_or_default()
    });
    let take = move |text: &str| {
        let text = text.trim();
        if text == value.get_untracked() {
            return Ok(None);
        }
        let to = (!text.is_empty()).then(|| text.to_owned());
        Ok(Some(at.change(Property::Parameter { name: key.clone(), to })))
    };
    let label = match sayings::word(at.language, name) {
        Some(word) => format!("{word} {name}"),
        None => name.to_owned(),
    };
    let formula = is_formula && name == FORMULA;
    let kind = if formula { Kind::Lines } else { Kind::Text };
    let made = Field::new(at.key(&format!("parameter/{name}")), label, value, take).kind(kind).problem(wrong);
    let made = field(at.editor, made);
    let place = formula.then(|| formula_place(at));
    view! { {made} {place} }.into_any()
}

/// Where the formula cannot be read any further.
fn formula_place(at: At) -> AnyView {
    part(move || {
        let (text, position) = at.findings.with(|findings| {
            findings.iter().find_map(|finding| match &finding.problem {
                Problem::BadFormula { text, position, .. } => Some((text.clone(), *position as usize)),
                _ => None,
            })
        })?;
        let letters: Vec<char> = text.chars().collect();
        let position = position.min(letters.len());
        let piece = |range: &[char]| range.iter().collect::<String>();
        let here = letters.get(position).map_or_else(|| "⏎".to_owned(), char::to_string);
        let after = letters.get(position + 1..).map(piece).unwrap_or_default();
        Some(view! {
            <code class="formula-place" data-content=true>
                {piece(&letters[..position])}
                <mark>{here}</mark>
                {after}
            </code>
        })
    })
}

/// The dimension that an indicator belongs to.
fn parent(at: At) -> AnyView {
    let w = editing_words(at.language);
    let store = at.editor.store;
    let dimensions = store.document.with_untracked(|d| {
        let nodes = d.as_ref().map(|d| d.tree.as_slice()).unwrap_or_default();
        let dimensions = nodes.iter().filter(|node| !node.is_indicator);
        dimensions
            .map(|node| (node.id.clone(), format!("{}{}", "\u{3000}".repeat(usize::from(node.depth)), node.name)))
            .collect::<Vec<_>>()
    });
    let value = at.read(|node| node.parent.clone().unwrap_or_default());
    let take =
        move |text: &str| Ok((text != value.get_untracked()).then(|| at.change(Property::Parent(text.to_owned()))));
    field(at.editor, Field::new(at.key("parent"), w.parent, value, take).kind(Kind::Choice(dimensions)))
}

fn dimension(at: At, categories: &[Named]) -> AnyView {
    let store = at.editor.store;
    let w = editing_words(at.language);
    let holds = memo(move || {
        let id = at.id.get_value();
        store
            .document
            .with(|d| d.as_ref().is_some_and(|d| d.tree.iter().any(|node| node.parent.as_deref() == Some(id.as_str()))))
    });
    let add_indicator = press(move || {
        let parent = at.id.get_value();
        let made = store.document.with_untracked(|d| {
            let document = d.as_ref()?;
            let id = fresh_node(document, "N");
            let count = document.tree.iter().filter(|node| node.is_indicator).count();
            Some((id, count, document.categories.iter().map(|c| (c.id.clone(), 0.0)).collect()))
        });
        let Some((id, place, points)) = made else { return };
        let indicator = Indicator {
            id: id.clone(),
            name: w.new_indicator.to_owned(),
            parent,
            points,
            rule: ScoringRule { method: "completion".to_owned(), ..ScoringRule::default() },
            ..Indicator::default()
        };
        let nothing = (Vec::new(), Vec::new());
        make(
            store,
            Change::PutIndicator { at: place, indicator: Box::new(indicator), columns: nothing.0, ballots: nothing.1 },
        );
        store.go(Route::read(&address(store, Some(&id))));
        focus_field_soon(format!("{id}/name"));
    });
    let add_dimension = press(move || add_dimension(at.editor, at.language, Some(at.id.get_value())));
    let remove = press(move || {
        make(store, Change::RemoveDimension { id: at.id.get_value() });
        store.go(Route::read(&address(store, None)));
    });
    view! {
        <div class="fields">
            {name_field(at, false)}
            {by_category(at, categories, false)}
        </div>
        <div class="node-ways">
            <button class="button" type="button" prop:disabled=at.editor.locked on:click=add_indicator>
                {icon(Icon::Plus)}
                {w.add_indicator}
            </button>
            <button class="button" type="button" prop:disabled=at.editor.locked on:click=add_dimension>
                {icon(Icon::Plus)}
                {w.add_dimension}
            </button>
            <button
                class="button"
                type="button"
                title=live(move || holds.get().then_some(w.remove_dimension_help))
                prop:disabled=live(move || holds.get() || at.editor.locked.get())
                on:click=remove
            >
                {icon(Icon::Remove)}
                {w.remove_dimension}
            </button>
        </div>
    }
    .into_any()
}

fn fresh_node(document: &DocumentView, prefix: &str) -> String {
    fresh_id(prefix, |id| document.tree.iter().any(|node| node.id == id))
}

/// A new dimension, at the top or below another one.
pub fn add_dimension(editor: Editor, language: Language, parent: Option<String>) {
    let store = editor.store;
    let made = store.document.with_untracked(|d| {
        let document = d.as_ref()?;
        let count = document.tree.iter().filter(|node| !node.is_indicator).count();
        Some((fresh_node(document, "D"), count))
    });
    let Some((id, at)) = made else { return };
    let name = editing_words(language).new_dimension.to_owned();
    let dimension = Dimension { id: id.clone(), name, parent, ..Dimension::default() };
    make(store, Change::PutDimension { at, dimension: Box::new(dimension) });
    store.go(Route::read(&address(store, Some(&id))));
    focus_field_soon(format!("{id}/name"));
}

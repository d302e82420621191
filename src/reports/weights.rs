//! 权重与规则: the tree with its points and shares by category, and every rule in words and as formula text.

use super::page::Page;
use super::results::{Told, category};
use crate::engine::Weights;
use crate::explain::{aggregation_words, rule_words};
use crate::i18n::{self, names, reporting};
use crate::model::{Cycle, Direction, IndicatorSet, Step};
use crate::sheets::{Face, Format, Sheet};

/// A node of the tree, in the order in which it is read.
#[derive(Clone, Copy)]
enum Node {
    Dimension(usize),
    Indicator(usize),
}

/// The sheet.
pub(super) fn sheet(told: &Told) -> Sheet {
    let (document, words, language) = (told.document(), told.words, told.language);
    let set = &document.set;
    let declared = Weights::resolve(document, None);
    let scheme = told.question.scheme().map(|scheme| (scheme.title.as_str(), told.assessment.weights()));
    let mut nodes: Vec<(Node, usize)> = Vec::new();
    for step in [Step::Stage, Step::Final] {
        for (k, _) in set.dimensions.iter().enumerate().filter(|(_, d)| d.parent.is_none() && d.step == step) {
            branch(set, k, 0, &mut nodes);
        }
    }
    let levels = nodes.iter().filter(|(node, _)| matches!(node, Node::Dimension(_))).map(|(_, at)| at + 1).max();
    let levels = levels.unwrap_or(0);
    let has_steps = set.dimensions.iter().any(|d| d.step == Step::Final);

    let mut page = Page::new(words.weights);
    let mut heads: Vec<String> = (1..=levels).map(|level| reporting::level(language, level)).collect();
    heads.extend([words.indicator_code, words.indicator].map(str::to_owned));
    if has_steps {
        heads.push(words.stage.to_owned());
    }
    for one in &document.categories {
        let name = category(document, &one.id, language);
        heads.push(reporting::of(language, words.points, &name));
        heads.push(reporting::of(language, words.share, &name));
        if let Some((title, _)) = scheme {
            heads.push(reporting::of(language, &format!("{} {title}", words.share), &name));
        }
    }
    let last = [
        words.target,
        words.unit,
        words.direction,
        words.method,
        words.rule,
        words.formula,
        words.aggregation,
        words.cycle,
        words.source,
        words.owner,
        words.definition,
    ];
    heads.extend(last.map(str::to_owned));
    page.heads(heads.iter().map(String::as_str));

    for (node, at) in &nodes {
        page.line();
        let (face, name) = match node {
            Node::Dimension(k) => (Face::Total, set.dimensions[*k].name.as_str()),
            Node::Indicator(_) => (Face::Wrapped, ""),
        };
        for level in 0..levels {
            page.text(if level == *at { name } else { "" }, face);
        }
        let (code, name, top) = match node {
            Node::Dimension(k) => ("", "", root(set, &set.dimensions[*k].id)),
            Node::Indicator(k) => {
                let own = &set.indicators[*k];
                (own.id.as_str(), own.name.as_str(), root(set, &own.parent))
            }
        };
        page.text(code, face).text(name, face);
        if has_steps {
            let is_final = top.is_some_and(|k| set.dimensions[k].step == Step::Final);
            page.text(if is_final { words.final_step } else { words.stage }, face);
        }
        let number = if face == Face::Total { Face::Total } else { Face::Figure };
        for c in 0..document.categories.len() {
            let (points, share) = figures(set, &declared, *node, c);
            page.number(points, Format::General, number).number(share, Format::Percent(2), number);
            if let Some((_, weights)) = scheme {
                page.number(figures(set, weights, *node, c).1, Format::Percent(2), number);
            }
        }
        let Node::Indicator(k) = node else {
            last.iter().for_each(|_| {
                page.text("", Face::Total);
            });
            continue;
        };
        let (own, rule) = (&set.indicators[*k], &told.checked.rules()[*k]);
        let lines: Vec<String> = rule.lower().lines.iter().map(|l| format!("{} = {}", l.name, l.text)).collect();
        let direction = match own.direction {
            Direction::HigherIsBetter => words.higher,
            Direction::LowerIsBetter => words.lower,
        };
        page.figure(own.target, Format::General).short(&own.unit).short(direction);
        page.word(&names::method(language, &own.rule.method)).word(&i18n::rule(language, &rule_words(rule)));
        page.word(&lines.join("\n")).word(&i18n::phrase(language, &aggregation_words(own.aggregation)));
        page.word(cycle(words, own.cycle)).word(&own.source).word(&own.owner).word(&own.definition);
    }
    page.table(0, heads.len(), levels as u32 + 2);
    page.finish(&told.footer())
}

/// 月, 季度, 年.
pub(super) fn cycle(words: &crate::i18n::words_reports::ReportWords, cycle: Cycle) -> &'static str {
    match cycle {
        Cycle::Month => words.month,
        Cycle::Quarter => words.quarter,
        Cycle::Year => words.year,
    }
}

fn branch(set: &IndicatorSet, k: usize, at: usize, nodes: &mut Vec<(Node, usize)>) {
    let id = set.dimensions[k].id.as_str();
    nodes.push((Node::Dimension(k), at));
    nodes.extend(
        set.indicators.iter().enumerate().filter(|(_, i)| i.parent == id).map(|(j, _)| (Node::Indicator(j), at + 1)),
    );
    for (j, _) in set.dimensions.iter().enumerate().filter(|(_, d)| d.parent.as_deref() == Some(id)) {
        branch(set, j, at + 1, nodes);
    }
}

/// The top-level dimension above (or equal to) this one.
fn root(set: &IndicatorSet, id: &str) -> Option<usize> {
    let mut at = set.dimension(id)?;
    while let Some(above) = set.dimensions[at].parent.as_deref().and_then(|above| set.dimension(above)) {
        at = above;
    }
    Some(at)
}

/// Points and share of the whole in a category; none: not used there.
fn figures(set: &IndicatorSet, weights: &Weights, node: Node, category: usize) -> (Option<f64>, Option<f64>) {
    let (points, share) = match node {
        Node::Dimension(k) => {
            (weights.dimensions[k][category], weights.whole_dimension(set, &set.dimensions[k].id, category))
        }
        Node::Indicator(k) => {
            let above = weights.whole_dimension(set, &set.indicators[k].parent, category);
            (weights.indicators[k][category], above * weights.local_indicator(set, k, category))
        }
    };
    let used = points > 0.0;
    (used.then_some(points), used.then_some(share))
}

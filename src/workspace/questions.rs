//! What a comparing page asks, as it follows from its address and what is open. Nobody has to press anything: whatever
//! the address says is asked, and asked again after every change of the document.

use super::beside::Beside;
use super::pick::Pick;
use super::route::Comparing;
use super::topics::Topic;
use crate::worker::protocol::{DocumentView, Named, Request, SideSpec, Source};

/// What comparing pages follow.
pub const TOPICS: [Topic; 4] = [Topic::Schemes, Topic::Comparison, Topic::SubjectComparison, Topic::Profiles];

/// An unknown scheme is none: the declared weights.
fn scheme(wanted: &Option<String>, known: &[Named]) -> Option<String> {
    wanted.clone().filter(|id| known.iter().any(|scheme| scheme.id == *id))
}

/// An unknown period is none, and the last one is all of it.
fn period(wanted: &Option<String>, known: &[String]) -> Option<String> {
    wanted.clone().filter(|name| known.contains(name) && known.last() != Some(name))
}

/// The two sides that a page compares; none: it does not, or not yet.
pub fn sides(kind: Comparing, pick: &Pick, document: &DocumentView, beside: Option<&Beside>) -> Option<[SideSpec; 2]> {
    let period_here = period(&pick.period, &document.periods);
    match kind {
        Comparing::Schemes => {
            let schemes = pick.schemes_of(document.schemes.iter().map(|scheme| scheme.id.as_str()));
            let against = pick.against_of(schemes.len())?;
            let side = |scheme: &Option<String>| SideSpec {
                source: Source::Open,
                scheme: scheme.clone(),
                period: period_here.clone(),
            };
            Some([side(schemes.first()?), side(schemes.get(against)?)])
        }
        Comparing::Categories => None,
        Comparing::Documents => {
            let beside = beside.filter(|beside| Some(&beside.key) == pick.with.as_ref())?;
            let other = beside.document.as_ref()?;
            let there = SideSpec {
                source: Source::Other(beside.slot),
                scheme: scheme(&pick.other_scheme, &other.schemes),
                period: period(&pick.other_period, &other.periods),
            };
            let here =
                SideSpec { source: Source::Open, scheme: scheme(&pick.scheme, &document.schemes), period: period_here };
            // What was before stands on the left, unless somebody turned it round.
            Some(if pick.turned { [here, there] } else { [there, here] })
        }
        Comparing::Supposed => {
            document.history.supposed.as_ref()?;
            let side = |source| SideSpec {
                source,
                scheme: scheme(&pick.scheme, &document.schemes),
                period: period_here.clone(),
            };
            Some([side(Source::Saved), side(Source::Open)])
        }
    }
}

/// Everything that a page asks.
pub fn questions(
    kind: Comparing,
    pick: &Pick,
    document: &DocumentView,
    beside: Option<&Beside>,
) -> Vec<(Topic, Request)> {
    let mut asked = Vec::new();
    if !document.computable {
        return asked;
    }
    let period_here = period(&pick.period, &document.periods);
    match kind {
        Comparing::Schemes => {
            let schemes = pick.schemes_of(document.schemes.iter().map(|scheme| scheme.id.as_str()));
            if schemes.len() > 1 {
                asked.push((Topic::Schemes, Request::Schemes { period: period_here, schemes }));
            }
        }
        Comparing::Categories => {
            let scheme = scheme(&pick.scheme, &document.schemes);
            // Who could be put under another category, and where everybody is.
            let schemes = vec![scheme.clone()];
            asked.push((Topic::Schemes, Request::Schemes { period: period_here.clone(), schemes }));
            if let (Some(subject), Some(category)) = (pick.subject.clone(), pick.under.clone()) {
                let (scheme, period) = (scheme.clone(), period_here.clone());
                asked.push((Topic::SubjectComparison, Request::UnderCategory { subject, category, scheme, period }));
            }
            asked.push((Topic::Profiles, Request::Profiles { scheme, period: period_here }));
        }
        Comparing::Documents | Comparing::Supposed => {}
    }
    if let Some([left, right]) = sides(kind, pick, document, beside) {
        asked.push((Topic::Comparison, Request::Compare { left: left.clone(), right: right.clone() }));
        if let Some(subject) = pick.subject.clone() {
            asked.push((Topic::SubjectComparison, Request::CompareSubject { left, right, subject }));
        }
    }
    asked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::worker::protocol::{HistoryView, OtherView};
    use crate::workspace::{Shared, sample};

    fn topics(kind: Comparing, pick: &Pick, document: &DocumentView, beside: Option<&Beside>) -> Vec<Topic> {
        questions(kind, pick, document, beside).into_iter().map(|(topic, _)| topic).collect()
    }

    #[test]
    fn schemes_are_asked_together_and_the_base_with_one_of_them() {
        let document = sample::document();
        let pick = Pick { subject: Some("S1".into()), period: Some("Y".into()), ..Pick::default() };
        let asked = questions(Comparing::Schemes, &pick, &document, None);
        let service = |id: &str| Some(id.to_owned());
        let schemes = vec![None, service("austerity"), service("service")];
        assert_eq!(
            asked[0],
            (Topic::Schemes, Request::Schemes { period: None, schemes }),
            "the last period is all of it"
        );
        let [left, right] = sides(Comparing::Schemes, &pick, &document, None).expect("two sides");
        assert_eq!((left.scheme.clone(), right.scheme.clone()), (None, service("austerity")));
        assert_eq!(asked[2].1, Request::CompareSubject { left, right, subject: "S1".into() });
        let one = DocumentView { schemes: Vec::new(), ..document };
        assert!(topics(Comparing::Schemes, &pick, &one, None).is_empty());
    }

    #[test]
    fn a_subject_is_put_under_another_category_only_when_both_are_chosen() {
        let document = sample::document();
        let pick = Pick { subject: Some("S1".into()), ..Pick::default() };
        assert_eq!(topics(Comparing::Categories, &pick, &document, None), [Topic::Schemes, Topic::Profiles]);
        let pick = Pick { under: Some("B".into()), ..pick };
        assert!(topics(Comparing::Categories, &pick, &document, None).contains(&Topic::SubjectComparison));
    }

    #[test]
    fn documents_are_compared_when_the_other_one_is_there_with_the_earlier_one_on_the_left() {
        let document = sample::document();
        let pick = Pick { with: Some("sample:b".into()), other_scheme: Some("own".into()), ..Pick::default() };
        let schemes = vec![Named { id: "own".into(), name: "自己的".into() }];
        let view = OtherView { schemes, periods: vec!["Y".into()], ..OtherView::default() };
        let mut beside =
            Beside { key: "sample:b".into(), title: String::new(), slot: 9, document: None, refused: None };
        assert!(topics(Comparing::Documents, &pick, &document, Some(&beside)).is_empty());
        beside.document = Some(Shared::new(view));
        let [left, right] = sides(Comparing::Documents, &pick, &document, Some(&beside)).expect("two sides");
        assert_eq!((left.source, left.scheme.as_deref(), right.source), (Source::Other(9), Some("own"), Source::Open));
        let turned = Pick { turned: true, ..pick.clone() };
        let [left, _] = sides(Comparing::Documents, &turned, &document, Some(&beside)).expect("two sides");
        assert_eq!(left.source, Source::Open);
        let another = Pick { with: Some("sample:c".into()), ..pick };
        assert!(topics(Comparing::Documents, &another, &document, Some(&beside)).is_empty());
    }

    #[test]
    fn a_what_if_is_compared_while_there_is_one_and_nothing_is_asked_of_what_cannot_be_computed() {
        let document = sample::document();
        let pick = Pick::default();
        assert!(topics(Comparing::Supposed, &pick, &document, None).is_empty());
        let history = HistoryView { supposed: Some(Vec::new()), ..HistoryView::default() };
        let supposing = DocumentView { history, ..document };
        assert_eq!(topics(Comparing::Supposed, &pick, &supposing, None), [Topic::Comparison]);
        let broken = DocumentView { computable: false, ..supposing };
        for kind in Comparing::ALL {
            assert!(topics(kind, &pick, &broken, None).is_empty());
        }
    }
}

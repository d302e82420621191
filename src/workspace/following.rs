//! What a page needs beside the document: its questions follow from the address.

use super::open::Open;
use super::route::{Route, Sheet};
use super::sheet::columns::periods;
use super::topics::{Topic, Topics};
use crate::model::Period;
use crate::worker::protocol::{DocumentView, Request, SheetSpec};

/// The indicator whose values the data page shows; an unknown one, or none, is the first.
pub fn indicator_on_show<'a>(route: &Route, document: &'a DocumentView) -> Option<&'a str> {
    let Route::Data { sheet, .. } = route else { return None };
    let mut indicators = document.tree.iter().filter(|node| node.is_indicator);
    let first = indicators.clone().next().map(|node| node.id.as_str());
    match sheet {
        Sheet::Indicators => first,
        Sheet::Indicator(id) | Sheet::Cell { indicator: id, .. } => {
            indicators.find(|node| node.id == *id).map(|node| node.id.as_str()).or(first)
        }
        Sheet::Table { .. } | Sheet::Events | Sheet::Subjects => None,
    }
}

/// The period of the table of all indicators; an unknown one, or none, is the one in which most is reported.
pub fn period_on_show(route: &Route, document: &DocumentView) -> Option<Period> {
    let Route::Data { sheet: Sheet::Table { period }, .. } = route else { return None };
    let (all, first) = periods(document);
    let wanted = period.as_ref().and_then(|period| period.parse().ok());
    wanted.filter(|period| all.contains(period)).or(first)
}

/// Follows what the page at this address shows of the data, and nothing else of it.
pub(super) fn follow(route: &Route, document: &DocumentView, topics: &mut Topics) {
    let Route::Data { sheet, .. } = route else {
        topics.unfollow(Topic::Sheet);
        topics.unfollow(Topic::Events);
        return;
    };
    if *sheet == Sheet::Events {
        topics.follow(Topic::Events, Request::Events);
    } else {
        topics.unfollow(Topic::Events);
    }
    if let Some(period) = period_on_show(route, document) {
        let spec = SheetSpec { periods: vec![period], ..SheetSpec::default() };
        topics.follow(Topic::Sheet, Request::Sheet(spec));
        return;
    }
    // No indicator has an empty id: who is assessed is a sheet without columns.
    let indicator = indicator_on_show(route, document).unwrap_or_default().to_owned();
    let spec = SheetSpec { indicators: vec![indicator], ..SheetSpec::default() };
    topics.follow(Topic::Sheet, Request::Sheet(spec));
}

/// Whether a page without a view of the results shows them all the same: beside what is changed, and in a what-if.
pub(super) fn shows_results(route: &Route, open: &Open) -> bool {
    match route {
        Route::Data { .. } | Route::Settings => true,
        Route::Indicators { .. } => open.results.is_some() || open.document.history.supposed.is_some(),
        _ => open.document.history.supposed.is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::sample::document;

    fn at(address: &str) -> Option<String> {
        indicator_on_show(&Route::read(address), &document()).map(str::to_owned)
    }

    #[test]
    fn the_first_indicator_is_shown_where_none_or_an_unknown_one_is_named() {
        for address in ["#/data", "#/data/indicator/A101", "#/data/indicator/nowhere", "#/data/indicator/X"] {
            assert_eq!(at(address).as_deref(), Some("A101"), "{address}");
        }
        assert_eq!(at("#/data/indicator/Z101").as_deref(), Some("Z101"));
        assert_eq!(at("#/data/indicator/Z101/S1").as_deref(), Some("Z101"));
        assert_eq!(at("#/data/events"), None);
        assert_eq!(at("#/results"), None);
    }

    #[test]
    fn only_what_the_page_shows_is_asked() {
        let mut topics = Topics::default();
        let mut last = 0;
        let mut asked = |route: &str, topics: &mut Topics| {
            follow(&Route::read(route), &document(), topics);
            let mut next = || {
                last += 1;
                last
            };
            topics.due(1, &mut next).into_iter().map(|(_, request)| request).collect::<Vec<_>>()
        };
        let sheet = |id: &str| Request::Sheet(SheetSpec { indicators: vec![id.to_owned()], ..SheetSpec::default() });
        assert_eq!(asked("#/data", &mut topics), [sheet("A101")]);
        assert_eq!(asked("#/data/indicator/A101", &mut topics), []);
        let all = SheetSpec { periods: vec![Period::Year], ..SheetSpec::default() };
        assert_eq!(asked("#/data/table?period=Q7", &mut topics), [Request::Sheet(all)]);
        assert_eq!(asked("#/data/events", &mut topics), [sheet(""), Request::Events]);
        assert_eq!(asked("#/results", &mut topics), []);
        assert_eq!(topics, Topics::default());
    }
}

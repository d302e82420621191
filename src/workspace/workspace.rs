//! The state of the page, and how events change it.

use super::event::{Cause, Effect, Event, Notice};
use super::route::{Door, Route};
use super::shared::Shared;
use super::table::{Sources, groups_are_categories, rows, rows_in_scope};
use super::view::View;
use crate::explain::Explanation;
use crate::worker::protocol::{DocumentView, Reply, Request, ResultsView};

/// Everything the page knows.
#[derive(Clone, Debug, PartialEq)]
pub struct Workspace {
    /// Where we are.
    pub route: Route,
    /// The open document.
    pub open: Option<Open>,
    /// A document on its way; the open one stays until it is there.
    pub opening: Option<Opening>,
    /// The last document that could not be opened.
    pub refusal: Option<Refusal>,
    /// Number of the last request; desks are numbered by their first one.
    last: u32,
}

/// An open document and what was computed from it.
#[derive(Clone, Debug, PartialEq)]
pub struct Open {
    desk: u32,
    pub document: Shared<DocumentView>,
    /// The results on show.
    pub results: Option<Shared<ResultsView>>,
    /// The results that rank changes are measured against.
    pub compared: Option<Shared<ResultsView>>,
    /// The results under the declared weights, for the period on show.
    declared: Option<Shared<ResultsView>>,
    pub assessing: Option<Assessing>,
    /// The last explanation. It stays on show until the next one is there.
    pub explanation: Option<Shared<Explanation>>,
    /// It belongs to results that were on show before.
    stale: bool,
    explaining: Option<(u32, Door)>,
    /// Nothing stands behind this door.
    pub nothing_there: Option<Door>,
    /// Stopped by hand: not to be asked again by itself.
    pub stopped: Option<Wanted>,
    /// How the results are looked at first: one group that is ranked together, if there are several.
    pub first_view: View,
    /// Its worker broke down: what is on show stays, nothing new can be asked.
    pub broken: bool,
}

/// What results are asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wanted {
    pub scheme: Option<String>,
    pub period: Option<String>,
}

/// An assessment on its way.
#[derive(Clone, Debug, PartialEq)]
pub struct Assessing {
    id: u32,
    pub wanted: Wanted,
    /// Only what rank changes are measured against is being computed; what is wanted comes after it.
    preliminary: bool,
    pub progress: Option<(u32, u32)>,
}

/// A document on its way.
#[derive(Clone, Debug, PartialEq)]
pub struct Opening {
    desk: u32,
    pub title: String,
    pub progress: Option<(u32, u32)>,
}

/// A document that could not be opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    pub title: String,
    pub cause: Cause,
}

impl Workspace {
    /// A page that was just opened at this address.
    pub fn new(route: Route) -> Workspace {
        Workspace { route, open: None, opening: None, refusal: None, last: 0 }
    }

    /// Takes an event; says what is to be done about it.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        let mut effects = match event {
            Event::Went(route) => {
                self.route = route;
                Vec::new()
            }
            Event::Go { route, replace } => self.go(route, replace),
            Event::Open { title, files } => self.begin(title, Request::Open { files }),
            Event::CannotOpen { title, refusal } => self.refuse(title, refusal),
            Event::Cancel => self.cancel(),
            Event::Retry => {
                if let Some(open) = &mut self.open {
                    open.stopped = None;
                }
                Vec::new()
            }
            Event::Dismiss => {
                self.refusal = None;
                Vec::new()
            }
            Event::Replied { desk, id, reply } => self.replied(desk, id, reply),
            Event::BrokeDown { desk } => self.broke_down(desk),
        };
        effects.extend(self.settle());
        effects
    }

    fn go(&mut self, route: Route, replace: bool) -> Vec<Effect> {
        let mut effects = vec![Effect::Address { route: route.clone(), replace }];
        if let (Some(before), Some(view)) = (self.route.view(), route.view())
            && before != view
            && before.scheme == view.scheme
            && before.period == view.period
            && let Some(open) = &self.open
            && let Some(results) = &open.results
        {
            let sources = Sources { document: &open.document, results, changes: None, names: None };
            let shown = rows(sources, view).len() as u32;
            effects.push(Effect::Say(Notice::Rows { shown, of: rows_in_scope(sources, view) as u32 }));
        }
        self.route = route;
        effects
    }

    fn next(&mut self) -> u32 {
        self.last += 1;
        self.last
    }

    fn begin(&mut self, title: String, request: Request) -> Vec<Effect> {
        let mut effects = Vec::new();
        if let Some(earlier) = self.opening.take() {
            effects.push(Effect::Stop { desk: earlier.desk });
        }
        let id = self.next();
        self.refusal = None;
        self.opening = Some(Opening { desk: id, title, progress: None });
        effects.push(Effect::Ask { desk: id, id, request });
        effects
    }

    fn refuse(&mut self, title: String, cause: Cause) -> Vec<Effect> {
        let findings = if let Cause::Findings(findings) = &cause { findings.len() as u32 } else { 1 };
        self.refusal = Some(Refusal { title: title.clone(), cause });
        let mut effects = vec![Effect::Say(Notice::Refused { title, findings })];
        // The findings stand on the first page.
        if self.route != Route::Home {
            effects.extend(self.go(Route::Home, false));
        }
        effects
    }

    fn cancel(&mut self) -> Vec<Effect> {
        if let Some(opening) = self.opening.take() {
            let notice = Notice::OpeningCancelled { title: opening.title };
            return vec![Effect::Stop { desk: opening.desk }, Effect::Say(notice)];
        }
        match &self.open {
            Some(Open { desk, assessing: Some(assessing), .. }) => {
                vec![Effect::Ask { desk: *desk, id: assessing.id, request: Request::Cancel }]
            }
            _ => Vec::new(),
        }
    }

    fn replied(&mut self, desk: u32, id: u32, reply: Reply) -> Vec<Effect> {
        if self.opening.as_ref().is_some_and(|opening| opening.desk == desk) {
            // A worker that is used again may still answer what it was asked before.
            return if id == desk { self.opening_replied(desk, reply) } else { Vec::new() };
        }
        match &mut self.open {
            Some(open) if open.desk == desk => open.replied(id, reply, &mut self.route),
            // The answer of a desk that was left.
            _ => Vec::new(),
        }
    }

    fn opening_replied(&mut self, desk: u32, reply: Reply) -> Vec<Effect> {
        match reply {
            Reply::Progress { done, total } => {
                if let Some(opening) = &mut self.opening {
                    opening.progress = Some((done, total));
                }
                Vec::new()
            }
            Reply::Opened(document) => {
                let mut effects = Vec::new();
                // Somebody who followed a link to a result and then opened the document wants to see that result.
                let linked = self.open.is_none() && self.route.view().is_some();
                if let Some(before) = self.open.take() {
                    effects.push(Effect::Leave { desk: before.desk });
                }
                self.opening = None;
                effects.push(Effect::Say(Notice::Opened {
                    title: document.title.clone(),
                    subjects: document.subjects,
                    indicators: document.indicators,
                }));
                self.open = Some(Open::new(desk, *document));
                if !linked {
                    effects.extend(self.go(Route::results(), false));
                }
                effects
            }
            Reply::Refused { findings } => {
                let title = self.opening.take().map(|opening| opening.title).unwrap_or_default();
                let mut effects = vec![Effect::Leave { desk }];
                effects.extend(self.refuse(title, Cause::Findings(findings)));
                effects
            }
            _ => Vec::new(),
        }
    }

    fn broke_down(&mut self, desk: u32) -> Vec<Effect> {
        if self.opening.as_ref().is_some_and(|opening| opening.desk == desk) {
            let title = self.opening.take().map(|opening| opening.title).unwrap_or_default();
            let mut effects = vec![Effect::Stop { desk }];
            effects.extend(self.refuse(title, Cause::BrokeDown));
            return effects;
        }
        match &mut self.open {
            Some(open) if open.desk == desk && !open.broken => {
                open.broken = true;
                open.assessing = None;
                open.explaining = None;
                vec![Effect::Stop { desk }, Effect::Say(Notice::BrokeDown)]
            }
            _ => Vec::new(),
        }
    }

    /// Asks for what the address wants and nobody asked for yet. Everything the page shows comes about here.
    fn settle(&mut self) -> Vec<Effect> {
        let Workspace { route, open, last, .. } = self;
        let Some(open) = open else { return Vec::new() };
        let Some(view) = route.view() else { return Vec::new() };
        if open.broken {
            return Vec::new();
        }
        let mut next = || {
            *last += 1;
            *last
        };
        let wanted = open.wanted(view);
        let on_show = open.results.as_ref().map(|results| Wanted::of(results));
        if on_show.as_ref() != Some(&wanted) {
            let asked = open.assessing.as_ref().is_some_and(|assessing| assessing.wanted == wanted);
            if asked || open.stopped.as_ref() == Some(&wanted) {
                return Vec::new();
            }
            let id = next();
            open.stopped = None;
            open.explaining = None;
            // Rank changes are measured against the declared weights, so those are computed once for a period. One
            // after the other: a new assessment stops the one that is running.
            let declared_there = open.declared.as_ref().is_some_and(|results| results.period == wanted.period);
            let preliminary = wanted.scheme.is_some() && !declared_there;
            let scheme = wanted.scheme.clone().filter(|_| !preliminary);
            let request = Request::Assess { scheme, period: wanted.period.clone() };
            open.assessing = Some(Assessing { id, wanted, preliminary, progress: None });
            return vec![Effect::Ask { desk: open.desk, id, request }];
        }
        open.assessing = None;
        let Some(door) = route.door() else { return Vec::new() };
        let on_show = !open.stale
            && open
                .explanation
                .as_ref()
                .is_some_and(|explanation| explanation.subject == door.subject && explanation.node == door.node);
        let asked = open.explaining.as_ref().is_some_and(|(_, asked)| asked == door);
        if on_show || asked || open.nothing_there.as_ref() == Some(door) {
            return Vec::new();
        }
        let id = next();
        open.explaining = Some((id, door.clone()));
        let request = Request::Explain { subject: door.subject.clone(), node: door.node.clone() };
        vec![Effect::Ask { desk: open.desk, id, request }]
    }
}

impl Wanted {
    fn of(results: &ResultsView) -> Wanted {
        Wanted { scheme: results.scheme.clone(), period: results.period.clone() }
    }
}

impl Open {
    fn new(desk: u32, document: DocumentView) -> Open {
        Open {
            desk,
            document: Shared::new(document),
            results: None,
            compared: None,
            declared: None,
            assessing: None,
            explanation: None,
            stale: false,
            explaining: None,
            nothing_there: None,
            stopped: None,
            first_view: View::default(),
            broken: false,
        }
    }

    /// What a view asks for, in the words of this document: an unknown scheme or period is none.
    pub fn wanted(&self, view: &View) -> Wanted {
        let schemes = &self.document.schemes;
        let periods = &self.document.periods;
        Wanted {
            scheme: view.scheme.clone().filter(|id| schemes.iter().any(|scheme| scheme.id == *id)),
            // The last period is all of it.
            period: view.period.clone().filter(|name| periods.contains(name) && periods.last() != Some(name)),
        }
    }

    fn replied(&mut self, id: u32, reply: Reply, route: &mut Route) -> Vec<Effect> {
        match reply {
            Reply::Progress { done, total } => {
                if let Some(assessing) = self.assessing.as_mut().filter(|assessing| assessing.id == id) {
                    assessing.progress = Some((done, total));
                }
                Vec::new()
            }
            Reply::Assessed(results) => self.assessed(id, Shared::new(*results), route),
            Reply::Cancelled => {
                let Some(assessing) = self.assessing.take_if(|assessing| assessing.id == id) else {
                    return Vec::new();
                };
                self.stopped = Some(assessing.wanted);
                let mut effects = vec![Effect::Say(Notice::AssessmentCancelled)];
                // What is on show stays, and the address says so.
                if let (Route::Results { view, .. }, Some(results)) = (&mut *route, &self.results) {
                    view.scheme.clone_from(&results.scheme);
                    view.period.clone_from(&results.period);
                    effects.push(Effect::Address { route: route.clone(), replace: true });
                }
                effects
            }
            Reply::Explained(explanation) => {
                if self.explaining.take_if(|(asked, _)| *asked == id).is_some() {
                    self.nothing_there = None;
                    self.stale = false;
                    self.explanation = Some(Shared::new(*explanation));
                }
                Vec::new()
            }
            Reply::NotFound { what } => {
                let Some((_, door)) = self.explaining.take_if(|(asked, _)| *asked == id) else {
                    return Vec::new();
                };
                self.nothing_there = Some(door);
                vec![Effect::Say(Notice::NothingThere { what })]
            }
            Reply::Refused { .. } => {
                self.stopped = self.assessing.take_if(|assessing| assessing.id == id).map(|assessing| assessing.wanted);
                Vec::new()
            }
            // Whoever compares takes these; the results stay as they are.
            Reply::Opened(_)
            | Reply::Compared(_)
            | Reply::ComparedSubject(_)
            | Reply::SchemesCompared(_)
            | Reply::ProfilesShown(_)
            | Reply::OtherOpened(_)
            | Reply::OtherClosed { .. }
            | Reply::Exported { .. } => Vec::new(),
        }
    }

    fn assessed(&mut self, id: u32, results: Shared<ResultsView>, route: &mut Route) -> Vec<Effect> {
        if results.scheme.is_none() {
            self.declared = Some(results.clone());
        }
        match self.assessing.take_if(|assessing| assessing.id == id) {
            Some(Assessing { preliminary: false, .. }) => {}
            _ => return Vec::new(),
        }
        let before = self.results.replace(results.clone());
        let is_first = before.is_none();
        self.compared = if results.scheme.is_some() {
            self.declared.clone().filter(|declared| declared.period == results.period)
        } else {
            before.filter(|before| before.period == results.period && before.scheme != results.scheme)
        };
        self.stale = true;
        self.nothing_there = None;
        let mut effects = vec![Effect::Say(Notice::Assessed { subjects: results.subjects.len() as u32 })];
        if is_first {
            self.first_view = first_view(&self.document, &results);
            if *route == Route::results() {
                *route = Route::Results { view: self.first_view.clone(), door: None };
                effects.push(Effect::Address { route: route.clone(), replace: true });
            }
        }
        effects
    }
}

/// A ranking is read group by group, so the first one is shown first.
fn first_view(document: &DocumentView, results: &ResultsView) -> View {
    if results.groups.len() < 2 {
        View::default()
    } else if groups_are_categories(document, results) {
        View { category: document.categories.first().map(|category| category.id.clone()), ..View::default() }
    } else {
        View { group: results.groups.first().map(|group| group.name.clone()), ..View::default() }
    }
}

#[cfg(test)]
#[path = "workspace_tests.rs"]
mod tests;

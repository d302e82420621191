//! The state of the page, and how events change it.

use super::beside::Beside;
use super::event::{Cause, Effect, Event, Notice, Origin};
use super::following;
use super::handing::Handing;
use super::intake::{Intake, Intaking, Turn};
use super::open::{Assessing, Open, Wanted};
use super::pick::Pick;
use super::questions::{TOPICS, questions};
use super::route::{Comparing, Route};
use super::table::{Sources, rows, rows_in_scope};
use super::topics::Topics;
use crate::edit::{Act, What};
use crate::worker::protocol::{Reply, Request, Written, act_text, stand_text};
use std::collections::BTreeMap;

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
    /// What parts of the page follow.
    pub topics: Topics,
    /// What is opened next was open before: the page stays where it is.
    stay: bool,
    /// A second document, for comparing.
    pub beside: Option<Beside>,
    /// What is being compared.
    comparing: Option<Comparing>,
    /// Tables on their way in.
    pub intake: Intake,
    /// Files for people on their way out.
    pub handing: Handing,
    /// Comparisons on their way, by the number of their request.
    files: BTreeMap<u32, String>,
    /// Number of the last request; desks are numbered by their first one.
    last: u32,
    /// Number of the last state of a document.
    revision: u64,
}

/// A document on its way.
#[derive(Clone, Debug, PartialEq)]
pub struct Opening {
    desk: u32,
    pub title: String,
    pub origin: Origin,
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
        Workspace {
            route,
            open: None,
            opening: None,
            refusal: None,
            topics: Topics::default(),
            stay: false,
            beside: None,
            comparing: None,
            intake: Intake::default(),
            handing: Handing::default(),
            files: BTreeMap::new(),
            last: 0,
            revision: 0,
        }
    }

    /// Takes an event; says what is to be done about it.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        let mut effects = match event {
            Event::Went(route) => {
                self.route = route;
                Vec::new()
            }
            Event::Go { route, replace } => self.go(route, replace),
            Event::Open { title, files, origin } => self.begin(title, origin, Request::Open { files }),
            Event::Restore { title, id, snapshot, acts } => {
                self.begin(title, Origin::Stored(id), Request::Restore { snapshot, acts })
            }
            Event::Fork { fork } => self.begin(fork.title.clone(), Origin::New, Request::Fork(Box::new(fork))),
            Event::Act { at, what } => self.act(act_text(&Act { at, what: what.clone() }), &what),
            Event::Stand { at, other } => match stand_text(at, &other) {
                Some(text) => self.act(text, &What::Keep),
                None => Vec::new(),
            },
            Event::Want(kind) => self.want(kind),
            Event::Stay => {
                self.stay = true;
                Vec::new()
            }
            Event::Close => {
                self.topics.forget();
                self.open.take().map(|open| Effect::Leave { desk: open.desk }).into_iter().collect()
            }
            Event::MayChange(may) => {
                if let Some(open) = &mut self.open {
                    open.may_change = may;
                }
                Vec::new()
            }
            Event::Follow { topic, request } => {
                self.topics.follow(topic, request);
                Vec::new()
            }
            Event::Unfollow(topic) => {
                self.topics.unfollow(topic);
                Vec::new()
            }
            Event::OpenBeside { key, title, what } => match &self.open {
                Some(open) if !open.broken => {
                    let (desk, before) = (open.desk, self.beside.take());
                    let next = || counted(&mut self.last);
                    let (beside, effects) = Beside::place(before, desk, next, (key, title), what);
                    self.beside = Some(beside);
                    effects
                }
                _ => Vec::new(),
            },
            Event::Export { left, right, subject, words, name } => {
                let effects = self.ask(Request::ExportComparison { left, right, subject, words });
                self.files.insert(self.last, name);
                effects
            }
            Event::Intake(what) => {
                if let Intaking::Worked { task, outcome } = &what
                    && let Some(effects) = self.handing.worked(*task, outcome)
                {
                    effects
                } else {
                    let Workspace { intake, open, last, .. } = self;
                    let open = open.as_ref().filter(|open| !open.broken);
                    let turn = intake.happens(what, open, &mut || counted(last));
                    self.turned(turn)
                }
            }
            Event::HandOut { request, name } => {
                let id = self.next();
                let desk = self.open.as_ref().filter(|open| !open.broken).map(|open| open.desk);
                self.handing.begin(desk, id, request, name)
            }
            Event::StopHanding => self.handing.stop(),
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
        self.follow_comparisons();
        effects.extend(self.settle());
        effects.extend(self.settle_intake());
        effects
    }

    /// Asks what tables on their way need.
    fn settle_intake(&mut self) -> Vec<Effect> {
        let Workspace { intake, open, opening, route, last, .. } = self;
        let turn = intake.settle(open.as_ref(), *route == Route::Import, opening.is_some(), &mut || counted(last));
        if turn == Turn::default() { Vec::new() } else { self.turned(turn) }
    }

    /// Does what follows for the page as a whole.
    fn turned(&mut self, turn: Turn) -> Vec<Effect> {
        let mut effects = turn.effects;
        if turn.show && self.route != Route::Import {
            effects.extend(self.go(Route::Import, false));
        }
        if let Some((title, request)) = turn.begin {
            effects.extend(self.begin(title, Origin::New, request));
        }
        for text in turn.acts {
            effects.extend(self.act(text, &What::Keep));
        }
        if turn.done {
            let there = match self.open.as_ref().filter(|open| open.document.computable) {
                Some(open) => Route::Results { view: open.first_view.clone(), door: None },
                None => Route::data(),
            };
            effects.extend(self.go(there, false));
            effects.extend(self.settle());
        }
        effects
    }

    /// Follows what the address compares, and nothing of it on other pages.
    fn follow_comparisons(&mut self) {
        let Workspace { route, open, topics, beside, comparing, .. } = self;
        let Route::Compare { kind, pick } = route else {
            if comparing.take().is_some() {
                TOPICS.iter().for_each(|topic| topics.unfollow(*topic));
            }
            return;
        };
        let Some(open) = open else { return };
        let another = comparing.replace(*kind) != Some(*kind);
        let asked = questions(*kind, &Pick::read(pick), &open.document, beside.as_ref());
        for topic in TOPICS {
            // An answer to another kind of question is not shown while the next is on its way.
            if another || !asked.iter().any(|(wanted, _)| *wanted == topic) {
                topics.unfollow(topic);
            }
        }
        asked.into_iter().for_each(|(topic, request)| topics.follow(topic, request));
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
        counted(&mut self.last)
    }

    /// Asks for the document as bytes; what cannot be asked for is said at once.
    fn want(&mut self, kind: Written) -> Vec<Effect> {
        let id = self.next();
        match self.open.as_mut().filter(|open| !open.broken) {
            Some(open) => {
                open.wants.push(id);
                vec![Effect::Ask { desk: open.desk, id, request: Request::Write { kind } }]
            }
            None => vec![Effect::NotHanded],
        }
    }

    /// Asks the open document's desk.
    fn ask(&mut self, request: Request) -> Vec<Effect> {
        let id = self.next();
        match &self.open {
            Some(open) if !open.broken => vec![Effect::Ask { desk: open.desk, id, request }],
            _ => Vec::new(),
        }
    }

    /// Changes the document: the desk does it, and what was done is kept as it was said.
    fn act(&mut self, text: String, what: &What) -> Vec<Effect> {
        let id = self.next();
        let Some(open) = self.open.as_mut().filter(|open| !open.broken) else { return Vec::new() };
        if !open.may_change {
            return vec![Effect::Say(Notice::ReadOnly)];
        }
        open.acts(id, what);
        // The desk is asked first: what is asked of it while the act is being kept comes after it.
        let request = Request::Act { text: text.clone() };
        vec![Effect::Ask { desk: open.desk, id, request }, Effect::Keep { text }]
    }

    fn begin(&mut self, title: String, origin: Origin, request: Request) -> Vec<Effect> {
        let mut effects = Vec::new();
        // Nobody who stays where they were chooses a file: what was to be opened again did not come.
        self.stay &= !matches!(origin, Origin::File | Origin::New);
        if let Some(desk) = self.opening.as_ref().map(|opening| opening.desk) {
            effects.push(Effect::Stop { desk });
            self.give_up(&mut effects);
        }
        let id = self.next();
        self.refusal = None;
        self.opening = Some(Opening { desk: id, title, origin, progress: None });
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
        if let Some(desk) = self.opening.as_ref().map(|opening| opening.desk) {
            let mut effects = vec![Effect::Stop { desk }];
            let title = self.give_up(&mut effects);
            effects.push(Effect::Say(Notice::OpeningCancelled { title }));
            return effects;
        }
        match &self.open {
            Some(Open { desk, assessing: Some(assessing), .. }) => {
                vec![Effect::Ask { desk: *desk, id: assessing.id, request: Request::Cancel }]
            }
            _ => Vec::new(),
        }
    }

    /// The document on its way does not come; its title.
    fn give_up(&mut self, effects: &mut Vec<Effect>) -> String {
        let Some(opening) = self.opening.take() else { return String::new() };
        self.stay = false;
        effects.push(Effect::GivenUp { origin: opening.origin });
        opening.title
    }

    fn replied(&mut self, desk: u32, id: u32, reply: Reply) -> Vec<Effect> {
        let task = self.next();
        if let Some(effects) = self.handing.answered(desk, id, &reply, task) {
            return effects;
        }
        if self.opening.as_ref().is_some_and(|opening| opening.desk == desk) {
            // A worker that is used again may still answer what it was asked before.
            return if id == desk { self.opening_replied(desk, reply) } else { Vec::new() };
        }
        match &mut self.open {
            Some(open) if open.desk == desk => {
                if self.topics.answered(id, &reply) || self.beside.as_mut().is_some_and(|b| b.answered(id, &reply)) {
                    return Vec::new();
                }
                if let Some(name) = self.files.remove(&id) {
                    return match reply {
                        Reply::Exported { bytes } => vec![Effect::Download { name, bytes }],
                        _ => vec![Effect::Say(Notice::NothingThere { what: name })],
                    };
                }
                if let Some(turn) = self.intake.answered(id, &reply, open) {
                    return self.turned(turn);
                }
                open.replied(id, reply, &mut self.route)
            }
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
                let stays = std::mem::take(&mut self.stay);
                let linked = stays || self.open.is_none() && self.route != Route::Home;
                if let Some(before) = self.open.take() {
                    effects.push(Effect::Leave { desk: before.desk });
                }
                let origin = self.opening.take().map_or(Origin::File, |opening| opening.origin);
                effects.push(Effect::Say(Notice::Opened {
                    title: document.title.clone(),
                    subjects: document.subjects,
                    indicators: document.indicators,
                }));
                self.revision += 1_000_000;
                self.open = Some(Open::new(desk, *document, self.revision));
                self.topics.forget();
                self.beside = None;
                self.files.clear();
                effects.extend(self.handing.stop());
                effects.push(Effect::Settled { origin });
                if !linked {
                    effects.extend(self.go(Route::results(), false));
                }
                effects
            }
            Reply::Refused { findings } => {
                let mut effects = vec![Effect::Leave { desk }];
                let title = self.give_up(&mut effects);
                effects.extend(self.refuse(title, Cause::Findings(findings)));
                effects
            }
            _ => Vec::new(),
        }
    }

    fn broke_down(&mut self, desk: u32) -> Vec<Effect> {
        if self.handing.broke_down(desk) {
            return vec![Effect::Stop { desk }];
        }
        if self.opening.as_ref().is_some_and(|opening| opening.desk == desk) {
            let mut effects = vec![Effect::Stop { desk }];
            let title = self.give_up(&mut effects);
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
        let Workspace { route, open, topics, last, .. } = self;
        let Some(open) = open else { return Vec::new() };
        if open.broken {
            return Vec::new();
        }
        let mut next = || counted(last);
        let desk = open.desk;
        following::follow(route, &open.document, topics);
        let due = topics.due(open.revision, &mut next);
        let mut effects: Vec<Effect> = due.into_iter().map(|(id, request)| Effect::Ask { desk, id, request }).collect();
        let wanted = match route.view() {
            Some(view) => open.wanted(view),
            // Beside what is being changed its results stay fresh, under the weights and for the period of the last view.
            None if following::shows_results(route, open) => open.last_wanted(),
            None => return effects,
        };
        if !open.document.computable {
            return effects;
        }
        let on_show = open.results.as_ref().map(|results| Wanted::of(results));
        if on_show.as_ref() != Some(&wanted) || open.is_outdated() {
            let revision = open.revision;
            let asked = |assessing: &Assessing| assessing.wanted == wanted && assessing.revision == revision;
            if open.assessing.as_ref().is_some_and(asked) || open.stopped.as_ref() == Some(&wanted) {
                return effects;
            }
            let id = next();
            open.stopped = None;
            open.explaining = None;
            // Rank changes are measured against the declared weights, so those are computed once for a period. One
            // after the other: a new assessment stops the one that is running.
            let declared_there =
                open.declared.as_ref().is_some_and(|(of, results)| *of == revision && results.period == wanted.period);
            let preliminary = wanted.scheme.is_some() && !declared_there;
            let scheme = wanted.scheme.clone().filter(|_| !preliminary);
            let request = Request::Assess { scheme, period: wanted.period.clone() };
            open.assessing = Some(Assessing { id, wanted, revision, preliminary, progress: None });
            effects.push(Effect::Ask { desk, id, request });
            return effects;
        }
        open.assessing = None;
        let Some(door) = route.door() else { return effects };
        let on_show = !open.stale
            && open
                .explanation
                .as_ref()
                .is_some_and(|explanation| explanation.subject == door.subject && explanation.node == door.node);
        let asked = open.explaining.as_ref().is_some_and(|(_, asked)| asked == door);
        if on_show || asked || open.nothing_there.as_ref() == Some(door) {
            return effects;
        }
        let id = next();
        open.explaining = Some((id, door.clone()));
        let request = Request::Explain { subject: door.subject.clone(), node: door.node.clone() };
        effects.push(Effect::Ask { desk, id, request });
        effects
    }
}

/// The next number.
fn counted(last: &mut u32) -> u32 {
    *last += 1;
    *last
}

#[cfg(test)]
#[path = "workspace_tests.rs"]
mod tests;

//! An open document, what was computed from it, and what its desk answers.

use super::event::{Effect, Notice, Way};
use super::route::{Door, Route};
use super::shared::Shared;
use super::table::groups_are_categories;
use super::view::View;
use crate::edit::{Kind, Refusal, What};
use crate::explain::Explanation;
use crate::model::{LogEntry, Logged};
use crate::worker::protocol::{DocumentView, Reply, ResultsView};

/// An open document and what was computed from it.
#[derive(Clone, Debug, PartialEq)]
pub struct Open {
    pub(super) desk: u32,
    pub document: Shared<DocumentView>,
    /// Counts states of the document; everything that was computed belongs to one.
    pub(super) revision: u64,
    /// The state that the results on show belong to.
    results_of: u64,
    /// Changes on their way, and what was asked of the document.
    acting: Vec<(u32, Way)>,
    /// How often a change was answered, done or refused.
    pub turn: u64,
    /// Whether it may be changed here.
    pub may_change: bool,
    /// Requests for bytes on their way.
    pub(super) wants: Vec<u32>,
    /// The results as they were when the what-if began.
    before: Option<Shared<ResultsView>>,
    /// The results on show.
    pub results: Option<Shared<ResultsView>>,
    /// The results that rank changes are measured against.
    pub compared: Option<Shared<ResultsView>>,
    /// The results under the declared weights, for the period on show.
    pub(super) declared: Option<(u64, Shared<ResultsView>)>,
    pub assessing: Option<Assessing>,
    /// The last explanation. It stays on show until the next one is there.
    pub explanation: Option<Shared<Explanation>>,
    /// It belongs to results that were on show before.
    pub(super) stale: bool,
    pub(super) explaining: Option<(u32, Door)>,
    /// Nothing stands behind this door.
    pub nothing_there: Option<Door>,
    /// Stopped by hand: not to be asked again by itself.
    pub stopped: Option<Wanted>,
    /// How the results are looked at first: one group that is ranked together, if there are several.
    pub first_view: View,
    /// Its worker broke down: what is on show stays, nothing new can be asked.
    pub broken: bool,
}

/// Why a document cannot be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Locked {
    /// 定稿.
    Final,
    /// A newer version of the program wrote it.
    Newer,
    /// It is being changed somewhere else.
    Elsewhere,
    /// Its worker broke down.
    Broken,
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
    pub(super) id: u32,
    pub wanted: Wanted,
    /// The state of the document it is about.
    pub(super) revision: u64,
    /// Only what rank changes are measured against is being computed; what is wanted comes after it.
    pub(super) preliminary: bool,
    pub progress: Option<(u32, u32)>,
}

impl Wanted {
    pub(super) fn of(results: &ResultsView) -> Wanted {
        Wanted { scheme: results.scheme.clone(), period: results.period.clone() }
    }
}

impl Open {
    pub(super) fn new(desk: u32, document: DocumentView, revision: u64) -> Open {
        Open {
            desk,
            document: Shared::new(document),
            revision,
            results_of: revision,
            acting: Vec::new(),
            turn: 0,
            may_change: true,
            wants: Vec::new(),
            before: None,
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

    /// What the results on show were asked for, as far as the document still has it.
    pub(super) fn last_wanted(&self) -> Wanted {
        let Some(results) = &self.results else { return Wanted::default() };
        let Wanted { scheme, period } = Wanted::of(results);
        self.wanted(&View { scheme, period, ..View::default() })
    }

    /// Whether the results on show speak of an earlier state of the document.
    pub fn is_outdated(&self) -> bool {
        self.results_of != self.revision
    }

    /// The state of the document that is on show.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Why it cannot be changed; none: it can.
    pub fn locked(&self) -> Option<Locked> {
        if self.document.read_only.is_some() {
            Some(Locked::Newer)
        } else if matches!(self.document.log.last(), Some(LogEntry { what: Logged::Finalised { .. }, .. })) {
            Some(Locked::Final)
        } else if !self.may_change {
            Some(Locked::Elsewhere)
        } else if self.broken {
            Some(Locked::Broken)
        } else {
            None
        }
    }

    /// A change is on its way to the desk.
    pub(super) fn acts(&mut self, id: u32, what: &What) {
        let way = match what {
            What::Undo => Way::Undone,
            What::Redo => Way::Redone,
            _ => Way::Done,
        };
        if *what == What::Suppose {
            self.before = self.results.clone().filter(|_| !self.is_outdated());
        }
        self.acting.push((id, way));
    }

    /// The document after a change, or as it was if the change was refused.
    fn acted(&mut self, id: u32, refused: Option<Refusal>, document: DocumentView) -> Vec<Effect> {
        self.turn += 1;
        let way = self.acting.iter().position(|(asked, _)| *asked == id).map(|at| self.acting.remove(at).1);
        let mut effects = Vec::new();
        match refused {
            Some(refusal) => effects.push(Effect::Say(Notice::NotChanged { refusal })),
            None => {
                let history = &document.history;
                let said = match way {
                    Some(Way::Undone) => history.redo.clone(),
                    _ => history.undo.clone(),
                };
                let said = said.filter(|_| way.is_some()).unwrap_or_default();
                let supposing = history.supposed.is_some();
                let supposed = self.document.history.supposed.as_ref().map(|said| said.len() as u32);
                let kept = history.undo.as_ref().is_some_and(|said| said.kind == Kind::Supposed);
                match (supposed, supposing) {
                    (None, true) => effects.push(Effect::Say(Notice::Supposing)),
                    (Some(changes), false) if kept => effects.push(Effect::Say(Notice::Kept { changes })),
                    (Some(changes), false) => effects.push(Effect::Say(Notice::Dropped { changes })),
                    _ => {}
                }
                if self.document.computable && !document.computable {
                    effects.push(Effect::Say(Notice::NotComputable { findings: document.findings.len() as u32 }));
                } else if document.log.len() == self.document.log.len()
                    && supposing == self.document.history.supposed.is_some()
                {
                    effects.push(Effect::Say(Notice::Changed { said, way: way.unwrap_or(Way::Done) }));
                }
                if !supposing {
                    self.before = None;
                }
                self.revision += 1;
                self.stopped = None;
            }
        }
        self.document = Shared::new(document);
        effects
    }

    pub(super) fn replied(&mut self, id: u32, reply: Reply, route: &mut Route) -> Vec<Effect> {
        match reply {
            Reply::Acted { refusal, document } => self.acted(id, refusal, *document),
            Reply::Written(written) => {
                self.wants.retain(|wanted| *wanted != id);
                vec![Effect::Hand(written)]
            }
            Reply::Refused { .. } | Reply::NotFound { .. } if self.wants.contains(&id) => {
                self.wants.retain(|wanted| *wanted != id);
                vec![Effect::NotHanded]
            }
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
            // Answers that somebody follows were taken before; nobody asks for these any more.
            Reply::Opened(_)
            | Reply::Sheet(_)
            | Reply::Events { .. }
            | Reply::Difference { .. }
            | Reply::Compared(_)
            | Reply::ComparedSubject(_)
            | Reply::SchemesCompared(_)
            | Reply::ProfilesShown(_)
            | Reply::OtherOpened(_)
            | Reply::OtherClosed { .. }
            | Reply::Exported { .. }
            | Reply::TakingIn(_)
            | Reply::TakeInAct { .. }
            | Reply::Reported { .. } => Vec::new(),
        }
    }

    fn assessed(&mut self, id: u32, results: Shared<ResultsView>, route: &mut Route) -> Vec<Effect> {
        let Some(Assessing { preliminary, revision, .. }) = self.assessing.take_if(|assessing| assessing.id == id)
        else {
            return Vec::new();
        };
        if results.scheme.is_none() {
            self.declared = Some((revision, results.clone()));
        }
        if preliminary {
            return Vec::new();
        }
        self.results_of = revision;
        // What is assessed before anything is supposed is what the what-if is compared with.
        if self.document.history.supposed.as_ref().is_some_and(Vec::is_empty) && revision == self.revision {
            self.before = Some(results.clone());
        }
        let before = self.results.replace(results.clone());
        let is_first = before.is_none();
        let same = |other: &Shared<ResultsView>| other.period == results.period && other.scheme == results.scheme;
        self.compared = if let Some(saved) = self.before.clone().filter(same) {
            Some(saved)
        } else if results.scheme.is_some() {
            self.declared.clone().map(|(_, declared)| declared).filter(|declared| declared.period == results.period)
        } else {
            before.filter(|before| before.period == results.period && before.scheme != results.scheme)
        };
        self.stale = true;
        self.nothing_there = None;
        let mut effects = vec![Effect::Say(Notice::Assessed { subjects: results.subjects.len() as u32 })];
        // Other groups: another document was taken in in the place of this one.
        let first = first_view(&self.document, &results);
        if is_first || first != self.first_view {
            let before = Route::Results { view: std::mem::replace(&mut self.first_view, first), door: None };
            if *route == Route::results() || *route == before {
                *route = Route::Results { view: self.first_view.clone(), door: None };
                effects.push(Effect::Address { route: route.clone(), replace: true });
            }
        }
        effects
    }
}

/// A ranking is read group by group, so the first one is shown first.
pub(super) fn first_view(document: &DocumentView, results: &ResultsView) -> View {
    if results.groups.len() < 2 {
        View::default()
    } else if groups_are_categories(document, results) {
        View { category: document.categories.first().map(|category| category.id.clone()), ..View::default() }
    } else {
        View { group: results.groups.first().map(|group| group.name.clone()), ..View::default() }
    }
}

#[cfg(test)]
#[path = "open_tests.rs"]
mod tests;

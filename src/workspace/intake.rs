//! Tables on their way into the document: given, read by the clerk, looked at by the desk, taken in.
//!
//! The desk holds the workbooks; the page holds what a person decided and the last view. What is asked again, and when,
//! follows from two numbers: the state of the document and the state of the decisions. An answer to an older question
//! is dropped, and so is everything of a document that is not open any more.

use super::event::Effect;
use super::open::Open;
use super::shared::Shared;
use crate::edit::{Act, Change, What};
use crate::intake::{Choices, Correction, IntakeView, Kind, Role, RuleChoice, SheetChoice};
use crate::sheets::{AsText, Unreadable};
use crate::worker::clerk::{Outcome, Task};
use crate::worker::protocol::{Reply, Request, act_text};
use std::collections::{BTreeMap, BTreeSet};

/// Something happened to tables.
#[derive(Clone, Debug, PartialEq)]
pub enum Intaking {
    /// Files, or text from the clipboard: their names. Their bytes stay with the browser until the clerk fetches them.
    Given { names: Vec<String>, around: Around },
    /// The clerk is done with a task, or lost it.
    Worked { task: u32, outcome: Result<Outcome, Lost> },
    /// A person decided something.
    Choose(Choices),
    /// A file that is text shall be read in another way; what is not named stays as it was.
    ReadAs { name: String, how: AsText },
    /// They shall be taken in. `at`: milliseconds since 1970.
    TakeIn { at: u64 },
    /// The clerk shall stop.
    Stop,
    /// The same files once more.
    Retry,
    /// Everything is put away.
    Clear,
}

/// What the page knows when tables are given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Around {
    /// A fresh id and a title, for the case that no document is open and the tables have none.
    pub id: String,
    pub untitled: String,
    /// Milliseconds since 1970.
    pub at: u64,
    /// What was decided before, by headings.
    pub remembered: BTreeMap<String, SheetChoice>,
}

/// Why a task of the clerk came to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// Its program could not be fetched, or broke down.
    BrokeDown,
    /// A person stopped it.
    Stopped,
    /// It took longer than anybody waits.
    TooSlow,
}

/// How far it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// Nothing was given.
    #[default]
    Empty,
    /// The clerk reads.
    Reading,
    /// The desk looks, or a document for it is being made.
    Looking,
    /// A view is there.
    Shown,
    /// The change is on its way.
    TakingIn,
}

/// Tables on their way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Intake {
    pub stage: Stage,
    /// Names of the files.
    pub names: Vec<String>,
    /// Files that could not be read, and why.
    pub refused: Vec<(String, Unreadable)>,
    /// How files were read that are text.
    pub texts: Vec<(String, AsText)>,
    pub lost: Option<Lost>,
    pub choices: Choices,
    pub view: Option<Shared<IntakeView>>,
    /// How a person wants texts to be read, by name.
    wanted_texts: BTreeMap<String, AsText>,
    /// The next view is of tables that were read anew.
    anew: bool,
    /// Files that are read in another way than what was decided is about.
    other: BTreeSet<String>,
    /// What was decided before, with the book of each sheet, until it is known which place each has now.
    before: Option<(Vec<String>, Choices)>,
    around: Around,
    /// The task on its way.
    task: Option<u32>,
    /// What was read, until a desk has it.
    books: Option<Vec<u8>>,
    /// Who holds the workbooks.
    desk: Option<u32>,
    /// The document was made for them.
    fresh: bool,
    /// Counts decisions.
    decided: u32,
    /// The question on its way: its number, the decisions and the document that it asks about.
    asked: Option<(u32, u32, u64)>,
    /// What the view on show speaks of.
    shown: Option<(u32, u64)>,
    /// The request for the act, then the state of the document that the act was sent to, with the acts answered so far.
    wanted: Option<u32>,
    sent: Option<(u64, u64)>,
}

/// What follows.
#[derive(Debug, Default, PartialEq)]
pub struct Turn {
    pub effects: Vec<Effect>,
    /// A document is to be opened for them, under this title.
    pub begin: Option<(String, Request)>,
    /// Acts to be done, as text.
    pub acts: Vec<String>,
    /// The page of tables is to be shown.
    pub show: bool,
    /// They are in.
    pub done: bool,
}

impl Turn {
    fn effect(effect: Effect) -> Turn {
        Turn { effects: vec![effect], ..Turn::default() }
    }
}

impl Intake {
    /// Whether the view on show is about the document and the decisions of this moment.
    pub fn is_fresh(&self) -> bool {
        self.stage == Stage::Shown && self.asked.is_none()
    }

    /// Whether something is on its way.
    pub fn is_busy(&self) -> bool {
        matches!(self.stage, Stage::Reading | Stage::Looking | Stage::TakingIn) || self.asked.is_some()
    }

    /// Whether the files that were given can be tried again.
    pub fn can_retry(&self) -> bool {
        self.lost.is_some() && !self.names.is_empty() && self.task.is_none()
    }

    /// Takes an event. `open`: the document that tables can be taken into.
    pub fn happens(&mut self, what: Intaking, open: Option<&Open>, next: &mut dyn FnMut() -> u32) -> Turn {
        match what {
            Intaking::Given { names, around } => {
                let mut turn = self.clear(open);
                *self = Intake { names, around, ..Intake::default() };
                turn.effects.push(self.read(next));
                Turn { show: true, ..turn }
            }
            Intaking::ReadAs { name, how } => {
                let known = self.texts.iter().any(|(text, _)| *text == name);
                if !known || matches!(self.stage, Stage::TakingIn) || self.wanted.is_some() {
                    return Turn::default();
                }
                self.other.insert(name.clone());
                let wanted = self.wanted_texts.entry(name).or_default();
                wanted.encoding = how.encoding.or(wanted.encoding);
                wanted.separator = how.separator.or(wanted.separator);
                // An answer about what was read before is not waited for.
                self.asked = None;
                let mut effects: Vec<Effect> =
                    self.task.take().map(|task| Effect::StopClerk { task }).into_iter().collect();
                effects.push(self.read(next));
                Turn { effects, ..Turn::default() }
            }
            Intaking::Retry if self.can_retry() => Turn::effect(self.read(next)),
            Intaking::Retry => Turn::default(),
            Intaking::Worked { task, outcome } => {
                if self.task != Some(task) {
                    return Turn::default();
                }
                self.task = None;
                self.worked(outcome, open)
            }
            Intaking::Choose(choices) => {
                if matches!(self.stage, Stage::Shown | Stage::Looking) && choices != self.choices {
                    self.choices = choices;
                    self.decided += 1;
                }
                Turn::default()
            }
            Intaking::TakeIn { at } => match open {
                Some(open) if self.is_fresh() && self.shown == Some((self.decided, open.revision())) => {
                    let id = next();
                    self.wanted = Some(id);
                    self.stage = Stage::TakingIn;
                    Turn::effect(Effect::Ask { desk: open.desk, id, request: Request::TakeInAct { at } })
                }
                _ => Turn::default(),
            },
            Intaking::Stop => {
                let Some(task) = self.task.take() else { return Turn::default() };
                self.lost = Some(Lost::Stopped);
                self.stage = if self.view.is_some() { Stage::Shown } else { Stage::Empty };
                Turn::effect(Effect::StopClerk { task })
            }
            Intaking::Clear => self.clear(open),
        }
    }

    fn read(&mut self, next: &mut dyn FnMut() -> u32) -> Effect {
        let task = next();
        self.task = Some(task);
        self.stage = Stage::Reading;
        self.lost = None;
        self.refused.clear();
        let (names, texts) = (self.names.clone(), self.wanted_texts.clone());
        Effect::Clerk { task, work: Task::Read { names, texts } }
    }

    fn worked(&mut self, outcome: Result<Outcome, Lost>, open: Option<&Open>) -> Turn {
        self.stage = Stage::Empty;
        match outcome {
            Ok(Outcome::Read { books, count, refused, texts }) => {
                self.refused = refused;
                self.texts = texts;
                if count == 0 {
                    return self.put_away(open);
                }
                self.books = Some(books);
                self.anew = self.view.is_some();
                if self.anew {
                    // What was decided was about other cells, or their sheets have other places.
                    let choices = std::mem::take(&mut self.choices);
                    if self.before.is_none() {
                        self.before = Some((self.places(), choices));
                    }
                    self.decided += 1;
                }
                self.stage = Stage::Looking;
                if open.is_some() {
                    return Turn::default();
                }
                self.fresh = true;
                let title = self.names.first().and_then(|name| title_of(name));
                let title = title.unwrap_or_else(|| self.around.untitled.clone());
                let request = Request::Blank { id: self.around.id.clone(), title: title.clone() };
                Turn { begin: Some((title, request)), ..Turn::default() }
            }
            lost => {
                self.lost = Some(lost.err().unwrap_or(Lost::BrokeDown));
                if self.view.is_some() {
                    self.stage = Stage::Shown;
                }
                Turn::default()
            }
        }
    }

    /// Puts everything away, also where others hold it.
    fn clear(&mut self, open: Option<&Open>) -> Turn {
        let task = self.task.take().map(|task| Effect::StopClerk { task });
        let away = self.put_away(open).effects;
        *self = Intake::default();
        Turn { effects: task.into_iter().chain(away).collect(), ..Turn::default() }
    }

    /// Puts away what was looked at, also where others hold it.
    fn put_away(&mut self, open: Option<&Open>) -> Turn {
        self.view = None;
        self.asked = None;
        let mut turn = Turn::default();
        if let Some(open) = open.filter(|open| self.desk.take() == Some(open.desk)) {
            // Nobody waits for the answer.
            turn.effects.push(Effect::Ask { desk: open.desk, id: 0, request: Request::LeaveOut });
        }
        turn
    }

    /// Takes an answer of the open document's desk; none: it is an answer to somebody else.
    pub fn answered(&mut self, id: u32, reply: &Reply, open: &Open) -> Option<Turn> {
        if let Some((_, decided, revision)) = self.asked.take_if(|(asked, ..)| *asked == id) {
            if self.books.is_some() {
                // About what was read before.
                return Some(Turn::default());
            }
            if let Reply::TakingIn(view) = reply {
                self.shown = Some((decided, revision));
                let first = self.view.is_none() || std::mem::take(&mut self.anew);
                self.view = Some(Shared::new((**view).clone()));
                self.stage = Stage::Shown;
                return Some(if first { self.first_view(open) } else { Turn::default() });
            }
            // The workbooks are not where they were: the files have to be given again.
            *self = Intake { lost: Some(Lost::BrokeDown), ..Intake::default() };
            return Some(Turn::default());
        }
        self.wanted.take_if(|wanted| *wanted == id)?;
        self.stage = Stage::Shown;
        let Reply::TakeInAct { text: Some(text) } = reply else { return Some(Turn::default()) };
        self.stage = Stage::TakingIn;
        self.sent = Some((open.revision(), open.turn));
        Some(Turn { acts: vec![text.clone()], ..Turn::default() })
    }

    /// The book of each sheet on show.
    fn places(&self) -> Vec<String> {
        let sheets = self.view.as_ref().map(|view| view.sheets.as_slice()).unwrap_or_default();
        sheets.iter().map(|sheet| sheet.book.clone()).collect()
    }

    /// What was decided about files that were read again as before is decided still; about the others nothing is.
    fn decide_again(&mut self) {
        let other = std::mem::take(&mut self.other);
        let Some((before, choices)) = self.before.take() else { return };
        let now = self.places();
        // A sheet is the same if it is the same one of its book. Books of one name are told apart by their order.
        let place = |old: u32| {
            let book = before.get(old as usize).filter(|book| !other.contains(*book))?;
            let nth = before.iter().take(old as usize).filter(|one| *one == book).count();
            now.iter().enumerate().filter(|(_, one)| *one == book).nth(nth).map(|(place, _)| place as u32)
        };
        let Choices { sheets, corrections, rules, leave_faulty, remove_absent } = choices;
        let sheets = sheets.into_iter().filter_map(|(old, choice)| Some((place(old)?, choice)));
        let corrections =
            corrections.into_iter().filter_map(|one| Some(Correction { sheet: place(one.sheet)?, ..one }));
        let rules = rules.into_iter().filter_map(|one| Some(RuleChoice { sheet: place(one.sheet)?, ..one }));
        let again = Choices {
            sheets: sheets.collect(),
            corrections: corrections.collect(),
            rules: rules.collect(),
            leave_faulty,
            remove_absent,
        };
        if again != self.choices {
            self.choices = again;
            self.decided += 1;
        }
    }

    /// What was decided for such headings before is decided again; a document made for the tables gets their title.
    fn first_view(&mut self, open: &Open) -> Turn {
        let mut turn = Turn::default();
        let Some(view) = self.view.clone() else { return turn };
        self.decide_again();
        let document = &open.document.id;
        for (place, sheet) in view.sheets.iter().enumerate() {
            let here = self.around.remembered.get(&here(&sheet.signature, document));
            let known = here.or_else(|| self.around.remembered.get(&sheet.signature));
            if let Some(choice) =
                known.filter(|_| !sheet.signature.is_empty() && !self.choices.sheets.contains_key(&(place as u32)))
            {
                self.choices.sheets.insert(place as u32, choice.clone());
                self.decided += 1;
            }
        }
        if self.fresh && !view.title.is_empty() && view.title != open.document.title {
            let what = What::Do(Change::Title(view.title.clone()));
            turn.acts.push(act_text(&Act { at: self.around.at, what }));
        }
        turn
    }

    /// Whether every sheet is a table of the application's own workbook: then nothing has to be decided.
    fn is_own(&self) -> bool {
        let own = |view: &Shared<IntakeView>| {
            let mut taken = view.sheets.iter().filter(|sheet| sheet.taken).peekable();
            taken.peek().is_some() && taken.all(|sheet| sheet.kind == Kind::Own)
        };
        self.view.as_ref().is_some_and(own)
    }

    /// Asks what is due. `looks`: somebody looks at the page of tables; `opening`: a document is on its way.
    pub fn settle(&mut self, open: Option<&Open>, looks: bool, opening: bool, next: &mut dyn FnMut() -> u32) -> Turn {
        let mut turn = Turn::default();
        let Some(open) = open else {
            // The document that was to take them in did not come, or was put away.
            if !opening && (self.books.is_some() || self.desk.is_some()) {
                *self = Intake::default();
            }
            return turn;
        };
        if opening && self.fresh && self.books.is_some() {
            return turn;
        }
        if self.desk.is_some_and(|desk| desk != open.desk) || open.broken && self.desk.is_some() {
            *self = Intake { lost: open.broken.then_some(Lost::BrokeDown), ..Intake::default() };
            return turn;
        }
        if let Some((revision, answered)) = self.sent {
            if open.turn == answered {
                return turn;
            }
            self.sent = None;
            self.stage = Stage::Shown;
            if open.revision() != revision {
                let remember = self.worth_remembering(&open.document.id);
                turn = self.clear(Some(open));
                turn.effects.push(Effect::TookIn { remember });
                return Turn { done: true, ..turn };
            }
        }
        let now = (self.decided, open.revision());
        // What is being read anew will be asked about when it is there.
        let looks = looks && self.stage != Stage::Reading;
        let due = self.books.is_some() || looks && self.desk.is_some() && self.shown != Some(now);
        if due && !open.broken && self.asked.is_none() && self.wanted.is_none() {
            let books = self.books.take();
            let id = next();
            self.desk = Some(open.desk);
            self.asked = Some((id, now.0, now.1));
            let request = Request::TakeIn { books, choices: Box::new(self.choices.clone()) };
            turn.effects.push(Effect::Ask { desk: open.desk, id, request });
        } else if self.fresh && self.is_fresh() && self.is_own() && self.view.as_ref().is_some_and(|view| view.ready) {
            self.fresh = false;
            return self.happens(Intaking::TakeIn { at: self.around.at }, Some(open), next);
        }
        turn
    }

    /// What was decided, by headings: all of it for this document, for others without what only this one has.
    fn worth_remembering(&self, document: &str) -> Vec<(String, SheetChoice)> {
        let Some(view) = &self.view else { return Vec::new() };
        let mut remember = Vec::new();
        for (place, choice) in &self.choices.sheets {
            let Some(sheet) = view.sheets.get(*place as usize).filter(|sheet| !sheet.signature.is_empty()) else {
                continue;
            };
            // Periods and subjects are another one the next time.
            let choice = SheetChoice { period: None, subject: None, ..choice.clone() };
            if choice == SheetChoice::default() {
                continue;
            }
            remember.push((here(&sheet.signature, document), choice.clone()));
            let anywhere = |role: &Role| match role {
                Role::Value { indicator, .. } | Role::OwnTarget { indicator, .. } => indicator.is_empty(),
                Role::Points(category) => category.is_empty(),
                _ => true,
            };
            let columns = choice.columns.iter().filter(|(_, role)| anywhere(role));
            let columns = columns.map(|(column, role)| (*column, role.clone())).collect();
            remember.push((sheet.signature.clone(), SheetChoice { columns, category: None, ..choice }));
        }
        remember
    }
}

/// The name of a layout within one document.
fn here(signature: &str, document: &str) -> String {
    format!("{signature}@{document}")
}

/// What a document is called that is made from this file; none: text from the clipboard has no name.
fn title_of(name: &str) -> Option<String> {
    let file = name.rsplit('/').next().unwrap_or(name);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    (stem != "clipboard" && !stem.is_empty()).then(|| stem.to_owned())
}

#[cfg(test)]
#[path = "intake_tests.rs"]
mod tests;

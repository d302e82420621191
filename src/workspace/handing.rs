//! Files for people on their way out: made by the desk, packed by the clerk, saved by the browser.

use super::event::Effect;
use super::intake::Lost;
use crate::model::Diagnostic;
use crate::worker::clerk::{Outcome, Task};
use crate::worker::protocol::{Reply, Request};

/// One file at a time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Handing {
    /// What was asked for last, for another try.
    request: Option<Request>,
    /// The name that the file shall have; empty: the name that the desk gives it.
    name: String,
    /// Who was asked, and whether only for this.
    desk: u32,
    passing: bool,
    asked: Option<u32>,
    task: Option<u32>,
    /// Why the last one did not come.
    pub failed: Option<Failed>,
}

/// Why a file did not come.
#[derive(Clone, Debug, PartialEq)]
pub enum Failed {
    /// The clerk is lost.
    Lost(Lost),
    /// It does not fit into a file of this kind.
    DoesNotFit,
    /// The document cannot be computed as it is, or there is nothing to write.
    Refused(Vec<Diagnostic>),
}

impl Handing {
    /// Whether a file is on its way.
    pub fn is_busy(&self) -> bool {
        self.asked.is_some() || self.task.is_some()
    }

    /// Begins with a file; what is on its way is given up. `open`: the open document's desk; without one a fresh desk
    /// is asked, for what needs no document.
    pub fn begin(&mut self, open: Option<u32>, id: u32, request: Request, name: String) -> Vec<Effect> {
        let mut effects = self.stop();
        let (desk, passing) = (open.unwrap_or(id), open.is_none());
        let asked = Some(id);
        *self = Handing { request: Some(request.clone()), name, desk, passing, asked, ..Handing::default() };
        effects.push(Effect::Ask { desk, id, request });
        effects
    }

    /// What to ask for another try.
    pub fn again(&self) -> Option<(Request, String)> {
        Some((self.request.clone()?, self.name.clone()))
    }

    /// It is not wanted any more.
    pub fn stop(&mut self) -> Vec<Effect> {
        let stop = self.task.map(|task| Effect::StopClerk { task });
        let leave = (self.passing && self.asked.is_some()).then_some(Effect::Stop { desk: self.desk });
        *self = Handing::default();
        stop.into_iter().chain(leave).collect()
    }

    /// Takes an answer of the desk; none: it is an answer to somebody else.
    pub fn answered(&mut self, desk: u32, id: u32, reply: &Reply, task: u32) -> Option<Vec<Effect>> {
        self.asked.take_if(|asked| self.desk == desk && *asked == id)?;
        let leave = self.passing.then_some(Effect::Leave { desk });
        let next = match reply {
            Reply::Reported { made } => {
                self.task = Some(task);
                vec![Effect::Clerk { task, work: Task::Write { made: made.clone() } }]
            }
            Reply::Refused { findings } => self.fails(Failed::Refused(findings.clone())),
            _ => self.fails(Failed::Refused(Vec::new())),
        };
        Some(leave.into_iter().chain(next).collect())
    }

    /// A desk broke down; whether nobody else sits at it.
    pub fn broke_down(&mut self, desk: u32) -> bool {
        let mine = self.asked.take_if(|_| self.desk == desk).is_some();
        if mine {
            self.failed = Some(Failed::Lost(Lost::BrokeDown));
        }
        mine && self.passing
    }

    fn fails(&mut self, why: Failed) -> Vec<Effect> {
        self.failed = Some(why);
        Vec::new()
    }

    /// Takes what came of the clerk's task; none: the task is somebody else's.
    pub fn worked(&mut self, task: u32, outcome: &Result<Outcome, Lost>) -> Option<Vec<Effect>> {
        self.task.take_if(|mine| *mine == task)?;
        Some(match outcome {
            Ok(Outcome::Written { name, bytes }) => {
                let name = if self.name.is_empty() { name.clone() } else { self.name.clone() };
                self.request = None;
                vec![Effect::Download { name, bytes: bytes.clone() }]
            }
            Ok(_) => self.fails(Failed::DoesNotFit),
            Err(lost) => self.fails(Failed::Lost(*lost)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report() -> Request {
        Request::Events
    }

    #[test]
    fn a_file_is_made_packed_and_saved_under_its_name() {
        let mut handing = Handing::default();
        let asked = handing.begin(Some(1), 5, report(), "结果.xlsx".into());
        assert_eq!(asked, [Effect::Ask { desk: 1, id: 5, request: report() }]);
        assert_eq!(handing.answered(1, 4, &Reply::Cancelled, 6), None, "somebody else's answer");
        let packing = handing.answered(1, 5, &Reply::Reported { made: vec![1] }, 6);
        assert_eq!(packing, Some(vec![Effect::Clerk { task: 6, work: Task::Write { made: vec![1] } }]));
        assert!(handing.is_busy());
        let done = Ok(Outcome::Written { name: "a.xlsx".into(), bytes: vec![2] });
        assert_eq!(handing.worked(7, &done), None, "somebody else's task");
        assert_eq!(handing.worked(6, &done), Some(vec![Effect::Download { name: "结果.xlsx".into(), bytes: vec![2] }]));
        assert!(!handing.is_busy() && handing.again().is_none());
    }

    #[test]
    fn what_needs_no_document_is_asked_of_a_fresh_desk_that_is_left_afterwards() {
        let mut handing = Handing::default();
        assert_eq!(
            handing.begin(None, 5, report(), String::new()),
            [Effect::Ask { desk: 5, id: 5, request: report() }]
        );
        assert_eq!(handing.answered(1, 5, &Reply::Cancelled, 6), None, "another desk");
        let packing = Effect::Clerk { task: 6, work: Task::Write { made: Vec::new() } };
        let expected = Some(vec![Effect::Leave { desk: 5 }, packing]);
        assert_eq!(handing.answered(5, 5, &Reply::Reported { made: Vec::new() }, 6), expected);
        handing.begin(None, 7, report(), String::new());
        assert!(handing.broke_down(7) && !handing.is_busy());
        assert_eq!(handing.failed, Some(Failed::Lost(Lost::BrokeDown)));
    }

    #[test]
    fn a_lost_clerk_is_said_and_the_same_can_be_asked_again() {
        let mut handing = Handing::default();
        handing.begin(Some(1), 5, report(), String::new());
        handing.answered(1, 5, &Reply::Reported { made: Vec::new() }, 6);
        assert_eq!(handing.worked(6, &Err(Lost::BrokeDown)), Some(Vec::new()));
        assert_eq!(handing.failed, Some(Failed::Lost(Lost::BrokeDown)));
        assert_eq!(handing.again(), Some((report(), String::new())));
        let (request, name) = handing.again().expect("the same once more");
        handing.begin(Some(1), 8, request, name);
        assert_eq!(handing.failed, None);
    }

    #[test]
    fn stopping_stops_the_clerk_and_a_late_outcome_saves_nothing() {
        let mut handing = Handing::default();
        handing.begin(Some(1), 5, report(), String::new());
        handing.answered(1, 5, &Reply::Reported { made: Vec::new() }, 6);
        assert_eq!(handing.stop(), [Effect::StopClerk { task: 6 }]);
        let late = Ok(Outcome::Written { name: "a".into(), bytes: vec![1] });
        assert_eq!(handing.worked(6, &late), None);
    }
}

//! What was done, what was undone, and what is only supposed.

use super::apply::{Refusal, apply};
use super::change::Change;
use super::said::{Kind, Said};
use crate::model::{Beyond, Document, LogEntry, Logged, digest};
use serde::{Deserialize, Serialize};

/// Steps that can be undone; older ones are forgotten.
pub const LONGEST: usize = 300;

/// One thing a person did. This is what is kept in the journal and what is replayed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Act {
    /// Milliseconds since 1970.
    pub at: u64,
    /// What.
    pub what: What,
}

/// What a person can do to a document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum What {
    Do(Change),
    Undo,
    Redo,
    /// 试算: from here on changes are only supposed.
    Suppose,
    /// What was supposed becomes one step.
    Keep,
    /// What was supposed is forgotten.
    Drop,
    /// 定稿.
    Finalise {
        by: String,
    },
    /// 解除定稿.
    Reopen {
        by: String,
        reason: String,
    },
}

/// What can be undone and redone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct History {
    /// The last one is undone first.
    pub past: Vec<Step>,
    /// The last one is redone first.
    pub future: Vec<Step>,
    /// How many steps of the past are not supposed; none: nothing is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supposed: Option<usize>,
}

/// One step back or forward.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// What leads there.
    pub change: Change,
    /// What was done at first.
    pub said: Said,
    /// When it was done at first.
    pub at: u64,
}

/// What came of an act.
#[derive(Clone, Debug, PartialEq)]
pub struct Done {
    /// What to tell.
    pub said: Said,
    /// Whether the document is another one now.
    pub changed: bool,
}

impl History {
    /// What was supposed so far, in order.
    pub fn supposed_steps(&self) -> &[Step] {
        self.supposed.and_then(|from| self.past.get(from..)).unwrap_or_default()
    }

    fn forget(&mut self) {
        // What is supposed must be dropped as one, so it is never forgotten.
        let oldest = self.supposed.unwrap_or(usize::MAX);
        let surplus = self.past.len().saturating_sub(LONGEST).min(oldest);
        self.past.drain(..surplus);
        if let Some(from) = &mut self.supposed {
            *from -= surplus;
        }
    }
}

/// Does it. A refused act leaves document and history as they were.
pub fn act(document: &mut Document, history: &mut History, act: Act) -> Result<Done, Refusal> {
    let Act { at, what } = act;
    let is_final = document.finalised().is_some();
    if is_final && !matches!(what, What::Reopen { .. }) {
        return Err(Refusal::Final);
    }
    match what {
        What::Do(change) => {
            let gone = if adds(&change) { document.beyond_here_and_gone().1 } else { Beyond::default() };
            let (change, said) = apply(document, change)?;
            document.forget_replaced(gone);
            history.past.push(Step { change, said: said.clone(), at });
            history.future.clear();
            history.forget();
            Ok(Done { said, changed: true })
        }
        What::Undo => {
            if history.supposed.is_some_and(|from| history.past.len() <= from) {
                return Err(Refusal::Nothing);
            }
            let step = history.past.pop().ok_or(Refusal::Nothing)?;
            turn(document, step, &mut history.past, &mut history.future)
        }
        What::Redo => {
            let step = history.future.pop().ok_or(Refusal::Nothing)?;
            turn(document, step, &mut history.future, &mut history.past)
        }
        What::Suppose => {
            if history.supposed.is_some() {
                return Err(Refusal::Supposing);
            }
            history.supposed = Some(history.past.len());
            // What was undone before belongs to the state that a drop returns to; it cannot be redone any more.
            history.future.clear();
            Ok(Done { said: Said::of(Kind::Supposed), changed: false })
        }
        What::Keep => {
            let from = history.supposed.take().ok_or(Refusal::Nothing)?;
            let mut steps = history.past.split_off(from.min(history.past.len()));
            history.future.clear();
            let said = Said::of(Kind::Supposed).many(steps.len());
            if !steps.is_empty() {
                steps.reverse();
                let undo = steps.into_iter().map(|step| step.change).collect();
                history.past.push(Step { change: Change::Together(undo), said: said.clone(), at });
            }
            history.forget();
            Ok(Done { said, changed: false })
        }
        What::Drop => {
            let from = history.supposed.take().ok_or(Refusal::Nothing)?;
            let steps = history.past.split_off(from.min(history.past.len()));
            history.future.clear();
            let said = Said::of(Kind::Supposed).many(steps.len());
            for step in steps.into_iter().rev() {
                apply(document, step.change)?;
            }
            Ok(Done { said, changed: true })
        }
        What::Finalise { by } => {
            if history.supposed.is_some() {
                return Err(Refusal::Supposing);
            }
            let digest = digest(document);
            document.log.push(LogEntry { at, by, what: Logged::Finalised { digest: digest.clone() } });
            Ok(Done { said: Said::of(Kind::Finalised).on(digest), changed: true })
        }
        What::Reopen { by, reason } => {
            if !is_final || reason.trim().is_empty() {
                return Err(Refusal::Nothing);
            }
            document.log.push(LogEntry { at, by, what: Logged::Reopened { reason: reason.clone() } });
            Ok(Done { said: Said::of(Kind::Reopened).on(reason), changed: true })
        }
    }
}

/// Whether things come into the document that may have the name of one that was removed.
fn adds(change: &Change) -> bool {
    match change {
        Change::PutColumn { .. }
        | Change::PutIndicator { .. }
        | Change::PutDimension { .. }
        | Change::PutCategory { .. }
        | Change::PutSubject { .. }
        | Change::Events { .. }
        | Change::Ballots { .. }
        | Change::Schemes { .. } => true,
        Change::Together(changes) | Change::Named { changes, .. } => changes.iter().any(adds),
        _ => false,
    }
}

/// Takes a step; the way back is laid on the other pile.
fn turn(document: &mut Document, step: Step, back: &mut Vec<Step>, onto: &mut Vec<Step>) -> Result<Done, Refusal> {
    match apply(document, step.change.clone()) {
        Ok((change, _)) => {
            onto.push(Step { change, said: step.said.clone(), at: step.at });
            Ok(Done { said: step.said, changed: true })
        }
        Err(refusal) => {
            back.push(step);
            Err(refusal)
        }
    }
}

/// The document as it was before anything was supposed; none: nothing is supposed.
pub fn before_supposing(document: &Document, history: &History) -> Option<Document> {
    history.supposed?;
    let mut before = document.clone();
    for step in history.supposed_steps().iter().rev() {
        apply(&mut before, step.change.clone()).ok()?;
    }
    Some(before)
}

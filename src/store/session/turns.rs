//! The part of a session that is about who writes: other pages, newer programs, a cupboard that goes away, and leaving.
//!
//! Knows messages and the lease as bytes. Must never believe a message where the cupboard can be asked.

use super::{BETWEEN_RELOADS, JUST_LOADED, Leaving, Notice, Order, Phase, Session, Why};
use crate::store::cupboard::{Durability, Fault};
use crate::store::message::Message;

/// So many messages are held back while a document is being opened.
const HELD_BACK: usize = 100;

impl Session {
    /// The cupboard was closed or cleared: open it again and save everything from memory.
    pub(super) fn gone(&mut self) {
        let known = self.in_doubt && self.fault == Some(Fault::Gone);
        if !self.may_write() || known {
            return;
        }
        (self.in_doubt, self.last_good, self.asked_at) = (true, None, None);
        (self.fault, self.retry_at) = (Some(Fault::Gone), None);
        // What was on its way is written again, whatever became of it.
        self.flights.clear();
        self.notice(Notice::SavingAgain);
        self.orders.push(Order::Reopen);
    }

    /// The lease was read: it is this page's, or gone with everything else, or another's.
    pub(super) fn lease_read(&mut self, bytes: Option<&[u8]>, now: u64) {
        let Some(held) = self.held.as_ref().filter(|_| self.phase == Phase::Open) else { return };
        match bytes {
            Some(bytes) if *bytes == held.bytes() => {
                self.cleared_said = false;
                if std::mem::take(&mut self.in_doubt) && self.last_good.is_some() {
                    // Refused, and yet it is ours: not at once again.
                    self.retry(now);
                }
                self.pump(now, false);
            }
            None if self.cleared_said => self.shut(Why::Cleared),
            None => {
                if !self.in_doubt {
                    self.notice(Notice::SavingAgain);
                }
                (self.in_doubt, self.last_good, self.lease_lost) = (false, None, true);
                (self.whole_first, self.retry_at, self.asked_at) = (true, None, None);
                self.flights.clear();
                self.pump(now, true);
            }
            Some(_) => self.shut(Why::TakenOver),
        }
    }

    /// Another page said something.
    pub(super) fn heard(&mut self, message: Message, now: u64) {
        let me = self.opening.writer.clone();
        let elsewhere = message.doc().is_some_and(|doc| doc != self.opening.doc);
        if message.from() == me || elsewhere || self.phase == Phase::Memory {
            return;
        }
        if self.phase == Phase::Loading {
            if self.held_back.len() < HELD_BACK {
                self.held_back.push(message);
            }
            return;
        }
        let doc = self.opening.doc.clone();
        let epoch = self.held.as_ref().map(|held| held.epoch);
        match (message, epoch) {
            (Message::Hello { schema, .. }, _) if schema > self.opening.schema => self.newer(now),
            (Message::Hello { schema, .. }, _) if schema < self.opening.schema => {
                // It has come later and does not know yet.
                self.say(Message::Hello { from: me, schema: self.opening.schema });
            }
            (Message::WhoWrites { .. }, Some(epoch)) => self.say(Message::Here { from: me, doc, epoch }),
            (Message::Ask { .. }, Some(_)) => self.leave(Leaving::HandOver, now),
            (Message::Took { epoch: theirs, .. }, Some(epoch)) if theirs > epoch => {
                self.orders.push(Order::ReadLease);
            }
            (Message::Cleared { .. }, Some(_)) => {
                self.cleared_said = true;
                self.orders.push(Order::ReadLease);
            }
            (Message::Freed { .. }, None) if self.phase == Phase::Shut(Why::OtherPage) => {
                self.notice(Notice::OtherPageLetGo);
            }
            (Message::Wrote { seq, .. }, None)
                if matches!(self.phase, Phase::Shut(Why::OtherPage | Why::TakenOver)) =>
            {
                self.notice(Notice::OtherPageSaved { seq });
            }
            _ => {}
        }
    }

    /// A newer program is in use: nothing is written any more, unsaved edits or not.
    pub(super) fn newer(&mut self, now: u64) {
        if matches!(self.phase, Phase::Shut(Why::NewerProgram | Why::Closed)) {
            return;
        }
        let within = |at: u64, ms: u64| now.abs_diff(at) < ms;
        let too_soon = within(self.opening.now, JUST_LOADED)
            || self.opening.last_reload.is_some_and(|at| within(at, BETWEEN_RELOADS));
        let unsaved = self.unsaved() > 0;
        self.shut(Why::NewerProgram);
        (self.phase, self.held) = (Phase::Shut(Why::NewerProgram), None);
        if too_soon || unsaved {
            self.notice(Notice::NewerProgram);
        } else {
            self.orders.push(Order::Reload);
        }
    }

    /// Saves what waits, then lets go.
    pub(super) fn leave(&mut self, leaving: Leaving, now: u64) {
        match self.phase {
            Phase::Open => {
                self.leaving = leaving;
                self.pump(now, true);
            }
            Phase::Loading | Phase::Shut(_) if leaving == Leaving::Upgrade => {
                (self.phase, self.held) = (Phase::Shut(Why::NewerProgram), None);
                self.orders.push(Order::CloseCupboard);
            }
            _ => {}
        }
    }

    /// Once everything is saved, a page that is leaving leaves.
    pub(super) fn settle(&mut self) {
        let busy = self.flights.iter().any(|flight| flight.through.is_some());
        if self.leaving == Leaving::No || !self.may_write() || !self.is_saved() || busy {
            return;
        }
        self.let_go();
        match self.leaving {
            Leaving::Upgrade => {
                self.orders.push(Order::CloseCupboard);
                self.shut(Why::NewerProgram);
            }
            _ => self.shut(Why::TakenOver),
        }
    }

    /// The page is being closed: what waits is written now, behind what is on its way.
    pub(super) fn closing(&mut self, now: u64) {
        if self.may_write() {
            self.pump(now, true);
            let on_their_way = self.flights.iter().filter_map(|flight| flight.through).max().unwrap_or(self.saved);
            if self.newest > on_their_way.max(self.saved) {
                self.notice(Notice::NotSaved { edits: self.unsaved() });
            }
            if !self.in_doubt && !self.lease_lost {
                self.let_go();
            }
        }
        (self.phase, self.held) = (Phase::Shut(Why::Closed), None);
    }

    fn let_go(&mut self) {
        let Some(held) = self.held.clone() else { return };
        self.write(held.release(), Durability::Relaxed, None, None);
        let (from, doc, epoch) = (held.writer, held.doc, held.epoch);
        self.say(Message::Freed { from, doc, epoch });
    }
}

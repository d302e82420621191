//! The part of a session that writes: what goes into a transaction, and what its outcome means.
//!
//! A transaction always holds every act that is not known to be saved, so that any one of them that completes leaves no
//! gap, whatever becomes of the others. Must never say that something is saved before its transaction has completed.

use super::{EXPIRES, Flight, LONGEST_RETRY, Leaving, Order, Session, Why};
use crate::store::batch::{Act, Tail, Whole, batch};
use crate::store::cupboard::{Durability, Fault, Guard, Write};
use crate::store::keys;
use crate::store::message::Message;
use crate::store::record::{Kind, Record, RecordHead, SnapshotHead, encode_record};

impl Session {
    /// Writes every act that is not known to be saved, and the whole document if it is given.
    pub(super) fn send(&mut self, whole: Option<(u64, &[u8])>, now: u64) {
        let Some(held) = self.held.clone() else { return };
        self.entry.saved_at = now;
        if let Some((_, bytes)) = whole {
            (self.entry.bytes, self.entry.schema) = (bytes.len() as u64, self.opening.schema);
        }
        let acts: Vec<Act> = self.waiting.iter().map(|w| Act { seq: w.seq, at: w.at, act: &w.act }).collect();
        let whole = whole.map(|(seq, bytes)| {
            let head = SnapshotHead { seq, at: now, kind: Kind::Saved, schema: self.opening.schema };
            Whole { head, bytes }
        });
        let tail = Tail { last_good: self.last_good, repair: self.repair.clone() };
        let (seq, through) = (whole.as_ref().map(|w| w.head.seq), self.newest);
        match batch(&held, &tail, &acts, whole.as_ref(), &self.entry) {
            Ok(writes) => {
                let durability = if seq.is_some() { Durability::Strict } else { Durability::Relaxed };
                self.write(writes, durability, Some(through), seq);
            }
            Err(fault) => {
                self.fault = Some(fault);
                self.retry(now);
            }
        }
    }

    pub(super) fn write(
        &mut self,
        mut writes: Vec<Write>,
        durability: Durability,
        through: Option<u64>,
        whole: Option<u64>,
    ) {
        let Some(held) = &self.held else { return };
        let guard = if self.lease_lost {
            writes.insert(0, held.put());
            Guard { key: keys::lease(&held.doc), bytes: None }
        } else {
            held.guard()
        };
        self.numbers += 1;
        self.flights.push(Flight { number: self.numbers, through, whole, repairs: self.repairs });
        self.orders.push(Order::Write { number: self.numbers, guard, writes, durability });
    }

    pub(super) fn written(&mut self, number: u64, outcome: Result<(), Fault>, now: u64) {
        let Some(k) = self.flights.iter().position(|f| f.number == number) else { return };
        let flight = self.flights.remove(k);
        match outcome {
            Ok(()) => self.done(&flight, now),
            Err(fault) => self.failed(&flight, fault, now),
        }
    }

    /// The acts that wait are left behind, for a page whose guarded writes may not be answered any more. Nobody
    /// compares the lease here, so it is done only while this turn cannot have expired; a record never replaces another,
    /// and one of a turn that had passed all the same is not followed, because its epoch is below its neighbours'.
    pub(super) fn part(&mut self, now: u64) {
        let Some(held) = self.held.clone().filter(|_| self.may_write() && !self.in_doubt && !self.lease_lost) else {
            return;
        };
        if now.abs_diff(self.sure_at) >= EXPIRES || !self.records_follow() {
            return;
        }
        let record = |w: &super::Waiting| {
            let head = RecordHead { seq: w.seq, writer: held.writer.clone(), epoch: held.epoch, at: w.at };
            let bytes = encode_record(&Record { head, act: w.act.clone() }).ok()?;
            Some((keys::journal(&held.doc, w.seq), bytes))
        };
        let records = self.waiting.iter().map_while(record).collect();
        self.orders.push(Order::Part { records });
    }

    fn done(&mut self, flight: &Flight, now: u64) {
        self.sure_at = now;
        let Some(through) = flight.through else { return };
        self.saved = self.saved.max(through);
        self.waiting.retain(|w| w.seq > through);
        if flight.repairs == self.repairs {
            self.repair.clear();
        }
        (self.fault, self.retry_at, self.tries, self.saved_at) = (None, None, 0, now);
        if let Some(seq) = flight.whole {
            (self.last_good, self.lease_lost) = (self.last_good.max(Some(seq)), false);
            (self.whole_first, self.whole_due) = (seq < self.replaced_at, false);
            self.refused_at = None;
        }
        let Some(epoch) = self.held.as_ref().map(|held| held.epoch) else { return };
        let (from, doc, seq) = (self.opening.writer.clone(), self.opening.doc.clone(), self.saved);
        self.say(Message::Wrote { from, doc, epoch, seq });
        self.pump(now, self.leaving != Leaving::No);
    }

    fn failed(&mut self, flight: &Flight, fault: Fault, now: u64) {
        if !self.may_write() {
            return;
        }
        match fault {
            Fault::Newer => self.newer(now),
            Fault::Gone => self.gone(),
            Fault::Fenced => {
                (self.in_doubt, self.fault) = (true, Some(Fault::Fenced));
                self.orders.push(Order::ReadLease);
            }
            // A beat that failed is followed by the next.
            _ if flight.through.is_none() => {}
            fault => {
                if flight.whole.is_some() && fault == Fault::Full && self.last_good.is_some() && self.records_follow() {
                    // The document does not fit, its acts may: they go first, the whole when there has been rest.
                    (self.whole_first, self.whole_due) = (false, false);
                    (self.refused_at, self.last_edit) = (Some(now), now);
                }
                self.fault = Some(fault);
                self.retry(now);
                if self.leaving == Leaving::Upgrade {
                    self.orders.push(Order::CloseCupboard);
                    self.shut(Why::NewerProgram);
                }
            }
        }
    }

    pub(super) fn retry(&mut self, now: u64) {
        self.tries += 1;
        let at = now + (250 << self.tries.min(6)).min(LONGEST_RETRY);
        self.retry_at = Some(at);
        self.orders.push(Order::RetryAt { at });
    }
}

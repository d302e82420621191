//! One open document on the page, as a state machine: what happened comes in, orders go out.
//!
//! Knows which acts are saved, which wait, and whether this page may still write. It waits for nothing and asks nobody:
//! the page carries out the orders and says what came of them. An act is saved when the transaction that holds it has
//! completed, not before. After a turn has passed, or a newer program has come, it never writes again.
//! Must never know a clock, a cupboard, or what an act says.

mod words;
mod flights;
mod turns;

use super::cupboard::{Durability, Fault, Write};
use super::keeping::{Harm, Loaded};
use super::lease::{BEAT, EXPIRES, Held};
use super::message::Message;
use super::shelf::Entry;
use serde::de::IgnoredAny;
use std::collections::VecDeque;
pub use words::{Happened, Notice, Opening, Order, SaveState, Why};

/// A snapshot after so many acts …
pub const SNAPSHOT_ACTS: u64 = 200;
/// … or when nobody has done anything for so long, in milliseconds.
pub const SNAPSHOT_IDLE: u64 = 30_000;
/// A failed write is tried again after at most so long, in milliseconds.
pub const LONGEST_RETRY: u64 = 10_000;
/// A page that hears of a newer program so soon after opening does not reload: that would be a loop. Milliseconds.
pub const JUST_LOADED: u64 = 5_000;
/// At most one reload in so many milliseconds.
pub const BETWEEN_RELOADS: u64 = 60_000;
/// A page that was asked for a snapshot and gives none for so long is asked again. Milliseconds.
const PATIENCE: u64 = 5_000;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Phase {
    Loading,
    Open,
    Memory,
    Shut(Why),
}

/// What is to happen once everything is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Leaving {
    No,
    /// To another page that asked.
    HandOver,
    /// For a newer program.
    Upgrade,
}

struct Waiting {
    seq: u64,
    at: u64,
    act: Vec<u8>,
}

/// A write that is on its way.
struct Flight {
    number: u64,
    /// All acts up to here are in it; `None` for beats and releases.
    through: Option<u64>,
    whole: Option<u64>,
    /// Which state of the repair went with it.
    repairs: u64,
}

/// The state of one open document.
pub struct Session {
    opening: Opening,
    phase: Phase,
    held: Option<Held>,
    entry: Entry,
    /// The last act there is, and the last that is saved.
    newest: u64,
    saved: u64,
    waiting: VecDeque<Waiting>,
    flights: Vec<Flight>,
    numbers: u64,
    /// The newest snapshot in the cupboard that is known to be readable; none after the cupboard was cleared.
    last_good: Option<u64>,
    /// Goes with every write until one of them is complete.
    repair: Vec<Write>,
    repairs: u64,
    /// The step of the last replacement.
    replaced_at: u64,
    /// When a whole document last found no room.
    refused_at: Option<u64>,
    /// Somebody said that everything was cleared; not yet looked at.
    cleared_said: bool,
    /// The first write is the whole document.
    whole_first: bool,
    whole_due: bool,
    /// The lease is gone with the rest, and has to be put again.
    lease_lost: bool,
    /// Nothing is written until the lease was read.
    in_doubt: bool,
    asked_at: Option<u64>,
    last_edit: u64,
    beat_at: u64,
    /// When the cupboard last accepted something of this turn.
    sure_at: u64,
    saved_at: u64,
    fault: Option<Fault>,
    retry_at: Option<u64>,
    tries: u32,
    leaving: Leaving,
    held_back: Vec<Message>,
    shown: SaveState,
    orders: Vec<Order>,
}

impl Session {
    /// A page that begins to open a document: it says so, and writes nothing.
    pub fn open(opening: Opening) -> (Session, Vec<Order>) {
        let hello = Message::Hello { from: opening.writer.clone(), schema: opening.schema };
        let session = Session {
            opening,
            phase: Phase::Loading,
            held: None,
            entry: Entry::default(),
            newest: 0,
            saved: 0,
            waiting: VecDeque::new(),
            flights: Vec::new(),
            numbers: 0,
            last_good: None,
            repair: Vec::new(),
            repairs: 0,
            replaced_at: 0,
            refused_at: None,
            cleared_said: false,
            whole_first: true,
            whole_due: false,
            lease_lost: false,
            in_doubt: false,
            asked_at: None,
            last_edit: 0,
            beat_at: 0,
            sure_at: 0,
            saved_at: 0,
            fault: None,
            retry_at: None,
            tries: 0,
            leaving: Leaving::No,
            held_back: Vec::new(),
            shown: SaveState::ReadOnly { why: Why::Loading },
            orders: Vec::new(),
        };
        (session, vec![Order::Say { message: hello }])
    }

    /// What the page shows beside the title.
    pub fn state(&self) -> SaveState {
        match self.phase {
            Phase::Loading => SaveState::ReadOnly { why: Why::Loading },
            Phase::Memory => SaveState::MemoryOnly,
            Phase::Shut(why) => SaveState::ReadOnly { why },
            Phase::Open => match &self.fault {
                _ if self.is_saved() => SaveState::Saved { at: self.saved_at },
                Some(fault) => SaveState::Unsaved { fault: fault.clone() },
                None => SaveState::Saving,
            },
        }
    }

    /// The last act there is: a snapshot taken now is one after this act.
    pub fn newest(&self) -> u64 {
        self.newest
    }

    /// Acts that are on the screen and not in the cupboard.
    pub fn unsaved(&self) -> u64 {
        self.newest - self.saved
    }

    /// The turn of this page; none: it may not write.
    pub fn held(&self) -> Option<&Held> {
        self.held.as_ref()
    }

    /// The entry as it will be written next.
    pub fn entry(&self) -> &Entry {
        &self.entry
    }

    fn is_saved(&self) -> bool {
        self.saved == self.newest && self.last_good.is_some() && !self.in_doubt
    }

    /// Takes what happened, and answers with orders, to be begun in their order.
    pub fn happened(&mut self, what: Happened, now: u64) -> Vec<Order> {
        match what {
            Happened::Loaded { loaded, held } => self.loaded(*loaded, held, now),
            Happened::NotLoaded { why } => self.not_loaded(why, now),
            Happened::NoCupboard if self.phase == Phase::Loading => self.phase = Phase::Memory,
            Happened::Edited { act } => self.edited(act, now),
            Happened::Replaced { backup, bytes } => self.replaced(backup, &bytes, now),
            Happened::Described { entry } => self.described(*entry),
            Happened::Exported => {
                (self.entry.exported_at, self.entry.edits_since_export) = (Some(now), 0);
                self.keep_entry();
            }
            Happened::Snapshot { seq, bytes } => self.snapshot(seq, &bytes, now),
            Happened::Written { number, outcome } => self.written(number, outcome, now),
            Happened::Tick => self.tick(now),
            Happened::Hidden => self.pump(now, true),
            Happened::Parting => self.part(now),
            Happened::Closing => self.closing(now),
            Happened::UpgradeAsked => self.leave(Leaving::Upgrade, now),
            Happened::Gone => self.gone(),
            Happened::LeaseRead { bytes } => self.lease_read(bytes.as_deref(), now),
            Happened::StillGone { fault } if self.may_write() => {
                self.fault = Some(fault);
                self.retry(now);
            }
            Happened::Heard { message } => self.heard(message, now),
            Happened::NoCupboard | Happened::StillGone { .. } => {}
        }
        self.settle();
        let state = self.state();
        if state != self.shown {
            self.shown = state.clone();
            self.orders.push(Order::Show { state });
        }
        std::mem::take(&mut self.orders)
    }

    fn may_write(&self) -> bool {
        self.phase == Phase::Open && self.held.is_some()
    }

    fn say(&mut self, message: Message) {
        self.orders.push(Order::Say { message });
    }

    fn notice(&mut self, notice: Notice) {
        self.orders.push(Order::Notice { notice });
    }

    /// The last thing a session does: from now on it writes nothing.
    fn shut(&mut self, why: Why) {
        if matches!(self.phase, Phase::Shut(_)) {
            return;
        }
        if self.phase == Phase::Open && self.unsaved() > 0 && why != Why::Closed {
            self.notice(Notice::NotSaved { edits: self.unsaved() });
        }
        self.phase = Phase::Shut(why);
        self.held = None;
    }

    fn loaded(&mut self, loaded: Loaded, held: Option<Held>, now: u64) {
        if self.phase != Phase::Loading {
            return;
        }
        (self.newest, self.saved, self.last_good) = (loaded.seq, loaded.seq, Some(loaded.base));
        (self.saved_at, self.entry) = (loaded.entry.saved_at, loaded.entry);
        (self.last_edit, self.beat_at, self.sure_at) = (now, now, now);
        if loaded.harm != Harm::default() {
            let harm = loaded.harm.clone();
            self.notice(Notice::Harmed { after: loaded.seq, lost: harm.lost_steps, harm });
        }
        self.repair = loaded.harm.repair;
        self.phase = if held.is_some() { Phase::Open } else { Phase::Shut(Why::OtherPage) };
        self.held = held;
        // What was heard meanwhile is heard now.
        for message in std::mem::take(&mut self.held_back) {
            self.heard(message, now);
        }
        if let Some(held) = &self.held {
            let (doc, epoch) = (held.doc.clone(), held.epoch);
            self.say(Message::Took { from: self.opening.writer.clone(), doc, epoch });
        }
    }

    fn not_loaded(&mut self, why: Why, now: u64) {
        if self.phase == Phase::Loading {
            self.phase = Phase::Shut(why);
            for message in std::mem::take(&mut self.held_back) {
                self.heard(message, now);
            }
        }
    }

    fn edited(&mut self, act: Vec<u8>, now: u64) {
        // Before the document is there, and where nothing is written, there is nothing that an act could follow.
        if !self.may_write() {
            if self.phase == Phase::Memory {
                self.entry = std::mem::take(&mut self.entry).edited(1);
            }
            return;
        }
        self.newest += 1;
        self.last_edit = now;
        self.entry = std::mem::take(&mut self.entry).edited(1);
        if serde_json::from_slice::<IgnoredAny>(&act).is_ok() {
            self.waiting.push_back(Waiting { seq: self.newest, at: now, act });
        } else {
            // No record can hold it. The document can: it is kept like a replacement, as a whole.
            (self.replaced_at, self.whole_first) = (self.newest, true);
        }
        let many = self.newest.saturating_sub(self.last_good.unwrap_or(0)) >= SNAPSHOT_ACTS;
        self.whole_due |= many && self.refused_at.is_none_or(|at| now.abs_diff(at) >= SNAPSHOT_IDLE);
        self.pump(now, false);
    }

    fn described(&mut self, entry: Entry) {
        let own = std::mem::take(&mut self.entry);
        let before = own.clone();
        self.entry = Entry {
            id: own.id,
            created: own.created,
            saved_at: own.saved_at,
            exported_at: own.exported_at,
            edits_since_export: own.edits_since_export,
            bytes: own.bytes,
            binned_at: own.binned_at,
            due_since: own.due_since,
            schema: self.opening.schema,
            ..entry
        };
        if self.entry != before {
            self.keep_entry();
        }
    }

    /// Writes the entry alone; if that fails, the next act takes it along.
    fn keep_entry(&mut self) {
        if self.may_write() && self.last_good.is_some() && !self.in_doubt {
            match self.entry.put() {
                Ok(write) => self.write(vec![write], Durability::Relaxed, None, None),
                Err(fault) => self.fault = Some(fault),
            }
        }
    }

    fn replaced(&mut self, backup: Vec<Write>, bytes: &[u8], now: u64) {
        if !self.may_write() {
            return;
        }
        // The replacement is a step of its own, without a record: the snapshot is the step. The backup goes with every
        // write until one of them is complete.
        self.newest += 1;
        self.last_edit = now;
        self.entry = std::mem::take(&mut self.entry).edited(1);
        self.repair.splice(0..0, backup);
        self.repairs += 1;
        self.replaced_at = self.newest;
        self.whole_first = true;
        if !self.in_doubt {
            self.send(Some((self.newest, bytes)), now);
        }
    }

    fn snapshot(&mut self, seq: u64, bytes: &[u8], now: u64) {
        let wanted = self.asked_at.take().is_some() && self.may_write() && !self.in_doubt;
        // Records between it and the newest act must be there or wait; a replacement has none.
        let floor = self.last_good.unwrap_or(self.saved).max(self.replaced_at);
        if wanted && (floor..=self.newest).contains(&seq) {
            self.send(Some((seq, bytes)), now);
        } else {
            self.pump(now, false);
        }
    }

    fn tick(&mut self, now: u64) {
        if !self.may_write() {
            return;
        }
        if self.retry_at.is_some_and(|at| at <= now || at > now + LONGEST_RETRY) {
            self.retry_at = None;
            if self.in_doubt {
                self.orders.push(Order::Reopen);
            }
        }
        // A clock that jumps makes a beat too many, never one too few.
        if !self.in_doubt && !self.lease_lost && now.abs_diff(self.beat_at) >= BEAT {
            self.beat_at = now;
            if let Some(held) = self.held.clone() {
                self.write(vec![held.beat(now)], Durability::Relaxed, None, None);
            }
        }
        let idle = now.abs_diff(self.last_edit) >= SNAPSHOT_IDLE;
        if idle && self.saved == self.newest && self.last_good.is_some_and(|good| good < self.newest) {
            self.whole_due = true;
            self.last_edit = now;
        }
        self.pump(now, false);
    }

    /// Begins what can be begun. `urgent`: the page may be gone in a moment.
    fn pump(&mut self, now: u64, urgent: bool) {
        if !self.may_write() || self.in_doubt || (self.retry_at.is_some() && !urgent) {
            return;
        }
        let covered = self.flights.iter().filter_map(|f| f.through).max().unwrap_or(self.saved);
        let something = self.newest > self.saved || self.last_good.is_none();
        let whole_on_its_way = self.flights.iter().any(|f| f.whole.is_some());
        let whole_wanted = self.whole_due || (self.whole_first && something) || self.last_good.is_none();
        let given_up = self.asked_at.is_some_and(|at| now.abs_diff(at) >= PATIENCE);
        if whole_wanted && !whole_on_its_way && (self.asked_at.is_none() || given_up) {
            self.asked_at = Some(now);
            self.orders.push(Order::AskSnapshot);
        }
        let must_wait = self.last_good.is_none() || (self.whole_first && !urgent && !given_up);
        let free = !self.flights.iter().any(|f| f.through.is_some());
        if !must_wait && self.newest > covered.max(self.saved) && (urgent || free) && self.records_follow() {
            self.send(None, now);
        }
    }

    /// Whether the acts that wait follow what is saved without a gap: a replacement is a step without a record.
    fn records_follow(&self) -> bool {
        self.waiting.front().is_some_and(|w| w.seq == self.saved + 1) && self.waiting.len() as u64 == self.unsaved()
    }
}

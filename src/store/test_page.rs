//! A page for tests: carries out the orders of a session over a cupboard. Its document is a list of what was done.

use super::cupboard::put;
use super::faulty::block_on;
use super::keeping::{create, load};
use super::lease::{self, Learnt};
use super::session::Opening;
use super::shelf::Asking;
use super::*;

pub(super) const DOC: &str = "年度";

/// A document: values, of which the act `"undo"` takes the last away.
pub(super) type Content = Vec<String>;

pub(super) fn act(text: &str) -> Vec<u8> {
    serde_json::to_vec(text).unwrap()
}

pub(super) fn apply(content: &mut Content, act: &[u8]) {
    match serde_json::from_slice::<String>(act).unwrap().as_str() {
        "undo" => drop(content.pop()),
        text => content.push(text.to_owned()),
    }
}

pub(super) fn bytes_of(content: &Content) -> Vec<u8> {
    serde_json::to_vec(content).unwrap()
}

pub(super) fn content_of(loaded: &Loaded) -> Content {
    let mut content: Content = serde_json::from_slice(&loaded.snapshot).unwrap();
    loaded.acts.iter().for_each(|act| apply(&mut content, act));
    content
}

pub(super) fn entry(id: &str) -> Entry {
    Entry { id: id.into(), title: "考核".into(), schema: 1, ..Entry::default() }
}

pub(super) fn asking(writer: &str, now: u64) -> Asking<'_> {
    Asking { writer, schema: 1, now, learnt: Learnt { lock: Some(true), ..Learnt::default() } }
}

/// A cupboard with one empty document that nobody writes.
pub(super) fn with_document() -> MemoryCupboard {
    let cupboard = MemoryCupboard::default();
    let held = block_on(create(&cupboard, &entry(DOC), b"[]", "maker", 0)).unwrap();
    block_on(lease::release(&cupboard, &held)).unwrap();
    cupboard
}

pub(super) fn found<C: Cupboard>(cupboard: &C) -> Loaded {
    match block_on(load(cupboard, DOC, 1, 0)).unwrap() {
        Found::Loaded(loaded) => *loaded,
        other => panic!("{other:?}"),
    }
}

pub(super) struct Page<'a, C: Cupboard> {
    pub(super) cupboard: &'a C,
    pub(super) session: Session,
    pub(super) content: Content,
    /// With `holding`, writes and requests for snapshots wait here until they are let go.
    pub(super) holding: bool,
    pub(super) on_hold: Vec<Order>,
    /// Every write that was ordered.
    pub(super) writes: Vec<Vec<Write>>,
    /// Everything else that was ordered.
    pub(super) others: Vec<Order>,
    /// The last act that was ever shown as saved.
    pub(super) reported: u64,
    /// Writes fail with this instead of reaching the cupboard.
    pub(super) broken: Option<Fault>,
}

pub(super) fn opening(writer: &str, now: u64) -> Opening {
    Opening { doc: DOC.into(), writer: writer.into(), schema: 1, now, last_reload: None }
}

impl<'a, C: Cupboard> Page<'a, C> {
    /// A page that has said hello and not yet loaded anything.
    pub(super) fn begin(cupboard: &'a C, opening: Opening) -> Page<'a, C> {
        let (session, orders) = Session::open(opening);
        Page {
            cupboard,
            session,
            content: Vec::new(),
            holding: false,
            on_hold: Vec::new(),
            writes: Vec::new(),
            others: orders,
            reported: 0,
            broken: None,
        }
    }

    /// A page that has taken the turn, by force if need be, and loaded the document.
    pub(super) fn open(cupboard: &'a C, writer: &str, now: u64) -> Page<'a, C> {
        let mut page = Page::begin(cupboard, opening(writer, now));
        page.load(writer, now).unwrap();
        page
    }

    pub(super) fn load(&mut self, writer: &str, now: u64) -> Result<Loaded, Fault> {
        let seen = block_on(lease::seen(self.cupboard, DOC))?;
        let held = block_on(lease::take(self.cupboard, DOC, writer, &seen, now))?;
        let found = block_on(load(self.cupboard, DOC, 1, now))?;
        let Found::Loaded(loaded) = found else { panic!("{found:?}") };
        self.content = content_of(&loaded);
        self.tell(Happened::Loaded { loaded: loaded.clone(), held: Some(held) }, now);
        Ok(*loaded)
    }

    /// A page that only looks.
    pub(super) fn look(cupboard: &'a C, writer: &str, now: u64) -> Page<'a, C> {
        let mut page = Page::begin(cupboard, opening(writer, now));
        let loaded = found(cupboard);
        page.content = content_of(&loaded);
        page.tell(Happened::Loaded { loaded: Box::new(loaded), held: None }, now);
        page
    }

    pub(super) fn edit(&mut self, text: &str, now: u64) {
        apply(&mut self.content, &act(text));
        self.tell(Happened::Edited { act: act(text) }, now);
    }

    pub(super) fn tell(&mut self, what: Happened, now: u64) {
        let orders = self.session.happened(what, now);
        for order in orders {
            let waits = matches!(order, Order::Write { .. } | Order::AskSnapshot);
            if let Order::Write { writes, .. } = &order {
                self.writes.push(writes.clone());
            }
            if self.holding && waits { self.on_hold.push(order) } else { self.carry_out(order, now) }
        }
        if matches!(self.session.state(), SaveState::Saved { .. }) {
            self.reported = self.reported.max(self.session.newest());
        }
    }

    pub(super) fn carry_out(&mut self, order: Order, now: u64) {
        match order {
            Order::Write { number, guard, writes, durability } => {
                let outcome = match &self.broken {
                    Some(fault) => Err(fault.clone()),
                    None => block_on(self.cupboard.write(Some(guard), writes, durability)),
                };
                self.tell(Happened::Written { number, outcome }, now);
            }
            Order::Part { records } => {
                for (key, bytes) in records {
                    if block_on(self.cupboard.read(&key)) == Ok(None) {
                        let _ = block_on(self.cupboard.write(None, vec![put(key, bytes)], Durability::Relaxed));
                    }
                }
            }
            Order::AskSnapshot => {
                let (seq, bytes) = (self.session.newest(), bytes_of(&self.content));
                self.tell(Happened::Snapshot { seq, bytes }, now);
            }
            Order::Reopen | Order::ReadLease => {
                self.others.push(order);
                let read = match &self.broken {
                    Some(fault) => Err(fault.clone()),
                    None => block_on(self.cupboard.read(&keys::lease(DOC))),
                };
                match read {
                    Ok(bytes) => self.tell(Happened::LeaseRead { bytes }, now),
                    Err(fault) => self.tell(Happened::StillGone { fault }, now),
                }
            }
            other => self.others.push(other),
        }
    }

    /// Carries out what was held, in its order, and holds no longer.
    pub(super) fn let_go(&mut self, now: u64) {
        self.holding = false;
        for order in std::mem::take(&mut self.on_hold) {
            self.carry_out(order, now);
        }
    }

    pub(super) fn said(&self) -> Vec<Message> {
        let said = self.others.iter().filter_map(|order| match order {
            Order::Say { message } => Some(message.clone()),
            _ => None,
        });
        said.collect()
    }

    pub(super) fn notices(&self) -> Vec<Notice> {
        let notices = self.others.iter().filter_map(|order| match order {
            Order::Notice { notice } => Some(notice.clone()),
            _ => None,
        });
        notices.collect()
    }

    pub(super) fn is_saved(&self) -> bool {
        matches!(self.session.state(), SaveState::Saved { .. })
    }
}

/// Whether any of the writes changes work: anything but signs of life and letting go.
pub(super) fn touches_work(writes: &[Vec<Write>]) -> bool {
    writes.iter().flatten().any(|write| match write {
        Write::Put { key, .. } | Write::Delete { key } => !key.starts_with("lease/"),
        Write::DeleteUnder { .. } => true,
    })
}

//! The page's end of the workers: who sits at which desk, and what travels between.
//!
//! A desk is a conversation about one document. Every desk has a worker of its own, so an opening that is cancelled
//! or fails cannot harm the open document. A worker whose desk was left is kept as a spare: after the page has
//! loaded, opening a document needs no network.

use super::protocol::{BROKE_DOWN, Reply, Request};
use js_sys::{Array, Reflect, Uint8Array};
use serde::{Deserialize, Serialize};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Worker};

/// Workers that wait for a document.
const SPARES: usize = 2;

/// What comes from a desk.
#[derive(Clone, Debug)]
pub enum Said {
    /// An answer.
    Reply { desk: u32, id: u32, reply: Reply },
    /// The worker stopped working.
    BrokeDown { desk: u32 },
}

/// All workers of the page.
#[derive(Clone)]
pub struct Desks {
    rooms: Rc<RefCell<Vec<Room>>>,
    address: Rc<str>,
    listener: Rc<dyn Fn(Said)>,
    next: Rc<Cell<u32>>,
}

/// A worker, and the desk that sits in it.
struct Room {
    number: u32,
    worker: Worker,
    desk: Option<u32>,
    /// Questions without a final answer.
    waiting: BTreeSet<u32>,
    /// It said something: its program is there.
    awake: bool,
    _hears: Closure<dyn FnMut(MessageEvent)>,
    _fails: Closure<dyn FnMut(web_sys::Event)>,
}

impl Drop for Room {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// As a question travels.
#[derive(Serialize)]
struct Asked<'a> {
    id: u32,
    request: &'a Request,
}

/// As an answer travels.
#[derive(Deserialize)]
struct Answered {
    id: u32,
    reply: Reply,
}

impl Desks {
    /// Starts the first workers. `address` is that of the worker's script.
    pub fn new(address: &str, listener: impl Fn(Said) + 'static) -> Desks {
        let desks =
            Desks { rooms: Rc::default(), address: address.into(), listener: Rc::new(listener), next: Rc::default() };
        desks.fill();
        desks
    }

    /// Whether every spare worker has its program.
    pub fn awake(&self) -> bool {
        self.rooms.borrow().iter().all(|room| room.awake)
    }

    /// Asks a desk; a desk nobody asked yet takes a spare worker.
    pub fn ask(&self, desk: u32, id: u32, request: &Request) {
        if !self.seat(desk) || self.post(desk, id, request).is_err() {
            (self.listener)(Said::BrokeDown { desk });
        }
    }

    /// The desk's document is not needed any more.
    pub fn leave(&self, desk: u32) {
        let mut rooms = self.rooms.borrow_mut();
        let spares = rooms.iter().filter(|room| room.desk.is_none()).count();
        rooms.retain_mut(|room| {
            if room.desk != Some(desk) {
                return true;
            }
            room.desk = None;
            room.waiting.is_empty() && spares < SPARES
        });
        drop(rooms);
        self.fill();
    }

    /// Stops the desk in the middle of its work.
    pub fn stop(&self, desk: u32) {
        self.rooms.borrow_mut().retain(|room| room.desk != Some(desk));
        self.fill();
    }

    /// Gives the desk a worker unless it has one.
    fn seat(&self, desk: u32) -> bool {
        let place = |rooms: &[Room]| {
            rooms
                .iter()
                .position(|room| room.desk == Some(desk))
                .or_else(|| rooms.iter().position(|room| room.desk.is_none()))
        };
        if place(&self.rooms.borrow()).is_none() {
            self.start();
        }
        let mut rooms = self.rooms.borrow_mut();
        let Some(place) = place(&rooms) else { return false };
        rooms[place].desk = Some(desk);
        true
    }

    fn post(&self, desk: u32, id: u32, request: &Request) -> Result<(), JsValue> {
        let message = serde_wasm_bindgen::to_value(&Asked { id, request })?;
        let moved = Array::new();
        match request {
            Request::Open { .. } => contents(&message, "open", &moved),
            Request::OpenOther { .. } => contents(&message, "openOther", &moved),
            _ => {}
        }
        let mut rooms = self.rooms.borrow_mut();
        if let Some(room) = rooms.iter_mut().find(|room| room.desk == Some(desk)) {
            room.waiting.insert(id);
            room.worker.post_message_with_transfer(&message, &moved)?;
        }
        Ok(())
    }

    /// Keeps at least one worker ready.
    fn fill(&self) {
        while self.rooms.borrow().len() < SPARES && self.start() {}
    }

    fn start(&self) -> bool {
        let Ok(worker) = Worker::new(&self.address) else { return false };
        let number = self.next.replace(self.next.get() + 1);
        let desks = self.clone();
        let hears = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            desks.heard(number, event.data());
        });
        let desks = self.clone();
        let fails = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
            event.prevent_default();
            desks.failed(number);
        });
        worker.set_onmessage(Some(hears.as_ref().unchecked_ref()));
        worker.set_onerror(Some(fails.as_ref().unchecked_ref()));
        self.rooms.borrow_mut().push(Room {
            number,
            worker,
            desk: None,
            waiting: BTreeSet::new(),
            awake: false,
            _hears: hears,
            _fails: fails,
        });
        true
    }

    fn heard(&self, number: u32, message: JsValue) {
        if message.as_string().as_deref() == Some(BROKE_DOWN) {
            return self.failed(number);
        }
        let mut rooms = self.rooms.borrow_mut();
        let Some(room) = rooms.iter_mut().find(|room| room.number == number) else { return };
        room.awake = true;
        // A worker may greet with a word; everything else is an answer.
        let Some(desk) = room.desk.filter(|_| message.is_object()) else { return };
        let said = match serde_wasm_bindgen::from_value::<Answered>(message) {
            Ok(Answered { id, reply }) => {
                if !matches!(reply, Reply::Progress { .. }) {
                    room.waiting.remove(&id);
                }
                Said::Reply { desk, id, reply }
            }
            Err(_) => Said::BrokeDown { desk },
        };
        drop(rooms);
        (self.listener)(said);
    }

    /// Breaks every worker that a desk sits in, for the tests of what happens then.
    #[cfg(feature = "faults")]
    pub fn break_seated(&self) {
        let desks: Vec<u32> = self.rooms.borrow().iter().filter_map(|room| room.desk).collect();
        for desk in desks {
            self.ask(desk, 0, &Request::Break);
        }
    }

    fn failed(&self, number: u32) {
        let mut rooms = self.rooms.borrow_mut();
        let Some(place) = rooms.iter().position(|room| room.number == number) else { return };
        match rooms[place].desk {
            Some(desk) => {
                drop(rooms);
                (self.listener)(Said::BrokeDown { desk });
            }
            // A spare that cannot start is given up; whoever needs a worker next tries again.
            None => drop(rooms.remove(place)),
        }
    }
}

/// The contents of the files in a message: they are handed over, not copied.
fn contents(message: &JsValue, request: &str, moved: &Array) {
    let field = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).unwrap_or_default();
    let open = field(&field(message, "request"), request);
    for file in Array::from(&field(&open, "files")).iter() {
        if let Ok(bytes) = field(&file, "bytes").dyn_into::<Uint8Array>() {
            moved.push(&bytes.buffer());
        }
    }
}

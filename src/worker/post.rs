//! The worker's end: messages in, answers out. A long assessment gives way between its pieces, so that the page can
//! see how far it is and stop it.

use super::desk::Desk;
use super::protocol::{BROKE_DOWN, Reply, Request};
use js_sys::{Date, Promise};
use serde::{Deserialize, Serialize};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, console};

/// Milliseconds of work before giving way.
const SLICE: f64 = 50.0;

#[derive(Deserialize)]
struct Asked {
    id: u32,
    request: Request,
}

#[derive(Serialize)]
struct Answered<'a> {
    id: u32,
    reply: &'a Reply,
}

/// One worker: its desk, and the number of the assessment that may go on.
struct Office {
    scope: DedicatedWorkerGlobalScope,
    desk: RefCell<Desk>,
    /// Raised by every new assessment and by `Cancel`: an older run stops.
    current: Cell<u32>,
}

/// Starts listening, and says so.
pub fn open_office() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    tell_of_panics();
    let office = Rc::new(Office { scope: scope.clone(), desk: RefCell::default(), current: Cell::new(0) });
    let hears = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        // What is not a request is not ours to answer.
        if let Ok(asked) = serde_wasm_bindgen::from_value::<Asked>(event.data()) {
            Rc::clone(&office).answer(asked);
        }
    });
    scope.set_onmessage(Some(hears.as_ref().unchecked_ref()));
    hears.forget();
    // If even the greeting cannot be sent the page notices by its absence.
    let _ = scope.post_message(&"ready".into());
}

/// A panic is the end of this worker. The page is told at once: not every browser reports one inside a promise.
fn tell_of_panics() {
    std::panic::set_hook(Box::new(|panic| {
        console::error_1(&panic.to_string().into());
        let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
        let _ = scope.post_message(&BROKE_DOWN.into());
    }));
}

impl Office {
    fn answer(self: Rc<Self>, Asked { id, request }: Asked) {
        match request {
            Request::Open { files } => {
                self.stop_running();
                let reply = self.desk.borrow_mut().open(files);
                self.send(id, &reply);
            }
            Request::Restore { snapshot, acts } => {
                self.stop_running();
                let reply = self.desk.borrow_mut().restore(&snapshot, &acts);
                self.send(id, &reply);
            }
            Request::Fork(fork) => {
                self.stop_running();
                let reply = self.desk.borrow_mut().fork(*fork);
                self.send(id, &reply);
            }
            Request::Blank { id: document, title } => {
                self.stop_running();
                let reply = self.desk.borrow_mut().blank(document, title);
                self.send(id, &reply);
            }
            Request::TakeIn { .. }
            | Request::TakeInAct { .. }
            | Request::TakeInFaults { .. }
            | Request::LeaveOut
            | Request::Report(_) => {
                let reply = self.desk.borrow_mut().answer_tables(request);
                self.send(id, &reply);
            }
            Request::Act { text } => {
                self.stop_running();
                let reply = self.desk.borrow_mut().act(&text);
                self.send(id, &reply);
            }
            Request::Write { kind } => {
                let reply = self.desk.borrow().write(kind);
                self.send(id, &reply);
            }
            Request::Sheet(spec) => {
                let reply = self.desk.borrow_mut().sheet(spec);
                self.send(id, &reply);
            }
            Request::Events => {
                let reply = self.desk.borrow().events();
                self.send(id, &reply);
            }
            Request::Difference { other } => {
                let reply = self.desk.borrow().difference(&other);
                self.send(id, &reply);
            }
            Request::Explain { subject, node } => {
                let reply = self.desk.borrow().explain(&subject, &node);
                self.send(id, &reply);
            }
            Request::Cancel => {
                self.stop_running();
            }
            // At once, between two pieces of a running assessment, which goes on afterwards.
            Request::Compare { .. }
            | Request::CompareSubject { .. }
            | Request::Schemes { .. }
            | Request::Profiles { .. }
            | Request::UnderCategory { .. }
            | Request::OpenOther { .. }
            | Request::RestoreOther { .. }
            | Request::CloseOther { .. }
            | Request::ExportComparison { .. } => {
                let reply = self.desk.borrow_mut().answer_comparison(request);
                if let Some(reply) = reply {
                    self.send(id, &reply);
                }
            }
            Request::Assess { scheme, period } => {
                let run = self.stop_running();
                spawn_local(async move { self.assess(id, run, scheme, period).await });
            }
            #[cfg(feature = "faults")]
            Request::Break => spawn_local(async {
                give_way().await;
                std::panic::panic_any("mingheng-fault: worker")
            }),
        }
    }

    fn stop_running(&self) -> u32 {
        let next = self.current.get().wrapping_add(1);
        self.current.set(next);
        next
    }

    async fn assess(&self, id: u32, run: u32, scheme: Option<String>, period: Option<String>) {
        let prepared = self.desk.borrow().prepare(scheme.as_deref(), period.as_deref());
        let (checked, question, prepared) = match prepared {
            Ok(prepared) => prepared,
            Err(reply) => return self.send(id, &reply),
        };
        let mut computing = prepared.run(&checked);
        let mut since = Date::now();
        while computing.advance() {
            if Date::now() - since > SLICE {
                let progress = computing.progress();
                self.send(id, &Reply::Progress { done: progress.done as u32, total: progress.total as u32 });
                give_way().await;
                if self.current.get() != run {
                    return self.send(id, &Reply::Cancelled);
                }
                since = Date::now();
            }
        }
        let kept = computing.into_kept();
        let assessment = prepared.finish(kept);
        let reply = self.desk.borrow_mut().show(&checked, question, assessment);
        self.send(id, &reply);
    }

    fn send(&self, id: u32, reply: &Reply) {
        if let Ok(message) = serde_wasm_bindgen::to_value(&Answered { id, reply }) {
            // A page that is gone needs no answer.
            let _ = self.scope.post_message(&message);
        }
    }
}

/// Lets waiting messages in.
async fn give_way() {
    let promise = Promise::new(&mut |resolve, _| {
        let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
        // Without a timer the work simply goes on.
        if scope.set_timeout_with_callback(&resolve).is_err() {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    });
    let _ = JsFuture::from(promise).await;
}

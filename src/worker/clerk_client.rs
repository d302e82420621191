//! The page's end of the clerk: a worker for one task, thrown away when it is done or given up. How long
//! it may take is the page's to say.

use super::clerk::{Outcome, Task};
use js_sys::{Array, Object, Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker};

/// Why a task came to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// The clerk's program could not be fetched or broke down.
    BrokeDown,
    /// It was told to stop.
    Stopped,
}

/// One clerk at work. Dropping it stops it.
pub struct Clerk {
    worker: Worker,
    stop: Rc<RefCell<Option<js_sys::Function>>>,
}

impl Clerk {
    /// A fresh worker; none: this browser starts none. `address` is that of the clerk's script.
    pub fn start(address: &str) -> Option<Clerk> {
        Some(Clerk { worker: Worker::new(address).ok()?, stop: Rc::default() })
    }

    /// Does one task. `files`: what it is about; only the browser holds their bytes, and the clerk who fetches them.
    pub async fn work(&self, task: &Task, files: &Array) -> Result<Outcome, Lost> {
        let message = Object::new();
        let task = serde_wasm_bindgen::to_value(task).map_err(|_| Lost::BrokeDown)?;
        let _ = Reflect::set(&message, &"task".into(), &task);
        let _ = Reflect::set(&message, &"files".into(), files);
        let worker = self.worker.clone();
        let stop = Rc::clone(&self.stop);
        let promise = Promise::new(&mut |resolve, reject| {
            *stop.borrow_mut() = Some(reject.clone());
            let fails = reject.clone();
            let hears = Closure::once_into_js(move |event: MessageEvent| {
                let _ = resolve.call1(&JsValue::UNDEFINED, &event.data());
            });
            let breaks = Closure::once_into_js(move |event: web_sys::Event| {
                event.prevent_default();
                let _ = fails.call1(&JsValue::UNDEFINED, &JsValue::NULL);
            });
            worker.set_onmessage(Some(hears.unchecked_ref()));
            worker.set_onerror(Some(breaks.unchecked_ref()));
            if worker.post_message(&message).is_err() {
                let _ = reject.call1(&JsValue::UNDEFINED, &JsValue::NULL);
            }
        });
        let answer = JsFuture::from(promise).await;
        self.worker.terminate();
        match answer {
            Ok(answer) => serde_wasm_bindgen::from_value(answer).map_err(|_| Lost::BrokeDown),
            Err(why) if why.is_truthy() => Err(Lost::Stopped),
            Err(_) => Err(Lost::BrokeDown),
        }
    }

    /// Gives the task up.
    pub fn stop(&self) {
        self.worker.terminate();
        if let Some(stop) = self.stop.borrow_mut().take() {
            let _ = stop.call1(&JsValue::UNDEFINED, &JsValue::TRUE);
        }
    }
}

impl Drop for Clerk {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

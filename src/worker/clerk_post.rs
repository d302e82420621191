//! The clerk's end: one task comes in, what came of it goes out.

use super::clerk::{Outcome, Reading, Task, write};
use super::protocol::BROKE_DOWN;
use crate::sheets::MOST_BYTES;
use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, DedicatedWorkerGlobalScope, MessageEvent, console};

/// Starts listening.
pub fn open_window() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    std::panic::set_hook(Box::new(|panic| {
        console::error_1(&panic.to_string().into());
        let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
        let _ = scope.post_message(&BROKE_DOWN.into());
    }));
    let answers = scope.clone();
    let hears = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let part = |name: &str| Reflect::get(&event.data(), &name.into()).unwrap_or_default();
        // What is no task is not ours to do.
        let Ok(task) = serde_wasm_bindgen::from_value::<Task>(part("task")) else { return };
        let files = Array::from(&part("files"));
        let answers = answers.clone();
        spawn_local(async move {
            if let Ok(message) = serde_wasm_bindgen::to_value(&work(task, &files).await) {
                // A page that is gone needs no answer.
                let _ = answers.post_message(&message);
            }
        });
    });
    scope.set_onmessage(Some(hears.as_ref().unchecked_ref()));
    hears.forget();
}

/// Does the task. Files are fetched one at a time: the page does not hold them, and neither does the clerk.
async fn work(task: Task, files: &Array) -> Outcome {
    let (names, texts) = match task {
        Task::Write { made } => return write(&made),
        Task::Read { names, texts } => (names, texts),
    };
    let mut reading = Reading::new(texts);
    for (name, file) in names.into_iter().zip(files.iter()) {
        match bytes(file).await {
            Some(bytes) => {
                #[cfg(feature = "faults")]
                break_on_demand(&bytes);
                reading.add(name, &bytes);
            }
            None => reading.gone(name),
        }
    }
    reading.finish()
}

/// What a file holds, or as much of it as says that it is too large; none: it cannot be read any more.
async fn bytes(file: JsValue) -> Option<Vec<u8>> {
    let file: Blob = file.dyn_into().ok()?;
    let begins = file.slice_with_f64_and_f64(0.0, MOST_BYTES as f64).ok()?;
    let buffer = JsFuture::from(begins.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// Breaks in the middle of a table that asks for it, for the tests of what happens then.
#[cfg(feature = "faults")]
fn break_on_demand(bytes: &[u8]) {
    if bytes.windows(8).any(|word| word == b"__BOOM__") {
        std::panic::panic_any("mingheng-fault: clerk")
    }
}

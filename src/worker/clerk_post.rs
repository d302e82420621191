//! The clerk's end: one task comes in, what came of it goes out.

use super::clerk::{Task, work};
use super::protocol::BROKE_DOWN;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, console};

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
        // What is no task is not ours to do.
        let Ok(task) = serde_wasm_bindgen::from_value::<Task>(event.data()) else { return };
        #[cfg(feature = "faults")]
        break_on_demand(&task);
        if let Ok(message) = serde_wasm_bindgen::to_value(&work(task)) {
            // A page that is gone needs no answer.
            let _ = answers.post_message(&message);
        }
    });
    scope.set_onmessage(Some(hears.as_ref().unchecked_ref()));
    hears.forget();
}

/// Breaks in the middle of a table that asks for it, for the tests of what happens then.
#[cfg(feature = "faults")]
fn break_on_demand(task: &Task) {
    let asks = |bytes: &[u8]| bytes.windows(8).any(|word| word == b"__BOOM__");
    if let Task::Read { files } = task
        && files.iter().any(|file| asks(&file.bytes))
    {
        std::panic::panic_any("mingheng-fault: clerk")
    }
}

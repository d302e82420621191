//! From a panic to the layer that speaks when the program no longer can (`boot/crash.js`, plain JavaScript).
//!
//! Knows only that the layer is a function of the window. Must never try to save or mend anything: after a panic
//! nothing in here can be trusted.

use js_sys::{Error, Function, Reflect};
use wasm_bindgen::JsCast;
use web_sys::{console, window};

/// Hands every panic to the layer, and to the console.
pub fn tell_of_panics() {
    std::panic::set_hook(Box::new(|panic| tell(&panic.to_string())));
}

fn tell(what: &str) {
    let here = Error::new(what);
    let stack = Reflect::get(&here, &"stack".into()).ok().and_then(|stack| stack.as_string()).unwrap_or_default();
    // Chromium's stack begins with the message, Firefox's and Safari's do not.
    let message = if stack.contains(what) { stack } else { format!("{what}\n{stack}") };
    let message = message.into();
    console::error_1(&message);
    let layer = window()
        .and_then(|window| Reflect::get(&window, &"minghengCrash".into()).ok())
        .and_then(|layer| layer.dyn_into::<Function>().ok());
    if let Some(layer) = layer {
        let _ = layer.call1(&wasm_bindgen::JsValue::NULL, &message);
    }
}

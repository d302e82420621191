//! A page that breaks when told to, for the tests of what happens then. Compiled only with the feature `faults`,
//! which no page for use is built with.
//!
//! The address names the place (`?panic=click`, `effect`, `async`, `worker` or `drop`); a button sets it off.

use super::effects::pause;
use super::live::follow;
use super::store::Store;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::window;

/// Stands in every message, so that a build can be searched for it.
const MARK: &str = "mingheng-fault";

/// Puts the button on the page.
pub fn offer(store: Store) {
    let Some(window) = window() else { return };
    let search = window.location().search().unwrap_or_default();
    let Some(site) = search.strip_prefix("?panic=").map(str::to_owned) else { return };
    let Some(page) = window.document() else { return };
    let (Some(body), Ok(button)) = (page.body(), page.create_element("button")) else { return };
    button.set_id("fault");
    button.set_text_content(Some(&site));
    let set_off = RwSignal::new(false);
    follow(move || {
        if set_off.get() {
            fail("effect");
        }
    });
    let pressed = Closure::<dyn Fn()>::new(move || match site.as_str() {
        "click" => fail("click"),
        "effect" => set_off.set(true),
        "async" => leptos::task::spawn_local(async {
            pause(0).await;
            fail("async");
        }),
        "worker" => {
            store.with_desks(|desks| desks.break_seated());
        }
        "drop" => drop(Brittle),
        _ => {}
    });
    let _ = button.add_event_listener_with_callback("click", pressed.as_ref().unchecked_ref());
    pressed.forget();
    let _ = body.append_child(&button);
}

/// Breaks when it is dropped.
struct Brittle;

impl Drop for Brittle {
    fn drop(&mut self) {
        fail("drop");
    }
}

/// The panic itself.
fn fail(site: &str) -> ! {
    std::panic::panic_any(format!("{MARK}: {site}"))
}

//! Rows glide to their new places when other results replace them, unless the reader wants no motion.

use leptos::html::Tbody;
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::HashMap;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, window};

/// Milliseconds.
const LASTS: f64 = 350.0;

thread_local! {
    /// Where each subject stood in the table that is being replaced, in pixels.
    static STOOD: RefCell<HashMap<String, f64>> = RefCell::default();
}

/// Moves the rows of a new table from where they stood in the one before; remembers where they stand when it goes.
pub fn after_change(body: NodeRef<Tbody>, fresh: StoredValue<bool>) {
    let stood = STOOD.take();
    request_animation_frame(move || {
        fresh.try_set_value(false);
        let Some(body) = body.try_get_untracked().flatten() else { return };
        if stood.is_empty() || wants_no_motion() {
            return;
        }
        for (subject, row, top) in tops(&body) {
            let Some(before) = stood.get(&subject) else { continue };
            if (before - top).abs() > 1.0 {
                glide(&row, before - top);
            }
        }
    });
    on_cleanup(move || {
        if let Some(body) = body.try_get_untracked().flatten() {
            STOOD.set(tops(&body).into_iter().map(|(subject, _, top)| (subject, top)).collect());
        }
    });
}

fn tops(body: &Element) -> Vec<(String, Element, f64)> {
    let rows = body.children();
    (0..rows.length())
        .filter_map(|place| {
            let row = rows.item(place)?;
            let top = row.get_bounding_client_rect().top();
            Some((row.get_attribute("data-subject")?, row, top))
        })
        .collect()
}

fn wants_no_motion() -> bool {
    let query = window().and_then(|window| window.match_media("(prefers-reduced-motion: reduce)").ok().flatten());
    query.is_none_or(|query| query.matches())
}

fn glide(row: &Element, from: f64) {
    let frame = |shift: f64| {
        let frame = js_sys::Object::new();
        let _ = js_sys::Reflect::set(&frame, &"transform".into(), &format!("translateY({}px)", shift as i32).into());
        frame
    };
    let frames = js_sys::Array::of2(&frame(from), &frame(0.0));
    let timing = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&timing, &"duration".into(), &LASTS.into());
    let _ = js_sys::Reflect::set(&timing, &"easing".into(), &"cubic-bezier(.2,.7,.2,1)".into());
    let animate = js_sys::Reflect::get(row, &"animate".into()).unwrap_or(JsValue::UNDEFINED);
    if let Ok(animate) = animate.dyn_into::<js_sys::Function>() {
        let _ = animate.call2(row, &frames, &timing);
    }
}

//! What only a browser can show. Run by scripts/test in headless Chromium; native builds see an empty file.
#![cfg(target_arch = "wasm32")]

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn a_signal_reaches_the_document() {
    let (count, set_count) = signal(0);
    leptos::mount::mount_to_body(move || {
        view! { <button id="counter" on:click=move |_| set_count.update(|n| *n += 1)>{count}</button> }
    });
    let found = document().get_element_by_id("counter").expect("the button is in the document");
    let button: web_sys::HtmlElement = found.unchecked_into();
    button.click();
    leptos::task::tick().await;
    assert_eq!(button.text_content().as_deref(), Some("1"));
}

/// Scores must be equal to the bit wherever they are computed; the figures are the native build's.
#[wasm_bindgen_test]
fn libm_agrees_with_the_native_build_to_the_bit() {
    assert_eq!(libm::log(3.7).to_bits(), 4608571026371700048);
    assert_eq!(libm::exp(1.25).to_bits(), 4615041972421327600);
    assert_eq!(libm::pow(1.07, 12.5).to_bits(), 4612428403262041700);
}

//! Door 2: the Web Worker.

#[cfg(target_arch = "wasm32")]
fn main() {
    use wasm_bindgen::{JsCast, closure::Closure};
    use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let answer_scope = scope.clone();
    let echo = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let _ = answer_scope.post_message(&event.data());
    });
    scope.set_onmessage(Some(echo.as_ref().unchecked_ref()));
    echo.forget();
    let _ = scope.post_message(&"ready".into());
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    println!("This is the worker; it runs in a browser. Build it with scripts/build.");
}

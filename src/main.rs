//! Door 1: mounts the page.

#[cfg(target_arch = "wasm32")]
fn main() {
    use leptos::prelude::*;
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(|| view! { <main><h1>"明衡"</h1></main> });
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    println!("This is the page; it runs in a browser. Build it with scripts/build.");
}

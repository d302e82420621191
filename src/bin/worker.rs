//! Door 2: the Web Worker. Hears requests, lets the desk answer them, and lets the page stop a long assessment.

#[cfg(target_arch = "wasm32")]
fn main() {
    mingheng::worker::post::open_office();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    println!("This is the worker; it runs in a browser. Build it with scripts/build.");
}

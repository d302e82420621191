//! Door 4: the clerk's worker. Unpacks and packs office files; started for one task, thrown away after it.

#[cfg(target_arch = "wasm32")]
fn main() {
    mingheng::worker::clerk_post::open_window();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    println!("This is the clerk; it runs in a browser. Build it with scripts/build.");
}

//! Door 1: mounts the page.

#[cfg(target_arch = "wasm32")]
fn main() {
    mingheng::ui::tell_of_panics();
    mingheng::ui::mount();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    println!("This is the page; it runs in a browser. Build it with scripts/build.");
}

//! Native and WebAssembly agree on the bits of every node of every case. `scripts/test` hands over the native digests.
#![cfg(target_arch = "wasm32")]

mod bits;

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn every_node_of_every_case_has_the_bits_of_the_native_build() {
    let Some(native) = option_env!("MINGHENG_BITS") else {
        panic!("run through scripts/test, which hands over the native digests");
    };
    let native: Vec<&str> = native.lines().collect();
    let here = bits::digests();
    assert_eq!(native.len(), here.len(), "as many cases");
    for (native, here) in native.iter().zip(&here) {
        assert_eq!(native, here);
    }
}

//! The native half of "native and WebAssembly agree on the bits": writes the digests that `browser_bits.rs` compares.
#![cfg(not(target_arch = "wasm32"))]

mod bits;

#[test]
fn every_case_has_a_digest_of_its_own_and_gives_it_again() {
    let digests = bits::digests();
    assert!(digests.len() > 60, "every set with every scheme and period: {}", digests.len());
    assert_eq!(digests, bits::digests());
    std::fs::write(concat!(env!("CARGO_TARGET_TMPDIR"), "/bits.txt"), digests.join("\n"))
        .expect("the target folder can be written");
}

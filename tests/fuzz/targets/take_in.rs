#![no_main]

#[path = "../parsers.rs"]
#[allow(dead_code, reason = "one target, one parser")]
mod parsers;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| parsers::take_in(bytes));

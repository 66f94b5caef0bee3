//! Any bytes, begun from web archives.
#![no_main]

mod probe;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| probe::probe(bytes, None));

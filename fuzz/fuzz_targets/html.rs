//! Any bytes as an HTML page.
#![no_main]

mod probe;

use libfuzzer_sys::fuzz_target;
use rawi_page::InputKind;

fuzz_target!(|bytes: &[u8]| probe::probe(bytes, Some(InputKind::Html)));

//! What fuzzing found, and what it starts from, read again as every kind of input. See `fuzz/README.md`.

#![allow(clippy::disallowed_methods, reason = "the inputs are files of the repository")]

use std::fs;
use std::io::Cursor;
use std::path::Path;

use rawi_lexicon::Tables;
use rawi_page::{FurnitureLexicon, Hints, InputKind};

/// Reads a file as each kind, twice, and checks what `fuzz/fuzz_targets/probe.rs` checks.
fn replay(path: &Path, lexicon: &FurnitureLexicon) {
    let bytes = fs::read(path).expect("the file can be read");
    for kind in [None, Some(InputKind::Html), Some(InputKind::Text), Some(InputKind::CorpusLine)] {
        let hints = Hints { path: path.display().to_string(), kind, ..Hints::default() };
        let read = || -> Vec<String> {
            let documents = rawi_page::open_seekable(Cursor::new(&bytes), &hints);
            let documents = documents.map(|raw| raw.and_then(|raw| raw.read(lexicon)));
            documents
                .map(|document| match document {
                    Ok(document) => {
                        let blocks = &document.blocks;
                        assert!(blocks.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start()));
                        assert!(blocks.iter().all(|block| document.text.whole().contains(block.span)));
                        format!("{document:?}")
                    }
                    Err(error) => error.to_string(),
                })
                .collect()
        };
        assert_eq!(read(), read(), "{} as {kind:?}", path.display());
    }
}

#[test]
fn findings_and_seeds_are_read_without_a_panic_and_twice_alike() {
    let lexicon = FurnitureLexicon::new(&Tables::builtin()).expect("the built-in tables are well formed");
    let house = Path::new(env!("CARGO_MANIFEST_DIR"));
    let seeds = house.join("../../fuzz/seeds");
    let folders = ["html", "text", "warc", "feed"].map(|target| seeds.join(target));
    let mut replayed = 0;
    for folder in folders.iter().chain([&house.join("tests/regressions")]) {
        for entry in fs::read_dir(folder).expect("the folder is there") {
            replay(&entry.expect("it can be listed").path(), &lexicon);
            replayed += 1;
        }
    }
    assert!(replayed > 15, "the seeds are there");
}

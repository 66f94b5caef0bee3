//! What must hold of any bytes: they are read twice alike, without a panic, into blocks that lie in their text.

use std::io::Cursor;
use std::sync::LazyLock;

use rawi_lexicon::Tables;
use rawi_page::{FurnitureLexicon, Hints, InputKind, open_seekable};

static LEXICON: LazyLock<FurnitureLexicon> = LazyLock::new(|| {
    // An extractor may panic in its own thread, where it is caught; libFuzzer's hook would end the run for it. A panic that
    // comes up to the fuzz target itself still ends it.
    std::panic::set_hook(Box::new(|place| eprintln!("{place}")));
    FurnitureLexicon::new(&Tables::builtin()).expect("the built-in tables are well formed")
});

/// Reads the bytes as an input, of this kind or of the kind they show.
///
/// A page goes to the two extractors, of other projects, only now and then: they cost a hundred times what our own code does, and are
/// guarded in a thread of their own.
pub fn probe(bytes: &[u8], kind: Option<InputKind>) {
    probe_once(bytes, kind, true);
    if bytes.len().is_multiple_of(64) {
        probe_once(bytes, kind, false);
    }
}

fn probe_once(bytes: &[u8], kind: Option<InputKind>, fast: bool) {
    let hints = Hints { path: "fuzz".to_owned(), kind, fast, ..Hints::default() };
    let read = || -> Vec<String> {
        let documents = open_seekable(Cursor::new(bytes), &hints).map(|raw| raw.and_then(|raw| raw.read(&LEXICON)));
        documents
            .map(|document| match document {
                Ok(document) => {
                    let blocks = &document.blocks;
                    assert!(blocks.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start()));
                    assert!(blocks.iter().all(|block| document.text.whole().contains(block.span)));
                    assert!(document.title.is_none_or(|title| document.text.whole().contains(title)));
                    format!("{document:?}")
                }
                Err(error) => error.to_string(),
            })
            .collect()
    };
    assert_eq!(read(), read());
}

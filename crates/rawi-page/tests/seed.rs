//! The acceptance article: read from beside the checkout where it is there, since it may not be part of it.

// The article lies in a file outside, and a skipped test must say so.
#![allow(clippy::disallowed_methods, clippy::print_stdout)]

use std::path::Path;

use rawi_lexicon::Tables;
use rawi_page::{Block, BlockKind, Document, FurnitureClass, FurnitureLexicon, Hints};
use sha2::{Digest, Sha256};

/// The article, or nothing (with a line that says so) where the folder is absent.
fn article() -> Option<Document> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seed");
    let file = std::fs::read_dir(&folder).ok().and_then(|mut files| files.find_map(|file| Some(file.ok()?.path())));
    let Some(file) = file else {
        println!("skipped: {} is absent", folder.display());
        return None;
    };
    let bytes = std::fs::read(&file).expect("the file is readable");
    let hints = Hints { path: file.display().to_string(), ..Hints::default() };
    let lexicon = FurnitureLexicon::new(&Tables::builtin()).expect("the built-in tables are well formed");
    let document = rawi_page::read(bytes.as_slice(), &hints, &lexicon).next().expect("one document").expect("a text");
    assert_eq!(document.text.as_str().as_bytes(), bytes, "the text is the input, unchanged");
    Some(document)
}

/// What a sentence is known by here: SHA-256, in hexadecimal. The article is not ours, so no sentence of it stands in this file.
fn digest(words: &str) -> String {
    use std::fmt::Write;
    Sha256::digest(words).iter().fold(String::new(), |mut digest, byte| {
        write!(digest, "{byte:02x}").expect("a string can be written");
        digest
    })
}

/// The block of these words, or of the sentence with this digest.
fn block<'a>(document: &'a Document, words: &str) -> &'a Block {
    let is = |found: &str| found == words || digest(found) == words;
    let mut found = document.blocks.iter().filter(|block| is(&document.text[block.span]));
    let block = found.next().unwrap_or_else(|| panic!("no block is \"{words}\""));
    assert!(found.next().is_none_or(|second| second.repeats.is_some()), "\"{words}\" comes twice");
    block
}

#[test]
fn headline_and_outlet() {
    let Some(document) = article() else { return };
    let title = document.title.expect("a headline");
    assert_eq!(digest(&document.text[title]), "3a2ccc85dd21ff1ad858f38e2de4c80d7836b5e8a4008281edc4a39b78b9f9bb");
    assert_eq!(document.blocks[0].kind, BlockKind::Headline);
    assert_eq!(document.outlet.as_deref(), Some("عنب بلدي"));
    assert_eq!((document.language.as_str(), document.input.charset.as_str()), ("ar", "utf-8"));
    assert_eq!(document.published, None);
}

#[test]
fn both_captions_and_their_credit() {
    let Some(document) = article() else { return };
    let captions: Vec<&Block> = document.blocks.iter().filter(|block| block.kind == BlockKind::Caption).collect();
    let [first, second] = captions.as_slice() else { panic!("{} captions", captions.len()) };
    assert_eq!(document.text[first.span], document.text[second.span]);
    assert!(document.text[first.span].contains("شباط 2025"));
    assert_eq!(first.repeats, None);
    assert_eq!(second.repeats.map(|at| document.blocks[at].span), Some(first.span));
    for caption in captions {
        assert_eq!(caption.credit.map(|credit| &document.text[credit]), Some("الجزيرة/ لقطة شاشة"));
    }
}

#[test]
fn every_piece_of_furniture_has_its_class() {
    let Some(document) = article() else { return };
    for (words, class) in [
        ("camera icon", "icon-label"),
        ("tag icon ع ع ع", "icon-label"),
        ("d85beebb2add70d52b13b8038f42e3f78bba3d5fda765f04a92feecf8f3a9907", "related"),
        ("نجاح", "form-message"),
        ("d890634ebafad55b26c730b89e341b829b039de5a27db3a398cb64d6adf9b7a1", "form-message"),
        ("خطأ", "form-message"),
        ("100bbcd8b5749f1af5e01b032079d7d95b37a28cdbe17d4d8545371c5dc35609", "form-message"),
        ("مقالات متعلقة", "related"),
        ("×", "close"),
        ("d95897b5be03153ecbd55e500ad79c7a4df64c932287c6787116e8d4bdb77778", "donation"),
        ("65754c66b27842a3eecf526fccf76dc8b4bfd34e33cff17aa9c79e01b75b7e39", "donation"),
        ("ادعم عنب بلدي", "donation"),
        ("دولار واحد شهريًا يصنع الفرق", "donation"),
        ("اضغط هنا للمساهمة", "donation"),
    ] {
        let block = block(&document, words);
        assert_eq!(block.kind, BlockKind::Furniture, "{words}");
        assert_eq!(block.furniture.map(FurnitureClass::name), Some(class), "{words}");
        assert!(block.rule.is_some(), "{words}");
    }
}

#[test]
fn the_body_is_whole() {
    let Some(document) = article() else { return };
    assert_eq!(block(&document, "العراق يرغب بالتعاون").kind, BlockKind::Heading);
    let body: Vec<&str> = document
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Paragraph)
        .map(|block| &document.text[block.span])
        .collect();
    assert_eq!(body.len(), 17);
    assert!(body.first().is_some_and(|first| first.starts_with("نفت الحكومة العراقية")));
    assert!(body.last().is_some_and(|last| last.starts_with("وأشار العوادي")));
}

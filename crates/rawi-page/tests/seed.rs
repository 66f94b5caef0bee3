//! The acceptance article: read from beside the checkout where it is there, since it may not be part of it.

// The article lies in a file outside, and a skipped test must say so.
#![allow(clippy::disallowed_methods, clippy::print_stdout)]

use std::path::Path;

use rawi_lexicon::Tables;
use rawi_page::{Block, BlockKind, Document, FurnitureClass, FurnitureLexicon, Hints};

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

fn block<'a>(document: &'a Document, words: &str) -> &'a Block {
    let mut found = document.blocks.iter().filter(|block| document.text[block.span] == *words);
    let block = found.next().unwrap_or_else(|| panic!("no block is \"{words}\""));
    assert!(found.next().is_none_or(|second| second.repeats.is_some()), "\"{words}\" comes twice");
    block
}

#[test]
fn headline_and_outlet() {
    let Some(document) = article() else { return };
    let title = document.title.expect("a headline");
    assert_eq!(&document.text[title], "العراق ينفي وجود نشاط ضد سوريا على أراضيه");
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
        ("العراق يؤكد دعمه للتعاون مع سوريا", "related"),
        ("نجاح", "form-message"),
        ("شكرًا لك! تم إرسال توصيتك بنجاح.", "form-message"),
        ("خطأ", "form-message"),
        ("حدث خطأ أثناء تقديم توصيتك. يرجى المحاولة مرة أخرى.", "form-message"),
        ("مقالات متعلقة", "related"),
        ("×", "close"),
        ("الإعلام الموجّه يشوه الحقيقة في بلادنا ويطيل أمد الحرب..", "donation"),
        ("سوريا بحاجة للصحافة الحرة.. ونحن بحاجتك لنبقى مستقلين", "donation"),
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

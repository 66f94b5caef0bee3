//! HTML pages: every visible line, which of them are the article, and what the page says of itself.
//!
//! The text of the document is all that a reader sees of the page, one block a line, in the order of the page. An extractor says which
//! lines are the main text; lines that belong to it and stand elsewhere are found by what they are; all others are furniture.

use rawi_text::Text;

use crate::align::{agreed, taken};
use crate::article::{Picked, pick};
use crate::block::{Block, BlockKind};
use crate::document::{Basis, Document, Hints, Input, InputKind, Note, Published};
use crate::error::{Error, ErrorKind};
use crate::flow::{Flowed, Lines, Visible};
use crate::furniture::{Line, Setting, blocks, headline};
use crate::lexicon::{FurnitureLexicon, matching};
use crate::main_text::{Chosen, Doubt, Effort, main_text};
use crate::metadata::Metadata;
use crate::page_kind::{self, PageKind};
use crate::pass::{Main, Pass};
use crate::plain::charset_notes;
use crate::provenance::Provenance;
use crate::published::given;
use crate::surround::all_blocks;
use crate::trace::Trace;
use crate::tree::Tree;
use crate::{charset, language, reader_view, sha256};

/// Reads a page.
pub(crate) fn read(bytes: &[u8], hints: &Hints, lexicon: &FurnitureLexicon) -> Result<Document, Error> {
    if let Some(message) = charset::binary(bytes) {
        return Err(Error::new(ErrorKind::NotText, &hints.path, message));
    }
    let own_label = charset::html_label(bytes);
    let labels: Vec<&str> = hints.charset.iter().chain(&own_label).map(String::as_str).collect();
    let decoded = charset::decode(bytes, &labels);
    let pass = if hints.fast { Pass::fast } else { Pass::of };
    let Pass { lines: visible, about, main } = pass(&decoded.text, lexicon);
    let kind = page_kind::kind(&about, &visible.all, lexicon);
    let cut = visible.cut.then(|| "only the first lines of the page are read".to_owned());
    let is_listing = kind == PageKind::Listing;
    let (excess, main) = match main {
        Main::Page(page) if is_listing => (page.excess, Taken::default()),
        Main::Page(page) => {
            let effort = if page.excess.is_empty() { Effort::Thorough } else { Effort::Twice };
            (page.excess, taken_by(main_text(&page.html, effort), &visible.all))
        }
        Main::Tree(tree) => (Vec::new(), if is_listing { Taken::default() } else { taken_fast(&tree) }),
    };
    let doubts = excess
        .into_iter()
        .chain(cut)
        .map(|message| ("page/caps", message))
        .chain(main.doubt.map(|doubt| (doubt.code, doubt.message)));
    let mut notes: Vec<Note> = doubts.map(|(code, message)| Note { code, span: None, message }).collect();
    notes.extend(about.conflicts.iter().map(|(code, message)| Note { code, span: None, message: message.clone() }));
    let laid = if kind == PageKind::Listing {
        let message = "the page lists articles; each entry is read by itself".to_owned();
        notes.push(Note { code: "page/listing", span: None, message });
        laid_out_listing(visible, lexicon)
    } else {
        let taken = agreed(&main.lines, main.other.as_deref(), &visible.all);
        laid_out_page(visible, &taken, &about, kind, lexicon)
    };
    if laid.blocks.is_empty() {
        return Err(Error::new(ErrorKind::Empty, &hints.path, "the page has no readable text"));
    }
    // Places in the decoded page are no places in the text; those notes go without a span.
    let charset_doubts = decoded.doubts.iter().map(|(message, _)| (message.clone(), None)).collect();
    notes.extend(charset_notes(&laid.text, charset_doubts));
    let provenance = Provenance::of_page(laid.trace, bytes, &decoded.charset, &decoded.text);
    Ok(document(bytes, hints, lexicon, about, (kind, laid.text, laid.blocks), decoded.charset, (notes, provenance)))
}

/// Which lines of a page are its main text.
#[derive(Default)]
struct Taken {
    lines: Vec<bool>,
    /// The same by another extractor.
    other: Option<Vec<bool>>,
    doubt: Option<Doubt>,
}

fn taken_by(chosen: Chosen, visible: &[Visible]) -> Taken {
    Taken {
        lines: taken(&chosen.lines, visible),
        other: chosen.other.map(|other| taken(&other, visible)),
        doubt: chosen.doubt,
    }
}

fn taken_fast(tree: &Tree) -> Taken {
    let lines = reader_view::lines(tree);
    let doubt = (!lines.contains(&true)).then(Doubt::nothing);
    Taken { lines, other: None, doubt }
}

/// A page as text.
struct Laid {
    text: Text,
    blocks: Vec<Block>,
    trace: Trace,
}

/// All lines of a page as one text, each labelled.
fn laid_out_page(page: Lines, taken: &[bool], about: &Metadata, kind: PageKind, lexicon: &FurnitureLexicon) -> Laid {
    // Without main text, or where it is nowhere to be seen, every line is judged by itself.
    let whole = !taken.contains(&true);
    let Picked { lines: mut picked, unseen_title, mut keys } = pick(about, taken, &page.all, lexicon);
    let mut visible = page.all;
    if let Some(title) = unseen_title.filter(|_| !whole) {
        let trace = page.title.filter(|(words, _)| words.starts_with(&title)).map(|(_, trace)| trace.cut(title.len()));
        keys.insert(0, matching(&title));
        picked.insert(0, Some(BlockKind::Headline));
        let line = Flowed { kind: BlockKind::Headline, words: title };
        visible.insert(0, Visible::new(line, trace.unwrap_or_default(), None, false));
    }
    let (text, lines, trace) = joined(&mut visible);
    let mut blocks = if whole {
        let lines: Vec<Line> =
            lines.iter().zip(&visible).map(|(&span, visible)| Line { span, tag: Some(visible.line.kind) }).collect();
        blocks(&text, &lines, Setting::Page, lexicon)
    } else {
        let article: Vec<Line> = lines
            .iter()
            .zip(&picked)
            .filter_map(|(&span, kind)| kind.map(|kind| Line { span, tag: Some(kind) }))
            .collect();
        let article = blocks(&text, &article, Setting::Main, lexicon);
        let lines: Vec<Line> = lines.into_iter().map(|span| Line { span, tag: None }).collect();
        let visible: Vec<&Visible> = visible.iter().collect();
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        all_blocks(&text, &lines, &visible, &keys, article, lexicon)
    };
    if kind == PageKind::Live {
        page_kind::updates(&text, &mut blocks);
    }
    Laid { text, blocks, trace }
}

/// All lines of a listing as one text, each labelled.
fn laid_out_listing(page: Lines, lexicon: &FurnitureLexicon) -> Laid {
    let mut visible = page.all;
    let (text, lines, trace) = joined(&mut visible);
    let keys: Vec<String> = visible.iter().map(|visible| visible.shape().words.clone()).collect();
    let blocks = page_kind::listed(&text, &lines, &visible, &keys, lexicon);
    Laid { text, blocks, trace }
}

/// One text of all lines, where each of them is in it, and where in the page it comes from.
fn joined(visible: &mut [Visible]) -> (Text, Vec<rawi_text::Span>, Trace) {
    let words = visible.iter().map(|visible| visible.line.words.as_str()).collect::<Vec<_>>().join("\n");
    let text = Text::new(words);
    let (mut at, mut trace) = (0, Trace::default());
    let mut lines = Vec::with_capacity(visible.len());
    for visible in visible {
        let end = at + visible.line.words.len();
        trace.extend(std::mem::take(&mut visible.trace), at);
        lines.extend(text.span(at..end).map(|span| text.trimmed(span)));
        at = end + 1;
    }
    (text, lines, trace)
}

#[allow(clippy::too_many_arguments, reason = "called once; each is a finding of its own")]
fn document(
    bytes: &[u8],
    hints: &Hints,
    lexicon: &FurnitureLexicon,
    about: Metadata,
    (kind, text, blocks): (PageKind, Text, Vec<Block>),
    charset: String,
    (mut notes, provenance): (Vec<Note>, Provenance),
) -> Document {
    let url = hints.url.clone().or(about.url);
    let own_name = about.site.as_deref().map(matching).unwrap_or_default();
    let site = about.site.map(|site| {
        lexicon
            .outlets()
            .iter()
            .find(|outlet| outlet.words == matching(&site))
            .map_or(site, |outlet| outlet.name.clone())
    });
    // Each entry of a listing has its own time, and none is that of the page.
    let published = about.published.filter(|_| kind != PageKind::Listing || !about.by_time_element);
    let date = |value: Option<String>| value.map(|value| Published { value, basis: Basis::Metadata });
    let given = given(hints.published.as_deref(), &mut notes);
    let authors: Vec<String> = about
        .authors
        .iter()
        .map(|name| crate::outlet::bare_author(name, lexicon))
        // A site that signs with its own name, or with the first word of it, names nobody.
        .filter(|name| Some(*name) != site.as_deref() && own_name.split(' ').next() != Some(matching(name).as_str()))
        .map(str::to_owned)
        .collect();
    let article: String = blocks
        .iter()
        .filter(|block| block.kind != BlockKind::Furniture)
        .flat_map(|block| [&text[block.span], "\n"])
        .collect();
    let document = Document {
        key: hints.path.clone(),
        sha256: sha256(bytes),
        input: Input { path: hints.path.clone(), kind: InputKind::Html, charset, record: None, capture: None },
        outlet: crate::outlet::told(hints.outlet.as_deref(), url.as_deref(), lexicon).or(site),
        url,
        author: (!authors.is_empty())
            .then(|| authors.join("\u{60C} "))
            .or_else(|| crate::outlet::author(&text, &blocks, lexicon)),
        title: headline(&blocks),
        published: given.or_else(|| date(published)),
        modified: date(about.modified),
        section: about.section,
        tags: about.tags,
        page: Some(kind),
        language: language::of(&article, about.language.as_deref()),
        text,
        blocks,
        notes,
        provenance,
    };
    crate::outlet::completed(document, lexicon).traced()
}

/// One text of all lines, and where each of them is in it.
pub(crate) fn laid_out(lines: Vec<Flowed>) -> (Text, Vec<Line>) {
    let joined = lines.iter().map(|line| line.words.as_str()).collect::<Vec<_>>().join("\n");
    let text = Text::new(joined);
    let mut at = 0;
    let mut out = Vec::with_capacity(lines.len());
    for line in lines {
        let span = text.span(at..at + line.words.len()).map(|span| text.trimmed(span));
        out.extend(span.filter(|span| !span.is_empty()).map(|span| Line { span, tag: Some(line.kind) }));
        at += line.words.len() + 1;
    }
    (text, out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "قال وزير المياه في نهاوند إن السد الجديد جاهز للملء قبل نهاية الصيف المقبل.";
    const TWO: &str = "وأضاف الوزير أن الماء سيصل إلى القرى كلها قبل نهاية العام المقبل من دون تأخير.";
    const THREE: &str = "ونفت نقابة المزارعين ذلك، وقالت إن القنوات لم تحفر بعد وإن المال نفد منذ أشهر.";

    fn read_page(head: &str, body: &str) -> Document {
        let page =
            format!("<!doctype html><html lang=ar><head><meta charset=utf-8>{head}</head><body>{body}</body></html>");
        let lexicon =
            FurnitureLexicon::of("related\twhole\tاقرأ أيضا", "outlet\tnabaa\tSY\tnabaa.example\tنبأ الفرات|نبأ", "");
        read(page.as_bytes(), &Hints { path: "p.html".to_owned(), ..Hints::default() }, &lexicon).expect("a page")
    }

    fn labels(document: &Document) -> Vec<(&'static str, &str)> {
        let label = |block: &Block| block.furniture.map_or(block.kind.name(), crate::FurnitureClass::name);
        document.blocks.iter().map(|block| (label(block), &document.text[block.span])).collect()
    }

    #[test]
    fn a_page_becomes_headline_caption_and_body() {
        let body = format!(
            "<nav><a href=/>الرئيسية</a></nav><h1>السد جاهز والقرى تنتظر</h1><div>شارك</div>\
             <figure><img src=a.jpg><figcaption>السد من الجو (نبأ)</figcaption></figure>\
             <article><p>{ONE}</p><p>{TWO}</p><h2>الماء والقرى</h2><p>{THREE}</p></article><footer>من نحن</footer>"
        );
        let document = read_page("<title>السد جاهز والقرى تنتظر - نبأ</title>", &body);
        assert_eq!(
            labels(&document),
            [
                ("navigation", "الرئيسية"),
                ("headline", "السد جاهز والقرى تنتظر"),
                ("navigation", "شارك"),
                ("caption", "السد من الجو (نبأ)"),
                ("paragraph", ONE),
                ("paragraph", TWO),
                ("heading", "الماء والقرى"),
                ("paragraph", THREE),
                ("navigation", "من نحن"),
            ]
        );
        assert_eq!(document.blocks[3].credit.map(|credit| &document.text[credit]), Some("نبأ"));
        assert_eq!(document.title, Some(document.blocks[1].span));
    }

    #[test]
    fn metadata_fills_the_document_and_hints_win() {
        let head = r#"<title>السد جاهز</title><link rel=canonical href="https://nabaa.example/1"><meta property="og:site_name" content="Nabaa News">
            <meta property="article:published_time" content="2024-05-03T22:10:00+03:00"><meta name=author content="هدى السلموني">"#;
        let document = read_page(head, &format!("<h1>السد جاهز</h1><article><p>{ONE}</p><p>{TWO}</p></article>"));
        assert_eq!(document.outlet.as_deref(), Some("نبأ الفرات"));
        assert_eq!(document.author.as_deref(), Some("هدى السلموني"));
        assert_eq!(document.url.as_deref(), Some("https://nabaa.example/1"));
        let published = document.published.expect("a date");
        assert_eq!((published.value.as_str(), published.basis), ("2024-05-03T22:10:00+03:00", Basis::Metadata));
        let signed = head.replace("هدى السلموني", "Nabaa");
        assert_eq!(read_page(&signed, &format!("<article><p>{ONE}</p></article>")).author, None);
        let hints =
            Hints { outlet: Some("خبر".to_owned()), published: Some("2024-05-04".to_owned()), ..Hints::default() };
        let page = format!("<html><head>{head}</head><body><article><p>{ONE}</p></article></body></html>");
        let document = read(page.as_bytes(), &hints, &FurnitureLexicon::default()).expect("a page");
        assert_eq!(document.outlet.as_deref(), Some("خبر"));
        assert_eq!(document.published.map(|published| published.basis), Some(Basis::Given));
    }
}

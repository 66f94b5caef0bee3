//! HTML pages: main text, metadata, and the first paragraph that extractors lose.
//!
//! The text of the document is the headline, the standfirst where it stands outside the main text, and the lines of the main
//! text, joined by line feeds. What the extractors left out (menus, footers) is not in the text; what they let through by mistake
//! (related links, comment rules) is, labelled as furniture.

use std::collections::BTreeSet;

use rawi_text::Text;

use crate::block::BlockKind;
use crate::caps::bound;
use crate::document::{Basis, Document, Hints, Input, InputKind, Note, Published};
use crate::error::{Error, ErrorKind};
use crate::flow::{self, Flowed};
use crate::furniture::{Line, Setting, blocks, headline};
use crate::lexicon::{FurnitureLexicon, has_words, matching, starts_with_words};
use crate::main_text::main_text;
use crate::metadata::{Metadata, metadata};
use crate::plain::charset_notes;
use crate::published::given;
use crate::shape::{Shape, content_words};
use crate::{charset, language, sha256};

/// Reads a page.
pub(crate) fn read(bytes: &[u8], hints: &Hints, lexicon: &FurnitureLexicon) -> Result<Document, Error> {
    if let Some(message) = charset::binary(bytes) {
        return Err(Error::new(ErrorKind::NotText, &hints.path, message));
    }
    let own_label = charset::html_label(bytes);
    let labels: Vec<&str> = hints.charset.iter().chain(&own_label).map(String::as_str).collect();
    let decoded = charset::decode(bytes, &labels);
    let page = bound(&decoded.text);
    let about = metadata(&page.html);
    let visible = flow::lines(&page.html);
    let main = main_text(&page.html);
    let doubts = page
        .excess
        .iter()
        .map(|message| ("page/caps", message.clone()))
        .chain(main.doubt.map(|doubt| ("page/main-text", doubt)));
    let mut notes: Vec<Note> = doubts.map(|(code, message)| Note { code, span: None, message }).collect();

    let whole = main.lines.is_empty();
    let lines = if whole { visible } else { assembled(&about, relined(main.lines, &visible), &visible) };
    let (text, lines) = laid_out(lines);
    // Places in the decoded page are no places in the text; those notes go without a span.
    let charset_doubts = decoded.doubts.into_iter().map(|(message, _)| (message, None)).collect();
    notes.extend(charset_notes(&text, charset_doubts));
    let blocks = blocks(&text, &lines, if whole { Setting::Page } else { Setting::Main }, lexicon);
    if blocks.is_empty() {
        return Err(Error::new(ErrorKind::Empty, &hints.path, "the page has no readable text"));
    }
    let url = hints.url.clone().or(about.url);
    let site = about.site.map(|site| {
        lexicon
            .outlets()
            .iter()
            .find(|outlet| outlet.words == matching(&site))
            .map_or(site, |outlet| outlet.name.clone())
    });
    let date = |value: Option<String>| value.map(|value| Published { value, basis: Basis::Metadata });
    let given = given(hints.published.as_deref(), &mut notes);
    let authors: Vec<String> = about.authors.into_iter().filter(|name| Some(name) != site.as_ref()).collect();
    let document = Document {
        key: hints.path.clone(),
        sha256: sha256(bytes),
        input: Input {
            path: hints.path.clone(),
            kind: InputKind::Html,
            charset: decoded.charset,
            record: None,
            capture: None,
        },
        outlet: hints
            .outlet
            .clone()
            .or_else(|| url.as_deref().and_then(|url| crate::outlet::by_address(url, lexicon)))
            .or(site),
        url,
        author: (!authors.is_empty())
            .then(|| authors.join("\u{60C} "))
            .or_else(|| crate::outlet::author(&text, &blocks, lexicon)),
        title: headline(&blocks),
        published: given.or_else(|| date(about.published)),
        modified: date(about.modified),
        language: language::of(text.as_str(), about.language.as_deref()),
        text,
        blocks,
        notes,
    };
    Ok(crate::outlet::completed(document, lexicon))
}

/// Headline, standfirst if it was lost, main text.
fn assembled(about: &Metadata, main: Vec<Flowed>, visible: &[Flowed]) -> Vec<Flowed> {
    let title = title(about);
    let title_words = title.as_deref().map(matching);
    let mut lines: Vec<Flowed> = title.into_iter().map(|words| Flowed { kind: BlockKind::Headline, words }).collect();
    // The title is there already; a page that shows it again at the top of its text says nothing new.
    let is_title = |line: &Flowed| title_words.as_ref() == Some(&matching(&line.words));
    let first = main.iter().position(|line| !is_title(line)).unwrap_or(main.len());
    let main: Vec<Flowed> = main
        .into_iter()
        .skip(first)
        .map(|line| match line.kind {
            // Inside the main text a top heading is a heading like others.
            BlockKind::Headline if !is_title(&line) => Flowed { kind: BlockKind::Heading, ..line },
            _ => line,
        })
        .collect();
    let mut around = around(&main, visible, title_words.as_deref());
    let lost = lost_lead(about, &main, visible, title_words.as_deref());
    around.extend(lost.filter(|lead| around.iter().all(|(_, line)| line.words != lead.words)).map(|lead| (0, lead)));
    for (at, line) in main.into_iter().enumerate() {
        lines.extend(around.extract_if(.., |(before, _)| *before == at).map(|(_, line)| line));
        lines.push(line);
    }
    lines
}

/// Cuts lines that an extractor glued together, as one does with short articles, where the page has its lines: «… الصيف.وأضاف …».
fn relined(main: Vec<Flowed>, visible: &[Flowed]) -> Vec<Flowed> {
    let squeezed = |words: &str| words.split_whitespace().collect::<String>();
    let seen: Vec<String> = visible.iter().map(|line| squeezed(&line.words)).collect();
    let known: BTreeSet<&str> = seen.iter().map(String::as_str).collect();
    let mut out = Vec::with_capacity(main.len());
    for line in main {
        let whole = squeezed(&line.words);
        let pieces = if known.contains(whole.as_str()) { None } else { pieces(&whole, &seen) };
        match pieces {
            Some(pieces) => out.extend(pieces.into_iter().map(|at| visible[at].clone())),
            None => out.push(line),
        }
    }
    out
}

/// The visible lines, in order, that make up `whole`; a few between them may be left out.
fn pieces(whole: &str, seen: &[String]) -> Option<Vec<usize>> {
    const SKIPPED: usize = 4;
    let starts = (0..seen.len()).filter(|&at| whole.starts_with(seen[at].as_str()));
    starts.take(SKIPPED).find_map(|start| {
        let (mut rest, mut at, mut pieces) = (whole, start, Vec::new());
        while !rest.is_empty() {
            let next = (at..seen.len()).take(SKIPPED).find(|&next| rest.starts_with(seen[next].as_str()))?;
            rest = &rest[seen[next].len()..];
            pieces.push(next);
            at = next + 1;
        }
        (pieces.len() > 1).then_some(pieces)
    })
}

/// How many visible lines between title and main text are looked at.
const TOP: usize = 20;

/// Lines that belong to the article though the extractors left them out, each with the index of the main line that follows:
/// between title and main text the standfirst, byline and date, and everywhere the captions.
fn around(main: &[Flowed], visible: &[Flowed], title: Option<&str>) -> Vec<(usize, Flowed)> {
    let keys: Vec<String> = main.iter().map(|line| matching(&line.words)).collect();
    let known: BTreeSet<&str> = keys.iter().map(String::as_str).collect();
    // A standfirst speaks of what title and first paragraphs speak of; an appeal that stands in its place does not.
    let topic: BTreeSet<&str> = keys.iter().take(3).map(String::as_str).chain(title).flat_map(content_words).collect();
    let mut found = Vec::new();
    let is_on_topic = |words: &str| content_words(words).intersection(&topic).count() >= 2;
    let (mut next, mut since_title) = (0, None);
    for line in visible {
        let words = matching(&line.words);
        if let Some(ahead) = keys[next..].iter().take(4).position(|key| *key == words) {
            next += ahead + 1;
            if next == main.len() {
                break;
            }
            continue;
        }
        if next == 0 && title == Some(words.as_str()) {
            // Where the title stands twice, the article follows the second.
            since_title = Some(0);
            found.clear();
            continue;
        }
        let near = next > 0 || since_title.is_some_and(|lines| lines < TOP);
        since_title = since_title.map(|lines| lines + 1);
        if !near
            || known.contains(words.as_str())
            || found.iter().any(|(_, other): &(usize, Flowed)| other.words == line.words)
        {
            continue;
        }
        let shape = Shape::of(&line.words);
        let top = next == 0;
        let kind = match line.kind {
            BlockKind::Caption if shape.n_words >= 2 => BlockKind::Caption,
            BlockKind::Paragraph if top && shape.is_sentence() && shape.n_words <= 80 && is_on_topic(&words) => {
                BlockKind::Lead
            }
            BlockKind::Paragraph if top && shape.is_date(&line.words) => BlockKind::Dateline,
            _ => continue,
        };
        found.push((next, Flowed { kind, words: line.words.clone() }));
    }
    if next == 0 {
        // The main text could not be found among the visible lines: nothing stands before it for certain.
        found.clear();
    }
    // One standfirst, the one nearest to the title.
    let mut leads = 0;
    found.retain(|(_, line)| {
        leads += usize::from(line.kind == BlockKind::Lead);
        line.kind != BlockKind::Lead || leads == 1
    });
    found
}

/// The title as the page shows it, else as its metadata has it, without the name of the site.
fn title(about: &Metadata) -> Option<String> {
    let (shown, told) = (about.heading.as_deref(), about.title.as_deref());
    if let (Some(shown), Some(told)) = (shown, told) {
        let (shown_words, told_words) = (matching(shown), matching(told));
        // Many sites set their own name as the top heading.
        if has_words(&told_words, &shown_words) || has_words(&shown_words, &told_words) {
            let is_site = about.site.as_deref().is_some_and(|site| matching(site) == shown_words);
            if !is_site {
                return Some(shown.to_owned());
            }
        }
    }
    let told = told.or(shown)?;
    let site = about.site.as_deref().map(matching).unwrap_or_default();
    let cut = told
        .rmatch_indices(['|', '-', '\u{2013}', '\u{2014}', '\u{BB}'])
        .find(|&(at, sign)| at > 0 && matching(&told[at + sign.len()..]) == site && !site.is_empty());
    Some(cut.map_or(told, |(at, _)| &told[..at]).trim().to_owned()).filter(|title| !title.is_empty())
}

/// How many words of the page's description must open a line for it to be the standfirst.
const LEAD_WORDS: usize = 8;

/// The first paragraph, where the extractors lost it: often it stands outside the body's container. The page's own description
/// nearly always begins with the same words, which finds it.
fn lost_lead(about: &Metadata, main: &[Flowed], visible: &[Flowed], title: Option<&str>) -> Option<Flowed> {
    let description = matching(about.description.as_deref()?);
    let opening: Vec<&str> = description.split(' ').take(LEAD_WORDS).collect();
    if opening.len() < LEAD_WORDS {
        return None;
    }
    let opening = opening.join(" ");
    if title.is_some_and(|title| starts_with_words(title, &opening))
        || main.iter().any(|line| has_words(&matching(&line.words), &opening))
    {
        return None;
    }
    let line = visible.iter().find(|line| starts_with_words(&matching(&line.words), &opening))?;
    Some(Flowed { kind: BlockKind::Lead, words: line.words.clone() })
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
        let label = |block: &crate::Block| block.furniture.map_or(block.kind.name(), crate::FurnitureClass::name);
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
                ("headline", "السد جاهز والقرى تنتظر"),
                ("caption", "السد من الجو (نبأ)"),
                ("paragraph", ONE),
                ("paragraph", TWO),
                ("heading", "الماء والقرى"),
                ("paragraph", THREE),
            ]
        );
        assert_eq!(document.blocks[1].credit.map(|credit| &document.text[credit]), Some("نبأ"));
        assert_eq!(document.title, Some(document.blocks[0].span));
    }

    #[test]
    fn a_standfirst_outside_the_main_text_is_kept_and_an_appeal_is_not() {
        let standfirst = "وزارة المياه تعد القرى بالماء في نهاوند قبل نهاية الصيف، والمزارعون يشككون في ذلك.";
        let appeal = "نحن فريق صغير مستقل يعمل كل يوم كي تصل الحقيقة إليكم من دون خوف.";
        let caption = Flowed { kind: BlockKind::Caption, words: "السد من الجو".to_owned() };
        let visible = [
            flowed("السد جاهز"),
            flowed(appeal),
            flowed(standfirst),
            flowed("الجمعة 3 مايو 2024"),
            flowed(ONE),
            caption.clone(),
            flowed(TWO),
            flowed(appeal),
        ];
        let title = matching("السد جاهز");
        let found = around(&[flowed(ONE), flowed(TWO)], &visible, Some(&title));
        let expected = [
            (0, Flowed { kind: BlockKind::Lead, words: standfirst.to_owned() }),
            (0, Flowed { kind: BlockKind::Dateline, words: "الجمعة 3 مايو 2024".to_owned() }),
            (1, caption),
        ];
        assert_eq!(found, expected);
        assert!(around(&[flowed(THREE)], &visible, Some(&title)).is_empty());
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
        let hints =
            Hints { outlet: Some("خبر".to_owned()), published: Some("2024-05-04".to_owned()), ..Hints::default() };
        let page = format!("<html><head>{head}</head><body><article><p>{ONE}</p></article></body></html>");
        let document = read(page.as_bytes(), &hints, &FurnitureLexicon::default()).expect("a page");
        assert_eq!(document.outlet.as_deref(), Some("خبر"));
        assert_eq!(document.published.map(|published| published.basis), Some(Basis::Given));
    }

    fn flowed(words: &str) -> Flowed {
        Flowed { kind: BlockKind::Paragraph, words: words.to_owned() }
    }

    #[test]
    fn lines_that_an_extractor_glued_are_cut_where_the_page_cuts_them() {
        let heading = Flowed { kind: BlockKind::Heading, words: "الماء والقرى".to_owned() };
        let visible = [flowed("الرئيسية"), flowed(ONE), flowed("شارك"), heading.clone(), flowed(TWO)];
        let glued = flowed(&format!("{ONE}{} {TWO}", heading.words));
        assert_eq!(relined(vec![glued], &visible), [flowed(ONE), heading, flowed(TWO)]);
        let other = vec![flowed(TWO), flowed(&format!("{TWO}{THREE}"))];
        assert_eq!(relined(other.clone(), &visible), other);
    }

    #[test]
    fn a_lost_first_paragraph_is_found_by_the_description() {
        let about = Metadata { description: Some(ONE.chars().take(60).collect()), ..Metadata::default() };
        let visible = [flowed("الرئيسية"), flowed(ONE), flowed(TWO)];
        let lead = lost_lead(&about, &[flowed(TWO)], &visible, None);
        assert_eq!(lead, Some(Flowed { kind: BlockKind::Lead, words: ONE.to_owned() }));
        assert_eq!(lost_lead(&about, &[flowed(ONE), flowed(TWO)], &visible, None), None);
        assert_eq!(lost_lead(&about, &[flowed(TWO)], &[flowed(TWO)], None), None);
        let short = Metadata { description: Some("قال وزير المياه".to_owned()), ..Metadata::default() };
        assert_eq!(lost_lead(&short, &[flowed(TWO)], &visible, None), None);
    }

    #[test]
    fn the_title_is_the_shown_one_without_the_site() {
        let about = |heading: Option<&str>, told: &str, site: &str| Metadata {
            heading: heading.map(str::to_owned),
            title: Some(told.to_owned()),
            site: Some(site.to_owned()),
            ..Metadata::default()
        };
        for (heading, told, expected) in [
            (Some("السد جاهز"), "السد جاهز | نبأ", "السد جاهز"),
            (Some("نبأ"), "السد جاهز - والقرى تنتظر - نبأ", "السد جاهز - والقرى تنتظر"),
            (Some("أقسام الموقع"), "السد جاهز", "السد جاهز"),
            (None, "السد جاهز - والقرى تنتظر", "السد جاهز - والقرى تنتظر"),
        ] {
            assert_eq!(title(&about(heading, told, "نبأ")).as_deref(), Some(expected));
        }
        assert_eq!(title(&Metadata::default()), None);
    }
}

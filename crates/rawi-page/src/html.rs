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
use crate::published::published;
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
    let lines = if whole { visible } else { assembled(&about, main.lines, &visible) };
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
    let given = hints.published.as_deref().and_then(|value| published(value, &mut notes));
    let authors: Vec<String> = about.authors.into_iter().filter(|name| Some(name) != site.as_ref()).collect();
    let mut document = Document {
        key: hints.path.clone(),
        sha256: sha256(bytes),
        input: Input { path: hints.path.clone(), kind: InputKind::Html, charset: decoded.charset, record: None },
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
        published: given.map(|value| Published { value, basis: Basis::Given }).or_else(|| date(about.published)),
        modified: date(about.modified),
        language: language::of(text.as_str(), about.language.as_deref()),
        text,
        blocks,
        notes,
    };
    if document.outlet.is_none() {
        document.outlet = crate::outlet_in(&document, lexicon);
    }
    Ok(document)
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

/// How many visible lines between title and main text are looked at.
const TOP: usize = 20;

/// Lines that belong to the article though the extractors left them out, each with the index of the main line that follows:
/// between title and main text the standfirst, byline and date, and everywhere the captions.
fn around(main: &[Flowed], visible: &[Flowed], title: Option<&str>) -> Vec<(usize, Flowed)> {
    let keys: Vec<String> = main.iter().map(|line| matching(&line.words)).collect();
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
        if !near || keys.contains(&words) || found.iter().any(|(_, other): &(usize, Flowed)| other.words == line.words)
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
fn laid_out(lines: Vec<Flowed>) -> (Text, Vec<Line>) {
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

//! One entry of a feed or news sitemap: headline, the date line where the date is for people only, and the lines of the body.

use std::borrow::Cow;
use std::ops::Range;

use rawi_text::Text;

use crate::block::BlockKind;
use crate::caps::bound_text;
use crate::document::{Basis, Document, Hints, Input, InputKind, Note, Published};
use crate::error::{Error, ErrorKind};
use crate::feed_date::iso_8601;
use crate::flow::{self, Flowed};
use crate::furniture::{Line, Setting, blocks, headline};
use crate::lexicon::{FurnitureLexicon, matching};
use crate::provenance::Provenance;
use crate::published::given;
use crate::trace::Trace;
use crate::{html, json_string, language, sha256};

/// What an entry says of itself, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) id: Option<String>,
    pub(crate) url: Option<String>,
    /// May hold markup and references of HTML.
    pub(crate) title: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) modified: Option<String>,
    pub(crate) author: Option<String>,
    /// The title of the feed, or the outlet a sitemap names.
    pub(crate) outlet: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) body: Body,
    pub(crate) places: Places,
}

/// Where the parts of an entry that are read stand in its bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Places {
    pub(crate) title: Option<Range<usize>>,
    pub(crate) published: Option<Range<usize>>,
    pub(crate) body: Option<Range<usize>>,
}

/// The article of an entry, or its summary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Body {
    #[default]
    None,
    Html(String),
    Text(String),
}

impl Entry {
    /// Takes a value from an element inside an element of the entry.
    pub(crate) fn set_nested(&mut self, outer: &str, name: &str, value: &str, place: Range<usize>) {
        if (outer, name) == ("news", "title") && self.title.is_none() && !value.is_empty() {
            self.places.title = Some(place);
        }
        let slot = match (outer, name) {
            ("author", "name") => &mut self.author,
            ("news", "title") => &mut self.title,
            ("news", "name") => &mut self.outlet,
            ("news", "language") => &mut self.language,
            ("news", "publication_date") => &mut self.published,
            _ => return,
        };
        if slot.is_none() && !value.is_empty() {
            *slot = Some(value.to_owned());
        }
    }

    /// Is there anything to read in it?
    pub(crate) fn has_words(&self) -> bool {
        self.title.as_deref().is_some_and(|title| !title.trim().is_empty()) || self.body != Body::None
    }
}

/// Reads an entry; `bytes` are those of its element.
pub(crate) fn read(
    entry: &Entry,
    bytes: &[u8],
    kind: InputKind,
    charset: &str,
    hints: &Hints,
    lexicon: &FurnitureLexicon,
) -> Result<Document, Error> {
    let mut notes: Vec<Note> = Vec::new();
    let title = entry.title.as_deref().map(flat).filter(|title| !title.is_empty());
    // Atom asks for the date of the last change and lets that of publication be left out.
    let published = entry.published.as_ref().or(entry.modified.as_ref());
    let date = published.map(String::as_str).map(|written| (written, iso_8601(written)));
    let mut lines: Vec<Flowed> =
        title.iter().map(|words| Flowed { kind: BlockKind::Headline, words: words.clone() }).collect();
    if let Some((written, None)) = date {
        // Written for people, perhaps in Arabic: kept as a line of the text, where it can be read and shown.
        lines.push(Flowed { kind: BlockKind::Dateline, words: flat(written) });
        let message = format!(
            "the date of the entry is neither ISO 8601 nor RFC 2822 and stands as a line of the text: \"{}\"",
            shown(written)
        );
        notes.push(Note { code: "page/published", span: None, message });
    }
    let title_words = title.as_deref().map(matching);
    let (body, excess) = match &entry.body {
        Body::None => (Vec::new(), Vec::new()),
        Body::Html(markup) => {
            let read = flow::read(markup);
            let cut = read.cut.then(|| "only the first lines of the entry are read".to_owned());
            (read.all.into_iter().map(|visible| visible.line).collect(), cut.into_iter().collect())
        }
        Body::Text(text) => {
            let (within, excess) = bound_text(text);
            let lines = within.lines().map(str::trim).filter(|line| !line.is_empty());
            (lines.map(paragraph).collect(), excess.into_iter().collect())
        }
    };
    notes.extend(excess.into_iter().map(|message| Note { code: "page/caps", span: None, message }));
    // A feed that repeats the title on top of the body says nothing new.
    lines.extend(body.into_iter().skip_while(|line| title_words.as_ref() == Some(&matching(&line.words))));
    lines.retain(|line| !line.words.is_empty());

    let tops = lines.iter().take(2).take_while(|line| matches!(line.kind, BlockKind::Headline | BlockKind::Dateline));
    let tops: Vec<BlockKind> = tops.map(|line| line.kind).collect();
    let (text, lines) = html::laid_out(lines);
    let provenance = provenance(&entry.places, bytes, &text, &lines, &tops);
    let blocks = blocks(&text, &lines, Setting::Main, lexicon);
    if blocks.is_empty() {
        return Err(Error::new(ErrorKind::Empty, &hints.path, "the entry has no readable text"));
    }
    let url = entry.url.clone().or_else(|| hints.url.clone());
    let site = entry.outlet.as_ref().map(|site| {
        let words = matching(site);
        let known = lexicon.outlets().iter().find(|outlet| outlet.words == words);
        known.map_or_else(|| site.clone(), |outlet| outlet.name.clone())
    });
    let stamp = |written: Option<&String>| {
        let value = iso_8601(written?)?;
        Some(Published { value, basis: Basis::Metadata })
    };
    let given = given(hints.published.as_deref(), &mut notes);
    let document = Document {
        key: hints.path.clone(),
        sha256: sha256(bytes),
        input: Input { path: hints.path.clone(), kind, charset: charset.to_owned(), record: None, capture: None },
        outlet: crate::outlet::told(hints.outlet.as_deref(), url.as_deref(), lexicon).or(site),
        url,
        author: entry.author.as_deref().map(flat).or_else(|| crate::outlet::author(&text, &blocks, lexicon)),
        title: headline(&blocks),
        published: given.or_else(|| stamp(published)),
        modified: stamp(entry.modified.as_ref()),
        section: None,
        tags: Vec::new(),
        page: None,
        language: language::of(text.as_str(), entry.language.as_deref()),
        text,
        blocks,
        notes,
        provenance,
    };
    Ok(crate::outlet::completed(document, lexicon).traced())
}

/// How many lines are looked for word by word and not found, before only their element is told.
const MISSED: usize = 64;

/// Where the lines stand in the entry: word by word where they are written as they read, but for the escapes of JSON; else in which
/// element.
fn provenance(places: &Places, bytes: &[u8], text: &Text, lines: &[Line], tops: &[BlockKind]) -> Provenance {
    let Ok(entry) = std::str::from_utf8(bytes) else { return Provenance::default() };
    let (mut trace, mut missed) = (Trace::default(), 0);
    let element = |place: &Option<Range<usize>>| Element::of(entry, place.clone()?);
    let (mut title, mut published, mut body) =
        (element(&places.title), element(&places.published), element(&places.body));
    for (at, line) in lines.iter().enumerate() {
        let within = match tops.get(at) {
            Some(BlockKind::Headline) => &mut title,
            Some(_) => &mut published,
            None => &mut body,
        };
        let Some(within) = within else { continue };
        if missed >= MISSED || !within.find(&text[line.span], line.span.start(), &mut trace) {
            missed += 1;
            trace.push(line.span.range(), within.place.clone(), false);
        }
    }
    Provenance::of_pieces(trace)
}

/// An element of an entry, or a string of it.
struct Element<'e> {
    characters: Cow<'e, str>,
    place: Range<usize>,
    /// Where each of the characters is written, where some are escaped.
    escapes: Option<Trace>,
    /// Lines come in their order: where the next is looked for.
    from: usize,
}

impl<'e> Element<'e> {
    fn of(entry: &'e str, place: Range<usize>) -> Option<Element<'e>> {
        let written = entry.get(place.clone())?;
        let escaped = entry.starts_with('{') && written.contains('\\');
        let quoted = escaped.then(|| entry.get(place.start.checked_sub(1)?..place.end + 1)).flatten();
        let read: Option<String> = quoted.and_then(|quoted| serde_json::from_str(quoted).ok());
        let (Some(quoted), Some(read)) = (quoted, read) else {
            return Some(Element { characters: written.into(), place, escapes: None, from: 0 });
        };
        let mut escapes = Trace::default();
        json_string::trace(entry, quoted, 0, read.len(), &mut escapes);
        Some(Element { characters: read.into(), place, escapes: Some(escapes), from: 0 })
    }

    /// Looks for a line, whose words begin at `at` in the text, and traces it; says whether it is there.
    fn find(&mut self, words: &str, at: usize, trace: &mut Trace) -> bool {
        let Some(found) = self.characters.get(self.from..).and_then(|rest| rest.find(words)) else { return false };
        let start = self.from + found;
        self.from = start + words.len();
        let Some(escapes) = &self.escapes else {
            let start = self.place.start + start;
            trace.push(at..at + words.len(), start..start + words.len(), true);
            return true;
        };
        for (offset, c) in words.char_indices() {
            let (read, length) = (start + offset, c.len_utf8());
            if let Some(written) = escapes.html(read..read + length) {
                let same = written.len() == length;
                trace.push(at + offset..at + offset + length, written, same);
            }
        }
        true
    }
}

fn paragraph(words: &str) -> Flowed {
    Flowed { kind: BlockKind::Paragraph, words: words.to_owned() }
}

/// One line of what may hold markup.
fn flat(words: &str) -> String {
    let lines: Vec<String> = flow::lines(words).into_iter().map(|line| line.words).collect();
    lines.join(" ")
}

fn shown(written: &str) -> String {
    written.chars().take(60).collect()
}

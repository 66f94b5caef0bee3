//! Saved feeds and sitemaps: RSS, Atom and news sitemaps in XML, each entry with its own bytes.
//!
//! Read from the events of an XML reader and not by a feed library, because of what newsrooms need and such a library gives up:
//! the date as it was written, with its offset or in Arabic; the bytes of each entry; the other entries where one is broken
//! or the file is cut.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use crate::entry::{Body, Entry};

/// Elements inside elements that are followed; deeper ones are read as text of theirs.
const DEPTH: usize = 64;

/// Entries of one feed; the standard of sitemaps allows as many.
pub(crate) const ENTRIES: usize = 50_000;

/// Broken entries after which a feed is given up: each may cost a search to its end.
const FAULTS: usize = 100;

/// Vocabularies whose titles, descriptions and contents are those of a picture or a recording.
const OTHERS: &[&str] = &["media", "itunes", "googleplay", "podcast", "image", "video", "xhtml", "slash", "wfw"];

/// One entry of a feed, or what is wrong with a part of it.
pub(crate) type Found = Result<(Entry, Range<usize>), Fault>;

/// A part of a feed that could not be read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Byte in the decoded feed.
    pub(crate) at: usize,
    pub(crate) message: String,
    /// Does the feed end there?
    pub(crate) is_end: bool,
}

impl Fault {
    /// The bound on entries is reached at this byte.
    pub(crate) fn too_many(at: usize) -> Fault {
        let message = format!("a feed of more than {ENTRIES} entries; the rest is not read");
        Fault { at, message, is_end: true }
    }
}

/// What a feed says and holds.
#[derive(Debug, Default)]
pub(crate) struct Feed {
    pub(crate) title: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) found: Vec<Found>,
    /// Is it a list of addresses and not of articles?
    pub(crate) is_sitemap: bool,
}

/// Reads a feed or sitemap. A broken entry does not stop the rest.
pub(crate) fn feed(xml: &str) -> Feed {
    let mut feed = Feed::default();
    let (mut from, mut faults) = (0, 0);
    while let Err((fault, resume)) = Walk::new(xml, from, &mut feed).run() {
        let next = resume.max(fault.at).max(from + 1);
        faults += 1;
        feed.found.push(Err(fault));
        if faults > FAULTS {
            let message = format!("more than {FAULTS} entries are damaged; the rest is not read");
            feed.found.push(Err(Fault { at: next, message, is_end: true }));
            break;
        }
        let Some(next) = next_entry(xml, next).filter(|_| feed.found.len() <= ENTRIES) else { break };
        from = next;
    }
    feed
}

/// Where the next entry opens.
fn next_entry(xml: &str, from: usize) -> Option<usize> {
    let rest = xml.get(from..).or_else(|| (from..from + 4).find_map(|from| xml.get(from..)))?;
    let from = xml.len() - rest.len();
    let opens = |at: usize| {
        ["<item", "<entry", "<url"].iter().any(|name| {
            let after = rest[at..].strip_prefix(name).and_then(|after| after.bytes().next());
            matches!(after, Some(b'>' | b' ' | b'\n' | b'\r' | b'\t'))
        })
    };
    rest.match_indices('<').map(|(at, _)| at).find(|&at| opens(at)).map(|at| from + at)
}

struct Walk<'x, 'f> {
    xml: &'x str,
    base: usize,
    reader: Reader<&'x [u8]>,
    feed: &'f mut Feed,
    /// Local names of the open elements.
    open: Vec<String>,
    entry: Option<Open>,
    /// The characters of the innermost field.
    text: String,
    /// Where the innermost field inside a field begins.
    nested: usize,
}

/// An entry that is being read.
struct Open {
    entry: Entry,
    start: usize,
    depth: usize,
    field: Option<Field>,
    /// What stands for a body, and how much it is worth.
    rank: u8,
}

/// A child of an entry that is being read.
struct Field {
    name: String,
    depth: usize,
    /// Where its content starts.
    start: usize,
    /// Has it elements of its own?
    has_markup: bool,
    kind: String,
    skipped: bool,
}

impl<'x, 'f> Walk<'x, 'f> {
    fn new(xml: &'x str, base: usize, feed: &'f mut Feed) -> Walk<'x, 'f> {
        let mut reader = Reader::from_str(&xml[base..]);
        let config = reader.config_mut();
        // Newsrooms write feeds by hand and by template: what is plain is read, whatever the standard says.
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        config.check_end_names = false;
        config.check_comments = false;
        config.expand_empty_elements = true;
        Walk { xml, base, reader, feed, open: Vec::new(), entry: None, text: String::new(), nested: 0 }
    }

    fn at(&self) -> usize {
        self.base + usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX - self.base)
    }

    /// Reads to the end; on a fault says what it is and where to go on.
    fn run(mut self) -> Result<(), (Fault, usize)> {
        loop {
            let before = self.at();
            if self.feed.found.len() >= ENTRIES {
                return Err((Fault::too_many(before), self.xml.len()));
            }
            match self.reader.read_event() {
                Ok(Event::Start(tag)) => self.start(&tag, before),
                Ok(Event::End(tag)) => {
                    let name = local(tag.name().as_ref());
                    self.end(&name, before);
                }
                Ok(Event::Text(text)) => self.text.push_str(&text),
                Ok(Event::CData(text)) => self.text.push_str(&text),
                Ok(Event::GeneralRef(name)) => self.reference(&name),
                Ok(Event::Eof) => {
                    if let Some(open) = self.entry {
                        let message = "the feed ends within the entry; skipped".to_owned();
                        return Err((Fault { at: open.start, message, is_end: true }, self.xml.len()));
                    }
                    return Ok(());
                }
                Ok(_) => {}
                Err(error) => {
                    let at = self.entry.as_ref().map_or(before, |open| open.start);
                    let is_end =
                        matches!(&error, quick_xml::Error::Syntax(_)) && next_entry(self.xml, before + 1).is_none();
                    return Err((
                        Fault { at, message: format!("damaged entry: {error}; skipped"), is_end },
                        before + 1,
                    ));
                }
            }
        }
    }

    /// A character or entity reference. What XML does not know, HTML may.
    fn reference(&mut self, name: &str) {
        let number = name.strip_prefix('#').and_then(|digits| {
            let hexadecimal = digits.strip_prefix(['x', 'X']).map(|digits| u32::from_str_radix(digits, 16));
            hexadecimal.unwrap_or_else(|| digits.parse()).ok().and_then(char::from_u32)
        });
        match (number, resolve_predefined_entity(name)) {
            (Some(character), _) => self.text.push(character),
            (None, Some(character)) => self.text.push_str(character),
            (None, None) => {
                self.text.push('&');
                self.text.push_str(name);
                self.text.push(';');
            }
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>, before: usize) {
        let qualified = tag.name().as_ref().to_owned();
        let name = local(&qualified);
        let after = self.at();
        if self.open.len() < DEPTH {
            self.open.push(name.clone());
        }
        let depth = self.open.len();
        let Some(open) = &mut self.entry else {
            self.text.clear();
            let is_entry = matches!(name.as_str(), "item" | "entry") || (name == "url" && self.feed.is_sitemap);
            self.feed.is_sitemap |= matches!(name.as_str(), "urlset" | "sitemapindex");
            if is_entry || (self.base > 0 && depth == 1 && name == "url") {
                let id = attribute(tag, "about");
                self.entry =
                    Some(Open { entry: Entry { id, ..Entry::default() }, start: before, depth, field: None, rank: 0 });
            }
            return;
        };
        if let Some(field) = &mut open.field {
            // `author/name` and `news/title` are fields of their own, not the markup of a text.
            if matches!(field.name.as_str(), "author" | "news") {
                self.text.clear();
                self.nested = after;
            } else {
                field.has_markup = true;
            }
            return;
        }
        self.text.clear();
        let prefix = qualified.split_once(':').map_or("", |(prefix, _)| prefix);
        if name == "link" && prefix_is_atom(prefix) && open.entry.url.is_none() {
            let relation = attribute(tag, "rel");
            open.entry.url =
                attribute(tag, "href").filter(|_| relation.as_deref().is_none_or(|rel| rel == "alternate"));
        }
        let kind = attribute(tag, "type").unwrap_or_default().to_ascii_lowercase();
        let skipped = OTHERS.contains(&prefix);
        open.field = Some(Field { name, depth, start: after, has_markup: false, kind, skipped });
    }

    fn end(&mut self, name: &str, before: usize) {
        // An end tag of nothing that is open is passed over.
        let Some(depth) = self.open.iter().rposition(|open| open == name).map(|at| at + 1) else { return };
        self.open.truncate(depth - 1);
        let after = self.at();
        if let Some(mut open) = self.entry.take() {
            if let Some(field) = open.field.take_if(|field| depth <= field.depth) {
                if !field.skipped {
                    let raw = self.xml.get(field.start..before).unwrap_or_default();
                    let place = field.start - open.start..before.max(field.start) - open.start;
                    open.set(&field.name, &field, &self.text, (raw, place));
                }
            } else if let Some(field) = open.field.as_ref().filter(|field| !field.skipped) {
                let place =
                    self.nested.max(open.start) - open.start..before.max(self.nested).max(open.start) - open.start;
                open.entry.set_nested(&field.name, name, self.text.trim(), place);
                if !field.has_markup {
                    self.text.clear();
                }
            }
            if depth <= open.depth {
                self.feed.found.push(Ok((open.entry, open.start..after)));
            } else {
                self.entry = Some(open);
            }
            return;
        }
        let parent = self.open.last().map(String::as_str);
        if matches!(parent, Some("channel" | "feed")) {
            let value = self.text.trim();
            let slot = match name {
                "title" => &mut self.feed.title,
                "language" => &mut self.feed.language,
                _ => return,
            };
            if slot.is_none() && !value.is_empty() {
                *slot = Some(value.to_owned());
            }
        }
        self.text.clear();
    }
}

impl Open {
    /// `raw` is the element as it is written, with its place in the entry.
    fn set(&mut self, name: &str, field: &Field, text: &str, raw: (&str, Range<usize>)) {
        let value = text.trim();
        let entry = &mut self.entry;
        let place = match name {
            "title" if entry.title.is_none() => Some(&mut entry.places.title),
            "pubdate" | "published" | "issued" | "created" | "date" if entry.published.is_none() => {
                Some(&mut entry.places.published)
            }
            _ => None,
        };
        if let Some(place) = place.filter(|_| !value.is_empty()) {
            *place = Some(raw.1.clone());
        }
        let keep = |slot: &mut Option<String>| {
            if slot.is_none() && !value.is_empty() {
                *slot = Some(value.to_owned());
            }
        };
        match name {
            "title" => keep(&mut entry.title),
            "link" | "loc" => keep(&mut entry.url),
            "guid" | "id" | "identifier" => keep(&mut entry.id),
            "pubdate" | "published" | "issued" | "created" | "date" => keep(&mut entry.published),
            "updated" | "modified" | "lastmod" | "lastbuilddate" => keep(&mut entry.modified),
            "author" | "creator" => keep(&mut entry.author),
            "encoded" | "content" | "fulltext" => self.body(3, field, text, raw),
            "description" | "summary" => self.body(1, field, text, raw),
            _ => {}
        }
    }

    /// Takes a body if it is worth more than the one there is: the article before its summary.
    fn body(&mut self, rank: u8, field: &Field, text: &str, (raw, place): (&str, Range<usize>)) {
        if rank <= self.rank {
            return;
        }
        let is_text = matches!(field.kind.as_str(), "text" | "text/plain");
        let body = if field.has_markup { raw } else { text };
        if body.trim().is_empty() {
            return;
        }
        self.rank = rank;
        self.entry.places.body = Some(place);
        self.entry.body =
            if is_text && !field.has_markup { Body::Text(body.to_owned()) } else { Body::Html(body.to_owned()) };
    }
}

fn prefix_is_atom(prefix: &str) -> bool {
    matches!(prefix, "" | "atom" | "a10" | "atom10")
}

/// The name without its prefix, in lower case.
fn local(qualified: &str) -> String {
    let name = qualified.to_ascii_lowercase();
    name.rsplit_once(':').map_or(name.clone(), |(_, local)| local.to_owned())
}

fn attribute(tag: &BytesStart<'_>, wanted: &str) -> Option<String> {
    tag.html_attributes().with_checks(false).flatten().find_map(|attribute| {
        let value = &attribute.value;
        let value = quick_xml::escape::unescape(value).map_or_else(|_| value.to_string(), std::borrow::Cow::into_owned);
        (local(attribute.key.as_ref()) == wanted && !value.trim().is_empty()).then(|| value.trim().to_owned())
    })
}

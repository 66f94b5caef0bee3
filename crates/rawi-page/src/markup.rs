//! A page as tags and words, in the order they are written: read once, for all who want to know something of it.
//!
//! Everything is borrowed from the page, and nothing is decoded before somebody asks: most attributes of a page interest nobody, and
//! scripts are most of its bytes. The rules are those of the HTML standard; a test compares them with a tokenizer that keeps to
//! every letter of it. What no page has for us stays out: errors, and what becomes of NUL characters.

use std::borrow::Cow;
use std::ops::{ControlFlow, Range};

use memchr::{memchr, memchr_iter, memmem};

use crate::reference::{self, Place};

/// A piece of a page.
#[derive(Debug)]
pub(crate) enum Mark<'a> {
    Start(&'a Tag<'a>),
    /// The name of the element that ends.
    End(&'a str),
    Words(Words<'a>),
}

/// Words of a page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words<'a> {
    /// As they are written.
    pub(crate) written: &'a str,
    /// Where that is in the page.
    pub(crate) at: usize,
    /// Are they written as they read, as those of a script are?
    raw: bool,
}

impl<'a> Words<'a> {
    /// As they read.
    pub(crate) fn read(self) -> Cow<'a, str> {
        if self.raw { Cow::Borrowed(self.written) } else { reference::read(self.written, Place::Text) }
    }

    /// Tells runs of characters as they read, where they are in the page, and whether they are written so.
    pub(crate) fn each_run(self, mut tell: impl FnMut(&str, Range<usize>, bool)) {
        if self.raw {
            return tell(self.written, self.at..self.at + self.written.len(), true);
        }
        reference::each_run(self.written, Place::Text, |words, range, same| {
            tell(words, self.at + range.start..self.at + range.end, same);
        });
    }
}

/// Attributes of one tag that are kept.
pub(crate) const ATTRIBUTES: usize = 64;

/// A start tag.
#[derive(Debug, Default)]
pub(crate) struct Tag<'a> {
    name: Cow<'a, str>,
    attributes: Vec<Attribute<'a>>,
    n_attributes: usize,
    self_closing: bool,
}

/// An attribute as it is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attribute<'a> {
    name: &'a str,
    value: &'a str,
}

impl<'a> Attribute<'a> {
    /// Is this its name, given in lower case?
    pub(crate) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// Its value, character references read.
    pub(crate) fn value(&self) -> Cow<'a, str> {
        reference::read(self.value, Place::Attribute)
    }
}

impl<'a> Tag<'a> {
    /// In lower case.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The value of the first attribute of this name, given in lower case; character references read.
    pub(crate) fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        self.attributes.iter().find(|attribute| attribute.is(name)).map(Attribute::value)
    }

    /// In the order they are written.
    pub(crate) fn attributes(&self) -> &[Attribute<'a>] {
        &self.attributes
    }

    /// How many there are, those beyond [`ATTRIBUTES`] included.
    pub(crate) fn n_attributes(&self) -> usize {
        self.n_attributes
    }

    pub(crate) fn is_self_closing(&self) -> bool {
        self.self_closing
    }
}

/// Reads a page until its end, or until `take` breaks off. Never an error: HTML has no syntax errors.
pub(crate) fn each(html: &str, mut take: impl FnMut(Mark<'_>) -> ControlFlow<()>) {
    let mut scanner = Scanner { html, bytes: html.as_bytes(), tag: Tag::default() };
    // It ends with the page, or where somebody breaks off.
    let _ = scanner.run(&mut take);
}

/// What the text of an element is, whose name says that it is none of the page's markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Content {
    /// With character references.
    Title,
    Raw,
    Script,
    /// To the end of the page.
    Plain,
}

fn content(name: &str) -> Option<Content> {
    match name {
        "textarea" | "title" => Some(Content::Title),
        "script" => Some(Content::Script),
        "style" | "iframe" | "xmp" | "noembed" | "noscript" => Some(Content::Raw),
        "plaintext" => Some(Content::Plain),
        _ => None,
    }
}

struct Scanner<'a> {
    html: &'a str,
    bytes: &'a [u8],
    tag: Tag<'a>,
}

impl Scanner<'_> {
    fn run(&mut self, take: &mut impl FnMut(Mark<'_>) -> ControlFlow<()>) -> ControlFlow<()> {
        let (mut words, mut at) = (0, 0);
        while let Some(found) = memchr(b'<', &self.bytes[at..]) {
            let open = at + found;
            at = open + 1;
            match self.bytes.get(at) {
                Some(first) if first.is_ascii_alphabetic() => {
                    self.words(words..open, false, take)?;
                    let Some(end) = self.tag_at(at) else { return ControlFlow::Continue(()) };
                    (words, at) = (end, end);
                    take(Mark::Start(&self.tag))?;
                    if let Some(content) = content(&self.tag.name) {
                        at = self.content_end(end, content);
                        self.words(end..at, content != Content::Title, take)?;
                        words = at;
                    }
                }
                Some(b'/') => match self.bytes.get(at + 1) {
                    Some(first) if first.is_ascii_alphabetic() => {
                        self.words(words..open, false, take)?;
                        let Some(end) = self.tag_at(at + 1) else { return ControlFlow::Continue(()) };
                        (words, at) = (end, end);
                        take(Mark::End(&self.tag.name))?;
                    }
                    // Nothing at all, and the words around it go on.
                    Some(b'>') => {
                        self.words(words..open, false, take)?;
                        (words, at) = (at + 2, at + 2);
                    }
                    None => break,
                    Some(_) => {
                        self.words(words..open, false, take)?;
                        at = self.past(at, b'>');
                        words = at;
                    }
                },
                Some(b'!' | b'?') => {
                    self.words(words..open, false, take)?;
                    at = if self.bytes[at..].starts_with(b"!--") {
                        self.comment_end(at + 3)
                    } else {
                        self.past(at, b'>')
                    };
                    words = at;
                }
                _ => {}
            }
        }
        self.words(words..self.html.len(), false, take)
    }

    fn words(
        &self,
        range: Range<usize>,
        raw: bool,
        take: &mut impl FnMut(Mark<'_>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        if range.is_empty() {
            return ControlFlow::Continue(());
        }
        take(Mark::Words(Words { written: &self.html[range.clone()], at: range.start, raw }))
    }

    /// The place behind the next of these bytes, or the end.
    fn past(&self, at: usize, byte: u8) -> usize {
        memchr(byte, &self.bytes[at..]).map_or(self.bytes.len(), |found| at + found + 1)
    }

    /// The place behind a comment whose words begin at `at`.
    fn comment_end(&self, at: usize) -> usize {
        let rest = &self.bytes[at..];
        if rest.starts_with(b">") {
            return at + 1;
        }
        if rest.starts_with(b"->") {
            return at + 2;
        }
        for found in memchr_iter(b'>', rest) {
            if rest[..found].ends_with(b"--") {
                return at + found + 1;
            }
            if rest[..found].ends_with(b"--!") {
                return at + found + 1;
            }
        }
        self.bytes.len()
    }

    /// Reads the tag whose name begins at `at`; gives the place behind it, or nothing where the page ends before it does.
    fn tag_at(&mut self, at: usize) -> Option<usize> {
        let bytes = self.bytes;
        let name = at + bytes[at..].iter().position(|&b| is_blank(b) || matches!(b, b'/' | b'>'))?;
        self.tag.name = lowered(&self.html[at..name]);
        self.tag.attributes.clear();
        self.tag.n_attributes = 0;
        self.tag.self_closing = false;
        let mut at = name;
        loop {
            at = self.past_blanks(at)?;
            match bytes[at] {
                b'>' => return Some(at + 1),
                b'/' => {
                    at += 1;
                    if *bytes.get(at)? == b'>' {
                        self.tag.self_closing = true;
                        return Some(at + 1);
                    }
                }
                _ => at = self.attribute_at(at)?,
            }
        }
    }

    /// Reads the attribute whose name begins at `at`, even where that is an equals sign.
    fn attribute_at(&mut self, start: usize) -> Option<usize> {
        let bytes = self.bytes;
        let rest = &bytes[start + 1..];
        let length = rest.iter().position(|&b| is_blank(b) || matches!(b, b'/' | b'>' | b'='))?;
        let name = start..start + 1 + length;
        let mut at = self.past_blanks(name.end)?;
        let mut value = at..at;
        if bytes[at] == b'=' {
            at = self.past_blanks(at + 1)?;
            match bytes[at] {
                quote @ (b'"' | b'\'') => {
                    let end = at + 1 + memchr(quote, &bytes[at + 1..])?;
                    value = at + 1..end;
                    at = end + 1;
                }
                b'>' => {}
                _ => {
                    let end = at + bytes[at..].iter().position(|&b| is_blank(b) || b == b'>')?;
                    value = at..end;
                    at = end;
                }
            }
        }
        self.tag.n_attributes += 1;
        if self.tag.n_attributes <= ATTRIBUTES {
            self.tag.attributes.push(Attribute { name: &self.html[name], value: &self.html[value] });
        }
        Some(at)
    }

    fn past_blanks(&self, at: usize) -> Option<usize> {
        self.bytes.get(at..)?.iter().position(|&b| !is_blank(b)).map(|found| at + found)
    }

    /// Where the text of the element ends that was opened last.
    fn content_end(&self, from: usize, content: Content) -> usize {
        let whole = self.bytes.len();
        let ends = |at: usize| self.names(at, b"</", self.tag.name.as_bytes());
        let mut from = from;
        match content {
            Content::Plain => whole,
            Content::Title | Content::Raw => {
                while let Some(found) = memchr(b'<', &self.bytes[from..]) {
                    if ends(from + found) {
                        return from + found;
                    }
                    from += found + 1;
                }
                whole
            }
            Content::Script => {
                while let Some(found) = memchr(b'<', &self.bytes[from..]) {
                    let at = from + found;
                    if ends(at) {
                        return at;
                    }
                    from = at + 1;
                    if self.bytes[at..].starts_with(b"<!--") {
                        match self.escaped_end(at + 2) {
                            Escaped::Script(end) => return end,
                            Escaped::Over(end) => from = end,
                        }
                    }
                }
                whole
            }
        }
    }

    /// What ends the comment inside a script whose hyphens begin at `at`. The end tag of a script opened inside it does not.
    fn escaped_end(&self, at: usize) -> Escaped {
        let over = memmem::find(&self.bytes[at..], b"-->").map_or(self.bytes.len(), |found| at + found + 3);
        let (mut from, mut twice) = (at, false);
        while let Some(found) = memchr(b'<', &self.bytes[from..over]) {
            let at = from + found;
            if self.names(at, b"</", b"script") {
                if !twice {
                    return Escaped::Script(at);
                }
                twice = false;
            } else if self.names(at, b"<", b"script") {
                twice = true;
            }
            from = at + 1;
        }
        Escaped::Over(over)
    }

    /// Does a tag of this name begin here?
    fn names(&self, at: usize, open: &[u8], name: &[u8]) -> bool {
        let rest = &self.bytes[at..];
        let end = open.len() + name.len();
        rest.len() > end
            && rest.starts_with(open)
            && rest[open.len()..end].eq_ignore_ascii_case(name)
            && (is_blank(rest[end]) || matches!(rest[end], b'/' | b'>'))
    }
}

enum Escaped {
    /// The script ends there.
    Script(usize),
    /// The comment does.
    Over(usize),
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\r' | 0x0C)
}

fn lowered(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|b| b.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
    use html5gum::{Span, Tokenizer};

    use super::*;

    fn marks(html: &str, most: usize) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        let mut words = None;
        each(html, |mark| {
            let mark = match mark {
                Mark::Start(tag) => {
                    let attributes: Vec<String> = tag
                        .attributes()
                        .iter()
                        .map(|attribute| format!(" {}={}", attribute.name.to_ascii_lowercase(), attribute.value()))
                        .collect();
                    let end = if tag.is_self_closing() { "/" } else { "" };
                    format!("<{}{}{end}>", tag.name(), attributes.concat())
                }
                Mark::End(name) => format!("</{name}>"),
                Mark::Words(found) => {
                    let end = found.at + found.written.len();
                    assert_eq!(&html[found.at..end], found.written);
                    let (before, from) = words.take().unwrap_or((String::new(), found.at));
                    let read = found.read();
                    // Who reads a script does not care how its lines end.
                    let read = if found.raw { read.replace("\r\n", "\n").replace('\r', "\n").into() } else { read };
                    words = Some((before + &read, from));
                    return ControlFlow::Continue(());
                }
            };
            out.extend(words.take().map(|(words, _)| words));
            out.push(mark);
            if out.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        out.extend(words.take().map(|(words, _)| words));
        out
    }

    /// The same by the tokenizer that keeps to the standard.
    fn standard(html: &str) -> Vec<String> {
        let (mut out, mut tag, mut n_attributes): (Vec<String>, Option<String>, usize) = (Vec::new(), None, 0);
        let mut joined = false;
        let on = |event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
            let read = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            match event {
                CallbackEvent::OpenStartTag { name } => (tag, n_attributes) = (Some(read(name)), 0),
                CallbackEvent::AttributeName { name } => {
                    n_attributes += 1;
                    if let Some(tag) = tag.as_mut().filter(|_| n_attributes <= ATTRIBUTES) {
                        *tag += &[" ", &read(name), "="].concat();
                    }
                }
                CallbackEvent::AttributeValue { value } => {
                    if let Some(tag) = tag.as_mut().filter(|_| n_attributes <= ATTRIBUTES) {
                        *tag += &read(value);
                    }
                }
                CallbackEvent::CloseStartTag { self_closing } => {
                    let end = if self_closing { "/" } else { "" };
                    out.extend(tag.take().map(|tag| format!("<{tag}{end}>")));
                    joined = false;
                }
                CallbackEvent::EndTag { name } => {
                    tag = None;
                    out.push(format!("</{}>", read(name)));
                    joined = false;
                }
                CallbackEvent::String { value } => {
                    // A comment between two runs of words leaves them two.
                    match out.last_mut().filter(|_| joined) {
                        Some(last) => *last += &read(value),
                        None => out.push(read(value)),
                    }
                    joined = true;
                }
                _ => {}
            }
            None
        };
        let mut emitter = CallbackEmitter::new(on);
        emitter.naively_switch_states(true);
        let _ = Tokenizer::new_with_emitter(html, emitter).finish();
        out
    }

    #[test]
    fn tags_and_words_come_in_order() {
        assert_eq!(
            marks("<DIV Class='a&amp;b' hidden>السد &lt; ماء</div x=y><br/>", 9),
            ["<div class=a&b hidden=>", "السد < ماء", "</div>", "<br/>"]
        );
        assert_eq!(marks("<script>if (a<b) {}</script><p", 9), ["<script>", "if (a<b) {}", "</script>"]);
        assert!(marks("", 9).is_empty());
    }

    #[test]
    fn of_an_attribute_written_twice_the_first_counts_and_many_are_counted() {
        each("<p a=1 b=2 a=3>", |mark| {
            if let Mark::Start(tag) = mark {
                let value = |name| tag.attribute(name).map(Cow::into_owned);
                assert_eq!((value("a").as_deref(), value("b").as_deref(), value("c")), (Some("1"), Some("2"), None));
            }
            ControlFlow::Continue(())
        });
        let many = (0..200).fold("<p".to_owned(), |page, n| page + &format!(" a{n}=x"));
        each(&(many + ">"), |mark| {
            if let Mark::Start(tag) = mark {
                assert_eq!((tag.attributes().len(), tag.n_attributes()), (ATTRIBUTES, 200));
            }
            ControlFlow::Continue(())
        });
    }

    #[test]
    fn who_breaks_off_gets_nothing_more() {
        assert_eq!(marks(&"<p>".repeat(100), 8).len(), 8);
    }

    /// What pages are made of, whole and broken.
    const PIECES: &[&str] = &[
        "<",
        ">",
        "/",
        "=",
        "\"",
        "'",
        " ",
        "\n",
        "\r\n",
        "\r",
        "\t",
        "&",
        ";",
        "!",
        "?",
        "-",
        "--",
        "a",
        "B",
        "ماء",
        "<p>",
        "</p>",
        "<br/>",
        "</",
        "</>",
        "</ x>",
        "<!",
        "<!-->",
        "<!--->",
        "<!--",
        "-->",
        "--!>",
        "<!doctype html>",
        "<![CDATA[",
        "]]>",
        "<?xml?>",
        "<a href=",
        "<a href=\"?a=1&copy=2&amp;b\"",
        "<A HREF='x' hReF=y/>",
        "<p =x =>",
        "<script>",
        "</script>",
        "</SCRIPT ",
        "<script",
        "<style>",
        "</style>",
        "<title>",
        "</title>",
        "<textarea>",
        "</textarea>",
        "<xmp>",
        "</xmp>",
        "<iframe>",
        "</iframe>",
        "<noscript>",
        "</noscript>",
        "<plaintext>",
        "<svg>",
        "&amp;",
        "&amp",
        "&#1575;",
        "&#x627",
        "&#x80;",
        "&#0;",
        "&#xD800;",
        "&#99999999999;",
        "&notit;",
        "&not",
        "&copy=",
        "&NotEqualTilde;",
        "&zzz;",
        "&#;",
        "&#x;",
        "&#",
    ];

    #[test]
    fn the_standard_reads_the_same() {
        // A simple generator of numbers: the same pages on every machine.
        let mut state = 7u64;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % below
        };
        for _ in 0..60_000 {
            let length = 1 + next(14);
            let page: String = (0..length).map(|_| PIECES[next(PIECES.len())]).collect();
            assert_eq!(marks(&page, usize::MAX), standard(&page), "{page:?}");
        }
    }
}

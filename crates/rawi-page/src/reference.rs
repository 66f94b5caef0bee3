//! Character references and line ends: what is written otherwise than it reads.
//!
//! Nearly all references are numbers or a handful of names; those are read here. The others, and all the rules of names without a
//! semicolon, are asked of the tokenizer that knows them.

use std::borrow::Cow;
use std::convert::Infallible;
use std::ops::Range;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};
use memchr::memchr2;

/// Where a reference stands: an address such as `?a=1&copy=2` is no place for a name without a semicolon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Text,
    Attribute,
}

/// References that nearly all are.
const COMMON: &[(&str, &str)] = &[
    ("nbsp;", "\u{A0}"),
    ("quot;", "\""),
    ("amp;", "&"),
    ("lt;", "<"),
    ("gt;", ">"),
    ("apos;", "'"),
    ("laquo;", "\u{AB}"),
    ("raquo;", "\u{BB}"),
    ("ldquo;", "\u{201C}"),
    ("rdquo;", "\u{201D}"),
    ("lsquo;", "\u{2018}"),
    ("rsquo;", "\u{2019}"),
    ("ndash;", "\u{2013}"),
    ("mdash;", "\u{2014}"),
    ("hellip;", "\u{2026}"),
    ("copy;", "\u{A9}"),
    ("middot;", "\u{B7}"),
    ("bull;", "\u{2022}"),
    ("rlm;", "\u{200F}"),
    ("lrm;", "\u{200E}"),
    ("zwnj;", "\u{200C}"),
];

/// No name of a reference is longer.
const LONGEST_NAME: usize = 40;

/// Written characters as they read.
pub(crate) fn read(written: &str, place: Place) -> Cow<'_, str> {
    if memchr2(b'&', b'\r', written.as_bytes()).is_none() {
        return Cow::Borrowed(written);
    }
    let mut out = String::with_capacity(written.len());
    each_run(written, place, |words, _, _| out.push_str(words));
    Cow::Owned(out)
}

/// Tells runs of characters one by one: as they read, which of the written bytes they are, and whether the two are the same.
pub(crate) fn each_run(written: &str, place: Place, mut tell: impl FnMut(&str, Range<usize>, bool)) {
    let mut at = 0;
    let mut reads = String::new();
    while at < written.len() {
        let plain = memchr2(b'&', b'\r', &written.as_bytes()[at..]).map_or(written.len(), |found| at + found);
        if plain > at {
            tell(&written[at..plain], at..plain, true);
            at = plain;
            continue;
        }
        reads.clear();
        let end = at + special(&written[at..], place, &mut reads);
        tell(&reads, at..end, written[at..end] == reads);
        at = end;
    }
}

/// Reads the line end or the reference at the start; says how many bytes it has.
fn special(written: &str, place: Place, reads: &mut String) -> usize {
    let Some(rest) = written.strip_prefix('&') else {
        reads.push('\n');
        return if written.starts_with("\r\n") { 2 } else { 1 };
    };
    if let Some(digits) = rest.strip_prefix('#')
        && let Some((length, character)) = number(digits)
    {
        reads.push(character);
        return 2 + length;
    }
    let end = rest.bytes().position(|b| !(b.is_ascii_alphanumeric() || b == b'#')).unwrap_or(rest.len());
    if end == 0 {
        reads.push('&');
        return 1;
    }
    let name = &rest[..end + usize::from(rest[end..].starts_with(';'))];
    if let Some((_, characters)) = COMMON.iter().find(|(common, _)| *common == name) {
        reads.push_str(characters);
        return 1 + name.len();
    }
    // A number may have any length; what follows the longest name is no part of one.
    let name = if name.starts_with('#') { name } else { &name[..name.len().min(LONGEST_NAME)] };
    let follows = if rest[name.len()..].starts_with('=') { "=" } else { "" };
    asked(&format!("&{name}{follows}"), place, reads);
    reads.truncate(reads.len() - follows.len());
    1 + name.len()
}

/// A number with its semicolon, of a character that is what its number says; and how many bytes it has.
fn number(digits: &str) -> Option<(usize, char)> {
    let hexadecimal = digits.starts_with(['x', 'X']);
    let start = usize::from(hexadecimal);
    let length = digits.bytes().skip(start).take(8).position(|b| b == b';')?;
    let number = digits.get(start..start + length)?;
    let radix = if hexadecimal { 16 } else { 10 };
    // `from_str_radix` takes a sign.
    let number = number.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u32::from_str_radix(number, radix).ok())??;
    let character = char::from_u32(number).filter(|&c| matches!(c, ' '..='~' | '\u{A0}'..))?;
    Some((start + length + 1, character))
}

/// Asks the tokenizer what a reference reads as.
fn asked(reference: &str, place: Place, reads: &mut String) {
    let page = match place {
        Place::Text => reference.to_owned(),
        Place::Attribute => format!("<a b=\"{reference}\">"),
    };
    let on = |event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
        if let CallbackEvent::String { value } | CallbackEvent::AttributeValue { value } = event {
            reads.push_str(&String::from_utf8_lossy(value));
        }
        None
    };
    // Without errors: HTML has none, and memory does not fail to be read.
    let _ = Tokenizer::new_with_emitter(&page, CallbackEmitter::new(on)).finish();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &str, expected: &[(&str, &str)]) {
        let mut found = Vec::new();
        each_run(written, Place::Text, |words, range, same| {
            assert_eq!(words == &written[range.clone()], same);
            found.push((words.to_owned(), &written[range]));
        });
        let expected: Vec<_> = expected.iter().map(|&(words, written)| (words.to_owned(), written)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn references_and_line_ends_are_walked_over() {
        check("السد", &[("السد", "السد")]);
        check(
            "&laquo;قول&raquo; &#1575;",
            &[("«", "&laquo;"), ("قول", "قول"), ("»", "&raquo;"), (" ", " "), ("ا", "&#1575;")],
        );
        check("a & b\r\nc", &[("a ", "a "), ("&", "&"), (" b", " b"), ("\n", "\r\n"), ("c", "c")]);
        check("&nbspfoo", &[("\u{A0}foo", "&nbspfoo")]);
        check("&amp;c;", &[("&", "&amp;"), ("c;", "c;")]);
        check("&#x627;&#x80;&#1;&#0;", &[("ا", "&#x627;"), ("€", "&#x80;"), ("\u{1}", "&#1;"), ("\u{FFFD}", "&#0;")]);
        check("&#+5;&;&", &[("&#", "&#"), ("+5;", "+5;"), ("&", "&"), (";", ";"), ("&", "&")]);
    }

    #[test]
    fn addresses_keep_what_looks_like_a_name() {
        assert_eq!(read("?a=1&copy=2&amp;b&notit;", Place::Attribute), "?a=1&copy=2&b&notit;");
        assert_eq!(read("?a=1&copy=2&notit;", Place::Text), "?a=1©=2¬it;");
    }
}

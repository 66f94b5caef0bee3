//! From the characters of a JSON string back to the bytes they are written with.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::trace::Trace;

/// The values of an object as they are written; of a name given twice the last, as readers of JSON take it.
pub(crate) type Written<'j> = BTreeMap<String, &'j RawValue>;

/// Adds to a trace where the first `length` bytes of a string are written. `written` is the value in `json`, with its quotation marks; in
/// the text its characters begin at `at`.
pub(crate) fn trace(json: &str, written: &str, at: usize, length: usize, trace: &mut Trace) {
    let Some(start) = (written.as_ptr() as usize).checked_sub(json.as_ptr() as usize) else { return };
    let Some(inside) = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else { return };
    let (start, end) = (start + 1, at + length);
    let (mut from, mut read) = (0, at);
    while from < inside.len() && read < end {
        let plain = inside[from..].find('\\').unwrap_or(inside.len() - from);
        if plain > 0 {
            let taken = plain.min(end - read);
            trace.push(read..read + taken, start + from..start + from + taken, true);
            (from, read) = (from + plain, read + taken);
            continue;
        }
        let Some((length, reads)) = escape(&inside[from..]) else { return };
        trace.push(read..read + reads, start + from..start + from + length, false);
        (from, read) = (from + length, read + reads);
    }
}

/// How many bytes an escape is written with, and how many its character has.
fn escape(written: &str) -> Option<(usize, usize)> {
    let unit = |from: usize| u32::from_str_radix(written.get(from..from + 4)?, 16).ok();
    if written.as_bytes().get(1)? != &b'u' {
        return Some((2, 1));
    }
    let first = unit(2)?;
    // Two units for one character.
    if (0xD800..0xDC00).contains(&first) {
        return Some((12, 4));
    }
    Some((6, char::from_u32(first)?.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_found_through_escapes() {
        let json = r#"{"id":1,"text":"\u0627\u0644سد \"جاهز\"\n\ud83d\udca7 ماء"}"#;
        let written: Written<'_> = serde_json::from_str(json).expect("an object");
        let text: String = serde_json::from_str(written["text"].get()).expect("a string");
        let mut found = Trace::default();
        trace(json, written["text"].get(), 10, text.len(), &mut found);
        for (words, expected) in [
            ("السد", r"\u0627\u0644سد"),
            ("\"جاهز\"", r#"\"جاهز\""#),
            ("\n", r"\n"),
            ("\u{1F4A7}", r"\ud83d\udca7"),
            (" ماء", " ماء"),
        ] {
            let at = 10 + text.find(words).expect("it is there");
            let place = found.html(at..at + words.len()).expect("a place");
            assert_eq!(&json[place], expected);
        }
    }

    #[test]
    fn what_is_no_string_has_no_place() {
        let json = r#"{"text":5}"#;
        let written: Written<'_> = serde_json::from_str(json).expect("an object");
        let mut found = Trace::default();
        trace(json, written["text"].get(), 0, 3, &mut found);
        assert_eq!(found, Trace::default());
    }
}

//! From bytes to characters: which charset, how sure, and what was damaged.
//!
//! Order of evidence: byte order mark, valid UTF-8, a label that fits the bytes, detection. A label is a claim by a server or
//! an editor and is often wrong on Arabic pages (`windows-1252` where the bytes are `windows-1256`), so it is checked by
//! what it makes of the bytes and not believed.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// Decoded characters and how they were got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decoded {
    /// The characters, without a leading byte order mark.
    pub(crate) text: String,
    /// Lower-case WHATWG name.
    pub(crate) charset: String,
    /// What was doubtful, one sentence each, with the byte range in `text` where there is one.
    pub(crate) doubts: Vec<(String, Option<std::ops::Range<usize>>)>,
}

/// How much of the head of an input is looked at for signs of a binary file.
const HEAD: usize = 64 * 1024;

/// First bytes of formats people do hand to a text tool, with a name they will recognize.
const BINARY: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\xD0\xCF\x11\xE0", "an old office document"),
    (b"BZh", "a bzip2 stream"),
    (b"\xFD7zXZ", "an xz stream"),
    (b"\x7FELF", "a program"),
    (b"SQLite format 3", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
];

/// Says what makes the bytes something else than text, if anything does.
pub(crate) fn binary(bytes: &[u8]) -> Option<String> {
    if let Some((_, name)) = BINARY.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(format!("not text: looks like {name}"));
    }
    if Encoding::for_bom(bytes).is_some() {
        return None;
    }
    let head = &bytes[..bytes.len().min(HEAD)];
    let nulls = count(head, |byte| byte == 0);
    let of_text = [b'\t', b'\n', b'\r', 0x0C, 0x1B];
    let allowed: usize = of_text.into_iter().map(|control| count(head, |byte| byte == control)).sum();
    let controls = count(head, |byte| byte < 0x20) - allowed;
    // One stray NUL in a long page is a template's accident; one in fifty bytes is a format.
    if nulls * 500 > head.len() || controls * 50 > head.len() {
        return Some(format!(
            "not text: {controls} control bytes in the first {}, {nulls} of them NUL; expected text, HTML or JSON lines",
            head.len()
        ));
    }
    None
}

/// How many of the bytes are such.
fn count(bytes: &[u8], is: impl Fn(u8) -> bool) -> usize {
    // So few at a time that one byte counts them, which processors do for many at once.
    bytes.chunks(255).map(|few| usize::from(few.iter().map(|&byte| u8::from(is(byte))).sum::<u8>())).sum()
}

/// Decodes bytes. Never fails: what cannot be decoded becomes U+FFFD, with a doubt.
///
/// `labels` are charset labels somebody gave, the most trusted first (the caller, then the page itself).
pub(crate) fn decode(bytes: &[u8], labels: &[&str]) -> Decoded {
    let mut doubts = Vec::new();
    let mut claims: Vec<(&str, &'static Encoding)> = Vec::new();
    for label in labels {
        match Encoding::for_label(label.as_bytes()) {
            // A page cannot name UTF-16 in ASCII letters; browsers read such a label as UTF-8.
            Some(claimed) => claims.push((label, claimed)),
            None => doubts.push((format!("charset label \"{}\" is not known", label.escape_debug()), None)),
        }
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        contradicted(&claims, encoding, "the byte order mark", &mut doubts);
        return finish(encoding, &bytes[mark..], doubts);
    }
    if std::str::from_utf8(bytes).is_ok() {
        if !bytes.is_ascii() {
            contradicted(&claims, UTF_8, "valid UTF-8 bytes", &mut doubts);
        }
        return finish(UTF_8, bytes, doubts);
    }
    if mostly_utf8(bytes) {
        contradicted(&claims, UTF_8, "UTF-8 bytes, a few of them damaged", &mut doubts);
        return finish(UTF_8, bytes, doubts);
    }
    let detected = detect(bytes);
    for &(label, claimed) in &claims {
        if claimed == UTF_8 || claimed == encoding_rs::REPLACEMENT {
            doubts.push((format!("charset label \"{label}\" is wrong: the bytes are not valid in it"), None));
        } else if fits(claimed, detected, bytes) {
            return finish(claimed, bytes, doubts);
        } else {
            doubts.push((format!("charset label \"{label}\" is wrong: the bytes read as {}", name(detected)), None));
        }
    }
    finish(detected, bytes, doubts)
}

fn contradicted(
    claims: &[(&str, &'static Encoding)],
    found: &'static Encoding,
    evidence: &str,
    doubts: &mut Vec<(String, Option<std::ops::Range<usize>>)>,
) {
    for (label, claimed) in claims {
        if *claimed != found {
            doubts.push((format!("charset label \"{label}\" is wrong: {evidence} say {}", name(found)), None));
        }
    }
}

fn name(encoding: &'static Encoding) -> String {
    encoding.name().to_ascii_lowercase()
}

fn finish(
    encoding: &'static Encoding,
    bytes: &[u8],
    mut doubts: Vec<(String, Option<std::ops::Range<usize>>)>,
) -> Decoded {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    let text = text.into_owned();
    if damaged {
        let cut = encoding == UTF_8 && ends_in_half_a_character(bytes);
        let places: Vec<_> = text.match_indices('\u{FFFD}').map(|(at, c)| at..at + c.len()).collect();
        if cut && let Some(last) = places.last() {
            doubts.push(("the input ends within a character; U+FFFD stands for it".to_owned(), Some(last.clone())));
        }
        let inside = places.len().saturating_sub(usize::from(cut));
        if inside > 0 {
            let message = format!("{inside} byte sequences are not valid {}; U+FFFD stands for each", name(encoding));
            doubts.push((message, places.first().cloned()));
        }
    }
    Decoded { text, charset: name(encoding), doubts }
}

fn ends_in_half_a_character(bytes: &[u8]) -> bool {
    let last = bytes.utf8_chunks().last();
    last.is_some_and(|chunk| {
        let rest = chunk.invalid();
        !rest.is_empty() && std::str::from_utf8(rest).is_err_and(|error| error.error_len().is_none())
    })
}

/// Is this UTF-8 with some damage? Bytes of a one-byte Arabic charset almost never form valid sequences, so a clear
/// majority of valid ones cannot be chance.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut invalid) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        invalid += usize::from(!chunk.invalid().is_empty());
    }
    let only_the_tail = invalid == 1 && ends_in_half_a_character(bytes);
    valid > 4 * invalid || (only_the_tail && valid > 0)
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Does a label's decoding read at least as well as the detected one? Compared are errors and words in which Arabic and
/// Latin letters touch, the mark of windows-1256 read as ISO-8859-6 and the reverse.
fn fits(claimed: &'static Encoding, detected: &'static Encoding, bytes: &[u8]) -> bool {
    if claimed == detected {
        return true;
    }
    let by_label = claimed.decode_without_bom_handling(bytes).0;
    let by_detection = detected.decode_without_bom_handling(bytes).0;
    if by_label == by_detection {
        return true;
    }
    let (label_arabic, label_faults) = quality(&by_label);
    let (detected_arabic, detected_faults) = quality(&by_detection);
    // The detector reads short or mixed texts wrongly too: its word counts only when it makes Arabic of what the label
    // makes none of, or clearly fewer faults.
    label_arabic * 2 >= detected_arabic && label_faults <= detected_faults * 2 + by_label.len() / 1000
}

/// Arabic letters, and faults, in a decoded text.
fn quality(text: &str) -> (usize, usize) {
    let (mut arabic, mut faults) = (0, 0);
    let mut before = ' ';
    for c in text.chars() {
        let is_arabic = matches!(c, '\u{621}'..='\u{64A}' | '\u{66E}'..='\u{6D3}');
        let was_arabic = matches!(before, '\u{621}'..='\u{64A}' | '\u{66E}'..='\u{6D3}');
        arabic += usize::from(is_arabic);
        let control = matches!(c, '\u{80}'..='\u{9F}' | '\u{FFFD}');
        let touching = (is_arabic && before.is_alphabetic() && !was_arabic)
            || (was_arabic && c.is_alphabetic() && !is_arabic && c as u32 > 0x7F);
        faults += usize::from(control || touching);
        before = c;
    }
    (arabic, faults)
}

/// The charset label an HTML page gives for itself in its first bytes: `<meta charset>`, the `http-equiv` form, or an
/// XML declaration.
pub(crate) fn html_label(bytes: &[u8]) -> Option<String> {
    let head = bytes[..bytes.len().min(8 * 1024)].to_ascii_lowercase();
    let mut from = 0;
    while let Some(at) = find(&head[from..], b"<").map(|at| from + at) {
        let tag = &head[at..];
        let close = find(tag, b">").unwrap_or(tag.len());
        let tag = &tag[..close];
        from = at + close.max(1);
        let key: &[u8] = match tag {
            [b'<', b'm', b'e', b't', b'a', ..] => b"charset",
            [b'<', b'?', b'x', b'm', b'l', ..] => b"encoding",
            _ => continue,
        };
        let Some(after) = find(tag, key).map(|at| &tag[at + key.len()..]) else { continue };
        let value: Vec<u8> = after
            .iter()
            .copied()
            .skip_while(|b| matches!(b, b' ' | b'=' | b'"' | b'\'' | b'\t' | b'\r' | b'\n'))
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':' | b'.'))
            .collect();
        if !value.is_empty() {
            return String::from_utf8(value).ok();
        }
    }
    None
}

fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = "قال وزير الري في حكومة نهاوند إن السد الجديد سيملأ قبل نهاية الصيف، وفق بيان رسمي.";

    fn encoded(label: &str) -> Vec<u8> {
        let encoding = Encoding::for_label(label.as_bytes()).expect("a label the tests use");
        let (bytes, _, lost) = encoding.encode(LINE);
        assert!(!lost, "{label} can write the line");
        bytes.into_owned()
    }

    #[test]
    fn utf8_is_known_without_a_label() {
        let decoded = decode(LINE.as_bytes(), &[]);
        assert_eq!((decoded.text.as_str(), decoded.charset.as_str()), (LINE, "utf-8"));
        assert!(decoded.doubts.is_empty());
    }

    #[test]
    fn windows_1256_is_detected_and_by_label() {
        for labels in [&[][..], &["windows-1256"], &["cp1256"]] {
            let decoded = decode(&encoded("windows-1256"), labels);
            assert_eq!((decoded.text.as_str(), decoded.charset.as_str()), (LINE, "windows-1256"), "{labels:?}");
            assert!(decoded.doubts.is_empty(), "{labels:?}: {:?}", decoded.doubts);
        }
    }

    #[test]
    fn iso_8859_6_is_detected_and_by_label() {
        for labels in [&[][..], &["iso-8859-6"], &["arabic"]] {
            let decoded = decode(&encoded("iso-8859-6"), labels);
            assert_eq!((decoded.text.as_str(), decoded.charset.as_str()), (LINE, "iso-8859-6"), "{labels:?}");
        }
    }

    #[test]
    fn a_wrong_label_is_found_out() {
        for (real, label) in [
            ("windows-1256", "windows-1252"),
            ("windows-1256", "iso-8859-1"),
            ("windows-1256", "utf-8"),
            ("windows-1256", "iso-8859-6"),
            ("iso-8859-6", "windows-1256"),
            ("utf-8", "windows-1256"),
            ("utf-8", "iso-8859-1"),
        ] {
            let decoded = decode(&encoded(real), &[label]);
            assert_eq!((decoded.text.as_str(), decoded.charset.as_str()), (LINE, real), "{real} labelled {label}");
            assert!(decoded.doubts.iter().any(|(message, _)| message.contains(label)), "{real} labelled {label}");
        }
    }

    #[test]
    fn the_second_label_is_tried_when_the_first_is_wrong() {
        let decoded = decode(&encoded("windows-1256"), &["utf-8", "windows-1256"]);
        assert_eq!((decoded.text.as_str(), decoded.charset.as_str()), (LINE, "windows-1256"));
        assert_eq!(decoded.doubts.len(), 1);
    }

    #[test]
    fn an_unknown_label_is_a_doubt_and_no_more() {
        let decoded = decode(LINE.as_bytes(), &["utf-ate"]);
        assert_eq!(decoded.text, LINE);
        assert_eq!(decoded.doubts.len(), 1);
        assert!(decoded.doubts[0].0.contains("utf-ate"));
    }

    #[test]
    fn a_byte_order_mark_decides_and_is_dropped() {
        let mut utf16 = vec![0xFF, 0xFE];
        utf16.extend(LINE.encode_utf16().flat_map(u16::to_le_bytes));
        let mut big = vec![0xFE, 0xFF];
        big.extend(LINE.encode_utf16().flat_map(u16::to_be_bytes));
        let mut utf8 = vec![0xEF, 0xBB, 0xBF];
        utf8.extend(LINE.as_bytes());
        for (bytes, charset) in [(utf16, "utf-16le"), (big, "utf-16be"), (utf8, "utf-8")] {
            assert_eq!(binary(&bytes), None, "{charset}");
            let decoded = decode(&bytes, &[]);
            assert_eq!((decoded.text.as_str(), decoded.charset.as_str()), (LINE, charset));
        }
    }

    #[test]
    fn half_a_character_at_the_end_is_replaced_and_noted() {
        let bytes = &LINE.as_bytes()[..10];
        assert!(std::str::from_utf8(bytes).is_err());
        let decoded = decode(bytes, &[]);
        assert_eq!(decoded.text, "قال و\u{FFFD}");
        let [(message, Some(place))] = decoded.doubts.as_slice() else { panic!("{:?}", decoded.doubts) };
        assert!(message.starts_with("the input ends within a character"));
        assert_eq!(&decoded.text[place.clone()], "\u{FFFD}");
    }

    #[test]
    fn damage_inside_utf8_does_not_change_the_charset() {
        let mut bytes = LINE.as_bytes().to_vec();
        bytes.insert(7, 0xFF);
        let decoded = decode(&bytes, &[]);
        assert_eq!(decoded.charset, "utf-8");
        assert_eq!(decoded.text.matches('\u{FFFD}').count(), 1);
        assert!(decoded.doubts[0].0.starts_with("1 byte sequences"));
    }

    #[test]
    fn forty_characters_are_enough_to_detect() {
        let start: String = LINE.chars().take(40).collect();
        for label in ["windows-1256", "iso-8859-6"] {
            let encoding = Encoding::for_label(label.as_bytes()).expect("a label the tests use");
            assert_eq!(decode(&encoding.encode(&start).0, &[]).text, start, "{label}");
        }
    }

    #[test]
    fn binary_files_are_named() {
        for (bytes, words) in [
            (&b"%PDF-1.7\n%\xE2\xE3"[..], "a PDF file"),
            (b"PK\x03\x04\x14\0", "a ZIP archive"),
            (b"\x89PNG\r\n\x1a\n", "a PNG image"),
            (b"abc\0\0\0def", "3 of them NUL"),
            (b"\x01\x02\x03\x04\x05\x06text", "6 control bytes"),
        ] {
            let said = binary(bytes);
            assert!(said.as_deref().is_some_and(|said| said.contains(words)), "{bytes:?}: {said:?}");
        }
        assert_eq!(binary(LINE.as_bytes()), None);
        assert_eq!(binary(&encoded("windows-1256")), None);
        assert_eq!(binary(b""), None);
    }

    #[test]
    fn a_page_names_its_charset_in_three_ways() {
        for (head, label) in [
            ("<html><head><META charset=Windows-1256>", Some("windows-1256")),
            ("<meta http-equiv='Content-Type' content='text/html; charset=iso-8859-6'>", Some("iso-8859-6")),
            ("<?xml version=\"1.0\" encoding=\"utf-8\"?><html>", Some("utf-8")),
            ("<meta name=\"description\" content=\"x\"><meta charset = \"utf-8\"/>", Some("utf-8")),
            ("<p>charset=utf-7</p>", None),
            ("<meta charset=>", None),
            ("<<<<", None),
        ] {
            assert_eq!(html_label(head.as_bytes()).as_deref(), label, "{head}");
        }
    }
}

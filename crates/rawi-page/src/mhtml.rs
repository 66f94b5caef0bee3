//! Pages saved by a browser as one file: a mail message whose first HTML part is the page.

use mail_parser::decoders::base64::base64_decode;
use mail_parser::{MessageParser, MessagePart, MimeHeaders};

/// The page of such a file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Page {
    pub(crate) bytes: Vec<u8>,
    pub(crate) charset: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) is_html: bool,
    /// What was left out, for a note.
    pub(crate) excess: Option<String>,
}

/// Lines that may part one part from the next; a page has hundreds of pictures at most.
const PARTS: usize = 4096;
/// Messages inside messages: the library goes into each by calling itself.
const MESSAGES: usize = 16;
/// Lines, each of which may be a header field.
const LINES: usize = 400_000;

/// How much of a file is read: up to the last part, message and line that may be.
fn within(bytes: &[u8]) -> usize {
    let (mut parts, mut messages, mut lines) = (0, 0, 0);
    for (at, window) in bytes.windows(8).enumerate() {
        match window[0] {
            b'\n' => {
                lines += 1;
                parts += usize::from(window.starts_with(b"\n--"));
            }
            // The parts of a digest are messages, without each saying so.
            b'm' | b'M' => messages += usize::from(window.eq_ignore_ascii_case(b"message/")),
            b'/' => messages += usize::from(window[..7].eq_ignore_ascii_case(b"/digest")),
            _ => {}
        }
        if parts > PARTS || messages > MESSAGES || lines > LINES {
            return at;
        }
    }
    bytes.len()
}

/// Finds the page: the first HTML part, else the first text part. Its bytes keep the charset they were saved in, so that it is
/// judged as that of any other page.
pub(crate) fn page(bytes: &[u8]) -> Option<Page> {
    let end = within(bytes);
    let excess = (end < bytes.len())
        .then(|| format!("a message with more parts or lines than a page has; only the first {end} bytes are read"));
    let bytes = &bytes[..end];
    let message = MessageParser::default().parse(bytes)?;
    // By what the header says: the library calls a part that it could not decode to the end plain text.
    let is_text = |part: &&MessagePart<'_>, subtype: &str| {
        part.content_type().is_some_and(|kind| {
            let said = kind.c_subtype.as_deref().unwrap_or_default();
            kind.c_type.eq_ignore_ascii_case("text") && said.eq_ignore_ascii_case(subtype)
        })
    };
    let html = message.parts.iter().find(|part| is_text(part, "html"));
    let part = html.or_else(|| message.parts.iter().find(|part| is_text(part, "plain")))?;
    let raw = bytes.get(part.raw_body_offset() as usize..part.raw_end_offset() as usize)?;
    let encoding = part.content_transfer_encoding().unwrap_or_default().trim().to_ascii_lowercase();
    let decoded = match encoding.as_str() {
        "quoted-printable" => unquoted(raw),
        "base64" => base64_decode(raw).unwrap_or_default(),
        _ => raw.to_vec(),
    };
    let location = |header: Option<&str>| header.map(str::trim).filter(|url| url.contains("://")).map(str::to_owned);
    let charset = part.content_type().and_then(|kind| kind.attribute("charset")).map(str::to_owned);
    let snapshot = || location(message.header_raw("Snapshot-Content-Location"));
    Some(Page {
        bytes: decoded,
        charset,
        // Browsers give the frames of a page addresses of their own, which are none.
        url: location(part.content_location()).or_else(snapshot),
        is_html: html.is_some(),
        excess,
    })
}

/// Undoes quoted-printable; what is not quoted rightly stays as it is.
fn unquoted(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((&byte, after)) = rest.split_first() {
        let digit = |at: usize| after.get(at).and_then(|&digit| (digit as char).to_digit(16));
        rest = match (byte, after, digit(0), digit(1)) {
            (b'=', [b'\r', b'\n', rest @ ..] | [b'\n', rest @ ..], ..) => rest,
            (b'=', [_, _, rest @ ..], Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                rest
            }
            _ => {
                out.push(byte);
                after
            }
        };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAVED: &str = "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://nabaa.example/1\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--b--\"\r\n\r\n----b--\r\nContent-Type: text/html\r\n\
        Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://nabaa.example/1\r\n\r\n\
        <html><p>=D9=82=D8=A7=D9=84=\r\n =D8=AB=D9=85</html>\r\n----b--\r\nContent-Type: image/png\r\n\
        Content-Transfer-Encoding: base64\r\nContent-Location: https://nabaa.example/a.png\r\n\r\niVBORw==\r\n----b----\r\n";

    #[test]
    fn the_html_part_is_the_page() {
        let page = page(SAVED.as_bytes()).expect("a page");
        assert_eq!(String::from_utf8_lossy(&page.bytes).trim_end(), "<html><p>قال ثم</html>");
        assert_eq!(page.url.as_deref(), Some("https://nabaa.example/1"));
        assert!(page.is_html);
    }

    #[test]
    fn bytes_keep_their_charset() {
        let saved = SAVED
            .replace("=D9=82=D8=A7=D9=84=\r\n =D8=AB=D9=85", "=DE=C7=E1")
            .replace("text/html\r\n", "text/html; charset=windows-1256\r\n");
        let page = page(saved.as_bytes()).expect("a page");
        assert!(page.bytes.starts_with(b"<html><p>\xDE\xC7\xE1"), "{:?}", page.bytes);
        assert_eq!(page.charset.as_deref(), Some("windows-1256"));
    }

    #[test]
    fn a_cut_file_gives_what_there_is() {
        let page = page(&SAVED.as_bytes()[..SAVED.find("</html>").expect("the page ends")]).expect("a page");
        assert!(String::from_utf8_lossy(&page.bytes).contains("قال"), "{page:?}");
    }

    #[test]
    fn messages_in_messages_and_floods_of_parts_end() {
        let nested = "From: x\r\nContent-Type: message/rfc822\r\n\r\n".repeat(100_000);
        let digest = (0..20_000)
            .map(|n| format!("--{n}\r\n\r\nContent-Type: Multipart/Digest; boundary={}\r\n\r\n", n + 1))
            .collect::<Vec<_>>()
            .concat();
        for flood in [nested, digest, "--b--\r\n\r\n".repeat(100_000), "X: y\r\n".repeat(500_000)] {
            let _ = page(SAVED.replacen("----b--\r\n", &format!("----b--\r\n{flood}"), 1).as_bytes());
            let _ = page(
                format!("MIME-Version: 1.0\r\nContent-Type: multipart/digest; boundary=0\r\n\r\n{flood}").as_bytes(),
            );
        }
    }
}

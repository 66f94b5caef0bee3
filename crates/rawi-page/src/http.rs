//! HTTP messages as archives keep them: header fields, and the body freed of chunks and compression.

use std::io::Read;

use brotli_decompressor::Decompressor;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use crate::compressed;

/// Encodings on top of each other that are undone; servers use one.
const ENCODINGS: usize = 2;

/// Named fields, as HTTP and WARC write them.
#[derive(Debug, Default)]
pub(crate) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Of the lines of a header; the first one, which is no field, may stand among them.
    pub(crate) fn of_lines(header: &[u8]) -> Fields {
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in String::from_utf8_lossy(header).lines() {
            if line.starts_with([' ', '\t']) {
                // A long value goes on in an indented line.
                if let Some((_, value)) = fields.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            } else if let Some((name, value)) = line.split_once(':') {
                fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        Fields(fields)
    }

    /// The first value of a field, by its lower-case name; nothing where it is empty.
    pub(crate) fn of(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }
}

/// What the header of a response says.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Head {
    /// The status code; 200 where the block has no status line.
    pub(crate) status: u16,
    /// In lower case.
    pub(crate) media_type: Option<String>,
    pub(crate) charset: Option<String>,
}

/// Reads the header of a response.
pub(crate) fn head(block: &[u8]) -> Head {
    let (status, fields, _) = split(block);
    let told = fields.of("content-type").map(content_type);
    let (media_type, charset) = told.map_or((None, None), |(media_type, charset)| (Some(media_type), charset));
    Head { status, media_type, charset }
}

/// The body of a response, of at most `limit` bytes, and what could not be undone, a sentence each.
pub(crate) fn body(block: &[u8], limit: u64) -> (Vec<u8>, Vec<String>) {
    let (_, fields, body) = split(block);
    let mut doubts = Vec::new();
    let is_chunked = fields.of("transfer-encoding").is_some_and(|value| value.to_ascii_lowercase().contains("chunked"));
    let whole = is_chunked.then(|| unchunked(body, &mut doubts)).flatten();
    let mut body = whole.unwrap_or_else(|| body.to_vec());
    let encodings = fields.of("content-encoding").unwrap_or_default().to_ascii_lowercase();
    for encoding in encodings.rsplit(',').map(str::trim).take(ENCODINGS) {
        body = decoded(encoding, body, limit, &mut doubts);
    }
    body.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    (body, doubts)
}

fn split(block: &[u8]) -> (u16, Fields, &[u8]) {
    if !block.starts_with(b"HTTP/") {
        return (200, Fields::default(), block);
    }
    let mut at = 0;
    for line in block.split_inclusive(|&byte| byte == b'\n') {
        at += line.len();
        if matches!(line, b"\n" | b"\r\n") {
            break;
        }
    }
    let (header, body) = block.split_at(at);
    let first = header.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let status = String::from_utf8_lossy(first).split_whitespace().nth(1).and_then(|code| code.parse().ok());
    (status.unwrap_or(200), Fields::of_lines(header), body)
}

/// The media type, in lower case, and the charset of a `Content-Type`.
pub(crate) fn content_type(value: &str) -> (String, Option<String>) {
    let mut parts = value.split(';');
    let media_type = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then(|| value.to_owned())
    });
    (media_type, charset)
}

/// The body without its chunk sizes; nothing where it has none, as many archives have undone them and kept the header.
fn unchunked(mut body: &[u8], doubts: &mut Vec<String>) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    let mut first = true;
    loop {
        let size = chunk_size(body);
        let Some((size, header)) = size else {
            if first {
                return None;
            }
            doubts.push("the body ends within its chunks".to_owned());
            return Some(whole);
        };
        first = false;
        body = &body[header..];
        if size == 0 {
            return Some(whole);
        }
        let n = size.min(body.len());
        whole.extend_from_slice(&body[..n]);
        if n < size {
            doubts.push("the body ends within its chunks".to_owned());
            return Some(whole);
        }
        body = &body[n..];
        body = body.strip_prefix(b"\r\n").or_else(|| body.strip_prefix(b"\n")).unwrap_or(body);
    }
}

/// The size a chunk header gives, and the length of the header.
fn chunk_size(body: &[u8]) -> Option<(usize, usize)> {
    let end = body.iter().take(64).position(|&byte| byte == b'\n')?;
    let line = std::str::from_utf8(&body[..end]).ok()?;
    let digits = line.split(';').next().unwrap_or_default().trim();
    let size = usize::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+'))?;
    Some((size, end + 1))
}

/// The body without one encoding. Archives often undo it and keep the header, so the body must look encoded.
fn decoded(encoding: &str, body: Vec<u8>, limit: u64, doubts: &mut Vec<String>) -> Vec<u8> {
    let packed = body.as_slice();
    let reader: Box<dyn Read + '_> = match encoding {
        "gzip" | "x-gzip" if packed.starts_with(compressed::GZIP) => Box::new(MultiGzDecoder::new(packed)),
        "zstd" if packed.starts_with(compressed::ZSTD) => Box::new(compressed::unwrapped(packed, Box::new(packed))),
        "deflate" if is_zlib(packed) => Box::new(ZlibDecoder::new(packed)),
        "deflate" if !is_text(packed) => Box::new(DeflateDecoder::new(packed)),
        "br" if !is_text(packed) => Box::new(Decompressor::new(packed, 8 * 1024)),
        "" | "identity" | "gzip" | "x-gzip" | "zstd" | "deflate" | "br" => return body,
        other => {
            let other: String = other.chars().take(40).collect();
            doubts.push(format!("content encoding \"{other}\" is not known"));
            return body;
        }
    };
    let mut unpacked = Vec::new();
    if reader.take(limit + 1).read_to_end(&mut unpacked).is_err() {
        if unpacked.is_empty() {
            doubts.push(format!("the body is not {encoding}, as its header says"));
            return body;
        }
        doubts.push(format!("the {encoding} body is damaged; what could be unpacked is read"));
    }
    if unpacked.len() as u64 > limit {
        doubts.push(format!("the {encoding} body unpacks to more than {limit} bytes; the rest is not read"));
    }
    unpacked
}

fn is_zlib(packed: &[u8]) -> bool {
    matches!(packed, [first, second, ..] if first & 0x0F == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0)
}

/// Compressed bytes are hardly ever text.
fn is_text(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(512)];
    let is_utf8 = std::str::from_utf8(head).map_or_else(|error| error.error_len().is_none(), |_| true);
    is_utf8 && head.iter().all(|&byte| byte >= 0x20 || matches!(byte, b'\t' | b'\n' | b'\r'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    const PAGE: &str = "<p>قال الوزير إن السد جاهز.</p>";

    #[track_caller]
    fn check(fields: &str, body_bytes: &[u8], expected: &str, doubts: usize) {
        let block = [format!("HTTP/1.1 200 OK\r\n{fields}\r\n\r\n").as_bytes(), body_bytes].concat();
        let (found, said) = body(&block, 1000);
        assert_eq!(String::from_utf8_lossy(&found), expected, "{fields}");
        assert_eq!(said.len(), doubts, "{fields}: {said:?}");
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).expect("memory is written");
        encoder.finish().expect("memory is written")
    }

    fn chunked(bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        for chunk in bytes.chunks(10) {
            out.extend(format!("{:x};name=value\r\n", chunk.len()).bytes());
            out.extend(chunk);
            out.extend(b"\r\n");
        }
        out.extend(b"0\r\n\r\n");
        out
    }

    #[test]
    fn a_header_says_status_type_and_charset() {
        let found = head(b"HTTP/1.1 404 Not Found\nContent-Type: Text/HTML;x=y; Charset=\"windows-1256\"\n\n<p>");
        let expected =
            Head { status: 404, media_type: Some("text/html".to_owned()), charset: Some("windows-1256".to_owned()) };
        assert_eq!(found, expected);
        assert_eq!(head(b"<p>").status, 200);
    }

    #[test]
    fn chunks_and_encodings_are_undone() {
        let bytes = PAGE.as_bytes();
        check("Server: x", bytes, PAGE, 0);
        check("Transfer-Encoding: chunked", &chunked(bytes), PAGE, 0);
        check("Content-Encoding: gzip", &gzip(bytes), PAGE, 0);
        check("Content-Encoding: gzip\r\nTransfer-Encoding: chunked", &chunked(&gzip(bytes)), PAGE, 0);
        check("Content-Encoding: gzip, gzip", &gzip(&gzip(bytes)), PAGE, 0);
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        zlib.write_all(bytes).expect("memory is written");
        check("Content-Encoding: deflate", &zlib.finish().expect("memory is written"), PAGE, 0);
        let mut raw = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
        raw.write_all(bytes).expect("memory is written");
        check("Content-Encoding: deflate", &raw.finish().expect("memory is written"), PAGE, 0);
        // Stored by a `br` encoder without compression: one meta-block of five bytes, then the last, empty one.
        check("Content-Encoding: br", b"\x0B\x02\x80hello\x03", "hello", 0);
    }

    #[test]
    fn what_is_undone_already_is_left_alone() {
        for fields in [
            "Transfer-Encoding: chunked",
            "Content-Encoding: gzip",
            "Content-Encoding: br",
            "Content-Encoding: deflate",
        ] {
            check(fields, PAGE.as_bytes(), PAGE, 0);
        }
    }

    #[test]
    fn damage_is_told_and_the_start_read() {
        let whole = chunked(PAGE.as_bytes());
        check("Transfer-Encoding: chunked", &whole[..30], "<p>قال ", 1);
        let packed = gzip((0..2000).map(|n| n.to_string()).collect::<String>().as_bytes());
        let block = [b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", &packed[..packed.len() / 2]].concat();
        let (found, said) = body(&block, 1_000_000);
        assert!(found.starts_with(b"0123456789") && said.len() == 1, "{said:?}");
        check("Content-Encoding: rot13", b"x", "x", 1);
    }

    #[test]
    fn a_bomb_is_read_to_the_limit() {
        let block =
            [b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n".to_vec(), gzip(&vec![b'x'; 5_000_000])].concat();
        let (found, said) = body(&block, 1000);
        assert_eq!((found.len(), said.len()), (1000, 1));
    }

    #[test]
    fn a_folded_field_is_one() {
        let fields = Fields::of_lines(b"WARC/1.0\r\nX-Long: one\r\n two\r\nEmpty:\r\n\r\n");
        assert_eq!((fields.of("x-long"), fields.of("empty"), fields.of("none")), (Some("one two"), None, None));
    }
}

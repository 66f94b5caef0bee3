//! What kind of input this is: by its content first, its name second.

use crate::document::InputKind;

/// An input that holds documents and is none itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Container {
    /// A WARC file.
    Archive,
    /// RSS, Atom, a JSON feed or a sitemap.
    Feed,
    /// A page saved as one file (MHTML).
    Mail,
    /// XML of another kind.
    UnknownXml,
}

/// Tells from the head of an input whether it holds documents.
pub(crate) fn container(head: &[u8]) -> Option<Container> {
    if head.starts_with(b"WARC/") {
        return Some(Container::Archive);
    }
    let characters = opening(head);
    if characters.starts_with('{') && characters.contains("jsonfeed.org/version") {
        return Some(Container::Feed);
    }
    if characters.starts_with('<') {
        let root = root(&characters)?;
        let local = root.rsplit_once(':').map_or(root, |(_, local)| local);
        return match local {
            "rss" | "feed" | "urlset" | "sitemapindex" => Some(Container::Feed),
            "rdf" if characters.contains("purl.org/rss") || characters.contains("<channel") => Some(Container::Feed),
            "html" | "head" | "body" | "" => None,
            _ => (characters.starts_with("<?xml") && !characters.contains("<html")).then_some(Container::UnknownXml),
        };
    }
    let header = characters.split("\n\n").next()?.split("\r\n\r\n").next()?;
    let is_mail = header.lines().any(|line| line.starts_with("mime-version:"))
        && header
            .lines()
            .any(|line| line.starts_with("content-type: multipart/") || line.starts_with("content-type: text/html"));
    is_mail.then_some(Container::Mail)
}

/// The name of the first element, after declarations and comments.
fn root(characters: &str) -> Option<&str> {
    let mut rest = characters;
    loop {
        rest = rest.trim_start();
        let end = if rest.starts_with("<?") {
            rest.find("?>")? + 2
        } else if rest.starts_with("<!--") {
            rest.find("-->")? + 3
        } else if rest.starts_with("<!") {
            rest.find('>')? + 1
        } else {
            let name = rest.strip_prefix('<')?;
            return name.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, ':' | '-' | '_'))).next();
        };
        rest = &rest[end..];
    }
}

/// Tells the kind from the head of the input and, where that says nothing, from its path.
pub(crate) fn kind(head: &[u8], path: &str) -> InputKind {
    let characters = opening(head);
    if characters.starts_with("{\"") || characters.starts_with("[{") || characters.starts_with("{ \"") {
        return InputKind::CorpusLine;
    }
    if is_markup(&characters) {
        return InputKind::Html;
    }
    let path = path.to_ascii_lowercase();
    let name = path.strip_suffix(".gz").or_else(|| path.strip_suffix(".zst")).unwrap_or(&path);
    if [".jsonl", ".ndjson", ".json"].iter().any(|end| name.ends_with(end)) {
        return InputKind::CorpusLine;
    }
    // A name alone does not make a page: saved text is called `page.html` too, and has no tag.
    let has_tag = characters.match_indices('<').any(|(at, _)| is_markup(&characters[at..]));
    if [".html", ".htm", ".xhtml"].iter().any(|end| name.ends_with(end)) && has_tag {
        return InputKind::Html;
    }
    InputKind::Text
}

/// The ASCII letters and signs of the head, in lower case, leading white space and byte order mark dropped. Good enough to
/// recognize tags in every charset that is a superset of ASCII, and in UTF-16.
fn opening(head: &[u8]) -> String {
    let head = &head[..head.len().min(4096)];
    let (head, utf16) = match head {
        [0xEF, 0xBB, 0xBF, rest @ ..] => (rest, false),
        [0xFF, 0xFE, rest @ ..] | [0xFE, 0xFF, rest @ ..] => (rest, true),
        _ => (head, false),
    };
    let ascii = head.iter().filter(|&&b| !(utf16 && b == 0));
    let characters: String =
        ascii.map(|&b| if b.is_ascii() { b.to_ascii_lowercase() as char } else { '\u{FFFD}' }).collect();
    characters.trim_start().to_owned()
}

/// Does it begin with a tag that opens or belongs to an HTML page?
fn is_markup(characters: &str) -> bool {
    const TAGS: &[&str] = &[
        "html", "head", "body", "meta", "title", "link", "script", "style", "div", "article", "main", "section", "p",
        "h1", "h2", "span", "table", "br", "base", "header",
    ];
    let Some(rest) = characters.strip_prefix('<') else { return false };
    if rest.starts_with("!doctype") || rest.starts_with("!--") {
        return true;
    }
    if rest.starts_with("?xml") {
        return characters.contains("<html") || characters.contains("<!doctype html");
    }
    let name: &str = rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
    TAGS.contains(&name) && rest[name.len()..].starts_with([' ', '>', '/', '\n', '\r', '\t'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(head: &str, path: &str, expected: InputKind) {
        assert_eq!(kind(head.as_bytes(), path), expected, "{head:?} in {path}");
    }

    #[test]
    fn content_decides_before_the_name() {
        check("<!DOCTYPE html><html>", "story.txt", InputKind::Html);
        check("\n \u{FEFF}", "x", InputKind::Text);
        check("  <html lang=ar>", "-", InputKind::Html);
        check("<!-- saved from --><html>", "-", InputKind::Html);
        check("<?xml version='1.0'?><html>", "-", InputKind::Html);
        check("{\"id\": 1, \"text\": \"قال\"}", "story.html", InputKind::CorpusLine);
        check("قال الوزير إن <b>السد</b> جاهز", "story.txt", InputKind::Text);
        check("[{\"text\": \"\"}]", "x.json", InputKind::CorpusLine);
    }

    #[test]
    fn the_name_decides_where_content_is_silent() {
        check("not json", "corpus.jsonl", InputKind::CorpusLine);
        check("not json", "CORPUS.JSONL.GZ", InputKind::CorpusLine);
        check("not json", "corpus.jsonl.zst", InputKind::CorpusLine);
        check("قال <b>الوزير</b> <p>إن", "story.htm", InputKind::Html);
        check("قال الوزير", "story.html", InputKind::Text);
        check("<3 this", "story.txt", InputKind::Text);
        check("", "story.txt", InputKind::Text);
    }

    #[test]
    fn a_byte_order_mark_does_not_hide_the_page() {
        assert_eq!(kind(b"\xEF\xBB\xBF<html>", "-"), InputKind::Html);
        let utf16: Vec<u8> = "\u{FEFF}<html><p>قال".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(kind(&utf16, "-"), InputKind::Html);
    }

    #[test]
    fn what_holds_documents_is_told_from_its_head() {
        for (head, expected) in [
            ("WARC/1.0\r\n", Some(Container::Archive)),
            ("<?xml version='1.0'?><!-- x --><rss version='2.0'>", Some(Container::Feed)),
            ("\n<feed xmlns='http://www.w3.org/2005/Atom'>", Some(Container::Feed)),
            ("<?xml version='1.0'?><rdf:RDF xmlns='http://purl.org/rss/1.0/'>", Some(Container::Feed)),
            ("<urlset>", Some(Container::Feed)),
            ("{\n\"version\": \"https://jsonfeed.org/version/1.1\"", Some(Container::Feed)),
            ("From: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n", Some(Container::Mail)),
            ("MIME-Version: 1.0\nContent-Type: text/html\n\n<p>", Some(Container::Mail)),
            ("<?xml version='1.0'?><config>", Some(Container::UnknownXml)),
            ("<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html>", None),
            ("<!DOCTYPE html><html><rss>", None),
            ("{\"id\": 1, \"text\": \"قال\"}", None),
            ("قال الوزير\n\nMIME-Version: 1.0\nContent-Type: multipart/related", None),
            ("<!--", None),
            ("", None),
        ] {
            assert_eq!(container(head.as_bytes()), expected, "{head:?}");
        }
    }
}

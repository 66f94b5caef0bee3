//! Bounds on hostile or broken pages, before any of them reaches a tree builder.
//!
//! Main-text extractors recurse and are quadratic in places: 50,000 nested elements overflow the stack of one, 5,000 unclosed
//! formatting tags take seconds in another. A page beyond these bounds is written anew with the excess left out; its text
//! stays. Browsers bound the depth too.

use std::collections::BTreeMap;

use html5gum::Token;

use crate::flow::tokens;

/// Bytes of HTML that extractors get. Of a longer page scripts, styles and long attributes (pictures inside the page) are left
/// out, and of what then remains the end.
const BYTES: usize = 3 << 19;
/// Elements; what follows is left out.
const ELEMENTS: usize = 24 << 10;
/// Tags, runs of text and comments; what follows is left out.
const TOKENS: usize = 256 << 10;
/// Bytes of an attribute, in a page that is too long.
const VALUE: usize = 2 << 10;
/// Bytes of a text without markup.
const TEXT: usize = 2 << 20;
/// Lines of a text without markup.
const LINES: usize = 64 << 10;
/// Elements inside elements.
const DEPTH: usize = 256;
/// Attributes on one tag.
const ATTRIBUTES: usize = 64;
/// Formatting elements open at once: a tree builder opens all of them again in every paragraph.
const FORMATTING: usize = 16;

/// The page within bounds, and which bounds it broke.
#[derive(Debug)]
pub(crate) struct Bounded<'a> {
    pub(crate) html: std::borrow::Cow<'a, str>,
    /// What was left out, for a note; empty for all but hostile pages.
    pub(crate) excess: Vec<String>,
}

/// The start of a text that is within bounds, and what was left out.
pub(crate) fn bound_text(text: &str) -> (&str, Option<String>) {
    let by_lines = text.match_indices('\n').nth(LINES - 1).map_or(text.len(), |(at, _)| at + 1);
    let end = text.floor_char_boundary(by_lines.min(TEXT));
    let lines = (by_lines <= TEXT).then(|| format!("{LINES} lines"));
    let what = lines.unwrap_or_else(|| format!("{end} bytes"));
    let excess =
        (end < text.len()).then(|| format!("the text has {} bytes; only the first {what} are read", text.len()));
    (&text[..end], excess)
}

/// Bounds a page.
pub(crate) fn bound(html: &str) -> Bounded<'_> {
    let mut excess = Vec::new();
    let mut measure = Writer { is_long: html.len() > BYTES, ..Writer::default() };
    measure.run(html, false);
    if measure.is_long {
        excess.push(format!(
            "the page has {} bytes; scripts, styles and attributes of more than {VALUE} bytes are left out",
            html.len()
        ));
    }
    if let Some(what) = &measure.cut {
        excess.push(format!("only the first {what} of the page are read"));
    }
    for (dropped, what) in [
        (measure.too_deep, format!("elements nested deeper than {DEPTH}")),
        (measure.too_many_attributes, format!("tags with more than {ATTRIBUTES} attributes")),
        (measure.too_formatted, format!("more than {FORMATTING} formatting elements inside each other")),
    ] {
        if dropped > 0 {
            excess.push(format!("{dropped} {what}; the excess is left out"));
        }
    }
    if excess.is_empty() {
        return Bounded { html: html.into(), excess };
    }
    let mut writer = Writer { is_long: measure.is_long, ..Writer::default() };
    writer.run(html, true);
    Bounded { html: writer.out.into(), excess }
}

#[derive(Default)]
struct Writer {
    out: String,
    /// Is the page longer than may be?
    is_long: bool,
    /// Bytes that are, or would be, written of a page that is too long.
    length: usize,
    /// How much of the page is read, where not all of it is.
    cut: Option<String>,
    /// Open elements, and whether they were written.
    open: Vec<(Vec<u8>, bool)>,
    /// How many of each name are open, so that a stray end tag costs nothing.
    count: BTreeMap<Vec<u8>, usize>,
    written: usize,
    formatting: usize,
    too_deep: usize,
    too_many_attributes: usize,
    too_formatted: usize,
}

fn is_void(name: &[u8]) -> bool {
    matches!(
        name,
        b"area"
            | b"base"
            | b"br"
            | b"col"
            | b"embed"
            | b"hr"
            | b"img"
            | b"input"
            | b"link"
            | b"meta"
            | b"param"
            | b"source"
            | b"track"
            | b"wbr"
    )
}

fn is_formatting(name: &[u8]) -> bool {
    matches!(
        name,
        b"b" | b"big"
            | b"code"
            | b"em"
            | b"font"
            | b"i"
            | b"nobr"
            | b"s"
            | b"small"
            | b"strike"
            | b"strong"
            | b"tt"
            | b"u"
    )
}

impl Writer {
    fn run(&mut self, html: &str, write: bool) {
        // Inside an element whose content is no markup, and whether that content is left out.
        let (mut raw, mut silent) = (false, false);
        let (mut n_tokens, mut n_elements) = (0, 0);
        for token in tokens(html) {
            n_tokens += 1;
            self.cut = if n_tokens > TOKENS {
                Some(format!("{TOKENS} tags and runs of text"))
            } else if n_elements > ELEMENTS {
                Some(format!("{ELEMENTS} elements"))
            } else if self.length > BYTES {
                Some(format!("{BYTES} bytes"))
            } else {
                None
            };
            if self.cut.is_some() {
                break;
            }
            match token {
                Token::StartTag(tag) => {
                    self.too_many_attributes += usize::from(tag.attributes.len() > ATTRIBUTES);
                    let name = tag.name.to_vec();
                    raw =
                        matches!(name.as_slice(), b"script" | b"style" | b"xmp" | b"iframe" | b"noembed" | b"noframes");
                    // What a script says of the article is metadata.
                    let is_metadata = tag.attributes.iter().any(|(_, value)| value.ends_with(b"ld+json"));
                    silent = self.is_long && matches!(name.as_slice(), b"script" | b"style") && !is_metadata;
                    let kept = self.start(&name);
                    if kept {
                        n_elements += 1;
                        self.length += name.len() + 2;
                        self.write(write, &["<", &String::from_utf8_lossy(&name)]);
                        for (key, value) in tag.attributes.iter().take(ATTRIBUTES) {
                            if self.is_long && value.len() > VALUE {
                                continue;
                            }
                            self.length += key.len() + value.len() + 4;
                            if write {
                                let (key, value) = (String::from_utf8_lossy(key), String::from_utf8_lossy(value));
                                let value = value.replace('&', "&amp;").replace('"', "&quot;");
                                self.write(true, &[" ", &key, "=\"", &value, "\""]);
                            }
                        }
                        self.write(write, &[">"]);
                    }
                }
                Token::EndTag(tag) => {
                    (raw, silent) = (false, false);
                    if self.end(&tag.name) {
                        self.length += tag.name.len() + 3;
                        self.write(write, &["</", &String::from_utf8_lossy(&tag.name), ">"]);
                    }
                }
                Token::String(characters) if !silent => {
                    let room = (BYTES + 1).saturating_sub(self.length);
                    self.length += characters.len();
                    let characters = String::from_utf8_lossy(&characters);
                    let within = &characters[..characters.floor_char_boundary(room)];
                    if raw || !write {
                        self.write(write, &[within]);
                    } else {
                        self.write(true, &[&within.replace('&', "&amp;").replace('<', "&lt;")]);
                    }
                }
                _ => {}
            }
        }
    }

    fn write(&mut self, write: bool, pieces: &[&str]) {
        if write {
            self.out.extend(pieces.iter().copied());
        }
    }

    /// Counts an element that opens; says whether it is within bounds.
    fn start(&mut self, name: &[u8]) -> bool {
        if is_void(name) {
            return true;
        }
        self.end_implied(name);
        let formatting = is_formatting(name);
        let deep = self.written >= DEPTH;
        let formatted = formatting && self.formatting >= FORMATTING;
        self.too_deep += usize::from(deep);
        self.too_formatted += usize::from(formatted && !deep);
        let kept = !deep && !formatted;
        self.written += usize::from(kept);
        self.formatting += usize::from(kept && formatting);
        *self.count.entry(name.to_vec()).or_default() += 1;
        self.open.push((name.to_vec(), kept));
        kept
    }

    /// A paragraph ends where the next block begins, a list entry or cell where the next one does: unclosed ones are siblings.
    fn end_implied(&mut self, name: &[u8]) {
        let (ends, boundaries): (&[u8], &[&[u8]]) = match name {
            b"li" | b"tr" | b"dd" | b"dt" | b"option" => (name, &[b"ul", b"ol", b"dl", b"table", b"select"]),
            b"td" | b"th" => (name, &[b"tr", b"table"]),
            b"p" | b"div" | b"ul" | b"ol" | b"table" | b"section" | b"article" | b"aside" | b"blockquote"
            | b"figure" | b"h1" | b"h2" | b"h3" | b"h4" => (b"p", &[b"td", b"th", b"button"]),
            _ => return,
        };
        let near =
            self.open.iter().rev().take(32).position(|(open, _)| open == ends || boundaries.contains(&open.as_slice()));
        if let Some(back) = near
            && self.open[self.open.len() - 1 - back].0 == ends
        {
            for _ in 0..=back {
                self.pop();
            }
        }
    }

    /// Closes up to the innermost element of this name; says whether its end tag is to be written.
    fn end(&mut self, name: &[u8]) -> bool {
        let formatting = is_formatting(name) && self.formatting > 0;
        if self.count.get(name).is_none_or(|&count| count == 0) {
            // A formatting element outlives its block and may be ended outside of it.
            self.formatting -= usize::from(formatting);
            return formatting;
        }
        while let Some((closed, kept)) = self.pop() {
            if closed == name {
                self.formatting -= usize::from(kept && formatting);
                return kept;
            }
        }
        false
    }

    /// Forgets the innermost element. A formatting element stays counted until its own end tag, since it stays in force.
    fn pop(&mut self) -> Option<(Vec<u8>, bool)> {
        let (name, kept) = self.open.pop()?;
        if let Some(count) = self.count.get_mut(&name) {
            *count -= 1;
        }
        self.written -= usize::from(kept);
        Some((name, kept))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::lines;

    fn excess(html: &str) -> Vec<String> {
        bound(html).excess
    }

    #[test]
    fn an_ordinary_page_is_untouched() {
        let page = "<html><body><div class=a><p>قال <b>الوزير</b><p>ثم<br><ul><li>أ<li>ب</ul><script>if (a<b) {}</script></div>";
        let bounded = bound(page);
        assert_eq!(bounded.html, page);
        assert!(bounded.excess.is_empty());
    }

    #[test]
    fn long_runs_of_siblings_are_not_depth() {
        assert!(excess(&"<p>قال".repeat(2_000)).is_empty());
        assert!(excess(&"<ul><li>قال<li>ثم</ul>".repeat(2_000)).is_empty());
        assert!(excess(&"<a href=x>قال</a> <b>ثم</b>".repeat(2_000)).is_empty());
    }

    #[test]
    fn depth_is_cut_and_the_text_stays() {
        let page = format!("{}<p>في القاع</p>{}<p>بعده</p>", "<div>".repeat(50_000), "</div>".repeat(50_000));
        let bounded = bound(&page);
        assert_eq!(bounded.excess.len(), 1);
        assert!(bounded.excess[0].contains("elements nested deeper than 256"), "{:?}", bounded.excess);
        assert!(bounded.html.matches("<div>").count() <= DEPTH);
        let words: Vec<String> = lines(&bounded.html).into_iter().map(|line| line.words).collect();
        assert_eq!(words, ["في القاع", "بعده"]);
    }

    #[test]
    fn attributes_are_cut() {
        let attributes = (0..50_000).fold(String::new(), |attributes, n| attributes + &format!(" a{n}=x"));
        let page = format!("<div{attributes}>نص &lt;p&gt; &amp; غيره</div>");
        let bounded = bound(&page);
        assert_eq!(bounded.html.matches("=\"x\"").count(), ATTRIBUTES);
        assert_eq!(lines(&bounded.html)[0].words, "نص <p> & غيره");
    }

    #[test]
    fn unclosed_formatting_is_cut() {
        let page = "<p><b><i>قال".repeat(5_000);
        let bounded = bound(&page);
        assert!(bounded.html.matches("<b>").count() <= FORMATTING);
        assert_eq!(lines(&bounded.html).len(), 5_000);
    }

    #[test]
    fn length_is_cut_at_a_character() {
        let bounded = bound(&format!("x{}", "ق".repeat(BYTES))).html.len();
        assert!((BYTES - 1..=BYTES + 1).contains(&bounded), "{bounded}");
        assert!(bound(&"<br>x".repeat(ELEMENTS + 1)).excess[0].contains("24576 elements"));
        assert!(bound(&"<!>".repeat(TOKENS + 1)).excess[0].contains("262144 tags"));
    }

    #[test]
    fn of_a_long_page_pictures_and_scripts_go_first() {
        let fill = "x".repeat(BYTES);
        let page = format!(
            "<style>{fill}</style><script type=application/ld+json>{{}}</script><script>{fill}</script><img alt=صورة src=data:{fill}><p>قال &lt;الوزير"
        );
        let bounded = bound(&page);
        assert_eq!(bounded.excess.len(), 1, "{:?}", bounded.excess);
        let left = "<style></style><script type=\"application/ld+json\">{}</script><script></script><img alt=\"صورة\"><p>قال &lt;الوزير";
        assert_eq!(bounded.html, left);
    }

    #[test]
    fn text_is_cut_by_bytes_and_by_lines() {
        let (long, lines) = ("ق".repeat(TEXT), "ق\n".repeat(LINES + 1));
        assert_eq!((bound_text(&long).0.len(), bound_text(&lines).0.len()), (TEXT, LINES * 3));
        assert!(bound_text(&long).1.is_some_and(|what| what.ends_with("only the first 2097152 bytes are read")));
        assert!(bound_text(&lines).1.is_some_and(|what| what.ends_with("only the first 65536 lines are read")));
        assert_eq!(bound_text("قال"), ("قال", None));
    }
}

//! The page that extractors get: what they read of it, within bounds.
//!
//! Main-text extractors recurse and are quadratic in places: 50,000 nested elements overflow the stack of one, 5,000 unclosed
//! formatting tags take seconds in another. The excess of a page beyond these bounds is left out; its text stays. Browsers bound the
//! depth too. And their tree builders pay for every byte: what nobody sees and what no extractor asks for stays out of the page, which
//! halves it.

use std::borrow::Cow;
use std::ops::ControlFlow;

use rustc_hash::FxHashMap;

use crate::markup::{ATTRIBUTES, Attribute, Mark, Tag};
use crate::tags::{is_hidden, is_void};

/// Bytes of HTML that extractors get; what follows is left out.
const BYTES: usize = 1 << 20;
/// Elements; what follows is left out.
const ELEMENTS: usize = 16 << 10;
/// Tags and runs of text; what follows is left out.
const TOKENS: usize = 256 << 10;
/// Bytes of an attribute; longer ones are pictures inside the page.
const VALUE: usize = 2 << 10;
/// Bytes of a text without markup.
const TEXT: usize = 2 << 20;
/// Lines of a text without markup.
const LINES: usize = 64 << 10;
/// Elements inside elements.
const DEPTH: usize = 256;
/// Characters that tree builders and what writes their trees stop at: `&`, `<`, «, », no-break blanks and the like. Further ones stay out.
const STOPS: usize = 16 << 10;
/// The same between two tags, where the rest of the words is looked through again at each of them.
const STOPS_TOGETHER: usize = 1 << 10;
/// Formatting elements open at once: a tree builder opens all of them again in every paragraph.
const FORMATTING: usize = 16;

/// The page within bounds, and which bounds it broke.
#[derive(Debug)]
pub(crate) struct Bounded {
    pub(crate) html: String,
    /// What was left out of what people see, for a note; empty for all but hostile pages.
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

/// Writes the page for extractors from the marks of the page.
#[derive(Default)]
pub(crate) struct Writer {
    out: String,
    n_marks: usize,
    n_elements: usize,
    /// How much of the page is read, where not all of it is.
    cut: Option<String>,
    /// Names of elements, each with its number.
    names: FxHashMap<String, usize>,
    /// Open elements, and whether they were written.
    open: Vec<(usize, bool)>,
    /// How many of each name are open, so that a stray end tag costs nothing.
    count: Vec<usize>,
    written: usize,
    formatting: usize,
    too_deep: usize,
    too_many_attributes: usize,
    too_formatted: usize,
    /// Characters to stop at: those written, those since the last tag, those left out.
    n_stops: usize,
    n_together: usize,
    too_many_stops: usize,
    /// What is read of the script that states something of the page.
    statement: Option<String>,
}

/// Where in a page a mark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Where people read.
    Seen,
    /// The title of the page.
    Title,
    /// The head, but for the title.
    Head,
    /// Any other element that nobody sees.
    Hidden,
}

/// Attributes by which extractors find or judge elements.
const KEPT: &[&str] = &[
    "class",
    "id",
    "role",
    "itemprop",
    "itemtype",
    "hidden",
    "aria-hidden",
    "aria-modal",
    "rel",
    "href",
    "src",
    "property",
    "name",
    "lang",
    "dir",
    "data-component",
    "data-testid",
    "data-lp-replacement-content",
    "style",
];

/// The name and value of an attribute, if it is kept.
fn kept<'a>(attribute: &Attribute<'a>) -> Option<(&'static str, Cow<'a, str>)> {
    let name = KEPT.iter().find(|name| attribute.is(name))?;
    let value = Some(attribute.value()).filter(|value| value.len() <= VALUE)?;
    // Of its style, whether it is seen at all.
    (*name != "style" || value.contains("none") || value.contains("hidden")).then_some((name, value))
}

fn is_formatting(name: &str) -> bool {
    matches!(
        name,
        "b" | "big" | "code" | "em" | "font" | "i" | "nobr" | "s" | "small" | "strike" | "strong" | "tt" | "u"
    )
}

impl Writer {
    /// Takes the next mark; breaks off where the page is too long.
    pub(crate) fn take(&mut self, mark: &Mark<'_>, place: Place) -> ControlFlow<()> {
        self.n_marks += 1;
        self.cut = if self.n_marks > TOKENS {
            Some(format!("{TOKENS} tags and runs of text"))
        } else if self.n_elements > ELEMENTS {
            Some(format!("{ELEMENTS} elements"))
        } else if self.out.len() > BYTES {
            Some(format!("{BYTES} bytes"))
        } else {
            None
        };
        if self.cut.is_some() {
            return ControlFlow::Break(());
        }
        match mark {
            Mark::Start(tag) => self.tag(tag, place),
            Mark::End("script") => self.state(),
            Mark::End("title") if place == Place::Title => self.out.push_str("</title>"),
            Mark::End(name) if place == Place::Seen && self.end(name) => self.write_end(name),
            Mark::Words(words) => match &mut self.statement {
                Some(statement) => statement.push_str(&words.read()),
                None if matches!(place, Place::Seen | Place::Title) => self.words(&words.read()),
                None => {}
            },
            Mark::End(_) => {}
        }
        ControlFlow::Continue(())
    }

    pub(crate) fn finish(self) -> Bounded {
        let mut excess = Vec::new();
        excess.extend(self.cut.map(|what| format!("only the first {what} of the page are read")));
        for (dropped, what) in [
            (self.too_deep, format!("elements nested deeper than {DEPTH}")),
            (self.too_many_attributes, format!("tags with more than {ATTRIBUTES} attributes")),
            (self.too_formatted, format!("more than {FORMATTING} formatting elements inside each other")),
            (
                self.too_many_stops,
                format!("signs after the first {STOPS}, or {STOPS_TOGETHER} without a tag between them"),
            ),
        ] {
            if dropped > 0 {
                excess.push(format!("{dropped} {what}; the excess is left out"));
            }
        }
        Bounded { html: self.out, excess }
    }

    fn tag(&mut self, tag: &Tag<'_>, place: Place) {
        let name = tag.name();
        self.too_many_attributes += usize::from(tag.n_attributes() > ATTRIBUTES);
        match (name, place) {
            ("script", _) => {
                let states = tag.attribute("type").is_some_and(|kind| kind.ends_with("ld+json"));
                self.statement = states.then(String::new);
            }
            ("title", Place::Title) => self.out.push_str("<title>"),
            // By their titles extractors know a title that is repeated.
            ("meta", Place::Head | Place::Seen) => {
                let key = tag.attribute("property").or_else(|| tag.attribute("name"));
                if let (Some(key), Some(content)) = (key, tag.attribute("content"))
                    && key.contains("title")
                    && content.len() <= VALUE
                {
                    self.out.push_str("<meta");
                    self.attribute("property", &key);
                    self.attribute("name", &key);
                    self.attribute("content", &content);
                    self.out.push('>');
                }
            }
            (_, Place::Seen) if !is_hidden(name) && self.start(name) => self.write_start(tag),
            _ => {}
        }
    }

    fn write_start(&mut self, tag: &Tag<'_>) {
        self.n_together = 0;
        self.n_elements += 1;
        self.out.extend(["<", written(tag.name())]);
        for attribute in tag.attributes() {
            if let Some((key, value)) = kept(attribute) {
                self.attribute(key, &value);
            }
        }
        self.out.push('>');
    }

    fn write_end(&mut self, name: &str) {
        self.n_together = 0;
        self.out.extend(["</", written(name), ">"]);
    }

    fn attribute(&mut self, key: &str, value: &str) {
        self.out.extend([" ", key, "=\""]);
        self.escaped(value, true);
        self.out.push('"');
    }

    fn words(&mut self, words: &str) {
        let room = (BYTES + 1).saturating_sub(self.out.len());
        self.escaped(&words[..words.floor_char_boundary(room)], false);
    }

    fn escaped(&mut self, words: &str, in_attribute: bool) {
        let (mut rest, mut from) = (words, 0);
        let stops = |byte: &u8| matches!(byte, b'&' | b'<' | 0xC2) || (in_attribute && *byte == b'"');
        while let Some(at) = rest.as_bytes()[from..].iter().position(stops).map(|found| from + found) {
            let byte = rest.as_bytes()[at];
            let left_out = byte != b'"' && (self.n_stops >= STOPS || self.n_together >= STOPS_TOGETHER);
            let counted = usize::from(byte != b'"' && !left_out);
            self.n_stops += counted;
            self.n_together += counted;
            self.too_many_stops += usize::from(left_out);
            let escape = match byte {
                _ if left_out => "",
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'"' => "&quot;",
                _ => {
                    from = at + 2;
                    continue;
                }
            };
            self.out.extend([&rest[..at], escape]);
            rest = &rest[at + if byte == 0xC2 { 2 } else { 1 }..];
            from = 0;
        }
        self.out.push_str(rest);
    }

    /// What a script states of the page is kept where an extractor asks for it: the whole text of the article, and whether it is a forum.
    fn state(&mut self) {
        let Some(statement) = self.statement.take() else { return };
        let room = BYTES.saturating_sub(self.out.len());
        if statement.len() < room && (statement.contains("articleBody") || statement.contains("DiscussionForumPosting"))
        {
            self.out.extend(["<script type=\"application/ld+json\">", &statement, "</script>"]);
        }
    }

    /// Counts an element that opens; says whether it is within bounds.
    fn start(&mut self, name: &str) -> bool {
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
        let number = self.names.get(name).copied().unwrap_or_else(|| {
            self.names.insert(name.to_owned(), self.count.len());
            self.count.push(0);
            self.count.len() - 1
        });
        self.count[number] += 1;
        self.open.push((number, kept));
        kept
    }

    /// A paragraph ends where the next block begins, a list entry or cell where the next one does: unclosed ones are siblings.
    fn end_implied(&mut self, name: &str) {
        let (ends, boundaries): (&str, &[&str]) = match name {
            "li" | "tr" | "dd" | "dt" | "option" => (name, &["ul", "ol", "dl", "table", "select"]),
            "td" | "th" => (name, &["tr", "table"]),
            "p" | "div" | "ul" | "ol" | "table" | "section" | "article" | "aside" | "blockquote" | "figure" | "h1"
            | "h2" | "h3" | "h4" => ("p", &["td", "th", "button"]),
            _ => return,
        };
        let Some(&ends) = self.names.get(ends).filter(|&&ends| self.count[ends] > 0) else { return };
        let boundaries: Vec<usize> = boundaries.iter().filter_map(|name| self.names.get(*name).copied()).collect();
        let near = self.open.iter().rev().take(32).position(|(open, _)| *open == ends || boundaries.contains(open));
        if let Some(back) = near
            && self.open[self.open.len() - 1 - back].0 == ends
        {
            for _ in 0..=back {
                self.pop();
            }
        }
    }

    /// Closes up to the innermost element of this name; says whether its end tag is to be written.
    fn end(&mut self, name: &str) -> bool {
        let formatting = is_formatting(name) && self.formatting > 0;
        let Some(&number) = self.names.get(name).filter(|&&number| self.count[number] > 0) else {
            // A formatting element outlives its block and may be ended outside of it.
            self.formatting -= usize::from(formatting);
            return formatting;
        };
        while let Some((closed, kept)) = self.pop() {
            if closed == number {
                self.formatting -= usize::from(kept && formatting);
                return kept;
            }
        }
        false
    }

    /// Forgets the innermost element. A formatting element stays counted until its own end tag, since it stays in force.
    fn pop(&mut self) -> Option<(usize, bool)> {
        let (number, kept) = self.open.pop()?;
        self.count[number] = self.count[number].saturating_sub(1);
        self.written -= usize::from(kept);
        Some((number, kept))
    }
}

/// Under which name an element is written: the words of some would not be read as markup again.
fn written(name: &str) -> &str {
    if matches!(name, "xmp" | "plaintext" | "noembed" | "noframes" | "listing") { "div" } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::lines;
    use crate::lexicon::FurnitureLexicon;

    fn bound(html: &str) -> Bounded {
        match crate::pass::Pass::of(html, &FurnitureLexicon::default()).main {
            crate::pass::Main::Page(page) => page,
            crate::pass::Main::Tree(_) => panic!("a full reading writes a page"),
        }
    }

    fn excess(html: &str) -> Vec<String> {
        bound(html).excess
    }

    #[test]
    fn an_ordinary_page_is_untouched() {
        let page = "<html><body><div class=a><p>قال <b>الوزير</b><p>ثم<br><ul><li>أ<li>ب</ul><script>if (a<b) {}</script></div>";
        let bounded = bound(page);
        assert_eq!(bounded.html, page.replace("class=a", "class=\"a\"").replace("<script>if (a<b) {}</script>", ""));
        assert!(bounded.excess.is_empty());
    }

    #[test]
    fn signs_are_escaped_and_a_flood_of_them_left_out() {
        assert_eq!(bound("<p title='x' id='\"'>&lt;b&gt; &amp; «").html, "<p id=\"&quot;\">&lt;b> &amp; «");
        let flood = bound(&("<p>".to_owned() + &"«ا".repeat(2_000) + "<p>«ا"));
        assert_eq!(flood.html.matches('«').count(), STOPS_TOGETHER + 1);
        assert_eq!((flood.html.matches('ا').count(), flood.excess.len()), (2_001, 1));
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
        assert!(bounded.excess[0].contains("tags with more than 64 attributes"), "{:?}", bounded.excess);
        assert!(bounded.html.len() < 100);
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
        assert!(bound(&"<br>x".repeat(ELEMENTS + 1)).excess[0].contains("16384 elements"));
        assert!(bound(&"</b>".repeat(TOKENS + 2)).excess[0].contains("262144 tags"));
    }

    #[test]
    fn what_nobody_sees_or_asks_for_is_no_part_of_it() {
        let fill = "x".repeat(BYTES);
        let page = format!(
            "<head><title>السد & الماء</title><link rel=x><meta property=og:title content='السد'><meta name=author content=هدى><style>{fill}</style>\
             <script type=application/ld+json>{{}}</script><script>{fill}</script></head><body onload=x><select><option>لا</select>\
             <img alt=صورة src=data:{fill}><p style='color:red' data-x=y class=a>قال &lt;الوزير<xmp><b></xmp><div style='display: none'>"
        );
        let bounded = bound(&page);
        assert!(bounded.excess.is_empty(), "{:?}", bounded.excess);
        let left = "<title>السد &amp; الماء</title><meta property=\"og:title\" name=\"og:title\" content=\"السد\"><body><img>\
                    <p class=\"a\">قال &lt;الوزير<div>&lt;b&gt;</div><div style=\"display: none\">";
        assert_eq!(bounded.html.replace('>', "&gt;"), left.replace("&gt;", ">").replace('>', "&gt;"));
    }

    #[test]
    fn the_text_of_the_article_in_a_statement_is_kept() {
        let page = r#"<script type="application/ld+json">{"articleBody":"قال"}</script><p>ثم"#;
        assert_eq!(bound(page).html, page);
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

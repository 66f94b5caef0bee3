//! HTML as a flow of lines: what a reader would see, one block element a line, with the kind its tag gives.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

use crate::block::BlockKind;

/// One line of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Flowed {
    pub(crate) kind: BlockKind,
    /// White space collapsed, trimmed, not empty.
    pub(crate) words: String,
}

/// The tokens of a page. Never an error: HTML has no syntax errors, and memory does not fail to be read.
pub(crate) fn tokens(html: &str) -> impl Iterator<Item = Token> + '_ {
    let mut emitter = DefaultEmitter::default();
    // Without this, the text of a script would be read as tags.
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(html, emitter).map(|token| match token {
        Ok(token) => token,
        Err(never) => match never {},
    })
}

/// The visible lines of some HTML.
pub(crate) fn lines(html: &str) -> Vec<Flowed> {
    let mut flow = Flow::default();
    for token in tokens(html) {
        match token {
            Token::StartTag(tag) => flow.open(&String::from_utf8_lossy(&tag.name), tag.self_closing),
            Token::EndTag(tag) => flow.close(&String::from_utf8_lossy(&tag.name)),
            Token::String(characters) => flow.add(&String::from_utf8_lossy(&characters)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    flow.flush();
    flow.lines
}

/// Elements whose content nobody reads as text of the page.
fn is_hidden(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "svg"
            | "head"
            | "title"
            | "select"
            | "textarea"
            | "iframe"
            | "object"
            | "canvas"
            | "math"
            | "video"
            | "audio"
            | "datalist"
    )
}

/// Elements that stand inside a line.
fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "img"
            | "input"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "nobr"
            | "q"
            | "rp"
            | "rt"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
            | "meta"
            | "link"
            | "source"
            | "picture"
            | "button"
    )
}

/// The kind a tag gives to the lines inside it.
fn kind_of(name: &str) -> Option<BlockKind> {
    match name {
        "h1" => Some(BlockKind::Headline),
        "h2" | "h3" | "h4" | "h5" | "h6" => Some(BlockKind::Heading),
        "li" | "dd" | "dt" => Some(BlockKind::List),
        "blockquote" => Some(BlockKind::Quote),
        "figcaption" | "caption" => Some(BlockKind::Caption),
        "tr" => Some(BlockKind::Table),
        // All but the first are boundaries: a paragraph inside is a paragraph again.
        "p" | "ul" | "ol" | "table" | "figure" | "article" | "section" | "aside" => Some(BlockKind::Paragraph),
        _ => None,
    }
}

/// More open elements than this are not remembered; real pages stay below a hundred.
const DEEP: usize = 512;

#[derive(Default)]
struct Flow {
    lines: Vec<Flowed>,
    line: String,
    open: Vec<String>,
    /// The hidden element that is open, and how many of the same name are inside it.
    hidden: Option<(String, usize)>,
}

impl Flow {
    fn open(&mut self, name: &str, self_closing: bool) {
        if let Some((hidden, depth)) = &mut self.hidden {
            *depth += usize::from(hidden == name && !self_closing);
            // A head that nobody closed ends where the body begins.
            if !(hidden == "head" && name == "body") {
                return;
            }
            self.hidden = None;
        }
        if is_hidden(name) && !self_closing {
            self.hidden = Some((name.to_owned(), 1));
            return;
        }
        if is_inline(name) {
            return;
        }
        if matches!(name, "td" | "th") {
            if !self.line.trim().is_empty() {
                self.line.push_str(" | ");
            }
            return;
        }
        self.flush();
        if kind_of(name).is_some() && self.open.len() < DEEP {
            // These close themselves where the next one opens.
            if matches!(name, "p" | "li" | "tr" | "dd" | "dt") && self.open.last().is_some_and(|last| last == name) {
                self.open.pop();
            }
            self.open.push(name.to_owned());
        }
    }

    fn close(&mut self, name: &str) {
        if let Some((hidden, depth)) = &mut self.hidden {
            if hidden == name {
                *depth -= 1;
                if *depth == 0 {
                    self.hidden = None;
                }
            }
            return;
        }
        if is_inline(name) || matches!(name, "td" | "th") {
            return;
        }
        self.flush();
        if let Some(at) = self.open.iter().rposition(|open| open == name) {
            self.open.truncate(at);
        }
    }

    fn add(&mut self, characters: &str) {
        if self.hidden.is_some() {
            return;
        }
        for c in characters.chars() {
            if c.is_whitespace() {
                if !self.line.is_empty() && !self.line.ends_with(' ') {
                    self.line.push(' ');
                }
            } else {
                self.line.push(c);
            }
        }
    }

    fn flush(&mut self) {
        let words = self.line.trim().trim_end_matches(" |").trim();
        if words.chars().any(|c| !c.is_whitespace()) {
            self.lines.push(Flowed { kind: self.kind(), words: words.to_owned() });
        }
        self.line.clear();
    }

    fn kind(&self) -> BlockKind {
        let mut kinds = self.open.iter().rev().filter_map(|name| kind_of(name));
        let innermost = kinds.next().unwrap_or(BlockKind::Paragraph);
        if innermost != BlockKind::Paragraph {
            return innermost;
        }
        // A paragraph in a quotation, a list entry or a caption is that.
        let around = self.open.iter().rev().find(|name| *name != "p").and_then(|name| kind_of(name));
        around
            .filter(|kind| matches!(kind, BlockKind::Quote | BlockKind::List | BlockKind::Caption))
            .unwrap_or(BlockKind::Paragraph)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow(html: &str) -> Vec<(&'static str, String)> {
        lines(html).into_iter().map(|line| (line.kind.name(), line.words)).collect()
    }

    #[track_caller]
    fn check(html: &str, expected: &[(&'static str, &str)]) {
        let expected: Vec<_> = expected.iter().map(|&(kind, words)| (kind, words.to_owned())).collect();
        assert_eq!(flow(html), expected);
    }

    #[test]
    fn tags_give_kinds() {
        check(
            "<h1>السد جاهز</h1><p>قال <b>الوزير</b>\n إن\u{A0}السد <a href=x>جاهز</a>.</p><h2>الماء</h2><ul><li>بئر<li>نهر</ul>\
             <blockquote><p>لا ماء</p></blockquote><figure><figcaption>السد (نبأ)</figcaption></figure>",
            &[
                ("headline", "السد جاهز"),
                ("paragraph", "قال الوزير إن السد جاهز."),
                ("heading", "الماء"),
                ("list", "بئر"),
                ("list", "نهر"),
                ("quote", "لا ماء"),
                ("caption", "السد (نبأ)"),
            ],
        );
    }

    #[test]
    fn a_row_is_a_line() {
        check(
            "<table><tr><th>السلعة<th>السعر</tr><tr><td>خبز</td><td>0.52</td></tr></table><p>انتهى",
            &[("table", "السلعة | السعر"), ("table", "خبز | 0.52"), ("paragraph", "انتهى")],
        );
    }

    #[test]
    fn what_nobody_sees_is_not_read() {
        check(
            "<head><title>x</title><style>p{}</style></head><body><script>if (1<2) { \"<p>لا</p>\" }</script><p>نعم<noscript>لا</noscript></p><!-- لا -->",
            &[("paragraph", "نعم")],
        );
        check("<head><meta charset=utf-8><body><p>نعم", &[("paragraph", "نعم")]);
    }

    #[test]
    fn breaks_and_entities() {
        check(
            "<div>سطر<br>آخر &laquo;قول&raquo; &#1575;</div>نص",
            &[("paragraph", "سطر"), ("paragraph", "آخر «قول» ا"), ("paragraph", "نص")],
        );
    }

    #[test]
    fn unbalanced_tags_are_no_trouble() {
        check(
            "</p></div><li>أ</ul></li><p>ب<p>ج</blockquote>",
            &[("list", "أ"), ("paragraph", "ب"), ("paragraph", "ج")],
        );
        check("<blockquote><p>أ<p>ب</div>ج", &[("quote", "أ"), ("quote", "ب"), ("quote", "ج")]);
        assert!(lines(&"<div>".repeat(50_000)).is_empty());
        assert_eq!(lines(&"<ul><li>x".repeat(5_000)).len(), 5_000);
    }
}

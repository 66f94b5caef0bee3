//! HTML as a flow of lines: what a reader would see, one block element a line, with the kind its tag gives, the place it was
//! read from, and what the elements around it say they are for.

use std::ops::Range;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{HtmlString, Span, Spanned, StartTag, Token, Tokenizer};

use crate::block::{BlockKind, FurnitureClass};
use crate::lexicon::FurnitureLexicon;
use crate::tags::{closes_itself, ends_paragraph, is_hidden, is_inline, is_void, kind_of};
use crate::trace::{Trace, runs};

/// One line of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Flowed {
    pub(crate) kind: BlockKind,
    /// White space collapsed, trimmed, not empty.
    pub(crate) words: String,
}

/// One line of a page with its origin.
#[derive(Clone, Debug)]
pub(crate) struct Visible {
    pub(crate) line: Flowed,
    /// From the bytes of its words to those of the page.
    pub(crate) trace: Trace,
    /// What the names of the elements around it say it is for.
    pub(crate) context: Option<FurnitureClass>,
    /// Is nearly all of it a link?
    pub(crate) linked: bool,
}

/// All lines of a page.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    pub(crate) all: Vec<Visible>,
    /// The words of the `<title>` element, which nobody sees in the page.
    pub(crate) title: Option<(String, Trace)>,
    /// Was the end of the page left out?
    pub(crate) cut: bool,
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
    read(html, None).all.into_iter().map(|visible| visible.line).collect()
}

/// The visible lines of a page with where they stand in it.
pub(crate) fn visible(html: &str, lexicon: &FurnitureLexicon) -> Lines {
    read(html, Some(lexicon))
}

/// Bytes of visible words, and lines, that are read of one page.
const MOST: (usize, usize) = (2046 << 10, 64 << 10);

fn read(html: &str, lexicon: Option<&FurnitureLexicon>) -> Lines {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut flow = Flow { lexicon, ..Flow::default() };
    for token in Tokenizer::new_with_emitter(html, emitter) {
        match token {
            Ok(Token::StartTag(tag)) => flow.start(&tag),
            Ok(Token::EndTag(tag)) => flow.close(&String::from_utf8_lossy(&tag.name)),
            Ok(Token::String(characters)) => flow.string(html, &characters),
            Ok(Token::Comment(_) | Token::Doctype(_) | Token::Error(_)) => {}
            Err(never) => match never {},
        }
        if flow.length >= MOST.0 - 4 || flow.out.all.len() >= MOST.1 {
            flow.out.cut = true;
            break;
        }
    }
    flow.flush();
    flow.out
}

/// More open elements than this are not remembered; real pages stay below a hundred.
const DEEP: usize = 512;

/// An element that is open.
struct Open {
    name: String,
    context: Option<FurnitureClass>,
    /// Is it a post of a social platform, or a box of a caption?
    kind: Option<BlockKind>,
}

#[derive(Default)]
struct Flow<'a> {
    lexicon: Option<&'a FurnitureLexicon>,
    out: Lines,
    line: String,
    trace: Trace,
    /// Bytes of visible words so far.
    length: usize,
    open: Vec<Open>,
    /// The hidden element that is open, and how many of the same name are inside it.
    hidden: Option<(String, usize)>,
    /// Is the page's title being read?
    in_title: bool,
    in_link: bool,
    /// Bytes of the line that are in links.
    linked: usize,
}

impl Flow<'_> {
    fn start(&mut self, tag: &StartTag<usize>) {
        let name = String::from_utf8_lossy(&tag.name);
        if is_hidden(&name) || self.hidden.is_some() {
            return self.open_hidden(&name, tag.self_closing);
        }
        if matches!(&*name, "td" | "th") {
            if !self.line.trim().is_empty() {
                self.line.push_str(" | ");
            }
            return;
        }
        if is_inline(&name) {
            self.in_link |= *name == *"a";
            return;
        }
        self.flush();
        if is_void(&name) || self.open.len() >= DEEP {
            return;
        }
        while self.open.last().is_some_and(|last| {
            (last.name == "p" && ends_paragraph(&name)) || (last.name == *name && closes_itself(&name))
        }) {
            self.open.pop();
        }
        // The body and the article say nothing of what is inside them, whatever their class names are.
        let lexicon = self.lexicon.filter(|_| !matches!(&*name, "html" | "body" | "main" | "article" | "p"));
        let own = lexicon.and_then(|lexicon| context(&name, tag, lexicon));
        let context = own.or_else(|| self.open.last().and_then(|open| open.context));
        let kind = lexicon.and_then(|lexicon| kind_by_class(tag, lexicon));
        self.open.push(Open { name: name.into_owned(), context, kind });
    }

    fn open_hidden(&mut self, name: &str, self_closing: bool) {
        let head = self.hidden.as_ref().is_none_or(|(hidden, _)| hidden == "head");
        if name == "title" && head && self.out.title.is_none() {
            self.in_title = true;
            self.out.title = Some((String::new(), Trace::default()));
        }
        match &mut self.hidden {
            // A head that nobody closed ends where the body begins.
            Some((hidden, _)) if hidden == "head" && name == "body" => self.hidden = None,
            Some((hidden, depth)) => *depth += usize::from(hidden == name && !self_closing),
            None if !self_closing => self.hidden = Some((name.to_owned(), 1)),
            None => {}
        }
    }

    fn close(&mut self, name: &str) {
        self.in_title &= name != "title";
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
            self.in_link &= name != "a";
            return;
        }
        self.flush();
        if let Some(at) = self.open.iter().rposition(|open| open.name == name) {
            self.open.truncate(at);
        }
    }

    fn string(&mut self, html: &str, characters: &Spanned<HtmlString, usize>) {
        let seen = self.hidden.is_none();
        if !seen && !self.in_title {
            return;
        }
        let Span { start, end } = characters.span;
        let words = String::from_utf8_lossy(characters);
        let raw = html.get(start..end).unwrap_or_default();
        let (line, trace) = match &mut self.out.title {
            Some((line, trace)) if !seen => (line, trace),
            _ => (&mut self.line, &mut self.trace),
        };
        let before = line.len();
        // One line may be longer than all that is read.
        let most = words.floor_char_boundary(MOST.0.saturating_sub(self.length));
        for mut run in runs(&words, raw, start) {
            run.words.end = run.words.end.min(most);
            if run.words.is_empty() {
                break;
            }
            add(line, trace, &words[run.words], run.html, run.same);
        }
        let added = line.len() - before;
        self.length += added;
        self.linked += if self.in_link { added } else { 0 };
    }

    fn flush(&mut self) {
        let words = self.line.trim().trim_end_matches(" |").trim();
        if !words.is_empty() {
            let line = Flowed { kind: self.kind(), words: words.to_owned() };
            let trace = std::mem::take(&mut self.trace).cut(line.words.len());
            let context = self.open.last().and_then(|open| open.context);
            let linked = self.linked * 10 >= line.words.len() * 9;
            self.out.all.push(Visible { line, trace, context, linked });
        }
        self.linked = 0;
        self.trace = Trace::default();
        self.line.clear();
    }

    fn kind(&self) -> BlockKind {
        if let Some(kind) = self.open.iter().rev().find_map(|open| open.kind) {
            return kind;
        }
        let mut kinds = self.open.iter().rev().filter_map(|open| kind_of(&open.name));
        let innermost = kinds.next().unwrap_or(BlockKind::Paragraph);
        if innermost != BlockKind::Paragraph {
            return innermost;
        }
        // A paragraph in a quotation, a list entry or a caption is that.
        let around = self.open.iter().rev().filter(|open| open.name != "p").find_map(|open| kind_of(&open.name));
        around
            .filter(|kind| matches!(kind, BlockKind::Quote | BlockKind::List | BlockKind::Caption))
            .unwrap_or(BlockKind::Paragraph)
    }
}

/// Adds characters to a line, white space collapsed. `same`: they stand in the page as they are here, byte for byte.
fn add(line: &mut String, trace: &mut Trace, characters: &str, html: Range<usize>, same: bool) {
    for (at, c) in characters.char_indices() {
        let from = if same { html.start + at..html.start + at + c.len_utf8() } else { html.clone() };
        let before = line.len();
        if !c.is_whitespace() {
            line.push(c);
        } else if !line.is_empty() && !line.ends_with(' ') {
            line.push(' ');
        } else {
            continue;
        }
        trace.push(before..line.len(), from, same);
    }
}

/// What the classes of an element say its lines are, where the element itself does not.
fn kind_by_class(tag: &StartTag<usize>, lexicon: &FurnitureLexicon) -> Option<BlockKind> {
    let class = tag.attributes.get(b"class".as_slice())?;
    lexicon.markup_kind(&String::from_utf8_lossy(class))
}

/// What the name of an element, its classes and its id say it is for.
fn context(name: &str, tag: &StartTag<usize>, lexicon: &FurnitureLexicon) -> Option<FurnitureClass> {
    let of = |attribute: &str| tag.attributes.get(attribute.as_bytes()).map(|value| String::from_utf8_lossy(value));
    let (classes, id) = (of("class"), of("id"));
    let named = [id, classes].into_iter().flatten().find_map(|value| lexicon.markup_context(&value));
    named.or_else(|| lexicon.element_context(name))
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

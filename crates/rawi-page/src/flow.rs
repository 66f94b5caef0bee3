//! HTML as a flow of lines: what a reader would see, one block element a line, with the kind its tag gives, the place it was
//! read from, and what the elements around it say they are for.

use std::cell::OnceCell;
use std::ops::{ControlFlow, Range};

use rustc_hash::FxHashMap;

use crate::block::{BlockKind, FurnitureClass};
use crate::lexicon::{FurnitureLexicon, MarkupWords};
use crate::markup::{Mark, Tag, Words, each};
use crate::shape::Shape;
use crate::tags::{closes_itself, ends_paragraph, is_hidden, is_inline, is_void, kind_of};
use crate::trace::Trace;
use crate::tree::{Name, Tree};

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
    /// Looked at when somebody first asks.
    shape: OnceCell<Shape>,
}

impl Visible {
    pub(crate) fn new(line: Flowed, trace: Trace, context: Option<FurnitureClass>, linked: bool) -> Visible {
        Visible { line, trace, context, linked, shape: OnceCell::new() }
    }

    /// The look of its words.
    pub(crate) fn shape(&self) -> &Shape {
        self.shape.get_or_init(|| Shape::of(&self.line.words))
    }
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

/// The visible lines of some HTML.
pub(crate) fn lines(html: &str) -> Vec<Flowed> {
    read(html).all.into_iter().map(|visible| visible.line).collect()
}

/// The visible lines of some HTML, without what is known of a page.
pub(crate) fn read(html: &str) -> Lines {
    let mut flow = Flow::default();
    each(html, |mark| flow.take(&mark));
    flow.finish().0
}

/// Bytes of visible words, and lines, that are read of one page.
const MOST: (usize, usize) = (2046 << 10, 64 << 10);

/// More open elements than this are not remembered; real pages stay below a hundred.
const DEEP: usize = 512;

/// An element that is open.
struct Open {
    name: String,
    context: Option<FurnitureClass>,
    /// Is it a post of a social platform, or a box of a caption?
    kind: Option<BlockKind>,
    /// Its number in the tree.
    element: usize,
}

/// What a name given to an element says of it.
type Told = (Option<FurnitureClass>, Option<BlockKind>, Name);

/// Names met before: those of a page are few, and each is given to many elements.
#[derive(Default)]
struct Names(FxHashMap<String, Told>);

/// Names that are remembered, and bytes of one.
const REMEMBERED: (usize, usize) = (2048, 200);

impl Names {
    fn told(&mut self, name: &str, lexicon: &FurnitureLexicon) -> Told {
        if let Some(&told) = self.0.get(name) {
            return told;
        }
        let words = MarkupWords::of(name);
        let told = (lexicon.markup_context(&words), lexicon.markup_kind(name, &words), Name::of(name));
        if self.0.len() < REMEMBERED.0 && name.len() <= REMEMBERED.1 {
            self.0.insert(name.to_owned(), told);
        }
        told
    }
}

/// Reads lines from the marks of a page.
#[derive(Default)]
pub(crate) struct Flow<'a> {
    /// With the words of a lexicon, lines also get their trace and what the elements around them are for.
    lexicon: Option<&'a FurnitureLexicon>,
    out: Lines,
    line: String,
    trace: Trace,
    /// Bytes of visible words so far.
    length: usize,
    open: Vec<Open>,
    names: Names,
    /// The hidden element that is open, and how many of the same name are inside it.
    hidden: Option<(String, usize)>,
    /// Is the page's title being read?
    in_title: bool,
    in_link: bool,
    /// Bytes of the line that are in links.
    linked: usize,
    /// The element in which the line began.
    begun: usize,
    /// How the page is built, where somebody asks.
    tree: Option<Tree>,
}

impl<'a> Flow<'a> {
    pub(crate) fn new(lexicon: &'a FurnitureLexicon) -> Flow<'a> {
        Flow { lexicon: Some(lexicon), ..Flow::default() }
    }

    /// The same, and how the page is built.
    pub(crate) fn with_tree(lexicon: &'a FurnitureLexicon) -> Flow<'a> {
        Flow { tree: Some(Tree::default()), ..Flow::new(lexicon) }
    }

    /// Takes the next mark; breaks off where enough was read.
    pub(crate) fn take(&mut self, mark: &Mark<'_>) -> ControlFlow<()> {
        match mark {
            Mark::Start(tag) => self.start(tag),
            Mark::End(name) => self.close(name),
            Mark::Words(words) => self.string(*words),
        }
        if self.length < MOST.0 - 4 && self.out.all.len() < MOST.1 {
            return ControlFlow::Continue(());
        }
        self.out.cut = true;
        ControlFlow::Break(())
    }

    pub(crate) fn finish(mut self) -> (Lines, Option<Tree>) {
        self.flush();
        (self.out, self.tree)
    }

    /// Is what comes next read by people?
    pub(crate) fn is_seen(&self) -> bool {
        self.hidden.is_none()
    }

    /// Is it in the head of the page?
    pub(crate) fn is_in_head(&self) -> bool {
        self.hidden.as_ref().is_some_and(|(hidden, _)| hidden == "head")
    }

    /// Is it the title of the page?
    pub(crate) fn is_in_title(&self) -> bool {
        self.in_title
    }

    fn start(&mut self, tag: &Tag<'_>) {
        let name = tag.name();
        if is_hidden(name) || self.hidden.is_some() {
            return self.open_hidden(name, tag.is_self_closing());
        }
        if matches!(name, "td" | "th") {
            if !self.line.trim().is_empty() {
                self.line.push_str(" | ");
            }
            self.end_nearest(&["td", "th"]);
            self.open(tag);
            return;
        }
        if is_inline(name) {
            self.in_link |= name == "a";
            let element = self.element();
            if let Some(tree) = &mut self.tree {
                tree.count(element, name);
            }
            return;
        }
        self.flush();
        if is_void(name) {
            return;
        }
        if name == "tr" {
            self.end_nearest(&["tr"]);
        }
        while self.open.last().is_some_and(|last| {
            (last.name == "p" && ends_paragraph(name)) || (last.name == name && closes_itself(name))
        }) {
            self.open.pop();
        }
        self.open(tag);
    }

    fn open(&mut self, tag: &Tag<'_>) {
        let name = tag.name();
        if self.open.len() >= DEEP {
            return;
        }
        // The body and the article say nothing of what is inside them, whatever their class names are.
        let says = !matches!(name, "html" | "body" | "main" | "article" | "p");
        let (own, kind, element) = self.told(tag, says);
        let context = own.or_else(|| self.open.last().and_then(|open| open.context));
        self.open.push(Open { name: name.to_owned(), context, kind, element });
    }

    /// Ends the innermost of these elements, if no table lies between.
    fn end_nearest(&mut self, names: &[&str]) {
        let at = self.open.iter().rposition(|open| open.name == "table" || names.contains(&open.name.as_str()));
        if let Some(at) = at.filter(|&at| self.open[at].name != "table") {
            self.open.truncate(at);
        }
    }

    /// The number of the innermost element in the tree.
    fn element(&self) -> usize {
        self.open.last().map(|open| open.element).unwrap_or_default()
    }

    /// What the name of an element, its classes and its id say it is for, if they say anything; what its classes say its lines are where
    /// the element itself does not; and its number in the tree.
    fn told(&mut self, tag: &Tag<'_>, says: bool) -> (Option<FurnitureClass>, Option<BlockKind>, usize) {
        let Some(lexicon) = self.lexicon.filter(|_| says || self.tree.is_some()) else { return (None, None, 0) };
        let (of_id, _, id) = tag.attribute("id").map(|id| self.names.told(&id, lexicon)).unwrap_or_default();
        let (of_class, kind, class) =
            tag.attribute("class").map(|class| self.names.told(&class, lexicon)).unwrap_or_default();
        let parent = self.element();
        let element = self.tree.as_mut().map(|tree| tree.open(parent, tag, id, class)).unwrap_or_default();
        let context = of_id.or(of_class).or_else(|| lexicon.element_context(tag.name()));
        if says { (context, kind, element) } else { (None, None, element) }
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
            None => {
                // Words on both sides stay apart.
                if !self.line.is_empty() && !self.line.ends_with(' ') {
                    self.line.push(' ');
                }
                if !self_closing {
                    self.hidden = Some((name.to_owned(), 1));
                }
            }
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
        if is_inline(name) {
            self.in_link &= name != "a";
            return;
        }
        if !matches!(name, "td" | "th") {
            self.flush();
        }
        if let Some(at) = self.open.iter().rposition(|open| open.name == name) {
            self.open.truncate(at);
        }
    }

    fn string(&mut self, words: Words<'_>) {
        let seen = self.hidden.is_none();
        if !seen && !self.in_title {
            return;
        }
        if self.line.is_empty() {
            self.begun = self.element();
        }
        let (line, trace) = match &mut self.out.title {
            Some((line, trace)) if !seen => (line, trace),
            _ => (&mut self.line, &mut self.trace),
        };
        let before = line.len();
        // One line may be longer than all that is read.
        let most = MOST.0.saturating_sub(self.length);
        let traced = self.lexicon.is_some();
        words.each_run(|words, html, same| {
            let words = &words[..words.floor_char_boundary(most.saturating_sub(line.len() - before))];
            add(line, words, |line, characters| {
                if traced {
                    let part = html.start + characters.start..html.start + characters.end;
                    trace.push(line, if same { part } else { html.clone() }, same);
                }
            });
        });
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
            if let Some(tree) = &mut self.tree {
                tree.line(self.begun, &line.words, self.linked);
            }
            self.out.all.push(Visible::new(line, trace, context, linked));
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

/// Adds characters to a line, white space collapsed, and tells what of the line comes from which of the characters.
fn add(line: &mut String, characters: &str, mut tell: impl FnMut(Range<usize>, Range<usize>)) {
    let mut at = 0;
    while let Some(first) = characters[at..].chars().next() {
        let (start, before) = (at, line.len());
        if first.is_whitespace() {
            at += first.len_utf8();
            if line.is_empty() || line.ends_with(' ') {
                continue;
            }
            line.push(' ');
        } else {
            at += characters[at..].find(char::is_whitespace).unwrap_or(characters.len() - at);
            line.push_str(&characters[start..at]);
        }
        tell(before..line.len(), start..at);
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

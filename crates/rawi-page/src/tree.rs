//! The elements of a page that hold its lines, and what each of them holds: all that [`reader_view`](crate::reader_view) needs of it.
//!
//! They are counted while the page is read for its lines. A tree of all nodes, as the extractors of full readings make one, is most of
//! what those cost.

use std::hash::{Hash, Hasher};
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use rustc_hash::FxHasher;

use crate::markup::Tag;

/// What a name given to an element speaks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Name(u8);

/// It is hardly of the article.
const UNLIKELY: u8 = 1;
/// It may be, though it is unlikely.
const MAYBE: u8 = 2;
const GOOD: u8 = 4;
const BAD: u8 = 8;
const SHARE: u8 = 16;
/// Some words count only where they stand alone.
const ALONE: u8 = 32;
const BYLINE: u8 = 64;

/// Pieces of names, as Readability has them.
const PIECES: &[(u8, &[&str])] = &[
    (
        UNLIKELY,
        &[
            "-ad-",
            "ai2html",
            "banner",
            "breadcrumbs",
            "combx",
            "comment",
            "community",
            "cover-wrap",
            "disqus",
            "extra",
            "footer",
            "gdpr",
            "header",
            "legends",
            "menu",
            "related",
            "remark",
            "replies",
            "rss",
            "shoutbox",
            "sidebar",
            "skyscraper",
            "social",
            "sponsor",
            "supplemental",
            "ad-break",
            "agegate",
            "pagination",
            "pager",
            "popup",
            "yom-remote",
        ],
    ),
    (MAYBE, &["and", "article", "body", "column", "content", "layout", "main", "mathjax", "shadow"]),
    (GOOD, &["article", "body", "content", "entry", "main", "page", "post", "text", "blog", "story"]),
    (
        BAD,
        &[
            "-ad-",
            "hidden",
            "banner",
            "combx",
            "comment",
            "com-",
            "contact",
            "footer",
            "gdpr",
            "masthead",
            "media",
            "meta",
            "outbrain",
            "promo",
            "related",
            "scroll",
            "share",
            "shoutbox",
            "sidebar",
            "skyscraper",
            "sponsor",
            "shopping",
            "tags",
            "widget",
        ],
    ),
    (ALONE, &["share", "hid"]),
    (BYLINE, &["byline", "author", "dateline", "writtenby"]),
];

static KNOWN: LazyLock<Option<(AhoCorasick, Vec<u8>)>> = LazyLock::new(|| {
    let pieces = PIECES.iter().flat_map(|&(says, pieces)| pieces.iter().map(move |piece| (says, piece)));
    let (says, pieces): (Vec<u8>, Vec<&&str>) = pieces.unzip();
    let automaton =
        AhoCorasick::builder().ascii_case_insensitive(true).kind(Some(AhoCorasickKind::DFA)).build(pieces).ok()?;
    Some((automaton, says))
});

/// Bytes of a name that are looked at; some systems put a whole stylesheet there.
const LONGEST_NAME: usize = 400;

impl Name {
    /// What a `class` or `id` attribute speaks for.
    pub(crate) fn of(value: &str) -> Name {
        let Some((automaton, says)) = KNOWN.as_ref() else { return Name::default() };
        let value = &value[..value.floor_char_boundary(LONGEST_NAME)];
        let mut name = automaton
            .find_overlapping_iter(value)
            .fold(0, |name, found| name | says.get(found.pattern().as_usize()).copied().unwrap_or_default());
        if name & ALONE != 0 {
            name &= !ALONE;
            let is = |word: &str, expected: &str| word.eq_ignore_ascii_case(expected);
            for word in value.split([' ', '_']) {
                name |= if is(word, "share") || is(word, "sharedaddy") { SHARE } else { 0 };
                name |= if is(word, "hid") { BAD } else { 0 };
            }
        }
        Name(name)
    }

    /// Does it say that an element is hardly of the article?
    pub(crate) fn is_unlikely(id: Name, class: Name) -> bool {
        (id.0 | class.0) & (UNLIKELY | MAYBE) == UNLIKELY
    }

    pub(crate) fn is_byline(self) -> bool {
        self.0 & BYLINE != 0
    }

    pub(crate) fn is_share(self) -> bool {
        self.0 & SHARE != 0
    }

    pub(crate) fn weight(self) -> f32 {
        let signed = |sign: u8, weight: f32| if self.0 & sign == 0 { 0.0 } else { weight };
        signed(GOOD, 25.0) + signed(BAD, -25.0)
    }
}

/// The elements that matter here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The page itself.
    Root,
    Body,
    Div,
    Section,
    /// Articles and other sections that are no candidates of their own tag.
    Block,
    Paragraph,
    Preformatted,
    Quote,
    List,
    Entry,
    Description,
    Heading,
    Top,
    Table,
    Row,
    Cell,
    Form,
    Figure,
    /// A side note or a footer: never of the article.
    Aside,
}

fn kind(name: &str) -> Kind {
    match name {
        "html" | "body" => Kind::Body,
        "div" => Kind::Div,
        "section" => Kind::Section,
        "p" => Kind::Paragraph,
        "pre" => Kind::Preformatted,
        "blockquote" => Kind::Quote,
        "ul" | "ol" => Kind::List,
        "li" => Kind::Entry,
        "dl" | "dd" | "dt" | "address" => Kind::Description,
        "h1" => Kind::Top,
        "h2" | "h3" | "h4" | "h5" | "h6" => Kind::Heading,
        "table" => Kind::Table,
        "tr" => Kind::Row,
        "td" | "th" => Kind::Cell,
        "form" | "fieldset" => Kind::Form,
        "figure" => Kind::Figure,
        "aside" | "footer" => Kind::Aside,
        _ => Kind::Block,
    }
}

/// What an element holds; of the whole of it, what its own lines and elements do.
#[derive(Clone, Copy, Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a finding of its own")]
pub(crate) struct Holds {
    pub(crate) characters: usize,
    pub(crate) linked: usize,
    pub(crate) commas: usize,
    pub(crate) paragraphs: usize,
    pub(crate) pictures: usize,
    pub(crate) entries: usize,
    pub(crate) inputs: usize,
    /// Characters of headings, of lists.
    pub(crate) headings: usize,
    pub(crate) lists: usize,
    pub(crate) rows: usize,
    pub(crate) cells: usize,
    /// Words that stand in no heading and are no link.
    pub(crate) prose: bool,
    /// Elements that make a division more than a paragraph.
    pub(crate) blocks: bool,
    /// Rows or columns with a name.
    pub(crate) named: bool,
    /// Its last line ends like a sentence.
    pub(crate) ends: bool,
}

impl Holds {
    pub(crate) fn add(&mut self, other: &Holds) {
        self.characters += other.characters;
        self.linked += other.linked;
        self.commas += other.commas;
        self.paragraphs += other.paragraphs;
        self.pictures += other.pictures;
        self.entries += other.entries;
        self.inputs += other.inputs;
        self.headings += other.headings;
        self.lists += other.lists;
        self.rows += other.rows;
        self.cells += other.cells;
        self.prose |= other.prose;
        self.blocks |= other.blocks;
        self.named |= other.named;
        self.ends = other.ends;
    }

    #[allow(clippy::cast_precision_loss, reason = "a page has fewer than 2^24 characters, and a share needs no more")]
    pub(crate) fn share(part: usize, whole: usize) -> f32 {
        if whole == 0 { 0.0 } else { part as f32 / whole as f32 }
    }

    /// Which part of its characters is links.
    pub(crate) fn link_density(&self) -> f32 {
        Holds::share(self.linked, self.characters)
    }
}

#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) parent: usize,
    pub(crate) kind: Kind,
    pub(crate) id: Name,
    pub(crate) class: Name,
    /// A number of its class attribute, zero where it has none.
    pub(crate) class_number: u64,
    /// Nobody sees it, or it says itself that it is a menu.
    pub(crate) hidden: bool,
    pub(crate) menu: bool,
    pub(crate) own: Holds,
    pub(crate) n_lines: usize,
}

/// A line, and the element it stands in.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) element: usize,
    pub(crate) holds: Holds,
}

/// How a page is built. The first element is the page itself, and every other comes behind the one it lies in.
#[derive(Debug)]
pub(crate) struct Tree {
    pub(crate) elements: Vec<Element>,
    pub(crate) lines: Vec<Line>,
}

/// A byline has fewer characters.
const BYLINE_CHARACTERS: usize = 100;

/// Elements that are remembered; the lines of further ones belong to what is around those.
const ELEMENTS: usize = 64 << 10;

/// Commas of all scripts that have one.
fn is_comma(c: char) -> bool {
    matches!(
        c,
        ',' | '\u{60C}' | '\u{FE50}' | '\u{FE10}' | '\u{FE11}' | '\u{2E41}' | '\u{2E34}' | '\u{2E32}' | '\u{FF0C}'
    )
}

impl Default for Tree {
    fn default() -> Tree {
        let root = Element {
            parent: 0,
            kind: Kind::Root,
            id: Name::default(),
            class: Name::default(),
            class_number: 0,
            hidden: false,
            menu: false,
            own: Holds::default(),
            n_lines: 0,
        };
        Tree { elements: vec![root], lines: Vec::new() }
    }
}

impl Tree {
    /// Enters an element; gives its number.
    pub(crate) fn open(&mut self, parent: usize, tag: &Tag<'_>, id: Name, class: Name) -> usize {
        if self.elements.len() >= ELEMENTS {
            return parent;
        }
        let kind = kind(tag.name());
        let (mut hidden, mut menu, mut class_number, mut modal) = (false, false, 0, false);
        for attribute in tag.attributes() {
            if attribute.is("class") {
                let mut hasher = FxHasher::default();
                attribute.value().hash(&mut hasher);
                class_number = hasher.finish() | 1;
            } else if attribute.is("hidden") {
                hidden = true;
            } else if attribute.is("aria-hidden") {
                hidden |= attribute.value() == "true";
            } else if attribute.is("style") {
                hidden |= is_invisible(&attribute.value());
            } else if attribute.is("aria-modal") {
                modal = attribute.value() == "true";
            } else if attribute.is("role") {
                menu = matches!(
                    attribute.value().as_ref(),
                    "menu" | "menubar" | "complementary" | "navigation" | "alert" | "alertdialog" | "dialog"
                );
            }
        }
        let own = Holds {
            paragraphs: usize::from(kind == Kind::Paragraph),
            entries: usize::from(kind == Kind::Entry),
            rows: usize::from(kind == Kind::Row),
            cells: usize::from(kind == Kind::Cell),
            named: matches!(tag.name(), "th" | "thead" | "tfoot" | "caption"),
            blocks: false,
            ..Holds::default()
        };
        hidden |= (modal && menu) || tag.name() == "dialog";
        self.elements.push(Element { parent, kind, id, class, class_number, hidden, menu, own, n_lines: 0 });
        self.elements.len() - 1
    }

    /// The first element that says it is the byline, and is short enough for one.
    pub(crate) fn byline(&self) -> Option<usize> {
        let mut characters: Vec<usize> = self.elements.iter().map(|element| element.own.characters).collect();
        for at in (1..characters.len()).rev() {
            characters[self.elements[at].parent] += characters[at];
        }
        let is_byline = |at: &usize| {
            let element = &self.elements[*at];
            (element.id.is_byline() || element.class.is_byline()) && (1..BYLINE_CHARACTERS).contains(&characters[*at])
        };
        (1..characters.len()).find(is_byline)
    }

    /// Counts an element that holds no lines.
    pub(crate) fn count(&mut self, element: usize, name: &str) {
        let Some(element) = self.elements.get_mut(element) else { return };
        match name {
            "img" => element.own.pictures += 1,
            "input" | "textarea" | "select" | "button" => element.own.inputs += 1,
            _ => {}
        }
    }

    /// Takes the next line, of which so many bytes are links.
    pub(crate) fn line(&mut self, element: usize, words: &str, linked: usize) {
        let characters = words.chars().count();
        let commas = words.chars().filter(|&c| is_comma(c)).count();
        let linked = if linked >= words.len() { characters } else { linked * characters / words.len() };
        let Some(of) = self.elements.get_mut(element) else { return };
        let heading = matches!(of.kind, Kind::Heading | Kind::Top);
        let holds = Holds {
            characters,
            linked,
            commas,
            ends: words.ends_with(['.', '!', '?', '\u{61F}', '\u{2026}']),
            headings: if heading { characters } else { 0 },
            prose: !heading && (linked < characters || !matches!(of.kind, Kind::Div | Kind::Block | Kind::Section)),
            ..Holds::default()
        };
        of.own.add(&holds);
        of.n_lines += 1;
        self.lines.push(Line { element, holds });
    }
}

/// Does a style hide its element?
fn is_invisible(style: &str) -> bool {
    style.split(';').filter_map(|rule| rule.split_once(':')).any(|(property, value)| {
        let value = value.trim().trim_end_matches("!important").trim_end();
        let is =
            |name: &str, hides: &str| property.trim().eq_ignore_ascii_case(name) && value.eq_ignore_ascii_case(hides);
        is("display", "none") || is("visibility", "hidden")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_speak_for_and_against() {
        let weight = |name: &str| Name::of(name).weight();
        assert_eq!(
            (weight("article-body"), weight("Sidebar"), weight("story comments"), weight("x")),
            (25.0, -25.0, 0.0, 0.0)
        );
        let unlikely = |class: &str| Name::is_unlikely(Name::default(), Name::of(class));
        assert!(unlikely("site-header") && !unlikely("header main") && !unlikely(""));
        assert!(Name::of("box share").is_share() && !Name::of("shareholders").is_share());
        assert!(Name::of("hid box").weight() < 0.0 && Name::of("hide").weight() == 0.0);
        assert!(Name::of("post-author").is_byline());
    }

    #[test]
    fn styles_hide() {
        for (style, hides) in [
            ("display:none", true),
            ("color: red; DISPLAY : None !important", true),
            ("visibility:hidden", true),
            ("display:block", false),
            ("none", false),
        ] {
            assert_eq!(is_invisible(style), hides, "{style}");
        }
    }
}

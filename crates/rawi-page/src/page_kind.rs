//! What sort of page it is: one article, a list of them, one that grows while something happens, a video.
//!
//! A listing is told by its build: links that read like headlines, each with a few words under it, and no running text between them;
//! what the page says of itself lowers or raises the bar. The words of its entries belong to as many articles, so each is a block of
//! its own and knows its entry.

use std::collections::BTreeMap;

use crate::block::{Block, BlockKind, FurnitureClass};
use crate::flow::Visible;
use crate::lexicon::FurnitureLexicon;
use crate::metadata::{Metadata, is_article};
use crate::phrase;
use crate::shape::{Shape, content_words};
use crate::surround;

use rawi_text::Text;

/// The kinds of page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageKind {
    /// One article.
    Article,
    /// A front page, a section, search results: entries that lead to articles.
    Listing,
    /// Updates of one story, each with its time.
    Live,
    /// A video with some words about it.
    Video,
}

impl PageKind {
    /// Every value.
    pub const ALL: &'static [PageKind] = &[PageKind::Article, PageKind::Listing, PageKind::Live, PageKind::Video];

    /// The name used in records: `article`, `listing`, `live` or `video`.
    pub fn name(self) -> &'static str {
        match self {
            PageKind::Article => "article",
            PageKind::Listing => "listing",
            PageKind::Live => "live",
            PageKind::Video => "video",
        }
    }
}

/// A page with fewer words of running text than this is no article beside a video.
const FEW: usize = 120;
/// Updates that a live page has at least.
const UPDATES: usize = 3;

/// Tells the kind of a page.
pub(crate) fn kind(about: &Metadata, visible: &[Visible], lexicon: &FurnitureLexicon) -> PageKind {
    let is = |kind: &str| about.types.contains(kind);
    let lines: Vec<Look> = visible.iter().map(Look::of).collect();
    if is("liveblogposting") {
        return PageKind::Live;
    }
    let told = [about.title.as_deref(), about.heading.as_deref()];
    let live = told.into_iter().flatten().any(|title| lexicon.tells_live(&crate::lexicon::matching(title)));
    let update = |at: &usize| {
        let under = &lines[at + 1..lines.len().min(at + 4)];
        lines[*at].time && !lines[*at].around && under.iter().any(Look::is_text)
    };
    if live && (0..lines.len()).filter(update).count() >= UPDATES {
        return PageKind::Live;
    }
    let build = Build::of(&lines);
    let article = about.types.iter().any(|kind| is_article(kind));
    let og_video = about.og_type.as_deref().is_some_and(|kind| kind.starts_with("video"));
    if (is("videoobject") || og_video) && !article && build.words < FEW {
        return PageKind::Video;
    }
    if build.is_listing(about, article, &lines) { PageKind::Listing } else { PageKind::Article }
}

/// What a line is to a listing.
#[derive(Debug)]
struct Look<'a> {
    shape: &'a Shape,
    kind: BlockKind,
    linked: bool,
    /// Is it in a menu, a footer or another box around the content?
    around: bool,
    /// A clock or a date and nothing else.
    time: bool,
}

impl Look<'_> {
    fn of(visible: &Visible) -> Look<'_> {
        let words = &visible.line.words;
        let shape = visible.shape();
        let entries = [FurnitureClass::Related, FurnitureClass::Ticker, FurnitureClass::Advertisement];
        Look {
            linked: visible.linked,
            kind: visible.line.kind,
            around: visible.context.is_some_and(|class| !entries.contains(&class)),
            time: is_time(shape, words),
            shape,
        }
    }

    fn is_heading(&self) -> bool {
        matches!(self.kind, BlockKind::Heading | BlockKind::Headline)
    }

    /// A link that reads like the headline of an article.
    fn is_title(&self) -> bool {
        self.linked && !self.around && !self.time && self.shape.n_words >= TITLE
    }

    /// Words that are no link and read like those of an article.
    fn is_text(&self) -> bool {
        !self.linked && !self.around && self.shape.is_sentence()
    }
}

/// Is a line the time of an update or an entry, and nothing else?
fn is_time(shape: &Shape, words: &str) -> bool {
    let clock = words.chars().zip(words.chars().skip(1)).any(|(digit, colon)| digit.is_numeric() && colon == ':');
    shape.is_date(words) || (clock && shape.n_numbers >= 2 && shape.n_words <= 5)
}

/// Words of a headline at least.
const TITLE: usize = 4;

/// The build of a page.
#[derive(Debug, Default)]
struct Build {
    /// Links that read like headlines.
    titles: usize,
    /// Words of running text.
    words: usize,
    /// Words of the longest running text without such a link in it.
    longest: usize,
}

impl Build {
    fn of(lines: &[Look<'_>]) -> Build {
        let (mut build, mut run) = (Build::default(), 0);
        for look in lines {
            if look.is_title() {
                build.titles += 1;
                run = 0;
            } else if look.is_text() {
                build.words += look.shape.n_words;
                run += look.shape.n_words;
                build.longest = build.longest.max(run);
            }
        }
        build
    }

    fn is_listing(&self, about: &Metadata, article: bool, lines: &[Look<'_>]) -> bool {
        let listed =
            about.types.iter().any(|kind| matches!(kind.as_str(), "collectionpage" | "searchresultspage" | "itemlist"));
        let listed = listed && !article;
        let (least, most) = if listed { (3, 120) } else { (10, 60) };
        let og_article = about.og_type.as_deref() == Some("article") && !listed;
        self.titles >= least && self.longest < most && !article && !og_article && !has_anchor(lines)
    }
}

/// Is there a top heading, no link, of which the text under it speaks? Then the page is about that, however short.
fn has_anchor(lines: &[Look<'_>]) -> bool {
    let tops =
        lines.iter().enumerate().filter(|(_, look)| look.is_heading() && !look.linked && look.shape.n_words >= TITLE);
    tops.take(3).any(|(at, top)| {
        let words = content_words(&top.shape.words);
        let under = lines[at + 1..].iter().filter(|look| look.is_text()).take(3);
        under.into_iter().any(|text| content_words(&text.shape.words).intersection(&words).count() >= 2)
    })
}

/// The blocks of a listing: the title of each entry a heading, its words snippets, all else furniture.
pub(crate) fn listed(
    text: &Text,
    spans: &[rawi_text::Span],
    visible: &[Visible],
    keys: &[String],
    lexicon: &FurnitureLexicon,
) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::with_capacity(spans.len());
    let mut titles: BTreeMap<&str, usize> = BTreeMap::new();
    // The entry, and the kind of its last block.
    let (mut entry, mut last) = (0, None);
    for ((&span, visible), key) in spans.iter().zip(visible).zip(keys) {
        let look = Look::of(visible);
        let hit = phrase::hit(text, span, look.shape, lexicon).is_some_and(|hit| hit.fills || hit.announces);
        let tagged = look.is_heading() && look.shape.n_words >= TITLE;
        let in_entry = |kind, entry| Block { entry: Some(entry), rule: Some(RULE), ..Block::new(kind, span) };
        let is_top = visible.line.kind == BlockKind::Headline
            && !look.linked
            && blocks.iter().all(|b| b.kind != BlockKind::Headline);
        let block = if look.around || hit {
            None
        } else if is_top && entry == 0 {
            Some(Block { rule: Some(RULE), ..Block::new(BlockKind::Headline, span) })
        } else if visible.line.kind == BlockKind::Caption && entry > 0 && look.shape.n_words >= 2 {
            Some(in_entry(BlockKind::Caption, entry))
        } else if look.time && entry > 0 {
            Some(in_entry(BlockKind::Dateline, entry))
        } else if tagged || (look.is_title() && (last != Some(BlockKind::Heading) || !look.shape.is_sentence())) {
            entry += 1;
            Some(in_entry(BlockKind::Heading, entry))
        } else if look.shape.is_sentence() || (look.shape.n_words >= 6 && last == Some(BlockKind::Heading)) {
            // A second text is another entry, whose title is a picture.
            entry += usize::from(last != Some(BlockKind::Heading));
            Some(in_entry(BlockKind::Snippet, entry))
        } else {
            None
        };
        let Some(mut block) = block else {
            let line = crate::furniture::Line { span, tag: None };
            let (class, rule) = surround::class(text, line, visible, None, entry == 0, lexicon);
            blocks.push(Block::furniture(class, rule, span));
            continue;
        };
        if matches!(block.kind, BlockKind::Heading | BlockKind::Snippet) {
            last = Some(block.kind);
            block.repeats = titles.get(key.as_str()).copied();
            titles.entry(key).or_insert(blocks.len());
        }
        blocks.push(block);
    }
    blocks
}

/// The rule of blocks that their place in a listing tells.
const RULE: &str = "listing";

/// Marks which update of a live page each block belongs to: a time on a line of its own opens one.
pub(crate) fn updates(text: &Text, blocks: &mut [Block]) {
    let mut entry = None;
    let mut headline = false;
    for block in blocks {
        let words = &text[block.span];
        headline |= block.kind == BlockKind::Headline;
        if headline && block.repeats.is_none() && is_time(&Shape::of(words), words) {
            entry = Some(entry.map_or(1, |entry: usize| entry + 1));
            *block = Block {
                rule: Some("update-time"),
                entry,
                raw: block.raw.clone(),
                ..Block::new(BlockKind::Dateline, block.span)
            };
        } else if block.kind != BlockKind::Furniture {
            block.entry = entry;
        }
    }
}

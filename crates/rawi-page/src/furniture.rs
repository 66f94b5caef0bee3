//! Telling the article from the page around it, line by line.
//!
//! Evidence, in this order: the page's own tags, phrases of the lexicon, the shape of the line, its neighbors, its place.
//! Nothing is deleted: furniture is a label on a block, with a class and the rule that gave it.
//!
//! Some furniture opens a *run*: after «مقالات متعلقة» come lines that only their place gives away. A run ends at the next
//! paragraph that reads like the article, or never. A lexicon phrase inside a sentence is not enough to drop it: a
//! first version of such a list dropped the first paragraph of a page because it began with the word for «sign up».

use std::collections::BTreeSet;

use rawi_text::{Span, Text};

use crate::block::{Block, BlockKind, FurnitureClass};
use crate::caption;
use crate::decode::{self, Part};
use crate::lexicon::FurnitureLexicon;
use crate::phrase::{self, Hit};
use crate::role::Page;
use crate::shape::{Ending, Shape, content_words};
use crate::tail::{self, AFTER_CLOSE, RUN, never_inside, opens_run};

/// One line of a document before it is a block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    /// Trimmed and not empty.
    pub(crate) span: Span,
    /// What the page's own tag says it is.
    pub(crate) tag: Option<BlockKind>,
}

/// Where lines come from, which says how much furniture to expect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Setting {
    /// A whole page as text: furniture before, inside and after the article.
    Page,
    /// The main text an extractor found in a page: little furniture, good tags.
    Main,
    /// The body of a corpus line: cleaned by somebody; furniture only where it cannot be anything else.
    Corpus,
}

/// The blocks of a corpus line: the headline, then one block a line of the body.
pub(crate) fn corpus_blocks(text: &Text, title: Option<Span>, lexicon: &FurnitureLexicon) -> Vec<Block> {
    let body = title.map_or(0, Span::end);
    let mut lines: Vec<Line> = title.map(|span| Line { span, tag: Some(BlockKind::Headline) }).into_iter().collect();
    lines.extend(lines_from(text, body));
    blocks(text, &lines, Setting::Corpus, lexicon)
}

/// The lines that are not blank, from a byte offset on.
pub(crate) fn lines_from(text: &Text, start: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut at = start;
    for line in lines_of(&text.as_str()[start..]) {
        let span = text.span(at..at + line.len()).map(|span| text.trimmed(span));
        lines.extend(span.filter(|span| !span.is_empty()).map(|span| Line { span, tag: None }));
        at += line.len();
    }
    lines
}

/// The lines of a text, each with the character that ends it.
fn lines_of(mut text: &str) -> impl Iterator<Item = &str> {
    std::iter::from_fn(move || {
        let bytes = text.as_bytes();
        // Line feeds, tabulators and returns are one byte, NEL two, the separators of lines and paragraphs three.
        let end = (0..bytes.len()).find_map(|at| match bytes[at] {
            0x0A..=0x0D => Some(at + 1),
            0xC2 if bytes[at..].starts_with(b"\xC2\x85") => Some(at + 2),
            0xE2 if bytes[at..].starts_with(b"\xE2\x80\xA8") || bytes[at..].starts_with(b"\xE2\x80\xA9") => {
                Some(at + 3)
            }
            _ => None,
        });
        let (line, rest) = text.split_at(end.unwrap_or(text.len()));
        text = rest;
        (!line.is_empty()).then_some(line)
    })
}

/// The words of the first headline.
pub(crate) fn headline(blocks: &[Block]) -> Option<Span> {
    blocks.iter().find(|block| block.kind == BlockKind::Headline).map(|block| block.span)
}

/// Labels lines.
pub(crate) fn blocks(text: &Text, lines: &[Line], setting: Setting, lexicon: &FurnitureLexicon) -> Vec<Block> {
    let lines = split_icon_labels(text, lines, lexicon);
    let page = Page::new(text, &lines, setting, lexicon);
    // Where an extractor or somebody else cut the article out, the order of lines says less than their tags.
    let parts = (setting == Setting::Page).then(|| decode::parts(&page)).flatten().unwrap_or_default();
    let mut sorter = Sorter {
        page: &page,
        parts,
        title: BTreeSet::new(),
        body: Body::default(),
        region: Region::Top,
        headline: false,
    };
    let mut blocks: Vec<Block> = (0..page.lines.len()).map(|at| sorter.label(at)).collect();
    tail::settle(&mut blocks, &page, &sorter.title);
    mark_repeats(&mut blocks, &page.shapes);
    blocks
}

/// Cuts lines such as «camera iconالسد من الجو» in two.
fn split_icon_labels(text: &Text, lines: &[Line], lexicon: &FurnitureLexicon) -> Vec<Line> {
    let mut out = Vec::with_capacity(lines.len());
    for &line in lines {
        match phrase::icon_label(text, line.span, lexicon) {
            Some((label, rest)) if phrase::hit(text, rest, &Shape::of(&text[rest]), lexicon).is_none() => {
                out.push(Line { span: label, tag: Some(BlockKind::Furniture) });
                out.push(Line { span: rest, tag: line.tag });
            }
            // What follows the label is furniture too: one block for the bar.
            Some(_) => out.push(Line { tag: Some(BlockKind::Furniture), ..line }),
            None => out.push(line),
        }
    }
    out
}

/// Marks each block that says again, letter for letter after folding, what an earlier one said.
fn mark_repeats(blocks: &mut [Block], shapes: &[Shape]) {
    let mut seen: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for (at, shape) in shapes.iter().enumerate() {
        if blocks[at].kind == BlockKind::Furniture || shape.n_words < 2 {
            continue;
        }
        if let Some(&first) = seen.get(shape.words.as_str()) {
            // Entries of lists and rows of tables may say the same and mean each its own.
            let is_title = matches!(blocks[first].kind, BlockKind::Caption | BlockKind::Headline | BlockKind::Lead);
            if !is_title && !shape.is_sentence() {
                continue;
            }
            blocks[at].repeats = Some(first);
            // A caption, or the title, stays what it was where it stood first.
            if matches!(blocks[first].kind, BlockKind::Caption | BlockKind::Headline) {
                blocks[at].kind = blocks[first].kind;
            }
        } else {
            seen.insert(&shape.words, at);
        }
    }
}

/// The rule of lines that only their place above the headline gives away.
const ABOVE: &str = "above-headline";

/// Which part of the page the sorter is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Region {
    /// Before the first paragraph of the body.
    Top,
    Body,
    /// After a line of furniture that others of its kind follow. `closed`: a close button has been seen since, so that the
    /// class of what follows is open.
    Run {
        class: FurnitureClass,
        closed: bool,
    },
}

/// The content words of the body so far. They are collected when somebody asks: most articles have no furniture that the body
/// must be compared with.
#[derive(Default)]
struct Body<'a> {
    paragraphs: Vec<&'a str>,
    words: BTreeSet<&'a str>,
}

impl<'a> Body<'a> {
    fn words(&mut self) -> &BTreeSet<&'a str> {
        self.words.extend(self.paragraphs.drain(..).flat_map(content_words));
        &self.words
    }
}

struct Sorter<'a> {
    page: &'a Page<'a>,
    /// The part of the page that each line belongs to; empty where only single lines are judged.
    parts: Vec<Part>,
    /// Content words of the headline.
    title: BTreeSet<&'a str>,
    body: Body<'a>,
    region: Region,
    headline: bool,
}

impl Sorter<'_> {
    fn label(&mut self, at: usize) -> Block {
        let page = self.page;
        let (line, shape) = (page.lines[at], &page.shapes[at]);
        match line.tag {
            Some(BlockKind::Furniture) => return Block::furniture(FurnitureClass::IconLabel, "icon-label", line.span),
            Some(BlockKind::Headline) => return self.headline(at, None),
            Some(BlockKind::Lead) if self.page.hits[at].is_none() => return Block::new(BlockKind::Lead, line.span),
            Some(kind @ (BlockKind::Byline | BlockKind::Dateline | BlockKind::Table | BlockKind::Embed)) => {
                return Block::new(kind, line.span);
            }
            Some(BlockKind::Caption) => return caption::tagged(self.page.text, line.span),
            _ => {}
        }
        let part = self.parts.get(at).copied();
        if let Some(block) = part.and_then(|part| self.by_part(at, part)) {
            return block;
        }
        let hit = page.hits[at].filter(|hit| !self.is_protected(at, *hit));
        if let Region::Run { class, closed } = self.region {
            let goes_on = match part {
                Some(Part::Body | Part::Subheading) if !closed && !never_inside(class) => true,
                Some(Part::Box | Part::Below) => shape.is_long() && self.resumes(at, class, closed),
                _ => self.resumes(at, class, closed),
            };
            if hit.is_none() && goes_on {
                self.region = Region::Body;
            } else {
                return self.run_line(at, class, closed);
            }
        }
        if let Some(hit) = hit {
            if opens_run(hit.class) && self.hit_opens(hit) {
                self.region = Region::Run { class: hit.class, closed: false };
            }
            return Block::furniture(hit.class, hit.rule, line.span);
        }
        if self.page.setting == Setting::Page && part.is_none() && !self.headline && self.page.is_headline(at) {
            return self.headline(at, Some("first-line"));
        }
        if let Some(block) =
            caption::by_shape(self.page.text, line.span, shape, self.caption_trust(at), self.page.lexicon)
        {
            return block;
        }
        if let Some(block) = self.page.credit_line(at, self.region == Region::Top) {
            return block;
        }
        match line.tag {
            Some(kind @ (BlockKind::Heading | BlockKind::List | BlockKind::Quote)) => Block::new(kind, line.span),
            None if self.region == Region::Top
                && self.headline
                && !shape.is_sentence()
                && self.page.setting == Setting::Page =>
            {
                self.page.top_line(at)
            }
            None if self.page.is_list(at) => Block::new(BlockKind::List, line.span),
            None if self.page.is_heading(at) => Block::new(BlockKind::Heading, line.span),
            _ => self.paragraph(at),
        }
    }

    /// What the part of the page decides alone.
    fn by_part(&mut self, at: usize, part: Part) -> Option<Block> {
        let (span, shape) = (self.page.lines[at].span, &self.page.shapes[at]);
        match part {
            Part::Headline => {
                self.region = Region::Top;
                Some(self.headline(at, Some(if at == 0 { "first-line" } else { "title-line" })))
            }
            Part::Above => {
                let line = &self.page.text[span];
                if shape.is_date(line) {
                    return Some(Block { rule: Some("date-line"), ..Block::new(BlockKind::Dateline, span) });
                }
                if self.page.hits[at].is_none() && self.page.is_byline(at) {
                    return Some(Block { rule: Some("byline"), ..Block::new(BlockKind::Byline, span) });
                }
                let run = match self.region {
                    Region::Run { class, .. } => Some(class).filter(|_| shape.n_words >= 3),
                    _ => None,
                };
                let Some(hit) = self.page.hits[at] else {
                    let class = run.unwrap_or(FurnitureClass::Navigation);
                    return Some(Block::furniture(class, if run.is_some() { RUN } else { ABOVE }, span));
                };
                let opens =
                    matches!(hit.class, FurnitureClass::Ticker | FurnitureClass::MostRead | FurnitureClass::Related);
                self.region = if opens { Region::Run { class: hit.class, closed: false } } else { Region::Top };
                Some(Block::furniture(hit.class, hit.rule, span))
            }
            Part::Subheading => {
                self.region = Region::Body;
                Some(Block { rule: Some("short-line"), ..Block::new(BlockKind::Heading, span) })
            }
            // A standfirst of a whole sentence, over the lines that say who and when.
            Part::Under if self.page.hits[at].is_none() && shape.is_sentence() => {
                Some(Block { rule: Some("top-line"), ..Block::new(BlockKind::Lead, span) })
            }
            Part::Below if self.page.hits[at].is_none() && !matches!(self.region, Region::Run { .. }) => {
                let closed = shape.ending == Ending::Stop && shape.n_words >= 4;
                if closed || shape.is_sentence() || self.page.credit_line(at, false).is_some() {
                    return None;
                }
                Some(Block::furniture(FurnitureClass::Related, tail::TAIL_LINE, span))
            }
            _ => None,
        }
    }

    fn headline(&mut self, at: usize, rule: Option<&'static str>) -> Block {
        self.headline = true;
        self.title = content_words(&self.page.shapes[at].words);
        Block { rule, ..Block::new(BlockKind::Headline, self.page.lines[at].span) }
    }

    fn paragraph(&mut self, at: usize) -> Block {
        self.region = Region::Body;
        self.body.paragraphs.push(&self.page.shapes[at].words);
        Block::new(BlockKind::Paragraph, self.page.lines[at].span)
    }

    /// May a phrase not make this line furniture, since it reads like the article?
    fn is_protected(&mut self, at: usize, hit: Hit) -> bool {
        let page = self.page;
        let shape = &page.shapes[at];
        if self.page.setting == Setting::Corpus && matches!(hit.rule, "degrees" | "phrase-opens") {
            return true;
        }
        if hit.fills || (hit.announces && self.page.setting == Setting::Page) {
            return false;
        }
        if let Region::Run { class, closed } = self.region {
            return shape.is_long() && self.resumes(at, class, closed);
        }
        if self.page.setting == Setting::Corpus && !hit.announces {
            return true;
        }
        shape.is_sentence()
            || (content_words(&shape.words).intersection(&self.title).count() >= 2 && hit.rule == "phrase-anywhere")
    }

    /// Does this hit open a run? In a corpus line only where it is a whole line of a few words.
    fn hit_opens(&self, hit: Hit) -> bool {
        // «اقرأ أيضا: عنوان» and «الوسوم: …» are complete by themselves.
        let complete =
            hit.announces && !hit.fills && matches!(hit.class, FurnitureClass::Related | FurnitureClass::Tags);
        match self.page.setting {
            Setting::Page => !complete,
            Setting::Main | Setting::Corpus => hit.fills,
        }
    }

    /// Does the article go on here after a run?
    fn resumes(&mut self, at: usize, class: FurnitureClass, closed: bool) -> bool {
        let page = self.page;
        let shape = &page.shapes[at];
        let body = self.body.words();
        if body.is_empty() {
            return shape.is_sentence()
                || (self.page.setting == Setting::Page && !self.headline && self.page.is_headline(at));
        }
        let words = content_words(&shape.words);
        let known = words.intersection(body).count();
        let of_title = words.intersection(&self.title).count();
        if closed || never_inside(class) {
            return shape.is_long() && (of_title >= 2 || known >= 4);
        }
        let is_paragraph = matches!(self.page.lines[at].tag, Some(BlockKind::Paragraph));
        shape.is_long()
            || (shape.is_sentence() && (known >= 1 || is_paragraph))
            || (self.page.setting == Setting::Corpus && shape.n_words > 15)
    }

    fn run_line(&mut self, at: usize, class: FurnitureClass, closed: bool) -> Block {
        let span = self.page.lines[at].span;
        let Some(hit) = self.page.hits[at] else {
            return Block::furniture(class, if closed { AFTER_CLOSE } else { RUN }, span);
        };
        if hit.class == FurnitureClass::Close {
            self.region = Region::Run { class, closed: true };
        } else if opens_run(hit.class) {
            self.region = Region::Run { class: hit.class, closed: false };
        }
        Block::furniture(hit.class, hit.rule, span)
    }

    fn caption_trust(&self, at: usize) -> caption::Trust {
        match (self.page.setting, self.region) {
            (Setting::Corpus, _) => caption::Trust::Named,
            _ if matches!(self.page.lines[at].tag, Some(BlockKind::List | BlockKind::Heading | BlockKind::Quote)) => {
                caption::Trust::Named
            }
            (_, Region::Top) if self.headline => caption::Trust::Top,
            _ => caption::Trust::Inside,
        }
    }
}

#[cfg(test)]
mod tests;

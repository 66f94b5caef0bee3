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
use crate::lexicon::FurnitureLexicon;
use crate::phrase::{self, Hit};
use crate::shape::{DASHES, Ending, Shape, content_words, parts};

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
    for line in text.as_str()[start..].split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}', '\u{B}', '\u{C}']) {
        let span = text.span(at..at + line.len()).map(|span| text.trimmed(span));
        lines.extend(span.filter(|span| !span.is_empty()).map(|span| Line { span, tag: None }));
        at += line.len();
    }
    lines
}

/// The words of the first headline.
pub(crate) fn headline(blocks: &[Block]) -> Option<Span> {
    blocks.iter().find(|block| block.kind == BlockKind::Headline).map(|block| block.span)
}

/// Labels lines.
pub(crate) fn blocks(text: &Text, lines: &[Line], setting: Setting, lexicon: &FurnitureLexicon) -> Vec<Block> {
    let lines = split_icon_labels(text, lines, lexicon);
    let shapes: Vec<Shape> = lines.iter().map(|line| Shape::of(&text[line.span])).collect();
    let hits = lines.iter().zip(&shapes).map(|(line, shape)| phrase::hit(text, line.span, shape, lexicon)).collect();
    let mut sorter = Sorter {
        text,
        lines: &lines,
        shapes: &shapes,
        hits,
        setting,
        lexicon,
        title: BTreeSet::new(),
        body: BTreeSet::new(),
        region: Region::Top,
        headline: false,
        blocks: Vec::with_capacity(lines.len()),
    };
    for at in 0..lines.len() {
        let block = sorter.label(at);
        sorter.blocks.push(block);
    }
    sorter.settle_after_close();
    sorter.claim_tail();
    let mut blocks = sorter.blocks;
    mark_repeats(&mut blocks, &shapes);
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

/// The rule of lines that only their place in a run gives away.
const RUN: &str = "run";

/// Which part of the page the sorter is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Region {
    /// Before the first paragraph of the body.
    Top,
    Body,
    /// After a line of furniture that others of its kind follow. `closed`: a close button has been seen since, so that the
    /// class of what follows is open.
    Run { class: FurnitureClass, closed: bool },
}

struct Sorter<'a> {
    text: &'a Text,
    lines: &'a [Line],
    shapes: &'a [Shape],
    hits: Vec<Option<Hit>>,
    setting: Setting,
    lexicon: &'a FurnitureLexicon,
    /// Content words of the headline.
    title: BTreeSet<&'a str>,
    /// Content words of the body so far.
    body: BTreeSet<&'a str>,
    region: Region,
    headline: bool,
    blocks: Vec<Block>,
}

impl<'a> Sorter<'a> {
    fn label(&mut self, at: usize) -> Block {
        let (line, shape) = (self.lines[at], &self.shapes[at]);
        match line.tag {
            Some(BlockKind::Furniture) => return Block::furniture(FurnitureClass::IconLabel, "icon-label", line.span),
            Some(BlockKind::Headline) => return self.headline(at, None),
            Some(BlockKind::Lead) if self.hits[at].is_none() => return Block::new(BlockKind::Lead, line.span),
            Some(kind @ (BlockKind::Byline | BlockKind::Dateline | BlockKind::Table | BlockKind::Embed)) => {
                return Block::new(kind, line.span);
            }
            Some(BlockKind::Caption) => return caption::tagged(self.text, line.span),
            _ => {}
        }
        let hit = self.hits[at].filter(|hit| !self.is_protected(at, *hit));
        if let Region::Run { class, closed } = self.region {
            if hit.is_none() && self.resumes(at, class, closed) {
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
        if self.setting == Setting::Page && !self.headline && self.is_headline(at) {
            return self.headline(at, Some("first-line"));
        }
        if let Some(block) = caption::by_shape(self.text, line.span, shape, self.caption_trust(), self.lexicon) {
            return block;
        }
        if let Some(block) = self.credit_line(at) {
            return block;
        }
        match line.tag {
            Some(kind @ (BlockKind::Heading | BlockKind::List | BlockKind::Quote)) => return Block::new(kind, line.span),
            Some(_) => {}
            None if self.region == Region::Top && !shape.is_sentence() && self.setting == Setting::Page => return self.top_line(at),
            None if self.is_list(at) => return Block::new(BlockKind::List, line.span),
            None if self.is_heading(at) => return Block::new(BlockKind::Heading, line.span),
            None => {}
        }
        self.paragraph(at)
    }

    fn headline(&mut self, at: usize, rule: Option<&'static str>) -> Block {
        self.headline = true;
        self.title = content_words(&self.shapes[at].words);
        Block { rule, ..Block::new(BlockKind::Headline, self.lines[at].span) }
    }

    fn paragraph(&mut self, at: usize) -> Block {
        self.region = Region::Body;
        self.body.extend(content_words(&self.shapes[at].words));
        Block::new(BlockKind::Paragraph, self.lines[at].span)
    }

    /// May a phrase not make this line furniture, since it reads like the article?
    fn is_protected(&self, at: usize, hit: Hit) -> bool {
        let shape = &self.shapes[at];
        if self.setting == Setting::Corpus && matches!(hit.rule, "degrees" | "phrase-opens") {
            return true;
        }
        if hit.fills || (hit.announces && self.setting == Setting::Page) {
            return false;
        }
        if let Region::Run { class, closed } = self.region {
            return shape.is_long() && self.resumes(at, class, closed);
        }
        if self.setting == Setting::Corpus && (shape.is_sentence() || hit.rule == "phrase-anywhere") {
            return true;
        }
        shape.is_sentence() || (self.shares_title(at) && hit.rule == "phrase-anywhere")
    }

    /// Does this hit open a run? In a corpus line only where it is a whole line of a few words.
    fn hit_opens(&self, hit: Hit) -> bool {
        // «اقرأ أيضا: عنوان» and «الوسوم: …» are complete by themselves.
        let complete = hit.announces && !hit.fills && matches!(hit.class, FurnitureClass::Related | FurnitureClass::Tags);
        match self.setting {
            Setting::Page => !complete,
            Setting::Main | Setting::Corpus => hit.fills,
        }
    }

    /// Does the article go on here after a run?
    fn resumes(&self, at: usize, class: FurnitureClass, closed: bool) -> bool {
        let shape = &self.shapes[at];
        if self.body.is_empty() {
            return shape.is_sentence() || (self.setting == Setting::Page && !self.headline && self.is_headline(at));
        }
        let words = content_words(&shape.words);
        let known = words.intersection(&self.body).count();
        let of_title = words.intersection(&self.title).count();
        if closed || never_inside(class) {
            return shape.is_long() && (of_title >= 2 || known >= 4);
        }
        let is_paragraph = matches!(self.lines[at].tag, Some(BlockKind::Paragraph));
        shape.is_long() || (shape.is_sentence() && (known >= 1 || is_paragraph)) || (self.setting == Setting::Corpus && shape.n_words > 15)
    }

    fn run_line(&mut self, at: usize, class: FurnitureClass, closed: bool) -> Block {
        let span = self.lines[at].span;
        let Some(hit) = self.hits[at] else {
            return Block::furniture(class, if closed { AFTER_CLOSE } else { RUN }, span);
        };
        if hit.class == FurnitureClass::Close {
            self.region = Region::Run { class, closed: true };
        } else if opens_run(hit.class) {
            self.region = Region::Run { class: hit.class, closed: false };
        }
        Block::furniture(hit.class, hit.rule, span)
    }

    /// A first line that could be the title: some words, no full stop, and an article after it.
    fn is_headline(&self, at: usize) -> bool {
        let (shape, line) = (&self.shapes[at], &self.text[self.lines[at].span]);
        let ends = matches!(shape.ending, Ending::Open | Ending::Question | Ending::Colon) || line.ends_with("..");
        let followed = self.shapes[at + 1..].iter().any(|next| next.n_words > shape.n_words || next.is_sentence());
        (2..=30).contains(&shape.n_words) && ends && followed && !shape.is_date(line) && !self.lexicon.opens_byline(&shape.words)
    }

    fn caption_trust(&self) -> caption::Trust {
        match (self.setting, self.region) {
            (Setting::Corpus, _) => caption::Trust::Named,
            (_, Region::Top) if self.headline => caption::Trust::Top,
            _ => caption::Trust::Inside,
        }
    }

    /// Bylines, datelines and sign-offs: lines of their own that say who brings the story, from where, when.
    fn credit_line(&self, at: usize) -> Option<Block> {
        let (shape, span) = (&self.shapes[at], self.lines[at].span);
        let line = &self.text[span];
        let line_of = |kind, rule| Some(Block { rule: Some(rule), ..Block::new(kind, span) });
        if shape.ending == Ending::Stop || shape.n_words > 14 || self.lines[at].tag == Some(BlockKind::Heading) {
            return None;
        }
        let top = self.region == Region::Top;
        let last = self.shapes[at + 1..].iter().zip(&self.hits[at + 1..]).all(|(next, hit)| hit.is_some() || !next.is_sentence());
        if (top || last) && shape.n_words <= 8 && self.lexicon.opens_byline(&shape.words) {
            return line_of(BlockKind::Byline, "byline");
        }
        if (top || self.setting != Setting::Corpus) && shape.is_date(line) {
            return line_of(BlockKind::Dateline, "date-line");
        }
        if last && shape.n_words <= 6 {
            let bracketed = line.starts_with('(') && line.ends_with(')');
            if self.lexicon.opens_sign_off(&shape.words) || (bracketed && self.lexicon.is_credit(&shape.words)) {
                return line_of(BlockKind::Dateline, "sign-off");
            }
        }
        let parts = parts(self.text, span, DASHES);
        if top && self.setting != Setting::Main && parts.len() >= 2 && shape.n_words <= 12 && !shape.is_sentence() && self.names_a_place_or_outlet(&parts) {
            return line_of(BlockKind::Dateline, "dateline");
        }
        None
    }

    fn names_a_place_or_outlet(&self, parts: &[Span]) -> bool {
        parts.iter().any(|&part| {
            let words = Shape::of(&self.text[part]).words;
            self.lexicon.is_place(&words)
                || self.lexicon.opens_publisher(&words)
                || self.lexicon.outlets().iter().any(|outlet| outlet.words == words)
                || Shape::of(&self.text[part]).is_date(&self.text[part])
        }) || (parts.len() == 2 && parts.iter().all(|&part| Shape::of(&self.text[part]).n_words <= 3))
    }

    /// A line between headline and first paragraph that is no sentence and no furniture known.
    fn top_line(&self, at: usize) -> Block {
        let (shape, span) = (&self.shapes[at], self.lines[at].span);
        let line_of = |kind, rule| Block { rule: Some(rule), ..Block::new(kind, span) };
        if !self.headline {
            return Block::new(BlockKind::Paragraph, span);
        }
        let named = self.lexicon.outlets().iter().any(|outlet| outlet.words == shape.words) || self.lexicon.is_place(&shape.words) || self.lexicon.opens_publisher(&shape.words);
        if shape.n_words <= 4 && (named || self.is_quoted_elsewhere(at)) {
            return line_of(BlockKind::Dateline, "top-line");
        }
        if shape.is_heading_like() && shape.n_words < 6 {
            return line_of(BlockKind::Heading, "short-line");
        }
        line_of(BlockKind::Lead, "top-line")
    }

    /// Do other lines set exactly these words in quotation marks or brackets, as a text does with its own outlet's name?
    fn is_quoted_elsewhere(&self, at: usize) -> bool {
        let words = &self.text[self.lines[at].span];
        self.lines.iter().enumerate().filter(|&(other, _)| other != at).any(|(_, line)| {
            self.text[line.span].match_indices(words).any(|(found, _)| {
                let line = &self.text[line.span];
                let before = line[..found].chars().next_back();
                let after = line[found + words.len()..].chars().next();
                before.is_some_and(|c| matches!(c, '\u{AB}' | '\u{201C}' | '\u{201D}' | '"' | '('))
                    && after.is_some_and(|c| matches!(c, '\u{BB}' | '\u{201D}' | '\u{201C}' | '"' | ')' | '/'))
            })
        })
    }

    fn is_list(&self, at: usize) -> bool {
        let line = &self.text[self.lines[at].span];
        let bullet = line.strip_prefix(['\u{2022}', '\u{25CF}', '\u{25AA}', '*', '-', '\u{2013}', '\u{25E6}', '\u{25A0}']);
        bullet.is_some_and(|rest| rest.starts_with(char::is_whitespace))
    }

    /// A short line between paragraphs.
    fn is_heading(&self, at: usize) -> bool {
        let shape = &self.shapes[at];
        let next = (at + 1..self.lines.len()).find(|&next| self.hits[next].is_none());
        let leads = next.is_some_and(|next| {
            let next = &self.shapes[next];
            next.n_words > shape.n_words && (next.is_sentence() || next.n_words >= 12)
        });
        shape.is_heading_like() && leads
    }

    /// Lines after a close button belong to what comes next: the box that the button closes stands under it.
    fn settle_after_close(&mut self) {
        let mut next: Option<FurnitureClass> = None;
        for block in self.blocks.iter_mut().rev() {
            match block.furniture {
                Some(class) if block.rule == Some(AFTER_CLOSE) => {
                    block.furniture = Some(next.unwrap_or(class));
                    block.rule = Some(RUN);
                }
                Some(FurnitureClass::Close) | None => next = None,
                class => next = class,
            }
        }
    }

    /// What stands after the last paragraph: comment rules, tags, and headlines of other articles that no label announces.
    fn claim_tail(&mut self) {
        if self.setting == Setting::Corpus {
            return;
        }
        self.claim_rules();
        if self.setting == Setting::Main {
            self.claim_leftovers();
            return;
        }
        let tail = self.blocks.iter().rposition(|block| block.kind != BlockKind::Furniture).map_or(0, |last| last + 1);
        if !self.blocks[tail..].iter().any(|block| block.furniture.is_some_and(opens_run)) {
            return;
        }
        let sentences = self.shapes[..tail].iter().filter(|shape| shape.is_sentence()).count();
        let open = (0..tail)
            .filter(|&at| self.blocks[at].kind == BlockKind::Paragraph && self.shapes[at].ending == Ending::Open)
            .count();
        // Some houses end paragraphs without a full stop; there only the very last line can be told.
        let most = if open * 2 > sentences { 1 } else { 6 };
        for at in (0..tail).rev().take(most) {
            let (block, shape) = (&self.blocks[at], &self.shapes[at]);
            let free = matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading | BlockKind::List);
            let is_title = shape.is_heading_like() || (shape.ending == Ending::Question && shape.n_words <= 10 && !shape.has_colon);
            if sentences == 0 || !free || !is_title {
                break;
            }
            // One or two words are a button's answer, not a headline.
            let class = self.blocks.get(at + 1).and_then(|next| next.furniture).filter(|_| shape.n_words <= 2);
            self.blocks[at] = Block::furniture(class.unwrap_or(FurnitureClass::Related), "tail-line", block.span);
        }
    }
}

impl Sorter<'_> {
    /// Comment rules and disclaimers are grammatical sentences; at the very end, a phrase that opens one is enough.
    fn claim_rules(&mut self) {
        for at in (1..self.blocks.len()).rev() {
            if self.blocks[at].kind == BlockKind::Furniture {
                continue;
            }
            let Some(hit) = self.hits[at].filter(|hit| never_inside(hit.class) && hit.rule != "phrase-anywhere") else { break };
            if self.blocks[at].kind != BlockKind::Paragraph || self.shares_title(at) {
                break;
            }
            self.blocks[at] = Block::furniture(hit.class, hit.rule, self.blocks[at].span);
        }
    }

    /// Single words and open lines that an extractor took along at the end: tags, sections, other headlines.
    fn claim_leftovers(&mut self) {
        let is_left = |at: usize| {
            let (block, shape) = (&self.blocks[at], &self.shapes[at]);
            block.kind == BlockKind::Furniture
                || (matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading | BlockKind::List) && !shape.is_sentence() && shape.ending == Ending::Open)
        };
        let start = (0..self.blocks.len()).rev().take_while(|&at| is_left(at)).last().unwrap_or(self.blocks.len());
        let free: Vec<usize> = (start..self.blocks.len()).filter(|&at| self.blocks[at].kind != BlockKind::Furniture).collect();
        let short = free.iter().filter(|&&at| self.shapes[at].n_words <= 2).count();
        // A list that ends an article has entries of some length; a cloud of tags has not.
        if free.len() < 3 || short * 2 < free.len() || !self.shapes[..start].iter().any(Shape::is_sentence) {
            return;
        }
        for at in free {
            let words = self.shapes[at].n_words;
            let class = if words <= 3 { FurnitureClass::Tags } else { FurnitureClass::Related };
            self.blocks[at] = Block::furniture(class, "tail-line", self.blocks[at].span);
        }
    }

    fn shares_title(&self, at: usize) -> bool {
        content_words(&self.shapes[at].words).intersection(&self.title).count() >= 2
    }
}

/// The rule of lines whose class is settled by what follows; replaced before anybody sees it.
const AFTER_CLOSE: &str = "after-close";

/// Does furniture of this class come in runs of lines that nothing else gives away?
fn opens_run(class: FurnitureClass) -> bool {
    use FurnitureClass as Class;
    !matches!(
        class,
        Class::IconLabel | Class::Tools | Class::Close | Class::Player | Class::Advertisement | Class::Code | Class::Weather | Class::Ticker
    )
}

/// Does furniture of this class stand only around an article, never between its paragraphs?
fn never_inside(class: FurnitureClass) -> bool {
    use FurnitureClass as Class;
    matches!(class, Class::Comment | Class::FormMessage | Class::Login | Class::Copyright | Class::Cookie | Class::Donation)
}

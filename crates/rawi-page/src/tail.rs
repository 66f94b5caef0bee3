//! What stands after the last paragraph: boxes under a close button, comment rules, tags, headlines of other articles.

use std::collections::BTreeSet;

use crate::block::{Block, BlockKind, FurnitureClass};
use crate::furniture::Setting;
use crate::phrase::Hit;
use crate::role::Page;
use crate::shape::{Ending, Shape, content_words};

/// The rule of lines that only their place in a run gives away.
pub(crate) const RUN: &str = "run";

/// The rule of lines whose class is settled by what follows; replaced before anybody sees it.
pub(crate) const AFTER_CLOSE: &str = "after-close";

/// The rule of lines that only their place under an article gives away.
pub(crate) const TAIL_LINE: &str = "tail-line";

/// Settles what only the whole page can tell, once every line has a first label.
pub(crate) fn settle(blocks: &mut [Block], page: &Page<'_>, title: &BTreeSet<&str>) {
    let mut tail = Tail { blocks, page, title };
    tail.after_close();
    if tail.page.setting == Setting::Corpus {
        return;
    }
    tail.rules();
    tail.label();
    if tail.page.setting == Setting::Main {
        tail.leftovers();
    } else {
        tail.headlines();
    }
}

struct Tail<'a> {
    blocks: &'a mut [Block],
    page: &'a Page<'a>,
    /// Content words of the headline.
    title: &'a BTreeSet<&'a str>,
}

impl Tail<'_> {
    /// Lines after a close button belong to what comes next: the box that the button closes stands under it.
    fn after_close(&mut self) {
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

    /// Headlines of other articles between the last paragraph and the forms under an article, which no label announces.
    fn headlines(&mut self) {
        let tail = self.blocks.iter().rposition(|block| block.kind != BlockKind::Furniture).map_or(0, |last| last + 1);
        if !self.blocks[tail..].iter().any(|block| block.furniture.is_some_and(opens_run)) {
            return;
        }
        let sentences = self.page.shapes[..tail].iter().filter(|shape| shape.is_sentence()).count();
        let open = (0..tail)
            .filter(|&at| self.blocks[at].kind == BlockKind::Paragraph && self.page.shapes[at].ending == Ending::Open)
            .count();
        // Some houses end paragraphs without a full stop; there only the very last line can be told.
        let most = if open * 2 > sentences { 1 } else { 6 };
        for at in (0..tail).rev().take(most) {
            let (block, shape) = (&self.blocks[at], &self.page.shapes[at]);
            let free = matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading | BlockKind::List);
            let is_title = shape.is_heading_like()
                || (shape.ending == Ending::Question && shape.n_words <= 10 && !shape.has_colon);
            if sentences == 0 || !free || !is_title {
                break;
            }
            // One or two words are a button's answer, not a headline.
            let class = self.blocks.get(at + 1).and_then(|next| next.furniture).filter(|_| shape.n_words <= 2);
            self.blocks[at] = Block::furniture(class.unwrap_or(FurnitureClass::Related), TAIL_LINE, block.span);
        }
    }

    /// Comment rules and disclaimers are grammatical sentences; at the very end, a phrase that opens one is enough.
    fn rules(&mut self) {
        for at in (1..self.blocks.len()).rev() {
            if self.blocks[at].kind == BlockKind::Furniture {
                continue;
            }
            // Of comments and copying nobody writes in the last sentence of an article; of money one may.
            let is_rule = |hit: &Hit| {
                let of_house = matches!(hit.class, FurnitureClass::Comment | FurnitureClass::Copyright);
                never_inside(hit.class) && (hit.rule != "phrase-anywhere" || of_house)
            };
            let Some(hit) = self.page.hits[at].filter(is_rule) else { break };
            if self.blocks[at].kind != BlockKind::Paragraph || self.shares_title(at) {
                break;
            }
            self.blocks[at] = Block::furniture(hit.class, hit.rule, self.blocks[at].span);
        }
    }

    /// A last line of one or two words, a colon and no sentence, where all paragraphs before it end with a full stop: a list of tags
    /// under a label that no table knows.
    fn label(&mut self) {
        let Some(last) = self.blocks.iter().rposition(|block| block.kind != BlockKind::Furniture) else { return };
        let (block, shape) = (&self.blocks[last], &self.page.shapes[last]);
        let (label, _) = self.page.text[block.span].split_once(':').unwrap_or_default();
        let is_label = (1..=2).contains(&Shape::of(label).n_words);
        let before = (0..last).filter(|&at| self.blocks[at].kind == BlockKind::Paragraph);
        let (n_before, n_open) = before
            .fold((0, 0), |(all, open), at| (all + 1, open + usize::from(self.page.shapes[at].ending == Ending::Open)));
        let closed = n_before >= 2 && n_open == 0;
        if block.kind == BlockKind::Paragraph
            && is_label
            && closed
            && shape.ending == Ending::Open
            && shape.n_words >= 3
        {
            self.blocks[last] = Block::furniture(FurnitureClass::Tags, TAIL_LINE, block.span);
        }
    }

    /// Single words and open lines that an extractor took along at the end: tags, sections, other headlines.
    fn leftovers(&mut self) {
        let is_left = |at: usize| {
            let (block, shape) = (&self.blocks[at], &self.page.shapes[at]);
            block.kind == BlockKind::Furniture
                || (matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading | BlockKind::List)
                    && !shape.is_sentence()
                    && shape.ending == Ending::Open)
        };
        let start = (0..self.blocks.len()).rev().take_while(|&at| is_left(at)).last().unwrap_or(self.blocks.len());
        let free: Vec<usize> =
            (start..self.blocks.len()).filter(|&at| self.blocks[at].kind != BlockKind::Furniture).collect();
        let short = free.iter().filter(|&&at| self.page.shapes[at].n_words <= 2).count();
        // A list that ends an article has entries of some length; a cloud of tags has not.
        if free.len() < 3 || short * 2 < free.len() || !self.page.shapes[..start].iter().any(Shape::is_sentence) {
            return;
        }
        for at in free {
            let words = self.page.shapes[at].n_words;
            let class = if words <= 3 { FurnitureClass::Tags } else { FurnitureClass::Related };
            self.blocks[at] = Block::furniture(class, TAIL_LINE, self.blocks[at].span);
        }
    }

    fn shares_title(&self, at: usize) -> bool {
        content_words(&self.page.shapes[at].words).intersection(self.title).count() >= 2
    }
}

/// Does furniture of this class come in runs of lines that nothing else gives away?
pub(crate) fn opens_run(class: FurnitureClass) -> bool {
    use FurnitureClass as Class;
    !matches!(
        class,
        Class::IconLabel
            | Class::Tools
            | Class::Close
            | Class::Player
            | Class::Advertisement
            | Class::Code
            | Class::Weather
            | Class::Ticker
    )
}

/// Does furniture of this class stand only around an article, never between its paragraphs?
pub(crate) fn never_inside(class: FurnitureClass) -> bool {
    use FurnitureClass as Class;
    matches!(
        class,
        Class::Comment | Class::FormMessage | Class::Login | Class::Copyright | Class::Cookie | Class::Donation
    )
}

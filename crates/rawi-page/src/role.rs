//! What a line that is no furniture is for: headline, byline, dateline, heading, list.

use rawi_text::{Span, Text};

use crate::block::{Block, BlockKind};
use crate::furniture::{Line, Setting};
use crate::lexicon::FurnitureLexicon;
use crate::phrase::{self, Hit};
use crate::shape::{DASHES, Ending, Shape, parts};

/// The lines of a document with what can be said of each alone.
pub(crate) struct Page<'a> {
    pub(crate) text: &'a Text,
    pub(crate) lines: &'a [Line],
    pub(crate) shapes: Vec<Shape>,
    /// The furniture phrase each holds.
    pub(crate) hits: Vec<Option<Hit>>,
    /// What comes after each line.
    ahead: Vec<Ahead>,
    pub(crate) setting: Setting,
    pub(crate) lexicon: &'a FurnitureLexicon,
}

/// What comes after a line. Counted once from the end, so that a text of a million short lines costs no more than it should.
#[derive(Clone, Copy, Debug, Default)]
struct Ahead {
    /// A sentence that no phrase makes furniture.
    article: bool,
    sentence: bool,
    /// Words of the longest line.
    longest: usize,
}

impl Ahead {
    fn of(shapes: &[Shape], hits: &[Option<Hit>]) -> Vec<Ahead> {
        let mut ahead = vec![Ahead::default(); shapes.len()];
        for at in (1..shapes.len()).rev() {
            let (later, next) = (ahead[at], &shapes[at]);
            ahead[at - 1] = Ahead {
                article: later.article || (hits[at].is_none() && next.is_sentence()),
                sentence: later.sentence || next.is_sentence(),
                longest: later.longest.max(next.n_words),
            };
        }
        ahead
    }
}

/// How many lines from the start are searched for datelines and the like.
const TOP: usize = 30;

impl<'a> Page<'a> {
    pub(crate) fn new(text: &'a Text, lines: &'a [Line], setting: Setting, lexicon: &'a FurnitureLexicon) -> Page<'a> {
        let shapes: Vec<Shape> = lines.iter().map(|line| Shape::of(&text[line.span])).collect();
        let hits: Vec<Option<Hit>> =
            lines.iter().zip(&shapes).map(|(line, shape)| phrase::hit(text, line.span, shape, lexicon)).collect();
        let ahead = Ahead::of(&shapes, &hits);
        Page { text, lines, shapes, hits, ahead, setting, lexicon }
    }

    /// A first line that could be the title: some words, no full stop, and an article after it.
    pub(crate) fn is_headline(&self, at: usize) -> bool {
        let (shape, line) = (&self.shapes[at], &self.text[self.lines[at].span]);
        let ends = matches!(shape.ending, Ending::Open | Ending::Question | Ending::Colon) || line.ends_with("..");
        let followed = self.ahead[at].sentence || self.ahead[at].longest > shape.n_words;
        (2..=30).contains(&shape.n_words)
            && ends
            && followed
            && !shape.is_date(line)
            && (!self.is_byline(at) || self.shapes.get(at + 1).is_some_and(Shape::is_sentence))
    }

    /// «قبل 12 دقيقة», «منذ ساعتين».
    pub(crate) fn is_ago(&self, at: usize) -> bool {
        let shape = &self.shapes[at];
        (2..=4).contains(&shape.n_words) && shape.ending == Ending::Open && self.lexicon.opens_ago(&shape.words)
    }

    /// A name alone, or a name and a place: «حسام العلا - نهاوند».
    pub(crate) fn is_name(&self, at: usize) -> bool {
        self.name(at).is_some()
    }

    /// The name in a line that is a name alone, or a name and the place it writes from.
    pub(crate) fn name(&self, at: usize) -> Option<Span> {
        let (shape, span) = (&self.shapes[at], self.lines[at].span);
        if shape.n_words > 7 || shape.ending != Ending::Open || shape.n_numbers > 0 || shape.has_colon {
            return None;
        }
        let parts = parts(self.text, span, DASHES);
        let (&first, rest) = parts.split_first()?;
        let words = Shape::of(&self.text[first]).words;
        let n_words = words.split(' ').count();
        let is_name = (2..=4).contains(&n_words) && self.lexicon.opens_name(&words);
        let places = rest.iter().all(|&part| self.lexicon.is_place(&Shape::of(&self.text[part]).words));
        (is_name && places && rest.len() <= 1).then_some(first)
    }

    /// Where a story comes from, and nothing else: «نهاوند – نبأ», «صحيفة نبأ».
    pub(crate) fn is_origin(&self, at: usize) -> bool {
        let (shape, span) = (&self.shapes[at], self.lines[at].span);
        if shape.n_words > 8 || shape.ending != Ending::Open || shape.has_colon {
            return false;
        }
        let parts = parts(self.text, span, DASHES);
        let is_name = |part: &Span| {
            let words = Shape::of(&self.text[*part]).words;
            self.lexicon.is_place(&words)
                || (words.split(' ').count() <= 4 && self.lexicon.opens_publisher(&words))
                || self.lexicon.outlets().iter().any(|outlet| outlet.words == words)
        };
        if parts.len() == 1 {
            parts.iter().all(is_name) && shape.n_words >= 2
        } else {
            parts.iter().any(is_name) && parts.len() <= 3
        }
    }

    /// Does it look like the caption of a picture, were it under a headline?
    pub(crate) fn looks_like_caption(&self, at: usize) -> bool {
        let (shape, span) = (&self.shapes[at], self.lines[at].span);
        crate::caption::by_shape(self.text, span, shape, crate::caption::Trust::Named, self.lexicon).is_some()
    }

    /// A word such as «بقلم» and a name. Headlines open with such words too («تقرير: …»), so the name must be short and bare.
    pub(crate) fn is_byline(&self, at: usize) -> bool {
        let (shape, line) = (&self.shapes[at], &self.text[self.lines[at].span]);
        let quotes = ['"', '\u{AB}', '\u{201C}', '\u{201D}'];
        (2..=6).contains(&shape.n_words)
            && shape.n_numbers == 0
            && !line.contains(quotes)
            && self.lexicon.opens_byline(&shape.words)
    }

    /// Bylines, datelines and sign-offs: lines of their own that say who brings the story, from where, when.
    ///
    /// `top`: it stands before the first paragraph.
    pub(crate) fn credit_line(&self, at: usize, top: bool) -> Option<Block> {
        let (shape, span) = (&self.shapes[at], self.lines[at].span);
        let line = &self.text[span];
        let line_of = |kind, rule| Some(Block { rule: Some(rule), ..Block::new(kind, span) });
        if shape.ending == Ending::Stop || shape.n_words > 14 || self.lines[at].tag == Some(BlockKind::Heading) {
            return None;
        }
        let last = !self.ahead[at].article;
        if (top || last) && self.is_byline(at) {
            return line_of(BlockKind::Byline, "byline");
        }
        if (top || self.setting != Setting::Corpus) && shape.is_date(line) {
            return line_of(BlockKind::Dateline, "date-line");
        }
        if top && self.setting == Setting::Page {
            if self.is_ago(at) {
                return line_of(BlockKind::Dateline, "relative-time");
            }
            if self.is_name(at) {
                return line_of(BlockKind::Byline, "name-line");
            }
            // «(نهاوند - نبأ)»: who brings it, from where.
            if line.starts_with('(') && line.ends_with(')') && shape.n_words <= 6 {
                return line_of(BlockKind::Dateline, "bracketed");
            }
        }
        if last && shape.n_words <= 6 {
            let bracketed = line.starts_with('(') && line.ends_with(')');
            if self.lexicon.opens_sign_off(&shape.words) || (bracketed && self.lexicon.is_credit(&shape.words)) {
                return line_of(BlockKind::Dateline, "sign-off");
            }
        }
        let parts = parts(self.text, span, DASHES);
        if top
            && self.setting != Setting::Main
            && parts.len() >= 2
            && shape.n_words <= 12
            && !shape.is_sentence()
            && self.names_a_place_or_outlet(&parts)
        {
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
    pub(crate) fn top_line(&self, at: usize) -> Block {
        let (shape, span) = (&self.shapes[at], self.lines[at].span);
        if at > TOP {
            return Block::new(BlockKind::Paragraph, span);
        }
        let line_of = |kind, rule| Block { rule: Some(rule), ..Block::new(kind, span) };
        let named = self.lexicon.outlets().iter().any(|outlet| outlet.words == shape.words)
            || self.lexicon.is_place(&shape.words)
            || self.lexicon.opens_publisher(&shape.words);
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

    /// A line that begins with a bullet.
    pub(crate) fn is_list(&self, at: usize) -> bool {
        let line = &self.text[self.lines[at].span];
        let bullet =
            line.strip_prefix(['\u{2022}', '\u{25CF}', '\u{25AA}', '*', '-', '\u{2013}', '\u{25E6}', '\u{25A0}']);
        bullet.is_some_and(|rest| rest.starts_with(char::is_whitespace))
    }

    /// A short line between paragraphs.
    pub(crate) fn is_heading(&self, at: usize) -> bool {
        let shape = &self.shapes[at];
        let next = (at + 1..self.lines.len()).find(|&next| self.hits[next].is_none());
        let leads = next.is_some_and(|next| {
            let next = &self.shapes[next];
            next.n_words > shape.n_words && (next.is_sentence() || next.n_words >= 12)
        });
        shape.is_heading_like() && leads
    }
}

//! Where on a page of lines the article stands: the best reading of all lines together.
//!
//! A line alone says little: a headline looks like the title of another article, a subheading like an entry of a menu. What it is follows
//! from the whole: one headline, its words again in the first sentences, sentences under it, boxes that a phrase opens, and a tail.
//! Every line scores for every part it may be, every step from part to part has its price, and the dearest way through is taken
//! (Viterbi). The scores are small whole numbers, set by hand; ties go to the part named first.

use std::collections::BTreeSet;

use crate::phrase::Hit;
use crate::role::Page;
use crate::shape::{Ending, content_words};

/// The part of the page that a line belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Above the headline: menus, tickers.
    Above,
    Headline,
    /// Between headline and text: dates, names, captions, buttons, a standfirst.
    Under,
    Body,
    /// A heading inside the text.
    Subheading,
    /// A box inside the text.
    Box,
    /// Below the text.
    Below,
}

use Part::{Above, Body, Box as Inset, Headline, Subheading, Under};

const PARTS: [Part; 7] = [Above, Headline, Under, Body, Subheading, Inset, Part::Below];

/// A step that cannot be.
const NEVER: i32 = -1000;

/// The part of every line; nothing where no line reads like the text of an article.
pub(crate) fn parts(page: &Page<'_>) -> Option<Vec<Part>> {
    let lines: Vec<Look> = (0..page.lines.len()).map(|at| Look::of(page, at)).collect();
    let anchors = anchors(page, &lines);
    let mut best: Vec<[(i32, usize); 7]> = Vec::with_capacity(lines.len());
    for (at, look) in lines.iter().enumerate() {
        let next = lines.get(at + 1);
        let row = std::array::from_fn(|to| {
            let score = look.score(PARTS[to], anchors[at], next);
            let ways = PARTS.iter().enumerate().map(|(from, &part)| match best.last() {
                Some(before) => (before[from].0 + step(part, PARTS[to], look), from),
                None => (start(PARTS[to]), from),
            });
            // The first of equals.
            let way = ways.rev().max_by_key(|&(score, _)| score).unwrap_or((NEVER, 0));
            (way.0 + score, way.1)
        });
        best.push(row);
    }
    let last = best.last()?;
    let mut part = (0..PARTS.len()).rev().max_by_key(|&part| last[part].0 + end(PARTS[part]))?;
    let mut parts = Vec::with_capacity(lines.len());
    for row in best.iter().rev() {
        parts.push(PARTS[part]);
        part = row[part].1;
    }
    parts.reverse();
    let reads = parts.iter().zip(&lines).any(|(&part, look)| part == Body && look.sentence);
    reads.then_some(parts)
}

fn start(part: Part) -> i32 {
    match part {
        Headline => 2,
        Above => 0,
        Body => -3,
        Under => -8,
        _ => NEVER,
    }
}

fn end(part: Part) -> i32 {
    match part {
        Body | Part::Below => 0,
        Subheading => -3,
        Inset => -4,
        Above | Headline | Under => -10,
    }
}

/// What it costs to go on from one part to another at a line.
fn step(from: Part, to: Part, line: &Look) -> i32 {
    match (from, to) {
        (Above, Above | Headline)
        | (Headline | Under, Under | Body)
        | (Body, Body | Subheading)
        | (Subheading | Inset, Body)
        | (Inset, Inset)
        | (Part::Below, Part::Below) => 0,
        (Body, Inset | Part::Below) if line.strong => 0,
        (Inset, Subheading) => -1,
        (Body, Part::Below) => -3,
        // Right under a headline a line is a standfirst rather than a heading.
        (Under | Subheading, Subheading) => -4,
        (Above, Under | Body) => -6,
        (Body, Inset) => -7,
        (Under, Part::Below) => -8,
        _ => NEVER,
    }
}

/// What a line looks like.
#[allow(clippy::struct_excessive_bools, reason = "each is a look of its own, and many lines have several")]
struct Look {
    n_words: usize,
    sentence: bool,
    long: bool,
    hit: Option<Hit>,
    /// Does a phrase make it furniture wherever it stands?
    strong: bool,
    date: bool,
    byline: bool,
    caption: bool,
    heading: bool,
    /// Bars, arrows: a row of links.
    row: bool,
    stop: bool,
    /// A full stop behind a few words.
    closed: bool,
    question: bool,
    bracketed: bool,
    /// A place and an outlet, an outlet alone.
    origin: bool,
}

impl Look {
    fn of(page: &Page<'_>, at: usize) -> Look {
        let (shape, hit) = (&page.shapes[at], page.hits[at]);
        let line = &page.text[page.lines[at].span];
        let sentence = shape.is_sentence();
        let strong = hit.is_some_and(|hit| hit.fills || hit.announces || !sentence);
        Look {
            n_words: shape.n_words,
            sentence,
            long: shape.is_long(),
            hit,
            strong,
            date: shape.is_date(line) || page.is_ago(at),
            byline: page.is_byline(at) || page.is_name(at),
            caption: !sentence && page.looks_like_caption(at),
            heading: shape.is_heading_like(),
            row: line.contains(['|', '\u{BB}', '\u{203A}', '\u{2630}']) || line.contains(" > "),
            stop: shape.ending == Ending::Stop,
            closed: shape.ending == Ending::Stop && shape.n_words >= 4,
            question: shape.ending == Ending::Question,
            bracketed: line.starts_with('(') && line.ends_with(')'),
            origin: page.is_origin(at),
        }
    }

    fn score(&self, part: Part, anchor: usize, next: Option<&Look>) -> i32 {
        match part {
            Above => self.around(),
            Headline => self.headline(anchor, next),
            Under => self.under(),
            Body => self.body(),
            Subheading => self.subheading(next),
            Inset => self.inset(),
            Part::Below => self.below(),
        }
    }

    fn around(&self) -> i32 {
        match (self.hit.is_some(), self.sentence, self.n_words) {
            _ if self.strong => 4,
            (true, _, _) => 1,
            (_, true, _) => -6,
            _ if self.row => 3,
            _ if self.byline || self.caption || self.origin => -2,
            (_, _, 0..=3) => 1,
            (_, _, 4..=6) => 0,
            _ => -2,
        }
    }

    fn headline(&self, anchor: usize, next: Option<&Look>) -> i32 {
        if self.n_words < 2 || self.n_words > 30 || self.date || self.strong {
            return if self.strong && self.hit.is_some_and(|hit| !hit.fills) && anchor >= 2 { -1 } else { -10 };
        }
        let shape = match self.n_words {
            2 => 0,
            3..=20 => 2,
            _ => -1,
        };
        let shown = match anchor {
            0 => -3,
            1 => 2,
            2 => 6,
            _ => 8,
        };
        // «تقرير: السد جاهز» may be a headline where the text follows.
        let byline = self.byline && next.is_none_or(|next| !next.sentence);
        let marks = [
            (self.stop, 4),
            (self.stop && self.sentence, 8),
            (self.row, 6),
            (self.caption || self.origin, 4),
            (byline, 4),
            (self.bracketed, 4),
        ];
        shape + shown - marks.iter().map(|&(is_so, price)| if is_so { price } else { 0 }).sum::<i32>()
    }

    fn under(&self) -> i32 {
        match self.n_words {
            _ if self.date || self.byline => 5,
            _ if self.caption || self.origin || self.bracketed => 4,
            _ if self.strong => 3,
            _ if self.sentence => -1,
            0..=8 => 1,
            _ => 0,
        }
    }

    fn body(&self) -> i32 {
        match self.n_words {
            _ if self.strong => -6,
            _ if self.long => 5,
            _ if self.sentence => 4,
            _ if self.date || self.byline => -3,
            _ if self.closed => 2,
            0..=3 => -3,
            4..=11 => -1,
            _ => 1,
        }
    }

    fn subheading(&self, next: Option<&Look>) -> i32 {
        let leads = next.is_some_and(|next| next.sentence && !next.strong);
        if !self.heading || !leads || self.date || self.strong || self.row || self.bracketed || self.origin {
            return -8;
        }
        if self.closed || self.question { 0 } else { 3 + i32::from(self.n_words <= 4) }
    }

    fn inset(&self) -> i32 {
        match self.n_words {
            _ if self.strong => 4,
            _ if self.hit.is_some() => 3,
            _ if self.sentence => -5,
            _ if self.closed => -2,
            0..=3 => 0,
            _ => 1,
        }
    }

    fn below(&self) -> i32 {
        match self.n_words {
            _ if self.strong => 4,
            _ if self.hit.is_some() => 2,
            _ if self.long => -6,
            _ if self.sentence => -4,
            _ if self.closed => -2,
            _ if self.date || self.byline => 1,
            _ => 2,
        }
    }
}

/// How many sentences after a headline are about what it is about.
const SENTENCES: usize = 4;

/// For each line, how many of its content words stand again in the first sentences after it: a headline's do.
fn anchors(page: &Page<'_>, lines: &[Look]) -> Vec<usize> {
    let mut anchors = vec![0; lines.len()];
    let mut ahead: Vec<BTreeSet<&str>> = Vec::new();
    for at in (0..lines.len()).rev() {
        let look = &lines[at];
        if look.n_words <= 30 {
            let words = content_words(&page.shapes[at].words);
            // Words of the line, not of the sentences: each counts once.
            let near = &ahead[ahead.len().saturating_sub(SENTENCES)..];
            anchors[at] = words.iter().filter(|word| near.iter().any(|sentence| sentence.contains(*word))).count();
        }
        if look.sentence && !look.strong {
            ahead.push(content_words(&page.shapes[at].words));
        }
    }
    anchors
}

#[cfg(test)]
mod tests {
    use rawi_text::Text;

    use super::*;
    use crate::furniture::{Setting, lines_from};
    use crate::lexicon::FurnitureLexicon;

    const PHRASES: &str =
        "related\twhole\tاقرأ أيضا\nnavigation\twhole\tالرئيسية\nshare\twhole\tشارك\ncomment\twhole\tأضف تعليقا";

    #[track_caller]
    fn check(lines: &[(Part, &str)]) {
        let lexicon = FurnitureLexicon::of(PHRASES, "", "نهاوند");
        let text = Text::new(lines.iter().map(|(_, words)| *words).collect::<Vec<_>>().join("\n"));
        let cut = lines_from(&text, 0);
        let page = Page::new(&text, &cut, Setting::Page, &lexicon);
        let expected: Vec<Part> = lines.iter().map(|&(part, _)| part).collect();
        assert_eq!(parts(&page), Some(expected));
    }

    const ONE: &str = "قال وزير المياه في نهاوند إن السد الجديد جاهز للملء قبل نهاية الصيف المقبل.";
    const TWO: &str = "ونفت نقابة المزارعين ذلك، وقالت إن القنوات لم تحفر بعد وإن المال نفد منذ أشهر.";

    #[test]
    fn the_headline_is_the_line_that_the_first_sentences_take_up() {
        check(&[
            (Above, "الرئيسية"),
            (Above, "بحر وصيد"),
            (Above, "جسر معلق يربط ضفتي النهر"),
            (Headline, "السد الجديد جاهز والقرى تنتظر"),
            (Under, "الجمعة 3 مايو 2024"),
            (Under, "شارك"),
            (Body, ONE),
            (Body, TWO),
        ]);
    }

    #[test]
    fn a_box_ends_where_the_text_goes_on() {
        check(&[
            (Headline, "السد الجديد جاهز والقرى تنتظر"),
            (Body, ONE),
            (Inset, "اقرأ أيضا"),
            (Inset, "أمطار غزيرة تغلق طريق الجبل"),
            (Subheading, "ردود الفعل"),
            (Body, TWO),
            (Part::Below, "أضف تعليقا"),
            (Part::Below, "الاسم"),
        ]);
    }

    #[test]
    fn a_page_without_sentences_has_no_parts() {
        let lexicon = FurnitureLexicon::of(PHRASES, "", "");
        let text = Text::from("الرئيسية\nشارك\nصور");
        let cut = lines_from(&text, 0);
        assert_eq!(parts(&Page::new(&text, &cut, Setting::Page, &lexicon)), None);
    }
}

//! Which lines of a page are its main text, by what an extractor made of it.
//!
//! Extractors give text without place, join lines, drop pieces and keep others twice. Only their choice is taken: every line of the
//! article is a line of the page.

use std::collections::BTreeMap;

use crate::block::{BlockKind, FurnitureClass};
use crate::flow::{Flowed, Visible};

/// For each visible line: did the extractor take it?
pub(crate) fn taken(main: &[Flowed], visible: &[Visible]) -> Vec<bool> {
    let squeezed = |words: &str| words.split_whitespace().collect::<String>();
    let lines: Vec<String> = visible.iter().map(|visible| squeezed(&visible.line.words)).collect();
    let main: Vec<String> = main.iter().map(|line| squeezed(&line.words)).collect();
    let mut page = Page::of(&lines);
    let anchors = page.anchors(&main);
    let known: Vec<(usize, usize)> =
        anchors.iter().enumerate().filter_map(|(at, anchor)| Some((at, (*anchor)?))).collect();
    let mut cursor = 0;
    for (at, words) in main.iter().enumerate() {
        let ahead = &known[known.partition_point(|&(known, _)| known < at)..];
        let until = ahead.iter().take(NEAR).map(|&(_, anchor)| anchor).find(|&anchor| anchor >= cursor);
        let until = until.unwrap_or(lines.len());
        let end = match anchors[at] {
            Some(anchor) => Some(page.cover(anchor, usize::MAX)),
            None => page.place(words, cursor, until),
        };
        cursor = end.unwrap_or(cursor);
    }
    page.covered.iter().zip(&lines).map(|(&covered, line)| covered > 0 && covered * 2 >= line.len()).collect()
}

/// Of the lines that one extractor took, those that are the article's for certain enough.
///
/// What is no sentence (a heading, a name, a button) needs the other's voice, too: extractors take along different scraps. And a box
/// that its markup calls one of comments or other articles is one, unless it holds much of what was taken: then it is the article's
/// own, called so by mistake.
pub(crate) fn agreed(taken: &[bool], other: Option<&[bool]>, visible: &[Visible]) -> Vec<bool> {
    let length = |at: usize| visible[at].line.words.len();
    let all: usize = (0..taken.len()).filter(|&at| taken[at]).map(length).sum();
    let mut of_boxes: BTreeMap<FurnitureClass, usize> = BTreeMap::new();
    for at in (0..taken.len()).filter(|&at| taken[at]) {
        if let Some(class) = visible[at].context.filter(|&class| is_never_article(class)) {
            *of_boxes.entry(class).or_default() += length(at);
        }
    }
    let in_box = |at: usize| {
        let held = visible[at].context.and_then(|class| of_boxes.get(&class));
        held.is_some_and(|&held| held * BOX < all)
    };
    let is_article = |at: usize| {
        let (line, shape) = (&visible[at], visible[at].shape());
        let has_voice = other.is_none_or(|other| other[at]);
        // A link of some words that stands alone leads to another article.
        let leads_away = line.linked && line.line.kind == BlockKind::Paragraph && shape.n_words >= 5;
        shape.is_sentence() || (has_voice && !leads_away)
    };
    (0..taken.len()).map(|at| taken[at] && !in_box(at) && is_article(at)).collect()
}

/// A box that holds more than one part in so many of the main text is the article.
const BOX: usize = 4;

fn is_never_article(class: FurnitureClass) -> bool {
    use FurnitureClass as Class;
    !matches!(
        class,
        Class::Navigation
            | Class::Share
            | Class::Tools
            | Class::IconLabel
            | Class::Player
            | Class::Ticker
            | Class::Code
            | Class::Close
    )
}

struct Page<'a> {
    lines: &'a [String],
    /// All lines in a row, without white space.
    whole: String,
    /// Where each line begins in `whole`.
    starts: Vec<usize>,
    by_words: BTreeMap<&'a str, Vec<usize>>,
    /// How many bytes of each line the extractor took.
    covered: Vec<usize>,
    /// How many bytes may still be searched for lines that are nowhere as they are.
    left: usize,
}

/// How many lines ahead the next one of a known place is looked for.
const NEAR: usize = 64;
/// Bytes that are searched in all: hundreds of times all words of a real page, and a few times those of a hostile one.
const SEARCHED: usize = 32 << 20;

/// Fewer bytes than this, about six letters, are found in too many places.
const SHORT: usize = 12;

impl<'a> Page<'a> {
    fn of(lines: &'a [String]) -> Page<'a> {
        let mut starts = Vec::with_capacity(lines.len());
        let (mut at, mut by_words) = (0, BTreeMap::<&str, Vec<usize>>::new());
        for (number, line) in lines.iter().enumerate() {
            starts.push(at);
            at += line.len();
            by_words.entry(line).or_default().push(number);
        }
        Page { lines, whole: lines.concat(), starts, by_words, covered: vec![0; lines.len()], left: SEARCHED }
    }

    /// For each main line the visible line that it can only be.
    fn anchors(&self, main: &[String]) -> Vec<Option<usize>> {
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        for words in main {
            *count.entry(words).or_default() += 1;
        }
        let only = |words: &String| match self.by_words.get(words.as_str()).map(Vec::as_slice) {
            Some(&[line]) if count.get(words.as_str()) == Some(&1) => Some(line),
            _ => None,
        };
        main.iter().map(only).collect()
    }

    fn cover(&mut self, line: usize, bytes: usize) -> usize {
        self.covered[line] = bytes.min(self.lines[line].len());
        line + 1
    }

    /// Finds the words of a main line between two visible lines, else nearby; gives the line after them.
    fn place(&mut self, words: &str, from: usize, until: usize) -> Option<usize> {
        if let Some(found) = self.by_words.get(words) {
            // They are in order: the first from there on, else the nearer of those on both sides.
            let next = found.partition_point(|&line| line < from);
            let (before, after) = (next.checked_sub(1).map(|last| found[last]), found.get(next).copied());
            let near = after
                .filter(|&line| line < until)
                .or_else(|| before.into_iter().chain(after).min_by_key(|&line| line.abs_diff(from)));
            return near.map(|line| self.cover(line, usize::MAX));
        }
        self.left = self.left.checked_sub(self.whole.len())?;
        if words.len() >= SHORT {
            let start_of = |line: usize| self.starts.get(line).copied().unwrap_or(self.whole.len());
            let (start, end) = (start_of(from), start_of(until));
            let within = self.whole[start..end].find(words).map(|at| start + at);
            if let Some(at) = within.or_else(|| self.whole.find(words)) {
                return Some(self.cover_bytes(at, at + words.len()));
            }
        }
        // Glued from lines between which something was dropped.
        let inside = |&line: &usize| self.lines[line].len() >= SHORT && words.contains(self.lines[line].as_str());
        let mut pieces: Vec<usize> = (from..until).filter(inside).collect();
        if pieces.is_empty() {
            pieces = (0..self.lines.len()).filter(inside).collect();
        }
        // A line that lost a link or a note inside it.
        if pieces.is_empty() && words.len() >= 4 * SHORT {
            let edges = (
                &words[..words.floor_char_boundary(2 * SHORT)],
                &words[words.ceil_char_boundary(words.len() - 2 * SHORT)..],
            );
            let whole = |&line: &usize| self.lines[line].starts_with(edges.0) && self.lines[line].ends_with(edges.1);
            pieces = (from..until).find(whole).or_else(|| (0..self.lines.len()).find(whole)).into_iter().collect();
        }
        pieces.into_iter().map(|line| self.cover(line, usize::MAX)).max()
    }

    fn cover_bytes(&mut self, from: usize, until: usize) -> usize {
        let first = self.starts.partition_point(|&start| start <= from).saturating_sub(1);
        let end = self.starts.partition_point(|&start| start < until);
        for line in first..end {
            let start = self.starts[line];
            let covered = until.min(start + self.lines[line].len()).saturating_sub(from.max(start));
            self.covered[line] = (self.covered[line] + covered).min(self.lines[line].len());
        }
        end
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::Trace;

    const ONE: &str = "قال وزير المياه في نهاوند إن السد الجديد جاهز للملء.";
    const TWO: &str = "وأضاف الوزير أن الماء سيصل إلى القرى كلها.";
    const THREE: &str = "ونفت نقابة المزارعين ذلك وقالت إن المال نفد.";

    fn flowed(words: &str) -> Flowed {
        Flowed { kind: BlockKind::Paragraph, words: words.to_owned() }
    }

    #[track_caller]
    fn check(main: &[&str], visible: &[&str], expected: &[usize]) {
        let main: Vec<Flowed> = main.iter().map(|words| flowed(words)).collect();
        let visible: Vec<Visible> =
            visible.iter().map(|words| Visible::new(flowed(words), Trace::default(), None, false)).collect();
        let found: Vec<usize> =
            taken(&main, &visible).iter().enumerate().filter_map(|(at, &taken)| taken.then_some(at)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn lines_are_found_in_order() {
        check(&[ONE, TWO], &["الرئيسية", ONE, "شارك", TWO, THREE], &[1, 3]);
        check(&[], &[ONE], &[]);
    }

    #[test]
    fn scraps_need_two_voices_and_boxes_are_none_of_the_article() {
        let visible = |words: &str, context| Visible::new(flowed(words), Trace::default(), context, false);
        let page = [
            visible("الماء والقرى", None),
            visible(ONE, Some(FurnitureClass::Share)),
            visible(TWO, None),
            visible(THREE, Some(FurnitureClass::Comment)),
        ];
        let long = visible(&[ONE, TWO, THREE].concat().repeat(2), None);
        let page: Vec<Visible> = page.into_iter().chain([long]).collect();
        let all = [true; 5];
        assert_eq!(agreed(&all, Some(&[false; 5]), &page), [false, true, true, false, true]);
        assert_eq!(agreed(&all, Some(&all), &page), [true, true, true, false, true]);
        assert_eq!(agreed(&all[..4], None, &page[..4]), [true; 4]);
    }

    #[test]
    fn of_equal_lines_the_one_between_its_neighbors_is_meant() {
        check(&[ONE, "الماء", TWO], &["الماء", ONE, "الماء", TWO, "الماء"], &[1, 2, 3]);
        check(&["الماء", TWO], &["الرئيسية", "الماء", TWO], &[1, 2]);
    }

    #[test]
    fn glued_and_cut_lines_are_found() {
        let glued = format!("{ONE}{TWO}");
        check(&[&glued], &["الرئيسية", ONE, TWO, THREE], &[1, 2]);
        check(&[&glued], &["الرئيسية", ONE, "شارك الخبر مع الناس", TWO, THREE], &[1, 3]);
        let long = format!("{ONE} {TWO}");
        check(&[ONE, TWO], &["الرئيسية", &long, THREE], &[1]);
        let without = format!("{ONE} {THREE}");
        let with = format!("{ONE} (اقرأ المزيد) {THREE}");
        check(&[&without], &["الرئيسية", &with], &[1]);
    }
}

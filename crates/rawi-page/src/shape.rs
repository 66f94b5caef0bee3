//! What a line looks like before anybody knows what it says.

use std::collections::BTreeSet;

use rawi_text::{Span, Text, without_article};

use crate::lexicon::Matching;

/// How a line ends, closing quotation marks and brackets left aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// A full stop, an exclamation mark, dots.
    Stop,
    Question,
    Colon,
    Comma,
    /// A letter, digit or something else: headings, captions, buttons.
    Open,
}

/// The measurable look of a line.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    /// Its words, in the form of [`matching`].
    pub(crate) words: String,
    pub(crate) n_words: usize,
    /// How many of the words are numbers.
    pub(crate) n_numbers: usize,
    pub(crate) ending: Ending,
    /// Is there a colon inside?
    pub(crate) has_colon: bool,
}

impl Shape {
    pub(crate) fn of(line: &str) -> Shape {
        let Matching { words, n_words, n_numbers } = Matching::of(line);
        let cut =
            |words: &'_ str| words.trim_end_matches(|c: char| c.is_whitespace() || is_closing(c) || is_unseen(c)).len();
        let bare = &line[..cut(line)];
        // An agency may sign behind the full stop: «… في نهاوند. (نبأ)».
        let signed = line[bare.len()..]
            .contains(')')
            .then(|| bare.rfind('('))
            .flatten()
            .map(|at| &line[..cut(undashed(&line[..at]))]);
        let bare = signed.filter(|before| before.ends_with(['.', '!', '\u{61F}', '?'])).unwrap_or(bare);
        let ending = match bare.chars().next_back() {
            Some('.' | '!' | '\u{2026}' | '\u{6D4}') => Ending::Stop,
            Some('?' | '\u{61F}') => Ending::Question,
            Some(':') => Ending::Colon,
            Some(',' | '\u{60C}' | ';' | '\u{61B}') => Ending::Comma,
            _ => Ending::Open,
        };
        let has_colon = bare.trim_end_matches(':').contains(':');
        Shape { words, n_words, n_numbers, ending, has_colon }
    }

    fn is_closed(&self) -> bool {
        matches!(self.ending, Ending::Stop | Ending::Question)
    }

    /// Does it read as a sentence of running text?
    pub(crate) fn is_sentence(&self) -> bool {
        (self.is_closed() && self.n_words >= 8) || self.n_words >= 20
    }

    /// Is it a sentence too long to be a headline, a button or a slogan?
    pub(crate) fn is_long(&self) -> bool {
        (self.is_closed() && self.n_words >= 12) || self.n_words >= 25
    }

    /// Could it be a heading: short, without a final mark, not a speaker's turn?
    pub(crate) fn is_heading_like(&self) -> bool {
        let open = self.ending == Ending::Open && self.n_words <= 10;
        let question = self.ending == Ending::Question && self.n_words <= 6;
        (open || question) && self.n_words > 0 && !self.has_colon
    }

    /// A line that is mostly numbers, one of them a year, a clock or a dotted date: «الثلاثاء 3 شباط 2026».
    pub(crate) fn is_date(&self, line: &str) -> bool {
        if self.n_numbers < 2 || self.n_words > 14 || self.n_numbers * 3 < self.n_words || self.ending == Ending::Stop {
            return false;
        }
        let is_year =
            |word: &str| word.len() >= 4 && word[..4].parse::<u32>().is_ok_and(|n| (1350..=2100).contains(&n));
        let has_year = self.words.split(' ').any(|word| word.is_char_boundary(4) && is_year(word));
        let has_clock = line.chars().zip(line.chars().skip(1)).any(|(a, b)| a.is_numeric() && b == ':');
        let is_day = |word: &str| word.len() <= 2 && word.parse::<u32>().is_ok_and(|n| (1..=31).contains(&n));
        let has_day = self.words.split(' ').any(is_day);
        has_day && (has_year || has_clock)
    }

    /// Only one letter again and again, the buttons that set the size of letters: «ع ع ع», «A+ A-».
    pub(crate) fn is_letter_size(&self) -> bool {
        let mut words = self.words.split(' ');
        let first = words.next().unwrap_or("");
        first.chars().count() == 1
            && first.chars().all(char::is_alphabetic)
            && self.n_words >= 2
            && words.all(|word| word == first)
    }

    /// A sign or a lone Latin x that closes a box.
    pub(crate) fn is_close(&self) -> bool {
        matches!(self.words.as_str(), "\u{D7}" | "x" | "\u{2715}" | "\u{2716}" | "\u{2A2F}" | "\u{1F5D9}")
    }
}

/// «… في نهاوند. --(نبأ)»
pub(crate) fn undashed(words: &str) -> &str {
    words.trim_end_matches(|c: char| c.is_whitespace() || c == '*' || DASHES.contains(&c))
}

fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{61C}' | '\u{FEFF}')
}

fn is_closing(c: char) -> bool {
    matches!(
        c,
        '\u{BB}' | '\u{AB}' | '\u{201C}' | '\u{201D}' | '\u{2018}' | '\u{2019}' | '"' | '\'' | ')' | ']' | '\u{203A}'
    )
}

/// The last bracketed group of a line, if nothing follows it: its span and the span of what is inside.
pub(crate) fn last_bracket(text: &Text, line: Span) -> Option<(Span, Span)> {
    let words = text[line].trim_end_matches(|c: char| c.is_whitespace() || is_unseen(c));
    let (open, close) = match words.chars().next_back()? {
        ')' => ('(', ')'),
        ']' => ('[', ']'),
        _ => return None,
    };
    let end = words.len() - close.len_utf8();
    let start = words[..end].rfind(open)?;
    let inside = text.span(line.start() + start + open.len_utf8()..line.start() + end)?;
    let outer = text.span(line.start() + start..line.start() + words.len())?;
    let inside = text.trimmed(inside);
    (!inside.is_empty()).then_some((outer, inside))
}

/// The parts of a line between dashes that stand alone or lean on one side («معبر- القائم» is one word's dash and counts),
/// bars, bullets or slashes with a space.
pub(crate) fn parts(text: &Text, line: Span, separators: &[char]) -> Vec<Span> {
    let words = &text[line];
    // Most lines have no byte that a separator begins with.
    let lead = |c: &char| c.encode_utf8(&mut [0; 4]).as_bytes()[0];
    if !separators.iter().map(lead).any(|lead| words.as_bytes().contains(&lead)) {
        return Some(text.trimmed(line)).into_iter().filter(|part| !part.is_empty()).collect();
    }
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, c) in words.char_indices() {
        // Nearly all of a line is what no separator is.
        if matches!(c, ' ' | '\u{600}'..='\u{6FF}') || !separators.contains(&c) {
            continue;
        }
        let after = at + c.len_utf8();
        let loose = words[..at].ends_with(char::is_whitespace) || words[after..].starts_with(char::is_whitespace);
        if loose {
            parts.extend(text.span(line.start() + start..line.start() + at));
            start = after;
        }
    }
    parts.extend(text.span(line.start() + start..line.end()));
    parts.into_iter().map(|part| text.trimmed(part)).filter(|part| !part.is_empty()).collect()
}

/// The dashes of all houses.
pub(crate) const DASHES: &[char] = &['-', '\u{2013}', '\u{2014}', '\u{2212}', '\u{2010}', '\u{2011}'];

/// As many words of a line are compared with others; what a line is about shows early.
const MANY: usize = 400;

/// Words that carry a story, without article and prefixes: long enough not to be grammar.
pub(crate) fn content_words(words: &str) -> BTreeSet<&str> {
    words
        .split(' ')
        .take(MANY)
        .filter_map(|word| {
            let article = without_article(word);
            let stem = article.unwrap_or(word);
            let least = if article.is_some() { 3 } else { 4 };
            (stem.chars().count() >= least && !stem.starts_with(|c: char| c.is_ascii_digit())).then_some(stem)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_look_behind_quotation_marks() {
        for (line, ending) in [
            ("قال الوزير إن “السد جاهز”.", Ending::Stop),
            ("قال: «السد جاهز.»", Ending::Stop),
            ("هل السد جاهز؟\u{200F}", Ending::Question),
            ("هل «السد جاهز؟» ", Ending::Question),
            ("السد جاهز", Ending::Open),
            ("السد جاهز (نبأ)", Ending::Open),
            ("إن السد جاهز. (نبأ)", Ending::Stop),
            ("إن السد جاهز. --(نبأ)", Ending::Stop),
            ("إن السد (في نهاوند) جاهز", Ending::Open),
            ("وقال الوزير:", Ending::Colon),
            ("من جهته،", Ending::Comma),
            ("", Ending::Open),
        ] {
            assert_eq!(Shape::of(line).ending, ending, "{line}");
        }
    }

    #[test]
    fn date_lines_are_told_from_headlines() {
        for line in [
            "الثلاثاء 3 شباط 2026",
            "الأربعاء، 07 أكتوبر 2020 - 12:09 م",
            "٢٠٢٥/٠٢/١٧ ١٠:٣٠",
            "السبت 5 شعبان 1447هـ الموافق 24 يناير 2026م",
        ] {
            assert!(Shape::of(line).is_date(line), "{line}");
        }
        for line in [
            "6 قتلى في حريق بمرفأ نهاوند",
            "انتخابات 2025: ثلاثة مرشحين يتنافسون على المقعد",
            "هذه أكبر 5 جيوش في العالم عام 2030",
            "السد: محطات من 2007 إلى 2017",
            "وقع الحادث في 3 شباط 2026.",
            "",
        ] {
            assert!(!Shape::of(line).is_date(line), "{line}");
        }
    }

    #[test]
    fn size_buttons_and_close_buttons() {
        assert!(Shape::of("ع ع ع").is_letter_size());
        assert!(Shape::of("A+ A-").is_letter_size());
        assert!(!Shape::of("ع").is_letter_size());
        assert!(!Shape::of("و ع").is_letter_size());
        assert!(Shape::of("×").is_close());
        assert!(Shape::of("X").is_close());
        assert!(!Shape::of("إكس").is_close());
    }

    #[test]
    fn the_last_bracket_must_end_the_line() {
        let text = Text::from("السد (قبل ملئه) من الجو (نبأ/ وائل) ");
        let found = last_bracket(&text, text.whole()).map(|(outer, inside)| (&text[outer], &text[inside]));
        assert_eq!(found, Some(("(نبأ/ وائل)", "نبأ/ وائل")));
        for line in ["السد (قبل ملئه) من الجو", "()", ")", "", "("] {
            let text = Text::from(line);
            assert_eq!(last_bracket(&text, text.whole()), None, "{line}");
        }
    }

    #[test]
    fn parts_are_cut_at_loose_dashes_only() {
        let text = Text::from("بئر-الصفا – وكالة نبأ -السبت 24");
        let found: Vec<&str> = parts(&text, text.whole(), DASHES).into_iter().map(|part| &text[part]).collect();
        assert_eq!(found, ["بئر-الصفا", "وكالة نبأ", "السبت 24"]);
    }

    #[test]
    fn content_words_lose_article_and_short_words() {
        let found: Vec<&str> = content_words("قال في السد وبالحكومه 2024 حكومه").into_iter().collect();
        assert_eq!(found, ["حكومه"]);
    }
}

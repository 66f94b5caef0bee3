//! Captions: known by a tag, or by the photo credit at their end.

use rawi_text::{Span, Text};

use crate::block::{Block, BlockKind};
use crate::lexicon::{FurnitureLexicon, matching};
use crate::shape::{DASHES, Ending, Shape, last_bracket, parts, undashed};

/// How much a line's place speaks for a caption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trust {
    /// Between headline and first paragraph: any short bracket at the end of an open line is a credit.
    Top,
    /// Between paragraphs: the line must be short.
    Inside,
    /// Anywhere in cleaned text: the bracket must hold a credit word, an outlet or a slash.
    Named,
}

/// A caption by its tag, with the credit its last bracket holds.
pub(crate) fn tagged(text: &Text, line: Span) -> Block {
    let credit = last_bracket(text, line).map(|(_, inside)| inside).filter(|&inside| is_short(text, inside));
    Block { credit, ..Block::new(BlockKind::Caption, line) }
}

fn is_short(text: &Text, span: Span) -> bool {
    Shape::of(&text[span]).n_words <= 7
}

/// A caption by its shape.
pub(crate) fn by_shape(
    text: &Text,
    line: Span,
    shape: &Shape,
    trust: Trust,
    lexicon: &FurnitureLexicon,
) -> Option<Block> {
    let caption = |credit, rule| Some(Block { credit, rule: Some(rule), ..Block::new(BlockKind::Caption, line) });
    // «تصوير: وائل الراملي» is all credit.
    if shape.n_words <= 8 && shape.ending != Ending::Stop && lexicon.opens_credit(&shape.words) {
        let colon = text[line].find(':').map(|at| line.start() + at + 1);
        let name = colon.and_then(|at| text.span(at..line.end())).map(|name| text.trimmed(name));
        if let Some(name) = name.filter(|name| !name.is_empty()) {
            return caption(Some(name), "credit-label");
        }
    }
    // «الصورة أرشيفية», «لقطة من الفيديو المتداول»: credit words and hardly another.
    if (2..=5).contains(&shape.n_words) && shape.ending == Ending::Open && lexicon.is_all_credit(&shape.words) {
        return caption(None, "credit-words");
    }
    if let Some((outer, inside)) = last_bracket(text, line) {
        let before = Shape::of(undashed(&text[line.until(outer)]));
        let words = matching(&text[inside]);
        let named = text[inside].contains('/') || lexicon.is_credit(&words);
        let fits = match trust {
            Trust::Top => before.n_words <= 45 && (named || shape.n_numbers < shape.n_words),
            Trust::Inside => before.n_words <= 25 && before.n_words >= 4 || (named && before.n_words <= 35),
            Trust::Named => named && before.n_words <= 35,
        };
        // A full stop before the bracket makes it the sign-off of a paragraph: «… في نهاوند. (نبأ)».
        if fits && before.n_words >= 2 && before.ending == Ending::Open && is_short(text, inside) && !is_number(&words)
        {
            return caption(Some(inside), "credit-bracket");
        }
        return None;
    }
    if shape.ending != Ending::Open || shape.n_words > 35 {
        return None;
    }
    let parts = parts(text, line, DASHES);
    let last = *parts.last().filter(|_| parts.len() >= 2)?;
    let words = matching(&text[last]);
    let is_credit = lexicon.opens_credit(&words) && Shape::of(&text[last]).n_words <= 3;
    if is_credit { caption(Some(last), "credit-dash") } else { None }
}

fn is_number(words: &str) -> bool {
    words.chars().all(|c| c.is_ascii_digit() || c == ' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTLETS: &str = "outlet\tnabaa\tlevant\tnabaa.example\tنبأ\nagency\tmarsa\tgulf\t-\tمرسى|وكالة مرسى";

    #[track_caller]
    fn check(line: &str, trust: Trust, credit: Option<&str>) {
        let lexicon = FurnitureLexicon::of("", OUTLETS, "");
        let text = Text::from(line);
        let block = by_shape(&text, text.whole(), &Shape::of(line), trust, &lexicon);
        assert_eq!(block.and_then(|block| block.credit).map(|span| &text[span]), credit, "{line} {trust:?}");
    }

    #[test]
    fn a_bracket_at_the_end_of_an_open_line_is_a_credit() {
        for trust in [Trust::Top, Trust::Inside, Trust::Named] {
            check("السد كما بدا من الجو - شباط 2025 (نبأ/ لقطة شاشة)", trust, Some("نبأ/ لقطة شاشة"));
            check("السد كما بدا من الجو (مرسى)", trust, Some("مرسى"));
            check("السد كما بدا من الجو (أرشيفية)", trust, Some("أرشيفية"));
        }
        check("السد كما بدا من الجو (وائل الراملي)", Trust::Top, Some("وائل الراملي"));
        check("السد كما بدا من الجو (وائل الراملي)", Trust::Inside, Some("وائل الراملي"));
        check("السد كما بدا من الجو (وائل الراملي)", Trust::Named, None);
    }

    #[test]
    fn a_sign_off_or_an_aside_is_no_credit() {
        for trust in [Trust::Top, Trust::Inside, Trust::Named] {
            check("وقال الوزير إن السد جاهز. (نبأ)", trust, None);
            check("وقال الوزير (نبأ) إن السد جاهز", trust, None);
            check("تراجع الماء في السد (2024)", trust, None);
        }
        check("حزب الماء (حم)", Trust::Inside, None);
    }

    #[test]
    fn a_credit_word_after_a_dash_or_before_a_colon() {
        check("الوزيرة عايدة القرنفلى - أرشيفية", Trust::Inside, Some("أرشيفية"));
        check("تصوير: وائل الراملي", Trust::Inside, Some("وائل الراملي"));
        check("الوزيرة عايدة القرنفلى - نهاوند", Trust::Inside, None);
        check("تصوير الأشعة متوقف في المستشفى", Trust::Inside, None);
    }

    #[test]
    fn a_tagged_caption_keeps_its_credit() {
        let text = Text::from("السد من الجو (وائل الراملي)");
        let block = tagged(&text, text.whole());
        assert_eq!((block.kind, block.credit.map(|span| &text[span])), (BlockKind::Caption, Some("وائل الراملي")));
        let text = Text::from("السد من الجو");
        assert_eq!(tagged(&text, text.whole()).credit, None);
    }
}

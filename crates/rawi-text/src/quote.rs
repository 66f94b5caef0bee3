//! Quotation marks: which opens, which closes, which never closes.

use std::ops::Range;

use crate::{TokenFlags, TokenKind, Tokens};

/// One quotation, as token numbers of its marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The opening mark.
    pub open: usize,
    /// The closing mark; `None` where the text forgot it.
    pub close: Option<usize>,
    /// 0 for an outer quotation, 1 for one inside it, and so on.
    pub depth: usize,
}

impl Quotation {
    /// The tokens between the marks. An unclosed quotation reaches to the end of its line, `line_end`.
    pub fn inside(&self, line_end: usize) -> Range<usize> {
        self.open + 1..self.close.unwrap_or(line_end)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Open,
    Close,
}

/// How many lines a quotation may run on before its closing mark: newspapers quote over paragraphs, but a forgotten mark must not
/// swallow an article.
const MAX_LINES: usize = 4;

/// The quotations of a range of tokens, by opening mark.
///
/// The marks « » “ ” " ‹ › ‘ ’ and doubled '' are read by where they touch words, not by their shape alone, so inverted pairs
/// (”…“, »…«) and straight marks nested in straight marks come out right. An apostrophe inside a Latin word is no mark.
pub fn quotations(tokens: &Tokens, range: Range<usize>) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = Vec::new();
    let mut open: Vec<(usize, usize)> = Vec::new(); // index in `found`, line
    let mut line = 0;
    for at in range.clone() {
        if tokens[at].is(TokenFlags::LINE_START) {
            line += 1;
            // They are in the order of their lines.
            open.drain(..open.partition_point(|&(_, opened)| line - opened > MAX_LINES));
        }
        let Some(default) = mark(tokens, at) else { continue };
        match side(tokens, at, &range, default, !open.is_empty()) {
            Side::Open => {
                // A paragraph that begins with a mark while one is open goes on with the same quotation.
                let before = open.partition_point(|&(_, opened)| opened != line);
                let depth = open.len() - before;
                if tokens[at].is(TokenFlags::LINE_START) {
                    open.drain(..before);
                }
                open.push((found.len(), line));
                let touching = if at + 1 < range.end && doubled(tokens, at + 1) { at + 1 } else { at };
                found.push(Quotation { open: touching, close: None, depth });
            }
            Side::Close => {
                if let Some((which, _)) = open.pop() {
                    found[which].close = Some(at);
                }
            }
        }
    }
    found
}

/// The side that the shape of the mark suggests, if it is a quotation mark; `None` inside for straight marks.
#[allow(clippy::option_option, reason = "no mark, straight mark and shaped mark are three cases")]
fn mark(tokens: &Tokens, at: usize) -> Option<Option<Side>> {
    if tokens[at].kind != TokenKind::Punct {
        return None;
    }
    match tokens.key(at) {
        "«" | "“" | "‹" | "‘" | "„" => Some(Some(Side::Open)),
        "»" | "”" | "›" => Some(Some(Side::Close)),
        "’" if !apostrophe(tokens, at) => Some(Some(Side::Close)),
        "\"" | "‟" | "″" => Some(None),
        "'" if !apostrophe(tokens, at) && !doubled(tokens, at) => Some(None),
        _ => None,
    }
}

fn apostrophe(tokens: &Tokens, at: usize) -> bool {
    let latin = |t: &crate::Token| t.is(TokenFlags::LATIN);
    at > 0
        && tokens[at].is(TokenFlags::GLUED)
        && latin(&tokens[at - 1])
        && tokens.token(at + 1).is_some_and(|t| t.is(TokenFlags::GLUED) && latin(t))
}

/// The second of two straight single marks in a row: the first stands for both.
fn doubled(tokens: &Tokens, at: usize) -> bool {
    at > 0 && tokens[at].is(TokenFlags::GLUED) && tokens.is_mark(at - 1, '\'')
}

fn side(tokens: &Tokens, at: usize, range: &Range<usize>, shape: Option<Side>, any_open: bool) -> Side {
    let is_word = |at: usize| matches!(tokens[at].kind, TokenKind::Word | TokenKind::Number);
    let mut after = at + 1;
    while after < range.end && doubled(tokens, after) {
        after += 1;
    }
    let left = at > range.start && tokens[at].is(TokenFlags::GLUED);
    let right = after < range.end && tokens[after].is(TokenFlags::GLUED);
    let left_word = left && is_word(at - 1);
    let right_word = right && is_word(after);
    // «لـ”الحرس» : the preposition is glued to the mark that opens.
    let proclitic =
        left_word && matches!(tokens.key(at - 1), "و" | "ب" | "ل" | "ك" | "ف" | "وب" | "ول" | "بال" | "ال" | "وال");
    if right_word && (!left || proclitic) {
        return Side::Open;
    }
    if left_word && !right_word {
        return Side::Close;
    }
    match shape {
        // «قال:” لا عودة ”»: closing marks on both sides, each with a space inside.
        Some(Side::Close) if !any_open && (!left || is_colon(tokens, at - 1)) => return Side::Open,
        Some(Side::Open) if any_open && left && !right && !is_colon(tokens, at - 1) => return Side::Close,
        Some(shape) => return shape,
        None => {}
    }
    // A straight mark that touches both sides or neither: punctuation glued before it and none after closes.
    if any_open { Side::Close } else { Side::Open }
}

fn is_colon(tokens: &Tokens, at: usize) -> bool {
    tokens.is_mark(at, ':')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Text;

    fn quoted(characters: &str) -> Vec<(String, usize, bool)> {
        let text = Text::from(characters);
        let tokens = Tokens::scan(&text);
        quotations(&tokens, 0..tokens.len())
            .into_iter()
            .map(|q| {
                let inside = tokens.span(q.inside(tokens.len())).map(|s| text[s].to_owned()).unwrap_or_default();
                (inside, q.depth, q.close.is_some())
            })
            .collect()
    }

    fn words(characters: &str) -> Vec<String> {
        quoted(characters).into_iter().map(|q| q.0).collect()
    }

    #[test]
    fn guillemets_curly_and_straight_marks_pair() {
        for text in [
            "قال «لا عودة» ثم خرج",
            "قال “لا عودة” ثم خرج",
            "قال \"لا عودة\" ثم خرج",
            "قال ''لا عودة'' ثم خرج",
            "قال ‹لا عودة› ثم",
        ] {
            assert_eq!(words(text), ["لا عودة"], "{text}");
        }
    }

    #[test]
    fn inverted_marks_pair() {
        assert_eq!(words("قال ”لا عودة“ ثم خرج"), ["لا عودة"]);
        assert_eq!(words("قال »لا عودة« ثم خرج"), ["لا عودة"]);
        assert_eq!(words("قال:” لا عودة ” ثم خرج"), ["لا عودة"]);
        assert_eq!(words("قال: ” لا عودة!” ثم خرج"), ["لا عودة!"]);
        assert_eq!(words("قال: “لا عودة!“ ثم خرج"), ["لا عودة!"]);
        assert_eq!(words("القائد السابق لـ”الحرس الثاني” في المدينة"), ["الحرس الثاني"]);
    }

    #[test]
    fn straight_marks_nest() {
        let found = quoted("\"أظهر استطلاع \"مؤشر المدى\" نموا\" في الشهر");
        assert_eq!(found[0].0, "أظهر استطلاع \"مؤشر المدى\" نموا");
        assert_eq!((found[1].0.as_str(), found[1].1), ("مؤشر المدى", 1));
    }

    #[test]
    fn an_unclosed_mark_is_kept_as_unclosed() {
        assert_eq!(quoted("قال «لا عودة"), [("لا عودة".to_owned(), 0, false)]);
    }

    #[test]
    fn a_quotation_may_close_in_the_next_paragraph() {
        assert_eq!(words("قال: «انتهى الأمر.\nولن نعود» ثم خرج"), ["انتهى الأمر.\nولن نعود"]);
    }

    #[test]
    fn an_apostrophe_is_no_mark() {
        assert!(words("شركة Moody's قالت").is_empty());
    }

    #[test]
    fn a_point_before_the_closing_mark_changes_nothing() {
        assert_eq!(words("قال \"لا عودة.\" ثم خرج"), ["لا عودة."]);
    }
}

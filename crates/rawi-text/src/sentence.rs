//! Lines and sentences, as ranges of token numbers.

use std::ops::Range;

use crate::{TokenFlags, TokenKind, Tokens};

/// The lines (paragraphs) of a range of tokens.
pub fn lines(tokens: &Tokens, range: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = range.start;
    for at in range.clone() {
        if at > start && tokens[at].is(TokenFlags::LINE_START) {
            found.push(start..at);
            start = at;
        }
    }
    if start < range.end {
        found.push(start..range.end);
    }
    found
}

/// The sentences of a range of tokens. They end with a line, and after `.` `!` `؟` `?` `۔` with the closing marks that follow.
///
/// Not ends: a point inside a number, an abbreviation or a domain name (letters on both sides), two points in a row (the dash of
/// Arabic headlines), three points before a small continuation (the next mark is a comma or a closing mark).
pub fn sentences(tokens: &Tokens, range: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for line in lines(tokens, range) {
        let mut start = line.start;
        let mut at = line.start;
        while at < line.end {
            at += 1;
            if !ends(tokens, at - 1, line.end) {
                continue;
            }
            while at < line.end && closes(tokens, at) {
                at += 1;
            }
            if at < line.end && (tokens.is_mark(at, '،') || tokens.is_mark(at, ',')) {
                continue;
            }
            found.push(start..at);
            start = at;
        }
        if start < line.end {
            found.push(start..line.end);
        }
    }
    found
}

fn ends(tokens: &Tokens, at: usize, line_end: usize) -> bool {
    if tokens[at].kind != TokenKind::Punct {
        return false;
    }
    match tokens.key(at) {
        "!" | "؟" | "?" | "۔" => !(at + 1 < line_end && ends(tokens, at + 1, line_end)),
        "." => {
            let after = (at + 1 < line_end).then(|| &tokens[at + 1]);
            let dotted = |at: usize| tokens.is_mark(at, '.');
            let Some(after) = after else { return true };
            let pair = dotted(at + 1) || at > 0 && dotted(at - 1) && tokens[at].is(TokenFlags::GLUED);
            let inside = after.is(TokenFlags::GLUED) && matches!(after.kind, TokenKind::Word | TokenKind::Number);
            let initial = at > 0
                && tokens[at - 1].kind == TokenKind::Word
                && tokens.key(at - 1).chars().count() == 1
                && at > 1
                && dotted(at - 2);
            // In print a full stop is often glued to the next word by mistake; a long word on both sides tells that from «العربية.نت».
            let misprint = inside
                && after.kind == TokenKind::Word
                && at > 0
                && !latin_or_short(tokens, at - 1)
                && !latin_or_short(tokens, at + 1);
            !pair && !initial && (!inside || misprint)
        }
        _ => false,
    }
}

fn latin_or_short(tokens: &Tokens, at: usize) -> bool {
    tokens[at].is(TokenFlags::LATIN) || tokens[at].kind == TokenKind::Number || tokens.key(at).chars().count() <= 3
}

fn closes(tokens: &Tokens, at: usize) -> bool {
    matches!(tokens.key(at), "»" | "”" | "“" | "\"" | ")" | "]" | "'" | "’" | "›") && tokens[at].is(TokenFlags::GLUED)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Text;

    fn cut(characters: &str) -> Vec<String> {
        let text = Text::from(characters);
        let tokens = Tokens::scan(&text);
        sentences(&tokens, 0..tokens.len())
            .into_iter()
            .filter_map(|r| tokens.span(r))
            .map(|s| text[s].to_owned())
            .collect()
    }

    #[test]
    fn sentences_end_at_points_questions_and_lines() {
        assert_eq!(cut("وصل الوفد. وقال: هل من جديد؟ لا\nسطر ثان"), ["وصل الوفد.", "وقال: هل من جديد؟", "لا", "سطر ثان"]);
    }

    #[test]
    fn a_closing_mark_stays_with_its_sentence() {
        assert_eq!(cut("قال: «انتهى الأمر.» ثم خرج."), ["قال: «انتهى الأمر.»", "ثم خرج."]);
    }

    #[test]
    fn points_inside_names_numbers_and_abbreviations_do_not_end_a_sentence() {
        for whole in [
            "أوردت أ.ف.ب. الخبر",
            "بلغ 3.5 مليون",
            "موقع المدى.نت نشر",
            "5 مليارات.. ومطار جديد",
            "«انتهى.»، قال الوزير",
        ] {
            assert_eq!(cut(whole), [whole]);
        }
    }

    #[test]
    fn a_point_glued_to_the_next_sentence_by_mistake_still_ends_one() {
        assert_eq!(cut("غادر المدينة.وأضاف البيان").len(), 2);
    }
}

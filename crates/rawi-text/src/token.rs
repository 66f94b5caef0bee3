//! Words, numbers and marks of a text, in one pass.

use std::ops::Index;
use std::str::Chars;

use bitflags::bitflags;

use crate::fold::fold_into;
use crate::letter::{Class, Letters};
use crate::{Span, Text};

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters of any script with the marks that ride on them. The # and _ of a hashtag belong to the Arabic word that they
    /// stand before, and not to its key.
    Word,
    /// Digits of any of three scripts, with points and commas between digits.
    Number,
    /// One punctuation character.
    Punct,
    /// One other visible character (emoji, currency, arrow).
    Symbol,
}

bitflags! {
    /// What the fold lost, and how the token stands among its neighbors.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
    pub struct TokenFlags: u16 {
        /// The word has أ somewhere.
        const HAMZA_ABOVE = 1;
        /// The word has إ somewhere.
        const HAMZA_BELOW = 1 << 1;
        /// The word has آ somewhere.
        const MADDA = 1 << 2;
        /// The last letter is ة.
        const TA_MARBUTA = 1 << 3;
        /// The last letter is ى.
        const ALIF_MAQSURA = 1 << 4;
        /// The word carries the tanwin of the accusative (ً).
        const TANWIN_FATH = 1 << 5;
        /// The word carries any mark but tatweel.
        const MARKS = 1 << 6;
        /// The word is stretched with tatweel.
        const TATWEEL = 1 << 7;
        /// The word has Latin letters.
        const LATIN = 1 << 8;
        /// The word has Arabic letters.
        const ARABIC = 1 << 9;
        /// First token of a line.
        const LINE_START = 1 << 10;
        /// No white space or invisible character stands before it.
        const GLUED = 1 << 11;
        /// The word carries a damma (ُ), the mark that tells a passive.
        const DAMMA = 1 << 12;
    }
}

/// One token. Its folded key is asked from [`Tokens::key`].
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Where it stands in the text, in bytes.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// What its key does not tell.
    pub flags: TokenFlags,
    key: (u32, u32),
    // The one character of its key; NUL where the key has more.
    only: char,
}

impl Token {
    /// Has the token this flag?
    #[inline]
    pub fn is(&self, flag: TokenFlags) -> bool {
        self.flags.contains(flag)
    }
}

/// All tokens of a text, in order.
///
/// Between two tokens, before the first and after the last lie only white space and invisible characters, so that gaps
/// and tokens laid end to end are the text.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    tokens: Vec<Token>,
    keys: String,
}

/// Adds what one more character makes of a word. Of ة and ى only the last letter counts.
#[inline]
fn add(class: Class, own: TokenFlags, flags: &mut TokenFlags) {
    if class == Class::Letter {
        *flags -= TokenFlags::TA_MARBUTA | TokenFlags::ALIF_MAQSURA;
    }
    *flags |= own;
}

impl Tokens {
    /// Reads the text once.
    pub fn scan(text: &Text) -> Tokens {
        let characters = text.as_str();
        let mut tokens = Vec::with_capacity(characters.len() / 9);
        let mut keys = String::with_capacity(characters.len());
        let letters = Letters::table();
        // The characters not yet read; what they begin with is looked at before it is taken.
        let mut rest = characters.chars();
        let at = |rest: &Chars<'_>| characters.len() - rest.as_str().len();
        let (mut line_start, mut glued) = (true, false);
        loop {
            let start = at(&rest);
            let Some(mut c) = rest.next() else { break };
            let mut folded = start;
            if matches!(c, '#' | '_')
                && let Some(next @ ('ء'..='غ' | 'ف'..='ي')) = rest.clone().next()
                && (c == '#' || glued && tokens.last().is_some_and(|t: &Token| t.kind == TokenKind::Word))
            {
                // «#الأمم_المتحدة» is read as the words that it is made of.
                (folded, c, glued) = (at(&rest), next, false);
                rest.next();
            }
            let letter = letters.of(c);
            let kind = match letter.class {
                Class::Gap => {
                    line_start |= c == '\n';
                    glued = false;
                    continue;
                }
                Class::Letter | Class::Mark => TokenKind::Word,
                Class::Digit => TokenKind::Number,
                Class::Punct => TokenKind::Punct,
                Class::Symbol => TokenKind::Symbol,
            };
            let mut flags = TokenFlags::empty();
            if line_start {
                flags |= TokenFlags::LINE_START;
            }
            if glued {
                flags |= TokenFlags::GLUED;
            }
            let mut end = folded + c.len_utf8();
            // Most words are their own fold.
            let mut same = letter.same;
            match kind {
                TokenKind::Word => {
                    add(letter.class, letter.flags, &mut flags);
                    glued = true;
                    loop {
                        let mut ahead = rest.clone();
                        let Some(c) = ahead.next() else { break };
                        let letter = letters.of(c);
                        // «لـBBC»: where the script changes, another word begins.
                        let scripts = TokenFlags::ARABIC | TokenFlags::LATIN;
                        if (flags | letter.flags).contains(scripts) {
                            break;
                        }
                        match letter.class {
                            Class::Letter | Class::Mark => {
                                add(letter.class, letter.flags, &mut flags);
                                same &= letter.same;
                                end = at(&ahead);
                                glued = true;
                            }
                            // An invisible joiner belongs to the word only where another letter follows it. What was taken beyond the
                            // last letter is a gap.
                            _ if matches!(c, '\u{200C}' | '\u{200D}') => (same, glued) = (false, false),
                            _ => break,
                        }
                        rest = ahead;
                    }
                }
                TokenKind::Number => {
                    let is_digit = |c: Option<char>| c.is_some_and(|c| letters.of(c).class == Class::Digit);
                    loop {
                        let mut ahead = rest.clone();
                        let next = ahead.next();
                        let inner = matches!(next, Some('.' | ',' | '٫' | '٬')) && is_digit(ahead.clone().next());
                        if !is_digit(next) && !inner {
                            break;
                        }
                        end = at(&ahead);
                        rest = ahead;
                    }
                    same = false;
                    glued = true;
                }
                TokenKind::Punct | TokenKind::Symbol => glued = true,
            }
            line_start = false;
            let from = keys.len();
            if same {
                keys.push_str(&characters[folded..end]);
            } else {
                fold_into(&characters[folded..end], &mut keys);
            }
            let mut key = keys[from..].chars();
            let only = key.next().filter(|_| key.as_str().is_empty()).unwrap_or_default();
            tokens.push(Token {
                span: Span::new(start, end),
                kind,
                flags,
                key: (from as u32, keys.len() as u32),
                only,
            });
        }
        Tokens { tokens, keys }
    }

    /// How many.
    #[inline]
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// None at all?
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The folded characters of token `at`; empty where there is no such token.
    #[inline]
    pub fn key(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| &self.keys[t.key.0 as usize..t.key.1 as usize])
    }

    /// Token `at`, if there is one.
    #[inline]
    pub fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    /// All tokens.
    pub fn iter(&self) -> std::slice::Iter<'_, Token> {
        self.tokens.iter()
    }

    /// The span from token `first` to token `end - 1`; `None` where the range is empty or out of range.
    #[inline]
    pub fn span(&self, range: std::ops::Range<usize>) -> Option<Span> {
        if range.is_empty() {
            return None;
        }
        Some(self.tokens.get(range.start)?.span.cover(self.tokens.get(range.end - 1)?.span))
    }

    /// The tokens that lie wholly inside `span`, as a range of token numbers.
    pub fn within(&self, span: Span) -> std::ops::Range<usize> {
        let first = self.tokens.partition_point(|t| t.span.start() < span.start());
        let end = self.tokens.partition_point(|t| t.span.end() <= span.end());
        first..end.max(first)
    }

    /// Is token `at` this one punctuation character (after folding)?
    #[inline]
    pub fn is_mark(&self, at: usize, mark: char) -> bool {
        self.tokens.get(at).is_some_and(|token| token.only == mark)
    }
}

impl<'a> IntoIterator for &'a Tokens {
    type Item = &'a Token;
    type IntoIter = std::slice::Iter<'a, Token>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl Index<usize> for Tokens {
    type Output = Token;

    /// Token `at`.
    ///
    /// # Panics
    ///
    /// Where there is no such token, as slices do; use [`Tokens::token`] where that can happen.
    #[inline]
    fn index(&self, at: usize) -> &Token {
        &self.tokens[at]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold;
    use crate::letter::class;
    use proptest::prelude::*;

    fn keys(characters: &str) -> Vec<String> {
        let text = Text::from(characters);
        let tokens = Tokens::scan(&text);
        (0..tokens.len()).map(|i| tokens.key(i).to_owned()).collect()
    }

    #[test]
    fn a_hashtag_is_its_words() {
        assert_eq!(
            keys("دعت #الأمم_المتحدة، #25_يناير # _ a_b"),
            ["دعت", "الامم", "المتحده", "،", "#", "25", "_", "يناير", "#", "_", "a", "_", "b"]
        );
        let text = Text::from("دعت #الأمم_المتحدة أمس");
        let tokens = Tokens::scan(&text);
        let span = tokens.span(1..3).unwrap();
        assert_eq!(&text.as_str()[span.start()..span.end()], "#الأمم_المتحدة");
    }

    #[test]
    fn words_numbers_and_marks_part() {
        assert_eq!(keys("قال، 3.5 مليون (25%)"), ["قال", "،", "3.5", "مليون", "(", "25", "%", ")"]);
        assert_eq!(keys("١٬٢٥٠ قتيلًا"), ["1,250", "قتيلا"]);
        assert_eq!(keys("في 15/03/2011."), ["في", "15", "/", "03", "/", "2011", "."]);
        assert_eq!(keys("لـ”الحرس”"), ["ل", "”", "الحرس", "”"]);
    }

    #[test]
    fn a_word_is_of_one_script() {
        assert_eq!(keys("قال لـBBC وRT"), ["قال", "ل", "bbc", "و", "rt"]);
    }

    #[test]
    fn flags_keep_what_the_fold_lost() {
        let text = Text::from("إنّ أنّ آب مدرسة على قتيلًا كـبير\nReuters");
        let tokens = Tokens::scan(&text);
        let has = |at: usize, flag| tokens[at].is(flag);
        assert!(has(0, TokenFlags::HAMZA_BELOW) && has(1, TokenFlags::HAMZA_ABOVE) && has(2, TokenFlags::MADDA));
        assert!(has(3, TokenFlags::TA_MARBUTA) && has(4, TokenFlags::ALIF_MAQSURA) && has(5, TokenFlags::TANWIN_FATH));
        assert!(has(6, TokenFlags::TATWEEL) && has(7, TokenFlags::LATIN) && has(7, TokenFlags::LINE_START));
        assert!(!has(6, TokenFlags::MARKS) && !has(1, TokenFlags::LINE_START));
    }

    #[test]
    fn bidi_marks_at_the_edge_of_a_word_stay_outside() {
        let text = Text::from("\u{200F}قال\u{200F} نعم");
        let tokens = Tokens::scan(&text);
        assert_eq!(&text[tokens[0].span], "قال");
        assert!(!tokens[1].is(TokenFlags::GLUED));
    }

    proptest! {
        #[test]
        fn gaps_and_tokens_laid_end_to_end_are_the_text(s in "[ء-ي\u{64B}-\u{652}\u{640}\u{200C}\u{200F} \n0-9٠-٩.,،«»\"a-z😀]{0,60}") {
            let text = Text::from(s.as_str());
            let tokens = Tokens::scan(&text);
            let mut end = 0;
            for (at, token) in tokens.iter().enumerate() {
                prop_assert!(token.span.start() >= end && !token.span.is_empty());
                prop_assert!(s[end..token.span.start()].chars().all(|c| class(c) == Class::Gap));
                prop_assert_eq!(fold(&text[token.span]), tokens.key(at));
                prop_assert_eq!(token.is(TokenFlags::GLUED), at > 0 && end == token.span.start());
                end = token.span.end();
            }
            prop_assert!(s[end..].chars().all(|c| class(c) == Class::Gap));
        }

        #[test]
        fn any_text_scans(s in any::<String>()) {
            let text = Text::from(s.as_str());
            let tokens = Tokens::scan(&text);
            let last = tokens.iter().last().map_or(0, |t| t.span.end());
            prop_assert!(last <= s.len());
        }
    }
}

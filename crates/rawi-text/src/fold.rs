//! The matching copy of a text, with a way home.
//!
//! The fold drops what Arabic newspapers write or leave out at will and joins letters that are confused in print:
//!
//! - vowel marks, Quranic marks, tatweel, bidi and zero-width characters are dropped;
//! - أ إ آ ٱ become ا; ؤ becomes و; ئ and ى become ي; ة becomes ه; ء alone stays;
//! - Persian and Urdu letters become their Arabic counterparts (ک ك, ی ي, پ ب, چ ج, ڤ ف, گ ك, ژ ز);
//! - presentation forms and ligatures become their letters (compatibility decomposition of Unicode);
//! - Arabic-Indic and Persian digits become ASCII, ٫ becomes `.`, ٬ becomes `,`;
//! - Latin letters become lower case.
//!
//! It does not stem, does not touch punctuation, and does not change the order of anything.

use crate::Span;
use crate::letter::Letters;
use unicode_normalization::char::decompose_compatible;

/// Is this a character that no reader sees: bidi control, zero-width space or joiner, soft hyphen, byte order mark?
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// Is this an Arabic mark that rides on a letter (vowel, shadda, Quranic sign), or the tatweel?
pub(crate) fn is_mark(c: char) -> bool {
    matches!(c, '\u{610}'..='\u{61A}' | '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6DC}' | '\u{6DF}'..='\u{6E8}' | '\u{6EA}'..='\u{6ED}' | '\u{300}'..='\u{36F}')
}

fn fold_letter(c: char) -> char {
    match c {
        'أ' | 'إ' | 'آ' | 'ٱ' | '\u{672}' | '\u{673}' => 'ا',
        'ؤ' => 'و',
        'ئ' | 'ى' | 'ی' | 'ې' | 'ۍ' | 'ے' => 'ي',
        'ة' | 'ہ' | 'ھ' | 'ە' | 'ۀ' | 'ۃ' => 'ه',
        'ک' | 'گ' | 'ڪ' | 'ݣ' => 'ك',
        'پ' => 'ب',
        'چ' => 'ج',
        'ڤ' => 'ف',
        'ژ' => 'ز',
        '٠'..='٩' => (b'0' + (c as u32 - 0x660) as u8) as char,
        '۰'..='۹' => (b'0' + (c as u32 - 0x6F0) as u8) as char,
        '٫' => '.',
        '٬' => ',',
        _ => c,
    }
}

/// What the fold makes of one character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fold {
    /// One character, often itself.
    To(char),
    /// Nothing: it is dropped.
    Dropped,
    /// Perhaps several: see [`fold_rare`].
    Rare,
}

pub(crate) fn fold_of(c: char) -> Fold {
    if c.is_ascii() {
        Fold::To(c.to_ascii_lowercase())
    } else if matches!(c, 'ء'..='غ' | 'ف'..='ي') {
        Fold::To(fold_letter(c))
    } else if is_mark(c) || is_invisible(c) {
        Fold::Dropped
    } else if matches!(c, '\u{600}'..='\u{77F}') {
        Fold::To(fold_letter(c))
    } else {
        Fold::Rare
    }
}

fn fold_rare(c: char, out: &mut String) {
    if matches!(c, '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}') {
        decompose_compatible(c, |d| {
            if !is_mark(d) {
                out.push(fold_letter(d));
            }
        });
    } else {
        out.extend(c.to_lowercase().filter(|&d| !is_mark(d)));
    }
}

impl Fold {
    /// Appends what the fold makes of `c`, whose fold this is.
    fn push(self, c: char, out: &mut String) {
        match self {
            Fold::To(folded) => out.push(folded),
            Fold::Dropped => {}
            Fold::Rare => fold_rare(c, out),
        }
    }
}

/// The folded copy of `characters`. Folding twice changes nothing more.
pub fn fold(characters: &str) -> String {
    let mut out = String::with_capacity(characters.len());
    fold_into(characters, &mut out);
    out
}

/// As [`fold`], appended to `out`.
pub fn fold_into(characters: &str, out: &mut String) {
    let letters = Letters::table();
    // What is its own fold is copied at once.
    let mut from = 0;
    for (at, c) in characters.char_indices() {
        let letter = letters.of(c);
        if !letter.same {
            out.push_str(&characters[from..at]);
            from = at + c.len_utf8();
            letter.fold.push(c, out);
        }
    }
    out.push_str(&characters[from..]);
}

/// Appends `characters` as a reader sees them to `out`: without tatweel and what is invisible, and otherwise as written, vowel marks included.
pub fn bare_into(characters: &str, out: &mut String) {
    out.extend(characters.chars().filter(|&c| c != '\u{640}' && !is_invisible(c)));
}

/// A range of bytes in a folded copy: another space than [`Span`], and therefore another type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FoldedSpan {
    start: u32,
    end: u32,
}

/// A folded copy that remembers where each of its characters came from.
///
/// Useful for: searching a phrase in a whole text. Not useful for: the hot path, where tokens carry their own keys.
#[derive(Clone, Debug)]
pub struct Folded {
    folded: String,
    // One entry for each original character that left something in the copy: where that starts in the copy, and
    // where the character starts in the original. A last entry holds both lengths.
    homes: Vec<(u32, u32)>,
}

impl Folded {
    /// Folds `characters` and keeps the way home.
    pub fn new(characters: &str) -> Folded {
        let mut folded = String::with_capacity(characters.len());
        let mut homes = Vec::new();
        let letters = Letters::table();
        for (at, c) in characters.char_indices() {
            let before = folded.len();
            letters.of(c).fold.push(c, &mut folded);
            if folded.len() > before {
                homes.push((before as u32, at as u32));
            }
        }
        homes.push((folded.len() as u32, characters.len() as u32));
        Folded { folded, homes }
    }

    /// The folded characters.
    pub fn as_str(&self) -> &str {
        &self.folded
    }

    /// A range of bytes of the copy; `None` where it is out of range or cuts what came from one original character
    /// (the two letters of a ligature).
    pub fn span(&self, range: std::ops::Range<usize>) -> Option<FoldedSpan> {
        let known = |at: usize| self.homes.binary_search_by_key(&(at as u32), |h| h.0).is_ok();
        (range.start <= range.end && known(range.start) && known(range.end))
            .then_some(FoldedSpan { start: range.start as u32, end: range.end as u32 })
    }

    /// The original characters behind a folded range, marks after its last letter included. Their fold is exactly
    /// that range.
    pub fn original(&self, span: FoldedSpan) -> Span {
        let home = |at: u32| self.homes[self.homes.partition_point(|h| h.0 < at).min(self.homes.len() - 1)].1 as usize;
        Span::new(home(span.start), home(span.end))
    }

    /// The original places of `needle`, which is folded first, in text order and without overlap.
    pub fn find_all<'a>(&'a self, needle: &str) -> impl Iterator<Item = Span> + 'a {
        let needle = fold(needle);
        let mut from = 0;
        std::iter::from_fn(move || {
            while !needle.is_empty() {
                let at = from + self.folded.get(from..)?.find(&needle)?;
                from = at + needle.len();
                if let Some(span) = self.span(at..from) {
                    return Some(self.original(span));
                }
            }
            None
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spelling_differences_fold_together() {
        for (a, b) in [
            ("إلى", "الي"),
            ("كـــانون الثّاني ٢٠٢٤", "كانون الثاني 2024"),
            ("مسؤول", "مسوول"),
            ("مدرسة", "مدرسه"),
            ("رئيس", "رييس"),
            ("۱۲٫۵", "12.5"),
            ("تهران گفت", "تهران كفت"),
            ("\u{FEFB}", "لا"),
            ("\u{FDF2}", "الله"),
            ("Reuters", "reuters"),
            ("قال\u{200F}", "قال"),
        ] {
            assert_eq!(fold(a), b);
        }
    }

    #[test]
    fn a_folded_word_comes_home_with_its_marks() {
        let original = "في كـــانون الثّاني، قال";
        let folded = Folded::new(original);
        let found: Vec<_> = folded.find_all("كانون الثاني").map(|s| &original[s.range()]).collect();
        assert_eq!(found, ["كـــانون الثّاني"]);
    }

    #[test]
    fn a_bare_word_keeps_all_that_is_seen() {
        let mut bare = String::new();
        bare_into("قُـــتل\u{200F} أمسِ", &mut bare);
        assert_eq!(bare, "قُتل أمسِ");
    }

    #[test]
    fn half_a_ligature_has_no_span() {
        let folded = Folded::new("\u{FEFB}");
        assert_eq!(folded.as_str().len(), 4);
        assert!(folded.span(0..2).is_none());
        assert!(folded.span(0..4).is_some());
    }

    proptest! {
        #[test]
        fn folding_is_idempotent(s in "[ء-ي\u{64B}-\u{652}\u{640}٠-٩۰-۹ a-zA-Zﻻ-ﻼﭐ-ﯿ«»\u{200F}😀پچگ]{0,40}") {
            let once = fold(&s);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn the_original_slice_of_a_folded_range_folds_to_that_range(s in "[ء-ي\u{64B}-\u{652}\u{640}٠-٩ a-zA-Zﻻ-ﻼﷲ«»\u{200F}😀]{0,30}", a in 0usize..80, b in 0usize..80) {
            let folded = Folded::new(&s);
            if let Some(span) = folded.span(a.min(b)..a.max(b)) {
                let home = folded.original(span);
                prop_assert_eq!(fold(&s[home.range()]), &folded.as_str()[a.min(b)..a.max(b)]);
            }
        }

        #[test]
        fn any_text_folds_without_panic(s in any::<String>()) {
            let folded = Folded::new(&s);
            let whole = folded.span(0..folded.as_str().len());
            prop_assert!(whole.is_some());
        }
    }
}

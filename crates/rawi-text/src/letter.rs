//! What each character is to tokens and to the fold, looked up at once.
//!
//! Every character of every text is asked several times. What the answers are is written as patterns, here and in the fold; for the
//! alphabets of nearly all text they are kept in a table.

use std::sync::LazyLock;

use crate::fold::{Fold, fold_of, is_invisible, is_mark};
use crate::token::TokenFlags;

/// How a character takes part in tokens.
#[derive(PartialEq, Eq, Clone, Copy, Debug)]
pub(crate) enum Class {
    Letter,
    Digit,
    Mark,
    Gap,
    Punct,
    Symbol,
}

/// One character.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Letter {
    pub(crate) class: Class,
    pub(crate) fold: Fold,
    /// Is it its own fold?
    pub(crate) same: bool,
    /// What the character makes of the word that it stands in.
    pub(crate) flags: TokenFlags,
}

impl Letter {
    #[cold]
    fn rare(c: char) -> Letter {
        Letter::of(c)
    }

    fn of(c: char) -> Letter {
        let class = class(c);
        let fold = fold_of(c);
        Letter { class, fold, same: fold == Fold::To(c), flags: flags(c, class) }
    }
}

/// How many characters the table has: Latin, Greek, Cyrillic, Hebrew, and the Arabic blocks up to their supplement.
const KNOWN: usize = 0x780;

/// The table. Asked for once in each loop over characters.
#[derive(Clone, Copy)]
pub(crate) struct Letters(&'static [Letter; KNOWN]);

impl Letters {
    pub(crate) fn table() -> Letters {
        static TABLE: LazyLock<[Letter; KNOWN]> =
            LazyLock::new(|| std::array::from_fn(|n| Letter::of(char::from_u32(n as u32).unwrap_or_default())));
        Letters(&TABLE)
    }

    #[inline]
    pub(crate) fn of(self, c: char) -> Letter {
        self.0.get(c as usize).copied().unwrap_or_else(|| Letter::rare(c))
    }
}

pub(crate) fn class(c: char) -> Class {
    match c {
        'a'..='z' | 'A'..='Z' | 'ء'..='غ' | 'ف'..='ي' => Class::Letter,
        '0'..='9' | '٠'..='٩' | '۰'..='۹' => Class::Digit,
        ' ' | '\n' | '\r' | '\t' => Class::Gap,
        _ if is_mark(c) => Class::Mark,
        _ if c.is_whitespace() || c.is_control() || is_invisible(c) => Class::Gap,
        _ if is_letter(c) => Class::Letter,
        '!'..='/'
        | ':'..='@'
        | '['..='`'
        | '{'..='~'
        | '«'
        | '»'
        | '·'
        | '¡'
        | '¿'
        | '،'
        | '؛'
        | '؟'
        | '٪'
        | '٫'
        | '٬'
        | '۔'
        | '\u{2010}'..='\u{2027}'
        | '\u{2030}'..='\u{205E}'
        | '\u{3001}'
        | '\u{3002}'
        | '\u{FD3E}'
        | '\u{FD3F}' => Class::Punct,
        _ => Class::Symbol,
    }
}

/// Is this a letter of any script? As [`char::is_alphabetic`], but quick for Arabic and ASCII.
#[inline]
pub fn is_letter(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | 'ء'..='غ' | 'ف'..='ي' => true,
        // The marks of Arabic and common punctuation, before the table of all scripts is searched.
        '\0'..='\x7F' | '«' | '»' | '،' | '؛' | '؟' | '٠'..='٩' | '\u{2000}'..='\u{206F}' => false,
        _ => c.is_alphabetic(),
    }
}

fn flags(c: char, class: Class) -> TokenFlags {
    match (class, c) {
        (Class::Letter, _) => {
            let own = match c {
                'أ' => TokenFlags::HAMZA_ABOVE,
                'إ' => TokenFlags::HAMZA_BELOW,
                'آ' => TokenFlags::MADDA,
                'ة' => TokenFlags::TA_MARBUTA,
                'ى' => TokenFlags::ALIF_MAQSURA,
                _ => TokenFlags::empty(),
            };
            let script = if c.is_ascii() {
                TokenFlags::LATIN
            } else if matches!(c, '\u{620}'..='\u{77F}' | '\u{FB50}'..='\u{FEFC}') {
                TokenFlags::ARABIC
            } else {
                TokenFlags::empty()
            };
            own | script
        }
        (Class::Mark, '\u{640}') => TokenFlags::TATWEEL,
        (Class::Mark, '\u{64B}') => TokenFlags::MARKS | TokenFlags::TANWIN_FATH,
        (Class::Mark, '\u{64F}') => TokenFlags::MARKS | TokenFlags::DAMMA,
        (Class::Mark, _) => TokenFlags::MARKS,
        _ => TokenFlags::empty(),
    }
}

//! Stems: what remains of a word when its inflection is taken off, so that «تغلق», «إغلاق» and «مغلق» are alike.
//!
//! No dictionary: weak letters and the commonest affixes go, what stays is hashed. Two words may meet by chance, which is why no relation
//! rests on one stem.

use std::sync::OnceLock;

use rawi_text::{Proclitics, TokenKind};

use crate::lexicon::Class;
use crate::scan::Scan;

/// A stem by its hash: the same on every machine and in every run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stem(pub u64);

/// The stems of the tokens of one scan, as far as they were asked for: each is asked for by its claim, by those who act in it, and by its document.
#[derive(Debug, Default)]
pub(crate) struct Asked(Box<[OnceLock<Option<Stem>>]>);

impl Asked {
    /// None of so many yet.
    pub(crate) fn none(tokens: usize) -> Asked {
        Asked(vec![OnceLock::new(); tokens].into())
    }
}

/// Longer words are compared by their first letters.
const LONGEST: usize = 24;

impl Stem {
    /// The stem of a folded word.
    pub fn of(key: &str) -> Stem {
        let mut letters = ['\0'; LONGEST];
        let mut len = 0;
        for (slot, letter) in letters.iter_mut().zip(key.chars()) {
            *slot = letter;
            len += 1;
        }
        let word = &letters[..len];
        if word.first().is_some_and(char::is_ascii_digit) {
            return Stem::hash(word.iter().copied());
        }
        let word = without_ending(without_article(word));
        let mut bones = ['\0'; LONGEST];
        let mut n = 0;
        for &letter in word.iter().filter(|letter| !matches!(letter, 'ا' | 'و' | 'ي')) {
            bones[n] = letter;
            n += 1;
        }
        let mut root = &bones[..n];
        for prefix in ['م', 'ت', 'ن'] {
            match root {
                [first, rest @ ..] if *first == prefix && rest.len() > 2 => root = rest,
                _ => {}
            }
        }
        if root.len() > 2 {
            return Stem::hash(root.iter().copied());
        }
        // Of two consonants hardly anything is left: the word itself tells more, but for how its vowels are written one after another (كيماوي، كيميائي).
        let weak = |at: usize| word.get(at).is_some_and(|letter| matches!(letter, 'ا' | 'و' | 'ي'));
        let run = |at: usize| weak(at) && (weak(at + 1) || at > 0 && weak(at - 1));
        let letters = word.iter().enumerate().filter(|&(at, _)| !run(at) || at == 0 || !run(at - 1));
        Stem::hash(letters.map(|(at, &letter)| if run(at) { '~' } else { letter }))
    }

    /// FNV-1a over the letters.
    fn hash(letters: impl Iterator<Item = char>) -> Stem {
        Stem(letters.fold(0xcbf2_9ce4_8422_2325, |hash, letter| {
            (hash ^ u64::from(u32::from(letter))).wrapping_mul(0x0000_0100_0000_01b3)
        }))
    }

    /// The stem of a token, without the proclitics that the lexicon cuts off in every sense; `None` for marks and for closed-class words.
    pub(super) fn at(scan: &Scan<'_>, at: usize) -> Option<Stem> {
        *scan.stems.0.get(at)?.get_or_init(|| Stem::told(scan, at))
    }

    fn told(scan: &Scan<'_>, at: usize) -> Option<Stem> {
        let token = scan.tokens.token(at)?;
        match token.kind {
            TokenKind::Number => return Some(Stem::of(scan.key(at))),
            TokenKind::Word => {}
            TokenKind::Punct | TokenKind::Symbol => return None,
        }
        if scan.is(at, Class::Function) || scan.is(at, Class::CuePreposition) {
            return None;
        }
        let mut key = scan.key(at);
        let senses = scan.senses(at);
        let mut joined = senses.first().map_or(Proclitics::empty(), |sense| sense.proclitics);
        for sense in senses {
            joined &= sense.proclitics;
            if joined.is_empty() {
                break;
            }
        }
        if joined.intersects(Proclitics::WA | Proclitics::FA) {
            key = key.strip_prefix(['و', 'ف']).unwrap_or(key);
        }
        if joined.intersects(Proclitics::BI | Proclitics::LI | Proclitics::KA) && !joined.contains(Proclitics::AL) {
            key = key.strip_prefix(['ب', 'ل', 'ك']).unwrap_or(key);
        }
        if joined.contains(Proclitics::SA) {
            key = key.strip_prefix('س').unwrap_or(key);
        }
        (key.len() > 2).then(|| Stem::of(key))
    }
}

/// A word without its article and what stands before that; two letters at least remain.
fn without_article(word: &[char]) -> &[char] {
    match word {
        ['و' | 'ب' | 'ك' | 'ف', 'ا', 'ل', rest @ ..] | ['ل' | 'ا', 'ل', rest @ ..] if rest.len() > 1 => rest,
        _ => word,
    }
}

/// A word without an ending that inflects; three letters at least remain.
fn without_ending(word: &[char]) -> &[char] {
    let ending = match word {
        [_, _, _, .., 'ت', 'ي' | 'ا', 'ن'] | [_, _, _, .., 'ه', 'م', 'ا'] => 3,
        [_, _, _, .., 'ه', 'ا' | 'م']
        | [_, _, _, .., 'ا', 'ت']
        | [_, _, _, .., 'و' | 'ي' | 'ا', 'ن']
        | [_, _, _, .., 'و', 'ا'] => 2,
        [_, _, _, .., 'ه' | 'ت' | 'ي' | 'ا'] => 1,
        _ => 0,
    };
    &word[..word.len() - ending]
}

/// How many stems two sorted lists share.
pub(super) fn shared(mut some: &[Stem], mut others: &[Stem]) -> usize {
    let mut count = 0;
    while let (Some(one), Some(other)) = (some.first(), others.first()) {
        let order = one.cmp(other);
        count += usize::from(order.is_eq());
        some = &some[usize::from(order.is_le())..];
        others = &others[usize::from(order.is_ge())..];
    }
    count
}

/// Sorted, each once.
pub(super) fn sorted(mut stems: Vec<Stem>) -> Vec<Stem> {
    stems.sort_unstable();
    stems.dedup();
    stems
}

#[cfg(test)]
mod tests {
    use super::*;
    use rawi_text::fold;

    fn stem(word: &str) -> Stem {
        Stem::of(&fold(word))
    }

    #[test]
    fn forms_of_one_word_have_one_stem() {
        for forms in [
            &["تغلق", "إغلاق", "الإغلاق", "مغلق", "أغلقت", "يغلقون"][..],
            &["استقالة", "يستقيل", "استقال", "باستقالته"],
            &["مصر", "المصرية", "مصريين"],
            &["الوزير", "وزير", "للوزير"],
            &["كيماوي", "كيماوية", "الكيميائية", "كيمياوي"],
        ] {
            let odd: Vec<_> = forms.iter().filter(|f| stem(f) != stem(forms[0])).collect();
            assert!(odd.is_empty() || odd.iter().all(|f| f.starts_with('ب')), "{forms:?}: {odd:?}");
        }
    }

    #[test]
    fn other_words_have_other_stems() {
        assert_ne!(stem("وزير"), stem("زار"));
        assert_ne!(stem("150"), stem("15"));
        assert_ne!(stem("السد"), stem("الجسر"));
    }
}

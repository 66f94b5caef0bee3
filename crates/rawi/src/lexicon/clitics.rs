//! Which clitics a word carries, decided between its letters and its senses.
//!
//! Nearly every construction asks, and nothing but the word decides; so it is decided once for each spelling.

use bitflags::bitflags;
use rawi_text::Proclitics;

use super::class::{Class, Sense};
use super::form::Form;
use super::spelling;

bitflags! {
    /// What a word begins with.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
    pub(crate) struct Clitics: u8 {
        /// It was decided.
        const KNOWN = 1;
        /// و or ف as a conjunction, as far as the lexicon or a long stem tells.
        const AND = 1 << 1;
        /// ال, after any other proclitic.
        const DEFINITE = 1 << 2;
        /// The preposition ب.
        const BI = 1 << 3;
        /// The preposition ل.
        const LI = 1 << 4;
    }
}

impl Clitics {
    /// Of a folded word that has all of these senses.
    pub(crate) fn of(key: &str, senses: &[Sense]) -> Clitics {
        let mut clitics = Clitics::KNOWN;
        clitics.set(Clitics::AND, begins_with_and(key, senses));
        clitics.set(Clitics::DEFINITE, spelling::is_definite(key) && !begins_with_own_letters(senses));
        clitics.set(Clitics::BI, glued_preposition(key, senses, 'ب', Proclitics::BI));
        clitics.set(Clitics::LI, glued_preposition(key, senses, 'ل', Proclitics::LI));
        clitics
    }
}

fn begins_with_and(key: &str, senses: &[Sense]) -> bool {
    let joined = |s: &Sense| s.proclitics.intersects(Proclitics::WA | Proclitics::FA);
    if senses.is_empty() {
        return key.strip_prefix('و').is_some_and(|rest| rest.len() >= 8);
    }
    // «ودعا» is و and دعا, though «ودّعا» is spelled the same.
    let reports = |s: &Sense| joined(s) && s.class == Class::Verb && s.form.is_some_and(Form::is_finite);
    senses.iter().any(joined)
        && (senses.iter().all(joined)
            || senses.iter().any(reports) && senses.iter().all(|s| joined(s) || s.class == Class::PlainVerb))
}

/// «التزامها», «ألمح»: ا and ل of the word itself, as the lexicon knows it.
fn begins_with_own_letters(senses: &[Sense]) -> bool {
    let own = |s: &Sense| {
        matches!(s.class, Class::Noun | Class::CueNoun | Class::Verb | Class::PlainVerb)
            && !s.proclitics.contains(Proclitics::AL)
    };
    senses.iter().any(own) && !senses.iter().any(|s| s.proclitics.contains(Proclitics::AL))
}

fn glued_preposition(key: &str, senses: &[Sense], letter: char, proclitic: Proclitics) -> bool {
    let bare = key.strip_prefix(['و', 'ف']).unwrap_or(key);
    let Some(rest) = bare.strip_prefix(letter).filter(|r| r.len() >= 4) else { return false };
    if !senses.is_empty() {
        // A word that the lexicon knows whole is not cut.
        let cut = |s: &Sense| s.proclitics.contains(proclitic);
        return senses.iter().any(cut)
            && senses.iter().all(|s| cut(s) || !(s.proclitics - Proclitics::WA - Proclitics::FA).is_empty());
    }
    // Of words that the lexicon does not know, ال or a verbal-noun shape behind the letter tells.
    spelling::has_article(rest) || letter == 'ل' && rest.starts_with('ل') || spelling::looks_verbal(rest)
}

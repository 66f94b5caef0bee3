//! Organizations: a body by its own name («الكرملين», «حزب الله»), or a head noun with what completes it («وزارة الدفاع», «شركة «البرج»», «الجيش السوري»).
//!
//! A head noun that nothing completes is a mention only where it goes back to a body named before («الوزارة»).

use std::ops::Range;

use rawi_text::TokenFlags;

use crate::claim::{Ground, Reach};
use crate::lexicon::{BodyKind, BodyName, Class, NounKind, Sense, spelling};

/// The longest name of a body, in tokens.
const LONGEST: usize = 7;

/// What stands at a word that can be a body.
pub(super) enum Found {
    /// A body by a name of the lexicon: the number of its row.
    Listed(Range<usize>, usize),
    /// A head noun and what completes it.
    Named(Range<usize>),
    /// A head noun with its article and nothing else.
    Bare(usize),
}

/// The body at token `at`, if one is named there.
pub(super) fn body(ground: &Ground<'_>, at: usize) -> Option<Found> {
    let scan = ground.scan;
    let sense = scan.sense(at, Class::Body)?;
    let lexicon = scan.lexicon;
    let (kind, row) = (*lexicon.bodies.get(sense.row())?, lexicon.body_names.get(sense.row())?);
    // «وسائل الإعلام الأميركية» is no body.
    let media = at > 0 && scan.is(at - 1, Class::Collective);
    if media || scan.is_settled(at) || sense.enclitic.is_some() || kind == BodyKind::State {
        return None;
    }
    let end = at + sense.len as usize;
    let limit = ground.sentence(at).end.min(at + LONGEST);
    // «وزير الخارجية الروسي»: an adjective of the other gender belongs to the minister.
    let feminine = scan.key(at).ends_with('ه');
    let agrees = |n: usize| !feminine || scan.key(n).ends_with('ه');
    let adjectives = |from: usize| (from..limit).find(|&n| !describes(ground, n) || !agrees(n)).unwrap_or(limit);
    if kind == BodyKind::Named && is_listed(ground, at, sense, row) {
        if is_adjective(ground, at, sense) {
            return None;
        }
        return Some(Found::Listed(at..end.max(adjectives(end)), sense.row()));
    }
    if sense.len > 1 || !scan.key(at).ends_with(row.folded.as_str()) {
        // A phrase that names nobody («قوات الأمن»), a plural («وزارات»).
        return None;
    }
    if ground.is_definite(at) {
        let end = adjectives(end);
        let country = (at + 1..end).any(|n| ground.is(n, Class::Demonym));
        return if end == at + 1 {
            Some(Found::Bare(at))
        } else {
            (country || kind == BodyKind::Named).then_some(Found::Named(at..end))
        };
    }
    let phrase = ground.phrase_from(at, limit, Reach::Narrow)?;
    let stops = |n: &usize| {
        ground.is_closed(*n)
            || scan.mark(*n, '،')
            || scan.mark(*n, '(')
            || ground.is(*n, Class::Role) && !ground.is_definite(*n)
            || ground.is(*n, Class::Unnamed)
            || ground.glued_preposition(*n, 'ل')
            || ground.glued_preposition(*n, 'ب')
    };
    let end = (end..phrase.end).find(stops).unwrap_or(phrase.end);
    let names = |n: usize| {
        ground.is_definite(n)
            || [Class::Country, Class::City, Class::Given, Class::Outlet].iter().any(|&class| ground.is(n, class))
            || scan.flag(n, TokenFlags::LATIN)
            || scan.mark(n, '«')
            || scan.mark(n, '"')
            || scan.senses(n).is_empty() && ground.is_word(n) && !scan.key(n).ends_with('ه')
    };
    let country = |n: usize| [Class::Country, Class::Demonym, Class::City].iter().any(|&class| ground.is(n, class));
    let completed = match kind {
        BodyKind::Named => end > at + 1 && names(at + 1) || (at + 2..end).any(|n| ground.is_definite(n)),
        // «حكومة جديدة», «شرطة المرور»: only a country names them.
        _ => (at + 1..end).any(country),
    };
    completed.then_some(Found::Named(at..end))
}

/// Is this spelling a name by itself: a phrase with a definite end, the short form of one, a word that is always written with its article?
fn is_listed(ground: &Ground<'_>, at: usize, sense: &Sense, row: &BodyName) -> bool {
    let last = at + sense.len as usize - 1;
    if sense.len > 1 {
        return ground.is_definite(last) || !ground.is(last, Class::Noun);
    }
    // «حماس» is also a common noun, but then mostly with a preposition («بحماس»).
    let known = ground.scan.senses(at).iter().all(|other| {
        matches!(other.class, Class::Body | Class::Country | Class::Demonym)
            || other.class == Class::Noun && !sense.has_preposition()
    });
    row.phrase && !row.folded.starts_with(spelling::bare(ground.scan.key(at))) && known
        || row.article && ground.is_definite(at) && known
}

/// May a name of one word that is a relative adjective («الخارجية») be one here: behind a noun («سياسته الخارجية») or inside a role («وزير الخارجية»)?
fn is_adjective(ground: &Ground<'_>, at: usize, sense: &Sense) -> bool {
    let scan = ground.scan;
    let Some(before) = at.checked_sub(1).filter(|_| sense.len == 1 && spelling::is_relative(scan.key(at))) else {
        return false;
    };
    let joined = !(sense.proclitics - rawi_text::Proclitics::AL).is_empty();
    let other =
        |sense: &Sense| matches!(sense.class, Class::Function | Class::Verb | Class::PlainVerb | Class::CuePreposition);
    joined || ground.is_word(before) && !scan.senses(before).iter().any(other)
}

/// A definite adjective that belongs to a body's name: of a country, or a relative adjective («المركزي», «الديمقراطية»).
fn describes(ground: &Ground<'_>, at: usize) -> bool {
    let key = ground.scan.key(at);
    let joined = ground.scan.senses(at).iter().any(|sense| !(sense.proclitics - rawi_text::Proclitics::AL).is_empty());
    ground.is_definite(at)
        && !joined
        && !ground.is(at, Class::Role)
        && !ground.is(at, Class::Given)
        && (ground.is(at, Class::Demonym)
            || spelling::is_relative(key)
                && (ground.scan.noun(at, NounKind::Adjective) || ground.is(at, Class::Affiliation)))
}

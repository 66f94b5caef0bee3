//! Who does what in a claim, as far as it helps to tell whether two claims of different documents speak of one thing.
//!
//! No parse: countries stand for those who act for them («دمشق», «النظام السوري»), the first word for what is denied («استخدام», «شن»). Where a claim names
//! neither, nothing is guessed.

use rawi_text::TokenKind;

use super::comparable::touched;
use super::stem::{Stem, sorted};
use super::words::WordKind;
use crate::lexicon::{Class, Function};
use crate::reading::{Claim, MentionKind, Reading};
use crate::scan::Scan;

/// A country by its code: ISO 3166-1 alpha-2; EU and UN for the two unions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Land(pub [u8; 2]);

/// Who does what in a claim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roles {
    /// The countries in the words for the source, sorted.
    pub home: Vec<Land>,
    /// The countries in the content, sorted.
    pub lands: Vec<Land>,
    /// Those among its first words, before any particle: of whom it is told («لجوء النظام السوري إلى», «القوات الإسرائيلية بشن»).
    pub agent: Vec<Land>,
    /// The first words that tell something, in order: what is denied, behind «صحة الأنباء عن».
    pub heads: Vec<Stem>,
    /// Is a word for having done something the first (استخدام، شن، الوقوف وراء)?
    pub head_does: bool,
    /// Is one among the first few («النظام السوري بشن»)?
    pub soon_does: bool,
    /// Is such a word anywhere in the content?
    pub does: bool,
    /// The words of the content without those for the dead and the injured, for people, numbers and their change; sorted.
    pub about: Vec<Stem>,
    /// The words right behind a negation, sorted.
    pub negates: Vec<Stem>,
    /// For each of [`Comparable::counts`](super::Comparable::counts), where it stands.
    pub counts: Vec<Standing>,
}

/// Where a number stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The words around it, as in [`Roles::about`]; sorted.
    pub around: Vec<Stem>,
    /// Is it a part of another number («بينهم 18»)?
    pub part: bool,
    /// Does its noun say no more than that they are people, or of which country (شخص، فلسطيني)?
    pub people: bool,
}

/// How many words count as the first.
const FIRST: usize = 4;

/// How many words of the content tell what is denied.
const HEADS: usize = 2;

impl Roles {
    /// The roles in a claim of a scanned document; `counts` are the mentions of its figures, as [`Comparable`](super::Comparable) has them.
    pub(crate) fn of(scan: &Scan<'_>, reading: &Reading, claim: &Claim, counts: impl Iterator<Item = usize>) -> Roles {
        let words = &scan.lexicon.relations;
        let kind = |at: usize| words.kind(scan.key(at));
        let mut roles = Roles { home: home(scan, reading, claim), ..Roles::default() };
        let mut told = 0;
        let mut negated = false;
        let mut particle = false;
        // Behind «إذا» and after a charge («وصف الاتهامات بشن هجوم بالمفبركة») no deed is told.
        let mut supposed = false;
        for &span in &claim.content {
            for at in touched(scan, span) {
                if scan.tokens[at].kind == TokenKind::Punct {
                    continue;
                }
                let word = Stem::at(scan, at);
                let deed = kind(at) == Some(WordKind::Deed) || word.is_some_and(|word| words.is_deed(word));
                supposed |= match kind(at) {
                    Some(WordKind::Condition) => true,
                    Some(WordKind::Accusation | WordKind::Report) => told == 0,
                    _ => false,
                };
                roles.does |= deed && !supposed;
                particle |= told > 0 && word.is_none();
                if told < FIRST {
                    roles.head_does |= deed && told < 2;
                    roles.soon_does |= deed && !supposed;
                    if !particle {
                        roles.agent.extend(land(scan, reading, at));
                    }
                }
                negated |=
                    [Function::Negation, Function::Lam].iter().any(|&function| scan.function(at, function).is_some());
                let Some(word) = word else { continue };
                if std::mem::take(&mut negated) && kind(at) != Some(WordKind::Idiom) {
                    roles.negates.push(word);
                }
                roles.lands.extend(land(scan, reading, at));
                match kind(at) {
                    Some(WordKind::Report | WordKind::Truth | WordKind::Statement | WordKind::Matter) => {}
                    Some(found) if found.is_toll() || matches!(found, WordKind::Anybody | WordKind::Change) => {
                        told += 1;
                    }
                    _ if scan.tokens[at].kind == TokenKind::Number => told += 1,
                    _ => {
                        told += 1;
                        roles.about.push(word);
                        if roles.heads.len() < HEADS {
                            roles.heads.push(word);
                        }
                    }
                }
            }
        }
        for lands in [&mut roles.lands, &mut roles.agent] {
            lands.sort_unstable();
            lands.dedup();
        }
        roles.about = sorted(roles.about);
        roles.negates = sorted(roles.negates);
        roles.counts = counts.map(|mention| standing(scan, reading, mention)).collect();
        roles
    }
}

/// How far the words around a number reach, in tokens on each side; no further than its sentence.
const AROUND: usize = 14;

/// Where the figure stands that is this mention of the document.
fn standing(scan: &Scan<'_>, reading: &Reading, mention: usize) -> Standing {
    let words = &scan.lexicon.relations;
    let kind = |at: usize| words.kind(scan.key(at));
    let Some(span) = reading.mentions.get(mention).map(|mention| mention.span) else { return Standing::default() };
    let own = touched(scan, span);
    let sentence = scan.sentences.get(scan.sentences.partition_point(|sentence| sentence.end <= own.start));
    let (first, last) = sentence.map_or((own.start, own.end), |sentence| (sentence.start, sentence.end));
    let around = first.max(own.start.saturating_sub(AROUND))..last.min(own.end + AROUND);
    let tells = |&at: &usize| {
        !own.contains(&at)
            && scan.tokens[at].kind == TokenKind::Word
            && !kind(at).is_some_and(|kind| {
                kind.is_toll() || matches!(kind, WordKind::Anybody | WordKind::Change | WordKind::Other)
            })
    };
    let noun = own.clone().rfind(|&at| scan.tokens[at].kind == TokenKind::Word);
    let general = |at: usize| {
        scan.is(at, Class::Demonym) || kind(at).is_some_and(|kind| kind.is_toll() || kind == WordKind::Anybody)
    };
    Standing {
        around: sorted(around.filter(tells).filter_map(|at| Stem::at(scan, at)).collect()),
        part: (own.start.saturating_sub(2).max(first)..own.start).any(|before| kind(before) == Some(WordKind::Among)),
        people: noun.is_none_or(general),
    }
}

/// The countries in the words for the source.
fn home(scan: &Scan<'_>, reading: &Reading, claim: &Claim) -> Vec<Land> {
    // Who goes on speaking was named before.
    let named = |other: &&Claim| other.source.is_some() && other.who.is_some() && other.who == claim.who;
    let source = claim.source.or_else(|| {
        let before = reading.claims.iter().filter(|other| other.cue.start() < claim.cue.start());
        before.rev().find(named).and_then(|other| other.source)
    });
    let mut home: Vec<Land> =
        source.into_iter().flat_map(|source| touched(scan, source)).filter_map(|at| land(scan, reading, at)).collect();
    home.sort_unstable();
    home.dedup();
    home
}

/// The country that the token at `at` begins to name.
fn land(scan: &Scan<'_>, reading: &Reading, at: usize) -> Option<Land> {
    let span = scan.tokens[at].span;
    // A proclitic is left out of the mention.
    let from = reading.mentions.partition_point(|mention| mention.span.start() < span.start());
    let mut mention = reading.mentions[from..].iter().take_while(|mention| mention.span.start() < span.end());
    mention.find_map(|mention| match mention.kind {
        MentionKind::Place { entity, .. } => {
            let code = reading.entities.get(entity)?.country.as_deref()?.as_bytes();
            Some(Land(*code.first_chunk::<2>()?))
        }
        _ => None,
    })
}

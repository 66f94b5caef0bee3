//! Who does what in a claim, as far as it helps to tell whether two claims of different documents speak of one thing.
//!
//! No parse: countries stand for those who act for them («دمشق», «النظام السوري»), the first word for what is denied («استخدام», «شن»). Where a claim names
//! neither, nothing is guessed.

use rawi_text::{Span, TokenKind, fold};

use super::comparable::{negates, stems_of, touched};
use super::reply::Reply;
use super::standing::Standing;
use super::stem::{Stem, sorted};
use super::words::WordKind;
use crate::lexicon::{Class, Function};
use crate::reading::{Act, Claim, MentionKind, Reading};
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
    /// Is one in the content, and told as done?
    pub deed: Deed,
    /// The first words behind it, sorted: what has been done.
    pub done: Vec<Stem>,
    /// The words of the content without those for the dead and the injured, for people, numbers and their change; sorted.
    pub about: Vec<Stem>,
    /// The words right behind a negation, sorted.
    pub negates: Vec<Stem>,
    /// Is the first word one for a charge (اتهامات، مزاعم)?
    pub charge: bool,
    /// The names of those whose own words the content tells, sorted stems («قال إن الوزير أكد»).
    pub relays: Vec<Stem>,
    /// What it says it answers.
    pub reply: Option<Reply>,
    /// The stem of its reporting word.
    pub cue: Stem,
    /// For each of [`Comparable::counts`](super::Comparable::counts), where it stands.
    pub counts: Vec<Standing>,
}

/// Where a claim tells that somebody has done something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Deed {
    /// Nowhere.
    #[default]
    No,
    /// Among the first few words («النظام السوري بشن هجوم»).
    Soon,
    /// Later.
    Later,
}

/// How many words count as the first.
const FIRST: usize = 4;

/// How many words behind one for having done something tell what has been done.
const DONE: usize = 5;

/// How many claims behind another one are looked at for being inside it.
const INSIDE: usize = 8;

/// How many words of the content tell what is denied.
const HEADS: usize = 2;

impl Roles {
    /// The roles in a claim of a scanned document; `counts` are the mentions of its figures, as [`Comparable`](super::Comparable) has them.
    pub(crate) fn of(scan: &Scan<'_>, reading: &Reading, nth: usize, counts: impl Iterator<Item = usize>) -> Roles {
        let words = &scan.lexicon.relations;
        let kind = |at: usize| words.kind(scan.key(at));
        let claim = &reading.claims[nth];
        let inside = || inside(reading, nth);
        let relays = inside().filter_map(|inner| inner.who.as_deref()).flat_map(stems_of).collect();
        let mut roles = Roles { home: home(scan, reading, claim), relays: sorted(relays), ..Roles::default() };
        roles.cue = Stem::of(&fold(&claim.lemma));
        let mut told = 0;
        let mut negated = false;
        let mut particle = false;
        // Behind «إذا» and after a charge («وصف الاتهامات بشن هجوم بالمفبركة») no deed is told.
        let mut supposed = false;
        // «الشبهات باستخدام»: the deed right behind is not told either.
        let mut rumored = false;
        let mut doing = 0;
        // Who accuses names the accused first; who tells may say how he knows («لدى بلاده دليل على أن»).
        let soon = if claim.act == Act::Accuse { FIRST } else { FIRST + 2 };
        for &span in &claim.content {
            for at in touched(scan, span) {
                if scan.tokens[at].kind == TokenKind::Punct {
                    continue;
                }
                let word = Stem::at(scan, at);
                let deed = kind(at) == Some(WordKind::Deed) || word.is_some_and(|word| words.is_deed(word));
                let deed = deed && !is_official(scan, at);
                let charge = told == 0 && matches!(kind(at), Some(WordKind::Accusation | WordKind::Report));
                roles.charge |= charge && kind(at) == Some(WordKind::Accusation);
                supposed |= charge || kind(at) == Some(WordKind::Condition);
                let told_of = deed && !supposed && !rumored;
                rumored = matches!(kind(at), Some(WordKind::Accusation | WordKind::Report | WordKind::Statement));
                if told_of && roles.deed != Deed::Soon {
                    roles.deed = if told < soon { Deed::Soon } else { Deed::Later };
                }
                particle |= told > 0 && word.is_none();
                if told < FIRST {
                    roles.head_does |= deed && told < 2;
                    if !particle {
                        roles.agent.extend(land(scan, reading, at));
                    }
                }
                negated |= negates(scan, at);
                let Some(word) = word else { continue };
                if std::mem::take(&mut negated) {
                    roles.negates.push(word);
                }
                roles.lands.extend(land(scan, reading, at));
                if deed {
                    doing = DONE;
                } else if doing > 0 {
                    doing -= 1;
                    roles.done.push(word);
                }
                match kind(at) {
                    Some(WordKind::Report | WordKind::Truth | WordKind::Statement | WordKind::Matter) => {}
                    Some(WordKind::Accusation) if roles.charge && told == 0 => {}
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
        roles.done = sorted(roles.done);
        roles.negates = sorted(roles.negates);
        let told = |span: Span| inside().any(|inner| inner.content.iter().any(|content| content.contains(span)));
        roles.counts = counts.map(|mention| Standing::of(scan, reading, mention, told)).collect();
        roles
    }
}

/// Is the word somebody in office («مسؤولون روس») and not who has done something («مسؤولة عن الهجوم»)?
fn is_official(scan: &Scan<'_>, at: usize) -> bool {
    (scan.is(at, Class::Role) || scan.is(at, Class::Unnamed))
        && scan.tokens.token(at + 1).is_none_or(|_| scan.function(at + 1, Function::Preposition).is_none())
}

/// The claims inside the content of claim `nth`, at any depth; they come after it.
fn inside(reading: &Reading, nth: usize) -> impl Iterator<Item = &Claim> {
    let mut within = vec![nth];
    let near = reading.claims.iter().enumerate().skip(nth + 1).take(INSIDE);
    near.filter_map(move |(at, claim)| {
        claim.parent.filter(|parent| within.contains(parent)).map(|_| within.push(at))?;
        Some(claim)
    })
}

/// The countries in the words for the source.
fn home(scan: &Scan<'_>, reading: &Reading, claim: &Claim) -> Vec<Land> {
    // Who goes on speaking was named before.
    let named = |other: &&Claim| other.source.is_some() && other.who.is_some() && other.who == claim.who;
    let source = claim.source.or_else(|| {
        let before = reading.claims.iter().filter(|other| other.cue.start() < claim.cue.start());
        before.rev().find(named).and_then(|other| other.source)
    });
    let tokens = source.map(|source| touched(scan, source)).unwrap_or_default();
    let of = |at: usize| land(scan, reading, at).or_else(|| nation(scan, at)).or_else(|| seat(scan, at));
    let mut home: Vec<Land> = tokens.filter_map(of).collect();
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

/// The country whose adjective the token at `at` is, inside the name of a body too («وزارة الدفاع السورية»).
fn nation(scan: &Scan<'_>, at: usize) -> Option<Land> {
    let country = &scan.lexicon.countries[scan.sense(at, Class::Demonym)?.row()];
    country.code.as_bytes().first_chunk::<2>().map(|code| Land(*code))
}

/// The country that governs from the seat whose name begins at `at` («الكرملين», «البيت الأبيض»).
fn seat(scan: &Scan<'_>, at: usize) -> Option<Land> {
    let next = scan.tokens.token(at + 1).map(|_| scan.key(at + 1));
    scan.lexicon.relations.seat(scan.key(at), next)
}

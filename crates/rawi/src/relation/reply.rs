//! Answers: «ردا على تصريحات الوزير», «وفي رده على هذه الاتهامات».
//!
//! The words stand in the frame of a claim, outside what is said. Whose words are answered is told by the name behind على, and they must be in
//! the document; an interviewer's question is nobody's claim.

use std::ops::Range;

use rawi_text::TokenKind;

use super::Claims;
use super::comparable::touched;
use super::point::Pointer;
use super::stem::{Stem, shared, sorted};
use super::words::WordKind;
use crate::lexicon::{Class, Function};
use crate::reading::{Act, Relation, RelationKind, RuleId};

/// It answers what somebody else said.
pub const RESPONDS_TO: RuleId = RuleId("responds-to");

/// What a claim says it answers, free of its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The words that say so, in bytes of the text: «ردا على تصريحات الوزير», «تصريحات الوزير» as what is condemned.
    pub span: (u32, u32),
    /// The words for whose they are, in order; what they are about may follow without a particle.
    pub owner: Vec<Stem>,
    /// The words for what they are about, behind a particle («عن الجسر»).
    pub about: Vec<Stem>,
    /// The noun for what is answered, if there is one: «تهديد», «تصريحات».
    pub noun: Option<Stem>,
    /// Is it one for a charge?
    pub charge: bool,
}

/// How many claims back the one that is answered may stand, and how many ahead.
const FARTHEST: usize = 40;

/// The longest name of what is answered, in tokens.
const LONGEST: usize = 10;

impl Claims<'_> {
    /// The claim that this one answers.
    pub(super) fn answers(&self, at: usize) -> Option<Relation> {
        if self.all[at].parent.is_some() {
            return None;
        }
        let (phrase, object) = self.answered(at)?;
        let scan = self.scan;
        let kind = |n: usize| scan.lexicon.relations.kind(scan.key(n));
        let demonstrative = scan.function(object.start, Function::Demonstrative).is_some();
        let noun = kind(object.start + usize::from(demonstrative));
        if noun == Some(WordKind::Question) {
            return None;
        }
        let to = if demonstrative {
            match self.pointer(object.clone())? {
                // «ردا على ذلك» answers a deed as often as words.
                Pointer::Before => return None,
                pointer => self.antecedent(at, pointer)?,
            }
        } else {
            let named = object.start + usize::from(noun.is_some())..object.end;
            let owner: Vec<Stem> = named.filter_map(|n| Stem::at(scan, n)).collect();
            match owner.first() {
                // «ردا على الهجوم» answers no words: without a noun for words, somebody must be named.
                Some(&first) => self
                    .owned(at, first, &sorted(owner.clone()))
                    .filter(|&to| noun.is_some() || self.all[to].entity.is_some())?,
                None => self.antecedent(at, self.pointer(object.clone())?)?,
            }
        };
        let words = scan.span(phrase.start..object.end)?;
        Some(Relation {
            kind: RelationKind::RespondsTo,
            from: at,
            to: Some(to),
            rule: RESPONDS_TO,
            evidence: (words, self.content(to)),
        })
    }

    /// What the claim says it answers of somebody who is named: in its frame («ردا على تصريحات فلان»), or as what it condemns, rejects, doubts or welcomes («انتقد تصريحات فلان»).
    pub(super) fn reply(&self, at: usize) -> Option<Reply> {
        let scan = self.scan;
        let claim = &self.all[at];
        let kind = |n: usize| scan.lexicon.relations.kind(scan.key(n));
        let (phrase, object) = match claim.act {
            Act::Condemn | Act::Reject | Act::Doubt | Act::Welcome => {
                let content = touched(scan, claim.content[0]);
                let words =
                    |n: usize| matches!(kind(n), Some(WordKind::Statement | WordKind::Accusation | WordKind::Decision));
                let end = self.name_end(content.start, content.end.min(content.start + LONGEST));
                (!content.is_empty() && words(content.start)).then_some((content.start..end, content.start..end))
            }
            _ => None,
        }
        .or_else(|| self.answered(at))?;
        let noun = kind(object.start).is_some_and(|kind| kind != WordKind::Question);
        if scan.function(object.start, Function::Demonstrative).is_some() || kind(object.start).is_some() && !noun {
            return None;
        }
        let named = object.start + usize::from(noun)..object.end;
        let particle = |n: &usize| scan.is(*n, Class::Function) && scan.function(*n, Function::NameOf).is_none();
        let end = named.clone().find(particle).unwrap_or(named.end);
        let stems = |range: Range<usize>| range.filter_map(|n| Stem::at(scan, n)).collect::<Vec<_>>();
        let (owner, about) = (stems(named.start..end), stems(end..named.end));
        let words = scan.span(phrase.start..object.end)?;
        let charge = kind(object.start) == Some(WordKind::Accusation);
        let noun = if noun { Stem::at(scan, object.start) } else { None };
        (!owner.is_empty()).then(|| Reply {
            span: (words.start() as u32, words.end() as u32),
            owner,
            about,
            noun,
            charge,
        })
    }

    /// Where the name of what is answered ends that begins at `object`.
    fn name_end(&self, object: usize, limit: usize) -> usize {
        let scan = self.scan;
        let ends = |n: &usize| {
            scan.tokens[*n].kind == TokenKind::Symbol
                || scan.mark(*n, '-')
                || scan.mark(*n, '(')
                || scan.mark(*n, '،')
                || scan.mark(*n, '.')
                || scan.mark(*n, ':')
                || scan.function(*n, Function::Inna).is_some()
                || scan.function(*n, Function::Relative).is_some()
                || scan.is(*n, Class::Verb) && !crate::lexicon::spelling::is_definite(scan.key(*n)) && *n > object
        };
        (object..limit).find(ends).unwrap_or(limit)
    }

    /// «ردا على …» in the frame of a claim, and what follows على.
    fn answered(&self, at: usize) -> Option<(Range<usize>, Range<usize>)> {
        let (scan, claim) = (self.scan, &self.all[at]);
        let words = &scan.lexicon.relations;
        let sentence = self.sentence(claim.cue);
        let (cue, content) = (self.token(at), touched(scan, claim.content[0]));
        let frame = if content.start > cue { sentence.start..content.start } else { content.end..sentence.end };
        let reply = |n: &usize| {
            words.kind(scan.key(*n)) == Some(WordKind::Reply) && !crate::lexicon::spelling::is_definite(scan.key(*n))
        };
        // The next reporting word goes on; only the first answers.
        let first = |n: &usize| {
            self.around(at, 8).all(|other| {
                let cue = self.token(other);
                !(*n..self.token(at)).contains(&cue)
            })
        };
        let ala = |n: usize| scan.function(n, Function::Ala).is_some_and(|sense| sense.enclitic.is_none());
        let free = |n: &usize| {
            let span = scan.tokens[*n].span;
            self.around(at, 8).all(|other| self.all[other].content.iter().all(|content| !content.contains(span)))
        };
        let start = frame.clone().find(|&n| n + 1 < frame.end && ala(n + 1) && reply(&n) && free(&n) && first(&n));
        let (start, object) = match start {
            Some(start) => (start, start + 2),
            // «رد الوزير على تصريحات النائب قائلا»
            None if words.exact(&claim.lemma) == Some(WordKind::Reply) && content.start > cue => {
                let ala = (cue + 1..content.start.min(cue + LONGEST)).find(|&n| ala(n))?;
                (cue, ala + 1)
            }
            None => return None,
        };
        let end = self.name_end(object, sentence.end.min(object + LONGEST));
        (end > object).then_some((start..end, object..end))
    }

    /// The nearest claim of somebody whose name begins with that word: before, or else behind.
    fn owned(&self, at: usize, first: Stem, owner: &[Stem]) -> Option<usize> {
        let fits = |n: &usize| {
            let who = &self.comparable(*n).who;
            let common = shared(who, owner);
            who.binary_search(&first).is_ok()
                && (common == who.len() || common == owner.len())
                && !self.nested(at, *n)
                && !self.same_who(at, *n)
        };
        let (before, behind) = (at.saturating_sub(FARTHEST)..at, at + 1..(at + FARTHEST).min(self.all.len()));
        before.rev().find(fits).or_else(|| behind.clone().find(fits))
    }
}

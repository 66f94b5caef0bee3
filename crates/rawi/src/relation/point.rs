//! Claims that point back: «نفى ذلك», «هذه الاتهامات», «وهو ما نفته الوزارة», «أكد صحة الأنباء».
//!
//! What is pointed at is a claim before, chosen by the noun that points; or, for ذلك and ما, the sentence or clause before, where the article tells it
//! in its own voice. Where nothing fits, nothing is linked.

use std::ops::Range;

use rawi_text::{Span, TokenKind};

use super::Claims;
use super::comparable::touched;
use super::words::WordKind;
use crate::lexicon::Function;
use crate::reading::{Act, ContentForm, Naming, Polarity, Relation, RelationKind, RuleId};

/// It denies what it points at.
const DENIES_POINTED: RuleId = RuleId("denies-pointed");
/// It confirms what it points at.
const CONFIRMS_POINTED: RuleId = RuleId("confirms-pointed");

/// How many claims back the one that is pointed at may stand.
const FARTHEST: usize = 12;

/// The longest phrase that only points, in tokens.
const LONGEST: usize = 6;

/// What the words point at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pointer {
    /// ذلك، هذا الأمر: what was said just before.
    Before,
    /// وهو ما: the clause before, in the same sentence.
    Clause,
    /// هذه الاتهامات، الأنباء، هذه التصريحات
    Kind(WordKind),
}

impl Claims<'_> {
    /// The denial or confirmation of what a claim points back at.
    pub(super) fn points_back(&self, at: usize) -> Option<Relation> {
        let claim = &self.all[at];
        let (kind, rule) = match (claim.act, claim.polarity) {
            (Act::Deny | Act::Reject, Polarity::Denied) => (RelationKind::Denies, DENIES_POINTED),
            (Act::Confirm | Act::Admit, Polarity::Asserted) => (RelationKind::Confirms, CONFIRMS_POINTED),
            _ => return None,
        };
        let &[content] = &claim.content[..] else { return None };
        let range = touched(self.scan, content);
        // «أكد أن هذا الأمر مستحيل» is a clause.
        let clause = !matches!(claim.form, ContentForm::Anaphoric | ContentForm::Act);
        if clause && self.scan.function(range.start, Function::Demonstrative).is_some() {
            return None;
        }
        let pointer = self.pointer(range.clone())?;
        // Who refuses «هذا البيان» refuses no claim; who refuses an accusation denies it.
        if claim.act == Act::Reject && pointer != Pointer::Kind(WordKind::Accusation) {
            return None;
        }
        let evidence = |to: usize| (content, self.content(to));
        if let Some(to) = self.antecedent(at, pointer) {
            return Some(Relation { kind, from: at, to: Some(to), rule, evidence: evidence(to) });
        }
        let told = self.own_voice(at, pointer)?;
        Some(Relation { kind, from: at, to: None, rule, evidence: (content, told) })
    }

    /// What a phrase points at, if it does nothing else.
    pub(super) fn pointer(&self, range: Range<usize>) -> Option<Pointer> {
        let (scan, words) = (self.scan, &self.scan.lexicon.relations);
        let kind = |at: usize| words.kind(scan.key(at));
        let mut at = range.start;
        if range.len() > LONGEST {
            return None;
        }
        if scan.function(range.end - 1, Function::Ma).is_some() && range.len() <= 2 {
            return Some(Pointer::Clause);
        }
        let truth = kind(at) == Some(WordKind::Truth);
        at += usize::from(truth);
        let demonstrative = scan.function(at, Function::Demonstrative).is_some();
        at += usize::from(demonstrative);
        if at == range.end {
            return demonstrative.then_some(Pointer::Before);
        }
        let noun = kind(at)?;
        let definite = crate::lexicon::spelling::is_definite(scan.key(at));
        let after = range.end - at - 1;
        match noun {
            WordKind::Matter if definite => {
                let same = after == 1 && scan.function(at + 1, Function::Emphatic).is_some();
                (demonstrative && after == 0 || same).then_some(Pointer::Before)
            }
            // A noun with more behind it than an adjective tells for itself what it is about.
            WordKind::Accusation | WordKind::Report if definite && after <= 1 + usize::from(demonstrative) => {
                Some(Pointer::Kind(noun))
            }
            WordKind::Statement if demonstrative && definite && after <= 1 => Some(Pointer::Kind(noun)),
            _ => None,
        }
    }

    /// The claim before that a pointer of claim `at` means.
    pub(super) fn antecedent(&self, at: usize, pointer: Pointer) -> Option<usize> {
        let start = self.content(at).start().min(self.all[at].cue.start());
        let sentence = self.sentence(self.all[at].cue);
        let before = |n: &usize| {
            self.all[*n].cue.end() <= start
                && !self.nested(at, *n)
                && self.all[*n].polarity != Polarity::Denied
                && !self.same_who(at, *n)
        };
        let mut earlier = (at.saturating_sub(FARTHEST)..at).rev().filter(before);
        match pointer {
            Pointer::Clause => earlier.find(|&n| sentence.contains(&self.token(n)) && self.content(n).end() <= start),
            Pointer::Before => {
                let (previous, _) = self.sentence_before(&sentence)?;
                earlier.find(|&n| previous <= self.token(n) && self.all[n].parent.is_none())
            }
            Pointer::Kind(WordKind::Accusation) => {
                earlier.find(|&n| matches!(self.all[n].act, Act::Accuse | Act::Allege))
            }
            Pointer::Kind(WordKind::Report) => earlier.find(|&n| {
                let claim = &self.all[n];
                claim.anonymity >= 3 && (claim.who.is_some() || claim.rule.0.contains("hearsay"))
                    || claim.act == Act::Allege
                    || matches!(claim.naming, Naming::Outlet | Naming::Document)
            }),
            Pointer::Kind(_) => earlier.find(|&n| self.all[n].parent.is_none() && self.all[n].anonymity < 3),
        }
    }

    /// The words of the article's own voice that are pointed at: the clause before in the sentence, or the sentence before if it holds no claim.
    fn own_voice(&self, at: usize, pointer: Pointer) -> Option<Span> {
        let scan = self.scan;
        let sentence = self.sentence(self.all[at].cue);
        let range = match pointer {
            Pointer::Clause => {
                let end = touched(scan, self.content(at)).start;
                let claimed = (at.saturating_sub(FARTHEST)..at).any(|n| sentence.contains(&self.token(n)));
                if claimed {
                    return None;
                }
                let comma = (sentence.start..end).rev().find(|&n| scan.mark(n, '،') || scan.mark(n, ','))?;
                sentence.start..comma
            }
            Pointer::Before => {
                let first = touched(scan, self.content(at)).start.min(self.token(at));
                // «… ، ونفى الوزير ذلك»: what stands before it in the sentence is meant.
                if first > sentence.start + 1 {
                    return None;
                }
                let (from, to) = self.sentence_before(&sentence)?;
                let claimed = (at.saturating_sub(FARTHEST)..at).any(|n| (from..to).contains(&self.token(n)));
                if claimed {
                    return None;
                }
                from..to
            }
            Pointer::Kind(_) => return None,
        };
        let words = range.clone().filter(|&n| scan.tokens[n].kind == TokenKind::Word).count();
        let end = range.clone().rev().find(|&n| scan.tokens[n].kind != TokenKind::Punct)? + 1;
        if words < 3 { None } else { scan.span(range.start..end) }
    }

    /// The token of a claim's cue.
    pub(super) fn token(&self, at: usize) -> usize {
        touched(self.scan, self.all[at].cue).start
    }

    /// The sentence around a span, in tokens.
    pub(super) fn sentence(&self, span: Span) -> Range<usize> {
        let token = touched(self.scan, span).start;
        let sentences = &self.scan.sentences;
        sentences.get(sentences.partition_point(|s| s.end <= token)).cloned().unwrap_or(token..token)
    }

    /// The tokens of the sentence before, the headline left out.
    fn sentence_before(&self, sentence: &Range<usize>) -> Option<(usize, usize)> {
        let sentences = &self.scan.sentences;
        let at = sentences.partition_point(|s| s.end <= sentence.start);
        let before = sentences.get(at.checked_sub(1)?)?;
        Some((before.start, before.end))
    }
}

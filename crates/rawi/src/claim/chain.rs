//! The media that carried a claim, when it was said, and the chain from the outlet to the speaker.

use std::ops::Range;

use super::draft::{Draft, Meant};
use super::ground::Ground;
use super::noun_phrase::Reach;
use crate::lexicon::{ChannelKind, Class, Function, NounKind, OutletKind, Sense};
use crate::reading::LinkRole;

impl Ground<'_> {
    /// The media of a draft, in text order: those read with its source and those in its frame.
    pub(super) fn media(&self, draft: &Draft, earlier: usize) -> Vec<Range<usize>> {
        let mut found = draft.via.clone();
        let sentence = self.sentence(draft.cue);
        let before = self.leading(draft, &sentence, earlier);
        for range in [before, draft.frame.clone()] {
            let mut n = range.start;
            while n < range.end {
                if draft.source.as_ref().is_some_and(|s| s.contains(&n)) || found.iter().any(|v| v.contains(&n)) {
                    n += 1;
                    continue;
                }
                match self.medium(n, range.end) {
                    Some(phrase) => {
                        n = phrase.end.max(n + 1);
                        found.push(phrase);
                    }
                    None => n += 1,
                }
            }
        }
        // «نقلا عن الوكالة»: the agency is the source, and carries nobody's words but its own.
        found.retain(|via| draft.source.as_ref() != Some(via));
        found.sort_by_key(|p| p.start);
        found.dedup();
        found
    }

    /// What stands before the cue in its clause and belongs to its attribution: «وفي مقابلة مع …، قال».
    /// `earlier` is where the content of an earlier cue of the sentence ends.
    fn leading(&self, draft: &Draft, sentence: &Range<usize>, earlier: usize) -> Range<usize> {
        if draft.meant == Meant::Subject && draft.source.is_none() {
            return draft.cue..draft.cue;
        }
        let from = match self.quotation(draft.cue) {
            Some(open) => (open + 1).max(sentence.start),
            None => sentence.start,
        }
        .max(earlier);
        let end = draft.cue.min(draft.content_start());
        // A word that opens another clause keeps what is before it to itself.
        let cut = (from..end).rev().find(|&n| {
            self.inna(n, true)
                || n > from && self.is_finite(n) && self.only_finite(n)
                || self.function(n, Function::Contrast).is_some()
        });
        cut.map_or(from, |n| n + 1).min(end.max(from))..end.max(from)
    }

    /// A medium at `at` that a preposition governs.
    fn medium(&self, at: usize, limit: usize) -> Option<Range<usize>> {
        let quoted = self.close(at).is_some();
        // «في إحدى الصحف المحلية»
        let one_of = !quoted && self.function(at, Function::One).is_some() && at + 1 < limit;
        let head = if quoted || one_of { at + 1 } else { at };
        let outlet = self.scan.sense(head, Class::Outlet);
        let channel = self.channel(head);
        let report = self.is(head, Class::Document) && at > 0 && self.function(at - 1, Function::Fi).is_some();
        if outlet.is_none() && channel.is_none() && !report {
            return None;
        }
        let glued = !quoted
            && (self.is_addressee(head)
                || self
                    .scan
                    .senses(head)
                    .iter()
                    .any(|s| matches!(s.class, Class::Outlet | Class::Channel) && s.has_preposition()));
        let before = at.checked_sub(1)?;
        let to_one = one_of && self.function(at, Function::One).is_some_and(Sense::has_preposition);
        let governed = glued
            || to_one
            || self.scan.mark(before, 'ل')
            || self.scan.mark(before, 'ب')
            || [Function::Fi, Function::Through, Function::During, Function::With, Function::Ala, Function::About]
                .iter()
                .any(|&f| self.function(before, f).is_some());
        if !governed {
            return None;
        }
        if channel == Some(ChannelKind::Statement) || channel.is_none() && report {
            let len = self
                .scan
                .sense(head, Class::Channel)
                .or_else(|| self.scan.sense(head, Class::Document))
                .map_or(1, |s| s.len as usize);
            let end = (head + len).min(limit);
            let adjective = end < limit
                && self.noun(end, NounKind::Adjective)
                && self.is_definite(end) == self.is_definite(head)
                && self.time(end).is_none();
            return Some(head..end + usize::from(adjective));
        }
        if quoted {
            return Some(at..self.close(at)? + 1);
        }
        if let Some(outlet) = outlet {
            let end = (head + outlet.len as usize).min(limit);
            return Some(head..self.described(end, limit));
        }
        // «حسابه على موقع …»: the site is the medium.
        let on_site = self.function(head + 1, Function::Ala).is_some()
            || self.glued_preposition(head + 1, 'ب') && self.is_medium(head + 1);
        if self.enclitic(head, Class::Channel).is_some() && on_site {
            return None;
        }
        let mut phrase = self.phrase_from(head, limit, Reach::Narrow).unwrap_or(head..head + 1);
        if self.is(phrase.end, Class::Outlet) && phrase.end < limit {
            phrase.end += self.scan.sense(phrase.end, Class::Outlet).map_or(1, |s| s.len as usize);
        }
        if one_of {
            phrase.start = at;
        }
        phrase.end = self.described(phrase.end, limit);
        Some(phrase)
    }

    /// Behind the name of a medium: its adjectives («وكالة الأنباء الماليزية الرسمية»).
    fn described(&self, mut at: usize, limit: usize) -> usize {
        while at < limit
            && self.is_definite(at)
            && (self.is(at, Class::Demonym) || self.noun(at, NounKind::Adjective))
            && !self.is(at, Class::Role)
            && self.time(at).is_none()
        {
            at += 1;
        }
        at
    }

    /// The time mention that says when the draft's words were said.
    pub(super) fn said_at(&self, draft: &Draft, earlier: usize) -> Option<usize> {
        let sentence = self.sentence(draft.cue);
        let free = |n: &usize| !draft.holds(*n) && !draft.source.as_ref().is_some_and(|s| s.contains(n));
        // «قالت زينة التي تزوجت عام 2000 إن»: when she married, not when she spoke.
        let mut relative = false;
        let told = |n: &usize| {
            relative = !self.is_comma(*n) && (relative || self.function(*n, Function::Relative).is_some());
            !relative
        };
        draft
            .frame
            .clone()
            .filter(told)
            .filter(free)
            .find_map(|n| self.dated(n))
            .or_else(|| self.leading(draft, &sentence, earlier).filter(free).filter_map(|n| self.dated(n)).next_back())
    }

    /// The words in the draft's frame that say why the source is not named: up to the next mark.
    pub(super) fn reason(&self, draft: &Draft) -> Option<Range<usize>> {
        let start = draft.frame.clone().find(|&n| self.is(n, Class::Reason))?;
        let end = (start..draft.frame.end).find(|&n| self.is_comma(n) || self.inna(n, true)).unwrap_or(draft.frame.end);
        (end > start).then_some(start..end)
    }

    /// What kind of link a medium is.
    pub(super) fn link_role(&self, phrase: &Range<usize>) -> LinkRole {
        let agency = |n: usize| {
            self.scan
                .sense(n, Class::Outlet)
                .is_some_and(|s| self.scan.lexicon.outlets[s.row()].kind == OutletKind::Agency)
                || self.is_agency_word(n)
        };
        if phrase.clone().any(agency) {
            LinkRole::Agency
        } else if self.channel(phrase.start) == Some(ChannelKind::Statement) {
            LinkRole::Document
        } else {
            LinkRole::Relay
        }
    }
}

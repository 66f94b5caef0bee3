//! What stands behind a comma and still names the same somebody («، عماد الدليمي،», «، من غرفة الشحن،»), and what only seems to.

use super::ground::Ground;
use crate::lexicon::{Class, Function, NounKind, Tense, spelling};

impl Ground<'_> {
    /// «هؤلاء المهاجرون», «هذا الخبير»: this and a word for people, not in the case of an object.
    pub(super) fn points_at_somebody(&self, at: usize) -> bool {
        let next = at + 1;
        self.function(at, Function::Demonstrative).is_some_and(|s| s.len == 1)
            && self.is_definite(next)
            && self.is_word(next)
            && !spelling::is_oblique_plural(self.key(next))
            && !self.is(next, Class::CueNoun)
            && !self.is(next, Class::Document)
            && (self.is(next, Class::Role)
                || self.is(next, Class::Unnamed)
                || self.noun(next, NounKind::Person)
                || spelling::is_long_human_plural(self.key(next)))
    }

    /// An indefinite adjective and nothing else: it heads no source.
    pub(super) fn is_bare_adjective(&self, at: usize) -> bool {
        let senses = self.scan.senses(at);
        // «معارضون» is a noun, and «ماكرون» a name.
        !self.is_definite(at)
            && !spelling::is_nominative_plural(self.key(at))
            && !senses.is_empty()
            && senses.iter().all(|s| s.class == Class::Noun && self.scan.lexicon.common[s.row()] == NounKind::Adjective)
    }

    /// An apposition that begins at `start`, after a comma: «، عماد الدليمي،», «، الرئيس التنفيذي لشركة …». Gives its end.
    pub(super) fn apposition(&self, start: usize, limit: usize) -> Option<usize> {
        // «غالب نور، من غرفة الشحن،»
        if self.function(start, Function::Min).is_some_and(|s| s.enclitic.is_none() && s.len == 1)
            && self.is(start + 1, Class::Body)
        {
            let end = self.wide(start + 1, limit);
            return (end >= limit || self.is_comma(end) || self.is_colon(end)).then_some(end);
        }
        if !self.begins_noun(start, limit)
            || self.begins_with_and(start)
            || self.is_participle(start)
            || self.function(start, Function::Additive).is_some()
        {
            return None;
        }
        let personal = self.is(start, Class::Role)
            || self.is_name_like(start)
            || self.is_unknown(start)
            || self.is(start, Class::NameParticle)
            || self.is(start, Class::Unnamed)
            || self.noun(start, NounKind::Person)
            || self.function(start, Function::Quantifier).is_some();
        // «، طالبا عدم ذكر اسمه،»: how the speaker is, not who.
        let how = self.is_accusative(start)
            && !self.is_definite(start)
            && !self.is_name_like(start)
            && !self.is_unknown(start);
        // «، المنتمي لمكتب التحقيق،»: a participle with what hangs on it.
        let clause = self.is_unknown(start)
            && self.is_definite(start)
            && start + 1 < limit
            && (self.glued_preposition(start + 1, 'ل')
                || self.glued_preposition(start + 1, 'ب')
                || self.begins_adjunct(start + 1));
        if !personal || how || clause {
            return None;
        }
        let end = self.wide(start, limit);
        let end = self.described_up_to_comma(start, end, limit).unwrap_or(end);
        // It must lead back to the sentence: a comma, a complementizer, a time, a preposition, a verb; not to a loose word.
        let leads = end >= limit
            || self.is_punct(end)
            || self.inna(end, true)
            || self.time(end).is_some()
            || self.is_closed(end)
            || self.is_finite(end)
            || self.is_plain_verb(end)
            || self.glued_preposition(end, 'ب')
            || self.glued_preposition(end, 'ل')
            || self.open(end).is_some();
        (leads && end > start).then_some(end)
    }

    /// «، حارس أمن في مدرسة قريبة، إن»: what hangs on an indefinite person word up to the comma before the end of the subject.
    pub(super) fn described_up_to_comma(&self, start: usize, end: usize, limit: usize) -> Option<usize> {
        let comma = limit.checked_sub(1).filter(|&c| self.is_comma(c) && c > end)?;
        let person = self.is(start, Class::Role)
            || self.is(start, Class::Unnamed)
            || self.noun(start, NounKind::Person)
            || self.function(start, Function::One).is_some();
        let plain = (end..comma).all(|n| {
            !self.is_comma(n)
                && !self.is_finite(n)
                && !self.is_plain_verb(n)
                && self.function(n, Function::Relative).is_none()
                && !self.inna(n, true)
                && !self.is_medium(n)
                && self.time(n).is_none()
        });
        (person && plain && !self.is_definite(start)).then_some(comma)
    }

    /// An indefinite participle of a reporting verb: مشيرا، مضيفة.
    pub(super) fn is_participle(&self, at: usize) -> bool {
        !self.is_definite(at) && self.verbs(at).any(|(_, form, _)| form.tense == Tense::Participle)
    }
}

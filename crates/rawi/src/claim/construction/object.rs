//! Verbs whose object is what is said: `verb-object` («نفت الحكومة وجود …», «اتهم أ بـ ب», «وهو ما نفته الجماعة»).

use std::ops::Range;

use rawi_text::Enclitic;

use super::finite::{Cue, VERB_OBJECT};
use crate::claim::complement::{Complement, Kind};
use crate::claim::draft::{Draft, Meant};
use crate::claim::ground::Ground;
use crate::claim::noun_phrase::Reach;
use crate::lexicon::{Class, Frames, Function, NounKind, Tense};
use crate::reading::{Act, Polarity};

impl Ground<'_> {
    /// Can the phrase be a source: anybody or anything but a thing or event without a name? («تنتقد العملية», «توضح الخريطة مواقع …»)
    pub(super) fn may_speak(&self, phrase: &Range<usize>) -> bool {
        let at = phrase.start + usize::from(self.function(phrase.start, Function::Demonstrative).is_some());
        if self.close(at).is_some()
            || at > 0 && self.close(at - 1).is_some()
            || !self.noun(at, NounKind::Thing) && !self.is_event(at)
        {
            return true;
        }
        // «عدة تقارير», «بعضها», «سلاح الجو»: one that counts, or a noun completed by a body.
        let counts = self.function(at, Function::Quantifier).is_some()
            || self.is(at, Class::Unnamed)
            || at + 1 < phrase.end
                && !self.is_definite(at + 1)
                && (self.is(at + 1, Class::Document) || self.is(at + 1, Class::Unnamed));
        self.names_somebody(at) || self.noun(at, NounKind::Person) || counts
    }

    /// «أكد الوزير أهمية أن …»: an object before the complementizer is the content, and أن hangs on it.
    pub(super) fn object_comes_first(&self, cue: &Cue<'_>, found: &Complement) -> bool {
        if !cue.verb.frames.contains(Frames::OBJ) || cue.sense.enclitic.is_some() || found.mark <= cue.at + 1 {
            return false;
        }
        // «وأضاف عودة: "…"»: the one word is who says it.
        if found.mark == cue.at + 2 && found.kind == Kind::Colon {
            return false;
        }
        let subject = self.noun_phrase(cue.at + 1, found.mark, Reach::Narrow);
        let after = subject.as_ref().map_or(cue.at + 1, |s| s.end);
        let head = if subject.as_ref().is_some_and(|s| self.is_object_head(s.start)) {
            Some(cue.at + 1)
        } else {
            self.object_start(after, found.mark).filter(|&o| o < found.mark)
        };
        let clause = found.kind == Kind::Clause;
        // «أعلن تحالف الشمال، الأربعاء، أن»: the clause hangs on the verb, not on the noun before it.
        if clause && (self.is_comma(found.mark - 1) || self.time(found.mark - 1).is_some()) {
            return false;
        }
        head.is_some_and(|o| {
            o < found.mark
                && !self.is(o, Class::CuePreposition)
                && !self.glued_preposition(o, 'ل')
                && !self.is(o, Class::Role)
                && (self.is_object_head(o)
                    || clause
                        && self.noun(o, NounKind::Thing)
                        && !self.is_definite(o)
                        && self.is_definite(o - 1)
                        && subject.as_ref().is_some_and(|s| s.end == o && self.is_definite(s.start))
                    || clause && self.is_masdar(o) && !self.is_participle(o)
                    || !clause && self.is_definite(o) && (self.noun(o, NounKind::Thing) || self.is_event(o)))
        })
    }

    /// «أكد هذا التقرير وقوع …»: this and a noun, where another noun follows as object.
    fn this_thing(&self, at: usize, limit: usize) -> Option<Range<usize>> {
        self.function(at, Function::Demonstrative).filter(|s| s.len == 1)?;
        let noun = self.noun_phrase(at + 1, limit, Reach::Narrow).filter(|p| self.is_definite(p.start))?;
        Some(at..noun.end)
    }

    /// «ناشدت العائلة السلطات كشف مصير ابنها»: what is asked for stands behind the one asked.
    fn behind_addressee(&self, object: usize, limit: usize) -> Option<usize> {
        let asked = |n: usize| self.is_object_head(n) || self.is_event(n) || self.is_masdar(n);
        let somebody = !self.noun(object, NounKind::Thing);
        if asked(object) || !somebody {
            return Some(object);
        }
        let addressee = self.noun_phrase(object, limit, Reach::Narrow)?;
        self.object_start(addressee.end, limit).filter(|&n| asked(n) && n == addressee.end)
    }

    /// «الذي أنكر الاتهامات»: the one described is the subject, and what follows the object.
    fn is_relative_verb(&self, cue: &Cue<'_>) -> bool {
        cue.sense.enclitic.is_none()
            && cue.at > cue.sentence.start
            && self.function(cue.at - 1, Function::Relative).is_some()
    }

    /// Does a subject stand right before its verb, «كان قد» aside, or is it what a relative clause describes?
    fn stands_before(&self, subject: &Range<usize>, cue: &Cue<'_>) -> bool {
        let auxiliary = |n: usize| {
            [Function::Kana, Function::Qad, Function::Auxiliary].iter().any(|&f| self.function(n, f).is_some())
        };
        (subject.end..cue.at).all(auxiliary) || self.is_relative_verb(cue)
    }

    /// «وهو ما نفته الجماعة», «نفى ذلك», «نفى الوزير ذلك».
    pub(super) fn pointing_back(&self, cue: &Cue<'_>) -> Option<Draft> {
        if !matches!(cue.sense.enclitic, Some(Enclitic::He | Enclitic::She)) || !cue.verb.frames.contains(Frames::OBJ) {
            return None;
        }
        let before = cue.at.checked_sub(1).filter(|&b| b >= cue.sentence.start)?;
        if before > cue.sentence.start
            && self.function(before - 1, Function::Resumption).is_some_and(|s| s.len == 2)
            && let Some(phrase) = self.noun_phrase(cue.at + 1, cue.limit, Reach::Narrow)
        {
            let mut draft = Self::draft(cue, VERB_OBJECT, vec![before - 1..before + 1], true, cue.at..cue.limit)?;
            draft.source = Some(phrase);
            draft.meant = Meant::Written;
            return Some(draft);
        }
        self.function(before, Function::Ma)?;
        let pointed = before > cue.sentence.start
            && (self.function(before - 1, Function::Pronoun).is_some()
                || self.function(before - 1, Function::Demonstrative).is_some()
                || self.is_comma(before - 1));
        if !pointed
            || !matches!(
                cue.verb.act,
                Act::Deny | Act::Reject | Act::Confirm | Act::Condemn | Act::Admit | Act::Announce
            )
        {
            return None;
        }
        let start = if before > cue.sentence.start
            && (self.function(before - 1, Function::Pronoun).is_some()
                || self.function(before - 1, Function::Demonstrative).is_some())
        {
            before - 1
        } else {
            before
        };
        let mut draft = Self::draft(cue, VERB_OBJECT, vec![start..before + 1], true, cue.at..cue.limit)?;
        let phrase = self.noun_phrase(cue.at + 1, cue.limit, Reach::Narrow)?;
        draft.source = Some(phrase);
        draft.meant = Meant::Written;
        Some(draft)
    }

    /// A direct object: «نفت الحكومة وجود …».
    pub(super) fn with_object(&self, cue: &Cue<'_>) -> Option<Draft> {
        let before =
            self.subject_before(cue.at, cue.form).filter(|p| self.may_speak(p) || p.end == cue.at).filter(|p| {
                self.stands_before(p, cue)
                    || self.zone(cue.at) == crate::reading::Zone::Headline
                    || self.function(p.start.wrapping_sub(1), Function::Kana).is_some()
            });
        let at_once = self.object_start(cue.at + 1, cue.limit);
        let (source, object) = if let Some(before) = before {
            (Some(before), at_once?)
        } else if self.is_relative_verb(cue) {
            (None, at_once?)
        } else {
            let subject = self
                .subject_after(cue.at, cue.limit, Reach::Narrow, cue.form)
                .or_else(|| self.this_thing(cue.at + 1, cue.limit).filter(|p| self.begins_noun(p.end, cue.limit)));
            match subject {
                Some(subject) if !self.is_object_head(subject.start) || self.is_definite(subject.start) => {
                    match self.object_start(subject.end, cue.limit) {
                        Some(object) if !self.glued_preposition(object, 'ب') => (Some(subject), object),
                        _ => (None, subject.start),
                    }
                }
                _ => (None, at_once?),
            }
        };
        let object = if cue.verb.frames.contains(Frames::ADDRESSEE) {
            self.behind_addressee(object, cue.limit)?
        } else {
            object
        };
        if (self.only_finite(object) || self.is_plain_verb(object)) && !self.is_masdar(object) && source.is_none()
            || self.glued_preposition(object, 'ب')
            || self.function(object, Function::About).is_some()
            // «كذب بشأن الصفقة»: he lied about it, and denies nothing.
            || self.function(object, Function::Topic).is_some()
            || object >= cue.limit
        {
            return None;
        }
        let refusal = cue.verb.act == Act::Reject
            && self.is_definite(object)
            && self.verbs(object).any(|(_, form, _)| form.tense == Tense::Masdar);
        // «رفض تأكيد أو نفي الأنباء»
        let neither = cue.verb.act == Act::Reject
            && self.is_masdar(object)
            && self.function(object + 1, Function::Conj).is_some()
            && self.is_masdar(object + 2)
            && object + 3 < cue.limit;
        // «رفض التعليق على الموضوع»: what is not commented on is the content.
        let start = if refusal
            && object + 2 < cue.limit
            && (self.function(object + 1, Function::Ala).is_some()
                || self.function(object + 1, Function::About).is_some())
        {
            object + 2
        } else if neither {
            object + 3
        } else {
            object
        };
        let content = self.content_as(self.told(cue, true), start, cue.limit);
        let mut draft = Self::draft(cue, VERB_OBJECT, content, true, cue.at..object)?;
        if refusal || neither {
            draft.act = Act::NoComment;
            draft.polarity = Polarity::Neither;
        }
        if let Some(phrase) = source {
            draft.source = Some(self.split_author(phrase, &mut draft.via));
            draft.meant = Meant::Written;
        }
        Some(draft)
    }

    /// «اتهمت الرياض الحوثيين باستخدام الميناء», «وصف القرار بالكارثة», «وصفه بأنه كارثة».
    pub(super) fn object_and_charge(&self, cue: &Cue<'_>) -> Option<Draft> {
        let joined = cue.sense.enclitic.is_some();
        let before = self.subject_before(cue.at, cue.form).filter(|p| self.stands_before(p, cue));
        let first = self.noun_phrase(cue.at + 1, cue.limit, Reach::Narrow);
        let (source, start) = if before.is_some() {
            (before, self.object_start(cue.at + 1, cue.limit)?)
        } else if joined {
            // «ما يعتبره منافسة غير مشروعة»: an indefinite thing is what it is called.
            // «واعتبرته مشتبها فيه»: an accusative is no subject.
            let subject = |p: &Range<usize>| {
                !self.is_accusative(p.start) || self.is_definite(p.start) || self.is_name_like(p.start)
            };
            match first.filter(|p| (self.is_definite(p.start) || self.may_speak(p)) && subject(p)) {
                Some(phrase) => {
                    // «رسوما تعتبرها النقابة غير قانونية»
                    let negated = self.function(phrase.end, Function::Negation).is_some();
                    let start = if negated { phrase.end } else { self.object_start(phrase.end, cue.limit)? };
                    (Some(phrase), start)
                }
                None if self.is_comma(cue.at + 1) => return None,
                None => (None, cue.at + 1),
            }
        } else {
            let phrase = first?;
            let next = self.object_start(phrase.end, cue.limit)?;
            let second =
                self.begins_noun(next, cue.limit) && !self.inna(next, true) && !self.glued_preposition(next, 'ب');
            if second && self.agrees_with(phrase.start, cue.form) { (Some(phrase), next) } else { (None, phrase.start) }
        };
        if cue.verb.frames.contains(Frames::BLAME)
            && !(start..cue.limit.min(start + 9)).any(|n| self.function(n, Function::Blame).is_some())
        {
            return None;
        }
        let charge = cue.verb.frames.contains(Frames::OBJ_PRED)
            || joined
            || (start..cue.limit)
                .take(30)
                .any(|n| self.glued_preposition(n, 'ب') || self.scan.mark(n, 'ب') || self.inna(n, true));
        if !charge {
            return None;
        }
        // After a pronoun object the predicate alone is content, without its complementizer.
        let start = if joined
            && (self.inna(start, true) || self.function(start, Function::Ala).is_some() && self.inna(start + 1, false))
        {
            if self.inna(start, true) { start + 1 } else { start + 2 }
        } else {
            start
        };
        let content = self.content_as(self.told(cue, false), start, cue.limit);
        let mut draft = Self::draft(cue, VERB_OBJECT, content, false, cue.at..start)?;
        if let Some(phrase) = source {
            draft.source = Some(phrase);
            draft.meant = Meant::Written;
        }
        Some(draft)
    }
}

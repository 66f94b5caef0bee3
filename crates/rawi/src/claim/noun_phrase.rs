//! Noun phrases: where a source begins and ends.
//!
//! No tagger runs here. A phrase is read from its head forward by what Arabic news allows: a construct chain up to its definite end,
//! adjectives that agree, a name after a role, an apposition after a comma, a quoted name after a medium or body.

use std::ops::Range;

use rawi_text::{Proclitics, TokenFlags};

use super::ground::Ground;
use crate::lexicon::{BodyKind, ChannelKind, Class, Function, NounKind, RoleKind, spelling};

/// How far a phrase may reach.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Everything up to what cannot be inside: for a subject whose end a complementizer will mark.
    Wide,
    /// One phrase only: for a subject that an object follows.
    Narrow,
}

/// The longest source that is believed, in tokens.
const LONGEST: usize = 34;

impl Ground<'_> {
    /// The noun phrase that begins at `start`, before `limit`.
    pub(super) fn noun_phrase(&self, start: usize, limit: usize, reach: Reach) -> Option<Range<usize>> {
        if !self.begins_noun(start, limit) {
            return None;
        }
        self.phrase_from(start, limit, reach)
    }

    /// As [`Ground::noun_phrase`], where what stands before already says that a noun phrase begins («وفقا لـ…»).
    pub(crate) fn phrase_from(&self, start: usize, limit: usize, reach: Reach) -> Option<Range<usize>> {
        let end = match reach {
            Reach::Wide => self.wide(start, limit),
            Reach::Narrow => self.narrow(start, limit),
        };
        let end = self.trim(start, end);
        (end > start).then_some(start..end)
    }

    fn trim(&self, start: usize, mut end: usize) -> usize {
        while end > start
            && (self.is_comma(end - 1)
                || self.is_colon(end - 1)
                || self.scan.mark(end - 1, '-')
                || self.scan.mark(end - 1, '–'))
        {
            end -= 1;
        }
        end
    }

    /// Can a noun phrase begin with this token?
    pub(super) fn begins_noun(&self, at: usize, limit: usize) -> bool {
        if at >= limit {
            return false;
        }
        if let Some(close) = self.close(at) {
            // A name in quotation marks.
            return close - at <= 6 && !self.is_finite(at + 1) && !self.inna(at + 1, true);
        }
        if !self.is_word(at) || self.time(at).is_some() || self.key(at).chars().count() == 1 {
            return false;
        }
        if self.is_bare_adjective(at) {
            return false;
        }
        if self.is_closed(at) || self.only_finite(at) || self.is_plain_verb(at) || self.is_addressee(at) {
            return self.is_quantifier(at);
        }
        self.function(at, Function::NameOf).is_some() && at > 0 && self.is_comma(at - 1)
            || !((self.glued_preposition(at, 'ب') || self.glued_preposition(at, 'ل')) && !self.is_name_like(at))
    }

    /// An indefinite adjective and nothing else: it heads no source.
    fn is_bare_adjective(&self, at: usize) -> bool {
        let senses = self.scan.senses(at);
        !self.is_definite(at)
            && !senses.is_empty()
            && senses.iter().all(|s| s.class == Class::Noun && self.scan.lexicon.common[s.row()] == NounKind::Adjective)
    }

    /// A closed-class word that is no part of a noun phrase's head.
    fn is_closed(&self, at: usize) -> bool {
        // «المتحدث باسم الحكومة، باسم حداد»: after a comma it is the name.
        if self.function(at, Function::NameOf).is_some() && at > 0 && self.is_comma(at - 1) {
            return false;
        }
        self.scan.senses(at).iter().any(|s| {
            s.class == Class::Function
                && !matches!(
                    self.scan.lexicon.functions[s.row()],
                    Function::Conj
                        | Function::Quantifier
                        | Function::Former
                        | Function::Gesture
                        | Function::One
                        | Function::Issued
                )
                && s.len == 1
                || s.class == Class::Function && s.len > 1
                || s.class == Class::CuePreposition && s.proclitics.is_empty()
        }) && !self.is(at, Class::Role)
            && !self.is(at, Class::Body)
            && !self.is(at, Class::Unnamed)
    }

    /// A finite reporting verb that nothing else speaks against.
    pub(super) fn only_finite(&self, at: usize) -> bool {
        self.is_finite(at)
            && !self.scan.senses(at).iter().any(|s| {
                matches!(
                    s.class,
                    Class::Role
                        | Class::Body
                        | Class::Unnamed
                        | Class::Outlet
                        | Class::Country
                        | Class::City
                        | Class::Document
                        | Class::Given
                        | Class::Demonym
                ) && s.enclitic.is_none()
            })
    }

    fn is_quantifier(&self, at: usize) -> bool {
        self.is(at, Class::Unnamed) || self.function(at, Function::Quantifier).is_some()
    }

    /// Is the role word here part of something else: a body («رئاسة الوزراء»), a medium, a document?
    pub(crate) fn is_named_otherwise(&self, at: usize) -> bool {
        self.is(at, Class::Body) || self.is(at, Class::Channel) || self.is(at, Class::Document)
    }

    /// Is the word a common one as well, so that a given name of the same letters proves little?
    pub(crate) fn is_common(&self, at: usize) -> bool {
        self.scan.senses(at).iter().any(|s| {
            matches!(
                s.class,
                Class::Noun
                    | Class::Function
                    | Class::Channel
                    | Class::Verb
                    | Class::PlainVerb
                    | Class::City
                    | Class::Country
                    | Class::CueNoun
            )
        })
    }

    pub(super) fn is_name_like(&self, at: usize) -> bool {
        self.is(at, Class::Given)
            || self.is(at, Class::Country)
            || self.is(at, Class::City)
            || self.is(at, Class::Outlet)
    }

    /// Does what follows `في` (or a glued ب or ل) belong to the phrase: a body or a place, not a medium or an event?
    fn is_seat(&self, at: usize) -> bool {
        (self.is(at, Class::Body) || self.is(at, Class::Country) || self.is(at, Class::City))
            && !self.is_medium(at)
            && self.time(at).is_none()
    }

    /// Is the word a medium that carries words (بيان، قناة، تويتر)?
    pub(super) fn is_medium(&self, at: usize) -> bool {
        self.is(at, Class::Channel) || self.is(at, Class::Outlet)
    }

    /// Is the word a statement kind of medium (بيان، مقابلة)?
    pub(super) fn channel(&self, at: usize) -> Option<ChannelKind> {
        self.scan.sense(at, Class::Channel).and_then(|s| self.scan.lexicon.channels.get(s.row())).copied()
    }

    fn wide(&self, start: usize, limit: usize) -> usize {
        let limit = limit.min(start + LONGEST);
        let mut at = start;
        let mut definite = false;
        let mut head_indefinite = !self.is_definite(start) && !self.is_name_like(start);
        while at < limit {
            if let Some(close) = self.close(at) {
                // A quoted name belongs to the phrase if it is short; a quotation is the end of it.
                let longest = if at > start && (self.is(at - 1, Class::Document) || self.is(at - 1, Class::Body)) {
                    18
                } else {
                    7
                };
                if close >= limit || close - at > longest || at > start && !self.names_follow(at - 1) && !definite {
                    return at;
                }
                at = close + 1;
                continue;
            }
            if at > start && self.time(at).is_some() {
                return at;
            }
            if self.is_comma(at) || self.scan.mark(at, '-') || self.scan.mark(at, '–') {
                let glued = self.scan.flag(at, TokenFlags::GLUED)
                    && self.scan.flag(at + 1, TokenFlags::GLUED)
                    && !self.is_comma(at);
                if glued {
                    // The part behind the hyphen of «مون جيه-إن» is no complementizer.
                    at += 2;
                    continue;
                }
                return match self.apposition(at + 1, limit) {
                    Some(end) => end,
                    None => at,
                };
            }
            if self.scan.mark(at, '.') && self.scan.flag(at + 1, TokenFlags::GLUED) {
                at += 1;
                continue;
            }
            if self.scan.mark(at, '(') && at > start {
                // «وكالة الأنباء (سونا)»: an acronym belongs to the name.
                match (at + 1..(at + 5).min(limit)).find(|&n| self.scan.mark(n, ')')) {
                    Some(close) if !self.is_finite(at + 1) => at = close + 1,
                    _ => return at,
                }
                continue;
            }
            if self.scan.mark(at, '#') || self.scan.mark(at, '_') {
                at += 1;
                continue;
            }
            if self.is_punct(at) || at > start && self.inna(at, true) {
                return at;
            }
            if at > start && self.is_closed(at) {
                match self.inside_phrase(at, limit, head_indefinite) {
                    Some(next) => {
                        at = next;
                        continue;
                    }
                    None => return at,
                }
            }
            if at > start && self.function(at, Function::Emphatic).is_some() {
                at += 1;
                continue;
            }
            if at > start && (self.only_finite(at) || self.is_plain_verb(at)) && !self.is_definite(at) {
                return at;
            }
            if at > start
                && (self.scan.senses(at).iter().any(|s| s.class == Class::CuePreposition)
                    || (self.is_participle(at) || definite && self.noun(at, NounKind::Adjective))
                        && self.is_accusative(at)
                        && !self.is_definite(at))
            {
                return at;
            }
            if at > start && self.glued_preposition(at, 'ب') && !self.is_name_like(at) {
                let seat = self.is_seat(at) || self.function(at, Function::NameOf).is_some();
                if !seat {
                    return at;
                }
            }
            if at > start && (self.is_addressee(at) || self.glued_preposition(at, 'ل') && self.is_named_so_far(at - 1))
            {
                return at;
            }
            if let Some(sense) = self.scan.sense(at, Class::Outlet).filter(|s| s.len > 1) {
                definite = true;
                at += sense.len as usize;
                continue;
            }
            definite |= self.is_definite(at) || self.is_name_like(at);
            if definite {
                head_indefinite = head_indefinite && !self.is_definite(start);
            }
            at += 1;
        }
        at
    }

    /// A preposition inside a source phrase: «مسؤول في الوزارة», «الناطق باسم», «عدد من». Gives the token after it.
    fn inside_phrase(&self, at: usize, limit: usize, head_indefinite: bool) -> Option<usize> {
        if at + 1 >= limit {
            return None;
        }
        if self.function(at, Function::NameOf).is_some() {
            return Some(at + 1);
        }
        if let Some(sense) = self.function(at, Function::Fi) {
            let next = at + sense.len as usize;
            // «قال بوتبول في المحكمة»: behind a name it says where, not of what.
            if self.is_named_so_far(at - 1) {
                return None;
            }
            if self.is_seat(next)
                || head_indefinite && !self.is_medium(next) && self.time(next).is_none() && self.is_definite(next)
            {
                return Some(next);
            }
        }
        if let Some(sense) = self.function(at, Function::Min) {
            let next = at + sense.len as usize;
            if head_indefinite && sense.enclitic.is_none() && self.is_word(next) && !self.inna(next, true) {
                return Some(next);
            }
        }
        if self.function(at, Function::Emphatic).is_some() {
            return Some(at + 1);
        }
        if self.function(at, Function::Min).is_some_and(|s| s.enclitic.is_none())
            && self.function(at - 1, Function::Quantifier).is_some()
        {
            return Some(at + 1);
        }
        if self.function(at, Function::Demonstrative).is_some() && self.is_definite(at + 1) && !self.is_definite(at - 1)
        {
            return Some(at + 1);
        }
        // «السفير لدى اليمن»
        if self.function(at, Function::At).is_some() && self.is_seat(at + 1) {
            return Some(at + 1);
        }
        // «تقرير صادر عن اللجنة»
        if let Some(sense) = self.function(at, Function::About).filter(|s| s.enclitic.is_none()) {
            let next = at + sense.len as usize;
            if self.function(at - 1, Function::Issued).is_some() {
                return Some(next);
            }
        }
        None
    }

    /// Does a personal name end at this token, so that a word glued to ل behind it is spoken to and no part of the name?
    fn is_named_so_far(&self, at: usize) -> bool {
        let of_body = at > 0 && (self.is(at - 1, Class::Body) || self.is(at - 1, Class::Document));
        !of_body
            && (self.is_unknown(at) || self.is(at, Class::Given))
            && !self.is(at, Class::Channel)
            && !self.is(at, Class::Noun)
    }

    /// Somebody or something spoken to, glued to ل: an outlet, a medium, the press.
    pub(super) fn is_addressee(&self, at: usize) -> bool {
        if self.scan.mark(at, 'ل') {
            return self.close(at + 1).is_some() || self.is(at + 1, Class::Outlet);
        }
        self.scan.senses(at).iter().any(|s| {
            s.proclitics.contains(Proclitics::LI)
                && (matches!(s.class, Class::Channel | Class::Outlet)
                    || s.class == Class::Role && spelling::is_oblique_plural(self.key(at)))
        })
    }

    /// May a quoted name follow this token?
    fn names_follow(&self, at: usize) -> bool {
        self.is_medium(at)
            || self.is(at, Class::Body)
            || self.is(at, Class::Unnamed)
            || self.is(at, Class::Role)
            || self.is(at, Class::Document)
            || self.is_definite(at)
            || self.scan.mark(at, 'ل')
    }

    /// An apposition that begins at `start`, after a comma: «، عماد الدليمي،», «، الرئيس التنفيذي لشركة …». Gives its end.
    fn apposition(&self, start: usize, limit: usize) -> Option<usize> {
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
            || self.function(start, Function::Quantifier).is_some();
        if !personal {
            return None;
        }
        let end = self.wide(start, limit);
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

    /// An indefinite participle of a reporting verb: مشيرا، مضيفة.
    pub(super) fn is_participle(&self, at: usize) -> bool {
        !self.is_definite(at) && self.verbs(at).any(|(_, form, _)| form.tense == crate::lexicon::Tense::Participle)
    }

    /// Does the lexicon know nothing of the word, so that it may be a name?
    pub(super) fn is_unknown(&self, at: usize) -> bool {
        self.is_word(at) && self.scan.senses(at).is_empty()
    }

    fn narrow(&self, start: usize, limit: usize) -> usize {
        let limit = limit.min(start + LONGEST);
        let mut at = start;
        if let Some(close) = self.close(at) {
            at = close + 1;
            return self.adjectives(at, limit, start);
        }
        // A place or outlet by name is a phrase by itself, with its adjective.
        for class in [Class::Country, Class::Outlet, Class::City] {
            if let Some(sense) = self.scan.sense(at, class) {
                return (at + sense.len as usize).min(limit);
            }
        }
        let personal = self.is(at, Class::Role) || self.is(at, Class::Unnamed);
        let named = self.is(at, Class::Given) || self.is(at, Class::NameParticle);
        if named || self.is_unknown(at) && !self.is_definite(at) {
            at = self.name(at, limit).max(at + 1);
            if self.is(at, Class::Role) && at < limit && !self.begins_with_and(at) {
                return self.narrow(at, limit);
            }
            return self.tail(at, limit, start);
        }
        if self.function(at, Function::Quantifier).is_some_and(|s| s.enclitic.is_some())
            || self.function(at, Function::Quantifier).is_some() && self.function(at, Function::Pronoun).is_some()
        {
            return at + 1;
        }
        if self.function(at, Function::Quantifier).is_some() && at + 1 < limit {
            let next = if self.function(at + 1, Function::Min).is_some_and(|s| s.enclitic.is_none()) {
                at + 2
            } else {
                at + 1
            };
            return if self.begins_noun(next, limit) { self.narrow(next, limit) } else { at + 1 };
        }
        // A construct chain: indefinite nouns up to a definite one.
        let known = self
            .scan
            .senses(at)
            .iter()
            .filter(|s| {
                matches!(s.class, Class::Body | Class::Role | Class::Channel | Class::Unnamed | Class::Document)
            })
            .map(|s| s.len as usize)
            .max();
        let mut end = at + known.unwrap_or(1) - 1;
        while end < limit && self.continues_chain(end, at) {
            end += 1;
            if self.is_definite(end - 1) || self.is_name_like(end - 1) {
                break;
            }
        }
        end = end.max(at + 1);
        end = self.adjectives(end, limit, at);
        // «وزير الاتصالات وتقنية المعلومات», «وزارة التعليم والبحث العلمي»: one name with two members.
        while end + 1 < limit
            && self.needs_complement(at)
            && self.begins_with_and(end)
            && !self.is_finite(end)
            && !self.is_plain_verb(end)
            && self.is_member(end)
        {
            let next = if self.is_definite(end) { end + 1 } else { end + 2 };
            end = self.adjectives(next.min(limit), limit, end);
        }
        while end < limit
            && self.close(end).is_some_and(|close| close < limit && close - end <= 6)
            && self.names_follow(end - 1)
            && !self.is_finite(end + 1)
        {
            end = self.close(end).map_or(end, |close| close + 1);
            end = self.adjectives(end, limit, at);
        }
        if self.function(end, Function::NameOf).is_some() && end + 1 < limit {
            end = self.narrow(end + 1, limit);
        }
        if let Some(sense) = self.function(end, Function::Fi).or_else(|| self.function(end, Function::Min)) {
            let next = end + sense.len as usize;
            let of_group = self.function(end, Function::Min).is_some()
                && personal
                && (self.is_name_like(next) || self.is_unknown(next) || self.is_definite(next));
            if next < limit && (self.is_seat(next) || of_group) {
                end = self.narrow(next, limit);
            }
        }
        let body = self.is(at, Class::Body) || self.is(at, Class::Role);
        if self.function(end, Function::At).is_some() && end + 1 < limit && self.is_seat(end + 1) {
            end = self.narrow(end + 1, limit);
        }
        while end < limit
            && (self.glued_preposition(end, 'ل') || self.glued_preposition(end, 'ب'))
            && !self.is_addressee(end)
            && (self.is_seat(end)
                || body
                    && self.glued_preposition(end, 'ل')
                    && (!self.is_event(end) || self.noun(end, NounKind::Thing) || self.is_definite(end)))
        {
            end = self.adjectives(end + 1, limit, end);
        }
        if personal {
            end = self.name(end, limit);
        }
        if self.function(end, Function::Emphatic).is_some() {
            end += 1;
        }
        if self.scan.mark(end, '(') && self.is_word(end + 1) && self.scan.mark(end + 2, ')') && end + 3 <= limit {
            end += 3;
        }
        self.tail(end, limit, start)
    }

    fn continues_chain(&self, at: usize, start: usize) -> bool {
        if at == start {
            return true;
        }
        self.is_word(at)
            && !self.is_closed(at)
            && !self.only_finite(at)
            && !self.is_plain_verb(at)
            && !(self.is_accusative(at)
                && !self.is_definite(at)
                && (self.is_medium(at) || self.is(at, Class::Document) || self.is(at, Class::CueNoun)))
            && self.time(at).is_none()
            && !self.glued_preposition(at, 'ب')
            && !(self.glued_preposition(at, 'ل') && !self.is(at, Class::Body))
            && !(self.is_object_head(at)
                && !self.is(at, Class::Body)
                && !self.is(at, Class::Role)
                && !self.needs_complement(start))
            && !self.is_participle(at)
    }

    /// Is the word behind و a second member of a body's name: a definite noun, or a noun in construct with one?
    fn is_member(&self, at: usize) -> bool {
        let noun =
            |n: usize| self.scan.senses(n).is_empty() || self.scan.senses(n).iter().any(|s| s.class == Class::Noun);
        noun(at)
            && (self.is_definite(at) || self.is_definite(at + 1) && self.is_word(at + 1))
            && !self.is(at, Class::Role)
            && !self.is(at, Class::Body)
    }

    /// Is the head one that never stands alone («مدير», «وزارة»), so that even a verbal noun behind it belongs to its name («مدير إدارة دعم …»)?
    fn needs_complement(&self, head: usize) -> bool {
        let office = self
            .scan
            .sense(head, Class::Role)
            .is_some_and(|s| self.scan.lexicon.roles[s.row()].kind == RoleKind::Office);
        let body =
            self.scan.sense(head, Class::Body).is_some_and(|s| self.scan.lexicon.bodies[s.row()] == BodyKind::Named);
        (office || body) && !self.is(head, Class::Unnamed) && !self.is_definite(head)
    }

    /// Adjectives of the noun at `head`: definite after definite, indefinite after indefinite, agreeing in gender; not a new head.
    fn adjectives(&self, mut at: usize, limit: usize, head: usize) -> usize {
        let definite = self.is_definite(at.saturating_sub(1)) || self.is_name_like(at.saturating_sub(1));
        while at < limit && self.is_word(at) && self.time(at).is_none() {
            let known_head = self.is(at, Class::Body)
                || self.is(at, Class::Role)
                || self.is(at, Class::Country)
                || self.is(at, Class::Unnamed)
                || self.is(at, Class::City);
            let joins = self.begins_with_and(at);
            // «النائب المعارض بشير …»: a role word between a role and a name describes.
            let described = self.is(at, Class::Role)
                && self.is_definite(at)
                && self.is(at.saturating_sub(1), Class::Role)
                && (self.is(at + 1, Class::Given) || self.is_unknown(at + 1));
            let noun = self.is_event(at)
                || self.is_masdar(at)
                || self.noun(at, NounKind::Thing)
                || self.noun(at, NounKind::Person);
            let adjectival = self.noun(at, NounKind::Adjective)
                || self.is(at, Class::Demonym)
                || self.is(at, Class::Affiliation)
                || self.function(at, Function::Former).is_some();
            let adjective = if noun && !adjectival && !described {
                false
            } else if definite {
                self.is_definite(at) && (!known_head || described || self.is(at, Class::Demonym))
            } else {
                !self.is_definite(at) && (adjectival || spelling::is_relative(self.key(at)) && !self.is_finite(at))
            };
            if !adjective || self.is_closed(at) || joins && !self.is_definite(at) || !self.agrees(head, at) {
                break;
            }
            at += 1;
        }
        at
    }

    /// Can the adjective at `at` belong to a noun of the chain from `head`? A human plural (ـين, ـون) cannot follow a singular.
    fn agrees(&self, head: usize, at: usize) -> bool {
        let plural = |at: usize| spelling::is_human_plural(self.key(at));
        if !plural(at) {
            return true;
        }
        (head..at).any(|n| {
            plural(n)
                || spelling::is_feminine_plural(self.key(n))
                || self.scan.senses(n).iter().any(|s| s.class == Class::Unnamed)
        }) || self.key(at).chars().count() <= 5
    }

    /// A personal name: known given names, particles, and words that nothing is known of.
    fn name(&self, start: usize, limit: usize) -> usize {
        let mut at = start;
        while at < limit && at < start + 6 {
            let joined = self.scan.mark(at, '-')
                && self.scan.flag(at, TokenFlags::GLUED)
                && self.scan.flag(at + 1, TokenFlags::GLUED);
            if joined {
                at += 2;
                continue;
            }
            if !self.is_word(at) || self.time(at).is_some() || at > start && self.begins_with_and(at) {
                break;
            }
            let known = self.is(at, Class::Given) || self.is(at, Class::NameParticle);
            let surname = self.is_unknown(at)
                || at > start
                    && self.is_definite(at)
                    && (self.is(at - 1, Class::Given) || self.is(at - 1, Class::NameParticle))
                    && !self.is(at, Class::Body)
                    && !self.is(at, Class::Country)
                    && !self.is(at, Class::Role)
                    && !self.is_event(at)
                    && !self.is_masdar(at)
                    && !self.noun(at, NounKind::Thing);
            let family = at > start && (self.is(at, Class::Family) || self.noun_as_surname(at));
            if at > start && !family && (self.is(at, Class::CueNoun) || self.is_masdar(at)) {
                break;
            }
            if !known && !surname && !family
                || self.only_finite(at)
                || self.is_plain_verb(at)
                || self.is_closed(at)
                || (self.glued_preposition(at, 'ب') || self.glued_preposition(at, 'ل')) && !known && !family
            {
                break;
            }
            at += 1;
        }
        at
    }

    /// «سامر كنعان إن»: a common noun behind a given name is the surname where the name surely ends behind it, at a complementizer, mark or time.
    fn noun_as_surname(&self, at: usize) -> bool {
        let named = self.is(at - 1, Class::Given) || self.is(at - 1, Class::NameParticle) || self.is_unknown(at - 1);
        let ends = self.inna(at + 1, false)
            || self.is_comma(at + 1)
            || self.is_colon(at + 1)
            || self.close(at + 1).is_some()
            || self.time(at + 1).is_some();
        named && ends && self.is(at, Class::Noun) && !self.is_definite(at) && self.enclitic(at, Class::Noun).is_none()
    }

    /// What may still follow a narrow phrase: an apposition between commas, a second member after و.
    fn tail(&self, at: usize, limit: usize, start: usize) -> usize {
        if self.is_comma(at)
            && let Some(end) = self.apposition(at + 1, limit)
        {
            let described = self.is_plain_verb(end) && (end..limit.min(end + 9)).any(|n| self.is_comma(n));
            if self.is_comma(end) || self.inna(end, true) || self.close(end).is_some() || described {
                return end;
            }
        }
        if at < limit
            && self.begins_with_and(at)
            && !self.is_finite(at)
            && self.time(at).is_none()
            && (self.is_name_like(at) || self.is(at, Class::Role) || self.is(at, Class::Body))
            && at - start < 12
        {
            return self.narrow(at, limit);
        }
        at
    }
}

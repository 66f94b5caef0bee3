//! Noun phrases: where a source begins and ends.
//!
//! No tagger runs here. A phrase is read from its head forward by what Arabic news allows: a construct chain up to its definite end,
//! adjectives that agree, a name after a role, an apposition after a comma, a quoted name after a medium or body.

use std::ops::Range;

use rawi_text::{Enclitic, Proclitics, TokenFlags};

use super::ground::Ground;
use crate::lexicon::{ChannelKind, Class, Function, NounKind, spelling};

/// How far a phrase may reach.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Everything up to what cannot be inside: for a subject whose end a complementizer will mark.
    Wide,
    /// One phrase only: for a subject that an object follows.
    Narrow,
}

/// The longest source that is believed, in tokens.
pub(super) const LONGEST: usize = 34;

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
        // «قال 15 عاملا إن»: people who are counted in digits.
        let digits = self.scan.tokens.token(at).is_some_and(|t| t.kind == rawi_text::TokenKind::Number);
        if digits && self.time(at).is_none() && at + 1 < limit {
            return self.noun(at + 1, NounKind::Person)
                || self.is(at + 1, Class::Unnamed)
                || self.is(at + 1, Class::Role) && !self.is_definite(at + 1);
        }
        if !self.is_word(at) || self.time(at).is_some() || self.key(at).chars().count() == 1 {
            return false;
        }
        if self.is_bare_adjective(at) {
            return false;
        }
        if self.is_closed(at) || self.only_finite(at) || self.is_plain_verb(at) || self.is_addressee(at) {
            return self.is_quantifier(at) || self.points_at_somebody(at);
        }
        self.function(at, Function::NameOf).is_some() && at > 0 && self.is_comma(at - 1)
            || !((self.glued_preposition(at, 'ب') || self.glued_preposition(at, 'ل')) && !self.is_name_like(at))
    }

    /// A closed-class word that is no part of a noun phrase's head.
    pub(crate) fn is_closed(&self, at: usize) -> bool {
        // «المتحدث باسم الحكومة، باسم حداد»: after a comma it is the name.
        if self.function(at, Function::NameOf).is_some() && at > 0 && self.is_comma(at - 1) {
            return false;
        }
        self.scan.senses(at).iter().any(|s| {
            // «زعيم قبلي»: no «قبلي» of «قبل».
            s.class == Class::Function
                && !(s.enclitic.is_some() && self.is(at, Class::Affiliation))
                && !matches!(
                    self.scan.lexicon.functions[s.row()],
                    Function::Conj
                        | Function::Quantifier
                        | Function::Former
                        | Function::Gesture
                        | Function::One
                        | Function::Issued
                        | Function::Same
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
            && !self.is_honorific_of(at)
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
                    || s.class == Class::Function
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
    pub(super) fn is_seat(&self, at: usize) -> bool {
        (self.is(at, Class::Body) || self.is(at, Class::Country) || self.is(at, Class::City))
            && !self.is_medium(at)
            && self.time(at).is_none()
            || self.function(at, Function::One).is_some()
                && (self.is(at + 1, Class::Body) || self.is_definite(at + 1) && self.is_word(at + 1))
    }

    /// Is the word in a table of those who can speak: people, bodies, places, media, documents?
    pub(super) fn names_somebody(&self, at: usize) -> bool {
        [
            Class::Role,
            Class::Body,
            Class::Unnamed,
            Class::Document,
            Class::Country,
            Class::City,
            Class::Given,
            Class::Outlet,
            Class::Channel,
            Class::CueNoun,
            Class::Demonym,
        ]
        .iter()
        .any(|&c| self.is(at, c))
    }

    /// Is the word a medium that carries words (بيان، قناة، تويتر)?
    pub(super) fn is_medium(&self, at: usize) -> bool {
        self.is(at, Class::Channel) || self.is(at, Class::Outlet)
    }

    /// Is the word a statement kind of medium (بيان، مقابلة)?
    pub(super) fn channel(&self, at: usize) -> Option<ChannelKind> {
        self.scan.sense(at, Class::Channel).and_then(|s| self.scan.lexicon.channels.get(s.row())).copied()
    }

    pub(super) fn wide(&self, start: usize, limit: usize) -> usize {
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
                    || (self.is_participle(at)
                        || definite
                            && (self.noun(at, NounKind::Adjective)
                                || self.is(at, Class::Document)
                                || self.is(at, Class::Channel)))
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
            // «تقرير صدر أمس»: a clause about the paper.
            if at > start
                && self.enclitic(at, Class::PlainVerb).is_none()
                && self.is(at, Class::PlainVerb)
                && self.function(at, Function::Issued).is_none()
                && (self.time(at + 1).is_some() || self.begins_adjunct(at + 1))
                && (self.is(at - 1, Class::Document) || self.is_medium(at - 1))
                && !self.is_definite(at)
                && !self.is_definite(at - 1)
            {
                return at;
            }
            // «اختتم المحامي مرافعته بالقول إن»: what is his is no part of him.
            let his = |class| matches!(self.enclitic(at, class), Some(Enclitic::He | Enclitic::She | Enclitic::They));
            if definite
                && !self.begins_with_and(at)
                && (his(Class::CueNoun) || his(Class::Channel) || self.is_event(at) && his(Class::Noun))
                && (self.is(at + 1, Class::Verb)
                    || self.glued_preposition(at + 1, 'ل')
                    || self.function(at + 1, Function::Ila).is_some())
            {
                return at;
            }
            // «وجهت سناء نداء لكل النساء»
            if at > start && self.is(at, Class::CueNoun) && !self.is_definite(at) && self.is_named_so_far(at - 1) {
                return at;
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
        if self.function(at, Function::Emphatic).is_some() {
            return Some(at + 1);
        }
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
        if self.function(at, Function::Min).is_some_and(|s| s.enclitic.is_none())
            && self.function(at - 1, Function::Quantifier).is_some()
        {
            return Some(at + 1);
        }
        // «المادة 12 من اللائحة»
        let numbered = self.scan.tokens.token(at - 1).is_some_and(|t| t.kind == rawi_text::TokenKind::Number);
        if numbered && self.function(at, Function::Min).is_some_and(|s| s.enclitic.is_none()) && self.is_word(at + 1) {
            return Some(at + 1);
        }
        if self.function(at, Function::Demonstrative).is_some() && self.is_definite(at + 1) && !self.is_definite(at - 1)
        {
            return Some(at + 1);
        }
        // «المبعوث الخاص إلى الشرق الأوسط»
        if self.function(at, Function::Ila).is_some_and(|s| s.enclitic.is_none())
            && (at.saturating_sub(3)..at).any(|n| self.is(n, Class::Role))
            && !self.is_named_so_far(at - 1)
            && self.is_seat(at + 1)
        {
            return Some(at + 1);
        }
        // «السفير لدى اليمن»
        if self.function(at, Function::At).is_some() && (self.is_seat(at + 1) || self.close(at + 1).is_some()) {
            return Some(at + 1);
        }
        // «تقرير صادر عن اللجنة»
        if let Some(sense) = self.function(at, Function::About).filter(|s| s.enclitic.is_none()) {
            let next = at + sense.len as usize;
            if self.function(at - 1, Function::Issued).is_some() || self.sits_for(at) {
                return Some(next);
            }
        }
        None
    }

    /// «النائب عن كتلة الجسر», «ممثل عن النقابة»: does عن say for which body somebody holds an office?
    pub(super) fn sits_for(&self, at: usize) -> bool {
        self.function(at, Function::About).is_some_and(|s| s.enclitic.is_none())
            && at > 0
            && self.is(at - 1, Class::Role)
            && self.is(at + 1, Class::Body)
            && !self.is_medium(at + 1)
    }

    /// Does a personal name end at this token, so that a word glued to ل behind it is spoken to and no part of the name?
    pub(super) fn is_named_so_far(&self, at: usize) -> bool {
        let of_body = at > 0 && (self.is(at - 1, Class::Body) || self.is(at - 1, Class::Document));
        // «المدير الجهوي للفلاحة»: behind a title an unknown word in ي may be its adjective.
        let described = self.is_definite(at)
            && self.is_unknown(at)
            && spelling::is_relative(self.key(at))
            && at > 0
            && self.is(at - 1, Class::Role);
        !of_body
            && !described
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
                    || matches!(s.class, Class::Role | Class::Unnamed) && spelling::is_oblique_plural(self.key(at)))
        })
    }

    /// May a quoted name follow this token?
    pub(super) fn names_follow(&self, at: usize) -> bool {
        self.is_medium(at)
            || self.is(at, Class::Body)
            || self.is(at, Class::Unnamed)
            || self.is(at, Class::Role)
            || self.is(at, Class::Document)
            || self.noun(at, NounKind::Thing)
            || self.is_definite(at)
            || self.scan.mark(at, 'ل')
    }

    /// Does the lexicon know nothing of the word, so that it may be a name?
    pub(crate) fn is_unknown(&self, at: usize) -> bool {
        self.is_word(at) && self.scan.senses(at).is_empty()
    }
}

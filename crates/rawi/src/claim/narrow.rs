//! One noun phrase and no more: for a subject that an object follows.
//!
//! A construct chain up to its definite end, adjectives that agree, a name after a role, an apposition that leads back to the clause. Where a
//! complementizer marks the end of the subject, [`super::noun_phrase`] reads on instead.

use rawi_text::{Proclitics, TokenFlags};

use super::ground::Ground;
use super::noun_phrase::LONGEST;
use crate::lexicon::{BodyKind, Class, Function, NounKind, RoleKind, spelling};

impl Ground<'_> {
    pub(super) fn narrow(&self, start: usize, limit: usize) -> usize {
        let limit = limit.min(start + LONGEST);
        let mut at = start;
        if let Some(close) = self.close(at) {
            at = close + 1;
            return self.adjectives(at, limit, start);
        }
        // A place or outlet by name is a phrase by itself, with its adjective.
        for class in [Class::Country, Class::Outlet, Class::City] {
            if let Some(sense) = self.scan.sense(at, class) {
                return self.second_member((at + sense.len as usize).min(limit), limit, start);
            }
        }
        let titled_by_nation = self.is_countryman(at);
        let personal = self.is(at, Class::Role) || self.is(at, Class::Unnamed) || titled_by_nation;
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
        // «حركة النهار إسرائيل»: a body's whole name of several words takes no other noun.
        let whole = self.scan.senses(at).iter().any(|s| {
            s.class == Class::Body
                && s.len > 1
                && Some(s.len as usize) == known
                && self.scan.lexicon.bodies.get(s.row()) == Some(&BodyKind::Named)
        });
        if whole {
            end = (end + 1).min(limit);
        }
        while !whole && end < limit && self.continues_chain(end, at) {
            // «صحيفة وول ستريت جورنال»
            let outlet = self.scan.sense(end, Class::Outlet).map_or(1, |s| s.len as usize);
            end = (end + outlet).min(limit);
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
            // «المتحدث باسم القوات العميد تركي نادر»
            let ranked = self
                .scan
                .sense(end, Class::Role)
                .is_some_and(|s| s.is_definite() && self.scan.lexicon.roles[s.row()].kind == RoleKind::Rank);
            if end < limit && ranked && !self.begins_with_and(end) {
                end = self.narrow(end, limit);
            }
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
            && !(self.glued_preposition(end, 'ب') && self.is_named_so_far(end - 1))
            && (self.is_seat(end)
                || body
                    && self.glued_preposition(end, 'ل')
                    && (!self.is_event(end) || self.noun(end, NounKind::Thing) || self.is_definite(end)))
        {
            // «وزيرة الدولة لشؤون الإعلام»
            let governs = !self.is_definite(end)
                && end + 1 < limit
                && self.is_word(end + 1)
                && self.is_definite(end + 1)
                && !self.is(end + 1, Class::Role)
                && self.time(end + 1).is_none();
            end = self.adjectives(end + 1 + usize::from(governs), limit, end);
        }
        // «عائلة الفتى نديم نوارة»: a name behind a person in the chain.
        let of_person = self.is(end, Class::Given)
            && (!self.is_common(end) || self.is_unknown(end + 1) || self.is(end + 1, Class::Given))
            && (at + 1..end).any(|n| self.noun(n, NounKind::Person) || self.is(n, Class::Role));
        if personal || of_person {
            end = self.name(end, limit);
            // «الدكتور سالم حداد مدير المركز», «الملك أوتو الثالث ملك الجزيرة», but not «أقال الرئيس نادر سالم مدير المركز»
            let titled =
                self.is(at, Class::Role) && !self.is_office(at) || titled_by_nation || self.is(end - 1, Class::Time);
            if titled && self.is_office_of(end, limit) {
                end = self.narrow(end, limit);
            }
        }
        if self.function(end, Function::Emphatic).is_some() {
            end += 1;
        }
        // «جهاز الأمن (الشين بيت)»
        if self.scan.mark(end, '(')
            && let Some(close) = (end + 2..(end + 5).min(limit)).find(|&n| self.scan.mark(n, ')'))
            && (end + 1..close).all(|n| self.is_word(n))
        {
            end = close + 1;
        }
        self.tail(end, limit, start)
    }

    fn continues_chain(&self, at: usize, start: usize) -> bool {
        if at == start {
            return true;
        }
        // «شركات صينية استمرار …»: an adjective ends the chain.
        let described = at > start + 1
            && !self.is_definite(at - 1)
            && self.is(at - 1, Class::Demonym)
            && !self.is_name_like(at - 1);
        self.is_word(at)
            && !described
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
        let office = self.is_office(head);
        let body =
            self.scan.sense(head, Class::Body).is_some_and(|s| self.scan.lexicon.bodies[s.row()] == BodyKind::Named);
        (office || body) && !self.is(head, Class::Unnamed) && !self.is_definite(head)
    }

    /// «الكندي جون فيلي مدرب الفريق»: a nationality before a name stands for a title.
    fn is_countryman(&self, at: usize) -> bool {
        self.is(at, Class::Demonym)
            && self.is_definite(at)
            && (self.is(at + 1, Class::Given) || self.is_unknown(at + 1))
            && !self.is_definite(at + 1)
    }

    /// Is the word an office that one person holds?
    fn is_office(&self, at: usize) -> bool {
        self.scan.sense(at, Class::Role).is_some_and(|s| self.scan.lexicon.roles[s.row()].kind == RoleKind::Office)
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
            // «حزب الوسط المعارض هذا القانون»
            let described = described
                || self.is(at, Class::Role)
                    && self.is_definite(at)
                    && self.is(head, Class::Body)
                    && self.function(at + 1, Function::Demonstrative).is_some();
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
            // «النيابة العامة المتهم»: a masculine word describes no noun in ة.
            let feminine = |n: usize| self.scan.flag(n, TokenFlags::TA_MARBUTA) && self.is_definite(n);
            let masculine = self.is_participle_of(at) && !self.key(at).ends_with('ه') && !self.is(at, Class::Demonym);
            return !(masculine && head < at && (head..at).all(feminine));
        }
        (head..at).any(|n| {
            plural(n)
                || spelling::is_feminine_plural(self.key(n))
                || self.scan.senses(n).iter().any(|s| s.class == Class::Unnamed)
        }) || self.key(at).chars().count() <= 5
    }

    /// A participle of a reporting verb, with its article or without.
    fn is_participle_of(&self, at: usize) -> bool {
        self.verbs(at).any(|(_, form, sense)| {
            form.tense == crate::lexicon::Tense::Participle && sense.enclitic.is_none() && !sense.has_preposition()
        })
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
            // «وجود» is no «جود» joined by و.
            let given = self
                .scan
                .senses(at)
                .iter()
                .any(|s| s.class == Class::Given && (at == start || !s.proclitics.contains(Proclitics::WA)));
            let known = given || at > start && self.ends_foreign_name(at) || self.is(at, Class::NameParticle);
            let surname = self.is_unknown(at)
                || at > start
                    && self.is_definite(at)
                    && (self.is(at - 1, Class::Given) || self.is(at - 1, Class::NameParticle))
                    && !self.is(at, Class::Body)
                    && !self.is(at, Class::Country)
                    && !self.is(at, Class::Role)
                    && !self.is_event(at)
                    && !self.is_masdar(at)
                    && (!self.noun(at, NounKind::Thing) || spelling::is_relative(self.key(at)));
            let family = at > start
                && (self.scan.sense(at, Class::Family).is_some_and(|s| !s.proclitics.contains(Proclitics::WA))
                    || self.is_nation_as_surname(at)
                    || self.is(at - 1, Class::Given) && !self.is_common(at - 1) && self.is_adjective_as_surname(at)
                    || self.noun_as_surname(at));
            if at > start && !family && (self.is(at, Class::CueNoun) || self.is_masdar(at)) {
                break;
            }
            if !known && !surname && !family
                || at > start && self.is_office_of(at, limit)
                || self.only_finite(at)
                || self.is_plain_verb(at)
                || self.is_closed(at)
                || (self.glued_preposition(at, 'ب') || self.glued_preposition(at, 'ل'))
                    && !known
                    && !family
                    && !(at > start && self.ends_foreign_name(at))
            {
                break;
            }
            at += 1;
        }
        at
    }

    /// «أوتو الثالث ملك الجزيرة»: an office without article that governs what follows.
    fn is_office_of(&self, at: usize, limit: usize) -> bool {
        at + 1 < limit
            && self.is(at, Class::Role)
            && !self.is_definite(at)
            && self.is_word(at + 1)
            && (self.is_definite(at + 1)
                || self.is_seat(at + 1)
                || self.is(at + 1, Class::Body) && self.is_definite(at + 2) && self.is_word(at + 2))
            && (!self.is(at + 1, Class::Role) || self.is(at + 1, Class::Body))
            && self.enclitic(at, Class::Role).is_none()
    }

    /// «ميساء مغربي»: a nationality without article behind a given name.
    fn is_nation_as_surname(&self, at: usize) -> bool {
        (self.is(at - 1, Class::Given) && !self.is_common(at - 1) || self.is_unknown(at - 1))
            && spelling::is_relative(self.key(at))
            && self.scan.sense(at, Class::Demonym).is_some_and(|s| s.proclitics.is_empty() && s.enclitic.is_none())
    }

    /// «حسن روحاني», «جبران ماكرون»: an adjective without article, masculine and not accusative, behind a given name.
    fn is_adjective_as_surname(&self, at: usize) -> bool {
        let senses = self.scan.senses(at);
        !senses.is_empty()
            && !self.is_accusative(at)
            && !self.key(at).ends_with('ه')
            && senses.iter().all(|s| {
                s.class == Class::Noun
                    && s.proclitics.is_empty()
                    && s.enclitic.is_none()
                    && self.scan.lexicon.common[s.row()] == NounKind::Adjective
            })
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

    /// «لوران بلان، مدرب»: ب or ل of the name itself, where nothing that the lexicon knows would be left of it but a particle or a verb.
    fn ends_foreign_name(&self, at: usize) -> bool {
        let senses = self.scan.senses(at);
        self.is_unknown(at - 1)
            && !senses.is_empty()
            && senses.iter().all(|s| s.has_preposition() && matches!(s.class, Class::Function | Class::PlainVerb))
            && (self.is_comma(at + 1)
                || self.is_colon(at + 1)
                || self.inna(at + 1, false)
                || self.close(at + 1).is_some())
    }

    /// What may still follow a narrow phrase: an apposition between commas, a second member after و.
    fn tail(&self, at: usize, limit: usize, start: usize) -> usize {
        // «المتحدث باسم الوزارة، نادر سالم»: no ministry is called نادر.
        let body = self.is(start, Class::Body) && !self.is(start, Class::Role);
        let someone = self.is(at + 1, Class::Given) || self.function(at + 1, Function::NameOf).is_some();
        if self.is_comma(at)
            && !(body && someone)
            && let Some(end) = self.apposition(at + 1, limit)
        {
            let described = self.is_plain_verb(end) && (end..limit.min(end + 9)).any(|n| self.is_comma(n));
            if self.is_comma(end) || self.inna(end, true) || self.close(end).is_some() || described {
                return end;
            }
        }
        self.second_member(at, limit, start)
    }

    /// «روسيا وإيران», «الوزير ونائبه سالم»: somebody else behind و.
    fn second_member(&self, at: usize, limit: usize, start: usize) -> usize {
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

//! Where the reported words begin, to the right of a reporting word.

use rawi_text::Proclitics;

use super::ground::Ground;
use super::noun_phrase::{LONGEST, Reach};
use crate::lexicon::{ChannelKind, Class, Frames, Function, NounKind, Sense, Tense, spelling};

/// How the complement is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// After إن or أن.
    Clause,
    /// A noun phrase, after a preposition or as object.
    Noun,
    /// A quotation without complementizer.
    Quotation,
    /// After a colon.
    Colon,
}

/// A complement found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Complement {
    pub(super) kind: Kind,
    /// Where what precedes it (the source, its adjuncts) ends.
    pub(super) mark: usize,
    /// Where the content begins.
    pub(super) start: usize,
}

/// How far right of its verb a complement is looked for, in tokens.
const FARTHEST: usize = 48;

impl Ground<'_> {
    /// The first complement of these frames in `from..limit`, a direct object aside.
    pub(super) fn complement(&self, from: usize, limit: usize, frames: Frames) -> Option<Complement> {
        let weak = frames.contains(Frames::WEAK);
        let clause = frames.intersects(Frames::INNA | Frames::AN);
        let quotes = frames.intersects(Frames::INNA | Frames::QUOTE | Frames::COLON | Frames::ILA | Frames::BI);
        let limit = limit.min(from + FARTHEST);
        let mut relative = false;
        let mut weaker = None;
        let mut at = from;
        while at < limit {
            if let Some(sense) = self.scan.senses(at).first().filter(|s| s.class == Class::Function && s.len > 1) {
                // «إلا أن», «علما أن»: its أن belongs to the phrase.
                if matches!(
                    self.scan.lexicon.functions[sense.row()],
                    Function::Concession | Function::Contrast | Function::Subordinate | Function::Preposition
                ) {
                    at += sense.len as usize;
                    continue;
                }
            }
            // «القائمة بأعمال رئيس البعثة»: ب inside a title.
            if at > from
                && let Some(title) = self.scan.sense(at, Class::Role).filter(|s| s.len > 1)
            {
                at += title.len as usize;
                continue;
            }
            if let Some(close) = self.close(at) {
                let name = close - at <= 5 && at > from && self.may_be_named(at - 1) && !self.inna(at + 1, true);
                let named_then_clause = !name
                    && self.quoted_len(at) <= 4
                    && clause
                    && self
                        .complement(close + 1, limit, frames & (Frames::INNA | Frames::AN))
                        .is_some_and(|c| c.kind == Kind::Clause);
                if !name && !named_then_clause && quotes && !(relative && self.quoted_len(at) < 10) {
                    return Some(Complement { kind: Kind::Quotation, mark: at, start: at });
                }
                at = close + 1;
                continue;
            }
            if self.is_colon(at) && quotes {
                // «قال: إن الطريق مفتوح»
                return Some(if self.inna(at + 1, false) {
                    Complement { kind: Kind::Clause, mark: at, start: at + 2 }
                } else {
                    Complement { kind: Kind::Colon, mark: at, start: at + 1 }
                });
            }
            if self.scan.mark(at, '(') {
                let close = (at..limit).find(|&n| self.scan.mark(n, ')'));
                at = close.map_or(at + 1, |close| close + 1);
                continue;
            }
            if self.is_comma(at) {
                relative = false;
                // «أكد الوزير، نقلا عن الوكالة، أن …»
                if self.attributes(at + 1, limit)
                    && let Some(close) = (at + 2..limit.min(at + 14)).find(|&n| self.is_comma(n))
                {
                    at = close + 1;
                    continue;
                }
                if let Some(comma) = self.aside(at, limit) {
                    at = comma;
                    continue;
                }
                if self.opens_new_clause(at + 1) {
                    return weaker;
                }
            } else if self.function(at, Function::Relative).is_some() || self.is(at, Class::Reason) {
                // «مصدر طلب عدم الكشف عن هويته» is a relative clause without a pronoun.
                relative = true;
            } else if let Some(found) = self.complement_at(at, from, frames, clause, relative, weak) {
                // «طالب المنظمات المهتمة بالحقوق بزيارة …»: what is demanded is an event; a thing is taken only if none follows.
                let thing = found.kind == Kind::Noun
                    && at > from
                    && !self.names_somebody(at - 1)
                    && !self.noun(at - 1, NounKind::Person)
                    && found.start == at
                    && frames.contains(Frames::ADDRESSEE)
                    && self.noun(at, NounKind::Thing)
                    && !self.is_event(at);
                if !thing {
                    return Some(found);
                }
                weaker = weaker.or(Some(found));
            } else if at > from
                && self.ends_paper(at, from)
                && (self.is_plain_verb(at) || self.only_finite(at) || self.function(at, Function::Lam).is_some())
            {
                // «في بيان نشرته الوكالة إن»: a relative clause without a pronoun.
                relative = true;
            } else if self.counted(at, from) {
                // «حذر مسؤولون من كارثة»: what is warned of, if nothing else is.
                if frames.contains(Frames::MIN) && !relative && !weak && self.scan.tokens.token(at + 1).is_some() {
                    weaker = weaker.or(Some(Complement { kind: Kind::Noun, mark: at, start: at + 1 }));
                }
            } else if at > from
                && !relative
                && (self.only_finite(at) && self.bars(at) || self.is_plain_verb(at) && self.begins_with_and(at))
            {
                return weaker;
            }
            at += 1;
        }
        weaker
    }

    /// Does an indefinite medium or paper end before `at`, its adjective or ل aside («استطلاع للرأي نشرت نتائجه»)?
    fn ends_paper(&self, at: usize, from: usize) -> bool {
        let paper = |n: usize| (self.is_medium(n) || self.is(n, Class::Document)) && !self.is_definite(n);
        paper(at - 1)
            || at - 1 > from
                && self.is(at - 2, Class::Document)
                && paper(at - 2)
                && (self.glued_preposition(at - 1, 'ل') || self.noun(at - 1, NounKind::Adjective))
    }

    fn complement_at(
        &self,
        at: usize,
        from: usize,
        frames: Frames,
        clause: bool,
        relative: bool,
        weak: bool,
    ) -> Option<Complement> {
        let inna = self.inna(at, true);
        if inna
            && !self
                .scan
                .senses(at)
                .iter()
                .any(|s| s.class == Class::Function && s.proclitics.intersects(Proclitics::WA | Proclitics::FA))
        {
            let bound = !self.inna(at, false);
            let governed = !bound
                && at > from
                && (self.governs_clause(at - 1) || self.is_plain_verb(at - 1) || self.only_finite(at - 1));
            if !governed && (clause && !bound || bound && frames.intersects(Frames::BI | Frames::INNA)) {
                return Some(Complement { kind: Kind::Clause, mark: at, start: at + 1 });
            }
        }
        if relative {
            return None;
        }
        if let Some(len) = self.preposition(at, frames) {
            let next = at + len;
            let counted = self.counted(at, from);
            let seat = self.function(at, Function::Fi).is_some()
                && at > from
                && (self.is(at - 1, Class::Unnamed)
                    || self.is(at - 1, Class::Role) && !self.is_definite(at - 1)
                    || self.is(next, Class::City)
                    || self.is(next, Class::Country)
                    || self.is_medium(next)
                    || self.time(next).is_some());
            if self.inna(next, false) {
                return Some(Complement { kind: Kind::Clause, mark: at, start: next + 1 });
            }
            // «كشف النائب عن كتلة الجسر سالم المرعي عن صفقة»: of two عن the first belongs to the office.
            if at > from
                && self.sits_for(at)
                && self.complement(next, self.sentence(at).end, frames).is_some_and(|c| c.mark < from + LONGEST)
            {
                return None;
            }
            // «طلب من العمال البقاء», «طلبت من الحكومة أن تفتح»: the one asked stands between.
            if frames.contains(Frames::ADDRESSEE | Frames::OBJ | Frames::MIN)
                && self.function(at, Function::Min).is_some()
                && let Some(asked) = self.noun_phrase(next, self.sentence(at).end, Reach::Narrow)
            {
                let then = asked.end + usize::from(self.is_comma(asked.end));
                if self.inna(then, then > asked.end) {
                    return Some(Complement { kind: Kind::Clause, mark: at, start: then + 1 });
                }
                if self.is_event(then) || self.is_masdar(then) {
                    return Some(Complement { kind: Kind::Noun, mark: at, start: then });
                }
            }
            if !weak && !counted && !seat && self.scan.tokens.token(next).is_some() && !self.is_punct(next) {
                return Some(Complement { kind: Kind::Noun, mark: at, start: next });
            }
            // «أكدت الوزارة على «إكس» أن»: the platform is named, not what is said.
            if self.close(next).is_some() && !self.is(next + 1, Class::Outlet) {
                return Some(Complement { kind: Kind::Noun, mark: at, start: next });
            }
        }
        if weak {
            return None;
        }
        // «أهابت بالمواطنين الالتزام بالتعليمات»: the one addressed stands between.
        if frames.contains(Frames::ADDRESSEE | Frames::BI)
            && self.glued_preposition(at, 'ب')
            && !self.is_event(at)
            && (self.noun(at, NounKind::Person) || self.names_somebody(at) || spelling::is_oblique_plural(self.key(at)))
            && let Some(asked) = self.phrase_from(at, self.sentence(at).end, Reach::Narrow)
            && (self.is_event(asked.end) || self.is_masdar(asked.end) || self.inna(asked.end, false))
        {
            let clause = self.inna(asked.end, false);
            let kind = if clause { Kind::Clause } else { Kind::Noun };
            return Some(Complement { kind, mark: at, start: asked.end + usize::from(clause) });
        }
        let with_ma = self.function(at, Function::Ma).is_some()
            && [(Frames::BI, 'ب'), (Frames::ABOUT, 'ع'), (Frames::MIN, 'م')].iter().any(|&(frame, letter)| {
                frames.contains(frame) && self.key(at).starts_with(letter) && self.key(at).chars().count() == 3
            });
        // «أفاد بحث جديد أن»: the noun right behind the verb is its subject where a clause follows.
        let whole = || {
            at == from
                && clause
                && self.scan.senses(at).iter().any(|s| s.class == Class::Noun && !s.has_preposition())
                && self
                    .complement(at + 1, self.sentence(at).end, frames & (Frames::INNA | Frames::AN))
                    .is_some_and(|c| c.kind == Kind::Clause && self.inna(c.mark, false))
        };
        if with_ma || frames.contains(Frames::BI) && self.is_bi_complement(at) && !whole() {
            return Some(Complement { kind: Kind::Noun, mark: at, start: at });
        }
        if frames.contains(Frames::LI)
            && self.glued_preposition(at, 'ل')
            && !self.is_of_mission(at, from)
            && !self.is_addressee(at)
            && self.is_bi_like(at, 'ل')
        {
            return Some(Complement { kind: Kind::Noun, mark: at, start: at });
        }
        if frames.contains(Frames::QUESTION)
            && (self.function(at, Function::Question).is_some()
                || self.function(at, Function::Ma).is_some() && self.key(at).starts_with('ع'))
        {
            return Some(Complement { kind: Kind::Noun, mark: at, start: at });
        }
        None
    }

    /// «بعثة الأمم المتحدة للدعم في ليبيا»: what a body is for, and where.
    fn is_of_mission(&self, at: usize, from: usize) -> bool {
        self.is_definite(at)
            && self.function(at + 1, Function::Fi).is_some()
            && (self.is(at + 2, Class::Country) || self.is(at + 2, Class::City))
            && (from..at).any(|n| self.is(n, Class::Body))
    }

    /// Is the token a من that tells where an unnamed source belongs, or what is counted: «خبراء من الأمم المتحدة», «عدد من»?
    fn counted(&self, at: usize, from: usize) -> bool {
        at > from
            && self.function(at, Function::Min).is_some()
            && !self.is_definite(at - 1)
            && (self.is(at - 1, Class::Unnamed) || at == from + 1)
    }

    /// Is the token a noun glued to ب that a verb may report: a verbal noun, «ما», «أي», «عدم», a definite noun that is no place?
    fn is_bi_complement(&self, at: usize) -> bool {
        // «أفاد بحث جديد بأن»: a paper as a whole, no «حث» behind ب.
        let paper = self.scan.senses(at).iter().any(|s| s.class == Class::Document && !s.has_preposition());
        self.function(at, Function::NameOf).is_none() && !paper && self.is_bi_like(at, 'ب')
    }

    fn is_bi_like(&self, at: usize, letter: char) -> bool {
        let senses = self.scan.senses(at);
        let cut = |s: &Sense| s.proclitics.contains(Proclitics::BI);
        // «هدد برد قاس»: where the verb takes ب, a common noun that may be cut is cut.
        let glued = self.glued_preposition(at, letter)
            || letter == 'ب'
                && senses.iter().any(cut)
                && senses.iter().all(|s| cut(s) || matches!(s.class, Class::Noun | Class::PlainVerb));
        if !glued
            || self.function(at, Function::Preposition).is_some()
            || self.function(at, Function::Manner).is_some()
            || self.time(at).is_some()
        {
            return self.scan.mark(at, 'ب') && letter == 'ب' && self.close(at + 1).is_some();
        }
        let place = self.is(at, Class::City) || self.is(at, Class::Country);
        let medium = self.is_medium(at) && self.channel(at) != Some(ChannelKind::Statement);
        !place && !medium && !self.is(at, Class::Body)
    }

    /// A preposition or noun that governs the following أن itself: «على أن», «بعد أن», «منذ أن».
    fn governs_clause(&self, at: usize) -> bool {
        [
            Function::Ala,
            Function::Fi,
            Function::Min,
            Function::About,
            Function::Ila,
            Function::Before,
            Function::After,
            Function::During,
            Function::Preposition,
        ]
        .iter()
        .any(|&f| self.function(at, f).is_some_and(|s| s.enclitic.is_none()))
    }

    /// «، طالبا عدم كشف اسمه، إن», «، متحدثا إلى الصحفيين، "…"»: how the speaker is, between two commas right before what is said. Gives the second.
    fn aside(&self, comma: usize, limit: usize) -> Option<usize> {
        let how = |n: usize| self.is_accusative(n) && !self.is_definite(n) || self.key(n).ends_with('ه');
        if !(self.is_participle(comma + 1) || self.is(comma + 1, Class::Reason)) || !how(comma + 1) {
            return None;
        }
        // «، مؤكدة في بيان لها، أن»: the clause is what the participle reports.
        let reports = self
            .verbs(comma + 1)
            .any(|(verb, form, _)| form.tense == Tense::Participle && verb.frames.contains(Frames::INNA));
        if reports && self.begins_adjunct(comma + 2) {
            return None;
        }
        let close = (comma + 2..limit.min(comma + 14)).find(|&n| self.is_comma(n))?;
        (self.inna(close + 1, false) || self.close(close + 1).is_some()).then_some(close)
    }

    /// After a comma: does a new clause of the paper begin, so that what the verb takes cannot come any more?
    fn opens_new_clause(&self, at: usize) -> bool {
        // «في وقت متأخر» is no «في وقت …» that sets against.
        let contrast = self
            .function(at, Function::Contrast)
            .is_some_and(|s| self.scan.senses(at).iter().all(|o| o.class != Class::Function || o.len <= s.len));
        contrast
            || self.begins_with_and(at) && self.is_finite(at)
            || self.is_plain_verb(at)
            || self.is_participle(at) && !self.is(at, Class::Role)
    }

    /// A finite reporting verb to the right takes over.
    fn bars(&self, at: usize) -> bool {
        self.verbs(at).any(|(verb, form, _)| {
            form.is_finite() && verb.frames.intersects(Frames::INNA | Frames::OBJ | Frames::ILA | Frames::ABOUT)
        }) && !self.is_definite(at)
            // «نقلا عن» is no dual of نقل.
            && !self.is(at, Class::CuePreposition)
    }

    fn may_be_named(&self, at: usize) -> bool {
        self.is_medium(at)
            || self.is(at, Class::Body)
            || self.is(at, Class::Unnamed)
            || self.is(at, Class::Role)
            || self.is(at, Class::Document)
            || self.scan.mark(at, 'ل')
            || self.scan.mark(at, 'ب')
            || self.function(at, Function::Emphatic).is_some()
            || [Function::With, Function::Min, Function::Ala, Function::Fi, Function::Through]
                .iter()
                .any(|&f| self.function(at, f).is_some())
    }

    /// Is the word an adverb of manner («بشدة»), which belongs to the verb and not to what it reports?
    pub(super) fn is_manner(&self, at: usize) -> bool {
        self.function(at, Function::Manner).is_some_and(|s| s.len == 1)
    }

    /// Where the object of a verb begins after its narrow subject, adjuncts between commas skipped.
    pub(super) fn object_start(&self, from: usize, limit: usize) -> Option<usize> {
        let mut at = from;
        while at < limit {
            if self.is_comma(at)
                || self.time(at).is_some()
                || self.function(at, Function::Additive).is_some_and(|s| s.len == 1)
                || self.function(at, Function::Joined).is_some()
                || self.is_manner(at)
            {
                at += 1;
            } else if (self.is_plain_verb(at) || self.function(at, Function::Relative).is_some())
                && (at..limit.min(at + 12)).any(|n| self.is_comma(n))
            {
                // «سالم المرعي، أحد سكان الوادي يعمل في …،»: a clause about the subject.
                while at < limit && !self.is_comma(at) {
                    at += 1;
                }
            } else if self.begins_adjunct(at) {
                // «في بيان»، «خلال المؤتمر»: up to the next comma or verbal noun; the noun that the preposition governs is none.
                at += 2;
                while at < limit && !self.ends_adjunct(at) {
                    at += 1;
                }
            } else {
                break;
            }
        }
        (at < limit && (self.is_word(at) || self.close(at).is_some() || self.scan.mark(at, '"'))).then_some(at)
    }

    /// Does an adjunct end before this token, which is none of its first two?
    fn ends_adjunct(&self, at: usize) -> bool {
        let before = at - 1;
        // «على هامش زيارة …»: a genitive is no object.
        let object = self.is_object_head(at)
            && (self.is_definite(before) || !self.is_word(before) || self.names_somebody(before));
        // «نفت السفارة في بيان الأنباء عن …»: no statement is of news.
        let news =
            self.is(at, Class::CueNoun) && self.is_definite(at) && self.is_medium(before) && !self.is_definite(before);
        self.is_comma(at) || object || news || self.close(at).is_some() || self.time(at).is_some()
    }

    /// Does a prepositional adjunct (time, place, medium) begin here?
    pub(super) fn begins_adjunct(&self, at: usize) -> bool {
        [
            Function::Fi,
            Function::During,
            Function::Through,
            Function::After,
            Function::Before,
            Function::With,
            Function::Ala,
            Function::Preposition,
            Function::Min,
            Function::Ila,
            Function::Between,
        ]
        .iter()
        .any(|&f| self.function(at, f).is_some())
            || self.is_addressee(at)
    }

    /// A noun that heads reported content: verbal noun, «ما», «أي», «كل».
    pub(super) fn is_object_head(&self, at: usize) -> bool {
        (self.is_masdar(at) || self.is_event(at))
            && !self.is_definite(at)
            && !self.is_medium(at)
            && !self.is(at, Class::Document)
            || self.function(at, Function::Ma).is_some()
    }

    /// A verbal noun of any verb.
    pub(super) fn is_event(&self, at: usize) -> bool {
        self.noun(at, NounKind::Event)
    }
}

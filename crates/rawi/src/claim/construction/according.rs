//! Prepositions that attribute: `according-to`, `according-clause`.

use std::ops::Range;

use rawi_text::{Proclitics, TokenFlags};

use crate::claim::draft::{Draft, Meant};
use crate::claim::ground::Ground;
use crate::claim::noun_phrase::Reach;
use crate::lexicon::{Class, Frames, Function, NounKind, PrepositionKind, PrepositionLink, Sense};
use crate::reading::{Act, Polarity, RuleId};

pub(crate) const ACCORDING_TO: RuleId = RuleId("according-to");
pub(crate) const ACCORDING_CLAUSE: RuleId = RuleId("according-clause");

/// What a reporting preposition governs.
struct Attribution {
    rule: RuleId,
    source: Range<usize>,
    act: Act,
    via: Vec<Range<usize>>,
    end: usize,
}

impl Ground<'_> {
    fn preposition_senses(&self, at: usize) -> impl Iterator<Item = &Sense> {
        self.scan.senses(at).iter().filter(|s| s.class == Class::CuePreposition && !s.has_preposition())
    }

    /// «كما» before a reporting verb, which is the cue itself.
    pub(super) fn is_as(&self, at: usize) -> bool {
        self.preposition_senses(at).any(|s| self.scan.lexicon.prepositions[s.row()].link == PrepositionLink::As)
    }

    /// «على حد قوله»: it repeats who has spoken, and belongs neither to the source nor to the content.
    fn repeats_source(&self, sense: &Sense) -> bool {
        self.scan.lexicon.prepositions[sense.row()].link == PrepositionLink::Own
    }

    /// «فإن», «فقد»: the sentence itself begins behind what stood in front of it.
    fn resumes(&self, at: usize) -> bool {
        self.scan.senses(at).iter().any(|s| s.class == Class::Function && s.proclitics.contains(Proclitics::FA))
            && (self.inna(at, true) || self.function(at, Function::Qad).is_some())
    }

    /// Does an attribution («بحسب الوزير», «كما أعلنت الشرطة») begin here?
    pub(in crate::claim) fn attributes(&self, at: usize, limit: usize) -> bool {
        self.preposition_senses(at).any(|s| self.repeats_source(s) || self.attribution(at, s, limit).is_some())
    }

    /// As [`Ground::attributes`], for a preposition that no comma announces: «كما» and «على ما» are too weak then.
    pub(in crate::claim) fn strong_attribution(&self, at: usize) -> bool {
        let limit = self.sentence(at).end;
        self.preposition_senses(at).any(|s| {
            let p = &self.scan.lexicon.prepositions[s.row()];
            p.link != PrepositionLink::As
                && p.kind != PrepositionKind::Loose
                && (p.link != PrepositionLink::None || s.len == 1)
                && self.attribution(at, s, limit).is_some()
        })
    }

    fn attribution(&self, at: usize, sense: &Sense, limit: usize) -> Option<Attribution> {
        let preposition = &self.scan.lexicon.prepositions[sense.row()];
        let mut next = at + sense.len as usize;
        let mut link = preposition.link;
        if self.preposition_senses(at).any(|s| self.repeats_source(s)) {
            return None;
        }
        if self.function(next, Function::Ma).is_some()
            && matches!(link, PrepositionLink::None | PrepositionLink::Ma | PrepositionLink::Li)
        {
            link = PrepositionLink::Clause;
            next += 1;
        }
        match link {
            PrepositionLink::Clause | PrepositionLink::Ma | PrepositionLink::As => self.attributing_clause(next, limit),
            PrepositionLink::About => {
                self.function(next, Function::About)?;
                self.attributed_to(next + 1, limit)
            }
            PrepositionLink::Li => {
                if self.scan.mark(next, 'ل') {
                    return self.attributed_to(next + 1, limit);
                }
                self.glued_preposition(next, 'ل').then(|| self.attributed_to(next, limit))?
            }
            PrepositionLink::Source => {
                let head = next + usize::from(self.function(next, Function::Same).is_some());
                [Class::Unnamed, Class::Role, Class::Outlet]
                    .iter()
                    .any(|&c| self.is(head, c))
                    .then(|| self.attributed_to(next, limit))?
            }
            PrepositionLink::None => self.attributed_to(next, limit),
            PrepositionLink::Own => None,
        }
    }

    fn attributed_to(&self, start: usize, limit: usize) -> Option<Attribution> {
        let plausible = self.names_somebody(start)
            || self.points_at_somebody(start)
            || self.function(start, Function::Same).is_some() && self.names_somebody(start + 1)
            || self.close(start).is_some()
            || self.is_unknown(start)
            // «حسب الرغبة»
            || self.is_masdar(start)
                && !(self.is_definite(start) && self.verbs(start).any(|(verb, _, _)| verb.act == Act::Demand))
            || self.noun(start, NounKind::Adjective) && self.is(start + 1, Class::Document)
            || self.is_definite(start) && !self.is(start, Class::Noun);
        let phrase = self
            .phrase_from(start, limit, Reach::Wide)
            .filter(|_| plausible && self.time(start).is_none() && !self.is_plain_verb(start))?;
        let mut via = Vec::new();
        let (source, end) = self.authored(phrase, limit, &mut via);
        Some(Attribution { rule: ACCORDING_TO, source, act: Act::State, via, end })
    }

    fn attributing_clause(&self, start: usize, limit: usize) -> Option<Attribution> {
        let verb = (start..limit.min(start + 3)).find(|&n| self.is_finite(n))?;
        if (start..verb)
            .any(|n| self.function(n, Function::Qad).is_none() && self.function(n, Function::Kana).is_none())
        {
            return None;
        }
        let (act, form) = self.verbs(verb).find(|(_, form, _)| form.is_finite()).map(|(v, form, _)| (v.act, form))?;
        // «حسبما علم لدى السلطات المحلية»
        let learned = self.verbs(verb).any(|(v, _, _)| v.frames.contains(Frames::RELAY | Frames::MIN))
            && [Function::At, Function::Min]
                .iter()
                .any(|&f| self.function(verb + 1, f).is_some_and(|s| s.enclitic.is_none() && s.len == 1));
        if learned {
            let source = self.phrase_from(verb + 2, limit, Reach::Wide)?;
            let end = source.end;
            return Some(Attribution { rule: ACCORDING_CLAUSE, source, act, via: Vec::new(), end });
        }
        let source = self.subject_after(verb, limit, Reach::Wide, form)?;
        let end = source.end;
        Some(Attribution { rule: ACCORDING_CLAUSE, source, act, via: Vec::new(), end })
    }

    /// «وجرى، وفق البلاغ، إيداع …»: so far only the verb was told.
    fn is_verb_alone(&self, content: &[Range<usize>]) -> bool {
        matches!(content, [piece] if piece.len() == 1 && self.is(piece.start, Class::PlainVerb))
    }

    /// The claim of an attributing preposition at `at`.
    pub(in crate::claim) fn according(&self, at: usize) -> Option<Draft> {
        if self.is_as(at) {
            // The verb of «كما أعلنت» is its cue.
            return None;
        }
        let sentence = self.sentence(at);
        let limit = self.quotation(at).and_then(|open| self.close(open)).map_or(sentence.end, |c| c.min(sentence.end));
        let (sense, found) = self.preposition_senses(at).find_map(|s| Some((*s, self.attribution(at, s, limit)?)))?;
        let lemma = self.scan.lexicon.prepositions[sense.row()].lemma.clone();
        // «…، ووفقا لشهود سمع دوي»: with و it opens a clause of its own.
        let fronted = self.after_openers(sentence.start, at) == at
            || at == sentence.start
            || self.begins_with_and(at) && self.is_comma(at - 1) && found.rule == ACCORDING_TO;
        let mut end = found.end;
        // Where no comma closes the attribution and nothing resumes, the clause begins right behind the source.
        let open = fronted
            && self.is_plain_verb(end)
            && !(end..limit.min(end + 16)).any(|n| self.is_comma(n) || self.resumes(n));
        // What belongs to the attribution but not to the source: «، طلب عدم ذكر اسمه», a time, a place.
        while end < limit
            && !open
            && !self.is_comma(end)
            && !self.scan.mark(end, '.')
            && (fronted && !self.resumes(end) || !fronted && self.is_word(end))
        {
            end += 1;
        }
        let content = if fronted {
            let start = if self.is_comma(end) || self.scan.mark(end, '.') { end + 1 } else { end };
            // «بحسب مصادر، فإن المفاوضات انهارت»
            let start = if self.inna(start, true) { start + 1 } else { start };
            if start >= limit {
                // «… جنوب دمشق. بحسب تقارير»: a full stop put before the attribution by mistake.
                let before = sentence
                    .start
                    .checked_sub(1)
                    .map(|n| self.sentence(n))
                    .filter(|_| !self.scan.flag(sentence.start, TokenFlags::LINE_START));
                before.map_or_else(Vec::new, |before| self.clause_before(sentence.start, &before))
            } else {
                self.content(start, limit)
            }
        } else {
            let mut before = self.clause_before(at, &sentence);
            // «أدت العملية، وفق المنظمة، إلى …»: so far only the first half was told.
            if self.function(found.end, Function::Ila).is_some() && !self.is_comma(found.end) && found.end < limit {
                end = found.end;
                before.extend(self.content(end, limit));
            }
            // «A، بحسب X، B»: the sentence goes on with the same words.
            // «…، حسبما ذكرت القناة، الثلاثاء.»: only when.
            let only_when = (end + 1..limit).all(|n| self.time(n).is_some() || !self.is_word(n));
            if self.is_comma(end)
                && end + 1 < limit
                && !only_when
                && (self.is_comma(at - 1) || self.is_verb_alone(&before))
                && !self.takes_over(end + 1, limit)
                && self.is_word(end + 1)
                && !self.begins_with_and(end + 1)
            {
                before.extend(self.content(end + 1, limit));
            }
            if only_when {
                end = limit;
            }
            before
        };
        if content.is_empty() {
            return None;
        }
        Some(Draft {
            rule: found.rule,
            cue: at,
            lemma,
            act: found.act,
            polarity: Polarity::Asserted,
            source: Some(found.source),
            meant: Meant::Written,
            content,
            nominal: false,
            frame: at..end,
            via: found.via,
            relays: true,
        })
    }
}

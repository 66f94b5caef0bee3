//! Nouns that report with their speaker beside them: `masdar` with a complement of its verb («إصرار البلدية على أن», «نفي الوزارة وجود …»),
//! `cue-noun` («اتهامات من المعارضة للحكومة بـ …»), `light-verb` («وجه المدرب انتقادا حادا للحكم»).
//!
//! A genitive behind a verbal noun may be who speaks or who is spoken of («اتهام الوزير بالفساد»). Only what settles the question counts here: a
//! second noun phrase, ل, or a complement that the one spoken of cannot have. A verbal noun with إن is read in [`super::nominal`].

use std::ops::Range;

use rawi_text::Enclitic;

use super::nominal::MASDAR;
use crate::claim::complement::{Complement, Kind};
use crate::claim::content::Told;
use crate::claim::draft::{Draft, Meant};
use crate::claim::ground::Ground;
use crate::claim::noun_phrase::Reach;
use crate::lexicon::{Class, CueNounKind, Frames, Function, NounKind, Sense, Tense, Verb, spelling};
use crate::reading::{Act, Polarity, RuleId};

pub(crate) const CUE_NOUN: RuleId = RuleId("cue-noun");
pub(crate) const LIGHT_VERB: RuleId = RuleId("light-verb");

/// How far behind its noun a complement may begin, in tokens.
const FARTHEST: usize = 24;
/// How far before its noun a light verb may stand, in tokens.
const LIGHT: usize = 14;

/// A noun that reports.
struct Noun {
    lemma: String,
    act: Act,
    polarity: Polarity,
    frames: Frames,
    /// A pronoun is glued to it: «تهديده».
    joined: bool,
    /// The first token behind it.
    end: usize,
}

impl Noun {
    /// The verbal noun of a verb.
    fn of(verb: &Verb, sense: &Sense, end: usize) -> Noun {
        Noun {
            lemma: verb.lemma.clone(),
            act: verb.act,
            polarity: verb.polarity,
            frames: verb.frames,
            joined: sense.enclitic.is_some(),
            end,
        }
    }
}

/// What was read to the right of a noun.
struct Beside {
    source: Option<Range<usize>>,
    start: usize,
    mark: usize,
    nominal: bool,
}

impl Ground<'_> {
    /// The claim of a reporting noun at `at`, its speaker beside it or the subject of its verb.
    pub(in crate::claim) fn noun_claim(&self, at: usize) -> Option<Draft> {
        if self.opens_phrase(at) || at > 0 && self.function(at - 1, Function::Privative).is_some() {
            return None;
        }
        let sentence = self.sentence(at);
        let limit = self.quotation(at).and_then(|open| self.close(open)).map_or(sentence.end, |c| c.min(sentence.end));
        self.light_verb(at, &sentence, limit)
            .or_else(|| self.verbal_noun(at, limit))
            .or_else(|| self.cue_noun(at, limit))
    }

    fn noun_draft(&self, rule: RuleId, at: usize, noun: Noun, told: Beside, limit: usize) -> Option<Draft> {
        let content = self.content_as(Told::Aside, told.start, limit);
        (!content.is_empty()).then(|| Draft {
            rule,
            cue: at,
            lemma: noun.lemma,
            act: noun.act,
            polarity: noun.polarity,
            meant: if told.source.is_some() { Meant::Written } else { Meant::Subject },
            source: told.source,
            content,
            nominal: told.nominal,
            frame: at..told.mark,
            via: Vec::new(),
            relays: false,
        })
    }

    /// «إصرار البلدية على أن», «نفي الوزارة وجود …», «اتهام المعارضة للحكومة بـ», «رفضه الاتهامات».
    fn verbal_noun(&self, at: usize, limit: usize) -> Option<Draft> {
        let (verb, sense) = self
            .verbs(at)
            .find(|(_, form, sense)| form.tense == Tense::Masdar && !sense.is_definite())
            .map(|(verb, _, sense)| (verb, sense))?;
        let told =
            matches!(verb.act, Act::State | Act::Explain | Act::Ask | Act::Believe | Act::Retract | Act::NoComment);
        if told || verb.frames.intersects(Frames::WEAK | Frames::OPTIONAL | Frames::OBJ_PRED) {
            return None;
        }
        let noun = Noun::of(verb, &sense, at + 1);
        let addressed = noun.frames.intersects(Frames::ADDRESSEE | Frames::OBJ_BI);
        let told = if noun.joined {
            let third = matches!(sense.enclitic, Some(Enclitic::He | Enclitic::She | Enclitic::They));
            // «بعد إدانته بالقتل»: of what he was convicted.
            let convicted = |f: &Complement| noun.act == Act::Condemn && self.glued_preposition(f.start, 'ب');
            let found = self.beside(noun.end, limit, noun.frames).filter(|f| third && !addressed && !convicted(f))?;
            Beside { source: None, start: found.start, mark: found.mark, nominal: found.kind == Kind::Noun }
        } else {
            let source = self.speaker_at(noun.end, limit).filter(|_| !self.glued_preposition(noun.end, 'ل'))?;
            if addressed {
                self.addressed(source, &noun, limit)?
            } else {
                // «انتقاد الحكومة حق للجميع»: who is criticized.
                // «تأكيد المصدر للغاز»: of a statement the genitive is what is stated.
                let stated = !matches!(noun.act, Act::Reject | Act::Condemn | Act::Welcome);
                let found = self.beside(source.end, limit, noun.frames).filter(|f| {
                    if stated && f.kind == Kind::Noun && self.glued_preposition(f.start, 'ل') {
                        return false;
                    }
                    noun.act != Act::Condemn
                        || f.kind == Kind::Clause
                        || self.is_definite(f.start)
                        || self.glued_preposition(f.start, 'ل')
                })?;
                Beside { source: Some(source), start: found.start, mark: found.mark, nominal: found.kind == Kind::Noun }
            }
        };
        self.noun_draft(MASDAR, at, noun, told, limit)
    }

    /// Behind a speaker: the one spoken to, if there is one, and what is said.
    fn addressed(&self, source: Range<usize>, noun: &Noun, limit: usize) -> Option<Beside> {
        let next = source.end;
        let other = if self.glued_preposition(next, 'ل') {
            self.phrase_from(next, limit, Reach::Narrow)
        } else {
            self.noun_phrase(next, limit, Reach::Narrow).filter(|p| !self.is_object_head(p.start))
        };
        if let Some(other) = other {
            let found = self.beside(other.end, limit, noun.frames - Frames::OBJ)?;
            let charge = noun.frames.contains(Frames::OBJ_BI) || noun.act == Act::Accuse;
            let start = if charge { other.start } else { found.start };
            let nominal = charge || found.kind == Kind::Noun;
            return Some(Beside { source: Some(source), start, mark: other.start, nominal });
        }
        let own = matches!(noun.act, Act::Warn | Act::Threaten | Act::Promise) || noun.frames.contains(Frames::ILA);
        let found = self.beside(next, limit, noun.frames).filter(|_| own)?;
        Some(Beside { source: Some(source), start: found.start, mark: found.mark, nominal: found.kind == Kind::Noun })
    }

    /// «اتهامات من المعارضة للحكومة بـ», «مزاعم الشركة بأن», «مخاوفه من».
    fn cue_noun(&self, at: usize, limit: usize) -> Option<Draft> {
        let (noun, definite) = self.listed_noun(at)?;
        if definite {
            return None;
        }
        let (source, next) = if noun.joined {
            (None, noun.end)
        } else {
            let own = matches!(noun.act, Act::State | Act::Announce | Act::Confirm)
                && self.glued_preposition(noun.end, 'ل')
                && !self.is_medium(at);
            let by = self.by_phrase(noun.end).or(own.then_some(noun.end));
            if by.is_none() && self.glued_preposition(noun.end, 'ل') {
                return None;
            }
            let source = self.speaker_at(by.unwrap_or(noun.end), limit)?;
            let next = source.end;
            (Some(source), next)
        };
        if (noun.act == Act::Accuse || noun.frames.contains(Frames::LI))
            && self.glued_preposition(next, 'ل')
            && let Some(other) = self.phrase_from(next, limit, Reach::Narrow)
        {
            let told = Beside { source, start: other.start, mark: other.start, nominal: true };
            return self.noun_draft(CUE_NOUN, at, noun, told, limit);
        }
        let found = self.beside(next, limit, noun.frames - Frames::OBJ - Frames::LI)?;
        if noun.act == Act::State && found.kind != Kind::Clause {
            return None;
        }
        let told = Beside { source, start: found.start, mark: found.mark, nominal: found.kind == Kind::Noun };
        self.noun_draft(CUE_NOUN, at, noun, told, limit)
    }

    /// A noun of the table of statements, and whether the article is glued to it.
    fn listed_noun(&self, at: usize) -> Option<(Noun, bool)> {
        let sense = self.scan.sense(at, Class::CueNoun)?;
        let row = &self.scan.lexicon.nouns[sense.row()];
        let third = matches!(sense.enclitic, None | Some(Enclitic::He | Enclitic::She | Enclitic::They));
        (row.kind == CueNounKind::Statement && third).then(|| {
            let noun = Noun {
                lemma: row.lemma.clone(),
                act: row.act,
                polarity: if matches!(row.act, Act::Deny | Act::Reject) {
                    Polarity::Denied
                } else {
                    Polarity::Asserted
                },
                frames: row.frames,
                joined: sense.enclitic.is_some(),
                end: at + sense.len as usize,
            };
            (noun, sense.is_definite())
        })
    }

    /// «من», «من قبل», «من جانب» before the one from whom a statement comes. Gives the token behind it.
    fn by_phrase(&self, at: usize) -> Option<usize> {
        if let Some(sense) = self.function(at, Function::Through).filter(|s| s.len > 1) {
            return Some(at + sense.len as usize);
        }
        let from = self.function(at, Function::Min).filter(|s| s.enclitic.is_none())?;
        Some(at + from.len as usize)
    }

    /// The phrase at `at`, if it begins with somebody who speaks: a person, a body, a country, not a thing.
    fn speaker_at(&self, at: usize, limit: usize) -> Option<Range<usize>> {
        let speaks =
            [Class::Role, Class::Body, Class::Unnamed, Class::Given, Class::Country, Class::City, Class::Outlet]
                .iter()
                .any(|&c| self.is(at, c));
        let person = self.noun(at, NounKind::Person) && !self.is_event(at) && !self.noun(at, NounKind::Adjective);
        if !speaks && !person {
            return None;
        }
        let phrase = self.phrase_from(at, limit.min(at + FARTHEST), Reach::Narrow)?;
        // «رفض الحكومة للاتفاق», «اتهامات المعارضة للوزير»: what ل brings is what the noun is about.
        let about = |n: usize| {
            self.glued_preposition(n, 'ل')
                && (self.is_event(n)
                    || self.is_masdar(n)
                    || self.noun(n, NounKind::Thing)
                    || [Class::Role, Class::Body, Class::Unnamed, Class::Country].iter().any(|&c| self.is(n, c)))
        };
        let end = (phrase.start + 1..phrase.end).find(|&n| about(n)).unwrap_or(phrase.end);
        Some(phrase.start..end)
    }

    /// A complement that begins right at `at`.
    fn beside(&self, mut at: usize, limit: usize, frames: Frames) -> Option<Complement> {
        while at < limit && self.time(at).is_some() {
            at += 1;
        }
        if at + 1 >= limit {
            return None;
        }
        if self.inna(at, true) {
            let takes = frames.intersects(Frames::INNA | Frames::AN | Frames::BI);
            return takes.then_some(Complement { kind: Kind::Clause, mark: at, start: at + 1 });
        }
        if frames.contains(Frames::ALA) && self.function(at, Function::Ala).is_some() && self.inna(at + 1, false) {
            return Some(Complement { kind: Kind::Clause, mark: at, start: at + 2 });
        }
        if let Some(len) = self.preposition(at, frames) {
            let next = at + len;
            let clause = self.inna(next, false);
            let kind = if clause { Kind::Clause } else { Kind::Noun };
            return (next < limit && self.time(next).is_none()).then_some(Complement {
                kind,
                mark: at,
                start: next + usize::from(clause),
            });
        }
        let bound = |letter| self.glued_preposition(at, letter) && self.time(at).is_none() && !self.is_medium(at);
        let by = frames.contains(Frames::BI) && bound('ب') && self.function(at, Function::Manner).is_none();
        let to = frames.intersects(Frames::LI | Frames::OBJ) && bound('ل');
        let object = frames.contains(Frames::OBJ)
            && (self.is_object_head(at)
                || self.is_definite(at) && (self.is_event(at) || self.is_masdar(at) || self.noun(at, NounKind::Thing)));
        (by || to || object).then_some(Complement { kind: Kind::Noun, mark: at, start: at })
    }

    /// «وجه المدرب انتقادا حادا للحكم», «أطلقت الهيئة تحذيرات من السيول»: the verb only carries its noun.
    fn light_verb(&self, at: usize, sentence: &Range<usize>, limit: usize) -> Option<Draft> {
        let (noun, definite) = self.listed_noun(at).or_else(|| self.carried_masdar(at))?;
        let from = sentence.start.max(at.saturating_sub(LIGHT));
        let carrier = (from..at).rev().find(|&n| self.is_finite(n) || self.is_plain_verb(n))?;
        let form = self
            .verbs(carrier)
            .find(|(verb, form, sense)| {
                verb.frames.contains(Frames::LIGHT) && form.is_finite() && sense.enclitic.is_none()
            })
            .map(|(_, form, _)| form)?;
        if noun.joined || noun.act == Act::State || definite && noun.act != Act::Appraise {
            return None;
        }
        let source = self.subject_before(carrier, form).filter(|p| p.end == carrier);
        let source = source.or_else(|| self.subject_after(carrier, at, Reach::Narrow, form));
        // «وجهت النيابة للمتهمين تهمة»: to whom, no part of whom.
        let source = source.map(|s| {
            let to = |n: &usize| {
                self.glued_preposition(*n, 'ل')
                    && (spelling::is_oblique_plural(self.key(*n))
                        || [Class::Role, Class::Unnamed].iter().any(|&c| self.is(*n, c)))
            };
            let end = (s.start + 1..s.end).find(to).unwrap_or(s.end);
            s.start..end
        });
        if let Some(source) = &source
            && !self.glued_preposition(source.end, 'ل')
            && !(source.end..at).all(|n| self.begins_adjunct(n) || n > source.end || self.time(n).is_some())
        {
            return None;
        }
        // «وجه إلى المدير تهمة اختلاس المال»: the charge is in the genitive.
        if noun.act == Act::Accuse && noun.end < limit && (self.is_event(noun.end) || self.is_masdar(noun.end)) {
            let told = Beside { source, start: noun.end, mark: noun.end, nominal: true };
            return self.noun_draft(LIGHT_VERB, at, noun, told, limit);
        }
        // Adjectives stand between: «انتقادا حادا للحكم».
        let next = (noun.end..limit.min(noun.end + 4)).find(|&n| {
            self.beside(n, limit, noun.frames | Frames::LI | Frames::ILA | Frames::ALA).is_some() || !self.is_word(n)
        })?;
        let toward = self.glued_preposition(next, 'ل') || self.preposition(next, Frames::ILA).is_some();
        let target = if self.glued_preposition(next, 'ل') { next } else { next + 1 };
        let told = if toward && !matches!(noun.act, Act::Condemn | Act::Appraise | Act::Reject | Act::Accuse) {
            let other = self.phrase_from(target, limit, Reach::Narrow)?;
            let found = self.beside(other.end, limit, noun.frames - Frames::OBJ)?;
            Beside { source, start: found.start, mark: next, nominal: found.kind == Kind::Noun }
        } else if toward {
            Beside { source, start: target, mark: next, nominal: true }
        } else {
            let found = self.beside(next, limit, noun.frames | Frames::ALA)?;
            Beside { source, start: found.start, mark: found.mark, nominal: found.kind == Kind::Noun }
        };
        self.noun_draft(LIGHT_VERB, at, noun, told, limit)
    }

    /// An indefinite verbal noun that a light verb may carry: «انتقادا», «تحذيرا».
    fn carried_masdar(&self, at: usize) -> Option<(Noun, bool)> {
        let (verb, sense) = self
            .verbs(at)
            .find(|(verb, form, _)| form.tense == Tense::Masdar && !verb.frames.contains(Frames::WEAK))
            .map(|(verb, _, sense)| (verb, sense))?;
        if sense.has_preposition() || verb.act == Act::State {
            return None;
        }
        let noun = Noun::of(verb, &sense, at + 1);
        Some((noun, sense.is_definite()))
    }
}

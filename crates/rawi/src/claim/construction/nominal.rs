//! Reporting words that are nouns: `participle`, `masdar`, `hearsay-noun`.

use crate::claim::complement::Kind;
use crate::claim::content::Told;
use crate::claim::draft::{Draft, Meant};
use crate::claim::ground::Ground;
use crate::claim::noun_phrase::Reach;
use crate::lexicon::{Class, CueNounKind, Frames, Function, Number, Tense, spelling};
use crate::reading::{Act, Polarity, RuleId};

pub(crate) const PARTICIPLE: RuleId = RuleId("participle");
pub(crate) const MASDAR: RuleId = RuleId("masdar");
pub(crate) const HEARSAY_NOUN: RuleId = RuleId("hearsay-noun");

impl Ground<'_> {
    /// «، مشيرا إلى», «مضيفة أن»: an indefinite participle that goes on with the subject of its sentence.
    pub(in crate::claim) fn participle(&self, at: usize) -> Option<Draft> {
        let sentence = self.sentence(at);
        if !self.is_participle(at)
            || self.opens_phrase(at)
            || self.is(at, Class::Reason)
            || at > 0 && (self.begins_adjunct(at - 1) || self.inna(at - 1, true))
        {
            return None;
        }
        // «. متابعا: …»: after a full stop only what it takes right behind it tells it from a noun.
        let opens = at == sentence.start;
        if opens && !(self.is_accusative(at) && (self.inna(at + 1, true) || self.is_colon(at + 1))) {
            return None;
        }
        let limit = self.quotation(at).and_then(|open| self.close(open)).map_or(sentence.end, |c| c.min(sentence.end));
        // «متحدث», «مراسل», «مدير» are nouns of people unless the accusative or a complement says otherwise.
        let adverbial = self.is_accusative(at)
            || self.key(at).ends_with('ه')
            || spelling::is_oblique_plural(self.key(at))
            || at > 0 && self.is_comma(at - 1);
        // «مصادر متابعة أن»: an adjective of the source.
        let adjective = at > sentence.start
            && self.is(at - 1, Class::Unnamed)
            && !self.is_definite(at - 1)
            && !self.is_accusative(at);
        // «دون أن يكون مصرحا لها بذلك»: what something is, not how somebody speaks.
        let predicate = at > sentence.start
            && self.function(at - 1, Function::Kana).is_some()
            && !(self.inna(at + 1, true) || self.is_colon(at + 1));
        if !adverbial || adjective || predicate {
            return None;
        }
        for (verb, _, sense) in self.verbs(at).filter(|(_, form, _)| form.tense == Tense::Participle) {
            if sense.has_preposition() {
                continue;
            }
            let frames = verb.frames;
            let found = self.complement(at + 1, limit.min(at + 24), frames);
            // «مشيدا في الوقت نفسه بالحملة»: adjuncts may stand between.
            let near = |mark: usize| {
                mark <= at + 1
                    || mark <= at + 6 && self.begins_adjunct(at + 1) && (at + 2..mark).all(|n| self.is_word(n))
            };
            let (start, mark, nominal) = if let Some(found) = found.filter(|f| {
                near(f.mark) || frames.intersects(Frames::ADDRESSEE | Frames::QUOTE) || f.kind != Kind::Noun
            }) {
                (found.start, found.mark, found.kind == Kind::Noun)
            } else if frames.intersects(Frames::OBJ | Frames::OBJ_BI | Frames::OBJ_PRED)
                && !frames.contains(Frames::WEAK)
                && self.is_word(at + 1)
                && at + 1 < limit
                && !self.begins_adjunct(at + 1)
                && self.is_accusative_cue(at)
            {
                (at + 1, at + 1, frames.contains(Frames::OBJ))
            } else {
                continue;
            };
            let content = self.content_as(if nominal { Told::Noun } else { Told::Clause }, start, limit);
            if content.is_empty() {
                continue;
            }
            return Some(Draft {
                rule: PARTICIPLE,
                cue: at,
                lemma: verb.lemma.clone(),
                act: verb.act,
                polarity: verb.polarity,
                source: None,
                meant: Meant::Subject,
                content,
                nominal,
                frame: at..mark,
                via: Vec::new(),
                relays: false,
            });
        }
        None
    }

    fn is_accusative_cue(&self, at: usize) -> bool {
        at > 0 && self.is_comma(at - 1) && (self.is_accusative(at) || self.key(at).ends_with('ه'))
    }

    /// «قوله إن», «تأكيد الوزير أن», «بالقول إن», «إعلان حماس أن».
    pub(in crate::claim) fn masdar(&self, at: usize) -> Option<Draft> {
        let sentence = self.sentence(at);
        let limit = self.quotation(at).and_then(|open| self.close(open)).map_or(sentence.end, |c| c.min(sentence.end));
        // «عدم كشف هويته»: what is not done.
        let undone = at > sentence.start && self.function(at - 1, Function::Privative).is_some();
        // «في تصريح صحفي، إن»: a medium of two words.
        let medium = self.scan.sense(at, Class::Channel).is_some_and(|s| s.len > 1);
        if self.opens_phrase(at) || undone || medium {
            return None;
        }
        for (verb, _, sense) in self.verbs(at).filter(|(_, form, _)| form.tense == Tense::Masdar) {
            if !verb.frames.intersects(Frames::INNA | Frames::QUOTE | Frames::BI | Frames::AN) {
                continue;
            }
            let bare = verb.frames - Frames::OBJ - Frames::ABOUT - Frames::ALA - Frames::FI - Frames::MIN - Frames::LI;
            let utterance =
                verb.frames.contains(Frames::INNA) && verb.frames.contains(Frames::QUOTE) && verb.act == Act::State;
            let joined = sense.enclitic.is_some();
            let Some(found) = self.complement(at + 1, limit.min(at + 14), bare) else { continue };
            // «قوله، اليوم، إن»
            let aside = (at + 1..found.mark).all(|n| self.is_comma(n) || self.time(n).is_some());
            let adjacent = found.mark <= at + 2 || aside;
            let said = utterance && sense.is_definite() && sense.form.is_some_and(|f| f.number == Number::One);
            let (source, meant) = if adjacent && (joined || said) {
                (None, Meant::Subject)
            } else if found.kind == Kind::Clause && !joined && !sense.is_definite() {
                let Some(phrase) = self.noun_phrase(at + 1, found.mark, Reach::Wide) else { continue };
                if phrase.end != found.mark && !self.is_comma(phrase.end) {
                    continue;
                }
                (Some(phrase), Meant::Written)
            } else {
                continue;
            };
            if found.kind == Kind::Noun && !joined {
                continue;
            }
            let content = self.content(found.start, limit);
            if content.is_empty() {
                continue;
            }
            return Some(Draft {
                rule: MASDAR,
                cue: at,
                lemma: verb.lemma.clone(),
                act: verb.act,
                polarity: verb.polarity,
                source,
                meant,
                content,
                nominal: found.kind == Kind::Noun,
                frame: at..found.mark,
                via: Vec::new(),
                relays: false,
            });
        }
        None
    }

    /// «أنباء عن», «معلومات تفيد بأن», «مزاعم بأن»: words that nobody answers for.
    pub(in crate::claim) fn hearsay_noun(&self, at: usize) -> Option<Draft> {
        let sense = self.scan.sense(at, Class::CueNoun)?;
        let noun = &self.scan.lexicon.nouns[sense.row()];
        if noun.kind != CueNounKind::Hearsay || sense.enclitic.is_some() || sense.is_definite() {
            return None;
        }
        let sentence = self.sentence(at);
        if at > sentence.start
            && [Function::Ala, Function::Min, Function::Fi, Function::With, Function::Ila]
                .iter()
                .any(|&f| self.function(at - 1, f).is_some())
        {
            // «الحصول على معلومات عن»: no rumor.
            return None;
        }
        let next = at + sense.len as usize;
        let start = if self.function(next, Function::About).is_some_and(|s| s.enclitic.is_none()) {
            if self.inna(next + 1, false) { next + 2 } else { next + 1 }
        } else if self.inna(next, true) {
            next + 1
        } else {
            return None;
        };
        let content = self.content(start, sentence.end);
        (!content.is_empty()).then(|| Draft {
            rule: HEARSAY_NOUN,
            cue: at,
            lemma: noun.lemma.clone(),
            act: noun.act,
            polarity: Polarity::Asserted,
            source: None,
            meant: Meant::Nobody,
            content,
            nominal: !self.inna(start - 1, true),
            frame: at..start,
            via: Vec::new(),
            relays: false,
        })
    }
}

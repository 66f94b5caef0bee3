//! One utterance, one claim: cues that tell the same words are joined, and an outlet that only passes words on becomes `via`.

use std::ops::Range;

use rawi_text::Proclitics;

use super::construction::{CUE_NOUN, MASDAR, PARTICIPLE, PASSIVE_HEARSAY, VERB_INNA};
use super::draft::{Draft, Meant, around};
use super::ground::Ground;
use super::noun_phrase::Reach;
use crate::lexicon::{ChannelKind, Class, Frames, Function, Number, Tense};
use crate::reading::Act;

impl Ground<'_> {
    /// Joins drafts; they come and go in cue order.
    pub(super) fn merge(&self, mut drafts: Vec<Draft>) -> Vec<Draft> {
        self.relay_verbs(&mut drafts);
        let drafts = self.same_words(drafts);
        let drafts = self.passed_on(drafts);
        self.narrated(drafts)
    }

    /// Inside somebody's content a verb without a subject of its own is part of what is told («مواد تشير إلى …»), not a claim of its own.
    fn narrated(&self, drafts: Vec<Draft>) -> Vec<Draft> {
        let nested = |(at, draft): (usize, &Draft)| {
            let near = || around(&drafts, at).map(|(_, outer)| outer);
            // «معربا عن أمله في أن»: the hope is what is expressed, no claim of its own.
            if matches!(draft.rule, MASDAR | CUE_NOUN)
                && draft.source.is_none()
                && near().any(|outer| outer.cue < draft.cue && outer.content_start() == draft.cue)
            {
                return true;
            }
            // «دفع ثمن رفضه بيع الأرض»: his, whoever he is there.
            let his = draft.meant == Meant::Subject && draft.nominal && matches!(draft.rule, MASDAR | CUE_NOUN);
            // «قال: "قالوا لنا إن الطريق آمن"»: they, not he.
            let they = matches!(draft.meant, Meant::Previous(form) if form.number == Number::Many && form.tense == Tense::Past)
                && draft.rule == VERB_INNA;
            (matches!(draft.meant, Meant::Previous(_)) && !they || his)
                && near().any(|outer| {
                    outer.cue != draft.cue
                        && outer.holds(draft.cue)
                        && self.sentence(outer.cue) == self.sentence(draft.cue)
                        && outer.cue < draft.cue
                })
        };
        let told: Vec<bool> = drafts.iter().enumerate().map(nested).collect();
        drafts.into_iter().zip(told).filter(|(_, told)| !told).map(|(draft, _)| draft).collect()
    }

    /// «نقلت رويترز عن مسؤول أن»: who speaks stands after عن, the subject passes it on.
    fn relay_verbs(&self, drafts: &mut [Draft]) {
        for draft in drafts {
            if !self.relays_words(draft.cue) {
                continue;
            }
            let leads = |function| {
                draft.frame.clone().skip(1).find(|&n| self.function(n, function).is_some_and(|s| s.enclitic.is_none()))
            };
            // «علمت الصحيفة من مصدر مطلع أن»
            let learned = |from: &usize| {
                self.is(from + 1, Class::Unnamed)
                    && self.verbs(draft.cue).any(|(verb, _, sense)| {
                        verb.frames.contains(Frames::RELAY | Frames::MIN) && sense.enclitic.is_none()
                    })
            };
            // «علم لدى السلطات المحلية أن»
            let at_whom = |at: &usize| {
                draft.source.is_none()
                    && *at == draft.cue + 1
                    && self.verbs(draft.cue).any(|(verb, _, _)| verb.frames.contains(Frames::RELAY | Frames::MIN))
            };
            let about =
                leads(Function::About).or_else(|| leads(Function::Ila)).or_else(|| leads(Function::At).filter(at_whom));
            let Some(about) = about.or_else(|| leads(Function::Min).filter(learned)) else { continue };
            let Some(speaker) = self.noun_phrase(about + 1, draft.frame.end, Reach::Wide) else { continue };
            if let Some(relay) = draft.source.replace(speaker) {
                draft.via.push(relay.start..if relay.contains(&about) { about } else { relay.end });
            }
            if draft.rule == PASSIVE_HEARSAY {
                // «نُقل عن أحد الحراس أن»: somebody is named after all.
                draft.rule = VERB_INNA;
            }
            draft.meant = Meant::Written;
        }
    }

    fn relays_words(&self, at: usize) -> bool {
        self.verbs(at).any(|(verb, form, _)| form.is_finite() && verb.frames.contains(Frames::RELAY))
    }

    /// «تابع بالقول إن», «نقلت … عن … قوله إن», «غرد … قائلا»: the cue next to the content stays, with the other's source.
    fn same_words(&self, drafts: Vec<Draft>) -> Vec<Draft> {
        let mut kept: Vec<Draft> = Vec::with_capacity(drafts.len());
        for mut draft in drafts {
            // «أدلى بتصريح أكد فيه أن»
            let in_it = |outer: &Draft| {
                let paper = outer.content_start();
                outer.cue < draft.cue
                    && outer.act == Act::State
                    && paper < draft.cue
                    && draft.cue - paper <= 3
                    && self.channel(paper) == Some(ChannelKind::Statement)
                    && self.function(draft.cue + 1, Function::Fi).is_some_and(|s| s.enclitic.is_some())
                    && draft.source.is_none()
            };
            let joins = |outer: &Draft| {
                outer.cue < draft.cue
                    && self.sentence(outer.cue) == self.sentence(draft.cue)
                    && (outer.content_start() == draft.cue
                        && matches!(draft.rule, MASDAR | PARTICIPLE)
                        && draft.act == Act::State
                        || outer.content_start() == draft.content_start())
            };
            let passes = |outer: &Draft| {
                self.relays_words(outer.cue)
                    && draft.rule == MASDAR
                    && outer.cue < draft.cue
                    && outer.holds(draft.cue)
                    && draft.cue - outer.cue < 30
            };
            let far = kept.len().saturating_sub(16);
            // «أظهرت دراسة نشرت أمس أن»: the second verb describes the source of the first.
            let describes = |outer: &Draft| {
                !matches!(draft.rule, MASDAR | PARTICIPLE)
                    && (draft.source.is_none()
                        || draft.source == outer.source
                        || draft.source.as_ref().is_some_and(|s| {
                            // «استطلاع نشرت نتائجه أن»
                            s.len() == 1 && self.scan.senses(s.start).iter().any(|s| s.enclitic.is_some())
                        }))
                    && outer.source.as_ref().is_some_and(|s| s.end == draft.cue && s.start > outer.cue)
                    && outer.content_start() == draft.content_start()
            };
            if kept[far..].iter().any(describes) {
                continue;
            }
            if let Some(at) =
                kept[far..].iter().rposition(|outer| joins(outer) || passes(outer) || in_it(outer)).map(|n| far + n)
            {
                let outer = kept.remove(at);
                if draft.source.is_none() {
                    // In «… عن المسؤول قوله» the phrase must not take the verbal noun along.
                    draft.source = outer.source.map(|s| s.start..s.end.min(draft.cue)).filter(|s| !s.is_empty());
                    draft.meant = if draft.source.is_some() { Meant::Written } else { outer.meant };
                }
                draft.via.extend(outer.via);
                draft.frame = outer.frame.start..draft.frame.end;
                if draft.lemma != outer.lemma && outer.act != Act::State && draft.act == Act::State {
                    draft.act = outer.act;
                    draft.polarity = outer.polarity;
                }
            }
            kept.push(draft);
        }
        kept
    }

    /// «…، وفقا لرويترز», «وحسب الأناضول، قال فلان إن»: the outlet is via of the other cue.
    fn passed_on(&self, mut drafts: Vec<Draft>) -> Vec<Draft> {
        let mut at = 0;
        while at < drafts.len() {
            let outer = &drafts[at];
            // «أفادت الصحيفة نقلا عن مسؤول بأن»: the outlet passes on, the one behind it speaks.
            let passing = around(&drafts, at)
                .find(|(_, inner)| inner.cue < outer.cue && inner.frame.contains(&outer.cue) && inner.source.is_some())
                .map(|(n, _)| n);
            if outer.relays
                && !self.only_carries(outer)
                && let Some(source) = outer.source.clone()
                && let Some(inner) = passing
            {
                // Where no outlet passes on («ذكر الوزير نقلا عن تقارير أن»), it is still the subject of the verb that says it.
                if let Some(relay) = drafts[inner].source.take_if(|s| self.is_outlet(s)) {
                    drafts[inner].via.push(relay);
                    drafts[inner].source = Some(source);
                }
                drafts.remove(at);
                continue;
            }
            let target = if outer.relays && self.only_carries(outer) { self.carried(at, &drafts) } else { None };
            let Some(target) = target else {
                at += 1;
                continue;
            };
            let outer = drafts.remove(at);
            let target = if target > at { target - 1 } else { target };
            if let Some(source) = outer.source.filter(|s| !self.is_pronominal(s)) {
                drafts[target].via.push(source);
            }
            drafts[target].via.extend(outer.via);
        }
        drafts
    }

    /// Is the source of this attribution a medium, a statement, or only a pronoun («على حد قوله»)?
    fn only_carries(&self, draft: &Draft) -> bool {
        let Some(source) = &draft.source else { return true };
        self.is_pronominal(source)
            || self.is_outlet(source)
            || self.channel(source.start) == Some(ChannelKind::Statement) && source.len() == 1
    }

    fn is_pronominal(&self, source: &Range<usize>) -> bool {
        source.len() == 1
            && self
                .scan
                .senses(source.start)
                .iter()
                .any(|s| s.enclitic.is_some() && matches!(s.class, Class::Verb | Class::CueNoun))
    }

    /// Does the phrase name an outlet or agency?
    pub(super) fn is_outlet(&self, source: &Range<usize>) -> bool {
        let first = if self.close(source.start).is_some() { source.start + 1 } else { source.start };
        self.is(first, Class::Outlet)
            || matches!(self.channel(first), Some(ChannelKind::Medium | ChannelKind::Platform))
    }

    fn carried(&self, at: usize, drafts: &[Draft]) -> Option<usize> {
        let outer = &drafts[at];
        let start = outer.content_start();
        let fronted = start > outer.cue;
        let carries = |(_, inner): &(usize, &Draft)| {
            // «وفقا للصحيفة، فإن الحكومة ستعلن»: what will be said has not been passed on.
            let yet = self.verbs(inner.cue).any(|(_, _, sense)| sense.proclitics.contains(Proclitics::SA));
            let same =
                inner.cue != outer.cue && !inner.relays && !yet && self.sentence(inner.cue) == self.sentence(outer.cue);
            // «قال شهود، بحسب الوكالة، إن»
            let between = inner.frame.contains(&outer.cue) && inner.cue < outer.cue;
            let near = if between {
                true
            } else if fronted {
                inner.cue >= start && inner.cue <= start + 3
            } else {
                inner.cue < outer.cue
                    && inner.content.last().is_some_and(|p| p.end <= outer.cue && p.end + 3 >= outer.cue)
                    && !around(drafts, at).any(|(_, o)| o.cue < inner.cue && o.holds(inner.cue) && !o.relays)
            };
            same && near
        };
        around(drafts, at).find(carries).map(|(n, _)| n)
    }
}

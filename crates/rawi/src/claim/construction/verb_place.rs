//! May a word that is often something else be a verb where it stands? («كشف», «عبر», «طلب»)

use rawi_text::Proclitics;

use crate::claim::ground::Ground;
use crate::lexicon::{Class, Function, NounKind, Sense, Tense};

impl Ground<'_> {
    /// «تقرير لم تكشف عن مصدره», «مصادر لم تسمها»: a negated verb that tells more of the paper or source before it.
    pub(super) fn describes_paper(&self, at: usize) -> bool {
        let Some(noun) = at.checked_sub(2).filter(|_| self.function(at - 1, Function::Lam).is_some()) else {
            return false;
        };
        !self.is_definite(noun)
            && self.sentence(noun) == self.sentence(at)
            && [Class::Document, Class::Channel, Class::Unnamed].iter().any(|&c| self.is(noun, c))
    }

    /// «حسبما قال», «وفق ما ذكرته»: the preposition is the cue.
    pub(super) fn follows_clause_preposition(&self, at: usize) -> bool {
        let before = |n: usize| {
            at.checked_sub(n)
                .is_some_and(|b| self.is(b, Class::CuePreposition) && self.sentence(b) == self.sentence(at))
        };
        let ma = at > 0 && self.function(at - 1, Function::Ma).is_some();
        before(1) && !self.is_as(at - 1) || ma && before(2)
    }

    /// Does a preposition or «عدم» stand right before the word, so that it is a noun («عدم ذكر اسمه», «في كشف»)?
    pub(super) fn is_governed(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).filter(|_| !self.begins_with_and(at)) else { return false };
        [
            Function::Privative,
            Function::Fi,
            Function::Min,
            Function::Ala,
            Function::Ila,
            Function::About,
            Function::With,
            Function::During,
            Function::Through,
            Function::After,
            Function::Before,
            Function::Preposition,
        ]
        .iter()
        .any(|&f| self.function(before, f).is_some_and(|s| s.enclitic.is_none() && s.len == 1))
            && self.scan.senses(before).iter().all(|s| s.class == Class::Function || s.class == Class::CuePreposition)
    }

    /// Is the word as often something else: a closed-class word («عبر», «بين»), or a noun by its place («تلقى طلب», «في كشف»)?
    pub(super) fn is_shadowed(&self, at: usize) -> bool {
        let function = self.scan.senses(at).iter().any(|s| s.class == Class::Function && s.enclitic.is_none());
        if function {
            return true;
        }
        let nominal = self.verbs(at).any(|(_, form, _)| form.tense == Tense::Masdar)
            || self.scan.senses(at).iter().any(|s| {
                matches!(
                    s.class,
                    Class::Noun
                        | Class::CueNoun
                        | Class::Given
                        | Class::Role
                        | Class::Body
                        | Class::Unnamed
                        | Class::Document
                )
            });
        function || nominal && !self.in_verb_place(at)
    }

    /// May a verb stand here: at the start of a clause, after a particle, or after a subject at the start of a headline or clause?
    pub(in crate::claim) fn in_verb_place(&self, at: usize) -> bool {
        let sentence = self.sentence(at);
        if at == sentence.start || self.begins_with_and(at) {
            return true;
        }
        let before = at - 1;
        let particle = [
            Function::Inna,
            Function::An,
            Function::Relative,
            Function::Qad,
            Function::Kana,
            Function::Negation,
            Function::Lam,
            Function::Conj,
            Function::Contrast,
            Function::Concession,
            Function::Additive,
            Function::Ma,
            Function::Subordinate,
            Function::Question,
        ]
        .iter()
        .any(|&f| self.function(before, f).is_some());
        // «بيانا عبر فيه عن رفضه»
        let described = self.function(at + 1, Function::Fi).is_some_and(|s| s.enclitic.is_some());
        let inside = sentence.start..at;
        let after_opener = self.after_openers(inside.start, at) == at;
        particle
            || described
            || self.is_punct(before)
            || self.time(before).is_some()
            || self.noun(before, NounKind::Adverb)
            || after_opener
            || (self.zone(at) == crate::reading::Zone::Headline && self.begins_noun(sentence.start, at))
    }

    /// A thing glued to ب: what something is done with.
    pub(super) fn is_tool(&self, at: usize) -> bool {
        let thing = |s: &Sense| {
            s.class == Class::Noun
                && s.proclitics.contains(Proclitics::BI)
                && self.scan.lexicon.common[s.row()] == NounKind::Thing
        };
        self.scan.senses(at).iter().any(thing) && !self.is_event(at) && !self.is_masdar(at)
    }

    pub(super) fn is_negated(&self, at: usize, start: usize) -> bool {
        // «لما تردد عن»: «لم» takes no past.
        let past = self.verbs(at).all(|(_, form, _)| form.tense == Tense::Past);
        (start..at)
            .rev()
            // «لا صحة لما تردد عن»: the relative clause is not negated.
            .take_while(|&n| self.function(n, Function::Ma).is_none() || self.function(n, Function::Negation).is_some())
            .take(2)
            .any(|n| {
                self.function(n, Function::Negation).is_some() || !past && self.function(n, Function::Lam).is_some()
            })
            && !(at > start && self.is_comma(at - 1))
    }
}

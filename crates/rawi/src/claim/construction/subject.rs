//! The subject of a reporting verb: after it, before it, or not written.

use std::ops::Range;

use rawi_text::TokenFlags;

use crate::claim::ground::Ground;
use crate::claim::noun_phrase::Reach;
use crate::lexicon::{Class, Form, Frames, Function, NounKind, Number, Person, spelling};
use crate::reading::Naming;

impl Ground<'_> {
    /// Where subjects may begin before the verb at `at`: the start of its sentence, of its clause, of the quotation around it.
    fn clause_starts(&self, at: usize, sentence: &Range<usize>) -> Vec<usize> {
        let mut starts = Vec::new();
        let from = self.quotation(at).map_or(sentence.start, |open| (open + 1).max(sentence.start));
        let mut n = from;
        loop {
            starts.push(n);
            // Past auxiliaries and openers: «وكانت», «كما», «من جهته،».
            let opener = [Function::Kana, Function::Additive, Function::Contrast, Function::Qad, Function::Conj]
                .iter()
                .filter_map(|&f| self.function(n, f))
                .max_by_key(|s| s.len);
            match opener {
                Some(sense) if n < at => {
                    n += sense.len as usize;
                    while n < at && self.is_comma(n) {
                        n += 1;
                    }
                }
                _ => break,
            }
        }
        for n in from..at {
            let contrast = self
                .function(n, Function::Contrast)
                .is_some_and(|s| self.scan.senses(n).iter().all(|o| o.class != Class::Function || o.len <= s.len));
            let opens = self.inna(n, true)
                && self
                    .function(n, Function::Inna)
                    .or_else(|| self.function(n, Function::An))
                    .is_some_and(|s| s.enclitic.is_none())
                || contrast
                || self.function(n, Function::Concession).is_some()
                || self.function(n, Function::Kana).is_some()
                || self.is_colon(n)
                || ['.', '؛', '|', '-', '–', '…'].iter().any(|&mark| self.scan.mark(n, mark))
                || self.function(n, Function::Subordinate).is_some();
            if opens {
                starts.push(n + self.function(n, Function::Contrast).map_or(1, |s| s.len as usize));
            }
        }
        starts
    }

    /// The subject written before the verb at `at` (كان/SVO order, relative clause), if there is one.
    pub(in crate::claim) fn subject_before(&self, at: usize, form: Form) -> Option<Range<usize>> {
        let sentence = self.sentence(at);
        if let Some(antecedent) = self.antecedent(at, &sentence) {
            return Some(antecedent);
        }
        // «الوزارة سبق ونفت»
        let auxiliary = at > sentence.start && self.function(at - 1, Function::Auxiliary).is_some();
        if self.begins_with_and(at) && at > sentence.start && !auxiliary {
            // «وهتفوا»: a verb joined by و goes on without a subject, or has it behind.
            return None;
        }
        let mut starts = self.clause_starts(at, &sentence);
        starts.sort_unstable();
        starts.dedup();
        for &start in starts.iter().rev() {
            if start >= at || self.only_finite(start) || self.is_plain_verb(start) {
                continue;
            }
            let Some(phrase) = self.noun_phrase(start, at, Reach::Wide) else { continue };
            if (phrase.end == at || self.may_skip(phrase.end, at)) && self.agrees_with(phrase.start, form) {
                return Some(phrase);
            }
        }
        self.between_auxiliaries(at, form, &sentence).or_else(|| self.bare_antecedent(at, form, &sentence))
    }

    /// «وكان الدكتور سامر حداد؛ المشرف العام على الوكالة، قد أكد»: whatever describes the subject stands between «كان» and «قد».
    fn between_auxiliaries(&self, at: usize, form: Form, sentence: &Range<usize>) -> Option<Range<usize>> {
        let qad = at.checked_sub(1).filter(|&n| n > sentence.start && self.function(n, Function::Qad).is_some())?;
        let kana = self.after_openers(sentence.start, at);
        self.function(kana, Function::Kana)?;
        let mut phrase = self.noun_phrase(kana + 1, qad, Reach::Wide)?;
        if self.is_comma(qad - 1) && phrase.clone().any(|n| self.is_comma(n)) {
            // «، المشرف العام على المكتبة، قد»: the whole apposition.
            phrase.end = qad - 1;
        }
        let described = !self.is_word(phrase.end) || self.function(phrase.end, Function::Relative).is_some();
        (described && self.agrees_with(phrase.start, form)).then_some(phrase)
    }

    /// «ثلاثة جيران قالوا إن», «مصادر تشير إلى»: an indefinite word for people or papers right before a verb that describes it.
    fn bare_antecedent(&self, at: usize, form: Form, sentence: &Range<usize>) -> Option<Range<usize>> {
        if form.tense == crate::lexicon::Tense::Past && form.number == Number::One {
            // «مسؤول قال» is as often the start of a clause of its own, which has been tried.
            return None;
        }
        let first = sentence.start.max(at.saturating_sub(5));
        (first..at).find_map(|head| {
            let speaks = self.is(head, Class::Role)
                || self.is(head, Class::Unnamed)
                || self.is(head, Class::Document)
                || self.noun(head, NounKind::Person) && form.number == Number::Many;
            let paper = self.is(head, Class::Document) && form.tense == crate::lexicon::Tense::Present;
            if !speaks || self.is_definite(head) || self.is_accusative(head) && !paper {
                return None;
            }
            let phrase = if self.is_closed(head) { None } else { self.phrase_from(head, at, Reach::Narrow) }?;
            let many = form.number != Number::Many || self.is_many(head);
            (phrase.end == at && many && self.agrees_with(head, form)).then_some(phrase)
        })
    }

    /// Is the noun a plural of people, as its table or its ending tells?
    fn is_many(&self, at: usize) -> bool {
        spelling::is_long_human_plural(self.key(at))
            || self
                .scan
                .sense(at, Class::Unnamed)
                .is_some_and(|s| self.scan.lexicon.unnamed[s.row()].naming == Naming::UnnamedGroup)
    }

    /// «الذي قال»: the noun phrase before the relative pronoun.
    fn antecedent(&self, at: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
        let mut relative = at.checked_sub(1)?;
        while relative > sentence.start
            && (self.function(relative, Function::Qad).is_some()
                || self.function(relative, Function::Kana).is_some()
                || self.function(relative, Function::Negation).is_some())
        {
            relative -= 1;
        }
        self.function(relative, Function::Relative)
            .filter(|_| relative > sentence.start && spelling::has_article(self.key(relative)))?;
        let mut end = relative;
        if self.is_comma(end - 1) {
            end -= 1;
        }
        let first = sentence.start.max(end.saturating_sub(14));
        let governed = |start: usize| start > sentence.start && self.begins_adjunct(start - 1);
        let phrase_at = |start: usize| {
            let boundary = start == sentence.start
                || !self.is_word(start - 1)
                || self.begins_adjunct(start - 1)
                || self.inna(start - 1, true)
                || self.is_finite(start - 1)
                || self.is_plain_verb(start - 1)
                || self.function(start - 1, Function::Kana).is_some();
            let phrase = self.noun_phrase(start, end, Reach::Wide).filter(|_| boundary)?;
            // Over a comma only a person is described further («مدير الدفاع، العميد …، الذي»), not a place or medium.
            let broken = phrase.clone().any(|n| self.is_comma(n))
                && !self.is(start, Class::Role)
                && self.personal_name(&phrase).is_none();
            (phrase.end == end && !broken).then_some(phrase)
        };
        // A phrase that a preposition governs is taken only where no freer one fits.
        (first..end).filter(|&n| !governed(n)).find_map(phrase_at).or_else(|| (first..end).find_map(phrase_at))
    }

    /// May the tokens between a fronted subject and its verb be passed over: times, «قد», negation, a clause between commas?
    fn may_skip(&self, from: usize, to: usize) -> bool {
        let bridge = |at: usize| {
            self.is_comma(at)
                || self.time(at).is_some()
                || self.function(at, Function::Qad).is_some()
                || self.function(at, Function::Kana).is_some()
                || self.function(at, Function::Negation).is_some()
                || self.function(at, Function::Lam).is_some()
                || self.function(at, Function::Additive).is_some()
                || self.function(at, Function::Auxiliary).is_some()
        };
        if (from..to).all(bridge) {
            return true;
        }
        // A relative clause or aside that a comma closes right before the verb.
        let aside = self.is_comma(from) && self.is_comma(to - 1) && to - from > 2;
        let relative =
            self.function(from, Function::Relative).is_some() || self.function(from + 1, Function::Relative).is_some();
        let bracket = self.scan.mark(from, '(') && self.scan.mark(to - 1, ')')
            || self.scan.mark(from, '-') && self.scan.mark(to - 1, '-');
        (aside || relative && self.is_comma(to - 1) || bracket)
            && !(from + 1..to).any(|n| self.only_finite(n) && !relative)
    }

    /// Does the noun at `head` fit the verb form in gender, where both can be told?
    pub(super) fn agrees_with(&self, head: usize, form: Form) -> bool {
        if form.number == Number::Many && self.noun(head, NounKind::Thing) && !self.noun(head, NounKind::Person) {
            // «المواقع التي يرغبون في زيارتها»: things take no plural verb.
            return false;
        }
        match (form.person, self.is_feminine(head)) {
            (Person::He, Some(true)) => form.number != Number::One,
            (Person::She, Some(false)) | (Person::Speaker, _) => false,
            _ => true,
        }
    }

    /// The grammatical gender of a noun, as its letters or the lexicon tell.
    pub(crate) fn is_feminine(&self, at: usize) -> Option<bool> {
        let at = if self.close(at).is_some() { at + 1 } else { at };
        if let Some(sense) = self.scan.sense(at, Class::Country).filter(|s| s.len == 1) {
            let name = &self.scan.lexicon.countries[sense.row()].name;
            // Countries are feminine but for a handful, and but for names that begin with a masculine noun (الاتحاد).
            return (!spelling::has_article(name)).then_some(true);
        }
        let role = self.scan.sense(at, Class::Role).map(|s| self.scan.lexicon.roles[s.row()].feminine);
        if let Some(true) = role {
            // «محاميه»: his lawyer is no «محامية».
            let dotted = !self.key(at).ends_with('ه') || self.scan.flag(at, TokenFlags::TA_MARBUTA);
            return dotted.then_some(true);
        }
        if self.is(at, Class::Number) {
            // «تسعة أعضاء» is counted in the other gender.
            return None;
        }
        if self.scan.flag(at, TokenFlags::TA_MARBUTA) {
            // A surname may end in ة (السواحة).
            return (!self.is_unknown(at)).then_some(true);
        }
        let key = self.key(at);
        if spelling::is_long_human_plural(key) {
            return Some(false);
        }
        if self.is(at, Class::Role) && role == Some(false) {
            return Some(false);
        }
        None
    }

    /// The subject after the verb at `at`, before `mark`. Where an adjunct stands first («وقال لقناة … الوزير»), the subject behind it.
    pub(in crate::claim) fn subject_after(
        &self,
        at: usize,
        mark: usize,
        reach: Reach,
        form: Form,
    ) -> Option<Range<usize>> {
        if form.number == Number::Many {
            // «رفضوا العودة»: a verb in the plural has its subject before it, or none.
            return None;
        }
        let mut from = at + 1;
        // «أبدى سعادته»: what is expressed, no form of address.
        if self.is_honorific_of(from) && self.verbs(at).any(|(verb, _, _)| verb.frames.contains(Frames::EXPRESSES)) {
            return None;
        }
        // «وقالت أيضا», «وقال اليوم»
        while from < mark
            && (self.time(from).is_some()
                || self.function(from, Function::Additive).is_some_and(|s| s.len == 1)
                || self.function(from, Function::Joined).is_some()
                || self.noun(from, NounKind::Adverb)
                || self.begins_adjunct(from)
                    && self.scan.senses(from).iter().any(|s| s.class == Class::Function && s.enclitic.is_some()))
        {
            from += 1;
        }
        // «وأقر والي المنطقة»: no «إلى» joined by و.
        if self.begins_adjunct(from) && !self.is(from, Class::Role) {
            let next = self.behind_adjunct(from, mark)?;
            let phrase = self.noun_phrase(next, mark, reach)?;
            return self.agrees_with(phrase.start, form).then_some(phrase);
        }
        self.noun_phrase(from, mark, reach)
            .filter(|phrase| self.agrees_with(phrase.start, form))
            .or_else(|| self.lone_surname(from, mark))
    }

    /// «وأضاف عودة: "…"»: one bare noun between a verb and its quotation or colon is a surname, whatever else it means.
    pub(super) fn lone_surname(&self, at: usize, mark: usize) -> Option<Range<usize>> {
        let alone = mark == at + 1 && self.is_colon(mark);
        let noun = self.is(at, Class::Noun)
            && !self.is_closed(at)
            && !self.is_accusative(at)
            && !self.noun(at, NounKind::Thing)
            && !self.glued_preposition(at, 'ب')
            && !self.glued_preposition(at, 'ل')
            && self.enclitic(at, Class::Noun).is_none()
            && !self.is_manner(at);
        let bare = self.verbs(at.wrapping_sub(1)).all(|(_, _, sense)| sense.enclitic.is_none());
        (alone && noun && bare && self.is_word(at)).then_some(at..mark)
    }

    /// The first token behind an adjunct at which a person or body begins that no preposition governs.
    fn behind_adjunct(&self, from: usize, mark: usize) -> Option<usize> {
        ((from + 2)..mark).find(|&n| {
            let somebody = (self.is(n, Class::Role) || self.is(n, Class::Unnamed) || self.is(n, Class::Given))
                && !self.scan.senses(n).iter().any(crate::lexicon::Sense::has_preposition);
            let governed = self.begins_adjunct(n - 1) || self.is(n - 1, Class::Body) || self.is(n - 1, Class::Role);
            let fresh = self.is_comma(n - 1)
                || self.open(n - 1).is_some()
                || self.time(n - 1).is_some()
                || self.is(n - 1, Class::Outlet)
                || self.is(n - 1, Class::Channel);
            // «في تصريح صحفي»: its adjective is nobody.
            let of_medium = self.scan.sense(n - 1, Class::Channel).is_some_and(|s| s.len > 1);
            somebody && !governed && fresh && !of_medium
        })
    }
}

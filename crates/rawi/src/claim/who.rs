//! Who is meant: anaphors, surnames, and sources that are not written.

use std::ops::Range;

use super::cast::{Cast, bare_words};
use super::draft::{Draft, Meant};
use super::ground::Ground;
use super::naming::Grade;
use super::noun_phrase::Reach;
use crate::lexicon::{Class, Form, Function, Number, Person, spelling};
use crate::reading::Naming;

/// How many speakers back a short phrase may point.
const FARTHEST: usize = 500;

/// Somebody who spoke in this document.
#[derive(Clone, Debug)]
pub(super) struct Speaker {
    /// The fullest phrase that names them.
    pub(super) phrase: Range<usize>,
    pub(super) grade: Grade,
    feminine: Option<bool>,
    plural: bool,
}

/// The speakers so far; each claim points at one.
pub(super) struct Speakers {
    cast: Cast,
    all: Vec<Speaker>,
    /// For each claim so far: its cue, its speaker, whether it is nested.
    said: Vec<(usize, Option<usize>, bool)>,
}

impl Speakers {
    pub(super) fn of(ground: &Ground<'_>) -> Speakers {
        Speakers { cast: Cast::of(ground), all: Vec::new(), said: Vec::new() }
    }

    pub(super) fn speaker(&self, at: usize) -> &Speaker {
        &self.all[at]
    }

    /// Resolves the draft's speaker and remembers it. `nested` tells whether the claim is inside another's content, `parent` whose.
    pub(super) fn resolve(&mut self, ground: &Ground<'_>, draft: &Draft, parent: Option<usize>) -> Option<usize> {
        let who = match (&draft.source, &draft.meant) {
            (Some(phrase), _) => {
                let who = self.written(ground, phrase);
                // A verb agrees with its subject in gender: «قالت رجوي» tells what the name does not.
                let form = ground.verbs(draft.cue).map(|(_, form, _)| form).find(|form| form.is_finite());
                if let Some(form) = form.filter(|_| self.all[who].feminine.is_none()) {
                    self.all[who].feminine = match form.person {
                        Person::She => Some(true),
                        Person::He if form.number == Number::One => Some(false),
                        _ => None,
                    };
                }
                Some(who)
            }
            (None, Meant::Subject) => self.of_sentence(ground, draft, parent),
            (None, Meant::Previous(form)) => match self.previous(*form, parent.is_some()) {
                Some(who) => Some(who),
                // «تعرض وزير للسخرية لأنه قال إن …»
                None => self.subject(ground, draft).filter(|&who| self.fits(who, *form)),
            },
            (None, Meant::Nobody | Meant::Written) => None,
        };
        self.said.push((draft.cue, who, parent.is_some()));
        who
    }

    fn written(&mut self, ground: &Ground<'_>, phrase: &Range<usize>) -> usize {
        if let Some(known) = self.anaphor(ground, phrase) {
            return known;
        }
        // «بحسب المصدر نفسه»: whoever spoke last, whatever they were called.
        let same = ground.is(phrase.start, Class::Unnamed)
            && ground.is_definite(phrase.start)
            && ground.function(phrase.end - 1, Function::Emphatic).is_some();
        if same && let Some(last) = self.said.iter().rev().find_map(|s| s.1) {
            return last;
        }
        let fuller = self.cast.fuller(ground, phrase);
        if let Some(known) = fuller.as_ref().and_then(|f| self.anaphor(ground, f)) {
            return known;
        }
        let grade = match &fuller {
            Some(fuller) => ground.grade(fuller),
            None => ground.grade(phrase),
        };
        let head = fuller.as_ref().map_or(phrase.start, |f| f.start);
        let key = ground.key(head);
        self.all.push(Speaker {
            grade,
            feminine: ground.is_feminine(head).or_else(|| ground.is_feminine(phrase.start)),
            plural: matches!(grade.0, Naming::UnnamedGroup)
                || ground.function(head, Function::Quantifier).is_some()
                || spelling::is_long_human_plural(key),
            phrase: fuller.unwrap_or_else(|| phrase.clone()),
        });
        self.all.len() - 1
    }

    /// A short phrase that points at a speaker already known: «المصدر», «الوزير», a surname.
    fn anaphor(&self, ground: &Ground<'_>, phrase: &Range<usize>) -> Option<usize> {
        let words = bare_words(ground, phrase);
        if words.is_empty() {
            return None;
        }
        let short = words.len() <= 4
            && (ground.is_definite(phrase.start)
                || ground.is_name_like(phrase.start)
                || ground.is_unknown(phrase.start)
                || ground.is(phrase.start, Class::NameParticle)
                || ground.personal_name(phrase).is_some());
        let by_name = ground.is_unknown(phrase.start)
            || ground.is(phrase.start, Class::Given)
            || ground.is(phrase.start, Class::NameParticle)
            || ground.personal_name(phrase).is_some();
        let far = self.all.len().saturating_sub(FARTHEST);
        self.all[far..]
            .iter()
            .rposition(|speaker| {
                let known = bare_words(ground, &speaker.phrase);
                // «الخطيب», «اللواء المالكي»: a surname that is also another word.
                let surname = || {
                    ground
                        .personal_name(&speaker.phrase)
                        .is_some_and(|name| name.len() > 1 && bare_words(ground, &name).last() == words.last())
                };
                // «التقرير الذي أعده سامر» is not سامر.
                let person = by_name && speaker.grade.0 != Naming::Document;
                let head = person || known[..].first() == words.first() || surname();
                known == words || short && head && words.len() < known.len() && words.iter().all(|w| known.contains(w))
            })
            .map(|n| far + n)
    }

    /// The speaker of the last claim that the verb form allows.
    fn previous(&self, form: Form, nested: bool) -> Option<usize> {
        self.said
            .iter()
            .rev()
            .filter(|(_, _, inner)| nested || !inner)
            .find_map(|&(_, who, _)| who.filter(|&w| self.fits(w, form)))
    }

    fn fits(&self, who: usize, form: Form) -> bool {
        let speaker = &self.all[who];
        if speaker.grade.1 >= 4 {
            // Hearsay does not go on speaking.
            return false;
        }
        match (form.person, form.number) {
            (Person::He, Number::One) => speaker.feminine != Some(true) && !speaker.plural,
            (Person::She, Number::One) => {
                speaker.feminine == Some(true)
                    || speaker.feminine.is_none()
                        && !matches!(speaker.grade.0, Naming::NamedPerson | Naming::UnnamedPerson)
            }
            (_, Number::Many) => speaker.plural || speaker.feminine.is_none(),
            _ => true,
        }
    }

    /// The subject of the sentence: the speaker of its nearest earlier cue at the same level, else the phrase after its first verb.
    fn of_sentence(&mut self, ground: &Ground<'_>, draft: &Draft, parent: Option<usize>) -> Option<usize> {
        let sentence = ground.sentence(draft.cue);
        let nested = parent.is_some();
        if let Some(&(_, who, _)) = self
            .said
            .iter()
            .rev()
            .find(|(cue, _, inner)| sentence.contains(cue) && *cue < draft.cue && *inner == nested)
        {
            return who;
        }
        self.subject(ground, draft).or_else(|| self.said.iter().rev().find(|s| !s.2).and_then(|s| s.1))
    }

    /// The phrase after the first verb of the draft's sentence, if it names somebody.
    fn subject(&mut self, ground: &Ground<'_>, draft: &Draft) -> Option<usize> {
        let sentence = ground.sentence(draft.cue);
        let from = ground.after_openers(sentence.start, draft.cue);
        let phrase = ground.noun_phrase(from + 1, draft.cue, Reach::Narrow).filter(|p| {
            ground.is(p.start, Class::Role)
                || ground.is(p.start, Class::Body)
                || ground.is_name_like(p.start)
                || ground.is(p.start, Class::Unnamed)
                || ground.personal_name(p).is_some()
        });
        phrase.map(|phrase| self.written(ground, &phrase))
    }
}

//! Who is meant: anaphors, surnames, and sources that are not written.

use std::ops::Range;

use super::draft::{Draft, Meant};
use super::ground::Ground;
use super::naming::Grade;
use super::noun_phrase::Reach;
use crate::lexicon::{Class, Form, Number, Person};
use crate::reading::Naming;

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
#[derive(Default)]
pub(super) struct Speakers {
    all: Vec<Speaker>,
    /// For each claim so far: its cue, its speaker, whether it is nested.
    said: Vec<(usize, Option<usize>, bool)>,
}

impl Speakers {
    pub(super) fn speaker(&self, at: usize) -> &Speaker {
        &self.all[at]
    }

    /// Resolves the draft's speaker and remembers it. `nested` tells whether the claim is inside another's content, `parent` whose.
    pub(super) fn resolve(&mut self, ground: &Ground<'_>, draft: &Draft, parent: Option<usize>) -> Option<usize> {
        let who = match (&draft.source, &draft.meant) {
            (Some(phrase), _) => Some(self.written(ground, phrase)),
            (None, Meant::Nobody) => None,
            (None, Meant::Subject) => self.of_sentence(ground, draft, parent),
            (None, Meant::Previous(form)) => self.previous(*form, parent.is_some()),
            (None, Meant::Written) => None,
        };
        self.said.push((draft.cue, who, parent.is_some()));
        who
    }

    /// The speaker of a claim already resolved, by its number.
    pub(super) fn of_claim(&self, number: usize) -> Option<usize> {
        self.said.get(number).and_then(|s| s.1)
    }

    fn written(&mut self, ground: &Ground<'_>, phrase: &Range<usize>) -> usize {
        if let Some(known) = self.anaphor(ground, phrase) {
            return known;
        }
        let fuller = ground.fuller_mention(phrase);
        let grade = match &fuller {
            Some(fuller) => ground.grade(fuller),
            None => ground.grade(phrase),
        };
        let head = phrase.start;
        let key = ground.key(head);
        self.all.push(Speaker {
            grade,
            feminine: ground.is_feminine(head),
            plural: matches!(grade.0, Naming::UnnamedGroup) || key.ends_with("ون") || key.ends_with("ين") && key.chars().count() > 5,
            phrase: fuller.unwrap_or_else(|| phrase.clone()),
        });
        self.all.len() - 1
    }

    /// A short phrase that points at a speaker already known: «المصدر», «الوزير», a surname.
    fn anaphor(&self, ground: &Ground<'_>, phrase: &Range<usize>) -> Option<usize> {
        let words: Vec<&str> = phrase.clone().filter(|&n| ground.is_word(n)).map(|n| bare(ground.key(n))).collect();
        if words.is_empty() || words.len() > 4 {
            return None;
        }
        self.all.iter().rposition(|speaker| {
            let known: Vec<&str> = speaker.phrase.clone().filter(|&n| ground.is_word(n)).map(|n| bare(ground.key(n))).collect();
            words.len() < known.len() && words.iter().all(|w| known.contains(w)) && (ground.is_definite(phrase.start) || ground.is_name_like(phrase.start) || ground.is_unknown(phrase.start) || ground.is(phrase.start, Class::NameParticle))
                || words == known
        })
    }

    /// The speaker of the last claim that the verb form allows.
    fn previous(&self, form: Form, nested: bool) -> Option<usize> {
        self.said.iter().rev().filter(|(_, _, inner)| nested || !inner).find_map(|&(_, who, _)| who.filter(|&w| self.fits(w, form)))
    }

    fn fits(&self, who: usize, form: Form) -> bool {
        let speaker = &self.all[who];
        match (form.person, form.number) {
            (Person::He, Number::One) => speaker.feminine != Some(true) && !speaker.plural,
            (Person::She, Number::One) => speaker.feminine == Some(true) || speaker.feminine.is_none() && !matches!(speaker.grade.0, Naming::NamedPerson | Naming::UnnamedPerson),
            (_, Number::Many) => speaker.plural || speaker.feminine.is_none(),
            _ => true,
        }
    }

    /// The subject of the sentence: the speaker of its nearest earlier cue at the same level, else the phrase after its first verb.
    fn of_sentence(&mut self, ground: &Ground<'_>, draft: &Draft, parent: Option<usize>) -> Option<usize> {
        let sentence = ground.sentence(draft.cue);
        let nested = parent.is_some();
        if let Some(&(_, who, _)) = self.said.iter().rev().find(|(cue, _, inner)| sentence.contains(cue) && *cue < draft.cue && *inner == nested) {
            return who;
        }
        let from = ground.after_openers(sentence.start, draft.cue);
        let phrase = ground
            .noun_phrase(from + 1, draft.cue, Reach::Narrow)
            .filter(|p| ground.is(p.start, Class::Role) || ground.is(p.start, Class::Body) || ground.is_name_like(p.start) || ground.is(p.start, Class::Unnamed) || ground.personal_name(p).is_some());
        match phrase {
            Some(phrase) => Some(self.written(ground, &phrase)),
            None => self.said.iter().rev().find(|s| !s.2).and_then(|s| s.1),
        }
    }
}

/// A folded word without و, ب, ل and ال.
pub(super) fn bare(key: &str) -> &str {
    let key = key.strip_prefix("لل").filter(|k| k.len() > 4).unwrap_or(key);
    let key = key.strip_prefix(['و', 'ب']).filter(|k| k.starts_with("ال")).unwrap_or(key);
    key.strip_prefix("ال").filter(|k| k.len() > 4).unwrap_or(key)
}

impl Ground<'_> {
    /// For a short definite phrase or a surname, the first fuller phrase of the article that names the same: «الوزيرة» goes to «وزيرة
    /// المالية سلمى …», «حداد» to «كريم حداد».
    pub(super) fn fuller_mention(&self, phrase: &Range<usize>) -> Option<Range<usize>> {
        if phrase.len() > 2 {
            return None;
        }
        let head = phrase.start;
        let key = self.key(head);
        let role = self.is(head, Class::Role) || self.is(head, Class::Body) || self.is(head, Class::Unnamed);
        if role && !self.is_definite(head) {
            return None;
        }
        let wanted = bare(key);
        for line in &self.scan.lines {
            for n in line.tokens.clone() {
                if n >= head {
                    return None;
                }
                if bare(self.key(n)) != wanted {
                    continue;
                }
                if role {
                    let fuller = self.noun_phrase(n, self.sentence(n).end, Reach::Narrow).filter(|p| p.len() > phrase.len() && (p.clone().skip(1).any(|m| self.is_definite(m) || self.is_name_like(m) || self.is(m, Class::Demonym)) || !self.is_definite(p.start)));
                    if fuller.is_some() {
                        return fuller;
                    }
                } else if n > line.tokens.start && (self.is(n - 1, Class::Given) || self.is(n - 1, Class::NameParticle) || self.is_unknown(n - 1)) {
                    let first = (line.tokens.start..n).rev().take_while(|&m| self.is(m, Class::Given) || self.is(m, Class::NameParticle) || self.is_unknown(m)).last().unwrap_or(n);
                    return Some(first..n + 1);
                }
            }
        }
        None
    }
}

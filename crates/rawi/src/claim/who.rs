//! Who is meant: anaphors, surnames, and sources that are not written.

use std::ops::Range;

use rawi_text::Enclitic;

use super::cast::{Cast, bare_words, stems};
use super::draft::{Draft, Meant};
use super::ground::Ground;
use super::naming::Grade;
use super::noun_phrase::Reach;
use crate::lexicon::{ChannelKind, Class, Form, Function, NounKind, Number, Person, spelling};
use crate::reading::{Act, Naming};

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
    /// Of a paper: who made it, where that is written («تقرير صادر عن اللجنة»).
    pub(super) author: Option<Range<usize>>,
}

/// The speakers so far; each claim points at one.
pub(super) struct Speakers {
    cast: Cast,
    all: Vec<Speaker>,
    /// The first speaker of the entry that is being read: nobody speaks on from one article of a listing into the next.
    first: usize,
    /// The token at which that entry ends.
    entry_end: usize,
    /// For each claim so far: its cue, its speaker, whether it is nested.
    said: Vec<(usize, Option<usize>, bool)>,
    /// The statements and reports through which somebody spoke: a token of the word, and the speaker.
    papers: Vec<(usize, usize)>,
}

impl Speakers {
    pub(super) fn of(ground: &Ground<'_>) -> Speakers {
        Speakers {
            cast: Cast::of(ground),
            all: Vec::new(),
            said: Vec::new(),
            first: 0,
            entry_end: 0,
            papers: Vec::new(),
        }
    }

    pub(super) fn speaker(&self, at: usize) -> &Speaker {
        &self.all[at]
    }

    /// Resolves the draft's speaker and remembers it. `nested` tells whether the claim is inside another's content, `parent` whose.
    pub(super) fn resolve(&mut self, ground: &Ground<'_>, draft: &Draft, parent: Option<usize>) -> Option<usize> {
        if draft.cue >= self.entry_end {
            self.entry_end = ground.scan.entry(draft.cue).end;
            self.first = self.all.len();
            self.said.clear();
            self.papers.clear();
        }
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
                if ground.is_bare_paper(phrase) && self.all[who].author.is_none() {
                    self.all[who].author = self.author(ground, phrase.start);
                }
                Some(who)
            }
            (None, Meant::Subject) => self.of_sentence(ground, draft, parent),
            (None, Meant::Previous(form)) => self.before(ground, draft, *form, parent),
            (None, Meant::Nobody | Meant::Written) => None,
        };
        if let Some(who) = who {
            let media = draft.via.iter().flat_map(Clone::clone);
            self.papers.extend(draft.frame.clone().chain(media).filter(|&n| ground.is_paper(n)).map(|n| (n, who)));
        }
        self.said.push((draft.cue, who, parent.is_some()));
        who
    }

    /// Who spoke through the paper that «البيان» or «التقرير» points back to.
    fn author(&self, ground: &Ground<'_>, at: usize) -> Option<Range<usize>> {
        let word = at..at + 1;
        let same = |n: usize| n < at && bare_words(ground, &(n..n + 1)) == bare_words(ground, &word);
        let (_, who) = self.papers.iter().rev().take(FARTHEST).find(|(n, _)| same(*n))?;
        let speaker = &self.all[*who];
        (!ground.is_paper(speaker.phrase.start)).then(|| speaker.phrase.clone())
    }

    fn written(&mut self, ground: &Ground<'_>, phrase: &Range<usize>) -> usize {
        if let Some(known) = self.honored(ground, phrase) {
            return known;
        }
        let head = ground.after_same(phrase);
        let pointed = head > phrase.start;
        let phrase = &(head..phrase.end);
        if let Some(known) = self.anaphor(ground, phrase) {
            return known;
        }
        // «بحسب المصدر نفسه», «ذات المصدر»: whoever spoke last, whatever they were called.
        let same = ground.is(phrase.start, Class::Unnamed)
            && ground.is_definite(phrase.start)
            && (pointed || ground.function(phrase.end - 1, Function::Emphatic).is_some());
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
            author: ground
                .author_of(fuller.as_ref().unwrap_or(phrase))
                .map(|a| self.cast.fuller(ground, &a).unwrap_or(a)),
            phrase: fuller.unwrap_or_else(|| phrase.clone()),
        });
        self.all.len() - 1
    }

    /// «سموه», «معاليه»: the person of rank who spoke last, or who was last named with a title.
    fn honored(&mut self, ground: &Ground<'_>, phrase: &Range<usize>) -> Option<usize> {
        if phrase.len() != 1 || !ground.is_honorific_of(phrase.start) {
            return None;
        }
        let female = ground.enclitic(phrase.start, Class::Role) == Some(Enclitic::She);
        let person = |s: &Speaker| matches!(s.grade.0, Naming::NamedPerson | Naming::Role);
        let first = self.first;
        let spoke = self.all[first..].iter().rposition(|s| person(s) && s.feminine.unwrap_or(female) == female);
        spoke.map(|n| first + n).or_else(|| {
            let named = self.cast.titled(ground, phrase.start)?;
            Some(self.written(ground, &named))
        })
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
        let far = self.all.len().saturating_sub(FARTHEST).max(self.first);
        self.all[far..]
            .iter()
            .rposition(|speaker| {
                // «ترامب وماكرون» are not «ترامب».
                if ground.is_joint(&speaker.phrase) && !stems(ground, &speaker.phrase).eq(words.iter().copied()) {
                    return false;
                }
                let known = || stems(ground, &speaker.phrase);
                // «الخطيب», «اللواء المالكي»: a surname that is also another word.
                let surname = || {
                    ground
                        .personal_name(&speaker.phrase)
                        .is_some_and(|name| name.len() > 1 && bare_words(ground, &name).last() == words.last())
                };
                // «التقرير الذي أعده سامر» is not سامر.
                // «المتحدث باسم حماس» is not حماس.
                let in_name = || {
                    ground.personal_name(&speaker.phrase).is_some_and(|name| {
                        let name = bare_words(ground, &name);
                        words.last().is_some_and(|w| name.contains(w))
                    })
                };
                let person = || by_name && speaker.grade.0 != Naming::Document && in_name();
                let head = || known().next() == words.first().copied() || person() || surname();
                known().eq(words.iter().copied())
                    || short
                        && words.iter().all(|&w| known().any(|k| k == w))
                        && words.len() < known().count()
                        && head()
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

    /// What was said from a token on, the last first. Claims come in the order of their cues.
    fn said_since(&self, token: usize) -> impl Iterator<Item = &(usize, Option<usize>, bool)> {
        self.said.iter().rev().take_while(move |(cue, _, _)| *cue >= token)
    }

    /// Who goes on speaking with a verb that has no subject: the subject of an earlier verb of the sentence («زار الوزير المدينة وأكد أن»), whoever
    /// spoke last, or the subject of the sentence before.
    fn before(&mut self, ground: &Ground<'_>, draft: &Draft, form: Form, parent: Option<usize>) -> Option<usize> {
        let sentence = ground.sentence(draft.cue);
        let nested = parent.is_some();
        let spoke_here = self.said_since(sentence.start).any(|&(_, _, inner)| inner == nested);
        if !spoke_here
            && !nested
            && let Some(who) = self.clause_subject(ground, sentence.start, draft.cue, form)
        {
            return Some(who);
        }
        // «التقى الوزير وفد النقابة. وأكد أن»: whoever acted in the sentence before, unless somebody spoke there.
        let earlier = sentence.start.checked_sub(1).map(|n| ground.sentence(n)).filter(|e| !e.is_empty());
        let entry = ground.scan.entry(draft.cue).start;
        if let Some(earlier) = earlier.filter(|earlier| earlier.start >= entry).filter(|_| !nested && !spoke_here)
            && ground.after_openers(sentence.start, draft.cue) == draft.cue
            && !self.said_since(earlier.start).any(|&(cue, _, _)| earlier.contains(&cue))
            && let Some(who) = self.clause_subject(ground, earlier.start, earlier.end, form)
        {
            return Some(who);
        }
        self.previous(form, nested).or_else(|| self.clause_subject(ground, sentence.start, draft.cue, form))
    }

    /// The subject of the nearest main verb in `from..at`, if it names somebody whom the form of the verb at `at` allows.
    fn clause_subject(&mut self, ground: &Ground<'_>, from: usize, at: usize, form: Form) -> Option<usize> {
        let (phrase, verb) = ground.main_subject(from, at, &|p| self.is_known(ground, p))?;
        let who = self.written(ground, &phrase);
        if self.all[who].feminine.is_none() && verb.person == Person::She {
            self.all[who].feminine = Some(true);
        }
        self.fits(who, form).then_some(who)
    }

    /// Does the phrase name somebody who can speak, or somebody named more fully elsewhere («حضر سلمان»)?
    fn is_known(&self, ground: &Ground<'_>, phrase: &Range<usize>) -> bool {
        ground.is_somebody(phrase)
            || phrase.len() <= 2
                && ground.is_unknown(phrase.start)
                && (self.anaphor(ground, phrase).is_some() || self.cast.fuller(ground, phrase).is_some())
    }

    /// The subject of the sentence: of its nearest verb or earlier cue at the same level.
    fn of_sentence(&mut self, ground: &Ground<'_>, draft: &Draft, parent: Option<usize>) -> Option<usize> {
        let sentence = ground.sentence(draft.cue);
        let nested = parent.is_some();
        let earlier = self.said_since(sentence.start).find(|&&(_, _, inner)| inner == nested).copied();
        if let Some((_, who, _)) = earlier {
            return who;
        }
        let phrase = ground
            .main_subject(sentence.start, draft.cue, &|p| self.is_known(ground, p))
            .map(|(phrase, _)| phrase)
            .filter(|p| ground.participle_agrees(p, draft.cue));
        phrase
            .map(|phrase| self.written(ground, &phrase))
            .or_else(|| self.said.iter().rev().find(|s| !s.2).and_then(|s| s.1))
    }
}

impl Ground<'_> {
    /// The subject of the nearest main verb before `at`, reporting or not, if it names somebody («زار الوزير المدينة»), and the form of the verb.
    fn main_subject(
        &self,
        from: usize,
        at: usize,
        speaks: &dyn Fn(&Range<usize>) -> bool,
    ) -> Option<(Range<usize>, Form)> {
        // Out of a quotation, the verbs inside of it are passed over; a mark that was never opened hides nothing.
        let level = |n: usize| self.quotation(n).is_none() || self.quotation(n) == self.quotation(at);
        (from..at).rev().find_map(|n| {
            // «وكان المخرج من بين الحاضرين، وقال إن»
            if self.function(n, Function::Kana).is_some_and(|s| s.len == 1) && self.after_openers(from, n) == n {
                let person = if self.key(n).ends_with('ت') { Person::She } else { Person::He };
                let form = Form::new(crate::lexicon::Tense::Past, person, Number::One);
                let phrase = self.subject_after(n, at, Reach::Narrow, form)?;
                return (level(n) && speaks(&phrase)).then_some((phrase, form));
            }
            let form = self.verb_form(n).filter(|_| level(n) && self.is_main(n, from))?;
            let before = self.subject_before(n, form).filter(|p| p.end == n);
            let phrase = before.or_else(|| self.subject_after(n, at, Reach::Narrow, form))?;
            (!self.begins_adjunct(n + 1) && speaks(&phrase)).then_some((phrase, form))
        })
    }

    /// The form of a word that is a finite verb and nothing else.
    fn verb_form(&self, at: usize) -> Option<Form> {
        // «ورفع»: a verb by its place, though رفع is a noun as well.
        if !self.is_plain_verb(at) && !self.only_finite(at) && (self.is_definite(at) || !self.in_verb_place(at)) {
            return None;
        }
        self.scan
            .senses(at)
            .iter()
            .filter(|s| matches!(s.class, Class::Verb | Class::PlainVerb))
            .find_map(|s| s.form.filter(|f| f.is_finite() && (!f.passive || self.asks(at))))
    }

    /// «سئل الوزير فأجاب»: the one asked goes on.
    fn asks(&self, at: usize) -> bool {
        self.verbs(at).any(|(verb, _, _)| verb.act == Act::Ask)
    }

    /// Is the verb at `at` one of a main clause: not after a relative, a complementizer or a word of time or cause?
    fn is_main(&self, at: usize, from: usize) -> bool {
        let mut before = at;
        while before > from
            && [Function::Qad, Function::Kana, Function::Negation, Function::Lam]
                .iter()
                .any(|&f| self.function(before - 1, f).is_some())
        {
            before -= 1;
        }
        before == from
            || ![
                Function::Relative,
                Function::Inna,
                Function::An,
                Function::Ma,
                Function::Subordinate,
                Function::Conj,
                Function::Question,
            ]
            .iter()
            .any(|&f| self.function(before - 1, f).is_some())
    }

    /// Where a phrase begins behind «نفس» or «ذات» («ذات المصدر»).
    pub(super) fn after_same(&self, phrase: &Range<usize>) -> usize {
        let same = self.function(phrase.start, Function::Same).is_some_and(|s| s.enclitic.is_none());
        phrase.start + usize::from(same && phrase.len() > 1 && self.is_definite(phrase.start + 1))
    }

    /// «سموه», «معاليه»: a form of address with the pronoun of whom it stands for.
    pub(super) fn is_honorific_of(&self, at: usize) -> bool {
        self.scan.senses(at).iter().any(|s| {
            s.class == Class::Role
                && !s.has_preposition()
                && matches!(s.enclitic, Some(Enclitic::He | Enclitic::She))
                && self.scan.lexicon.roles[s.row()].kind == crate::lexicon::RoleKind::Honorific
        })
    }

    /// Is the word a statement or a document, which somebody made?
    fn is_paper(&self, at: usize) -> bool {
        !self.is(at, Class::Body) && (self.channel(at) == Some(ChannelKind::Statement) || self.is(at, Class::Document))
    }

    /// «البيان», «التقرير»: the word alone, pointing back.
    pub(super) fn is_bare_paper(&self, phrase: &Range<usize>) -> bool {
        phrase.len() == 1 && self.is_definite(phrase.start) && self.is_paper(phrase.start)
    }

    /// Who made the paper that a phrase names, if it says so: «تقرير صادر عن اللجنة», «تقرير للمنظمة», «تقرير منظمة العفو».
    fn author_of(&self, phrase: &Range<usize>) -> Option<Range<usize>> {
        if !self.is_paper(phrase.start) {
            return None;
        }
        let issued = phrase
            .clone()
            .find(|&n| self.function(n, Function::Issued).is_some() && self.function(n + 1, Function::About).is_some());
        let start = issued.map(|n| n + 2).or_else(|| {
            let next = phrase.start + 1;
            (self.is(next, Class::Body) || self.is(next, Class::Role)).then_some(next)
        })?;
        (start < phrase.end).then_some(start..phrase.end)
    }

    /// Does the phrase name somebody who can speak: a person, a body, a country?
    fn is_somebody(&self, phrase: &Range<usize>) -> bool {
        let at = phrase.start;
        let paper = [Class::Document, Class::CueNoun, Class::Channel].iter().any(|&c| self.is(at, c))
            && !self.is(at, Class::Body);
        let named = self.is_name_like(at)
            || self.is(at, Class::NameParticle)
            || self.is_unknown(at) && self.personal_name(phrase).is_some_and(|name| name.start == at && name.len() > 1);
        self.is(at, Class::Role)
            || self.is(at, Class::Unnamed)
            || !paper && (self.is(at, Class::Body) || named || self.noun(at, NounKind::Person))
    }

    /// Does a participle or verbal noun agree with the phrase, as far as both tell: متهما، متهمة، متهمين, تهديده، تهديدها?
    fn participle_agrees(&self, phrase: &Range<usize>, cue: usize) -> bool {
        let key = self.key(cue);
        let his = self.enclitic(cue, Class::Verb).or_else(|| self.enclitic(cue, Class::CueNoun));
        let feminine = match his {
            Some(Enclitic::He) => false,
            Some(Enclitic::She) => true,
            Some(_) => return true,
            None if spelling::is_oblique_plural(key) => return true,
            None => key.ends_with('ه'),
        };
        self.is_feminine(phrase.start)
            .is_none_or(|known| known == feminine || spelling::is_long_human_plural(self.key(phrase.start)))
    }
}

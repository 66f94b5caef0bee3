//! Finite reporting verbs: `verb-inna`, `verb-noun`, `verb-quote`, `quote-verb`, `verb-object`, `passive-hearsay`, `document-says`.

use std::ops::Range;

use crate::claim::complement::{Complement, Kind};
use crate::claim::content::{Pieces, Told};
use crate::claim::draft::{Draft, Meant};
use crate::claim::ground::Ground;
use crate::claim::noun_phrase::Reach;
use crate::lexicon::{Class, Form, Frames, Function, NounKind, Number, Person, Sense, Tense, Verb, spelling};
use crate::reading::{Act, Polarity, RuleId};

pub(crate) const VERB_INNA: RuleId = RuleId("verb-inna");
pub(crate) const VERB_NOUN: RuleId = RuleId("verb-noun");
pub(crate) const VERB_QUOTE: RuleId = RuleId("verb-quote");
pub(crate) const QUOTE_VERB: RuleId = RuleId("quote-verb");
pub(crate) const VERB_OBJECT: RuleId = RuleId("verb-object");
pub(crate) const PASSIVE_HEARSAY: RuleId = RuleId("passive-hearsay");
pub(crate) const DOCUMENT_SAYS: RuleId = RuleId("document-says");

/// Everything known of one finite cue.
pub(super) struct Cue<'v> {
    pub(super) at: usize,
    pub(super) verb: &'v Verb,
    pub(super) form: Form,
    pub(super) sense: Sense,
    pub(super) negated: bool,
    pub(super) sentence: Range<usize>,
    pub(super) limit: usize,
}

impl Ground<'_> {
    /// The claim of a finite reporting verb at `at`.
    pub(in crate::claim) fn finite(&self, at: usize) -> Option<Draft> {
        if self.is_definite(at)
            || self.follows_clause_preposition(at)
            || self.opens_phrase(at)
            || self.is(at, Class::Reason)
            || self.is_governed(at)
            || self.function(at, Function::Between).is_some_and(|s| s.enclitic.is_some())
            || self.describes_paper(at)
        {
            return None;
        }
        let shadowed = self.is_shadowed(at);
        let sentence = self.sentence(at);
        // A cue inside a quotation speaks of what is inside it.
        let limit = self
            .quotation(at)
            .and_then(|open| self.close(open))
            .map_or(sentence.end, |close| if close < sentence.end { close } else { sentence.end });
        // «سوق الأسهم (تداول)، إن»: so does one in brackets.
        let limit = self.bracket_around(at).map_or(limit, |close| close.min(limit));
        let negated = self.is_negated(at, sentence.start);
        let mut best: Option<(u8, Draft)> = None;
        for (verb, form, sense) in self.verbs(at).filter(|(_, form, _)| form.is_finite()) {
            let lam = at > sentence.start && self.function(at - 1, Function::Lam).is_some();
            if form.tense == Tense::Jussive && !lam
                || form.person == Person::Speaker
                || form.passive && self.quotation(at).is_some()
            {
                continue;
            }
            let cue = Cue { at, verb, form, sense, negated, sentence: sentence.clone(), limit };
            if let Some((rank, draft)) = self.finite_as(&cue) {
                // A word that is something else as often needs إن or a colon to be a cue.
                // «بين» is a preposition unless a clause follows.
                let between = self.function(at, Function::Between).is_some() && verb.frames.contains(Frames::WEAK);
                let told = rank <= 1 || rank <= 3 && draft.source.is_some() && !between;
                let fronted = rank <= 3
                    && draft.source.as_ref().is_some_and(|s| {
                        s.end == at
                            && (s.start == sentence.start
                                || self.inna(s.start - 1, true)
                                || self.function(s.start - 1, Function::Kana).is_some())
                    });
                // «كتب الوزير أن», «رسوم وصفها الوزير بأنها»: with its subject and its clause at its side, it is a verb anywhere.
                let beside = draft.source.as_ref().is_some_and(|s| s.start == at + 1 && self.names_somebody(s.start));
                let clear = rank <= 1
                    && beside
                    && if sense.enclitic.is_some() {
                        draft.rule == VERB_OBJECT
                    } else {
                        draft.source.as_ref().is_some_and(|s| s.end == draft.frame.end)
                    };
                if shadowed && !(self.in_verb_place(at) && told || fronted || clear) {
                    continue;
                }
                if self.nobody_says(&cue, &draft) {
                    continue;
                }
                if form.number == Number::Two && self.scan.words(at..at + 1).ends_with('أ') {
                    continue;
                }
                if verb.frames.contains(Frames::OPTIONAL) && (draft.nominal || rank > 2) {
                    continue;
                }
                if best.as_ref().is_none_or(|(known, _)| rank < *known) {
                    best = Some((rank, draft));
                }
            }
        }
        best.map(|(_, draft)| draft)
            .filter(|draft| !needs_a_speaker(draft) || draft.source.as_ref().is_none_or(|s| self.may_speak(s)))
    }

    /// Is the verb one that tells of a thing, a deed or anybody at all, so that no words are put in a mouth?
    fn nobody_says(&self, cue: &Cue<'_>, draft: &Draft) -> bool {
        let Cue { at, verb, form, sense, .. } = cue;
        let unwritten = draft.source.is_none();
        let before = at.checked_sub(1).filter(|&b| b >= cue.sentence.start);
        let after = |function| before.is_some_and(|b| self.function(b, function).is_some());
        // «تبين أن», «ويضاف الملح»
        let shown =
            form.tense == Tense::Present && self.is(*at, Class::PlainVerb) && verb.frames.contains(Frames::WEAK)
                || form.passive && draft.nominal && !verb.frames.contains(Frames::PASSIVE);
        // «لافتات كتب عليها "…"»
        let written_on = self.function(at + 1, Function::Ala).is_some_and(|s| s.enclitic.is_some());
        // «للركاب الذين يرغبون في …»: whoever may.
        let anybody = draft.nominal
            && after(Function::Relative)
            && sense.enclitic.is_none()
            && matches!(verb.act, Act::Demand | Act::Believe | Act::Expect);
        // «عندما علمت أن المدرسة مغلقة»: what somebody found out is told by the narrator.
        let found_out =
            after(Function::Subordinate) && matches!(verb.act, Act::Believe | Act::Reveal) && draft.rule == VERB_INNA;
        // «أي سلوك يشير إلى …»
        let thing = draft.nominal
            && before.is_some_and(|b| !self.is_definite(b) && (self.noun(b, NounKind::Thing) || self.is_event(b)))
            && !self.in_verb_place(*at);
        // «هدد الحارس بسكين» is a deed.
        let deed = verb.act == Act::Threaten
            && draft.rule == VERB_NOUN
            && draft.content.first().is_some_and(|c| self.is_tool(c.start));
        // «ما يشير إلى …» is what something points to; «ما يقولون إنه», «ما وصفته بـ» is said.
        let said = draft.rule == VERB_INNA && form.number == Number::Many
            || draft.rule == VERB_OBJECT && verb.frames.contains(Frames::OBJ_PRED) && sense.enclitic.is_some();
        let pointed_to = matches!(draft.meant, Meant::Previous(_)) && after(Function::Ma) && !said;
        unwritten && (shown || written_on || anybody || found_out || thing) || deed || pointed_to
    }

    /// A misprinted cue at the start of a sentence («وأضاق المصدر أن»), if إن or a colon bears it out.
    pub(in crate::claim) fn misprint(&self, at: usize) -> Option<Draft> {
        let sentence = self.sentence(at);
        if at != sentence.start || !self.scan.senses(at).is_empty() || !self.is_word(at) {
            return None;
        }
        let sense = self.scan.lexicon.misprinted(self.key(at))?;
        let (verb, form) = (self.scan.lexicon.verbs.get(sense.row())?, sense.form?);
        let found =
            self.complement(at + 1, sentence.end, verb.frames & (Frames::INNA | Frames::QUOTE | Frames::COLON))?;
        let limit = sentence.end;
        let cue = Cue { at, verb, form, sense, negated: false, sentence, limit };
        self.with_complement(&cue, &found)
    }

    fn finite_as(&self, cue: &Cue<'_>) -> Option<(u8, Draft)> {
        let frames = cue.verb.frames;
        if frames.contains(Frames::IN_DOCUMENT)
            && let Some(draft) = self.document_says(cue)
        {
            return Some((0, draft));
        }
        let found = self.complement(cue.at + 1, cue.limit, frames).map(|found| self.behind_topic(cue, found));
        if frames.intersects(Frames::OBJ_BI | Frames::OBJ_PRED) && !frames.contains(Frames::WEAK) {
            // «اعتبر الوزير أن»: with a clause right after its subject the verb takes no object.
            let clause =
                found.filter(|f| f.kind == Kind::Clause && cue.sense.enclitic.is_none() && self.inna(f.mark, false));
            let adjacent = clause.is_some_and(|f| {
                self.noun_phrase(cue.at + 1, f.mark, Reach::Wide)
                    .is_none_or(|p| p.end == f.mark || self.may_follow_subject(p.end))
            });
            if !adjacent && let Some(draft) = self.object_and_charge(cue) {
                return Some((1, draft));
            }
        }
        if let Some(found) = found
            && !self.object_comes_first(cue, &found)
        {
            let rank = match found.kind {
                Kind::Clause => 1,
                Kind::Quotation | Kind::Colon => 2,
                Kind::Noun => 3,
            };
            return self.with_complement(cue, &found).map(|draft| (rank, draft));
        }
        if let Some(draft) = self.after_quotation(cue) {
            return Some((4, draft));
        }
        if frames.contains(Frames::WEAK) {
            return None;
        }
        if let Some(draft) = self.pointing_back(cue) {
            return Some((4, draft));
        }
        if frames.contains(Frames::OBJ) && cue.sense.enclitic.is_none() {
            return self.with_object(cue).map(|draft| (5, draft));
        }
        None
    }

    /// «وتحدث المدرب عن الحكم: "…"», «علق على النتيجة: …»: behind the topic of a verb of saying, a colon opens what is said.
    fn behind_topic(&self, cue: &Cue<'_>, found: Complement) -> Complement {
        if found.kind != Kind::Noun || !cue.verb.frames.contains(Frames::COLON) {
            return found;
        }
        let colon = (found.start..cue.limit.min(found.start + 12)).find(|&n| !self.is_word(n));
        match colon.filter(|&n| self.is_colon(n) && n + 1 < cue.limit) {
            Some(colon) if self.close(colon + 1).is_some() => {
                Complement { kind: Kind::Quotation, mark: colon, start: colon + 1 }
            }
            Some(colon) => Complement { kind: Kind::Colon, mark: colon, start: colon + 1 },
            None => found,
        }
    }

    /// How the content of a verb is told: in a relative clause that a comma opens, as an aside.
    pub(super) fn told(&self, cue: &Cue<'_>, nominal: bool) -> Told {
        let before = |n: usize| cue.at.checked_sub(n).filter(|&b| b >= cue.sentence.start);
        let relative = before(1).is_some_and(|b| self.function(b, Function::Relative).is_some());
        let opened = before(2).is_some_and(|b| self.is_comma(b));
        let bare = cue.sense.enclitic.is_some()
            && cue.verb.frames.intersects(Frames::OBJ_PRED | Frames::OBJ_BI)
            && !self.in_verb_place(cue.at);
        if relative && opened || bare {
            Told::Aside
        } else if nominal {
            Told::Noun
        } else {
            Told::Clause
        }
    }

    fn may_follow_subject(&self, at: usize) -> bool {
        self.is_comma(at)
            || self.time(at).is_some()
            || self.begins_adjunct(at)
            || self.function(at, Function::Relative).is_some()
    }

    pub(super) fn draft(
        cue: &Cue<'_>,
        rule: RuleId,
        content: Pieces,
        nominal: bool,
        frame: Range<usize>,
    ) -> Option<Draft> {
        if content.iter().all(Range::is_empty) {
            return None;
        }
        let (act, polarity) = negate(cue.verb, cue.negated);
        Some(Draft {
            rule,
            cue: cue.at,
            lemma: cue.verb.lemma.clone(),
            act,
            polarity,
            source: None,
            meant: Meant::Previous(cue.form),
            content,
            nominal,
            frame,
            via: Vec::new(),
            relays: false,
        })
    }

    fn with_complement(&self, cue: &Cue<'_>, found: &Complement) -> Option<Draft> {
        let (rule, nominal) = match found.kind {
            Kind::Clause => (VERB_INNA, false),
            Kind::Noun => (VERB_NOUN, true),
            Kind::Quotation | Kind::Colon => (VERB_QUOTE, false),
        };
        if matches!(found.kind, Kind::Quotation | Kind::Colon) && !self.leads_to_quotation(cue, found.mark) {
            return None;
        }
        let told = self.told(cue, nominal);
        if cue.verb.frames.contains(Frames::BLAME) && self.function(found.start, Function::Blame).is_none() {
            return None;
        }
        let content = self.content_as(told, found.start, cue.limit);
        let mut draft = Self::draft(cue, rule, content, nominal, cue.at..found.mark)?;
        let reach = if cue.verb.frames.contains(Frames::ADDRESSEE) { Reach::Narrow } else { Reach::Wide };
        self.give_subject(cue, &mut draft, found.mark, reach);
        if draft.source.is_none()
            && (cue.form.passive
                || cue.verb.frames.contains(Frames::PASSIVE) && self.scan.flag(cue.at, rawi_text::TokenFlags::DAMMA))
        {
            draft.rule = PASSIVE_HEARSAY;
            draft.meant = Meant::Nobody;
        }
        if cue.at > cue.sentence.start && self.function(cue.at - 1, Function::Ma).is_some() {
            // «ما تردد عن وجود مقاتلين غير صحيح»: the verdict is said of the rumor, not by it.
            for piece in &mut draft.content {
                let verdict = piece.clone().find(|&n| self.function(n, Function::Verdict).is_some());
                piece.end = verdict.unwrap_or(piece.end);
            }
            draft.content.retain(|piece| !piece.is_empty());
        }
        if cue.verb.frames.contains(Frames::HEARSAY) {
            draft.source = None;
            draft.meant = Meant::Nobody;
            draft.rule = PASSIVE_HEARSAY;
        }
        if cue.verb.frames.contains(Frames::WEAK) && found.kind == Kind::Quotation && self.quoted_len(found.start) < 4 {
            return None;
        }
        if let Some(before) = self.interrupted(cue, found) {
            draft.content.insert(0, before);
        }
        Some(draft)
    }

    /// Between a verb and the quotation that it opens may stand its subject and adjuncts, but no loose words.
    fn leads_to_quotation(&self, cue: &Cue<'_>, mark: usize) -> bool {
        let subject = self.noun_phrase(cue.at + 1, mark, Reach::Wide);
        let end = subject.or_else(|| self.lone_surname(cue.at + 1, mark)).map_or(cue.at + 1, |p| p.end);
        end >= mark
            || self.may_follow_subject(end)
            || self.is_participle(end)
            || self.scan.mark(end, '-')
            || self.scan.mark(end, '–')
            || self.function(end, Function::Joined).is_some()
            || self.function(end, Function::Additive).is_some()
            || self.glued_preposition(end, 'ل')
            || cue.verb.frames.intersects(Frames::ILA | Frames::ABOUT | Frames::BI | Frames::RELAY)
    }

    /// Content in two pieces: a quotation before the verb that goes on after it.
    fn interrupted(&self, cue: &Cue<'_>, found: &Complement) -> Option<Range<usize>> {
        if found.kind != Kind::Quotation && found.kind != Kind::Colon {
            return None;
        }
        let open = self.quotation_before(cue.at)?;
        (open >= cue.sentence.start && !self.is_comma(cue.at)).then(|| open + 1..self.close(open).unwrap_or(open + 1))
    }

    /// The quotation that closes right before the token, a comma aside.
    fn quotation_before(&self, at: usize) -> Option<usize> {
        let mut n = at.checked_sub(1)?;
        if self.is_comma(n) || self.scan.mark(n, '.') {
            n = n.checked_sub(1)?;
        }
        self.open(n).filter(|&open| n - open > 3)
    }

    fn give_subject(&self, cue: &Cue<'_>, draft: &mut Draft, mark: usize, reach: Reach) {
        let after = self.subject_after(cue.at, mark, reach, cue.form);
        let source = match after {
            Some(phrase) if cue.sense.enclitic.is_none() || phrase.start > cue.at => Some(phrase),
            _ => self.subject_before(cue.at, cue.form),
        };
        // «أبلغ الصحفيين أن», «طالب الحكومة بـ» after a subject before the verb: what follows is spoken to.
        let source = if cue.verb.frames.contains(Frames::ADDRESSEE) {
            self.subject_before(cue.at, cue.form)
                .or_else(|| source.filter(|phrase| !self.is_spoken_to(cue, phrase, mark)))
        } else {
            source
        };
        // «وختم تصريحاته: "…"»: what is his is not he.
        let his = |p: &Range<usize>| {
            p.len() == 1
                && p.start > cue.at
                && !self.is_honorific_of(p.start)
                && [Class::Verb, Class::CueNoun, Class::Channel].iter().any(|&c| self.enclitic(p.start, c).is_some())
        };
        if let Some(phrase) = source.filter(|p| !his(p)) {
            let phrase = self.split_author(phrase, &mut draft.via);
            draft.source = Some(phrase);
            draft.meant = Meant::Written;
        }
    }

    /// One noun phrase after a verb that takes an addressee («ودعا المجتمع الدولي إلى»): is it spoken to rather than the speaker? A person or a
    /// body is the speaker unless the verb goes on with the subject of an earlier cue of its sentence.
    fn is_spoken_to(&self, cue: &Cue<'_>, phrase: &Range<usize>, mark: usize) -> bool {
        let only_one = self.object_start(phrase.end, mark).is_none_or(|o| o >= mark || self.begins_adjunct(o));
        if !only_one {
            return false;
        }
        let person = self.is(phrase.start, Class::Role)
            || self.is_name_like(phrase.start)
            || self.is_unknown(phrase.start)
            || self.is(phrase.start, Class::NameParticle);
        let plural = spelling::is_oblique_plural(self.key(phrase.start)) && self.is_definite(phrase.start);
        let continues = self.begins_with_and(cue.at)
            || cue.at > cue.sentence.start && self.function(cue.at - 1, Function::Additive).is_some();
        let earlier = (cue.sentence.start..cue.at).any(|n| self.is_finite(n))
            || self.function(cue.at.saturating_sub(1), Function::Additive).is_some();
        let body = self.is(phrase.start, Class::Body)
            || self.is(phrase.start, Class::Unnamed)
            || self.is(phrase.start, Class::Document);
        // «وأوصى المشاركون»: the ending of a subject.
        if !self.may_speak(phrase) || spelling::is_nominative_plural(self.key(phrase.start)) {
            return false;
        }
        self.is_definite(phrase.start) && (plural || !person && (!body || continues && earlier))
    }

    /// «"…"، يجزم المالكي» and «كما أعلنت السلطات» at the end of a sentence.
    fn after_quotation(&self, cue: &Cue<'_>) -> Option<Draft> {
        if !cue.verb.frames.intersects(Frames::INNA | Frames::QUOTE | Frames::OBJ)
            || cue.verb.frames.contains(Frames::IN_DOCUMENT)
        {
            return None;
        }
        let before = cue.at.checked_sub(1)?;
        let trailing = self.is_as(before) && !self.begins_with_and(before) && before > cue.sentence.start;
        let content = if trailing {
            if cue.verb.frames.contains(Frames::OBJ) && self.is_object_head(cue.at + 1) {
                return None;
            }
            if before > cue.sentence.start + 1
                && !self.is_comma(before - 1)
                && !self.scan.mark(before - 1, '-')
                && self.open(before - 1).is_none()
            {
                return None;
            }
            self.clause_before(before, &cue.sentence)
        } else {
            let open = self.quotation_before(cue.at)?;
            if self.begins_with_and(cue.at) || self.quotation(open).is_some() {
                return None;
            }
            vec![open + 1..self.close(open)?]
        };
        let end = (cue.at + 1..cue.limit)
            .find(|&n| self.scan.mark(n, '.') || self.is_comma(n) && self.cue_or_end(n + 1, cue.limit))
            .unwrap_or(cue.limit);
        let mut draft = Self::draft(cue, QUOTE_VERB, content, false, cue.at..end)?;
        self.give_subject(cue, &mut draft, end, Reach::Wide);
        // «هذه الأرقام، كما أشار الباحث، لا تشمل الريف»: the sentence goes on with the same words.
        let rest = draft.source.as_ref().map_or(cue.at + 1, |s| s.end);
        let mark = |at: usize| self.is_comma(at) || self.scan.mark(at, '-');
        if trailing
            && mark(rest)
            && mark(before - 1)
            && rest + 1 < cue.limit
            && self.is_word(rest + 1)
            && !self.begins_with_and(rest + 1)
            && !self.takes_over(rest + 1, cue.limit)
        {
            draft.content.extend(self.content(rest + 1, cue.limit));
        }
        if draft.source.is_none() && cue.form.tense == Tense::Past && trailing {
            return None;
        }
        draft.relays = trailing;
        Some(draft)
    }

    fn cue_or_end(&self, at: usize, limit: usize) -> bool {
        at >= limit || self.is_participle(at) || self.close(at).is_some()
    }
}

/// What negation makes of a verb: «لا ينكر» admits, «لم يؤكد» says neither.
fn negate(verb: &Verb, negated: bool) -> (Act, Polarity) {
    match (verb.act, negated) {
        (act, false) => (act, verb.polarity),
        (Act::Deny, true) => (Act::Admit, Polarity::Asserted),
        (Act::Doubt | Act::Reject, true) => (Act::State, Polarity::Neither),
        (Act::State | Act::Reveal | Act::Explain | Act::Confirm | Act::Announce, true) => {
            (Act::NoComment, Polarity::Neither)
        }
        (act, true) => (act, Polarity::Neither),
    }
}

/// Does a thing that is the subject of such a verb only show or cause something («يؤكد الفوز تفوق الفريق», «تنذر الأزمة بكارثة»)?
fn needs_a_speaker(draft: &Draft) -> bool {
    match draft.rule {
        VERB_OBJECT => matches!(
            draft.act,
            Act::State | Act::Reveal | Act::Explain | Act::Confirm | Act::Announce | Act::Believe | Act::Demand
        ),
        VERB_NOUN => {
            matches!(draft.act, Act::Warn | Act::Threaten | Act::State | Act::Reveal | Act::Confirm)
        }
        _ => false,
    }
}

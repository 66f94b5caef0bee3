//! Where the reported words end.

use std::ops::Range;

use rawi_text::Proclitics;

use super::ground::Ground;
use super::noun_phrase::Reach;
use crate::lexicon::{Class, Frames, Function, spelling};

/// The reported words, as token ranges.
pub(super) type Pieces = Vec<Range<usize>>;

/// How words are reported: a noun phrase ends before any clause of the narrator, a clause or quotation may go on with one of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// «قال إن …», «…: …», a quotation.
    Clause,
    /// «دعا إلى …», «نفى وجود …».
    Noun,
    /// In a relative clause («المدير الذي أكد أن …، زار الموقع»): the comma that closes it ends it.
    Aside,
}

impl Ground<'_> {
    /// The content that begins at `start`, in the sentence of its cue; a quotation may carry it further.
    pub(super) fn content(&self, start: usize, sentence_end: usize) -> Pieces {
        self.content_as(Told::Clause, start, sentence_end)
    }

    /// As [`Ground::content`], for content that is told as `told`.
    pub(super) fn content_as(&self, told: Told, start: usize, sentence_end: usize) -> Pieces {
        if let Some(open) = self.opening(start)
            && let Some(close) = self.close(open)
        {
            return self.quoted_content(open, close, sentence_end);
        }
        let end = self.clause_end(told, start, sentence_end);
        let end = self.trim_content(start, end);
        if end > start { vec![start..end] } else { Vec::new() }
    }

    /// The opening mark at `at`, a preceding stray mark skipped.
    fn opening(&self, at: usize) -> Option<usize> {
        self.close(at).map(|_| at)
    }

    /// Content that begins with a quotation mark. Where nothing but an end, a comma or a new cue follows the closing mark, the
    /// quotation is the content; else it runs on.
    fn quoted_content(&self, open: usize, close: usize, sentence_end: usize) -> Pieces {
        let after = close + 1;
        let limit = if after > sentence_end { self.sentence(close).end } else { sentence_end };
        let ends = after >= limit
            || !self.is_word(after) && !self.is_comma(after) && self.close(after).is_none()
            || self.ends_here(after, limit);
        let runs_on = !ends
            && (self.is_word(after) && !self.takes_over(after, limit)
                || self.is_comma(after) && self.goes_on(after, limit));
        if !runs_on {
            return vec![open + 1..close];
        }
        let end = self.clause_end(Told::Clause, after, limit);
        let end = self.trim_content(open, end);
        if end <= close + 1 { vec![open + 1..close] } else { vec![open..end] }
    }

    /// After a quotation's comma: does the reported clause go on (a second quotation, و + أن, و + noun)?
    fn goes_on(&self, comma: usize, limit: usize) -> bool {
        let at = comma + 1;
        at < limit && self.is_word(at) && self.begins_with_and(at) && self.inna(at, true)
    }

    fn ends_here(&self, at: usize, limit: usize) -> bool {
        at >= limit || self.scan.mark(at, '.') || self.scan.mark(at, '!') || self.scan.mark(at, '؟')
    }

    /// Does another reporting word take over at `at`?
    pub(super) fn takes_over(&self, at: usize, limit: usize) -> bool {
        self.cue_follows(at, limit)
    }

    /// The end of a reported clause: the sentence, or before that a comma after which somebody else speaks.
    fn clause_end(&self, told: Told, start: usize, limit: usize) -> usize {
        let mut at = start;
        let inside = self.quotation(start);
        let first = self.sentence(start).start;
        let set_against =
            self.function(first, Function::Contrast).is_some() || self.function(first, Function::Subordinate).is_some();
        while at < limit {
            if let Some(close) = self.close(at) {
                // A quotation inside is whole, even where its full stop ended the sentence.
                at = close + 1;
                if at >= limit {
                    return at.min(limit.max(close));
                }
                continue;
            }
            if inside.is_some() && self.open(at) == inside {
                return at;
            }
            if self.is_comma(at)
                && (self.cue_follows(at + 1, limit)
                    || set_against && self.main_clause(at + 1, limit)
                    || told != Told::Clause && self.narrator_goes_on(start..at, limit)
                    || told == Told::Aside && self.aside_ends(at + 1, limit))
            {
                return at;
            }
            if at > start && self.is_word(at) && self.cue_without_comma(at, limit) {
                return at;
            }
            at += 1;
        }
        limit
    }

    /// «وبينما قالت الشرطة إن …، أكد المنظمون أن …»: the clause that the first one is set against opens with its bare verb.
    fn main_clause(&self, at: usize, limit: usize) -> bool {
        !self.begins_with_and(at)
            && !self.is_definite(at)
            && self.verbs(at).any(|(verb, form, _)| {
                form.tense == crate::lexicon::Tense::Past
                    && verb.frames.intersects(Frames::INNA | Frames::ILA | Frames::ABOUT)
                    && !verb.frames.contains(Frames::WEAK)
            })
            && self.complement_close(at, limit)
    }

    /// «دعا إلى الهدوء، لكن تجارا أغلقوا متاجرهم»: behind a noun phrase a clause set against it, or joined to it by و and its verb, is not
    /// reported. Where a verb stands inside the phrase already («خطة تهبط بالعملة، وتعمق القلق») و may go on with that.
    fn narrator_goes_on(&self, phrase: Range<usize>, limit: usize) -> bool {
        let at = phrase.end + 1;
        if at >= limit {
            return false;
        }
        let clause = [Function::Concession, Function::Contrast].iter().any(|&f| self.function(at, f).is_some());
        let told_on = self.function(at, Function::Additive).is_some_and(|s| self.is_plain_verb(at + s.len as usize));
        let joined = self.begins_with_and(at)
            && self.is_plain_verb(at)
            && !phrase.clone().any(|n| self.is_plain_verb(n) || self.is_finite(n));
        // «، الأمر الذي أثار …», «، وذلك خلال …»
        let looks_back = self.function(at, Function::Resumption).is_some()
            || self.begins_with_and(at)
                && self.function(at, Function::Demonstrative).is_some()
                && self.begins_adjunct(at + 1);
        // «نفى وجود خطة، بعد انتشار شائعات»
        let after = self.function(at, Function::After).is_some_and(|s| s.enclitic.is_none() && s.len == 1)
            && (self.is_event(at + 1) || self.is_masdar(at + 1));
        clause || told_on || joined || looks_back || after
    }

    /// After the comma that may close a relative clause: does the main clause go on, with its verb or a preposition?
    fn aside_ends(&self, at: usize, limit: usize) -> bool {
        at < limit
            && !self.begins_with_and(at)
            && (self.is_plain_verb(at)
                || self.only_finite(at)
                || self.is(at, Class::PlainVerb) && !self.is(at, Class::Noun)
                || self.function(at, Function::Qad).is_some()
                || self.function(at, Function::Kana).is_some()
                || self.function(at, Function::Negation).is_some()
                || self.function(at, Function::Lam).is_some()
                || self.begins_adjunct(at)
                || self.glued_preposition(at, 'ب'))
    }

    /// After a comma: does a new attribution begin?
    fn cue_follows(&self, at: usize, limit: usize) -> bool {
        if at >= limit {
            return false;
        }
        // «، مشيرا إلى», «، مضيفة أن»
        if self.is_participle(at) && self.reports(at, limit) {
            return true;
        }
        // «، بحسب», «، وفقا ل», «، كما أعلنت», «، على حد قوله»
        if self.attributes(at, limit) {
            return true;
        }
        // «، وأكد أن», «، كما نفت», «، فيما أوضحت»
        let mut next = at;
        for _ in 0..3 {
            let opener = self
                .function(next, Function::Contrast)
                .or_else(|| self.function(next, Function::Additive))
                .or_else(|| self.function(next, Function::Qad));
            let Some(sense) = opener else { break };
            next += sense.len as usize;
        }
        // «، لكنه شدد على أن»: another act of saying ends the first; «، لكنه ظن» goes on with it.
        if let Some(sense) = self.function(next, Function::Concession) {
            let verb = next + sense.len as usize;
            let said = |n: usize| {
                self.verbs(n).any(|(v, form, _)| {
                    form.tense == crate::lexicon::Tense::Past
                        && v.frames.intersects(Frames::INNA | Frames::ILA | Frames::ALA)
                        && v.act != crate::reading::Act::Believe
                        && !v.frames.contains(Frames::WEAK)
                })
            };
            let told = |n: usize| n < limit && said(n) && self.complement_close(n, limit);
            // «، إلا أن الشرطة نفت ذلك»: somebody else objects.
            let other = self
                .noun_phrase(verb, limit, Reach::Wide)
                .is_some_and(|p| self.is_finite(p.end) && self.reports(p.end, limit) && !self.is_plain_verb(p.end));
            return told(verb) || other;
        }
        // «سأل المراسل عن الموعد، ليجيب الوزير بأن»
        let answered = self.verbs(at).any(|(_, form, sense)| {
            form.tense == crate::lexicon::Tense::Present && sense.proclitics.contains(Proclitics::LI)
        }) && self
            .complement(at + 1, limit.min(at + 9), Frames::INNA)
            .is_some_and(|c| c.kind == super::complement::Kind::Clause);
        if answered {
            return true;
        }
        let opened = next > at;
        if next < limit
            && self.is_finite(next)
            && !self.is_definite(next)
            && (opened || self.begins_with_and(next))
            && self.reports(next, limit)
        {
            return true;
        }
        // «، وهو ما نفته»
        if self.points_back(at, limit) {
            return true;
        }
        // «، في إشارة إلى»: the paper explains.
        self.function(at, Function::Fi).is_some() && self.function(at + 1, Function::Gesture).is_some()
    }

    /// «وهو ما», «الأمر الذي», «وذلك ما» before a verb: the narrator looks back.
    fn points_back(&self, at: usize, limit: usize) -> bool {
        let mut n = at;
        if self.function(n, Function::Pronoun).is_some() || self.function(n, Function::Demonstrative).is_some() {
            n += 1;
        }
        if n + 1 >= limit {
            return false;
        }
        if let Some(sense) = self.function(at, Function::Resumption) {
            return self.is_finite(at + sense.len as usize);
        }
        n > at && self.function(n, Function::Ma).is_some() && (self.is_finite(n + 1) || self.is_plain_verb(n + 1))
    }

    /// Without a comma only a strong sign ends content: a participle or «و» + past verb that has its own complement at once, or a
    /// preposition of attribution.
    fn cue_without_comma(&self, at: usize, limit: usize) -> bool {
        let adverbial = self.is_accusative(at) || spelling::is_oblique_plural(self.key(at));
        if self.is_participle(at) && adverbial && self.reports(at, limit) && !self.is(at, Class::Role) {
            return true;
        }
        // «الوزارة سبق ونفت»
        let auxiliary = at > 0 && self.function(at - 1, Function::Auxiliary).is_some();
        if self.begins_with_and(at) && self.is_finite(at) && !self.is_definite(at) && !auxiliary {
            let past = |frames| {
                self.verbs(at).any(move |(verb, form, sense)| {
                    form.tense == crate::lexicon::Tense::Past
                        && verb.frames.intersects(frames)
                        && !verb.frames.contains(Frames::WEAK)
                        && (sense.enclitic.is_some() == frames.intersects(Frames::OBJ_PRED)
                            || frames.intersects(Frames::INNA))
                })
            };
            // «ونفت وقوع أضرار», «ووصفها بأنها باطلة»
            return past(Frames::INNA | Frames::ILA | Frames::ABOUT) && self.complement_close(at, limit)
                || past(Frames::OBJ) && at + 1 < limit && self.is_object_head(at + 1) && !self.begins_with_and(at + 1)
                || past(Frames::OBJ_PRED) && self.inna(at + 1, true);
        }
        self.scan.senses(at).iter().any(|s| s.class == Class::CuePreposition && s.proclitics.is_empty())
            && !self.begins_with_and(at)
            && self.strong_attribution(at)
    }

    /// A complement within a few words, so that the verb surely reports.
    fn complement_close(&self, at: usize, limit: usize) -> bool {
        let frames = self.frames(at) - Frames::OBJ;
        self.complement(at + 1, limit.min(at + 9), frames).is_some()
    }

    /// The union of what the reporting senses of the word take.
    pub(super) fn frames(&self, at: usize) -> Frames {
        self.verbs(at).fold(Frames::empty(), |all, (verb, _, _)| all | verb.frames)
    }

    /// Does the reporting word at `at` really report: has it a complement before `limit`?
    pub(super) fn reports(&self, at: usize, limit: usize) -> bool {
        let frames = self.frames(at);
        self.complement(at + 1, limit, frames).is_some()
            || frames.intersects(Frames::OBJ | Frames::OBJ_BI | Frames::OBJ_PRED)
                && !frames.contains(Frames::WEAK)
                && at + 1 < limit
                && self.is_word(at + 1)
    }

    fn trim_content(&self, start: usize, mut end: usize) -> usize {
        while end > start {
            let last = end - 1;
            let drop = self.is_comma(last)
                || self.is_colon(last)
                || ['.', '؛', '-', '–', '!', '…', '(', '*'].iter().any(|&m| self.scan.mark(last, m))
                || self.is_punct(last)
                    && self.open(last).is_none()
                    && !['؟', '?', ')', '%', '"', '»', '”', ']'].iter().any(|&m| self.scan.mark(last, m));
            if !drop {
                break;
            }
            end -= 1;
        }
        end
    }

    /// The clause before a trailing attribution at `at`: from the start of the sentence, or from the quotation that closes there.
    pub(super) fn clause_before(&self, at: usize, sentence: &Range<usize>) -> Pieces {
        let mut end = at;
        while end > sentence.start
            && (self.is_comma(end - 1)
                || self.scan.mark(end - 1, '.')
                || self.scan.mark(end - 1, '-')
                || self.scan.mark(end - 1, '–'))
        {
            end -= 1;
        }
        if end <= sentence.start {
            return Vec::new();
        }
        if let Some(open) = self.open(end - 1)
            && (open <= sentence.start + 1 || self.sentence(open).start == open)
        {
            return vec![open + 1..end - 1];
        }
        let start = self.after_openers(sentence.start, end);
        if start < end { vec![start..end] } else { Vec::new() }
    }

    /// Past «من جهة أخرى،» and the like at the start of a sentence.
    pub(super) fn after_openers(&self, start: usize, end: usize) -> usize {
        let mut at = start;
        while at < end {
            if let Some(sense) = self
                .function(at, Function::Additive)
                .or_else(|| self.function(at, Function::Contrast))
                .filter(|s| s.len > 1)
            {
                at += sense.len as usize;
                while at < end && (self.is_comma(at) || self.is_colon(at)) {
                    at += 1;
                }
            } else {
                break;
            }
        }
        at
    }
}

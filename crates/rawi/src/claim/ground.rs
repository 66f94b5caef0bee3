//! What constructions ask of a scanned document, token by token.

use std::cell::OnceCell;
use std::ops::Range;

use rawi_text::{Enclitic, Proclitics, Span, TokenFlags, TokenKind};

use crate::lexicon::{Class, Clitics, Form, Frames, Function, NounKind, Sense, Tense, Verb, spelling};
use crate::mention::TimeType;
use crate::reading::{Mention, MentionKind, Zone};
use crate::scan::Scan;

/// The most tokens that a short bracket holds on each side of a word.
const IN_BRACKETS: usize = 6;

/// A scanned document with its times and quotations laid over the tokens.
pub(crate) struct Ground<'a> {
    pub(crate) scan: &'a Scan<'a>,
    /// For each token, the time mention it belongs to.
    times: Vec<Option<(u32, bool)>>,
    /// For each opening mark, its closing mark.
    closes: Vec<Option<u32>>,
    /// For each closing mark, its opening mark.
    opens: Vec<Option<u32>>,
    /// For each token, the innermost quotation around it (its opening mark).
    quoted: Vec<Option<u32>>,
    /// For each token, the sentence it belongs to.
    sentence_of: Vec<u32>,
    zones: Vec<Zone>,
    words: OnceCell<Vec<u32>>,
}

impl<'a> Ground<'a> {
    pub(crate) fn new(scan: &'a Scan<'a>, mentions: &[Mention]) -> Ground<'a> {
        let n = scan.tokens.len();
        let mut ground = Ground {
            scan,
            times: vec![None; n],
            closes: vec![None; n],
            opens: vec![None; n],
            quoted: vec![None; n],
            sentence_of: vec![u32::MAX; n],
            zones: Vec::with_capacity(scan.sentences.len()),
            words: OnceCell::new(),
        };
        for (at, mention) in mentions.iter().enumerate() {
            if let MentionKind::Time(time) = &mention.kind {
                let dated = matches!(time.r#type, TimeType::Date | TimeType::Time);
                for token in ground.touched(mention.span) {
                    ground.times[token] = Some((at as u32, dated));
                }
            }
        }
        for quotation in &scan.quotations {
            let Some(close) = quotation.close else { continue };
            ground.closes[quotation.open] = Some(close as u32);
            ground.opens[close] = Some(quotation.open as u32);
            for token in quotation.open + 1..close {
                ground.quoted[token] = Some(quotation.open as u32);
            }
        }
        for (number, sentence) in scan.sentences.iter().enumerate() {
            for token in sentence.clone() {
                ground.sentence_of[token] = number as u32;
            }
            let line = scan.lines.partition_point(|l| l.tokens.end <= sentence.start);
            ground.zones.push(scan.lines.get(line).map_or(Zone::Paragraph, |l| l.zone));
        }
        ground
    }

    fn touched(&self, span: Span) -> Range<usize> {
        let tokens = &self.scan.tokens;
        let first = tokens.within(span).start;
        let first = if first > 0 && tokens[first - 1].span.overlaps(span) { first - 1 } else { first };
        let mut end = first;
        while tokens.token(end).is_some_and(|t| t.span.overlaps(span)) {
            end += 1;
        }
        first..end
    }

    /// One token for each word of the text, by letters without clitics. Sorted when first asked for: most articles name no place that the lexicon does
    /// not know.
    pub(super) fn words(&self) -> &[u32] {
        self.words.get_or_init(|| {
            // Nearly always the first eight bytes tell two words apart, and as one number they are compared at once.
            let mut words: Vec<(u64, &str, u32)> = (0..self.scan.tokens.len())
                .filter(|&at| self.is_word(at))
                .map(|at| {
                    let bare = spelling::bare(self.key(at));
                    let mut first = [0; 8];
                    let len = bare.len().min(first.len());
                    first[..len].copy_from_slice(&bare.as_bytes()[..len]);
                    (u64::from_be_bytes(first), bare, at as u32)
                })
                .collect();
            words.sort_unstable();
            words.dedup_by(|a, b| a.1 == b.1);
            words.into_iter().map(|(_, _, at)| at).collect()
        })
    }

    /// The sentence around token `at`.
    pub(crate) fn sentence(&self, at: usize) -> Range<usize> {
        self.sentence_of.get(at).and_then(|&n| self.scan.sentences.get(n as usize)).cloned().unwrap_or(at..at)
    }

    /// The zone of token `at`.
    pub(super) fn zone(&self, at: usize) -> Zone {
        self.sentence_of.get(at).and_then(|&n| self.zones.get(n as usize)).copied().unwrap_or(Zone::Paragraph)
    }

    /// The time mention at token `at`.
    pub(crate) fn time(&self, at: usize) -> Option<usize> {
        self.times.get(at).copied().flatten().map(|t| t.0 as usize)
    }

    /// The time mention at token `at`, if it is a date or a time of day and no duration.
    pub(super) fn dated(&self, at: usize) -> Option<usize> {
        self.times.get(at).copied().flatten().filter(|t| t.1).map(|t| t.0 as usize)
    }

    /// The closing mark of the quotation that opens at `at`.
    pub(super) fn close(&self, at: usize) -> Option<usize> {
        self.closes.get(at).copied().flatten().map(|t| t as usize)
    }

    /// The opening mark of the quotation that closes at `at`.
    pub(super) fn open(&self, at: usize) -> Option<usize> {
        self.opens.get(at).copied().flatten().map(|t| t as usize)
    }

    /// The innermost quotation around `at`, by its opening mark.
    pub(super) fn quotation(&self, at: usize) -> Option<usize> {
        self.quoted.get(at).copied().flatten().map(|t| t as usize)
    }

    /// The closing mark of the short brackets around `at`.
    pub(super) fn bracket_around(&self, at: usize) -> Option<usize> {
        let is = |n: usize, mark: char| self.scan.mark(n, mark);
        let open = (at.saturating_sub(IN_BRACKETS)..at).rev().find(|&n| is(n, '(') || is(n, ')'))?;
        let close = (at + 1..at + IN_BRACKETS).find(|&n| is(n, '(') || is(n, ')'))?;
        (is(open, '(') && is(close, ')')).then_some(close)
    }

    /// How many tokens a quotation holds.
    pub(super) fn quoted_len(&self, open: usize) -> usize {
        self.close(open).map_or(usize::MAX, |close| close - open - 1)
    }

    pub(super) fn key(&self, at: usize) -> &str {
        self.scan.key(at)
    }

    pub(crate) fn is(&self, at: usize, class: Class) -> bool {
        self.scan.is(at, class)
    }

    pub(crate) fn function(&self, at: usize, function: Function) -> Option<&Sense> {
        self.scan.function(at, function)
    }

    pub(crate) fn is_word(&self, at: usize) -> bool {
        self.scan.tokens.token(at).is_some_and(|t| t.kind == TokenKind::Word)
    }

    pub(super) fn is_comma(&self, at: usize) -> bool {
        self.scan.mark(at, '،') || self.scan.mark(at, ',') || self.scan.mark(at, '؛')
    }

    pub(super) fn is_colon(&self, at: usize) -> bool {
        self.scan.mark(at, ':')
    }

    /// Any mark that is not part of a word.
    pub(super) fn is_punct(&self, at: usize) -> bool {
        self.scan.tokens.token(at).is_some_and(|t| t.kind == TokenKind::Punct)
    }

    /// Does the word at `at` begin with و (or ف) as a conjunction, as far as the lexicon or a long stem tells?
    pub(super) fn begins_with_and(&self, at: usize) -> bool {
        self.scan.clitics(at).contains(Clitics::AND)
    }

    /// Is ال in front of the word, after any other proclitic?
    pub(crate) fn is_definite(&self, at: usize) -> bool {
        self.scan.clitics(at).contains(Clitics::DEFINITE)
    }

    /// Reporting verb senses of the word, with their verb.
    pub(super) fn verbs(&self, at: usize) -> impl Iterator<Item = (&'a Verb, Form, Sense)> + '_ {
        let senses = if self.is(at, Class::Verb) { self.scan.senses(at) } else { &[] };
        // A word that is a verb whole («سيطروا») is not cut into س and another.
        let whole = senses.iter().any(|s| {
            matches!(s.class, Class::Verb | Class::PlainVerb) && s.proclitics.is_empty() && s.enclitic.is_none()
        });
        senses.iter().filter(move |s| !(whole && s.proclitics.contains(Proclitics::SA))).filter_map(|s| {
            Some((self.scan.lexicon.verbs.get(s.row()).filter(|_| s.class == Class::Verb)?, s.form?, *s))
        })
    }

    /// Has the word a finite sense of a reporting verb?
    pub(super) fn is_finite(&self, at: usize) -> bool {
        self.verbs(at).any(|(verb, form, _)| form.is_finite() && verb.frames != Frames::LIGHT)
    }

    /// Is the word, as far as the lexicon knows, nothing but a finite verb that does not report?
    pub(super) fn is_plain_verb(&self, at: usize) -> bool {
        let senses = self.scan.senses(at);
        self.is(at, Class::PlainVerb) && senses.iter().all(|s| matches!(s.class, Class::PlainVerb | Class::Verb))
    }

    /// Is a phrase of closed-class words longer than the word itself read here («علما أن», «في وقت سابق»)?
    pub(super) fn opens_phrase(&self, at: usize) -> bool {
        self.is(at, Class::Function)
            && self.scan.senses(at).first().is_some_and(|s| s.class == Class::Function && s.len > 1)
    }

    /// Is the word a common noun of that kind?
    pub(super) fn noun(&self, at: usize, kind: NounKind) -> bool {
        self.scan.noun(at, kind)
    }

    /// Has the word a sense as a verbal noun?
    pub(super) fn is_masdar(&self, at: usize) -> bool {
        self.verbs(at).any(|(_, form, _)| form.tense == Tense::Masdar) || self.is(at, Class::CueNoun)
    }

    /// Is the word a complementizer: إن, أن with or without its pronoun? `bound` tells whether one glued to ب counts.
    pub(super) fn inna(&self, at: usize, bound: bool) -> bool {
        [Function::Inna, Function::An].iter().any(|&f| {
            self.function(at, f).is_some_and(|s| {
                s.len == 1
                    && !s.proclitics.intersects(Proclitics::LI | Proclitics::KA)
                    && (bound || !s.proclitics.contains(Proclitics::BI))
            })
        }) && !self.is_inside_outlet(at)
    }

    /// «سي إن إن»: a word of an outlet's name, behind its first.
    fn is_inside_outlet(&self, at: usize) -> bool {
        (1..=3).any(|back| {
            at.checked_sub(back)
                .and_then(|first| self.scan.sense(first, Class::Outlet))
                .is_some_and(|s| s.len as usize > back)
        })
    }

    /// Is the word a preposition of this frame, alone (not glued to a pronoun)? Gives the number of tokens.
    pub(super) fn preposition(&self, at: usize, frames: Frames) -> Option<usize> {
        [
            (Frames::ILA, Function::Ila),
            (Frames::ABOUT, Function::About),
            (Frames::ALA, Function::Ala),
            (Frames::MIN, Function::Min),
            (Frames::FI, Function::Fi),
        ]
        .iter()
        .filter(|(frame, _)| frames.contains(*frame))
        .find_map(|&(_, function)| self.function(at, function).filter(|s| s.enclitic.is_none()).map(|s| s.len as usize))
        .filter(|&len| self.scan.senses(at).first().is_none_or(|s| s.class != Class::Function || s.len as usize <= len))
    }

    /// Does a word glued to the preposition ب (or ل) begin here?
    pub(crate) fn glued_preposition(&self, at: usize, letter: char) -> bool {
        self.scan.clitics(at).contains(if letter == 'ب' { Clitics::BI } else { Clitics::LI })
    }

    /// Is a pronoun glued to the word, in every sense of the class?
    pub(super) fn enclitic(&self, at: usize, class: Class) -> Option<Enclitic> {
        self.scan.sense(at, class).and_then(|s| s.enclitic)
    }

    /// Does the word carry the tanwin or a final ا that marks an indefinite accusative?
    pub(super) fn is_accusative(&self, at: usize) -> bool {
        self.scan.flag(at, TokenFlags::TANWIN_FATH) || self.key(at).ends_with('ا')
    }
}

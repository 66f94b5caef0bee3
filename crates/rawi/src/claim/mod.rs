//! Claims: every place where the text puts words, a view or a wish into someone's mouth.
//!
//! 1. [`ground`] lays times and quotations over the tokens;
//! 2. each construction of [`construction`] looks at a word that can announce a claim and reads source and content from it
//!    ([`noun_phrase`], [`complement`], [`content`]);
//! 3. [`merge`] joins cues that tell the same words and turns passing outlets into `via`;
//! 4. [`who`] resolves speakers in reading order, [`naming`] grades them, [`chain`] finds media and times, [`form`] judges the quotation
//!    marks.
//!
//! This module does not judge whether what is claimed is true, and does not look at other documents.

mod ground;

mod apposition;
mod complement;
mod content;
mod narrow;
mod noun_phrase;

mod construction;
mod draft;

mod merge;

pub(crate) mod cast;
mod chain;
mod form;
mod naming;
mod who;

use std::ops::Range;

use rawi_page::Note;
use rawi_text::Span;

use crate::lexicon::Class;
use crate::reading::{Claim, Link, LinkRole, Mention, Naming};
use crate::scan::Scan;
use draft::{Draft, around};
pub(crate) use ground::Ground;
pub(crate) use noun_phrase::Reach;
use who::Speakers;

/// The claims of the article, by cue in text order. `mentions` are the times already found; claims point into them.
pub fn claims(scan: &Scan<'_>, mentions: &[Mention], notes: &mut Vec<Note>) -> Vec<Claim> {
    let ground = Ground::new(scan, mentions);
    let mut drafts = Vec::new();
    for line in scan.lines.iter().filter(|line| line.told) {
        for at in line.tokens.clone() {
            if scan.senses(at).is_empty() && !scan.mark(at, ':') && ground.sentence(at).start != at {
                continue;
            }
            drafts.extend(ground.construct(at));
        }
    }
    let drafts = ground.merge(drafts);
    let parents: Vec<Option<usize>> = (0..drafts.len()).map(|at| parent(&drafts, at)).collect();
    let mut speakers = Speakers::of(&ground);
    let mut claims = Vec::with_capacity(drafts.len());
    for (at, (draft, parent)) in drafts.iter().zip(parents).enumerate() {
        let sentence = ground.sentence(draft.cue);
        let earlier = drafts[..at]
            .iter()
            .rev()
            .take_while(|d| d.cue >= sentence.start)
            .filter(|d| sentence.contains(&d.cue))
            .flat_map(|d| &d.content)
            .map(|p| p.end)
            .filter(|&end| end <= draft.cue)
            .max()
            .unwrap_or(0);
        if scan.senses(draft.cue).is_empty() && draft.rule != construction::HEADLINE_COLON {
            notes.push(Note {
                code: "cue/misprint",
                span: scan.span(draft.cue..draft.cue + 1),
                message: format!("read as a misprint of the reporting verb {}", draft.lemma),
            });
        }
        let who = speakers.resolve(&ground, draft, parent);
        if let Some(claim) = finish(&ground, draft, earlier, parent, who.map(|w| speakers.speaker(w))) {
            claims.push(claim);
        }
    }
    claims
}

/// The smallest content that holds the cue of another claim.
fn parent(drafts: &[Draft], at: usize) -> Option<usize> {
    around(drafts, at)
        .filter(|(n, outer)| *n != at && outer.holds(drafts[at].cue) && !(drafts[at].holds(outer.cue)))
        .min_by_key(|(_, outer)| outer.content_len())
        .map(|(n, _)| n)
}

fn finish(
    ground: &Ground<'_>,
    draft: &Draft,
    earlier: usize,
    parent: Option<usize>,
    speaker: Option<&who::Speaker>,
) -> Option<Claim> {
    let scan = ground.scan;
    let content: Vec<Span> = draft.content.iter().filter_map(|p| ground.slice(p)).collect();
    if content.is_empty() {
        return None;
    }
    let nobody = if draft.rule == construction::HEARSAY_NOUN { 4 } else { 5 };
    let (naming, anonymity) = speaker.map_or((Naming::None, nobody), |s| s.grade);
    // «التقرير» whose author has a name is as well known as that author.
    let signed = naming == Naming::Document
        && speaker
            .and_then(|s| s.author.as_ref())
            .is_some_and(|author| matches!(ground.grade(author), (Naming::NamedGroup | Naming::NamedPerson, 0)));
    let anonymity = if signed { 0 } else { anonymity };
    let source = draft.source.as_ref().and_then(|p| ground.slice(p));
    // «البيان»: whoever made it.
    let bare_paper = draft.source.as_ref().is_some_and(|p| ground.is_bare_paper(p));
    let named = speaker.map(|s| s.author.as_ref().filter(|_| bare_paper).unwrap_or(&s.phrase));
    let who = named.and_then(|p| ground.slice(p)).map(|s| scan.text[s].to_owned());
    let media = ground.media(draft, earlier);
    let mut chain =
        vec![Link { role: LinkRole::Outlet, name: scan.document.outlet.clone().unwrap_or_default(), span: None }];
    for phrase in &media {
        if let Some(span) = ground.slice(phrase) {
            chain.push(Link { role: ground.link_role(phrase), name: scan.text[span].to_owned(), span: Some(span) });
        }
    }
    if let Some(name) = who.clone().or_else(|| source.map(|s| scan.text[s].to_owned())) {
        chain.push(Link { role: LinkRole::Speaker, name, span: source });
    }
    let hedges = draft
        .content
        .iter()
        .flat_map(Clone::clone)
        .filter_map(|n| {
            scan.sense(n, Class::Hedge).and_then(|s| scan.span(n..(n + s.len as usize).min(scan.tokens.len())))
        })
        .collect();
    Some(Claim {
        rule: draft.rule,
        cue: ground.slice(&(draft.cue..draft.cue + 1))?,
        lemma: draft.lemma.clone(),
        source,
        who,
        entity: None,
        content,
        act: ground.expressed(draft).unwrap_or(draft.act),
        polarity: draft.polarity,
        form: ground.form(draft),
        naming,
        anonymity,
        reason: ground.reason(draft).and_then(|r| ground.slice(&r)),
        via: media.iter().filter_map(|p| ground.slice(p)).collect(),
        said_at: ground.said_at(draft, earlier),
        parent,
        chain,
        hedges,
        zone: ground.zone(draft.cue),
    })
}

impl Ground<'_> {
    /// The span of a token range, without a proclitic that the lexicon cuts off its first word (و, ف, and ب or ل before a noun).
    pub(crate) fn slice(&self, range: &Range<usize>) -> Option<Span> {
        let whole = self.scan.span(range.clone())?;
        let key = self.key(range.start);
        // «قال فورمان»: right behind a word there is no ف to cut.
        let name = key.starts_with('ف') && range.start > 0 && self.is_word(range.start - 1);
        let joined = self.begins_with_and(range.start) && !name;
        let glued = self.glued_preposition(range.start, 'ب')
            || self.glued_preposition(range.start, 'ل')
                && !crate::lexicon::spelling::is_definite(key)
                && self.scan.senses(range.start).iter().all(crate::lexicon::Sense::has_preposition);
        let cut = usize::from(joined) + usize::from(glued);
        if cut == 0 {
            return Some(whole);
        }
        let letters =
            self.scan.text[whole].char_indices().filter(|(_, c)| c.is_alphabetic()).nth(cut).map_or(0, |(at, _)| at);
        if letters == 0 || letters >= whole.len() {
            return Some(whole);
        }
        self.scan.text.span(whole.start() + letters..whole.end())
    }
}

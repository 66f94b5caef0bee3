//! A claim as it is compared: what is left when spans, spelling and inflection are taken off.
//!
//! Made from a claim and its document, and then free of both, so that two claims compare alike whether they stand in one article or in two.

use std::ops::Range;

use jiff::civil::Date;
use rawi_text::{Span, fold};

use super::stem::{Stem, shared, sorted};
use super::words::WordKind;
use crate::lexicon::{Class, Function, spelling};
use crate::mention::{Amount, Approx, FigureKind, TimeType};
use crate::reading::{Act, Claim, ContentForm, Mention, MentionKind, Naming, Polarity, Zone};
use crate::scan::Scan;

/// What a figure counts, as far as two figures may be held against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// The dead, the injured …
    Toll(WordKind),
    /// Anything else, by the stem of its unit.
    Unit(Stem),
}

/// A figure inside a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// People, money or a share.
    pub kind: FigureKind,
    /// What is counted.
    pub counted: Counted,
    /// The stem of the counted noun.
    pub unit: Stem,
    /// Does the noun say nothing but that they are people (شخص، قتيل)?
    pub anybody: bool,
    /// Lower bound, widened where the number is approximate; `None` where open.
    pub min: Option<Amount>,
    /// Upper bound, as `min`.
    pub max: Option<Amount>,
    /// Its number among the mentions of the document of the claim.
    pub mention: usize,
}

/// One claim as it is compared with others.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparable {
    /// Who is meant: sorted stems; empty where nobody is.
    pub who: Vec<Stem>,
    /// The words of the content in order, closed-class words left out.
    pub words: Vec<Stem>,
    /// The same, sorted, each once.
    pub stems: Vec<Stem>,
    /// Countries and cities in the content, sorted.
    pub places: Vec<Stem>,
    /// Figures in the content.
    pub counts: Vec<Count>,
    /// Days in the content, first and last.
    pub days: Vec<(Date, Date)>,
    /// What the source does.
    pub act: Act,
    /// Whether it holds the content to be so.
    pub polarity: Polarity,
    /// How the content is put.
    pub form: ContentForm,
    /// How the source is named.
    pub naming: Naming,
    /// Where the claim stands.
    pub zone: Zone,
    /// Does the content negate something?
    pub negated: bool,
    /// Does it say that a number grew or fell, or that the event is another one?
    pub changed: bool,
}

/// Words that negate what follows.
const NEGATIONS: [Function; 3] = [Function::Negation, Function::Lam, Function::Privative];

impl Comparable {
    /// A claim of a scanned document, with the document's mentions.
    pub fn of(scan: &Scan<'_>, mentions: &[Mention], claim: &Claim) -> Comparable {
        let mut comparable = Comparable {
            who: who(scan, claim),
            words: Vec::new(),
            stems: Vec::new(),
            places: Vec::new(),
            counts: Vec::new(),
            days: Vec::new(),
            act: claim.act,
            polarity: claim.polarity,
            form: claim.form,
            naming: claim.naming,
            zone: claim.zone,
            negated: false,
            changed: false,
        };
        for &span in &claim.content {
            let tokens = touched(scan, span);
            for at in tokens.clone() {
                if scan.is(at, Class::Function) {
                    comparable.negated |= negates(scan, at);
                    continue;
                }
                let Some(stem) = Stem::at(scan, at) else { continue };
                comparable.words.push(stem);
                if scan.is(at, Class::City) || scan.is(at, Class::Country) {
                    comparable.places.push(stem);
                }
            }
            let from = mentions.partition_point(|mention| mention.span.start() < span.start());
            let counted = comparable.counts.len();
            for (at, mention) in mentions.iter().enumerate().skip(from) {
                if mention.span.end() > span.end() {
                    break;
                }
                comparable.mention(scan, at, mention);
            }
            if comparable.counts.len() > counted {
                let words = &scan.lexicon.relations;
                comparable.changed |= tokens.into_iter().any(|at| words.kind(scan.key(at)) == Some(WordKind::Other));
            }
        }
        comparable.stems = sorted(comparable.words.clone());
        comparable.places = sorted(std::mem::take(&mut comparable.places));
        comparable
    }

    fn mention(&mut self, scan: &Scan<'_>, at: usize, mention: &Mention) {
        match &mention.kind {
            MentionKind::Time(time) if matches!(time.r#type, TimeType::Date | TimeType::Time) => {
                self.days.extend(time.first.zip(time.last));
            }
            MentionKind::Figure(figure) => {
                let words = &scan.lexicon.relations;
                let own = touched(scan, mention.span);
                let around = own.start.saturating_sub(4)..own.start;
                self.changed |= around.clone().any(|at| words.kind(scan.key(at)) == Some(WordKind::Change));
                let toll = |at: usize| words.kind(scan.key(at)).filter(|kind| kind.is_toll());
                let toll = own.clone().rev().find_map(toll).or_else(|| around.rev().find_map(toll));
                let unit = fold(figure.unit.split(' ').next().unwrap_or_default());
                let wide = |bound: Amount, up: i128| match figure.approx {
                    Approx::About | Approx::Vague => Amount(bound.0 + up * bound.0 / 10),
                    _ => bound,
                };
                let unit_toll = words.kind(&unit);
                self.counts.push(Count {
                    unit: Stem::of(&unit),
                    anybody: unit_toll.is_some_and(|kind| kind.is_toll() || kind == WordKind::Anybody),
                    kind: figure.kind,
                    counted: match toll.filter(|_| figure.kind == FigureKind::People) {
                        Some(kind) => Counted::Toll(kind),
                        None => Counted::Unit(Stem::of(&unit)),
                    },
                    min: figure.min.map(|bound| wide(bound, -1)),
                    max: figure.max.map(|bound| wide(bound, 1)),
                    mention: at,
                });
            }
            _ => {}
        }
    }

    /// Are the two said by the same one, as far as the names tell: all words of one inside the other?
    pub fn same_who(&self, other: &Comparable) -> bool {
        let fewer = self.who.len().min(other.who.len());
        fewer > 0 && shared(&self.who, &other.who) == fewer
    }

    /// How many stems the two contents share.
    pub fn shared(&self, other: &Comparable) -> usize {
        shared(&self.stems, &other.stems)
    }

    /// Do all words of this content stand in the other one after another?
    pub fn is_inside(&self, other: &Comparable) -> bool {
        !self.words.is_empty() && other.words.windows(self.words.len()).any(|window| window == self.words)
    }

    /// Can the two be about the same place and day: do they name none that exclude each other?
    pub fn same_event(&self, other: &Comparable) -> bool {
        let places = self.places.is_empty() || other.places.is_empty() || shared(&self.places, &other.places) > 0;
        let meet = |(a, b): &(Date, Date)| other.days.iter().any(|(c, d)| a <= d && c <= b);
        let days = self.days.is_empty() || other.days.is_empty() || self.days.iter().any(meet);
        places && days
    }
}

/// Does the word at `at` negate what follows? Not in «غير أن», «إلا أن», «لا يزال», «لا شك».
pub(super) fn negates(scan: &Scan<'_>, at: usize) -> bool {
    let idle = || {
        let next = scan.tokens.token(at + 1).map(|_| scan.key(at + 1));
        next.and_then(|next| scan.lexicon.relations.kind(next)) == Some(WordKind::Idiom)
    };
    NEGATIONS.iter().any(|&function| scan.function(at, function).is_some()) && !idle()
}

/// The stems of who is meant.
fn who(scan: &Scan<'_>, claim: &Claim) -> Vec<Stem> {
    let Some(name) = claim.who.as_deref() else { return Vec::new() };
    if let Some(source) = claim.source.filter(|&source| &scan.text[source] == name) {
        let tokens = touched(scan, source);
        // Written here, its words are folded already; a proclitic that the source leaves out is still in the first.
        if scan.tokens[tokens.start].span.start() == source.start() {
            return sorted(tokens.map(|at| scan.key(at)).filter(|key| key.len() > 2).map(Stem::of).collect());
        }
    }
    stems_of(name)
}

/// The stems of a name.
pub(super) fn stems_of(name: &str) -> Vec<Stem> {
    let folded = fold(name);
    sorted(folded.split(spelling::parts).filter(|word| word.len() > 2).map(Stem::of).collect())
}

/// The tokens of a span, the one that it begins inside of included.
pub(super) fn touched(scan: &Scan<'_>, span: Span) -> Range<usize> {
    let range = scan.tokens.within(span);
    let glued = range.start > 0 && scan.tokens[range.start - 1].span.overlaps(span);
    range.start - usize::from(glued)..range.end
}

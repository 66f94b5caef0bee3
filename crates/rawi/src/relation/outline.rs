//! What a store keeps of a document to compare it with others later, without reading it again.

use std::collections::BTreeMap;

use super::Claims;
use super::comparable::Comparable;
use super::roles::Roles;
use super::stem::Stem;
use crate::reading::{MentionKind, Reading, Zone};
use crate::scan::Scan;

/// A document as it is compared with others: its claims, what it is about, and a sample of its wording.
///
/// Free of the document and the same on every machine. It says nothing about who is right, and two documents that share an outline's
/// words need not be about one event.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outline {
    /// The claims, in the order of [`Reading::claims`].
    pub claims: Vec<Comparable>,
    /// Who does what in each of them.
    pub roles: Vec<Roles>,
    /// What the document is about: stems with their weight, by stem. Words of the headline weigh most, then names, then the beginning.
    pub gist: Vec<(Stem, u16)>,
    /// A sample of the runs of four words in the article, sorted: those whose hash falls into one class of [`SAMPLED`]. Two copies of one
    /// agency report share most of it (Broder's sketch for resemblance).
    pub sketch: Vec<u64>,
}

/// One run of words in so many enters the sketch.
const SAMPLED: u64 = 4;

/// How many words make a run.
const RUN: usize = 4;

/// Words of the body that count as its beginning.
const BEGINNING: usize = 90;

impl Outline {
    /// The outline of a scanned document.
    pub(crate) fn of(scan: &Scan<'_>, reading: &Reading) -> Outline {
        let claims: Vec<Comparable> =
            reading.claims.iter().map(|claim| Comparable::of(scan, &reading.mentions, claim)).collect();
        let counts = |claim: &Comparable| claim.counts.iter().map(|count| count.mention).collect::<Vec<_>>();
        let roles = claims.iter().enumerate();
        let replies = Claims::new(scan, &reading.mentions, &reading.claims);
        let roles = roles.map(|(nth, own)| {
            let reply = replies.reply(nth);
            Roles { reply, ..Roles::of(scan, reading, nth, counts(own).into_iter()) }
        });
        let roles = roles.collect();
        let mut gist: BTreeMap<Stem, u16> = BTreeMap::new();
        let mut weigh = |stem: Stem, weight: u16| {
            let weighed = gist.entry(stem).or_default();
            *weighed = weighed.saturating_add(weight);
        };
        let mut words = Vec::new();
        for line in scan.lines.iter().filter(|line| line.told) {
            let headline = line.zone == Zone::Headline;
            for at in line.tokens.clone() {
                let Some(stem) = Stem::at(scan, at) else { continue };
                if headline {
                    weigh(stem, 3);
                } else if line.zone != Zone::Caption {
                    words.push(stem);
                    if words.len() <= BEGINNING {
                        weigh(stem, 1);
                    }
                }
            }
        }
        for mention in &reading.mentions {
            // Who carries a story says nothing about the story.
            if matches!(mention.kind, MentionKind::Outlet { .. } | MentionKind::Time(_) | MentionKind::Figure(_)) {
                continue;
            }
            for stem in super::comparable::stems_of(&scan.text[mention.span]) {
                weigh(stem, 1);
            }
        }
        let mut sketch: Vec<u64> = words.windows(RUN).map(run).filter(|hash| hash.is_multiple_of(SAMPLED)).collect();
        sketch.sort_unstable();
        sketch.dedup();
        Outline { claims, roles, gist: gist.into_iter().collect(), sketch }
    }
}

/// The hash of one run of words.
fn run(words: &[Stem]) -> u64 {
    let mixed = words.iter().fold(0x9e37_79b9_7f4a_7c15_u64, |hash, word| {
        (hash.rotate_left(23) ^ word.0).wrapping_mul(0xff51_afd7_ed55_8ccd)
    });
    mixed ^ (mixed >> 33)
}

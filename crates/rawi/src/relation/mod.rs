//! How claims stand to each other.
//!
//! 1. [`Comparable`] is a claim as it is compared, free of its document;
//! 2. [`pair`] compares two of them: repeats, denies, confirms, figure conflict; [`across`] asks for more where they are of two documents;
//! 3. [`relations`] looks among the claims of one document, which may also point at each other («نفى ذلك», «ردا على تصريحات الوزير»);
//! 4. [`Outline`] is what a store keeps of a document to compare it with others later;
//! 5. [`headline`] notes a headline that asserts what the body only attributes.
//!
//! Nothing here judges who is right. Each relation carries its rule and the words on both sides.

pub mod across;
mod comparable;
pub(crate) mod headline;
mod outline;
mod packed;
pub mod pair;
mod point;
mod reply;
mod roles;
mod standing;
mod stem;
mod words;

use std::cell::OnceCell;

use rawi_text::Span;

pub use comparable::{Comparable, Count, Counted};
pub use outline::Outline;
pub use reply::{RESPONDS_TO, Reply};
pub use roles::{Deed, Land, Roles};
pub use standing::{Frame, Standing};
pub(crate) use stem::Asked;
pub use stem::Stem;
pub(crate) use words::RelationWords;
pub use words::WordKind;

use crate::reading::{Act, Claim, ContentForm, Mention, Polarity, Relation, RelationKind, RuleId, Zone};
use crate::scan::Scan;

/// How many claims away another one is compared, on each side: an article has fewer, an archive in one file does not grow with the square.
const NEAR: usize = 64;

/// How many claims back one that is confirmed may stand.
const NEAR_CONFIRMED: usize = 12;

/// How many claims with figures away another one is compared.
const NEAR_COUNTS: usize = 24;

/// The claims of one document, made comparable when first asked for.
pub(crate) struct Claims<'a> {
    pub(crate) scan: &'a Scan<'a>,
    mentions: &'a [Mention],
    pub(crate) all: &'a [Claim],
    made: Vec<OnceCell<Comparable>>,
}

impl<'a> Claims<'a> {
    pub(crate) fn new(scan: &'a Scan<'a>, mentions: &'a [Mention], all: &'a [Claim]) -> Claims<'a> {
        Claims { scan, mentions, all, made: vec![OnceCell::new(); all.len()] }
    }

    pub(crate) fn comparable(&self, at: usize) -> &Comparable {
        self.made[at].get_or_init(|| Comparable::of(self.scan, self.mentions, &self.all[at]))
    }

    /// The claims around number `at`, itself left out.
    fn around(&self, at: usize, near: usize) -> impl DoubleEndedIterator<Item = usize> + use<> {
        (at.saturating_sub(near)..(at + near + 1).min(self.all.len())).filter(move |&n| n != at)
    }

    /// Is one of the two inside the content of the other?
    fn nested(&self, a: usize, b: usize) -> bool {
        self.all[a].parent == Some(b) || self.all[b].parent == Some(a)
    }

    /// Do the two have words of their contents in common?
    fn overlap(&self, a: usize, b: usize) -> bool {
        let of = |n: usize| self.all[n].content.iter();
        of(a).any(|&x| of(b).any(|&y| x.overlaps(y)))
    }

    /// Does the content of `a` begin with the claim `b` («نفى ما ذكرته الصحيفة»)?
    fn takes_up(&self, a: usize, b: usize) -> bool {
        let start = comparable::touched(self.scan, self.content(a)).start;
        self.all[b].parent == Some(a) && self.token(b).saturating_sub(start) <= 4
    }

    /// Do the two speak for the same one, by entity or by name?
    fn same_who(&self, a: usize, b: usize) -> bool {
        match (self.all[a].entity, self.all[b].entity) {
            (Some(x), Some(y)) if x == y => true,
            _ => self.comparable(a).same_who(self.comparable(b)),
        }
    }

    /// The words of a claim's content, first to last.
    fn content(&self, at: usize) -> Span {
        let content = &self.all[at].content;
        content.iter().skip(1).fold(content[0], |whole, &piece| whole.cover(piece))
    }

    fn relation(&self, kind: RelationKind, rule: RuleId, from: usize, to: usize) -> Relation {
        Relation { kind, from, to: Some(to), rule, evidence: (self.content(from), self.content(to)) }
    }
}

/// The relations among the claims of one document, by the claim they start from.
pub(crate) fn relations(claims: &Claims<'_>) -> Vec<Relation> {
    let mut found = Vec::new();
    if claims.all.len() > 1 || claims.all.iter().any(|claim| matches!(claim.act, Act::Deny | Act::Confirm)) {
        for at in 0..claims.all.len() {
            claims.of_one(at, &mut found);
        }
        claims.conflicts(&mut found);
    }
    found.sort_by_key(|relation| (relation.from, relation.kind, relation.to));
    found.dedup_by_key(|relation| (relation.from, relation.kind, relation.to));
    found
}

impl Claims<'_> {
    fn of_one(&self, at: usize, found: &mut Vec<Relation>) {
        let claim = &self.all[at];
        if claim.zone == Zone::Headline
            && claim.parent.is_none()
            && let Some((to, rule)) = self.repeated(at)
        {
            found.push(self.relation(RelationKind::Repeats, rule, at, to));
            // The claim of the body carries what else there is to say.
            return;
        }
        if let Some(pointed) = self.points_back(at) {
            found.push(pointed);
        } else {
            match claim.act {
                Act::Deny if claim.polarity == Polarity::Denied => self.denied(at, found),
                Act::Confirm | Act::Admit => self.confirmed(at, found),
                _ => {}
            }
        }
        found.extend(self.answers(at));
    }

    /// The claim of the body that a headline's claim repeats most closely.
    fn repeated(&self, at: usize) -> Option<(usize, RuleId)> {
        let own = self.comparable(at);
        self.around(at, NEAR)
            .filter(|&other| {
                self.all[other].zone != Zone::Headline && self.all[other].polarity == self.all[at].polarity
            })
            .filter_map(|other| {
                let rule = pair::repeats(own, self.comparable(other))?;
                Some((rule, std::cmp::Reverse(own.shared(self.comparable(other))), other))
            })
            .min_by_key(|&(rule, shared, other)| (rank(rule), shared, other))
            .map(|(rule, _, other)| (other, rule))
    }

    /// What a denial denies: the claim inside it that it takes up («نفى ما ذكرته الصحيفة»), and what others hold elsewhere.
    fn denied(&self, at: usize, found: &mut Vec<Relation>) {
        let own = self.comparable(at);
        for other in self.around(at, NEAR) {
            let held = self.all[other].polarity == Polarity::Asserted;
            if !held || self.overlap(at, other) && !self.takes_up(at, other) || self.same_who(at, other) {
                continue;
            }
            if let Some(rule) = pair::denies(own, self.comparable(other)) {
                found.push(self.relation(RelationKind::Denies, rule, at, other));
            }
        }
    }

    fn confirmed(&self, at: usize, found: &mut Vec<Relation>) {
        let says = |n: usize| !matches!(self.all[n].form, ContentForm::Anaphoric | ContentForm::Act);
        if !says(at) {
            return;
        }
        let own = self.comparable(at);
        // Who confirms speaks after the other.
        for other in self.around(at, NEAR_CONFIRMED).take_while(|&other| other < at) {
            let claim = &self.all[other];
            let told = claim.polarity == Polarity::Asserted && claim.zone != Zone::Headline && says(other);
            if !told || self.overlap(at, other) || self.same_who(at, other) {
                continue;
            }
            if let Some(rule) = pair::confirms(own, self.comparable(other)) {
                found.push(self.relation(RelationKind::Confirms, rule, at, other));
            }
        }
    }

    fn conflicts(&self, found: &mut Vec<Relation>) {
        let counting: Vec<usize> = (0..self.all.len()).filter(|&at| self.counts(at)).collect();
        for (n, &at) in counting.iter().enumerate() {
            for &other in counting[..n].iter().rev().take(NEAR_COUNTS) {
                if self.overlap(at, other)
                    || self.same_who(at, other)
                    || self.holds_other(at)
                    || self.holds_other(other)
                {
                    continue;
                }
                if let Some((mine, theirs)) = pair::conflict(self.comparable(at), self.comparable(other)) {
                    found.push(Relation {
                        kind: RelationKind::FigureConflict,
                        from: at,
                        to: Some(other),
                        rule: pair::FIGURE_CONFLICT,
                        evidence: (self.mentions[mine.mention].span, self.mentions[theirs.mention].span),
                    });
                }
            }
        }
    }

    /// Is a figure inside the content?
    fn counts(&self, at: usize) -> bool {
        self.all[at].content.iter().any(|span| {
            let from = self.mentions.partition_point(|mention| mention.span.start() < span.start());
            self.mentions[from..]
                .iter()
                .take_while(|mention| mention.span.end() <= span.end())
                .any(|mention| matches!(mention.kind, crate::reading::MentionKind::Figure(_)))
        })
    }

    /// Does the content hold another claim, whose figures are not its own?
    fn holds_other(&self, at: usize) -> bool {
        self.around(at, 4).any(|other| self.all[other].parent == Some(at))
    }
}

fn rank(rule: RuleId) -> u8 {
    match rule {
        pair::REPEATS_VERBATIM => 0,
        pair::REPEATS_ALTERED => 1,
        _ => 2,
    }
}

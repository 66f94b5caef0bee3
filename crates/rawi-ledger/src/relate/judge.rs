//! What the rules of the engine say of two claims of different documents, and how strongly.

use rawi::reading::{Act, RelationKind, RuleId};
use rawi::relation::across::{self, Beside, Side as Told};
use rawi::relation::{Comparable, pair};

use super::{DAYS, Held};

/// One side of a relation.
#[derive(Clone, Debug)]
pub(crate) struct Side {
    pub(crate) id: i64,
    pub(crate) uid: String,
    pub(crate) document: i64,
    /// The words that show it: those of the content, or those that say what is answered.
    pub(crate) span: (u32, u32),
    /// The figure that shows it: its number among the mentions of the document.
    pub(crate) figure: Option<usize>,
}

impl Side {
    fn of(claim: &Held, figure: Option<usize>) -> Side {
        Side { id: claim.id, uid: claim.uid.clone(), document: claim.document, span: claim.span, figure }
    }
}

/// A relation between two claims.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) kind: RelationKind,
    pub(crate) rule: RuleId,
    pub(crate) from: Side,
    pub(crate) to: Side,
    /// What the score is the mean of, in hundredths.
    parts: [(&'static str, Option<u32>); 5],
}

impl Found {
    /// Between 0 and 1: how closely the two agree in what can be compared; no measure of truth.
    pub(crate) fn score(&self) -> f64 {
        let known: Vec<u32> = self.parts.iter().filter_map(|(_, part)| *part).collect();
        f64::from(known.iter().sum::<u32>() / (known.len() as u32).max(1)) / 100.0
    }

    /// The parts as JSON: `{"words": 0.8, …}`, those that could not be compared left out.
    pub(crate) fn parts(&self) -> String {
        let known: Vec<String> = self
            .parts
            .iter()
            .filter_map(|(name, part)| part.map(|part| format!("\"{name}\": {}", f64::from(part) / 100.0)))
            .collect();
        format!("{{{}}}", known.join(", "))
    }
}

/// Adds what the rules find between a claim and an earlier one of another document.
pub(crate) fn judge(later: &Held, earlier: &Held, found: &mut Vec<Found>) {
    let (a, b) = (&later.comparable, &earlier.comparable);
    let answers = later.roles.reply.is_some() || earlier.roles.reply.is_some();
    if !answers && !could(a, b) {
        return;
    }
    let mut add = |kind, rule, (from, from_figure): (&Held, _), (to, to_figure): (&Held, _)| {
        found.push(Found {
            kind,
            rule,
            from: match &from.roles.reply {
                Some(reply) if kind == RelationKind::RespondsTo => Side { span: reply.span, ..Side::of(from, None) },
                _ => Side::of(from, from_figure),
            },
            to: Side::of(to, to_figure),
            parts: parts(kind, later, earlier),
        });
    };
    let (one, other) = (told(later), told(earlier));
    let beside = Beside::of(&later.gist, &earlier.gist, (later.day - earlier.day).unsigned_abs());
    if let Some(rule) = across::repeats(one, other, beside) {
        add(RelationKind::Repeats, rule, (later, None), (earlier, None));
    }
    // Who denies may be told of before the report he denies.
    for (from, to) in [(later, earlier), (earlier, later)] {
        if let Some(rule) = across::denies(told(from), told(to), beside) {
            add(RelationKind::Denies, rule, (from, None), (to, None));
        }
    }
    if let Some(rule) = across::confirms(one, other, beside) {
        add(RelationKind::Confirms, rule, (later, None), (earlier, None));
    }
    // Of one day nobody knows which came first.
    let turned = (later.day == earlier.day).then_some((earlier, later));
    for (from, to) in [(later, earlier)].into_iter().chain(turned) {
        if let Some(rule) = across::responds(told(from), told(to), beside) {
            add(RelationKind::RespondsTo, rule, (from, None), (to, None));
        }
    }
    if let Some(rule) = across::contradicts(one, other, beside) {
        add(RelationKind::Contradicts, rule, (later, None), (earlier, None));
    }
    if let Some((mine, theirs)) = across::updates(one, other, beside) {
        let (mine, theirs) = (Some(mine.mention), Some(theirs.mention));
        add(RelationKind::Updates, pair::UPDATES, (later, mine), (earlier, theirs));
    } else if let Some((mine, theirs)) = across::conflict(one, other, beside) {
        let (mine, theirs) = (Some(mine.mention), Some(theirs.mention));
        add(RelationKind::FigureConflict, pair::FIGURE_CONFLICT, (later, mine), (earlier, theirs));
    }
}

fn told(claim: &Held) -> Told<'_> {
    Told { claim: &claim.comparable, roles: &claim.roles }
}

/// Can any rule hold for the two? Most pairs share words and nothing else.
fn could(a: &Comparable, b: &Comparable) -> bool {
    pair::repeats(a, b).is_some()
        || a.act == Act::Deny
        || b.act == Act::Deny
        || pair::confirms(a, b).is_some()
        || pair::contradicts(a, b).is_some()
        || !a.counts.is_empty() && !b.counts.is_empty()
}

/// What can be compared of two claims, in hundredths: the words of the shorter that the longer has, the same source, the same places, the days of
/// publication, the order of the words.
fn parts(kind: RelationKind, later: &Held, earlier: &Held) -> [(&'static str, Option<u32>); 5] {
    let (a, b) = (&later.comparable, &earlier.comparable);
    let share = |part: usize, whole: usize| (part * 100 / whole.max(1)) as u32;
    let words = share(a.shared(b), a.stems.len().min(b.stems.len()));
    let named = later.roles.reply.as_ref().or(earlier.roles.reply.as_ref());
    let who = match kind {
        // Only who repeats should be the same.
        RelationKind::Repeats => (!a.who.is_empty() && !b.who.is_empty()).then(|| if a.same_who(b) { 100 } else { 0 }),
        // Who answers names the other.
        RelationKind::RespondsTo => named.map(|reply| {
            let other = if later.roles.reply.is_some() { b } else { a };
            let common = other.who.iter().filter(|stem| reply.owner.contains(stem)).count();
            share(common, other.who.len())
        }),
        _ => None,
    };
    let places = (!a.places.is_empty() && !b.places.is_empty())
        .then(|| share(common(&a.places, &b.places), a.places.len().min(b.places.len())));
    let days = 100 - ((later.day - earlier.day).unsigned_abs() * 100 / (DAYS.unsigned_abs() + 1));
    let run = share(longest_run(a, b), a.words.len().min(b.words.len()));
    [("words", Some(words)), ("who", who), ("places", places), ("days", Some(days)), ("run", Some(run))]
}

fn common<T: Ord>(some: &[T], others: &[T]) -> usize {
    some.iter().filter(|one| others.binary_search(one).is_ok()).count()
}

/// The most words that both say one after another.
fn longest_run(a: &Comparable, b: &Comparable) -> usize {
    let mut longest = 0;
    let mut row = vec![0; b.words.len() + 1];
    for word in &a.words {
        for at in (0..b.words.len()).rev() {
            row[at + 1] = if b.words[at] == *word { row[at] + 1 } else { 0 };
            longest = longest.max(row[at + 1]);
        }
    }
    longest
}

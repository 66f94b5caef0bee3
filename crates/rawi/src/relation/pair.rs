//! The comparison of two claims: pure functions, the same for one document and for two.

use super::comparable::{Comparable, Count, Counted};
use crate::reading::{Act, ContentForm, Polarity, RuleId};

/// The same words again.
pub const REPEATS_VERBATIM: RuleId = RuleId("repeats-verbatim");
/// Nearly the same words.
pub const REPEATS_ALTERED: RuleId = RuleId("repeats-altered");
/// Other words for the same.
pub const REPEATS_PARAPHRASE: RuleId = RuleId("repeats-paraphrase");
/// What is denied is what somebody else holds.
pub const DENIES_CONTENT: RuleId = RuleId("denies-content");
/// What is confirmed is what somebody else said.
pub const CONFIRMS_CONTENT: RuleId = RuleId("confirms-content");
/// Two counts of the same that exclude each other.
pub const FIGURE_CONFLICT: RuleId = RuleId("figure-conflict");

/// A later count that says that the number has grown or fallen.
pub const UPDATES: RuleId = RuleId("updates-figure");
/// One asserts what another negates, and nobody denies anybody.
pub const CONTRADICTS_CONTENT: RuleId = RuleId("contradicts-content");

/// How many times larger another count of the same event may be.
const FARTHEST: i128 = 6;

/// Does `a` say again what `b` says, by the same source? The rule tells how closely.
pub fn repeats(a: &Comparable, b: &Comparable) -> Option<RuleId> {
    let comparable = |c: &Comparable| !matches!(c.form, ContentForm::Anaphoric);
    let same_who = a.same_who(b);
    if a.polarity != b.polarity || !same_who && !a.who.is_empty() || !comparable(a) || !comparable(b) {
        return None;
    }
    let (shared, fewer) = (a.shared(b), a.stems.len().min(b.stems.len()));
    if shared >= 3 && (a.is_inside(b) || b.is_inside(a)) {
        return Some(REPEATS_VERBATIM);
    }
    if shared >= 3 && shared * 10 >= fewer * 7 {
        return Some(REPEATS_ALTERED);
    }
    (same_who && shared >= 2 && shared * 2 >= fewer && a.negated == b.negated).then_some(REPEATS_PARAPHRASE)
}

/// Do the two, of different sources, say the same words, one with a negation and one without?
pub fn contradicts(a: &Comparable, b: &Comparable) -> Option<RuleId> {
    let says = |c: &Comparable| {
        c.polarity == Polarity::Asserted
            && matches!(c.form, ContentForm::Direct | ContentForm::Indirect | ContentForm::Mixed)
            && matches!(
                c.act,
                Act::State | Act::Announce | Act::Confirm | Act::Reveal | Act::Allege | Act::Accuse | Act::Believe
            )
    };
    let (shared, longer) = (a.shared(b), a.stems.len().max(b.stems.len()));
    (a.negated != b.negated
        && says(a)
        && says(b)
        && !a.who.is_empty()
        && !b.who.is_empty()
        && !a.same_who(b)
        && a.same_event(b)
        && shared >= 4
        && shared * 10 >= longer * 7)
        .then_some(CONTRADICTS_CONTENT)
}

/// Do the two count the same class?
fn alike(x: &Count, y: &Count) -> bool {
    x.kind == y.kind && x.counted == y.counted && (x.unit == y.unit || x.anybody || y.anybody)
}

/// Does `a` deny what another source holds in `b`?
pub fn denies(a: &Comparable, b: &Comparable) -> Option<RuleId> {
    let denial = a.act == Act::Deny && a.polarity == Polarity::Denied && a.form != ContentForm::Anaphoric;
    let held = b.polarity == Polarity::Asserted && !b.negated && b.form != ContentForm::Anaphoric;
    let (shared, denied, told) = (a.shared(b), a.stems.len(), b.stems.len());
    // A long claim of the same story has any three of its words: only an accusation may be longer than what is denied of it.
    let accuses = matches!(b.act, Act::Accuse | Act::Allege);
    let close = shared >= 3
        && (shared * 10 >= denied * 6 && (accuses || shared * 3 >= told) || shared * 10 >= told * 7)
        || shared == 2 && denied == 2 && (accuses || told <= 5);
    (denial && held && close && !a.same_who(b)).then_some(DENIES_CONTENT)
}

/// Does `a` confirm what another source said in `b`?
pub fn confirms(a: &Comparable, b: &Comparable) -> Option<RuleId> {
    let says = |c: &Comparable| {
        c.polarity == Polarity::Asserted && !matches!(c.form, ContentForm::Anaphoric | ContentForm::Act)
    };
    let shared = a.shared(b);
    let fewer = a.stems.len().min(b.stems.len());
    (matches!(a.act, Act::Confirm | Act::Admit)
        && says(a)
        && says(b)
        && a.negated == b.negated
        && !a.who.is_empty()
        && !a.same_who(b)
        && shared >= 4
        && shared * 4 >= fewer * 3
        && conflict(a, b).is_none())
    .then_some(CONFIRMS_CONTENT)
}

/// Do the two, of different sources, count the same of the same event, so that both cannot be right? Gives the figures of `a` and of `b`.
pub fn conflict<'c>(a: &'c Comparable, b: &'c Comparable) -> Option<(&'c Count, &'c Count)> {
    let says = |c: &Comparable| c.polarity == Polarity::Asserted && !c.changed;
    if a.counts.is_empty() || b.counts.is_empty() || !says(a) || !says(b) || a.same_who(b) || !a.same_event(b) {
        return None;
    }
    let shared = a.shared(b);
    let fewer = a.stems.len().min(b.stems.len());
    let excludes = |x: &Count, y: &Count| (below(x, y) || below(y, x)) && near(x, y, FARTHEST);
    a.counts.iter().find_map(|x| {
        let near = match x.counted {
            // The word for the dead is in both: something more must be.
            Counted::Toll(_) => shared >= 3 && shared * 10 >= fewer * 4,
            Counted::Unit(_) => shared >= 4 && shared * 10 >= fewer * 6,
        };
        let mut others = b.counts.iter().filter(|y| alike(x, y)).peekable();
        let first = *others.peek()?;
        let alone = a.counts.iter().filter(|other| alike(x, other)).count() == 1;
        (near && alone && others.all(|y| excludes(x, y))).then_some((x, first))
    })
}

/// Are two counts near enough to be of one event? The dead of a war and those of a day are not.
pub(super) fn near(x: &Count, y: &Count, farthest: i128) -> bool {
    let size = |count: &Count| count.min.or(count.max).map_or(0, |amount| amount.0);
    let (small, large) = (size(x).min(size(y)), size(x).max(size(y)));
    small > 0 && large <= small * farthest
}

/// Is the first certainly the smaller one?
pub(super) fn below(x: &Count, y: &Count) -> bool {
    x.max.zip(y.min).is_some_and(|(max, min)| max < min)
}

//! The comparison of two claims of different documents.
//!
//! The rules are those of [`pair`](super::pair), and ask for more: inside one article two claims are of one event unless something speaks against it; between two
//! articles something must speak for it. What speaks is [`Beside`]: how alike the two articles are in what they are about, and how many days lie between them.

use super::comparable::{Comparable, Count, Counted};
use super::pair;
use super::roles::Roles;
use super::stem::{Stem, shared};
use crate::mention::FigureKind;
use crate::reading::{Act, Polarity, RuleId};

/// A claim of one document as it is held against those of others.
#[derive(Clone, Copy, Debug)]
pub struct Side<'c> {
    /// Its words.
    pub claim: &'c Comparable,
    /// Who does what in it.
    pub roles: &'c Roles,
}

/// How two documents stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beside {
    /// Days between their publication.
    pub days: u32,
    /// How alike they are in what they are about: the cosine of their gists, in hundredths.
    pub alike: u32,
}

impl Beside {
    /// Two documents by their gists, each sorted by stem, and the days between them.
    pub fn of(some: &[(Stem, u16)], others: &[(Stem, u16)], days: u32) -> Beside {
        let mut dot = 0.0;
        let (mut a, mut b) = (some.iter().peekable(), others.iter().peekable());
        while let (Some(&&(one, weight)), Some(&&(other, of_other))) = (a.peek(), b.peek()) {
            if one == other {
                dot += (f64::from(weight) * f64::from(of_other)).sqrt();
            }
            if one <= other {
                a.next();
            }
            if other <= one {
                b.next();
            }
        }
        let square = |gist: &[(Stem, u16)]| gist.iter().map(|&(_, weight)| f64::from(weight)).sum::<f64>();
        let length = (square(some) * square(others)).sqrt();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
        let alike = if length > 0.0 { (dot / length * 100.0).round() as u32 } else { 0 };
        Beside { days, alike }
    }
}

/// What two contents have in common.
struct Common {
    shared: usize,
    fewer: usize,
    longer: usize,
}

impl Common {
    fn of(a: Side<'_>, b: Side<'_>) -> Common {
        let (one, other) = (a.claim.stems.len(), b.claim.stems.len());
        Common { shared: a.claim.shared(b.claim), fewer: one.min(other), longer: one.max(other) }
    }

    /// Are so many tenths of the shorter shared?
    fn of_fewer(&self, tenths: usize) -> bool {
        self.shared * 10 >= self.fewer * tenths
    }

    /// Are so many tenths of the longer shared?
    fn of_longer(&self, tenths: usize) -> bool {
        self.shared * 10 >= self.longer * tenths
    }
}

/// Does `a` say again what `b` said in another document, by the same source, and with no other number?
pub fn repeats(a: Side<'_>, b: Side<'_>, beside: Beside) -> Option<RuleId> {
    let rule = pair::repeats(a.claim, b.claim)?;
    let common = Common::of(a, b);
    let close = match rule {
        pair::REPEATS_VERBATIM => common.shared >= 5 || beside.alike >= 25,
        pair::REPEATS_ALTERED => {
            common.shared >= 4
                && (common.of_longer(7) || beside.alike >= 25 && (common.of_longer(4) || common.shared >= 6))
        }
        _ => common.shared >= 4 && common.of_fewer(6) && common.of_longer(4) && beside.alike >= 35 && beside.days <= 2,
    };
    let nobody = a.claim.who.is_empty();
    let source = nobody == b.claim.who.is_empty() && (!nobody || common.of_longer(7));
    (close && source && same_kind(a.claim.act, b.claim.act) && !parted(a.claim, b.claim)).then_some(rule)
}

/// Do two acts say their content in one way: both tell it, or both threaten it, demand it …? A charge told again as a fact is none the less told again.
fn same_kind(one: Act, other: Act) -> bool {
    let moves = |act| matches!(act, Act::Threaten | Act::Demand | Act::Promise | Act::Ask);
    one == other || !moves(one) && !moves(other)
}

/// Does `a` deny what another source holds in another document? What is denied is its first word, or a deed that the other tells too; and who is said not to have
/// done it, the first who is named or else who denies, must be in the other.
pub fn denies(a: Side<'_>, b: Side<'_>, beside: Beside) -> Option<RuleId> {
    let rule = pair::denies(a.claim, b.claim)?;
    let holds = matches!(
        b.claim.act,
        Act::State | Act::Announce | Act::Confirm | Act::Reveal | Act::Allege | Act::Accuse | Act::Admit
    );
    let blames = b.claim.act == Act::Accuse;
    // Of who is blamed and for what nothing but the first words tells.
    let first = &b.claim.words[..b.claim.words.len().min(if blames { 4 } else { usize::MAX })];
    let (denied, told) = (a.claim.stems.len(), b.claim.stems.len());
    let same =
        a.roles.heads.first().is_some_and(|head| first.contains(head)) && a.claim.shared(b.claim) * 10 >= denied * 7;
    let deed = a.roles.head_does && if blames { b.roles.soon_does } else { b.roles.does };
    let agent = !a.roles.head_does || {
        let doer = if a.roles.agent.is_empty() { &a.roles.home } else { &a.roles.agent };
        // Who is blamed is told first.
        let others = if blames { &b.roles.agent } else { &b.roles.lands };
        let named = || a.claim.who.iter().any(|word| first.contains(word));
        meet(doer, others) || !blames && others.is_empty() || a.roles.agent.is_empty() && named()
    };
    let near = blames || a.claim.shared(b.claim) * 10 >= told * if deed { 3 } else { 4 };
    (holds && (deed || same && !a.roles.head_does) && agent && near && beside.alike >= 30 && !kin(a.claim, b.claim))
        .then_some(rule)
}

/// Does `a` confirm what another source said in another document?
pub fn confirms(a: Side<'_>, b: Side<'_>, beside: Beside) -> Option<RuleId> {
    let rule = pair::confirms(a.claim, b.claim)?;
    (beside.alike >= 30 && Common::of(a, b).of_longer(6) && !kin(a.claim, b.claim)).then_some(rule)
}

/// Do the two say the same words, and one negates a word that the other leaves standing?
pub fn contradicts(a: Side<'_>, b: Side<'_>, beside: Beside) -> Option<RuleId> {
    let rule = pair::contradicts(a.claim, b.claim)?;
    let (no, yes) = if a.roles.negates.is_empty() { (b, a) } else { (a, b) };
    let standing = |stem: &Stem| yes.claim.stems.binary_search(stem).is_ok();
    let same = yes.roles.negates.is_empty() && no.roles.negates.iter().any(standing);
    (same && beside.alike >= 30 && Common::of(a, b).of_longer(7) && !kin(a.claim, b.claim)).then_some(rule)
}

/// Do the two, of different sources, count the same of the same event, so that both cannot be right? A toll that is told a day or more later and is larger has
/// grown ([`updates`]).
pub fn conflict<'c>(a: Side<'c>, b: Side<'c>, beside: Beside) -> Option<(&'c Count, &'c Count)> {
    if a.claim.same_who(b.claim) || kin(a.claim, b.claim) || beside.days > 3 {
        return None;
    }
    if let Some((mine, theirs)) = tolls(a, b, beside) {
        let grown = beside.days > 0 && pair::below(theirs, mine);
        return (!grown && !a.claim.changed && !b.claim.changed).then_some((mine, theirs));
    }
    let (mine, theirs) = pair::conflict(a.claim, b.claim)?;
    let common = Common::of(a, b);
    let close = match mine.kind {
        FigureKind::Percent => common.of_longer(7),
        _ => common.of_fewer(6) && common.of_longer(4),
    };
    let event = shared(&a.roles.about, &b.roles.about);
    (!matches!(mine.counted, Counted::Toll(_)) && beside.alike >= 35 && close && event >= 4 && mine.unit == theirs.unit)
        .then_some((mine, theirs))
}

/// Does `a`, told later, give a larger number of the dead, the injured … of the same event?
pub fn updates<'c>(a: Side<'c>, b: Side<'c>, beside: Beside) -> Option<(&'c Count, &'c Count)> {
    let (mine, theirs) = tolls(a, b, beside)?;
    let later = beside.days > 0 || a.claim.changed || a.claim.same_who(b.claim);
    (later && pair::below(theirs, mine)).then_some((mine, theirs))
}

/// How many times larger another count of the same dead or injured may be.
const FARTHEST: i128 = 3;

/// Two tolls of one class and one event that exclude each other: the words around both numbers tell the event, and no other number of the class fits.
fn tolls<'c>(a: Side<'c>, b: Side<'c>, beside: Beside) -> Option<(&'c Count, &'c Count)> {
    let asserted = |side: Side<'_>| side.claim.polarity == Polarity::Asserted;
    if beside.alike < 40 || !asserted(a) || !asserted(b) || !a.claim.same_event(b.claim) {
        return None;
    }
    let toll = |count: &Count| matches!(count.counted, Counted::Toll(_));
    let alike = |x: &Count, y: &Count| x.kind == y.kind && x.counted == y.counted;
    let excludes = |x: &Count, y: &Count| (pair::below(x, y) || pair::below(y, x)) && pair::near(x, y, FARTHEST);
    let numbers =
        |side: Side<'c>| side.claim.counts.iter().zip(&side.roles.counts).filter(move |(count, _)| toll(count));
    let of_class =
        |side: Side<'c>, count: &'c Count| numbers(side).filter(move |(other, _)| alike(count, other)).count();
    for (x, around) in numbers(a) {
        for (y, other) in numbers(b) {
            let same =
                alike(x, y) && (x.unit == y.unit || around.people && other.people) && !around.part && !other.part;
            if same
                && excludes(x, y)
                && shared(&around.around, &other.around) >= 2
                && of_class(a, x) == 1
                && of_class(b, y) == 1
            {
                return Some((x, y));
            }
        }
    }
    None
}

/// Have two sorted lists something in common?
fn meet<T: Ord>(some: &[T], others: &[T]) -> bool {
    some.iter().any(|one| others.binary_search(one).is_ok())
}

/// Do the two have numbers of the same class, none of them alike?
fn parted(a: &Comparable, b: &Comparable) -> bool {
    let alike = |x: &Count, y: &Count| x.kind == y.kind && x.counted == y.counted;
    let meet = |x: &Count, y: &Count| {
        x.max.zip(y.min).is_none_or(|(max, min)| max >= min) && y.max.zip(x.min).is_none_or(|(max, min)| max >= min)
    };
    a.counts.iter().any(|x| {
        let mut others = b.counts.iter().filter(|y| alike(x, y)).peekable();
        others.peek().is_some() && !others.any(|y| meet(x, y))
    })
}

/// Do the names of the two sources have most of their words in common, so that they may be one («المتحدث باسم التحالف» and «الناطق الرسمي باسم التحالف»)?
fn kin(a: &Comparable, b: &Comparable) -> bool {
    let fewer = a.who.len().min(b.who.len());
    fewer > 0 && shared(&a.who, &b.who) * 2 >= fewer
}

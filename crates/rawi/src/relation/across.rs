//! The comparison of two claims of different documents.
//!
//! The rules are those of [`pair`](super::pair), and ask for more: inside one article two claims are of one event unless something speaks against it; between two
//! articles something must speak for it. What speaks is [`Beside`]: how alike the two articles are in what they are about, and how many days lie between them.

use super::comparable::{Comparable, Count};
use super::pair;
use super::stem::{Stem, shared};
use crate::reading::{Act, RuleId};

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
    fn of(a: &Comparable, b: &Comparable) -> Common {
        let (one, other) = (a.stems.len(), b.stems.len());
        Common { shared: a.shared(b), fewer: one.min(other), longer: one.max(other) }
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
pub fn repeats(a: &Comparable, b: &Comparable, beside: Beside) -> Option<RuleId> {
    let rule = pair::repeats(a, b)?;
    let common = Common::of(a, b);
    let close = match rule {
        pair::REPEATS_VERBATIM => common.shared >= 5 || beside.alike >= 25,
        pair::REPEATS_ALTERED => {
            common.shared >= 4
                && (common.of_longer(7) || beside.alike >= 25 && (common.of_longer(4) || common.shared >= 6))
        }
        _ => common.shared >= 4 && common.of_fewer(6) && common.of_longer(4) && beside.alike >= 30 && beside.days <= 3,
    };
    let source = a.who.is_empty() == b.who.is_empty() && (!a.who.is_empty() || common.of_longer(7));
    (close && source && !parts(a, b)).then_some(rule)
}

/// Does `a` deny what another source holds in another document?
pub fn denies(a: &Comparable, b: &Comparable, beside: Beside) -> Option<RuleId> {
    let rule = pair::denies(a, b)?;
    let holds = matches!(
        b.act,
        Act::State | Act::Announce | Act::Confirm | Act::Reveal | Act::Allege | Act::Accuse | Act::Admit | Act::Believe
    );
    // Who is accused is told first; a denial by him or for him names him as its source or in its words.
    let accused = b.act != Act::Accuse || {
        let first = &b.words[..b.words.len().min(4)];
        first.iter().any(|stem| a.who.binary_search(stem).is_ok() || a.stems.binary_search(stem).is_ok())
    };
    (holds && accused && beside.alike >= 30 && !kin(a, b)).then_some(rule)
}

/// Does `a` confirm what another source said in another document?
pub fn confirms(a: &Comparable, b: &Comparable, beside: Beside) -> Option<RuleId> {
    let rule = pair::confirms(a, b)?;
    (beside.alike >= 30 && Common::of(a, b).of_longer(6) && !kin(a, b)).then_some(rule)
}

/// Do the two say the same words, one with a negation and one without?
pub fn contradicts(a: &Comparable, b: &Comparable, beside: Beside) -> Option<RuleId> {
    let rule = pair::contradicts(a, b)?;
    (beside.alike >= 30 && Common::of(a, b).of_longer(8) && !kin(a, b)).then_some(rule)
}

/// Do the two, of different sources, count the same of the same event, so that both cannot be right?
pub fn conflict<'c>(a: &'c Comparable, b: &'c Comparable, beside: Beside) -> Option<(&'c Count, &'c Count)> {
    let (mine, theirs) = pair::conflict(a, b)?;
    (beside.alike >= 35 && beside.days <= 3 && Common::of(a, b).of_fewer(5) && same_people(mine, theirs) && !kin(a, b))
        .then_some((mine, theirs))
}

/// Does `a` say that the number of `b` has grown?
pub fn updates<'c>(a: &'c Comparable, b: &'c Comparable, beside: Beside) -> Option<(&'c Count, &'c Count)> {
    let (mine, theirs) = pair::updates(a, b)?;
    (beside.alike >= 35 && Common::of(a, b).of_fewer(6) && same_people(mine, theirs)).then_some((mine, theirs))
}

/// Do the two count people of the same name, or people without one? «7 عسكريين» may be among «14 قتيلا».
fn same_people(mine: &Count, theirs: &Count) -> bool {
    mine.unit == theirs.unit || mine.anybody && theirs.anybody
}

/// Do the two have numbers of the same class, none of them alike?
fn parts(a: &Comparable, b: &Comparable) -> bool {
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

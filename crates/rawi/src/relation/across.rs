//! The comparison of two claims of different documents.
//!
//! The rules are those of [`pair`](super::pair), and ask for more: inside one article two claims are of one event unless something speaks against it; between two
//! articles something must speak for it. What speaks is [`Beside`]: how alike the two articles are in what they are about, and how many days lie between them.

use super::comparable::{Comparable, Count, Counted};
use super::pair;
use super::reply::RESPONDS_TO;
use super::roles::{Deed, Roles};
use super::standing::{Frame, Standing};
use super::stem::{Stem, shared, sorted};
use crate::mention::FigureKind;
use crate::reading::{Act, ContentForm, Naming, Polarity, RuleId};

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
    let (shared, alike) = (common.shared, beside.alike);
    let nobody = a.claim.who.is_empty();
    // A short one inside a long one, or half of both, told of one event.
    let told_anew = || {
        let part = common.of_fewer(8) && alike >= 40 && beside.days <= 3;
        let half = common.of_fewer(6) && common.of_longer(if shared >= 5 { 3 } else { 4 }) && alike >= 35;
        let same = a.claim.same_who(b.claim) && a.claim.negated == b.claim.negated;
        same && shared >= 4 && (part || half && beside.days <= 2)
    };
    let close = match rule {
        pair::REPEATS_VERBATIM => shared >= 5 || alike >= 25,
        pair::REPEATS_ALTERED => {
            shared >= 4 && (common.of_longer(7) || alike >= 25 && (common.of_longer(4) || shared >= 6))
        }
        _ => false,
    };
    let rule = if close { rule } else { told_anew().then_some(pair::REPEATS_PARAPHRASE)? };
    let source = nobody == b.claim.who.is_empty() && (!nobody || common.of_longer(7));
    let topic = rule == pair::REPEATS_VERBATIM || begins(a, b) || begins(b, a);
    (source && topic && same_kind(a.claim.act, b.claim.act) && !parted(a.claim, b.claim)).then_some(rule)
}

/// Does the other claim have one of the words that this one begins with?
fn begins(a: Side<'_>, b: Side<'_>) -> bool {
    a.roles.heads.is_empty() || a.roles.heads.iter().any(|head| b.claim.stems.binary_search(head).is_ok())
}

/// Do two acts say their content in one way: both tell it, or both threaten it, demand it …? A charge told again as a fact is none the less told again.
fn same_kind(one: Act, other: Act) -> bool {
    let moves = |act| matches!(act, Act::Threaten | Act::Demand | Act::Promise | Act::Ask);
    one == other || !moves(one) && !moves(other)
}

/// The denial names the charge, and whose it is or whom it is made against.
pub const DENIES_CHARGE: RuleId = RuleId("denies-charge");

/// Does `a` deny what another source holds in another document? What is denied is its first word, or a deed that the other tells too; and who is said not to have
/// done it, the first who is named or else who denies, must be in the other.
pub fn denies(a: Side<'_>, b: Side<'_>, beside: Beside) -> Option<RuleId> {
    if a.claim.act != Act::Deny || a.claim.polarity != Polarity::Denied || a.claim.form == ContentForm::Anaphoric {
        return None;
    }
    if denies_charge(a, b, beside) {
        return Some(DENIES_CHARGE);
    }
    let words = pair::denies(a.claim, b.claim);
    let holds = matches!(
        b.claim.act,
        Act::State | Act::Announce | Act::Confirm | Act::Reveal | Act::Allege | Act::Accuse | Act::Admit
    );
    let blames = b.claim.act == Act::Accuse;
    // Of who is blamed and for what nothing but the first words tells.
    let first = &b.claim.words[..b.claim.words.len().min(if blames { 4 } else { usize::MAX })];
    let (denied, told, common) = (a.claim.stems.len(), b.claim.stems.len(), a.claim.shared(b.claim));
    let same = a.roles.heads.first().is_some_and(|head| first.contains(head)) && common * 10 >= denied * 7;
    // «اتهم دمشق بالوقوف وراء القصف» does not tell of the attack that is denied.
    let deed = a.roles.head_does
        && (b.roles.deed == Deed::Soon || b.roles.deed == Deed::Later && !blames && common >= 6)
        && meet(&b.roles.done, &a.roles.about);
    let agent = !a.roles.head_does || {
        let doer = if a.roles.agent.is_empty() { &a.roles.home } else { &a.roles.agent };
        // Who is blamed is told first.
        let others = if blames { &b.roles.agent } else { &b.roles.lands };
        let named = || a.claim.who.iter().any(|word| first.contains(word));
        // Where no country is named, the deed must be all that is told («مسؤولية الأسد عن الهجوم»).
        let alone = || !blames && others.is_empty() && b.roles.head_does;
        meet(doer, others) || alone() || a.roles.agent.is_empty() && named()
    };
    // A short denial of a deed («أي ضلوع في التسميم») says no more than the deed and the event.
    let brief = || blames && deed && agent && held(a, b) && common * 2 >= denied && common >= 2 && beside.alike >= 35;
    let whole = || {
        let topic = same && (deed || !a.roles.head_does);
        topic && agent && held(a, b) && common >= 4 && common * 10 >= denied * 8 && beside.alike >= 45
    };
    let near = blames || common * 10 >= told * if deed { 3 } else { 4 };
    let worded = words.is_some() && (deed || same && !a.roles.head_does) && agent && near && beside.alike >= 30;
    (holds && (worded || brief() || whole()) && !kin(a.claim, b.claim)).then_some(pair::DENIES_CONTENT)
}

/// Is `b` somebody else's, and does he hold it to be so?
fn held(a: Side<'_>, b: Side<'_>) -> bool {
    let b = b.claim;
    b.polarity == Polarity::Asserted && !b.negated && b.form != ContentForm::Anaphoric && !a.claim.same_who(b)
}

/// Does `a` deny a charge («مزاعم لندن بأن …», «الاتهامات الموجهة إليه في قضية …») and is it that of `b`? Either its owner is named, who is the source of `b`; or `b`
/// accuses the one who denies, and of what the denial says it is about.
fn denies_charge(a: Side<'_>, b: Side<'_>, beside: Beside) -> bool {
    let accuses = matches!(b.claim.act, Act::Accuse | Act::Allege);
    if !a.roles.charge || !held(a, b) || kin(a.claim, b.claim) || beside.alike < 35 {
        return false;
    }
    if !a.roles.done.is_empty() && !b.roles.done.is_empty() && !meet(&a.roles.done, &b.roles.done) {
        return false;
    }
    let topic = shared(&a.roles.about, &b.claim.stems);
    let fewer = a.roles.about.len().min(b.claim.stems.len());
    let says = matches!(b.claim.act, Act::State | Act::Announce | Act::Confirm | Act::Believe);
    if !a.roles.agent.is_empty() && meet(&a.roles.agent, &b.roles.home) {
        return topic >= 3 && (accuses && topic * 10 >= fewer * 4 || says && topic * 10 >= fewer * 7);
    }
    let first = &b.claim.words[..b.claim.words.len().min(4)];
    let accused = meet(&a.roles.home, &b.roles.agent) || a.claim.who.iter().any(|word| first.contains(word));
    accuses && accused && topic >= 1 && topic * 10 >= a.roles.about.len() * 3
}

/// Does `a` confirm what another source said in another document? Another source is nobody who speaks for the same country, and not one who only tells what `a`
/// confirms; and word for word the same is one utterance that two articles have from different hands.
pub fn confirms(a: Side<'_>, b: Side<'_>, beside: Beside) -> Option<RuleId> {
    let rule = pair::confirms(a.claim, b.claim)?;
    let common = Common::of(a, b);
    let other = !kin(a.claim, b.claim) && !meet(&a.roles.home, &b.roles.home) && !relays(b, a);
    let topic = a.roles.heads.first().is_none_or(|head| b.claim.stems.binary_search(head).is_ok());
    let negated = a.roles.negates.is_empty() && b.roles.negates.is_empty() || meet(&a.roles.negates, &b.roles.negates);
    let reworded = common.shared < 8 || !common.of_longer(9);
    (beside.alike >= 30 && common.of_longer(6) && other && topic && negated && reworded).then_some(rule)
}

/// Does the content of `a` tell what the source of `b` says («قال إن الوزير أكد»)?
fn relays(a: Side<'_>, b: Side<'_>) -> bool {
    let fewer = a.roles.relays.len().min(b.claim.who.len());
    fewer > 0 && shared(&a.roles.relays, &b.claim.who) * 2 >= fewer
}

/// Does `a` answer what the source of `b` said: is he named first where it says what it answers, and do both speak of one thing? What is said there of the words that
/// are answered («تصريحات روسيا عن إسقاط الصواريخ») must be theirs; a charge is answered where somebody accuses.
pub fn responds(a: Side<'_>, b: Side<'_>, beside: Beside) -> Option<RuleId> {
    let reply = a.roles.reply.as_ref()?;
    let (own, other) = (a.claim, b.claim);
    let person = other.naming == Naming::NamedPerson;
    if beside.alike < 35
        || beside.days > SOON
        || other.form == ContentForm::Anaphoric
        || own.same_who(other)
        || kin(own, other)
        || meet(&a.roles.home, &b.roles.home)
        || parted(own, other)
        || reply.noun.is_none() && !person
        // What is welcomed or condemned is told again by both.
        || matches!(own.act, Act::Welcome | Act::Condemn | Act::Reject | Act::Doubt) && own.negated != other.negated
        || reply.charge && !matches!(other.act, Act::Accuse | Act::Allege)
    {
        return None;
    }
    let common = other.who.iter().filter(|stem| reply.owner.contains(stem)).count();
    let first = reply.owner.first().is_some_and(|first| other.who.binary_search(first).is_ok());
    let whole = common == other.who.len() || common == reply.owner.len();
    if common == 0 || !whole || !first && !(person && common == other.who.len()) {
        return None;
    }
    let theirs = |stem: &&Stem| other.who.binary_search(stem).is_err() && !own.who.contains(stem);
    let told = |stem: &&Stem| b.roles.about.binary_search(stem).is_ok();
    let rest: Vec<Stem> = sorted(reply.owner.iter().chain(&reply.about).filter(theirs).copied().collect());
    let topic: Vec<Stem> = a.roles.about.iter().chain(&rest).filter(theirs).filter(told).copied().collect();
    let topic = sorted(topic).len();
    let of_them = rest.iter().filter(told).count() * 2 > rest.len();
    let word = reply.noun == Some(b.roles.cue);
    let close = if rest.is_empty() {
        topic >= 3 || topic >= 2 && (word || matches!(other.act, Act::Announce | Act::Promise))
    } else {
        of_them && (topic >= 2 || word)
    };
    close.then_some(RESPONDS_TO)
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
    if a.claim.same_who(b.claim) || kin(a.claim, b.claim) || beside.days > SOON {
        return None;
    }
    if let Some(((mine, frame), (theirs, other))) = tolls(a, b, beside) {
        let grown = beside.days > 0 && pair::below(theirs, mine);
        // Two numbers of long times seldom begin on one day.
        let long = frame == Frame::Period && other == Frame::Period;
        return (!grown && !long && !a.claim.changed && !b.claim.changed).then_some((mine, theirs));
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
    let ((mine, frame), (theirs, _)) = tolls(a, b, beside)?;
    let later = beside.days > 0 || a.claim.changed || a.claim.same_who(b.claim);
    // After some days another event is told of, unless the number adds up.
    let grows = beside.days <= SOON || frame == Frame::Period || a.claim.changed;
    (later && grows && pair::below(theirs, mine)).then_some((mine, theirs))
}

/// How many times larger another count of the same dead or injured may be, and one that says that it has grown.
const FARTHEST: (i128, i128) = (3, 5);

/// For how many days the dead and injured of one event are counted.
const SOON: u32 = 3;

/// A toll and of which time it is.
type Toll<'c> = (&'c Count, Frame);

/// Two tolls of one class and one event that exclude each other: the words around both numbers tell the event, no other number of the class fits, neither is
/// that of a claim inside, and not one is of a day and the other of a longer time.
fn tolls<'c>(a: Side<'c>, b: Side<'c>, beside: Beside) -> Option<(Toll<'c>, Toll<'c>)> {
    let asserted = |side: Side<'_>| side.claim.polarity == Polarity::Asserted;
    if beside.alike < 30 || !asserted(a) || !asserted(b) || !a.claim.same_event(b.claim) {
        return None;
    }
    // Articles that have less in common need more around the numbers.
    let needed = if beside.alike >= 40 { 2 } else { 4 };
    let farthest = if a.claim.changed { FARTHEST.1 } else { FARTHEST.0 };
    let toll = |count: &Count| matches!(count.counted, Counted::Toll(_));
    let alike = |x: &Count, y: &Count| x.kind == y.kind && x.counted == y.counted;
    let excludes = |x: &Count, y: &Count| (pair::below(x, y) || pair::below(y, x)) && pair::near(x, y, farthest);
    let numbers =
        |side: Side<'c>| side.claim.counts.iter().zip(&side.roles.counts).filter(move |(count, _)| toll(count));
    let of_class =
        |side: Side<'c>, count: &'c Count| numbers(side).filter(move |(other, _)| alike(count, other)).count();
    let own = |standing: &Standing| !standing.part && !standing.told;
    for (x, around) in numbers(a) {
        for (y, other) in numbers(b) {
            let same = alike(x, y) && (x.unit == y.unit || around.people && other.people) && own(around) && own(other);
            if same
                && around.is_of_one_time(other)
                && excludes(x, y)
                && shared(&around.around, &other.around) >= needed
                && of_class(a, x) == 1
                && of_class(b, y) == 1
            {
                return Some(((x, around.frame), (y, other.frame)));
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

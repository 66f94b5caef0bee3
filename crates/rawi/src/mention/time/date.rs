//! Dates: day, month and year, in words and in digits; months; the tails that carry a year.

use rawi_text::{Proclitics, TokenFlags};

use super::kinds::Kinds;
use super::period::{self, counts};
use super::reader::{Hit, Reader};
use super::words::{Calendar, Count, Direction, Particle, Trust, Unit, Word};
use super::written::{CalendarDay, Day, Found, MonthRef, Shape, YearRef};

/// A month by name, perhaps by two names.
#[derive(Clone, Copy)]
pub(super) struct MonthName {
    pub(super) calendar: Calendar,
    pub(super) month: u8,
    pub(super) trust: Trust,
    /// The word for month stands before it, or it has two names.
    pub(super) marked: bool,
    pub(super) pair: Option<(u8, u8)>,
    pub(super) proclitics: Proclitics,
    pub(super) end: usize,
}

/// What follows a month: year and modifier.
#[derive(Clone, Copy)]
pub(super) struct Tail {
    pub(super) year: YearRef,
    pub(super) direction: Option<Direction>,
    pub(super) end: usize,
}

/// A date inside a day expression.
#[derive(Clone, Copy)]
pub(super) struct DatePiece {
    pub(super) day: CalendarDay,
    pub(super) direction: Option<Direction>,
    pub(super) pair: Option<(u8, u8)>,
    pub(super) rule: &'static str,
    pub(super) end: usize,
}

pub(super) const DAY_MONTH: &str = "time-day-month";
pub(super) const DAY_MONTH_YEAR: &str = "time-day-month-year";
pub(super) const NUMERIC: &str = "time-numeric";
pub(super) const MONTH: &str = "time-month";
pub(super) const MONTH_RELATIVE: &str = "time-month-relative";
pub(super) const HIJRI: &str = "time-hijri";

fn bare_month(r: &Reader<'_, '_>, at: usize) -> Option<MonthName> {
    if !r.can(at, Kinds::MONTH) {
        return None;
    }
    r.find(at, |hit| match hit.word {
        Word::Month { calendar, month, trust } => {
            let trust = match trust {
                Trust::Madda if r.scan.flag(at, TokenFlags::MADDA) => Trust::Context,
                // «باب» and «إب» are no August at all.
                Trust::Madda if !hit.proclitics.is_empty() || r.scan.flag(at, TokenFlags::HAMZA_BELOW) => return None,
                Trust::Madda => Trust::Strict,
                other => other,
            };
            Some(MonthName {
                calendar,
                month,
                trust,
                marked: false,
                pair: None,
                proclitics: hit.proclitics,
                end: hit.end,
            })
        }
        _ => None,
    })
}

/// A month: «[شهر] شباط», «شباط/فبراير», «فبراير (شباط)», «نيسان - أبريل».
pub(super) fn month_name(r: &Reader<'_, '_>, at: usize) -> Option<MonthName> {
    if !r.can(at, Kinds::MONTH.or(Kinds::UNIT)) {
        return None;
    }
    // «شهر مايو», «أشهر مايو ويونيو ويوليو».
    let word = r.unit(at, |unit, count, hit| {
        unit == Unit::Month && (count == Count::One || count == Count::Many && !hit.definite)
    });
    let (from, proclitics) = word.map_or((at, None), |(_, _, hit)| (hit.end, Some(hit.proclitics)));
    if let Some((_, Count::One, hit)) = word
        && let Some(name) = numbered_month(r, &hit)
    {
        return Some(name);
    }
    let mut name = bare_month(r, from)?;
    if let Some(proclitics) = proclitics {
        if !name.proclitics.is_empty() {
            return None;
        }
        name.proclitics = proclitics;
        name.marked = true;
    }
    let closing = [('(', ')'), ('[', ']'), ('\u{AB}', '\u{BB}'), ('"', '"')]
        .into_iter()
        .find_map(|(open, close)| r.mark(name.end, open).then_some(close));
    let bracket = closing.is_some();
    let separator = bracket
        || r.mark(name.end, '/')
        || r.mark(name.end, '\\')
        || r.mark(name.end, '-')
        || r.mark(name.end, '\u{2013}');
    if separator
        && let Some(second) = bare_month(r, name.end + 1)
        && second.proclitics.is_empty()
        && second.calendar == name.calendar
        && closing.is_none_or(|close| r.mark(second.end, close))
    {
        let dash = !bracket && !r.mark(name.end, '/') && !r.mark(name.end, '\\');
        // Two months with a dash between them are a span, unless they are one month.
        if dash && second.month != name.month {
            return Some(name);
        }
        name.marked = true;
        name.pair = (second.month != name.month).then_some((name.month, second.month));
        name.end = second.end + usize::from(bracket);
    } else if !separator
        && let Some(second) = bare_month(r, name.end)
        && second.proclitics.is_empty()
        && (second.calendar, second.month) == (name.calendar, name.month)
    {
        // «نوفمبر تشرين الثاني», as one agency writes.
        name.marked = true;
        name.end = second.end;
    }
    Some(name)
}

/// «شهر 3», «شهر 10 الماضي»: a month by its number.
fn numbered_month(r: &Reader<'_, '_>, word: &Hit) -> Option<MonthName> {
    let month = r.digits(word.end).filter(|&n| (1..=12).contains(&n) && r.scan.key(word.end).len() <= 2)?;
    let end = word.end + 1;
    (!word.definite && !counts(r, end)).then_some(MonthName {
        calendar: Calendar::Gregorian,
        month: month as u8,
        trust: Trust::Context,
        marked: false,
        pair: None,
        proclitics: word.proclitics,
        end,
    })
}

/// A year after a month or a part of a year: «2025», «عام 2025», «من العام الماضي», «من العام نفسه», «هذا العام».
pub(super) fn year_tail(r: &Reader<'_, '_>, at: usize) -> Option<(YearRef, bool, usize)> {
    // «شباط، 2025», «شباط/2025».
    let joined = (r.comma(at) || r.mark(at, '/') && r.glued(at + 1)) && r.year_digits(at + 1).is_some();
    let at = at + usize::from(joined);
    let from = r.particle(at, Particle::Of).unwrap_or(at);
    if let Some(end) = r.particle(from, Particle::This)
        && let Some((_, _, hit)) =
            r.unit(end, |unit, count, hit| unit == Unit::Year && count == Count::One && hit.definite)
    {
        return Some((YearRef::Offset(0), false, hit.end));
    }
    if let Some((_, _, hit)) = r.unit(from, |unit, count, hit| {
        unit == Unit::Year && count == Count::One && !hit.proclitics.intersects(Proclitics::WA)
    }) {
        if let Some(year) = r.year_digits(hit.end) {
            return Some(era(r, year, hit.end + 1));
        }
        if hit.definite
            && let Some((direction, end)) = modifier(r, hit.end)
        {
            return Some((year_of(direction)?, false, end));
        }
        if let Some(amount) = r.amount(hit.end).filter(|a| !a.digits && !a.definite)
            && let Some(year) = amount.whole().filter(|y| (1000..2300).contains(y))
        {
            return Some((YearRef::Known(year as i16), false, amount.end));
        }
        return None;
    }
    let year = r.year_digits(from)?;
    // «3 مارس 1200 شخص» is no year; a plain number after a month is one only within living memory or with its mark.
    let (known, hijri, end) = era(r, year, from + 1);
    (hijri || (1300..2200).contains(&year) || end > from + 1).then_some((known, hijri, end))
}

fn era(r: &Reader<'_, '_>, year: u32, end: usize) -> (YearRef, bool, usize) {
    if let Some(end) = r.particle(end, Particle::HijriMark) {
        return (YearRef::Known(year as i16), true, end);
    }
    let end = r.particle(end, Particle::ChristianMark).unwrap_or(end);
    (YearRef::Known(year as i16), false, end)
}

/// A modifier at `at`, and where it ends.
pub(super) fn modifier(r: &Reader<'_, '_>, at: usize) -> Option<(Direction, usize)> {
    if !r.can(at, Kinds::MODIFIER) {
        return None;
    }
    r.find(at, |hit| match hit.word {
        Word::Modifier(direction)
            if !hit.proclitics.intersects(Proclitics::BI | Proclitics::LI | Proclitics::KA | Proclitics::WA) =>
        {
            Some((direction, hit.end))
        }
        _ => None,
    })
}

/// The year that a modifier of the word for year says.
pub(super) fn year_of(direction: Direction) -> Option<YearRef> {
    Some(match direction {
        Direction::Past => YearRef::Offset(-1),
        Direction::Present => YearRef::Offset(0),
        Direction::Future => YearRef::Offset(1),
        Direction::BeforeLast => YearRef::Offset(-2),
        Direction::AfterNext => YearRef::Offset(2),
        Direction::Next => YearRef::Beside(1),
        Direction::Previous => YearRef::Beside(-1),
        Direction::Same => YearRef::Beside(0),
        Direction::Recent => return None,
    })
}

/// What follows a month: nothing, a year, a modifier.
pub(super) fn tail(r: &Reader<'_, '_>, at: usize) -> Tail {
    if let Some((year, _, end)) = year_tail(r, at) {
        return Tail { year, direction: None, end };
    }
    if let Some((direction, end)) =
        modifier(r, at).filter(|(d, _)| !matches!(d, Direction::Same | Direction::BeforeLast | Direction::AfterNext))
    {
        // «الماضي من العام …» is not said; «من الشهر الماضي» is read elsewhere.
        return Tail { year: YearRef::Open, direction: Some(direction), end };
    }
    Tail { year: YearRef::Open, direction: None, end: at }
}

/// The tail of a month at `at`, or that of the month at the end of a list which goes on there: «مايو ويونيو 2024».
fn shared_tail(r: &Reader<'_, '_>, at: usize, next: impl Fn(usize) -> Option<usize>) -> Tail {
    let own = tail(r, at);
    if own.end > at {
        return own;
    }
    let (mut from, mut members) = (at, 0);
    while members < 6 {
        let member = if r.comma(from) { from + 1 } else { r.and(from).unwrap_or(from) };
        let Some(end) = next(member) else { break };
        if member == from && !r.hits(from).any(|h| h.proclitics.contains(Proclitics::WA)) {
            break;
        }
        let last = tail(r, end);
        if last.end > end {
            return if matches!(last.year, YearRef::Known(_)) { Tail { end: at, ..last } } else { own };
        }
        (from, members) = (end, members + 1);
    }
    own
}

/// The number of a day: digits, an ordinal, or a number in words; 1 to 31.
pub(super) fn day_number(r: &Reader<'_, '_>, at: usize) -> Option<(u8, usize, bool)> {
    let fits = |n: u32| (1..=31).contains(&n);
    let ordinal = r.ordinal(at).filter(|&(n, _, definite)| fits(n) && (definite || n == 1));
    if let Some((n, end, definite)) = ordinal {
        return Some((n as u8, end, definite));
    }
    let amount = r.amount(at)?;
    let n = amount.whole().filter(|&n| fits(n))?;
    if amount.digits && r.scan.key(amount.end - 1).len() > 2 {
        return None;
    }
    Some((n as u8, amount.end, amount.definite))
}

/// Day and month, with what follows: «17 [من] [شهر] شباط [2025]», «الخامس من الشهر الجاري».
pub(super) fn day_month(r: &Reader<'_, '_>, at: usize) -> Option<DatePiece> {
    if !r.can(at, Kinds::DAY_NUMBER) {
        return None;
    }
    if let Some(piece) = numeric(r, at) {
        return Some(piece);
    }
    let (day, end, definite) = day_number(r, at)?;
    month_after(r, end, day, definite)
}

/// «17-فبراير-2025», «17 / شباط / 2025»: the same mark on both sides of the month.
fn separated(r: &Reader<'_, '_>, at: usize, day: u8) -> Option<DatePiece> {
    let mark = ['-', '/', '\u{2013}'].into_iter().find(|&mark| r.mark(at, mark))?;
    let name = bare_month(r, at + 1).filter(|n| n.proclitics.is_empty() && r.mark(n.end, mark))?;
    let year = r.year_digits(name.end + 1)?;
    let (year, _, end) = era(r, year, name.end + 2);
    let rule = if name.calendar == Calendar::Hijri { HIJRI } else { DAY_MONTH_YEAR };
    possible(name.calendar, day, name.month, year).then_some(DatePiece {
        day: CalendarDay { calendar: name.calendar, day, month: MonthRef::Named(name.month), year },
        direction: None,
        pair: None,
        rule,
        end,
    })
}

/// The month of a day whose number ends at `at`.
pub(super) fn month_after(r: &Reader<'_, '_>, at: usize, day: u8, definite: bool) -> Option<DatePiece> {
    if let Some(piece) = separated(r, at, day) {
        return Some(piece);
    }
    let of = r.particle(at, Particle::Of);
    let from = of.unwrap_or(at);
    if let Some(name) = month_name(r, from).filter(|n| n.proclitics.is_empty()) {
        let another = |at| {
            let (_, end, _) = day_number(r, at)?;
            let from = r.particle(end, Particle::Of).unwrap_or(end);
            month_name(r, from).filter(|n| n.proclitics.is_empty() && n.calendar == name.calendar).map(|n| n.end)
        };
        let tail = shared_tail(r, name.end, another);
        let rule = match (name.calendar, tail.year) {
            (Calendar::Hijri, _) => HIJRI,
            (_, YearRef::Open) => DAY_MONTH,
            _ => DAY_MONTH_YEAR,
        };
        if !possible(name.calendar, day, name.month, tail.year) {
            return None;
        }
        let day = CalendarDay { calendar: name.calendar, day, month: MonthRef::Named(name.month), year: tail.year };
        return Some(DatePiece { day, direction: tail.direction, pair: name.pair, rule, end: tail.end });
    }
    let piece = |month, end| {
        let day = CalendarDay { calendar: Calendar::Gregorian, day, month, year: YearRef::Open };
        Some(DatePiece { day, direction: None, pair: None, rule: MONTH_RELATIVE, end })
    };
    if of.is_some() {
        if let Some(end) = r.particle(from, Particle::This)
            && let Some((_, _, hit)) =
                r.unit(end, |unit, count, hit| unit == Unit::Month && count == Count::One && hit.definite)
        {
            return piece(MonthRef::Offset(0), hit.end);
        }
        // «16 من الجاري» leaves the month out.
        if let Some((direction @ (Direction::Present | Direction::Future), end)) = modifier(r, from)
            && (definite || r.digits(at - 1).is_some())
        {
            return piece(month_ref(direction)?, end);
        }
        let (_, _, hit) =
            r.unit(from, |unit, count, hit| unit == Unit::Month && count == Count::One && hit.definite)?;
        let (direction, end) = modifier(r, hit.end)?;
        return piece(month_ref(direction)?, end);
    }
    // «17 الشهر الجاري».
    if let Some((_, _, hit)) = r.unit(at, |unit, count, hit| unit == Unit::Month && count == Count::One && hit.definite)
        && r.digits(at - 1).is_some()
        && let Some((direction @ (Direction::Present | Direction::Past | Direction::Future), end)) =
            modifier(r, hit.end)
    {
        return piece(month_ref(direction)?, end);
    }
    // «يوم 3 الجاري».
    let (direction, end) = modifier(r, at)?;
    let plain = matches!(direction, Direction::Present | Direction::Past | Direction::Future) && !definite;
    if plain && r.digits(at - 1).is_some() { piece(month_ref(direction)?, end) } else { None }
}

fn month_ref(direction: Direction) -> Option<MonthRef> {
    Some(match direction {
        Direction::Past => MonthRef::Offset(-1),
        Direction::Present => MonthRef::Offset(0),
        Direction::Future => MonthRef::Offset(1),
        Direction::BeforeLast => MonthRef::Offset(-2),
        Direction::AfterNext => MonthRef::Offset(2),
        Direction::Next => MonthRef::Beside(1),
        Direction::Previous => MonthRef::Beside(-1),
        Direction::Same => MonthRef::Beside(0),
        Direction::Recent => return None,
    })
}

fn possible(calendar: Calendar, day: u8, month: u8, year: YearRef) -> bool {
    match (calendar, year) {
        (Calendar::Hijri, _) => day <= 30,
        (_, YearRef::Known(year)) => super::resolve::civil(year, month, day).is_some(),
        _ => super::resolve::civil(2024, month, day).is_some(),
    }
}

/// Dates in digits: 17/02/2025, 17-2-2025, 17.02.2025, 2025/2/17, 2025-02-17.
pub(super) fn numeric(r: &Reader<'_, '_>, at: usize) -> Option<DatePiece> {
    let (parts, end) = numbers(r, at)?;
    let [a, b, c] = parts;
    let (year, day, month) = if a > 999 {
        // The year first: the month comes next, unless the page was set from right to left.
        if b > 12 { (a, b, c) } else { (a, c, b) }
    } else if c > 999 {
        if b > 12 { (c, b, a) } else { (c, a, b) }
    } else {
        return None;
    };
    if !(1000..2300).contains(&year) || !(1..=31).contains(&day) || !(1..=12).contains(&month) {
        return None;
    }
    let hijri = r.particle(end, Particle::HijriMark);
    let calendar = if hijri.is_some() || (1300..1500).contains(&year) { Calendar::Hijri } else { Calendar::Gregorian };
    let end = hijri.or_else(|| r.particle(end, Particle::ChristianMark)).unwrap_or(end);
    let year = YearRef::Known(year as i16);
    if !possible(calendar, day as u8, month as u8, year) {
        return None;
    }
    let day = CalendarDay { calendar, day: day as u8, month: MonthRef::Named(month as u8), year };
    Some(DatePiece {
        day,
        direction: None,
        pair: None,
        rule: if calendar == Calendar::Hijri { HIJRI } else { NUMERIC },
        end,
    })
}

fn numbers(r: &Reader<'_, '_>, at: usize) -> Option<([u32; 3], usize)> {
    if let Some(a) = r.digits(at) {
        for separator in ['/', '-', '\\', '\u{2010}', '\u{2013}'] {
            if !r.mark(at + 1, separator) {
                continue;
            }
            let (b, c) = (r.digits(at + 2)?, r.mark(at + 3, separator).then(|| r.digits(at + 4))??);
            let longer = r.mark(at + 5, separator) && r.digits(at + 6).is_some();
            return (!longer).then_some(([a, b, c], at + 5));
        }
        return None;
    }
    let token = r.scan.tokens.token(at).filter(|_| at < r.end)?;
    if token.kind != rawi_text::TokenKind::Number {
        return None;
    }
    let mut parts = r.scan.key(at).split('.').map(|p| if p.len() <= 4 { p.parse().ok() } else { None });
    let found = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some((found, at + 1))
}

/// Months without a day: «شهر فبراير», «مارس الماضي», «نوفمبر/تشرين الثاني 2016», «3/2025» is left alone.
pub(super) fn month(r: &Reader<'_, '_>, at: usize, after_mention: bool) -> Option<Found> {
    let part = period::part(r, at);
    let from = part.map_or(at, |(_, end)| end);
    let name = month_name(r, from)?;
    if let Some(found) = month_first(r, at, &name).filter(|_| part.is_none()) {
        return Some(found);
    }
    let another = |at| month_name(r, at).filter(|n| n.calendar == name.calendar).map(|n| n.end);
    let tail = shared_tail(r, name.end, another);
    let tailed = tail.end > name.end || tail.year != YearRef::Open;
    let clitic = name.proclitics.intersects(Proclitics::BI | Proclitics::LI);
    let preposition = clitic || r.follows(at, PREPOSITIONS);
    let event = event_year(r, at, name.month, 0);
    let strong = name.marked || tailed || part.is_some() || event.is_some();
    let trusted = match name.trust {
        Trust::Sure => true,
        Trust::Context => strong || preposition || after_mention,
        Trust::Strict | Trust::Madda => strong,
    };
    if !trusted {
        return None;
    }
    let year = match (event, tail.year) {
        (Some(year), YearRef::Open) if tail.direction.is_none() => YearRef::Known(year),
        (_, year) => year,
    };
    let rule = match (name.calendar, tail.direction, year) {
        (Calendar::Hijri, ..) => HIJRI,
        (_, Some(_), _) | (_, _, YearRef::Offset(_) | YearRef::Beside(_)) => MONTH_RELATIVE,
        _ => MONTH,
    };
    let shape = Shape::Month { calendar: name.calendar, month: name.month, year, direction: tail.direction };
    let part = part.map(|(part, _)| part);
    Some(Found { pair: name.pair, part, ..Found::new(rule, at, tail.end, shape) })
}

/// «يونيو 3، 2024»: the month first, as some agencies translate.
fn month_first(r: &Reader<'_, '_>, at: usize, name: &MonthName) -> Option<Found> {
    let day = r.digits(name.end).filter(|n| (1..=31).contains(n) && r.scan.key(name.end).len() <= 2)? as u8;
    let comma = name.end + 1;
    let year = r.year_digits(comma + 1).filter(|_| r.comma(comma))?;
    let (year, _, end) = era(r, year, comma + 2);
    if !possible(name.calendar, day, name.month, year) {
        return None;
    }
    let date = CalendarDay { calendar: name.calendar, day, month: MonthRef::Named(name.month), year };
    let shape = Shape::Day(Day { date: Some(date), ..Day::default() });
    Some(Found { pair: name.pair, ..Found::new(DAY_MONTH_YEAR, at, end, shape) })
}

/// Prepositions after which a word of doubtful meaning is a time.
pub(super) const PREPOSITIONS: &[Particle] = &[
    Particle::In,
    Particle::Since,
    Particle::Until,
    Particle::By,
    Particle::During,
    Particle::Before,
    Particle::After,
    Particle::Between,
];

/// The year of the event whose name the date is: «هجمات 11 سبتمبر», where its noun stands right before.
pub(super) fn event_year(r: &Reader<'_, '_>, at: usize, of_month: u8, of_day: u8) -> Option<i16> {
    r.find_before(at, Kinds::EVENT, |hit, _| match hit.word {
        Word::Event { year, month, day } if month == of_month && day == of_day => Some(year),
        _ => None,
    })
}

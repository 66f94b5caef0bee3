//! Spans of time with two ends: «من 3 إلى 7 آذار», «10 و11 أبريل», «بين عامي 2005 و2011», «بين فبراير وأبريل 2018».

use rawi_text::Proclitics;

use super::date;
use super::period;
use super::reader::Reader;
use super::words::{Calendar, Count, Particle, Unit, Word};
use super::written::{CalendarDay, Century, Day, Found, MonthRef, Shape, YearRef};

const RANGE: &str = "time-range";

/// Days that share their month: the first number has none of its own. Both ends in one mention where they are a span or follow
/// each other; else two mentions.
pub(super) fn days(r: &Reader<'_, '_>, at: usize) -> Option<(Found, Option<Found>)> {
    let (pair, from) = match r.unit(at, |unit, count, _| unit == Unit::Day && count != Count::Two) {
        Some((_, count, hit)) => (count != Count::One, hit.end),
        None => (false, at),
    };
    let (low, end, _) = date::day_number(r, from)?;
    let spanning = r.particle_of(end, &[Particle::To, Particle::Until]);
    let dash = (r.mark(end, '-') || r.mark(end, '\u{2013}')).then_some(end + 1);
    let and = r.and(end).or_else(|| r.hits(end).any(|h| h.proclitics.contains(Proclitics::WA)).then_some(end));
    let next = spanning.or(dash).or(and)?;
    let (mut high, mut stop, mut definite) = date::day_number(r, next)?;
    let mut row = false;
    // «3 و4 و5 مارس»: a row of days is one span.
    while let Some((next, end, article)) =
        r.and(stop).and_then(|next| date::day_number(r, next)).filter(|next| and.is_some() && next.0 == high + 1)
    {
        row = high == low + 1 || row;
        (high, stop, definite) = (next, end, article);
    }
    let piece = date::month_after(r, stop, high, definite)?;
    if piece.day.calendar == Calendar::Gregorian && matches!(piece.rule, date::NUMERIC) {
        return None;
    }
    let first = CalendarDay { day: low, ..piece.day };
    let day = |date| Shape::Day(Day { date: Some(date), direction: piece.direction, ..Day::default() });
    let span =
        spanning.is_some() || dash.is_some() || pair || r.follows(at, &[Particle::Between]) || high == low + 1 || row;
    if high > low && span {
        return Some((
            Found { to: Some(day(piece.day)), pair: piece.pair, ..Found::new(RANGE, at, piece.end, day(first)) },
            None,
        ));
    }
    let one = Found::new(piece.rule, at, end, day(first));
    let two = Found { pair: piece.pair, ..Found::new(piece.rule, next, piece.end, day(piece.day)) };
    Some((one, Some(two)))
}

/// Years or months under one noun: «عامي 2005 و2011», «شهري مارس وأبريل 2018».
pub(super) fn pair(r: &Reader<'_, '_>, at: usize) -> Option<(Found, Option<Found>)> {
    if let Some(found) = centuries(r, at) {
        return Some(found);
    }
    let (unit, _, hit) = r.unit(at, |unit, count, hit| match count {
        Count::Pair => matches!(unit, Unit::Year | Unit::Month | Unit::Day),
        // «العامين 2023 و2024».
        Count::Two => unit == Unit::Year && hit.definite,
        _ => false,
    })?;
    let between = r.follows(at, &[Particle::Between]);
    match unit {
        Unit::Year => {
            let low = r.year_digits(hit.end)?;
            let next = r.and(hit.end + 1)?;
            let high = r.year_digits(next)?;
            let year = |year: u32| Shape::Year { calendar: Calendar::Gregorian, year: year as i16 };
            if high > low && (between || high == low + 1) {
                return Some((Found { to: Some(year(high)), ..Found::new(RANGE, at, next + 1, year(low)) }, None));
            }
            Some((
                Found::new("time-year", at, hit.end + 1, year(low)),
                Some(Found::new("time-year", next, next + 1, year(high))),
            ))
        }
        Unit::Day => {
            let weekday = |at: usize| {
                r.find(at, |hit| match hit.word {
                    Word::Weekday(day) if hit.definite => Some((day, hit.end, hit.proclitics)),
                    _ => None,
                })
            };
            let (low, end, _) = weekday(hit.end)?;
            let (high, end, proclitics) = weekday(end)?;
            if !proclitics.contains(Proclitics::WA) {
                return None;
            }
            // «يومي الأحد والخميس من كل أسبوع».
            if let Some(every) = every_week(r, end) {
                let set = |first, end, day| Found::new("time-set", first, end, Shape::EveryWeekday(day));
                return Some((set(at, end - 1, low), Some(set(end - 1, every, high))));
            }
            // «يومي الاثنين والثلاثاء 3 و4 آذار».
            let dates = if r.comma(end) { end + 1 } else { end };
            if let Some((found, None)) = days(r, dates)
                && let (Shape::Day(first), Some(Shape::Day(last))) = (found.shape, found.to)
            {
                let named = |weekday, day| Shape::Day(Day { weekday: Some(weekday), ..day });
                return Some((
                    Found { first: at, shape: named(low, first), to: Some(named(high, last)), ..found },
                    None,
                ));
            }
            let modifier = date::modifier(r, end);
            let (direction, stop) = modifier.map_or((None, end), |(d, end)| (Some(d), end));
            let day = |weekday| Shape::Day(Day { weekday: Some(weekday), direction, ..Day::default() });
            Some((Found { to: Some(day(high)), ..Found::new(RANGE, at, stop, day(low)) }, None))
        }
        _ => {
            let low = date::month_name(r, hit.end)?;
            let high = date::month_name(r, low.end).filter(|m| m.proclitics == Proclitics::WA)?;
            let tail = date::tail(r, high.end);
            let month = |name: &date::MonthName| Shape::Month {
                calendar: name.calendar,
                month: name.month,
                year: tail.year,
                direction: tail.direction,
            };
            if between || high.month == low.month + 1 || high.month == 1 && low.month == 12 {
                return Some((Found { to: Some(month(&high)), ..Found::new(RANGE, at, tail.end, month(&low)) }, None));
            }
            Some((
                Found::new(date::MONTH, at, low.end, month(&low)),
                Some(Found::new(date::MONTH, low.end, tail.end, month(&high))),
            ))
        }
    }
}

/// «القرنين الثامن عشر والتاسع عشر», «القرنين 18 و19».
fn centuries(r: &Reader<'_, '_>, at: usize) -> Option<(Found, Option<Found>)> {
    let (_, _, hit) = r.unit(at, |unit, count, hit| unit == Unit::Century && count == Count::Two && hit.definite)?;
    let number = |at: usize| match r.ordinal(at) {
        Some((number, end, true)) => Some((number, end)),
        _ => r.amount(at).filter(|a| a.digits).and_then(|a| Some((a.whole()?, a.end))),
    };
    let (low, end) = number(hit.end)?;
    let next = r.and(end).or_else(|| r.hits(end).any(|h| h.proclitics.contains(Proclitics::WA)).then_some(end))?;
    let (high, end) = number(next)?;
    let (last, end) = period::numbered_century(r, high, end)?;
    let first = match last {
        Century::Before(_) => Century::Before(low as u8),
        Century::Hijri(_) => Century::Hijri(low as u8),
        _ => Century::Number(low as u8),
    };
    let shape = Shape::Century(first);
    (low < 30).then(|| (Found { to: Some(Shape::Century(last)), ..Found::new(RANGE, at, end, shape) }, None))
}

/// «300 و200 قبل الميلاد», «من 300 إلى 200 ق.م»: the era stands behind the second year.
pub(super) fn before_christ(r: &Reader<'_, '_>, at: usize) -> Option<(Found, Option<Found>)> {
    let low = r.digits(at).filter(|&year| year > 0)?;
    let end = at + 1;
    let next = r
        .particle_of(end, &[Particle::To, Particle::Until])
        .or_else(|| r.and(end))
        .or_else(|| (r.mark(end, '-') || r.mark(end, '\u{2013}')).then_some(end + 1))?;
    let high = r.digits(next).filter(|year| (1..low).contains(year))?;
    let end = r.particle(next + 1, Particle::Bc)?;
    let year = |year: u32| Shape::Year { calendar: Calendar::Gregorian, year: 1 - year as i16 };
    Some((Found { to: Some(year(high)), ..Found::new(RANGE, at, end, year(low)) }, None))
}

/// Where «من كل أسبوع» at `at` ends.
pub(super) fn every_week(r: &Reader<'_, '_>, at: usize) -> Option<usize> {
    let every = r.particle(r.particle(at, Particle::Of)?, Particle::Every)?;
    r.unit(every, |unit, count, _| unit == Unit::Week && count == Count::One).map(|(_, _, hit)| hit.end)
}

/// «كل سبت وأحد», «كل يوم ثلاثاء وخميس».
pub(super) fn sets(r: &Reader<'_, '_>, at: usize) -> Option<(Found, Option<Found>)> {
    let every = r.particle(at, Particle::Every)?;
    let from =
        r.unit(every, |unit, count, _| unit == Unit::Day && count == Count::One).map_or(every, |(_, _, hit)| hit.end);
    let weekday = |at: usize| {
        r.find(at, |hit| match hit.word {
            Word::Weekday(day) => Some((day, hit.end, hit.proclitics)),
            _ => None,
        })
    };
    let (first, end, _) = weekday(from)?;
    let (second, stop, _) = weekday(end).filter(|(_, _, proclitics)| proclitics.contains(Proclitics::WA))?;
    let set = |at, end, day| Found::new("time-set", at, end, Shape::EveryWeekday(day));
    Some((set(at, end, first), Some(set(end, stop, second))))
}

/// Joins two expressions that are the ends of one span: «بين A وB», «من A إلى B», «A - B» for years. With «وحتى» they stay two.
pub(super) fn join(r: &Reader<'_, '_>, from: &Found, read: impl Fn(usize, bool) -> Option<Found>) -> Option<Found> {
    if from.to.is_some() || from.clock.is_some() {
        return None;
    }
    let between = r.follows(from.first, &[Particle::Between]);
    let of = r.follows(from.first, &[Particle::Of]);
    let to = r.find(from.end, |hit| match hit.word {
        Word::Particle(Particle::To | Particle::Until) if !hit.proclitics.contains(Proclitics::WA) => Some(hit.end),
        _ => None,
    });
    let years = matches!(from.shape, Shape::Year { .. });
    let dash = years && (r.mark(from.end, '-') || r.mark(from.end, '\u{2013}'));
    let next = if let Some(next) = to.filter(|_| of || years || between) {
        next
    } else if dash {
        from.end + 1
    } else if between {
        r.and(from.end)
            .or_else(|| r.hits(from.end).any(|h| h.proclitics.contains(Proclitics::WA)).then_some(from.end))?
    } else {
        return None;
    };
    let second = read(next, years)?;
    if second.clock.is_some() || second.to.is_some() {
        return None;
    }
    let first = share(from.shape, second.shape)?;
    Some(Found {
        to: Some(second.shape),
        pair: from.pair.or(second.pair),
        ..Found::new(RANGE, from.first, second.end, first)
    })
}

/// The first end with the year that only the second one writes; nothing where the two are not of a kind.
fn share(first: Shape, second: Shape) -> Option<Shape> {
    match (first, second) {
        (
            Shape::Month { calendar, month, year, direction },
            Shape::Month { calendar: other, year: shared, direction: along, month: until },
        ) if calendar == other => {
            if year == YearRef::Open && direction.is_none() {
                // «بين ديسمبر ومارس 2018» begins the year before.
                let year = match shared {
                    YearRef::Known(year) if month > until => YearRef::Known(year - 1),
                    _ => shared,
                };
                return Some(Shape::Month { calendar, month, year, direction: along });
            }
            Some(first)
        }
        (Shape::Year { calendar, year }, Shape::Year { calendar: other, year: until }) => {
            (calendar == other && year < until).then_some(first)
        }
        (Shape::Day(day), Shape::Day(until)) => {
            if let (Some(date), Some(last)) = (day.date, until.date)
                && date.year == YearRef::Open
                && matches!((date.month, last.month), (MonthRef::Named(_), MonthRef::Named(_)))
            {
                let year = match (last.year, date.month, last.month) {
                    (YearRef::Known(year), MonthRef::Named(from), MonthRef::Named(to)) if from > to => {
                        YearRef::Known(year - 1)
                    }
                    (year, ..) => year,
                };
                return Some(Shape::Day(Day { date: Some(CalendarDay { year, ..date }), ..day }));
            }
            Some(first)
        }
        (Shape::Period { unit, .. }, Shape::Period { unit: other, .. }) => (unit == other).then_some(first),
        _ => None,
    }
}

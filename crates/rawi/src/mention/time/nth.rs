//! The nth of something: weeks and days counted inside a month, a year or a feast.

use super::date::{self, MonthName};
use super::reader::Reader;
use super::words::{Count, Particle, Unit, Word};
use super::written::{CalendarDay, Day, Found, MonthRef, Shape, Within, YearRef};

/// «الأسبوع الأول من مارس», «الأسبوع الأخير من العام الماضي».
pub(super) fn week(r: &Reader<'_, '_>, at: usize) -> Option<Found> {
    let (_, _, hit) = r.unit(at, |unit, count, hit| unit == Unit::Week && count == Count::One && hit.definite)?;
    let (which, end) = match r.last(hit.end) {
        Some(end) => (0, end),
        None => r.ordinal(hit.end).filter(|&(n, _, definite)| definite && n <= 53).map(|(n, end, _)| (n as u8, end))?,
    };
    let of = r.particle_of(end, &[Particle::Of, Particle::In])?;
    let found = |end, within| Some(Found::new("time-nth-week", at, end, Shape::Week { which, within }));
    if which <= 5
        && let Some((within, end)) = month(r, of)
    {
        return found(end, within);
    }
    let (year, _, end) = date::year_tail(r, of)?;
    found(end, Within::Year(year))
}

/// «الأيام العشرة الأولى من آذار», «العشر الأواخر من رمضان».
pub(super) fn days(r: &Reader<'_, '_>, at: usize) -> Option<Found> {
    let word = r.unit(at, |unit, count, hit| unit == Unit::Day && count == Count::Many && hit.definite);
    let amount =
        r.amount(word.map_or(at, |(_, _, hit)| hit.end)).filter(|a| a.definite && !a.digits || word.is_some())?;
    let count = amount.whole().filter(|n| (2..=30).contains(n))? as u8;
    let (last, end) = match r.last(amount.end) {
        Some(end) => (true, end),
        None => (false, r.ordinal(amount.end).filter(|&(n, _, definite)| n == 1 && definite).map(|(_, end, _)| end)?),
    };
    let of = r.particle_of(end, &[Particle::Of, Particle::In])?;
    let (within, end) = match month(r, of) {
        Some(found) => found,
        None => date::year_tail(r, of).map(|(year, _, end)| (Within::Year(year), end))?,
    };
    Some(Found::new("time-nth-day", at, end, Shape::Days { count, last, within }))
}

/// A month, named or beside that of publication, as what something is part of.
pub(super) fn month(r: &Reader<'_, '_>, at: usize) -> Option<(Within, usize)> {
    if let Some(name) = named(r, at) {
        let tail = date::tail(r, name.end);
        return Some((Within::Month(name.calendar, name.month, tail.year, tail.direction), tail.end));
    }
    let this = r.particle(at, Particle::This);
    let (_, _, hit) =
        r.unit(this.unwrap_or(at), |unit, count, hit| unit == Unit::Month && count == Count::One && hit.definite)?;
    if this.is_some() {
        return Some((Within::MonthOffset(0), hit.end));
    }
    let (direction, end) = date::modifier(r, hit.end)?;
    match date::year_of(direction)? {
        YearRef::Offset(offset) => Some((Within::MonthOffset(offset.into()), end)),
        _ => None,
    }
}

fn named(r: &Reader<'_, '_>, at: usize) -> Option<MonthName> {
    date::month_name(r, at).filter(|name| name.proclitics.is_empty())
}

/// «أول أيام عيد الفطر», «ثالث أيام رمضان», «اليوم الثاني من عيد الأضحى», «أول يوم في رمضان».
pub(super) fn day(r: &Reader<'_, '_>, at: usize) -> Option<Found> {
    let is_day = |at, definite| {
        r.unit(at, |unit, count, hit| {
            unit == Unit::Day && matches!(count, Count::One | Count::Many) && hit.definite == definite
        })
        .map(|(_, _, hit)| hit.end)
    };
    let before =
        r.ordinal(at).filter(|&(_, _, definite)| !definite).and_then(|(n, end, _)| Some((n, is_day(end, false)?)));
    let (nth, end) = before.or_else(|| {
        let (n, end, _) = r.ordinal(is_day(at, true)?).filter(|&(_, _, definite)| definite)?;
        r.particle_of(end, &[Particle::Of, Particle::In]).map(|_| (n, end))
    })?;
    let nth = i8::try_from(nth).ok().filter(|n| (1..=30).contains(n))?;
    let of = r.particle_of(end, &[Particle::Of, Particle::In]).unwrap_or(end);
    let found = |end, shape| Some(Found::new("time-nth-day", at, end, shape));
    let feast = r.find(of, |hit| match hit.word {
        Word::Holiday { calendar, month, day, length } if length > 1 && hit.proclitics.is_empty() => {
            Some((calendar, month, day + nth - 1, hit.end))
        }
        _ => None,
    });
    if let Some((calendar, month, day, end)) = feast {
        let tail = date::tail(r, end);
        let (year, direction) = (tail.year, tail.direction);
        return found(tail.end, Shape::Holiday { calendar, month, day, length: 1, year, direction });
    }
    let name = named(r, of)?;
    let tail = date::tail(r, name.end);
    let date = CalendarDay {
        calendar: name.calendar,
        day: nth.unsigned_abs(),
        month: MonthRef::Named(name.month),
        year: tail.year,
    };
    found(tail.end, Shape::Day(Day { date: Some(date), direction: tail.direction, ..Day::default() }))
}

//! Days put together from their parts in any order: part of the day, «أمس», weekday, date, clock.

use rawi_text::Proclitics;

use super::clock;
use super::date::{self, DatePiece};
use super::reader::Reader;
use super::words::{Calendar, Count, DayPartForm, Direction, Hours, Particle, Unit, Use, Word};
use super::written::{CalendarDay, Clock, Day, Found, MonthRef, Shape, YearRef};

const WEEKDAY: &str = "time-weekday";
const DEICTIC: &str = "time-deictic";
const CLOCK: &str = "time-clock";
const ADJACENT: &str = "time-adjacent-day";

/// The parts found so far.
struct Parts {
    day: Day,
    end: usize,
    rule: &'static str,
    pair: Option<(u8, u8)>,
    clock: Option<Clock>,
    hours: Option<Hours>,
    // The word for day, or a part of the day, stands before what follows.
    headed: bool,
    midnight: bool,
}

impl Parts {
    fn named(&self) -> bool {
        self.day.days.is_some() || self.day.weekday.is_some() || self.day.date.is_some() || self.day.beside.is_some()
    }
}

/// A day at `at`.
pub(super) fn day(r: &Reader<'_, '_>, at: usize) -> Option<Found> {
    let mut parts = Parts {
        day: Day::default(),
        end: at,
        rule: WEEKDAY,
        pair: None,
        clock: None,
        hours: None,
        headed: false,
        midnight: false,
    };
    let mut from = at;
    if let Some((clock, end)) = clock::clock(r, at) {
        parts.clock = Some(clock);
        parts.end = end;
        from = r.particle(end, Particle::Of).or_else(|| r.comma(end).then_some(end + 1)).unwrap_or(end);
    }
    while let Some(end) = part(r, from, &mut parts) {
        parts.end = end;
        from = end;
        if parts.named() {
            from = joint(r, end, &parts);
        }
    }
    // «أمس (الجمعة)»: a bracket that opened inside closes inside.
    let marks = |mark| (at..parts.end).filter(|&token| r.mark(token, mark)).count();
    if marks('(') > marks(')') && r.mark(parts.end, ')') {
        parts.end += 1;
    }
    if !parts.named() {
        return parts.clock.map(|clock| Found {
            clock: Some(clock),
            ..Found::new(CLOCK, at, parts.end, Shape::Day(Day { days: Some(0), ..Day::default() }))
        });
    }
    if parts.midnight && parts.clock.is_none() {
        parts.clock = Some(Clock { hour: 24, minute: 0 });
    }
    if let Some(clock) = parts.clock.as_mut()
        && let Some(hours) = parts.hours
        && clock.hour <= 12
        && !parts.midnight
    {
        clock.hour = clock::hour(clock.hour, hours);
    }
    if (parts.hours == Some(Hours::Night) || parts.midnight)
        && parts.day.date.is_none()
        && let Some(found) = night_between(r, at, &parts)
    {
        return Some(found);
    }
    if let Some(date) = parts.day.date
        && let MonthRef::Named(month) = date.month
        && date.year == YearRef::Open
        && date.calendar == Calendar::Gregorian
        && let Some(year) = date::event_year(r, at, month, date.day)
    {
        parts.day.date = Some(CalendarDay { year: YearRef::Known(year), ..date });
    }
    let rule = if parts.clock.is_some() { CLOCK } else { parts.rule };
    Some(Found { clock: parts.clock, pair: parts.pair, ..Found::new(rule, at, parts.end, Shape::Day(parts.day)) })
}

/// «ليل الاثنين الثلاثاء», «ليلة الخميس - الجمعة»: one night, named by the days on both sides of it.
fn night_between(r: &Reader<'_, '_>, at: usize, parts: &Parts) -> Option<Found> {
    let weekday = parts.day.weekday?;
    let end = parts.end;
    let next = if r.mark(end, '-') || r.mark(end, '/') || r.mark(end, '\u{2013}') { end + 1 } else { end };
    let (second, stop) = r.find(next, |hit| match hit.word {
        Word::Weekday(day) if hit.definite && hit.proclitics == Proclitics::AL => Some((day, hit.end)),
        _ => None,
    })?;
    let shape = |weekday| Shape::Day(Day { weekday: Some(weekday), ..parts.day });
    if second == weekday % 7 + 1 && parts.midnight {
        // «منتصف ليل السبت - الأحد» is one moment, the end of the first day.
        return Some(Found { clock: parts.clock, ..Found::new(CLOCK, at, stop, shape(weekday)) });
    }
    (second == weekday % 7 + 1)
        .then(|| Found { to: Some(shape(second)), ..Found::new("time-night", at, stop, shape(weekday)) })
}

/// Steps over what may stand between two parts of a day: a comma, a bracket, «الموافق».
fn joint(r: &Reader<'_, '_>, at: usize, parts: &Parts) -> usize {
    let mut next = at;
    if r.comma(next) || ['(', '-', '/', '\u{2013}', '\u{640}'].iter().any(|&mark| r.mark(next, mark)) {
        next += 1;
    }
    if let Some(end) = r.particle(next, Particle::Matching) {
        return r.particle(end, Particle::Clitic).unwrap_or(end);
    }
    if next == at {
        return at;
    }
    let weekday = |at| r.find(at, |hit| matches!(hit.word, Word::Weekday(_)).then_some(hit.definite)) == Some(true);
    let named = weekday(next)
        || r.unit(next, |u, c, _| u == Unit::Day && c == Count::One).is_some_and(|(_, _, hit)| weekday(hit.end));
    if twins(r, next, parts) {
        return next;
    }
    let date = date::day_month(r, next).is_some();
    let takes = parts.day.date.is_none() && date || parts.day.weekday.is_none() && parts.day.date.is_none() && named;
    let clock = parts.clock.is_none()
        && !r.mark(at, '(')
        && clock::clock(r, next).is_some_and(|_| r.particle(next, Particle::HourNow).is_some());
    if takes || clock { next } else { at }
}

/// One part of a day at `at`; where it ends.
fn part(r: &Reader<'_, '_>, at: usize, parts: &mut Parts) -> Option<usize> {
    if at >= r.end {
        return None;
    }
    let inner = at > parts.end || parts.named() || parts.headed;
    let own = |proclitics: Proclitics| {
        !inner
            || !proclitics
                .intersects(Proclitics::WA | Proclitics::FA | Proclitics::BI | Proclitics::LI | Proclitics::KA)
    };
    if !parts.named() && !parts.midnight {
        if let Some(end) = r.particle(at, Particle::Midnight).filter(|&end| day_follows(r, end)) {
            parts.midnight = true;
            parts.headed = true;
            return Some(end);
        }
        let head = r.find(at, |hit| match hit.word {
            Word::DayPart { hours, form: DayPartForm::Head } if own(hit.proclitics) && day_follows(r, hit.end) => {
                Some((hours, hit.end))
            }
            _ => None,
        });
        if let Some((hours, end)) = head {
            parts.headed = true;
            parts.hours = Some(hours);
            return Some(end);
        }
    }
    if parts.day.days.is_none() && parts.day.weekday.is_none() && parts.day.date.is_none() {
        let deictic = r.find(at, |hit| match hit.word {
            Word::Deictic { days, r#use } if own(hit.proclitics) => Some((days, r#use, *hit)),
            Word::Particle(Particle::LastNight) if !parts.headed => Some((-1, Use::Free, *hit)),
            Word::Particle(Particle::Tonight) if !parts.headed => Some((0, Use::Free, *hit)),
            _ => None,
        });
        if let Some((days, how, hit)) = deictic
            && stands(r, at, hit.end, days, how, parts.headed, hit.proclitics)
        {
            parts.day.days = Some(days);
            parts.rule = DEICTIC;
            return Some(hit.end);
        }
    }
    // «مساء الخميس» and «الخميس مساء».
    if parts.named() {
        let adverb = r.find(at, |hit| match hit.word {
            Word::DayPart { hours, form: DayPartForm::Adverb } if hit.proclitics.is_empty() => Some((hours, hit.end)),
            _ => None,
        });
        if let Some((hours, end)) = adverb.filter(|_| at == parts.end && parts.hours.is_none() && parts.clock.is_none())
        {
            // A single letter is a part of the day only after an hour.
            if r.scan.key(at).len() > 2 {
                parts.hours = Some(hours);
                return Some(end);
            }
        }
    }
    if parts.day.weekday.is_none()
        && let Some((_, _, hit)) = r.unit(at, |unit, count, _| unit == Unit::Day && count == Count::One)
        && !parts.midnight
        && own(hit.proclitics)
    {
        if let Some(found) = beside(r, &hit, parts) {
            return Some(found);
        }
        if !hit.definite
            && (day_follows(r, hit.end) || parts.day.date.is_none() && date::day_month(r, hit.end).is_some())
        {
            parts.headed = true;
            return Some(hit.end);
        }
    }
    if parts.day.weekday.is_none()
        && let Some((weekday, end)) = r.find(at, |hit| match hit.word {
            // «الجمعة الثانية على التوالي» counts Fridays.
            Word::Weekday(weekday)
                if hit.definite
                    && own(hit.proclitics)
                    // «الثلاثاء الأسود» is a day of history.
                    && r.particle(hit.end, Particle::Feast).is_none()
                    && !r
                        .ordinal(hit.end)
                        .is_some_and(|(_, end, definite)| definite && date::month_after(r, end, 1, true).is_none()) =>
            {
                Some((weekday, hit.end))
            }
            _ => None,
        })
    {
        parts.day.weekday = Some(weekday);
        let next = date::modifier(r, end).filter(|(d, _)| !matches!(d, Direction::Recent | Direction::Same));
        if let Some((direction, end)) = next {
            parts.day.direction = Some(direction);
            return Some(end);
        }
        return Some(end);
    }
    if (parts.day.date.is_none() || (parts.day.twin.is_none() && matched(r, at) || twins(r, at, parts)))
        && let Some(piece) = date::day_month(r, at).filter(|p| trusted(r, at, p, parts))
    {
        let bracket = at > parts.end && r.mark(at - 1, '(') && parts.named();
        let closing = bracket && r.mark(piece.end, ')');
        if bracket && !closing {
            return None;
        }
        if parts.day.date.is_none() {
            parts.day.date = Some(piece.day);
            parts.day.direction = parts.day.direction.or(piece.direction);
            parts.rule = if parts.day.weekday.is_some() { "time-weekday-date" } else { piece.rule };
        } else {
            parts.day.twin = Some(piece.day);
            parts.rule = "time-two-calendars";
        }
        parts.pair = parts.pair.or(piece.pair);
        return Some(piece.end + usize::from(closing));
    }
    if parts.named() && parts.clock.is_none() {
        let from = if r.particle(at, Particle::HourNow).is_some() {
            at
        } else {
            r.particle_of(at, &[Particle::At, Particle::In]).unwrap_or(at)
        };
        if let Some((clock, end)) = clock::clock(r, from) {
            parts.clock = Some(clock);
            return Some(end);
        }
    }
    None
}

/// Is there, at `at`, the same day in the other calendar, with the year of both written: «12 شعبان 1446هـ (11 فبراير 2025م)»?
fn twins(r: &Reader<'_, '_>, at: usize, parts: &Parts) -> bool {
    let known = |day: CalendarDay| matches!(day.year, YearRef::Known(_));
    parts.day.twin.is_none()
        && parts.day.date.is_some_and(|first| {
            known(first) && date::day_month(r, at).is_some_and(|p| known(p.day) && p.day.calendar != first.calendar)
        })
}

/// Was «الموافق» or a slash just read, so that a second date may follow?
fn matched(r: &Reader<'_, '_>, at: usize) -> bool {
    r.follows(at, &[Particle::Matching])
        || r.follows(at.saturating_sub(1), &[Particle::Matching])
            && r.particle(at.saturating_sub(1), Particle::Clitic).is_some()
}

/// Does a day come next, as the thing a part of the day is part of?
pub(super) fn day_follows(r: &Reader<'_, '_>, at: usize) -> bool {
    let plain = |p: Proclitics| {
        !p.intersects(Proclitics::WA | Proclitics::FA | Proclitics::BI | Proclitics::LI | Proclitics::KA)
    };
    r.find(at, |hit| match hit.word {
        Word::Weekday(_) => (hit.definite && plain(hit.proclitics)).then_some(()),
        Word::Deictic { .. } => plain(hit.proclitics).then_some(()),
        Word::Unit { unit: Unit::Day, count: Count::One } => {
            let next = hit.end;
            (plain(hit.proclitics)
                && (day_follows(r, next)
                    || date::day_month(r, next).is_some()
                    || hit.definite && date::modifier(r, next).is_some()))
            .then_some(())
        }
        Word::DayPart { form: DayPartForm::Head, .. } => {
            (plain(hit.proclitics) && day_follows(r, hit.end)).then_some(())
        }
        Word::Particle(Particle::Tonight) => Some(()),
        _ => None,
    })
    .is_some()
        || date::day_month(r, at).is_some_and(|piece| piece.rule != date::NUMERIC)
}

/// «اليوم التالي», «ذلك اليوم», «اليوم نفسه».
fn beside(r: &Reader<'_, '_>, hit: &super::reader::Hit, parts: &mut Parts) -> Option<usize> {
    if !hit.definite || parts.named() {
        return None;
    }
    let (direction, end) = date::modifier(r, hit.end)?;
    let days = match direction {
        Direction::Next => 1,
        Direction::Previous => -1,
        Direction::Same => 0,
        _ => return None,
    };
    parts.day.beside = Some(days);
    parts.rule = ADJACENT;
    Some(end)
}

/// May this deictic stand here?
fn stands(
    r: &Reader<'_, '_>,
    at: usize,
    end: usize,
    days: i32,
    how: Use,
    headed: bool,
    proclitics: Proclitics,
) -> bool {
    let quoted = r.stops(at.wrapping_sub(1))
        && r.stops(end)
        && at > r.start
        && !r.comma(at - 1)
        && !r.comma(end)
        && end < r.end
        && is_quote(r, at - 1)
        && is_quote(r, end);
    if quoted || r.particle(end, Particle::Need).is_some() {
        return false;
    }
    let weekday = r.find(end, |hit| matches!(hit.word, Word::Weekday(_)).then_some(hit.definite)) == Some(true);
    if days == 0 && how == Use::Free {
        // «اليوم الأول», «اليوم العالمي», «اليوم التالي»: the noun, not today.
        let noun = r.ordinal(end).is_some_and(|(_, _, definite)| definite)
            || r.last(end).is_some()
            || date::modifier(r, end).is_some()
            || !weekday && !headed && r.is_definite(end) && adjective(r, end);
        // «خمس مرات في اليوم»: a rate.
        let rate = !headed && r.follows(at, &[Particle::In]) && !weekday && date::day_month(r, end).is_none();
        let other = proclitics.intersects(Proclitics::KA) || r.follows(at, &[Particle::That]);
        return !(noun || rate || other);
    }
    if how == Use::Bound {
        let preposition = proclitics.intersects(Proclitics::BI | Proclitics::LI)
            || r.follows(at, &[Particle::In, Particle::Since, Particle::Until, Particle::By, Particle::Of]);
        return headed || weekday || preposition && !adjective_like(r, end);
    }
    if days == 1 {
        // «غدا من الواضح»: the verb.
        return r.particle(end, Particle::Of).is_none();
    }
    true
}

fn is_quote(r: &Reader<'_, '_>, at: usize) -> bool {
    ['"', '\u{AB}', '\u{BB}', '\u{201C}', '\u{201D}', '\''].iter().any(|&mark| r.mark(at, mark))
}

/// Is the definite word at `at` an adjective of «اليوم» («اليوم العالمي», «اليوم الوطني») and not the next noun of the clause?
fn adjective(r: &Reader<'_, '_>, at: usize) -> bool {
    r.find(at, |hit| {
        matches!(hit.word, Word::Particle(Particle::YearOf | Particle::Local | Particle::Feast)).then_some(())
    })
    .is_some()
}

fn adjective_like(r: &Reader<'_, '_>, at: usize) -> bool {
    r.particle(at, Particle::Feast).is_some()
}

/// May a date without more be trusted here?
fn trusted(r: &Reader<'_, '_>, at: usize, piece: &DatePiece, parts: &Parts) -> bool {
    if piece.rule == date::MONTH_RELATIVE
        && matches!(piece.day.month, MonthRef::Offset(_))
        && r.particle(piece.end.saturating_sub(1), Particle::Of).is_none()
    {
        // «يوم 3 الجاري» needs a number that is a day: the word for day, or a preposition.
        let of = (at..piece.end).any(|t| r.particle(t, Particle::Of).is_some());
        return of || parts.headed || parts.day.weekday.is_some() || r.follows(at, date::PREPOSITIONS);
    }
    true
}

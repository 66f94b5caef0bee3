//! Times of day: «الساعة 18:30», «الثالثة والنصف بعد الظهر بتوقيت غرينتش», «منتصف الليل».

use rawi_text::Proclitics;

use super::kinds::Kinds;
use super::reader::Reader;
use super::words::{Count, DayPartForm, Hours, Particle, Unit, Word};
use super::written::Clock;

/// Pronouns that a noun may end with: ـها، ـه، ـهم، ـنا.
const OWNERS: [&str; 4] = ["\u{647}\u{627}", "\u{647}\u{645}", "\u{646}\u{627}", "\u{647}"];

/// An hour of a twelve-hour clock in that part of the day, on a clock of twenty-four.
pub(super) fn hour(hour: u8, hours: Hours) -> u8 {
    match hours {
        Hours::Noon if hour >= 10 => hour,
        Hours::Night if hour < 6 || hour == 12 => hour % 12,
        Hours::Am => hour % 12,
        Hours::Noon | Hours::Pm | Hours::Night => hour % 12 + 12,
    }
}

/// A time of day at `at`, zone and part of the day included.
pub(super) fn clock(r: &Reader<'_, '_>, at: usize) -> Option<(Clock, usize)> {
    if !r.can(at, Kinds::CLOCK) {
        return None;
    }
    if let Some(end) = r.particle(at, Particle::MidnightAlone) {
        return Some((Clock { hour: 0, minute: 0 }, end));
    }
    if let Some(end) = r.particle(at, Particle::NoonAlone) {
        return Some((Clock { hour: 12, minute: 0 }, end));
    }
    let marked = r.particle(at, Particle::HourNow);
    let from = marked.unwrap_or(at);
    let (mut time, mut end) = hour_minute(r, from)
        .or_else(|| four_digits(r, from))
        .or_else(|| if marked.is_some() { plain_hour(r, from) } else { None })
        .or_else(|| {
            spelled(r, from)
                .filter(|&(_, end)| marked.is_some() || !counts_noun(r, at) && (evidence(r, end) || of_day(r, at, end)))
        })?;
    if let Some((hours, after)) = part(r, end) {
        time.hour = if time.hour <= 12 { hour(time.hour, hours) } else { time.hour };
        end = after;
        if time.minute == 0 {
            (time, end) = minutes(r, time, end);
        }
    }
    let zoned = zone(r, end);
    // Two numbers with a colon are a score, a verse or a ratio, unless something says that they are a time.
    if marked.is_none()
        && !part_of_day(r, end)
        && !of_day(r, at, end)
        && zoned == end
        && part(r, end).is_none()
        && !evidence_before(r, at)
        && !adverb_just_read(r, end)
    {
        return None;
    }
    Some((time, zoned))
}

/// Two numbers with a colon, and the part of the day where it follows, for places where nothing else can be meant.
pub(super) fn bare(r: &Reader<'_, '_>, at: usize) -> Option<Clock> {
    let (time, end) = hour_minute(r, at)?;
    let hours = part(r, end).filter(|_| time.hour <= 12);
    Some(hours.map_or(time, |(hours, _)| Clock { hour: hour(time.hour, hours), ..time }))
}

fn adverb_just_read(r: &Reader<'_, '_>, end: usize) -> bool {
    r.find_before(end, Kinds::DAY_PART, |hit, _| matches!(hit.word, Word::DayPart { .. }).then_some(())).is_some()
}

fn evidence_before(r: &Reader<'_, '_>, at: usize) -> bool {
    r.follows(at, &[Particle::At, Particle::HourNow]) && r.digits(at).is_some() && r.mark(at + 1, ':')
}

fn evidence(r: &Reader<'_, '_>, at: usize) -> bool {
    part(r, at).is_some() || zone(r, at) > at || part_of_day(r, at)
}

/// «من مساء أمس» behind an hour.
fn part_of_day(r: &Reader<'_, '_>, at: usize) -> bool {
    let head =
        |hit: &super::reader::Hit| matches!(hit.word, Word::DayPart { form: DayPartForm::Head, .. }).then_some(());
    r.particle(at, Particle::Of).is_some_and(|of| r.find(of, head).is_some())
}

/// Is the ordinal at `at` that of the feminine noun before it: «الجولة الثالثة», «جولتها الثالثة»?
fn counts_noun(r: &Reader<'_, '_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|&b| !r.stops(b)) else { return false };
    let key = r.scan.key(before);
    let closed =
        r.scan.is(before, crate::lexicon::Class::Function) || r.can(before, Kinds::DAY_PART.or(Kinds::WEEKDAY));
    let stem = OWNERS.iter().find_map(|ending| key.strip_suffix(ending)).unwrap_or(key);
    !closed
        && (key.ends_with(['\u{629}', '\u{647}']) && key.len() > 6
            || stem.len() < key.len() && stem.ends_with('\u{62A}'))
}

/// «عند الخامسة عصر الجمعة»: an hour behind a preposition, and the part of a day right behind it.
fn of_day(r: &Reader<'_, '_>, at: usize, end: usize) -> bool {
    r.follows(at, &[Particle::At, Particle::In, Particle::Until, Particle::Since])
        && r.find(end, |hit| match hit.word {
            Word::DayPart { form: DayPartForm::Head, .. } if hit.proclitics.is_empty() => {
                super::day::day_follows(r, hit.end).then_some(())
            }
            _ => None,
        })
        .is_some()
}

/// 18:30, 18.30.
fn hour_minute(r: &Reader<'_, '_>, at: usize) -> Option<(Clock, usize)> {
    let fits = |hour: u32, minute: u32| {
        (hour <= 24 && minute < 60).then_some(Clock { hour: hour as u8, minute: minute as u8 })
    };
    if let (Some(hour), true, Some(minute)) = (r.digits(at), r.mark(at + 1, ':'), r.digits(at + 2))
        && r.scan.key(at + 2).len() == 2
        && r.glued(at + 2)
    {
        let seconds = if r.mark(at + 3, ':') && r.digits(at + 4).is_some() { 2 } else { 0 };
        return Some((fits(hour, minute)?, at + 3 + seconds));
    }
    // «الساعة 18,00», «15,00 ت غ».
    let told = r.particle(at.wrapping_sub(1), Particle::HourNow).is_some();
    if at >= r.end || !told && zone(r, at + 1) == at + 1 {
        return None;
    }
    let (hour, minute) = r.scan.key(at).split_once(['.', ','])?;
    if minute.len() != 2 {
        return None;
    }
    Some((fits(hour.parse().ok()?, minute.parse().ok()?)?, at + 1))
}

/// «0730 بتوقيت غرينتش», as wires write it.
fn four_digits(r: &Reader<'_, '_>, at: usize) -> Option<(Clock, usize)> {
    let time = r.digits(at).filter(|&t| r.scan.key(at).len() == 4 && t < 2400 && t % 100 < 60)?;
    (zone(r, at + 1) > at + 1).then_some((Clock { hour: (time / 100) as u8, minute: (time % 100) as u8 }, at + 1))
}

/// «الساعة 8», where the hour was announced.
fn plain_hour(r: &Reader<'_, '_>, at: usize) -> Option<(Clock, usize)> {
    let hour = r.digits(at).filter(|&h| h <= 24 && r.scan.key(at).len() <= 2)?;
    Some(minutes(r, Clock { hour: hour as u8, minute: 0 }, at + 1))
}

/// «الثالثة والنصف», «العاشرة إلا ربعا», «الثانية وعشر دقائق».
fn spelled(r: &Reader<'_, '_>, at: usize) -> Option<(Clock, usize)> {
    let (hour, end) = match r.ordinal(at) {
        Some((hour, end, true)) if (1..=12).contains(&hour) => (hour, end),
        // «الواحدة» is no ordinal.
        _ => r.amount(at).filter(|a| a.definite && !a.digits && a.tenths == 10).map(|a| (1, a.end))?,
    };
    Some(minutes(r, Clock { hour: hour as u8, minute: 0 }, end))
}

fn minutes(r: &Reader<'_, '_>, clock: Clock, end: usize) -> (Clock, usize) {
    let fraction = r.find(end, |hit| {
        let joined = hit.proclitics.contains(Proclitics::WA);
        match hit.word {
            Word::Period { kind: super::words::Period::Fraction, value } if joined => Some((60 / value, hit.end)),
            _ => None,
        }
    });
    if let Some((minute, end)) = fraction {
        // «والنصف وخمس دقائق», «والنصف إلا خمس دقائق».
        let (more, stop) = counted_minutes(r, r.particle(end, Particle::Minus).unwrap_or(end), end);
        let minute =
            if r.particle(end, Particle::Minus).is_some() { minute.saturating_sub(more) } else { minute + more };
        return (Clock { minute: minute % 60, ..clock }, stop);
    }
    if let Some(minus) = r.particle(end, Particle::Minus) {
        let of = r.find(minus, |hit| match hit.word {
            Word::Period { kind: super::words::Period::Fraction, value } => Some((60 / value, hit.end)),
            _ => None,
        });
        let (less, end) = of.unwrap_or_else(|| counted_minutes(r, minus, end));
        if less > 0 {
            return (Clock { hour: (clock.hour + 23) % 24, minute: 60 - less }, end);
        }
    }
    let (minute, end) = counted_minutes(r, end, end);
    (Clock { minute: clock.minute + minute, ..clock }, end)
}

/// «[و]عشر دقائق» at `at`: how many, and where they end; none, and `end`, where there are none.
fn counted_minutes(r: &Reader<'_, '_>, at: usize, end: usize) -> (u8, usize) {
    let from = r.and(at).unwrap_or(at);
    let joined = at > end || from > at || r.hits(at).any(|h| h.proclitics.contains(Proclitics::WA));
    if joined
        && let Some(amount) = r.amount(from)
        && let Some(minute) = amount.whole().filter(|&m| m < 60)
        && let Some((_, _, hit)) = r.unit(amount.end, |unit, count, _| unit == Unit::Minute && count != Count::Two)
    {
        return (minute as u8, hit.end);
    }
    (0, end)
}

fn part(r: &Reader<'_, '_>, at: usize) -> Option<(Hours, usize)> {
    if !r.can(at, Kinds::DAY_PART) {
        return None;
    }
    r.find(at, |hit| match hit.word {
        Word::DayPart { hours, form: DayPartForm::Adverb } if hit.proclitics.is_empty() => Some((hours, hit.end)),
        _ => None,
    })
}

/// Steps over a zone: «بتوقيت غرينتش», «(15:00 ت غ)», «بالتوقيت المحلي».
fn zone(r: &Reader<'_, '_>, at: usize) -> usize {
    if let Some(end) = r.particle(at, Particle::Zone) {
        if let Some(end) = r.particle_of(end, &[Particle::ZoneName, Particle::Local]) {
            return r.particle(end, Particle::Local).unwrap_or(end);
        }
        // «بتوقيت شرق الولايات المتحدة»: any one name.
        return if r.stops(end) { at } else { end + 1 };
    }
    let from = if r.mark(at, '(') { at + 1 } else { at };
    r.particle(from, Particle::ZoneName)
        .filter(|_| r.digits(at.wrapping_sub(1)).is_some() || from == at && r.scan.key(from).len() <= 4)
        .unwrap_or(at)
}

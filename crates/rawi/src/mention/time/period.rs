//! Periods longer than a day: weeks, months and years beside the publication day, years by number, quarters, seasons, decades,
//! centuries, holidays.

use rawi_text::Proclitics;

use super::date;
use super::kinds::Kinds;
use super::nth;
use super::reader::{Hit, Reader};
use super::words::{Count, Direction, Particle, Period, Unit, Word};
use super::written::{Century, Found, Shape, Within, YearRef};
use crate::mention::PeriodPart;

const RELATIVE: &str = "time-period-relative";
const YEAR: &str = "time-year";

/// «[مطلع] [هذا] العام [الماضي]», «الأسبوع المقبل», «ذلك العام», «خلال العام».
pub(super) fn relative(r: &Reader<'_, '_>, at: usize) -> Option<Found> {
    let part = part(r, at);
    let from = part.map_or(at, |(_, end)| end);
    let this = r.particle(from, Particle::This);
    let that = r.particle(from, Particle::That);
    let noun = this.or(that).unwrap_or(from);
    let (unit, _, hit) = r.unit(noun, |unit, count, hit| {
        count == Count::One && !matches!(unit, Unit::Second | Unit::Minute | Unit::Hour) && hit.definite
    })?;
    if noun > at && !clean(hit.proclitics) {
        return None;
    }
    let found = |end, offset, beside| {
        let rule = if beside { "time-same-period" } else { RELATIVE };
        let shape = Shape::Period { unit: if unit == Unit::Night { Unit::Day } else { unit }, offset, beside };
        Some(Found { part: part.map(|(part, _)| part), ..Found::new(rule, at, end, shape) })
    };
    if let Some(end) = r.particle(hit.end, Particle::YearOf).filter(|_| unit == Unit::Year) {
        return school(r, at, end, this.is_some());
    }
    if let Some((direction, end)) = date::modifier(r, hit.end) {
        return match direction {
            Direction::Past => found(end, -1, false),
            Direction::Present => found(end, 0, false),
            Direction::Future => found(end, 1, false),
            Direction::BeforeLast => found(end, -2, false),
            Direction::AfterNext => found(end, 2, false),
            Direction::Next if !matches!(unit, Unit::Day | Unit::Decade | Unit::Century) => found(end, 1, true),
            Direction::Previous if !matches!(unit, Unit::Day | Unit::Decade | Unit::Century) => found(end, -1, true),
            Direction::Same => found(end, 0, true),
            Direction::Recent | Direction::Next | Direction::Previous => None,
        };
    }
    if unit == Unit::Century && this.is_none() {
        return None;
    }
    if let Some(end) = r
        .particle(hit.end, Particle::This)
        .filter(|&end| this.is_none() && unit != Unit::Day && (r.stops(end) || r.hits(end).next().is_none()))
    {
        return found(end, 0, false);
    }
    if this.is_some() && unit != Unit::Day {
        return found(hit.end, 0, false);
    }
    if that.is_some() {
        return found(hit.end, 0, true);
    }
    let counted = matches!(unit, Unit::Week | Unit::Month | Unit::Year);
    let ordinal = r.ordinal(hit.end).is_some_and(|(_, _, definite)| definite) || r.last(hit.end).is_some();
    let digits = r.digits(hit.end).is_some();
    if counted
        && !ordinal
        && !digits
        && !r.is_definite(hit.end)
        && (part.is_some() || r.follows(noun, &[Particle::During, Particle::By]) && clean(hit.proclitics))
    {
        return found(hit.end, 0, false);
    }
    None
}

fn clean(proclitics: Proclitics) -> bool {
    !proclitics.intersects(Proclitics::WA | Proclitics::FA | Proclitics::BI | Proclitics::LI | Proclitics::KA)
}

/// «مطلع», «منتصف», «أواخر» at `at`, and where it ends.
pub(super) fn part(r: &Reader<'_, '_>, at: usize) -> Option<(PeriodPart, usize)> {
    if !r.can(at, Kinds::PART) {
        return None;
    }
    r.find(at, |hit| if let Word::Part(part) = hit.word { Some((part, hit.end)) } else { None })
}

/// «العام الدراسي الماضي», «العام الدراسي 2017-2018», «السنة المالية 2018».
fn school(r: &Reader<'_, '_>, at: usize, end: usize, this: bool) -> Option<Found> {
    const RULE: &str = "time-double-year";
    if this {
        return Some(Found::new(RULE, at, end, Shape::DoubleYear(YearRef::Offset(0))));
    }
    if let Some((year, stop)) = double_year(r, end) {
        return Some(Found::new(RULE, at, stop, Shape::DoubleYear(YearRef::Known(year))));
    }
    if let Some(year) = r.year_digits(end) {
        return Some(Found::new(
            YEAR,
            at,
            end + 1,
            Shape::Year { calendar: super::words::Calendar::Gregorian, year: year as i16 },
        ));
    }
    let (direction, stop) = date::modifier(r, end)?;
    let offset = match direction {
        Direction::Past => -1,
        Direction::Present => 0,
        Direction::Future => 1,
        _ => return None,
    };
    Some(Found::new(RULE, at, stop, Shape::DoubleYear(YearRef::Offset(offset))))
}

/// «2017-2018», «2017/2018», «2017/18»: two years in a row.
fn double_year(r: &Reader<'_, '_>, at: usize) -> Option<(i16, usize)> {
    let first = r.year_digits(at)?;
    let joined = r.mark(at + 1, '-') || r.mark(at + 1, '/') || r.mark(at + 1, '\u{2013}');
    let second = r.year_digits(at + 2).or_else(|| {
        let short = r.digits(at + 2).filter(|_| r.glued(at + 2) && r.scan.key(at + 2).len() == 2)?;
        (!r.mark(at + 3, '/') && !r.mark(at + 3, '-')).then_some(first / 100 * 100 + short)
    });
    (joined && second == Some(first + 1)).then_some((first as i16, at + 3))
}

/// Years by number: «عام 2011», «سنة 1446 هـ», «عام ألفين وعشرة», «نهاية 2006», «في 2007», «موسم 2017-2018».
pub(super) fn year(r: &Reader<'_, '_>, at: usize, after_year: bool) -> Option<Found> {
    let part = part(r, at);
    let found = numbered_year(r, at, part.map_or(at, |(_, end)| end), after_year)?;
    Some(Found { part: part.map(|(part, _)| part), ..found })
}

/// The year behind a part of it, which begins at `from`.
fn numbered_year(r: &Reader<'_, '_>, at: usize, from: usize, after_year: bool) -> Option<Found> {
    let gregorian = super::words::Calendar::Gregorian;
    if let Some((_, count, hit)) = r.unit(from, |unit, count, hit| {
        // «أعوام 2010 و2012».
        unit == Unit::Year && count != Count::Two && (count != Count::Many || r.year_digits(hit.end).is_some())
    }) {
        if from > at && !clean(hit.proclitics) {
            return None;
        }
        if let Some((year, end)) = double_year(r, hit.end) {
            return Some(Found::new("time-double-year", at, end, Shape::DoubleYear(YearRef::Known(year))));
        }
        if let Some((calendar, year, end)) = numbered(r, hit.end) {
            if let Some((year, end)) = same_year(r, calendar, end) {
                return Some(Found::new(YEAR, at, end, Shape::Year { calendar: gregorian, year }));
            }
            return Some(Found::new(
                if calendar == gregorian { YEAR } else { date::HIJRI },
                at,
                end,
                Shape::Year { calendar, year },
            ));
        }
        if count == Count::One
            && let Some(amount) = r.amount(hit.end).filter(|a| !a.digits && !a.definite)
            && let Some(year) = amount.whole().filter(|y| (1000..2300).contains(y))
        {
            return Some(Found::new(YEAR, at, amount.end, Shape::Year { calendar: gregorian, year: year as i16 }));
        }
        return None;
    }
    if let Some(end) = r.particle(at, Particle::SeasonOf) {
        if let Some(end) = r.particle(end, Particle::YearOf) {
            return school(r, at, end, false);
        }
        // «الموسم الرياضي 2017-2018».
        let end = end + usize::from(r.is_definite(end));
        return double_year(r, end)
            .map(|(year, stop)| Found::new("time-double-year", end, stop, Shape::DoubleYear(YearRef::Known(year))));
    }
    let year = r.year_digits(from)?;
    let (calendar, value, end) = numbered(r, from)?;
    let marked = end > from + 1;
    if marked {
        return Some(Found::new(
            if calendar == gregorian { YEAR } else { date::HIJRI },
            at,
            end,
            Shape::Year { calendar, year: value },
        ));
    }
    if !(1800..2100).contains(&year) || counts(r, end) {
        return None;
    }
    let before = from.wrapping_sub(1);
    let clitic = r.particle(before, Particle::Clitic).is_some() && r.glued(from);
    let base = if clitic { before } else { from };
    let glued_and = clitic && after_year;
    let prepositions = r.follows(base, date::PREPOSITIONS) && !r.follows(base, &[Particle::More, Particle::About]);
    let closes = r.mark(end, ')')
        || (r.mark(end, '-') || r.mark(end, '\u{2013}')) && r.year_digits(end + 1).is_some() && r.mark(end + 2, ')');
    let bracketed = r.mark(before, '(') && closes && (1900..2100).contains(&year);
    let to = after_year && (r.follows(base, &[Particle::To]) || r.mark(before, '-') || r.mark(before, '\u{2013}'));
    // «من 2018 إلى 2020».
    let from_to = r.follows(base, &[Particle::Of])
        && (r
            .particle_of(end, &[Particle::To, Particle::Until])
            .is_some_and(|next| r.year_digits(next).is_some() && !counts(r, next + 1)));
    if from > at
        || prepositions
        || bracketed
        || to
        || from_to
        || glued_and
        || after_year && (r.follows(from, &[Particle::And]) || r.comma(before))
    {
        return Some(Found::new(YEAR, at, end, Shape::Year { calendar: gregorian, year: value }));
    }
    None
}

/// «656هـ/1258م», «656 هـ (1258 م)», «656 هـ الموافق 1258م»: the Gregorian year that stands behind a Hijri one.
fn same_year(r: &Reader<'_, '_>, calendar: super::words::Calendar, at: usize) -> Option<(i16, usize)> {
    if calendar == super::words::Calendar::Gregorian {
        return None;
    }
    let bracket = r.mark(at, '(');
    let next = if bracket || r.mark(at, '/') || r.mark(at, '-') || r.mark(at, '\u{2013}') {
        at + 1
    } else {
        let end = r.particle(at, Particle::Matching)?;
        r.particle(end, Particle::Clitic).unwrap_or(end)
    };
    let (calendar, year, end) = numbered(r, next)?;
    let closed = !bracket || r.mark(end, ')');
    (calendar == super::words::Calendar::Gregorian && closed).then_some((year, end + usize::from(bracket)))
}

/// Is the number that ends at `end` a count of what follows?
pub(super) fn counts(r: &Reader<'_, '_>, end: usize) -> bool {
    if r.stops(end) {
        return r.mark(end, '%') || r.mark(end, '\u{66A}');
    }
    r.unit(end, |_, _, _| true).is_some_and(|(_, _, hit)| hit.proclitics.is_empty())
        || r.particle(end, Particle::Counted).is_some()
        || r.scan.flag(end, rawi_text::TokenFlags::TANWIN_FATH)
}

/// A year in digits with its era at `at`.
fn numbered(r: &Reader<'_, '_>, at: usize) -> Option<(super::words::Calendar, i16, usize)> {
    use super::words::Calendar;
    let number = r.digits(at).filter(|&n| n > 0)?;
    let end = at + 1;
    if let Some(end) = r.particle(end, Particle::HijriMark) {
        return ((1..1600).contains(&number)).then_some((Calendar::Hijri, number as i16, end));
    }
    if let Some(end) = r.particle(end, Particle::Bc) {
        return Some((Calendar::Gregorian, 1 - number as i16, end));
    }
    if let Some(end) = r.particle(end, Particle::ChristianMark).filter(|_| number > 31) {
        return Some((Calendar::Gregorian, number as i16, end));
    }
    r.year_digits(at).map(|year| (Calendar::Gregorian, year as i16, end))
}

/// «الربع الأول [من عام] 2018», «النصف الثاني من العام الماضي», «الثلث الأول من آب», «الأشهر الستة الأولى من 2018».
pub(super) fn fraction(r: &Reader<'_, '_>, at: usize) -> Option<Found> {
    let (parts, term, end) = r.find(at, |hit| match hit.word {
        Word::Period { kind: kind @ (Period::Fraction | Period::Term), value } if hit.definite => {
            Some((value, kind == Period::Term, hit.end))
        }
        _ => None,
    })?;
    let (which, end) = match r.last(end) {
        Some(end) => (0, end),
        None => r
            .ordinal(end)
            .filter(|&(n, _, definite)| definite && n <= parts.into())
            .map(|(n, end, _)| (n as u8, end))?,
    };
    let rule = if parts == 4 { "time-quarter" } else { "time-half" };
    let found = |end, within| Some(Found::new(rule, at, end, Shape::Fraction { parts, which, within }));
    if let Some((year, _, end)) = date::year_tail(r, end) {
        return found(end, Within::Year(year));
    }
    let of = r.particle(end, Particle::Of);
    if let Some(of) = of {
        if parts != 4
            && let Some((within, end)) = nth::month(r, of)
        {
            return found(end, within);
        }
        // «من العام», this one.
        if let Some((_, _, hit)) =
            r.unit(of, |unit, count, hit| unit == Unit::Year && count == Count::One && hit.definite)
            && r.particle(hit.end, Particle::YearOf).is_none()
        {
            return found(hit.end, Within::Year(YearRef::Offset(0)));
        }
        return None;
    }
    if parts != 4 || term || r.is_definite(end) {
        return None;
    }
    let end = date::modifier(r, end).map_or(end, |(_, end)| end);
    found(end, Within::Year(YearRef::Open))
}

/// «الأشهر الستة الأولى من العام الجاري», «أول ثلاثة أشهر من 2018».
pub(super) fn months(r: &Reader<'_, '_>, at: usize) -> Option<Found> {
    let (count, last, end) = first_months(r, at)?;
    let (year, end) = if let Some((year, _, end)) = date::year_tail(r, end) {
        (year, end)
    } else {
        // «من العام», this one.
        let of = r.particle(end, Particle::Of)?;
        let (_, _, hit) = r.unit(of, |unit, count, hit| unit == Unit::Year && count == Count::One && hit.definite)?;
        (YearRef::Offset(0), hit.end)
    };
    Some(Found::new("time-months", at, end, Shape::Months { count: count as u8, last, year }))
}

/// How many months, whether the last ones, and where the words end.
fn first_months(r: &Reader<'_, '_>, at: usize) -> Option<(u32, bool, usize)> {
    let side = |at: usize| match r.last(at) {
        Some(end) => Some((true, end)),
        None => r.ordinal(at).filter(|&(n, _, definite)| n == 1 && definite).map(|(_, end, _)| (false, end)),
    };
    let fits = |n: &u32| (1..=12).contains(n);
    if let Some((_, count, hit)) =
        r.unit(at, |unit, count, hit| unit == Unit::Month && count != Count::One && hit.definite)
    {
        if count == Count::Two {
            let (last, end) = side(hit.end)?;
            return Some((2, last, end));
        }
        let amount = r.amount(hit.end).filter(|a| a.definite)?;
        let (last, end) = side(amount.end)?;
        return Some((amount.whole().filter(fits)?, last, end));
    }
    // «أول ثلاثة أشهر», «آخر شهرين».
    let (last, from) = match part(r, at) {
        Some((PeriodPart::End, end)) => (true, end),
        _ => r.ordinal(at).filter(|&(n, _, definite)| n == 1 && !definite).map(|(_, end, _)| (false, end))?,
    };
    if let Some((_, _, hit)) =
        r.unit(from, |unit, count, hit| unit == Unit::Month && count == Count::Two && !hit.definite)
    {
        return Some((2, last, hit.end));
    }
    let amount = r.amount(from).filter(|a| !a.definite)?;
    let (_, _, hit) = r.unit(amount.end, |unit, count, _| unit == Unit::Month && count == Count::Many)?;
    Some((amount.whole().filter(fits)?, last, hit.end))
}

/// «صيف 2018», «الشتاء الماضي», «خريف العام المقبل», «هذا الصيف».
pub(super) fn season(r: &Reader<'_, '_>, at: usize) -> Option<Found> {
    let part = part(r, at);
    let from = part.map_or(at, |(_, end)| end);
    let this = r.particle(from, Particle::This);
    let noun = this.unwrap_or(from);
    let (season, definite, end) = r.find(noun, |hit| match hit.word {
        Word::Period { kind: Period::Season, value } if noun == at || clean(hit.proclitics) => {
            Some((value, hit.definite, hit.end))
        }
        _ => None,
    })?;
    let found = |end, year, direction| {
        let shape = Shape::Season { season, year, direction };
        Some(Found { part: part.map(|(part, _)| part), ..Found::new("time-season", at, end, shape) })
    };
    if definite {
        if this.is_some() {
            return found(end, YearRef::Offset(0), None);
        }
        let (direction, end) = date::modifier(r, end)
            .filter(|(d, _)| matches!(d, Direction::Past | Direction::Present | Direction::Future))?;
        return found(end, YearRef::Open, Some(direction));
    }
    let (year, hijri, end) = date::year_tail(r, end)?;
    if hijri { None } else { found(end, year, None) }
}

/// «ثمانينيات القرن الماضي», «أوائل التسعينيات», «القرن الحادي والعشرين», «القرن الـ19».
pub(super) fn decade(r: &Reader<'_, '_>, at: usize) -> Option<Found> {
    let part = part(r, at);
    let found = decade_at(r, at, part.map_or(at, |(_, end)| end))?;
    Some(Found { part: part.map(|(part, _)| part), ..found })
}

fn decade_name(r: &Reader<'_, '_>, at: usize) -> Option<(u8, Hit)> {
    r.find(at, |hit| match hit.word {
        Word::Period { kind: Period::Decade, value } => Some((value, *hit)),
        _ => None,
    })
}

/// The decade or century behind a part of it, which begins at `from`.
fn decade_at(r: &Reader<'_, '_>, at: usize, from: usize) -> Option<Found> {
    if let Some((decade, hit)) = decade_name(r, from).filter(|(_, hit)| from == at || clean(hit.proclitics)) {
        let found = |end, century| Some(Found::new("time-decade", at, end, Shape::Decade { decade, century }));
        let of = |end| r.particle(end, Particle::Of).unwrap_or(end);
        if let Some((century, end)) = century(r, of(hit.end)) {
            return found(end, Some(century));
        }
        // «خمسينيات وستينيات القرن الماضي»: the century stands behind the last.
        let shared = decade_name(r, hit.end)
            .filter(|(_, next)| next.proclitics.contains(Proclitics::WA))
            .and_then(|(_, next)| century(r, of(next.end)));
        if let Some((century, _)) = shared {
            return found(hit.end, Some(century));
        }
        // «في الستينيات من عمره», «أعمارهم بين العشرينيات والستينيات» are ages.
        let age = r
            .particle(hit.end, Particle::Of)
            .is_some_and(|of| r.particle_of(of, &[Particle::Life, Particle::Age]).is_some())
            || (from.saturating_sub(6).max(r.start)..from)
                .any(|t| r.particle_of(t, &[Particle::Life, Particle::Age]).is_some());
        return if hit.definite && !age && decade > 3 { found(hit.end, None) } else { None };
    }
    // «العقد الأول من القرن الحالي».
    if let Some((_, _, hit)) =
        r.unit(from, |unit, count, hit| unit == Unit::Decade && count == Count::One && hit.definite)
    {
        let (which, end) = match r.last(hit.end) {
            Some(end) => (10, end),
            None => r.ordinal(hit.end).filter(|&(n, _, definite)| definite && n <= 10).map(|(n, end, _)| (n, end))?,
        };
        let (century, end) = century(r, r.particle(end, Particle::Of)?)?;
        let shape = Shape::Decade { decade: which as u8 - 1, century: Some(century) };
        return Some(Found::new("time-decade", at, end, shape));
    }
    let (century, end) = century_any(r, from)?;
    Some(Found::new("time-century", at, end, Shape::Century(century)))
}

/// A century of the common era, whose decades can be counted.
fn century(r: &Reader<'_, '_>, at: usize) -> Option<(Century, usize)> {
    century_any(r, at).filter(|(century, _)| matches!(century, Century::Number(_) | Century::Offset(_)))
}

/// «القرن الماضي», «القرن الثامن عشر», «القرن الثالث قبل الميلاد», «القرن الرابع الهجري».
fn century_any(r: &Reader<'_, '_>, at: usize) -> Option<(Century, usize)> {
    let (_, _, hit) = r.unit(at, |unit, count, hit| unit == Unit::Century && count == Count::One && hit.definite)?;
    if let Some((direction, end)) = date::modifier(r, hit.end) {
        let offset = match direction {
            Direction::Past => -1,
            Direction::Present => 0,
            Direction::Future => 1,
            Direction::BeforeLast => -2,
            _ => return None,
        };
        return Some((Century::Offset(offset), end));
    }
    let (number, end) = match r.ordinal(hit.end) {
        Some((number, end, true)) => (number, end),
        _ => r.amount(hit.end).filter(|a| a.digits).and_then(|a| Some((a.whole()?, a.end)))?,
    };
    numbered_century(r, number, end)
}

/// The century of that number, with the era that stands at `at`.
pub(super) fn numbered_century(r: &Reader<'_, '_>, number: u32, at: usize) -> Option<(Century, usize)> {
    let number = u8::try_from(number).ok().filter(|n| (1..=30).contains(n))?;
    if let Some(end) = r.particle(at, Particle::Bc) {
        return Some((Century::Before(number), end));
    }
    if let Some(end) = r.particle(at, Particle::HijriMark).filter(|_| number <= 15) {
        return Some((Century::Hijri(number), end));
    }
    Some((Century::Number(number), r.particle(at, Particle::ChristianMark).unwrap_or(at)))
}

/// Is there an adjective of nationality at `at`?
fn another_nation(r: &Reader<'_, '_>, at: usize) -> bool {
    r.is_definite(at) && r.scan.is(at, crate::lexicon::Class::Demonym)
}

/// «عيد الفطر», «رأس السنة», «عيد الأضحى الماضي».
pub(super) fn holiday(r: &Reader<'_, '_>, at: usize) -> Option<Found> {
    let (shape, end) = r.find(at, |hit| match hit.word {
        // «عيد الميلاد الـ92» is a birthday.
        Word::Holiday { .. }
            // «رأس السنة الإيرانية» is another day.
            if another_nation(r, hit.end)
                || r.ordinal(hit.end).is_some() || r.amount(hit.end).is_some_and(|a| a.definite || a.tenths < 10_000) =>
        {
            None
        }
        Word::Holiday { calendar, month, day, length } => {
            let tail = date::tail(r, hit.end);
            Some((
                Shape::Holiday { calendar, month, day, length, year: tail.year, direction: tail.direction },
                tail.end,
            ))
        }
        _ => None,
    })?;
    Some(Found::new("time-holiday", at, end, shape))
}

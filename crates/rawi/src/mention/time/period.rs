//! Periods longer than a day: weeks, months and years beside the publication day, years by number, quarters, seasons, decades,
//! centuries, holidays.

use rawi_text::Proclitics;

use super::date;
use super::reader::Reader;
use super::words::{Count, Direction, Particle, Period, Unit, Word};
use super::written::{Century, Found, Shape, Within, YearRef};

const RELATIVE: &str = "time-period-relative";
const YEAR: &str = "time-year";

/// «[مطلع] [هذا] العام [الماضي]», «الأسبوع المقبل», «ذلك العام», «خلال العام».
pub(super) fn relative(r: &Reader<'_, '_>, at: usize) -> Option<Found> {
    let part = part(r, at);
    let from = part.unwrap_or(at);
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
        Some(Found::new(
            rule,
            at,
            end,
            Shape::Period { unit: if unit == Unit::Night { Unit::Day } else { unit }, offset, beside },
        ))
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

fn part(r: &Reader<'_, '_>, at: usize) -> Option<usize> {
    r.find(at, |hit| if let Word::Part(_) = hit.word { Some(hit.end) } else { None })
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

/// «2017-2018», «2017/2018»: two years in a row.
fn double_year(r: &Reader<'_, '_>, at: usize) -> Option<(i16, usize)> {
    let first = r.year_digits(at)?;
    let joined = r.mark(at + 1, '-') || r.mark(at + 1, '/') || r.mark(at + 1, '\u{2013}');
    (joined && r.year_digits(at + 2) == Some(first + 1)).then_some((first as i16, at + 3))
}

/// Years by number: «عام 2011», «سنة 1446 هـ», «عام ألفين وعشرة», «نهاية 2006», «في 2007», «موسم 2017-2018».
pub(super) fn year(r: &Reader<'_, '_>, at: usize, after_year: bool) -> Option<Found> {
    let part = part(r, at);
    let from = part.unwrap_or(at);
    let gregorian = super::words::Calendar::Gregorian;
    if let Some((_, count, hit)) =
        r.unit(from, |unit, count, _| unit == Unit::Year && matches!(count, Count::One | Count::Pair))
    {
        if from > at && !clean(hit.proclitics) {
            return None;
        }
        if let Some((year, end)) = double_year(r, hit.end) {
            return Some(Found::new("time-double-year", at, end, Shape::DoubleYear(YearRef::Known(year))));
        }
        if let Some((calendar, year, end)) = numbered(r, hit.end) {
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
    if let Some(end) = r.particle(at, Particle::SeasonOf)
        && let Some((year, stop)) = double_year(r, end)
    {
        return Some(Found::new("time-double-year", end, stop, Shape::DoubleYear(YearRef::Known(year))));
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
    let bracketed = r.mark(before, '(') && r.mark(end, ')') && (1900..2100).contains(&year);
    let to = after_year && (r.follows(base, &[Particle::To]) || r.mark(before, '-') || r.mark(before, '\u{2013}'));
    // «من 2018 إلى 2020».
    let from_to = r.follows(base, &[Particle::Of])
        && (r
            .particle_of(end, &[Particle::To, Particle::Until])
            .is_some_and(|next| r.year_digits(next).is_some() && !counts(r, next + 1)));
    if part.is_some()
        || prepositions
        || bracketed
        || to
        || from_to
        || glued_and
        || after_year && r.follows(from, &[Particle::And])
    {
        return Some(Found::new(YEAR, at, end, Shape::Year { calendar: gregorian, year: value }));
    }
    None
}

/// Is the number that ends at `end` a count of what follows?
fn counts(r: &Reader<'_, '_>, end: usize) -> bool {
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
    let (parts, end) = r.find(at, |hit| match hit.word {
        Word::Period { kind: Period::Fraction, value } if hit.definite => Some((value, hit.end)),
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
            && let Some(name) = date::month_name(r, of).filter(|n| n.calendar == super::words::Calendar::Gregorian)
        {
            let tail = date::tail(r, name.end);
            return found(tail.end, Within::Month(name.month, tail.year));
        }
        if parts != 4
            && let Some((_, _, hit)) =
                r.unit(of, |unit, count, hit| unit == Unit::Month && count == Count::One && hit.definite)
            && let Some((direction, end)) = date::modifier(r, hit.end)
            && let Some(YearRef::Offset(offset)) = date::year_of(direction)
        {
            return found(end, Within::MonthOffset(offset.into()));
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
    if parts != 4 || r.is_definite(end) {
        return None;
    }
    let end = date::modifier(r, end).map_or(end, |(_, end)| end);
    found(end, Within::Year(YearRef::Open))
}

/// «الأشهر الستة الأولى من العام الجاري», «أول ثلاثة أشهر من 2018».
pub(super) fn months(r: &Reader<'_, '_>, at: usize) -> Option<Found> {
    let (_, _, hit) = r.unit(at, |unit, count, hit| unit == Unit::Month && count == Count::Many && hit.definite)?;
    let amount = r.amount(hit.end).filter(|a| a.definite)?;
    let (last, end) = match r.last(amount.end) {
        Some(end) => (true, end),
        None => (false, r.ordinal(amount.end).filter(|&(n, _, definite)| n == 1 && definite).map(|(_, end, _)| end)?),
    };
    let (year, _, end) = date::year_tail(r, end)?;
    let count = amount.whole().filter(|n| (1..=12).contains(n))?;
    Some(Found::new("time-months", at, end, Shape::Months { count: count as u8, last, year }))
}

/// «صيف 2018», «الشتاء الماضي», «خريف العام المقبل», «هذا الصيف».
pub(super) fn season(r: &Reader<'_, '_>, at: usize) -> Option<Found> {
    let part = part(r, at);
    let from = part.unwrap_or(at);
    let this = r.particle(from, Particle::This);
    let noun = this.unwrap_or(from);
    let (season, definite, end) = r.find(noun, |hit| match hit.word {
        Word::Period { kind: Period::Season, value } if noun == at || clean(hit.proclitics) => {
            Some((value, hit.definite, hit.end))
        }
        _ => None,
    })?;
    let found =
        |end, year, direction| Some(Found::new("time-season", at, end, Shape::Season { season, year, direction }));
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
    let from = part(r, at).unwrap_or(at);
    let decade = r.find(from, |hit| match hit.word {
        Word::Period { kind: Period::Decade, value } if from == at || clean(hit.proclitics) => Some((value, *hit)),
        _ => None,
    });
    if let Some((decade, hit)) = decade {
        let of = r.particle(hit.end, Particle::Of).unwrap_or(hit.end);
        if let Some((century, end)) = century(r, of) {
            return Some(Found::new("time-decade", at, end, Shape::Decade { decade, century: Some(century) }));
        }
        // «في الستينيات من عمره» is an age.
        let age = r
            .particle(hit.end, Particle::Of)
            .is_some_and(|of| r.particle_of(of, &[Particle::Life, Particle::Age]).is_some());
        return (hit.definite && !age && decade > 3)
            .then(|| Found::new("time-decade", at, hit.end, Shape::Decade { decade, century: None }));
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
        return Some(Found::new(
            "time-decade",
            at,
            end,
            Shape::Decade { decade: which as u8 - 1, century: Some(century) },
        ));
    }
    let (century, end) = century(r, from)?;
    Some(Found::new("time-century", at, end, Shape::Century(century)))
}

fn century(r: &Reader<'_, '_>, at: usize) -> Option<(Century, usize)> {
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
    let end = r.particle(end, Particle::ChristianMark).unwrap_or(end);
    if r.particle_of(end, &[Particle::HijriMark, Particle::Bc]).is_some() {
        return None;
    }
    (1..=30).contains(&number).then_some((Century::Number(number as u8), end))
}

/// «عيد الفطر», «رأس السنة», «عيد الأضحى الماضي».
pub(super) fn holiday(r: &Reader<'_, '_>, at: usize) -> Option<Found> {
    let (shape, end) = r.find(at, |hit| match hit.word {
        // «عيد الميلاد الـ92» is a birthday.
        Word::Holiday { .. }
            if r.ordinal(hit.end).is_some() || r.amount(hit.end).is_some_and(|a| a.definite || a.tenths < 10_000) =>
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

//! Lengths of time, lengths counted back from publication, and what recurs.

use rawi_text::Proclitics;

use super::date;
use super::reader::{Amount, Hit, Reader};
use super::words::{Count, Direction, Particle, Period, Unit, Word};
use super::written::{Found, Length, Shape, YearRef};

const DURATION: &str = "time-duration";

struct Counted {
    tenths: u32,
    unit: Unit,
    end: usize,
    bare: bool,
}

/// «نصف ساعة», «ربع قرن»: a fraction of one unit, in the smaller unit that it makes whole.
fn part_of_unit(r: &Reader<'_, '_>, at: usize) -> Option<Counted> {
    let (under, from) = r.find(at, |hit| match hit.word {
        Word::Period { kind: Period::Fraction, value } if !hit.definite => Some((u32::from(value), hit.end)),
        _ => None,
    })?;
    let (whole, _, hit) = r.unit(from, |unit, count, hit| {
        count == Count::One
            && hit.proclitics.difference(Proclitics::AL).is_empty()
            && (!hit.definite || unit == Unit::Hour)
    })?;
    let (units, unit) = match whole {
        Unit::Century => (100, Unit::Year),
        Unit::Decade => (10, Unit::Year),
        Unit::Year => (12, Unit::Month),
        Unit::Day => (24, Unit::Hour),
        Unit::Hour => (60, Unit::Minute),
        Unit::Minute => (60, Unit::Second),
        unit => (1, unit),
    };
    let tenths: u32 = units * 10;
    tenths.is_multiple_of(under).then(|| Counted { tenths: tenths / under, unit, end: hit.end, bare: false })
}

/// A counted unit: «ثلاث سنوات», «12 شهرا», «شهرين», «الأيام الثلاثة», «الساعات الـ24».
fn counted(r: &Reader<'_, '_>, at: usize) -> Option<Counted> {
    if let Some(part) = part_of_unit(r, at) {
        return Some(part);
    }
    if let Some(amount) = r.amount(at)
        && let Some((unit, _, hit)) = r.unit(amount.end, |_, count, hit| {
            matches!(count, Count::One | Count::Many) && agrees(&amount, count) && hit.proclitics.is_empty()
        })
    {
        let tenths = amount.tenths;
        return (tenths > 0 && !(1900..2100).contains(&(tenths / 10)) || !amount.digits).then_some(Counted {
            tenths,
            unit,
            end: hit.end,
            bare: false,
        });
    }
    // «القرنين الثامن عشر والتاسع عشر» is no length.
    let numbered = |unit, hit: &Hit| unit == Unit::Century && hit.definite && r.ordinal(hit.end).is_some();
    if let Some((unit, _, hit)) = r.unit(at, |unit, count, hit| count == Count::Two && !numbered(unit, hit)) {
        // «اليومين الماضيين»; a pronoun or a second name would be something else.
        return Some(Counted { tenths: 20, unit, end: hit.end, bare: false });
    }
    if let Some((unit, _, hit)) = r.unit(at, |_, count, hit| count == Count::Many && hit.definite) {
        let amount = r.amount(hit.end).filter(|a| a.definite)?;
        return Some(Counted { tenths: amount.tenths, unit, end: amount.end, bare: false });
    }
    let (unit, _, hit) = r.unit(at, |_, count, hit| count == Count::One && !hit.definite)?;
    let one = r.amount(hit.end).filter(|a| a.tenths == 10 && !a.digits && !a.definite).map(|a| a.end);
    let whole = r.particle(hit.end, Particle::Whole);
    Some(Counted { tenths: 10, unit, end: one.or(whole).unwrap_or(hit.end), bare: one.or(whole).is_none() })
}

fn agrees(amount: &Amount, count: Count) -> bool {
    match count {
        Count::Many => amount.tenths > 20,
        _ => amount.tenths >= 100 || !amount.tenths.is_multiple_of(10),
    }
}

/// A length, perhaps of two parts: «ثلاث سنوات وتسعة أشهر», «عامين ونصف العام».
fn length(r: &Reader<'_, '_>, at: usize) -> Option<(Length, usize, bool)> {
    let first = counted(r, at)?;
    let mut length = Length { first: (first.tenths, first.unit), second: None, upto: None };
    let (mut end, mut bare) = (first.end, first.bare);
    let half = r.find(end, |hit| match hit.word {
        Word::Period { kind: Period::Fraction, value } if hit.proclitics == Proclitics::WA => Some((value, hit.end)),
        _ => None,
    });
    if let Some((value, stop)) = half {
        bare = false;
        end = r
            .unit(stop, |unit, count, _| count == Count::One && unit == first.unit)
            .map_or(stop, |(_, _, hit)| hit.end);
        let months = 12 / u32::from(value);
        match first.unit {
            Unit::Year => length.second = Some((months * 10, Unit::Month)),
            Unit::Hour => length.second = Some((60 / u32::from(value) * 10, Unit::Minute)),
            Unit::Minute => length.second = Some((60 / u32::from(value) * 10, Unit::Second)),
            _ if value == 2 => length.first.0 += 5,
            _ => {}
        }
    } else {
        let from = r.and(end).unwrap_or(end);
        let joined = from > end || r.hits(end).any(|h| h.proclitics == Proclitics::WA);
        if joined && let Some(second) = counted(r, from).filter(|s| smaller(s.unit, first.unit) && !s.bare) {
            length.second = Some((second.tenths, second.unit));
            end = second.end;
            bare = false;
        }
    }
    // «كاملة», «متتالية».
    end = r.particle(end, Particle::Whole).unwrap_or(end);
    Some((length, end, bare))
}

fn smaller(unit: Unit, than: Unit) -> bool {
    matches!(
        (than, unit),
        (Unit::Year, Unit::Month | Unit::Week | Unit::Day)
            | (Unit::Month, Unit::Week | Unit::Day)
            | (Unit::Week, Unit::Day)
            | (Unit::Day, Unit::Hour)
            | (Unit::Hour, Unit::Minute)
            | (Unit::Minute, Unit::Second)
    )
}

/// A length of time, or a time so long before publication.
pub(super) fn duration(r: &Reader<'_, '_>, at: usize) -> Option<Found> {
    if let Some(found) = ago(r, at).or_else(|| hence(r, at)) {
        return Some(found);
    }
    if let Some(found) = from_to(r, at) {
        return Some(found);
    }
    let (length, end, bare) = length(r, at)?;
    let clitic = r.hits(at).any(|h| h.proclitics.contains(Proclitics::LI))
        || r.particle(at.wrapping_sub(1), Particle::Clitic).is_some() && r.glued(at);
    let introduced = r.follows(
        at,
        &[Particle::Length, Particle::Since, Particle::During, Particle::After, Particle::Before, Particle::About],
    ) || clitic && !bare;
    match (bare, length.first.1) {
        // «عام» is also general, «ثانية» a second time, «عقد» a contract, «يوم» stands before any day.
        (true, Unit::Second | Unit::Decade | Unit::Day | Unit::Night) => return None,
        (true, _)
            if !introduced || r.digits(end).is_some() || date::month_name(r, end).is_some() || r.is_definite(end) =>
        {
            return None;
        }
        (true, Unit::Minute | Unit::Hour) if r.ordinal(end).is_some() => return None,
        (false, Unit::Decade) if !introduced && !r.follows(at, date::PREPOSITIONS) => return None,
        _ => {}
    }
    if age(r, at, end) {
        return None;
    }
    let end = date::modifier(r, end)
        .filter(|(d, _)| {
            matches!(d, Direction::Past | Direction::Future | Direction::Recent | Direction::Next | Direction::Previous)
        })
        .map_or(end, |(_, end)| end);
    Some(Found::new(DURATION, at, end, Shape::Length(length)))
}

/// «قبل يومين», «قبل نحو ثلاثة أشهر»: counted back from publication, unless an event is named (قبل يومين من الانتخابات).
fn ago(r: &Reader<'_, '_>, at: usize) -> Option<Found> {
    let before = r.particle(at, Particle::Before)?;
    let from = r.particle(before, Particle::About).unwrap_or(before);
    let (length, end, _) = length(r, from)?;
    let event =
        r.particle(end, Particle::Of).is_some() || r.scan.function(end, crate::lexicon::Function::Ala).is_some();
    if event || date::modifier(r, end).is_some() || length.second.is_some() || r.digits(end).is_some() {
        return None;
    }
    let (tenths, unit) = length.first;
    tenths
        .is_multiple_of(10)
        .then(|| Found::new("time-ago", at, end, Shape::Ago { count: tenths / 10, unit, ahead: false }))
}

/// «قبل ذلك بعام», «بعدها بيومين», «بعد يومين من ذلك»: counted from the last time mentioned.
pub(super) fn beside(r: &Reader<'_, '_>, at: usize) -> Option<Found> {
    let found = |end, length: Length, ahead: bool| {
        let (tenths, unit) = length.first;
        let count = i32::try_from(tenths / 10).ok()? * if ahead { 1 } else { -1 };
        let (unit, offset) = match unit {
            Unit::Second | Unit::Minute | Unit::Hour => return None,
            Unit::Decade => (Unit::Year, count * 10),
            Unit::Century => (Unit::Year, count * 100),
            unit => (unit, count),
        };
        (length.second.is_none() && length.upto.is_none() && tenths.is_multiple_of(10))
            .then(|| Found::new("time-beside", at, end, Shape::Period { unit, offset, beside: true }))
    };
    let (ahead, end) = match r.particle_of(at, &[Particle::After, Particle::AfterIt]) {
        Some(end) => (true, end),
        None => (false, r.particle_of(at, &[Particle::Before, Particle::BeforeIt])?),
    };
    let it = r.particle_of(at, &[Particle::AfterIt, Particle::BeforeIt]).or_else(|| r.particle(end, Particle::That));
    if let Some(from) = it {
        let clitic = r.particle(from, Particle::Clitic).filter(|&next| r.glued(next));
        let by = clitic.is_some() || r.hits(from).any(|h| h.proclitics.contains(Proclitics::BI));
        let (length, end, _) = length(r, clitic.unwrap_or(from)).filter(|_| by)?;
        return found(end, length, ahead);
    }
    let (length, end, _) = length(r, end)?;
    let that = r.particle(r.particle(end, Particle::Of)?, Particle::That)?;
    // «من ذلك التاريخ» is the same; any other noun is an event.
    (r.stops(that) || r.hits(that).next().is_none() && !r.is_definite(that)).then(|| found(that, length, ahead))?
}

/// «بعد شهرين من الآن», «بعد عام من اليوم»: counted on from publication.
fn hence(r: &Reader<'_, '_>, at: usize) -> Option<Found> {
    let after = r.particle(at, Particle::After)?;
    let from = r.particle(after, Particle::About).unwrap_or(after);
    let (length, end, _) = length(r, from)?;
    let of = r.particle(end, Particle::Of)?;
    let now = r.particle(of, Particle::Now).or_else(|| {
        let today = |hit: &Hit| matches!(hit.word, Word::Deictic { days: 0, .. }).then_some(hit.end);
        r.find(of, today).filter(|&end| !r.is_definite(end))
    })?;
    let (tenths, unit) = length.first;
    (tenths.is_multiple_of(10) && length.second.is_none())
        .then(|| Found::new("time-ago", at, now, Shape::Ago { count: tenths / 10, unit, ahead: true }))
}

/// «من 3 إلى 5 سنوات», «بين شهرين وثلاثة أشهر», «3-5 أيام».
fn from_to(r: &Reader<'_, '_>, at: usize) -> Option<Found> {
    let low = r.amount(at)?;
    let between = r.follows(at, &[Particle::Between]);
    let of = r.follows(at, &[Particle::Of]);
    let next = match r.particle_of(low.end, &[Particle::To, Particle::Until]) {
        Some(next) if of || low.digits || r.follows(at, date::PREPOSITIONS) || r.follows(at, &[Particle::Length]) => {
            next
        }
        _ if r.mark(low.end, '-') || r.mark(low.end, '\u{2013}') => low.end + 1,
        _ if between => r.and(low.end).unwrap_or(low.end),
        _ => return None,
    };
    let high = r.amount(next).filter(|high| high.tenths > low.tenths)?;
    let (unit, _, hit) = r.unit(high.end, |_, count, hit| {
        matches!(count, Count::One | Count::Many) && agrees(&high, count) && hit.proclitics.is_empty()
    })?;
    if unit == Unit::Decade || age(r, at, hit.end) {
        return None;
    }
    let length = Length { first: (low.tenths, unit), second: None, upto: Some(high.tenths) };
    Some(Found::new(DURATION, at, hit.end, Shape::Length(length)))
}

/// Is the length at `at..end` the age of somebody?
fn age(r: &Reader<'_, '_>, at: usize, end: usize) -> bool {
    if r.particle(end, Particle::Of).is_some_and(|of| r.particle_of(of, &[Particle::Life, Particle::Age]).is_some()) {
        return true;
    }
    if r.follows(at, &[Particle::Person]) {
        return true;
    }
    let years = r.unit(end - 1, |unit, _, _| matches!(unit, Unit::Year | Unit::Month)).is_some();
    // «(32 عاما)», «، 32 عاما،».
    let alone = years
        && r.stops(at.wrapping_sub(1))
        && at > r.start
        && r.stops(end)
        && r.amount(at).is_some()
        && !r.mark(at - 1, ':');
    if alone && (r.mark(at - 1, '(') || r.comma(at - 1)) {
        return true;
    }
    for token in (at.saturating_sub(6).max(r.start)..at).rev() {
        if r.comma(token) || r.particle_of(token, &[Particle::Since, Particle::Length, Particle::During]).is_some() {
            return false;
        }
        if r.particle(token, Particle::Age).is_some() {
            return true;
        }
    }
    false
}

/// «21 آذار من كل عام»: one day of every year.
fn every_year(r: &Reader<'_, '_>, at: usize) -> Option<Found> {
    let word = r.unit(at, |unit, count, hit| unit == Unit::Day && count == Count::One && !hit.definite);
    let piece = date::day_month(r, word.map_or(at, |(_, _, hit)| hit.end))?;
    let every = r.particle(r.particle(piece.end, Particle::Of)?, Particle::Every)?;
    let (_, _, hit) = r.unit(every, |unit, count, _| unit == Unit::Year && count == Count::One)?;
    (piece.day.year == YearRef::Open && piece.direction.is_none())
        .then(|| Found::new("time-set", at, hit.end, Shape::EveryDate(piece.day)))
}

/// «كل يوم جمعة», «كل عام», «كل ثلاثة أشهر», «أيام الجمعة», «سنويا».
pub(super) fn set(r: &Reader<'_, '_>, at: usize) -> Option<Found> {
    const SET: &str = "time-set";
    // «الجمعة من كل أسبوع».
    let named = r.unit(at, |unit, count, hit| unit == Unit::Day && count == Count::One && !hit.definite);
    let weekday = r.find(named.map_or(at, |(_, _, hit)| hit.end), |hit| match hit.word {
        Word::Weekday(weekday) if hit.definite => Some((weekday, hit.end)),
        _ => None,
    });
    if let Some((weekday, end)) = weekday
        && let Some(end) = super::range::every_week(r, end)
    {
        return Some(Found::new(SET, at, end, Shape::EveryWeekday(weekday)));
    }
    if let Some(end) = r.particle(at, Particle::Every) {
        let (day, inner) = r
            .unit(end, |unit, count, _| unit == Unit::Day && count == Count::One)
            .map_or((None, end), |(_, _, hit)| (Some(hit.end), hit.end));
        if let Some((weekday, end)) = r.find(inner, |hit| match hit.word {
            Word::Weekday(weekday)
                if hit.proclitics.difference(Proclitics::AL).is_empty()
                    && (hit.definite || weekday != 7 || day.is_some()) =>
            {
                Some((weekday, hit.end))
            }
            _ => None,
        }) {
            return Some(Found::new(SET, at, end, Shape::EveryWeekday(weekday)));
        }
        let (length, end, _) = length(r, end)?;
        if r.digits(end).is_some() || date::month_name(r, end).is_some() {
            return None;
        }
        return Some(Found::new(SET, at, end, Shape::Every(length)));
    }
    if let Some(found) = every_year(r, at) {
        return Some(found);
    }
    if let Some((_, _, hit)) = r.unit(at, |unit, count, hit| unit == Unit::Day && count == Count::Many && !hit.definite)
        && let Some((weekday, end)) = r.find(hit.end, |hit| match hit.word {
            Word::Weekday(weekday) if hit.definite && hit.proclitics == Proclitics::AL => Some((weekday, hit.end)),
            _ => None,
        })
    {
        // «أيام الأحد والاثنين الماضيين» is two days.
        let followed =
            r.find(end, |hit| matches!(hit.word, Word::Weekday(_) | Word::Modifier(_)).then_some(())).is_some();
        return (!followed).then(|| Found::new(SET, at, end, Shape::EveryWeekday(weekday)));
    }
    let (unit, end) = r.find(at, |hit| {
        let unit = match hit.word {
            Word::Particle(Particle::Daily) => Unit::Day,
            Word::Particle(Particle::Weekly) => Unit::Week,
            Word::Particle(Particle::Monthly) => Unit::Month,
            Word::Particle(Particle::Yearly) => Unit::Year,
            _ => return None,
        };
        Some((unit, hit.end))
    })?;
    // «برميل يوميا» after a number is a rate, part of the figure.
    let rate = (at.saturating_sub(5).max(r.start)..at)
        .any(|token| r.scan.tokens[token].kind == rawi_text::TokenKind::Number || r.amount(token).is_some());
    (!rate).then(|| Found::new(SET, at, end, Shape::Every(Length { first: (10, unit), second: None, upto: None })))
}

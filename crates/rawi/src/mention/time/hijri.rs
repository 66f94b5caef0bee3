//! Dates of the Islamic calendar as Gregorian days, by Umm al-Qura.
//!
//! Tables of Umm al-Qura agree for 1420 to 1450 AH (1999 to 2029); outside those years they differ by a day, seldom two, and a note
//! says so.

use icu_calendar::cal::Hijri;
use icu_calendar::types::Month;
use icu_calendar::{Date as CalendarDate, Gregorian};
use jiff::civil::Date;

use super::words::TimeWords;

/// The years on which tables agree.
pub(super) const CERTAIN: std::ops::RangeInclusive<i32> = 1420..=1450;

/// The Gregorian day of a Hijri date, if there is such a date.
pub(super) fn day(year: i32, month: u8, day: u8) -> Option<Date> {
    if !(1..=1700).contains(&year) {
        return None;
    }
    let hijri = CalendarDate::try_new(year.into(), Month::new(month), day, Hijri::new_umm_al_qura()).ok()?;
    let day = hijri.to_calendar(Gregorian);
    super::resolve::civil(
        day.year().era_year_or_related_iso().try_into().ok()?,
        day.month().ordinal,
        day.day_of_month().0,
    )
}

/// The first and last Gregorian day of a Hijri month, as announced where that is known.
pub(super) fn month(words: &TimeWords, year: i32, month: u8) -> Option<(Date, Date)> {
    let start = |year, month| words.announced(year, month).or_else(|| day(year, month, 1));
    let (next_year, next_month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    Some((start(year, month)?, start(next_year, next_month)?.yesterday().ok()?))
}

/// The Gregorian day of a Hijri date, in a month whose beginning was announced counted from there.
pub(super) fn seen(words: &TimeWords, year: i32, month: u8, of_month: u8) -> Option<Date> {
    match words.announced(year, month) {
        Some(first) if (1..=30).contains(&of_month) => super::resolve::plus_days(first, i32::from(of_month) - 1),
        _ => day(year, month, of_month),
    }
}

/// The first and last Gregorian day of a Hijri year.
pub(super) fn year(year: i32) -> Option<(Date, Date)> {
    Some((day(year, 1, 1)?, day(year + 1, 1, 1)?.yesterday().ok()?))
}

/// The Hijri year in which a Gregorian day lies.
pub(super) fn year_of(date: Date) -> Option<i32> {
    let day =
        CalendarDate::try_new_gregorian(date.year().into(), date.month().unsigned_abs(), date.day().unsigned_abs())
            .ok()?;
    Some(day.to_calendar(Hijri::new_umm_al_qura()).year().extended_year())
}

#[allow(clippy::many_single_char_names, reason = "the rule is stated in these letters everywhere")]
/// The Gregorian date of Easter Sunday of the Western churches, by the rule of the anonymous computist of 1876.
pub(super) fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e, f) = (b / 4, b % 4, (b + 8) / 25);
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, (n / 31) as i8, (n % 31 + 1) as i8).ok()
}

/// The Gregorian date of Easter Sunday of the Eastern churches: the Julian computation, moved into the Gregorian calendar.
pub(super) fn pascha(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let d = (19 * (y % 19) + 15) % 30;
    let e = (2 * (y % 4) + 4 * (y % 7) - d + 34) % 7;
    let n = d + e + 114;
    let julian = Date::new(year, (n / 31) as i8, (n % 31 + 1) as i8).ok()?;
    super::resolve::plus_days(julian, y / 100 - y / 400 - 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn umm_al_qura_days_of_record() {
        assert_eq!(day(1446, 8, 18), Some(date(2025, 2, 17)));
        assert_eq!(month(&TimeWords::default(), 1439, 9), Some((date(2018, 5, 16), date(2018, 6, 14))));
        assert_eq!(day(1439, 10, 1), Some(date(2018, 6, 15)));
        assert_eq!(year_of(date(2018, 6, 15)), Some(1439));
        assert_eq!(day(1446, 8, 31), None);
    }

    #[test]
    fn easter_sundays_of_record() {
        assert_eq!(easter(2018), Some(date(2018, 4, 1)));
        assert_eq!(easter(2025), Some(date(2025, 4, 20)));
        assert_eq!(pascha(2018), Some(date(2018, 4, 8)));
        assert_eq!(pascha(2024), Some(date(2024, 5, 5)));
        assert_eq!(pascha(2025), Some(date(2025, 4, 20)));
    }
}

//! Values: ISO 8601 of what was resolved, as precise as the words.

use jiff::civil::Date;

use super::resolve::Resolved;
use super::words::{Calendar, Unit};
use super::written::{Clock, Day, Length, MonthRef, Shape, YearRef};
use crate::mention::{Grain, TimeBasis};

/// ISO 8601 of first and last day at that grain.
pub(super) fn value(grain: Grain, first: Date, last: Date) -> String {
    let year = i32::from(first.year());
    match grain {
        Grain::Month if first.day() == 1 && first.last_of_month() == last => format!("{year:04}-{:02}", first.month()),
        Grain::Year if year <= 0 => format!("-{:04}", -year),
        Grain::Year if first == first.first_of_year() && last == first.last_of_year() => format!("{year:04}"),
        Grain::Year if first == first.first_of_year() && last == last.last_of_year() => {
            format!("{year:04}/{:04}", last.year())
        }
        Grain::Decade => format!("{:03}", year.div_euclid(10)),
        // -0299 to -0200: the year 0 ends the first century before the era.
        Grain::Century if last.year() <= 0 => format!("-{:02}", last.year().unsigned_abs() / 100),
        Grain::Century if year.rem_euclid(100) == 0 && first == first.first_of_year() => format!("{:02}", year / 100),
        // Centuries of another calendar.
        Grain::Century => format!("{year:04}/{:04}", last.year()),
        _ if first == last => first.to_string(),
        _ => format!("{first}/{last}"),
    }
}

/// The value of a day without its year.
pub(super) fn open_day(day: &Day) -> Option<String> {
    let date = day.date.or(day.twin)?;
    match (date.calendar, date.month, date.year) {
        (Calendar::Gregorian, MonthRef::Named(month), YearRef::Open) => {
            Some(format!("XXXX-{month:02}-{:02}", date.day))
        }
        _ => None,
    }
}

/// The value of a month without its year.
pub(super) fn open_value(shape: &Shape) -> Option<String> {
    match *shape {
        Shape::Month { calendar: Calendar::Gregorian, month, year: YearRef::Open, .. } => {
            Some(format!("XXXX-{month:02}"))
        }
        _ => None,
    }
}

/// How precise a shape is.
pub(super) fn shape_grain(shape: &Shape) -> Grain {
    match *shape {
        Shape::Month { .. } | Shape::Months { .. } => Grain::Month,
        Shape::Period { unit, .. } | Shape::Ago { unit, .. } => grain(unit),
        Shape::Year { .. } | Shape::DoubleYear(_) => Grain::Year,
        Shape::Fraction { parts: 2, .. } => Grain::Half,
        Shape::Fraction { .. } => Grain::Quarter,
        Shape::Week { .. } => Grain::Week,
        Shape::Season { .. } => Grain::Season,
        Shape::Decade { .. } => Grain::Decade,
        Shape::Century(_) => Grain::Century,
        _ => Grain::Day,
    }
}

/// How precise a unit is.
pub(super) fn grain(unit: Unit) -> Grain {
    match unit {
        Unit::Second => Grain::Second,
        Unit::Minute => Grain::Minute,
        Unit::Hour => Grain::Hour,
        Unit::Day | Unit::Night => Grain::Day,
        Unit::Week => Grain::Week,
        Unit::Month => Grain::Month,
        Unit::Year => Grain::Year,
        Unit::Decade => Grain::Decade,
        Unit::Century => Grain::Century,
    }
}

/// An ISO 8601 duration.
pub(super) fn iso_length(length: Length) -> String {
    let mut value = one_length(length.first, length.second);
    if let Some(upto) = length.upto {
        value.push('/');
        value.push_str(&one_length((upto, length.first.1), None));
    }
    value
}

fn one_length(first: (u32, Unit), second: Option<(u32, Unit)>) -> String {
    use std::fmt::Write;
    let mut value = String::from("P");
    let mut clock = false;
    for (tenths, unit) in [Some(first), second].into_iter().flatten() {
        let (scale, letter, of_clock) = match unit {
            Unit::Second => (1, 'S', true),
            Unit::Minute => (1, 'M', true),
            Unit::Hour => (1, 'H', true),
            Unit::Day | Unit::Night => (1, 'D', false),
            Unit::Week => (1, 'W', false),
            Unit::Month => (1, 'M', false),
            Unit::Year => (1, 'Y', false),
            Unit::Decade => (10, 'Y', false),
            Unit::Century => (100, 'Y', false),
        };
        if of_clock && !clock {
            value.push('T');
            clock = true;
        }
        let tenths = tenths * scale;
        let written = if tenths.is_multiple_of(10) {
            write!(value, "{}{letter}", tenths / 10)
        } else {
            write!(value, "{}.{}{letter}", tenths / 10, tenths % 10)
        };
        debug_assert!(written.is_ok());
    }
    value
}

/// Adds the time of day to a resolved day.
pub(super) fn with_clock(resolved: &mut Resolved, clock: Clock) {
    let Clock { hour, minute } = clock;
    resolved.value = match &resolved.value {
        Some(day) if resolved.first == resolved.last => Some(format!("{day}T{hour:02}:{minute:02}")),
        None => Some(format!("T{hour:02}:{minute:02}")),
        Some(_) => return,
    };
    resolved.grain = if minute == 0 { Grain::Hour } else { Grain::Minute };
}

/// The two ends of a range in one value.
pub(super) fn join(from: &Resolved, to: &Resolved) -> Resolved {
    let value = match (&from.value, &to.value) {
        (Some(from), Some(to)) => {
            Some(format!("{}/{}", from.split('/').next().unwrap_or(from), to.split('/').next_back().unwrap_or(to)))
        }
        _ => None,
    };
    Resolved {
        value,
        first: from.first,
        last: to.last,
        grain: to.grain,
        basis: if from.basis == TimeBasis::Written { to.basis } else { from.basis },
    }
}

//! What a time expression says, before anything is known of the day it was published.

use super::words::{Calendar, Direction, Unit};
use crate::mention::PeriodPart;
use crate::reading::RuleId;

/// A year, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum YearRef {
    /// Not written.
    Open,
    /// Written.
    Known(i16),
    /// Years from that of publication: «العام الماضي».
    Offset(i16),
    /// Years from that of the last time mentioned: «العام نفسه».
    Beside(i16),
}

/// A month, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MonthRef {
    /// By name or number.
    Named(u8),
    /// Months from that of publication: «الشهر الجاري».
    Offset(i32),
    /// Months from that of the last time mentioned.
    Beside(i32),
}

/// A day of a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CalendarDay {
    pub(super) calendar: Calendar,
    pub(super) day: u8,
    pub(super) month: MonthRef,
    pub(super) year: YearRef,
}

/// A day, by whatever says which.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Day {
    /// Days from that of publication: «أمس».
    pub(super) days: Option<i32>,
    /// 1 Monday to 7 Sunday.
    pub(super) weekday: Option<u8>,
    /// The date.
    pub(super) date: Option<CalendarDay>,
    /// The same day in another calendar: «18 شعبان الموافق 17 فبراير».
    pub(super) twin: Option<CalendarDay>,
    /// «الماضي», «المقبل».
    pub(super) direction: Option<Direction>,
    /// Days from the last time mentioned: «اليوم التالي».
    pub(super) beside: Option<i32>,
}

/// A length of time: one or two counted units. Counts are in tenths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Length {
    pub(super) first: (u32, Unit),
    pub(super) second: Option<(u32, Unit)>,
    /// The upper bound, for «من 3 إلى 5 سنوات»: tenths of the first unit.
    pub(super) upto: Option<u32>,
}

/// What a fraction is a fraction of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Within {
    Year(YearRef),
    Month(Calendar, u8, YearRef, Option<Direction>),
    MonthOffset(i32),
}

/// The meaning of an expression, as underspecified as its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A day.
    Day(Day),
    /// A month by name.
    Month { calendar: Calendar, month: u8, year: YearRef, direction: Option<Direction> },
    /// A unit counted from that of publication, or from that of the last time mentioned.
    Period { unit: Unit, offset: i32, beside: bool },
    /// A year by number; before the common era from 0 down.
    Year { calendar: Calendar, year: i16 },
    /// A school or budget year that spans two, by the first of them.
    DoubleYear(YearRef),
    /// Quarter, third or half: `which` counts from 1, 0 is the last.
    Fraction { parts: u8, which: u8, within: Within },
    /// A week of a month or year, counted in sevens from its first day; 0 is its last seven days.
    Week { which: u8, within: Within },
    /// The first (or last) days of a month or year.
    Days { count: u8, last: bool, within: Within },
    /// The first (or last) months of a year.
    Months { count: u8, last: bool, year: YearRef },
    /// A season, 1 spring to 4 winter.
    Season { season: u8, year: YearRef, direction: Option<Direction> },
    /// A decade of a century; the century as its first two digits, or none written.
    Decade { decade: u8, century: Option<Century> },
    /// A century.
    Century(Century),
    /// Counted back or on from the day of publication.
    Ago { count: u32, unit: Unit, ahead: bool },
    /// A holiday.
    Holiday { calendar: Calendar, month: u8, day: i8, length: u8, year: YearRef, direction: Option<Direction> },
    /// A length.
    Length(Length),
    /// Every so long.
    Every(Length),
    /// Every such weekday.
    EveryWeekday(u8),
    /// Every year on that day.
    EveryDate(CalendarDay),
}

/// A century.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Century {
    /// By its number: 21 for the twenty-first.
    Number(u8),
    /// By its number, counted back from the beginning of the era.
    Before(u8),
    /// Of the Islamic calendar, by its number.
    Hijri(u8),
    /// Centuries from that of publication.
    Offset(i32),
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    /// 0 to 24.
    pub(super) hour: u8,
    /// 0 to 59.
    pub(super) minute: u8,
}

/// An expression found: tokens `first..end` and what they say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) first: usize,
    pub(super) end: usize,
    pub(super) shape: Shape,
    /// The other end, for a range.
    pub(super) to: Option<Shape>,
    pub(super) clock: Option<Clock>,
    /// Month numbers of a pair whose two names are not the same month.
    pub(super) pair: Option<(u8, u8)>,
    pub(super) rule: RuleId,
    /// «مطلع», «منتصف», «نهاية» before it.
    pub(super) part: Option<PeriodPart>,
    /// Part of a name that only looks like a time.
    pub(super) named: bool,
}

impl Found {
    pub(super) fn new(rule: &'static str, first: usize, end: usize, shape: Shape) -> Found {
        Found { first, end, shape, to: None, clock: None, pair: None, rule: RuleId(rule), part: None, named: false }
    }
}

//! From what is written to days of the calendar.

mod span;

use jiff::Span;
use jiff::civil::{Date, Weekday};

use super::hijri;
use super::value::{grain, iso_length, open_day, open_value, shape_grain, value};
use super::words::{Calendar, Direction, TimeWords};
use super::written::{CalendarDay, Day, MonthRef, Shape, YearRef};
use crate::mention::{Grain, TimeBasis};

/// What the clause says of the side on which a time lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cue {
    /// After publication.
    Ahead,
    /// A verb of the past reports the words, not always the time that they name.
    Told,
    /// The verb itself happened at the time.
    Happened,
}

/// What an expression is resolved against.
#[derive(Clone, Copy)]
pub(super) struct Anchor<'a> {
    /// The days on which months were announced.
    pub(super) words: &'a TimeWords,
    /// The day of publication.
    pub(super) published: Option<Date>,
    /// First and last day of the last time mentioned, and how precise it was.
    pub(super) mention: Option<(Date, Date)>,
    /// What the clause says of the side: before or after publication.
    pub(super) cue: Option<Cue>,
    /// Only «حتى» or «بحلول» tells the side.
    pub(super) limit: bool,
    /// The day on which a week begins.
    pub(super) week_start: Weekday,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Resolved {
    pub(super) value: Option<String>,
    pub(super) first: Option<Date>,
    pub(super) last: Option<Date>,
    pub(super) grain: Grain,
    pub(super) basis: TimeBasis,
}

impl Resolved {
    fn open(grain: Grain, value: Option<String>) -> Resolved {
        Resolved { value, first: None, last: None, grain, basis: TimeBasis::Open }
    }

    /// The same weekday in the first week in which it is not before `day`; as it is where that is no single day.
    pub(super) fn not_before(self, day: Date) -> Resolved {
        match self.first.filter(|first| self.last == Some(*first) && *first < day) {
            Some(first) => {
                let weeks = (distance((first, first), day) + 6) / 7;
                match plus_days(first, weeks * 7) {
                    Some(later) => Resolved::days(self.grain, later, later, self.basis),
                    None => self,
                }
            }
            None => self,
        }
    }

    fn days(grain: Grain, first: Date, last: Date, basis: TimeBasis) -> Resolved {
        Resolved { value: Some(value(grain, first, last)), first: Some(first), last: Some(last), grain, basis }
    }
}

/// The day of that year, month and day of month, if there is one.
pub(super) fn civil(year: i16, month: u8, day: u8) -> Option<Date> {
    Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
}

/// 1 Monday to 7 Sunday.
pub(super) fn weekday_of(date: Date) -> u8 {
    date.weekday().to_monday_one_offset().unsigned_abs()
}

/// `date` and so many days more.
pub(super) fn plus_days(date: Date, days: i32) -> Option<Date> {
    date.checked_add(Span::new().try_days(days).ok()?).ok()
}

fn plus_months(date: Date, months: i32) -> Option<Date> {
    date.checked_add(Span::new().try_months(months).ok()?).ok()
}

impl Anchor<'_> {
    fn year(&self, year: YearRef) -> Option<(i16, TimeBasis)> {
        match year {
            YearRef::Open => None,
            YearRef::Known(year) => Some((year, TimeBasis::Written)),
            YearRef::Offset(offset) => Some((self.published?.year().checked_add(offset)?, TimeBasis::Published)),
            YearRef::Beside(offset) => Some((self.mention?.0.year().checked_add(offset)?, TimeBasis::Mention)),
        }
    }

    /// Chooses among the same day of several years. Past and future are strict; without a word for the side the nearest wins, and
    /// the past where the future is not much nearer.
    fn choose(&self, candidates: &[(Date, Date)], direction: Option<Direction>) -> Option<(Date, Date)> {
        let published = self.published?;
        let before = candidates.iter().rev().find(|c| c.0 <= published);
        let after = candidates.iter().find(|c| c.1 >= published);
        let chosen = match direction {
            Some(Direction::Past | Direction::Recent | Direction::Previous) => {
                candidates.iter().rev().find(|c| c.1 < published)
            }
            Some(Direction::Future | Direction::Next) => candidates.iter().find(|c| c.0 > published),
            Some(Direction::Present) => candidates.iter().min_by_key(|c| distance(**c, published)),
            _ => match self.cue {
                Some(Cue::Happened) => before,
                Some(Cue::Ahead) => match (before, after) {
                    // What looks like a verb of the future may be a foreign name; a day just past is not told as nearly a year ahead.
                    (Some(b), Some(a))
                        if !self.limit && distance(*a, published) > 270 && distance(*b, published) < 30 =>
                    {
                        Some(b)
                    }
                    _ => after,
                },
                cue => match (before, after) {
                    // A verb of the past reports the words, not always the day that they name.
                    (Some(b), Some(a))
                        if distance(*a, published) * if cue.is_some() { 12 } else { 3 } < distance(*b, published) =>
                    {
                        Some(a)
                    }
                    (Some(b), _) => Some(b),
                    (None, a) => a,
                },
            },
        };
        chosen.copied()
    }

    fn day_of(&self, day: CalendarDay, direction: Option<Direction>) -> Option<(Date, TimeBasis)> {
        let month = match day.month {
            MonthRef::Named(month) => month,
            MonthRef::Offset(offset) => {
                let month = plus_months(self.published?.first_of_month(), offset)?;
                return Some((civil(month.year(), month.month().unsigned_abs(), day.day)?, TimeBasis::Published));
            }
            MonthRef::Beside(offset) => {
                let month = plus_months(self.mention?.0.first_of_month(), offset)?;
                return Some((civil(month.year(), month.month().unsigned_abs(), day.day)?, TimeBasis::Mention));
            }
        };
        let of = |year: i32| match day.calendar {
            Calendar::Hijri => hijri::seen(self.words, year, month, day.day),
            _ => civil(year.try_into().ok()?, month, day.day),
        };
        if day.calendar == Calendar::Hijri {
            return match day.year {
                YearRef::Known(year) => Some((of(year.into())?, TimeBasis::Calendar)),
                YearRef::Open => {
                    let near = hijri::year_of(self.published?)?;
                    let candidates: Vec<_> = (near - 1..=near + 1).filter_map(of).map(|d| (d, d)).collect();
                    Some((self.choose(&candidates, direction)?.0, TimeBasis::Calendar))
                }
                _ => None,
            };
        }
        if let Some((year, basis)) = self.year(day.year) {
            return Some((of(year.into())?, basis));
        }
        if day.year != YearRef::Open {
            return None;
        }
        let near = i32::from(self.published?.year());
        // Four years on each side reach the last and the next 29th of February.
        let reach = if (month, day.day) == (2, 29) { 8 } else { 1 };
        let candidates: Vec<_> = (near - reach..=near + reach).filter_map(of).map(|d| (d, d)).collect();
        Some((self.choose(&candidates, direction)?.0, TimeBasis::Published))
    }

    fn weekday(&self, weekday: u8, day: &Day) -> Option<Date> {
        let published = self.published?;
        let today = i32::from(published.weekday().to_monday_one_offset());
        let back = (today - i32::from(weekday)).rem_euclid(7);
        let on = (i32::from(weekday) - today).rem_euclid(7);
        let (past, next) = (if back == 0 { 7 } else { back }, if on == 0 { 7 } else { on });
        let shift = match (day.days, day.direction) {
            // The weekday wins over «أمس» and «غدا», which only tell the side.
            (Some(days), _) if days < 0 => -past,
            (Some(days), _) if days > 0 => next,
            (Some(_), _) => {
                if on <= 3 {
                    on
                } else {
                    -back
                }
            }
            (None, Some(Direction::Past | Direction::Recent | Direction::Previous)) => -past,
            (None, Some(Direction::Future | Direction::Next)) => next,
            (None, Some(Direction::BeforeLast)) => -7 - past,
            (None, Some(Direction::AfterNext)) => 7 + next,
            (None, Some(Direction::Present)) if back > on => on,
            // «حتى الجمعة» written on a Saturday looks back.
            _ if self.limit && back == 1 => -back,
            _ if self.cue == Some(Cue::Ahead) => on,
            _ => -back,
        };
        plus_days(published, shift)
    }

    fn day(&self, day: &Day) -> Resolved {
        let of_date = day.date.and_then(|d| self.day_of(d, day.direction));
        let twin = day.twin.and_then(|d| self.day_of(d, day.direction));
        // A Gregorian date is worth more than a Hijri one.
        let date = match (day.date, of_date, twin) {
            (Some(d), _, Some(twin)) if d.calendar == Calendar::Hijri => Some(twin),
            (_, date, twin) => date.or(twin),
        };
        let found = date.or_else(|| match (day.weekday, day.days, day.beside) {
            _ if day.date.is_some() => None,
            (Some(weekday), _, _) => Some((self.weekday(weekday, day)?, TimeBasis::Published)),
            (None, Some(days), _) => Some((plus_days(self.published?, days)?, TimeBasis::Published)),
            (None, None, Some(beside)) => {
                let (first, last) = self.mention?;
                Some((plus_days(if beside > 0 { last } else { first }, beside)?, TimeBasis::Mention))
            }
            _ => None,
        });
        match found {
            Some((date, basis)) => Resolved::days(Grain::Day, date, date, basis),
            None => Resolved::open(Grain::Day, open_day(day)),
        }
    }

    /// Resolves one shape.
    pub(super) fn resolve(&self, shape: &Shape) -> Resolved {
        match *shape {
            Shape::Day(ref day) => self.day(day),
            Shape::Length(length) | Shape::Every(length) => {
                Resolved::open(grain(length.first.1), Some(iso_length(length)))
            }
            Shape::EveryWeekday(weekday) => Resolved::open(Grain::Day, Some(format!("XXXX-WXX-{weekday}"))),
            Shape::EveryDate(date) => Resolved::open(Grain::Day, open_day(&Day { date: Some(date), ..Day::default() })),
            _ => self.span(shape).map_or_else(
                || Resolved::open(shape_grain(shape), open_value(shape)),
                |(grain, first, last, basis)| Resolved::days(grain, first, last, basis),
            ),
        }
    }
}

/// Days from `published` to the nearer end of the span; 0 inside it.
fn distance(span: (Date, Date), published: Date) -> i32 {
    let days = |from: Date, to: Date| from.until(to).map_or(i32::MAX / 4, |s| s.get_days());
    if span.1 < published {
        days(span.1, published)
    } else if span.0 > published {
        days(published, span.0)
    } else {
        0
    }
}

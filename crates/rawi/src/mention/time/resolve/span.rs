//! From periods other than single days to their first and last day.

use jiff::civil::{Date, Weekday};

use super::super::hijri;
use super::super::words::{Calendar, Direction, Unit};
use super::super::written::{Century, Shape, Within, YearRef};
use super::{Anchor, Cue, civil, distance, plus_days, plus_months};
use crate::mention::{Grain, TimeBasis};

fn year_days(year: i16) -> Option<(Date, Date)> {
    let first = Date::new(year, 1, 1).ok()?;
    Some((first, first.last_of_year()))
}

fn month_days(year: i16, month: u8) -> Option<(Date, Date)> {
    let first = civil(year, month, 1)?;
    Some((first, first.last_of_month()))
}

/// The unit in which `date` lies, and `offset` such units on; a week begins on `week_start`.
fn period(unit: Unit, date: Date, offset: i32, week_start: Weekday) -> Option<(Grain, Date, Date)> {
    Some(match unit {
        Unit::Week => {
            let back = i32::from(date.weekday().since(week_start));
            let first = plus_days(date, offset.checked_mul(7)?.checked_sub(back)?)?;
            (Grain::Week, first, plus_days(first, 6)?)
        }
        Unit::Month => {
            let first = plus_months(date.first_of_month(), offset)?;
            (Grain::Month, first, first.last_of_month())
        }
        Unit::Year => {
            let (first, last) = year_days(date.year().checked_add(offset.try_into().ok()?)?)?;
            (Grain::Year, first, last)
        }
        Unit::Decade => {
            let start = (i32::from(date.year()).div_euclid(10) + offset) * 10;
            (Grain::Decade, year_days(start.try_into().ok()?)?.0, year_days((start + 9).try_into().ok()?)?.1)
        }
        Unit::Century => {
            let start = (i32::from(date.year()).div_euclid(100) + offset) * 100;
            (Grain::Century, year_days(start.max(1).try_into().ok()?)?.0, year_days((start + 99).try_into().ok()?)?.1)
        }
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Night => {
            let day = plus_days(date, offset)?;
            (Grain::Day, day, day)
        }
    })
}

impl Anchor<'_> {
    pub(super) fn span(&self, shape: &Shape) -> Option<(Grain, Date, Date, TimeBasis)> {
        let spread = |(first, last), grain, basis| (grain, first, last, basis);
        Some(match *shape {
            Shape::Month { calendar: Calendar::Hijri, month, year, direction } => {
                let near = match year {
                    YearRef::Known(year) => {
                        return Some(spread(
                            hijri::month(self.words, year.into(), month)?,
                            Grain::Month,
                            TimeBasis::Calendar,
                        ));
                    }
                    YearRef::Offset(offset) => {
                        // The Hijri month that began in that Gregorian year.
                        let year = self.published?.year() + offset;
                        let near = hijri::year_of(Date::new(year, 7, 1).ok()?)?;
                        let found = (near - 1..=near + 1)
                            .filter_map(|y| hijri::month(self.words, y, month))
                            .find(|m| m.0.year() == year)?;
                        return Some(spread(found, Grain::Month, TimeBasis::Calendar));
                    }
                    YearRef::Beside(_) => return None,
                    YearRef::Open => hijri::year_of(self.published?)?,
                };
                let candidates: Vec<_> =
                    (near - 1..=near + 1).filter_map(|y| hijri::month(self.words, y, month)).collect();
                spread(self.choose(&candidates, direction)?, Grain::Month, TimeBasis::Calendar)
            }
            Shape::Month { month, year, direction, .. } => match self.year(year) {
                Some((year, basis)) => spread(month_days(year, month)?, Grain::Month, basis),
                None if year != YearRef::Open => return None,
                None => {
                    let near = self.published?.year();
                    let candidates: Vec<_> = (near - 1..=near + 1).filter_map(|y| month_days(y, month)).collect();
                    spread(self.choose(&candidates, direction)?, Grain::Month, TimeBasis::Published)
                }
            },
            Shape::Period { unit, offset, beside } => {
                let (date, basis) = if beside {
                    (self.mention?.0, TimeBasis::Mention)
                } else {
                    (self.published?, TimeBasis::Published)
                };
                let (grain, first, last) = period(unit, date, offset, self.week_start)?;
                (grain, first, last, basis)
            }
            Shape::Year { calendar: Calendar::Hijri, year } => {
                spread(hijri::year(year.into())?, Grain::Year, TimeBasis::Calendar)
            }
            Shape::Year { year, .. } => spread(year_days(year)?, Grain::Year, TimeBasis::Written),
            Shape::DoubleYear(year) => {
                let (year, basis) = match year {
                    YearRef::Offset(offset) => {
                        let published = self.published?;
                        let began = if published.month() >= 8 { published.year() } else { published.year() - 1 };
                        (began + offset, TimeBasis::Published)
                    }
                    _ => self.year(year)?,
                };
                (Grain::Year, year_days(year)?.0, year_days(year + 1)?.1, basis)
            }
            Shape::Fraction { parts, which, within } => {
                let (first, months, basis) = match within {
                    Within::Year(YearRef::Open) => {
                        let published = self.published?;
                        let length = 12 / i8::try_from(parts).ok()?;
                        // The last such part that has begun.
                        let month = i8::try_from(part_of(parts, which)).ok()? * length + 1;
                        let began = Date::new(published.year(), month, 1).ok()?;
                        let ahead = self.cue == Some(Cue::Ahead);
                        let year = if began <= published || ahead { published.year() } else { published.year() - 1 };
                        (Date::new(year, 1, 1).ok()?, 12, TimeBasis::Published)
                    }
                    Within::Year(year) => {
                        let (year, basis) = self.year(year)?;
                        (Date::new(year, 1, 1).ok()?, 12, basis)
                    }
                    Within::Month(calendar, month, year, direction) => {
                        let found = self.span(&Shape::Month { calendar, month, year, direction })?;
                        (found.1, 1, found.3)
                    }
                    Within::MonthOffset(offset) => {
                        (plus_months(self.published?.first_of_month(), offset)?, 1, TimeBasis::Published)
                    }
                };
                let part = i32::from(part_of(parts, which));
                let parts = i32::from(parts);
                if months == 12 {
                    let start = plus_months(first, part * 12 / parts)?;
                    let last = plus_months(first, (part + 1) * 12 / parts)?.yesterday().ok()?;
                    let grain = if parts == 2 { Grain::Half } else { Grain::Quarter };
                    (grain, start, last, basis)
                } else {
                    let start = plus_days(first, part * 30 / parts)?;
                    let last = if part + 1 == parts {
                        first.last_of_month()
                    } else {
                        plus_days(first, (part + 1) * 30 / parts - 1)?
                    };
                    (Grain::Half, start, last, basis)
                }
            }
            Shape::Week { which, within } => {
                let (first, last, basis) = self.within(within)?;
                if which == 0 {
                    (Grain::Week, plus_days(last, -6)?, last, basis)
                } else {
                    let start = plus_days(first, (i32::from(which) - 1) * 7)?;
                    (Grain::Week, start, plus_days(start, 6)?.min(last), basis)
                }
            }
            Shape::Days { count, last, within } => {
                let (begins, ends, basis) = self.within(within)?;
                let more = i32::from(count) - 1;
                let (first, last) =
                    if last { (plus_days(ends, -more)?, ends) } else { (begins, plus_days(begins, more)?.min(ends)) };
                (Grain::Day, first, last, basis)
            }
            Shape::Months { count, last, year } => {
                let (year, basis) = self.year(year)?;
                let (first, end) = year_days(year)?;
                let count = i32::from(count);
                if last {
                    (Grain::Month, plus_months(first, 12 - count)?, end, basis)
                } else {
                    (Grain::Month, first, plus_months(first, count)?.yesterday().ok()?, basis)
                }
            }
            Shape::Season { season, year, direction } => {
                let of = |year: i16| {
                    let first = Date::new(year, i8::try_from(season).ok()? * 3, 1).ok()?;
                    Some((first, plus_months(first, 3)?.yesterday().ok()?))
                };
                match self.year(year) {
                    Some((year, basis)) => spread(of(year)?, Grain::Season, basis),
                    None if year != YearRef::Open => return None,
                    None => {
                        let near = self.published?.year();
                        let candidates: Vec<_> = (near - 2..=near + 1).filter_map(of).collect();
                        spread(self.choose(&candidates, direction)?, Grain::Season, TimeBasis::Published)
                    }
                }
            }
            Shape::Decade { decade, century } => {
                let (start, basis) = match century {
                    None => (1900, TimeBasis::Written),
                    Some(century) => self.century(century)?,
                };
                let year = start + i32::from(decade) * 10;
                (Grain::Decade, year_days(year.try_into().ok()?)?.0, year_days((year + 9).try_into().ok()?)?.1, basis)
            }
            Shape::Century(Century::Hijri(number)) => {
                let first = (i32::from(number) - 1) * 100 + 1;
                let days = (hijri::year(first)?.0, hijri::year(first + 99)?.1);
                spread(days, Grain::Century, TimeBasis::Calendar)
            }
            Shape::Century(century) => {
                let (start, basis) = self.century(century)?;
                (
                    Grain::Century,
                    year_days(start.try_into().ok()?)?.0,
                    year_days((start + 99).try_into().ok()?)?.1,
                    basis,
                )
            }
            Shape::Ago { count, unit, ahead } => {
                let published = self.published?;
                let count = i32::try_from(count).ok()? * if ahead { 1 } else { -1 };
                let unit = if matches!(unit, Unit::Hour | Unit::Minute | Unit::Second) {
                    return Some((Grain::Day, published, published, TimeBasis::Published));
                } else {
                    unit
                };
                let (unit, count) = match unit {
                    Unit::Decade => (Unit::Year, count * 10),
                    Unit::Century => (Unit::Year, count * 100),
                    _ => (unit, count),
                };
                let (grain, first, last) = period(unit, published, count, self.week_start)?;
                (grain, first, last, TimeBasis::Published)
            }
            Shape::Holiday { calendar, month, day, length, year, direction } => {
                let of = |year: i32| {
                    let first = match calendar {
                        Calendar::Hijri => hijri::seen(self.words, year, month, day.try_into().ok()?)?,
                        Calendar::Gregorian => civil(year.try_into().ok()?, month, day.unsigned_abs())?,
                        Calendar::Easter => plus_days(hijri::easter(year.try_into().ok()?)?, day.into())?,
                        Calendar::Pascha => plus_days(hijri::pascha(year.try_into().ok()?)?, day.into())?,
                    };
                    Some((first, plus_days(first, i32::from(length) - 1)?))
                };
                let basis = if calendar == Calendar::Gregorian { TimeBasis::Published } else { TimeBasis::Calendar };
                let wanted = self.year(year);
                let near = match (wanted, calendar) {
                    (Some((year, _)), Calendar::Hijri) if year < 1700 => {
                        return Some(spread(of(year.into())?, Grain::Day, basis));
                    }
                    (Some((year, _)), Calendar::Hijri) => hijri::year_of(Date::new(year, 7, 1).ok()?)?,
                    (Some((year, _)), _) => year.into(),
                    (None, Calendar::Hijri) => hijri::year_of(self.published?)?,
                    (None, _) => self.published?.year().into(),
                };
                let candidates: Vec<_> = (near - 1..=near + 1).filter_map(of).collect();
                let found = match wanted {
                    Some((year, _)) => *candidates.iter().find(|c| c.0.year() == year)?,
                    None if year != YearRef::Open => return None,
                    None => self.nearest(&candidates, direction)?,
                };
                spread(found, Grain::Day, basis)
            }
            Shape::Day(_) | Shape::Length(_) | Shape::Every(_) | Shape::EveryWeekday(_) | Shape::EveryDate(_) => {
                return None;
            }
        })
    }

    /// First and last day of the year or month that something is part of.
    fn within(&self, within: Within) -> Option<(Date, Date, TimeBasis)> {
        Some(match within {
            Within::Year(year) => {
                let (year, basis) = self.year(year)?;
                let (first, last) = year_days(year)?;
                (first, last, basis)
            }
            Within::Month(calendar, month, year, direction) => {
                let month = self.span(&Shape::Month { calendar, month, year, direction })?;
                (month.1, month.2, month.3)
            }
            Within::MonthOffset(offset) => {
                let first = plus_months(self.published?.first_of_month(), offset)?;
                (first, first.last_of_month(), TimeBasis::Published)
            }
        })
    }

    /// The nearest of the candidates on the side that words or clause tell; holidays are written of before and after alike.
    fn nearest(&self, candidates: &[(Date, Date)], direction: Option<Direction>) -> Option<(Date, Date)> {
        // «مع حلول العيد», written in the week after it.
        let just_past = |published| {
            candidates.iter().any(|c| c.1 < published && distance(*c, published) < 14)
                && !candidates.iter().any(|c| c.0 >= published && distance(*c, published) < 270)
        };
        if direction.is_some() || self.cue == Some(Cue::Ahead) && !just_past(self.published?) {
            return self.choose(candidates, direction);
        }
        let published = self.published?;
        // What happened on a feast happened on the last one, unless the next is a few days off and already being kept.
        let near = |c: &&(Date, Date)| c.0 <= published || distance(**c, published) < 14;
        if self.cue == Some(Cue::Happened) {
            return candidates.iter().rfind(near).copied();
        }
        candidates.iter().min_by_key(|c| distance(**c, published)).copied()
    }

    fn century(&self, century: Century) -> Option<(i32, TimeBasis)> {
        Some(match century {
            Century::Number(number) => ((i32::from(number) - 1) * 100, TimeBasis::Written),
            // The first century before the era ends with its year 0, which is 1 BC.
            Century::Before(number) => (1 - i32::from(number) * 100, TimeBasis::Written),
            Century::Hijri(_) => return None,
            Century::Offset(offset) => {
                ((i32::from(self.published?.year()).div_euclid(100) + offset) * 100, TimeBasis::Published)
            }
        })
    }
}

fn part_of(parts: u8, which: u8) -> u8 {
    if which == 0 { parts - 1 } else { which.min(parts) - 1 }
}

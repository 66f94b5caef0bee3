//! Doubts: what an expression says twice and differently, and what is uncertain about its calendar.

use rawi_page::Note;

use super::hijri;
use super::reader::Reader;
use super::resolve::{Anchor, Cue, plus_days, weekday_of};
use super::words::{Calendar, Head};
use super::written::{CalendarDay, Day, Found, Shape, YearRef};
use crate::mention::{Mention, Time};
use crate::reading::MentionKind;

/// Names of months and weekdays for messages.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Adds a note for each doubt about `found`, which became `mention`.
pub(super) fn check(found: &Found, anchor: &Anchor<'_>, mention: &Mention, notes: &mut Vec<Note>) {
    let span = mention.span;
    let mut note = |code, message| notes.push(Note { code, span: Some(span), message });
    let name = |list: &[&'static str], n: u8| list.get(usize::from(n).wrapping_sub(1)).copied().unwrap_or("unknown");
    if let Some((first, second)) = found.pair {
        note(
            "time/month-pair",
            format!(
                "the two names are not one month: {} and {}; the first is taken",
                name(&MONTHS, first),
                name(&MONTHS, second)
            ),
        );
    }
    if let Some(year) = hijri_year(&found.shape).filter(|year| !hijri::CERTAIN.contains(year)) {
        note("time/hijri-uncertain", format!("tables of the year {year} AH differ by a day or two"));
    }
    let Shape::Day(day) = found.shape else { return };
    let MentionKind::Time(Time { first: Some(date), .. }) = mention.kind else { return };
    if let Some(weekday) = day.weekday
        && day.date.is_some()
    {
        let real = weekday_of(date);
        if real != weekday {
            note(
                "time/weekday-mismatch",
                format!("{date} is a {}, not a {}", name(&WEEKDAYS, real), name(&WEEKDAYS, weekday)),
            );
        }
    }
    if let (Some(days), Some(published)) = (day.days, anchor.published)
        && (day.date.is_some() || day.weekday.is_some())
        && let Some(meant) = plus_days(published, days)
    {
        // An article that goes out after midnight was written the day before.
        let apart = meant.until(date).map_or(0, |s| s.get_days());
        if apart.abs() > 1 {
            note(
                "time/deictic-mismatch",
                format!(
                    "{date} is {} days from what the word beside it says of the publication day {published}",
                    apart.abs()
                ),
            );
        }
    }
    if let (Some(_), Some(_)) = (day.date, day.twin) {
        let only = |date: Option<CalendarDay>| anchor.resolve(&Shape::Day(Day { date, twin: None, ..day })).first;
        if let (Some(first), Some(second)) = (only(day.date), only(day.twin)) {
            let apart = first.until(second).map_or(0, |s| s.get_days());
            if apart.abs() > 1 {
                note(
                    "time/calendar-mismatch",
                    format!("the two calendars are {} days apart: {first} and {second}", apart.abs()),
                );
            }
        }
    }
    let written = day.date.is_some_and(|d| matches!(d.year, YearRef::Known(_)));
    if let Some(published) = anchor.published
        && written
        && date > published
        && matches!(anchor.cue, Some(Cue::Told | Cue::Happened))
    {
        note(
            "time/after-publication",
            format!("{date} is told as past and lies after the publication day {published}"),
        );
    }
}

/// Adds a note where a movement is named by a date: both readings are possible, and none is counted.
pub(super) fn named(found: &Found, r: &Reader<'_, '_>, notes: &mut Vec<Note>) {
    let dated = matches!(found.shape, Shape::Day(day) if day.date.is_some());
    if dated && super::trap::head(r, found.first) == Some(Head::Body) {
        let message = "a body is named by this date; the day itself is not meant, or only behind the name".to_owned();
        notes.push(Note { code: "time/named-by-date", span: r.scan.span(found.first..found.end), message });
    }
}

fn hijri_year(shape: &Shape) -> Option<i32> {
    let known = |calendar, year| match (calendar, year) {
        (Calendar::Hijri, YearRef::Known(year)) => Some(i32::from(year)),
        _ => None,
    };
    match *shape {
        Shape::Day(day) if day.twin.is_none() => day.date.and_then(|d| known(d.calendar, d.year)),
        Shape::Month { calendar, year, .. } => known(calendar, year),
        Shape::Year { calendar: Calendar::Hijri, year } => Some(year.into()),
        _ => None,
    }
}

//! The day of publication: given, read from a date line or the address, or reasoned from the text; and that of the last change.

use std::ops::Range;

use jiff::civil::{Date, Weekday};
use rawi_page::{BlockKind, InputKind, Note, PageKind};
use rawi_text::Span;

use super::clock;
use super::kinds::Kinds;
use super::reader::Reader;
use super::resolve::{Anchor, civil, weekday_of};
use super::words::{Calendar, Particle};
use super::written::{Day, Found, MonthRef, Shape, YearRef};
use super::{expressions, sentence_expressions};
use crate::reading::{Basis, Published};
use crate::scan::Scan;

/// How many lines at the top may be date lines.
const TOP: usize = 8;
/// A line with more words than this is running text.
const SHORT: usize = 16;
/// So many tokens has a date line with several dates, weekdays and clocks at most.
const LABELED: usize = 32;

/// The publication day, if anybody or anything tells it.
pub(super) fn published(scan: &Scan<'_>, notes: &mut Vec<Note>) -> Option<Published> {
    if let Some(given) = &scan.document.published {
        let basis = match given.basis {
            rawi_page::Basis::Given => Basis::Given,
            rawi_page::Basis::Metadata => Basis::Metadata,
        };
        if let Some(day) = local_day(&given.value) {
            if basis == Basis::Metadata {
                notes.extend(conflict(scan, day, &given.value));
            }
            return Some(Published { value: given.value.clone(), day, basis });
        }
    }
    let told = |day: Date, basis| Some(Published { value: day.to_string(), day, basis });
    // Furniture and repeated captions are read, too: their date lines and years are evidence. Those of a page are not: its menus
    // show today's date and boxes those of other articles, and the lines of its own date are told from them by their place.
    let whole;
    let all = if scan.is_whole() || scan.document.input.kind == InputKind::Html {
        scan
    } else {
        whole = scan.whole();
        &whole
    };
    // The entries of a listing have dates of their own, and none of them is the page's.
    if scan.document.page == Some(PageKind::Listing) {
        return None;
    }
    if let Some((day, _)) = date_line(all, false) {
        return told(day, Basis::Dateline);
    }
    if let Some(day) = scan.document.url.as_deref().and_then(in_address) {
        return told(day, Basis::Dateline);
    }
    let (day, place, evidence) = reasoned(all)?;
    let message = match evidence {
        Some(year) => {
            format!("published {day}, reasoned from weekday and date here and the year {year} elsewhere in the text")
        }
        None => format!("published {day}, as the text calls this date today"),
    };
    notes.push(Note { code: "published/reasoned", span: Some(place), message });
    told(day, Basis::Text)
}

/// The local day of an ISO 8601 date or date-time, whatever its offset.
fn local_day(value: &str) -> Option<Date> {
    value.get(..10)?.parse().ok()
}

/// A date line of the page that says another day than its metadata. One day more or less may be the time zone, which most metadata give
/// as UTC.
fn conflict(scan: &Scan<'_>, day: Date, value: &str) -> Option<Note> {
    if scan.document.page.is_none_or(|page| page == PageKind::Listing) {
        return None;
    }
    let (written, span) = date_line(scan, true)?;
    let apart = (written - day).get_days().unsigned_abs();
    let utc = value.ends_with(['Z', 'z']) || value.ends_with("+00:00") || value.ends_with("+0000");
    (apart > u32::from(utc)).then(|| Note {
        code: "page/published-conflict",
        span: Some(span),
        message: format!("the line says {written}, the metadata of the page {value}"),
    })
}

/// When the document was last changed: by its metadata, else by a line with «آخر تحديث» and a day, or a clock beside the day of the line.
pub(super) fn modified(scan: &Scan<'_>) -> Option<Published> {
    if let Some(told) = &scan.document.modified
        && let Some(day) = local_day(&told.value)
    {
        return Some(Published { value: told.value.clone(), day, basis: Basis::Metadata });
    }
    if scan.document.page == Some(PageKind::Listing) {
        return None;
    }
    scan.lines.iter().filter(|line| line.tokens.len() <= LABELED).find_map(|line| {
        let reader = Reader::new(scan, line.tokens.clone());
        let label = line.tokens.clone().find_map(|at| reader.particle(at, Particle::Changed))?;
        let first = scan.sentences.partition_point(|s| s.start < line.tokens.start);
        let sentences = scan.sentences[first..].iter().take_while(|s| s.end <= line.tokens.end);
        let found: Vec<_> = sentences.flat_map(|s| sentence_expressions(scan, s.clone())).collect();
        let behind = found.iter().filter(|(f, _)| f.first >= label).find_map(|(f, r)| full_day(f, r));
        let clock = (label..line.tokens.end).find_map(|at| clock::bare(&reader, at));
        // A clock alone is of the day that the line begins with.
        let day = behind.or_else(|| clock.and_then(|_| found.iter().find_map(|(f, r)| full_day(f, r))))?;
        let words = scan.words(label..line.tokens.end);
        let value = match clock {
            Some(clock) => format!("{day}T{:02}:{:02}{}", clock.hour, clock.minute, offset(words)),
            None => day.to_string(),
        };
        Some(Published { value, day, basis: Basis::Dateline })
    })
}

/// The offset that a line gives with «GMT+0400», as ISO 8601 writes it; nothing where there is none.
fn offset(words: &str) -> String {
    let zone = ["GMT", "UTC"].iter().find_map(|zone| words.split_once(zone)).map(|(_, rest)| rest.trim_start());
    let Some((sign, rest)) =
        zone.and_then(|zone| zone.split_at_checked(1)).filter(|(sign, _)| matches!(*sign, "+" | "-"))
    else {
        return String::new();
    };
    let digits = rest.find(|c: char| !c.is_ascii_digit() && c != ':').map_or(rest, |end| &rest[..end]).replace(':', "");
    match digits.len() {
        1 => format!("{sign}0{digits}:00"),
        2 => format!("{sign}{digits}:00"),
        4 => format!("{sign}{}:{}", &digits[..2], &digits[2..]),
        _ => String::new(),
    }
}

/// A full date in a byline, a date line, a short line at the top, or after «آخر تحديث», and the line. `only_apart`: only in lines that are one by
/// their kind, and say nothing of a change.
fn date_line(scan: &Scan<'_>, only_apart: bool) -> Option<(Date, Span)> {
    let blocks = &scan.document.blocks;
    let kind_of = |span: Span| {
        let next = blocks.partition_point(|b| b.span.end() < span.end());
        blocks.get(next).filter(|b| b.span.contains(span)).map(|b| b.kind)
    };
    for (number, line) in scan.lines.iter().enumerate() {
        if line.tokens.len() > LABELED {
            continue;
        }
        let reader = Reader::new(scan, line.tokens.clone());
        let updated = line.tokens.clone().any(|at| reader.particle(at, Particle::Updated).is_some());
        let kind = scan.span(line.tokens.clone()).and_then(kind_of);
        let apart = matches!(kind, Some(BlockKind::Byline | BlockKind::Dateline));
        let top = number < TOP && kind != Some(BlockKind::Caption);
        let short = line.tokens.len() <= SHORT;
        let changed = || line.tokens.clone().any(|at| reader.particle(at, Particle::Changed).is_some());
        let is_asked = if only_apart { apart && !changed() } else { apart || (short && (updated || top)) };
        if !is_asked {
            continue;
        }
        let first = scan.sentences.partition_point(|s| s.start < line.tokens.start);
        let sentences = scan.sentences[first..].iter().take_while(|s| s.end <= line.tokens.end);
        let found: Vec<_> = sentences.flat_map(|s| sentence_expressions(scan, s.clone())).collect();
        // The first date of a page is that of publication, also where it was changed later.
        if (apart || updated || mostly_date(&found, &line.tokens) || number > 0 && ends_dated(&found, &line.tokens))
            && let Some(day) = found.iter().find_map(|(f, r)| full_day(f, r))
        {
            return Some((day, scan.span(line.tokens.clone())?));
        }
    }
    None
}

/// Is a line little more than its date?
fn mostly_date(found: &[(Found, Reader<'_, '_>)], line: &Range<usize>) -> bool {
    let dated: usize = found.iter().map(|(f, _)| f.end - f.first).sum();
    dated * 2 >= line.len()
}

/// Does a short line end with its date, as «المدينة – الوكالة – الخميس 11 ديسمبر 2025» does?
fn ends_dated(found: &[(Found, Reader<'_, '_>)], line: &Range<usize>) -> bool {
    line.len() <= 12 && found.iter().any(|(f, _)| f.end == line.end)
}

/// The day of an expression that says all of it.
fn full_day(found: &Found, r: &Reader<'_, '_>) -> Option<Date> {
    let Shape::Day(day) = found.shape else { return None };
    let known = |d: Option<super::written::CalendarDay>| d.filter(|d| matches!(d.year, YearRef::Known(_)));
    known(day.date).or(known(day.twin))?;
    unanchored(r).resolve(&Shape::Day(Day { days: None, ..day })).first
}

fn unanchored<'a>(r: &Reader<'a, '_>) -> Anchor<'a> {
    Anchor { words: r.words, published: None, mention: None, cue: None, limit: false, week_start: Weekday::Monday }
}

/// A day in the address of the page: /2025/02/17/, 2025-02-17, 20250217.
fn in_address(url: &str) -> Option<Date> {
    let bytes = url.as_bytes();
    let digits = |from: usize, n: usize| {
        let part = bytes.get(from..from + n)?;
        part.iter().all(u8::is_ascii_digit).then(|| part.iter().fold(0i16, |sum, b| sum * 10 + i16::from(b - b'0')))
    };
    (0..bytes.len()).find_map(|at| {
        if at > 0 && bytes[at - 1].is_ascii_digit() {
            return None;
        }
        let year = digits(at, 4).filter(|y| (1990..2100).contains(y))?;
        let separator = *bytes.get(at + 4)?;
        let (month, day, end) = if separator.is_ascii_digit() {
            (digits(at + 4, 2)?, digits(at + 6, 2)?, at + 8)
        } else if matches!(separator, b'/' | b'-' | b'_') {
            let wide = if digits(at + 5, 2).is_some() { 2 } else { 1 };
            let month = digits(at + 5, wide)?;
            if bytes.get(at + 5 + wide) != Some(&separator) {
                return None;
            }
            let from = at + 6 + wide;
            let wide = if digits(from, 2).is_some() { 2 } else { 1 };
            (month, digits(from, wide)?, from + wide)
        } else {
            return None;
        };
        if bytes.get(end).is_some_and(u8::is_ascii_digit) {
            return None;
        }
        civil(year, month.try_into().ok()?, day.try_into().ok()?)
    })
}

/// «اليوم، الاثنين 17 من شباط» and a year elsewhere in the text with which weekday and date agree.
fn reasoned(scan: &Scan<'_>) -> Option<(Date, Span, Option<i16>)> {
    let has = |sentence: &Range<usize>, kinds| sentence.clone().any(|at| scan.times(at).intersects(kinds));
    let todays = scan.sentences.iter().filter(|s| has(s, Kinds::TODAY) && has(s, Kinds::DAY_NUMBER));
    let mut latest_year = None;
    for (expression, r) in todays.flat_map(|s| sentence_expressions(scan, s.clone())) {
        let Shape::Day(day) = expression.shape else { continue };
        let (Some(offset), Some(date)) = (day.days, day.date) else { continue };
        let place = scan.span(expression.first..expression.end)?;
        if let Some(full) = full_day(&expression, &r) {
            return Some((super::resolve::plus_days(full, -offset)?, place, None));
        }
        let (Some(weekday), Calendar::Gregorian, MonthRef::Named(month), YearRef::Open) =
            (day.weekday, date.calendar, date.month, date.year)
        else {
            continue;
        };
        // News is of the latest year it names, or of the turn of the next; older years are those of events it recalls.
        let Some(latest) = *latest_year.get_or_insert_with(|| latest(scan)) else { continue };
        for year in [latest, latest + 1, latest - 1] {
            let Some(candidate) = civil(year, month, date.day) else { continue };
            if weekday_of(candidate) == weekday {
                return Some((super::resolve::plus_days(candidate, -offset)?, place, Some(latest)));
            }
        }
    }
    None
}

/// The latest year that the text names.
fn latest(scan: &Scan<'_>) -> Option<i16> {
    expressions(scan)
        .filter_map(|(f, _)| written_year(&f.to.unwrap_or(f.shape)))
        .filter(|year| (1990..2100).contains(year))
        .max()
}

/// The Gregorian year that a shape writes.
fn written_year(shape: &Shape) -> Option<i16> {
    let known = |year| if let YearRef::Known(year) = year { Some(year) } else { None };
    match *shape {
        Shape::Year { calendar: Calendar::Gregorian, year } => Some(year),
        Shape::Month { calendar: Calendar::Gregorian, year, .. }
        | Shape::Season { year, .. }
        | Shape::Months { year, .. } => known(year),
        Shape::Day(day) => {
            day.date.or(day.twin).filter(|d| d.calendar == Calendar::Gregorian).and_then(|d| known(d.year))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn addresses_tell_days_in_three_ways() {
        for url in [
            "https://a.example/2025/02/17/x",
            "https://a.example/2025/2/17",
            "https://a.example/n-2025-02-17-x",
            "https://a.example/20250217.html",
        ] {
            assert_eq!(in_address(url), Some(date(2025, 2, 17)), "{url}");
        }
    }

    #[test]
    fn numbers_of_an_address_that_are_no_day_tell_nothing() {
        for url in [
            "https://a.example/2025/02/",
            "https://a.example/120250217",
            "https://a.example/2025/13/01",
            "https://a.example/202502171",
        ] {
            assert_eq!(in_address(url), None, "{url}");
        }
    }
}

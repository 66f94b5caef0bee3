//! Dates as ISO 8601 writes them: recognized, never converted.

use crate::document::{Basis, Note, Published};

/// What the caller or the corpus line gave as publication date; one that is no date becomes a note.
pub(crate) fn given(value: Option<&str>, notes: &mut Vec<Note>) -> Option<Published> {
    let value = published(value?, notes)?;
    Some(Published { value, basis: Basis::Given })
}

/// The date or date-time, trimmed, if it is one; else nothing and a note.
fn published(value: &str, notes: &mut Vec<Note>) -> Option<String> {
    let value = value.trim();
    if is_iso_8601(value) {
        return Some(value.to_owned());
    }
    let shown: String = value.chars().take(40).collect();
    let message = format!("\"{shown}\" is not a date; expected 2025-02-17 or 2025-02-17T09:30:00+03:00");
    notes.push(Note { code: "page/published", span: None, message });
    None
}

/// Is this a full ISO 8601 date, with or without a time (also with a space for the `T`, as many pages write it) and offset?
pub(crate) fn is_iso_8601(value: &str) -> bool {
    let Some((date, rest)) = value.split_at_checked(10) else { return false };
    is_date(date) && (rest.is_empty() || rest.strip_prefix(['T', 't', ' ']).is_some_and(is_time))
}

fn is_date(date: &str) -> bool {
    let mut parts = date.split('-');
    let mut part = |length: usize| {
        let part = parts.next()?;
        (part.len() == length && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<u32>().ok()).flatten()
    };
    let (Some(year), Some(month), Some(day)) = (part(4), part(2), part(2)) else { return false };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => 31,
    };
    year > 0 && (1..=12).contains(&month) && (1..=days).contains(&day)
}

fn is_time(time: &str) -> bool {
    let time = time.trim();
    let end = time.find(|c: char| !(c.is_ascii_digit() || c == ':' || c == '.')).unwrap_or(time.len());
    let (clock, offset) = time.split_at(end);
    let mut parts = clock.split(':');
    let within = |part: Option<&str>, most: f64| {
        part.is_some_and(|part| {
            part.split('.').next().is_some_and(|whole| whole.len() == 2) && part.parse().is_ok_and(|n: f64| n < most)
        })
    };
    let whole = |part: Option<&str>| part.is_some_and(|part| !part.contains('.'));
    let (hour, minute, second) = (parts.next(), parts.next(), parts.next());
    within(hour, 24.0)
        && whole(hour)
        && within(minute, 60.0)
        && whole(minute)
        && (second.is_none() || within(second, 61.0))
        && parts.next().is_none()
        && is_offset(offset.trim())
}

fn is_offset(offset: &str) -> bool {
    if matches!(offset, "" | "Z" | "z") {
        return true;
    }
    let Some(digits) = offset.strip_prefix(['+', '-']) else { return false };
    let digits = digits.replacen(':', "", 1);
    matches!(digits.len(), 2 | 4) && digits.bytes().all(|b| b.is_ascii_digit()) && digits[..2] <= *"14"
}

/// Do two date-times with offsets mean the same moment, to the minute? False where one has no offset.
pub(crate) fn is_same_moment(one: &str, other: &str) -> bool {
    minutes(one).is_some_and(|minute| minutes(other) == Some(minute))
}

/// The minute of a date-time, counted in UTC from some day on.
fn minutes(value: &str) -> Option<i64> {
    let number = |range: std::ops::Range<usize>| value.get(range)?.parse::<i64>().ok();
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    let (hour, minute) = (number(11..13)?, number(14..16)?);
    let offset = match value.get(16..)?.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | ' '))
    {
        "Z" | "z" => 0,
        written => {
            let sign = if written.starts_with('-') { -1 } else { 1 };
            let digits: String = written.get(1..)?.chars().filter(char::is_ascii_digit).collect();
            let (hours, minutes) = (digits.get(..2)?.parse::<i64>().ok()?, digits.get(2..).unwrap_or_default());
            sign * (hours * 60 + minutes.parse::<i64>().unwrap_or(0))
        }
    };
    // Days by the usual count with the year beginning in March.
    let (y, m) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = y * 365 + y / 4 - y / 100 + y / 400 + (m * 153 + 2) / 5 + day;
    Some(days * 1440 + hour * 60 + minute - offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_date_times_are_taken_as_written() {
        for value in [
            "2025-02-17",
            "2024-02-29",
            "2018-02-26T14:22:00+00:00",
            "2018-02-26T14:22:37.120+0400",
            "2020-12-24 23:59:01",
            "2020-12-24T23:59Z",
            "2026-01-08T11:42:50+02",
        ] {
            let mut notes = Vec::new();
            assert_eq!(published(&format!(" {value} "), &mut notes).as_deref(), Some(value));
            assert!(notes.is_empty());
        }
    }

    #[test]
    fn moments_are_compared_through_their_offsets() {
        assert!(is_same_moment("2020-12-25T01:59:00+02:00", "2020-12-24T23:59Z"));
        assert!(is_same_moment("2024-03-01 00:30:00 +0100", "2024-02-29T23:30:12.5Z"));
        assert!(is_same_moment("2024-01-01T00:00-03:30", "2024-01-01T03:30:00Z"));
        assert!(!is_same_moment("2020-12-25T01:59:00+02:00", "2020-12-25T01:59:00Z"));
        assert!(!is_same_moment("2020-12-25T01:59:00", "2020-12-25T01:59:00"));
        assert!(!is_same_moment("2020-12-25", "2020-12-25"));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for value in [
            "",
            "2025",
            "2025-2-17",
            "2025-13-01",
            "2025-02-30",
            "2023-02-29",
            "0000-01-01",
            "17/02/2025",
            "2025-02-17x",
            "2025-02-17T25:00",
            "2025-02-17T10",
            "2025-02-17T10:61",
            "2025-02-17T10:00+99:00",
            "2025-02-17T10:00:00 PM",
            "الاثنين 17 شباط",
            "2025-02-17T",
            "٢٠٢٥-٠٢-١٧",
        ] {
            let mut notes = Vec::new();
            assert_eq!(published(value, &mut notes), None, "{value}");
            assert_eq!(notes.len(), 1, "{value}");
        }
    }
}

//! Dates as feeds write them, turned into ISO 8601 with their own offset: never converted, since the local day is what the
//! text's «اليوم» means.

use crate::published::is_iso_8601;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Zones with a name, as RFC 822 has them and as feeds of the region use them.
const ZONES: &[(&str, &str)] = &[
    ("gmt", "+00:00"),
    ("ut", "+00:00"),
    ("utc", "+00:00"),
    ("z", "+00:00"),
    ("est", "-05:00"),
    ("edt", "-04:00"),
    ("cst", "-06:00"),
    ("cdt", "-05:00"),
    ("mst", "-07:00"),
    ("mdt", "-06:00"),
    ("pst", "-08:00"),
    ("pdt", "-07:00"),
    ("cet", "+01:00"),
    ("cest", "+02:00"),
    ("eet", "+02:00"),
    ("eest", "+03:00"),
    ("ast", "+03:00"),
];

/// The date in ISO 8601: as it is where it is written so, rewritten where it is RFC 2822 («Tue, 03 Feb 2026 10:00:00 +0300»,
/// also without weekday, seconds or zone); nothing for any other.
pub(crate) fn iso_8601(written: &str) -> Option<String> {
    let written = written.trim();
    if is_iso_8601(written) {
        return Some(written.to_owned());
    }
    let after_weekday = written.split_once(',').map_or(written, |(_, rest)| rest);
    let mut words = after_weekday.split_whitespace().peekable();
    if words.peek()?.chars().all(char::is_alphabetic) {
        words.next();
    }
    let day: u8 = words.next()?.trim_end_matches(',').parse().ok()?;
    let month = words.next()?.trim_end_matches(['.', ',']).to_ascii_lowercase();
    let month = MONTHS.iter().position(|known| month.starts_with(known))? + 1;
    let year = words.next()?;
    let year: u16 = match (year.len(), year.parse().ok()?) {
        (4, year) => year,
        // RFC 822 had two digits.
        (2, year @ ..70) => 2000 + year,
        (2, year) => 1900 + year,
        _ => return None,
    };
    let date = format!("{year:04}-{month:02}-{day:02}");
    let Some(clock) = words.next() else { return is_iso_8601(&date).then_some(date) };
    let mut parts = clock.split(':');
    let mut part = || parts.next().and_then(|part| part.parse::<u8>().ok());
    let (hour, minute, second) = (part()?, part()?, part());
    let second = second.map(|second| format!(":{second:02}")).unwrap_or_default();
    let zone = zone(&words.collect::<Vec<_>>().join(""))?;
    let whole = format!("{date}T{hour:02}:{minute:02}{second}{zone}");
    is_iso_8601(&whole).then_some(whole)
}

/// The offset of a zone; empty where none is written.
fn zone(written: &str) -> Option<String> {
    // A name in parentheses explains the offset before it.
    let written = written.split('(').next().unwrap_or_default();
    if written.is_empty() {
        return Some(String::new());
    }
    let lower = written.to_ascii_lowercase();
    if let Some((_, offset)) = ZONES.iter().find(|(name, _)| *name == lower) {
        return Some((*offset).to_owned());
    }
    let digits = ["gmt", "utc", ""].iter().find_map(|name| lower.strip_prefix(name)?.strip_prefix(['+', '-']))?;
    let sign = if lower.contains('-') { '-' } else { '+' };
    let digits = digits.replacen(':', "", 1);
    if digits.is_empty() || digits.len() > 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes) = if digits.len() <= 2 { (digits.as_str(), "00") } else { digits.split_at(digits.len() - 2) };
    Some(format!("{sign}{hours:0>2}:{minutes}"))
}

#[cfg(test)]
mod tests {
    use super::iso_8601;

    #[test]
    fn feed_dates_keep_their_offset() {
        for (written, expected) in [
            ("Tue, 03 Feb 2026 10:00:00 +0300", "2026-02-03T10:00:00+03:00"),
            ("Tue, 3 Feb 2026 23:30:00 GMT", "2026-02-03T23:30:00+00:00"),
            ("3 February 2026 9:05 +03:00", "2026-02-03T09:05+03:00"),
            ("Tue, 03 Feb 2026 10:00:00 GMT+3", "2026-02-03T10:00:00+03:00"),
            ("Tue, 03 Feb 2026 10:00:00 -0530 (x)", "2026-02-03T10:00:00-05:30"),
            ("Tue 03 Feb 26 10:00:00 EET", "2026-02-03T10:00:00+02:00"),
            ("Tue, 03 Feb 2026", "2026-02-03"),
            ("2026-01-08 11:42:50", "2026-01-08 11:42:50"),
            (" 2026-01-08T11:42:50+02:00\n", "2026-01-08T11:42:50+02:00"),
        ] {
            assert_eq!(iso_8601(written).as_deref(), Some(expected), "{written}");
        }
    }

    #[test]
    fn what_is_no_feed_date_is_left_to_others() {
        for written in [
            "",
            "الأحد، 04 آب/أغسطس 2013",
            "Tue, 31 Feb 2026 10:00:00 GMT",
            "Tue, 03 Feb 2026 25:00 GMT",
            "tomorrow",
            "3 Feb",
            ",",
        ] {
            assert_eq!(iso_8601(written), None, "{written}");
        }
    }
}

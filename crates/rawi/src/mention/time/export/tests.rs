//! Both notations, case by case.

use proptest::prelude::*;

use super::*;
use crate::reading::RuleId;

fn time(r#type: TimeType, grain: Grain, value: &str, days: Option<(&str, &str)>) -> Time {
    let day = |written: &str| written.parse::<Date>().expect("a day");
    Time {
        r#type,
        value: (!value.is_empty()).then(|| value.to_owned()),
        first: days.map(|days| day(days.0)),
        last: days.map(|days| day(days.1)),
        grain,
        basis: TimeBasis::Written,
        rule: RuleId("time-range"),
        part: None,
    }
}

fn date(grain: Grain, value: &str, first: &str, last: &str) -> Time {
    time(TimeType::Date, grain, value, Some((first, last)))
}

fn open(r#type: TimeType, grain: Grain, value: &str) -> Time {
    time(r#type, grain, value, None)
}

/// The attributes between `tid` and the words.
fn attributes(time: &Time) -> String {
    let element = time.timex3("t1", "x");
    let inside = element.strip_prefix("<TIMEX3 tid=\"t1\" type=\"").and_then(|rest| rest.strip_suffix("\">x</TIMEX3>"));
    inside.unwrap_or(&element).replace("\" ", " ").replace('"', "")
}

/// Days of all kinds: the time, its TIMEX3 type and attributes, its EDTF.
fn cases() -> Vec<(Time, &'static str, Option<&'static str>)> {
    use Grain::*;
    let (d, t) = (TimeType::Date, TimeType::Time);
    let (length, set) = (TimeType::Duration, TimeType::Set);
    let one_day = Some(("2025-02-17", "2025-02-17"));
    vec![
        (date(Day, "2025-02-17", "2025-02-17", "2025-02-17"), "DATE value=2025-02-17", Some("2025-02-17")),
        (date(Month, "2025-02", "2025-02-01", "2025-02-28"), "DATE value=2025-02", Some("2025-02")),
        (date(Year, "2025", "2025-01-01", "2025-12-31"), "DATE value=2025", Some("2025")),
        (
            date(Day, "2025-02-01/2025-02-10", "2025-02-01", "2025-02-10"),
            "DATE value=2025-02-01/2025-02-10",
            Some("2025-02-01/2025-02-10"),
        ),
        (date(Year, "1950/1953", "1950-01-01", "1953-12-31"), "DATE value=1950/1953", Some("1950/1953")),
        (date(Month, "2011/2013-03", "2011-01-01", "2013-03-31"), "DATE value=2011/2013-03", Some("2011/2013-03")),
        (
            date(Month, "2025-01-01/2025-03-31", "2025-01-01", "2025-03-31"),
            "DATE value=2025-01/2025-03",
            Some("2025-01/2025-03"),
        ),
        (date(Day, "2025-02-17/2025-02-11", "2025-02-17", "2025-02-11"), "DATE value=2025-02-17/2025-02-11", None),
        // A month of the Islamic calendar begins within one of ours.
        (
            date(Month, "2025-03-01/2025-03-29", "2025-03-01", "2025-03-29"),
            "DATE value=2025-03-01/2025-03-29",
            Some("2025-03-01/2025-03-29"),
        ),
        (date(Decade, "201", "2010-01-01", "2019-12-31"), "DATE value=201", Some("201X")),
        (date(Decade, "198/199", "1980-01-01", "1999-12-31"), "DATE value=198/199", Some("198X/199X")),
        (date(Century, "20", "2000-01-01", "2099-12-31"), "DATE value=20", Some("20XX")),
        (date(Century, "18", "1800-01-01", "1899-12-31"), "DATE value=18", Some("18XX")),
        (date(Year, "-0043", "-000043-01-01", "-000043-12-31"), "DATE value=BC0044", Some("-0043")),
        (date(Year, "-0000", "0000-01-01", "0000-12-31"), "DATE value=BC0001", Some("0000")),
        (date(Season, "2025-03-01/2025-05-31", "2025-03-01", "2025-05-31"), "DATE value=2025-SP", Some("2025-21")),
        (date(Season, "2025-06-01/2025-08-31", "2025-06-01", "2025-08-31"), "DATE value=2025-SU", Some("2025-22")),
        (date(Season, "2025-09-01/2025-11-30", "2025-09-01", "2025-11-30"), "DATE value=2025-FA", Some("2025-23")),
        (date(Season, "2025-12-01/2026-02-28", "2025-12-01", "2026-02-28"), "DATE value=2025-WI", Some("2025-24")),
        (
            date(Season, "2024-06-01/2024-11-30", "2024-06-01", "2024-11-30"),
            "DATE value=2024-06-01/2024-11-30",
            Some("2024-06-01/2024-11-30"),
        ),
        (date(Quarter, "2025-01-01/2025-03-31", "2025-01-01", "2025-03-31"), "DATE value=2025-Q1", Some("2025-33")),
        (date(Quarter, "2025-10-01/2025-12-31", "2025-10-01", "2025-12-31"), "DATE value=2025-Q4", Some("2025-36")),
        (
            date(Quarter, "2025-01-01/2025-04-30", "2025-01-01", "2025-04-30"),
            "DATE value=2025 mod=START",
            Some("2025-37"),
        ),
        (
            date(Quarter, "2025-05-01/2025-08-31", "2025-05-01", "2025-08-31"),
            "DATE value=2025 mod=MID",
            Some("2025-38"),
        ),
        (
            date(Quarter, "2025-09-01/2025-12-31", "2025-09-01", "2025-12-31"),
            "DATE value=2025 mod=END",
            Some("2025-39"),
        ),
        (date(Half, "2025-01-01/2025-06-30", "2025-01-01", "2025-06-30"), "DATE value=2025-H1", Some("2025-40")),
        (date(Half, "2025-07-01/2025-12-31", "2025-07-01", "2025-12-31"), "DATE value=2025-H2", Some("2025-41")),
        (
            date(Half, "2025-02-01/2025-02-15", "2025-02-01", "2025-02-15"),
            "DATE value=2025-02 mod=START",
            Some("2025-02-01/2025-02-15"),
        ),
        (
            date(Half, "2025-02-11/2025-02-20", "2025-02-11", "2025-02-20"),
            "DATE value=2025-02 mod=MID",
            Some("2025-02-11/2025-02-20"),
        ),
        (
            date(Half, "2025-02-16/2025-02-28", "2025-02-16", "2025-02-28"),
            "DATE value=2025-02 mod=END",
            Some("2025-02-16/2025-02-28"),
        ),
        (
            date(Week, "2025-02-17/2025-02-23", "2025-02-17", "2025-02-23"),
            "DATE value=2025-W08",
            Some("2025-02-17/2025-02-23"),
        ),
        // The week of the last Monday of that year is the first of the next.
        (
            date(Week, "2024-12-30/2025-01-05", "2024-12-30", "2025-01-05"),
            "DATE value=2025-W01",
            Some("2024-12-30/2025-01-05"),
        ),
        (
            date(Week, "2025-02-16/2025-02-22", "2025-02-16", "2025-02-22"),
            "DATE value=2025-02-16/2025-02-22",
            Some("2025-02-16/2025-02-22"),
        ),
        (open(d, Day, "XXXX-12-08"), "DATE value=XXXX-12-08", Some("XXXX-12-08")),
        (open(d, Day, "XXXX-02-29"), "DATE value=XXXX-02-29", Some("XXXX-02-29")),
        (open(d, Day, "XXXX-02-30"), "DATE value=XXXX-02-30", None),
        (open(d, Month, "XXXX-12"), "DATE value=XXXX-12", Some("XXXX-12")),
        (open(d, Day, ""), "DATE value=XXXX-XX-XX", None),
        (open(d, Week, ""), "DATE value=XXXX-WXX", None),
        (open(d, Quarter, ""), "DATE value=XXXX-QX", None),
        (open(d, Year, ""), "DATE value=XXXX", None),
        (time(t, Minute, "2025-02-17T18:30", one_day), "TIME value=2025-02-17T18:30", Some("2025-02-17T18:30:00")),
        (time(t, Hour, "2025-02-17T08:00", one_day), "TIME value=2025-02-17T08:00", Some("2025-02-17T08:00:00")),
        (time(t, Hour, "2025-02-17T24:00", one_day), "TIME value=2025-02-17T24:00", Some("2025-02-18T00:00:00")),
        (time(t, Minute, "2025-02-17T24:30", one_day), "TIME value=2025-02-17T24:30", Some("2025-02-17")),
        (open(t, Minute, "T18:30"), "TIME value=XXXX-XX-XXT18:30", None),
        (open(t, Hour, ""), "TIME value=XXXX-XX-XXTXX", None),
        (
            time(t, Day, "2025-02-17/2025-02-18", Some(("2025-02-17", "2025-02-18"))),
            "DATE value=2025-02-17/2025-02-18",
            Some("2025-02-17/2025-02-18"),
        ),
        (open(length, Month, "P3M"), "DURATION value=P3M", None),
        (open(length, Hour, "PT1H30M"), "DURATION value=PT1H30M", None),
        (open(length, Year, "P3Y/P5Y"), "DURATION value=P3Y mod=EQUAL_OR_MORE", None),
        (open(length, Week, ""), "DURATION value=PXW", None),
        (open(set, Day, "XXXX-WXX-5"), "SET value=XXXX-WXX-5 quant=EVERY", None),
        (open(set, Year, "P1Y"), "SET value=P1Y quant=EVERY", None),
    ]
}

#[test]
fn every_kind_of_time_has_its_timex3() {
    for (time, expected, _) in cases() {
        assert_eq!(attributes(&time), expected, "{time:?}");
    }
}

#[test]
fn every_kind_of_time_has_its_edtf() {
    for (time, _, expected) in cases() {
        assert_eq!(time.edtf().as_deref(), expected, "{time:?}");
    }
}

#[test]
fn what_was_reckoned_is_marked_as_such() {
    let mut time = date(Grain::Day, "2025-02-16", "2025-02-16", "2025-02-16");
    for (basis, marked) in [
        (TimeBasis::Written, false),
        (TimeBasis::Published, true),
        (TimeBasis::Calendar, false),
        (TimeBasis::Mention, true),
        (TimeBasis::Open, false),
    ] {
        time.basis = basis;
        assert_eq!(time.timex3("t1", "أمس").contains(" temporalFunction=\"true\">أمس<"), marked, "{basis:?}");
    }
}

#[test]
fn values_that_are_none_have_no_edtf() {
    for value in
        ["2025-13", "2025-02-30", "2025-2", "20255", "2", "-4", "2025-02-17-01", "a/b", "2025/", "XXXX", "٢٠٢٥"]
    {
        assert_eq!(open(TimeType::Date, Grain::Day, value).edtf(), None, "{value}");
    }
    assert_eq!(open(TimeType::Date, Grain::Year, "2011/2012/2013").edtf(), None);
}

#[test]
fn markup_and_controls_are_escaped() {
    let time = open(TimeType::Date, Grain::Day, "");
    assert_eq!(
        time.timex3("t\"1", "<a b='c'>&\n\u{1B}\u{FFFF}"),
        "<TIMEX3 tid=\"t&quot;1\" type=\"DATE\" value=\"XXXX-XX-XX\">&lt;a b=&apos;c&apos;&gt;&amp;&#10;\u{FFFD}\u{FFFD}</TIMEX3>"
    );
}

/// What a reader of XML makes of escaped text; `None` where it is not well-formed.
fn unescape(xml: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = xml;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        out.push_str(&rest[..at]);
        let (name, after) = rest[at..].strip_prefix('&')?.split_once(';')?;
        out.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            "#9" => '\t',
            "#10" => '\n',
            "#13" => '\r',
            _ => return None,
        });
        rest = after;
    }
    out.push_str(rest);
    Some(out)
}

fn writable(text: &str) -> String {
    let is_writable = |c: char| matches!(c, '\t' | '\n' | '\r') || c >= ' ' && c != '\u{FFFE}' && c != '\u{FFFF}';
    text.chars().map(|c| if is_writable(c) { c } else { '\u{FFFD}' }).collect()
}

proptest! {
    #[test]
    fn any_words_come_back_from_the_element(
        id in any::<String>(),
        text in prop_oneof![any::<String>(), "[<>&'\"\\]\\[!;#x\\t\\r\\n\u{0}-\u{1F}أ-ي]*"],
        value in any::<String>(),
    ) {
        let element = open(TimeType::Date, Grain::Day, &value).timex3(&id, &text);
        let (tag, rest) = element.split_once('>').expect("a start tag");
        let words = rest.strip_suffix("</TIMEX3>").expect("an end tag");
        prop_assert_eq!(unescape(words), Some(writable(&text)));
        let quoted: Vec<&str> = tag.split('"').collect();
        prop_assert_eq!(quoted.len(), 7, "three attributes: {}", tag);
        prop_assert_eq!(quoted[0], "<TIMEX3 tid=");
        prop_assert_eq!(unescape(quoted[1]), Some(writable(&id)));
        prop_assert_eq!(quoted[4], " value=");
        prop_assert!(unescape(quoted[5]).is_some());
    }

    #[test]
    fn no_value_makes_edtf_of_an_unknown_shape(value in "[-0-9XTPW/:]{0,24}") {
        for r#type in TimeType::ALL {
            if let Some(edtf) = open(*r#type, Grain::Day, &value).edtf() {
                prop_assert!(edtf.split('/').all(|point| (4..=10).contains(&point.len())), "{} of {}", edtf, value);
            }
        }
    }
}

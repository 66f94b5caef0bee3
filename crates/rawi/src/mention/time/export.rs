//! Times in the notations of others: TIMEX3 elements (TimeML 1.2.1, ISO-TimeML) and EDTF strings (ISO 8601-2, level 2).
//!
//! Our values are ISO 8601, which has no seasons and writes quarters, weeks and halves as two days. Both notations here name
//! them, so they are told again from grain and days. Where neither has a name, the interval stays.

use jiff::civil::Date;

use crate::mention::{Grain, PeriodPart, Time, TimeBasis, TimeType};

impl Time {
    /// A TIMEX3 element around `text`, the words of the expression; `id` is its `tid`, by TimeML's custom `t1`, `t2` ….
    ///
    /// The element is well-formed XML whatever `id` and `text` hold: markup is escaped, and characters that XML has no way to
    /// write become U+FFFD.
    ///
    /// - `value` is `XXXX-XX-XX` and the like where nothing is resolved. TIMEX3 has no value for two ends: an interval that has
    ///   no name of its own is written as in ISO 8601, `2025-02-03/2025-02-07`.
    /// - `mod` is there for «مطلع», «منتصف», «نهاية» of a period, for thirds of a year and parts of a month (`START`, `MID`,
    ///   `END`), and for a length of which two bounds are written: the value is the lower one, `EQUAL_OR_MORE`.
    /// - `quant` is `EVERY` for sets.
    /// - `temporalFunction` is `true` for what was resolved against the publication day or another time; which TIMEX3 that is,
    ///   only the caller knows, so `anchorTimeID` is left out.
    ///
    /// ```
    /// use rawi::mention::{Grain, Time, TimeBasis, TimeType};
    /// use rawi::reading::RuleId;
    ///
    /// let every_friday = Time {
    ///     r#type: TimeType::Set,
    ///     value: Some("XXXX-WXX-5".to_owned()),
    ///     first: None,
    ///     last: None,
    ///     grain: Grain::Day,
    ///     basis: TimeBasis::Open,
    ///     rule: RuleId("time-set"),
    ///     part: None,
    /// };
    /// let element = every_friday.timex3("t1", "كل جمعة");
    /// assert_eq!(element, r#"<TIMEX3 tid="t1" type="SET" value="XXXX-WXX-5" quant="EVERY">كل جمعة</TIMEX3>"#);
    /// ```
    pub fn timex3(&self, id: &str, text: &str) -> String {
        let Timex { r#type, value, modifier } = self.timex();
        let mut out = String::from("<TIMEX3");
        attribute("tid", id, &mut out);
        attribute("type", r#type, &mut out);
        attribute("value", &value, &mut out);
        if let Some(modifier) = modifier.or(self.part.map(part_name)) {
            attribute("mod", modifier, &mut out);
        }
        if self.r#type == TimeType::Set {
            attribute("quant", "EVERY", &mut out);
        }
        if matches!(self.basis, TimeBasis::Published | TimeBasis::Mention) {
            attribute("temporalFunction", "true", &mut out);
        }
        out.push('>');
        escape(text, &mut out);
        out.push_str("</TIMEX3>");
        out
    }

    /// The time in EDTF: `2025-02`, `2025-02-03/2025-02-07`, a decade `201X`, a century `20XX`, a season `2025-21`, a quarter
    /// `2025-33`, an unresolved day `XXXX-12-08`.
    ///
    /// EDTF writes a time of day to the second or not at all: a minute is given as its first second. `None` for lengths and
    /// sets, for times of day without a day, for ends in the wrong order, and for values of which nothing is known.
    pub fn edtf(&self) -> Option<String> {
        match self.r#type {
            TimeType::Duration | TimeType::Set => None,
            TimeType::Date => self.edtf_date(),
            TimeType::Time => match self.value.as_deref()?.split_once('T') {
                Some((_, clock)) => edtf_date_time(self.first?, clock),
                None => self.edtf_date(),
            },
        }
    }

    fn timex(&self) -> Timex {
        let value = self.value.as_deref();
        match self.r#type {
            TimeType::Duration => Timex::length("DURATION", value, self.grain),
            TimeType::Set => Timex::length("SET", value, self.grain),
            TimeType::Time => match value {
                Some(value) if value.starts_with('T') => Timex::plain("TIME", format!("XXXX-XX-XX{value}")),
                Some(value) if value.contains('T') => Timex::plain("TIME", value.to_owned()),
                // The clock did not fit what was found of the day, which is all that can be told.
                Some(_) => self.timex_date(),
                None => Timex::plain("TIME", unknown(self.grain).to_owned()),
            },
            TimeType::Date => self.timex_date(),
        }
    }

    fn timex_date(&self) -> Timex {
        let Some(value) = self.period() else { return Timex::plain("DATE", unknown(self.grain).to_owned()) };
        let Some((first, last)) = self.days() else { return Timex::plain("DATE", value) };
        let year = format!("{:04}", first.year());
        let date = |value, modifier| Timex { r#type: "DATE", value, modifier };
        match YearPart::of(self.grain, first, last) {
            Some(YearPart::Season(n)) => return date(format!("{year}-{}", pick(&["SP", "SU", "FA", "WI"], n)), None),
            Some(YearPart::Quarter(n)) => return date(format!("{year}-Q{n}"), None),
            Some(YearPart::Half(n)) => return date(format!("{year}-H{n}"), None),
            Some(YearPart::Third(n)) => return date(year, Some(pick(&["START", "MID", "END"], n))),
            None => {}
        }
        if let Some(modifier) = part_of_month(self.grain, first, last) {
            return date(format!("{year}-{:02}", first.month()), Some(modifier));
        }
        if let Some(week) = week(self.grain, first, last) {
            return date(week, None);
        }
        let points: Vec<String> =
            value.split('/').map(|point| before_christ(point).unwrap_or(point.to_owned())).collect();
        date(points.join("/"), None)
    }

    fn edtf_date(&self) -> Option<String> {
        if let Some((first, last)) = self.days() {
            if last < first {
                return None;
            }
            if let Some(part) = YearPart::of(self.grain, first, last) {
                return Some(format!("{}-{}", edtf_year(first.year()), part.edtf()));
            }
        }
        let points: Vec<String> = self.period()?.split('/').map(edtf_point).collect::<Option<_>>()?;
        (points.len() <= 2).then(|| points.join("/"))
    }

    fn days(&self) -> Option<(Date, Date)> {
        self.first.zip(self.last)
    }

    /// The value; several whole months by their months, where it names days.
    fn period(&self) -> Option<String> {
        let value = self.value.as_deref()?;
        if self.grain == Grain::Month
            && value.split('/').all(|point| point.len() == "2025-02-17".len())
            && let Some((first, last)) = self.days()
            && whole_months(first, last).is_some()
        {
            return Some(format!("{}/{}", month(first), month(last)));
        }
        Some(value.to_owned())
    }
}

fn part_name(part: PeriodPart) -> &'static str {
    match part {
        PeriodPart::Start => "START",
        PeriodPart::Middle => "MID",
        PeriodPart::End => "END",
    }
}

/// What a TIMEX3 says, before it is XML.
struct Timex {
    r#type: &'static str,
    value: String,
    modifier: Option<&'static str>,
}

impl Timex {
    fn plain(r#type: &'static str, value: String) -> Timex {
        Timex { r#type, value, modifier: None }
    }

    fn length(r#type: &'static str, value: Option<&str>, grain: Grain) -> Timex {
        match value.map(|value| value.split_once('/').ok_or(value)) {
            Some(Ok((least, _))) => Timex { r#type, value: least.to_owned(), modifier: Some("EQUAL_OR_MORE") },
            Some(Err(value)) => Timex::plain(r#type, value.to_owned()),
            None => Timex::plain(r#type, unknown_length(grain).to_owned()),
        }
    }
}

/// A named part of a year, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum YearPart {
    /// Spring first; winter belongs to the year in which it begins.
    Season(u8),
    Quarter(u8),
    Third(u8),
    Half(u8),
}

impl YearPart {
    fn of(grain: Grain, first: Date, last: Date) -> Option<YearPart> {
        let count = whole_months(first, last)?;
        let month = first.month().unsigned_abs();
        let nth = |length: u8| (month % length == 1).then_some(month / length + 1);
        match (grain, count) {
            (Grain::Season, 3) if month.is_multiple_of(3) => Some(YearPart::Season(month / 3)),
            (Grain::Quarter, 3) => nth(3).map(YearPart::Quarter),
            (Grain::Quarter, 4) => nth(4).map(YearPart::Third),
            (Grain::Half, 6) => nth(6).map(YearPart::Half),
            _ => None,
        }
    }

    /// The number that stands for it in the place of the month.
    fn edtf(self) -> u8 {
        match self {
            YearPart::Season(n) => 20 + n,
            YearPart::Quarter(n) => 32 + n,
            YearPart::Third(n) => 36 + n,
            YearPart::Half(n) => 39 + n,
        }
    }
}

/// How many months there are from `first` to `last`, if the first and the last of them are whole.
fn whole_months(first: Date, last: Date) -> Option<i32> {
    if first.day() != 1 || last != last.last_of_month() || last < first {
        return None;
    }
    let years = i32::from(last.year()) - i32::from(first.year());
    Some(years * 12 + i32::from(last.month()) - i32::from(first.month()) + 1)
}

fn part_of_month(grain: Grain, first: Date, last: Date) -> Option<&'static str> {
    let (begins, ends) = (first.day() == 1, last == last.last_of_month());
    if grain != Grain::Half || first.first_of_month() != last.first_of_month() || begins && ends {
        return None;
    }
    Some(if begins {
        "START"
    } else if ends {
        "END"
    } else {
        "MID"
    })
}

fn week(grain: Grain, first: Date, last: Date) -> Option<String> {
    let (begins, ends) = (first.iso_week_date(), last.iso_week_date());
    let whole = first.weekday() == jiff::civil::Weekday::Monday && last.weekday() == jiff::civil::Weekday::Sunday;
    let same = (begins.year(), begins.week()) == (ends.year(), ends.week());
    (grain == Grain::Week && whole && same).then(|| format!("{:04}-W{:02}", begins.year(), begins.week()))
}

fn month(day: Date) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

/// The `n`th name, from 1.
fn pick(names: &[&'static str], n: u8) -> &'static str {
    names.get(usize::from(n).saturating_sub(1)).copied().unwrap_or_default()
}

/// A date or time of that grain of which nothing is known.
fn unknown(grain: Grain) -> &'static str {
    match grain {
        Grain::Second => "XXXX-XX-XXTXX:XX:XX",
        Grain::Minute => "XXXX-XX-XXTXX:XX",
        Grain::Hour | Grain::DayPart => "XXXX-XX-XXTXX",
        Grain::Day => "XXXX-XX-XX",
        Grain::Week => "XXXX-WXX",
        Grain::Month => "XXXX-XX",
        Grain::Season => "XXXX-SX",
        Grain::Quarter => "XXXX-QX",
        Grain::Half => "XXXX-HX",
        Grain::Year => "XXXX",
        Grain::Decade => "XXX",
        Grain::Century => "XX",
    }
}

/// A length in units of that grain of which nothing is known.
fn unknown_length(grain: Grain) -> &'static str {
    match grain {
        Grain::Second => "PTXS",
        Grain::Minute => "PTXM",
        Grain::Hour | Grain::DayPart => "PTXH",
        Grain::Day => "PXD",
        Grain::Week => "PXW",
        Grain::Month | Grain::Season | Grain::Quarter | Grain::Half => "PXM",
        Grain::Year | Grain::Decade | Grain::Century => "PXY",
    }
}

/// TIMEX3 counts years before Christ without a year 0, ISO 8601 with one.
fn before_christ(point: &str) -> Option<String> {
    let year = point.strip_prefix('-')?;
    // A century says only its first two digits: «القرن الثالث قبل الميلاد», 300 to 201 BC, is BC02.
    if is_digits(year, 2) {
        return Some(format!("BC{year}"));
    }
    let year: u32 = Some(year).filter(|year| is_digits(year, 4))?.parse().ok()?;
    Some(format!("BC{:04}", year + 1))
}

fn edtf_year(year: i16) -> String {
    let sign = if year < 0 { "-" } else { "" };
    format!("{sign}{:04}", year.unsigned_abs())
}

/// One end of a value: as it is, with an X for each digit that a decade or century leaves out.
fn edtf_point(point: &str) -> Option<String> {
    if let Some(year) = point.strip_prefix('-') {
        if is_digits(year, 2) {
            return Some(format!("-{year}XX"));
        }
        let year: i16 = Some(year).filter(|year| is_digits(year, 4))?.parse().ok()?;
        return Some(edtf_year(-year));
    }
    let mut parts = point.split('-');
    let (year, month, day) = (parts.next()?, parts.next(), parts.next());
    if parts.next().is_some() {
        return None;
    }
    let within = |part: &str, most: u8| is_digits(part, 2) && part.parse().is_ok_and(|n| (1..=most).contains(&n));
    let known = match (is_digits(year, 4) || year == "XXXX", month, day) {
        (true, None, _) => year != "XXXX",
        (true, Some(month), None) => within(month, 12),
        // The days of a month are only known with its year; a leap year has them all.
        (true, Some(_), Some(_)) => {
            let in_leap_year = point.replacen("XXXX", "2000", 1);
            in_leap_year.len() == "2000-02-29".len() && in_leap_year.parse::<Date>().is_ok()
        }
        (false, None, _) if is_digits(year, 3) => return Some(format!("{year}X")),
        (false, None, _) if is_digits(year, 2) => return Some(format!("{year}XX")),
        (false, ..) => false,
    };
    known.then(|| point.to_owned())
}

/// The first second of `clock` (`18:30`, `18:30:15`) on that day; the day alone where the clock shows no such time.
fn edtf_date_time(day: Date, clock: &str) -> Option<String> {
    let mut parts = clock.split(':').map(|part| part.parse::<i8>().ok());
    let (hour, minute, second) = (parts.next().flatten(), parts.next().flatten(), parts.next());
    let time = hour.zip(minute).and_then(|(hour, minute)| {
        // The end of a day is the beginning of the next.
        let (day, hour) = if (hour, minute) == (24, 0) { (day.tomorrow().ok()?, 0) } else { (day, hour) };
        let time = jiff::civil::Time::new(hour, minute, second.unwrap_or(Some(0))?, 0).ok()?;
        Some(format!("{day}T{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second()))
    });
    time.or_else(|| edtf_point(&day.to_string()))
}

fn is_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape(value, out);
    out.push('"');
}

/// Text as XML, fit for content and for attributes.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            // A reader of XML turns these into a blank or a line feed where they are not written as references.
            '\t' => out.push_str("&#9;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\0'..'\u{20}' | '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests;

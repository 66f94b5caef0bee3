//! Digits with points and commas: which of them group and which begin a fraction.
//!
//! Houses write 1,250 and 1.250 and 3,5 and 3.5, so only the shape of the groups can tell. A comma before three digits groups. A
//! point before three digits may do either: it is read as a decimal point, and the other reading is kept for whoever knows what is
//! counted (nobody counts thousandths of a soldier).

use crate::mention::Amount;

/// What digits are worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Digits {
    pub(crate) value: Amount,
    /// The value with the point taken as grouping.
    pub(crate) grouped: Option<Amount>,
    /// Without any point or comma.
    pub(crate) plain: bool,
}

/// The whole number of these digits and groups; `None` where it has more than 18 digits.
fn whole<'k>(groups: impl Iterator<Item = &'k str>) -> Option<i64> {
    let mut value: i64 = 0;
    let mut n_digits = 0;
    for digit in groups.flat_map(str::bytes) {
        n_digits += 1;
        if n_digits > 18 {
            return None;
        }
        value = value * 10 + i64::from(digit.wrapping_sub(b'0').min(9));
    }
    Some(value)
}

/// Millionths of the digits behind a decimal point; beyond the sixth they do not count.
pub(crate) fn fraction(digits: &str) -> i128 {
    let mut unit = Amount::UNIT;
    let mut value = 0;
    for digit in digits.bytes().take(6) {
        unit /= 10;
        value += i128::from(digit.wrapping_sub(b'0').min(9)) * unit;
    }
    value
}

fn decimal<'k>(groups: impl Iterator<Item = &'k str>, behind: &str) -> Option<Amount> {
    Some(Amount(Amount::whole(whole(groups)?).0 + fraction(behind)))
}

/// Are these groups of thousands: one to three digits, then threes?
fn grouping<'k>(mut groups: impl Iterator<Item = &'k str>) -> bool {
    let first = groups.next().unwrap_or("");
    (1..=3).contains(&first.len()) && !first.starts_with('0') && groups.all(|group| group.len() == 3)
}

/// Reads a number token's key. `None` for what is no number: a version, a dotted date, an overlong run.
pub(crate) fn read(key: &str) -> Option<Digits> {
    let mark = |c: char| c == ',' || c == '.';
    let Some(last) = key.rfind(mark) else {
        let value = Amount::whole(whole(std::iter::once(key))?);
        return Some(Digits { value, grouped: None, plain: true });
    };
    let (front, behind) = (&key[..last], &key[last + 1..]);
    let last = key.as_bytes()[last];
    let n_marks = key.matches(mark).count();
    let all_same = key.bytes().filter(|b| matches!(b, b',' | b'.')).all(|b| b == last);
    let groups = || key.split(mark);
    let (value, grouped) = if all_same && n_marks > 1 {
        if !grouping(groups()) {
            return None;
        }
        (Amount::whole(whole(groups())?), None)
    } else if !all_same {
        let one_kind = front.matches(mark).count() == n_marks - 1 && !front.contains(last as char);
        if !one_kind || !grouping(front.split(mark)) {
            return None;
        }
        (decimal(front.split(mark), behind)?, None)
    } else if grouping(groups()) {
        let thousands = Amount::whole(whole(groups())?);
        if last == b',' { (thousands, None) } else { (decimal(std::iter::once(front), behind)?, Some(thousands)) }
    } else {
        (decimal(std::iter::once(front), behind)?, None)
    };
    Some(Digits { value, grouped, plain: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(key: &str) -> Option<(i128, Option<i128>)> {
        read(key).map(|d| (d.value.0, d.grouped.map(|g| g.0 / Amount::UNIT)))
    }

    #[test]
    fn the_shape_of_groups_tells_thousands_from_decimals() {
        let unit = Amount::UNIT;
        for (key, value) in [
            ("0", 0),
            ("150", 150 * unit),
            ("1,250", 1250 * unit),
            ("12,345,678", 12_345_678 * unit),
            ("1.250.000", 1_250_000 * unit),
            ("3,5", 3_500_000),
            ("3.5", 3_500_000),
            ("77.59", 77_590_000),
            ("0,125", 125_000),
            ("1,250.75", 1_250_750_000),
            ("1.250,75", 1_250_750_000),
            ("1250,5", 1_250_500_000),
            ("2.1234567", 2_123_456),
        ] {
            assert_eq!(parts(key), Some((value, None)), "{key}");
        }
        assert_eq!(parts("1.250"), Some((1_250_000, Some(1250))));
    }

    #[test]
    fn what_is_no_number_is_not_read() {
        for key in ["15.3.2011", "1,2,3", "1.2,3.4", "1234567890123456789"] {
            assert_eq!(parts(key), None, "{key}");
        }
    }
}

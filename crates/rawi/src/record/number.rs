//! Amounts as JSON numbers.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::mention::Amount;

/// A JSON number: an integer where the amount is whole, else a decimal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// A whole number.
    Whole(i128),
    /// A number with a fraction.
    Decimal(f64),
}

impl From<Amount> for Number {
    fn from(amount: Amount) -> Number {
        if amount.0 % Amount::UNIT == 0 {
            return Number::Whole(amount.0 / Amount::UNIT);
        }
        // One division of two integers that a double holds exactly is rounded correctly, so 12.5 is printed as 12.5.
        #[expect(clippy::cast_precision_loss, reason = "above nine billion the sixth decimal place does not matter")]
        Number::Decimal(amount.0 as f64 / Amount::UNIT as f64)
    }
}

impl Number {
    /// The number as a double, for stores that have no other: exact up to nine thousand billion.
    #[expect(clippy::cast_precision_loss, reason = "no count or amount of money that news tells is larger")]
    pub fn as_f64(&self) -> f64 {
        match *self {
            Number::Whole(n) => n as f64,
            Number::Decimal(n) => n,
        }
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Number::Whole(n) => match i64::try_from(n) {
                Ok(n) => serializer.serialize_i64(n),
                Err(_) => serializer.serialize_i128(n),
            },
            Number::Decimal(n) => serializer.serialize_f64(n),
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Number, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Whole(i64),
            Decimal(f64),
        }
        Ok(match Written::deserialize(deserializer)? {
            Written::Whole(n) => Number::Whole(n.into()),
            Written::Decimal(n) => Number::Decimal(n),
        })
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Number {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "number" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(millionths: i128, expected: &str) {
        let written = serde_json::to_string(&Number::from(Amount(millionths))).expect("numbers are JSON");
        assert_eq!(written, expected);
    }

    #[test]
    fn whole_amounts_are_integers() {
        check(150_000_000, "150");
        check(0, "0");
        check(-3_000_000, "-3");
        check(9_000_000_000_000_000_000_000_000, "9000000000000000000");
        check(90_000_000_000_000_000_000_000_000, "90000000000000000000");
    }

    #[test]
    fn fractions_keep_their_shortest_form() {
        check(12_500_000, "12.5");
        check(100_000, "0.1");
        check(3_140_000, "3.14");
        check(1, "1e-6");
    }

    #[test]
    fn numbers_come_back() {
        assert_eq!(serde_json::from_str::<Number>("7").ok(), Some(Number::Whole(7)));
        assert_eq!(serde_json::from_str::<Number>("7.25").ok(), Some(Number::Decimal(7.25)));
        assert!(serde_json::from_str::<Number>("\"7\"").is_err());
    }
}

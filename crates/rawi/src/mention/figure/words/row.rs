//! What single rows of the tables say.

use rawi_lexicon::{Error, Row};

use super::{NumberWord, Shape};
use crate::mention::Approx;

pub(super) fn approx(row: &Row, column: &str) -> Result<Option<Approx>, Error> {
    let name = row.one_of(column, &["about", "at_least", "more_than", "at_most", "less_than", "-"])?;
    Ok(Approx::named(name))
}

pub(super) fn number_word(row: &Row) -> Result<NumberWord, Error> {
    const KINDS: &[&str] = &[
        "unit",
        "teen",
        "ten",
        "tens",
        "hundred",
        "tens-of",
        "scale",
        "fraction",
        "and",
        "article",
        "point",
        "point-back",
        "some",
    ];
    let kind = row.one_of("kind", KINDS)?;
    let shape = match row.one_of("form", &["one", "two", "bound", "many", "either", "-"])? {
        "two" => Shape::Two,
        "bound" => Shape::Bound,
        "many" => Shape::Many,
        "either" => Shape::Either,
        _ => Shape::One,
    };
    let value = |least: i64, most: i64| {
        let written = row.column("value");
        written.parse().ok().filter(|n| (least..=most).contains(n)).ok_or_else(|| {
            row.error(format!("value {written:?} of a {kind}; expected a whole number from {least} to {most}"))
        })
    };
    Ok(match kind {
        "unit" => NumberWord::Unit(value(0, 9)?),
        "teen" => NumberWord::Teen(value(1, 9)?),
        "ten" => NumberWord::Ten,
        "tens" => NumberWord::Tens(value(20, 90)?),
        "hundred" => NumberWord::Hundred { value: value(100, 900)?, bound: shape == Shape::Bound },
        "tens-of" => NumberWord::TensOf,
        "scale" => NumberWord::Scale { value: value(1000, 1_000_000_000_000)?, shape },
        "fraction" => {
            let parts = row
                .column("value")
                .split_once('/')
                .and_then(|(over, under)| Some((over.parse().ok()?, under.parse().ok()?)));
            match parts {
                Some((over, under)) if (1..100).contains(&over) && (2..100).contains(&under) => {
                    NumberWord::Fraction { over, under, many: shape == Shape::Many }
                }
                _ => {
                    return Err(
                        row.error(format!("value {:?} of a fraction; expected one such as 3/4", row.column("value")))
                    );
                }
            }
        }
        "and" => NumberWord::And,
        "article" => NumberWord::Article,
        "point" => NumberWord::Point,
        "point-back" => NumberWord::PointBack,
        _ => NumberWord::Some,
    })
}

//! Words of closed vocabularies as JSON strings.

use std::fmt;

use rawi_page::{BlockKind, FurnitureClass, InputKind, PageKind};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::OffsetUnit;
use crate::mention::{Approx, FigureKind, Grain, PeriodPart, PlaceType, TimeBasis, TimeType};
use crate::reading::{Act, Basis, ContentForm, LinkRole, Naming, Polarity, RelationKind, Zone};

/// A closed vocabulary: values that each have one name on the wire.
pub trait Vocabulary: Copy + fmt::Debug + PartialEq + 'static {
    /// What the vocabulary is called in the schema.
    const TITLE: &'static str;

    /// All values, in order.
    fn all() -> &'static [Self];

    /// The name on the wire.
    fn wire_name(self) -> &'static str;
}

/// A value of a closed vocabulary, written by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term<T>(pub T);

impl<T: Vocabulary> Serialize for Term<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.wire_name())
    }
}

impl<'de, T: Vocabulary> Deserialize<'de> for Term<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Term<T>, D::Error> {
        let name = String::deserialize(deserializer)?;
        T::all().iter().find(|value| value.wire_name() == name).map(|&value| Term(value)).ok_or_else(|| {
            let names: Vec<&str> = T::all().iter().map(|value| value.wire_name()).collect();
            serde::de::Error::custom(format!("{name:?} is not known; expected one of {}", names.join(", ")))
        })
    }
}

#[cfg(feature = "schema")]
impl<T: Vocabulary> schemars::JsonSchema for Term<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::TITLE.into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let names: Vec<&str> = T::all().iter().map(|value| value.wire_name()).collect();
        schemars::json_schema!({ "type": "string", "enum": names })
    }
}

macro_rules! vocabularies {
    ($($name:ident),+ $(,)?) => {$(
        impl Vocabulary for $name {
            const TITLE: &'static str = stringify!($name);

            fn all() -> &'static [$name] {
                $name::ALL
            }

            fn wire_name(self) -> &'static str {
                self.name()
            }
        }
    )+};
}

vocabularies! {
    Act, Approx, Basis, BlockKind, ContentForm, FigureKind, FurnitureClass, Grain, PeriodPart, LinkRole, Naming, OffsetUnit, PageKind, PlaceType,
    Polarity, RelationKind, TimeBasis, TimeType, Zone,
}

impl Vocabulary for InputKind {
    const TITLE: &'static str = "InputKind";

    fn all() -> &'static [InputKind] {
        &[InputKind::Text, InputKind::Html, InputKind::CorpusLine, InputKind::FeedEntry, InputKind::SitemapEntry]
    }

    fn wire_name(self) -> &'static str {
        self.name()
    }
}

/// Declares the `kind` of one sort of mention: a vocabulary of one word, so that a mention names its own kind.
macro_rules! tag {
    ($(#[$doc:meta])* $name:ident = $text:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct $name;

        impl Vocabulary for $name {
            const TITLE: &'static str = stringify!($name);

            fn all() -> &'static [$name] {
                &[$name]
            }

            fn wire_name(self) -> &'static str {
                $text
            }
        }
    };
}

tag! {
    /// The kind of a time mention.
    TimeTag = "time"
}
tag! {
    /// The kind of a figure mention.
    FigureTag = "figure"
}
tag! {
    /// The kind of a person mention.
    PersonTag = "person"
}
tag! {
    /// The kind of an outlet mention.
    OutletTag = "outlet"
}
tag! {
    /// The kind of an organization mention.
    OrganizationTag = "organization"
}
tag! {
    /// The kind of a place mention.
    PlaceTag = "place"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_written_by_its_name_and_read_back() {
        let written = serde_json::to_string(&Term(Approx::AtLeast)).expect("strings are JSON");
        assert_eq!(written, "\"at_least\"");
        assert_eq!(serde_json::from_str(&written).ok(), Some(Term(Approx::AtLeast)));
    }

    #[test]
    fn err_unknown_term() {
        let error = serde_json::from_str::<Term<Polarity>>("\"maybe\"").expect_err("no such polarity");
        assert_eq!(error.to_string(), "\"maybe\" is not known; expected one of asserted, denied, neither");
    }
}

//! JSON values whose keys keep their order, whatever other crates make of `serde_json`.

use std::borrow::Cow;

use serde::ser::{Serialize, SerializeMap, Serializer};

pub(super) enum Json<'a> {
    Null,
    Text(Cow<'a, str>),
    Whole(usize),
    List(Vec<Json<'a>>),
    Object(Vec<(Cow<'a, str>, Json<'a>)>),
}

/// An object; entries that are null are left out.
pub(super) fn object<'a>(entries: impl IntoIterator<Item = (&'a str, Json<'a>)>) -> Json<'a> {
    let entries = entries.into_iter().filter(|(_, value)| !matches!(value, Json::Null));
    Json::Object(entries.map(|(key, value)| (Cow::Borrowed(key), value)).collect())
}

pub(super) fn list<'a, T: Into<Json<'a>>>(values: impl IntoIterator<Item = T>) -> Json<'a> {
    Json::List(values.into_iter().map(Into::into).collect())
}

impl<'a> From<&'a str> for Json<'a> {
    fn from(words: &'a str) -> Json<'a> {
        Json::Text(Cow::Borrowed(words))
    }
}

impl From<String> for Json<'_> {
    fn from(words: String) -> Self {
        Json::Text(Cow::Owned(words))
    }
}

impl From<usize> for Json<'_> {
    fn from(number: usize) -> Self {
        Json::Whole(number)
    }
}

impl<'a, T: Into<Json<'a>>> From<Option<T>> for Json<'a> {
    fn from(value: Option<T>) -> Json<'a> {
        value.map_or(Json::Null, Into::into)
    }
}

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Json::Null => serializer.serialize_unit(),
            Json::Text(words) => serializer.serialize_str(words),
            Json::Whole(number) => number.serialize(serializer),
            Json::List(values) => values.serialize(serializer),
            Json::Object(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

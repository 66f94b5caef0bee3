//! `cargo xtask schema`: the JSON Schema of the records, from the wire types.

use std::fs;

use rawi::record::{Record, SCHEMA};
use schemars::generate::SchemaSettings;

use crate::repository::{self, root};

const PATH: &str = "schema/reading-1.schema.json";

fn generated() -> String {
    let mut schema = SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<Record>();
    let head = [
        ("$id", format!("https://rawi.example/{SCHEMA}")),
        (
            "description",
            format!(
                "One line of `rawi read --format jsonl`, format {SCHEMA}. Readers must ignore fields they do not know."
            ),
        ),
    ];
    for (key, value) in head {
        schema.insert(key.to_owned(), value.into());
    }
    // A schema is made of maps with string keys only, which always are JSON.
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

pub(crate) fn write() -> Result<(), String> {
    repository::write(PATH, &generated())
}

pub(crate) fn check() -> Result<(), String> {
    let committed =
        fs::read_to_string(root().join(PATH)).map_err(|error| format!("{PATH}: cannot be read: {error}"))?;
    if committed != generated() {
        return Err(format!("{PATH}: stale; run `cargo xtask schema` and commit the file"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_committed_schema_is_fresh() {
        assert_eq!(super::check(), Ok(()));
    }
}

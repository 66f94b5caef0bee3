//! Which crate may use which.

use serde_json::Value;

use super::Complaint;
use crate::repository::{TextFile, cargo, output};

/// Every crate of the workspace with those of its own house it may use: text, lexicon <- page <- rawi <- ledger <- cli.
const MAY_USE: &[(&str, &[&str])] = &[
    ("rawi-text", &[]),
    ("rawi-lexicon", &[]),
    ("rawi-page", &["rawi-text", "rawi-lexicon"]),
    ("rawi", &["rawi-text", "rawi-lexicon", "rawi-page"]),
    ("rawi-ledger", &["rawi-text", "rawi-lexicon", "rawi-page", "rawi"]),
    ("rawi-cli", &["rawi-text", "rawi-lexicon", "rawi-page", "rawi", "rawi-ledger"]),
    ("xtask", &["rawi"]),
];

/// What the pure crates must not use: files of the web stop at rawi-page, people and machines at rawi-cli.
const PURE: &[&str] = &["rawi-text", "rawi-lexicon", "rawi"];
const HEAVY: &[&str] = &[
    "anyhow",
    "brotli-decompressor",
    "chardetng",
    "chrono",
    "clap",
    "dom_smoothie",
    "encoding_rs",
    "flate2",
    "html5ever",
    "html5gum",
    "mail-parser",
    "quick-xml",
    "rand",
    "rayon",
    "regex",
    "reqwest",
    "rusqlite",
    "scraper",
    "tokio",
    "trafilatura",
    "ureq",
    "zip",
];

pub(super) fn direction(_: &[TextFile]) -> Vec<Complaint> {
    let metadata = output(cargo().args(["metadata", "--format-version", "1", "--no-deps", "--offline"]));
    let metadata = metadata.and_then(|text| serde_json::from_str::<Value>(&text).map_err(|error| error.to_string()));
    match metadata {
        Ok(metadata) => complaints(&metadata),
        Err(error) => vec![error],
    }
}

fn complaints(metadata: &Value) -> Vec<Complaint> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let packages = list(&metadata["packages"]);
    let name = |value: &Value| value["name"].as_str().unwrap_or_default().to_owned();
    let house: Vec<String> = packages.iter().map(name).collect();
    let mut complaints = Vec::new();
    for package in &packages {
        let crate_name = name(package);
        let Some((_, may_use)) = MAY_USE.iter().find(|(known, _)| *known == crate_name) else {
            complaints.push(format!(
                "{crate_name}: a crate that xtask/src/tidy/dependencies.rs does not know; expected a row there"
            ));
            continue;
        };
        // What tests use does not reach a user.
        for dependency in list(&package["dependencies"]).iter().filter(|dependency| dependency["kind"] != "dev") {
            let used = name(dependency);
            if house.contains(&used) && !may_use.contains(&used.as_str()) {
                complaints.push(format!("{crate_name} uses {used}; expected one of [{}]", may_use.join(", ")));
            }
            if PURE.contains(&crate_name.as_str()) && HEAVY.contains(&used.as_str()) {
                complaints.push(format!("{crate_name} uses {used}; expected nothing heavier than its own words"));
            }
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_that_looks_up_is_told() {
        let metadata = serde_json::json!({ "packages": [
            { "name": "rawi-text", "dependencies": [{ "name": "rawi", "kind": null }, { "name": "bitflags", "kind": null }] },
            { "name": "rawi", "dependencies": [{ "name": "tokio", "kind": null }, { "name": "regex", "kind": "dev" }] },
            { "name": "rawi-extra", "dependencies": [] },
        ]});
        assert_eq!(
            complaints(&metadata),
            [
                "rawi-text uses rawi; expected one of []",
                "rawi uses tokio; expected nothing heavier than its own words",
                "rawi-extra: a crate that xtask/src/tidy/dependencies.rs does not know; expected a row there",
            ]
        );
    }
}

//! `rawi explain`: the rules behind records, as the specification explains them.

use std::io::{self, Write};
use std::process::ExitCode;

use rawi::explain::{self, Section};
use serde_json::json;

use crate::failure::Failure;
use crate::flags::{ExplainFlags, Format};
use crate::print::rule::{list, text};

pub(crate) fn run(flags: &ExplainFlags) -> Result<ExitCode, Failure> {
    let (format, colored) = (Format::or_fitting(flags.format), flags.color.wanted());
    let output = match (&flags.rule, format) {
        (None, Format::Table) => list(explain::rules(), colored),
        (None, Format::Jsonl) => {
            let line = |rule: &explain::Rule| {
                format!("{}\n", json!({ "rule": rule.id, "title": rule.title, "file": rule.file, "line": rule.line }))
            };
            explain::rules().iter().map(line).collect()
        }
        (Some(id), format) => {
            let section = explain::rule(id).ok_or_else(|| unknown(id))?;
            match format {
                Format::Table => text(&section, colored),
                Format::Jsonl => format!("{}\n", record(&section)),
            }
        }
    };
    let mut stdout = io::stdout().lock();
    stdout.write_all(output.as_bytes()).and_then(|()| stdout.flush()).map_err(|error| Failure::output(&error))?;
    Ok(ExitCode::SUCCESS)
}

fn record(section: &Section) -> serde_json::Value {
    let examples: Vec<_> =
        section.examples.iter().map(|example| json!({ "text": example.text, "expected": example.expected })).collect();
    json!({ "rule": section.id, "title": section.title, "prose": section.prose, "examples": examples })
}

fn unknown(id: &str) -> Failure {
    let hint = explain::nearest(id).map_or_else(
        || "expected one that `rawi explain` lists".to_owned(),
        |near| format!("did you mean \"{near}\"?"),
    );
    Failure::Usage(format!("rule \"{id}\" is not known; {hint}"))
}

//! Chores of the house: `cargo xtask score`, `schema`, `tidy`.

#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "chores read and write files and talk to people")]

mod repository;

mod schema;
mod score;
mod tidy;

use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask CHORE

  score [--gold DIR]  read the gold articles, score them, write SCORES.md
  schema [--check]    write schema/reading-1.schema.json from the wire types, or only tell whether it is fresh
  tidy                check what neither the compiler nor clippy can: docs, sizes, marks, dependencies, links, tables";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match *arguments.as_slice() {
        ["score"] => score::run(None),
        ["score", "--gold", folder] => score::run(Some(folder.as_ref())),
        ["schema"] => schema::write(),
        ["schema", "--check"] => schema::check(),
        ["tidy"] => tidy::run(),
        _ => {
            eprint(USAGE);
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprint(&format!("xtask: {message}"));
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stderr, reason = "the one place where chores complain")]
fn eprint(message: &str) {
    eprintln!("{message}");
}

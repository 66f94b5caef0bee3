//! The `rawi` command: Arabic news in, attributed claims out.
//!
//! 1. [`flags`] and [`desk_flags`] are what the user may say;
//! 2. [`inputs`] turns paths into readers, in a stable order;
//! 3. [`pipeline`] reads documents on all cores and hands the results on in input order;
//! 4. [`print`] writes them, as JSON Lines or as a table for people;
//! 5. [`command`] ties these together, one file a verb;
//! 6. [`failure`] says what ends a run.
//!
//! Exit codes: 0 fine, 1 some input was bad, 2 usage, 3 failed. A reader of our output that goes away (`| head`) is no
//! failure: the run ends quietly with 0, as ripgrep does.

// The command is where files, clock and environment come in; the libraries stay pure.
#![allow(clippy::disallowed_methods, reason = "the command reads files, the terminal and the clock on purpose")]

mod desk_flags;
mod flags;
mod ledger_flags;
mod review_flags;
mod search_flags;

mod inputs;
mod pipeline;
mod place;

mod print;

mod command;
mod failure;

use std::process::ExitCode;

use clap::Parser;

use flags::{Flags, Verb};

fn main() -> ExitCode {
    // Usage errors end here, with clap's message and code 2.
    let flags = Flags::parse();
    let outcome = match flags.verb {
        Verb::Read(flags) => command::read::run(&flags),
        Verb::Add(flags) => command::add::run(&flags.read, &flags.keeping()),
        Verb::Reread(flags) => command::reread::run(&flags),
        Verb::Review(flags) => command::review::run(&flags),
        Verb::Verify(flags) => command::verify::run(&flags),
        Verb::Diff(flags) => command::diff::run(&flags),
        Verb::Search(flags) => command::search::run(&flags),
        Verb::Claims(flags) => command::ask::claims(&flags),
        Verb::Conflicts(flags) => command::ask::conflicts(&flags),
        Verb::Timeline(flags) => command::ask::timeline(&flags),
        Verb::Source(flags) => command::ask::source(&flags),
        Verb::Story(flags) => command::ask::story(&flags),
        Verb::Dates(flags) => command::dates::run(&flags),
        Verb::Figures(flags) => command::figures::run(&flags),
        Verb::Export(flags) => command::export::run(&flags),
        Verb::ImportChecked(flags) => command::import_checked::run(&flags),
        Verb::Locate(flags) => command::locate::run(&flags),
        Verb::Profile(flags) => command::profile::run(&flags),
        Verb::Explain(flags) => command::explain::run(&flags),
        Verb::Manual(flags) => command::manual::run(&flags),
    };
    match outcome {
        Ok(code) => code,
        Err(failure) => failure.report(),
    }
}

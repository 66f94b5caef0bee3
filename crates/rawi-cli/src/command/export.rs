//! `rawi export`: what a ledger holds, in the formats of others.

use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::ExitCode;

use rawi_ledger::export::{Export, Format, Table};
use rawi_ledger::{Error, ErrorKind, Selection};

use crate::failure::Failure;
use crate::flags::Language;
use crate::ledger_flags::{ExportFlags, ExportFormat};
use crate::place;

pub(crate) fn run(flags: &ExportFlags) -> Result<ExitCode, Failure> {
    let export = wanted(flags)?;
    let ledger = place::open_to_read(&flags.ledger).map_err(failure)?;
    if let Some(path) = &flags.output {
        ledger.export_to(&export, path).map_err(failure)?;
    } else {
        let mut stdout = io::BufWriter::new(io::stdout());
        ledger.export(&export, &mut stdout, Path::new("standard output")).map_err(failure)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn wanted(flags: &ExportFlags) -> Result<Export, Failure> {
    let format = Format::from(flags.to);
    let usage = |message: &str| Err(Failure::Usage(message.to_owned()));
    let tables: Vec<Table> =
        [(flags.claims, Table::Claims), (flags.relations, Table::Relations), (flags.documents, Table::Documents)]
            .into_iter()
            .filter_map(|(wanted, table)| wanted.then_some(table))
            .collect();
    if flags.output.is_none() && format.is_folder() {
        return usage("this format is a folder of files; say where with -o FOLDER");
    }
    if flags.output.is_none() && !format.is_text() && io::stdout().is_terminal() {
        return usage("this format is not for a terminal; say where with -o FILE");
    }
    let flat = matches!(flags.to, ExportFormat::Csv | ExportFormat::Parquet);
    if flat && tables.len() > 1 {
        return usage("a file of this format holds one table; choose one of --claims, --relations, --documents");
    }
    if !tables.is_empty() && !flat && flags.to != ExportFormat::Jsonl {
        return usage(
            "--claims, --relations and --documents go with jsonl, csv and parquet; this format has its own parts",
        );
    }
    if flags.bom && flags.to != ExportFormat::Csv {
        return usage("--bom goes with csv");
    }
    let days = flags.published;
    let selection = Selection {
        story: flags.story.as_deref().map(|story| story.strip_prefix("story:").unwrap_or(story).to_owned()),
        from: days.and_then(|days| days.from),
        to: days.and_then(|days| days.to),
    };
    Ok(Export { format, selection, tables, bom: flags.bom, arabic: flags.lang == Language::Ar })
}

fn failure(error: Error) -> Failure {
    match error.kind() {
        ErrorKind::ReaderGone => Failure::ReaderGone,
        ErrorKind::Asked | ErrorKind::Missing => Failure::Usage(error.to_string()),
        _ => Failure::new(error),
    }
}

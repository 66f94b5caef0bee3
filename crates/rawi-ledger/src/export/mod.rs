//! Exports: what a ledger holds, in the formats that others work with.
//!
//! 1. [`Export`] says what leaves: a [`Format`], a [`Selection`], for flat formats a [`Table`];
//! 2. documents and relations are told one by one, in an order that depends on nothing but themselves; memory does not grow with them (GraphML and
//!    FollowTheMoney remember the names they have told);
//! 3. each format is one file here, and `docs/exports.md` says what is lost in it.
//!
//! The same ledger gives the same bytes: no clock, no random name, no order of arrival. A file appears whole or not at all.

mod brat;
mod claim_review;
mod csv;
mod dossier;
mod ftm;
mod graphml;
mod json;
mod jsonl;
mod labels;
mod out;
mod parquet;
mod pick;
mod prov;
mod relation;
mod table;
mod told;
mod web_annotation;
mod xlsx;

use std::io::Write;
use std::path::Path;

use crate::error::{Error, ErrorKind};
use crate::ledger::Ledger;
use crate::recall::Selection;

pub use table::Table;

use out::Out;
use pick::Pick;

/// What an export is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// JSON Lines: the records `rawi.reading/1`, lines `rawi.relation/1`, or the rows of a table. Lossless.
    Jsonl,
    /// CSV, one table.
    Csv,
    /// An Excel workbook with all three tables.
    Xlsx,
    /// Parquet, one table.
    Parquet,
    /// W3C Web Annotation, JSON-LD.
    WebAnnotation,
    /// schema.org Claim with draft ClaimReview, JSON-LD.
    ClaimReview,
    /// FollowTheMoney entities, JSON Lines.
    Ftm,
    /// PROV-JSON of the chains.
    Prov,
    /// GraphML of chains and relations.
    Graphml,
    /// A folder of brat standoff files.
    Brat,
    /// A Markdown dossier.
    Dossier,
}

impl Format {
    /// Is it a folder rather than a file?
    pub fn is_folder(self) -> bool {
        self == Format::Brat
    }

    /// Can it be read as text?
    pub fn is_text(self) -> bool {
        !matches!(self, Format::Xlsx | Format::Parquet | Format::Brat)
    }
}

/// What leaves, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// What it is written as.
    pub format: Format,
    /// Which documents.
    pub selection: Selection,
    /// Which tables; JSON Lines, CSV and Parquet only, the last two take one. None: JSON Lines gives records, the others claims. JSON Lines of
    /// relations alone gives records and relations.
    pub tables: Vec<Table>,
    /// Shall a CSV begin with a byte order mark, for spreadsheets that would not take it for UTF-8?
    pub bom: bool,
    /// Are the headings of a workbook Arabic, and its sheets read from the right?
    pub arabic: bool,
}

impl Export {
    /// Everything in a format.
    pub fn to(format: Format) -> Export {
        Export { format, selection: Selection::default(), tables: Vec::new(), bom: false, arabic: true }
    }
}

impl Ledger {
    /// Writes an export to a writer; gives the number of rows, records or claims in it. `name` is what messages call the writer.
    ///
    /// # Errors
    /// [`ErrorKind::Asked`] for a format that is a folder, for tables that the format does not carry, and for a story that is not there;
    /// [`ErrorKind::ReaderGone`]; those of [`Ledger::record`].
    pub fn export(&self, export: &Export, writer: &mut (dyn Write + Send), name: &Path) -> Result<u64, Error> {
        self.unchanged(|| {
            let mut out = Out::new(writer, name);
            let told = self.write(export, &mut out)?;
            out.flush()?;
            Ok(told)
        })
    }

    /// Writes an export to a file, or to a folder where the format is one. What was there is replaced when all of it is written; a folder must be
    /// empty or new.
    ///
    /// # Errors
    /// As [`Ledger::export`]; [`ErrorKind::ReadOnly`], [`ErrorKind::Full`], [`ErrorKind::Io`] for the file.
    pub fn export_to(&self, export: &Export, path: &Path) -> Result<u64, Error> {
        self.unchanged(|| {
            if export.format.is_folder() {
                let pick = self.picked(export)?;
                return out::folder(path, |folder| brat::write(self, &pick, folder));
            }
            out::file(path, |out| self.write(export, out))
        })
    }

    /// Runs something while the ledger stays as it is, whoever writes to it.
    fn unchanged<T>(&self, run: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
        let reading = self.sql(self.db.look())?;
        let outcome = run();
        drop(reading);
        outcome
    }

    fn picked(&self, export: &Export) -> Result<Pick, Error> {
        let most = match export.format {
            Format::Jsonl => Table::ALL.len(),
            Format::Csv | Format::Parquet => 1,
            _ => 0,
        };
        if export.tables.len() > most {
            let expected = match most {
                0 => "no choice of tables for this format",
                _ => "one table for a file of this format",
            };
            return Err(Error::new(ErrorKind::Asked, &self.path, format!("expected {expected}")));
        }
        Pick::of(self, &export.selection)
    }

    fn write(&self, export: &Export, out: &mut Out<'_>) -> Result<u64, Error> {
        let pick = &self.picked(export)?;
        let table = export.tables.first().copied().unwrap_or_default();
        match export.format {
            Format::Jsonl => {
                let mut told = 0;
                if matches!(export.tables[..], [] | [Table::Relations]) {
                    told += jsonl::records(self, pick, out)?;
                }
                for &table in &export.tables {
                    told += match table {
                        Table::Relations => jsonl::relations(self, pick, out)?,
                        table => jsonl::rows(self, pick, table, out)?,
                    };
                }
                Ok(told)
            }
            Format::Csv => csv::write(self, pick, table, export.bom, out),
            Format::Xlsx => xlsx::write(self, pick, export.arabic, out),
            Format::Parquet => parquet::write(self, pick, table, out),
            Format::WebAnnotation => web_annotation::write(self, pick, out),
            Format::ClaimReview => claim_review::write(self, pick, out),
            Format::Ftm => ftm::write(self, pick, out),
            Format::Prov => prov::write(self, pick, out),
            Format::Graphml => graphml::write(self, pick, out),
            Format::Dossier => dossier::write(self, pick, out),
            Format::Brat => {
                let message = "brat is a folder of files; expected a path to write it to";
                Err(Error::new(ErrorKind::Asked, &self.path, message))
            }
        }
    }
}

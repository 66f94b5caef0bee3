//! A table as Parquet, in groups of rows.

use std::sync::Arc;

use ::parquet::basic::{Compression, LogicalType, Repetition, Type as PhysicalType};
use ::parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::types::Type;

use super::out::{Out, broken};
use super::pick::Pick;
use super::table::{Cell, Kind, Table};
use crate::error::Error;
use crate::ledger::Ledger;

/// How many rows make a group: what is held in memory at a time.
const GROUP: usize = 8192;

/// One column of the rows that wait to be written.
enum Values {
    Text(Vec<ByteArray>),
    Whole(Vec<i64>),
    Real(Vec<f64>),
}

/// A column with the rows that have something in it.
struct Waiting {
    values: Values,
    /// 1 where there is something, 0 where not.
    filled: Vec<i16>,
}

pub(super) fn write(ledger: &Ledger, pick: &Pick, table: Table, out: &mut Out<'_>) -> Result<u64, Error> {
    let properties =
        WriterProperties::builder().set_compression(Compression::SNAPPY).set_created_by("rawi".to_owned()).build();
    let path = out.path;
    let schema = schema(table).map_err(|error| broken(path, &error))?;
    let writer = SerializedFileWriter::new(&mut *out.writer, Arc::new(schema), Arc::new(properties));
    let mut writer = writer.map_err(|error| broken(path, &error))?;
    let mut waiting = empty(table);
    let mut stopped = None;
    let told = table.rows(ledger, pick, |cells| {
        for (column, cell) in waiting.iter_mut().zip(cells) {
            column.push(cell);
        }
        if waiting.first().is_some_and(|column| column.filled.len() >= GROUP) && stopped.is_none() {
            stopped = group(&mut writer, &waiting).err();
            waiting = empty(table);
        }
        Ok(())
    })?;
    let outcome = stopped.map_or(Ok(()), Err).and_then(|()| {
        if waiting.first().is_some_and(|column| !column.filled.is_empty()) {
            group(&mut writer, &waiting)?;
        }
        writer.close().map(drop)
    });
    outcome.map_err(|error| broken(path, &error))?;
    Ok(told)
}

fn schema(table: Table) -> Result<Type, ParquetError> {
    let column = |column: &super::table::Column| {
        let (physical, logical) = match column.kind {
            Kind::Text => (PhysicalType::BYTE_ARRAY, Some(LogicalType::String)),
            Kind::Whole => (PhysicalType::INT64, None),
            Kind::Real => (PhysicalType::DOUBLE, None),
        };
        let built = Type::primitive_type_builder(column.name, physical)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(logical)
            .build()?;
        Ok(Arc::new(built))
    };
    let columns = table.columns().iter().map(column).collect::<Result<Vec<_>, ParquetError>>()?;
    Type::group_type_builder(table.name()).with_fields(columns).build()
}

fn empty(table: Table) -> Vec<Waiting> {
    let values = |kind| match kind {
        Kind::Text => Values::Text(Vec::new()),
        Kind::Whole => Values::Whole(Vec::new()),
        Kind::Real => Values::Real(Vec::new()),
    };
    table.columns().iter().map(|column| Waiting { values: values(column.kind), filled: Vec::new() }).collect()
}

impl Waiting {
    fn push(&mut self, cell: &Cell<'_>) {
        let filled = match (&mut self.values, cell) {
            (Values::Text(values), Cell::Text(words)) => {
                values.push(ByteArray::from(words.as_ref()));
                true
            }
            (Values::Whole(values), Cell::Whole(number)) => {
                values.push(*number);
                true
            }
            (Values::Real(values), Cell::Real(number)) => {
                values.push(*number);
                true
            }
            _ => false,
        };
        self.filled.push(filled.into());
    }
}

fn group<W: std::io::Write + Send>(
    writer: &mut SerializedFileWriter<W>,
    waiting: &[Waiting],
) -> Result<(), ParquetError> {
    let mut rows = writer.next_row_group()?;
    for column in waiting {
        let Some(mut chunk) = rows.next_column()? else { break };
        let filled = Some(&column.filled[..]);
        match &column.values {
            Values::Text(values) => chunk.typed::<ByteArrayType>().write_batch(values, filled, None)?,
            Values::Whole(values) => chunk.typed::<Int64Type>().write_batch(values, filled, None)?,
            Values::Real(values) => chunk.typed::<DoubleType>().write_batch(values, filled, None)?,
        };
        chunk.close()?;
    }
    rows.close().map(drop)
}

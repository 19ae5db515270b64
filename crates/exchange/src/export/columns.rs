//! Apache Parquet: columns with types, some thousands of rows in memory at a time.

use super::ExportError;
use jiff::civil::Date;
use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::parser::parse_message_type;
use std::io::Write;
use std::sync::Arc;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// Any number of texts.
    Texts,
    /// A day.
    Day,
    /// A number.
    Number,
    /// A whole number.
    Whole,
    /// True or false.
    Truth,
}

/// A value of a column; nothing is one of every kind.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Value {
    Nothing,
    Text(String),
    Texts(Vec<String>),
    Day(Date),
    Number(f64),
    Whole(i64),
    Truth(bool),
}

/// Writes a table.
pub struct Columns<W: Write + Send> {
    file: SerializedFileWriter<W>,
    columns: Vec<Column>,
    rows: usize,
}

/// How many rows are in memory, and stand together in the file.
const GROUP: usize = 16_384;

/// The values of a column, and where they stand: `defined` has 1 for a value and 0 for nothing, `repeated` 1 where a list goes on.
struct Column {
    values: Values,
    defined: Vec<i16>,
    repeated: Vec<i16>,
}

enum Values {
    Text(Vec<ByteArray>),
    Texts(Vec<ByteArray>),
    Day(Vec<i32>),
    Number(Vec<f64>),
    Whole(Vec<i64>),
    Truth(Vec<bool>),
}

fn told(why: ParquetError) -> ExportError {
    match why {
        ParquetError::External(why) => match why.downcast::<std::io::Error>() {
            Ok(why) => ExportError::Output(*why),
            Err(why) => ExportError::Value(why.to_string()),
        },
        why => ExportError::Value(why.to_string()),
    }
}

/// A column in Parquet's language of schemas.
fn declared(name: &str, kind: Kind) -> String {
    match kind {
        Kind::Text => format!("optional binary {name} (STRING);"),
        Kind::Day => format!("optional int32 {name} (DATE);"),
        Kind::Number => format!("optional double {name};"),
        Kind::Whole => format!("optional int64 {name};"),
        Kind::Truth => format!("optional boolean {name};"),
        Kind::Texts => {
            format!(
                "required group {name} (LIST) {{ repeated group list {{ required binary element (STRING); }} }}"
            )
        }
    }
}

impl Column {
    fn of(kind: Kind) -> Column {
        let values = match kind {
            Kind::Text => Values::Text(Vec::new()),
            Kind::Texts => Values::Texts(Vec::new()),
            Kind::Day => Values::Day(Vec::new()),
            Kind::Number => Values::Number(Vec::new()),
            Kind::Whole => Values::Whole(Vec::new()),
            Kind::Truth => Values::Truth(Vec::new()),
        };
        Column { values, defined: Vec::new(), repeated: Vec::new() }
    }

    fn push(&mut self, value: Value) -> Result<(), ExportError> {
        let is_value = value != Value::Nothing;
        match (&mut self.values, value) {
            (Values::Texts(values), Value::Texts(all)) if !all.is_empty() => {
                self.repeated.extend((0..all.len()).map(|at| i16::from(at > 0)));
                self.defined.extend(all.iter().map(|_| 1));
                values.extend(all.iter().map(|text| ByteArray::from(text.as_str())));
                return Ok(());
            }
            (Values::Texts(_), Value::Texts(_) | Value::Nothing) => {
                self.repeated.push(0);
                self.defined.push(0);
                return Ok(());
            }
            (_, Value::Nothing) => {}
            (Values::Text(values), Value::Text(text)) => values.push(ByteArray::from(text.into_bytes())),
            (Values::Day(values), Value::Day(day)) => values.push(days(day)),
            (Values::Number(values), Value::Number(number)) => values.push(number),
            (Values::Whole(values), Value::Whole(number)) => values.push(number),
            (Values::Truth(values), Value::Truth(truth)) => values.push(truth),
            (_, value) => return Err(ExportError::Value(format!("{value:?} is of another type"))),
        }
        self.defined.push(i16::from(is_value));
        Ok(())
    }

    fn write(&mut self, to: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        let (defined, repeated) = (&self.defined, &self.repeated);
        match &mut self.values {
            Values::Text(values) => put::<ByteArrayType>(to, values, defined, None)?,
            Values::Texts(values) => put::<ByteArrayType>(to, values, defined, Some(repeated))?,
            Values::Day(values) => put::<Int32Type>(to, values, defined, None)?,
            Values::Number(values) => put::<DoubleType>(to, values, defined, None)?,
            Values::Whole(values) => put::<Int64Type>(to, values, defined, None)?,
            Values::Truth(values) => put::<BoolType>(to, values, defined, None)?,
        }
        self.defined.clear();
        self.repeated.clear();
        Ok(())
    }
}

fn put<T: DataType>(
    to: &mut SerializedColumnWriter<'_>,
    values: &mut Vec<T::T>,
    defined: &[i16],
    repeated: Option<&Vec<i16>>,
) -> Result<(), ParquetError> {
    to.typed::<T>().write_batch(values, Some(defined), repeated.map(Vec::as_slice))?;
    values.clear();
    Ok(())
}

/// Days since 1970.
fn days(day: Date) -> i32 {
    day.duration_since(Date::constant(1970, 1, 1)).as_hours().div_euclid(24) as i32
}

impl<W: Write + Send> Columns<W> {
    /// Begins a table of these columns.
    ///
    /// # Errors
    ///
    /// Where the output cannot be written, or a name is none that Parquet knows.
    pub fn begin<'a>(
        out: W,
        columns: impl IntoIterator<Item = (&'a str, Kind)>,
    ) -> Result<Columns<W>, ExportError> {
        let columns: Vec<_> = columns.into_iter().collect();
        let declared: Vec<String> = columns.iter().map(|(name, kind)| declared(name, *kind)).collect();
        let schema =
            parse_message_type(&format!("message legation {{ {} }}", declared.join(" "))).map_err(told)?;
        let zstd = Compression::ZSTD(ZstdLevel::default());
        let properties = WriterProperties::builder().set_compression(zstd).build();
        let file = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties)).map_err(told)?;
        Ok(Columns { file, columns: columns.iter().map(|(_, kind)| Column::of(*kind)).collect(), rows: 0 })
    }

    /// Takes a row: a value a column.
    ///
    /// # Errors
    ///
    /// Where the output cannot be written, or the row is not one of the table.
    pub fn row(&mut self, values: Vec<Value>) -> Result<(), ExportError> {
        if values.len() != self.columns.len() {
            let (have, want) = (values.len(), self.columns.len());
            return Err(ExportError::Value(format!("{have} values for {want} columns")));
        }
        for (column, value) in self.columns.iter_mut().zip(values) {
            column.push(value)?;
        }
        self.rows += 1;
        if self.rows == GROUP { self.write().map_err(told) } else { Ok(()) }
    }

    fn write(&mut self) -> Result<(), ParquetError> {
        let mut group = self.file.next_row_group()?;
        for column in &mut self.columns {
            let Some(mut to) = group.next_column()? else { break };
            column.write(&mut to)?;
            to.close()?;
        }
        group.close()?;
        self.rows = 0;
        Ok(())
    }

    /// Ends the file.
    ///
    /// # Errors
    ///
    /// Where the output cannot be written.
    pub fn finish(&mut self) -> Result<(), ExportError> {
        if self.rows > 0 {
            self.write().map_err(told)?;
        }
        self.file.finish().map_err(told)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;

    fn table(rows: usize) -> Vec<u8> {
        let mut out = Vec::new();
        let kinds = [Kind::Text, Kind::Texts, Kind::Day, Kind::Number, Kind::Whole, Kind::Truth];
        let names = ["text", "texts", "day", "number", "whole", "truth"];
        let mut columns = Columns::begin(&mut out, names.into_iter().zip(kinds)).unwrap();
        for row in 0..rows {
            let texts = (0..row % 3).map(|at| format!("{row}.{at}")).collect();
            let values = match row % 2 {
                0 => vec![
                    Value::Text(row.to_string()),
                    Value::Texts(texts),
                    Value::Day(Date::constant(1969, 12, 31)),
                    Value::Number(row as f64 / 2.0),
                    Value::Whole(-(row as i64)),
                    Value::Truth(row % 4 == 0),
                ],
                _ => vec![const { Value::Nothing }; 6],
            };
            columns.row(values).unwrap();
        }
        columns.finish().unwrap();
        drop(columns);
        out
    }

    #[test]
    fn what_is_written_is_read_over_several_groups() {
        let rows = GROUP * 2 + 5;
        let file = SerializedFileReader::new(Bytes::from(table(rows))).unwrap();
        assert_eq!(file.metadata().num_row_groups(), 3);
        let mut count = 0;
        for (at, row) in file.get_row_iter(None).unwrap().enumerate() {
            let row = row.unwrap();
            let fields: Vec<&Field> = row.get_column_iter().map(|(_, field)| field).collect();
            let Field::ListInternal(list) = fields[1] else { panic!("{fields:?}") };
            if at % 2 == 0 {
                assert_eq!(fields[0], &Field::Str(at.to_string()));
                let texts: Vec<Field> = (0..at % 3).map(|n| Field::Str(format!("{at}.{n}"))).collect();
                assert_eq!(list.elements(), texts);
                assert_eq!(fields[2], &Field::Date(-1));
                assert_eq!(fields[3], &Field::Double(at as f64 / 2.0));
                assert_eq!(fields[4], &Field::Long(-(at as i64)));
                assert_eq!(fields[5], &Field::Bool(at % 4 == 0));
            } else {
                assert!(list.elements().is_empty());
                assert!(fields.iter().enumerate().all(|(at, field)| at == 1 || **field == Field::Null));
            }
            count += 1;
        }
        assert_eq!(count, rows);
    }

    #[test]
    fn an_empty_table_has_its_columns() {
        let file = SerializedFileReader::new(Bytes::from(table(0))).unwrap();
        assert_eq!(file.metadata().file_metadata().num_rows(), 0);
        assert_eq!(file.metadata().file_metadata().schema_descr().num_columns(), 6);
    }

    #[test]
    fn a_row_of_another_table_is_refused() {
        let mut columns = Columns::begin(Vec::new(), [("a", Kind::Whole)]).unwrap();
        assert_eq!(columns.row(Vec::new()).unwrap_err().code(), "export-value");
        assert_eq!(columns.row(vec![Value::Truth(true)]).unwrap_err().code(), "export-value");
    }
}

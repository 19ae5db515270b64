//! Parquet holds what the other forms hold, with types.

use crate::command::{err, out, run};
use crate::export::store;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};
use parquet::schema::printer::print_schema;
use serde_json::Value;
use std::fs::File;

/// The schema, and the rows.
fn read(store: &str, name: &str, arguments: &[&str]) -> (String, Vec<Row>) {
    let output = run(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", err(&output));
    let path = std::path::Path::new(store).with_file_name(name);
    std::fs::write(&path, &output.stdout).unwrap();
    let file = SerializedFileReader::new(File::open(path).unwrap()).unwrap();
    let mut schema = Vec::new();
    print_schema(&mut schema, file.metadata().file_metadata().schema());
    let rows = file.get_row_iter(None).unwrap().map(Result::unwrap).collect();
    (String::from_utf8(schema).unwrap(), rows)
}

/// As the other forms write it.
fn written(field: &Field, between: &str) -> Value {
    match field {
        Field::Null => Value::Null,
        Field::Str(text) => Value::from(text.as_str()),
        Field::Bool(truth) => Value::from(*truth),
        Field::Double(number) => Value::from(*number),
        Field::Long(number) => Value::from(*number),
        Field::Date(days) => {
            let day = jiff::civil::date(1970, 1, 1).saturating_add(jiff::Span::new().days(*days));
            Value::from(day.to_string())
        }
        Field::ListInternal(list) => {
            let texts = list.elements().iter().map(|text| match text {
                Field::Str(text) => text.as_str(),
                other => unreachable!("{other:?}"),
            });
            Value::from(texts.collect::<Vec<_>>().join(between))
        }
        other => unreachable!("{other:?}"),
    }
}

#[test]
fn answers_are_those_of_jsonl_with_types() {
    let store = store("parquet-answers", &[0, 1]);
    let mut schemas = String::new();
    for part in ["events", "statements", "agenda", "actors", "articles"] {
        let (schema, rows) = read(&store, part, &[part, "--store", &store, "--format", "parquet"]);
        let jsonl = out(&run(&[part, "--store", &store, "--format", "jsonl"]));
        assert_eq!(rows.len(), jsonl.lines().count(), "{part}");
        for (row, line) in rows.iter().zip(jsonl.lines()) {
            let object: Value = serde_json::from_str(line).unwrap();
            for (name, field) in row.get_column_iter() {
                let between = if ["contexts", "codes"].contains(&name.as_str()) { " " } else { "; " };
                let expected = match object.get(name) {
                    Some(value) => value.clone(),
                    // The day beside a date, where it is one.
                    None => {
                        let date = &object[name.strip_suffix("_day").unwrap()];
                        if date.as_str().is_some_and(|date| date.len() == 10) {
                            date.clone()
                        } else {
                            Value::Null
                        }
                    }
                };
                let found = written(field, between);
                assert!(
                    found == expected
                        || found.as_f64().is_some_and(|number| expected.as_f64() == Some(number)),
                    "{part}.{name}: {found} instead of {expected}"
                );
            }
        }
        schemas.push_str(&format!("{part}\n{schema}\n"));
    }
    insta::assert_snapshot!("parquet-schemas", schemas);
}

#[test]
fn an_export_is_that_of_csv_with_types() {
    let store = store("parquet-export", &[0, 1]);
    let (schema, rows) = read(&store, "export", &["export", "--store", &store, "--as", "parquet"]);
    let csv = out(&run(&["export", "--store", &store, "--as", "csv"]));
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let columns = reader.headers().unwrap().clone();
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), records.len());
    assert!(rows.len() > 2);
    for (row, record) in rows.iter().zip(&records) {
        for (column, cell) in columns.iter().zip(record) {
            let (_, field) = row.get_column_iter().find(|(name, _)| *name == column).unwrap();
            let found = match written(field, "; ") {
                Value::Null => String::new(),
                Value::String(text) => text,
                Value::Number(number) => number.as_f64().unwrap().to_string(),
                other => other.to_string(),
            };
            assert_eq!(found, cell, "{column}");
        }
    }
    let days: Vec<String> = rows.iter().map(|row| row.to_string()).collect();
    insta::assert_snapshot!("parquet-export", format!("{schema}\n{}\n", days.join("\n")));
}

#[test]
fn an_empty_answer_has_the_same_columns() {
    let store = store("parquet-empty", &[1]);
    let all = read(&store, "all", &["events", "--store", &store, "--format", "parquet"]);
    let none = read(&store, "none", &["events", "--store", &store, "--format", "parquet", "--type", "AID"]);
    assert_eq!((none.0, none.1.len()), (all.0, 0));
    let again = ["export", "--store", &store, "--as", "parquet"];
    assert_eq!(run(&again).stdout, run(&again).stdout);
}

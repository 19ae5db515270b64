//! `legation export`: articles with their records, in an order that depends on nothing but their content.

use super::options::{ExportForm, ExportOptions};
use super::told;
use anyhow::Result;
use legation_store::{Storage, StoreError, Stored};
use serde_json::Value;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

/// Runs the command.
pub(super) fn run(options: &ExportOptions, config: Option<&Path>) -> Result<ExitCode> {
    let ExportForm::Jsonl = options.form;
    let store = super::opened(&options.store, config)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    // What goes wrong with the output is no fault of the store: it is kept aside, and ends the walk.
    let mut failed: Option<anyhow::Error> = None;
    let walked = store.each(&options.filter.filter(), options.versions, &mut |stored| {
        if let Err(why) = write(&mut out, stored) {
            failed = Some(why);
            return Err(StoreError::Disk("the output cannot be written".to_owned()));
        }
        Ok(())
    });
    if let Some(why) = failed {
        return Err(why);
    }
    walked.map_err(told)?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// The record as an object, and with it what `add` needs to take it in again.
fn write(out: &mut impl Write, stored: Stored) -> Result<()> {
    let mut object = serde_json::to_value(&stored.record)?;
    if let Value::Object(fields) = &mut object {
        fields.insert("text".to_owned(), stored.text.map_or(Value::Null, Value::String));
        fields.insert("language".to_owned(), stored.language.map_or(Value::Null, Value::String));
        fields.insert("digest".to_owned(), Value::from(stored.digest.as_str()));
        fields.insert("version".to_owned(), Value::from(stored.version));
    }
    serde_json::to_writer(&mut *out, &object)?;
    out.write_all(b"\n")?;
    Ok(())
}

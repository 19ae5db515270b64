//! Comma-separated values: a row an event.

use super::{Article, COLUMNS, Export, ExportError, LeftOut, cells};
use std::io::Write;

/// Writes the table.
pub(super) struct Csv<W: Write>(csv::Writer<W>);

fn told(why: csv::Error) -> ExportError {
    match why.into_kind() {
        csv::ErrorKind::Io(why) => ExportError::Output(why),
        other => ExportError::Value(format!("{other:?}")),
    }
}

impl<W: Write> Csv<W> {
    pub(super) fn begin(out: W) -> Result<Csv<W>, ExportError> {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(COLUMNS.iter().chain(&["digest", "version"])).map_err(told)?;
        Ok(Csv(writer))
    }
}

impl<W: Write> Export for Csv<W> {
    fn article(&mut self, article: &Article<'_>) -> Result<(), ExportError> {
        for telling in article.events {
            let mut row = cells(article.record, telling.event, telling.triggers);
            row.extend([article.digest.to_owned(), article.version.to_string()]);
            self.0.write_record(row).map_err(told)?;
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<LeftOut, ExportError> {
        self.0.flush()?;
        Ok(LeftOut::new())
    }
}

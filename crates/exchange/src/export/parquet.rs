//! Apache Parquet: a row an event, the columns of `csv` with their types.

use super::columns::{Columns, Kind, Value};
use super::row::kind;
use super::{Article, COLUMNS, Export, ExportError, LeftOut, Telling, cells};
use legation_record::{Offsets, PartialDate, Participant};
use std::io::Write;

/// Writes the table.
pub(super) struct Parquet<W: Write + Send>(Columns<W>);

/// What stands beside a date as it is written: the day, where it is exact to the day.
fn beside(column: &str) -> Option<&'static str> {
    match column {
        "article_date" => Some("article_date_day"),
        "start" => Some("start_day"),
        "end" => Some("end_day"),
        _ => None,
    }
}

fn day(date: Option<PartialDate>) -> Value {
    date.and_then(PartialDate::day).map_or(Value::Nothing, Value::Day)
}

fn each(actors: &[Participant<Offsets>], of: impl Fn(&Participant<Offsets>) -> &str) -> Value {
    Value::Texts(actors.iter().map(|actor| of(actor).to_owned()).collect())
}

impl<W: Write + Send> Parquet<W> {
    pub(super) fn begin(out: W) -> Result<Parquet<W>, ExportError> {
        let mut columns = Vec::new();
        for column in COLUMNS.into_iter().chain(["digest", "version", "day"]) {
            columns.push((column, kind(column)));
            columns.extend(beside(column).map(|day| (day, Kind::Day)));
        }
        Ok(Parquet(Columns::begin(out, columns)?))
    }

    fn row(article: &Article<'_>, telling: &Telling<'_>) -> Vec<Value> {
        let event = telling.event;
        let mut row = Vec::new();
        for (column, cell) in COLUMNS.into_iter().zip(cells(article.record, event, telling.triggers)) {
            let side = beside(column).map(|_| day(cell.parse().ok()));
            row.push(match column {
                "source" => each(&event.source, |actor| &actor.who),
                "source_codes" => each(&event.source, |actor| actor.code.as_str()),
                "target" => each(&event.target, |actor| &actor.who),
                "target_codes" => each(&event.target, |actor| actor.code.as_str()),
                _ if cell.is_empty() => Value::Nothing,
                _ => match kind(column) {
                    Kind::Number => cell.parse().map_or(Value::Nothing, Value::Number),
                    Kind::Whole => cell.parse().map_or(Value::Nothing, Value::Whole),
                    Kind::Truth => Value::Truth(cell == "true"),
                    Kind::Text | Kind::Texts | Kind::Day => Value::Text(cell),
                },
            });
            row.extend(side);
        }
        row.push(Value::Text(article.digest.to_owned()));
        row.push(Value::Whole(article.version.into()));
        row.push(telling.day.map_or(Value::Nothing, Value::Day));
        row
    }
}

impl<W: Write + Send> Export for Parquet<W> {
    fn article(&mut self, article: &Article<'_>) -> Result<(), ExportError> {
        article.events.iter().try_for_each(|telling| self.0.row(Self::row(article, telling)))
    }

    fn finish(&mut self) -> Result<LeftOut, ExportError> {
        self.0.finish()?;
        Ok(LeftOut::new())
    }
}

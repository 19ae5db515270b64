//! `legation series`: what two parties do, period by period.

use super::options::{MeasureChoice, Per, RowFormat, SeriesOptions};
use super::{chart, rows, told};
use anyhow::{Context, Result, bail};
use legation_record::Status;
use legation_store::{Answer, Cell, Series, SeriesQuestion, Storage};
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

/// Runs the command.
pub(super) fn run(options: &SeriesOptions, config: Option<&Path>) -> Result<ExitCode> {
    let Some(dyad) = options.dyad.clone() else { bail!("no dyad is given\n  hint: --dyad USA-RUS") };
    let store = super::opened(&options.store, config)?;
    let statuses = if options.statuses.is_empty() {
        Status::HAPPENED.map(|status| status.name().to_owned()).to_vec()
    } else {
        options.statuses.clone()
    };
    let question = SeriesQuestion {
        dyad,
        by: options.by.period(),
        measure: options.measure.measure(),
        per_articles: options.per == Some(Per::Articles),
        from: options.from,
        to: options.to,
        types: options.types.clone(),
        statuses,
        as_of: options.as_of,
    };
    let series = store.series(&question).map_err(told)?;
    let title = title(options, &question);
    if let Some(path) = &options.svg {
        std::fs::write(path, chart::svg(&series, &title))
            .with_context(|| format!("the picture {} cannot be written", path.display()))?;
    }
    match options.format {
        RowFormat::Table if !series.points.is_empty() => {
            let layout = crate::view::Layout::of_terminal();
            let text = format!("{}{}", layout.heading(&title), chart::bars(&series, layout));
            anstream::stdout().lock().write_all(text.as_bytes())?;
        }
        RowFormat::Table => {}
        format => rows::print(&answer(&series), format, |_| String::new())?,
    }
    rows::tell(series.points.is_empty(), None);
    let mut err = anstream::stderr().lock();
    for note in &series.notes {
        // Nobody is left to tell when standard error is closed.
        let _ = writeln!(err, "note: {note}");
    }
    Ok(ExitCode::SUCCESS)
}

fn title(options: &SeriesOptions, question: &SeriesQuestion) -> String {
    let between = if question.dyad.is_directed { " → " } else { " – " };
    let what = match options.measure {
        MeasureChoice::Count => "events",
        MeasureChoice::Plover => "PLOVER score",
        MeasureChoice::Goldstein => "Goldstein score",
    };
    let per = if question.per_articles { " per article" } else { "" };
    let types =
        if question.types.is_empty() { String::new() } else { format!(", {}", question.types.join(", ")) };
    format!("{}{between}{}: {what}{per}{types}", question.dyad.first, question.dyad.second)
}

/// The series as rows.
fn answer(series: &Series) -> Answer {
    let columns = ["period", "value", "events", "articles"].map(str::to_owned).to_vec();
    let whole = |number: u64| Cell::Integer(i64::try_from(number).unwrap_or(i64::MAX));
    let rows = series.points.iter().map(|point| {
        let value = point.value.map_or(Cell::Null, |value| Cell::Real((value * 1e4).round() / 1e4));
        vec![Cell::Text(point.period.to_string()), value, whole(point.events), whole(point.articles)]
    });
    Answer { columns, rows: rows.collect() }
}

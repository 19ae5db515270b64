//! `legation quality`: how good the reading is, as it was measured when this program was made.

mod figures;
mod picture;

use crate::arguments::{QualityFormat, QualityOptions};
use crate::view::{Layout, Rows};
use anyhow::{Context, Result};
use figures::{Figures, percent};
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::ExitCode;

/// Runs the command.
pub(crate) fn run(options: &QualityOptions) -> Result<ExitCode> {
    let model = options.model.name();
    let all: Vec<Figures> = legation_knowledge::quality::tables()
        .iter()
        .filter(|table| options.on.is_none_or(|on| on.name() == table.name))
        .map(|table| Figures::of(table, model))
        .collect();
    if let Some(path) = &options.svg {
        let drawn = all.first().map(picture::svg).unwrap_or_default();
        std::fs::write(path, drawn)
            .with_context(|| format!("the picture {} cannot be written", path.display()))?;
    }
    let mut out = anstream::stdout().lock();
    match options.format {
        QualityFormat::Table => {
            let layout = Layout::of_terminal();
            let pages: Vec<String> = all.iter().map(|figures| page(figures, layout)).collect();
            out.write_all(pages.join("\n").as_bytes())?;
        }
        QualityFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &all)?;
            writeln!(out)?;
        }
        QualityFormat::Csv => {
            let mut csv = csv::Writer::from_writer(&mut out);
            for line in all.iter().flat_map(Figures::lines) {
                csv.serialize(line)?;
            }
            csv.flush()?;
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// What each row of `whole` counts.
fn named(key: &str) -> &str {
    match key {
        "event_found" => "events found",
        "event" => "events with their type",
        "party" => "parties of those",
        "statement" => "statements",
        "agenda" => "agenda items",
        other => other,
    }
}

fn page(figures: &Figures, layout: Layout) -> String {
    let mut out = layout.heading(&format!("{}, model {}", figures.texts, figures.model));
    for line in [figures.annotated, figures.caution] {
        out.push_str(&layout.passage([(line.to_owned(), false)], 2));
    }
    let _ = writeln!(out, "  counted {} by {}\n", figures.as_of, figures.source);

    let mut rows =
        Rows::new(vec![("what", 0), ("precision", 9), ("recall", 7), ("ours", 6), ("annotated", 9)], layout);
    for line in &figures.whole {
        rows.push(vec![
            named(line.key).to_owned(),
            percent(line.precision),
            percent(line.recall),
            line.ours.to_string(),
            line.gold.to_string(),
        ]);
    }
    out.push_str(&rows.text());

    let typed = figures.fields.first().map_or(0, |line| line.ours);
    let _ = writeln!(out, "\nOf the {typed} events with the right type, also right:");
    let fields: Vec<String> = figures
        .fields
        .iter()
        .map(|line| {
            format!(
                "{} {}",
                if line.key == "record" { "all of it" } else { line.key },
                percent(line.precision)
            )
        })
        .collect();
    let _ = writeln!(out, "  {}", fields.join(", "));

    for (title, lines) in [("type", &figures.types), ("status, where the type is right", &figures.statuses)] {
        let columns = vec![(title, 0), ("precision", 9), ("recall", 7), ("ours", 6), ("annotated", 9)];
        let mut rows = Rows::new(columns, layout);
        for line in lines {
            rows.push(vec![
                line.key.to_owned(),
                percent(line.precision),
                percent(line.recall),
                line.ours.to_string(),
                line.gold.to_string(),
            ]);
        }
        let _ = write!(out, "\n{}", rows.text());
    }

    out.push_str("\nOnly events at least so sure of their type (`--confidence`):\n");
    let mut rows =
        Rows::new(vec![("from", 0), ("precision", 9), ("kept", 8), ("recall", 7), ("events", 6)], layout);
    for line in figures.curve.iter().step_by(CURVE) {
        rows.push(vec![
            format!("{:.2}", line.from.unwrap_or_default()),
            percent(line.precision),
            percent(line.coverage),
            percent(line.recall),
            line.ours.to_string(),
        ]);
    }
    out.push_str(&rows.text());

    for (field, error) in &figures.calibration_error {
        let _ = writeln!(out, "\nConfidence of the {field}: expected calibration error {error:.3}");
        let mut rows = Rows::new(vec![("confidence", 0), ("said", 9), ("right", 7), ("events", 6)], layout);
        for line in figures.bins.iter().filter(|line| line.key == *field) {
            let from = line.from.unwrap_or_default();
            rows.push(vec![
                format!("{from:.1} to {:.1}", from + 0.1),
                percent(line.said),
                percent(line.precision),
                line.ours.to_string(),
            ]);
        }
        out.push_str(&rows.text());
    }
    out
}

/// Of the steps of the curve, one in so many stands in the table for people.
const CURVE: usize = 5;

//! `measure swap`: names and dates exchanged for others of their kind must leave the records as they are, but for the names.
//!
//! A metamorphic test: it needs no gold. Countries, people, cities and dates are exchanged, each alone and then all, in what the
//! reading found and wherever the same words stand; what cannot be exchanged soundly stays. The record of the new text is compared
//! with that of the old one, spans and codes led through the exchange.

mod cities;
mod compare;
mod countries;
mod dates;
mod draw;
mod exchange;
mod persons;
mod reading;
mod ties;

use crate::corpus;
use crate::figures::{Figures, share};
use anyhow::Result;
use clap::Args;
use compare::{Comparison, compare};
use exchange::Exchange;
use legation_text::Article;
use rayon::prelude::*;
use reading::Reading;
use serde::Serialize;
use std::io::Write;
use std::path::PathBuf;

/// Options of `measure swap`.
#[derive(Clone, Debug, Args)]
pub(crate) struct SwapOptions {
    /// Articles: JSON lines, texts, folders; `.xz` is unpacked.
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    texts: Vec<PathBuf>,
    /// So many of them, drawn by the seed.
    #[arg(long, value_name = "N", default_value_t = 300)]
    count: usize,
    /// Draws articles and names.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// List what does not map, with the sentences before and after.
    #[arg(long)]
    list: bool,
    /// Write the texts here, JSON lines, those as they were and those with names exchanged (`ID countries`).
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Ids, a line each, of articles whose sentences are not to be listed.
    #[arg(long, value_name = "FILE")]
    reserved: Option<PathBuf>,
    /// Print the figures as one line of JSON.
    #[arg(long)]
    json: bool,
}

/// What is exchanged.
const KINDS: [&str; 5] = ["countries", "persons", "cities", "dates", "all"];

/// One exchange of one article.
enum Outcome {
    /// Nothing of the kind is named.
    None,
    /// What is named could not be exchanged soundly.
    Skipped,
    /// It was exchanged.
    Compared { comparison: Comparison, lines: String, text: Text },
}

/// A text as `measure` reads it again.
#[derive(Clone, Debug, Serialize)]
struct Text {
    id: String,
    date: String,
    text: String,
}

/// Runs the task.
pub(crate) fn run(options: &SwapOptions) -> Result<()> {
    let mut articles = corpus::articles(&options.texts)?;
    articles.sort_by_cached_key(|article| draw::rank(options.seed, &[&article.id]));
    articles.truncate(options.count);
    let reserved = crate::gold::ids(options.reserved.as_deref())?;
    let outcomes: Vec<(Text, [Outcome; 5])> = articles
        .par_iter()
        .map(|article| outcomes(article, options.seed, reserved.contains(&article.id)))
        .collect::<Result<_>>()?;
    let texts = outcomes.iter().flat_map(|(text, outcomes)| {
        let exchanged = outcomes.iter().filter_map(|outcome| match outcome {
            Outcome::Compared { text, .. } => Some(text),
            _ => None,
        });
        std::iter::once(text).chain(exchanged)
    });
    crate::gold::write(options.out.as_deref(), &texts.collect::<Vec<_>>())?;
    let outcomes: Vec<[Outcome; 5]> = outcomes.into_iter().map(|(_, outcomes)| outcomes).collect();
    if options.list {
        list(&outcomes)?;
    }
    figures(&outcomes).print(options.json)
}

fn outcomes(article: &Article, seed: u64, is_reserved: bool) -> Result<(Text, [Outcome; 5])> {
    let start = article.dateline.as_ref().map_or(article.body.start(), |dateline| dateline.span.start());
    let reading = Reading::of(&article.id, article.date, &article.text[start..])?;
    let countries = countries::exchange(&reading, seed);
    let persons = persons::exchange(&reading, seed);
    let cities = cities::exchange(&reading, seed);
    let dates = dates::exchange(&reading);
    let mut all = countries.clone();
    for other in [&persons, &cities, &dates] {
        all.join(other.clone());
    }
    let outcome = |kind: &str, exchange: Exchange| -> Result<Outcome> {
        if exchange.is_empty() {
            return Ok(if exchange.kept { Outcome::Skipped } else { Outcome::None });
        }
        let date = exchange.later(reading.article.date);
        let after = Reading::of(&article.id, date, &exchange.apply(reading.text()))?;
        let comparison = compare(&reading, &after, &exchange);
        let lines = comparison.differences.iter().map(|difference| {
            let sentence = |reading: &Reading, at: Option<usize>| match at {
                Some(at) if !is_reserved => {
                    reading.sentence(at).split_whitespace().collect::<Vec<_>>().join(" ")
                }
                _ => String::new(),
            };
            let [old, new] = difference.at;
            format!(
                "{}: {}\n  < {}\n  > {}\n",
                difference.what,
                difference.how,
                sentence(&reading, old),
                sentence(&after, new)
            )
        });
        let lines = lines.map(|line| format!("{kind} {} {line}", article.id)).collect();
        let text = text_of(&after, format!("{} {kind}", article.id));
        Ok(Outcome::Compared { comparison, lines, text })
    };
    let [a, b, c, d, e] = KINDS;
    let outcomes = [
        outcome(a, countries)?,
        outcome(b, persons)?,
        outcome(c, cities)?,
        outcome(d, dates)?,
        outcome(e, all)?,
    ];
    Ok((text_of(&reading, article.id.clone()), outcomes))
}

fn text_of(reading: &Reading, id: String) -> Text {
    Text { id, date: reading.article.date.to_string(), text: reading.text().to_owned() }
}

fn list(outcomes: &[[Outcome; 5]]) -> Result<()> {
    let mut out = std::io::stdout().lock();
    for at in 0..KINDS.len() {
        for outcome in outcomes.iter().map(|outcomes| &outcomes[at]) {
            if let Outcome::Compared { lines, .. } = outcome {
                write!(out, "{lines}")?;
            }
        }
    }
    Ok(())
}

fn figures(outcomes: &[[Outcome; 5]]) -> Figures {
    let mut figures = Figures::default();
    for (at, kind) in KINDS.iter().enumerate() {
        let mut total = Comparison::default();
        let (mut compared, mut skipped) = (0, 0);
        for outcome in outcomes.iter().map(|outcomes| &outcomes[at]) {
            match outcome {
                Outcome::None => {}
                Outcome::Skipped => skipped += 1,
                Outcome::Compared { comparison, .. } => {
                    compared += 1;
                    total.join(comparison);
                }
            }
        }
        for (name, count) in total.counts() {
            figures.share(format!("{kind}_{name}"), share(count.same, count.all));
        }
        for (name, number) in [
            ("articles", compared),
            ("skipped", skipped),
            ("n_events", total.events.all),
            ("n_statements", total.statements.all),
        ] {
            figures.count(format!("{kind}_{name}"), number);
        }
    }
    figures
}

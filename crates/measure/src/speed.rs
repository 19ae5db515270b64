//! `measure speed`: words per second by layer, articles per second, start-up and memory.
//!
//! Words are stretches between white space. Layers are timed one after the other over all articles on one thread.

use crate::corpus;
use crate::figures::Figures;
use anyhow::Result;
use clap::Args;
use legation_knowledge::world::World;
use legation_text::Document;
use rayon::prelude::*;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Options of `measure speed`.
#[derive(Clone, Debug, Args)]
pub(crate) struct SpeedOptions {
    /// Articles: JSON lines, texts, folders; `.xz` is unpacked.
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    texts: Vec<PathBuf>,
    /// Print the figures as one line of JSON.
    #[arg(long)]
    json: bool,
}

/// Runs the measurement.
pub(crate) fn run(options: &SpeedOptions) -> Result<()> {
    let begun = Instant::now();
    let model = crate::model::model();
    let reader = crate::model::reader();
    for article in
        legation_text::articles("start", b" date 2025-01-01 France and Mali met on Monday.", None).flatten()
    {
        reader.read(&article);
    }
    let start = begun.elapsed();
    let articles = corpus::articles(&options.texts)?;
    let words: usize =
        articles.iter().map(|article| article.body.of(&article.text).split_whitespace().count()).sum();
    let [mut text, mut language, mut mention, mut read] = [Duration::ZERO; 4];
    for article in &articles {
        let a = Instant::now();
        let document = Document::of(article);
        let b = Instant::now();
        let parse = model.parse(&article.text, &document);
        let c = Instant::now();
        let mentions = legation_mention::find(World::embedded(), article, &document, &parse);
        let d = Instant::now();
        let record = reader.record(article, &document, &parse, mentions).on_the_wire(&article.text);
        std::hint::black_box(record);
        let e = Instant::now();
        text += b - a;
        language += c - b;
        mention += d - c;
        read += e - d;
    }
    let whole = text + language + mention + read;
    let begun = Instant::now();
    articles
        .par_iter()
        .for_each(|article| drop(std::hint::black_box(reader.read(article).on_the_wire(&article.text))));
    let threads = begun.elapsed();
    let rate = |number: usize, time: Duration| (number as f64 / time.as_secs_f64().max(1e-9)).round();
    let mut figures = Figures::default();
    figures.count("articles", articles.len());
    figures.count("words", words);
    figures.share("words_per_second", rate(words, whole));
    figures.share("articles_per_second", rate(articles.len(), whole));
    for (name, time) in [("text", text), ("language", language), ("mention", mention), ("read", read)] {
        figures.share(format!("{name}_words_per_second"), rate(words, time));
        figures.share(format!("{name}_share"), time.as_secs_f64() / whole.as_secs_f64().max(1e-9));
    }
    figures.count("threads", rayon::current_num_threads());
    figures.share("threads_words_per_second", rate(words, threads));
    figures.share("start_seconds", start.as_secs_f64());
    figures.share("peak_memory_mb", peak_memory());
    figures.print(options.json)
}

/// The most memory that was resident, where the system tells (Linux).
fn peak_memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|rest| rest.split_whitespace().next()?.parse::<f64>().ok());
    kilobytes.unwrap_or(0.0) / 1024.0
}

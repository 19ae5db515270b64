//! `measure spans`: reads every article and checks what every record promises.
//!
//! Every span lies in the text and covers something; every index refers to something; agenda items belong to talks; one thread and
//! two give the same bytes; and no article makes the reader panic.

use crate::corpus;
use anyhow::{Result, bail};
use clap::Args;
use legation_record::{EventType, Record};
use legation_text::{Article, Span};
use rayon::prelude::*;
use std::io::Write;
use std::panic::catch_unwind;
use std::path::PathBuf;

/// Options of `measure spans`.
#[derive(Clone, Debug, Args)]
pub(crate) struct SpansOptions {
    /// Articles: JSON lines, texts, folders; `.xz` is unpacked.
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    texts: Vec<PathBuf>,
}

/// Runs the check.
pub(crate) fn run(options: &SpansOptions) -> Result<()> {
    let articles = corpus::articles(&options.texts)?;
    let read = |threads: usize| -> Result<Vec<(String, Vec<String>)>> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
        Ok(pool.install(|| articles.par_iter().map(check).collect()))
    };
    let (one, two) = (read(1)?, read(2)?);
    let mut out = std::io::stdout().lock();
    let mut faults = 0;
    for ((article, (bytes, wrong)), (again, _)) in articles.iter().zip(&one).zip(&two) {
        let differs = (bytes != again).then(|| "one thread and two give different records".to_owned());
        for fault in wrong.iter().chain(&differs) {
            faults += 1;
            writeln!(out, "{}: {fault}", article.id)?;
        }
    }
    writeln!(out, "{} articles, {faults} faults", articles.len())?;
    if faults > 0 {
        bail!("{faults} faults");
    }
    Ok(())
}

/// The record of an article as JSON, and what is wrong with it.
fn check(article: &Article) -> (String, Vec<String>) {
    let Ok(record) = catch_unwind(|| crate::model::reader().read(article)) else {
        return (String::new(), vec!["the reader panicked".to_owned()]);
    };
    let wrong = faults(article, &record);
    let json = serde_json::to_string(&record.on_the_wire(&article.text)).unwrap_or_default();
    (json, wrong)
}

fn faults(article: &Article, record: &Record<Span>) -> Vec<String> {
    let mut wrong = Vec::new();
    let statements = record.statements.len() as u32;
    let mut span = |what: &str, span: Span| {
        if span.is_empty() || Span::new(&article.text, span.start(), span.end()) != Some(span) {
            wrong.push(format!("{what}: span {}..{} is empty or not in the text", span.start(), span.end()));
        }
    };
    let mut broken: Vec<String> = Vec::new();
    for (at, statement) in record.statements.iter().enumerate() {
        statement.content.iter().for_each(|&content| span("content", content));
        [statement.speaker, statement.cue, statement.date_span]
            .into_iter()
            .flatten()
            .for_each(|part| span("statement", part));
        if statement.content.is_empty() || !statement.content.is_sorted() {
            broken.push(format!("statement {at}: no content, or out of order"));
        }
        if statement.inside.is_some_and(|inside| inside >= statements || inside as usize == at) {
            broken.push(format!("statement {at}: inside nothing"));
        }
    }
    for (at, event) in record.events.iter().enumerate() {
        event.triggers.iter().for_each(|&trigger| span("trigger", trigger));
        event
            .source
            .iter()
            .chain(&event.target)
            .filter_map(|actor| actor.span)
            .for_each(|actor| span("participant", actor));
        let place = event.place.as_ref().and_then(|place| place.span);
        [place, event.date_span, event.status_span]
            .into_iter()
            .flatten()
            .for_each(|part| span("event", part));
        if event.triggers.is_empty() || event.according_to.is_some_and(|statement| statement >= statements) {
            broken.push(format!("event {at}: no trigger, or according to nothing"));
        }
    }
    for (at, item) in record.agenda.iter().enumerate() {
        span("topic", item.span);
        if record.events.get(item.event as usize).is_none_or(|event| event.kind != EventType::Consult) {
            broken.push(format!("agenda item {at}: of no talks"));
        }
    }
    let mentions = &record.mentions;
    mentions.times.iter().for_each(|time| span("time", time.span));
    mentions.places.iter().for_each(|place| span("place", place.span));
    mentions.actors.iter().for_each(|actor| span("actor", actor.span));
    mentions.chains.iter().flatten().for_each(|&mention| span("chain", mention));
    wrong.extend(broken);
    wrong
}

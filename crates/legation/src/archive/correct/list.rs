//! `legation corrections`: what was said, what became of it, and what can be made of it.

use super::super::{rows, told};
use super::options::{CorrectionsOptions, Doing, ExportAs};
use anyhow::Result;
use legation_record::correction::Verb;
use legation_store::{Answer, Became, Cell, Filter, KeptCorrection, Sqlite, Storage, Stored};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

const COLUMNS: [&str; 15] = [
    "id", "article", "digest", "what", "verb", "field", "value", "words", "by", "at", "why", "became",
    "reason", "type", "reader",
];

/// Runs the command.
pub(in super::super) fn run(options: &CorrectionsOptions, config: Option<&Path>) -> Result<ExitCode> {
    let store = super::super::opened(&options.store, config)?;
    let article = options.article.as_deref().map(|name| super::found(&store, name)).transpose()?;
    let kept = store.corrections(article.as_ref().map(|stored| &stored.digest)).map_err(told)?;
    match options.doing {
        Doing::List => list(&store, &kept, options)?,
        Doing::Orphans => {
            let orphans: Vec<_> = kept.into_iter().filter(|kept| kept.became == Became::Orphan).collect();
            list(&store, &orphans, options)?;
        }
        Doing::Export if options.form == ExportAs::Jsonl => {
            let mut out = BufWriter::new(std::io::stdout().lock());
            for kept in &kept {
                serde_json::to_writer(&mut out, &kept.correction)?;
                out.write_all(b"\n")?;
            }
            out.flush()?;
        }
        Doing::Export => gold(&store, &kept)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn list(store: &Sqlite, kept: &[KeptCorrection], options: &CorrectionsOptions) -> Result<()> {
    let answer = answer(store, kept)?;
    rows::print(&answer, options.format, |layout| {
        let columns = [
            ("correction", "id", 18),
            ("article", "article", 16),
            ("what is said", "said", 0),
            ("by", "by", 10),
            ("became", "fate", 20),
        ];
        rows::table(&short(&answer), &columns, layout)
    })?;
    rows::tell(kept.is_empty(), None);
    Ok(())
}

/// Two columns made of several, for the table.
fn short(answer: &Answer) -> Answer {
    let mut columns = answer.columns.clone();
    columns.extend(["said".to_owned(), "fate".to_owned()]);
    let row = |at: usize| {
        let cell = |column: &str| answer.cell(at, column).to_string();
        let quoted = Some(cell("words")).filter(|words| !words.is_empty()).map(|words| format!("“{words}”"));
        let mut said = vec![cell("verb"), cell("what")];
        said.extend(quoted);
        said.push(cell("field"));
        if cell("verb") == Verb::Set.name() || cell("verb") == Verb::Add.name() {
            said.push(cell("value"));
        }
        let said = said.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        let fate = match cell("reason") {
            reason if reason.is_empty() => cell("became"),
            reason => format!("{}: {reason}", cell("became")),
        };
        [answer.rows.get(at).cloned().unwrap_or_default(), vec![Cell::Text(said), Cell::Text(fate)]].concat()
    };
    let rows = (0..answer.rows.len()).map(row).collect();
    Answer { columns, rows }
}

fn answer(store: &Sqlite, kept: &[KeptCorrection]) -> Result<Answer> {
    let text = |text: Option<&str>| text.map_or(Cell::Null, |text| Cell::Text(text.to_owned()));
    let mut open: Option<Stored> = None;
    let mut rows = Vec::with_capacity(kept.len());
    for one in kept {
        let correction = &one.correction;
        if open.as_ref().is_none_or(|open| open.digest.as_str() != correction.article) {
            open = store.find(&correction.article).map_err(told)?;
        }
        let words = open.as_ref().and_then(|open| open.text.as_deref()).map(|text| {
            let words = correction.spans.iter().map(|span| {
                let (from, to) = (span.0 as usize, span.1 as usize);
                text.chars().skip(from).take(to.saturating_sub(from)).collect::<String>()
            });
            words.collect::<Vec<_>>().join(" … ")
        });
        // Of a review the findings would be all of the article.
        let value = match (&correction.value, correction.verb) {
            (None, _) | (_, Verb::Review) => None,
            (Some(Value::String(text)), _) => Some(text.clone()),
            (Some(value), _) => Some(value.to_string()),
        };
        let reader = correction.reader.as_ref().map(|reader| format!("{} {}", reader.version, reader.model));
        rows.push(vec![
            text(Some(&correction.id)),
            text(one.article.as_deref()),
            text(Some(&correction.article)),
            text(Some(correction.what.name())),
            text(Some(correction.verb.name())),
            text(correction.field.as_deref()),
            text(value.as_deref()),
            text(words.as_deref()),
            text(Some(&correction.by)),
            text(Some(&correction.at)),
            text(correction.why.as_deref()),
            text(Some(one.became.name())),
            text(one.reason.as_deref()),
            text(correction.kind.map(|kind| kind.name())),
            text(reader.as_deref()),
        ]);
    }
    Ok(Answer { columns: COLUMNS.map(str::to_owned).to_vec(), rows })
}

/// The articles that were read through, as gold: the record, its text, and who read it.
fn gold(store: &Sqlite, kept: &[KeptCorrection]) -> Result<()> {
    let is_done = |kept: &&KeptCorrection| kept.became == Became::Done;
    let reviews = kept.iter().filter(is_done).filter(|kept| kept.correction.verb == Verb::Review);
    let reviewed: BTreeSet<&str> = reviews.map(|kept| kept.correction.article.as_str()).collect();
    let others: BTreeSet<&str> = kept
        .iter()
        .map(|kept| kept.correction.article.as_str())
        .filter(|article| !reviewed.contains(article))
        .collect();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let (mut without_text, mut failed) = (0u64, None);
    let walked = store.each(&Filter::default(), false, &mut |stored| {
        if !reviewed.contains(stored.digest.as_str()) {
            return Ok(());
        }
        let Some(text) = stored.text.as_deref() else {
            without_text += 1;
            return Ok(());
        };
        let by: BTreeSet<&str> = kept
            .iter()
            .filter(|kept| kept.correction.article == stored.digest.as_str())
            .map(|kept| kept.correction.by.as_str())
            .collect();
        let record = &stored.record;
        let line = json!({
            "id": record.id, "date": record.date, "digest": stored.digest.as_str(), "text": text, "annotators": by,
            "statements": record.statements, "events": record.events, "agenda": record.agenda,
        });
        let written = serde_json::to_writer(&mut out, &line).map_err(anyhow::Error::from);
        let written = written.and_then(|()| out.write_all(b"\n").map_err(anyhow::Error::from));
        written.map_err(|why| super::super::export::aside(&mut failed, why))
    });
    if let Some(why) = failed {
        return Err(why);
    }
    walked.map_err(told)?;
    out.flush()?;
    let mut err = anstream::stderr().lock();
    // Nobody is left to tell when standard error is closed.
    if !others.is_empty() {
        let _ = writeln!(
            err,
            "note: {} articles with corrections are left out, for they were not read through\n  hint: `legation review ARTICLE`, and `done` at its end",
            others.len()
        );
    }
    if without_text > 0 {
        let _ = writeln!(err, "note: {without_text} articles are left out, for their text is not kept");
    }
    Ok(())
}

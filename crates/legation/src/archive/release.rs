//! `legation release`: what the store holds, as a folder for others.

use super::release_options::ReleaseOptions;
use super::told;
use crate::codebook;
use anyhow::{Context, Result, anyhow, bail};
use legation_exchange::release::{
    About, Article, Correction, Event, Manifest, Part, ReleaseError, Statement, Writer, author,
};
use legation_record::correction::{self, What};
use legation_record::{Corrected, WireRecord};
use legation_store::{
    Became, Digest, FORM, Findings, LEAF_FORM as LINKS, Sqlite, Storage, StoreError, Stored,
};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Runs the command.
pub(super) fn run(options: &ReleaseOptions, config: Option<&Path>) -> Result<ExitCode> {
    let store = super::opened(&options.store, config)?;
    let waiting = store.linked(LINKS).map_err(told)?.waiting;
    begin(&options.folder)?;
    let mut written = Vec::new();
    let manifest = match write(&store, options, &mut written) {
        Ok(manifest) => manifest,
        Err(why) => {
            // Half a release is none.
            for path in written {
                let _ = fs::remove_file(path);
            }
            return Err(why);
        }
    };
    let rows = |table: &str| manifest.tables.get(table).map_or(0, |table| table.rows);
    writeln!(
        anstream::stdout().lock(),
        "{}: {} events, {} statements, {} agenda items of {} articles, version {}",
        options.folder.display(),
        rows("events"),
        rows("statements"),
        rows("agenda"),
        manifest.corpus.articles,
        manifest.version,
    )?;
    tell(options, waiting);
    Ok(ExitCode::SUCCESS)
}

/// The folder is there, and empty.
fn begin(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let mut files = fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    if files.next().is_some() {
        bail!(
            "{} is not empty\n  hint: name a new folder: a release is never written over another, so that `legation diff` can compare them",
            folder.display()
        );
    }
    Ok(())
}

fn write(store: &Sqlite, options: &ReleaseOptions, written: &mut Vec<PathBuf>) -> Result<Manifest> {
    let about = About {
        title: options.title.clone(),
        version: options.version_name.clone(),
        authors: options.authors.iter().map(|written| author(written)).collect(),
        license: options.license.clone(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        store_form: FORM,
        arguments: options.arguments(),
        with_text: options.with_text,
        codebook: codebook::markdown(),
        codebook_json: codebook::json(),
    };
    let mut writer = Writer::begin(about, |name| {
        let path = options.folder.join(name);
        written.push(path.clone());
        Ok(Box::new(File::create(path)?))
    })
    .map_err(in_release)?;
    // What goes wrong with the output is no fault of the store: it is kept aside, and ends the walk.
    let mut failed: Option<anyhow::Error> = None;
    let walked = store.each_finding(&options.filter(), &mut |mut findings| {
        if !options.with_text {
            // So that offsets stay those of the text that the digest is of, whatever is left out.
            findings.stored.text = None;
            findings.stored.snippets.clear();
        }
        let findings = options.privacy.findings(findings);
        let corrections = corrections(store, &findings.stored)?;
        hand_over(&mut writer, &findings, &corrections).map_err(|why| {
            failed = Some(in_release(why));
            StoreError::Disk("the output cannot be written".to_owned())
        })
    });
    if let Some(why) = failed {
        return Err(why);
    }
    walked.map_err(told)?;
    writer.finish().map_err(in_release)
}

/// The corrections of an article that hold in its record. This is the one place where they come into a release: the tables, the manifest and
/// `legation diff` take them from here.
fn corrections(store: &Sqlite, stored: &Stored) -> Result<Vec<Correction>, StoreError> {
    let kept = store.corrections(Some(&stored.digest))?;
    let done = kept.into_iter().filter(|kept| kept.became == Became::Done).map(|kept| kept.correction);
    let correction = |done: correction::Correction| Correction {
        part: match done.what {
            What::Event | What::Actor => Part::Events,
            What::Statement => Part::Statements,
            What::Agenda => Part::Agenda,
            What::Article => Part::Articles,
        },
        findings: concerned(&done, &stored.record),
        id: done.id,
        verb: done.verb,
        field: done.field,
    };
    Ok(done.map(correction).collect())
}

/// The ids of the findings that a correction concerns: those that carry it, and that which it was made for, which is no more there where it
/// was rejected.
fn concerned(correction: &correction::Correction, record: &WireRecord) -> Vec<String> {
    let carries = |corrected: &[Corrected]| corrected.iter().any(|line| line.id == correction.id);
    let events = record.events.iter().filter(|event| carries(&event.corrected)).map(|event| &event.id);
    let statements = record.statements.iter().filter(|said| carries(&said.corrected)).map(|said| &said.id);
    let talks = record.agenda.iter().filter(|item| carries(&item.corrected));
    let talks = talks.filter_map(|item| record.events.get(item.event as usize)).map(|event| &event.id);
    let others = correction.with.iter().filter_map(|place| place.finding.as_ref());
    let named = correction.finding.iter().chain(others);
    let ids: BTreeSet<&String> = events.chain(statements).chain(talks).chain(named).collect();
    ids.into_iter().cloned().collect()
}

fn hand_over(
    writer: &mut Writer<'_>,
    found: &Findings,
    corrections: &[Correction],
) -> Result<(), ReleaseError> {
    let stored = &found.stored;
    let events: Vec<Event<'_>> = found
        .events
        .iter()
        .map(|event| Event {
            number: event.kept.number,
            day: event.kept.day.as_deref(),
            day_basis: event.day_basis.as_deref(),
            dyads: &event.dyads,
            fused: event.fused.as_deref(),
            trigger_words: event.kept.trigger_words.as_deref(),
            sentence: event.kept.sentence.as_deref(),
        })
        .collect();
    let statements: Vec<Statement<'_>> = found
        .statements
        .iter()
        .map(|statement| Statement {
            number: statement.number,
            day: &statement.day,
            day_basis: &statement.day_basis,
            cue: statement.cue.as_deref(),
            content: statement.content.as_deref(),
            sentence: statement.sentence.as_deref(),
        })
        .collect();
    writer.article(&Article {
        record: &stored.record,
        digest: stored.digest.as_str(),
        version: stored.version,
        language: stored.language.as_deref(),
        is_coded: stored.is_coded,
        keep: stored.keep.name(),
        is_asked_for: found.is_asked_for,
        outlet: stored.outlet.as_deref(),
        outlet_country: found.outlet_country.as_deref(),
        outlet_kind: found.outlet_kind.as_deref(),
        family: found.family.as_ref().map(Digest::as_str),
        text: stored.text.as_deref(),
        events: &events,
        statements: &statements,
        agenda: &found.agenda,
        corrections,
    })
}

/// Says on standard error what the release lacks.
fn tell(options: &ReleaseOptions, waiting: u64) {
    let mut err = anstream::stderr().lock();
    let mut note = |note: &str, hint: &str| {
        // Nobody is left to tell when standard error is closed.
        let _ = writeln!(err, "note: {note}\n  hint: {hint}");
    };
    if options.authors.is_empty() {
        note("CITATION.cff names no author", "--author 'Okoro, Dana'");
    }
    if options.license.is_none() {
        note("CITATION.cff names no licence", "--license CC-BY-4.0");
    }
    if waiting > 0 {
        let what = format!(
            "{waiting} articles are not linked: `family` and `fused` are as of the last time, or empty"
        );
        note(&what, "`legation link` finds copies and the events that are one");
    }
}

/// An error of a release, with what to do about it.
pub(super) fn in_release(why: ReleaseError) -> anyhow::Error {
    anyhow!("{why}\n  hint: {}", why.remedy())
}

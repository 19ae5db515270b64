//! `legation export`: articles with their records, or events in the forms of others, in an order that depends on nothing but their content.

use super::options::{ExportForm, ExportOptions};
use super::{rows, said, told};
use crate::config::Settings;
use anyhow::{Result, anyhow, bail};
use jiff::civil::Date;
use legation_exchange::export::{self, Article, Country, Export, ExportError, Facts, Form, Known, Telling};
use legation_knowledge::world::{Given, Sense, World};
use legation_knowledge::{codebook, codes};
use legation_record::Status;
use legation_store::{Filter, Sqlite, Storage, StoreError, Stored, Told};
use serde_json::Value;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

/// Runs the command.
pub(super) fn run(options: &ExportOptions, config: Option<&Path>) -> Result<ExitCode> {
    let form = match options.form {
        ExportForm::Jsonl => None,
        ExportForm::Csv => Some(Form::Csv),
        ExportForm::Parquet => Some(Form::Parquet),
        ExportForm::Polecat => Some(Form::Polecat),
        ExportForm::Icews => Some(Form::Icews),
        ExportForm::Gdelt => Some(Form::Gdelt),
        ExportForm::Geojson => Some(Form::GeoJson),
        ExportForm::Ftm => Some(Form::Ftm),
        ExportForm::Graphml => Some(Form::GraphMl),
        ExportForm::Ical => Some(Form::Ical),
    };
    if form.is_some() && options.versions {
        bail!("older versions have no events\n  hint: leave out --versions, or export --as jsonl");
    }
    if form == Some(Form::Parquet) {
        rows::refuse_a_terminal()?;
    }
    let settings = Settings::resolve(config, &said(&options.store))?;
    let store = Sqlite::open(&settings.store).map_err(told)?;
    let out = BufWriter::new(std::io::stdout());
    match form {
        None => articles(&store, options, out)?,
        Some(form) => {
            let tables = Tables(crate::knowledge::world(&settings.knowledge)?);
            events(&store, form, &tables, options, out)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The articles, whole.
fn articles(store: &Sqlite, options: &ExportOptions, mut out: impl Write) -> Result<()> {
    // What goes wrong with the output is no fault of the store: it is kept aside, and ends the walk.
    let mut failed: Option<anyhow::Error> = None;
    let walked = store.each(&options.filter(), options.versions, &mut |stored| {
        write(&mut out, options.privacy.stored(stored)).map_err(|why| aside(&mut failed, why))
    });
    if let Some(why) = failed {
        return Err(why);
    }
    walked.map_err(told)?;
    out.flush()?;
    Ok(())
}

pub(super) fn aside(failed: &mut Option<anyhow::Error>, why: anyhow::Error) -> StoreError {
    *failed = Some(why);
    StoreError::Disk("the output cannot be written".to_owned())
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

/// The events, in a form of others.
fn events(
    store: &Sqlite,
    form: Form,
    tables: &Tables,
    options: &ExportOptions,
    out: impl Write + Send,
) -> Result<()> {
    let mut filter: Filter = options.filter();
    if filter.statuses.is_empty() {
        filter.statuses = statuses(form).iter().map(|status| status.name().to_owned()).collect();
    }
    let mut writer = export::writer(form, out, tables).map_err(in_output)?;
    let mut failed: Option<anyhow::Error> = None;
    let walked = store.each_event(&filter, &mut |told| {
        hand_over(writer.as_mut(), &options.privacy.told(told))
            .map_err(|why| aside(&mut failed, in_output(why)))
    });
    if let Some(why) = failed {
        return Err(why);
    }
    walked.map_err(told)?;
    let mut err = anstream::stderr().lock();
    for (why, count) in writer.finish().map_err(in_output)? {
        if count > 0 {
            // Nobody is left to tell when standard error is closed.
            let _ = writeln!(err, "note: {count} events {why} are left out");
        }
    }
    Ok(())
}

/// Which statuses a form has unless the user says otherwise: data sets without a status tell of what happened, calendars of what is to come.
fn statuses(form: Form) -> &'static [Status] {
    match form {
        Form::Polecat | Form::Icews | Form::Gdelt | Form::Ftm | Form::GraphMl => &Status::HAPPENED,
        Form::Ical => &[Status::Planned],
        Form::Csv | Form::Parquet | Form::GeoJson => &[],
    }
}

fn hand_over(writer: &mut dyn Export, told: &Told) -> Result<(), ExportError> {
    let record = &told.stored.record;
    let tellings: Vec<Telling<'_>> = told
        .events
        .iter()
        .filter_map(|kept| {
            Some(Telling {
                event: record.events.get(kept.number)?,
                day: kept.day.as_deref().and_then(|day| day.parse::<Date>().ok()),
                triggers: kept.trigger_words.as_deref(),
                sentence: kept.sentence.as_deref(),
            })
        })
        .collect();
    writer.article(&Article {
        record,
        text: told.stored.text.as_deref(),
        digest: told.stored.digest.as_str(),
        version: told.stored.version,
        language: told.stored.language.as_deref(),
        events: &tellings,
    })
}

/// An error of the output, with what to do about it; the system's own where there is one, so that a reader who went away is known.
pub(super) fn in_output(why: ExportError) -> anyhow::Error {
    match why {
        ExportError::Output(why) => why.into(),
        why => anyhow!("{why}\n  hint: {}", why.remedy()),
    }
}

/// What the tables say.
struct Tables(&'static World);

impl Facts for Tables {
    fn country(&self, iso3: &str) -> Option<Country> {
        let name = self.0.country(iso3)?.name;
        let codes = codes::of(iso3);
        Some(Country {
            name,
            icews: codes.map(|codes| codes.icews).filter(|name| !name.is_empty()).unwrap_or(name),
            fips: codes.map_or("", |codes| codes.fips),
            cow: codes.map_or("", |codes| codes.cow),
            ftm: codes.map_or("", |codes| codes.ftm),
        })
    }

    fn known(&self, name: &str) -> Option<Known> {
        let kind = |sense| match sense {
            Sense::Person(_, Given::Full) => Some(Known::Person),
            Sense::Country(_) | Sense::Seat(_) | Sense::Place(_) => Some(Known::State),
            Sense::Body(_) => Some(Known::Body),
            _ => None,
        };
        let mut kinds = self.0.senses(name).into_iter().filter_map(kind);
        let first = kinds.next()?;
        kinds.all(|other| other == first).then_some(first)
    }

    fn cameo(&self, code: &str) -> Option<&'static str> {
        codebook::cameo_name(code)
    }
}

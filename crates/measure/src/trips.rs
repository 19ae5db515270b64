//! `measure trips`: journeys of a foreign minister, as the Office of the Historian lists them, in the releases of their days.
//!
//! A trip is found where talks (CONSULT) of one of its releases have a party or place of its country and begin on a day of it, or on
//! the day before or after. A counterpart is found where a party to talks in them bears the surname.

use crate::corpus;
use crate::figures::{Figures, share};
use crate::gold;
use anyhow::{Context, Result};
use clap::Args;
use jiff::ToSpan;
use legation_knowledge::world::{Sense, World};
use legation_record::{Event, EventType, PartialDate};
use legation_text::{Article, Span};
use rayon::prelude::*;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::PathBuf;

/// Options of `measure trips`.
#[derive(Clone, Debug, Args)]
pub(crate) struct TripsOptions {
    /// The trips, a line each; `.xz` is unpacked.
    #[arg(long, value_name = "FILE")]
    gold: PathBuf,
    /// The releases: JSON lines, texts, folders; `.xz` is unpacked.
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    texts: Vec<PathBuf>,
    /// List the trips and counterparts missed; of missed trips also the codes and days of all talks found.
    #[arg(long)]
    list: bool,
    /// Print the figures as one line of JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Debug, Deserialize)]
struct Trip {
    id: String,
    start: PartialDate,
    end: PartialDate,
    country: String,
    candidate_docs: Vec<String>,
    counterpart_surnames: Vec<String>,
}

/// Words that the gold took for surnames.
const NO_SURNAMES: [&str; 6] = ["II", "Also", "Lady", "Meeting", "Minister", "Secretary"];

type Talks = Vec<Event<Span>>;

/// Runs the task.
pub(crate) fn run(options: &TripsOptions) -> Result<()> {
    let trips: Vec<Trip> = gold::lines(&options.gold)?;
    let linked: BTreeSet<&String> = trips.iter().flat_map(|trip| &trip.candidate_docs).collect();
    let articles = corpus::articles(&options.texts)?;
    let articles: Vec<&Article> = articles.iter().filter(|article| linked.contains(&article.id)).collect();
    let reader = crate::model::reader();
    let talks = |article: &Article| -> Talks {
        reader.read(article).events.into_iter().filter(|event| event.kind == EventType::Consult).collect()
    };
    let releases: BTreeMap<&str, (&Article, Talks)> = articles
        .par_iter()
        .map(|article| (article.id.as_str(), (*article, talks(article))))
        .collect::<Vec<_>>()
        .into_iter()
        .collect();
    let mut out = std::io::stdout().lock();
    let (mut covered, mut found) = (0, 0);
    let (mut counterparts, mut met) = (0, 0);
    for trip in &trips {
        let releases: Vec<&(&Article, Talks)> =
            trip.candidate_docs.iter().filter_map(|id| releases.get(id.as_str())).collect();
        if releases.is_empty() {
            continue;
        }
        let country = country(&trip.country).with_context(|| format!("{}: no such country", trip.country))?;
        let is_found = releases.iter().flat_map(|(_, talks)| talks).any(|event| trip.is_told(event, country));
        covered += 1;
        found += usize::from(is_found);
        let named = trip.counterparts(&releases);
        let missed: Vec<&str> = named.iter().copied().filter(|name| !is_met(name, &releases)).collect();
        counterparts += named.len();
        met += named.len() - missed.len();
        if options.list && !(is_found && missed.is_empty()) {
            let (id, start, end) = (&trip.id, trip.start, trip.end);
            let how = if is_found { "found" } else { "missed" };
            writeln!(out, "{id} {start}..{end} {country}: {how}; not met: {}", missed.join(" "))?;
            for (article, talks) in releases.iter().filter(|_| !is_found) {
                talks.iter().try_for_each(|event| writeln!(out, "  {} {}", article.id, shown(event)))?;
            }
        }
    }
    drop(out);
    let mut figures = Figures::default();
    figures.share("found", share(found, covered));
    figures.share("counterparts", share(met, counterparts));
    let talks = releases.values().map(|(_, talks)| talks.len()).sum();
    for (name, number) in [
        ("n_trips", trips.len()),
        ("n_covered", covered),
        ("n_counterparts", counterparts),
        ("n_releases", releases.len()),
        ("n_talks", talks),
    ] {
        figures.count(name, number);
    }
    figures.print(options.json)
}

impl Trip {
    /// Whether talks are with or in the country on a day of the trip, or a day off.
    fn is_told(&self, event: &Event<Span>, country: &str) -> bool {
        let of_country =
            event.source.iter().chain(&event.target).any(|actor| actor.code.country() == Some(country));
        let there = event.place.as_ref().and_then(|place| place.country.as_deref()) == Some(country);
        let days =
            self.start.first_day().saturating_sub(1.day())..=self.end.first_day().saturating_add(1.day());
        let in_time = event.start.and_then(|start| start.day()).is_some_and(|day| days.contains(&day));
        (of_country || there) && in_time
    }

    /// The surnames of those met whom the releases name.
    fn counterparts(&self, releases: &[&(&Article, Talks)]) -> BTreeSet<&str> {
        let surnames = self.counterpart_surnames.iter().map(String::as_str);
        let surnames = surnames.filter(|name| !NO_SURNAMES.contains(name));
        surnames.filter(|name| releases.iter().any(|(article, _)| has_word(&article.text, name))).collect()
    }
}

fn is_met(surname: &str, releases: &[&(&Article, Talks)]) -> bool {
    let actors = releases
        .iter()
        .flat_map(|(_, talks)| talks)
        .flat_map(|event| event.source.iter().chain(&event.target));
    let mut names = actors.flat_map(|actor| [Some(&actor.who), actor.entity.as_ref()]).flatten();
    names.any(|name| has_word(name, surname))
}

fn has_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|other| other == word)
}

/// The alpha-3 code of a country by its name.
fn country(name: &str) -> Option<&'static str> {
    World::embedded().senses(name).into_iter().find_map(|sense| match sense {
        Sense::Country(country) => Some(country.iso3),
        _ => None,
    })
}

/// Talks without their words: codes, place, first day, status.
fn shown(event: &Event<Span>) -> String {
    let codes: Vec<&str> =
        event.source.iter().chain(&event.target).map(|actor| actor.code.as_str()).collect();
    let place = event.place.as_ref().and_then(|place| place.country.as_deref()).unwrap_or("-");
    let start = event.start.map_or_else(|| "-".to_owned(), |start| start.to_string());
    format!("{} {place} {start} {}", codes.join("+"), event.status.name())
}

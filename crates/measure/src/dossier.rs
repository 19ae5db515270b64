//! `measure dossier`: the dossier of a negotiation, field by field, against one written down by reading.
//!
//! A round of the gold is looked for among ours by its day and place. Its fields are then the number, the day, the place, the status, and what was
//! known of it on each day that the gold names. A position, denial, agreement, item on the agenda or to come is found where one of ours has a
//! part of the same words as evidence; a position must also be of the same party and on the same topic (one that the gold's words name, or
//! words of it stand in what is said). What the gold says must not become
//! a round (`not_rounds`) is a trap. A round with neither day nor place is one that is to come: it is scored there.

use crate::corpus;
use crate::figures::Figures;
use anyhow::{Context, Result};
use clap::Args;
use legation_knowledge::world::World;
use legation_link::dossier::{Dossier, Round, RoundStatus, Series};
use legation_link::{Article, Evidence, Party, dossier};
use legation_record::{Record, Scope};
use legation_text::Span;
use rayon::prelude::*;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// Options of `measure dossier`.
#[derive(Clone, Debug, Args)]
pub(crate) struct DossierOptions {
    /// The dossier as written down: JSON.
    #[arg(long, value_name = "FILE")]
    gold: PathBuf,
    /// The articles: JSON lines; `.xz` is unpacked.
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    texts: Vec<PathBuf>,
    /// Link all of the articles, not only those that the gold names.
    #[arg(long)]
    all: bool,
    /// Print each field: what the gold has, and whether it was found.
    #[arg(long)]
    list: bool,
    /// Print the dossier itself, as JSON.
    #[arg(long)]
    show: bool,
    /// Print the figures as one line of JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Debug, Deserialize)]
struct Gold {
    docs: Vec<String>,
    parties: Vec<String>,
    mediator: Option<String>,
    format: Option<String>,
    rounds: Vec<GoldRound>,
    #[serde(default)]
    positions: Vec<GoldPosition>,
    #[serde(default)]
    denied: Vec<GoldItem>,
    #[serde(default)]
    agreed: Vec<GoldItem>,
    #[serde(default)]
    due: Vec<GoldItem>,
    #[serde(default)]
    agenda: Vec<GoldItem>,
    #[serde(default)]
    contradictions: Vec<GoldItem>,
    #[serde(default)]
    not_rounds: Vec<Trap>,
}

#[derive(Clone, Debug, Deserialize)]
struct GoldRound {
    n: Option<u32>,
    date: Option<String>,
    venue: Option<String>,
    status: Option<String>,
    #[serde(default)]
    status_by_date: BTreeMap<String, String>,
    #[serde(default)]
    optional: bool,
    evidence: Vec<Place>,
}

#[derive(Clone, Debug, Deserialize)]
struct GoldPosition {
    party: String,
    topic: String,
    evidence: Vec<Place>,
}

#[derive(Clone, Debug, Deserialize)]
struct GoldItem {
    #[serde(alias = "claim", alias = "topic")]
    what: String,
    scope: Option<String>,
    #[serde(default)]
    evidence: Vec<Place>,
}

#[derive(Clone, Debug, Deserialize)]
struct Place {
    doc: String,
    start: u32,
    end: u32,
}

/// A round that there must not be.
#[derive(Clone, Debug, Deserialize)]
struct Trap {
    n: Option<u32>,
    date: Option<String>,
    place: Option<String>,
    why: String,
}

/// Runs the task.
pub(crate) fn run(options: &DossierOptions) -> Result<()> {
    let text = crate::gold::text(&options.gold)?;
    let gold: Gold = serde_json::from_str(&text)
        .with_context(|| format!("{}: not a dossier; see docs/MEASURE.md", options.gold.display()))?;
    let named: BTreeSet<&String> = gold.docs.iter().collect();
    let mut articles = corpus::articles(&options.texts)?;
    articles.retain(|article| options.all || named.contains(&article.id));
    let reader = crate::model::reader();
    let records: Vec<Record<Span>> = articles.par_iter().map(|article| reader.read(article)).collect();
    let linked: Vec<Article<'_>> = articles
        .iter()
        .zip(&records)
        .map(|(article, record)| Article {
            digest: &article.id,
            origin: &article.id,
            outlet: article.source.as_deref(),
            text: &article.text,
            record,
        })
        .collect();
    let world = World::embedded();
    let parties = gold.parties.iter().map(|name| {
        Party::named(name, world)
            .with_context(|| format!("{}: no party is called {name}", options.gold.display()))
    });
    let parties = parties.collect::<Result<Vec<Party>>>()?;
    let dossier = dossier(&linked, &parties, None, world);
    if options.show {
        println_json(&dossier)?;
    }
    score(&gold, &dossier, options.list)?.print(options.json)
}

fn println_json(dossier: &Dossier) -> Result<()> {
    use std::io::Write;
    writeln!(std::io::stdout(), "{}", serde_json::to_string_pretty(dossier)?)?;
    Ok(())
}

/// Fields of one kind: how many were found, of how many.
#[derive(Default)]
struct Fields {
    found: BTreeMap<&'static str, [usize; 2]>,
    list: bool,
}

impl Fields {
    fn field(&mut self, kind: &'static str, what: &str, is_found: bool) -> Result<()> {
        use std::io::Write;
        let counts = self.found.entry(kind).or_default();
        counts[0] += usize::from(is_found);
        counts[1] += 1;
        if self.list {
            writeln!(std::io::stdout(), "{} {kind}: {what}", if is_found { "found " } else { "MISSED" })?;
        }
        Ok(())
    }
}

impl Fields {
    /// Items that are found where one of ours has a part of their evidence.
    fn items<'a>(
        &mut self,
        kind: &'static str,
        items: &[GoldItem],
        own: impl Iterator<Item = &'a [Evidence]> + Clone,
    ) -> Result<()> {
        for item in items.iter().filter(|item| !item.evidence.is_empty()) {
            self.field(kind, &item.what, own.clone().any(|own| overlaps(own, &item.evidence)))?;
        }
        Ok(())
    }
}

fn score(gold: &Gold, dossier: &Dossier, list: bool) -> Result<Figures> {
    let empty = Series::default();
    let ours =
        dossier.series.iter().find(|series| series.parties.len() == dossier.parties.len()).unwrap_or(&empty);
    let mut fields = Fields { list, ..Fields::default() };
    let real: Vec<&GoldRound> =
        gold.rounds.iter().filter(|round| round.date.is_some() || round.venue.is_some()).collect();
    let (mut taken, mut merged) = (BTreeSet::new(), 0);
    for round in &real {
        let name = format!("round of {}", round.date.as_deref().unwrap_or("?"));
        let found = ours.rounds.iter().position(|own| is_round(round, own));
        fields.field("round", &name, found.is_some())?;
        let own = found.map(|at| &ours.rounds[at]);
        if let Some(at) = found {
            merged += usize::from(!taken.insert(at));
        }
        if let Some(n) = round.n {
            fields.field("number", &format!("{name}: {n}"), own.is_some_and(|own| own.n == Some(n)))?;
        }
        let place = round.venue.as_deref().unwrap_or_default();
        let is_there = own.and_then(|own| own.place.as_deref()) == Some(place);
        fields.field("place", &format!("{name}: {place}"), is_there)?;
        let status = |text: &str, steps: &[RoundStatus]| {
            statuses(text).iter().all(|class| class.iter().any(|status| steps.contains(status)))
        };
        if let Some(text) = &round.status {
            let last: Vec<RoundStatus> = own.map(|own| own.status).into_iter().collect();
            fields.field("status", &format!("{name}: {text}"), status(text, &last))?;
        }
        for (day, text) in &round.status_by_date {
            let date = day.get(..10).unwrap_or(day);
            let history = own.map(|own| own.status_history.as_slice()).unwrap_or_default();
            let steps: Vec<RoundStatus> = history
                .iter()
                .filter(|step| step.as_of.to_string() == date)
                .map(|step| step.status)
                .collect();
            fields.field("status of a day", &format!("{name}, {day}: {text}"), status(text, &steps))?;
        }
    }
    if let Some(names) = &gold.mediator {
        let best = ours.mediator.first().map(|told| told.value.name.as_str());
        let is_it = best.is_some_and(|best| names.to_lowercase().contains(&best.to_lowercase()));
        fields.field("mediator", &format!("{names}; ours {best:?}"), is_it)?;
    }
    if let Some(format) = &gold.format {
        let best = ours.direct.first().map(|told| told.value.name());
        fields.field("format", format, best == Some(format.as_str()))?;
    }
    for position in &gold.positions {
        let topics = legation_link::dossier::topics(&position.topic);
        let names = words(&position.topic);
        let is_it = ours.positions.iter().any(|own| {
            let is_topic = own.topics.iter().any(|topic| topics.contains(&topic.as_str()));
            let said = words(&format!("{} {}", own.topics.join(" "), own.content));
            let is_on = is_topic || names.iter().any(|name| said.contains(name));
            is_party(&own.party, &position.party) && is_on && overlaps(&own.evidence, &position.evidence)
        });
        fields.field("position", &format!("{} on {}", position.party, position.topic), is_it)?;
    }
    fields.items("denied", &gold.denied, ours.denied.iter().map(|own| own.evidence.as_slice()))?;
    fields.items("agreed", &gold.agreed, ours.agreed.iter().map(|own| own.evidence.as_slice()))?;
    fields.items("due", &gold.due, ours.due.iter().map(|own| own.evidence.as_slice()))?;
    for scope in [Scope::On, Scope::Off] {
        let items = gold.agenda.iter().filter(|item| item.scope.as_deref() == Some(scope.name()));
        let items: Vec<GoldItem> = items.cloned().collect();
        let own = ours.agenda.iter().filter(|own| own.scope == scope);
        fields.items("agenda", &items, own.map(|own| own.evidence.as_slice()))?;
    }
    let versions = ours.contradictions.iter().flat_map(|own| &own.versions);
    fields.items("contradiction", &gold.contradictions, versions.map(|told| told.evidence.as_slice()))?;
    let open =
        gold.rounds.iter().filter(|round| round.date.is_none() && round.venue.is_none() && !round.optional);
    let mut planned = 0;
    for round in open {
        let is_planned = |own: &&Round| {
            own.start.is_none() && (own.n == round.n || overlaps(&own.evidence, &round.evidence))
        };
        planned += usize::from(ours.rounds.iter().any(|own| is_planned(&own)));
        let is_it = ours.due.iter().any(|own| overlaps(&own.evidence, &round.evidence));
        fields.field("next round", "a round without day and place", is_it)?;
    }
    let sprung: Vec<&Trap> =
        gold.not_rounds.iter().filter(|trap| ours.rounds.iter().any(|own| springs(trap, own))).collect();
    if list {
        use std::io::Write;
        for trap in &sprung {
            writeln!(std::io::stdout(), "SPRUNG trap: {}", trap.why)?;
        }
    }
    let mut figures = Figures::default();
    let (mut found, mut all) = (0, 0);
    for (kind, [right, of]) in &fields.found {
        figures.count(format!("{kind}_found"), *right);
        figures.count(format!("{kind}_gold"), *of);
        found += right;
        all += of;
    }
    figures.share("fields", found as f64 / all.max(1) as f64);
    // What every dossier has; the other lists are as long as their writer cared to make them.
    let core =
        ["round", "number", "place", "status", "status of a day", "mediator", "format", "position", "denied"];
    let of_core = |at: usize| {
        core.iter().filter_map(|kind| fields.found.get(kind)).map(|counts| counts[at]).sum::<usize>()
    };
    figures.share("core_fields", of_core(0) as f64 / of_core(1).max(1) as f64);
    figures.count("traps_sprung", sprung.len());
    figures.count("rounds_merged", merged);
    // A round to come that the gold has too is one of its rounds.
    figures.share("rounds_per_round", ours.rounds.len() as f64 / (real.len() + planned).max(1) as f64);
    Ok(figures)
}

/// Whether one of ours is the gold's round: of the same days, and not at another place.
fn is_round(gold: &GoldRound, own: &Round) -> bool {
    let Some(start) = own.start else { return false };
    let date = gold.date.as_deref().unwrap_or_default();
    start.to_string() == date || (date.len() < 10 && start.to_string().starts_with(date))
}

/// The classes of status that words of the gold name.
fn statuses(text: &str) -> Vec<Vec<RoundStatus>> {
    let named = [
        ("happened", vec![RoundStatus::Held]),
        ("held", vec![RoundStatus::Held]),
        ("expected", vec![RoundStatus::Planned, RoundStatus::Mooted]),
        ("planned", vec![RoundStatus::Planned, RoundStatus::Confirmed]),
        ("proposed", vec![RoundStatus::Proposed]),
        ("confirmed", vec![RoundStatus::Confirmed]),
    ];
    named.into_iter().filter(|(word, _)| text.contains(word)).map(|(_, classes)| classes).collect()
}

/// The words of a text in small letters, but the short ones.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| word.len() > 2);
    words.map(str::to_lowercase).collect()
}

/// Whether a party of ours is the one that the gold names.
fn is_party(own: &Party, name: &str) -> bool {
    let (own, name) = (own.name.to_lowercase(), name.to_lowercase());
    own == name
        || name.starts_with(&own)
        || (own.contains("vatican") || own.contains("holy see")) && name.contains("vatican")
}

/// Whether some of our evidence stands in the same words as some of the gold's.
fn overlaps(own: &[Evidence], gold: &[Place]) -> bool {
    own.iter().any(|own| {
        gold.iter().any(|gold| own.article == gold.doc && own.start < gold.end && gold.start < own.end)
    })
}

/// Whether a round of ours is one that there must not be.
fn springs(trap: &Trap, own: &Round) -> bool {
    let date = trap
        .date
        .as_ref()
        .is_none_or(|date| own.start.is_some_and(|start| start.to_string().starts_with(date.as_str())));
    let place = trap.place.as_ref().is_none_or(|place| own.place.as_ref() == Some(place));
    let number = trap.n.is_none_or(|n| own.n == Some(n));
    date && place && number
}

//! `legation dossier`: a negotiation laid out.

use super::link_options::{DossierFormat, DossierOptions};
use super::links::{Links, Maker};
use super::material::Material;
use super::{parties, said, told};
use crate::config::Settings;
use crate::view::{self, Layout};
use anyhow::Result;
use jiff::civil::Date;
use legation_knowledge::world::World;
use legation_link::dossier::{Dossier, Item, Series};
use legation_link::{Evidence, Fused, Party};
use legation_record::PartialDate;
use legation_store::Sqlite;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// Runs the command.
pub(super) fn run(options: &DossierOptions, config: Option<&Path>) -> Result<ExitCode> {
    let settings = Settings::resolve(config, &said(&options.store))?;
    let maker = Maker::of(&settings)?;
    let world = maker.world();
    let as_of = options.which.as_of;
    let parties = parties::parse(&options.parties, world, as_of.unwrap_or_else(|| world.as_of()))?;
    let store = Sqlite::open(&settings.store).map_err(told)?;
    let filter = options.which.filter(each(&parties, world));
    let material = Material::of(&store, &filter, options.privacy)?;
    material.tell();
    let links = Links::of(&store, &filter, &maker)?;
    let articles = material.articles(&links);
    let mut dossier = legation_link::dossier(&articles, &parties, as_of.map(PartialDate::from), world);
    if let Some(topic) = &options.topic {
        narrow(&mut dossier, topic);
    }
    let mut out = anstream::stdout().lock();
    match options.format {
        DossierFormat::Text => {
            let text = view::dossier::text(&dossier, Layout::of_terminal(), options.evidence);
            out.write_all(text.as_bytes())?;
        }
        DossierFormat::Html => out.write_all(view::dossier::html(&dossier).as_bytes())?,
        DossierFormat::Markdown => out.write_all(view::dossier::markdown(&dossier).as_bytes())?,
        DossierFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &dossier)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    Ok(if dossier.series.is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Who may stand for each party that somebody has written, as they are called on a day; none where nobody has written any.
pub(super) fn sides(written: Option<&String>, world: &World, day: Date) -> Result<Vec<Vec<Party>>> {
    let Some(written) = written else { return Ok(Vec::new()) };
    Ok(each(&parties::parse(std::slice::from_ref(written), world, day)?, world))
}

/// Whether somebody of each side has a part in an event.
pub(super) fn has_sides(event: &Fused, sides: &[Vec<Party>]) -> bool {
    sides.iter().all(|any| any.iter().any(|party| event.has(&[party.code.as_str()])))
}

/// Who may stand for each party in an article: for a body of few members, such as the E3, they too.
pub(super) fn each(parties: &[Party], world: &World) -> Vec<Vec<Party>> {
    /// A body of more members is not told by naming them.
    const FEW: usize = 5;
    let with_members = |party: &Party| {
        let members = world.all_bodies().filter(|body| body.code == party.code).flat_map(|body| body.members);
        let members: Vec<Party> = members
            .filter_map(|iso3| world.country(iso3))
            .map(|country| Party { code: country.iso3.to_owned(), name: country.name.to_owned() })
            .collect();
        let mut any = vec![party.clone()];
        if members.len() <= FEW {
            any.extend(members);
        }
        any
    };
    parties.iter().map(with_members).collect()
}

/// Leaves what concerns some words: rounds stay, for they are the frame of all else.
fn narrow(dossier: &mut Dossier, topic: &str) {
    let topic = Wanted::of(topic);
    for series in &mut dossier.series {
        let Series { agenda, positions, agreed, due, denied, contradictions, rounds, .. } = series;
        agenda.retain(|on| topic.is_in(&on.topic) || topic.is_told(&on.evidence));
        positions.retain(|position| {
            position.topics.iter().any(|on| topic.is_in(on)) || topic.is_in(&position.content)
        });
        let is_on = |item: &Item| topic.is_in(&item.what) || topic.is_told(&item.evidence);
        agreed.retain(is_on);
        due.retain(is_on);
        denied.retain(|claim| topic.is_in(&claim.claim) || topic.is_told(&claim.evidence));
        contradictions.retain(|told| {
            topic.is_in(&told.what) || told.versions.iter().any(|version| topic.is_in(&version.value))
        });
        for round in rounds {
            round.agenda.retain(|on| topic.is_in(&on.topic));
        }
    }
}

/// Words that are looked for: all of them, each as the beginning of a word, so that `sanction` finds `sanctions`.
struct Wanted(Vec<String>);

impl Wanted {
    fn of(words: &str) -> Wanted {
        Wanted(words.split_whitespace().map(str::to_lowercase).collect())
    }

    fn is_in(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        let begins = |word: &String| {
            text.match_indices(word.as_str())
                .any(|(at, _)| !text[..at].chars().next_back().is_some_and(char::is_alphanumeric))
        };
        self.0.iter().all(begins)
    }

    fn is_told(&self, evidence: &[Evidence]) -> bool {
        evidence.iter().any(|evidence| self.is_in(&evidence.text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_their_beginnings() {
        let check = |words: &str, text: &str, expected| {
            assert_eq!(Wanted::of(words).is_in(text), expected, "{words}");
        };
        check("sanction", "Lifting of Sanctions", true);
        check("sanction relief", "relief from sanctions", true);
        check("sanction relief", "new sanctions", false);
        check("gas", "Vegas", false);
        check("Élysée", "the élysée said", true);
    }

    #[test]
    fn a_topic_leaves_the_rounds_and_what_concerns_it() {
        let text = include_str!("../../tests/fixtures/dossier.json");
        let mut dossier: Dossier = serde_json::from_str(text).unwrap();
        narrow(&mut dossier, "fish");
        let series = &dossier.series[0];
        assert_eq!(series.rounds.len(), 2);
        assert_eq!((series.agenda.len(), series.positions.len(), series.denied.len()), (1, 1, 0));
        assert!(series.agreed.is_empty() && series.due.is_empty() && series.contradictions.is_empty());
    }
}

//! POLECAT's table: a row an event, several actors parted by `; `, `None` for nothing.

use super::{Article, Export, ExportError, Facts, LeftOut, NO_DAY, Telling, name, sectors, tabs};
use legation_record::{Offsets, Participant};
use std::collections::BTreeSet;
use std::io::Write;

const COLUMNS: [&str; 40] = [
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
];

/// Writes the table.
pub(super) struct Polecat<'a, W> {
    out: W,
    facts: &'a dyn Facts,
    undated: u64,
}

impl<'a, W: Write> Polecat<'a, W> {
    pub(super) fn begin(mut out: W, facts: &'a dyn Facts) -> Result<Polecat<'a, W>, ExportError> {
        tabs::line(&mut out, &COLUMNS)?;
        Ok(Polecat { out, facts, undated: 0 })
    }

    /// The eight columns of a side.
    fn side(&self, article: &Article<'_>, actors: &[&Participant<Offsets>]) -> Vec<String> {
        let each =
            |of: &dyn Fn(&Participant<Offsets>) -> String| listed(actors.iter().map(|actor| of(actor)));
        let codes = |actor: &Participant<Offsets>| sectors(actor.code.as_str()).join("|");
        let country =
            |actor: &Participant<Offsets>| actor.code.country().map(str::to_owned).unwrap_or_default();
        let cow = |actor: &Participant<Offsets>| {
            let known = actor.code.country().and_then(|iso3| self.facts.country(iso3));
            known.map(|country| country.cow.to_owned()).unwrap_or_default()
        };
        let title = |actor: &Participant<Offsets>| {
            let mentions = &article.record.mentions.actors;
            let same = |mention: &&legation_record::ActorMention<_>| {
                mention.who == actor.who && mention.code == actor.code
            };
            mentions.iter().filter(same).find_map(|mention| mention.office.clone()).unwrap_or_default()
        };
        let primary = |actor: &Participant<Offsets>| {
            sectors(actor.code.as_str()).first().map(|&sector| sector.to_owned()).unwrap_or_default()
        };
        vec![
            each(&|actor| name(actor).to_owned()),
            each(&country),
            each(&cow),
            each(&primary),
            each(&codes),
            each(&title),
            each(&|actor| words(article, actor.span).unwrap_or_else(|| actor.who.clone())),
            none(String::new()),
        ]
    }

    /// `places` are those that the article names.
    fn row(&self, article: &Article<'_>, telling: &Telling<'_>, day: &str, places: &str) -> Vec<String> {
        let (record, event) = (article.record, telling.event);
        let (mut actors, mut recipients): (Vec<_>, Vec<_>) =
            (event.source.iter().collect(), event.target.iter().collect());
        // A symmetric event has all its parties in one list: the first stands as actor, the others as recipients.
        if event.kind.is_symmetric() && recipients.is_empty() && actors.len() > 1 {
            recipients = actors.split_off(1);
        }
        let place = event.place.as_ref();
        let is_kind = |kind: &str| place.filter(|place| place.kind.as_deref() == Some(kind));
        let named = |kind: &str| none(is_kind(kind).map(|place| place.name.clone()).unwrap_or_default());
        let mut row = vec![
            format!("{}_{}", article.digest.get(..16).unwrap_or(article.digest), event.id),
            day.to_owned(),
            event.kind.name().to_owned(),
            none(tabs::written(event.mode.as_ref())),
            none(tabs::written(event.plover_score)),
            event.quad.name().replace('-', " ").to_uppercase(),
            listed(event.contexts.iter().map(ToString::to_string)),
        ];
        row.extend(self.side(article, &actors));
        row.extend(self.side(article, &recipients));
        row.extend([
            none(place.map(|place| place.name.clone()).unwrap_or_default()),
            named("city"),
            named("county"),
            none(
                is_kind("province")
                    .or_else(|| is_kind("region"))
                    .map(|place| place.name.clone())
                    .unwrap_or_default(),
            ),
            none(place.and_then(|place| place.country.clone()).unwrap_or_default()),
            none(tabs::written(place.and_then(|place| place.lat))),
            none(tabs::written(place.and_then(|place| place.lon))),
            none(tabs::written(place.and_then(|place| place.geonameid))),
            none(place.and_then(|place| words(article, place.span)).unwrap_or_default()),
            none(place.and_then(|place| place.kind.clone()).unwrap_or_default()),
            none(record.source.clone().unwrap_or_default()),
            record.date.to_string(),
            none(String::new()),
            none(String::new()),
            places.to_owned(),
            none(article.language.unwrap_or_default().to_owned()),
            format!("legation-{}-{}", record.reader.version, record.reader.model),
        ]);
        row
    }
}

impl<W: Write> Export for Polecat<'_, W> {
    fn article(&mut self, article: &Article<'_>) -> Result<(), ExportError> {
        let named = article.record.mentions.places.iter().map(|place| place.name.clone());
        let places = listed(named.collect::<BTreeSet<_>>().into_iter());
        for telling in article.events {
            match telling.day {
                Some(day) => {
                    let row = self.row(article, telling, &day.to_string(), &places);
                    tabs::line(&mut self.out, &row)?;
                }
                None => self.undated += 1,
            }
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<LeftOut, ExportError> {
        self.out.flush()?;
        Ok(vec![(NO_DAY, self.undated)])
    }
}

fn none(value: String) -> String {
    if value.is_empty() { "None".to_owned() } else { value }
}

/// As many values as there are actors, so that the columns of a side stay in step.
fn listed(values: impl Iterator<Item = String>) -> String {
    none(values.map(none).collect::<Vec<_>>().join("; "))
}

/// The words at some offsets, where the text is kept.
fn words(article: &Article<'_>, span: Option<Offsets>) -> Option<String> {
    let (text, Offsets(start, end)) = (article.text?, span?);
    let length = end.checked_sub(start)?;
    Some(text.chars().skip(start as usize).take(length as usize).collect())
}

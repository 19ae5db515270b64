//! FollowTheMoney: an entity a line, each after all that it points to.
//!
//! An event is an `Event`; what tells of it, an `Article`, is its proof; where it was, an `Address`; its parties are whatever kind of
//! `LegalEntity` is known of them.

use super::{
    Article, Export, ExportError, Facts, Known, LeftOut, Telling, digest, headline, name, one_line, sectors,
};
use legation_record::{EventPlace, Grain, Offsets, PartialDate, Participant};
use serde_json::{Map, Value, json};
use std::collections::HashSet;
use std::io::Write;

/// Writes the entities.
pub(super) struct Ftm<'a, W> {
    out: W,
    facts: &'a dyn Facts,
    /// The known actors and the places that are written already.
    written: HashSet<Id>,
    /// The other actors of this article.
    here: HashSet<Id>,
}

type Id = [u8; 20];

/// The schema of what may be a person or a body.
const UNKNOWN: &str = "LegalEntity";

/// The properties of an entity; what is empty is none.
#[derive(Default)]
struct Properties(Map<String, Value>);

impl Properties {
    fn with<T: Into<String>>(mut self, name: &str, values: impl IntoIterator<Item = T>) -> Properties {
        let mut all: Vec<String> = values.into_iter().map(Into::into).collect();
        all.retain(|value| !value.trim().is_empty());
        all.dedup();
        if !all.is_empty() {
            self.0.insert(name.to_owned(), Value::from(all));
        }
        self
    }
}

/// An id that depends on nothing but what the entity is.
fn id(parts: &[&str]) -> Id {
    let mut id = Id::default();
    for (to, from) in id.iter_mut().zip(digest(parts)) {
        *to = from;
    }
    id
}

fn written(id: &Id) -> String {
    let digits: String = id.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("legation-{digits}")
}

/// The first day of a week; other dates as they are written.
fn first(date: PartialDate) -> String {
    if date.grain() == Grain::Week { date.first_day().to_string() } else { date.to_string() }
}

/// The last day of a week; other dates as they are written.
fn last(date: PartialDate) -> String {
    if date.grain() == Grain::Week { date.last_day().to_string() } else { date.to_string() }
}

/// An address that the schema takes for one.
fn url<'a>(article: &Article<'a>) -> Option<&'a str> {
    let is_url = |url: &&str| {
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        rest.is_some_and(|rest| rest.contains('.')) && !url.contains(char::is_whitespace)
    };
    article.record.url.as_deref().filter(is_url)
}

impl<'a, W: Write> Ftm<'a, W> {
    pub(super) fn begin(out: W, facts: &'a dyn Facts) -> Ftm<'a, W> {
        Ftm { out, facts, written: HashSet::new(), here: HashSet::new() }
    }

    fn entity(&mut self, id: &Id, schema: &str, properties: Properties) -> Result<(), ExportError> {
        let entity = json!({ "id": written(id), "schema": schema, "properties": properties.0 });
        Ok(writeln!(self.out, "{entity}")?)
    }

    fn country(&self, iso3: Option<&str>) -> Option<&'static str> {
        iso3.and_then(|iso3| self.facts.country(iso3)).map(|country| country.ftm)
    }

    /// What kind of thing an actor is: what the tables know of its name, and its sector; `LegalEntity` where that leaves open whether
    /// it is somebody or something.
    fn schema(&self, actor: &Participant<Offsets>) -> &'static str {
        let sector = sectors(actor.code.as_str()).first().copied().unwrap_or_default();
        match (self.facts.known(name(actor)), sector) {
            (Some(Known::Person), _) => "Person",
            (Some(Known::State), _) => "PublicBody",
            (Some(Known::Body), "GOV" | "MIL" | "COP" | "JUD" | "LEG" | "SPY") => "PublicBody",
            (Some(Known::Body), "BUS" | "MNC") => "Company",
            (Some(Known::Body), _) => "Organization",
            (None, _) => UNKNOWN,
        }
    }

    /// The party, written where it was not yet.
    fn actor(&mut self, digest: &str, actor: &Participant<Offsets>) -> Result<String, ExportError> {
        let (schema, name, code) = (self.schema(actor), name(actor), actor.code.as_str());
        // `the ambassador` of one article is nobody of another.
        let is_known = schema != UNKNOWN;
        let id = id(&["actor", schema, name, code, if is_known { "" } else { digest }]);
        let written_before = if is_known { &mut self.written } else { &mut self.here };
        if written_before.insert(id) {
            let country = self.country(actor.code.country());
            let properties = Properties::default()
                .with("name", [name])
                .with("country", country)
                .with("sector", sectors(code))
                .with("classification", [code]);
            self.entity(&id, schema, properties)?;
        }
        Ok(written(&id))
    }

    /// The place in words, and its id where it is known on the map.
    fn place(&mut self, place: &EventPlace<Offsets>) -> Result<(String, Option<String>), ExportError> {
        let country = place.country.as_deref().and_then(|iso3| self.facts.country(iso3));
        let full = match country.filter(|country| country.name != place.name) {
            Some(country) => format!("{}, {}", place.name, country.name),
            None => place.name.clone(),
        };
        let Some((lat, lon)) = place.lat.zip(place.lon) else { return Ok((full, None)) };
        let (lat, lon) = (lat.to_string(), lon.to_string());
        let id = id(&["place", &full, &lat, &lon]);
        if self.written.insert(id) {
            let is_city = place.kind.as_deref() == Some("city");
            let properties = Properties::default()
                .with("full", [full.as_str()])
                .with("city", is_city.then_some(place.name.as_str()))
                .with("country", country.map(|country| country.ftm))
                .with("latitude", [lat])
                .with("longitude", [lon]);
            self.entity(&id, "Address", properties)?;
        }
        Ok((full, Some(written(&id))))
    }

    fn proof(&mut self, article: &Article<'_>) -> Result<String, ExportError> {
        let record = article.record;
        let id = id(&["article", article.digest]);
        let properties = Properties::default()
            .with("fileName", [record.id.as_str()])
            .with("title", record.title.as_deref())
            .with("publisher", record.source.as_deref())
            .with("publishedAt", [first(record.date)])
            .with("sourceUrl", url(article))
            .with("language", article.language);

        self.entity(&id, "Article", properties)?;
        Ok(written(&id))
    }

    fn event(
        &mut self,
        article: &Article<'_>,
        telling: &Telling<'_>,
        proof: &str,
    ) -> Result<(), ExportError> {
        let (record, event) = (article.record, telling.event);
        let mut involved = Vec::new();
        for actor in event.source.iter().chain(&event.target) {
            let party = self.actor(article.digest, actor)?;
            if !involved.contains(&party) {
                involved.push(party);
            }
        }
        let (location, address) = match &event.place {
            Some(place) => {
                let (full, id) = self.place(place)?;
                (Some(full), id)
            }
            None => (None, None),
        };
        let country = self.country(event.place.as_ref().and_then(|place| place.country.as_deref()));
        let mut keywords = vec![event.kind.name().to_owned(), event.status.name().to_owned()];
        keywords.extend(event.mode.as_ref().map(ToString::to_string));
        keywords.extend(event.contexts.iter().map(ToString::to_string));
        keywords.extend(event.background.then(|| "background".to_owned()));
        let properties = Properties::default()
            .with("name", [headline(event)])
            .with("summary", telling.sentence.map(one_line))
            .with("date", telling.day.map(|day| day.to_string()))
            .with("startDate", event.start.map(first))
            .with("endDate", event.end.map(last))
            .with("location", location)
            .with("addressEntity", address)
            .with("country", country)
            .with("involved", involved)
            .with("keywords", keywords)
            .with("recordId", [event.id.as_str()])
            .with("publisher", record.source.as_deref())
            .with("sourceUrl", url(article))
            .with("proof", [proof]);
        self.entity(&id(&["event", article.digest, &event.id]), "Event", properties)
    }
}

impl<W: Write> Export for Ftm<'_, W> {
    fn article(&mut self, article: &Article<'_>) -> Result<(), ExportError> {
        if article.events.is_empty() {
            return Ok(());
        }
        self.here.clear();
        let proof = self.proof(article)?;
        for telling in article.events {
            self.event(article, telling, &proof)?;
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<LeftOut, ExportError> {
        self.out.flush()?;
        Ok(LeftOut::new())
    }
}

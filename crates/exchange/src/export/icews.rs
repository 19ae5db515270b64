//! ICEWS's table of coded events: a row for each source with each target.

use super::{
    Article, Country, Export, ExportError, Facts, LeftOut, Unfit, name, number, pairs, sectors, tabs,
};
use legation_record::{Offsets, Participant};
use std::io::Write;

const COLUMNS: [&str; 20] = [
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
];

/// Writes the table.
pub(super) struct Icews<'a, W> {
    out: W,
    facts: &'a dyn Facts,
    unfit: Unfit,
    one_sided: u64,
}

impl<'a, W: Write> Icews<'a, W> {
    pub(super) fn begin(mut out: W, facts: &'a dyn Facts) -> Result<Icews<'a, W>, ExportError> {
        tabs::line(&mut out, &COLUMNS)?;
        Ok(Icews { out, facts, unfit: Unfit::default(), one_sided: 0 })
    }

    fn country(&self, iso3: Option<&str>) -> Option<Country> {
        iso3.and_then(|iso3| self.facts.country(iso3))
    }

    /// Name, sectors, country. A state that acts as such has the name of its country, and no sector.
    fn side(&self, actor: &Participant<Offsets>) -> [String; 3] {
        let country = self.country(actor.code.country()).map_or("", |country| country.icews);
        let sectors: Vec<&str> = sectors(actor.code.as_str()).into_iter().map(sector).collect();
        let name = if sectors.is_empty() && !country.is_empty() { country } else { name(actor) };
        [name.to_owned(), sectors.join(","), country.to_owned()]
    }
}

/// What ICEWS calls a sector of PLOVER.
fn sector(code: &str) -> &str {
    match code {
        "GOV" => "Government",
        "MIL" => "Military",
        "COP" => "Police",
        "JUD" => "Judicial",
        "LEG" => "Legislative / Parliamentary",
        "PTY" => "Parties",
        "OPP" => "Protestors / Popular Opposition / Mobs",
        "REB" => "Rebel",
        "UAF" => "Unidentified Forces",
        "SPY" => "Intelligence",
        "MED" => "Media",
        "BUS" => "Business",
        "EDU" => "Education",
        "LAB" => "Labor",
        "REL" => "Religious",
        "CRM" => "Criminals / Gangs",
        "CVL" => "General Population / Civilian / Social",
        "IGO" => "International Government Organization",
        "NGO" => "Nongovernmental Organization",
        other => other,
    }
}

impl<W: Write> Export for Icews<'_, W> {
    fn article(&mut self, article: &Article<'_>) -> Result<(), ExportError> {
        for telling in article.events {
            let event = telling.event;
            let Some((day, code)) = self.unfit.day_and_code(telling) else { continue };
            let mut has_row = false;
            for (at, pair) in pairs(event).into_iter().enumerate() {
                let (Some(source), Some(target)) = pair else { continue };
                has_row = true;
                let place = event.place.as_ref();
                let named = |kinds: &[&str]| {
                    let of_kind = |kind: Option<&str>| kind.is_some_and(|kind| kinds.contains(&kind));
                    let place = place.filter(|place| of_kind(place.kind.as_deref()));
                    place.map(|place| place.name.clone()).unwrap_or_default()
                };
                let ([source, sectors, country], [target, their_sectors, their_country]) =
                    (self.side(source), self.side(target));
                let country_of_place = self.country(place.and_then(|place| place.country.as_deref()));
                let row = [
                    number(&[article.digest, &event.id, &at.to_string()]).to_string(),
                    day.to_string(),
                    source,
                    sectors,
                    country,
                    self.facts.cameo(code).unwrap_or_default().to_owned(),
                    code.to_owned(),
                    tabs::written(event.goldstein),
                    target,
                    their_sectors,
                    their_country,
                    number(&[article.digest]).to_string(),
                    String::new(),
                    article.record.source.clone().unwrap_or_default(),
                    named(&["city"]),
                    named(&["county"]),
                    named(&["province", "region"]),
                    country_of_place.map_or("", |country| country.icews).to_owned(),
                    tabs::written(place.and_then(|place| place.lat)),
                    tabs::written(place.and_then(|place| place.lon)),
                ];
                tabs::line(&mut self.out, &row)?;
            }
            self.one_sided += u64::from(!has_row);
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<LeftOut, ExportError> {
        self.out.flush()?;
        Ok(self.unfit.and("without a source and a target", self.one_sided))
    }
}

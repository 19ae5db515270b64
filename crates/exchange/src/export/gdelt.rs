//! GDELT's event table 2.0: 61 columns, no header.

use super::{
    Article, Export, ExportError, Facts, LeftOut, Unfit, compact, name, number, pairs, sectors, tabs,
};
use jiff::civil::Date;
use legation_record::{EventPlace, Offsets, Participant, Quad};
use std::io::Write;

/// Writes the table.
pub(super) struct Gdelt<'a, W> {
    out: W,
    facts: &'a dyn Facts,
    unfit: Unfit,
    actorless: u64,
}

impl<'a, W: Write> Gdelt<'a, W> {
    pub(super) fn begin(out: W, facts: &'a dyn Facts) -> Gdelt<'a, W> {
        Gdelt { out, facts, unfit: Unfit::default(), actorless: 0 }
    }

    /// The ten columns of an actor: code, name, country, known group, ethnic group, two religions, three types.
    fn side(actor: Option<&Participant<Offsets>>) -> [String; 10] {
        let Some(actor) = actor else { return Default::default() };
        let code = actor.code.as_str();
        let mut types = sectors(code).into_iter().map(str::to_owned);
        let mut kind = || types.next().unwrap_or_default();
        let country = actor.code.country().unwrap_or_default().to_owned();
        let none = String::new;
        let name = name(actor).to_uppercase();
        [code.to_owned(), name, country, none(), none(), none(), none(), kind(), kind(), kind()]
    }

    /// The eight columns of a place: type, name, country, two divisions, latitude, longitude, feature.
    fn place(&self, place: Option<&EventPlace<Offsets>>) -> [String; 8] {
        let located = place.and_then(|place| Some((place, place.lat?.to_string(), place.lon?.to_string())));
        let Some((place, lat, lon)) = located else {
            return std::array::from_fn(|at| if at == 0 { "0" } else { "" }.to_owned());
        };
        let country = place.country.as_deref().and_then(|iso3| self.facts.country(iso3));
        let fips = country.map_or("", |country| country.fips);
        let is_country = place.kind.as_deref() == Some("country");
        let is_city = place.kind.as_deref() == Some("city");
        let kind = match (is_country, is_city, fips == "US") {
            (true, ..) => "1",
            (false, false, true) => "2",
            (false, true, true) => "3",
            (false, true, false) => "4",
            (false, false, false) => "5",
        };
        let full = match country.filter(|_| !is_country) {
            Some(country) => format!("{}, {}", place.name, country.name),
            None => place.name.clone(),
        };
        let own = if is_country { fips } else { "" }.to_owned();
        [kind.to_owned(), full, fips.to_owned(), own.clone(), String::new(), lat, lon, own]
    }
}

/// `2025.1315`: the share of the year, in months of thirty days.
fn fraction(day: Date) -> String {
    let days = (f64::from(day.month()) - 1.0) * 30.0 + f64::from(day.day());
    format!("{:.4}", f64::from(day.year()) + days / 365.0)
}

fn quad(quad: Quad) -> &'static str {
    match quad {
        Quad::VerbalCooperation => "1",
        Quad::MaterialCooperation => "2",
        Quad::VerbalConflict => "3",
        Quad::MaterialConflict => "4",
    }
}

impl<W: Write> Export for Gdelt<'_, W> {
    fn article(&mut self, article: &Article<'_>) -> Result<(), ExportError> {
        for telling in article.events {
            let event = telling.event;
            let Some((day, code)) = self.unfit.day_and_code(telling) else { continue };
            let pairs = pairs(event);
            self.actorless += u64::from(pairs.is_empty());
            let no_place = self.place(None);
            for (at, (source, target)) in pairs.into_iter().enumerate() {
                let written = compact(day);
                let mut row = vec![
                    number(&[article.digest, &event.id, &at.to_string()]).to_string(),
                    written.clone(),
                    written.get(..6).unwrap_or_default().to_owned(),
                    written.get(..4).unwrap_or_default().to_owned(),
                    fraction(day),
                ];
                row.extend(Self::side(source));
                row.extend(Self::side(target));
                row.extend([
                    u8::from(!event.background).to_string(),
                    code.to_owned(),
                    code.get(..3).unwrap_or(code).to_owned(),
                    code.get(..2).unwrap_or(code).to_owned(),
                    quad(event.quad).to_owned(),
                    tabs::written(event.goldstein),
                    event.triggers.len().to_string(),
                    "1".to_owned(),
                    "1".to_owned(),
                    String::new(),
                ]);
                row.extend(no_place.iter().cloned());
                row.extend(no_place.iter().cloned());
                row.extend(self.place(event.place.as_ref()));
                let record = article.record;
                row.push(format!("{}000000", compact(record.date.first_day())));
                row.push(record.url.clone().unwrap_or_else(|| record.id.clone()));
                tabs::line(&mut self.out, &row)?;
            }
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<LeftOut, ExportError> {
        self.out.flush()?;
        Ok(self.unfit.and("without an actor", self.actorless))
    }
}

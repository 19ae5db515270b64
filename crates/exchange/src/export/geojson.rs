//! GeoJSON (RFC 7946): a FeatureCollection of the events that have a place, a feature a line.

use super::columns::Kind;
use super::row::kind;
use super::{Article, COLUMNS, Export, ExportError, LeftOut, cells};
use serde_json::{Map, Value, json};
use std::io::Write;

/// Writes the collection.
pub(super) struct GeoJson<W> {
    out: W,
    has_features: bool,
    placeless: u64,
}

impl<W: Write> GeoJson<W> {
    pub(super) fn begin(mut out: W) -> Result<GeoJson<W>, ExportError> {
        out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
        Ok(GeoJson { out, has_features: false, placeless: 0 })
    }
}

/// What the geometry says, or the id of the feature.
const ELSEWHERE: [&str; 3] = ["id", "lat", "lon"];

fn value(column: &str, cell: String) -> Value {
    match kind(column) {
        _ if cell.is_empty() => Value::Null,
        Kind::Number => cell.parse::<f64>().map_or(Value::Null, Value::from),
        Kind::Whole => cell.parse::<u64>().map_or(Value::Null, Value::from),
        Kind::Truth => Value::Bool(cell == "true"),
        Kind::Text | Kind::Texts | Kind::Day => Value::String(cell),
    }
}

impl<W: Write> Export for GeoJson<W> {
    fn article(&mut self, article: &Article<'_>) -> Result<(), ExportError> {
        for telling in article.events {
            let place = telling.event.place.as_ref();
            let Some((lat, lon)) = place.and_then(|place| place.lat.zip(place.lon)) else {
                self.placeless += 1;
                continue;
            };
            let row = COLUMNS.iter().zip(cells(article.record, telling.event, telling.triggers));
            let row = row.filter(|(column, _)| !ELSEWHERE.contains(column));
            let mut properties: Map<String, Value> =
                row.map(|(column, cell)| ((*column).to_owned(), value(column, cell))).collect();
            let day = telling.day.map_or(Value::Null, |day| Value::String(day.to_string()));
            properties.insert("day".to_owned(), day);
            properties.insert("digest".to_owned(), Value::from(article.digest));
            properties.insert("version".to_owned(), Value::from(article.version));
            let feature = json!({
                "type": "Feature",
                "id": telling.event.id,
                "geometry": {"type": "Point", "coordinates": [lon, lat]},
                "properties": properties,
            });
            write!(self.out, "{}\n{feature}", if self.has_features { "," } else { "" })?;
            self.has_features = true;
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<LeftOut, ExportError> {
        self.out.write_all(b"\n]}\n")?;
        self.out.flush()?;
        Ok(vec![("without a place on the map", self.placeless)])
    }
}

//! Events by place.

use super::Side;
use super::project::{SIZE, point};
use super::svg::Svg;

const LAND: &str = include_str!("../../assets/world-land.txt");
const BORDERS: &str = include_str!("../../assets/world-borders.txt");

/// What the picture shows.
#[derive(Clone, Debug, Default)]
pub struct WorldMap {
    /// Of what.
    pub title: String,
    /// The places.
    pub spots: Vec<Spot>,
}

/// A place.
#[derive(Clone, Debug, Default)]
pub struct Spot {
    /// Its name.
    pub name: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// How many events of cooperation.
    pub cooperation: u64,
    /// How many of conflict.
    pub conflict: u64,
    /// Where more is told.
    pub address: String,
}

impl Spot {
    fn all(&self) -> u64 {
        self.cooperation + self.conflict
    }
}

/// Draws it: circles whose areas are the counts, hatched where conflict prevails; the twelve largest are named.
pub fn map(id: &str, chart: &WorldMap) -> String {
    let mut spots: Vec<(&Spot, [f64; 2])> =
        chart.spots.iter().filter_map(|spot| Some((spot, point(spot.lat, spot.lon)?))).collect();
    spots.sort_by(|(a, _), (b, _)| b.all().cmp(&a.all()).then_with(|| a.name.cmp(&b.name)));
    let about = match spots.first() {
        None => "No event has a place.".to_owned(),
        Some((most, _)) => format!(
            "{} places; most events, {}, in {}. Circles are hatched where conflict prevails. The table has each place.",
            spots.len(),
            most.all(),
            most.name
        ),
    };
    let mut svg = Svg::new(id, SIZE, &chart.title, &about);
    svg.path("land", LAND.trim_end(), "");
    svg.path("border", BORDERS.trim_end(), "");
    svg.path("coast", LAND.trim_end(), "");
    let most = spots.first().map_or(1, |(spot, _)| spot.all()).max(1) as f64;
    // Small counts still make circles that can be hit.
    let radius = |spot: &Spot| 4.0 + 18.0 * (spot.all() as f64 / most).sqrt();
    for (spot, at) in &spots {
        let side = if spot.conflict > spot.cooperation { Side::Below } else { Side::Above };
        let class = if side == Side::Below { "hit spot conf-most" } else { "hit spot" };
        let words = format!("{}: {} cooperation, {} conflict", spot.name, spot.cooperation, spot.conflict);
        svg.link(&spot.address, &words, |svg| svg.circle(class, *at, radius(spot), &words));
    }
    let mut named: Vec<[f64; 3]> = Vec::new();
    for (spot, [x, y]) in spots.iter().take(40) {
        let width = spot.name.chars().count() as f64 * 6.5;
        let left = if x + radius(spot) + width > SIZE[0] {
            x - radius(spot) - 4.0 - width
        } else {
            x + radius(spot) + 4.0
        };
        let is_free =
            named.iter().all(|[from, to, at]| (at - y).abs() > 13.0 || *to < left || *from > left + width);
        if is_free && named.len() < 12 {
            named.push([left, left + width, *y]);
            svg.text("name halo", [left, y + 4.0], &spot.name);
        }
    }
    svg.done()
}

//! A timeline in lanes, one for each party or type.

use super::Side;
use super::svg::{Svg, short, triangle};
use super::time::Axis;
use jiff::civil::Date;

/// What the picture shows.
#[derive(Clone, Debug, Default)]
pub struct Lanes {
    /// Of what.
    pub title: String,
    /// From the uppermost to the lowest.
    pub lanes: Vec<Lane>,
    /// A day to mark: the day as of which things are told.
    pub on: Option<Date>,
}

/// A lane.
#[derive(Clone, Debug, Default)]
pub struct Lane {
    /// Whose.
    pub name: String,
    /// What happened.
    pub marks: Vec<Mark>,
}

/// Something that happened.
#[derive(Clone, Debug)]
pub struct Mark {
    /// Its day.
    pub day: Date,
    /// On which side of the line.
    pub side: Side,
    /// Whether it has taken place; hollow where it has not.
    pub is_done: bool,
    /// What.
    pub words: String,
    /// Where more is told.
    pub address: String,
}

const WIDTH: f64 = 960.0;
const LEFT: f64 = 150.0;
const HEIGHT: f64 = 46.0;

/// Draws it; nothing where there is nothing to show.
pub fn lanes(id: &str, chart: &Lanes) -> String {
    let days = || chart.lanes.iter().flat_map(|lane| lane.marks.iter().map(|mark| mark.day));
    let (Some(first), Some(last)) = (days().min(), days().max()) else { return String::new() };
    let bottom = 12.0 + HEIGHT * chart.lanes.len() as f64;
    let count = days().count();
    let about = format!(
        "{count} events from {first} to {last}, one lane for each of: {}. Cooperation stands above the line of its lane, conflict below it.",
        chart.lanes.iter().map(|lane| lane.name.as_str()).collect::<Vec<_>>().join(", ")
    );
    let mut svg = Svg::new(id, [WIDTH, bottom + 26.0], &chart.title, &about);
    let axis = Axis::new(first, last, LEFT + 10.0, WIDTH - 12.0);
    axis.draw(&mut svg, 6.0, bottom);
    if let Some(day) = chart.on.filter(|day| (first..=last).contains(day)) {
        svg.line("today", [axis.x(day), 2.0], [axis.x(day), bottom]);
    }
    for (at, lane) in chart.lanes.iter().enumerate() {
        let middle = 12.0 + HEIGHT * (at as f64 + 0.5);
        svg.text("name", [0.0, middle + 4.0], &short(&lane.name, 22));
        svg.line("axis", [LEFT, middle], [WIDTH, middle]);
        let mut marks: Vec<&Mark> = lane.marks.iter().collect();
        marks.sort_by(|a, b| (a.day, a.side, &a.words).cmp(&(b.day, b.side, &b.words)));
        let mut last: [(f64, f64); 2] = [(f64::MIN, 0.0); 2];
        for mark in marks {
            let x = axis.x(mark.day);
            let Some((before, level)) = last.get_mut(usize::from(mark.side == Side::Below)) else { continue };
            // What stands too near steps away from the line, twice; then they lie over one another.
            *level = if x - *before < 9.0 { (*level + 1.0) % 3.0 } else { 0.0 };
            *before = x;
            let offset = 7.0 + *level * 6.0;
            let y = middle + if mark.side == Side::Below { offset } else { -offset };
            let class = match (mark.is_done, mark.side) {
                (false, _) => "hit open-mark",
                (true, Side::Above) => "hit coop-mark",
                (true, Side::Below) => "hit conf-mark",
            };
            svg.link(&mark.address, &mark.words, |svg| {
                svg.path(class, &triangle(mark.side, [x, y], 5.0), &mark.words);
            });
        }
    }
    svg.done()
}

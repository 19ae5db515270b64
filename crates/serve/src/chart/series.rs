//! What two parties do to each other, period by period: cooperation above the line, conflict below it, the events beneath.

use super::Side;
use super::svg::{Svg, triangle};
use std::collections::BTreeMap;

/// What the picture shows.
#[derive(Clone, Debug, Default)]
pub struct Series {
    /// Whose.
    pub title: String,
    /// The periods, none left out.
    pub bins: Vec<Bin>,
    /// The events.
    pub events: Vec<Tick>,
}

/// A period.
#[derive(Clone, Debug, Default)]
pub struct Bin {
    /// `2025-W09`.
    pub period: String,
    /// How much cooperation.
    pub cooperation: f64,
    /// How much conflict.
    pub conflict: f64,
}

/// An event beneath.
#[derive(Clone, Debug)]
pub struct Tick {
    /// In which of the periods.
    pub bin: usize,
    /// On which side.
    pub side: Side,
    /// What happened.
    pub words: String,
    /// Where more is told.
    pub address: String,
}

const WIDTH: f64 = 960.0;
const LEFT: f64 = 96.0;
const MIDDLE: f64 = 128.0;
const REACH: f64 = 108.0;
const STRIP: f64 = 270.0;

/// Draws it; `id` must be the picture's own on its page.
pub fn series(id: &str, chart: &Series) -> String {
    let about = about(chart);
    let mut svg = Svg::new(id, [WIDTH, 318.0], &format!("Cooperation and conflict: {}", chart.title), &about);
    let most = chart.bins.iter().flat_map(|bin| [bin.cooperation, bin.conflict]).fold(0.0, f64::max);
    let top = ceiling(most);
    let step = (WIDTH - LEFT) / chart.bins.len().max(1) as f64;
    for share in [1.0, 0.5] {
        for (side, up) in [(Side::Above, -1.0), (Side::Below, 1.0)] {
            let y = MIDDLE + up * share * REACH;
            svg.line("grid", [LEFT, y], [WIDTH, y]);
            let label = super::svg::Length(top * share).to_string();
            svg.text("last", [LEFT - 8.0, y + 4.0], &label);
            if share < 1.0 {
                svg.text(
                    "strong",
                    [0.0, y + 4.0],
                    if side == Side::Above { "▲ coop." } else { "▼ conflict" },
                );
            }
        }
    }
    let width = (step * 0.78).clamp(1.0, 42.0);
    for (at, bin) in chart.bins.iter().enumerate() {
        let x = LEFT + step * (at as f64 + 0.5) - width / 2.0;
        for (side, value) in [(Side::Above, bin.cooperation), (Side::Below, bin.conflict)] {
            let height = value / top * REACH;
            if height > 0.0 {
                let (class, y) =
                    if side == Side::Above { ("coop", MIDDLE - height) } else { ("conf", MIDDLE) };
                let value = super::svg::Length(value);
                svg.bar(class, [x, y], [width, height], &format!("{}: {} {value}", bin.period, side.name()));
            }
        }
    }
    svg.line("axis", [LEFT, MIDDLE], [WIDTH, MIDDLE]);
    let every = chart.bins.len().div_ceil(9).max(1);
    for (at, bin) in chart.bins.iter().enumerate().step_by(every) {
        svg.text("mid", [LEFT + step * (at as f64 + 0.5), MIDDLE + REACH + 18.0], &bin.period);
    }
    strip(&mut svg, chart, step);
    svg.done()
}

/// The events of each period, stacked, cooperation in the upper half.
fn strip(svg: &mut Svg, chart: &Series, step: f64) {
    if chart.events.is_empty() {
        return;
    }
    svg.text("strong", [0.0, STRIP + 19.0], "Events");
    svg.line("lane", [LEFT, STRIP + 15.0], [WIDTH, STRIP + 15.0]);
    let mut cells: BTreeMap<(usize, Side), Vec<&Tick>> = BTreeMap::new();
    for event in chart.events.iter().filter(|event| event.bin < chart.bins.len()) {
        cells.entry((event.bin, event.side)).or_default().push(event);
    }
    let per_row = (step / 13.0).floor().max(1.0) as usize;
    for ((bin, side), events) in cells {
        // Two rows; what is left over stands in the list.
        let columns = events.len().min(per_row);
        for (number, event) in events.into_iter().take(per_row * 2).enumerate() {
            let (column, row) = (number % per_row, number / per_row);
            let x = LEFT + step * (bin as f64 + 0.5) + (column as f64 - (columns as f64 - 1.0) / 2.0) * 13.0;
            let offset = 9.0 + 13.0 * row as f64;
            let y = STRIP + 15.0 + if side == Side::Below { offset } else { -offset };
            let class = if side == Side::Below { "hit conf-mark" } else { "hit coop-mark" };
            svg.link(&event.address, &event.words, |svg| {
                svg.path(class, &triangle(side, [x, y], 5.0), &event.words);
            });
        }
    }
}

/// A round number that is not less: 1, 2, 5, 10, 20 …
fn ceiling(most: f64) -> f64 {
    if !most.is_finite() || most <= 0.0 {
        return 1.0;
    }
    let ten = 10_f64.powf(most.log10().floor());
    [1.0, 2.0, 5.0, 10.0].iter().map(|step| step * ten).find(|step| *step >= most).unwrap_or(most)
}

fn about(chart: &Series) -> String {
    let (Some(first), Some(last)) = (chart.bins.first(), chart.bins.last()) else {
        return "No period has events.".to_owned();
    };
    let sum = |of: fn(&Bin) -> f64| super::svg::Length(chart.bins.iter().map(of).sum()).to_string();
    format!(
        "From {} to {}: cooperation {} in all, above the line; conflict {} in all, below it, hatched. The table has each period.",
        first.period,
        last.period,
        sum(|bin| bin.cooperation),
        sum(|bin| bin.conflict)
    )
}

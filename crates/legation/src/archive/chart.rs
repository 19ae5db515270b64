//! A series as bars in the terminal, and as a picture.

use crate::view::{Layout, escaped};
use legation_store::{Point, Series};
use std::fmt::Write;

/// Eighths of a character cell, from the left.
const EIGHTHS: [char; 7] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/// The span of the values, zero among them.
fn bounds(points: &[Point]) -> (f64, f64) {
    points
        .iter()
        .filter_map(|point| point.value)
        .fold((0.0, 0.0), |(low, high): (f64, f64), value| (low.min(value), high.max(value)))
}

/// A value as it is written: whole numbers whole.
pub(super) fn written(value: Option<f64>) -> String {
    match value {
        None => String::new(),
        Some(value) if value.fract() == 0.0 => format!("{value}"),
        Some(value) => format!("{value:.2}"),
    }
}

/// A line a period: its name, its value, a bar. Where values are negative, bars run to the left of an axis.
pub(super) fn bars(series: &Series, layout: Layout) -> String {
    let (low, high) = bounds(&series.points);
    let names = series.points.iter().map(|point| point.period.to_string().len()).max().unwrap_or(0);
    let values = series.points.iter().map(|point| written(point.value).len()).max().unwrap_or(0);
    let room = layout.width().saturating_sub(names + values + 6).max(8);
    let range = (high - low).max(f64::MIN_POSITIVE);
    let left = ((room as f64) * (-low / range)).round() as usize;
    let right = room - left;
    let mut out = String::new();
    for point in &series.points {
        let value = point.value.unwrap_or_default();
        let bar = if value < 0.0 {
            let cells = ((-value / -low) * left as f64).round() as usize;
            format!("{}{}│", " ".repeat(left - cells.min(left)), "█".repeat(cells.min(left)))
        } else {
            let eighths = if high > 0.0 { (value / high * right as f64 * 8.0).round() as usize } else { 0 };
            let mut bar = format!("{}│{}", " ".repeat(left), "█".repeat(eighths / 8));
            bar.extend((eighths % 8).checked_sub(1).and_then(|at| EIGHTHS.get(at)));
            bar
        };
        let line = format!("  {:<names$}  {:>values$} {bar}", point.period.to_string(), written(point.value));
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out
}

/// The size of the picture and its margins, in pixels.
const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 360.0;
const LEFT: f64 = 56.0;
const TOP: f64 = 44.0;
const BOTTOM: f64 = 36.0;
/// The widest bar.
const WIDEST: f64 = 48.0;
/// Names under the picture, at most.
const NAMES: usize = 12;

/// The series as an SVG picture with a title.
pub(super) fn svg(series: &Series, title: &str) -> String {
    let points = &series.points;
    let (low, high) = bounds(points);
    let range = if high > low { high - low } else { 1.0 };
    let (wide, tall) = (WIDTH - LEFT - 16.0, HEIGHT - TOP - BOTTOM);
    let y = |value: f64| TOP + (high - value) / range * tall;
    let step = wide / points.len().max(1) as f64;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"system-ui, sans-serif\" font-size=\"12\">\n\
         <title>{0}</title>\n<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#fff\"/>\n<text x=\"{LEFT}\" y=\"26\" font-size=\"16\" fill=\"#222\">{0}</text>\n",
        escaped(title)
    );
    for tick in 0..=4 {
        let value = low + range * f64::from(tick) / 4.0;
        let _ = writeln!(
            out,
            "<path d=\"M{LEFT} {1:.1}H{2:.1}\" stroke=\"#e3e3e3\"/><text x=\"{3:.1}\" y=\"{4:.1}\" text-anchor=\"end\" fill=\"#555\">{0}</text>",
            written(Some((value * 100.0).round() / 100.0)),
            y(value),
            LEFT + wide,
            LEFT - 6.0,
            y(value) + 4.0,
        );
    }
    let every = points.len().div_ceil(NAMES).max(1);
    for (at, point) in points.iter().enumerate() {
        let x = LEFT + step * at as f64;
        if let Some(value) = point.value.filter(|value| *value != 0.0) {
            let (from, to) = (y(value.max(0.0)), y(value.min(0.0)));
            let width = (step * 0.8).clamp(0.5, WIDEST);
            let colour = if value < 0.0 { "#b3402a" } else { "#2a6cb3" };
            let _ = writeln!(
                out,
                "<rect x=\"{:.1}\" y=\"{from:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"{colour}\"><title>{}: {}</title></rect>",
                x + (step - width) / 2.0,
                width,
                to - from,
                point.period,
                written(Some(value)),
            );
        }
        if at % every == 0 {
            let _ = writeln!(
                out,
                "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\" fill=\"#555\">{}</text>",
                x + step / 2.0,
                HEIGHT - 14.0,
                point.period,
            );
        }
    }
    let _ = writeln!(out, "<path d=\"M{LEFT} {0:.1}H{1:.1}\" stroke=\"#555\"/>\n</svg>", y(0.0), LEFT + wide);
    out
}

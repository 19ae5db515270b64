//! Precision against coverage, and what is said against what is right, as one SVG picture.

use super::figures::{Figures, Line};
use crate::view::escaped;
use std::fmt::Write;

/// The size of the picture; the two panels are squares.
const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 480.0;
const SIDE: f64 = 360.0;
const TOP: f64 = 64.0;
const LEFT: f64 = 64.0;
const RIGHT: f64 = 544.0;

/// The colours of the fields.
const FIELDS: [(&str, &str); 2] = [("type", "#2a6cb3"), ("status", "#b3402a")];
/// The steps of the curve that have their threshold beside them.
const NAMED: usize = 5;
/// The radius of the dot of a bin with all events.
const LARGEST: f64 = 24.0;

/// A panel with shares from 0 to 1 either way.
struct Panel {
    left: f64,
}

impl Panel {
    fn x(&self, share: f64) -> f64 {
        self.left + share * SIDE
    }

    fn y(&self, share: f64) -> f64 {
        TOP + (1.0 - share) * SIDE
    }

    fn frame(&self, out: &mut String, title: &str, across: &str, up: &str) {
        let (left, right, bottom) = (self.left, self.left + SIDE, TOP + SIDE);
        let _ = writeln!(
            out,
            "<text x=\"{left}\" y=\"{:.1}\" fill=\"#222\" font-size=\"14\">{title}</text>",
            TOP - 12.0
        );
        for tick in 0..=5 {
            let share = f64::from(tick) / 5.0;
            let (x, y) = (self.x(share), self.y(share));
            let _ = writeln!(
                out,
                "<path d=\"M{left} {y:.1}H{right}M{x:.1} {TOP}V{bottom}\" stroke=\"#e3e3e3\"/>\
                 <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\" fill=\"#555\">{share:.1}</text>\
                 <text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\" fill=\"#555\">{share:.1}</text>",
                left - 6.0,
                y + 4.0,
                bottom + 16.0,
            );
        }
        let middle = TOP + SIDE / 2.0;
        let _ = writeln!(
            out,
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\" fill=\"#222\">{across}</text>\
             <text x=\"{2:.1}\" y=\"{middle:.1}\" text-anchor=\"middle\" fill=\"#222\" transform=\"rotate(-90 {2:.1} {middle:.1})\">{up}</text>",
            left + SIDE / 2.0,
            bottom + 34.0,
            left - 36.0,
        );
    }
}

/// The picture.
pub(super) fn svg(figures: &Figures) -> String {
    let title = format!("{}, model {}", figures.texts, figures.model);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"system-ui, sans-serif\" font-size=\"12\">\n\
         <title>{0}</title>\n<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#fff\"/>\n<text x=\"{LEFT}\" y=\"24\" font-size=\"13\" fill=\"#555\">{0}</text>\n",
        escaped(&title)
    );
    curve(&mut out, &figures.curve);
    reliability(&mut out, figures);
    out.push_str("</svg>\n");
    out
}

fn curve(out: &mut String, lines: &[Line]) {
    let panel = Panel { left: LEFT };
    panel.frame(out, "Events: precision by how many are kept", "share of our events kept", "precision");
    let points: Vec<(f64, f64, f64)> =
        lines.iter().filter_map(|line| Some((line.from?, line.coverage?, line.precision?))).collect();
    let path: Vec<String> = points
        .iter()
        .map(|(_, coverage, precision)| format!("{:.1} {:.1}", panel.x(*coverage), panel.y(*precision)))
        .collect();
    let _ = writeln!(
        out,
        "<path d=\"M{}\" fill=\"none\" stroke=\"#2a6cb3\" stroke-width=\"2\"/>",
        path.join("L")
    );
    let mut last: Option<f64> = None;
    for (from, coverage, precision) in points.into_iter().step_by(NAMED) {
        let (x, y) = (panel.x(coverage), panel.y(precision));
        let _ = writeln!(out, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"#2a6cb3\"/>");
        // Thresholds that keep the same events stand at one place: the first is named.
        if last.is_none_or(|last| (last - x).abs() > 24.0) {
            let _ = writeln!(
                out,
                "<text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\" fill=\"#555\">≥ {from:.2}</text>",
                y - 10.0
            );
            last = Some(x);
        }
    }
}

fn reliability(out: &mut String, figures: &Figures) {
    let panel = Panel { left: RIGHT };
    panel.frame(out, "Confidence: said and right", "confidence said", "share that is right");
    let _ = writeln!(
        out,
        "<path d=\"M{:.1} {:.1}L{:.1} {:.1}\" stroke=\"#999\" stroke-dasharray=\"4 4\"/>",
        panel.x(0.0),
        panel.y(0.0),
        panel.x(1.0),
        panel.y(1.0)
    );
    for (at, (field, colour)) in FIELDS.into_iter().enumerate() {
        let bins: Vec<&Line> = figures.bins.iter().filter(|line| line.key == field).collect();
        let all: u32 = bins.iter().map(|line| line.ours).sum();
        for line in &bins {
            let (Some(said), Some(right)) = (line.said, line.precision) else { continue };
            let radius = (f64::from(line.ours) / f64::from(all.max(1))).sqrt() * LARGEST;
            let _ = writeln!(
                out,
                "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"{radius:.1}\" fill=\"{colour}\" fill-opacity=\"0.6\"><title>{field}: said {said:.2}, right {right:.2}, {} events</title></circle>",
                panel.x(said),
                panel.y(right),
                line.ours,
            );
        }
        let error = figures.calibration_error.get(field).copied().unwrap_or_default();
        let y = TOP + 20.0 + at as f64 * 18.0;
        let _ = writeln!(
            out,
            "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"5\" fill=\"{colour}\" fill-opacity=\"0.6\"/><text x=\"{:.1}\" y=\"{y:.1}\" fill=\"#222\">{field}, {all} events, calibration error {error:.3}</text>",
            RIGHT + 14.0,
            y - 4.0,
            RIGHT + 24.0,
        );
    }
}

//! The rounds of a negotiation on a line.

use super::svg::{Length, Svg, short};
use super::time::Axis;
use jiff::civil::Date;

/// What the picture shows.
#[derive(Clone, Debug, Default)]
pub struct Rounds {
    /// Whose.
    pub title: String,
    /// Those with a day.
    pub meetings: Vec<Meeting>,
}

/// A round.
#[derive(Clone, Debug)]
pub struct Meeting {
    /// Its number, as it is to be shown.
    pub number: String,
    /// Its day.
    pub day: Date,
    /// The day as told: `2025-W09`.
    pub date: String,
    /// Where.
    pub place: Option<String>,
    /// The word for its status.
    pub status: String,
    /// What that means for the eye.
    pub look: Look,
    /// Where more is told.
    pub address: String,
}

/// How a round is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// It took place: a full circle.
    Held,
    /// It may: a broken circle.
    Open,
    /// It was called or put off: a cross.
    Off,
}

const WIDTH: f64 = 960.0;
const MIDDLE: f64 = 96.0;
const HEIGHT: f64 = 196.0;
const LEVELS: [f64; 4] = [-32.0, 44.0, -70.0, 82.0];

/// Draws it; nothing where there is nothing to show.
pub fn rounds(id: &str, chart: &Rounds) -> String {
    let days = || chart.meetings.iter().map(|meeting| meeting.day);
    let (Some(first), Some(last)) = (days().min(), days().max()) else { return String::new() };
    let about = format!(
        "{} meetings from {first} to {last}: a full circle where one was held, a broken one where it is to come, a cross where it was put or called off.",
        chart.meetings.len()
    );
    let mut svg = Svg::new(id, [WIDTH, HEIGHT], &format!("Rounds: {}", chart.title), &about);
    let axis = Axis::new(first, last, 60.0, WIDTH - 60.0);
    svg.line("axis", [0.0, MIDDLE], [WIDTH, MIDDLE]);
    // Where the last label of each level ends.
    let mut ends = [f64::MIN; LEVELS.len()];
    let mut meetings: Vec<&Meeting> = chart.meetings.iter().collect();
    meetings.sort_by_key(|meeting| meeting.day);
    let mut before = f64::MIN;
    for meeting in meetings {
        // Those of neighbouring days stand side by side.
        let x = if first == last { WIDTH / 2.0 } else { axis.x(meeting.day) }
            .max(before + 25.0)
            .min(WIDTH - 14.0);
        before = x;
        let place = meeting.place.as_deref().map(|place| short(place, 16)).unwrap_or_default();
        let half = place.chars().count().max(meeting.date.len()) as f64 * 3.5 + 4.0;
        let level = ends.iter().position(|end| x - half > *end);
        let words = format!(
            "{} {}, {}{}",
            if meeting.number.is_empty() { "meeting" } else { "round" },
            meeting.number,
            meeting.date,
            meeting.place.as_deref().map(|place| format!(", {place}")).unwrap_or_default()
        );
        let words = format!("{words}: {}", meeting.status);
        if let Some((offset, end)) = level.and_then(|level| Some((*LEVELS.get(level)?, ends.get_mut(level)?)))
        {
            *end = x + half;
            let (near, far) = if offset < 0.0 { (offset + 14.0, -12.0) } else { (12.0, offset - 14.0) };
            svg.line("lane", [x, MIDDLE + near], [x, MIDDLE + far]);
            let x = x.clamp(half, WIDTH - half);
            svg.text("mid", [x, MIDDLE + offset - 3.0], &meeting.date);
            svg.text("mid name", [x, MIDDLE + offset + 11.0], &place);
        }
        svg.link(&meeting.address, "", |svg| {
            let at = [x, MIDDLE];
            match meeting.look {
                Look::Held => svg.circle("hit held-mark", at, 11.0, &words),
                Look::Open => svg.circle("hit open-mark", at, 11.0, &words),
                Look::Off => {
                    svg.circle("land", at, 12.0, &words);
                    let [left, right, top, bottom] =
                        [x - 7.0, x + 7.0, MIDDLE - 7.0, MIDDLE + 7.0].map(Length);
                    svg.path(
                        "hit off-mark",
                        &format!("M{left} {top}L{right} {bottom}M{right} {top}L{left} {bottom}"),
                        &words,
                    );
                }
            }
            if meeting.look != Look::Off {
                let class = if meeting.look == Look::Held { "mid inverse" } else { "mid name" };
                svg.text(class, [x, MIDDLE + 4.0], &meeting.number);
            }
        });
    }
    svg.done()
}

//! Who deals with whom: parties on a circle, those who deal most with each other next to each other.

use super::svg::{Length, Svg, short};

/// What the picture shows.
#[derive(Clone, Debug, Default)]
pub struct Network {
    /// Of what.
    pub title: String,
    /// The parties.
    pub nodes: Vec<Node>,
    /// What they have to do with each other.
    pub ties: Vec<Tie>,
}

/// A party.
#[derive(Clone, Debug, Default)]
pub struct Node {
    /// What ties know it by.
    pub code: String,
    /// Its name.
    pub name: String,
    /// In how many events.
    pub weight: u64,
    /// Where more is told.
    pub address: String,
}

/// Dealings of two parties.
#[derive(Clone, Debug, Default)]
pub struct Tie {
    /// One.
    pub first: String,
    /// The other.
    pub second: String,
    /// How many events of cooperation.
    pub cooperation: u64,
    /// How many of conflict.
    pub conflict: u64,
}

const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 640.0;
const RADIUS: f64 = 232.0;
/// More cannot be told apart.
const MOST: usize = 40;

/// Draws it: lines as wide as the dealings are many, solid for cooperation, broken for conflict.
pub fn network(id: &str, chart: &Network) -> String {
    let order = order(chart);
    let about = format!(
        "{} parties on a circle, {} pairs that deal with each other: solid lines are cooperation, broken ones conflict; the wider, the more. The table has each pair.",
        order.len(),
        chart.ties.len()
    );
    let mut svg = Svg::new(id, [WIDTH, HEIGHT], &chart.title, &about);
    let place = |at: usize, radius: f64| {
        let turn =
            std::f64::consts::TAU * (at as f64 / order.len().max(1) as f64) - std::f64::consts::FRAC_PI_2;
        [WIDTH / 2.0 + radius * turn.cos(), HEIGHT / 2.0 + radius * turn.sin()]
    };
    let position = |code: &str| order.iter().position(|node| node.code == code);
    let most =
        chart.ties.iter().map(|tie| tie.cooperation.max(tie.conflict)).max().unwrap_or(1).max(1) as f64;
    let mut ties: Vec<&Tie> = chart.ties.iter().collect();
    ties.sort_by(|a, b| {
        (a.cooperation + a.conflict, &a.first, &a.second).cmp(&(
            b.cooperation + b.conflict,
            &b.first,
            &b.second,
        ))
    });
    for tie in ties {
        let (Some(first), Some(second)) = (position(&tie.first), position(&tie.second)) else { continue };
        let words = format!(
            "{}–{}: {} cooperation, {} conflict",
            tie.first, tie.second, tie.cooperation, tie.conflict
        );
        for (class, count, bend) in [("tie", tie.cooperation, 0.30), ("tie conf", tie.conflict, 0.18)] {
            if count == 0 {
                continue;
            }
            let ([x1, y1], [x2, y2]) = (place(first, RADIUS), place(second, RADIUS));
            let [cx, cy] = [(x1 + x2) / 2.0, (y1 + y2) / 2.0];
            let control =
                [WIDTH / 2.0 + (cx - WIDTH / 2.0) * bend, HEIGHT / 2.0 + (cy - HEIGHT / 2.0) * bend];
            let [x1, y1, x2, y2, cx, cy] = [x1, y1, x2, y2, control[0], control[1]].map(Length);
            let width = 1.0 + 8.0 * (count as f64 / most).sqrt();
            svg.stroke(class, &format!("M{x1} {y1}Q{cx} {cy} {x2} {y2}"), width, &words);
        }
    }
    let heaviest = order.iter().map(|node| node.weight).max().unwrap_or(1).max(1) as f64;
    for (at, node) in order.iter().enumerate() {
        let size = 5.0 + 9.0 * (node.weight as f64 / heaviest).sqrt();
        let spot = place(at, RADIUS);
        let words = format!("{}: {} events", node.name, node.weight);
        svg.link(&node.address, &words, |svg| svg.circle("hit node", spot, size, &words));
        let [x, y] = place(at, RADIUS + size + 8.0);
        let class = match x - WIDTH / 2.0 {
            ..-20.0 => "name last",
            20.0.. => "name",
            _ => "name mid",
        };
        let drop = if y > HEIGHT / 2.0 + RADIUS * 0.9 { 10.0 } else { 4.0 };
        svg.text(class, [x, y + drop], &short(&node.name, 26));
    }
    svg.done()
}

/// From the heaviest on, each next to the one it deals most with of those that are left.
fn order(chart: &Network) -> Vec<&Node> {
    let mut left: Vec<&Node> = chart.nodes.iter().collect();
    left.sort_by(|a, b| b.weight.cmp(&a.weight).then_with(|| a.code.cmp(&b.code)));
    left.truncate(MOST);
    let between = |a: &str, b: &str| -> u64 {
        let is_it = |tie: &&Tie| (tie.first == a && tie.second == b) || (tie.first == b && tie.second == a);
        chart.ties.iter().filter(is_it).map(|tie| tie.cooperation + tie.conflict).sum()
    };
    let mut order: Vec<&Node> = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let next = match order.last() {
            None => 0,
            Some(last) => {
                let weights = left.iter().enumerate().map(|(at, node)| (between(&last.code, &node.code), at));
                weights.max_by_key(|(weight, at)| (*weight, std::cmp::Reverse(*at))).map_or(0, |(_, at)| at)
            }
        };
        order.push(left.remove(next));
    }
    order
}

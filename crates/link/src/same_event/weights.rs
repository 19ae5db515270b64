//! What each thing in common weighs: the table that `train/events` learns.

use std::sync::LazyLock;

static TABLE: &str = include_str!("../../data/same_event.tsv");

/// The weights of one kind of pair.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Weights {
    /// What every pair has.
    pub(super) always: f64,
    /// One a feature, in order.
    pub(super) weights: Vec<f64>,
    /// Their names.
    #[cfg(test)]
    pub(super) names: Vec<&'static str>,
}

/// Of two articles.
pub(super) static ARTICLES: LazyLock<Weights> = LazyLock::new(|| Weights::of("articles"));
/// Of two mentions.
pub(super) static MENTIONS: LazyLock<Weights> = LazyLock::new(|| Weights::of("mentions"));

impl Weights {
    fn of(kind: &str) -> Weights {
        let mut weights = Weights::default();
        for line in TABLE.lines() {
            let mut cells = line.split('\t');
            if cells.next() != Some(kind) {
                continue;
            }
            let (Some(name), Some(weight)) = (cells.next(), cells.next().and_then(|cell| cell.parse().ok()))
            else {
                continue;
            };
            if name == "always" {
                weights.always = weight;
            } else {
                weights.weights.push(weight);
                #[cfg(test)]
                weights.names.push(name);
            }
        }
        weights
    }
}

//! What of a dossier concerns some words.

use super::form::{Dossier, Item, Series};
use crate::Evidence;

impl Dossier {
    /// Leaves what concerns some words, each the beginning of one: rounds stay, for they are the frame of all else.
    pub fn narrow(&mut self, topic: &str) {
        let topic = Wanted::of(topic);
        for series in &mut self.series {
            narrow(series, &topic);
        }
    }
}

fn narrow(series: &mut Series, topic: &Wanted) {
    let Series { agenda, positions, agreed, due, denied, contradictions, rounds, .. } = series;
    agenda.retain(|on| topic.is_in(&on.topic) || topic.is_told(&on.evidence));
    positions.retain(|position| {
        position.topics.iter().any(|on| topic.is_in(on)) || topic.is_in(&position.content)
    });
    let is_on = |item: &Item| topic.is_in(&item.what) || topic.is_told(&item.evidence);
    agreed.retain(is_on);
    due.retain(is_on);
    denied.retain(|claim| topic.is_in(&claim.claim) || topic.is_told(&claim.evidence));
    contradictions.retain(|told| {
        topic.is_in(&told.what) || told.versions.iter().any(|version| topic.is_in(&version.value))
    });
    for round in rounds {
        round.agenda.retain(|on| topic.is_in(&on.topic));
    }
}

/// Words that are looked for: all of them, each as the beginning of a word, so that `sanction` finds `sanctions`.
struct Wanted(Vec<String>);

impl Wanted {
    fn of(words: &str) -> Wanted {
        Wanted(words.split_whitespace().map(str::to_lowercase).collect())
    }

    fn is_in(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        let begins = |word: &String| {
            text.match_indices(word.as_str())
                .any(|(at, _)| !text[..at].chars().next_back().is_some_and(char::is_alphanumeric))
        };
        self.0.iter().all(begins)
    }

    fn is_told(&self, evidence: &[Evidence]) -> bool {
        evidence.iter().any(|evidence| self.is_in(&evidence.text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_their_beginnings() {
        let check = |words: &str, text: &str, expected| {
            assert_eq!(Wanted::of(words).is_in(text), expected, "{words}");
        };
        check("sanction", "Lifting of Sanctions", true);
        check("sanction relief", "relief from sanctions", true);
        check("sanction relief", "new sanctions", false);
        check("gas", "Vegas", false);
        check("Élysée", "the élysée said", true);
    }

    #[test]
    fn a_topic_leaves_the_rounds_and_what_concerns_it() {
        let text = include_str!("../../../legation/tests/fixtures/dossier.json");
        let mut dossier: Dossier = serde_json::from_str(text).unwrap();
        dossier.narrow("fish");
        let series = &dossier.series[0];
        assert_eq!(series.rounds.len(), 2);
        assert_eq!((series.agenda.len(), series.positions.len(), series.denied.len()), (1, 1, 0));
        assert!(series.agreed.is_empty() && series.due.is_empty() && series.contradictions.is_empty());
    }
}

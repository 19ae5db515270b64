//! Random histories: whatever was done in whatever order, the store is sound and knows what it was given.

use crate::corrections::{correction, whole};
use crate::sample;
use legation_store::{Entry, Keep, Part, Question, Sqlite, Storage};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Something done to the store.
#[derive(Clone, Debug)]
enum Step {
    /// Adds the sample article of this number, with so many corrections and so much of its text.
    Add(usize, usize, Keep),
    /// Puts a record without events in the place of the article's.
    Bare(usize, usize),
    /// Puts the whole record back.
    Whole(usize, usize),
    /// Gives the article its text back.
    Restore(usize, usize),
    /// Says something of a finding of the article.
    Correct(usize, usize, u32),
}

fn step() -> impl Strategy<Value = Step> {
    let keep = prop_oneof![Just(Keep::Full), Just(Keep::Snippets), Just(Keep::Digest)];
    prop_oneof![
        3 => (0..4usize, 0..3usize, keep).prop_map(|(which, corrections, keep)| Step::Add(which, corrections, keep)),
        1 => (0..4usize, 0..3usize).prop_map(|(which, corrections)| Step::Bare(which, corrections)),
        1 => (0..4usize, 0..3usize).prop_map(|(which, corrections)| Step::Whole(which, corrections)),
        1 => (0..4usize, 0..3usize).prop_map(|(which, corrections)| Step::Restore(which, corrections)),
        2 => (0..4usize, 0..3usize, 0..60u32).prop_map(|(which, corrections, second)| Step::Correct(which, corrections, second)),
    ]
}

fn entry(which: usize, corrections: usize) -> Entry {
    let mut entry = sample::articles().swap_remove(which);
    entry.text.push_str(&" Corrected.".repeat(corrections));
    entry
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_store_is_sound_after_any_history(steps in proptest::collection::vec(step(), 1..24)) {
        let mut store = Sqlite::in_memory().unwrap();
        // What should be there: by digest, the article and how many events its record has.
        let mut model: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        let mut current: BTreeMap<usize, String> = BTreeMap::new();
        let mut said: BTreeSet<String> = BTreeSet::new();
        for step in steps {
            match step {
                Step::Add(which, corrections, keep) => {
                    let entry = Entry { keep, ..entry(which, corrections) };
                    let digest = entry.digest().as_str().to_owned();
                    store.add(std::slice::from_ref(&entry)).unwrap();
                    if !model.contains_key(&digest) {
                        model.insert(digest.clone(), (which, entry.record.events.len()));
                        current.insert(which, digest);
                    }
                }
                Step::Bare(which, corrections) | Step::Whole(which, corrections) => {
                    let mut entry = entry(which, corrections);
                    if matches!(step, Step::Bare(..)) {
                        entry.record.events.clear();
                        entry.record.agenda.clear();
                    }
                    let known = model.get_mut(entry.digest().as_str());
                    prop_assert_eq!(store.replace(&entry).unwrap(), known.is_some());
                    if let Some(known) = known {
                        known.1 = entry.record.events.len();
                    }
                }
                Step::Correct(which, corrections, second) => {
                    let entry = entry(which, corrections);
                    let words = ["met", "visit", "struck", "Nothing"][which];
                    let status = ["planned", "denied", "ongoing"][second as usize % 3];
                    let fields = match second % 4 {
                        0 => serde_json::json!({"verb": "accept"}),
                        _ => serde_json::json!({"verb": "set", "field": "status", "value": status}),
                    };
                    let line = correction(&entry, second, words, &fields);
                    store.correct(std::slice::from_ref(&line), &whole).unwrap();
                    said.insert(line.id);
                }
                Step::Restore(which, corrections) => {
                    store.restore(&entry(which, corrections)).unwrap();
                }
            }
        }
        prop_assert_eq!(store.check().unwrap(), Vec::<String>::new());
        let kept: BTreeSet<String> = store.corrections(None).unwrap().into_iter().map(|kept| kept.correction.id).collect();
        prop_assert_eq!(kept, said);
        let stats = store.stats().unwrap();
        prop_assert_eq!(stats.articles as usize, current.len());
        prop_assert_eq!(stats.older_versions as usize, model.len() - current.len());
        let events: usize = current.values().map(|digest| model[digest].1).sum();
        prop_assert_eq!(store.ask(&Question::about(Part::Events)).unwrap().rows.len(), events);
    }
}

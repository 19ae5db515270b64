//! Corrections in a store: the rows that follow, what outlives another reading, what is told of as an orphan.

use crate::sample;
use legation_record::Offsets;
use legation_record::correction::Correction;
use legation_store::{Became, Cell, Entry, Keep, Part, Question, Sqlite, Storage, Stored, Tables};
use serde_json::{Value, json};

/// The whole text is one sentence, as in the sample.
pub(crate) fn whole(stored: &Stored) -> Vec<Offsets> {
    stored.text.iter().map(|text| Offsets(0, text.chars().count() as u32)).collect()
}

/// A correction of a sample article; the words are found in its text.
pub(crate) fn correction(entry: &Entry, second: u32, words: &str, fields: &Value) -> Correction {
    let start = entry.text.find(words).unwrap();
    let start = entry.text[..start].chars().count();
    let mut line = json!({
        "article": entry.digest().as_str(), "what": "event", "spans": [[start, start + words.chars().count()]],
        "by": "Ama", "at": format!("2026-01-01T00:00:{second:02}Z"),
    });
    for (name, value) in fields.as_object().unwrap() {
        line[name] = value.clone();
    }
    let correction: Correction = serde_json::from_value(line).unwrap();
    correction.sealed(&Tables).unwrap()
}

fn store() -> (Sqlite, Vec<Entry>) {
    let mut store = Sqlite::in_memory().unwrap();
    let entries = sample::articles();
    store.add(&entries).unwrap();
    (store, entries)
}

fn cells(store: &Sqlite, part: Part, column: &str) -> Vec<String> {
    let answer = store.ask(&Question::about(part)).unwrap();
    let mut cells: Vec<String> =
        (0..answer.rows.len()).map(|row| answer.cell(row, column).to_string()).collect();
    cells.sort();
    cells
}

fn sound(store: &Sqlite) {
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
}

/// One of each kind on the articles of the sample.
fn lines(entries: &[Entry]) -> Vec<Correction> {
    let [talks, visit, strike, _] = entries else { panic!("four articles") };
    vec![
        correction(
            talks,
            1,
            "met",
            &json!({"verb": "set", "field": "status", "value": "planned", "why": "announced"}),
        ),
        correction(visit, 2, "sanctioned", &json!({"verb": "set", "field": "type", "value": "ACCUSE"})),
        correction(strike, 3, "war", &json!({"verb": "reject"})),
        correction(
            strike,
            4,
            "remembered",
            &json!({"verb": "add", "value": {"type": "PROTEST", "source": "Ghana GHA", "date": "2025-03-10"}}),
        ),
        correction(visit, 5, "visit", &json!({"verb": "accept"})),
        correction(
            talks,
            6,
            "gas",
            &json!({"what": "agenda", "verb": "set", "field": "topic", "value": "natural gas"}),
        ),
        correction(
            talks,
            7,
            "naïve",
            &json!({"what": "statement", "verb": "set", "field": "polarity", "value": "denied"}),
        ),
    ]
}

#[test]
fn rows_are_those_of_the_corrected_record() {
    let (mut store, entries) = store();
    let lines = lines(&entries);
    let kept = store.correct(&lines, &whole).unwrap();
    assert_eq!((kept.new, kept.known, kept.orphans), (7, 0, 0));
    sound(&store);
    assert_eq!(cells(&store, Part::Events, "type"), ["ACCUSE", "ASSAULT", "CONSULT", "CONSULT", "PROTEST"]);
    assert_eq!(cells(&store, Part::Events, "corrected"), ["", "accept", "add", "status", "type"]);
    assert_eq!(cells(&store, Part::Agenda, "topic"), ["natural gas"]);
    assert_eq!(cells(&store, Part::Statements, "machine"), [r#"{"polarity":"affirmed"}"#]);
    let stats = store.stats().unwrap();
    assert_eq!(stats.events, 5);
    assert!(stats.tally.contains(&("type".to_owned(), "PROTEST".to_owned(), 1)));
    let planned = Question {
        filter: legation_store::Filter { statuses: vec!["planned".to_owned()], ..Default::default() },
        ..Question::about(Part::Events)
    };
    assert_eq!(store.ask(&planned).unwrap().rows.len(), 2);
    let found = store.find("talks").unwrap().unwrap();
    assert_eq!(found.machine.as_ref().map(|machine| machine.events[0].status.name()), Some("occurred"));
    assert_eq!(found.record.events[0].status.name(), "planned");
    assert_eq!(found.record.events[0].corrected[0].was, Some(json!("occurred")));
    // The sentence of what was added is kept with it.
    let added = Question {
        filter: legation_store::Filter { types: vec!["PROTEST".to_owned()], ..Default::default() },
        ..Question::about(Part::Events)
    };
    let answer = store.ask(&added).unwrap();
    assert!(matches!(answer.cell(0, "sentence"), Cell::Text(text) if text.contains("remembered")));
    // The same lines again are the same.
    let again = store.correct(&lines, &whole).unwrap();
    assert_eq!((again.new, again.known), (0, 7));
    sound(&store);
}

#[test]
fn corrections_outlive_another_reading() {
    let (mut store, entries) = store();
    let lines = lines(&entries);
    store.correct(&lines, &whole).unwrap();
    let before = cells(&store, Part::Events, "type");
    for entry in &entries {
        assert!(store.replace(entry).unwrap());
    }
    sound(&store);
    assert_eq!(cells(&store, Part::Events, "type"), before);
    // A reader that finds nothing in the second article: what was said of its findings fits nowhere.
    let mut bare = entries[1].clone();
    bare.record.events.clear();
    bare.record.agenda.clear();
    store.replace(&bare).unwrap();
    sound(&store);
    let fates: Vec<(Became, Option<String>)> =
        store.corrections(None).unwrap().into_iter().map(|kept| (kept.became, kept.reason)).collect();
    assert_eq!(fates.len(), 7, "none is lost");
    let orphans: Vec<_> = fates.iter().filter(|(became, _)| *became == Became::Orphan).collect();
    assert_eq!(orphans.len(), 2);
    assert!(orphans.iter().all(|(_, reason)| reason.as_deref() == Some("no event is found there")));
    // They fit again when it finds them again.
    store.replace(&entries[1]).unwrap();
    assert!(store.corrections(None).unwrap().iter().all(|kept| kept.became == Became::Done));
    assert_eq!(cells(&store, Part::Events, "type"), before);
}

#[test]
fn corrections_may_come_before_their_articles() {
    let (mut late, entries) = store();
    let lines = lines(&entries);
    late.correct(&lines, &whole).unwrap();
    let mut early = Sqlite::in_memory().unwrap();
    assert_eq!(early.correct(&lines, &whole).unwrap().orphans, 7);
    assert!(early.corrections(None).unwrap().iter().all(|kept| kept.became == Became::Orphan));
    early.add(&entries).unwrap();
    sound(&early);
    for (part, column) in
        [(Part::Events, "type"), (Part::Events, "corrected"), (Part::Statements, "corrected")]
    {
        assert_eq!(cells(&early, part, column), cells(&late, part, column));
    }
    let kept = early.corrections(Some(&entries[2].digest())).unwrap();
    assert_eq!(kept.len(), 2);
    assert!(kept.iter().all(|kept| kept.became == Became::Done && kept.article.as_deref() == Some("strike")));
    // A newer version of an article has none of them, and that is told.
    let mut changed = entries[2].clone();
    changed.text.push_str(" More.");
    early.add(&[changed]).unwrap();
    let kept = early.corrections(Some(&entries[2].digest())).unwrap();
    assert!(kept.iter().all(|kept| kept.became == Became::Orphan && kept.reason.is_some()));
    sound(&early);
}

#[test]
fn articles_without_their_text_are_corrected_too() {
    for keep in [Keep::Snippets, Keep::Digest] {
        let mut store = Sqlite::in_memory().unwrap();
        let entries: Vec<Entry> =
            sample::articles().into_iter().map(|entry| Entry { keep, ..entry }).collect();
        store.add(&entries).unwrap();
        store.correct(&lines(&entries), &whole).unwrap();
        sound(&store);
        let types = cells(&store, Part::Events, "type");
        assert!(types.contains(&"ACCUSE".to_owned()), "{types:?}");
        for entry in &entries {
            store.restore(entry).unwrap();
        }
        sound(&store);
        assert_eq!(
            store.corrections(None).unwrap().iter().filter(|kept| kept.became == Became::Done).count(),
            7
        );
    }
}

#[test]
fn what_is_said_of_two_articles_is_a_tie() {
    let (mut store, entries) = store();
    let (talks, visit) = (&entries[0], &entries[1]);
    let start = visit.text.find("visit").unwrap();
    let there = json!([{"article": visit.digest().as_str(), "spans": [[start, start + 5]]}]);
    let one = correction(talks, 1, "met", &json!({"verb": "merge", "with": there.clone()}));
    let not = correction(talks, 2, "met", &json!({"verb": "split", "with": there}));
    store.correct(std::slice::from_ref(&one), &whole).unwrap();
    let ties = store.ties().unwrap();
    assert_eq!(ties.len(), 1);
    assert!(ties[0].is_one && ties[0].one.2 == "e-talks-met" && ties[0].other.2 == "e-visit-visit");
    // The later word stands; of the earlier it is told.
    store.correct(&[not], &whole).unwrap();
    let ties = store.ties().unwrap();
    assert!(ties.len() == 1 && !ties[0].is_one);
    let kept = store.corrections(None).unwrap();
    let first = kept.iter().find(|kept| kept.correction.id == one.id).unwrap();
    assert!(first.became == Became::Orphan && first.reason.as_deref().unwrap().contains("says otherwise"));
    // Without its other side it is an orphan.
    let mut bare = visit.clone();
    bare.record.events.clear();
    bare.record.agenda.clear();
    store.replace(&bare).unwrap();
    assert!(store.ties().unwrap().is_empty());
    assert!(store.corrections(None).unwrap().iter().all(|kept| kept.became == Became::Orphan));
    sound(&store);
}

//! What every [`Storage`] must do, as one test.

use crate::{Became, Entry, Filter, Keep, Outcome, Part, Question, Storage, StoreError, Stored, Tables};
use legation_record::correction::{Correction, Verb, What};

/// Adds, changes and asks for articles, and returns what is not as it should be; nothing where all is. `make` gives an empty store each
/// time; `entries` are at least two articles with events, statements and texts of their own, with different ids.
pub fn conformance<S: Storage>(
    make: impl Fn() -> Result<S, StoreError>,
    entries: &[Entry],
) -> Result<Vec<String>, StoreError> {
    let mut faults = Vec::new();
    let mut expect = |holds: bool, what: &str| {
        if !holds {
            faults.push(what.to_owned());
        }
    };
    let everything = |store: &S| -> Result<Vec<String>, StoreError> {
        let mut lines = Vec::new();
        store.each(&Filter::default(), true, &mut |stored| {
            let record = serde_json::to_string(&stored.record).unwrap_or_default();
            lines.push(format!("{} {} {:?} {record}", stored.digest.as_str(), stored.version, stored.text));
            Ok(())
        })?;
        Ok(lines)
    };
    let all = |part| Question::about(part);

    // Adding: once, again, in another order.
    let mut store = make()?;
    let first = store.add(entries)?;
    expect(first.iter().all(|outcome| *outcome == Outcome::Added), "new articles are added");
    let whole = everything(&store)?;
    expect(whole.len() == entries.len(), "every article is kept");
    let again = store.add(entries)?;
    expect(again.iter().all(|outcome| *outcome == Outcome::Duplicate), "the same article twice is one");
    expect(everything(&store)? == whole, "adding again changes nothing");
    let mut other = make()?;
    for entry in entries.iter().rev() {
        other.add(std::slice::from_ref(entry))?;
    }
    expect(everything(&other)? == whole, "the order of adding does not matter");
    let digests: Vec<_> = entries.iter().map(Entry::digest).collect();
    expect(store.known(&digests)?.iter().all(|known| *known), "what was added is known");
    expect(make()?.known(&digests)?.iter().all(|known| !known), "what was not added is not known");

    // Every event is met once, in the order of the articles, whatever the order of adding.
    let told = |store: &S| -> Result<Vec<String>, StoreError> {
        let mut ids = Vec::new();
        store.each_event(&Filter::default(), &mut |told| {
            let events = told.events.iter().filter_map(|kept| told.stored.record.events.get(kept.number));
            ids.extend(events.map(|event| event.id.clone()));
            Ok(())
        })?;
        Ok(ids)
    };
    let mut ids = Vec::new();
    store.each(&Filter::default(), false, &mut |stored| {
        ids.extend(stored.record.events.iter().map(|event| event.id.clone()));
        Ok(())
    })?;
    expect(told(&store)? == ids, "every event is met once, in the order of the articles");
    expect(told(&other)? == ids, "whatever the order of adding");

    // So are all findings, with their articles.
    let found = |store: &S| -> Result<Vec<String>, StoreError> {
        let mut ids = Vec::new();
        store.each_finding(&Filter::default(), &mut |found| {
            let record = &found.stored.record;
            let whole = found.events.len() == record.events.len()
                && found.statements.len() == record.statements.len()
                && found.agenda.len() == record.agenda.len();
            ids.push(format!("{} {whole} {}", found.stored.digest.as_str(), found.is_asked_for));
            Ok(())
        })?;
        Ok(ids)
    };
    let mut all_of_them = Vec::new();
    store.each(&Filter::default(), false, &mut |stored| {
        all_of_them.push(format!("{} true true", stored.digest.as_str()));
        Ok(())
    })?;
    expect(found(&store)? == all_of_them, "all findings are met, in the order of the articles");
    expect(found(&other)? == all_of_them, "whatever the order of adding the articles");

    // Rows are those of the records.
    let events: usize = entries.iter().map(|entry| entry.record.events.len()).sum();
    let statements: usize = entries.iter().map(|entry| entry.record.statements.len()).sum();
    expect(store.ask(&all(Part::Events))?.rows.len() == events, "every event has a row");
    expect(store.ask(&all(Part::Statements))?.rows.len() == statements, "every statement has a row");
    expect(store.ask(&all(Part::Articles))?.rows.len() == entries.len(), "every article has a row");
    let stats = store.stats()?;
    expect(stats.events == events as u64 && stats.statements == statements as u64, "the counts are right");

    // A changed article is a new version, and the old one is kept.
    if let Some(entry) = entries.first() {
        let mut changed = entry.clone();
        changed.text.push_str("\nCorrected.");
        expect(store.add(&[changed.clone()])? == [Outcome::Version(2)], "a changed article is a new version");
        expect(everything(&store)?.len() == entries.len() + 1, "both versions are kept");
        expect(store.ask(&all(Part::Events))?.rows.len() == events, "only the current version has events");
        let found = store.find(&entry.record.id)?;
        expect(found.is_some_and(|stored| stored.version == 2), "an id finds the current version");
        let mut bare = changed.clone();
        bare.record.events.clear();
        bare.record.agenda.clear();
        expect(store.replace(&bare)?, "a record can be replaced");
        let left = store.ask(&all(Part::Events))?.rows.len();
        expect(left == events - changed.record.events.len(), "its old events are gone");
        expect(store.replace(&changed)?, "and put back");
        expect(store.ask(&all(Part::Events))?.rows.len() == events, "its events are back");
    }

    // What people say of an article is kept beside what the machine made of it, and outlives another reading.
    if let Some(entry) = entries.first() {
        let mut store = make()?;
        let said = Correction {
            id: String::new(),
            article: entry.digest().as_str().to_owned(),
            what: What::Article,
            verb: Verb::Review,
            spans: Vec::new(),
            kind: None,
            finding: None,
            field: None,
            value: Some(serde_json::json!({"statements": [], "events": [], "agenda": []})),
            with: Vec::new(),
            correction: None,
            by: "conformance".to_owned(),
            at: "2026-01-01T00:00:00Z".to_owned(),
            why: None,
            reader: None,
        };
        let cut = |_: &Stored| entry.sentences.clone();
        let Ok(said) = said.sealed(&Tables) else {
            return Ok(vec!["a review is no correction".to_owned()]);
        };
        expect(
            store.correct(std::slice::from_ref(&said), &cut)?.orphans == 1,
            "of what is not there it is told",
        );
        store.add(std::slice::from_ref(entry))?;
        let empty = |store: &S| -> Result<bool, StoreError> {
            let found = store.find(&entry.record.id)?;
            Ok(found.is_some_and(|stored| {
                stored.record.events.is_empty() && stored.machine.as_ref() == Some(&entry.record)
            }))
        };
        expect(empty(&store)?, "the record is what follows, and the machine's is beside it");
        expect(store.ask(&all(Part::Events))?.rows.is_empty(), "so are the rows");
        store.replace(entry)?;
        expect(empty(&store)?, "and after another reading");
        expect(store.correct(std::slice::from_ref(&said), &cut)?.known == 1, "the same line twice is one");
        let kept = store.corrections(Some(&entry.digest()))?;
        expect(
            kept.len() == 1 && kept.iter().all(|kept| kept.became == Became::Done),
            "it is told what became of it",
        );
        expect(store.ties()?.is_empty(), "it ties nothing");
        expect(store.check()?.is_empty(), "a corrected store is sound");
    }

    // What may not be kept is not kept, and can be given back.
    if let Some(entry) = entries.last() {
        let mut closed = make()?;
        let held = Entry { keep: Keep::Digest, ..entry.clone() };
        closed.add(&[held])?;
        let found = closed.find(&entry.record.id)?;
        expect(found.is_some_and(|stored| stored.text.is_none()), "a text that may not be kept is not kept");
        expect(closed.restore(entry)?, "a text is given back");
        let found = closed.find(&entry.record.id)?;
        expect(found.and_then(|stored| stored.text).as_ref() == Some(&entry.text), "it is the text");
        expect(!closed.restore(entry)?, "and only once");
        expect(closed.check()?.is_empty(), "a store with texts given back is sound");
    }
    expect(store.check()?.is_empty(), "the store is sound");
    Ok(faults)
}

//! Releases: written twice they are the same, what is changed is found with its cause, and what is tampered with is noticed.

use legation_exchange::release::{
    About, Article, Cause, ChangeKind, Column, Correction, Event, Part, ReleaseError, Statement, Writer,
    author, diff, tables, verify,
};
use legation_record::WireRecord;
use legation_record::correction::Verb;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::sync::{Arc, Mutex};

type Files = BTreeMap<String, Vec<u8>>;

/// Files in memory.
#[derive(Clone, Default)]
struct Memory(Arc<Mutex<Files>>);

struct InMemory(Memory, String);

impl Write for InMemory {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.0.lock().unwrap().entry(self.1.clone()).or_default().extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn hex(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// An article of a made-up archive: two events, a statement, an agenda item.
#[derive(Clone)]
struct Made {
    /// Which it is; stands in all of its ids.
    name: usize,
    /// Of its content.
    digest: String,
    record: Value,
    family: Option<String>,
    fused: [Option<String>; 2],
    corrections: Vec<Correction>,
}

fn made(name: usize, text: &str) -> Made {
    let id = |of: &str| format!("{of}-{}", &hex(&format!("{name} {text} {of}"))[..12]);
    let actor = |who: &str, code: &str| json!({"who": who, "code": code, "span": null, "entity": null, "basis": "text"});
    let event = |at: u32, kind: &str, source: Value, target: Value| {
        json!({
            "id": id(kind), "triggers": [[at, at + 5]], "type": kind, "mode": null, "cameo": null, "quad": "verbal-cooperation",
            "contexts": ["diplomatic"], "plover_score": 1.5, "goldstein": null, "source": source, "target": target, "place": null,
            "start": "2025-03-01", "end": "2025-03-01", "date_span": null, "status": "occurred", "status_span": null,
            "according_to": null, "background": false, "round": null,
            "confidence": {"type": 0.8, "status": 0.9, "actors": null, "date": null, "place": null},
        })
    };
    let parties = json!([actor("Ghana", "GHAGOV"), actor("Togo", "TGOGOV")]);
    let record = json!({
        "schema": 1, "id": format!("a{name}"), "date": "2025-03-02", "title": null, "source": "Volta Post",
        "url": format!("https://example.org/{name}"), "notes": [],
        "reader": {"version": "0.1.0", "model": "accurate-4", "knowledge": "k1", "frames": "f1"},
        "statements": [{
            "id": id("s"), "speaker": null, "who": "Dana Okoro", "code": "GHAGOV", "codes": ["GHAGOV"], "kind": "speech", "mode": "indirect",
            "polarity": "affirmed", "cue": [80, 84], "content": [[90, 120]], "inside": null, "date": null, "date_span": null, "confidence": 0.9,
        }],
        "events": [
            event(10, "CONSULT", parties, json!([])),
            event(40, "SANCTION", json!([actor("Ghana", "GHAGOV")]), json!([actor("Togo", "TGOGOV")])),
        ],
        "agenda": [{"event": 0, "topic": "trade", "span": [60, 65], "scope": "on", "according_to": 0}],
        "mentions": {"times": [], "places": [], "actors": [], "chains": []},
    });
    let fused = [Some(format!("f-{name}-0")), Some(format!("f-{name}-1"))];
    Made {
        name,
        digest: hex(&format!("{name} {text}")),
        record,
        family: None,
        fused,
        corrections: Vec::new(),
    }
}

fn archive(articles: usize) -> Vec<Made> {
    (0..articles).map(|name| made(name, "as it was")).collect()
}

fn about() -> About {
    About {
        title: "Talks: \"made up\"".to_owned(),
        authors: vec![author("Okoro, Dana"), author("The Talks Project")],
        program: "0.1.0".to_owned(),
        store_form: 2,
        codebook: "# Codebook\n".to_owned(),
        codebook_json: json!([]),
        ..About::default()
    }
}

fn released(articles: &[Made], about: About) -> Files {
    let memory = Memory::default();
    let opened = memory.clone();
    let mut writer =
        Writer::begin(about, move |name| Ok(Box::new(InMemory(opened.clone(), name.to_owned())))).unwrap();
    let dyads = ["GHA-TGO".to_owned()];
    for made in articles {
        let record: WireRecord = serde_json::from_value(made.record.clone()).unwrap();
        let events: Vec<Event<'_>> = (0..record.events.len())
            .map(|number| Event {
                number,
                day: Some("2025-03-01"),
                day_basis: Some("text"),
                dyads: &dyads,
                fused: made.fused.get(number).and_then(Option::as_deref),
                trigger_words: Some("met"),
                sentence: Some("They met, it was said."),
            })
            .collect();
        let statements: Vec<Statement<'_>> = (0..record.statements.len())
            .map(|number| Statement {
                number,
                day: "2025-03-02",
                day_basis: "published",
                cue: Some("said"),
                content: Some("that; \"this\""),
                sentence: None,
            })
            .collect();
        let agenda: Vec<usize> = (0..record.agenda.len()).collect();
        let article = Article {
            record: &record,
            digest: &made.digest,
            version: 1,
            language: Some("eng"),
            is_coded: true,
            keep: "full",
            is_asked_for: true,
            outlet: record.source.as_deref(),
            outlet_country: Some("GHA"),
            outlet_kind: None,
            family: made.family.as_deref(),
            text: Some("All of it."),
            events: &events,
            statements: &statements,
            agenda: &agenda,
            corrections: &made.corrections,
        };
        writer.article(&article).unwrap();
    }
    writer.finish().unwrap();
    std::mem::take(&mut *memory.0.lock().unwrap())
}

fn set(made: &mut Made, path: &str, value: Value) {
    *made.record.pointer_mut(path).unwrap() = value;
}

fn id_of(made: &Made, path: &str) -> String {
    made.record.pointer(path).and_then(Value::as_str).unwrap().to_owned()
}

fn correct(made: &mut Made, verb: Verb, findings: &[String]) {
    let id = format!("c-{}", &hex(&format!("{} {findings:?}", made.name))[..12]);
    made.corrections.push(Correction {
        id,
        part: Part::Events,
        findings: findings.to_vec(),
        verb,
        field: None,
    });
}

fn drop_event(made: &mut Made) {
    made.record["events"].as_array_mut().unwrap().pop();
}

#[test]
fn the_same_articles_give_the_same_bytes_and_a_sound_release() {
    for with_text in [false, true] {
        let about = || About { with_text, ..about() };
        let (one, other) = (released(&archive(7), about()), released(&archive(7), about()));
        assert_eq!(one, other);
        let verified = verify(&one).unwrap();
        assert_eq!(verified.faults, []);
        assert_eq!(verified.files, one.len() - 1);
        let events = String::from_utf8_lossy(&one["events.csv"]).into_owned();
        assert_eq!(events.contains("it was said"), with_text);
        assert_eq!(String::from_utf8_lossy(&one["articles.csv"]).contains("All of it."), with_text);
    }
}

#[test]
fn a_finding_that_is_told_twice_is_released_once_and_counted() {
    let mut twice = archive(3);
    let statement = twice[1].record["statements"][0].clone();
    twice[1].record["statements"].as_array_mut().unwrap().push(statement);
    let files = released(&twice, about());
    assert_eq!(verify(&files).unwrap().faults, []);
    let manifest: Value = serde_json::from_slice(&files["manifest.json"]).unwrap();
    assert_eq!(manifest["tables"]["statements"]["rows"], 3);
    assert_eq!(manifest["tables"]["statements"]["repeated"], 1);
}

/// Changes twenty articles in the way of each cause; says which cause each article has.
fn changed(old: &[Made]) -> (Vec<Made>, BTreeMap<usize, Cause>) {
    let mut causes = BTreeMap::new();
    let mut new = Vec::new();
    for made_before in old {
        let mut now = made_before.clone();
        let name = now.name;
        let mut is = |cause| {
            causes.insert(name, cause);
        };
        match name {
            // Another text; gone.
            0..=9 => {
                is(Cause::Text);
                now = made(name, "as it is");
                now.fused = made_before.fused.clone();
            }
            10..=14 => {
                is(Cause::Text);
                continue;
            }
            // Another model: another status, another type with another id, an event less, a statement less.
            20..=39 => {
                is(Cause::Reader);
                set(&mut now, "/reader/model", json!("accurate-5"));
                match name % 4 {
                    0 => set(&mut now, "/events/1/status", json!("planned")),
                    1 => {
                        set(&mut now, "/events/1/type", json!("COERCE"));
                        set(&mut now, "/events/1/id", json!(format!("e-other-{name}")));
                    }
                    2 => drop_event(&mut now),
                    _ => set(&mut now, "/statements/0/polarity", json!("denied")),
                }
            }
            // Other tables: another code, another type with another id, another topic.
            40..=59 => {
                is(Cause::Table);
                set(
                    &mut now,
                    if name % 2 == 0 { "/reader/knowledge" } else { "/reader/frames" },
                    json!("other"),
                );
                match name % 4 {
                    0 | 2 => set(&mut now, "/events/0/source/1/code", json!("TGOMIL")),
                    1 => {
                        set(&mut now, "/events/1/type", json!("COERCE"));
                        set(&mut now, "/events/1/id", json!(format!("e-other-{name}")));
                    }
                    _ => set(&mut now, "/agenda/0/scope", json!("off")),
                }
            }
            // Corrected: a status, an event taken out, one added; each other time by a newer reader as well.
            60..=79 => {
                is(Cause::Correction);
                match name % 3 {
                    0 => {
                        let talks = id_of(&now, "/events/0/id");
                        set(&mut now, "/events/0/status", json!("planned"));
                        correct(&mut now, Verb::Set, &[talks]);
                    }
                    1 => {
                        let event = id_of(&now, "/events/1/id");
                        drop_event(&mut now);
                        correct(&mut now, Verb::Reject, &[event]);
                    }
                    _ => {
                        let mut event = now.record["events"][1].clone();
                        event["id"] = json!(format!("e-added-{name}"));
                        event["triggers"] = json!([[200, 205]]);
                        now.record["events"].as_array_mut().unwrap().push(event);
                        correct(&mut now, Verb::Add, &[format!("e-added-{name}")]);
                    }
                }
                if name % 2 == 0 {
                    set(&mut now, "/reader/model", json!("accurate-5"));
                }
            }
            // Joined to other events, one text with others, merged by hand.
            80..=99 => {
                is(Cause::Merge);
                match name % 3 {
                    0 => now.fused[0] = Some("f-joined".to_owned()),
                    1 => now.family = Some(old[98].digest.clone()),
                    _ => {
                        let both = [id_of(&now, "/events/0/id"), id_of(&now, "/events/1/id")];
                        drop_event(&mut now);
                        set(&mut now, "/events/0/triggers", json!([[10, 15], [40, 45]]));
                        correct(&mut now, Verb::Merge, &both);
                    }
                }
            }
            // Read by a newer reader to the same effect: nothing to tell.
            100..=119 => set(&mut now, "/reader/model", json!("accurate-5")),
            _ => {}
        }
        new.push(now);
    }
    // New articles.
    for name in 15..=19 {
        causes.insert(name, Cause::Text);
    }
    (new, causes)
}

#[test]
fn twenty_changes_of_each_cause_are_named_rightly() {
    let mut all = archive(140);
    let (new, causes) = changed(&all);
    // Those that are new are not there before.
    all.retain(|made| !(15..=19).contains(&made.name));
    assert_eq!(causes.len(), 100);
    let (old, new) = (released(&all, about()), released(&new, about()));
    for files in [&old, &new] {
        assert_eq!(verify(files).unwrap().faults, []);
    }
    let found = diff(&old, &new).unwrap();
    let mut told: BTreeMap<usize, BTreeSet<Cause>> = BTreeMap::new();
    for change in &found.changes {
        told.entry(change.article[1..].parse().unwrap()).or_default().insert(change.cause);
    }
    let wrong: Vec<_> = causes
        .iter()
        .filter(|(name, cause)| told.get(name) != Some(&BTreeSet::from([**cause])))
        .map(|(name, cause)| (name, cause, told.get(name)))
        .collect();
    assert!(wrong.is_empty(), "{} of 100 are not named rightly: {wrong:?}", wrong.len());
    assert!(told.keys().all(|name| causes.contains_key(name)), "changes where nothing was changed");
    // Back again the causes are the same.
    let back = diff(&new, &old).unwrap();
    let names = |found: &legation_exchange::release::Diff| -> Vec<(String, Cause)> {
        let mut all: Vec<_> =
            found.changes.iter().map(|change| (change.article.clone(), change.cause)).collect();
        all.sort();
        all
    };
    assert_eq!(names(&found), names(&back));
    assert!(diff(&old, &old).unwrap().changes.is_empty());
}

#[test]
fn another_id_is_the_same_event_by_its_words() {
    let old = archive(2);
    let mut new = old.clone();
    set(&mut new[0], "/events/1/type", json!("COERCE"));
    set(&mut new[0], "/events/1/id", json!("e-other"));
    set(&mut new[0], "/reader/version", json!("0.2.0"));
    let found = diff(&released(&old, about()), &released(&new, about())).unwrap();
    let [change] = found.changes.as_slice() else { panic!("{:?}", found.changes) };
    assert_eq!((change.change, change.cause), (ChangeKind::Changed, Cause::Reader));
    assert_ne!(change.old_key, change.new_key);
    assert_eq!(change.fields["type"], ["SANCTION".to_owned(), "COERCE".to_owned()]);
}

#[test]
fn where_several_causes_hold_the_others_are_told_beside() {
    let old = archive(2);
    let mut new = old.clone();
    set(&mut new[0], "/events/1/status", json!("planned"));
    set(&mut new[0], "/reader/model", json!("accurate-5"));
    set(&mut new[0], "/reader/knowledge", json!("k2"));
    let found = diff(&released(&old, about()), &released(&new, about())).unwrap();
    assert_eq!(found.changes[0].cause, Cause::Reader);
    assert_eq!(found.changes[0].also, [Cause::Table]);
}

#[test]
fn what_was_not_asked_for_is_no_change_of_the_text() {
    let all = archive(4);
    let whole = released(&all, about());
    let days = BTreeMap::from([("to".to_owned(), json!("2025-02-28"))]);
    let part = released(&all[..2], About { arguments: days, ..about() });
    let found = diff(&whole, &part).unwrap();
    assert!(!found.changes.is_empty());
    assert!(found.changes.iter().all(|change| change.cause == Cause::Selection), "{:?}", found.counts);
    let missing = released(&all[..2], about());
    assert!(diff(&whole, &missing).unwrap().changes.iter().all(|change| change.cause == Cause::Text));
}

/// Puts the sums of the files as they are into the file of sums.
fn resum(files: &mut Files) {
    let sums: Vec<String> = files
        .iter()
        .filter(|(name, _)| *name != "SHA256SUMS")
        .map(|(name, bytes)| {
            let sum: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            format!("{sum}  {name}\n")
        })
        .collect();
    files.insert("SHA256SUMS".to_owned(), sums.concat().into_bytes());
}

fn rewrite(files: &mut Files, name: &str, change: impl Fn(&str) -> String) {
    let text = String::from_utf8(files[name].clone()).unwrap();
    let changed = change(&text);
    assert_ne!(text, changed, "{name}: the test changes nothing");
    files.insert(name.to_owned(), changed.into_bytes());
}

#[test]
fn tampering_is_found() {
    let sound = released(&archive(5), about());
    let other = released(&archive(4), about());
    let tampered = |change: &dyn Fn(&mut Files), resums: bool| -> String {
        let mut files = sound.clone();
        change(&mut files);
        if resums {
            resum(&mut files);
        }
        let faults = verify(&files).unwrap().faults;
        faults.iter().map(|fault| format!("{}: {}\n", fault.file, fault.what)).collect()
    };
    let last_line = |text: &str| text.trim_end().rsplit('\n').next().unwrap().to_owned();
    let first_row = |text: &str| text.lines().nth(1).unwrap().to_owned();
    type Tampering<'a> = (&'a str, bool, &'a dyn Fn(&mut Files), &'a str);
    let cases: [Tampering<'_>; 14] = [
        (
            "a byte",
            false,
            &|files| rewrite(files, "events.csv", |text| text.replacen("occurred", "planned", 1)),
            "SHA-256 differs",
        ),
        (
            "a page",
            false,
            &|files| rewrite(files, "README.md", |text| text.replace("Ghana", "") + "!"),
            "README.md: its bytes",
        ),
        (
            "a value, with its sum",
            true,
            &|files| rewrite(files, "events.csv", |text| text.replacen("occurred", "planned", 1)),
            "`status` differs",
        ),
        (
            "a row less, with its sum",
            true,
            &|files| rewrite(files, "events.csv", |text| text.replacen(&(first_row(text) + "\n"), "", 1)),
            "is not in the CSV",
        ),
        (
            "a row twice",
            true,
            &|files| rewrite(files, "statements.csv", |text| format!("{text}{}\n", last_line(text))),
            "has the key of a row before",
        ),
        (
            "a column",
            true,
            &|files| rewrite(files, "agenda.csv", |text| text.replacen("topic,", "subject,", 1)),
            "its columns are not those",
        ),
        (
            "a file less",
            false,
            &|files| drop(files.remove("events.parquet")),
            "listed in SHA256SUMS and cannot be read",
        ),
        (
            "a file more",
            false,
            &|files| drop(files.insert("notes.txt".to_owned(), b"x".to_vec())),
            "is no part of the release",
        ),
        ("no sums", false, &|files| drop(files.remove("SHA256SUMS")), "was not finished"),
        (
            "another release's table",
            true,
            &|files| drop(files.insert("articles.csv".to_owned(), other["articles.csv"].clone())),
            "which is not among the articles",
        ),
        (
            "half a Parquet",
            true,
            &|files| {
                let half = files["events.parquet"][..300].to_vec();
                files.insert("events.parquet".to_owned(), half);
            },
            "events.parquet cannot be read",
        ),
        (
            "a count",
            true,
            &|files| rewrite(files, "manifest.json", |text| text.replacen("\"rows\": 5,", "\"rows\": 6,", 1)),
            "counts 6 rows",
        ),
        (
            "a day",
            true,
            &|files| {
                rewrite(files, "manifest.json", |text| {
                    text.replacen("\"2025-03-02\": 5", "\"2025-03-02\": 4", 1)
                });
            },
            "by outlet and day",
        ),
        (
            "the corpus",
            true,
            &|files| {
                rewrite(files, "manifest.json", |text| text.replacen("\"digest\": \"", "\"digest\": \"0", 1));
            },
            "digest of the corpus",
        ),
    ];
    for (name, resums, change, expected) in cases {
        let faults = tampered(change, resums);
        let expected = if name == "half a Parquet" { "events.parquet" } else { expected };
        assert!(faults.contains(expected), "{name}: {expected} is not among\n{faults}");
    }
    let mut none = sound.clone();
    none.remove("manifest.json");
    assert_eq!(verify(&none).unwrap_err().code(), "release-missing");
    let mut later = sound;
    rewrite(&mut later, "manifest.json", |text| text.replacen("\"form\": 1", "\"form\": 99", 1));
    assert_eq!(verify(&later).unwrap_err().code(), "release-newer");
}

#[test]
fn each_column_cause_and_error_stands_in_the_documentation() {
    let page = include_str!("../../../../docs/RELEASES.md");
    let is_there = |word: &str| assert!(page.contains(&format!("`{word}`")), "{word} is not documented");
    for table in tables() {
        is_there(table.name);
        assert!(table.column(table.key).is_some(), "{}: no key", table.name);
        let names: BTreeSet<&str> = table.columns(true).map(|column| column.name).collect();
        assert_eq!(names.len(), table.columns(true).count(), "{}: a column is there twice", table.name);
        for Column { name, refers_to, .. } in table.columns(true) {
            is_there(name);
            assert!(refers_to.is_none_or(|to| tables().iter().any(|table| table.name == to)));
        }
    }
    for cause in Cause::ALL {
        is_there(cause.name());
    }
    let text = || String::from("x");
    for error in [
        ReleaseError::Output(io::Error::other("full")),
        ReleaseError::Value(text()),
        ReleaseError::Missing { name: text(), reason: text() },
        ReleaseError::Foreign { name: text(), reason: text() },
        ReleaseError::Newer { found: 2, known: 1 },
    ] {
        is_there(error.code());
        assert!(!error.remedy().is_empty());
    }
}

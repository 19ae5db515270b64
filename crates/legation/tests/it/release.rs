//! Releases of a small store: the same whatever the way to it, whole, and compared with their causes.

use crate::command::{err, folder, out, run};
use serde_json::Value;
use std::path::Path;

/// Adds files to a store in a folder; the store.
fn store(place: &Path, name: &str, options: &[&str], files: &[&str]) -> String {
    let store = place.join(name).display().to_string();
    let output = run(&[&["add", "--store", &store], options, files].concat());
    assert!(output.status.success(), "{}", err(&output));
    store
}

/// Makes a release; its folder.
fn release(place: &Path, name: &str, store: &str, options: &[&str]) -> String {
    let folder = place.join(name).display().to_string();
    let output = run(&[&["release", &folder, "--store", store], options].concat());
    assert!(output.status.success(), "{options:?}: {}", err(&output));
    let verified = run(&["verify", &folder]);
    assert!(verified.status.success(), "{options:?}: {}{}", out(&verified), err(&verified));
    folder
}

fn file(folder: &str, name: &str) -> String {
    std::fs::read_to_string(Path::new(folder).join(name)).unwrap()
}

fn manifest(folder: &str) -> Value {
    serde_json::from_str(&file(folder, "manifest.json")).unwrap()
}

fn rows(folder: &str, table: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_path(Path::new(folder).join(format!("{table}.csv"))).unwrap();
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn column(folder: &str, table: &str, name: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_path(Path::new(folder).join(format!("{table}.csv"))).unwrap();
    let at = reader.headers().unwrap().iter().position(|column| column == name).unwrap();
    reader.records().map(|row| row.unwrap()[at].to_owned()).collect()
}

fn diff(old: &str, new: &str) -> Value {
    let output = run(&["diff", old, new, "--format", "json"]);
    assert!(output.status.success(), "{}", err(&output));
    serde_json::from_str(&out(&output)).unwrap()
}

/// The causes of all changes, each once.
fn causes(diff: &Value) -> Vec<String> {
    let all = diff["changes"].as_array().unwrap().iter();
    let mut causes: Vec<String> = all.map(|change| change["cause"].as_str().unwrap().to_owned()).collect();
    causes.sort();
    causes.dedup();
    causes
}

#[test]
fn threads_order_and_reading_again_change_no_byte() {
    let place = folder("release-same");
    let one = store(&place, "one.db", &["--model", "fast", "--threads", "1"], &["examples/"]);
    let linked = run(&["link", "--store", &one]);
    assert!(linked.status.success(), "{}", err(&linked));
    let sums = |name: &str, store: &str| file(&release(&place, name, store, &[]), "SHA256SUMS");
    let first = sums("first", &one);
    assert_eq!(first, sums("again", &one));
    // The other way round, on two threads.
    let mut files: Vec<String> =
        std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples"))
            .unwrap()
            .map(|file| file.unwrap().path().display().to_string())
            .filter(|file| !file.ends_with(".md"))
            .collect();
    files.sort();
    files.reverse();
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let two = store(&place, "two.db", &["--model", "fast", "--threads", "2"], &files);
    assert!(run(&["link", "--store", &two]).status.success());
    assert_eq!(first, sums("other", &two));
    // Read again, and linked again.
    let reread = run(&["reread", "--all", "--store", &one, "--model", "fast", "--threads", "2"]);
    assert!(reread.status.success(), "{}", err(&reread));
    assert_eq!(first, sums("reread", &one));
    assert!(run(&["link", "--store", &one]).status.success());
    assert_eq!(first, sums("relinked", &one));
    // The dated series of a release are those of the store: as many events as `export` has.
    let exported = out(&run(&["export", "--store", &one, "--as", "csv"]));
    let released = place.join("first").display().to_string();
    assert_eq!(rows(&released, "events").len(), exported.lines().count() - 1);
    assert!(column(&released, "events", "fused").iter().all(|fused| fused.starts_with("f-")));
    // What nobody named is said to be missing.
    let (citation, readme) = (file(&released, "CITATION.cff"), file(&released, "README.md"));
    assert!(
        citation.contains("# no licence was named") && citation.contains("  - name: anonymous"),
        "{citation}"
    );
    assert!(readme.contains("not named. Licence: none named"), "{readme}");
    let events = format!("| `events` | {} |", rows(&released, "events").len());
    assert!(readme.contains(&events) && readme.contains("## What was asked for\n\nEverything."), "{readme}");
}

#[test]
fn filters_leave_nothing_dangling_and_no_text_goes_out_unasked() {
    let place = folder("release-filters");
    let store = store(&place, "store.db", &["--model", "fast"], &["examples/"]);
    let all = release(&place, "all", &store, &[]);
    for (at, options) in [
        &["--type", "CONSULT"][..],
        &["--from", "2025-05-01", "--to", "2025-05-31"],
        &["--min-confidence", "0.8"],
        &["--dyad", "IRN-USA"],
        &["--scope", "off"],
        &["--as-of", "2025-04-30"],
        &["--status", "planned,proposed", "--actor", "*GOV"],
        &["--text", "sanctions"],
        &["--from", "2031-01-01"],
    ]
    .into_iter()
    .enumerate()
    {
        let part = release(&place, &format!("part-{at}"), &store, options);
        let keys = column(&all, "events", "key");
        assert!(column(&part, "events", "key").iter().all(|key| keys.contains(key)), "{options:?}");
        assert!(manifest(&part)["arguments"].as_object().is_some_and(|given| !given.is_empty()));
        assert_eq!(causes(&diff(&part, &all)), ["selection"], "{options:?}");
    }
    let may = place.join("part-1").display().to_string();
    // Articles of other days are there for what they tell, and are not counted by outlet and day.
    let in_period = column(&may, "articles", "in_period");
    let dates = column(&may, "articles", "date");
    for (date, in_period) in dates.iter().zip(&in_period) {
        assert_eq!(in_period == "TRUE", date.starts_with("2025-05"), "{date}");
    }
    assert!(in_period.contains(&"FALSE".to_owned()));
    let corpus = &manifest(&may)["corpus"];
    assert_eq!(corpus["in_period"], in_period.iter().filter(|truth| *truth == "TRUE").count());

    let sentence = "would deal with staffing, visas and bank accounts";
    let with_text = release(&place, "with-text", &store, &["--with-text"]);
    assert!(file(&with_text, "statements.csv").contains(sentence));
    for table in ["events", "statements", "agenda", "articles"] {
        assert!(!file(&all, &format!("{table}.csv")).contains(sentence), "{table}");
        assert_eq!(rows(&all, table).len(), rows(&with_text, table).len(), "{table}");
    }
    assert!(diff(&all, &with_text)["changes"].as_array().unwrap().is_empty());
}

#[test]
fn the_versions_of_a_day_have_what_was_read_in_them() {
    let place = folder("release-versions");
    let written = |name: &str, date: &str, text: &str| {
        let path = place.join(name);
        let line = serde_json::json!({"id": "talks", "date": date, "url": "https://example.org/talks", "source": "Volta Post", "text": text});
        std::fs::write(&path, format!("{line}\n")).unwrap();
        path.display().to_string()
    };
    let first = written(
        "first.jsonl",
        "2025-03-04",
        "Envoys of Ghana and Togo met in Accra on Monday. \"We agreed,\" said the minister.",
    );
    let second =
        written("second.jsonl", "2025-03-06", "The United States imposed sanctions on Russia on Wednesday.");
    let early = store(&place, "early.db", &["--model", "fast"], &[&first]);
    let before = release(&place, "before", &early, &["--as-of", "2025-03-05"]);
    let late = store(&place, "late.db", &["--model", "fast"], &[&first, &second]);
    let then = release(&place, "then", &late, &["--as-of", "2025-03-05"]);
    assert!(!rows(&before, "events").is_empty());
    assert_eq!(file(&before, "SHA256SUMS"), file(&then, "SHA256SUMS"));
    let now = release(&place, "now", &late, &[]);
    assert_eq!(column(&now, "events", "type"), ["SANCTION"]);
    // What the question leaves out of the old version is left out.
    let none = release(&place, "none", &late, &["--as-of", "2025-03-05", "--type", "SANCTION"]);
    assert!(rows(&none, "events").is_empty());
    let found = diff(&then, &now);
    assert_eq!(causes(&found), ["text"], "{found}");
}

#[test]
fn another_model_is_the_cause_of_all_that_it_changes() {
    let place = folder("release-models");
    let files =
        ["examples/istanbul-talks.txt", "examples/phone-diplomacy.txt", "examples/sanctions-vote.txt"];
    let store = store(&place, "store.db", &["--model", "fast"], &files);
    let old = release(&place, "old", &store, &["--version-name", "1"]);
    let reread = run(&["reread", "--store", &store, "--model", "accurate"]);
    assert!(reread.status.success(), "{}", err(&reread));
    let new = release(&place, "new", &store, &["--version-name", "2"]);
    let found = diff(&old, &new);
    assert_eq!((&found["old"], &found["new"]), (&Value::from("1"), &Value::from("2")));
    assert_eq!(causes(&found), ["reader"]);
    let shown = run(&["diff", &old, &new, "--limit", "2"]);
    assert!(out(&shown).starts_with("From 1 to 2"), "{}", out(&shown));
    assert!(err(&shown).starts_with("the first 2 of "), "{}", err(&shown));
    for line in out(&shown).lines() {
        assert!(unicode_width::UnicodeWidthStr::width(line) <= 80, "too wide: {line}");
    }
}

#[test]
fn a_folder_with_something_in_it_is_left_alone_and_tampering_is_told() {
    let place = folder("release-refused");
    let store = store(&place, "store.db", &["--model", "fast"], &["examples/istanbul-talks.txt"]);
    let made = release(&place, "made", &store, &["--author", "Okoro, Dana", "--license", "CC-BY-4.0"]);
    let sums = file(&made, "SHA256SUMS");
    let again = run(&["release", &made, "--store", &store]);
    assert!(!again.status.success());
    assert!(err(&again).contains("is not empty\n  hint: name a new folder"), "{}", err(&again));
    assert_eq!(file(&made, "SHA256SUMS"), sums);
    let citation = file(&made, "CITATION.cff");
    assert!(citation.contains("family-names: \"Okoro\"") && citation.contains("license: \"CC-BY-4.0\""));

    let events = file(&made, "events.csv").replacen("occurred", "planned", 1);
    std::fs::write(Path::new(&made).join("events.csv"), events).unwrap();
    let verified = run(&["verify", &made]);
    assert_eq!(verified.status.code(), Some(1));
    assert!(out(&verified).contains("events.csv: its bytes are not those that were released"));
    assert!(out(&verified).contains("`status` differs"), "{}", out(&verified));
    assert!(err(&verified).contains("hint: "), "{}", err(&verified));
    let nothing = run(&["verify", &place.join("nowhere").display().to_string()]);
    assert!(err(&nothing).contains("hint: name the folder of a whole release"), "{}", err(&nothing));
}

#[test]
fn corrections_come_along_and_are_the_cause_of_what_they_change() {
    let place = folder("release-corrected");
    let store = store(&place, "store.db", &["--model", "fast"], &["examples/istanbul-talks.txt"]);
    let before = release(&place, "before", &store, &[]);
    assert_eq!(manifest(&before)["corrections"]["count"], 0);
    let correct = |words: &[&str]| {
        let who = ["--by", "Ama", "--why", "read again", "--store", &store];
        let output = run(&[&["correct", "istanbul-talks"], words, &who].concat());
        assert!(output.status.success(), "{words:?}: {}", err(&output));
    };
    correct(&["set", "5", "status", "planned"]);
    correct(&["reject", "7"]);
    correct(&["accept", "1"]);
    let after = release(&place, "after", &store, &[]);
    let applied = &manifest(&after)["corrections"];
    assert_eq!(
        (&applied["count"], &applied["by_verb"]["set"], &applied["by_verb"]["reject"]),
        (&Value::from(3), &Value::from(1), &Value::from(1))
    );
    assert_eq!(rows(&after, "corrections").len(), 3);
    let diff = diff(&before, &after);
    assert_eq!(causes(&diff), ["correction"], "{diff}");
    let kinds: Vec<&str> =
        diff["changes"].as_array().unwrap().iter().filter_map(|change| change["change"].as_str()).collect();
    assert!(kinds.contains(&"changed") && kinds.contains(&"removed"), "{diff}");
}

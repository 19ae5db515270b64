//! The archive: articles in, answers out, as a user types it.

use crate::command::{err, folder, out, run};
use std::path::PathBuf;

/// A store of the examples, in a folder of this test's own.
pub(crate) fn examples(name: &str) -> String {
    let store = path(name, "examples.db");
    let output = run(&["add", "--store", &store, "--model", "fast", "examples/"]);
    assert!(output.status.success(), "{}", err(&output));
    store
}

pub(crate) fn path(name: &str, file: &str) -> String {
    let folder: PathBuf = folder(name);
    folder.join(file).display().to_string()
}

/// What a command on a store prints; it must succeed.
pub(crate) fn ask(store: &str, arguments: &[&str]) -> String {
    let output = run(&[arguments, &["--store", store]].concat());
    assert!(output.status.success(), "{arguments:?}: {}", err(&output));
    out(&output)
}

pub(crate) fn json(store: &str, arguments: &[&str]) -> serde_json::Value {
    serde_json::from_str(&ask(store, &[arguments, &["--format", "json"]].concat())).unwrap()
}

#[test]
fn the_same_articles_are_added_once() {
    let store = examples("added-once");
    let articles = json(&store, &["articles"]).as_array().unwrap().len();
    assert!(articles > 10);
    let again = run(&["add", "--store", &store, "--model", "fast", "examples/"]);
    assert_eq!(out(&again), format!("added 0, there already {articles}\n"));
    assert_eq!(ask(&store, &["check"]), "the store is whole\n");
}

#[test]
fn the_store_answers_what_the_reading_found() {
    let store = examples("answers");
    let record = run(&["read", "--model", "fast", "--format", "json", "examples/istanbul-talks.txt"]);
    let record: serde_json::Value = serde_json::from_slice(&record.stdout).unwrap();
    let events = json(&store, &["events", "--text", "Istanbul AND visas", "--sort", "oldest"]);
    assert_eq!(events.as_array().unwrap().len(), record["events"].as_array().unwrap().len());
    let calls = json(&store, &["events", "--dyad", "USA-RUS", "--mode", "phone"]);
    assert_eq!(calls[0]["day"], "2025-02-12");
    assert_eq!(calls[0]["article"], "istanbul-talks");
    let said = json(&store, &["statements", "--actor", "State Department"]);
    assert!(said.as_array().unwrap().iter().any(|row| row["article"] == "istanbul-talks"));
    let off = json(&store, &["agenda", "--scope", "off", "--dyad", "USA-RUS"]);
    assert!(off.as_array().unwrap().iter().any(|row| row["topic"] == "Ukraine"));
    let found = json(&store, &["search", "visas", "Istanbul"]);
    assert_eq!(found[0]["article"], "istanbul-talks");
    let series = json(&store, &["series", "--dyad", "RUS-USA", "--by", "month", "--from", "2025-02-01"]);
    assert_eq!(series[0]["period"], "2025-02");
    assert!(series[0]["events"].as_u64().unwrap() >= 2);
}

#[test]
fn tables_fit_eighty_columns_and_say_where_there_is_more() {
    let store = examples("tables");
    for arguments in [
        &["events", "--limit", "5"][..],
        &["statements"],
        &["agenda"],
        &["actors"],
        &["articles"],
        &["timeline", "--actor", "RUS*"],
        &["search", "talks"],
        &["series", "--dyad", "USA-RUS"],
        &["dossier", "IRN-USA", "--evidence"],
        &["dossiers"],
        &["due", "--on", "2025-06-20"],
        &["readouts"],
        &["duplicates"],
        &["stories"],
        &["stats"],
        &["show", "istanbul-talks"],
    ] {
        let shown = ask(&store, arguments);
        assert!(!shown.is_empty(), "{arguments:?}");
        for line in shown.lines() {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= 80, "{arguments:?}: {line}");
        }
    }
    let cut = run(&["events", "--limit", "5", "--store", &store]);
    assert_eq!(err(&cut), "the first 5; --limit N or --all shows more\n");
    let none = run(&["events", "--place", "Atlantis", "--store", &store]);
    assert!(none.status.success());
    assert_eq!(err(&none), "nothing found\n");
    let shown = ask(&store, &["show", "istanbul-talks"]);
    let read = run(&["read", "--model", "fast", "examples/istanbul-talks.txt"]);
    assert_eq!(shown, out(&read), "what is kept is shown as it was read");
}

#[test]
fn an_export_can_be_added_again() {
    let store = examples("exported");
    let exported = ask(&store, &["export"]);
    let file = path("exported-file", "export.jsonl");
    std::fs::write(&file, &exported).unwrap();
    let copy = path("exported-copy", "copy.db");
    let output = run(&["add", "--store", &copy, "--model", "fast", &file]);
    assert!(output.status.success(), "{}", err(&output));
    let strip = |lines: &str| -> Vec<(String, String)> {
        let objects = lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        objects.map(|object| (object["digest"].to_string(), object["text"].to_string())).collect()
    };
    assert_eq!(strip(&ask(&copy, &["export"])), strip(&exported));
}

#[test]
fn what_may_not_be_kept_is_not_kept_until_it_is_attached() {
    let store = path("attached", "digests.db");
    let file = "examples/istanbul-talks.txt";
    ask(&store, &["add", "--keep", "digest", "--model", "fast", file]);
    assert!(!std::fs::read(&store).unwrap().windows(9).any(|bytes| bytes == b"residence"));
    let shown = run(&["show", "istanbul-talks", "--store", &store]);
    assert!(!shown.status.success());
    assert!(err(&shown).contains("hint: `legation attach FOLDER`"), "{}", err(&shown));
    assert!(json(&store, &["events"]).as_array().unwrap().len() > 3);
    assert_eq!(
        ask(&store, &["attach", "examples/istanbul-talks.txt"]),
        "attached 1, not in the store or with their text 0\n"
    );
    assert!(ask(&store, &["show", "istanbul-talks"]).contains("Evidence"));
    // The sentences with evidence are enough to lay out a negotiation; a digest is not.
    let talks = |keep: &str| {
        let store = path(&format!("attached-{keep}"), "talks.db");
        ask(&store, &["add", "--keep", keep, "--model", "fast", "examples/nuclear-talks.jsonl"]);
        run(&["dossier", "IRN-USA", "--format", "json", "--store", &store])
    };
    let rounds = |output: &std::process::Output| {
        let dossier: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        dossier["series"][0]["rounds"].as_array().map_or(0, Vec::len)
    };
    assert!(rounds(&talks("full")) > 3 && rounds(&talks("snippets")) > 3);
    let none = talks("digest");
    assert_eq!(rounds(&none), 0);
    assert!(
        err(&none).contains("8 articles that are kept without their text are left out"),
        "{}",
        err(&none)
    );
    assert_eq!(ask(&store, &["check"]), "the store is whole\n");
}

#[test]
fn the_users_own_outlets_go_before_those_of_the_program() {
    let place = folder("outlets");
    let path = |file: &str| place.join(file).display().to_string();
    let article = path("call.jsonl");
    let line = serde_json::json!({
        "id": "call", "date": "2025-02-12", "source": "Reuters", "text": "The two presidents spoke by phone on Wednesday.",
    });
    std::fs::write(&article, line.to_string()).unwrap();
    let table = |name: &str, country: &str| {
        let file = path(name);
        let row =
            format!("name\taliases\thosts\tcountry\tkind\tlanguage\nReuters\t\t\t{country}\twire\ten\n");
        std::fs::write(&file, row).unwrap();
        file
    };
    let (first, second) = (table("first.tsv", "NZL"), table("second.tsv", "FJI"));
    let country = |store: &str, more: &[&str]| {
        let store = path(store);
        ask(&store, &[&["add", "--model", "fast", &article], more].concat());
        json(&store, &["articles"])[0]["source_country"].clone()
    };
    assert_eq!(country("carried.db", &[]), "GBR");
    assert_eq!(country("own.db", &["--sources", &first, "--sources", &second]), "NZL");
    let wrong = path("wrong.tsv");
    std::fs::write(&wrong, "name\tkind\nReuters\tloud\n").unwrap();
    let refused = run(&["add", "--store", &path("none.db"), "--sources", &wrong, &article]);
    assert!(!refused.status.success());
    assert!(err(&refused).contains("wrong.tsv") && err(&refused).contains("hint:"), "{}", err(&refused));
}

#[test]
fn articles_are_read_again_by_another_model_only() {
    let store = path("reread", "one.db");
    let file = "examples/phone-diplomacy.txt";
    ask(&store, &["add", "--model", "fast", file]);
    assert_eq!(ask(&store, &["reread", "--model", "fast"]), "read again 0, as they are 1\n");
    assert_eq!(ask(&store, &["reread", "--model", "accurate"]), "read again 1, as they are 0\n");
    let read = run(&["read", "--format", "json", file]);
    assert_eq!(ask(&store, &["show", "--json", "phone-diplomacy"]), out(&read));
    assert_eq!(ask(&store, &["check"]), "the store is whole\n");
}

#[test]
fn bad_inputs_are_told_and_the_others_kept() {
    let place = folder("bad-added");
    let text = "Les ministres des affaires étrangères de la France et de l'Allemagne se sont réunis mardi à Paris pour discuter de la situation au Sahel et des sanctions contre les dirigeants de la junte.";
    std::fs::write(place.join("french.txt"), format!(" date 2025-03-04 {text}")).unwrap();
    std::fs::write(place.join("undated.txt"), "Envoys met in Accra.").unwrap();
    std::fs::write(place.join("good.txt"), " date 2025-03-04 Envoys of Ghana and Togo met in Accra.")
        .unwrap();
    let store = place.join("store.db").display().to_string();
    let errors = place.join("errors.tsv").display().to_string();
    let pattern = place.join("*.txt").display().to_string();
    let output = run(&["add", "--store", &store, "--model", "fast", "--errors", &errors, &pattern]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        out(&output),
        "added 2, not in English, kept unread 1, skipped 1\n  skipped 1: the text has no date\n"
    );
    assert!(err(&output).contains("hint: begin the text with"), "{}", err(&output));
    let errors = std::fs::read_to_string(&errors).unwrap();
    assert_eq!(errors.lines().count(), 1);
    assert_eq!(errors.split('\t').nth(1), Some("the text has no date"));
    let articles = json(&store, &["articles"]);
    let french = articles.as_array().unwrap().iter().find(|row| row["id"] == "french").unwrap();
    assert_eq!((&french["language"], &french["is_coded"]), (&"fra".into(), &false.into()));
}

#[test]
fn what_is_wrong_is_told_apart_by_its_code() {
    let place = folder("told-apart");
    let path = |file: &str| place.join(file).display().to_string();
    let line =
        |date: &str| format!("{{\"id\": \"a\", \"date\": \"{date}\", \"text\": \"Envoys met in Accra.\"}}\n");
    std::fs::write(place.join("days.jsonl"), ["2025-13-01", "2025-02-30"].map(line).concat()).unwrap();
    std::fs::write(place.join("dates.csv"), "date,text\n03/04/2025,Envoys met.\n05/06/2025,They left.\n")
        .unwrap();
    std::fs::write(place.join("one.txt"), "Envoys met in Accra.").unwrap();
    std::fs::write(place.join("two.txt"), "Envoys met in Lagos.").unwrap();
    let (store, missing) = (path("store.db"), path("missing.txt"));
    let inputs = ["days.jsonl", "dates.csv", "one.txt", "two.txt"].map(path);
    let [days, dates, one, two] = &inputs;
    let output = run(&["add", "--store", &store, "--model", "fast", days, dates, one, two, &missing]);
    assert_eq!(
        out(&output),
        "added 0, skipped 7\n  \
         skipped 2, the first: `03/04/2025` is no date that can be understood in one way\n  \
         skipped 1: cannot be read: No such file or directory (os error 2)\n  \
         skipped 2, the first: line 1: `2025-13-01` is not a day of the calendar\n  \
         skipped 2: the text has no date\n"
    );
    // Neither address is connected to.
    let net = run(&[
        "fetch",
        "--add",
        "--store",
        &store,
        "--model",
        "fast",
        "ftp://a.example/x",
        "http://127.0.0.1/",
    ]);
    assert_eq!(
        out(&net),
        "added 0, skipped 2\n  \
         skipped 1: the host is 127.0.0.1: this machine, not a public address\n  \
         skipped 1: `ftp:` is neither http nor https\n"
    );
}

#[test]
fn a_changed_article_is_a_new_version() {
    let place = folder("versions");
    let file = place.join("note.txt");
    let store = place.join("store.db").display().to_string();
    let path = file.display().to_string();
    std::fs::write(&file, " date 2025-03-04 Envoys of Ghana and Togo met in Accra.").unwrap();
    assert_eq!(ask(&store, &["add", "--model", "fast", &path]), "added 1\n");
    std::fs::write(&file, " date 2025-03-04 Envoys of Ghana and Benin met in Accra.").unwrap();
    assert_eq!(ask(&store, &["add", "--model", "fast", &path]), "added 0, new versions 1\n");
    assert_eq!(ask(&store, &["export"]).lines().count(), 1);
    assert_eq!(ask(&store, &["export", "--versions"]).lines().count(), 2);
    assert!(json(&store, &["events", "--actor", "TGO*"]).as_array().unwrap().is_empty());
    assert_eq!(json(&store, &["events", "--actor", "BEN*"]).as_array().unwrap().len(), 1);
}

#[test]
fn a_store_that_is_none_is_refused_with_what_to_do() {
    let place = folder("no-store");
    let missing = place.join("missing.db").display().to_string();
    let output = run(&["events", "--store", &missing]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("hint: make one with `legation add FILE…`"), "{}", err(&output));
    let text = place.join("text.db");
    std::fs::write(&text, "no database at all").unwrap();
    let output = run(&["add", "--store", &text.display().to_string(), "examples/istanbul-talks.txt"]);
    assert!(err(&output).contains("is no store of legation"), "{}", err(&output));
    assert_eq!(std::fs::read(&text).unwrap(), b"no database at all");
}

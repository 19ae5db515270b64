//! `--redact-private`: nobody without an office is named, in whatever form.

use crate::archive::{ask, json};
use crate::command::{err, folder, out, run};

const TEXT: &str = " date 2025-03-04 Maria Kovacs, a teacher from Lyon, was arrested on Monday after she had protested outside the Russian embassy in Paris. “I only wanted peace,” Kovacs said. French Foreign Minister Jean-Noël Barrot met Russian Foreign Minister Sergei Lavrov in Geneva on Monday. John Smith, a shopkeeper, said that the police had beaten Ms Kovacs.";

/// What must not be read anywhere.
const NAMES: [&str; 4] = ["Maria", "Kovacs", "Smith", "shopkeeper,"];

fn store(name: &str, keep: &str) -> String {
    let place = folder(name);
    let store = place.join("store.db").display().to_string();
    let article = place.join("article.txt");
    std::fs::write(&article, TEXT).unwrap();
    let output =
        run(&["add", "--store", &store, "--model", "fast", "--keep", keep, &article.display().to_string()]);
    assert!(output.status.success(), "{}", err(&output));
    store
}

#[test]
fn no_form_names_private_persons() {
    for keep in ["full", "snippets", "digest"] {
        let store = store(&format!("private-{keep}"), keep);
        for form in ["jsonl", "csv", "polecat", "ftm", "graphml", "geojson", "gdelt", "icews"] {
            let shown = ask(&store, &["export", "--as", form, "--redact-private"]);
            for name in &NAMES[..3] {
                assert!(
                    !shown.to_lowercase().contains(&name.to_lowercase()),
                    "{keep}, {form}: {name} in {shown}"
                );
            }
        }
        for part in ["events", "statements", "actors", "articles"] {
            let shown = ask(&store, &[part, "--format", "json", "--redact-private"]);
            for name in &NAMES[..3] {
                assert!(!shown.contains(name), "{keep}, {part}: {name} in {shown}");
            }
        }
        let named = ask(&store, &["export"]);
        assert!(named.contains("Kovacs"), "without the option all are named");
    }
}

#[test]
fn those_in_office_are_named_and_offsets_go_along() {
    let store = store("private-offsets", "full");
    let line = ask(&store, &["export", "--redact-private"]);
    let record: serde_json::Value = serde_json::from_str(&line).unwrap();
    let text: Vec<char> = record["text"].as_str().unwrap().chars().collect();
    let words = |span: &serde_json::Value| -> String {
        let [start, end] = [0, 1].map(|at| usize::try_from(span[at].as_u64().unwrap()).unwrap());
        text[start..end].iter().collect()
    };
    let plain: serde_json::Value = serde_json::from_str(&ask(&store, &["export"])).unwrap();
    let before: Vec<char> = plain["text"].as_str().unwrap().chars().collect();
    for (redacted, event) in
        record["events"].as_array().unwrap().iter().zip(plain["events"].as_array().unwrap())
    {
        let span = &event["triggers"][0];
        let [start, end] = [0, 1].map(|at| usize::try_from(span[at].as_u64().unwrap()).unwrap());
        let trigger: String = before[start..end].iter().collect();
        assert_eq!(words(&redacted["triggers"][0]), trigger);
        assert_eq!(redacted["id"], event["id"]);
    }
    let said = &record["statements"][0];
    assert_eq!(said["who"], "[private person]");
    assert!(words(&said["speaker"]).contains("[private person]"), "{said}");
    let consult =
        record["events"].as_array().unwrap().iter().find(|event| event["type"] == "CONSULT").unwrap();
    let who: Vec<&str> =
        consult["source"].as_array().unwrap().iter().map(|actor| actor["who"].as_str().unwrap()).collect();
    assert!(who.iter().any(|who| who.contains("Lavrov")), "{who:?}");
    // The codes stay, so that nothing is counted otherwise.
    let dyads =
        |arguments: &[&str]| json(&store, &[&["events"], arguments].concat()).as_array().unwrap().len();
    assert_eq!(dyads(&[]), dyads(&["--redact-private"]));
}

#[test]
fn dossiers_do_not_name_them_either() {
    let place = folder("private-dossier");
    let store = place.join("store.db").display().to_string();
    let article = place.join("talks.txt");
    std::fs::write(
        &article,
        " date 2025-05-12 Iranian and American officials met in Muscat on Sunday for a fourth round of talks on enrichment. Peter Novak, a shopkeeper, said that Iran and the United States would meet again. Iranian Foreign Minister Abbas Araghchi said that enrichment was not negotiable.",
    )
    .unwrap();
    let added = run(&["add", "--store", &store, "--model", "fast", &article.display().to_string()]);
    assert!(added.status.success());
    let shown = |more: &[&str]| {
        out(&run(&[&["dossier", "IRN-USA", "--format", "json", "--store", &store], more].concat()))
    };
    assert!(shown(&[]).contains("Muscat"));
    let redacted = shown(&["--redact-private"]);
    assert!(redacted.contains("Muscat") && !redacted.contains("Novak"), "{redacted}");
}

#[test]
fn releases_do_not_name_them_either() {
    let store = store("private-release", "full");
    let written = |name: &str, options: &[&str]| -> String {
        let place = folder(name).join("release").display().to_string();
        let output = run(&[&["release", &place, "--store", &store], options].concat());
        assert!(output.status.success(), "{}", err(&output));
        let verified = run(&["verify", &place]);
        assert!(verified.status.success(), "{}", out(&verified));
        let tables = ["events", "statements", "agenda", "actors", "articles"];
        let files = tables.map(|table| format!("{place}/{table}.csv"));
        files.map(|file| std::fs::read_to_string(file).unwrap()).concat()
    };
    let plain = written("private-release-plain", &["--with-text"]);
    assert!(plain.contains("Kovacs"));
    for (name, options) in [
        ("private-release-redacted", &["--redact-private"][..]),
        ("private-release-text", &["--redact-private", "--with-text"]),
    ] {
        let redacted = written(name, options);
        for name in &NAMES[..3] {
            assert!(!redacted.contains(name), "{options:?}: {name} in {redacted}");
        }
    }
}

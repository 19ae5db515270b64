//! Corrections on the command line: one, from a file, in a review; what becomes of them, and the gold.

use crate::archive::{ask, json, path};
use crate::command::{err, folder, out, run, run_on};
use serde_json::Value;

const ARTICLES: [(&str, &str, &str); 3] = [
    (
        "talks",
        "2031-03-10",
        "Ghana and Togo held talks on their sea border in Accra on Monday. Ghana's foreign minister said the talks had been useful. Togo walked out of a second meeting.",
    ),
    (
        "echo",
        "2031-03-11",
        "Envoys of Ghana and Togo met in Accra on Monday to discuss the sea border. Mali and Niger will meet in Bamako on March 20.",
    ),
    (
        "other",
        "2031-03-12",
        "Benin imposed sanctions on Togo on Tuesday. Benin's president said the sanctions would stay.",
    ),
];

fn store(name: &str) -> String {
    let lines: String = ARTICLES
        .iter()
        .map(|(id, date, text)| serde_json::json!({"id": id, "date": date, "text": text}).to_string() + "\n")
        .collect();
    let file = folder(name).join("articles.jsonl");
    std::fs::write(&file, lines).unwrap();
    let store = path(&format!("{name}-store"), "store.db");
    ask(&store, &["add", "--model", "fast", &file.display().to_string()]);
    store
}

fn record(store: &str, id: &str) -> Value {
    serde_json::from_str(&ask(store, &["show", id, "--json"])).unwrap()
}

/// The number of the event with this trigger, as it is shown.
fn number(store: &str, id: &str, words: &str) -> String {
    let text: Vec<char> = ARTICLES.iter().find(|article| article.0 == id).unwrap().2.chars().collect();
    let record = record(store, id);
    let trigger = |event: &Value| -> String {
        let span = &event["triggers"][0];
        let (start, end) = (span[0].as_u64().unwrap() as usize, span[1].as_u64().unwrap() as usize);
        text[start..end].iter().collect()
    };
    let events = record["events"].as_array().unwrap();
    let at = events.iter().position(|event| trigger(event) == words);
    (at.unwrap_or_else(|| panic!("no event `{words}` in {record}")) + 1).to_string()
}

#[test]
fn one_correction_is_made_seen_and_taken_back() {
    let store = store("correct-one");
    let talks = number(&store, "talks", "talks");
    let made = ask(
        &store,
        &["correct", "talks", "set", &talks, "status", "planned", "--by", "Ama", "--why", "only announced"],
    );
    let id = made.trim().rsplit(' ').next().unwrap().to_owned();
    let planned = json(&store, &["events", "--status", "planned", "--dyad", "GHA-TGO"]);
    assert_eq!(
        (&planned[0]["corrected"], &planned[0]["machine"]),
        (&"status".into(), &r#"{"status":"occurred"}"#.into())
    );
    let shown = ask(&store, &["show", "talks"]);
    assert!(
        shown.contains("Corrections") && shown.contains("occurred") && shown.contains("only announced"),
        "{shown}"
    );
    let listed = json(&store, &["corrections"]);
    assert_eq!(
        (&listed[0]["id"], &listed[0]["became"], &listed[0]["words"]),
        (&id.as_str().into(), &"done".into(), &"talks".into())
    );
    // Another reading keeps it, and so does the check.
    ask(&store, &["reread", "--all", "--model", "fast"]);
    assert_eq!(
        json(&store, &["events", "--status", "planned", "--dyad", "GHA-TGO"]).as_array().unwrap().len(),
        1
    );
    assert_eq!(ask(&store, &["check"]), "the store is whole\n");
    ask(&store, &["correct", "talks", "undo", &id, "--by", "Ama"]);
    assert_eq!(
        json(&store, &["events", "--status", "planned", "--dyad", "GHA-TGO"]).as_array().unwrap().len(),
        0
    );
    assert_eq!(json(&store, &["corrections"])[0]["became"], "undone");
    for line in ask(&store, &["corrections"]).lines() {
        assert!(unicode_width::UnicodeWidthStr::width(line) <= 80, "{line}");
    }
}

#[test]
fn what_is_no_correction_is_refused_with_a_hint() {
    let store = store("correct-refused");
    let talks = number(&store, "talks", "talks");
    let check = |words: &[&str], expected: &str| {
        let output = run(&[&["correct", "talks"], words, &["--store", &store]].concat());
        assert_eq!(output.status.code(), Some(1), "{words:?}");
        assert!(err(&output).contains(expected), "{words:?}: {}", err(&output));
    };
    check(&["set", &talks, "status", "planed", "--by", "Ama"], "did you mean planned?");
    check(&["set", &talks, "sttus", "planned", "--by", "Ama"], "did you mean status");
    check(&["set", &talks, "source", "Ghana GHX", "--by", "Ama"], "GHA");
    check(&["set", &talks, "status", "planned"], "--by NAME");
    check(&["accept", "99", "--by", "Ama"], "there is no `99`");
    check(&["accept", "s", "--by", "Ama"], "names no finding");
    check(&["add", "event", "no such words", "AGREE", "--by", "Ama"], "does not stand in the article");
    check(&["mend", "3", "--by", "Ama"], "accept, reject, set");
    let missing = run(&["correct", "nothing", "accept", "1", "--by", "Ama", "--store", &store]);
    assert!(err(&missing).contains("there is no article `nothing`"), "{}", err(&missing));
    assert_eq!(json(&store, &["corrections"]), Value::Array(Vec::new()));
}

#[test]
fn a_file_is_taken_in_line_by_line() {
    let store = store("correct-file");
    let talks = number(&store, "talks", "talks");
    let file = path("correct-file-lines", "lines.jsonl");
    let lines = [
        format!(r#"{{"article": "talks", "do": "set {talks} mode multilateral"}}"#),
        r#"{"article": "talks", "what": "event", "verb": "add", "words": "walked out", "value": {"type": "SANCTION", "source": "Togo TGOGOV"}, "by": "Kofi"}"#.to_owned(),
        r#"{"article": "talks", "what": "event", "verb": "set", "words": "talks", "field": "status", "value": "happened"}"#.to_owned(),
        "no json".to_owned(),
        String::new(),
        r#"{"article": "talks", "what": "event", "verb": "accept", "words": "useful"}"#.to_owned(),
        r#"{"article": "nowhere", "do": "accept 1"}"#.to_owned(),
    ];
    std::fs::write(&file, lines.join("\n")).unwrap();
    let output = run(&["correct", "--file", &file, "--by", "Ama", "--store", &store]);
    assert_eq!(output.status.code(), Some(1));
    let said = err(&output);
    for line in ["lines.jsonl:3: ", "lines.jsonl:4: ", "lines.jsonl:7: "] {
        assert!(said.contains(line), "{said}");
    }
    assert_eq!(said.matches("error:").count(), 3, "{said}");
    assert!(
        out(&output).starts_with("corrections: 3 new, 0 there already, 1 of them fit nowhere"),
        "{}",
        out(&output)
    );
    let orphans = json(&store, &["corrections", "orphans"]);
    assert_eq!((orphans.as_array().unwrap().len(), &orphans[0]["words"]), (1, &"useful".into()));
    let added = json(&store, &["events", "--type", "SANCTION", "--actor", "TGO*"]);
    assert!(
        added
            .as_array()
            .unwrap()
            .iter()
            .any(|row| row["trigger_words"] == "walked out" && row["corrected"] == "add"),
        "{added}"
    );
    // What is exported is taken in again as the same.
    let exported = ask(&store, &["corrections", "export"]);
    std::fs::write(&file, &exported).unwrap();
    assert!(ask(&store, &["correct", "--file", &file]).starts_with("corrections: 0 new, 3 there already"));
    let copy = crate::corrections::store("correct-file-copy");
    ask(&copy, &["correct", "--file", &file]);
    assert_eq!(ask(&copy, &["export"]), ask(&store, &["export"]));
    let changed = exported.replacen("Kofi", "Kwame", 1);
    std::fs::write(&file, changed).unwrap();
    let output = run(&["correct", "--file", &file, "--store", &copy]);
    assert!(err(&output).contains("not as it was made"), "{}", err(&output));
}

#[test]
fn a_review_reads_the_article_and_ends_in_gold() {
    let store = store("review");
    let talks = number(&store, "talks", "talks");
    let commands = format!(
        "# what was announced\nset {talks} status planned\nwhy it left\nadd event \"walked out\" SANCTION source \"Togo TGOGOV\" status occurred\n\
         add statement \"useful\" who \"Ghana's foreign minister\" code GHAGOV\nadd agenda {talks} \"sea border\" off topic \"the border\"\n\
         set s1 polarity maybe\nshow\ndone\n"
    );
    let output = run_on(&["review", "talks", "--by", "Ama", "--store", &store], commands.as_bytes());
    let shown = out(&output);
    assert_eq!(output.status.code(), Some(1), "one command was none");
    assert!(err(&output).contains("`maybe` is no value of `polarity`"), "{}", err(&output));
    assert!(shown.contains("walked out of a second meeting"), "the whole text is shown: {shown}");
    assert!(shown.contains("a1") || shown.contains("(a"), "{shown}");
    for line in shown.lines() {
        assert!(unicode_width::UnicodeWidthStr::width(line) <= 80, "{line}");
    }
    let gold = ask(&store, &["corrections", "export", "--as", "gold"]);
    assert_eq!(gold.lines().count(), 1);
    let gold: Value = serde_json::from_str(&gold).unwrap();
    let record = record(&store, "talks");
    assert_eq!(
        (&gold["id"], &gold["date"], &gold["events"]),
        (&"talks".into(), &"2031-03-10".into(), &record["events"])
    );
    assert_eq!(gold["text"], ARTICLES[0].2);
    assert_eq!(gold["annotators"], serde_json::json!(["Ama"]));
    // Whatever another model finds, the article stays as it was read through.
    ask(&store, &["reread", "--model", "accurate"]);
    let again: Value =
        serde_json::from_str(&ask(&store, &["corrections", "export", "--as", "gold"])).unwrap();
    assert_eq!(again, gold);
    assert_eq!(ask(&store, &["check"]), "the store is whole\n");
    // Numbers stay while findings come and go.
    let output = run_on(
        &["review", "echo", "--by", "Ama", "--store", &store],
        b"reject 1\naccept 2\nreject 1\nquit\n",
    );
    assert!(err(&output).contains("there is no `1` any more"), "{}", err(&output));
    assert_eq!(json(&store, &["corrections", "list", "echo"]).as_array().unwrap().len(), 2);
    let note = run(&["corrections", "export", "--as", "gold", "--store", &store]);
    assert!(err(&note).contains("1 articles with corrections are left out"), "{}", err(&note));
}

#[test]
fn linking_obeys_what_was_said_of_two_articles() {
    let store = store("correct-links");
    let fused = |store: &str| json(store, &["timeline", "--dyad", "GHA-TGO", "--type", "CONSULT", "--all"]);
    let (talks, met) = (number(&store, "talks", "talks"), number(&store, "echo", "met"));
    let articles = |rows: &Value| -> Vec<u64> {
        let mut all: Vec<u64> =
            rows.as_array().unwrap().iter().map(|row| row["articles"].as_u64().unwrap()).collect();
        all.sort_unstable();
        all
    };
    let before = fused(&store);
    assert!(articles(&before).contains(&2), "{before}");
    ask(&store, &["link"]);
    let made = ask(&store, &["correct", "talks", "split", &talks, &format!("echo:{met}"), "--by", "Ama"]);
    ask(&store, &["link"]);
    assert!(!articles(&fused(&store)).contains(&2), "{}", fused(&store));
    assert_eq!(json(&store, &["corrections"])[0]["became"], "done");
    let id = made.trim().rsplit(' ').next().unwrap();
    ask(&store, &["correct", "talks", "undo", id, "--by", "Ama"]);
    ask(&store, &["link"]);
    assert_eq!(fused(&store), before);
    // And what nobody would have joined is joined.
    let imposed = number(&store, "other", "imposed");
    ask(&store, &["correct", "talks", "merge", &talks, &format!("other:{imposed}"), "--by", "Ama"]);
    ask(&store, &["link"]);
    let rows = json(&store, &["timeline", "--all"]);
    assert!(articles(&rows).contains(&3), "{rows}");
    ask(&store, &["reread", "--all", "--model", "fast"]);
    ask(&store, &["link"]);
    assert_eq!(json(&store, &["timeline", "--all"]), rows);
}

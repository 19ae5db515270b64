//! What is one across articles: copies, joined events, what was to come, what each side told.

use crate::archive::{ask, examples, json, path};
use crate::command::{err, folder, out, run};

/// A store of some articles of ours, each an id, a day, an outlet and a text.
fn store(name: &str, articles: &[(&str, &str, &str, &str)]) -> String {
    let place = folder(name);
    let lines: String = articles
        .iter()
        .map(|(id, date, source, text)| {
            serde_json::json!({"id": id, "date": date, "source": source, "text": text}).to_string() + "\n"
        })
        .collect();
    let file = place.join("articles.jsonl");
    std::fs::write(&file, lines).unwrap();
    let store = path(&format!("{name}-store"), "store.db");
    ask(&store, &["add", "--model", "fast", &file.display().to_string()]);
    store
}

const TALKS: [(&str, &str, &str, &str); 4] = [
    (
        "announced",
        "2031-03-04",
        "Coast Wire",
        "Ghana and Togo will hold talks on their sea border in Accra on March 10, Ghana's foreign ministry said on Tuesday. Togo threatened to impose sanctions on Benin.",
    ),
    (
        "held",
        "2031-03-10",
        "Harbour Post",
        "Ghana and Togo held talks on their sea border in Accra on Monday. Ghana's foreign minister said the talks had been useful. Togo's foreign ministry said the talks had been difficult.",
    ),
    (
        "held-too",
        "2031-03-11",
        "Coast Wire",
        "Envoys of Ghana and Togo met in Accra on Monday to discuss the sea border. Mali and Niger will meet in Bamako on March 20.",
    ),
    (
        "history",
        "2033-01-05",
        "Harbour Post",
        "Ghana and Togo met in Accra on March 10, 2031, but never signed a treaty. Ghana expelled an envoy of Togo on Tuesday.",
    ),
];

#[test]
fn what_is_linked_is_kept_and_worked_out_anew_for_what_is_new() {
    let store = examples("linked");
    let duplicates = json(&store, &["duplicates"]);
    let ids: Vec<&str> =
        duplicates.as_array().unwrap().iter().map(|row| row["article"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), 2, "{duplicates}");
    assert!(ids.contains(&"muscat-first") && ids.contains(&"muscat-first-copy"));
    assert_eq!((&duplicates[0]["number"], &duplicates[1]["number"]), (&0.into(), &1.into()));
    assert_eq!(duplicates[1]["family"], duplicates[0]["digest"]);

    let first = ask(&store, &["link"]);
    assert!(first.contains("looked at now") && first.contains("1: 1 new"), "{first}");
    assert_eq!(json(&store, &["duplicates"]), duplicates, "what is kept is what is found");
    let again = ask(&store, &["link"]);
    assert!(again.contains("none of them new") && !again.contains("changed"), "{again}");
    assert_eq!(again.matches("as before").count(), 3, "{again}");
    let all = ask(&store, &["link", "--all"]);
    assert!(all.contains("looked at now") && all.matches("as before").count() == 3, "{all}");
    assert_eq!(ask(&store, &["check"]), "the store is whole\n");
}

#[test]
fn what_is_added_later_is_linked_as_if_it_had_been_there() {
    let (one, other) = (store("linked-later", &TALKS[..2]), store("linked-at-once", &TALKS));
    ask(&one, &["link"]);
    let file = path("linked-later-more", "more.jsonl");
    let more: String = TALKS[2..]
        .iter()
        .map(|(id, date, source, text)| {
            serde_json::json!({"id": id, "date": date, "source": source, "text": text}).to_string() + "\n"
        })
        .collect();
    std::fs::write(&file, more).unwrap();
    ask(&one, &["add", "--model", "fast", &file]);
    let timeline = |store: &str| ask(store, &["timeline", "--format", "csv"]);
    assert_eq!(timeline(&one), timeline(&other), "what is not linked yet is found all the same");
    let changes = ask(&one, &["link"]);
    assert!(changes.contains("2 of them looked at now"), "{changes}");
    assert_eq!(timeline(&one), timeline(&other));
    ask(&other, &["link"]);
    let (kept, at_once) = (ask(&one, &["link", "--all"]), ask(&other, &["link", "--all"]));
    assert_eq!(kept, at_once);
    assert_eq!(kept.matches("as before").count(), 3, "{kept}");
}

#[test]
fn a_timeline_has_each_event_once() {
    let store = store("timeline", &TALKS);
    let talks = json(&store, &["timeline", "--dossier", "Togo–Ghana", "--type", "CONSULT"]);
    let on_the_day: Vec<&serde_json::Value> =
        talks.as_array().unwrap().iter().filter(|row| row["place"] == "Accra").collect();
    assert_eq!(on_the_day.len(), 1, "{talks}");
    let talk = on_the_day[0];
    assert_eq!((&talk["status"], &talk["place"]), (&"held".into(), &"Accra".into()));
    assert!(talk["articles"].as_u64().unwrap() >= 3, "told in announcement, report and history: {talk}");
    assert_eq!(json(&store, &["timeline", "--dyad", "GHA-TGO", "--type", "CONSULT"]), talks);
    // As of a day between, it is planned.
    let before =
        json(&store, &["timeline", "--dyad", "GHA-TGO", "--type", "CONSULT", "--as-of", "2031-03-05"]);
    assert!(before.as_array().unwrap().iter().all(|row| row["status"] != "held"), "{before}");
    assert_eq!(before[0]["day"], "2031-03-10");
    let place = json(&store, &["timeline", "--place", "Bamako"]);
    assert_eq!(place.as_array().unwrap().len(), 1, "{place}");
    let newest = json(&store, &["timeline", "--sort", "newest"]);
    assert_eq!(newest[0]["day"], "2033-01-04", "{newest}");
    let shown = ask(&store, &["timeline", "--dossier", "GHA-TGO"]);
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    let talk =
        "2031-03-10 CONSULT: Ghana GHAGOV; Togo TGOGOV in Accra (Harbour Post and 3 others, 2031-03-10)";
    assert!(shown.starts_with(talk), "{shown}");
    let none = run(&["timeline", "--story", "no such story", "--store", &store]);
    assert_eq!(none.status.code(), Some(1));
    assert!(err(&none).contains("hint:"), "{}", err(&none));
}

#[test]
fn what_was_to_come_has_an_outcome() {
    let store = store("due", &TALKS);
    let due = |on: &str, more: &[&str]| {
        json(&store, &[&["due", "--on", on], more].concat()).as_array().unwrap().clone()
    };
    let talks = |on: &str| {
        let rows = due(on, &["--dossier", "GHA-TGO", "--type", "CONSULT"]);
        rows.iter().find(|row| row["due"] == "2031-03-10").cloned().unwrap()
    };
    assert_eq!(talks("2031-03-05")["outcome"], "open");
    let held = talks("2031-03-12");
    assert_eq!((&held["outcome"], &held["article"]), (&"held".into(), &"announced".into()));
    assert!(held["follow_up"].as_str().unwrap().contains("held talks"), "{held}");
    // Nobody came back to the meeting in Bamako.
    let bamako = due("2031-05-30", &["--outcome", "no-follow-up"]);
    assert!(bamako.iter().any(|row| row["place"] == "Bamako" && row["follow_up"].is_null()), "{bamako:?}");
    let shown = ask(&store, &["due", "--on", "2031-05-30"]);
    assert!(shown.contains("⇒ no follow-up reported") && shown.contains("⇒ held"), "{shown}");
    for line in shown.lines() {
        assert!(unicode_width::UnicodeWidthStr::width(line) <= 80, "{line}");
    }
}

#[test]
fn each_side_tells_it_its_way() {
    let store = store("readouts", &TALKS);
    let told = json(&store, &["readouts", "--dossier", "GHA-TGO"]);
    let sides: Vec<&str> = told.as_array().unwrap().iter().map(|row| row["code"].as_str().unwrap()).collect();
    assert!(sides.contains(&"GHA") && sides.contains(&"TGO"), "{told}");
    let shown = ask(&store, &["readouts"]);
    assert!(shown.contains("told by this side alone"), "{shown}");
    for line in shown.lines() {
        assert!(unicode_width::UnicodeWidthStr::width(line) <= 80, "{line}");
    }
}

#[test]
fn negotiations_are_listed() {
    let store = examples("dossiers");
    let listed = json(&store, &["dossiers"]);
    let listed = listed.as_array().unwrap();
    let talks = listed.iter().find(|row| row["codes"] == "IRN; USA").unwrap();
    let dossier = json(&store, &["dossier", "IRN-USA"]);
    let series = &dossier["series"][0];
    assert_eq!(talks["articles"], series["articles"]);
    assert_eq!(talks["origins"], series["origins"]);
    assert_eq!(talks["rounds"].as_u64().unwrap() as usize, series["rounds"].as_array().unwrap().len());
    let shown = out(&run(&["dossiers", "--limit", "1", "--store", &store]));
    assert!(shown.contains("Iran – United"), "{shown}");
}

#[test]
fn stories_are_listed_and_have_their_timelines() {
    let store = examples("stories");
    let stories = json(&store, &["stories"]);
    let talks = stories.as_array().unwrap().iter().find(|row| row["name"].as_str().unwrap().contains("Iran"));
    let talks = talks.unwrap_or_else(|| panic!("{stories}"));
    assert!(talks["origins"].as_u64().unwrap() >= 2 && talks["first"].as_str() <= talks["last"].as_str());
    let id = &talks["id"].as_str().unwrap()[..8];
    let timeline = json(&store, &["timeline", "--story", id]);
    assert!(!timeline.as_array().unwrap().is_empty());
    assert_eq!(json(&store, &["timeline", "--story", "iran"]), timeline);
    let all = json(&store, &["timeline"]);
    assert!(timeline.as_array().unwrap().len() < all.as_array().unwrap().len());
    ask(&store, &["link"]);
    assert_eq!(json(&store, &["stories"]), stories, "what is kept is what is found");
    let none = run(&["stories", "--source", "Nobody's Gazette", "--store", &store]);
    assert_eq!(err(&none), "nothing found\n");
}

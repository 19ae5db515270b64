//! What spans articles, as a user types it.

use crate::archive::{ask, examples, json};
use crate::command::{err, out, run};

#[test]
fn a_negotiation_is_laid_out_in_every_form() {
    let store = examples("dossier-forms");
    let shown = ask(&store, &["dossier", "Iran–United States"]);
    for line in shown.lines() {
        assert!(unicode_width::UnicodeWidthStr::width(line) <= 80, "too wide: {line}");
    }
    insta::assert_snapshot!("dossier", shown);
    assert!(ask(&store, &["dossier", "IRN-USA", "--evidence"]).lines().count() > shown.lines().count());
    let dossier = json(&store, &["dossier", "IRN-USA"]);
    let series = &dossier["series"][0];
    let rounds = series["rounds"].as_array().unwrap();
    let first = rounds.iter().find(|round| round["n"] == 1).unwrap();
    assert_eq!(
        (&first["start"], &first["place"], &first["status"]),
        (&"2025-04-12".into(), &"Muscat".into(), &"held".into())
    );
    assert!(rounds.iter().any(|round| round["status"] == "cancelled"));
    assert!(series["agenda"].as_array().unwrap().iter().any(|topic| topic["scope"] == "off"));
    // Every way to write the parties is one.
    for parties in ["United States – Iran", "usa-irn", "Iran and the United States", "Iran vs. US"] {
        assert_eq!(json(&store, &["dossier", parties]), dossier, "{parties}");
    }
    assert_eq!(json(&store, &["dossier", "Iran", "United States"]), dossier);
    let markdown = ask(&store, &["dossier", "IRN-USA", "--format", "markdown"]);
    assert!(markdown.starts_with("# Iran – United States\n") && markdown.contains("\n[^1]: "), "{markdown}");
    let html = ask(&store, &["dossier", "IRN-USA", "--format", "html"]);
    assert!(html.starts_with("<!doctype html>") && html.ends_with("</html>\n"));
}

#[test]
fn every_dossier_has_the_fields_of_the_schema_that_is_printed() {
    let schema = out(&run(&["schema", "--of", "dossier"]));
    insta::assert_snapshot!("dossier-schema", schema);
    let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    let dossier = json(&examples("dossier-schema"), &["dossier", "IRN-USA"]);
    let check = |fields: &serde_json::Value, object: &serde_json::Value| {
        let written: Vec<&String> = object.as_object().unwrap().keys().collect();
        let fields = fields.as_object().unwrap();
        assert!(written.iter().all(|field| fields.contains_key(*field)), "{written:?}");
        assert_eq!(written.len(), fields.len());
    };
    check(&schema["properties"], &dossier);
    check(&schema["$defs"]["Series"]["properties"], &dossier["series"][0]);
    check(&schema["$defs"]["Round"]["properties"], &dossier["series"][0]["rounds"][0]);
}

#[test]
fn what_was_known_on_a_day_comes_from_what_was_out_by_then() {
    let store = examples("dossier-as-of");
    let rounds = |as_of: &str| {
        let dossier = json(&store, &["dossier", "IRN-USA", "--as-of", as_of]);
        assert!(dossier["published"][1].as_str().unwrap() <= as_of, "{dossier}");
        dossier["series"][0]["rounds"].as_array().unwrap().clone()
    };
    let second = |as_of: &str| {
        let rounds = rounds(as_of);
        rounds.iter().find(|round| round["n"] == 2).map(|round| round["status"].clone())
    };
    assert_eq!(second("2025-04-11"), None);
    let before = second("2025-04-18").unwrap();
    assert!(before == "planned" || before == "confirmed", "{before}");
    assert_eq!(second("2025-04-19"), Some("held".into()));
    assert!(rounds("2025-06-13").iter().all(|round| round["status"] != "cancelled"));
    // Nothing was known of it before the first article.
    let none = run(&["dossier", "IRN-USA", "--as-of", "2015-01-01", "--store", &store]);
    assert_eq!(none.status.code(), Some(1));
    assert!(out(&none).contains("no article tells of talks between them"), "{}", out(&none));
    let exported = |as_of: &str| ask(&store, &["export", "--as-of", as_of]).lines().count();
    assert_eq!((exported("2015-01-01"), exported("2016-07-13")), (0, 1));
    let events = |as_of: &str| {
        let points = json(&store, &["series", "--dyad", "IRN-USA", "--by", "year", "--as-of", as_of]);
        points.as_array().unwrap().iter().map(|point| point["events"].as_u64().unwrap()).sum::<u64>()
    };
    assert!(events("2025-04-12") > 0 && events("2025-04-12") < events("2025-06-14"));
}

#[test]
fn a_topic_narrows_a_dossier() {
    let store = examples("dossier-topic");
    let positions = |topic: &[&str]| {
        let dossier = json(&store, &[&["dossier", "IRN-USA"], topic].concat());
        dossier["series"][0]["positions"].as_array().unwrap().len()
    };
    let (all, some) = (positions(&[]), positions(&["--topic", "enrichment"]));
    assert!(0 < some && some < all, "{some} of {all}");
}

#[test]
fn parties_that_are_not_known_are_told_with_who_may_be_meant() {
    let store = examples("dossier-unknown");
    let refused = |parties: &str| {
        let output = run(&["dossier", parties, "--store", &store]);
        assert_eq!(output.status.code(), Some(1));
        err(&output)
    };
    let said = "error: no party is known as `Untied States`\n  hint: did you mean `United States`?\n";
    assert_eq!(refused("Iran–Untied States"), said);
    assert!(refused("Iran").contains("hint: a dossier is of two parties or more"));
}

//! Events in the forms of others, from a small store.

use crate::command::{err, folder, out, run};

const ARTICLES: [(&str, &str); 2] = [
    (
        "talks.txt",
        " date 2025-03-04 Envoys of Ghana and Togo met in Accra on Monday. Ghana's foreign minister will visit Togo on March 10.",
    ),
    ("sanctions.txt", " date 2025-03-06 The United States imposed sanctions on Russia on Wednesday."),
];

pub(crate) fn store(name: &str, order: &[usize]) -> String {
    let place = folder(name);
    let store = place.join("store.db").display().to_string();
    for &at in order {
        let (file, text) = ARTICLES[at];
        let path = place.join(file);
        std::fs::write(&path, text).unwrap();
        let output = run(&["add", "--store", &store, "--model", "fast", &path.display().to_string()]);
        assert!(output.status.success(), "{}", err(&output));
    }
    store
}

fn export(store: &str, arguments: &[&str]) -> String {
    let output = run(&[&["export", "--store", store, "--as"], arguments].concat());
    assert!(output.status.success(), "{arguments:?}: {}", err(&output));
    out(&output)
}

#[test]
fn every_form_is_written_as_before() {
    let store = store("export-forms", &[0, 1]);
    for form in ["csv", "polecat", "icews", "gdelt", "ftm", "geojson", "graphml", "ical"] {
        insta::assert_snapshot!(format!("export-{form}"), export(&store, &[form]));
    }
}

#[test]
fn the_order_of_adding_does_not_matter() {
    let (one, other) = (store("export-one", &[0, 1]), store("export-other", &[1, 0]));
    for form in ["csv", "polecat", "icews", "gdelt", "ftm", "geojson", "graphml", "ical"] {
        assert_eq!(export(&one, &[form]), export(&other, &[form]), "{form}");
    }
}

#[test]
fn the_users_own_people_are_people() {
    let place = folder("export-own");
    let written = |name: &str, text: &str| {
        let path = place.join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let own = written(
        "own.tsv",
        "person\tcode\toffice\ttitle\tstart\nAda Mensah\tGHAGOV\tenvoy\tSpecial envoy\t2025-01\n",
    );
    let article = written(
        "talks.txt",
        " date 2025-03-04 Ada Mensah met the foreign minister of Togo in Accra on Monday.",
    );
    let settings = written("legation.toml", &format!("knowledge = [{own:?}]\nmodel = \"fast\"\n"));
    let store = place.join("store.db").display().to_string();
    let with = |arguments: &[&str]| {
        let output = run(&[arguments, &["--store", &store, "--config", &settings]].concat());
        assert!(output.status.success(), "{}", err(&output));
        out(&output)
    };
    with(&["add", &article]);
    let entities = with(&["export", "--as", "ftm"]);
    let own = entities.lines().find(|line| line.contains("\"Ada Mensah\"")).unwrap();
    assert!(own.contains("\"Person\""), "{own}");
    assert!(!export(&store, &["ftm"]).contains("\"schema\":\"Person\""));
}

#[test]
fn the_csv_of_a_store_is_that_of_reading() {
    let store = store("export-csv", &[0, 1]);
    let file = std::path::Path::new(&store).with_file_name("talks.txt").display().to_string();
    let read = out(&run(&["read", "--only", "events", "--format", "csv", "--model", "fast", &file]));
    let exported = export(&store, &["csv", "--published-to", "2025-03-05"]);
    let cut = |line: &str| line.rsplitn(3, ',').last().unwrap().to_owned();
    let exported: Vec<String> = exported.lines().map(cut).collect();
    assert_eq!(exported, read.lines().collect::<Vec<_>>());
    assert!(exported.len() > 1);
}

#[test]
fn filters_hold_at_the_event_and_statuses_have_their_defaults() {
    let store = store("export-filters", &[0, 1]);
    let statuses = |arguments: &[&str]| -> Vec<String> {
        let mut reader = csv::Reader::from_reader(std::io::Cursor::new(export(&store, arguments)));
        let at = reader.headers().unwrap().iter().position(|name| name == "status").unwrap();
        reader.records().map(|row| row.unwrap()[at].to_owned()).collect()
    };
    let planned = statuses(&["csv", "--status", "planned"]);
    assert!(!planned.is_empty() && planned.iter().all(|status| status == "planned"), "{planned:?}");
    assert!(statuses(&["csv"]).len() > planned.len());
    let rows = |arguments: &[&str]| export(&store, arguments).lines().count();
    assert!(rows(&["polecat", "--status", "occurred,ongoing,planned"]) > rows(&["polecat"]));
    assert_eq!(rows(&["gdelt", "--type", "SANCTION"]), 1);
    let refused = run(&["export", "--store", &store, "--as", "csv", "--versions"]);
    assert!(!refused.status.success());
    assert!(err(&refused).contains("hint: leave out --versions"), "{}", err(&refused));
}

#[test]
fn symmetric_events_count_on_the_edge_either_way() {
    let graph = export(&store("export-graph", &[0, 1]), &["graphml"]);
    let edge = |ends: &str| graph.lines().find(|line| line.starts_with(&format!("<edge {ends}>")));
    let (there, back) =
        (edge("source=\"GHAGOV\" target=\"TGOGOV\""), edge("source=\"TGOGOV\" target=\"GHAGOV\""));
    let rest =
        |line: Option<&str>| line.and_then(|line| line.split_once('>')).map(|(_, rest)| rest.to_owned());
    assert!(there.is_some(), "{graph}");
    assert_eq!(rest(there), rest(back));
    assert!(there.is_some_and(|line| line.contains("<data key=\"symmetric\">1</data>")));
    assert!(
        edge("source=\"USAGOV\" target=\"RUSGOV\"")
            .is_some_and(|line| line.contains("<data key=\"symmetric\">0</data>"))
    );
    assert!(edge("source=\"RUSGOV\" target=\"USAGOV\"").is_none());
}

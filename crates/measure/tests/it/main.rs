//! Whole tasks on gold small enough to score by hand.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod annotated;

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A file of this test's own.
fn file(name: &str, content: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).unwrap();
    path
}

fn measure(task: &str, gold: &Path, options: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_measure"))
        .args([task, "--json", "--gold"])
        .arg(gold)
        .args(options)
        .output()
        .unwrap()
}

/// The figures that a task prints: its last line.
fn figures(task: &str, gold: &Path, options: &[&str]) -> Value {
    let output = measure(task, gold, options);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8(output.stdout).unwrap();
    serde_json::from_str(printed.trim_end().lines().last().unwrap()).unwrap()
}

fn check(figures: &Value, expected: &[(&str, f64)]) {
    for (key, expected) in expected {
        let found = figures[key].as_f64();
        assert!(found.is_some_and(|found| (found - expected).abs() < 1e-6), "{key}: {found:?} in {figures}");
    }
}

#[test]
fn names_are_scored_by_exact_span_and_class() {
    let gold = file(
        "names.bio",
        "Vladimir\tB-PER\nPutin\tI-PER\nleft\tO\nMoscow\tB-LOC\n.\tO\n\nThe\tO\nTaliban\tB-PER\nspoke\tO\n.\tO\n",
    );
    // The Taliban are no person: two of three found, two of two or three right.
    let found = figures("names", &gold, &[]);
    check(&found, &[("r", 2.0 / 3.0)]);
}

#[test]
fn times_count_by_span_and_by_value() {
    let text = "They met on Feb. 12 and will meet in May.";
    let gold = json!({"doc_id": "a", "dct": "2025-02-27", "text": text, "timex": [
        {"start": 12, "end": 19, "type": "DATE", "value": "2025-02-12"},
        {"start": 37, "end": 40, "type": "DATE", "value": "2024-05"}]});
    let gold = file("times.jsonl", &format!("{gold}\n"));
    check(&figures("time", &gold, &[]), &[("strict_f1", 1.0), ("value_f1", 0.5), ("type_f1", 1.0)]);
}

#[test]
fn records_agree_with_themselves_and_lose_by_what_is_wrong() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("records");
    std::fs::create_dir_all(&folder).unwrap();
    let text = " date 2025-02-27 Kenya and Somalia met in Doha on Monday. \"It went well,\" the Kenyan minister said.";
    std::fs::write(folder.join("a.txt"), text).unwrap();
    let empty = json!({"id": "a", "date": "2025-02-27", "statements": [], "events": [], "agenda": []});
    let bare = folder.join("bare.jsonl");
    std::fs::write(&bare, format!("{empty}\n")).unwrap();
    let answers = folder.join("answers.jsonl");
    // A gold without labels is answered all the same.
    let found = figures("records", &bare, &["--out", answers.to_str().unwrap()]);
    check(&found, &[("event_found_f", 0.0)]);

    let mut record: Value = serde_json::from_str(&std::fs::read_to_string(&answers).unwrap()).unwrap();
    assert_eq!(
        (record["events"].as_array().unwrap().len(), record["statements"].as_array().unwrap().len()),
        (1, 1)
    );
    let own = folder.join("own.jsonl");
    std::fs::write(&own, format!("{record}\n")).unwrap();
    check(
        &figures("records", &own, &[]),
        &[("statement_found_f", 1.0), ("event_typed_f", 1.0), ("event_actors_f", 1.0), ("event_status", 1.0)],
    );

    record["events"][0]["status"] = json!("planned");
    record["events"][0]["type"] = json!("ASSAULT");
    std::fs::write(&own, format!("{record}\n")).unwrap();
    check(
        &figures("records", &own, &[]),
        &[("event_found_f", 1.0), ("event_typed_f", 0.0), ("statement_found_f", 1.0)],
    );
}

#[test]
fn half_of_the_documents() {
    let line = |id: &str| {
        json!({"doc_id": id, "dct": "2025-02-27", "text": "On Monday.", "timex": [
        {"start": 3, "end": 9, "type": "DATE", "value": if id == "a" { "2025-02-24" } else { "1999" }}]})
    };
    let gold = file("halves.jsonl", &format!("{}\n{}\n", line("a"), line("b")));
    check(&figures("time", &gold, &["--every", "2", "--offset", "0"]), &[("docs", 1.0), ("value_f1", 1.0)]);
    check(&figures("time", &gold, &["--every", "2", "--offset", "1"]), &[("docs", 1.0), ("value_f1", 0.0)]);
}

#[test]
fn gold_that_cannot_be_read_is_named_with_its_line() {
    let gold = file(
        "bad.jsonl",
        "{\"doc_id\": \"a\", \"dct\": \"2025-02-27\", \"text\": \"\", \"timex\": []}\nnot json\n",
    );
    let output = measure("time", &gold, &[]);
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && error.contains("bad.jsonl:2"), "{error}");
    let missing = measure("time", Path::new("no-such-file.jsonl"), &[]);
    assert!(String::from_utf8(missing.stderr).unwrap().contains("no-such-file.jsonl: cannot be read"));
}

#[test]
fn names_and_dates_exchanged_leave_the_record_as_it_is() {
    let text = " date 2025-02-27 Kenyan officials met a delegation from Ghana in Doha on Monday. \"It went well,\" \
                said Amina Otieno, an aide. Otieno told reporters in Mombasa that talks began in March 2024.";
    let texts = file("swap.txt", text);
    let out = texts.with_extension("jsonl");
    let mut measure = Command::new(env!("CARGO_BIN_EXE_measure"));
    measure.args(["swap", "--json", "--texts"]).arg(&texts).arg("--out").arg(&out);
    let found: Value = serde_json::from_slice(&measure.output().unwrap().stdout).unwrap();
    for kind in ["countries", "persons", "cities", "dates", "all"] {
        for (name, least) in [("articles", 1.0), ("n_events", 1.0), ("n_statements", 2.0), ("events", 1.0)] {
            let figure = found[format!("{kind}_{name}")].as_f64();
            assert!(figure.is_some_and(|figure| figure >= least), "{kind}_{name} in {found}");
        }
    }
    let written = std::fs::read_to_string(&out).unwrap();
    let all = written.lines().last().unwrap();
    assert_eq!(written.lines().count(), 6);
    for gone in ["Kenyan", "Ghana", "Amina Otieno", "Mombasa", "2024", "2025"] {
        assert!(!all.contains(gone), "{gone} in {all}");
    }
}

#[test]
fn trips_are_found_by_country_and_day_and_counterparts_by_surname() {
    let release = json!({"id": "r", "date": "2021-05-26", "text":
        "Secretary of State Antony Blinken met with Kenyan Foreign Minister Amina Otieno in Nairobi on Wednesday."});
    let texts = file("releases.jsonl", &format!("{release}\n"));
    let trip = |country: &str, start: &str, surname: &str| {
        json!({"id": country, "start": start, "end": start, "country": country, "candidate_docs": ["r"],
            "counterpart_surnames": ["Minister", surname]})
    };
    let trips = [
        trip("Kenya", "2021-05-27", "Otieno"),
        trip("Kenya", "2021-06-20", "Wanjiku"),
        trip("Ghana", "2021-05-26", "Blinken"),
        json!({"id": "bare", "start": "2021-05-26", "end": "2021-05-26", "country": "Kenya", "candidate_docs": [],
            "counterpart_surnames": []}),
    ];
    let gold = file("trips.jsonl", &trips.map(|trip| format!("{trip}\n")).concat());
    let found = figures("trips", &gold, &["--texts", texts.to_str().unwrap()]);
    check(
        &found,
        &[
            ("found", 1.0 / 3.0),
            ("n_covered", 3.0),
            ("counterparts", 1.0),
            ("n_counterparts", 2.0),
            ("n_talks", 1.0),
        ],
    );
}

/// What `legation quality` and `legation codebook` print is what is counted: their tables have the rows that the tasks print today.
#[test]
fn the_quality_that_is_shipped_is_the_quality_that_is_measured() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let gold = data.join("annotated/test.jsonl");
    for (task, table, models) in [
        ("quality", "quality/test.tsv", &["accurate", "fast"][..]),
        ("codebook", "codebook/measured.tsv", &["accurate"]),
    ] {
        let text = std::fs::read_to_string(data.join(table)).unwrap();
        let shipped: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).skip(1).collect();
        let mut counted = String::new();
        for model in models {
            let output = measure(task, &gold, &["--model", model]);
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            counted.push_str(&String::from_utf8(output.stdout).unwrap());
        }
        let counted: Vec<&str> = counted.lines().collect();
        assert!(counted.len() > 20);
        let other = shipped.iter().zip(&counted).find(|(shipped, counted)| shipped != counted);
        assert!(
            shipped == counted,
            "data/{table} is stale, first at {other:?}: `measure {task}` on data/annotated/test.jsonl, of {models:?}, prints its rows"
        );
    }
}

#[test]
fn quality_agrees_with_the_other_tasks() {
    let gold = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/annotated/test.jsonl");
    let options = ["--every", "6"];
    let output = measure("quality", &gold, &options);
    let printed = String::from_utf8(output.stdout).unwrap();
    let rows: Vec<Vec<&str>> = printed.lines().map(|line| line.split('\t').collect()).collect();
    let number = |cell: &str| cell.parse::<f64>().unwrap_or_default();
    let find = |part: &str, key: &str| rows.iter().find(|row| row[1] == part && row[2] == key).unwrap();

    let records = figures("records", &gold, &options);
    let event = find("whole", "event");
    let (ours, gold_events, right) = (number(event[4]), number(event[5]), number(event[6]));
    check(&records, &[("event_typed_f", 2.0 * right / (ours + gold_events))]);

    let calibration = figures("calibration", &gold, &options);
    for field in ["type", "status"] {
        let bins: Vec<_> = rows.iter().filter(|row| row[1] == "bin" && row[2] == field).collect();
        let all: f64 = bins.iter().map(|row| number(row[4])).sum();
        let gaps: f64 = bins.iter().map(|row| (number(row[7]) - number(row[6])).abs()).sum();
        check(&calibration, &[(&format!("{field}_ece"), gaps / all)]);
    }
}

//! Outside formats, as a user gives them.

use crate::command::{err, folder, out, run};

const OTHER: &str = "crates/exchange/tests/fixtures/other";

fn lines(output: &std::process::Output) -> Vec<serde_json::Value> {
    out(output).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn what_is_extracted_reads_like_the_file_itself() {
    let file = format!("{OTHER}/factiva-text.txt");
    let extracted = run(&["extract", &file]);
    assert!(extracted.status.success(), "{}", err(&extracted));
    let kept = folder("extracted").join("articles.jsonl");
    std::fs::write(&kept, &extracted.stdout).unwrap();
    let again = run(&["extract", &kept.display().to_string()]);
    assert_eq!(extracted.stdout, again.stdout);
    let read = |path: &str| run(&["read", "--model", "fast", "--format", "jsonl", path]).stdout;
    let records = read(&file);
    assert!(!records.is_empty());
    assert_eq!(records, read(&kept.display().to_string()));
}

#[test]
fn offsets_point_into_the_text_that_is_extracted() {
    let page = "crates/exchange/tests/fixtures/html/tass-arctic-commission.html";
    let article = lines(&run(&["extract", page])).remove(0);
    let record = lines(&run(&["read", "--model", "fast", "--format", "jsonl", page])).remove(0);
    for field in ["id", "date", "title", "source", "url"] {
        assert_eq!(article[field], record[field], "{field}");
    }
    let text: Vec<char> = article["text"].as_str().unwrap().chars().collect();
    let places = record["mentions"]["places"].as_array().unwrap();
    assert!(!places.is_empty());
    for place in places {
        let at = |field: &str| usize::try_from(place[field].as_u64().unwrap()).unwrap();
        let words: String = text[at("start")..at("end")].iter().collect();
        assert!(words.starts_with(|c: char| c.is_uppercase()), "{words}");
    }
}

#[test]
fn a_folder_of_all_forms_is_read_and_trouble_is_told_with_its_place() {
    let output = run(&["extract", OTHER]);
    assert_eq!(output.status.code(), Some(1));
    let found = lines(&output);
    for id in ["AR-17", "nexis-uni", "tsv-plain", "warc-three", "html-undated"] {
        let is_found = found.iter().any(|article| article["id"].as_str().unwrap().starts_with(id));
        assert_eq!(is_found, id != "html-undated", "{id}");
    }
    insta::assert_snapshot!("formats-trouble", err(&output));
    let dated = run(&["extract", "--date", "2025-02-27", &format!("{OTHER}/html-undated.html")]);
    assert_eq!(lines(&dated)[0]["date"], "2025-02-27");
}

#[test]
fn add_and_attach_take_what_read_takes() {
    let store = folder("formats-added").join("store.db").display().to_string();
    let archive = format!("{OTHER}/zip-mixed.zip");
    let add = || run(&["add", "--store", &store, "--model", "fast", "--keep", "digest", &archive]);
    let count = lines(&run(&["extract", &archive])).len();
    assert!(count >= 5);
    assert!(out(&add()).starts_with(&format!("added {count}")), "{}", out(&add()));
    assert!(out(&add()).contains(&format!("there already {count}")));
    let attached = run(&["attach", "--store", &store, &archive]);
    assert_eq!(out(&attached), format!("attached {count}, not in the store or with their text 0\n"));
}

#[test]
fn standard_input_may_be_any_form() {
    use std::io::Write;
    use std::process::Stdio;
    for name in ["zip-mixed.zip", "warc-members.warc.gz", "nexis-uni.docx", "tsv-plain.tsv"] {
        let path = format!("{OTHER}/{name}");
        let mut child = crate::command::legation(&["extract", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let bytes = std::fs::read(std::path::Path::new("../..").join(&path)).unwrap();
        child.stdin.take().unwrap().write_all(&bytes).unwrap();
        let piped = lines(&child.wait_with_output().unwrap());
        let filed = lines(&run(&["extract", &path]));
        let texts = |articles: &[serde_json::Value]| {
            articles.iter().map(|article| article["text"].clone()).collect::<Vec<_>>()
        };
        assert!(!piped.is_empty());
        assert_eq!(texts(&piped), texts(&filed), "{name}");
    }
}

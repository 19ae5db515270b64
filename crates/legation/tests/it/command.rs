//! Whole commands: what they print, where, and with which exit status.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The program, run where the README's commands are, without settings of whoever runs the tests.
pub(crate) fn legation(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_legation"));
    command.args(arguments).current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."));
    command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    for name in ["CONFIG", "STORE", "MODEL", "THREADS", "LIMIT", "KEEP"] {
        command.env_remove(format!("LEGATION_{name}"));
    }
    command
}

pub(crate) fn run(arguments: &[&str]) -> Output {
    legation(arguments).output().unwrap()
}

pub(crate) fn run_on(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = legation(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

pub(crate) fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A fresh folder of this test's own.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn an_article_on_the_screen_fits_eighty_columns_and_has_no_colour_in_a_pipe() {
    let output = run(&["read", "examples/istanbul-talks.txt"]);
    assert!(output.status.success(), "{}", err(&output));
    let shown = out(&output);
    assert!(!shown.contains('\u{1b}'));
    for line in shown.lines() {
        assert!(unicode_width::UnicodeWidthStr::width(line) <= 80, "too wide: {line}");
    }
    insta::assert_snapshot!("istanbul-talks", shown);
}

#[test]
fn the_readme_shows_what_is_printed() {
    let readme = include_str!("../../../../README.md");
    let (_, block) = readme.split_once("$ legation read examples/istanbul-talks.txt\n").unwrap();
    let (block, _) = block.split_once("```").unwrap();
    let shown = out(&run(&["read", "examples/istanbul-talks.txt"]));
    let mut rest = shown.as_str();
    for part in block.split("  …\n").filter(|part| !part.trim().is_empty()) {
        let at = rest.find(part);
        assert!(at.is_some(), "the README shows what is not printed:\n{part}");
        rest = &rest[at.unwrap()..];
    }
}

#[test]
fn json_is_one_object_and_json_lines_one_line_an_article() {
    let json = run(&["read", "--format", "json", "examples/gulf-mediator.txt"]);
    let record: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(record["id"], "gulf-mediator");
    assert_eq!(record["date"], "2025-05-11");

    let lines = run(&["read", "--format", "jsonl", "examples/feed.jsonl"]);
    let ids: Vec<String> = out(&lines)
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(ids, ["quito-visa", "derby", "nile-dam"]);
}

#[test]
fn one_thread_and_three_give_the_same_bytes() {
    let one = run(&["read", "--format", "jsonl", "--threads", "1", "examples"]);
    let three = run(&["read", "--format", "jsonl", "--threads", "3", "examples"]);
    assert!(one.status.success() && three.status.success());
    assert!(!one.stdout.is_empty());
    assert_eq!(one.stdout, three.stdout);
}

#[test]
fn standard_input_reads_like_a_file() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/strait-incident.txt");
    let piped = run_on(&["read", "--format", "json", "-"], &std::fs::read(path).unwrap());
    let piped: serde_json::Value = serde_json::from_slice(&piped.stdout).unwrap();
    let filed = run(&["read", "--format", "json", "examples/strait-incident.txt"]);
    let filed: serde_json::Value = serde_json::from_slice(&filed.stdout).unwrap();
    assert_eq!(piped["id"], "stdin");
    assert_eq!(piped["mentions"], filed["mentions"]);
    assert_eq!(piped["statements"].as_array().unwrap().len(), filed["statements"].as_array().unwrap().len());
}

#[test]
fn a_text_without_a_date_takes_the_one_given() {
    let text = b"Moscow recalled its ambassador.";
    let dated = run_on(&["read", "--format", "jsonl", "--date", "2014-03-07", "-"], text);
    assert!(dated.status.success(), "{}", err(&dated));
    assert!(out(&dated).contains("\"date\":\"2014-03-07\""));

    let undated = run_on(&["read", "-"], text);
    assert_eq!(undated.status.code(), Some(1));
    assert!(err(&undated).contains("standard input"), "{}", err(&undated));
    assert!(err(&undated).contains("--date"), "{}", err(&undated));
}

#[test]
fn bad_inputs_cost_a_message_each_and_never_the_others() {
    let folder = folder("bad");
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes).unwrap();
    write("a-empty.txt", b"");
    write("b-good.txt", b" date 2023-05-01 Japan and India signed an agreement in Delhi on Monday.");
    write("c-impossible.txt", b" date 2023-02-30 Nothing happens on this day.");
    write("d-undated.txt", b"Nobody knows when.");
    write(
        "e-lines.jsonl",
        b"{\"id\":\"x\",\"date\":\"2020-01-02\",\"text\":\"Fine.\"}\n{\"id\":\"y\"}\nnot json\n",
    );
    std::fs::create_dir(folder.join("f-none")).unwrap();
    let path = |name: &str| folder.join(name).display().to_string();
    let output = run(&["read", "--format", "jsonl", &path(""), &path("f-none"), &path("g-missing.txt")]);

    assert_eq!(output.status.code(), Some(1));
    let good: Vec<String> = out(&output).lines().map(str::to_owned).collect();
    assert_eq!(good.len(), 2, "{good:?}");
    assert!(good[0].contains("b-good") && good[1].contains("\"x\""));
    let messages = err(&output).replace(&folder.display().to_string(), "FOLDER");
    insta::assert_snapshot!("bad-inputs", messages);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child = legation(&["read", "--format", "json", "examples"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", err(&output));
    assert_eq!(err(&output), "");
}

#[test]
fn colour_is_for_those_who_want_it() {
    let mut forced = legation(&["read", "examples/istanbul-talks.txt"]);
    assert!(out(&forced.env("CLICOLOR_FORCE", "1").output().unwrap()).contains('\u{1b}'));
    let mut refused = legation(&["read", "examples/istanbul-talks.txt"]);
    assert!(!out(&refused.env("NO_COLOR", "1").output().unwrap()).contains('\u{1b}'));
}

#[test]
fn help_names_every_format_and_gives_examples() {
    insta::assert_snapshot!("read-help", out(&run(&["read", "--help"])));
}

#[test]
fn every_record_has_the_fields_of_the_schema_that_is_printed() {
    let schema: serde_json::Value = serde_json::from_slice(&run(&["schema"]).stdout).unwrap();
    let fields = schema["properties"].as_object().unwrap();
    for line in out(&run(&["read", "--format", "jsonl", "examples"])).lines() {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        let written: Vec<&String> = record.as_object().unwrap().keys().collect();
        let required = schema["required"].as_array().unwrap();
        assert!(required.iter().all(|field| record.get(field.as_str().unwrap()).is_some()), "{written:?}");
        assert!(written.iter().all(|field| fields.contains_key(*field)), "{written:?}");
    }
}

#[test]
fn one_part_of_the_record_alone() {
    for part in ["events", "statements", "agenda"] {
        let shown = out(&run(&["read", "--only", part, "examples/istanbul-talks.txt"]));
        for line in shown.lines() {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= 80, "too wide: {line}");
        }
        let table = run(&["read", "--only", part, "--format", "csv", "examples"]);
        assert!(table.status.success(), "{}", err(&table));
        let table = out(&table);
        assert!(table.starts_with("article,article_date,"), "{table}");
        assert_eq!(table.matches("article_date").count(), 1, "the columns are named once");
        let lines = out(&run(&["read", "--only", part, "--format", "jsonl", "examples"]));
        let objects = lines.lines().filter(|line| line.starts_with('{') && line.ends_with('}'));
        assert_eq!(objects.count(), lines.lines().count());
        assert!(lines.contains("\"article\":\"istanbul-talks\""));
    }
}

#[test]
fn a_whole_record_is_no_table() {
    let output = run(&["read", "--format", "csv", "examples/istanbul-talks.txt"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("--only"), "{}", err(&output));
}

#[test]
fn frames_of_ones_own() {
    let folder = folder("frames");
    let (frames, article) = (folder.join("frames.tsv"), folder.join("article.txt"));
    std::fs::write(&article, "Norway huddled with Sweden in Oslo on Tuesday.").unwrap();
    let read = |table: &str| {
        std::fs::write(&frames, table).unwrap();
        let path = frames.to_str().unwrap();
        run(&[
            "read",
            "--only",
            "events",
            "--date",
            "2025-02-27",
            "--frames",
            path,
            article.to_str().unwrap(),
        ])
    };
    let shown = out(&read("trigger\tpos\tneeds\ttype\tcameo\nhuddle\tverb\tprep:with\tCONSULT\t040\n"));
    assert!(shown.contains("CONSULT") && shown.contains("NORGOV") && shown.contains("SWEGOV"), "{shown}");
    assert!(!out(&read("trigger\tpos\ttype\nhuddle\tverb\tnone\n")).contains("CONSULT"));
    let bad = read("trigger\tpos\ttype\nhuddle\tverb\tCHAT\n");
    assert_eq!(bad.status.code(), Some(1));
    assert!(err(&bad).contains("line 2") && err(&bad).contains("docs/FRAMES.md"), "{}", err(&bad));
}

#[test]
fn the_codebook_page_has_a_rule_an_example_and_an_anchor_for_each_entry() {
    let html = String::from_utf8(run(&["codebook", "--html"]).stdout).unwrap();
    let anchors: Vec<&str> =
        html.split("<h3 id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(anchors.len() > 150);
    for anchor in &anchors {
        assert!(html.contains(&format!("<a href=\"#{anchor}\">")), "nothing leads to {anchor}");
    }
    let markdown = String::from_utf8(run(&["codebook"]).stdout).unwrap();
    assert_eq!(markdown.matches("\n### ").count(), anchors.len());
    assert!(markdown.contains("### CONSULT/phone\n"));
    assert!(markdown.contains("\nMeasured: n = "));
}

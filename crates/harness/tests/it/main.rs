//! The harness by itself: the same seed makes the same articles, and a few kills of a small store.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn harness(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_harness")).args(arguments).output().unwrap()
}

/// What a run prints; it must end well.
fn printed(arguments: &[&str]) -> String {
    let output = harness(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The corpus of a seed.
fn corpus(name: &str, seed: &str) -> String {
    let path: PathBuf = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    printed(&["corpus", "--articles", "2000", "--seed", seed, "--out", path.to_str().unwrap()]);
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn a_corpus_depends_on_its_seed_alone() {
    let one = corpus("one.jsonl", "7");
    assert_eq!(one, corpus("again.jsonl", "7"));
    assert_ne!(one, corpus("other.jsonl", "8"));
    assert_eq!(one.lines().count(), 2000);
    let articles: Vec<serde_json::Value> =
        one.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let texts: std::collections::BTreeSet<&str> =
        articles.iter().map(|article| article["text"].as_str().unwrap()).collect();
    // One in fifty comes again, one in fifty comes corrected, one in a hundred is in no English.
    assert!((1940..=1980).contains(&texts.len()), "{}", texts.len());
    let count = |words: &str| one.matches(words).count();
    assert!((20..=60).contains(&count("Correction no.")), "{}", count("Correction no."));
    assert!(count("Министр") + count("El presidente") + count("Le ministre") + count("Außenminister") >= 8);
    assert!(one.matches("\"url\"").count() > 1000);
    for mark in ["{a}", "{b}", "{A}", "{m}", "{t}", "{w}", "{k}"] {
        assert!(!one.contains(mark), "{mark} was not filled in");
    }
}

#[test]
fn a_store_survives_a_few_kills() {
    let told = printed(&[
        "kill",
        "--store-only",
        "--articles",
        "60",
        "--rounds",
        "3",
        "--batch",
        "5",
        "--lives",
        "3",
    ]);
    // A line for each store as it is complete, and the last with the sum.
    let stores = told.matches("a store is complete").count() + 1;
    assert!(told.contains(&format!("3 kills in {stores} stores")), "{told}");
}

#[test]
fn a_store_survives_files_that_may_not_grow() {
    let told = printed(&["disk", "--store-only", "--articles", "60", "--points", "2"]);
    assert!(told.contains("2 stopped `add`"), "{told}");
}

#[test]
fn questions_are_timed() {
    let told =
        printed(&["load", "--events", "300", "--times", "1", "--only", "type common", "--on-processor"]);
    assert!(told.contains("events: type common") && told.contains("each within its bar"), "{told}");
}

#[test]
fn a_name_that_nothing_has_is_an_error() {
    let program = env!("CARGO_BIN_EXE_harness");
    for arguments in [
        ["fuzz", "--target", "hmtl", "--fixtures", "../exchange/tests/fixtures"],
        ["hostile", "--only", "no such input", "--legation", program],
    ] {
        let output = harness(&arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && said.contains(arguments[2]), "{said}");
    }
}

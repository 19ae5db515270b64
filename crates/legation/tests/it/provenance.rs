//! Every table says where it comes from, and docs/PROVENANCE.md says the same.
//!
//! `LEGATION_UPDATE=1 cargo test -p legation --test it provenance` writes the page anew.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What every table says of itself.
const KEYS: [&str; 3] = ["source", "licence", "as-of"];

/// What under `data/` is no table, and which page tells of it.
const OTHERS: [(&str, &str); 4] = [
    ("data/annotated/", "data/annotated/README.md"),
    ("data/model/", "data/model/CARD.md"),
    ("data/world/README.md", "data/world/README.md"),
    ("data/world/derive", "data/world/README.md"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The files below some folders, by their paths from the root.
fn files(folders: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let mut open: Vec<PathBuf> = folders.iter().map(|folder| root().join(folder)).collect();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let path = path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The tables: all of `data/`, and those that a crate holds.
fn tables() -> Vec<String> {
    let all = files(&["data", "crates"]).into_iter().filter(|path| path.ends_with(".tsv"));
    all.filter(|path| !path.contains("/tests/") && !path.contains("/target/")).collect()
}

/// What a table says of itself.
fn header(text: &str) -> BTreeMap<&str, &str> {
    let lines = text.lines().map_while(|line| line.strip_prefix('#'));
    let said = lines.filter_map(|line| line.split_once(": ")).map(|(key, value)| (key.trim(), value.trim()));
    said.filter(|(key, _)| KEYS.contains(key)).collect()
}

/// A day, a month or a year.
fn is_day(written: &str) -> bool {
    let parts: Vec<&str> = written.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    matches!(lengths.as_slice(), [4] | [4, 2] | [4, 2, 2]) && parts.iter().all(is_number)
}

/// The page, and which tables lack something.
fn page() -> (String, Vec<String>) {
    let mut page = String::from(
        "# Where every table comes from\n\n\
         Made from the first lines of the tables by `LEGATION_UPDATE=1 cargo test -p legation --test it provenance`; a test refuses a table that lacks one of them, and a page that is stale. \
         `as of` is the day for which the rows hold. The annotated corpus is described in [data/annotated/README.md](../data/annotated/README.md), the models in \
         [data/model/CARD.md](../data/model/CARD.md), licences in full in [NOTICE](../NOTICE).\n",
    );
    let (mut lacking, mut folder) = (Vec::new(), String::new());
    for path in tables() {
        let text = std::fs::read_to_string(root().join(&path)).unwrap();
        let said = header(&text);
        for key in KEYS {
            if said.get(key).is_none_or(|value| value.is_empty()) {
                lacking.push(format!("{path}: no line `# {key}: …`"));
            }
        }
        if said.get("as-of").is_some_and(|day| !is_day(day)) {
            lacking.push(format!("{path}: `as-of` is no day"));
        }
        let (before, name) = path.rsplit_once('/').unwrap();
        if before != folder {
            before.clone_into(&mut folder);
            page.push_str(&format!(
                "\n## {folder}\n\n| table | rows | as of | licence | source |\n|---|---|---|---|---|\n"
            ));
        }
        let rows = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).count();
        let cell = |key: &str| said.get(key).copied().unwrap_or_default().replace('|', "\\|");
        let (day, licence, source) = (cell("as-of"), cell("licence"), cell("source"));
        page.push_str(&format!("| `{name}` | {} | {day} | {licence} | {source} |\n", rows.saturating_sub(1)));
    }
    (page, lacking)
}

#[test]
fn every_table_says_where_it_comes_from_and_the_page_says_the_same() {
    let (page, lacking) = page();
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
    let path = root().join("docs/PROVENANCE.md");
    if std::env::var_os("LEGATION_UPDATE").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == page,
        "docs/PROVENANCE.md is stale: LEGATION_UPDATE=1 cargo test -p legation --test it provenance writes it anew"
    );
}

#[test]
fn what_is_no_table_is_told_of_elsewhere() {
    for path in files(&["data"]).iter().filter(|path| !path.ends_with(".tsv")) {
        let page = OTHERS.iter().find(|(prefix, _)| path.starts_with(prefix)).map(|(_, page)| page);
        let page = page.unwrap_or_else(|| panic!("{path}: no page tells where it comes from"));
        assert!(root().join(page).is_file(), "{page} is missing");
    }
}

#[test]
fn a_header_that_lacks_something_is_seen() {
    assert_eq!(header("# source: us\n# licence: CC0-1.0\na\tb\n# as-of: 2025-01-01\n").len(), 2);
    assert!(is_day("2025-01") && !is_day("2025-1-1") && !is_day("soon"));
}

//! Writes a store of today's form with the articles of the tests: `cargo run -p legation-store --example fixture -- FILE`.
//!
//! The file of each form is kept in `tests/fixtures` and opened by every later version.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a tool of the developers")]

#[path = "../tests/it/sample.rs"]
mod sample;

use legation_record::correction::Correction;
use legation_store::{Entry, Leaf, Links, Sqlite, Storage, Stored, Tables};

fn main() {
    let path = std::env::args().nth(1).unwrap_or_else(|| panic!("name a file"));
    let mut store = Sqlite::create(path.as_ref()).unwrap();
    store.add(&sample::articles()).unwrap();
    let entries = sample::articles();
    let leaf = |entry: &Entry| Leaf { digest: entry.digest(), bytes: entry.text.clone().into_bytes() };
    store.keep_leaves(1, &entries.iter().map(leaf).collect::<Vec<_>>()).unwrap();
    let family = vec![vec![entries[0].digest(), entries[1].digest()]];
    let line = serde_json::json!({
        "article": entries[0].digest().as_str(), "what": "event", "verb": "set", "spans": [[28, 31]], "field": "status", "value": "planned",
        "by": "Ama", "at": "2026-01-01T00:00:00Z",
    });
    let line: Correction = serde_json::from_value(line).unwrap();
    let whole = |stored: &Stored| {
        entries
            .iter()
            .filter(|entry| entry.digest() == stored.digest)
            .flat_map(|entry| entry.sentences.clone())
            .collect()
    };
    assert_eq!(store.correct(&[line.sealed(&Tables).unwrap()], &whole).unwrap().orphans, 0);
    store.keep_links(&Links { families: family, ..Links::default() }).unwrap();
    assert!(store.check().unwrap().is_empty());
    drop(store);
    rusqlite::Connection::open(path)
        .unwrap()
        .execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE);")
        .unwrap();
}

//! Every example in `data/frames/` is read as its row says.

use jiff::civil::date;
use legation_read::Reader;
use legation_text::articles;
use std::path::Path;

#[test]
fn the_examples_of_the_frames_are_read_as_their_rows_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/frames");
    let reader = Reader::new();
    let (mut tried, mut wrong) = (0, Vec::new());
    let mut tables: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    tables.sort();
    let is_of_frames = |path: &&std::path::PathBuf| {
        ["status.tsv", "families.tsv", "control.tsv", "light.tsv", "same.tsv"]
            .iter()
            .all(|other| !path.ends_with(other))
    };
    for table in tables.iter().filter(is_of_frames) {
        let text = std::fs::read_to_string(table).unwrap();
        let rows = text.lines().filter(|line| !line.starts_with('#')).skip(1);
        for row in rows.map(|row| row.split('\t').collect::<Vec<_>>()).filter(|row| !row[7].is_empty()) {
            tried += 1;
            let article =
                articles("example", row[7].as_bytes(), Some(date(2024, 5, 14))).next().unwrap().unwrap();
            let found = reader.read(&article).events;
            let is_read = match row[3] {
                "none" => found.is_empty(),
                kind => found.iter().any(|event| event.kind.name() == kind),
            };
            if !is_read {
                let kinds: Vec<_> = found.iter().map(|event| event.kind.name()).collect();
                wrong.push(format!("{} {} {}: {kinds:?}: {}", row[3], row[0], row[2], row[7]));
            }
        }
    }
    assert!(tried > 3000, "only {tried} examples");
    assert!(wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong.join("\n"));
}

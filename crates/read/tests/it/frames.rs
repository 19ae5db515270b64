//! Every example in `data/frames/` is read as its row says.

use jiff::civil::date;
use legation_read::Reader;
use legation_record::EventType;
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
        ["status.tsv", "families.tsv", "control.tsv", "light.tsv", "same.tsv", "rounds.tsv"]
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

#[test]
fn the_words_for_rounds_are_read_as_their_rows_say() {
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/frames/rounds.tsv");
    let text = std::fs::read_to_string(table).unwrap();
    let rows = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    let reader = Reader::new();
    let (mut tried, mut wrong) = (0, Vec::new());
    for row in rows.map(|row| row.split('\t').collect::<Vec<_>>()) {
        tried += 1;
        let article =
            articles("example", row[2].as_bytes(), Some(date(2024, 5, 14))).next().unwrap().unwrap();
        let found = reader.read(&article).events;
        let talks: Vec<_> = found.iter().filter(|event| event.kind == EventType::Consult).collect();
        let spelt = ["second", "third", "fourth", "fifth", "sixth"];
        let is_counted = |event: &&&legation_record::Event<legation_text::Span>| {
            let Some(round) = &event.round else { return false };
            let word = round.span.of(&article.text);
            spelt
                .iter()
                .position(|known| *known == word)
                .map_or(row[1] == "first" && round.n == 1, |at| round.n as usize == at + 2)
        };
        let is_read = match row[1] {
            "ahead" | "held" => !talks.is_empty() && talks.iter().all(|event| event.round.is_none()),
            _ => talks.iter().any(|event| is_counted(&event)),
        };
        if !is_read {
            wrong.push(format!(
                "{} {}: {}: {:?}",
                row[1],
                row[0],
                row[2],
                talks.iter().map(|event| &event.round).collect::<Vec<_>>()
            ));
        }
    }
    assert!(tried > 30, "only {tried} examples");
    assert!(wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong.join("\n"));
}

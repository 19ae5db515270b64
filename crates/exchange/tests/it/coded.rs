//! Rows of other data sets, as they are handed out.

use legation_exchange::coded::{self, Action, CodedEvent, Country, Dataset, Reading};
use legation_exchange::import::ImportError;
use std::io::{Cursor, Write};

fn read(bytes: &[u8]) -> (Vec<CodedEvent>, Result<Reading, ImportError>) {
    let mut found = Vec::new();
    let read = coded::rows(Cursor::new(bytes), &mut |event| found.push(event));
    (found, read)
}

/// A row of GDELT with so many columns.
fn gdelt(columns: usize) -> String {
    let mut cells = vec![String::new(); columns];
    for (at, cell) in [
        (0, "410"),
        (1, "20250515"),
        (7, "ROM"),
        (17, "MDA"),
        (26, "042"),
        (columns - 1, "https://example.org/a"),
    ] {
        cell.clone_into(&mut cells[at]);
    }
    cells.join("\t") + "\n"
}

const POLECAT: &str = "Event ID\tEvent Date\tEvent Type\tActor Country\tRecipient Country\tSource\n\
    P1\t2025-05-15\tCONSULT\tUSA; RUS\tNone\tReuters\n";

#[test]
fn each_data_set_is_known_by_its_first_line() {
    let (found, done) = read(POLECAT.as_bytes());
    assert_eq!(done.unwrap().dataset, Some(Dataset::Polecat));
    let codes = ["USA", "RUS"].map(|code| Country::Code(code.to_owned()));
    assert_eq!((found[0].sources.as_slice(), found[0].targets.len()), (codes.as_slice(), 0));
    assert_eq!(found[0].action, Action::Plover("CONSULT".to_owned()));

    for columns in [58, 61] {
        let (found, done) = read(gdelt(columns).as_bytes());
        assert_eq!(done.unwrap().dataset, Some(Dataset::Gdelt), "{columns}");
        assert_eq!(found[0].sources, [Country::Code("ROU".to_owned())]);
        assert_eq!((found[0].id.as_str(), found[0].story.as_str()), ("410", "https://example.org/a"));
    }

    let icews = "\u{feff}\"Event ID\",\"Event Date\",\"Source Country\",\"CAMEO Code\",\"Target Country\"\n\
        9,2022-01-02,\"Korea, Republic of\",42,Japan\n";
    let (found, done) = read(icews.as_bytes());
    assert_eq!(done.unwrap().dataset, Some(Dataset::Icews));
    assert_eq!(found[0].sources, [Country::Name("Korea, Republic of".to_owned())]);
    assert_eq!(found[0].action, Action::Cameo("042".to_owned()));
}

#[test]
fn packed_tables_are_unpacked() {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(POLECAT.as_bytes()).unwrap();
    let (found, done) = read(&gzip.finish().unwrap());
    assert_eq!((found.len(), done.unwrap().rows), (1, 1));

    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for name in ["20250515.export.CSV", "20250516.export.CSV"] {
        archive.start_file(name, options).unwrap();
        archive.write_all(gdelt(58).as_bytes()).unwrap();
    }
    let (found, done) = read(&archive.finish().unwrap().into_inner());
    assert_eq!((found.len(), done.unwrap().dataset), (2, Some(Dataset::Gdelt)));
}

#[test]
fn a_row_that_does_not_fit_costs_only_itself() {
    let mut table = POLECAT.to_owned();
    for at in 0..9 {
        table.push_str(&format!("Q{at}\tsoon\tAID\tUSA\tRUS\tx\n"));
    }
    table.push_str("R1\t2025-05-16\tAID\tUSA\n\nR2\t2025-05-16\tAID\tUSA\tRUS\tx\n");
    let (found, done) = read(table.as_bytes());
    let done = done.unwrap();
    assert_eq!((found.len(), done.rows, done.unfit), (2, 2, 10));
    assert_eq!(done.examples.len(), 5);
    assert_eq!(done.examples[0].0, "line 3");
}

#[test]
fn what_is_no_table_of_theirs_is_refused() {
    for text in ["a,b,c\n1,2,3\n", "Talks opened on Thursday.\n", "{\"id\": 1}\n"] {
        let why = read(text.as_bytes()).1.unwrap_err();
        assert_eq!(why.code(), "import-not-coded", "{text}");
        assert!(!why.remedy().is_empty());
    }
    let (found, done) = read(b"");
    assert!(found.is_empty() && done.unwrap().dataset.is_none());
    // A gzip file of nothing but blanks grows beyond bounds.
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    bomb.write_all(POLECAT.as_bytes()).unwrap();
    for _ in 0..64 {
        bomb.write_all(&[b'\n'; 1 << 20]).unwrap();
    }
    let why = read(&bomb.finish().unwrap()).1.unwrap_err();
    assert_eq!(why.code(), "import-swells");
}

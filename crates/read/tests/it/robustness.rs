//! Whatever comes in, a record comes out, and every span of it lies inside the text.

use legation_language::Model;
use legation_read::Reader;
use legation_record::Record;
use legation_text::{Article, Span};
use proptest::prelude::*;

/// Every article that some bytes hold, read by the fast model: what a model finds matters less here than how much is read.
fn read(bytes: &[u8]) {
    read_by(Reader::with(Model::fast()), bytes);
}

fn read_by(reader: Reader, bytes: &[u8]) {
    let date = jiff::civil::date(2024, 2, 29);
    for article in legation_text::articles("any", bytes, Some(date)).flatten() {
        let record = reader.read(&article);
        assert_valid(&article, &record);
    }
}

/// Spans are made by one constructor that checks character boundaries; here, that they are of *this* text, and that
/// what refers to something refers to what is there.
fn assert_valid(article: &Article, record: &Record<Span>) {
    let valid = |span: Span| {
        assert_eq!(Span::new(&article.text, span.start(), span.end()), Some(span));
        assert!(!span.is_empty());
    };
    for statement in &record.statements {
        assert!(!statement.content.is_empty());
        statement.content.iter().copied().for_each(valid);
        [statement.speaker, statement.cue, statement.date_span].into_iter().flatten().for_each(valid);
        assert!(statement.inside.is_none_or(|at| (at as usize) < record.statements.len()));
    }
    for event in &record.events {
        assert!(!event.triggers.is_empty());
        event.triggers.iter().copied().for_each(valid);
        event.source.iter().chain(&event.target).filter_map(|actor| actor.span).for_each(valid);
        let place = event.place.as_ref().and_then(|place| place.span);
        [place, event.date_span, event.status_span].into_iter().flatten().for_each(valid);
        assert!(event.according_to.is_none_or(|at| (at as usize) < record.statements.len()));
    }
    for item in &record.agenda {
        valid(item.span);
        assert!((item.event as usize) < record.events.len());
        assert!(item.according_to.is_none_or(|at| (at as usize) < record.statements.len()));
    }
    record.mentions.times.iter().map(|time| time.span).for_each(valid);
    record.mentions.places.iter().map(|place| place.span).for_each(valid);
    record.mentions.actors.iter().map(|actor| actor.span).for_each(valid);
    record.mentions.chains.iter().flatten().copied().for_each(valid);
}

/// The example articles.
fn examples() -> Vec<(String, Vec<u8>)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt" || ending == "jsonl"))
        .map(|path| (path.display().to_string(), std::fs::read(&path).unwrap()))
        .collect();
    files.sort();
    assert!(files.len() >= 9);
    files
}

#[test]
fn numbers_beyond_any_calendar() {
    let ways = [
        "# ago",
        "in #",
        "for the past # the council has met",
        "over the next #",
        "# later",
        "# after the talks",
        "the #",
    ];
    let mut text = String::from("The two sides have held talks on May 23.\n\n");
    for way in ways {
        for number in ["9,999", "20,000", "568,000", "8,000,000", "2,147,483,647", "99,999,999,999"] {
            for unit in ["days", "weeks", "months", "quarters", "years", "decades", "centuries"] {
                text += &format!("The ministers met {}. ", way.replace('#', &format!("{number} {unit}")));
            }
        }
    }
    read(text.as_bytes());
}

#[test]
fn two_hundred_truncations_of_each_example() {
    for (_, bytes) in examples() {
        for cut in 0..200 {
            read(&bytes[..bytes.len() * cut / 200]);
        }
    }
}

#[test]
fn ten_truncations_of_each_example_by_the_accurate_model() {
    for (_, bytes) in examples() {
        for cut in 1..=10 {
            read_by(Reader::new(), &bytes[..bytes.len() * cut / 10]);
        }
    }
}

#[test]
fn examples_with_a_piece_cut_out() {
    for (_, bytes) in examples() {
        for at in (0..bytes.len()).step_by(97) {
            let end = (at + 61).min(bytes.len());
            read(&[&bytes[..at], &bytes[end..]].concat());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn ten_thousand_random_byte_strings(bytes in proptest::collection::vec(any::<u8>(), 0..160)) {
        read(&bytes);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Bytes are mostly noise; these are made of what the rules look for.
    #[test]
    fn two_thousand_heaps_of_telling_words(words in proptest::collection::vec(prop::sample::select(WORDS), 0..60), glue in prop::sample::select(&["", " ", "\n", "\r"][..])) {
        read(words.join(glue).as_bytes());
    }
}

/// Words and marks that start rules.
const WORDS: &[&str] = &[
    "said",
    "“",
    "”",
    "\"",
    "'",
    "’",
    "«",
    "»",
    ",",
    ".",
    "?",
    "…",
    "—",
    "-",
    "(",
    ")",
    "Lavrov",
    "Russia",
    "talks",
    "met",
    "with",
    "and",
    "between",
    "on",
    "Feb.",
    "12",
    "Thursday",
    "not",
    "will",
    "if",
    "the",
    "The",
    "he",
    "U.S.",
    "Istanbul",
    "denied",
    "that",
    "according",
    "to",
    "sanctions",
    "agenda",
    "2025-02-27",
    "week",
    "last",
    "of",
    "'s",
    "n’t",
    "會",
    "🕊",
    "\u{200b}",
    "\u{a0}",
    "officials",
    "attack",
    "by",
    "President",
    "ambassador",
    "summoned",
    "is",
    "been",
    "has",
    "minister",
];

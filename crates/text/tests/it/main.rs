//! Texts cut into sentences, tokens and quotations; inputs turned into articles or refused; and what holds whatever comes in.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use jiff::civil::{Date, date};
use legation_text::{Article, Document, TextError, articles};
use proptest::prelude::*;
use std::fmt::Write;

const DAY: Date = date(2025, 2, 27);

fn one(bytes: &[u8]) -> Result<Article, TextError> {
    articles("case", bytes, Some(DAY)).next().unwrap()
}

/// An article as lines: its dateline, its sentences with tokens parted by `|`, its quotations.
fn render(text: &str) -> String {
    let article = one(text.as_bytes()).unwrap();
    let document = Document::of(&article);
    let mut out = String::new();
    if let Some(dateline) = &article.dateline {
        let part = |span: Option<legation_text::Span>| span.map_or("-", |span| span.of(&article.text));
        let day = dateline.date.map_or_else(|| "-".to_owned(), |day| day.to_string());
        let _ = writeln!(out, "dateline: {} / {day} / {}", part(dateline.place), part(dateline.agency));
    }
    for sentence in &document.sentences {
        let tokens = &document.tokens[sentence.tokens.start as usize..sentence.tokens.end as usize];
        let words: Vec<String> = tokens
            .iter()
            .map(|token| format!("{}{}", if token.joined { "+" } else { "" }, token.span.of(&article.text)))
            .collect();
        let _ = writeln!(out, "{}: {}", sentence.paragraph, words.join("|"));
    }
    for quotation in &document.quotations {
        let close = if quotation.close.is_some() { "closed" } else { "open" };
        let goes_on = quotation.continues.map_or_else(String::new, |at| format!(", goes on from {at}"));
        let content = quotation.content.of(&article.text).replace('\n', " ");
        let _ = writeln!(out, "quoted ({}, {close}{goes_on}): {content}", quotation.depth);
    }
    out
}

/// Each case file holds texts between lines of `===`.
#[test]
fn cases() {
    insta::glob!("cases/*.txt", |path| {
        let input = std::fs::read_to_string(path).unwrap();
        let shown: Vec<String> =
            input.split("\n===\n").map(|text| format!("{text}\n---\n{}", render(text))).collect();
        insta::assert_snapshot!(shown.join("\n===\n"));
    });
}

/// What a text quotes, as the table writes it.
fn quoted(text: &str) -> String {
    let article = one(text.as_bytes()).unwrap();
    let document = Document::of(&article);
    let contents = document.quotations.iter().map(|quotation| quotation.content.of(&article.text));
    contents.collect::<Vec<_>>().join(" | ")
}

#[test]
fn marks_used_and_abused() {
    let rows = include_str!("marks.tsv").lines().filter(|line| !line.starts_with('#')).skip(1);
    let wrong: Vec<String> = rows
        .filter_map(|row| {
            let (text, expected) = row.split_once('\t')?;
            let found = quoted(&text.replace("\\n", "\n"));
            (found != expected).then(|| format!("{text}\n  expected: {expected}\n  found:    {found}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_refusal_has_a_code_and_a_remedy() {
    let check = |bytes: &[u8], code: &str| {
        let why = articles("case", bytes, None).next().unwrap().unwrap_err();
        assert_eq!(why.code(), code, "{why}");
        assert!(!why.remedy().is_empty() && !why.to_string().is_empty());
    };
    check(b"", "text-empty");
    check(b" \n\t ", "text-empty");
    check("\u{feff} \u{a0}".as_bytes(), "text-empty");
    check(b" date 2025-02-27 ", "text-no-text");
    check(b"Nobody knows when.", "text-no-date");
    check(b"date of the talks: unknown", "text-no-date");
    check(b" date 2025-02-30 Too late.", "text-impossible-date");
    check(b"{\"id\": 1", "text-bad-json");
    check(b"{\"id\": \"a\", \"text\": \"b\"}", "text-bad-field");
    check(b"{\"id\": \"a\", \"date\": \"2025-02-27\", \"text\": \" \"}", "text-bad-field");
    check(b"{\"id\": \"a\", \"date\": \"27.2.2025\", \"text\": \"b\"}", "text-bad-line-date");
}

#[test]
fn inputs_of_every_form() {
    let check = |bytes: &[u8], day: &str, body: &str| {
        let article = one(bytes).unwrap();
        assert_eq!((article.date.to_string().as_str(), article.body.of(&article.text)), (day, body));
    };
    check(b" date 2024-03-01 Talks opened.", "2024-03-01", "Talks opened.");
    check(b"date 2024-03-01\nTalks opened.\n", "2024-03-01", "Talks opened.");
    check("\u{feff} Date: 2024-03-01\r\n\r\nTalks opened.\r\n".as_bytes(), "2024-03-01", "Talks opened.");
    check(b"Talks opened.", "2025-02-27", "Talks opened.");
    check(
        b"{\"id\": \"x\", \"date\": \"2024-03-01T10:00:00Z\", \"text\": \"Talks opened.\"}",
        "2024-03-01",
        "Talks opened.",
    );
    check(
        b"{\n \"id\": \"x\",\n \"date\": \"2024-03-01\",\n \"text\": \"Talks opened.\"\n}\n",
        "2024-03-01",
        "Talks opened.",
    );
}

#[test]
fn a_bad_line_costs_itself_alone() {
    let lines = b"{\"id\":\"a\",\"date\":\"2024-03-01\",\"text\":\"One.\"}\r\nnonsense\r\n\r\n{\"id\":\"c\",\"date\":\"2024-03-02\",\"text\":\"Two.\"}\n";
    let read: Vec<_> = articles("case", lines, None).collect();
    assert_eq!(read.len(), 3);
    assert_eq!(read[0].as_ref().unwrap().id, "a");
    assert!(matches!(read[1], Err(TextError::BadJson { line: 2, .. })), "{:?}", read[1]);
    assert_eq!(read[2].as_ref().unwrap().id, "c");
}

#[test]
fn invalid_bytes_are_replaced_and_noted() {
    let article = one(b" date 2024-03-01 Caf\xe9 talks \xff\xfe.").unwrap();
    assert_eq!(article.body.of(&article.text), "Caf\u{fffd} talks \u{fffd}\u{fffd}.");
    assert!(article.notes[0].message.starts_with("3 bytes"), "{:?}", article.notes);
    assert_eq!(article.notes[0].span.unwrap().of(&article.text), "\u{fffd}");
}

/// What must hold of any text.
fn assert_sound(text: &str) {
    let Ok(article) = one(text.as_bytes()) else { return };
    let document = Document::of(&article);
    let mut end = article.body.start();
    for token in &document.tokens {
        assert!(
            !token.span.is_empty() && token.span.start() >= end && token.span.end() <= article.body.end()
        );
        let between = &article.text[end..token.span.start()];
        assert!(!between.chars().any(char::is_alphanumeric), "left out: {between:?}");
        end = token.span.end();
    }
    let mut next = 0;
    for sentence in &document.sentences {
        assert_eq!(sentence.tokens.start, next);
        assert!(sentence.tokens.end > next);
        assert_eq!(document.span_of(sentence.tokens.clone()), Some(sentence.span));
        next = sentence.tokens.end;
    }
    assert_eq!(next as usize, document.tokens.len());
    for (at, quotation) in document.quotations.iter().enumerate() {
        assert!(!quotation.content.is_empty() && quotation.open.end() <= quotation.content.start());
        assert!(quotation.close.is_none_or(|close| close.start() >= quotation.content.end()));
        assert!(quotation.continues.is_none_or(|before| (before as usize) < at));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_cut_soundly(text in "\\PC{0,120}") {
        assert_sound(&text);
    }

    #[test]
    fn heaps_of_marks_are_cut_soundly(text in "[\"'“”‘’«»„.,!?…()\\-—a-zA-Z0-9 \n\r\u{a0}\u{200b}]{0,120}") {
        assert_sound(&text);
    }

    #[test]
    fn any_bytes_are_taken_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        for article in articles("case", &bytes, Some(DAY)).flatten() {
            let _ = Document::of(&article);
        }
    }
}

/// Two megabytes of whatever could make a cutter look back or ahead again and again.
#[test]
fn time_is_linear() {
    for piece in ["\"", "'a ", "a", "a.", "“", "-", "(", "a. A", "http://", "'", "1-", "U.S. The ", " 's' a"]
    {
        let text = piece.repeat(2_000_000 / piece.len());
        let begun = std::time::Instant::now();
        let document = Document::of(&one(text.as_bytes()).unwrap());
        assert!(begun.elapsed().as_secs() < 20, "{piece:?} took {:?}", begun.elapsed());
        assert!(!document.tokens.is_empty());
    }
}

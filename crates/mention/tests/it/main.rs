//! Short texts and what they name. Each case file holds texts between lines of `===`; the day is Thursday, 2025-02-27.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use jiff::civil::date;
use legation_knowledge::world::World;
use legation_language::Model;
use legation_mention::{Grammar, Mentions, find};
use legation_text::{Document, articles};
use std::fmt::Write;

fn read(text: &str) -> (String, Mentions) {
    let article = articles("case", text.as_bytes(), Some(date(2025, 2, 27))).next().unwrap().unwrap();
    let document = Document::of(&article);
    let parse = Model::fast().parse(&article.text, &document);
    let mentions = find(World::embedded(), &article, &document, &parse);
    (article.text, mentions)
}

fn times(text: &str) -> String {
    let (text, mentions) = read(text);
    mentions.times.iter().fold(String::new(), |mut out, time| {
        let is = &time.is;
        let changed = is.modifier.map_or_else(String::new, |modifier| format!(" {modifier:?}"));
        let _ = writeln!(out, "  {} = {:?} {}{changed}", is.span.of(&text), is.kind, is.value);
        out
    })
}

fn actors(text: &str) -> String {
    let (text, mentions) = read(text);
    mentions.actors.iter().filter(|actor| actor.grammar != Grammar::Modifier).fold(
        String::new(),
        |mut out, actor| {
            let is = &actor.mention.is;
            let _ = writeln!(out, "  {} = {} {} ({:?})", is.span.of(&text), is.code, is.who, is.basis);
            out
        },
    )
}

fn places(text: &str) -> String {
    let (text, mentions) = read(text);
    mentions.places.iter().fold(String::new(), |mut out, place| {
        let is = &place.is;
        let country = is.country.as_deref().unwrap_or("-");
        let _ = writeln!(out, "  {} = {} {country} {:?}", is.span.of(&text), is.name, is.kind);
        out
    })
}

/// Every text of a case file with what one kind of mention gives.
fn shown(file: &str, render: fn(&str) -> String) -> String {
    let texts = file.trim_end().split("\n===\n");
    texts.map(|text| format!("{text}\n{}", render(text))).collect::<Vec<_>>().join("\n")
}

#[test]
fn times_against_the_date_of_the_article() {
    insta::assert_snapshot!(shown(include_str!("cases/times.txt"), times));
}

#[test]
fn what_only_looks_like_a_time_is_left_alone() {
    for text in include_str!("cases/no-times.txt").trim_end().split("\n===\n") {
        assert_eq!(times(text), "", "{text}");
    }
}

#[test]
fn actors_by_name_role_and_pronoun() {
    insta::assert_snapshot!(shown(include_str!("cases/actors.txt"), actors));
}

#[test]
fn places_and_their_countries() {
    insta::assert_snapshot!(shown(include_str!("cases/places.txt"), places));
}

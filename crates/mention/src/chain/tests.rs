//! Short texts and what they mention more than once.

use jiff::civil::date;
use legation_knowledge::lexicon::weights;
use legation_knowledge::world::World;
use legation_language::Model;
use legation_text::{Document, articles};

/// The chains of a text, as their words.
fn chains(text: &str) -> Vec<Vec<String>> {
    let article = articles("case", text.as_bytes(), Some(date(2025, 2, 27))).next().unwrap().unwrap();
    let document = Document::of(&article);
    let parse = Model::accurate().parse(&article.text, &document);
    let words = |tokens: &std::ops::Range<u32>| {
        document.span_of(tokens.clone()).map_or("", |span| span.of(&article.text)).to_owned()
    };
    super::find(World::embedded(), &article, &document, &parse)
        .iter()
        .map(|chain| chain.iter().map(words).collect())
        .collect()
}

/// That each of these is a chain, or part of one.
fn check(text: &str, together: &[&[&str]]) {
    let found = chains(text);
    for one in together {
        let holds = |chain: &Vec<String>| one.iter().all(|words| chain.iter().any(|other| other == words));
        assert!(found.iter().any(holds), "{one:?} are not one in {found:?}");
    }
}

/// That no chain has both.
fn check_apart(text: &str, one: &str, other: &str) {
    let found = chains(text);
    let both = |chain: &Vec<String>| {
        chain.iter().any(|words| words == one) && chain.iter().any(|words| words == other)
    };
    assert!(!found.iter().any(both), "{one} and {other} are one in {found:?}");
}

#[test]
fn names_by_their_parts() {
    check(
        "Marta Okonjo flew to Vienna on Monday. Okonjo will leave Vienna on Friday.",
        &[&["Marta Okonjo", "Okonjo"], &["Vienna"]],
    );
    check(
        "The World Health Organization issued a warning. The WHO sent doctors.",
        &[&["The World Health Organization", "The WHO"]],
    );
    check_apart("Marta Okonjo met Daniel Okonjo in Vienna.", "Marta Okonjo", "Daniel Okonjo");
}

#[test]
fn what_the_tree_joins() {
    check("Pedro Salas, the foreign minister, resigned.", &[&["Pedro Salas", "the foreign minister"]]);
    check("Pedro Salas is the new foreign minister.", &[&["Pedro Salas", "the new foreign minister"]]);
    check("The talks began on Tuesday, March 4, 2025.", &[&["Tuesday", "March 4, 2025"]]);
    check_apart("Pedro Salas is not the foreign minister.", "Pedro Salas", "the foreign minister");
}

#[test]
fn pronouns_agree() {
    check(
        "Maria Lind met Pedro Salas in Oslo. She told reporters that she was pleased.",
        &[&["Maria Lind", "She", "she"]],
    );
    check("The delegates left early. They said the hall was cold.", &[&["The delegates", "They"]]);
    check_apart("Maria Lind met Pedro Salas in Oslo. She smiled.", "Pedro Salas", "She");
}

#[test]
fn nouns_go_back() {
    check(
        "The two sides signed a grain agreement. The agreement will last a year.",
        &[&["a grain agreement", "The agreement"]],
    );
    check("Mali closed its airspace. The country also recalled its envoy.", &[&["Mali", "The country"]]);
    check_apart("A minister resigned on Monday. A minister was appointed on Friday.", "A minister", "Friday");
}

#[test]
fn who_speaks_says_i() {
    check(
        "\"I will not sign the treaty,\" Maria Lind said. \"I never promised that.\"",
        &[&["Maria Lind", "I"]],
    );
}

#[test]
fn weights_are_of_the_features_that_are_looked_at() {
    let text = "Maria Lind met Pedro Salas. She praised the talks. The talks went on.";
    let article = articles("case", text.as_bytes(), Some(date(2025, 2, 27))).next().unwrap().unwrap();
    let document = Document::of(&article);
    let parse = Model::fast().parse(&article.text, &document);
    let spans = ["Maria Lind", "Pedro Salas", "She", "the talks", "The talks"].map(|words| {
        let start = article.text.find(words).unwrap();
        legation_text::Span::new(&article.text, start, start + words.len()).unwrap()
    });
    let (_, pairs) = super::among(World::embedded(), &article, &document, &parse, &spans, true);
    for (table, names) in [
        ("pronoun", weights::PRONOUNS.iter().map(|(name, _)| *name).collect::<Vec<_>>()),
        ("noun", weights::NOUNS.iter().map(|(name, _)| *name).collect()),
    ] {
        let pair = pairs.iter().find(|pair| pair.table == table).unwrap();
        assert_eq!(pair.features.iter().map(|(name, _)| *name).collect::<Vec<_>>(), names);
    }
}

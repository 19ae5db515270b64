//! Which two texts are one: a case a file.

use legation_link::copies::{Families, Fingerprint, Tie, likeness, tie};
use std::path::Path;

/// The articles of a case, and what they should be to one another.
fn case(path: &Path) -> ([Fingerprint; 2], Option<Tie>) {
    let content = std::fs::read_to_string(path).unwrap();
    let (articles, expected) = content.trim_end().rsplit_once("\n= ").expect("a line with what is expected");
    let prints: Vec<Fingerprint> = articles
        .split("@ ")
        .skip(1)
        .enumerate()
        .map(|(at, article)| {
            let (head, text) = article.split_once('\n').unwrap();
            let (date, title) = head.split_once(' ').unwrap();
            let title = (title != "-").then_some(title);
            Fingerprint::of(&at.to_string(), date.parse().unwrap(), title, text)
        })
        .collect();
    let expected = match expected {
        "version" => Some(Tie::Version),
        "part" => Some(Tie::Part),
        "none" => None,
        other => panic!("{other} is no verdict"),
    };
    (prints.try_into().expect("two articles"), expected)
}

#[test]
fn cases() {
    insta::glob!("cases/copies/*.txt", |path| {
        let ([one, other], expected) = case(path);
        let name = path.file_stem().unwrap().to_string_lossy();
        assert_eq!(tie(&one, &other), expected, "{name}: {:#?}", likeness(&one, &other));
        assert_eq!(tie(&other, &one), expected, "{name}, the other way round");
        // What is looked for is found.
        let families: Families = [one, other].into_iter().collect();
        assert_eq!(families.origins(["0", "1"]), if expected.is_some() { 1 } else { 2 }, "{name}");
    });
}

/// Four texts of which three are one by way of the second.
fn chain() -> Vec<Fingerprint> {
    let lead =
        "The ambassadors of Peru and Ecuador opened the bridge at Macara on Sunday with a football match.";
    let middle = "The old bridge was swept away in the flood of 2019, and lorries have gone by ferry since.";
    let end = "The new one was paid for by a loan of 30 million dollars from the Andean bank.";
    let other = "Trains between Vienna and Trieste will run at night again from December, the railways of both countries said.";
    let texts = [
        format!("{lead} {middle}"),
        format!("{lead} {middle} {end}"),
        format!("{lead} {end}"),
        other.to_owned(),
    ];
    let titles = [
        "Peru and Ecuador open bridge",
        "Bridge at Macara opened",
        "Ecuador and Peru open bridge",
        "Night trains return",
    ];
    let dates = ["2025-05-05", "2025-05-04", "2025-05-05", "2025-05-04"];
    let made = texts.iter().zip(titles).zip(dates).zip(["a", "b", "c", "d"]);
    made.map(|(((text, title), date), digest)| {
        Fingerprint::of(digest, date.parse().unwrap(), Some(title), text)
    })
    .collect()
}

#[test]
fn a_family_is_the_same_in_every_order() {
    let prints = chain();
    let mut orders: Vec<Vec<usize>> = vec![vec![]];
    for at in 0..prints.len() {
        orders = orders
            .iter()
            .flat_map(|order| {
                (0..=order.len()).map(|place| {
                    let mut order = order.clone();
                    order.insert(place, at);
                    order
                })
            })
            .collect();
    }
    assert_eq!(orders.len(), 24);
    for order in orders {
        let families: Families = order.iter().map(|&at| prints[at].clone()).collect();
        let all = families.all();
        assert_eq!(all.len(), 1);
        assert_eq!((all[0].origin.as_str(), all[0].members.join(" ")), ("b", "b a c".to_owned()));
        assert_eq!(families.origin("c"), Some("b"));
        assert_eq!(families.origin("d"), Some("d"));
        assert_eq!(families.origins(["a", "b", "c", "d"]), 2);
        assert_eq!(families.origins(["a", "nobody's"]), 1);
    }
}

#[test]
fn the_same_article_is_added_once() {
    let mut families = Families::default();
    let print = chain().remove(0);
    assert!(families.add(print.clone()).unwrap().ties.is_empty());
    assert_eq!(families.add(print), None);
    assert_eq!(families.len(), 1);
}

#[test]
fn odd_texts_have_no_copies() {
    let long = "word ".repeat(5000);
    for text in ["", " ", "…", "Yes.", "1 2 3 4 5 6 7 8 9", long.as_str()] {
        let print = |digest| Fingerprint::of(digest, "2025-05-05".parse().unwrap(), Some("…"), text);
        assert_eq!(tie(&print("a"), &print("b")), None, "{text:.20}");
    }
}

//! The model's files are those that the card describes.

use legation_language::Model;
use legation_language::training::LISTED as LISTED_KINDS;
use sha2::{Digest, Sha256};

const CARD: &str = include_str!("../../../../data/model/CARD.md");
const LISTED: &str = include_str!("../../../../data/model/gazetteer.tsv");

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn the_card_names_the_embedded_bytes() {
    let digest = digest(Model::embedded_bytes());
    assert!(CARD.contains(&digest), "CARD.md does not name {digest}, the digest of fast.bin");
}

#[test]
fn the_card_names_the_bytes_of_the_accurate_model() {
    let digest = digest(Model::accurate_bytes());
    assert!(CARD.contains(&digest), "CARD.md does not name {digest}, the digest of accurate.bin");
    assert!(CARD.contains(&format!("`{}`", Model::accurate().name())));
}

#[test]
fn the_card_names_the_snapshot_of_listed_names() {
    let digest = digest(LISTED.as_bytes());
    assert!(CARD.contains(&digest), "CARD.md does not name {digest}, the digest of gazetteer.tsv");
}

#[test]
fn the_model_has_the_name_on_its_card() {
    assert!(CARD.contains(&format!("`{}`", Model::embedded().name())));
}

#[test]
fn the_weights_know_the_names_of_the_snapshot() {
    let model = Model::embedded();
    for line in LISTED.lines().step_by(40) {
        let (kind, name) = line.split_once('\t').expect(line);
        let words: Vec<&str> = name.split_whitespace().collect();
        let (_, bit) = LISTED_KINDS.iter().find(|(listed, _)| *listed == kind).expect(kind);
        let forms = model.forms(&words);
        let listed = model.listed(&forms);
        assert!(listed[0].0 & bit != 0 && listed[0].1, "{line}");
    }
}

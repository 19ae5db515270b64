//! The model's files are those that the card describes.

use legation_language::Model;
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
fn the_card_names_the_snapshot_of_listed_names() {
    let digest = digest(LISTED.as_bytes());
    assert!(CARD.contains(&digest), "CARD.md does not name {digest}, the digest of gazetteer.tsv");
}

#[test]
fn the_model_has_the_name_on_its_card() {
    assert!(CARD.contains(&format!("`{}`", Model::embedded().name())));
}

//! The models' files are those that the card describes.

use legation_language::Model;
use sha2::{Digest, Sha256};

const CARD: &str = include_str!("../../../../data/model/CARD.md");

#[test]
fn the_card_names_the_embedded_bytes() {
    for (bytes, file) in Model::files().into_iter().zip(["accurate.bin", "fast.bin", "lemmas.bin"]) {
        let digest: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert!(CARD.contains(&digest), "CARD.md does not name {digest}, the digest of {file}");
    }
}

#[test]
fn the_models_have_the_names_on_their_card() {
    for model in [Model::accurate(), Model::fast()] {
        assert!(CARD.contains(&format!("`{}`", model.name())), "{}", model.name());
    }
}

//! Stable ids: from content, never from counters or time.

use legation_text::Span;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The digest of one article, from which the ids of all that is read in it are derived.
#[derive(Clone, Debug)]
pub struct Identity(Sha256);

impl Identity {
    /// Of an article, by its date and text.
    pub fn of(date: jiff::civil::Date, text: &str) -> Identity {
        let mut digest = Sha256::new();
        digest.update(date.to_string());
        digest.update([0]);
        digest.update(text);
        Identity(digest)
    }

    /// The id of something read in it: `s-…` for statements, `e-…` for events. `kind` tells apart what shares a span.
    pub fn id(&self, prefix: &str, kind: &str, spans: &[Span]) -> String {
        let mut digest = self.0.clone();
        digest.update([0]);
        digest.update(kind);
        for span in spans {
            digest.update((span.start() as u64).to_le_bytes());
            digest.update((span.end() as u64).to_le_bytes());
        }
        written(prefix, &digest.finalize()[..6])
    }
}

/// An id: what it is of, and the beginning of a digest.
pub(crate) fn written(prefix: &str, digest: &[u8]) -> String {
    let mut id = format!("{prefix}-");
    for byte in digest {
        let _ = write!(id, "{byte:02x}");
    }
    id
}

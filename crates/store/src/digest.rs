//! What tells one article from another.

use sha2::{Digest as _, Sha256};
use std::fmt::Write;

/// What is no digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a digest is 64 hexadecimal digits")]
pub struct NotADigest;

impl std::str::FromStr for Digest {
    type Err = NotADigest;

    fn from_str(text: &str) -> Result<Digest, NotADigest> {
        let is_one = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_one.then(|| Digest(text.to_ascii_lowercase())).ok_or(NotADigest)
    }
}

/// The digest of an article's content: its date, outlet, headline and text. Two articles with one digest are the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Digest(String);

impl Digest {
    /// Of an article. The id and address it came with do not count: the same article under another name is the same.
    pub fn of(date: &str, source: Option<&str>, title: Option<&str>, text: &str) -> Digest {
        let mut digest = Sha256::new();
        for part in [date, source.unwrap_or_default(), title.unwrap_or_default()] {
            digest.update(part);
            digest.update([0]);
        }
        digest.update(text);
        let mut written = String::with_capacity(64);
        for byte in digest.finalize() {
            let _ = write!(written, "{byte:02x}");
        }
        Digest(written)
    }

    /// One that was written down.
    pub(crate) fn written(text: String) -> Digest {
        Digest(text)
    }

    /// 64 hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

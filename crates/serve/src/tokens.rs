//! Tokens: who may take articles in and correct, kept as hashes in a small file beside the store.
//!
//! Beside it and not in it: a store is copied, sent and published, and what lets somebody write to it should not go with it; and no reader's
//! address changes because a token came or went. The file is read again at each request that needs a token, so that one that is taken away
//! opens nothing any more.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The form of the file.
const FORM: u32 = 1;
/// What every token begins with, so that it is known for one where it does not belong.
const HEAD: &str = "legation_";

/// What a token allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// To read, where reading needs a token.
    Read,
    /// To take articles in.
    Ingest,
    /// To correct what was read.
    Correct,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Scope; 3] = [Scope::Read, Scope::Ingest, Scope::Correct];

    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Scope::Read => "read",
            Scope::Ingest => "ingest",
            Scope::Correct => "correct",
        }
    }

    /// What is written as `name`.
    pub fn from_name(name: &str) -> Option<Scope> {
        Scope::ALL.into_iter().find(|scope| scope.name() == name)
    }
}

/// A token, without what it is known by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    /// What its owner calls it; corrections are signed with it where they name nobody.
    pub name: String,
    /// What it allows.
    pub scopes: Vec<Scope>,
    /// The day it was made.
    pub made: String,
    /// SHA-256 of the secret, which is 256 random bits: nothing slower is needed.
    hash: String,
}

/// What can go wrong with the file of tokens.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TokenError {
    /// It cannot be read or written.
    #[error("the file of tokens {} cannot be used: {reason}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// It holds something else.
    #[error("the file of tokens {} is not understood: {reason}", path.display())]
    Form {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A name that is none, or is taken.
    #[error("`{0}` is no name for a new token: it is taken, or is not 1 to 64 letters, digits, dots, dashes")]
    Name(String),
    /// There is no such token.
    #[error("there is no token `{0}`")]
    Missing(String),
    /// The system gives no random bits.
    #[error("the system gives no random bits: {0}")]
    Random(String),
}

impl TokenError {
    /// A stable name for programs and documentation.
    pub fn code(&self) -> &'static str {
        match self {
            TokenError::File { .. } => "token-file",
            TokenError::Form { .. } => "token-form",
            TokenError::Name(_) => "token-name",
            TokenError::Missing(_) => "token-unknown",
            TokenError::Random(_) => "token-random",
        }
    }

    /// What to do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            TokenError::File { .. } => "check that you may read and write there",
            TokenError::Form { .. } => "move it away, and make new tokens",
            TokenError::Name(_) => "take another name",
            TokenError::Missing(_) => "`legation token list` has their names",
            TokenError::Random(_) => "try again",
        }
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    form: u32,
    tokens: Vec<Token>,
}

/// The tokens of a store.
#[derive(Clone, Debug)]
pub struct Tokens {
    path: PathBuf,
}

impl Tokens {
    /// Those that stand beside a store.
    pub fn beside(store: &Path) -> Tokens {
        Tokens { path: store.with_extension("tokens.json") }
    }

    /// All of them.
    pub fn list(&self) -> Result<Vec<Token>, TokenError> {
        let bytes = match fs::read(&self.path) {
            Ok(bytes) => bytes,
            Err(why) if why.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(why) => return Err(self.file(&why)),
        };
        let form = |reason: String| TokenError::Form { path: self.path.clone(), reason };
        let kept: Kept = serde_json::from_slice(&bytes).map_err(|why| form(why.to_string()))?;
        if kept.form != FORM {
            return Err(form("it is of another version".to_owned()));
        }
        Ok(kept.tokens)
    }

    /// Makes one, and gives its secret: it is nowhere kept.
    pub fn add(&self, name: &str, scopes: &[Scope], today: &str) -> Result<String, TokenError> {
        let mut tokens = self.list()?;
        let is_plain = |c: char| c.is_alphanumeric() || "._-".contains(c);
        let is_name = (1..=64).contains(&name.chars().count()) && name.chars().all(is_plain);
        if !is_name || tokens.iter().any(|token| token.name == name) {
            return Err(TokenError::Name(name.to_owned()));
        }
        let mut bits = [0u8; 32];
        getrandom::fill(&mut bits).map_err(|why| TokenError::Random(why.to_string()))?;
        let secret = format!("{HEAD}{}", hex(&bits));
        let mut scopes = scopes.to_vec();
        scopes.sort_unstable();
        scopes.dedup();
        tokens.push(Token { name: name.to_owned(), scopes, made: today.to_owned(), hash: hash(&secret) });
        self.keep(tokens)?;
        Ok(secret)
    }

    /// Takes one away.
    pub fn remove(&self, name: &str) -> Result<(), TokenError> {
        let mut tokens = self.list()?;
        let count = tokens.len();
        tokens.retain(|token| token.name != name);
        if tokens.len() == count {
            return Err(TokenError::Missing(name.to_owned()));
        }
        self.keep(tokens)
    }

    /// The token of a secret.
    pub fn find(&self, secret: &str) -> Result<Option<Token>, TokenError> {
        let sought = hash(secret);
        // Every one is compared to its end: how long it takes tells nothing.
        let is_same = |known: &str| {
            known.len() == sought.len()
                && known.bytes().zip(sought.bytes()).fold(0, |differs, (one, other)| differs | (one ^ other))
                    == 0
        };
        Ok(self.list()?.into_iter().rfind(|token| is_same(&token.hash)))
    }

    /// Writes them: whole, or not at all, and for their owner's eyes alone.
    fn keep(&self, tokens: Vec<Token>) -> Result<(), TokenError> {
        let next = self.path.with_extension("json.new");
        let mut bytes = serde_json::to_vec_pretty(&Kept { form: FORM, tokens })
            .map_err(|why| TokenError::Form { path: self.path.clone(), reason: why.to_string() })?;
        bytes.push(b'\n');
        let written = own(&next).and_then(|mut file| {
            file.write_all(&bytes)?;
            file.sync_all()?;
            fs::rename(&next, &self.path)
        });
        written.map_err(|why| self.file(&why))
    }

    fn file(&self, why: &std::io::Error) -> TokenError {
        TokenError::File { path: self.path.clone(), reason: why.to_string() }
    }
}

#[cfg(unix)]
fn own(path: &Path) -> std::io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    // What is left of an earlier try may have other rights.
    let _ = fs::remove_file(path);
    fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn own(path: &Path) -> std::io::Result<File> {
    File::create(path)
}

fn hash(secret: &str) -> String {
    hex(&Sha256::digest(secret.as_bytes()))
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_come_and_go_and_are_kept_as_hashes() {
        let folder = std::env::temp_dir().join(format!("legation-tokens-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let tokens = Tokens::beside(&folder.join("desk.db"));
        assert!(tokens.list().unwrap().is_empty());
        let secret =
            tokens.add("desk", &[Scope::Correct, Scope::Read, Scope::Correct], "2025-02-27").unwrap();
        assert_eq!(tokens.add("desk", &[], "2025-02-27").unwrap_err().code(), "token-name");
        assert_eq!(tokens.add("a b", &[], "2025-02-27").unwrap_err().code(), "token-name");
        assert_eq!(tokens.find(&secret).unwrap().unwrap().scopes, [Scope::Read, Scope::Correct]);
        assert_eq!(tokens.find("legation_0").unwrap(), None);
        let file = fs::read_to_string(folder.join("desk.tokens.json")).unwrap();
        assert!(!file.contains(&secret) && !file.contains(secret.strip_prefix(HEAD).unwrap()));
        tokens.remove("desk").unwrap();
        assert_eq!(tokens.find(&secret).unwrap(), None);
        assert_eq!(tokens.remove("desk").unwrap_err().code(), "token-unknown");
        fs::write(folder.join("desk.tokens.json"), "{}").unwrap();
        assert_eq!(tokens.find(&secret).unwrap_err().code(), "token-form");
        fs::remove_dir_all(folder).unwrap();
    }
}

//! PLOVER and CAMEO: codes, names and scores.
//!
//! ```
//! use legation_knowledge::codebook;
//! assert_eq!(codebook::plover_score("CONSULT", "phone"), Some(1.5));
//! assert_eq!(codebook::goldstein("042"), Some(1.9));
//! assert_eq!(codebook::cameo_name("042"), Some("Make a visit"));
//! assert_eq!(codebook::as_coded("042", codebook::Told::Planned), "036");
//! ```

pub use crate::contexts::CONTEXTS as CONTEXT_NAMES;

include!(concat!(env!("OUT_DIR"), "/codebook.rs"));
include!(concat!(env!("OUT_DIR"), "/page.rs"));

/// PLOVER's conflict-cooperation score of a type and mode (empty for none), from −10 to 10.
pub fn plover_score(kind: &str, mode: &str) -> Option<f64> {
    let score =
        |mode: &str| SCORES.iter().find(|(k, m, _)| *k == kind && *m == mode).map(|(.., score)| *score);
    score(mode).or_else(|| score(""))
}

/// Whether a type has a mode; the empty one is that of every type.
pub fn has_mode(kind: &str, mode: &str) -> bool {
    mode.is_empty() || SCORES.iter().any(|(k, m, _)| *k == kind && *m == mode)
}

/// The modes of a type.
pub fn modes(kind: &str) -> impl Iterator<Item = &'static str> + use<'_> {
    SCORES.iter().filter(move |(known, mode, _)| *known == kind && !mode.is_empty()).map(|(_, mode, _)| *mode)
}

/// Whether there is such a type, and it has this mode (empty for none).
pub(crate) fn is_mode(kind: &str, mode: &str) -> bool {
    SCORES.iter().any(|(known, has, _)| *known == kind && *has == mode)
}

/// Whether there is such a CAMEO code.
pub(crate) fn is_code(code: &str) -> bool {
    cameo(code).is_some()
}

/// A code, its name, Goldstein's score, the contexts that a deed of it has, and its type in PLOVER.
type Coded = (&'static str, &'static str, Option<f64>, &'static [&'static str], &'static str);

fn cameo(code: &str) -> Option<&'static Coded> {
    CAMEO.binary_search_by_key(&code, |(known, ..)| *known).ok().map(|at| &CAMEO[at])
}

/// Goldstein's score of a CAMEO code, from −10 to 10.
pub fn goldstein(code: &str) -> Option<f64> {
    cameo(code).and_then(|(_, _, score, ..)| *score)
}

/// The name of a CAMEO code.
pub fn cameo_name(code: &str) -> Option<&'static str> {
    cameo(code).map(|(_, name, ..)| *name)
}

/// The PLOVER contexts that every deed of a CAMEO code has (CAMEO2PLOVER-2021).
pub fn contexts_of(code: &str) -> &'static [&'static str] {
    cameo(code).map_or(&[], |(.., contexts, _)| *contexts)
}

/// PLOVER's type of a CAMEO code, or of the nearest code above it (CAMEO2PLOVER-2021); none of what PLOVER has no type for: statements (01)
/// and appeals (02).
///
/// ```
/// use legation_knowledge::codebook;
/// assert_eq!(codebook::plover_type("0311"), Some("AGREE"));
/// assert_eq!(codebook::plover_type("010"), None);
/// ```
pub fn plover_type(code: &str) -> Option<&'static str> {
    let above = (2..=code.len()).rev().filter_map(|length| cameo(code.get(..length)?));
    let kind = above.map(|(.., kind)| *kind).find(|kind| !kind.is_empty());
    // A root alone is what its first code is: `not specified below`.
    kind.or_else(|| cameo(&format!("{}0", code.get(..2)?)).map(|(.., kind)| *kind))
        .filter(|kind| !kind.is_empty())
}

/// What tells of sport, beside PLOVER's contexts.
pub const SPORT: &str = "sport";

/// The wordings that begin with a lemma, each with its further words and the context that it tells of: `human` `rights`; or [`SPORT`].
pub fn context_wordings(
    lemma: &str,
) -> impl Iterator<Item = (&'static [&'static str], &'static str)> + use<> {
    let start = CONTEXTS.partition_point(|(first, ..)| *first < lemma);
    let end = CONTEXTS.partition_point(|(first, ..)| *first <= lemma);
    CONTEXTS[start..end].iter().map(|(_, rest, context)| (*rest, *context))
}

/// How a deed is told that has not been done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Announced, possible, or dependent on a condition.
    Planned,
    /// Asked for.
    Proposed,
    /// Demanded.
    Demanded,
    /// Refused, or said not to have been done.
    Denied,
}

/// The CAMEO code of a deed of this code that has not been done: CAMEO has no status, but codes of their own for what is intended (03), asked for
/// (02), demanded (10), refused (12) and threatened (13); CAMEO manual 1.1b3, chapter 2.
pub fn as_coded(code: &'static str, told: Told) -> &'static str {
    let prefixes = (2..=code.len()).rev().filter_map(|length| code.get(..length));
    let row = prefixes
        .filter_map(|prefix| AS_CODED.binary_search_by_key(&prefix, |(known, _)| *known).ok())
        .map(|at| AS_CODED[at].1)
        .next();
    match row.map(|columns| columns[told as usize]) {
        None | Some("=") => code,
        Some(coded) => coded,
    }
}

/// What a type, mode, status, context or field of the record means.
#[derive(Debug)]
pub struct Entry {
    /// `type`, `mode`, `status`, `context` or `field`.
    pub kind: &'static str,
    /// `CONSULT`, `CONSULT/phone`, `planned`, `military`, `events.status`.
    pub key: &'static str,
    /// Its rule, examples and near misses, in order.
    pub parts: &'static [(Part, &'static str)],
}

/// A part of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What it means and where it ends.
    Rule,
    /// A sentence of ours; the word that triggers it stands in brackets.
    Example,
    /// A sentence that looks like it, and what it is instead.
    NearMiss,
}

/// How well an entry is read: the share that is right of ours, and of the annotators'.
#[derive(Debug)]
pub struct Measured {
    kind: &'static str,
    key: &'static str,
    /// A share with two digits; empty where we have none.
    pub precision: &'static str,
    /// A share with two digits; empty where the annotators have none.
    pub recall: &'static str,
    /// How often the annotators have it.
    pub n: u32,
    /// What it is taken for most often, with how often.
    pub confusions: &'static str,
}

/// The entries of the codebook, in its order.
///
/// ```
/// use legation_knowledge::codebook;
/// assert!(codebook::entries().iter().any(|entry| entry.key == "CONSULT/phone"));
/// ```
pub fn entries() -> &'static [Entry] {
    ENTRIES
}

/// What was measured of an entry (`data/codebook/measured.tsv`).
pub fn measured(kind: &str, key: &str) -> Option<&'static Measured> {
    MEASURED.iter().find(|measured| measured.kind == kind && measured.key == key)
}

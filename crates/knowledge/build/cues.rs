//! `data/` to the tables of `cues`.

/// Writes the tables.
pub(crate) fn compile() {}

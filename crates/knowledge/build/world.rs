//! `data/` to the tables of `world`.

/// Writes the tables.
pub(crate) fn compile() {}

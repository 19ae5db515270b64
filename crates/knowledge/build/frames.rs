//! `data/` to the tables of `frames`.

/// Writes the tables.
pub(crate) fn compile() {}

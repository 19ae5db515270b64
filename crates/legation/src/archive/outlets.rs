//! What is known of the outlets that articles name, with tables of the user's own.

use anyhow::{Context, Result, anyhow};
use legation_knowledge::outlets::Outlets;
use legation_record::WireRecord;
use legation_store::Outlet;
use std::path::PathBuf;

/// The outlets that the program carries, and the user's own before them.
pub(super) fn known(files: &[PathBuf]) -> Result<Outlets> {
    let mut outlets = Outlets::embedded().clone();
    // What is added later goes before what was there: the first file is added last.
    for path in files.iter().rev() {
        let text = std::fs::read_to_string(path).with_context(|| format!("{}", path.display()))?;
        outlets.add(&text).map_err(|fault| {
            anyhow!("{}: {fault}\n  hint: docs/CONFIG.md says what each column holds", path.display())
        })?;
    }
    Ok(outlets)
}

/// The outlet of an article: a known one, or whatever it names.
pub(super) fn of(outlets: &Outlets, record: &WireRecord) -> Option<Outlet> {
    let (name, url) = (record.source.as_deref(), record.url.as_deref());
    let bare =
        |name: &str| Outlet { name: name.trim().to_owned(), country: None, kind: None, language: None };
    let known = outlets.of(name, url).cloned().map(|outlet| Outlet {
        name: outlet.name,
        country: outlet.country,
        kind: Some(outlet.kind),
        language: outlet.language,
    });
    known.or_else(|| name.map(bare).filter(|outlet| !outlet.name.is_empty()))
}

//! Gold files: lines, JSON lines, unpacked where they are packed; errors that name the file and the line.

use anyhow::{Context, Result};
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;

/// The text of a file; `.xz` is unpacked.
pub(crate) fn text(path: &Path) -> Result<String> {
    let bytes =
        fs::read(path).with_context(|| format!("{}: cannot be read; check the path", path.display()))?;
    let bytes = if path.extension().is_some_and(|ending| ending == "xz") {
        let mut unpacked = Vec::new();
        lzma_rs::xz_decompress(&mut bytes.as_slice(), &mut unpacked)
            .with_context(|| format!("{}: cannot be unpacked; is it an .xz file?", path.display()))?;
        unpacked
    } else {
        bytes
    };
    String::from_utf8(bytes).with_context(|| format!("{}: not UTF-8", path.display()))
}

/// The objects of a file of JSON lines.
pub(crate) fn lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>> {
    let text = text(path)?;
    let lines = text.split('\n').enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(at, line)| {
            serde_json::from_str(line).with_context(|| {
                format!(
                    "{}:{}: not of the form that this task reads; see docs/MEASURE.md",
                    path.display(),
                    at + 1
                )
            })
        })
        .collect()
}

/// The words of a file, a line each; none where there is no file.
pub(crate) fn ids(path: Option<&Path>) -> Result<BTreeSet<String>> {
    let text = path.map(text).transpose()?.unwrap_or_default();
    Ok(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect())
}

/// Writes answers, a line each.
pub(crate) fn write<T: serde::Serialize>(path: Option<&Path>, answers: &[T]) -> Result<()> {
    let Some(path) = path else { return Ok(()) };
    let mut out = Vec::new();
    for answer in answers {
        serde_json::to_writer(&mut out, answer)?;
        out.push(b'\n');
    }
    write_bytes(path, &out)
}

/// Writes a file.
pub(crate) fn write_bytes(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut file =
        fs::File::create(path).with_context(|| format!("{}: cannot be written", path.display()))?;
    file.write_all(bytes).with_context(|| format!("{}: cannot be written", path.display()))
}

//! Lines of cells parted by tabs, without quotation: what would end a cell or a line becomes a blank.

use super::{ExportError, one_line};
use std::io::Write;

/// Writes a line.
pub(super) fn line<T: AsRef<str>>(out: &mut impl Write, cells: &[T]) -> Result<(), ExportError> {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.write_all(b"\t")?;
        }
        out.write_all(one_line(&cell.as_ref().replace('"', " ")).as_bytes())?;
    }
    out.write_all(b"\n")?;
    Ok(())
}

/// A number, or nothing.
pub(super) fn written<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

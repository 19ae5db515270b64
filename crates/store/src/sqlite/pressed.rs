//! Texts, records and what linking keeps, pressed (zstd) as they lie in the file.

use crate::StoreError;
use std::cell::RefCell;
use std::io::Read;
use zstd::bulk::Compressor;
use zstd::zstd_safe::DCtx;

/// How hard texts and records are pressed.
const LEVEL: i32 = 3;

/// Bytes, pressed.
pub(super) fn pressed(bytes: &[u8]) -> Result<Vec<u8>, StoreError> {
    // Setting up what presses costs more than pressing a short text.
    thread_local! {
        static PRESS: RefCell<Option<Compressor<'static>>> = const { RefCell::new(None) };
    }
    let full = |why: std::io::Error| StoreError::Disk(why.to_string());
    PRESS.with_borrow_mut(|press| {
        let press = match press {
            Some(press) => press,
            None => press.insert(Compressor::new(LEVEL).map_err(full)?),
        };
        press.compress(bytes).map_err(full)
    })
}

/// What was pressed.
pub(super) fn unpressed(pressed: &[u8]) -> Result<Vec<u8>, StoreError> {
    // Setting up what unpacks costs more than unpacking a short text.
    thread_local! {
        static UNPACK: RefCell<Option<DCtx<'static>>> = const { RefCell::new(None) };
    }
    let damaged = |why: std::io::Error| StoreError::Damaged(format!("a text cannot be unpacked: {why}"));
    UNPACK.with_borrow_mut(|kept| {
        // What failed is not used again.
        let mut unpack = kept.take().unwrap_or_else(DCtx::create);
        let mut bytes = Vec::new();
        zstd::Decoder::with_context(pressed, &mut unpack).read_to_end(&mut bytes).map_err(damaged)?;
        *kept = Some(unpack);
        Ok(bytes)
    })
}

//! The tests of linking, one binary.

#![allow(clippy::expect_used, clippy::panic, reason = "the whole of this crate is tests")]

mod fuse;
mod invented;

//! The tests of linking, one binary.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod dossier;
mod fuse;
mod invented;
mod same_event;

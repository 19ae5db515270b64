//! The tests of linking, one binary.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod copies;
mod dossier;
mod fuse;
mod invented;
mod ledger;
mod same_event;
mod story;

//! The tests of linking, one binary.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "the whole of this crate is tests"
)]

mod copies;
mod ledger;
mod story;

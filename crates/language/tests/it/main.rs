//! Behaviour of the embedded model: its file, its guarantees on any input, and sentences that news is made of.

#![allow(clippy::expect_used, clippy::panic, reason = "the whole of this crate is tests")]

mod cases;
mod file;
mod guarantees;

//! The whole reader, through its one door.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod cases;
mod contexts;
mod frames;
mod robustness;

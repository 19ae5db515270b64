//! The desk over stores of a few articles: every address, every error, who may do what, what each answer says.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod answers;
#[path = "../../../store/tests/it/sample.rs"]
mod articles;
mod docs;
mod hostile;
mod lists;
mod safety;
mod sample;
mod writes;

//! The store as programs use it: conformance, files of other forms, random histories.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod corrections;
mod file;
mod history;
mod links;
mod questions;
mod sample;

#[test]
fn sqlite_conforms() {
    let faults = legation_store::conformance(legation_store::Sqlite::in_memory, &sample::articles()).unwrap();
    assert_eq!(faults, Vec::<String>::new());
}

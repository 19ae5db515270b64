//! Compiles `data/` into the crate: each part writes one file into `OUT_DIR` that its module includes.

#![allow(
    clippy::panic,
    clippy::print_stdout,
    reason = "a build script speaks by printing and fails by panicking"
)]
// Each part uses what it needs of the table reader.
#![allow(dead_code)]

mod cues;
mod frames;
mod table;
mod world;

fn main() {
    println!("cargo:rerun-if-changed=build");
    world::compile();
    cues::compile();
    frames::compile();
}

//! Compiles `data/` into the crate: each part writes one file into `OUT_DIR` that its module includes.

#![allow(
    clippy::panic,
    clippy::print_stdout,
    reason = "a build script speaks by printing and fails by panicking"
)]
// Each part uses what it needs of the table reader.
#![allow(dead_code)]

mod calendar;
mod coreference;
mod cues;
mod frames;
mod table;
mod world;

fn main() {
    println!("cargo:rerun-if-changed=build");
    world::compile();
    calendar::compile();
    coreference::compile();
    cues::compile();
    frames::compile();
    // What decides how words are read: the record names it beside the tables about the world.
    let cues = cues::TABLES;
    let version = table::digest(&[
        "time/words.tsv",
        "time/phrases.tsv",
        "time/holidays.tsv",
        "time/lunar.tsv",
        "coreference/nouns.tsv",
        "coreference/given.tsv",
        "coreference/pronoun_weights.tsv",
        "coreference/noun_weights.tsv",
        cues[0],
        cues[1],
        cues[2],
        cues[3],
        "frames/frames.tsv",
        "frames/status.tsv",
        "codebook/cameo.tsv",
        "codebook/scores.tsv",
    ]);
    table::write("lexicon.rs", format!("static VERSION: &str = {version:?};\n").as_bytes());
}

//! Compiles `data/` into the crate: each part writes one file into `OUT_DIR` that its module includes.

#![allow(
    clippy::panic,
    clippy::print_stdout,
    reason = "a build script speaks by printing and fails by panicking"
)]
// Each part uses what it needs of the table reader.
#![allow(dead_code)]

mod calendar;
mod calibration;
mod codes;
mod coreference;
mod cues;
mod frames;
mod outlets;
mod page;
mod quality;
mod table;
mod world;

fn main() {
    println!("cargo:rerun-if-changed=build");
    world::compile();
    calendar::compile();
    calibration::compile();
    codes::compile();
    coreference::compile();
    cues::compile();
    frames::compile();
    outlets::compile();
    page::compile();
    quality::compile();
    // What decides how words are read: the record names it beside the tables about the world.
    let frames = frames::tables();
    let mut deciding = vec![
        "time/words.tsv",
        "time/phrases.tsv",
        "time/holidays.tsv",
        "time/lunar.tsv",
        "coreference/nouns.tsv",
        "coreference/given.tsv",
        "coreference/pronoun_weights.tsv",
        "coreference/noun_weights.tsv",
        "frames/status.tsv",
        "frames/families.tsv",
        "frames/same.tsv",
        "frames/rounds.tsv",
        "frames/control.tsv",
        "frames/light.tsv",
        "codebook/cameo.tsv",
        "codebook/scores.tsv",
        "codebook/statuses.tsv",
        "codebook/contexts.tsv",
        "codebook/sports.tsv",
        "calibration/events.tsv",
    ];
    deciding.extend(cues::TABLES);
    deciding.extend(frames.iter().map(String::as_str));
    let version = table::digest(&deciding);
    table::write("lexicon.rs", format!("static VERSION: &str = {version:?};\n").as_bytes());
}

//! How the field words things: the cues of attributions, and the frames of events.

pub mod calendar;
pub mod calibration;
pub mod cues;
pub mod frames;
pub mod nouns;
pub mod same;
pub mod weights;

include!(concat!(env!("OUT_DIR"), "/lexicon.rs"));

/// The digest of the tables, for the record.
pub fn version() -> &'static str {
    VERSION
}

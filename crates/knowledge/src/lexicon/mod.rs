//! How the field words things: the cues of attributions, and the frames of events.

pub mod cues;
pub mod frames;

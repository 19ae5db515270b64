//! What the world is, and how the field speaks of it: tables from `data/`, compiled in when building.
//!
//! [`world`] knows countries, people and the offices they held and when, organisations, armed groups and places;
//! [`outlets`] knows who publishes, [`lexicon`] how events and attributions are worded, [`codebook`] what their codes are, and
//! [`quality`] how well all that is read.

pub mod codebook;
pub mod codes;
mod contexts;
pub mod lexicon;
pub mod outlets;
pub mod quality;
mod table;
pub mod world;

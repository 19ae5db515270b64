//! What the world is, and how the field speaks of it: tables from `data/`, compiled in when building.
//!
//! [`world`] knows countries, people and the offices they held and when, organisations, armed groups and places;
//! [`outlets`] knows who publishes, [`lexicon`] how events and attributions are worded, and [`codebook`] what their codes are.

pub mod codebook;
pub mod codes;
mod contexts;
pub mod lexicon;
pub mod outlets;
mod table;
pub mod world;

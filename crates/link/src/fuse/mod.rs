//! Which events of different articles are one.

mod fused;

pub use fused::{Field, Fused, Part, Period, Spot, Stage, Stands, StatusStep, TellingRef, Told};

/// How sure a fused event is.
pub mod confidence {}

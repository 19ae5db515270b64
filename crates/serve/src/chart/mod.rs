//! Pictures: SVG drawn from plain figures. Each is a pure function of what it shows: no clock, no chance, no store.
//!
//! Nothing in a picture is told by colour alone: cooperation stands above the line and is solid, conflict stands below it and is hatched or
//! hollow. Looks are classes of the style sheet, for the pages allow no style in their markup; `#hatch` is a pattern that each page has.

mod lanes;
mod map;
mod network;
mod project;
mod rounds;
mod series;
pub(crate) mod svg;
mod time;

pub use lanes::{Lane, Lanes, Mark, lanes};
pub use map::{Spot, WorldMap, map};
pub use network::{Network, Node, Tie, network};
pub use rounds::{Look, Meeting, Rounds, rounds};
pub use series::{Bin, Series, Tick, series};

/// Which side of the line something stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// Cooperation: above, solid.
    Above,
    /// Conflict: below, hatched.
    Below,
}

impl Side {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Side::Above => "cooperation",
            Side::Below => "conflict",
        }
    }
}

#[cfg(test)]
mod tests;

//! Across articles: which are copies of one text, which events are one, and what a negotiation looks like.
//!
//! Everything is a pure function of the articles and of what was read in them: the order in which they come, the clock and the machine
//! change nothing, and what is joined one article at a time is what is joined at once.

mod article;
pub mod copies;
pub mod dossier;
mod due;
mod evidence;
pub mod fuse;
mod ledger;
mod parties;
mod party;
mod readouts;
pub mod same_event;
mod span;
pub mod story;
mod timeline;
mod wordings;
mod words;

pub use article::Article;
pub use dossier::{Dossier, dossier};
pub use due::{Due, Outcome, due};
pub use evidence::Evidence;
pub use fuse::{Fused, Part, Period, Spot, Stage, Stands, StatusStep, Told};
pub use ledger::{Leaf, Ledger};
pub use parties::{PartiesError, has_sides, nearest, parties, sides};
pub use party::Party;
pub use readouts::{Point, Readout, Side, readouts};
pub use span::Days;
pub use timeline::{Subject, TimelineDay, TimelineEntry, timeline};

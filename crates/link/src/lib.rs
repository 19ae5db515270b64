//! Across articles: which are copies of one text, which events are one, and what a negotiation looks like.
//!
//! Everything is a pure function of the articles and of what was read in them: the order in which they come, the clock and the machine
//! change nothing, and what is joined one article at a time is what is joined at once.

mod article;
pub mod copies;
mod evidence;
mod ledger;
mod party;
mod span;
pub mod story;
mod words;

pub use article::Article;
pub use evidence::Evidence;
pub use ledger::{Leaf, Ledger};
pub use party::Party;
pub use span::Days;

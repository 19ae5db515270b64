//! What a negotiation looks like over many articles: rounds, agenda, positions, what is due, what is denied.

mod form;

pub use form::*;

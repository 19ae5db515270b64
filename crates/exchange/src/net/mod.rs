//! Pages and feeds from the net, where a user asks for them.
//!
//! [`Client::get`] asks for one address and gives back what it answers, [`gather`] the articles in that. Nothing else in the program makes
//! connections, and nothing here makes one that was not asked for.
//!
//! Servers and what they send are untrusted. Every address that is connected to, of each redirect too, is checked to be public
//! ([`special`], [`Reach`]): the check sits in the resolver, which hands exactly the addresses that it let pass to whoever connects, so
//! that a name cannot mean another address the second time. Answers are bounded in time, size and ratio of compression. Hosts are
//! asked one thing at a time, with pauses, and only for what their `robots.txt` allows.

mod address;
mod client;
mod error;
mod gather;
mod resolve;
mod response;
mod robots;
mod surroundings;

pub use address::{Reach, special};
pub use client::{Answer, Body, Client, Options, Timeouts, Validators};
pub use error::NetError;
pub use gather::{Finding, Gathered, Trouble, Want, gather};
pub use robots::Robots;
pub use surroundings::{Clock, Names, SystemClock, SystemNames};

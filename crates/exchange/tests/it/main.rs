//! Outside formats, from files to articles.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot go on has failed; figures are for whoever runs it"
)]

mod coded;
mod detection;
mod errors;
mod fixtures;
mod hostile;
mod hostile_inputs;
mod net;
mod release;

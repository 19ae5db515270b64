//! The desk: a store opened to people who look, and to programs.
//!
//! In goes a store and those who read and correct ([`Desk`], [`Hands`]); out comes one router ([`router`]) with pages ([`pages`]), an API ([`api`]),
//! the Model Context Protocol and what watches over it all. What is seen anywhere is made by [`views`]: pure functions of the store.
//!
//! Every request passes `safety` first: the name that it asks under, how often, how many at a time, where a write comes from. Errors
//! are [`problem::Problem`]s, each with a stable code. Nothing here reads a text or judges one: that is `legation_read`'s, and [`Hands`] does it.

pub mod address;
pub mod api;
pub mod chart;
mod doors;
mod kept;
mod mcp;
mod metrics;
pub mod pages;
mod pool;
pub mod problem;
mod run;
mod safety;
mod state;
mod tokens;
pub mod views;

pub use mcp::over_stdio as mcp_over_stdio;
pub use run::{Listening, serve};
pub use state::{Desk, Hands, Limits, Refusal, Settings, is_public};
pub use tokens::{Scope, Token, TokenError, Tokens};

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use tower_http::catch_panic::CatchPanicLayer;

/// Everything that a desk serves, behind all that stands before it.
pub fn router(desk: Desk) -> Router {
    Router::new()
        .merge(api::router(desk.clone()))
        .merge(pages::router(desk.clone()))
        .layer(DefaultBodyLimit::max(desk.limits().body))
        .layer(CatchPanicLayer::custom(safety::panicked))
        .layer(from_fn(safety::explained))
        .layer(from_fn_with_state(desk.clone(), safety::guard))
        .layer(from_fn_with_state(desk, safety::outermost))
}

//! `/api/v1`: what pages show, for programs.
//!
//! Each address answers with the matter of a view ([`crate::views`]). Lists are `{"items": […], "next": cursor}`; everything has a strong
//! `ETag` made of the state of the store and of the address; errors are `application/problem+json`. docs/API.md describes all of it, and
//! `/api/v1/openapi.json` for machines.

pub(crate) mod form;
mod live;
mod operate;
mod routes;
mod rows;
pub(crate) mod schema;
pub mod write;

pub use routes::document;

use crate::state::Desk;
use axum::Router;
use axum::routing::{get, post};

/// The addresses of the API, and those that watch over the desk.
pub(crate) fn router(desk: Desk) -> Router {
    Router::new()
        .route("/api/v1/openapi.json", get(routes::openapi))
        .route("/api/v1/today", get(routes::today))
        .route("/api/v1/events", get(rows::events))
        .route("/api/v1/events.csv", get(rows::events_csv))
        .route("/api/v1/events.ndjson", get(rows::events_ndjson))
        .route("/api/v1/events.ics", get(rows::events_ics))
        .route("/api/v1/statements", get(rows::statements))
        .route("/api/v1/statements.csv", get(rows::statements_csv))
        .route("/api/v1/statements.ndjson", get(rows::statements_ndjson))
        .route("/api/v1/agenda", get(rows::agenda))
        .route("/api/v1/agenda.csv", get(rows::agenda_csv))
        .route("/api/v1/agenda.ndjson", get(rows::agenda_ndjson))
        .route("/api/v1/actors", get(rows::actors))
        .route("/api/v1/actors.csv", get(rows::actors_csv))
        .route("/api/v1/actors.ndjson", get(rows::actors_ndjson))
        .route("/api/v1/actors/{who}", get(routes::actor))
        .route("/api/v1/articles", get(rows::articles).post(write::articles))
        .route("/api/v1/articles.csv", get(rows::articles_csv))
        .route("/api/v1/articles.ndjson", get(rows::articles_ndjson))
        .route("/api/v1/articles/{id}", get(routes::article))
        .route("/api/v1/dossiers", get(routes::dossiers))
        .route("/api/v1/dossiers/{parties}", get(routes::dossier))
        .route("/api/v1/dyads/{dyad}", get(routes::dyad))
        .route("/api/v1/timeline", get(routes::timeline))
        .route("/api/v1/series", get(routes::series))
        .route("/api/v1/search", get(routes::search))
        .route("/api/v1/stories", get(routes::stories))
        .route("/api/v1/stories/{id}", get(routes::story))
        .route("/api/v1/map", get(routes::map))
        .route("/api/v1/network", get(routes::network))
        .route("/api/v1/changed", get(routes::changed))
        .route("/api/v1/changed.atom", get(routes::changed_atom))
        .route("/api/v1/read", post(write::read))
        .route("/api/v1/corrections", post(write::corrections))
        .route("/mcp", post(crate::mcp::over_http))
        .route("/live", get(live::live))
        .route("/healthz", get(operate::health))
        .route("/metrics", get(operate::metrics))
        .with_state(desk)
}

//! Whether the desk is well, and what it counts.

use crate::problem::Problem;
use crate::state::Desk;
use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// Whether the store can be read.
pub(super) async fn health(State(desk): State<Desk>) -> Result<Response, Problem> {
    desk.ask(|sight| Ok(sight.store.last_day()?)).await?;
    Ok(Json(json!({"status": "ok", "version": env!("CARGO_PKG_VERSION")})).into_response())
}

/// What the desk counts, for Prometheus.
pub(super) async fn metrics(State(desk): State<Desk>) -> Result<Response, Problem> {
    let [articles, events, statements] = desk.ask(|sight| Ok(sight.store.counts()?)).await?;
    let (kept, bytes) = desk.kept_size();
    let text = desk.metrics().text(&[
        ("legation_articles", "Articles in the store.", articles),
        ("legation_events", "Events in the store.", events),
        ("legation_statements", "Statements in the store.", statements),
        ("legation_kept_answers", "Answers kept until the store changes.", kept as u64),
        ("legation_kept_bytes", "About how many bytes they take.", bytes as u64),
    ]);
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response())
}

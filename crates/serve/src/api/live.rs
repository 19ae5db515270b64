//! `/live`: that the store has changed, as it changes (server-sent events).

use crate::problem::{Code, Problem};
use crate::state::Desk;
use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::WatchStream;

/// Tells of changes until whoever listens goes away, or the desk closes.
pub(super) async fn live(State(desk): State<Desk>) -> Result<Response, Problem> {
    const STILL: Duration = Duration::from_secs(20);
    let permit = Arc::clone(desk.listeners()).try_acquire_owned();
    let permit = permit.map_err(|_| Problem::new(Code::Busy, "enough listen already"))?;
    let changes = WatchStream::new(desk.changes());
    let events = changes.map_while(move |counter| {
        // Held for as long as somebody listens.
        let _listening = &permit;
        let counter = counter?;
        Some(Ok::<_, Infallible>(
            Event::default().event("changed").data(format!("{{\"counter\":\"{counter:016x}\"}}")),
        ))
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(STILL)).into_response())
}

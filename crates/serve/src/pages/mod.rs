//! Pages for people.

/// The pages; mounted at `/`.
pub fn router(_desk: crate::Desk) -> axum::Router {
    axum::Router::new()
}

//! Events, as a table that is filtered.

super::rows::listed!(
    EventsQuery,
    EventRow,
    "/events",
    "/api/v1/events",
    super::Sort::Newest,
    "Which events."
);

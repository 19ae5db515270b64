//! What talks were about, as a table that is filtered.

super::rows::listed!(
    AgendaQuery,
    AgendaRow,
    "/agenda",
    "/api/v1/agenda",
    super::Sort::Newest,
    "Which agenda items."
);

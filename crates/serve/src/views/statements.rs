//! Statements, as a table that is filtered.

super::rows::listed!(
    StatementsQuery,
    StatementRow,
    "/statements",
    "/api/v1/statements",
    super::Sort::Newest,
    "Which statements."
);

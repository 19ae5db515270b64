//! Articles, as a table that is filtered.

super::rows::listed!(
    ArticlesQuery,
    ArticleRow,
    "/articles",
    "/api/v1/articles",
    super::Sort::Newest,
    "Which articles."
);

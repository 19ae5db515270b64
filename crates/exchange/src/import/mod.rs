//! From bytes of any known form to articles.

//! HTML into articles.

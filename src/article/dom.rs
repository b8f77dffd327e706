//! A stream of nodes into an article.

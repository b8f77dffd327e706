//! Plain text into blocks.

use super::Article;

pub(super) fn read(text: String) -> Article {
    let _ = text;
    todo!()
}

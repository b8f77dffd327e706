//! The article alone, as plain text.

use super::content::passages;
use crate::analysis::Analysis;
use crate::article::Article;

/// The content blocks without the furniture inside them, parted by blank lines. Linear.
pub fn export_text(article: &Article, analysis: &Analysis) -> String {
    let mut text = String::new();
    for passage in passages(article, analysis) {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        for (index, piece) in passage.pieces.iter().enumerate() {
            if index > 0 {
                text.push(' ');
            }
            text.push_str(piece.slice(article.text()));
        }
    }
    text
}

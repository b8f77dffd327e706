//! The article without its furniture, as plain text.

use crate::article::{Article, Span};

/// The article's words with the `furniture` cut out: the blocks that are left, joined by blank
/// lines. Sorting the furniture aside, linear.
///
/// ```
/// use ascribe::{Article, Span, interchange::text::clean_text};
/// let article = Article::from_plain("LIMA – It rained. Read more");
/// let clean = clean_text(&article, [Span::new(0, 8), Span::new(18, 99)]);
/// assert_eq!(clean, "It rained.");
/// ```
pub fn clean_text(article: &Article, furniture: impl IntoIterator<Item = Span>) -> String {
    let mut furniture: Vec<Span> = furniture.into_iter().collect();
    furniture.sort_unstable();
    let mut cuts = furniture.as_slice();
    let mut clean = String::new();
    for block in article.blocks() {
        let mut kept = block.span.start;
        let mut words = String::new();
        while let Some((cut, rest)) = cuts.split_first() {
            if cut.start >= block.span.end {
                break;
            }
            push_words(&mut words, Span::new(kept, cut.start).slice(article.text()));
            kept = kept.max(cut.end.min(block.span.end));
            if cut.end > block.span.end {
                // It goes on in the next block.
                break;
            }
            cuts = rest;
        }
        if kept < block.span.end {
            push_words(
                &mut words,
                Span::new(kept, block.span.end).slice(article.text()),
            );
        }
        if !words.is_empty() {
            if !clean.is_empty() {
                clean.push_str("\n\n");
            }
            clean.push_str(&words);
        }
    }
    clean
}

/// Adds a stretch that was left over, with one space where a cut was.
fn push_words(words: &mut String, more: &str) {
    let more = more.trim();
    if !words.is_empty() && !more.is_empty() {
        words.push(' ');
    }
    words.push_str(more);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(text: &str, furniture: &[&str]) -> String {
        let spans = furniture.iter().map(|words| {
            let start = text.find(words).expect("furniture is in the text");
            Span::of(start, start + words.len())
        });
        clean_text(&Article::from_plain(text), spans)
    }

    #[test]
    fn whole_blocks_and_stretches_go() {
        let text = "Support us!\n\nThe first paragraph.\n\nOpen image It rained (photo: Kim) all day.\n\nShare";
        assert_eq!(
            clean(
                text,
                &["Share", "Open image", "(photo: Kim)", "Support us!"]
            ),
            "The first paragraph.\n\nIt rained all day."
        );
    }

    #[test]
    fn overlapping_and_spanning_furniture() {
        let text = "One two three.\n\nFour five six.\n\nSeven eight.";
        assert_eq!(
            clean(
                text,
                &["two three.\n\nFour", "three.\n\nFour five", "Seven eight."]
            ),
            "One\n\nsix."
        );
        assert_eq!(clean(text, &[text]), "");
        assert_eq!(clean(text, &[]), text);
        assert_eq!(clean_text(&Article::default(), [Span::new(0, 9)]), "");
    }
}

//! Which blocks of a page are its article, told from the article's text alone.
//!
//! The words of the page and those of the article are aligned by a longest common subsequence;
//! words that stand together in a block count as the article's if three of them in a row, or the
//! whole block, are aligned.

use std::collections::HashMap;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Aligned words in a row that count.
const RUN: usize = 3;

/// The words of a text: letters, digits and underscores.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
}

/// For each block, whether it is furniture: none of the article's text. `None` for blocks without
/// words and for those that the article has in part.
pub fn furniture(blocks: &[&str], article: &str) -> Vec<Option<bool>> {
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    let mut number = |word| {
        let next = numbers.len() as u32;
        *numbers.entry(word).or_insert(next)
    };
    let (mut page, mut block_of) = (Vec::new(), Vec::new());
    for (index, block) in blocks.iter().enumerate() {
        for word in words(block) {
            page.push(number(word));
            block_of.push(index);
        }
    }
    let article: Vec<u32> = words(article).map(number).collect();
    let mut count = vec![0; blocks.len()];
    for &block in &block_of {
        count[block] += 1;
    }
    let mut aligned = vec![0; blocks.len()];
    for op in capture_diff_slices(Algorithm::RawMyers, &page, &article) {
        let DiffOp::Equal { old_index, len, .. } = op else {
            continue;
        };
        for run in block_of[old_index..old_index + len].chunk_by(|a, b| a == b) {
            if run.len() >= RUN.min(count[run[0]]) {
                aligned[run[0]] += run.len();
            }
        }
    }
    count
        .iter()
        .zip(&aligned)
        .map(|(&count, &aligned)| match 10 * aligned {
            _ if count == 0 => None,
            aligned if aligned >= 6 * count => Some(false),
            aligned if aligned <= 3 * count => Some(true),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_of_the_article_are_found() {
        let blocks = [
            "Menu",
            "The bridge opens",
            "It is the third bridge over the river, the mayor said.",
            "Read more about the third harbour of the town",
            "…",
            "It will be open on Sunday for those who walk, and closed for all the others.",
        ];
        let article = "The bridge opens\n\nIt is the third bridge over the river, the mayor said.\n\n\
                       It will be open on Sunday";
        let labels = furniture(&blocks, article);
        let (furniture, content) = (Some(true), Some(false));
        assert_eq!(labels[..5], [furniture, content, content, furniture, None]);
        assert_eq!(labels[5], None, "in part");
    }

    #[test]
    fn without_an_article_all_is_furniture() {
        assert_eq!(furniture(&["Menu", "-"], ""), [Some(true), None]);
    }
}

//! The pieces of what is attributed: in text order, none overlapping another.

use crate::article::Span;

/// The first piece that does not end before a span.
pub(super) fn piece_at(content: &[Span], span: Span) -> Option<Span> {
    let index = content.partition_point(|piece| piece.end <= span.start);
    content.get(index).copied()
}

/// Adds pieces, which mostly stand behind all others. Where one overlaps another they become one:
/// an attribution can hold some words of a quotation that it is given whole later.
pub(super) fn add(content: &mut Vec<Span>, pieces: impl Iterator<Item = Span>) {
    for piece in pieces {
        let at = content.partition_point(|other| other.end <= piece.start);
        content.insert(at, piece);
        while let Some(&next) = content.get(at + 1)
            && next.start < content[at].end
        {
            content[at] = content[at].union(next);
            content.remove(at + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn added_pieces_are_in_order_and_overlap_no_other() {
        let added = |pieces: &[(u32, u32)]| {
            let mut content = vec![Span::new(10, 20), Span::new(30, 40)];
            add(&mut content, pieces.iter().map(|&piece| piece.into()));
            content
                .into_iter()
                .map(<(u32, u32)>::from)
                .collect::<Vec<_>>()
        };
        assert_eq!(added(&[(40, 50)]), [(10, 20), (30, 40), (40, 50)]);
        assert_eq!(added(&[(38, 50)]), [(10, 20), (30, 50)]);
        assert_eq!(
            added(&[(22, 25), (0, 5)]),
            [(0, 5), (10, 20), (22, 25), (30, 40)]
        );
        assert_eq!(added(&[(15, 35)]), [(10, 40)]);
        assert_eq!(added(&[(12, 13)]), [(10, 20), (30, 40)]);
    }
}

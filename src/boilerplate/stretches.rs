//! Furniture inside a block: a label at its head, a dateline, a credit at its end, a pointer to
//! another article glued to its last sentence.
//!
//! Only a few words at either end are looked at, apart from labels such as "opens in new tab",
//! which can stand anywhere.

use super::phrases::{List, Mode, Word, scan};
use crate::annotation::Category;
use crate::order;

/// Furniture inside a block, in bytes from the block's start.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stretch {
    pub start: u32,
    pub end: u32,
    pub category: Category,
    pub confidence: f32,
}

/// Longest dateline in bytes.
const DATELINE: usize = 90;
/// Longest credit or pointer in words.
const TAIL: usize = 14;

/// Finds the stretches, in order and without overlaps.
pub(super) fn find(text: &str, words: &[Word]) -> Vec<Stretch> {
    let mut found = labels(text, words);
    // A block that is nothing but a label or a credit is furniture as a whole.
    let after = found
        .first()
        .filter(|s| s.start == 0)
        .map_or(0, |s| s.end as usize);
    if let Some(end) = dateline(text, after) {
        found.push(stretch(
            after + leading_space(&text[after..]),
            end,
            Category::Dateline,
            0.9,
        ));
    }
    if let Some(tail) = credit(text, words).or_else(|| pointer(text, words)) {
        found.push(tail);
    }
    found.retain(|s| s.start < s.end && (s.start > 0 || (s.end as usize) < text.len()));
    order::sort_by_key(&mut found, |s| (s.start, u32::MAX - s.end));
    let mut last = 0;
    found.retain(|s| {
        let keep = s.start >= last;
        last = if keep { s.end } else { last };
        keep
    });
    found
}

fn stretch(start: usize, end: usize, category: Category, confidence: f32) -> Stretch {
    Stretch {
        start: start as u32,
        end: end as u32,
        category,
        confidence,
    }
}

fn leading_space(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// Labels: at the head of the block only those that cannot be the start of a sentence.
fn labels(text: &str, words: &[Word]) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    scan(words, |phrase| {
        let head = phrase.mode == Mode::Start && phrase.count >= 2;
        if phrase.list != List::Label || !(head || phrase.mode == Mode::Anywhere) {
            return;
        }
        let mut start = words[phrase.first].start as usize;
        let mut end = words[phrase.first + phrase.count - 1].end as usize;
        // The brackets around a label are part of it.
        let open = text[..start].trim_end();
        let close = text[end..].trim_start();
        if open.ends_with(['(', '[']) && close.starts_with([')', ']']) {
            start = open.len() - 1;
            end = text.len() - close.len() + 1;
        }
        found.push(stretch(start, end, Category::Label, 0.92));
    });
    found
}

/// Where the dateline that stands at `from` ends, its dash included.
fn dateline(text: &str, from: usize) -> Option<usize> {
    let rest = text[from..].trim_start();
    let start = text.len() - rest.len();
    let mut limit = rest.len().min(DATELINE);
    while !rest.is_char_boundary(limit) {
        limit -= 1;
    }
    let (head, dash, length) = first_dash(&rest[..limit])?;
    let after = rest[dash + length..].trim_start();
    let begins = after.starts_with(|c: char| {
        c.is_uppercase() || c.is_ascii_digit() || matches!(c, '“' | '"' | '‘' | '\'')
    });
    if after.split_whitespace().nth(4).is_none() || !begins || !is_place(head) {
        return None;
    }
    Some(start + dash + length)
}

/// The first dash that parts words, what stands before it, its offset and its length.
fn first_dash(text: &str) -> Option<(&str, usize, usize)> {
    text.char_indices().find_map(|(at, c)| {
        let length = match c {
            '–' | '—' => c.len_utf8(),
            '-' if text[at..].starts_with("--") => 2,
            '-' if text[..at].ends_with([' ', ')']) && text[at + 1..].starts_with(' ') => 1,
            _ => return None,
        };
        Some((text[..at].trim_end(), at, length))
    })
}

/// Words in capitals that announce something and name no place.
const NO_PLACE: [&str; 16] = [
    "FILE",
    "UPDATE",
    "UPDATED",
    "WATCH",
    "VIDEO",
    "PHOTO",
    "PHOTOS",
    "LIVE",
    "BREAKING",
    "OPINION",
    "ANALYSIS",
    "EXCLUSIVE",
    "READ",
    "MORE",
    "NOTE",
    "EDITOR",
];

/// True for what stands before the dash of a dateline: a place in capitals, or places and dates
/// in any case with an agency in brackets, or an agency alone: `(AP)`.
fn is_place(head: &str) -> bool {
    let bracket = head.find('(').filter(|_| head.ends_with(')'));
    let agency = bracket.is_some_and(|at| {
        let inside = head[at + 1..head.len() - 1].trim();
        let name = inside.split_whitespace().count() <= 4 && inside.starts_with(char::is_uppercase);
        name && inside
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '/' | '&' | '-'))
    });
    let place = head[..bracket.unwrap_or(head.len())].trim();
    let mut names = place.split([' ', ',', '/']).filter(|word| !word.is_empty());
    let Some(first) = names.next() else {
        return agency;
    };
    let letters = first.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = letters >= 3 && !first.chars().any(char::is_lowercase);
    let known = NO_PLACE.contains(&first.trim_end_matches([':', '.', '\'']));
    let rest_fits = names.clone().count() <= 7
        && names.all(|word| {
            word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
                || word == "de"
                || word == "of"
        });
    let capital = first.starts_with(char::is_uppercase);
    // A single short word in capitals before a dash is as often an organisation.
    let bare = place == head && !place.contains([',', ' ']) && letters < 5;
    !known && rest_fits && ((capitals && !bare) || (capital && agency))
}

/// A credit at the end: in brackets, after an agency's dash, or after "Photo:" and the like.
fn credit(text: &str, words: &[Word]) -> Option<Stretch> {
    bracketed(text, words)
        .or_else(|| after_dash(text, words))
        .or_else(|| announced(text, words))
        .or_else(|| contributed(text, words))
}

/// The words from a byte offset on.
fn tail_words(words: &[Word], from: usize) -> &[Word] {
    let first = words.partition_point(|word| (word.start as usize) < from);
    &words[first..]
}

fn has(words: &[Word], lists: &[List]) -> bool {
    let mut any = false;
    scan(words, |phrase| any |= lists.contains(&phrase.list));
    any
}

fn bracketed(text: &str, words: &[Word]) -> Option<Stretch> {
    let closed = text.trim_end_matches('.').trim_end();
    let inner = closed.strip_suffix([')', ']'])?;
    let open = inner.rfind(['(', '['])?;
    let inside = tail_words(words, open);
    if inside.is_empty() || inside.len() > TAIL {
        return None;
    }
    let before = text[..open].trim_end();
    let known = has(inside, &[List::Agency, List::Credit]);
    let spaced = inner[open + 1..].starts_with(' ') && inner.ends_with(' ');
    let after_stop = before.ends_with(['.', '!', '?', '”', '"']);
    let capitals = inside.iter().all(|word| word.capital || word.len() <= 3);
    let slash = inner[open..].contains('/');
    let sure = known && (after_stop || slash || spaced || capitals)
        || (spaced && capitals)
        || (after_stop && slash);
    (sure
        && !abbreviates(
            &inner[open + 1..],
            text,
            &words[..words.len() - inside.len()],
        ))
    .then(|| {
        stretch(
            open,
            closed.len(),
            Category::Credit,
            if known { 0.9 } else { 0.7 },
        )
    })
}

/// True if the bracket holds the initials of the words before it: "World Food Office (WFO)".
fn abbreviates(inside: &str, text: &str, before: &[Word]) -> bool {
    let letters: Vec<char> = inside.trim().chars().collect();
    let count = letters.len();
    if inside.trim() != inside || count < 2 || !letters.iter().all(|c| c.is_uppercase()) {
        return false;
    }
    let from = before.len().saturating_sub(count + 3);
    let mut initials = before[from..]
        .iter()
        .filter_map(|word| text[word.start as usize..].chars().next());
    // Both in lower case: nothing else needs the tables that make capitals.
    letters
        .iter()
        .all(|letter| initials.any(|initial| initial.to_lowercase().eq(letter.to_lowercase())))
}

fn after_dash(text: &str, words: &[Word]) -> Option<Stretch> {
    let last = words.last()?.end as usize;
    let from = words[words.len().saturating_sub(5)].start as usize;
    let at = text[from..last]
        .rfind(['–', '—', '-'])
        .map(|at| from + at)?;
    let before = text[..at].trim_end();
    let inside = tail_words(words, at);
    let whole = {
        let mut all = false;
        scan(inside, |p| {
            all |= p.list == List::Agency && p.first == 0 && p.count == inside.len()
        });
        all
    };
    (whole && before.ends_with(['.', '!', '?', '”', '"', ')']) && text[at..].len() < 60)
        .then(|| stretch(at, text.len(), Category::Credit, 0.85))
}

/// "… at the harbour. Photo: Ana Ruiz", "…in June.Credit...Ana Ruiz".
fn announced(text: &str, words: &[Word]) -> Option<Stretch> {
    let from = words.len().saturating_sub(TAIL);
    let tail = &words[from..];
    let mut at = None;
    for (i, word) in tail.iter().enumerate() {
        let rest = &tail[i..];
        let mut length = 0;
        scan(rest, |p| {
            let counts = p.first == 0 && p.list == List::Credit && p.mode != Mode::Weak;
            length = length.max(if counts { p.count } else { 0 });
        });
        if length == 0 || length >= rest.len() {
            continue;
        }
        let start = word.start as usize;
        let before = text[..start].trim_end();
        let after = &text[rest[length - 1].end as usize..];
        let parted = before.is_empty()
            || before.ends_with(['.', '!', '?', '”', '"', ')', '|', '/', '('])
            || before.len() == start;
        let pointed = after.starts_with(':')
            || after.starts_with("...")
            || after.starts_with('…')
            || (length >= 2 && rest[length..].iter().take(2).all(|w| w.capital));
        if parted && pointed && start > 0 && !before.is_empty() {
            let bar = before.trim_end_matches(['|', '/', '(']);
            at = Some(if bar.len() < before.len() {
                bar.len() + leading_space(&text[bar.len()..])
            } else {
                start
            });
            break;
        }
    }
    at.map(|start| stretch(start, text.len(), Category::Credit, 0.85))
}

/// "… he said. Ana Ruiz contributed reporting from Tarn.": the last sentence, if it says who else
/// worked on the article.
fn contributed(text: &str, words: &[Word]) -> Option<Stretch> {
    let tail = &words[words.len().saturating_sub(TAIL)..];
    let mut at = None;
    scan(tail, |p| {
        let first = tail[p.first].slice(text).to_lowercase();
        let says = p.list == List::Credit
            && p.count >= 2
            && matches!(&*first, "contributed" | "additional" | "reporting");
        if says && at.is_none() {
            at = Some(p.first);
        }
    });
    let phrase = at?;
    // The sentence begins after the last full stop before the phrase; initials have one too.
    let begin = (1..=phrase).rev().find(|i| {
        let between = &text[tail[i - 1].end as usize..tail[*i].start as usize];
        between.contains(['.', '!', '?']) && tail[i - 1].len() > 1 && tail[*i].capital
    })?;
    let names = &tail[begin..phrase];
    let last = text.trim_end();
    (!last.ends_with(['"', '”', '?']) && names.iter().all(|w| w.capital || w.len() <= 3)).then(
        || {
            stretch(
                tail[begin].start as usize,
                last.len(),
                Category::Credit,
                0.9,
            )
        },
    )
}

/// "… he said. Read more: Harbour opens": a pointer glued to the last sentence.
fn pointer(text: &str, words: &[Word]) -> Option<Stretch> {
    let from = words.len().saturating_sub(20);
    let tail = &words[from..];
    for (i, word) in tail.iter().enumerate() {
        let start = word.start as usize;
        let before = text[..start].trim_end();
        if before.is_empty()
            || !word.capital
            || !before.ends_with(['.', '!', '?', '”', '"', ')', '>', '|'])
        {
            continue;
        }
        let rest = &tail[i..];
        let mut length = 0;
        scan(rest, |p| {
            let counts = p.first == 0 && p.list == List::ReadMore && p.mode != Mode::Weak;
            let long = p.count >= 2 || p.mode != Mode::Start;
            length = length.max(if counts && long && p.mode != Mode::Whole {
                p.count
            } else {
                0
            });
        });
        let Some(end) = length.checked_sub(1).and_then(|last| rest.get(last)) else {
            continue;
        };
        let after = text[end.end as usize..].trim_start();
        if after.is_empty()
            || after.starts_with([':', '›', '»', '→', '>'])
            || !after.ends_with(['.', '”']) && length >= 2
        {
            return Some(stretch(start, text.len(), Category::ReadMore, 0.8));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::phrases::words;
    use super::*;

    fn found(text: &str) -> Vec<(&str, Category)> {
        find(text, &words(text))
            .iter()
            .map(|s| (&text[s.start as usize..s.end as usize], s.category))
            .collect()
    }

    #[test]
    fn datelines() {
        let rest = "The ferry sank in the harbour on Monday.";
        for head in [
            "LIMA, 3 May (Agency) –",
            "LIMA (AP) --",
            "TARN, Ohio —",
            "Port Lorn (Reuters) -",
            "(AFP) –",
        ] {
            let text = format!("{head} {rest}");
            assert_eq!(found(&text), [(head, Category::Dateline)], "{text}");
        }
        for text in [
            "NATO – the alliance of thirty-two states – has asked for more ships again.",
            "The mayor – who is new to it – said that the bridge would open in the end.",
            "FILE - In this picture of June the old ferry leaves the harbour of Lorn.",
            "Ana Ruiz — a teacher from Tarn — has won the prize for the second time.",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn labels_and_credits() {
        let text = "open image in gallery The ferry in the harbour of Lorn ( KCNA )";
        let expected = [
            ("open image in gallery", Category::Label),
            ("( KCNA )", Category::Credit),
        ];
        assert_eq!(found(text), expected);
        let text = "The report (opens in new tab) is out.";
        assert_eq!(found(text), [("(opens in new tab)", Category::Label)]);
        assert_eq!(
            found("A walk by the sea. Photo: Ana Ruiz"),
            [("Photo: Ana Ruiz", Category::Credit)]
        );
        assert_eq!(
            found("A walk by the sea on Monday. (AP Photo/Ana Ruiz)"),
            [("(AP Photo/Ana Ruiz)", Category::Credit)]
        );
        assert_eq!(
            found("The ferry was late again on Monday. – Reuters"),
            [("– Reuters", Category::Credit)]
        );
        assert_eq!(
            found("The ferry was late again. Ana Ruiz contributed reporting from Tarn."),
            [(
                "Ana Ruiz contributed reporting from Tarn.",
                Category::Credit
            )]
        );
        assert_eq!(
            found("He was late. The storm contributed to this report of losses."),
            []
        );
        assert_eq!(found("He works for the World Food Office (WFO)"), []);
        assert_eq!(found("He met an old friend (and a dog)."), []);
    }

    #[test]
    fn pointers() {
        let text = "She had no comment. Read more: Harbour opens after repair";
        assert_eq!(
            found(text),
            [("Read more: Harbour opens after repair", Category::ReadMore)]
        );
        assert_eq!(
            found("He wants to read more. More books would help him."),
            []
        );
    }
}

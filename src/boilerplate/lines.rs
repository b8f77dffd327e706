//! Lines that are furniture by themselves, whatever stands around them.
//!
//! "Advertisement", "Read more: …" or a bare address need no neighbours to be known for what they
//! are. `lexicons/boilerplate/lines.txt` holds the phrases; addresses, dates and the bylines of
//! somebody with a role are told by their shape. What is found here outweighs all other evidence,
//! so it has to leave no doubt.

use std::sync::OnceLock;

use super::phrases::{List, Match, Mode, Table, Word, scan};
use crate::annotation::Category;
use crate::lexicon::{self, entries};

/// Where a phrase of `lines.txt` counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// The line consists of such phrases.
    Piece,
    /// The same, but one alone says nothing.
    Companion,
    /// The line begins with it.
    Start,
    /// The line begins with it and a mark that points on, or is it.
    Pointer,
}

/// Most words of a line made of pieces, of one that a pointer begins, and of one that a phrase
/// begins.
const PIECES: usize = 30;
const POINTED: usize = 60;
const STARTED: usize = 160;
/// How many words of a date may stand between a phrase and its colon.
const DATE: usize = 6;
/// Companions that make a line without any piece: the names of as many networks.
const COMPANIONS: usize = 3;

fn table() -> &'static Table<(Category, Place)> {
    static TABLE: OnceLock<Table<(Category, Place)>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table::default();
        for (section, entry) in entries(lexicon::text!("boilerplate/lines.txt")) {
            let Some(category) = Category::from_token(section) else {
                continue;
            };
            let (place, phrase) = match entry.as_bytes()[0] {
                b'~' => (Place::Companion, &entry[1..]),
                b'^' => (Place::Start, &entry[1..]),
                b':' => (Place::Pointer, &entry[1..]),
                _ => (Place::Piece, entry),
            };
            table.insert(phrase, (category, place));
        }
        table
    })
}

/// What a line is, if it is furniture without a doubt. Linear in its text.
pub(super) fn furniture(text: &str, words: &[Word], date_only: bool) -> Option<Category> {
    if text.starts_with(['“', '"', '‘', '\'', '«', '„']) {
        return None;
    }
    path(text, words)
        .or_else(|| address(text))
        .or_else(|| pieces(text, words))
        .or_else(|| begun(text, words))
        .or_else(|| time(text, words, date_only))
        .or_else(|| is_comment_head(text, words).then_some(Category::Comments))
        .or_else(|| role_byline(text, words).then_some(Category::Byline))
}

/// Where one is on the site, or where to go: `Home » News » Harbour`, `← The ferry`, `Next: The dam`.
fn path(text: &str, words: &[Word]) -> Option<Category> {
    let text = text.trim();
    if !(1..=16).contains(&words.len()) || text.ends_with(['.', '!', '?', '”', '»']) {
        return None;
    }
    let parts = text.split(['»', '›', '→', '←', '>']).count();
    let arrow = text.starts_with(['←', '‹', '«']) || text.ends_with(['→', '›']);
    let dots = text.split(" · ").count() >= 3 && text.split(" · ").all(|part| part.len() <= 20);
    let step = ["Next: ", "Previous: ", "Prev: "]
        .iter()
        .any(|head| text.starts_with(head));
    (parts >= 3 || arrow || dots || step).then_some(Category::Navigation)
}

/// A bare address, or two: of somebody to write to, or of a page.
fn address(text: &str) -> Option<Category> {
    let mut found = None;
    for word in text.split_whitespace() {
        let web = ["http://", "https://", "www."]
            .iter()
            .any(|head| word.starts_with(head) && word.len() > head.len() + 3);
        let mail = word.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && host.trim_end_matches('.').contains('.')
        });
        found = match (found, web, mail) {
            (Some(category), true, _) | (Some(category), _, true) => Some(category),
            (None, _, true) if !web => Some(Category::Byline),
            (None, true, _) => Some(Category::Other),
            _ => return None,
        };
    }
    found
}

/// A line known by its first words.
fn begun(text: &str, words: &[Word]) -> Option<Category> {
    let mut found = None;
    table().walk(words, |(category, place), count| {
        let fits = match place {
            Place::Start => words.len() <= STARTED,
            Place::Pointer => {
                words.len() <= POINTED.max(STARTED * usize::from(category == Category::Correction))
                    && points(text, words, count)
            }
            Place::Piece | Place::Companion => false,
        };
        if fits {
            found = Some(category);
        }
    });
    found
}

/// True if a colon, a bar or an arrow follows the first `count` words, or nothing does. A date or
/// a number in brackets may stand between: "Correction, March 19:".
fn points(text: &str, words: &[Word], count: usize) -> bool {
    let mark = |c: char| matches!(c, ':' | '|' | '›' | '»' | '→' | '▶' | '►' | '>');
    for at in count..=words.len().min(count + DATE) {
        let from = words[at - 1].end as usize;
        let Some(next) = words.get(at) else {
            let rest = &text[from..];
            return rest.contains(mark) || (at == count && !rest.contains(['.', '?', '!']));
        };
        let between = &text[from..next.start as usize];
        // The colon of a time of day is none.
        if between.contains(mark) && !(between == ":" && next.number) {
            return true;
        }
        let dated = next.number || is_of_date(next);
        if !dated || between.contains(['.', '?', '!']) && !words[at - 1].number {
            return false;
        }
    }
    false
}

/// True for a word that dates have: a month, a weekday, "on".
fn is_of_date(word: &Word) -> bool {
    let mut of_date = false;
    scan(std::slice::from_ref(word), |m| {
        of_date |= m.list == List::Timestamp;
    });
    of_date
}

/// What stands between an hour and its minute, if two words can be a time of day.
fn clock<'t>(text: &'t str, hour: &Word, minute: &Word) -> Option<&'t str> {
    (hour.number && minute.number && minute.len() == 2)
        .then(|| &text[hour.end as usize..minute.start as usize])
}

/// "Updated 14.05 GMT", "3 May 2021, 12:40": a date that says it is one of publication, or a
/// time of day.
fn time(text: &str, words: &[Word], date_only: bool) -> Option<Category> {
    // the time of a post in a live blog
    if let [hour, minute] = words {
        let alone = hour.start == 0 && minute.end as usize == text.trim_end().len();
        if alone && hour.len() <= 2 && clock(text, hour, minute) == Some(":") {
            return Some(Category::Timestamp);
        }
    }
    if !date_only {
        return None;
    }
    let first = words.first()?.slice(text).to_lowercase();
    let said = matches!(
        &*first,
        "updated" | "published" | "posted" | "modified" | "last" | "first" | "created"
    );
    let zone = |word: &Word| {
        matches!(
            word.slice(text),
            "GMT"
                | "BST"
                | "UTC"
                | "EST"
                | "EDT"
                | "ET"
                | "CST"
                | "CDT"
                | "PST"
                | "PDT"
                | "CET"
                | "CEST"
                | "IST"
                | "JST"
                | "AEST"
                | "AEDT"
                | "HKT"
                | "SGT"
                | "am"
                | "pm"
                | "AM"
                | "PM"
        )
    };
    let clock = words
        .windows(2)
        .any(|pair| matches!(clock(text, &pair[0], &pair[1]), Some(":" | ".")));
    let year = words.iter().any(|word| word.number && word.len() == 4);
    let numbers = words.iter().filter(|word| word.number).count();
    (said && words.len() > 1 || words.iter().any(zone) && numbers > 1 || clock && year)
        .then_some(Category::Timestamp)
}

/// A line made of nothing but known phrases and numbers.
fn pieces(text: &str, words: &[Word]) -> Option<Category> {
    if words.len() > PIECES {
        return None;
    }
    let (mut at, mut known, mut companions) = (0, 0, 0);
    let (mut category, mut several) = (None, false);
    while at < words.len() {
        let mut longest: Option<(Category, Place, usize)> = None;
        table().walk(&words[at..], |(category, place), count| {
            if matches!(place, Place::Piece | Place::Companion)
                && longest.is_none_or(|(_, _, length)| count > length)
            {
                longest = Some((category, place, count));
            }
        });
        match longest {
            Some((found, Place::Piece, count)) => {
                known += count;
                several |= category.is_some_and(|first| first != found);
                category = category.or(Some(found));
                at += count;
            }
            Some((_, _, count)) => {
                companions += usize::from(words[at].capital);
                at += count;
            }
            None if words[at].number => at += 1,
            None => return None,
        }
    }
    let sentence = text.trim_end().ends_with(['.', '?', '!']);
    match category {
        // A sentence of one word is somebody's answer.
        Some(_) if sentence && known < 2 => None,
        // Links to several things side by side.
        Some(_) if several && text.contains("   ") => Some(Category::Navigation),
        Some(category) => Some(category),
        None => (companions >= COMPANIONS && !sentence).then_some(Category::Share),
    }
}

/// "Ana on May 3, 2021 at 12:16 am said:" stands above a reader's comment.
pub(super) fn is_comment_head(text: &str, words: &[Word]) -> bool {
    let Some(last) = words.last() else {
        return false;
    };
    let numbers = words.iter().filter(|word| word.number).count();
    text.trim_end().ends_with(':')
        && matches!(
            last.slice(text),
            "said" | "says" | "wrote" | "writes" | "replied"
        )
        && words.len() <= 24
        && numbers >= 3
}

/// What people are who write articles.
const ROLES: [&str; 9] = [
    "correspondent",
    "reporter",
    "editor",
    "writer",
    "columnist",
    "journalist",
    "critic",
    "correspondents",
    "reporters",
];

/// "Ana Ruiz, Courts Correspondent": a name, a comma, a role, and no verb.
fn role_byline(text: &str, words: &[Word]) -> bool {
    let Some(last) = words.last() else {
        return false;
    };
    let role = last.slice(text).to_lowercase();
    let ends = last.end as usize == text.trim_end().len();
    let Some(comma) = text.find([',', '|', '–', '—']) else {
        return false;
    };
    let name = words.partition_point(|word| (word.start as usize) < comma);
    let mut verb = false;
    scan(words, |Match { list, mode, .. }| {
        verb |= list == List::Verbs && mode == Mode::Anywhere;
    });
    (4..=14).contains(&words.len())
        && ends
        && ROLES.contains(&&*role)
        && name >= 2
        && words.len() - name <= 6
        && words[..2].iter().all(|word| word.capital)
        && !verb
}

/// True for a line that stands in quotation marks from end to end, as some subheadings do.
pub(super) fn is_quotation(text: &str, words: &[Word]) -> bool {
    let close = match text.chars().next() {
        Some('“') => '”',
        Some('‘') => '’',
        Some('"') => '"',
        Some('\'') => '\'',
        Some('«') => '»',
        Some('„') => '“',
        _ => return false,
    };
    let inner = text.strip_suffix(close);
    (2..=10).contains(&words.len())
        && inner.is_some_and(|inner| {
            // Another closing mark before a space would end the quotation early.
            let mut rest = inner.chars().skip(1).peekable();
            let mut whole = true;
            while let Some(c) = rest.next() {
                whole &= c != close || rest.peek().is_some_and(|next| next.is_alphabetic());
            }
            whole
        })
}

#[cfg(test)]
mod tests {
    use super::super::phrases::words;
    use super::*;

    fn line(text: &str) -> Option<Category> {
        furniture(text, &words(text), false)
    }

    #[test]
    fn every_phrase_has_a_category_and_words() {
        for (section, entry) in entries(lexicon::text!("boilerplate/lines.txt")) {
            assert!(Category::from_token(section).is_some(), "{section}");
            assert_eq!(entry, entry.to_lowercase());
            assert!(!words(entry).is_empty(), "{entry}");
        }
    }

    #[test]
    fn lines_of_known_phrases() {
        for (text, category) in [
            ("ADVERTISEMENT", Category::Advertisement),
            (
                "Advertisement · Scroll to continue",
                Category::Advertisement,
            ),
            (
                "Advertisement - story continues below",
                Category::Advertisement,
            ),
            ("Share", Category::Share),
            ("Share this article on Facebook", Category::Share),
            ("Facebook | Twitter | WhatsApp", Category::Share),
            ("Comments (12)", Category::Comments),
            ("Sign up to our newsletter", Category::Signup),
            ("Most read", Category::Related),
            ("5 hours ago", Category::Timestamp),
            ("Skip to main content", Category::Navigation),
            ("Subscribe   Sign in", Category::Navigation),
        ] {
            assert_eq!(line(text), Some(category), "{text}");
        }
        for text in [
            "Share prices",
            "Print.",
            "Facebook",
            "Comments on the plan",
            "“Share”",
            "Sign of the times",
            "Related problems",
            "12 400",
        ] {
            assert_eq!(line(text), None, "{text}");
        }
    }

    #[test]
    fn lines_that_point_on() {
        for (text, category) in [
            (
                "Read more: The lighthouse that nobody built",
                Category::ReadMore,
            ),
            ("WATCH | The ferry leaves the harbour", Category::ReadMore),
            ("Topics: Harbours, Ferries", Category::Navigation),
            (
                "Correction, March 19: A name was wrong.",
                Category::Correction,
            ),
            (
                "Correction (3 May 2021): A name was wrong.",
                Category::Correction,
            ),
            (
                "This article was amended on 3 May, to correct a name.",
                Category::Correction,
            ),
        ] {
            assert_eq!(line(text), Some(category), "{text}");
        }
        for text in [
            "Read more books, the minister told the schools: that is all it takes.",
            "Corrections officers said the prison was full.",
            "Topics of the day were the ferry and the price of bread.",
            "Watch out for ice, drivers were told at 10:30 on Monday.",
        ] {
            assert_eq!(line(text), None, "{text}");
        }
    }

    #[test]
    fn addresses_dates_and_roles() {
        assert_eq!(line("https://lorn.example/ferry"), Some(Category::Other));
        assert_eq!(line("ana@lorn.example"), Some(Category::Byline));
        assert_eq!(line("See https://lorn.example for the plan"), None);
        let dated = |text: &str| furniture(text, &words(text), true);
        assert_eq!(dated("Updated 14.05 GMT"), Some(Category::Timestamp));
        assert_eq!(dated("3 May 2021, 12:40"), Some(Category::Timestamp));
        assert_eq!(dated("3 May 2021"), None);
        assert_eq!(
            line("Ana Ruiz, Harbour Correspondent"),
            Some(Category::Byline)
        );
        assert_eq!(line("Ana Ruiz was, they said, a good editor"), None);
        assert_eq!(line("In the end, the newspaper lost its editor"), None);
        assert_eq!(
            line("Ana on May 3, 2021 at 12:16 am said:"),
            Some(Category::Comments)
        );
        assert_eq!(line("The mayor said:"), None);
    }

    #[test]
    fn quotations_from_end_to_end() {
        let whole = |text: &str| is_quotation(text, &words(text));
        assert!(whole("‘It’s only a boat’"));
        assert!(whole("“We had no time”"));
        assert!(!whole("“No time” for “long talks”"));
        assert!(!whole("“No time” for talks"));
        assert!(!whole("No time"));
    }
}

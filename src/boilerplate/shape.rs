//! What one block's own words, shape and kind tell.

use super::evidence::{Evidence, Sign, Weighed};
use super::lines;
use super::phrases::{List, Mode, Word, scan, words};
use super::stretches::{self, Stretch};
use crate::annotation::Category;
use crate::article::BlockKind;
use crate::order;

/// How many of a block's longer words are kept for comparing it with others.
const KEPT_WORDS: usize = 32;

/// What one block's own words, shape and markup tell; kept until the block changes.
///
/// Depends on nothing but the arguments of [`super::features`]. Bounded in size, whatever the
/// block's length.
#[derive(Debug, Clone, PartialEq)]
pub struct BlockFeatures {
    pub(super) evidence: Vec<Weighed>,
    /// Strength of each category that the block's own words point to.
    pub(super) categories: [f32; Category::ALL.len()],
    /// Furniture inside the block; offsets count from its start.
    pub(super) stretches: Vec<Stretch>,
    /// Number of words, at most 65,535.
    pub(super) words: u16,
    pub(super) ends_sentence: bool,
    /// Share of function words, in 255ths; `None` for a few words.
    pub(super) function_words: Option<u8>,
    /// What kind of mark it ends with, as a small number; 0 for none.
    pub(super) ends: u8,
    /// Hash of all its words, to find repetitions.
    pub(super) fingerprint: u64,
    /// Hashes of its longer words, sorted.
    pub(super) long_words: Vec<u64>,
    /// What it is, if it is furniture by itself.
    pub(super) line: Option<Category>,
    /// A quotation from end to end.
    pub(super) quotation_line: bool,
    /// No sentence: it has no verb, or a participle for one, and no full stop.
    pub(super) verbless: bool,
    /// Has words that hold a sentence together, as headlines have and menus have not.
    pub(super) connected: bool,
    /// A heading such as "Most read" or "Related articles".
    pub(super) related_heading: bool,
    pub(super) comments_heading: bool,
    /// Says who wrote the comment below it, and when.
    pub(super) comment_head: bool,
    /// Says who made a picture, and not much else.
    pub(super) credit_line: bool,
    pub(super) label_line: bool,
    pub(super) date_line: bool,
    /// Could be a headline: short, no full stop.
    pub(super) headline_like: bool,
    /// A bullet, a dash or other marks alone.
    pub(super) lone_marker: bool,
}

/// What the lexicons found in a block.
struct Found {
    whole: [bool; List::COUNT],
    start: [bool; List::COUNT],
    phrases: [u16; List::COUNT],
    /// Words that phrases cover.
    covered: [u16; List::COUNT],
}

impl Found {
    fn read(words: &[Word]) -> Found {
        let mut found = Found {
            whole: [false; List::COUNT],
            start: [false; List::COUNT],
            phrases: [0; List::COUNT],
            covered: [0; List::COUNT],
        };
        // Up to which word each lexicon's phrases have been counted, and covered.
        let mut counted = [0; List::COUNT];
        let mut covered = [0; List::COUNT];
        scan(words, |phrase| {
            let list = phrase.list as usize;
            let end = phrase.first + phrase.count;
            match phrase.mode {
                Mode::Whole => found.whole[list] = true,
                Mode::Start => found.start[list] = true,
                Mode::Anywhere if phrase.first >= counted[list] => {
                    found.phrases[list] = found.phrases[list].saturating_add(1);
                    counted[list] = end;
                }
                _ => {}
            }
            if end > covered[list] {
                let new = end - phrase.first.max(covered[list]);
                found.covered[list] = found.covered[list].saturating_add(new.min(9999) as u16);
                covered[list] = end;
            }
        });
        found
    }

    fn share(&self, list: List, words: usize) -> f32 {
        f32::from(self.covered[list as usize]) / words.max(1) as f32
    }

    fn has(&self, list: List) -> bool {
        let list = list as usize;
        self.whole[list] || self.start[list] || self.phrases[list] > 0
    }
}

/// Reads one block. Linear in its text.
pub fn features(text: &str, kind: BlockKind, level: u8, link_density: f32) -> BlockFeatures {
    let list = words(text);
    let found = Found::read(&list);
    let shape = Shape::read(text, &list, &found);
    let stretches = stretches::find(text, &list);
    let mut evidence = Vec::with_capacity(24);
    shape.weigh(&mut |sign, strength| push(&mut evidence, sign.into(), strength));
    kind_signs(kind, link_density, &mut |sign, strength| {
        push(&mut evidence, sign.into(), strength);
    });
    for stretch in &stretches {
        match stretch.category {
            // A sentence of its own stands at the end of a paragraph, not of a caption.
            Category::Credit if text[..stretch.end as usize].ends_with('.') => {}
            Category::Credit => push(&mut evidence, Sign::CreditTail.into(), 1.0),
            Category::Dateline => push(&mut evidence, Sign::Dateline.into(), 1.0),
            _ => {}
        }
    }
    let categories = lexical(&list, &found, &shape, &mut evidence);
    let count = list.len();
    let short = count <= 14 && !shape.ends_sentence;
    let related = found.has(List::Related) && !found.start[List::ReadMore as usize];
    // In markup, an address that is a link is a reference as often as furniture.
    let line = lines::furniture(text, &list, shape.date_only)
        .filter(|category| *category != Category::Other || link_density == 0.0);
    if line.is_some() {
        push(&mut evidence, Sign::LineFurniture.into(), 1.0);
    }
    let short_heading = count <= 8 && (short || level > 0);
    BlockFeatures {
        words: count.min(65_535) as u16,
        ends_sentence: shape.ends_sentence,
        function_words: (count >= 7).then_some((255.0 * shape.function_words) as u8),
        ends: shape
            .ends
            .map_or(0, |sign| sign as u8 - Sign::EndsStop as u8 + 1),
        fingerprint: list.iter().fold(count as u64, |hash, word| {
            hash.rotate_left(7).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ word.hash
        }),
        long_words: long_words(&list),
        line,
        quotation_line: lines::is_quotation(text, &list),
        verbless: (3..=40).contains(&count)
            && !shape.ends_sentence
            && (shape.no_verb || shape.participle),
        connected: shape.function_words > 0.0 || !shape.no_verb,
        comment_head: lines::is_comment_head(text, &list),
        related_heading: short_heading && (related || line == Some(Category::Related)),
        comments_heading: short_heading
            && (found.whole[List::Comments as usize] || found.phrases[List::Comments as usize] > 0)
            || line == Some(Category::Comments),
        credit_line: count <= 14
            && (found.start[List::Credit as usize] || found.phrases[List::Credit as usize] > 0),
        label_line: found.whole[List::Label as usize]
            || stretches
                .iter()
                .any(|s| s.category == Category::Label && s.start == 0),
        date_line: shape.date_only,
        headline_like: (4..=22).contains(&count) && !shape.ends_sentence,
        lone_marker: count == 0 || (count == 1 && list[0].number),
        evidence,
        categories,
        stretches,
    }
}

fn push(evidence: &mut Vec<Weighed>, one: Evidence, strength: f32) {
    if strength != 0.0 {
        evidence.push((one, strength));
    }
}

fn long_words(list: &[Word]) -> Vec<u64> {
    let long = |word: &&Word| word.len() >= 5 && !word.number;
    let mut hashes: Vec<u64> = list
        .iter()
        .filter(long)
        .take(KEPT_WORDS)
        .map(|w| w.hash)
        .collect();
    order::sort_by(&mut hashes, u64::cmp);
    hashes.dedup();
    hashes
}

/// What the lexicons of categories say: as evidence, and for each category.
fn lexical(
    list: &[Word],
    found: &Found,
    shape: &Shape,
    evidence: &mut Vec<Weighed>,
) -> [f32; Category::ALL.len()] {
    let mut categories = [0.0; Category::ALL.len()];
    let count = list.len();
    for (lexicon, _, _) in &List::ALL[..List::CATEGORIES] {
        let at = *lexicon as usize;
        let share = found.share(*lexicon, count);
        let whole = f32::from(u8::from(found.whole[at]));
        let start = f32::from(u8::from(found.start[at]));
        let phrases = f32::from(found.phrases[at].min(3));
        push(evidence, Evidence::lexical(*lexicon, Mode::Whole), whole);
        push(evidence, Evidence::lexical(*lexicon, Mode::Start), start);
        push(
            evidence,
            Evidence::lexical(*lexicon, Mode::Anywhere),
            phrases,
        );
        push(evidence, Evidence::lexical(*lexicon, Mode::Weak), share);
        if let Some(category) = lexicon.category() {
            // A start says much of a short block and little of a long one.
            let start = start * (12.0 / (count as f32 + 4.0)).min(1.5);
            let strength = 3.0 * whole + 1.2 * start + 0.8 * phrases + 2.0 * share;
            categories[category as usize] = strength;
        }
    }
    let mut raise = |category: Category, by: f32| categories[category as usize] += by;
    if shape.date_only {
        raise(Category::Timestamp, 3.0);
    } else {
        raise(Category::Timestamp, -1.0);
    }
    if shape.columns {
        raise(Category::Navigation, 2.0);
    }
    if count > 6 {
        raise(Category::Masthead, -1.5);
    }
    if count > 12 {
        raise(Category::Byline, -0.5);
        raise(Category::Share, -0.5);
        raise(Category::Navigation, -0.7);
    }
    categories
}

/// What the block is on the page, and how much of it is links.
fn kind_signs(kind: BlockKind, links: f32, weigh: &mut impl FnMut(Sign, f32)) {
    let sign = match kind {
        BlockKind::Paragraph => None,
        BlockKind::Heading => Some(Sign::KindHeading),
        BlockKind::ListItem => Some(Sign::KindListItem),
        BlockKind::Caption => Some(Sign::KindCaption),
        BlockKind::Quotation => Some(Sign::KindQuotation),
        BlockKind::TableCell => Some(Sign::KindTableCell),
        BlockKind::Preformatted => Some(Sign::KindPreformatted),
        BlockKind::Control => Some(Sign::KindControl),
    };
    if let Some(sign) = sign {
        weigh(sign, 1.0);
    }
    let links = if links.is_finite() {
        links.clamp(0.0, 1.0)
    } else {
        0.0
    };
    weigh(Sign::LinkDensity, links);
    if links >= 0.85 {
        weigh(Sign::LinkAll, 1.0);
    } else if links >= 0.35 {
        weigh(Sign::LinkSome, 1.0);
    }
}

/// Counts that tell a sentence from a list, a title or a label.
struct Shape {
    words: usize,
    ends_sentence: bool,
    date_only: bool,
    ends: Option<Sign>,
    function_words: f32,
    capitals: f32,
    all_capitals: f32,
    digits: f32,
    second_person: f32,
    no_verb: bool,
    participle: bool,
    said: bool,
    starts_lower: bool,
    starts_quote: bool,
    address: bool,
    handle: bool,
    bar: bool,
    arrow: bool,
    dash: bool,
    commas: bool,
    sentences: bool,
    /// Three columns or more, parted by several spaces.
    columns: bool,
}

impl Shape {
    fn read(text: &str, list: &[Word], found: &Found) -> Shape {
        let count = list.len();
        let share = |n: usize| n as f32 / count.max(1) as f32;
        let of = |test: &dyn Fn(&&Word) -> bool| share(list.iter().filter(test).count());
        let (mut bar, mut arrow, mut commas, mut stops, mut at_signs) = (0, 0, 0, 0, 0);
        let mut last = ' ';
        let mut handle = false;
        for c in text.chars() {
            match c {
                '|' | '·' | '•' => bar += 1,
                '›' | '»' | '→' | '▶' | '►' | '↓' | '⟶' => arrow += 1,
                ',' => commas += 1,
                '@' => at_signs += 1,
                ' ' if matches!(last, '.' | '?' | '!' | '”' | '"') => stops += 1,
                _ if matches!(last, '@' | '#') && c.is_alphabetic() => handle = true,
                _ => {}
            }
            last = c;
        }
        // “ and ‘ close what „ and ‚ open.
        let closed = text.trim_end_matches(['"', '\'', '”', '’', ')', ']', '»', '“', '‘', '«']);
        let ends = match closed.chars().next_back() {
            _ if closed.ends_with("...") => Some(Sign::EndsEllipsis),
            Some('.' | '。') => Some(Sign::EndsStop),
            Some('?' | '？' | '؟') => Some(Sign::EndsQuestion),
            Some('!' | '！') => Some(Sign::EndsExclamation),
            Some(':') => Some(Sign::EndsColon),
            Some('…') => Some(Sign::EndsEllipsis),
            _ if closed.len() < text.len() && text.ends_with(['”', '"']) => Some(Sign::EndsQuote),
            _ => None,
        };
        let stop = matches!(
            ends,
            Some(Sign::EndsStop | Sign::EndsQuestion | Sign::EndsExclamation)
        );
        let dated = usize::from(found.covered[List::Timestamp as usize]);
        let numbers = list.iter().filter(|word| word.number).count();
        let digits = of(&|word| word.number);
        // Numbers beside words of dates: "May 3, 2021", "12:25 JST"; or nothing else: "3/5/2021".
        let date_words = dated + numbers;
        let date_only = numbers > 0
            && date_words * 4 >= count * 3
            && count <= 24
            && (dated > 0 || numbers >= 3);
        Shape {
            words: count,
            ends_sentence: stop && count >= 4,
            date_only,
            ends,
            function_words: found.share(List::FunctionWords, count),
            capitals: share(list.iter().skip(1).filter(|word| word.capital).count()),
            all_capitals: of(&|word| word.all_capitals),
            digits,
            second_person: found.share(List::SecondPerson, count),
            no_verb: found.phrases[List::Verbs as usize] == 0,
            participle: list
                .iter()
                .skip(1)
                .any(|w| !w.capital && w.slice(text).ends_with("ing")),
            said: found.phrases[List::Attribution as usize] > 0,
            starts_lower: text.starts_with(char::is_lowercase),
            starts_quote: text.starts_with(['“', '"', '‘', '«', '„']),
            address: at_signs > 0 && text.contains('.') && !handle
                || text.contains("www.")
                || text.contains("http")
                || text.contains(".com"),
            handle,
            bar: bar > 0,
            arrow: arrow > 0,
            dash: text.contains(" - ") || text.contains(" – ") || text.contains(" — "),
            commas: commas >= 3 && commas * 4 >= count,
            sentences: stops > 0,
            columns: text
                .trim()
                .split("   ")
                .filter(|part| !part.trim().is_empty())
                .nth(2)
                .is_some(),
        }
    }

    fn weigh(&self, weigh: &mut impl FnMut(Sign, f32)) {
        weigh(Sign::Prior, 1.0);
        weigh(
            match self.words {
                0 => Sign::NoWords,
                1 => Sign::Words1,
                2..=3 => Sign::Words2To3,
                4..=6 => Sign::Words4To6,
                7..=10 => Sign::Words7To10,
                11..=16 => Sign::Words11To16,
                17..=25 => Sign::Words17To25,
                26..=40 => Sign::Words26To40,
                _ => Sign::Words41,
            },
            1.0,
        );
        if let Some(ends) = self.ends {
            weigh(ends, 1.0);
        }
        let mut flag = |sign, set: bool| weigh(sign, f32::from(u8::from(set)));
        flag(Sign::EndsStopLong, self.ends_sentence && self.words >= 15);
        flag(Sign::LongUnended, self.ends.is_none() && self.words >= 15);
        let some = self.words >= 7;
        flag(Sign::NoFunctionWords, some && self.function_words < 0.15);
        flag(Sign::NoVerb, some && self.no_verb);
        let caption = (6..=40).contains(&self.words) && !self.ends_sentence;
        flag(Sign::Participle, caption && self.no_verb && self.participle);
        flag(Sign::Said, some && self.said);
        flag(Sign::StartsLower, self.starts_lower);
        flag(Sign::StartsQuote, self.starts_quote);
        flag(Sign::HasAddress, self.address);
        flag(Sign::HasHandle, self.handle);
        flag(Sign::HasBar, self.bar);
        flag(Sign::HasArrow, self.arrow);
        flag(Sign::HasDash, self.dash);
        flag(Sign::ManyCommas, self.commas);
        flag(Sign::Sentences, self.sentences);
        flag(Sign::DateOnly, self.date_only);
        if some {
            weigh(Sign::FunctionWords, self.function_words);
        }
        if self.words >= 2 {
            weigh(Sign::Capitals, self.capitals);
        }
        weigh(Sign::AllCapitals, self.all_capitals);
        weigh(Sign::Digits, self.digits);
        weigh(Sign::SecondPerson, self.second_person);
    }
}

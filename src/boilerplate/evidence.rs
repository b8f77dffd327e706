//! Everything that speaks for or against a block being furniture, by name, and what each weighs.
//!
//! A block's evidence is a list of (evidence, strength) pairs. The sum of strength times weight
//! is the log-odds that the block is furniture, as far as the block, its place and its markup
//! tell; what to make of it beside its neighbours is for the trees ([`super::judge`]). The weights
//! stand in `lexicons/boilerplate/weights.txt`.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::phrases::{List, Mode};
use crate::lexicon::{self, entries};

macro_rules! evidence {
    ($($(#[$meta:meta])* $name:ident = $token:literal,)+) => {
        /// A named piece of evidence, other than a lexicon's.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Sign { $($(#[$meta])* $name,)+ }
        const SIGNS: &[&str] = &[$($token),+];
    };
}

evidence! {
    /// Always there.
    Prior = "prior",
    /// No letter and no digit.
    NoWords = "words.0",
    Words1 = "words.1",
    Words2To3 = "words.2-3",
    Words4To6 = "words.4-6",
    Words7To10 = "words.7-10",
    Words11To16 = "words.11-16",
    Words17To25 = "words.17-25",
    Words26To40 = "words.26-40",
    Words41 = "words.41+",
    /// Ends with a full stop, and is longer than a label.
    EndsStop = "ends.stop",
    /// The same, and long.
    EndsStopLong = "ends.stop.long",
    EndsQuestion = "ends.question",
    EndsExclamation = "ends.exclamation",
    EndsColon = "ends.colon",
    EndsQuote = "ends.quote",
    EndsEllipsis = "ends.ellipsis",
    /// Long, but does not end as a sentence does.
    LongUnended = "ends.none.long",
    /// Share of function words, where there are words enough to tell.
    FunctionWords = "share.function_words",
    /// Hardly any function word among seven words or more.
    NoFunctionWords = "share.function_words.low",
    /// Share of words with capitals, beyond the first.
    Capitals = "share.capitals",
    AllCapitals = "share.all_capitals",
    Digits = "share.digits",
    /// Share of words that speak to the reader.
    SecondPerson = "share.second_person",
    NoVerb = "verbs.none",
    /// A participle and no verb, no full stop: "The mayor opening the bridge".
    Participle = "verbs.participle",
    Said = "words.said",
    StartsLower = "starts.lower",
    StartsQuote = "starts.quote",
    HasAddress = "has.address",
    HasHandle = "has.handle",
    HasBar = "has.bar",
    HasArrow = "has.arrow",
    HasDash = "has.dash",
    ManyCommas = "has.commas",
    /// Two sentences or more.
    Sentences = "has.sentences",
    CreditTail = "has.credit_tail",
    Dateline = "has.dateline",
    /// Mostly words of dates, and a number.
    DateOnly = "date.only",
    /// Furniture by itself, whatever stands around it.
    LineFurniture = "line.furniture",
    KindHeading = "kind.heading",
    KindListItem = "kind.list_item",
    KindCaption = "kind.caption",
    KindQuotation = "kind.quotation",
    KindTableCell = "kind.table_cell",
    KindPreformatted = "kind.preformatted",
    KindControl = "kind.control",
    LinkDensity = "link.density",
    LinkAll = "link.all",
    LinkSome = "link.some",
    /// The article has markup, so that a block without links says something.
    LinkNone = "link.none",
    Repeated = "repeated",
    RepeatedMuch = "repeated.much",
    RepeatsTitle = "title.repeated",
    IsTitle = "title",
    /// Above the first long paragraph, by how many blocks.
    Above = "place.above",
    AboveFar = "place.above.far",
    Below = "place.below",
    BelowFar = "place.below.far",
    /// Right below the last long paragraph.
    BelowNext = "place.below.next",
    First = "place.first",
    Last = "place.last",
    NoParagraph = "place.no_paragraph",
    /// Share of its longer words that the article's long paragraphs have too.
    Ties = "ties",
    NoTies = "ties.none",
    /// In a row of short blocks, by its length.
    ShortRow = "row.short",
    AfterRelatedHeading = "after.related_heading",
    AfterCommentsHeading = "after.comments_heading",
    BeforeCredit = "before.credit",
    /// Right above a credit, and no sentence: no verb, or a participle for one.
    CaptionBeforeCredit = "before.credit.caption",
    AfterLabel = "after.label",
    /// A line that is no sentence, below the article and below furniture that ends it.
    AfterEnd = "after.end",
    /// A few words between two paragraphs, as subheadings stand.
    BetweenParagraphs = "between.paragraphs",
    /// A quotation and nothing else, between paragraphs of the article.
    LineQuotation = "line.quotation",
    /// Stands before or after a list marker of its own.
    LoneMarker = "row.lone_markers",
    BeforeParagraph = "before.paragraph",
    /// Inside the element that holds the article's paragraphs, or outside it.
    InBody = "markup.body",
    OutsideBody = "markup.body.outside",
    OutsideBodyParagraph = "markup.body.outside.paragraph",
    HintFurniture = "markup.furniture",
    HintFurnitureWeak = "markup.furniture.weak",
    HintArticle = "markup.article",
    HintLink = "markup.navigation",
}

/// Any piece of evidence: a sign, or what a category's lexicon found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Evidence(u8);

/// What is counted of a category's lexicon.
pub(super) const COUNTED: [&str; 4] = ["whole", "start", "phrases", "share"];

impl From<Sign> for Evidence {
    fn from(sign: Sign) -> Evidence {
        Evidence(sign as u8)
    }
}

impl Evidence {
    /// How many there are.
    pub const COUNT: usize = SIGNS.len() + List::CATEGORIES * COUNTED.len();

    /// What a lexicon tells: the block is one of its phrases, begins with one, holds some, or
    /// consists of its words by some share (which is what `Mode::Weak` stands for here).
    pub fn lexical(list: List, mode: Mode) -> Evidence {
        Evidence((SIGNS.len() + list as usize * COUNTED.len() + mode as usize) as u8)
    }

    /// Its name, as in `weights.txt`.
    pub fn name(self) -> String {
        match SIGNS.get(self.0 as usize) {
            Some(name) => (*name).to_owned(),
            None => {
                let at = self.0 as usize - SIGNS.len();
                let (_, list, _) = List::ALL[at / COUNTED.len()];
                format!("{list}.{}", COUNTED[at % COUNTED.len()])
            }
        }
    }

    /// All of them.
    pub fn all() -> impl Iterator<Item = Evidence> {
        (0..Evidence::COUNT as u8).map(Evidence)
    }
}

/// Evidence with its strength, mostly between 0 and 1.
pub(super) type Weighed = (Evidence, f32);

/// The weights of all evidence.
struct Weights(Vec<f32>);

impl Weights {
    fn get() -> &'static Weights {
        static WEIGHTS: OnceLock<Weights> = OnceLock::new();
        WEIGHTS.get_or_init(|| {
            let text = lexicon::text!("boilerplate/weights.txt");
            let rows: FxHashMap<&str, f32> = rows(text).collect();
            let weight = |evidence: Evidence| {
                rows.get(evidence.name().as_str())
                    .copied()
                    .unwrap_or_default()
            };
            Weights(Evidence::all().map(weight).collect())
        })
    }
}

/// The rows of the weights file.
fn rows(text: &'static str) -> impl Iterator<Item = (&'static str, f32)> {
    entries(text).filter_map(|(_, line)| {
        let mut fields = line.split_whitespace();
        let name = fields.next()?;
        Some((name, hundredths(fields.next()?)?))
    })
}

/// A number with two decimals, "-0.17". Not `parse::<f32>`, whose tables of powers are 10 KB that do not compress;
/// dividing a whole number gives the same nearest `f32`.
fn hundredths(number: &str) -> Option<f32> {
    let (negative, digits) = match number.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, number),
    };
    let (whole, decimals) = digits.split_once('.').filter(|(_, d)| d.len() == 2)?;
    let size = whole.parse::<u16>().ok()? as f32 * 100.0 + decimals.parse::<u8>().ok()? as f32;
    Some(if negative { -size } else { size } / 100.0)
}

/// The log-odds that evidence adds up to.
pub(super) fn log_odds(evidence: &[Weighed]) -> f32 {
    let weights = &Weights::get().0;
    let weigh = |(evidence, strength): &Weighed| weights[evidence.0 as usize] * strength;
    evidence.iter().map(weigh).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_weight_has_evidence_and_every_evidence_a_weight() {
        let text = lexicon::text!("boilerplate/weights.txt");
        assert_eq!(
            rows(text).count(),
            entries(text).count(),
            "a row cannot be read"
        );
        let names: Vec<String> = Evidence::all().map(Evidence::name).collect();
        for (name, _) in rows(text) {
            assert!(
                names.iter().any(|known| known == name),
                "unknown evidence {name}"
            );
        }
        for name in &names {
            assert!(
                rows(text).any(|(row, _)| row == name),
                "{name} has no weight"
            );
        }
    }

    #[test]
    fn weights_are_read_as_the_standard_library_reads_them() {
        for (_, line) in entries(lexicon::text!("boilerplate/weights.txt")) {
            for number in line.split_whitespace().skip(1) {
                assert_eq!(hundredths(number), number.parse().ok(), "{number}");
            }
        }
        for bad in ["", "-", "1", "1.5", ".50", "1.234", "1.-1", "--1.00"] {
            assert_eq!(hundredths(bad), None, "{bad}");
        }
    }
}

//! An analysis as one array of 32-bit numbers and a list of names, to cross threads and the
//! boundary to JavaScript at no cost.
//!
//! All offsets count UTF-16 code units. The numbers are, in this order:
//!
//! - the [`FORMAT`], and the length of the text
//! - blocks: count; for each: role, category, confidence
//! - sentences: count; for each: start, end
//! - boilerplate: count; for each: start, end, category, confidence
//! - quotes: count; for each: kind, attribution, in boilerplate, confidence, number of spans,
//!   then start and end of each
//! - attributions: count; for each: kind, stance, speaker, parent, confidence of attribution,
//!   source and content, numbers of spans of content, cue and source, then start and end of each
//! - speakers: count; for each: speaks for, number of mentions, then start and end of each; their
//!   names, in the same order, are the names
//!
//! Enum values are their [numbers](crate::Category::number), confidences the bits of a 32-bit
//! float, and what may be missing is one more than its index or number, or 0.

use super::utf16::{RangeError, Utf16};
use crate::analysis::Analysis;
use crate::annotation::{
    Attribution, AttributionConfidence, AttributionKind, BlockLabel, Boilerplate, Category, Quote,
    QuoteKind, Role, Speaker, Stance,
};
use crate::article::{Article, OffsetMap, Span};
use std::fmt;

/// The first number of an encoded analysis; another one for every change of the format.
pub const FORMAT: u32 = 1;

/// Why numbers are no analysis of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlatError {
    /// They were written by another version.
    Format(u32),
    /// They are about a text of another length.
    OtherText,
    /// There are fewer or more numbers than the counts say.
    Length,
    /// There are not as many names as speakers.
    Names,
    /// A number stands for no value of its kind.
    Value(&'static str),
    /// A range is no part of the text.
    Range(RangeError),
}

impl fmt::Display for FlatError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("malformed analysis: ")?;
        match self {
            FlatError::Format(number) => write!(
                formatter,
                "its format is {number}, this version reads {FORMAT}"
            ),
            FlatError::OtherText => formatter.write_str("it is one of another text"),
            FlatError::Length => formatter.write_str("it has too few or too many numbers"),
            FlatError::Names => formatter.write_str("it has not one name for each speaker"),
            FlatError::Value(what) => write!(formatter, "a {what} is out of range"),
            FlatError::Range(error) => error.fmt(formatter),
        }
    }
}

impl std::error::Error for FlatError {}

impl From<RangeError> for FlatError {
    fn from(error: RangeError) -> FlatError {
        FlatError::Range(error)
    }
}

/// An encoded analysis.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Flat {
    /// Everything but strings.
    pub numbers: Vec<u32>,
    /// Names of the speakers.
    pub names: Vec<String>,
}

/// Encodes an analysis of `article`. Linear.
pub fn encode(analysis: &Analysis, article: &Article) -> Flat {
    let map = OffsetMap::new(article.text());
    let mut out = Writer {
        numbers: Vec::new(),
        utf16: Utf16::new(article.text(), &map),
    };
    out.numbers.extend([FORMAT, out.utf16.length()]);
    out.count(analysis.blocks.len());
    for label in &analysis.blocks {
        let category = optional(label.category.map(Category::number));
        let confidence = label.confidence.to_bits();
        out.numbers
            .extend([label.role.number(), category, confidence]);
    }
    out.count(analysis.sentences.len());
    out.spans(&analysis.sentences);
    out.count(analysis.boilerplate.len());
    for found in &analysis.boilerplate {
        out.spans(&[found.span]);
        out.numbers
            .extend([found.category.number(), found.confidence.to_bits()]);
    }
    out.count(analysis.quotes.len());
    for quote in &analysis.quotes {
        out.numbers.extend([
            quote.kind.number(),
            optional(quote.attribution),
            u32::from(quote.in_boilerplate),
            quote.confidence.to_bits(),
        ]);
        out.count(quote.spans.len());
        out.spans(&quote.spans);
    }
    out.count(analysis.attributions.len());
    for attribution in &analysis.attributions {
        let confidence = attribution.confidence;
        out.numbers.extend([
            attribution.kind.number(),
            attribution.stance.number(),
            optional(attribution.speaker),
            optional(attribution.parent),
            confidence.attribution.to_bits(),
            confidence.source.to_bits(),
            confidence.content.to_bits(),
        ]);
        let parts = [&attribution.content, &attribution.cue, &attribution.source];
        for spans in parts {
            out.count(spans.len());
        }
        for spans in parts {
            out.spans(spans);
        }
    }
    out.count(analysis.speakers.len());
    for speaker in &analysis.speakers {
        out.numbers.push(optional(speaker.speaks_for));
        out.count(speaker.mentions.len());
        out.spans(&speaker.mentions);
    }
    Flat {
        numbers: out.numbers,
        names: analysis.speakers.iter().map(|s| s.name.clone()).collect(),
    }
}

/// One more than an index, or 0.
fn optional(index: Option<u32>) -> u32 {
    index.map_or(0, |index| index + 1)
}

struct Writer<'a> {
    numbers: Vec<u32>,
    utf16: Utf16<'a>,
}

impl Writer<'_> {
    fn count(&mut self, count: usize) {
        self.numbers.push(count as u32);
    }

    fn spans(&mut self, spans: &[Span]) {
        for &span in spans {
            let (start, end) = self.utf16.range(span);
            self.numbers.extend([start, end]);
        }
    }
}

/// Decodes an analysis of `article`, checking every number: hostile input gives an error.
/// `language` is what the encoding leaves out. Linear.
pub fn decode(
    numbers: &[u32],
    names: &[String],
    language: Option<String>,
    article: &Article,
) -> Result<Analysis, FlatError> {
    let map = OffsetMap::new(article.text());
    let mut input = Reader {
        numbers: numbers.iter(),
        utf16: Utf16::new(article.text(), &map),
    };
    match input.number()? {
        FORMAT => {}
        other => return Err(FlatError::Format(other)),
    }
    if input.number()? != input.utf16.length() {
        return Err(FlatError::OtherText);
    }
    let blocks = input.list(3, |input| {
        Ok(BlockLabel {
            role: input.value("role", Role::from_number)?,
            category: input.category()?,
            confidence: input.confidence()?,
        })
    })?;
    if !blocks.is_empty() && blocks.len() != article.blocks().len() {
        return Err(FlatError::OtherText);
    }
    let sentences = input.list(2, Reader::span)?;
    let boilerplate = input.list(4, |input| {
        Ok(Boilerplate {
            span: input.span()?,
            category: input.value("category", Category::from_number)?,
            confidence: input.confidence()?,
        })
    })?;
    let quotes = input.list(5, |input| {
        Ok(Quote {
            kind: input.value("quote kind", QuoteKind::from_number)?,
            attribution: input.optional()?,
            in_boilerplate: input.value("truth value", truth)?,
            confidence: input.confidence()?,
            spans: input.list(2, Reader::span)?,
        })
    })?;
    let attributions = input.list(10, |input| {
        let kind = input.value("attribution type", AttributionKind::from_number)?;
        let stance = input.value("stance", Stance::from_number)?;
        let speaker = input.optional()?;
        let parent = input.optional()?;
        let confidence = AttributionConfidence {
            attribution: input.confidence()?,
            source: input.confidence()?,
            content: input.confidence()?,
        };
        let counts = [input.number()?, input.number()?, input.number()?];
        Ok(Attribution {
            kind,
            content: input.items(counts[0], 2, Reader::span)?,
            cue: input.items(counts[1], 2, Reader::span)?,
            source: input.items(counts[2], 2, Reader::span)?,
            speaker,
            stance,
            parent,
            confidence,
        })
    })?;
    let mut names = names.iter();
    let speakers = input.list(2, |input| {
        Ok(Speaker {
            speaks_for: input.optional()?,
            mentions: input.list(2, Reader::span)?,
            name: names.next().ok_or(FlatError::Names)?.clone(),
        })
    })?;
    if names.next().is_some() {
        return Err(FlatError::Names);
    }
    if !input.numbers.as_slice().is_empty() {
        return Err(FlatError::Length);
    }
    let analysis = Analysis {
        language,
        blocks,
        sentences,
        boilerplate,
        quotes,
        attributions,
        speakers,
    };
    check_links(&analysis)?;
    Ok(analysis)
}

fn truth(number: u32) -> Option<bool> {
    (number < 2).then_some(number == 1)
}

/// Every index points at something, and never at itself.
fn check_links(analysis: &Analysis) -> Result<(), FlatError> {
    let attributions = analysis.attributions.len() as u32;
    let speakers = analysis.speakers.len() as u32;
    let beyond = |index: Option<u32>, count| index.is_some_and(|index| index >= count);
    for quote in &analysis.quotes {
        if beyond(quote.attribution, attributions) {
            return Err(FlatError::Value("quote's attribution"));
        }
        if quote.spans.is_empty() {
            return Err(FlatError::Value("quote's number of spans"));
        }
    }
    for (index, attribution) in analysis.attributions.iter().enumerate() {
        if beyond(attribution.speaker, speakers) {
            return Err(FlatError::Value("speaker"));
        }
        if beyond(attribution.parent, attributions) || attribution.parent == Some(index as u32) {
            return Err(FlatError::Value("parent"));
        }
        if attribution.content.is_empty() {
            return Err(FlatError::Value("attribution's number of spans"));
        }
    }
    for (index, speaker) in analysis.speakers.iter().enumerate() {
        if beyond(speaker.speaks_for, speakers) || speaker.speaks_for == Some(index as u32) {
            return Err(FlatError::Value("speaker that is spoken for"));
        }
    }
    Ok(())
}

struct Reader<'a> {
    numbers: std::slice::Iter<'a, u32>,
    utf16: Utf16<'a>,
}

impl Reader<'_> {
    fn number(&mut self) -> Result<u32, FlatError> {
        self.numbers.next().copied().ok_or(FlatError::Length)
    }

    /// A count and as many items of at least `size` numbers each.
    fn list<T>(
        &mut self,
        size: usize,
        item: impl FnMut(&mut Self) -> Result<T, FlatError>,
    ) -> Result<Vec<T>, FlatError> {
        let count = self.number()?;
        self.items(count, size, item)
    }

    fn items<T>(
        &mut self,
        count: u32,
        size: usize,
        mut item: impl FnMut(&mut Self) -> Result<T, FlatError>,
    ) -> Result<Vec<T>, FlatError> {
        // Before anything is allocated: a count is not to be believed.
        if count as usize > self.numbers.len() / size {
            return Err(FlatError::Length);
        }
        (0..count).map(|_| item(self)).collect()
    }

    fn value<T>(
        &mut self,
        what: &'static str,
        read: impl Fn(u32) -> Option<T>,
    ) -> Result<T, FlatError> {
        read(self.number()?).ok_or(FlatError::Value(what))
    }

    fn optional(&mut self) -> Result<Option<u32>, FlatError> {
        Ok(self.number()?.checked_sub(1))
    }

    fn category(&mut self) -> Result<Option<Category>, FlatError> {
        match self.optional()? {
            None => Ok(None),
            Some(number) => match Category::from_number(number) {
                None => Err(FlatError::Value("category")),
                found => Ok(found),
            },
        }
    }

    fn confidence(&mut self) -> Result<f32, FlatError> {
        let confidence = f32::from_bits(self.number()?);
        if (0.0..=1.0).contains(&confidence) {
            Ok(confidence)
        } else {
            Err(FlatError::Value("confidence"))
        }
    }

    fn span(&mut self) -> Result<Span, FlatError> {
        let (start, end) = (self.number()?, self.number()?);
        Ok(self.utf16.span(start, end)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sample() -> (Article, Analysis) {
        let text = "🎈 Support us!\n\n“Ça va,” said Zoë Kim.";
        let find = |words: &str| {
            let start = text.find(words).unwrap();
            Span::of(start, start + words.len())
        };
        let article = Article::from_plain(text);
        let analysis = Analysis {
            language: Some("en".into()),
            blocks: article
                .blocks()
                .iter()
                .map(|_| BlockLabel {
                    role: Role::Boilerplate,
                    category: Some(Category::Appeal),
                    confidence: 0.81,
                })
                .collect(),
            sentences: vec![find("🎈 Support us!"), find("“Ça va,” said Zoë Kim.")],
            boilerplate: vec![Boilerplate {
                span: find("🎈 Support us!"),
                category: Category::Appeal,
                confidence: 0.9,
            }],
            quotes: vec![Quote {
                spans: vec![find("“Ça va,”")],
                kind: QuoteKind::Direct,
                attribution: Some(0),
                in_boilerplate: false,
                confidence: 1.0,
            }],
            attributions: vec![Attribution {
                kind: AttributionKind::Direct,
                content: vec![find("Ça va")],
                cue: vec![find("said")],
                source: vec![find("Zoë Kim")],
                speaker: Some(0),
                stance: Stance::Asserted,
                parent: None,
                confidence: AttributionConfidence {
                    attribution: 0.7,
                    source: 0.6,
                    content: 0.5,
                },
            }],
            speakers: vec![Speaker {
                name: "Zoë Kim".into(),
                mentions: vec![find("Zoë Kim")],
                speaks_for: None,
            }],
        };
        (article, analysis)
    }

    #[test]
    fn there_and_back() {
        let (article, analysis) = sample();
        let flat = encode(&analysis, &article);
        let back = decode(&flat.numbers, &flat.names, Some("en".into()), &article);
        assert_eq!(back, Ok(analysis));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let (article, analysis) = sample();
        let Flat { numbers, names } = encode(&analysis, &article);
        let decode = |numbers: &[u32], names: &[String]| decode(numbers, names, None, &article);
        assert_eq!(decode(&[], &names), Err(FlatError::Length));
        assert_eq!(decode(&[9], &names), Err(FlatError::Format(9)));
        assert_eq!(decode(&numbers, &[]), Err(FlatError::Names));
        let longer = [numbers.as_slice(), &[0]].concat();
        assert_eq!(decode(&longer, &names), Err(FlatError::Length));
        let mut huge = numbers[..2].to_vec();
        huge.push(u32::MAX);
        assert_eq!(decode(&huge, &names), Err(FlatError::Length));
        for end in 0..numbers.len() {
            assert!(decode(&numbers[..end], &names).is_err());
        }
    }

    proptest! {
        #[test]
        fn hostile_numbers_never_panic(at in 0usize..80, number in prop_oneof![0u32..50, any::<u32>()], random in prop::collection::vec(0u32..12, 0..60)) {
            let (article, analysis) = sample();
            let Flat { mut numbers, names } = encode(&analysis, &article);
            let at = at % numbers.len();
            numbers[at] = number;
            if let Ok(read) = decode(&numbers, &names, None, &article) {
                // What is accepted is an analysis: it encodes to the same numbers.
                prop_assert_eq!(encode(&read, &article).numbers, numbers.clone());
            }
            let mut noise = numbers[..2].to_vec();
            noise.extend(random);
            let _ = decode(&noise, &names, None, &article);
        }
    }
}

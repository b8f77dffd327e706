//! Turns of an interview: `Ana Ruiz: We close on Friday.`, words without quotation marks behind
//! the name of who says them.
//!
//! A label alone tells nothing, since `Note:`, `Photo:`, `Verdict:` look the same; an article is
//! taken for an interview only where labels come back, where at least one of them is a name that
//! its sentences mention too (or they are `Q` and `A`), where one mostly asks, and where most of
//! what stands behind them asks or speaks in the first person. Then the blocks between two labels go on with the turn
//! before, unless they tell of its speaker.
//!
//! Depends on the whole article. Costs time per block and mention, and in an interview per token.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::link::LinkedBlock;
use super::{Continuation, LocalAttribution};
use crate::annotation::{AttributionConfidence, Stance};
use crate::article::{BlockKind, Span};
use crate::lexicon::Lowered;
use crate::segment::{Token, TokenKind};
use crate::speakers::MentionKind;

/// Most words of a label.
const LONGEST_LABEL: usize = 5;
/// Turns that an interview needs.
const LEAST_TURNS: usize = 3;
/// In an interview at least one block in so many has a label; else no block goes on with a turn.
const BLOCKS_A_LABEL: usize = 4;

/// What a block is to the turns of an interview.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TurnPart {
    /// Not part of a turn.
    #[default]
    None,
    /// Begins with its speaker's label. Both count bytes from the block's start.
    Begins {
        /// The label without its mark.
        label: Span,
        /// Where the words behind it start; the block's length if it is the label alone.
        words: u32,
    },
    /// Goes on with the turn before.
    GoesOn,
}

/// A label at a block's start that may be a speaker's.
struct Label {
    block: usize,
    span: Span,
    words: u32,
    /// Index of its voice.
    voice: usize,
}

/// What the labels that end in one word have in common.
#[derive(Default)]
struct Voice {
    turns: usize,
    /// Turns that end in a question mark.
    asking: usize,
    /// Turns that ask, or speak in the first person.
    lively: usize,
    /// Turns that end as sentences do.
    whole: usize,
    /// Is it a name that stands elsewhere in the article, or `Q` or `A`?
    known: bool,
    /// Is it `Q` or `A`?
    initial: bool,
}

impl Voice {
    fn speaks(&self) -> bool {
        self.turns > 1 && self.lively > 0 && self.whole * 2 >= self.turns
    }

    fn asks(&self) -> bool {
        self.speaks() && self.asking * 2 >= self.turns
    }
}

/// The parts that blocks have in an interview's turns, one for each block; empty if the article is
/// no interview.
pub fn turns(blocks: &[LinkedBlock]) -> Vec<TurnPart> {
    let mut names: FxHashMap<String, u32> = FxHashMap::default();
    let mut voices: Vec<Voice> = Vec::new();
    let mut labels: Vec<Label> = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let Some((span, words, last)) = label(block) else {
            continue;
        };
        let next = voices.len() as u32;
        let voice = *names.entry(last.as_str().to_owned()).or_insert(next) as usize;
        if voice == voices.len() {
            let initial = span.len() == 1 && matches!(last.as_str(), "q" | "a");
            voices.push(Voice {
                initial,
                known: initial,
                ..Voice::default()
            });
        }
        // a label on a line of its own speaks in the next block
        let alone = words == block.span.len();
        let (spoken, from) = match blocks.get(index + 1) {
            Some(next) if alone => (next, 0),
            _ => (block, words),
        };
        let asks = asks(spoken);
        let voice_of = &mut voices[voice];
        voice_of.turns += 1;
        voice_of.asking += usize::from(asks);
        voice_of.lively += usize::from(asks || in_first_person(spoken, from));
        voice_of.whole += usize::from(ends_sentence(spoken));
        labels.push(Label {
            block: index,
            span,
            words,
            voice,
        });
    }
    if labels.len() < LEAST_TURNS || voices.len() == labels.len() {
        return Vec::new();
    }
    find_names(blocks, &labels, &names, &mut voices);
    if is_interview(&voices) {
        parts(blocks, &labels, &voices)
    } else {
        Vec::new()
    }
}

/// A name, or `Q` or `A`, at the block's start before a colon or dash: its span, where the words
/// behind it start, and its last word in lower case.
fn label(block: &LinkedBlock) -> Option<(Span, u32, Lowered)> {
    let may_speak = match block.kind {
        BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Quotation => true,
        BlockKind::Heading => asks(block),
        _ => false,
    };
    if block.boilerplate || !may_speak {
        return None;
    }
    let tokens = &block.segments.tokens;
    let bullet = tokens.first().is_some_and(|token| !token.is_word());
    let first = usize::from(bullet && block.kind == BlockKind::ListItem);
    let mark = (first + 1..tokens.len().min(first + LONGEST_LABEL + 1)).find(|&index| {
        let token = &tokens[index];
        token.kind == TokenKind::Dash || token.text(block.text) == ":"
    })?;
    let (start, last) = (tokens[first].start, &tokens[mark - 1]);
    let span = Span::new(start, last.end);
    let words = tokens
        .get(mark + 1)
        .map_or(block.span.len(), |token| token.start);
    let word = last.text(block.text);
    let is_name = || {
        let mut names = block.mentions.iter().take_while(|m| m.span.end <= last.end);
        let capitals = tokens[first..mark].iter().all(|token| {
            token.is_word() && (token.span().len() < 4 || starts_upper(block.text, token))
        });
        capitals && names.any(|m| m.kind == MentionKind::Name && m.span.end == last.end)
    };
    let initial = matches!(word, "Q" | "A") && mark == first + 1;
    (initial || is_name()).then(|| (span, words, Lowered::new(word)))
}

fn starts_upper(text: &str, token: &Token) -> bool {
    token.text(text).starts_with(char::is_uppercase)
}

/// The block's last token that is no closing mark.
fn last_token<'a>(block: &LinkedBlock<'a>) -> &'a str {
    let mut tokens = block.segments.tokens.iter().rev();
    let closes = |token: &&Token| {
        !matches!(
            token.kind,
            TokenKind::DoubleMark | TokenKind::SingleMark | TokenKind::CloseBracket
        )
    };
    tokens
        .find(closes)
        .map_or("", |token| token.text(block.text))
}

fn asks(block: &LinkedBlock) -> bool {
    last_token(block).contains('?')
}

fn ends_sentence(block: &LinkedBlock) -> bool {
    last_token(block).ends_with(['.', '?', '!', '…'])
}

/// Does the block, from an offset on, say "I" or "we" outside quotation marks, or inside if it is
/// all in marks?
fn in_first_person(block: &LinkedBlock, from: u32) -> bool {
    let tokens = &block.segments.tokens;
    let first = tokens.partition_point(|token| token.start < from);
    let quoted = tokens
        .get(first)
        .is_some_and(|token| token.kind == TokenKind::DoubleMark);
    tokens[first..].iter().any(|token| {
        // not "us" in capitals
        let own = matches!(
            token.text(block.text),
            "I" | "me" | "my" | "My" | "we" | "We" | "us" | "our" | "Our"
        );
        own && (quoted || !in_marks(block, token.start))
    })
}

fn in_marks(block: &LinkedBlock, at: u32) -> bool {
    let pieces = &block.quotes.pieces;
    let next = pieces.partition_point(|piece| piece.span.start <= at);
    next > 0 && pieces[next - 1].span.end > at
}

/// Finds out which labels are names that sentences mention elsewhere.
fn find_names(
    blocks: &[LinkedBlock],
    labels: &[Label],
    names: &FxHashMap<String, u32>,
    voices: &mut [Voice],
) {
    let mut labels = labels.iter().peekable();
    for (index, block) in blocks.iter().enumerate() {
        let label = labels.next_if(|label| label.block == index);
        let words = label.map_or(0, |label| label.words);
        if block.boilerplate || block.kind == BlockKind::Heading || !ends_sentence(block) {
            continue;
        }
        for mention in block.mentions {
            let name = mention.span.slice(block.text);
            let word = last_word(name);
            // a capital at a sentence's start may be any word's
            let is_name = mention.kind == MentionKind::Name
                && mention.span.start >= words
                && (!mention.starts_sentence || word.len() < name.len());
            if is_name && let Some(&voice) = names.get(Lowered::new(word).as_str()) {
                voices[voice as usize].known = true;
            }
        }
    }
}

fn is_interview(voices: &[Voice]) -> bool {
    let speaking = || voices.iter().filter(|voice| voice.speaks());
    let sum = |count: fn(&Voice) -> usize| speaking().map(count).sum::<usize>();
    let turns = sum(|voice| voice.turns);
    let initials = speaking().filter(|voice| voice.initial).count();
    let named = speaking().any(|voice| voice.known && !voice.initial && voice.turns > 1);
    turns >= LEAST_TURNS
        && sum(|voice| voice.lively) * 2 >= turns
        && voices.iter().any(Voice::asks)
        && (named || initials == 2)
}

/// The parts of all blocks, given the labels of an interview.
fn parts(blocks: &[LinkedBlock], labels: &[Label], voices: &[Voice]) -> Vec<TurnPart> {
    let speaking = || labels.iter().filter(|label| voices[label.voice].speaks());
    let region = match (speaking().next(), speaking().next_back()) {
        (Some(first), Some(last)) => first.block..last.block + 1,
        _ => 0..0,
    };
    let several = voices.iter().filter(|voice| voice.speaks()).count() > 1;
    let content = blocks[region.clone()].iter().filter(|b| !b.boilerplate);
    let goes_on = several && speaking().count() * BLOCKS_A_LABEL >= content.count();
    let mut labels = labels.iter().peekable();
    let mut open = false;
    let mut name = "";
    let mut parts = vec![TurnPart::None; blocks.len()];
    for (index, block) in blocks.iter().enumerate() {
        if let Some(label) = labels.next_if(|label| label.block == index) {
            open = voices[label.voice].speaks();
            if open {
                name = last_word(label.span.slice(block.text));
                parts[index] = TurnPart::Begins {
                    label: label.span,
                    words: label.words,
                };
            }
            continue;
        }
        match block.kind {
            _ if block.boilerplate => {}
            BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Quotation => {
                let own = region.contains(&index) || in_first_person(block, 0);
                open &= goes_on && own && !tells_of(block, name);
                if open {
                    parts[index] = TurnPart::GoesOn;
                }
            }
            BlockKind::Heading => open = false,
            _ => {}
        }
    }
    parts
}

/// Does a block mention a name outside quotation marks, as a speaker's own words do not?
fn tells_of(block: &LinkedBlock, name: &str) -> bool {
    block.mentions.iter().any(|mention| {
        last_word(mention.span.slice(block.text)).eq_ignore_ascii_case(name)
            && !in_marks(block, mention.span.start)
    })
}

fn last_word(name: &str) -> &str {
    name.rsplit(char::is_whitespace).next().unwrap_or(name)
}

/// Confidences of a turn: by rule.
const CONFIDENCE: AttributionConfidence = AttributionConfidence {
    attribution: 0.95,
    source: 0.98,
    content: 0.95,
};

/// The turn that a label begins, as far as its block goes. It has no cue.
pub(super) fn attribution(block: &LinkedBlock, label: Span, words: u32) -> LocalAttribution {
    LocalAttribution {
        content: spoken(block, words),
        cue: Vec::new(),
        source: vec![label],
        stance: stance(block),
        continuation: Continuation::None,
        confidence: CONFIDENCE,
    }
}

/// The stance of a turn that ends with this block.
pub(super) fn stance(block: &LinkedBlock) -> Stance {
    if asks(block) {
        Stance::Question
    } else {
        Stance::Asserted
    }
}

/// The words of a turn in its block, from an offset on: without the stop at the end and without
/// stage directions (`[Laughs]`). Bytes from the block's start.
pub(super) fn spoken(block: &LinkedBlock, from: u32) -> Vec<Span> {
    let tokens = &block.segments.tokens;
    let mut pieces = Vec::new();
    let mut push = |run: &[Token]| {
        let last = run.iter().rposition(|t| t.kind != TokenKind::Terminator);
        if let (Some(first), Some(last)) = (run.first(), last) {
            pieces.push(Span::new(first.start, run[last].end));
        }
    };
    let mut start = tokens.partition_point(|token| token.start < from);
    let mut at = start;
    while at < tokens.len() {
        match direction_end(tokens, start, at) {
            Some(end) => {
                push(&tokens[start..at]);
                (start, at) = (end, end);
            }
            None => at += 1,
        }
    }
    push(&tokens[start..]);
    pieces
}

/// One past the stage direction that opens at `at`: up to three words in brackets between sentences.
fn direction_end(tokens: &[Token], start: usize, at: usize) -> Option<usize> {
    let between = at == start || tokens[at - 1].kind == TokenKind::Terminator;
    if tokens[at].kind != TokenKind::OpenBracket || !between {
        return None;
    }
    let close = (at + 2..tokens.len().min(at + 5))
        .find(|&index| tokens[index].kind == TokenKind::CloseBracket)?;
    Some(close + 1)
}

/// An attribution found in a turn's first block, which saw the label as one of the turn's words:
/// none if the label is its source, since that is the turn itself.
pub(super) fn without_label(
    found: &LocalAttribution,
    part: TurnPart,
) -> Option<Cow<'_, LocalAttribution>> {
    let TurnPart::Begins { words, .. } = part else {
        return Some(Cow::Borrowed(found));
    };
    let in_label = |span: &Span| span.end <= words;
    if found.source.iter().chain(&found.cue).any(in_label) {
        return None;
    }
    let mut found = found.clone();
    found.content.retain(|span| !in_label(span));
    let spans = found.source.iter_mut().chain(&mut found.cue);
    for span in spans.chain(&mut found.content) {
        span.start = span.start.max(words);
    }
    let introduces = found.continuation == Continuation::Introduces;
    (introduces || !found.content.is_empty()).then_some(Cow::Owned(found))
}

//! From blocks to the article: quotations over several blocks, bare quotations and their
//! speakers, an interview's turns, headlines. Then nested attributions get their `parents`, and
//! each quote its attribution (`quoted`).
//!
//! Costs time per mark, not per character.

use super::headline::Known;
use super::turns::{self, TurnPart};
use super::{Continuation, LocalAttribution};
use super::{parents, pieces, quoted};
use crate::annotation::{Attribution, AttributionKind, Quote};
use crate::article::{BlockKind, Span};
use crate::quotes::BlockQuotes;
use crate::segment::Segments;
use crate::speakers::Mention;

/// How many attributions before and behind one are looked at for one that holds it.
pub(super) const NEIGHBOURS: usize = 12;

/// A block with what was found in it.
#[derive(Debug, Clone, Copy)]
pub struct LinkedBlock<'a> {
    /// Where it stands in the article.
    pub span: Span,
    /// Its text.
    pub text: &'a str,
    /// What the page shows it as.
    pub kind: BlockKind,
    /// True for furniture.
    pub boilerplate: bool,
    /// Its tokens and sentences.
    pub segments: &'a Segments,
    /// Names and bodies that it mentions.
    pub mentions: &'a [Mention],
    /// Its quotation pieces.
    pub quotes: &'a BlockQuotes,
    /// Its attributions; empty for furniture.
    pub attributions: &'a [LocalAttribution],
}

/// The article's attributions and quotes, in text order.
#[derive(Debug, Clone, Default)]
pub struct Linked {
    /// Without speakers.
    pub attributions: Vec<Attribution>,
    /// For each attribution without a source of its own, the one whose speaker goes on.
    pub continues: Vec<Option<u32>>,
    /// All quotes, those in furniture included.
    pub quotes: Vec<Quote>,
}

/// Joins what was found in the blocks. `turns` are the parts that they have in an interview's turns,
/// and empty for any other article.
pub fn link(blocks: &[LinkedBlock], turns: &[TurnPart]) -> Linked {
    let mut linker = Linker {
        blocks,
        turn: None,
        known: Known::default(),
        begun: false,
        linked: Linked::default(),
        homes: Vec::new(),
        introduced: None,
        last: None,
    };
    for index in 0..blocks.len() {
        linker.block(index, turns.get(index).copied().unwrap_or_default());
    }
    linker.drop_empty();
    parents::find(&mut linker.linked.attributions);
    linker.linked.quotes = quoted::quotes(blocks, &linker.linked.attributions);
    linker.linked
}

struct Linker<'a> {
    blocks: &'a [LinkedBlock<'a>],
    linked: Linked,
    /// The block of each attribution's first content.
    homes: Vec<usize>,
    /// An attribution whose content the next block holds.
    introduced: Option<usize>,
    /// The last attribution and the number of content blocks since it.
    last: Option<(usize, usize)>,
    /// The turn that goes on.
    turn: Option<usize>,
    /// Who else is a source.
    known: Known,
    /// Was there a block of the article's own before?
    begun: bool,
}

impl Linker<'_> {
    fn block(&mut self, index: usize, part: TurnPart) {
        let block = self.blocks[index];
        if block.boilerplate {
            return;
        }
        let headline =
            !std::mem::replace(&mut self.begun, true) || block.kind == BlockKind::Heading;
        self.turn(index, part);
        if let Some((_, distance)) = &mut self.last {
            *distance += 1;
        }
        let continued = block
            .quotes
            .pieces
            .first()
            .is_some_and(|piece| !piece.opens);
        let introduced = self.introduced.take();
        if let Some(introducer) = introduced
            && block.kind == BlockKind::Quotation
            && block
                .attributions
                .iter()
                .all(|local| local.continuation == Continuation::Continues)
        {
            self.linked.attributions[introducer]
                .content
                .push(block.span);
            self.linked.attributions[introducer].kind = AttributionKind::Direct;
            self.last = Some((introducer, 0));
            self.introduced = Some(introducer);
            return;
        }
        let (headlines, others) = block.attributions.split_at(
            block
                .attributions
                .partition_point(|local| local.continuation == Continuation::Headline),
        );
        for local in headlines {
            let stands = headline && part == TurnPart::None;
            if stands && self.known.speaks(self.blocks, block.text, local) {
                self.push(index, local, None);
                self.last = None;
            }
        }
        for (number, local) in others.iter().enumerate() {
            let Some(local) = &turns::without_label(local, part) else {
                continue;
            };
            if is_label(&block, local) && !self.known.speaks(self.blocks, block.text, local) {
                continue;
            }
            if local.continuation == Continuation::Continues {
                let carries_on = number == 0 && continued;
                self.bare(index, local, carries_on, introduced.filter(|_| number == 0));
            } else {
                self.attributed(index, local, number == 0 && continued);
            }
        }
        if let Some(introducer) = introduced
            && self.linked.attributions[introducer].content.is_empty()
        {
            // nothing quoted came: the whole block is what the colon announced
            self.linked.attributions[introducer]
                .content
                .push(block.span);
            self.linked.attributions[introducer].kind =
                type_of(&block, &[Span::new(0, block.span.len())]);
        }
    }

    /// Begins a turn, goes on with one, or ends it. What is quoted inside a turn is not carried on
    /// outside of it.
    fn turn(&mut self, index: usize, part: TurnPart) {
        let block = self.blocks[index];
        match part {
            TurnPart::Begins { label, words } => {
                let turn = turns::attribution(&block, label, words);
                let number = self.push(index, &turn, None);
                self.linked.attributions[number].kind = AttributionKind::Direct;
                self.turn = Some(number);
            }
            TurnPart::GoesOn => {
                if let Some(turn) = self.turn {
                    let more = turns::spoken(&block, 0);
                    let more = more.iter().map(|span| span.shifted(block.span.start));
                    self.add(turn, more);
                    self.linked.attributions[turn].stance = turns::stance(&block);
                }
                return;
            }
            TurnPart::None if self.turn.take().is_none() => return,
            TurnPart::None => {}
        }
        self.last = None;
        self.introduced = None;
    }

    fn bare(
        &mut self,
        index: usize,
        local: &LocalAttribution,
        carries_on: bool,
        introducer: Option<usize>,
    ) {
        let block = self.blocks[index];
        let content = local
            .content
            .iter()
            .map(|span| span.shifted(block.span.start));
        if let Some(introducer) = introducer {
            self.add(introducer, content);
            self.linked.attributions[introducer].kind = AttributionKind::Direct;
            self.last = Some((introducer, 0));
            return;
        }
        let Some((last, distance)) = self.last else {
            return;
        };
        if carries_on {
            self.add(last, content);
            self.last = Some((last, 0));
            return;
        }
        let spoken_here = self.homes[last] == index
            && self.linked.attributions[last].kind != AttributionKind::Indirect;
        if distance == 0 && spoken_here {
            // “A,” she said. “B.”: one utterance in pieces
            self.add(last, content);
            return;
        }
        // a bare quotation carries on the one before it, in this block or at the end of the last
        let spoken = self.linked.attributions[last].kind != AttributionKind::Indirect;
        if distance == 0 || distance == 1 && spoken {
            self.push(index, local, Some(last as u32));
        }
    }

    fn attributed(&mut self, index: usize, local: &LocalAttribution, carries_on: bool) {
        let before = self.last.filter(|_| carries_on).map(|(last, _)| last);
        let number = self.push(index, local, None);
        // the reporting clause that closes a quotation over paragraphs owns all of it
        if let Some(before) = before
            && self.linked.attributions[before].cue.is_empty()
            && before + 1 == number
        {
            let earlier = self.linked.attributions.remove(before).content;
            let own = std::mem::replace(&mut self.linked.attributions[before].content, earlier);
            self.add(before, own.into_iter());
            self.linked.continues.remove(before);
            self.homes.remove(before);
            self.last = Some((before, 0));
        }
    }

    fn push(&mut self, index: usize, local: &LocalAttribution, continues: Option<u32>) -> usize {
        let block = self.blocks[index];
        let shift = |spans: &[Span]| -> Vec<Span> {
            spans
                .iter()
                .map(|span| span.shifted(block.span.start))
                .collect()
        };
        let number = self.linked.attributions.len();
        self.linked.attributions.push(Attribution {
            kind: type_of(&block, &local.content),
            content: shift(&local.content),
            cue: shift(&local.cue),
            source: shift(&local.source),
            speaker: None,
            stance: local.stance,
            parent: None,
            confidence: local.confidence,
        });
        self.linked.continues.push(continues);
        self.homes.push(index);
        self.last = Some((number, 0));
        if local.continuation == Continuation::Introduces {
            self.introduced = Some(number);
        }
        number
    }

    fn add(&mut self, attribution: usize, more: impl Iterator<Item = Span>) {
        pieces::add(&mut self.linked.attributions[attribution].content, more);
    }

    /// A colon at the article's end announces nothing.
    fn drop_empty(&mut self) {
        let keep: Vec<bool> = self
            .linked
            .attributions
            .iter()
            .map(|a| !a.content.is_empty())
            .collect();
        self.retain(&keep);
    }

    fn retain(&mut self, keep: &[bool]) {
        if keep.iter().all(|&kept| kept) {
            return;
        }
        let mut new_index = Vec::with_capacity(keep.len());
        let mut next = 0u32;
        for &kept in keep {
            new_index.push(kept.then_some(next));
            next += u32::from(kept);
        }
        let mut flags = keep.iter();
        self.linked
            .attributions
            .retain(|_| *flags.next().unwrap_or(&true));
        let mut flags = keep.iter();
        self.linked
            .continues
            .retain(|_| *flags.next().unwrap_or(&true));
        for continues in &mut self.linked.continues {
            *continues = continues.and_then(|old| new_index[old as usize]);
        }
    }
}

/// True for words before a colon or dash and unquoted ones behind: "Storm Otto: thousands flee" as
/// well as "Ruiz: we will rebuild".
fn is_label(block: &LinkedBlock, local: &LocalAttribution) -> bool {
    let mark = |cue: &Span| !cue.slice(block.text).contains(char::is_alphanumeric);
    !local.cue.is_empty()
        && local.cue.iter().all(mark)
        && !local.source.is_empty()
        && local.continuation == Continuation::None
        && type_of(block, &local.content) == AttributionKind::Indirect
}

/// True for a turn: it alone has a source and no cue.
pub(super) fn is_turn(attribution: &Attribution) -> bool {
    attribution.cue.is_empty() && !attribution.source.is_empty()
}

/// Direct if all words of the content (block offsets) stand in quotation marks, mixed if some do.
pub(super) fn type_of(block: &LinkedBlock, content: &[Span]) -> AttributionKind {
    let mut quoted = false;
    let mut own = false;
    let before = content.first().map_or(0, |span| span.start);
    let first = block
        .quotes
        .pieces
        .partition_point(|piece| piece.span.end <= before)
        .saturating_sub(NEIGHBOURS);
    let mut pieces = block.quotes.pieces[first..]
        .iter()
        .filter(|piece| !piece.nested)
        .peekable();
    for span in content {
        let first = block
            .segments
            .tokens
            .partition_point(|token| token.end <= span.start);
        for token in block.segments.tokens[first..]
            .iter()
            .take_while(|token| token.start < span.end)
        {
            if !token.is_word() {
                continue;
            }
            while pieces
                .next_if(|piece| piece.span.end <= token.start)
                .is_some()
            {}
            let inside = pieces
                .peek()
                .is_some_and(|piece| piece.span.start <= token.start);
            quoted |= inside;
            own |= !inside;
        }
    }
    match (quoted, own) {
        (true, false) => AttributionKind::Direct,
        (true, true) => AttributionKind::Mixed,
        _ => AttributionKind::Indirect,
    }
}

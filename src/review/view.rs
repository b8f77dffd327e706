//! The marks as the page shows them: proposals and decisions in one list.

use super::event::{Action, VerdictEvent};
use super::fold::{EventIndex, Fold};
use super::log::Log;
use super::mark::{Attributes, MarkBody, MarkKind, MarkState, Parts};
use super::proposal::Proposal;
use crate::anchor::Orphan;
use crate::article::{OffsetMap, Span};
use crate::order::sort_by;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;

/// Bytes of text that are searched for the words of marks that are not where they stood. Marks
/// beyond that are orphans ([`Orphan::NotSearched`]): a hostile log must not hang the page.
pub const MAX_SEARCHED: usize = 1 << 30;

/// A mark of the review.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// Its id, the same in every session.
    pub id: String,
    /// Where it stands in the review.
    pub state: MarkState,
    /// What it says.
    pub attributes: Attributes,
    /// Where it stands in the text; all empty for an orphan.
    pub parts: Parts,
    /// Who decided, if anybody has.
    pub actor: Option<String>,
    /// The decision that stands.
    pub(super) decision: Option<EventIndex>,
    /// Index of the proposal with the same id.
    pub(super) proposal: Option<u32>,
}

impl Mark {
    /// The spans by which the mark is known: all of it, or the content of an attribution.
    pub fn main_spans(&self) -> &[Span] {
        self.parts.get(self.attributes.kind.main_part())
    }
}

/// All marks in reading order, orphans last.
#[derive(Debug, Clone, Default)]
pub(super) struct View {
    pub marks: Vec<Mark>,
    index: FxHashMap<String, u32>,
}

impl View {
    pub(super) fn position(&self, id: &str) -> Option<usize> {
        self.index.get(id).map(|&index| index as usize)
    }

    /// Puts the list together. Sorting aside, linear in proposals, decisions and their words.
    pub(super) fn build(
        proposals: &[Proposal],
        log: &Log,
        fold: &Fold,
        places: &mut Places,
        text: &str,
        map: &OffsetMap,
    ) -> View {
        let mut by_id: FxHashMap<&str, u32> = FxHashMap::default();
        for (index, proposal) in proposals.iter().enumerate() {
            by_id.insert(&proposal.id, index as u32);
        }
        let mut marks = Vec::with_capacity(proposals.len());
        let mut decided = FxHashSet::default();
        // What decided marks stand for that the engine now proposes under another id.
        let mut covered: FxHashSet<(MarkKind, Vec<Span>)> = FxHashSet::default();
        for (id, decisions) in fold.marks() {
            let Some(standing) = fold.standing(id) else {
                continue;
            };
            let Some(event) = event_at(log, standing) else {
                continue;
            };
            let Some(body) = event.body() else { continue };
            let proposal = by_id.get(id).copied();
            let place = places.of(&event.id, body, text, map);
            let (state, parts) = match place {
                Ok(parts) => (state_after(event.action), parts.clone()),
                Err(_) => (MarkState::Orphaned, Parts::default()),
            };
            if proposal.is_none() {
                let kind = body.attributes.kind;
                covered.insert((kind, parts.get(kind.main_part()).to_vec()));
                let first = decisions.iter().find(|&&index| fold.stands(index));
                if let Some(original) = first.and_then(|&index| event_at(log, index))
                    && let Some(before) = &original.before
                    && let Ok(parts) = places.original(&original.id, before, text, map)
                {
                    let kind = before.attributes.kind;
                    covered.insert((kind, parts.get(kind.main_part()).to_vec()));
                }
            }
            decided.insert(id);
            marks.push(Mark {
                id: id.to_owned(),
                state,
                attributes: body.attributes.clone(),
                parts,
                actor: Some(event.actor.clone()),
                decision: Some(standing),
                proposal,
            });
        }
        for (index, proposal) in proposals.iter().enumerate() {
            let Proposal {
                id,
                attributes,
                parts,
                ..
            } = proposal;
            let main = parts.get(attributes.kind.main_part());
            if decided.contains(id.as_str())
                || !covered.is_empty() && covered.contains(&(attributes.kind, main.to_vec()))
            {
                continue;
            }
            marks.push(Mark {
                id: id.clone(),
                state: MarkState::Suggested,
                attributes: attributes.clone(),
                parts: parts.clone(),
                actor: None,
                decision: None,
                proposal: Some(index as u32),
            });
        }
        sort_by(&mut marks, |one, other| order(one).cmp(&order(other)));
        let index = marks
            .iter()
            .enumerate()
            .map(|(index, mark)| (mark.id.clone(), index as u32))
            .collect();
        View { marks, index }
    }
}

/// Reading order: by start, the longer mark first, orphans last.
fn order(mark: &Mark) -> (bool, u32, Reverse<u32>, MarkKind, &str) {
    let start = mark.main_spans().first().map_or(0, |span| span.start);
    let end = mark.main_spans().last().map_or(0, |span| span.end);
    let orphaned = mark.state == MarkState::Orphaned;
    (
        orphaned,
        start,
        Reverse(end),
        mark.attributes.kind,
        &mark.id,
    )
}

pub(super) fn event_at(log: &Log, index: EventIndex) -> Option<&VerdictEvent> {
    log.entries().get(index as usize)?.event()
}

/// The state that a decision leaves a mark in.
pub(super) fn state_after(action: Action) -> MarkState {
    match action {
        Action::Accept => MarkState::Accepted,
        Action::Reject => MarkState::Rejected,
        Action::Correct => MarkState::Corrected,
        Action::Add => MarkState::Added,
        Action::Undo | Action::Redo => MarkState::Suggested,
    }
}

/// Where the marks of events stand in the present text, found once for each event.
#[derive(Debug, Clone, Default)]
pub(super) struct Places {
    found: FxHashMap<String, Result<Parts, Orphan>>,
    originals: FxHashMap<String, Result<Parts, Orphan>>,
    searched: usize,
}

impl Places {
    /// Notes the place of an event's mark, where it is known.
    pub(super) fn note(&mut self, event: &str, place: Result<Parts, Orphan>) {
        self.found.insert(event.to_owned(), place);
    }

    /// The place of the mark that an event leaves.
    fn of(
        &mut self,
        event: &str,
        body: &MarkBody,
        text: &str,
        map: &OffsetMap,
    ) -> &Result<Parts, Orphan> {
        let searched = &mut self.searched;
        let find = || find(body, text, map, searched);
        self.found.entry(event.to_owned()).or_insert_with(find)
    }

    /// The place of the mark that an event found.
    fn original(
        &mut self,
        event: &str,
        body: &MarkBody,
        text: &str,
        map: &OffsetMap,
    ) -> &Result<Parts, Orphan> {
        let searched = &mut self.searched;
        let find = || find(body, text, map, searched);
        self.originals.entry(event.to_owned()).or_insert_with(find)
    }
}

fn find(
    body: &MarkBody,
    text: &str,
    map: &OffsetMap,
    searched: &mut usize,
) -> Result<Parts, Orphan> {
    match body.anchor(text, map, false) {
        Err(Orphan::NotSearched) => {}
        place => return place,
    }
    *searched = searched.saturating_add(text.len().saturating_mul(body.targets.len()));
    if *searched > MAX_SEARCHED {
        return Err(Orphan::NotSearched);
    }
    body.anchor(text, map, true)
}

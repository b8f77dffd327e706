//! What the events of a log come to: which decision stands for each mark, and what each person
//! can undo and redo.
//!
//! Events are applied in their order. A decision opens a *step*; decisions of one person with
//! the same `group` share one. Undo and redo close and reopen the step of their target, if it
//! is their own actor's. The latest decision of an open step stands. Applying an event costs
//! amortised constant time, however hostile the log.

use super::event::{Action, VerdictEvent};
use rustc_hash::FxHashMap;

/// Index of an event in the log.
pub(super) type EventIndex = u32;
type Step = u32;

#[derive(Debug, Clone, Default)]
pub(super) struct Fold {
    /// Decisions about each mark, in their order.
    decisions: FxHashMap<String, Vec<EventIndex>>,
    /// Step of each decision, by its event.
    step_of: FxHashMap<EventIndex, Step>,
    /// Decisions by their id.
    by_id: FxHashMap<String, EventIndex>,
    steps: Vec<StepState>,
    /// People by name.
    actors: FxHashMap<String, Actor>,
}

#[derive(Debug, Clone, Copy)]
struct StepState {
    undone: bool,
    /// Whose it is.
    actor: u32,
    /// Its latest decision.
    last: EventIndex,
}

/// What a person can undo and redo. The stacks hold steps; one that no longer is in the state its stack is for is skipped.
#[derive(Debug, Clone, Default)]
struct Actor {
    number: u32,
    undo: Vec<Step>,
    redo: Vec<Step>,
    groups: FxHashMap<String, Step>,
}

impl Fold {
    /// Applies the next event.
    pub(super) fn apply(&mut self, index: EventIndex, event: &VerdictEvent) {
        if event.action.is_decision() {
            self.decide(index, event);
            return;
        }
        let Some(step) = self.step_of_target(event) else {
            return;
        };
        let undone = event.action == Action::Undo;
        let Some(actor) = self.actors.get_mut(&event.actor) else {
            return;
        };
        let state = &mut self.steps[step as usize];
        if state.undone == undone || state.actor != actor.number {
            return;
        }
        state.undone = undone;
        let (from, to) = if undone {
            (&mut actor.undo, &mut actor.redo)
        } else {
            (&mut actor.redo, &mut actor.undo)
        };
        while from
            .last()
            .is_some_and(|&step| self.steps[step as usize].undone == undone)
        {
            from.pop();
        }
        to.push(step);
    }

    fn decide(&mut self, index: EventIndex, event: &VerdictEvent) {
        let number = self.actors.len() as u32;
        let actor = self
            .actors
            .entry(event.actor.clone())
            .or_insert_with(|| Actor {
                number,
                ..Actor::default()
            });
        actor.redo.clear();
        let new = self.steps.len() as Step;
        let step = match &event.group {
            None => new,
            Some(group) => {
                let step = actor.groups.entry(group.clone()).or_insert(new);
                // A step that was undone is over; what comes later is a new one.
                if *step != new && self.steps[*step as usize].undone {
                    *step = new;
                }
                *step
            }
        };
        if step == new {
            actor.undo.push(step);
            self.steps.push(StepState {
                undone: false,
                actor: actor.number,
                last: index,
            });
        } else {
            self.steps[step as usize].last = index;
        }
        self.step_of.insert(index, step);
        self.by_id.insert(event.id.clone(), index);
        self.decisions
            .entry(event.annotation.clone())
            .or_default()
            .push(index);
    }

    fn step_of_target(&self, event: &VerdictEvent) -> Option<Step> {
        let index = self.by_id.get(event.target.as_deref()?)?;
        self.step_of.get(index).copied()
    }

    /// Whether the decision at `index` is not undone.
    pub(super) fn stands(&self, index: EventIndex) -> bool {
        self.step_of
            .get(&index)
            .is_some_and(|&step| !self.steps[step as usize].undone)
    }

    /// The decision that stands for a mark.
    pub(super) fn standing(&self, mark: &str) -> Option<EventIndex> {
        let decisions = self.decisions.get(mark)?;
        decisions
            .iter()
            .rev()
            .copied()
            .find(|&index| self.stands(index))
    }

    /// The decision that would stand for a mark if the step of the decision `about` were closed
    /// or open.
    pub(super) fn standing_after(
        &self,
        mark: &str,
        about: EventIndex,
        undone: bool,
    ) -> Option<EventIndex> {
        let step = self.step_of.get(&about);
        let decisions = self.decisions.get(mark)?;
        let stands = |index: &EventIndex| match self.step_of.get(index) {
            of if of == step => !undone,
            _ => self.stands(*index),
        };
        decisions.iter().rev().copied().find(stands)
    }

    /// Whether anybody ever decided about a mark.
    pub(super) fn knows(&self, mark: &str) -> bool {
        self.decisions.contains_key(mark)
    }

    /// Every mark that was ever decided, with its decisions.
    pub(super) fn marks(&self) -> impl Iterator<Item = (&str, &[EventIndex])> {
        self.decisions
            .iter()
            .map(|(mark, decisions)| (mark.as_str(), decisions.as_slice()))
    }

    /// The decision that the actor's next undo or redo is about.
    pub(super) fn next(&self, actor: &str, action: Action) -> Option<EventIndex> {
        let actor = self.actors.get(actor)?;
        let (stack, undone) = match action {
            Action::Undo => (&actor.undo, false),
            Action::Redo => (&actor.redo, true),
            _ => return None,
        };
        stack
            .iter()
            .rev()
            .map(|&step| self.steps[step as usize])
            .find(|state| state.undone == undone)
            .map(|state| state.last)
    }
}

//! The set of all verdict events of one article, in their order. It only ever grows.

use super::clock::Clock;
use super::event::VerdictEvent;
use super::event_value::{Envelope, EventError};
use super::value::Value;
use crate::order;
use rustc_hash::FxHashSet;

/// Events that are read in before the log counts as full. A person's own decisions are never
/// refused.
pub const MAX_EVENTS: usize = 200_000;

/// One event of the log.
#[derive(Debug, Clone)]
pub struct Entry {
    id: String,
    clock: Clock,
    actor: String,
    event: Option<VerdictEvent>,
    /// As it was read, where it holds more than this version understands.
    original: Option<Value>,
}

impl Entry {
    /// The event, if this version knows its action.
    pub fn event(&self) -> Option<&VerdictEvent> {
        self.event.as_ref()
    }

    /// The event's id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The event as it is stored: what was read in comes out unchanged, also what this version
    /// does not understand.
    pub fn to_value(&self) -> Value {
        match (&self.original, &self.event) {
            (Some(original), _) => original.clone(),
            (None, Some(event)) => event.to_value(),
            (None, None) => Value::Null,
        }
    }

    fn order(&self) -> (Clock, &str, &str) {
        (self.clock, &self.actor, &self.id)
    }

    fn read(value: Value, article: &str, now: u64) -> Result<Entry, EventError> {
        let envelope = Envelope::read(&value)?;
        if envelope.article != article {
            return Err(EventError::OtherArticle(envelope.article));
        }
        if envelope.clock.milliseconds > now.saturating_add(Clock::MAX_AHEAD) {
            return Err(EventError::ClockAhead);
        }
        let event = VerdictEvent::from_value(&value)?;
        let understood = event
            .as_ref()
            .is_some_and(|event| event.derive_id() == envelope.id);
        if !understood && value.fingerprint("id") != envelope.id {
            return Err(EventError::Changed);
        }
        Ok(Entry {
            id: envelope.id,
            clock: envelope.clock,
            actor: envelope.actor,
            event,
            original: (!understood).then_some(value),
        })
    }
}

/// Outcome of reading events in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LoadReport {
    /// Events that are new.
    pub added: u32,
    /// Events that were there already.
    pub known: u32,
    /// Events that were refused, by their index, with the reason.
    pub invalid: Vec<(u32, EventError)>,
}

/// All events of one article, sorted by `(clock, actor, id)`.
#[derive(Debug, Clone, Default)]
pub struct Log {
    entries: Vec<Entry>,
    ids: FxHashSet<String>,
    clock: Clock,
}

impl Log {
    /// The events in their order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Reads stored events in. `now` is the wall clock in milliseconds since 1970. Sorts once.
    pub(super) fn load(
        &mut self,
        values: impl IntoIterator<Item = Result<Value, String>>,
        article: &str,
        now: u64,
    ) -> LoadReport {
        let mut report = LoadReport::default();
        for (index, value) in values.into_iter().enumerate() {
            let entry = value
                .map_err(EventError::Unreadable)
                .and_then(|value| Entry::read(value, article, now));
            match entry {
                Ok(entry) if self.ids.contains(&entry.id) => report.known += 1,
                Ok(_) if self.entries.len() >= MAX_EVENTS => {
                    report.invalid.push((index as u32, EventError::LogFull));
                }
                Ok(entry) => {
                    report.added += 1;
                    self.clock = self.clock.max(entry.clock);
                    self.ids.insert(entry.id.clone());
                    self.entries.push(entry);
                }
                Err(error) => report.invalid.push((index as u32, error)),
            }
        }
        if report.added > 0 {
            order::sort_by(&mut self.entries, |one, other| {
                one.order().cmp(&other.order())
            });
        }
        report
    }

    /// Adds an event that was made here, giving it its clock and id: the last of the log.
    /// Fails if the event is larger than one that could be read back.
    pub(super) fn append(
        &mut self,
        mut event: VerdictEvent,
        now: u64,
    ) -> Result<&VerdictEvent, EventError> {
        event.clock = self.clock.next(now);
        event.id = event.derive_id();
        VerdictEvent::from_value(&event.to_value())?;
        self.clock = event.clock;
        self.ids.insert(event.id.clone());
        self.entries.push(Entry {
            id: event.id.clone(),
            clock: event.clock,
            actor: event.actor.clone(),
            event: None,
            original: None,
        });
        let entry = self.entries.last_mut().expect("just pushed");
        Ok(entry.event.insert(event))
    }
}

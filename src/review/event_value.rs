//! Verdict events to and from their stored form, the one `VerdictEvent` in `www/src/core.ts`
//! describes. Reading checks every field: a log may come from anywhere.

use super::clock::Clock;
use super::event::{Action, EVENT_VERSION, MAX_WINDOW, VerdictEvent, Window};
use super::mark::{Attributes, Confidence, MarkBody, MarkKind, Part, Target};
use super::value::{Value, record};
use crate::anchor::{CONTEXT, Selector};
use crate::annotation::{AttributionKind, Category, QuoteKind, Stance};
use crate::article::BlockKind;
use std::borrow::Cow;
use std::fmt;

/// Bytes of an id, a group or a date; of an actor's name or an engine's version; of an
/// article's key; of all the words of one mark. What is longer is refused when it is read, and
/// when it is about to be written.
const MAX_ID: usize = 128;
const MAX_NAME: usize = 1024;
const MAX_KEY: usize = 8192;
const MAX_WORDS: usize = 4 << 20;
/// Stretches of one mark.
const MAX_TARGETS: usize = 1000;
/// Bytes of a context of [`CONTEXT`] code points.
const MAX_CONTEXT: usize = 4 * CONTEXT;

/// Why an event was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventError {
    /// It is no record, or could not be read as one.
    Unreadable(String),
    /// A field that every event has is missing.
    Missing(&'static str),
    /// A field holds something else than it should.
    Wrong {
        /// The field.
        field: &'static str,
        /// What should stand there.
        expected: &'static str,
    },
    /// A field is longer than any that this program writes.
    TooLong(&'static str),
    /// The id is not the one that the other fields give: it was changed or damaged.
    Changed,
    /// It is about another article.
    OtherArticle(String),
    /// Its clock is more than [`Clock::MAX_AHEAD`] ahead.
    ClockAhead,
    /// The log holds as many events or bytes as it can.
    LogFull,
}

impl fmt::Display for EventError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EventError::Unreadable(why) => write!(formatter, "not a verdict event: {why}"),
            EventError::Missing(field) => write!(formatter, "the field \"{field}\" is missing"),
            EventError::Wrong { field, expected } => {
                write!(formatter, "the field \"{field}\" is not {expected}")
            }
            EventError::TooLong(field) => write!(formatter, "the field \"{field}\" is too long"),
            EventError::Changed => formatter
                .write_str("its id does not fit its content: the event was changed or damaged"),
            EventError::OtherArticle(key) => {
                write!(formatter, "it is about another article (\"{key}\")")
            }
            EventError::ClockAhead => {
                formatter.write_str("its clock is more than 100 years ahead of this machine's")
            }
            EventError::LogFull => formatter.write_str("the log is full"),
        }
    }
}

impl std::error::Error for EventError {}

/// What every event has, of whatever version.
pub(super) struct Envelope {
    pub id: String,
    pub article: String,
    pub clock: Clock,
    pub actor: String,
}

impl Envelope {
    pub(super) fn read(value: &Value) -> Result<Envelope, EventError> {
        if !matches!(value, Value::Record(_)) {
            return Err(EventError::Unreadable("it is no object".into()));
        }
        if value
            .field("v")
            .and_then(Value::as_whole)
            .is_none_or(|v| v == 0)
        {
            return Err(wrong("v", "a version number"));
        }
        Ok(Envelope {
            id: text(value, "id", MAX_ID)?,
            article: text(value, "article", MAX_KEY)?,
            clock: clock(value)?,
            actor: text(value, "actor", MAX_NAME)?,
        })
    }
}

impl VerdictEvent {
    /// The stored form.
    pub fn to_value(&self) -> Value {
        let optional = |text: &Option<String>| text.as_deref().into();
        let mut fields = vec![
            ("v", EVENT_VERSION.into()),
            ("id", self.id.as_str().into()),
            ("article", self.article.as_str().into()),
            (
                "clock",
                Value::List(vec![
                    Value::Number(self.clock.milliseconds as f64),
                    self.clock.counter.into(),
                ]),
            ),
            ("actor", self.actor.as_str().into()),
            ("at", self.at.as_str().into()),
            ("engine", self.engine.as_str().into()),
            ("group", optional(&self.group)),
            ("action", self.action.token().into()),
            ("annotation", self.annotation.as_str().into()),
            ("target", optional(&self.target)),
            (
                "window",
                self.window.as_ref().map_or(Value::Null, Window::to_value),
            ),
        ];
        fields.retain(|(_, value)| *value != Value::Null);
        // These two stand there even if they are null.
        let body = |body: &Option<MarkBody>| body.as_ref().map_or(Value::Null, MarkBody::to_value);
        fields.push(("before", body(&self.before)));
        fields.push(("after", body(&self.after)));
        owned(fields)
    }

    /// Reads the stored form. `Ok(None)` where the version or the action is not known here.
    /// The id is not compared with the content: [`super::Log`] does that.
    pub fn from_value(value: &Value) -> Result<Option<VerdictEvent>, EventError> {
        let envelope = Envelope::read(value)?;
        let action = text(value, "action", MAX_ID)?;
        let known = value.field("v").and_then(Value::as_whole) == Some(EVENT_VERSION.into());
        let Some(action) = Action::from_token(&action).filter(|_| known) else {
            return Ok(None);
        };
        let event = VerdictEvent {
            id: envelope.id,
            article: envelope.article,
            clock: envelope.clock,
            actor: envelope.actor,
            at: text(value, "at", MAX_ID)?,
            engine: text(value, "engine", MAX_NAME)?,
            group: optional_text(value, "group", MAX_ID)?,
            action,
            annotation: text(value, "annotation", MAX_ID)?,
            target: optional_text(value, "target", MAX_ID)?,
            window: value.field("window").map(Window::read).transpose()?,
            before: body(value, "before")?,
            after: body(value, "after")?,
        };
        let needed = match action {
            Action::Accept | Action::Correct | Action::Add => ("after", event.after.is_some()),
            Action::Reject => ("before", event.before.is_some()),
            Action::Undo | Action::Redo => ("target", event.target.is_some()),
        };
        match needed {
            (_, true) => Ok(Some(event)),
            (field, false) => Err(EventError::Missing(field)),
        }
    }
}

impl MarkBody {
    fn to_value(&self) -> Value {
        let Attributes {
            kind,
            category,
            quote_kind,
            attribution_kind,
            stance,
            ref speaker,
            confidence,
        } = self.attributes;
        let mut fields = vec![
            ("kind", kind.token().into()),
            ("category", category.map(Category::token).into()),
            ("quote_kind", quote_kind.map(QuoteKind::token).into()),
            ("type", attribution_kind.map(AttributionKind::token).into()),
            ("stance", stance.map(Stance::token).into()),
            ("speaker", speaker.as_deref().into()),
            ("confidence", confidence.probability().into()),
        ];
        fields.retain(|(_, value)| *value != Value::Null);
        let targets = self.targets.iter().map(Target::to_value);
        fields.push(("targets", targets.collect()));
        owned(fields)
    }

    fn read(value: &Value) -> Result<MarkBody, EventError> {
        let kind =
            token(value, "kind", MarkKind::from_token)?.ok_or(EventError::Missing("kind"))?;
        let confidence = match value.field("confidence") {
            Some(&Value::Number(number)) if (0.0..=1.0).contains(&number) => Confidence::of(number),
            Some(_) => return Err(wrong("confidence", "a number from 0 to 1")),
            None => return Err(EventError::Missing("confidence")),
        };
        let targets = value
            .field("targets")
            .ok_or(EventError::Missing("targets"))?
            .as_list()
            .ok_or(wrong("targets", "a list"))?;
        if targets.len() > MAX_TARGETS {
            return Err(EventError::TooLong("targets"));
        }
        let targets = targets
            .iter()
            .map(Target::read)
            .collect::<Result<Vec<_>, _>>()?;
        let words: usize = targets
            .iter()
            .map(|target| target.selector.exact.len())
            .sum();
        if words > MAX_WORDS {
            return Err(EventError::TooLong("targets"));
        }
        if targets
            .iter()
            .any(|target| !kind.parts().contains(&target.part))
        {
            return Err(wrong("part", "a part of that kind of mark"));
        }
        Ok(MarkBody {
            attributes: Attributes {
                kind,
                category: token(value, "category", Category::from_token)?,
                quote_kind: token(value, "quote_kind", QuoteKind::from_token)?,
                attribution_kind: token(value, "type", AttributionKind::from_token)?,
                stance: token(value, "stance", Stance::from_token)?,
                speaker: optional_text(value, "speaker", MAX_WORDS)?,
                confidence,
            },
            targets,
        })
    }
}

impl Target {
    fn to_value(&self) -> Value {
        let Selector {
            position,
            exact,
            prefix,
            suffix,
        } = &self.selector;
        record([
            ("part", self.part.token().into()),
            ("position", position_value(*position)),
            ("exact", exact.as_str().into()),
            ("prefix", prefix.as_str().into()),
            ("suffix", suffix.as_str().into()),
        ])
    }

    fn read(value: &Value) -> Result<Target, EventError> {
        Ok(Target {
            part: token(value, "part", Part::from_token)?.ok_or(EventError::Missing("part"))?,
            selector: Selector {
                position: position(value)?,
                exact: text(value, "exact", MAX_WORDS)?,
                prefix: text(value, "prefix", MAX_CONTEXT)?,
                suffix: text(value, "suffix", MAX_CONTEXT)?,
            },
        })
    }
}

impl Window {
    fn to_value(&self) -> Value {
        record([
            ("position", position_value(self.position)),
            ("kind", self.kind.token().into()),
            ("text", self.text.as_str().into()),
        ])
    }

    fn read(value: &Value) -> Result<Window, EventError> {
        let kind = token(value, "kind", BlockKind::from_token)?;
        Ok(Window {
            position: position(value)?,
            kind: kind.ok_or(EventError::Missing("kind"))?,
            text: text(value, "text", MAX_WINDOW)?,
        })
    }
}

fn position_value(position: (u32, u32)) -> Value {
    [position.0, position.1].into_iter().collect()
}

fn position(value: &Value) -> Result<(u32, u32), EventError> {
    let position = match value.field("position").and_then(Value::as_list) {
        Some([start, end]) => offset(start).zip(offset(end)),
        _ => None,
    };
    position.ok_or(wrong("position", "two offsets"))
}

fn owned(fields: Vec<(&'static str, Value)>) -> Value {
    Value::Record(
        fields
            .into_iter()
            .map(|(name, value)| (Cow::Borrowed(name), value))
            .collect(),
    )
}

fn wrong(field: &'static str, expected: &'static str) -> EventError {
    EventError::Wrong { field, expected }
}

fn offset(value: &Value) -> Option<u32> {
    value.as_whole().and_then(|whole| u32::try_from(whole).ok())
}

fn clock(value: &Value) -> Result<Clock, EventError> {
    let error = wrong("clock", "two whole numbers");
    match value.field("clock").and_then(Value::as_list) {
        Some([milliseconds, counter]) => Ok(Clock {
            milliseconds: milliseconds.as_whole().ok_or(error.clone())?,
            counter: offset(counter).ok_or(error)?,
        }),
        Some(_) => Err(error),
        None => Err(EventError::Missing("clock")),
    }
}

fn optional_text(
    value: &Value,
    field: &'static str,
    limit: usize,
) -> Result<Option<String>, EventError> {
    match value.field(field) {
        None => Ok(None),
        Some(Value::Text(text)) if text.len() > limit => Err(EventError::TooLong(field)),
        Some(Value::Text(text)) => Ok(Some(text.clone())),
        Some(_) => Err(wrong(field, "a string")),
    }
}

fn text(value: &Value, field: &'static str, limit: usize) -> Result<String, EventError> {
    optional_text(value, field, limit)?.ok_or(EventError::Missing(field))
}

fn token<T>(
    value: &Value,
    field: &'static str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, EventError> {
    match value.field(field) {
        None => Ok(None),
        Some(value) => value
            .as_text()
            .and_then(read)
            .map(Some)
            .ok_or(wrong(field, "one of the known words")),
    }
}

fn body(value: &Value, field: &'static str) -> Result<Option<MarkBody>, EventError> {
    value.field(field).map(MarkBody::read).transpose()
}

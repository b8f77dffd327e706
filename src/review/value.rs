//! Structured data as JSON and JavaScript have it: the form in which verdict events are stored,
//! sent and hashed. Keeping it whole keeps what a newer version wrote and this one cannot read.

use crate::order;
use sha2::{Digest, Sha256};
use std::borrow::Cow;

/// A value as JSON has it. Fields of a record keep their order.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `null`, and JavaScript's `undefined`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number; never NaN or infinite when read.
    Number(f64),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Value>),
    /// An object; no name twice when read.
    Record(Vec<(Cow<'static, str>, Value)>),
}

impl Value {
    /// Levels that a value that is read may be nested; an event has five.
    pub const MAX_DEPTH: u8 = 16;

    /// Work units of one value that is read: one for each value in it, and one for each byte of its strings.
    pub const MAX_SIZE: usize = 16 << 20;

    /// A field of a record; `None` if it is missing or null, or this is no record.
    pub fn field(&self, name: &str) -> Option<&Value> {
        match self {
            Value::Record(fields) => fields
                .iter()
                .find(|(key, value)| key == name && *value != Value::Null)
                .map(|(_, value)| value),
            _ => None,
        }
    }

    /// The string, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, if it is a whole one that a double holds exactly.
    pub fn as_whole(&self) -> Option<u64> {
        match *self {
            Value::Number(number)
                if (0.0..=9_007_199_254_740_991.0).contains(&number) && number.fract() == 0.0 =>
            {
                Some(number as u64)
            }
            _ => None,
        }
    }

    /// The items, if it is a list.
    pub fn as_list(&self) -> Option<&[Value]> {
        match self {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// 128 bits of SHA-256 over the value, as 32 hexadecimal digits.
    ///
    /// Every part goes in with its type and length, record fields sorted by name, so that two
    /// values have one fingerprint only if they are equal; null fields count as missing. The
    /// field `skip` of the outermost record is left out.
    pub(crate) fn fingerprint(&self, skip: &str) -> String {
        let mut hash = Sha256::new();
        match self {
            Value::Record(fields) => feed_record(
                &mut hash,
                fields.iter().filter(|(name, _)| name.as_ref() != skip),
            ),
            other => other.feed(&mut hash),
        }
        hex(&hash.finalize()[..16])
    }

    fn feed(&self, hash: &mut Sha256) {
        match self {
            Value::Null => hash.update(b"z"),
            Value::Bool(value) => hash.update([b'b', u8::from(*value)]),
            Value::Number(number) => {
                hash.update(b"n");
                // Adding zero makes -0 and 0 one number, as JSON.stringify does.
                hash.update((number + 0.0).to_bits().to_be_bytes());
            }
            Value::Text(text) => feed_text(hash, text),
            Value::List(items) => {
                hash.update(b"l");
                hash.update((items.len() as u64).to_be_bytes());
                for item in items {
                    item.feed(hash);
                }
            }
            Value::Record(fields) => feed_record(hash, fields.iter()),
        }
    }
}

fn feed_text(hash: &mut Sha256, text: &str) {
    hash.update(b"t");
    hash.update((text.len() as u64).to_be_bytes());
    hash.update(text.as_bytes());
}

fn feed_record<'a>(
    hash: &mut Sha256,
    fields: impl Iterator<Item = &'a (Cow<'static, str>, Value)>,
) {
    let mut present: Vec<_> = fields.filter(|(_, value)| *value != Value::Null).collect();
    order::sort_by(&mut present, |one, other| one.0.cmp(&other.0));
    hash.update(b"r");
    hash.update((present.len() as u64).to_be_bytes());
    for (name, value) in present {
        feed_text(hash, name);
        value.feed(hash);
    }
}

/// Lower-case hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|digit| char::from(DIGITS[usize::from(digit)]))
        .collect()
}

impl From<&str> for Value {
    // One copy of the allocation for the hundred fields that are made.
    #[inline(never)]
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Value {
        Value::Number(number)
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Value {
        Value::Number(number.into())
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Value {
        Value::Bool(value)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::Null, Into::into)
    }
}

impl<T: Into<Value>> FromIterator<T> for Value {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Value {
        Value::List(items.into_iter().map(Into::into).collect())
    }
}

/// A record of the given fields.
pub(crate) fn record<const N: usize>(fields: [(&'static str, Value); N]) -> Value {
    Value::Record(
        fields
            .into_iter()
            .map(|(name, value)| (Cow::Borrowed(name), value))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprints_ignore_order_and_null_and_nothing_else() {
        let one = record([("a", 1u32.into()), ("b", "x".into()), ("id", "?".into())]);
        let same = record([("b", "x".into()), ("a", 1u32.into()), ("c", Value::Null)]);
        assert_eq!(one.fingerprint("id"), same.fingerprint("id"));
        let others = [
            record([("a", 1u32.into()), ("b", "y".into())]),
            record([("a", "1".into()), ("b", "x".into())]),
            record([("a", 1u32.into()), ("bx", "".into())]),
            record([("a", 1u32.into())]),
            record([("a", 1u32.into()), ("b", Value::List(vec!["x".into()]))]),
        ];
        for other in others {
            assert_ne!(one.fingerprint("id"), other.fingerprint("id"), "{other:?}");
        }
    }
}

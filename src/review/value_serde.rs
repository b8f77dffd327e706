//! [`Value`] to and from any format that serde knows, within limits: what is read may be
//! hostile (nested without end, endless, cyclic as JavaScript objects can be).

use super::Value;
use crate::order;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Null => serializer.serialize_none(),
            Value::Bool(value) => serializer.serialize_bool(*value),
            // Whole numbers without ".0", as JSON.stringify writes them.
            Value::Number(number) => match i32::try_from(*number as i64) {
                Ok(whole) if f64::from(whole) == *number => serializer.serialize_i32(whole),
                _ if number.fract() == 0.0 && number.abs() <= 9_007_199_254_740_991.0 => {
                    serializer.serialize_i64(*number as i64)
                }
                _ => serializer.serialize_f64(*number),
            },
            Value::Text(text) => serializer.serialize_str(text),
            Value::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(item)?;
                }
                list.end()
            }
            Value::Record(fields) => {
                let mut map = serializer.serialize_map(Some(fields.len()))?;
                for (name, value) in fields {
                    map.serialize_entry(name.as_ref(), value)?;
                }
                map.end()
            }
        }
    }
}

impl<'de> serde::Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
        let left = Cell::new(Value::MAX_SIZE);
        Reader {
            depth: Value::MAX_DEPTH,
            left: &left,
        }
        .deserialize(deserializer)
    }
}

#[derive(Clone, Copy)]
struct Reader<'a> {
    depth: u8,
    left: &'a Cell<usize>,
}

impl Reader<'_> {
    fn spend<E: Error>(self, size: usize) -> Result<(), E> {
        match self.left.get().checked_sub(size + 1) {
            Some(left) => {
                self.left.set(left);
                Ok(())
            }
            None => Err(E::custom("it is too large")),
        }
    }

    fn deeper<E: Error>(self) -> Result<Self, E> {
        self.spend(0)?;
        match self.depth.checked_sub(1) {
            Some(depth) => Ok(Reader { depth, ..self }),
            None => Err(E::custom("it is nested too deeply")),
        }
    }

    fn text<E: Error>(self, text: &str) -> Result<Value, E> {
        self.spend(text.len())?;
        Ok(Value::Text(text.to_owned()))
    }
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a value that JSON can hold")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        self.spend(0)?;
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        self.spend(0)?;
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        self.visit_f64(number as f64)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        self.visit_f64(number as f64)
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
        self.spend(0)?;
        if number.is_finite() {
            Ok(Value::Number(number))
        } else {
            Err(E::custom("a number in it is not finite"))
        }
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        self.text(text)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(inner)? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut fields: Vec<(Cow<'static, str>, Value)> = Vec::new();
        while let Some(name) = entries.next_key::<String>()? {
            self.spend(name.len())?;
            fields.push((Cow::Owned(name), entries.next_value_seed(inner)?));
        }
        let mut names: Vec<&str> = fields.iter().map(|(name, _)| name.as_ref()).collect();
        order::sort_by(&mut names, |one, other| one.cmp(other));
        if let Some(pair) = names.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(A::Error::custom(format_args!(
                "the field \"{}\" stands twice",
                pair[0]
            )));
        }
        Ok(Value::Record(fields))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_there_and_back() {
        let json = r#"{"a":[1,-2,0.25,9007199254740991],"b":{"c":null,"d":true},"e":"é🎈"}"#;
        let value: Value = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&value).unwrap(), json);
    }

    #[test]
    fn hostile_values_are_refused() {
        let deep = format!("{}1{}", "[".repeat(40), "]".repeat(40));
        let error = serde_json::from_str::<Value>(&deep)
            .unwrap_err()
            .to_string();
        assert!(error.contains("nested too deeply"), "{error}");
        let long = format!("\"{}\"", "x".repeat(Value::MAX_SIZE));
        let error = serde_json::from_str::<Value>(&long)
            .unwrap_err()
            .to_string();
        assert!(error.contains("too large"), "{error}");
        let twice = serde_json::from_str::<Value>(r#"{"a":1,"a":2}"#).unwrap_err();
        assert!(twice.to_string().contains("stands twice"), "{twice}");
    }
}

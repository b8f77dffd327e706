//! Arguments and results between JavaScript and Rust, checked.

use ascribe::interchange::Utf16;
use ascribe::review::{Clock, Value};
use js_sys::{Array, Uint32Array};
use wasm_bindgen::prelude::*;

/// Any of the core's errors as a JavaScript `Error`.
pub fn error(error: impl std::fmt::Display) -> JsError {
    JsError::new(&error.to_string())
}

/// An array, or an error that names the argument.
pub fn array(value: JsValue, name: &str) -> Result<Array, JsError> {
    value
        .dyn_into()
        .map_err(|_| JsError::new(&format!("{name} is no array")))
}

/// A `Uint32Array`, or an error that names the argument.
pub fn numbers(value: JsValue, name: &str) -> Result<Vec<u32>, JsError> {
    let numbers: Uint32Array = value
        .dyn_into()
        .map_err(|_| JsError::new(&format!("{name} is no Uint32Array")))?;
    Ok(numbers.to_vec())
}

/// An array of strings, or an error that names the argument.
pub fn strings(value: JsValue, name: &str) -> Result<Vec<String>, JsError> {
    array(value, name)?
        .iter()
        .map(|item| item.as_string())
        .collect::<Option<_>>()
        .ok_or_else(|| JsError::new(&format!("{name} holds something that is no string")))
}

/// A string, or an error that names the argument. Lone surrogates become U+FFFD.
pub fn string(value: &JsValue, name: &str) -> Result<String, JsError> {
    value
        .as_string()
        .ok_or_else(|| JsError::new(&format!("{name} is no string")))
}

/// A whole number from 0 to `limit`, or an error that names the argument.
pub fn whole(value: f64, name: &str, limit: u64) -> Result<u64, JsError> {
    whole_number(value, limit)
        .ok_or_else(|| JsError::new(&format!("{name} is no whole number from 0 to {limit}")))
}

fn whole_number(value: f64, limit: u64) -> Option<u64> {
    (value >= 0.0 && value <= limit as f64 && value.fract() == 0.0).then_some(value as u64)
}

/// An offset in a text of `utf16`; whether it lies in the text is checked where it is used.
pub fn offset(value: f64, name: &str) -> Result<u32, JsError> {
    whole(value, name, u32::MAX.into()).map(|offset| offset as u32)
}

/// Milliseconds since 1970. `performance` clocks give fractions, which are cut off.
pub fn milliseconds(now: f64) -> Result<u64, JsError> {
    whole(now.trunc(), "now", Clock::LATEST)
}

/// The ranges of a text in a field, as spans; `None` if it is missing or null.
pub fn spans(
    record: &Value,
    name: &str,
    utf16: &Utf16<'_>,
) -> Result<Option<Vec<ascribe::Span>>, JsError> {
    let Some(ranges) = record.field(name) else {
        return Ok(None);
    };
    let no_ranges = || JsError::new(&format!("{name} is no list of ranges"));
    let ranges = ranges.as_list().ok_or_else(no_ranges)?.iter();
    let span = |range: &Value| {
        let Some(&[Value::Number(start), Value::Number(end)]) = range.as_list() else {
            return Err(no_ranges());
        };
        let (start, end) = (offset(start, name)?, offset(end, name)?);
        utf16
            .span(start, end)
            .map_err(|why| JsError::new(&format!("{name}: {why}")))
    };
    ranges.map(span).collect::<Result<_, _>>().map(Some)
}

/// A token in a field; `None` if it is missing or null.
pub fn token<T>(
    record: &Value,
    name: &str,
    read: fn(&str) -> Option<T>,
) -> Result<Option<T>, JsError> {
    let Some(value) = record.field(name) else {
        return Ok(None);
    };
    let token = value
        .as_text()
        .ok_or_else(|| JsError::new(&format!("{name} is no string")))?;
    match read(token) {
        Some(known) => Ok(Some(known)),
        None => Err(JsError::new(&format!("{name} cannot be \"{token}\""))),
    }
}

#[cfg(test)]
mod tests {
    use super::whole_number;

    #[test]
    fn only_whole_numbers_in_range_pass() {
        for bad in [f64::NAN, f64::INFINITY, -1.0, 0.5, 11.0, -f64::INFINITY] {
            assert_eq!(whole_number(bad, 10), None, "{bad}");
        }
        assert_eq!(whole_number(-0.0, 10), Some(0));
        assert_eq!(whole_number(10.0, 10), Some(10));
    }
}

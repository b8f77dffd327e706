//! [`Value`] to and from JavaScript's values.
//!
//! Written out instead of through serde: the page needs these two directions of one type. serde's format, its
//! derived readers and the float formatting of its errors weighed 16 KB more (brotli). What is read may be hostile (nested without end, endless, cyclic).

use ascribe::review::Value;
use js_sys::{Array, Object, Reflect};
use std::borrow::Cow;
use wasm_bindgen::prelude::*;

/// A value as plain JavaScript objects, arrays, strings, numbers and null.
pub fn to_js(value: &Value) -> Result<JsValue, JsError> {
    Ok(match value {
        Value::Null => JsValue::NULL,
        Value::Bool(value) => JsValue::from_bool(*value),
        Value::Number(number) => JsValue::from_f64(*number),
        Value::Text(text) => JsValue::from_str(text),
        Value::List(items) => {
            let list = Array::new();
            for item in items {
                list.push(&to_js(item)?);
            }
            list.into()
        }
        Value::Record(fields) => {
            let object = Object::new();
            for (name, value) in fields {
                set(&object, name, &to_js(value)?)?;
            }
            object.into()
        }
    })
}

/// Sets a field of an object that was made here.
pub fn set(object: &Object, name: &str, value: &JsValue) -> Result<(), JsError> {
    match Reflect::set(object, &JsValue::from_str(name), value) {
        Ok(true) => Ok(()),
        _ => Err(JsError::new("the result could not be made")),
    }
}

/// A JavaScript value as far as JSON could hold it.
pub fn from_js(value: &JsValue) -> Result<Value, &'static str> {
    let mut left = Value::MAX_SIZE;
    read(value, Value::MAX_DEPTH, &mut left)
}

fn read(value: &JsValue, depth: u8, left: &mut usize) -> Result<Value, &'static str> {
    spend(left, 1)?;
    if value.is_null() || value.is_undefined() {
        return Ok(Value::Null);
    }
    if let Some(value) = value.as_bool() {
        return Ok(Value::Bool(value));
    }
    if let Some(number) = value.as_f64() {
        let finite = number.is_finite().then_some(Value::Number(number));
        return finite.ok_or("a number in it is not finite");
    }
    if let Some(text) = value.as_string() {
        spend(left, text.len())?;
        return Ok(Value::Text(text));
    }
    let Some(object) = value.dyn_ref::<Object>().filter(|_| !value.is_function()) else {
        return Err("JSON cannot hold a value in it");
    };
    let depth = depth.checked_sub(1).ok_or("it is nested too deeply")?;
    if let Some(items) = value.dyn_ref::<Array>() {
        let items = items.iter().map(|item| read(&item, depth, left));
        return items.collect::<Result<_, _>>().map(Value::List);
    }
    let mut fields = Vec::new();
    for entry in Object::entries(object).iter() {
        let entry: Array = entry.unchecked_into();
        let name = entry.get(0).as_string().unwrap_or_default();
        spend(left, name.len())?;
        fields.push((Cow::Owned(name), read(&entry.get(1), depth, left)?));
    }
    Ok(Value::Record(fields))
}

fn spend(left: &mut usize, size: usize) -> Result<(), &'static str> {
    *left = left.checked_sub(size).ok_or("it is too large")?;
    Ok(())
}

//! The parsed page, told to the core's reader in document order.

use crate::tree::{Data, Node};
use ascribe::article::dom::{Display, DomReader, OpenElement};
use html5ever::interface::{Attribute, QualName};
use html5ever::ns;

/// Walks the page below `root` without recursion.
pub(crate) fn walk<'a>(root: &'a Node<'a>, reader: &mut DomReader) {
    let mut titled = false;
    let mut next = root.first_child();
    while let Some(node) = next {
        let mut inside = None;
        match &node.data {
            Data::Text(words) => reader.text(&words.borrow()),
            Data::Element {
                name, attributes, ..
            } => {
                open(name, &attributes.borrow(), reader);
                if !titled && &*name.local == "title" && name.ns == ns!(html) {
                    titled = true;
                    reader.metadata("title", &words_of(node));
                }
                inside = node.first_child();
                if inside.is_none() {
                    reader.close();
                }
            }
            Data::Root | Data::Other => {}
        }
        next = inside;
        let mut here = node;
        while next.is_none() {
            next = here.next();
            if next.is_none() {
                match here.parent() {
                    Some(parent) if !std::ptr::eq(parent, root) => {
                        reader.close();
                        here = parent;
                    }
                    _ => break,
                }
            }
        }
    }
}

fn open(name: &QualName, attributes: &[Attribute], reader: &mut DomReader) {
    let tag = &*name.local;
    let mut element = OpenElement {
        tag,
        ..OpenElement::default()
    };
    let mut class = "";
    let mut id = "";
    let mut is_open = false;
    for attribute in attributes {
        let value = &*attribute.value;
        match &*attribute.name.local {
            "class" => class = value,
            "id" => id = value,
            "role" => element.role = value.trim(),
            "href" if tag == "a" => element.value = value.trim(),
            "datetime" if tag == "time" => element.value = value.trim(),
            "hidden" => element.display = Display::None,
            "style" if hides(value) => element.display = Display::None,
            "open" => is_open = true,
            _ => {}
        }
    }
    if tag == "dialog" && !is_open {
        element.display = Display::None;
    }
    match tag {
        "html" => {
            if let Some(language) = find(attributes, "lang") {
                reader.metadata("lang", language);
            }
        }
        "meta" => describe(attributes, reader),
        "link" => {
            let canonical = find(attributes, "rel").is_some_and(|rel| {
                rel.split_ascii_whitespace()
                    .any(|word| word.eq_ignore_ascii_case("canonical"))
            });
            if let (true, Some(address)) = (canonical, find(attributes, "href")) {
                reader.metadata("canonical", address);
            }
        }
        _ => {}
    }
    if id.is_empty() || class.is_empty() {
        element.names = if id.is_empty() { class } else { id };
        reader.open(element);
    } else {
        let names = format!("{class} {id}");
        reader.open(OpenElement {
            names: &names,
            ..element
        });
    }
}

fn find<'a>(attributes: &'a [Attribute], name: &str) -> Option<&'a str> {
    let mut found = attributes.iter();
    let found = found.find(|attribute| &*attribute.name.local == name)?;
    Some(&found.value)
}

fn describe(attributes: &[Attribute], reader: &mut DomReader) {
    let Some(content) = find(attributes, "content") else {
        return;
    };
    for name in ["property", "name", "itemprop", "http-equiv"] {
        if let Some(key) = find(attributes, name) {
            reader.metadata(key, content);
        }
    }
}

/// True for a `style` attribute that hides its element.
fn hides(style: &str) -> bool {
    style.split(';').any(|declaration| {
        let Some((property, value)) = declaration.split_once(':') else {
            return false;
        };
        let value = value.trim();
        let value = value
            .split_once('!')
            .map_or(value, |(before, _)| before.trim_end());
        match property.trim() {
            property if property.eq_ignore_ascii_case("display") => {
                value.eq_ignore_ascii_case("none")
            }
            property if property.eq_ignore_ascii_case("visibility") => {
                value.eq_ignore_ascii_case("hidden")
            }
            _ => false,
        }
    })
}

fn words_of(node: &Node<'_>) -> String {
    let mut words = String::new();
    let mut next = node.first_child();
    while let Some(child) = next {
        if let Data::Text(text) = &child.data {
            words.push_str(&text.borrow());
        }
        next = child.next();
    }
    words
}

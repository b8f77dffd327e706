//! What the page's elements say about the blocks they hold.
//!
//! A tag such as `nav`, a role, or a word of a class or an id can tell that everything inside is
//! furniture, and which. Each element is judged once, together with what its parent was found to
//! be; an element that holds most of the article's paragraphs is never furniture, whatever it is
//! called.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::annotation::Category;
use crate::article::{Article, Element};
use crate::lexicon::{self, entries};

/// What an element and its ancestors say.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Hint {
    /// 1 for a sure sign of furniture, less for a weaker one.
    pub furniture: f32,
    /// The furniture it is likely to be.
    pub category: Option<Category>,
    /// Inside `article` or `main`.
    pub article: bool,
    /// Inside an element for menus.
    pub navigation: bool,
}

/// The hints of all elements. `paragraph_words` gives the words of a block that reads as a
/// paragraph, and 0 for others. Linear in blocks and elements.
pub(super) fn hints(article: &Article, paragraph_words: impl Fn(usize) -> u32) -> Vec<Hint> {
    let elements = article.elements();
    let mut held = vec![0u32; elements.len()];
    let mut total = 0u32;
    for (i, block) in article.blocks().iter().enumerate() {
        let words = paragraph_words(i);
        total = total.saturating_add(words);
        if let Some(own) = block.element.and_then(|e| held.get_mut(e as usize)) {
            *own = own.saturating_add(words);
        }
    }
    gather(elements, &mut held);
    let mut hints: Vec<Hint> = Vec::with_capacity(elements.len());
    for (i, element) in elements.iter().enumerate() {
        let parent = element.parent.and_then(|parent| hints.get(parent as usize));
        let mut hint = parent.copied().unwrap_or_default();
        let holds_article = total > 0 && u64::from(held[i]) * 2 > u64::from(total);
        hint.article |= matches!(&*element.tag, "article" | "main") || &*element.role == "main";
        if !holds_article {
            read(element, &mut hint);
        }
        hints.push(hint);
    }
    hints
}

/// The element around one; always before it.
pub(super) fn parent(elements: &[Element], element: usize) -> Option<usize> {
    let parent = elements[element].parent? as usize;
    (parent < element).then_some(parent)
}

/// Adds to each element's words those of the elements inside it, at any depth.
pub(super) fn gather(elements: &[Element], words: &mut [u32]) {
    for element in (1..elements.len()).rev() {
        if let Some(outer) = parent(elements, element) {
            words[outer] = words[outer].saturating_add(words[element]);
        }
    }
}

/// Adds what one element says itself.
fn read(element: &Element, hint: &mut Hint) {
    let mut say = |furniture: f32, category: Option<Category>| {
        hint.furniture = hint.furniture.max(furniture);
        hint.category = category.or(hint.category);
    };
    match &*element.tag {
        "nav" | "menu" => say(1.0, Some(Category::Navigation)),
        "footer" => say(1.0, None),
        "aside" => say(0.8, None),
        "form" | "button" | "select" | "dialog" | "label" => say(0.8, None),
        "header" => say(0.3, None),
        "figcaption" => say(0.8, Some(Category::Caption)),
        "figure" => say(0.5, Some(Category::Caption)),
        "time" => say(0.5, Some(Category::Timestamp)),
        "address" => say(0.5, Some(Category::Byline)),
        _ => {}
    }
    match &*element.role {
        "navigation" | "menu" | "menubar" | "tablist" => say(1.0, Some(Category::Navigation)),
        "contentinfo" | "search" | "dialog" | "alertdialog" | "button" => say(1.0, None),
        "complementary" => say(0.8, None),
        "banner" => say(0.6, Some(Category::Navigation)),
        _ => {}
    }
    if !matches!(&*element.tag, "html" | "body" | "main" | "article") {
        for word in &element.words {
            if let Some(category) = named().get(&**word) {
                say(0.7, Some(*category));
            }
        }
    }
    hint.navigation |= hint.category == Some(Category::Navigation);
}

/// Words of classes and ids by the furniture they name.
pub(super) fn named() -> &'static FxHashMap<&'static str, Category> {
    static NAMED: OnceLock<FxHashMap<&'static str, Category>> = OnceLock::new();
    NAMED.get_or_init(|| {
        entries(lexicon::text!("boilerplate/markup.txt"))
            .filter_map(|(section, word)| Some((word, Category::from_token(section)?)))
            .collect()
    })
}

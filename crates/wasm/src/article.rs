//! `Article` of `core.ts`.

use crate::convert::{error, numbers, string};
use crate::stream;
use crate::value::to_js;
use ascribe::Article;
use ascribe::article::InlineKind;
use ascribe::interchange::{Utf16, metadata_object};
use std::sync::Arc;
use wasm_bindgen::prelude::*;

/// An article: text and its blocks.
#[wasm_bindgen(js_name = Article)]
pub struct JsArticle {
    pub(crate) article: Arc<Article>,
    segments: Vec<u32>,
}

#[wasm_bindgen(js_class = Article)]
impl JsArticle {
    /// Reads plain text.
    #[wasm_bindgen(js_name = fromText)]
    pub fn from_text(
        #[wasm_bindgen(unchecked_param_type = "string")] text: JsValue,
    ) -> Result<JsArticle, JsError> {
        Ok(JsArticle {
            article: Arc::new(Article::from_plain(string(&text, "text")?)),
            segments: Vec::new(),
        })
    }

    /// Reads a node stream; throws if it is malformed.
    #[wasm_bindgen(js_name = fromDom)]
    pub fn from_dom(
        #[wasm_bindgen(unchecked_param_type = "Uint32Array")] ops: JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] text: JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] names: JsValue,
    ) -> Result<JsArticle, JsError> {
        let ops = numbers(ops, "ops")?;
        let text = string(&text, "text")?;
        let names = string(&names, "names")?;
        let read = stream::read(&ops, &text, &names).map_err(error)?;
        Ok(JsArticle {
            article: Arc::new(read.article),
            segments: read.segments,
        })
    }

    /// The text that all offsets count in.
    #[wasm_bindgen(getter)]
    pub fn text(&self) -> String {
        self.article.text().to_owned()
    }

    /// Six numbers a block: start, end, kind, level, ordered, link density in thousandths.
    pub fn blocks(&self) -> Vec<u32> {
        let map = ascribe::article::OffsetMap::new(self.article.text());
        let mut utf16 = Utf16::new(self.article.text(), &map);
        let blocks = self.article.blocks().iter();
        blocks
            .flat_map(|block| {
                let (start, end) = utf16.range(block.span);
                let density = (block.link_density * 1000.0).round() as u32;
                [
                    start,
                    end,
                    block.kind as u32,
                    block.level.into(),
                    block.ordered.into(),
                    density,
                ]
            })
            .collect()
    }

    /// Four numbers a link or emphasis: start, end, kind, index into `addresses()`.
    pub fn inlines(&self) -> Vec<u32> {
        let map = ascribe::article::OffsetMap::new(self.article.text());
        let mut utf16 = Utf16::new(self.article.text(), &map);
        let mut addresses = 0;
        let inlines = self.article.inlines().iter();
        inlines
            .flat_map(|inline| {
                let (start, end) = utf16.range(inline.span);
                let address = addresses;
                let kind = match inline.kind {
                    InlineKind::Link(_) => {
                        addresses += 1;
                        0
                    }
                    InlineKind::Emphasis => 1,
                    InlineKind::Strong => 2,
                    InlineKind::Code => 3,
                    InlineKind::Time(_) => 4,
                };
                [start, end, kind, if kind == 0 { address } else { 0 }]
            })
            .collect()
    }

    /// Addresses of the links, in their order, as the page wrote them: untrusted.
    pub fn addresses(&self) -> Vec<String> {
        let inlines = self.article.inlines().iter();
        inlines
            .filter_map(|inline| match &inline.kind {
                InlineKind::Link(address) => Some(address.to_string()),
                _ => None,
            })
            .collect()
    }

    /// Four numbers a segment: article start, text node, start in that node, length.
    pub fn segments(&self) -> Vec<u32> {
        self.segments.clone()
    }

    /// What the page says of itself.
    #[wasm_bindgen(
        unchecked_return_type = "{ title: string | null; byline: string | null; published: string | null; site: string | null; url: string | null }"
    )]
    pub fn metadata(&self) -> Result<JsValue, JsError> {
        to_js(&metadata_object(self.article.metadata()))
    }
}

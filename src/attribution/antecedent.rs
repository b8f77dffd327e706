//! Whom a relative pronoun stands for: "the inspectorate, which concluded that …".
//!
//! Learned weights give the pronoun as the source, as their corpora do. A reader wants to know
//! who it is, so the noun phrase right before it becomes part of the source.

use super::phrase::{self, is_comma, is_group};
use crate::model::accept::Run;
use crate::model::facts::Facts;
use crate::model::tagger::group;
use crate::segment::Segments;

/// The antecedent of a source that is nothing but a relative pronoun.
pub(super) fn antecedent(
    text: &str,
    segments: &Segments,
    facts: &Facts,
    source: Run,
) -> Option<Run> {
    let word = segments.tokens[source.0 as usize].text(text);
    let relative = source.1 == source.0 + 1
        && source.0 > 0
        && is_group(facts, source.0, group::RELATIVE)
        && ["who", "which", "that"].contains(&word);
    if !relative {
        return None;
    }
    let end = source.0 - u32::from(is_comma(facts, source.0 - 1));
    phrase::before(text, segments, facts, end)
}

//! Why attributions are there, as JSON with words that a person can read.

use crate::arguments::ExplainOptions;
use crate::json::{Offsets, SCHEMA, engine, rounded};
use ascribe::analysis::Explanation;
use ascribe::model::why::{Decider, Evidence, Reason, Weighing};
use ascribe::{Attribution, Document, Span};
use serde_json::{Value, json};

/// The result for one document: all its attributions, or the one asked for; `model` names the
/// weights that found them.
///
/// # Errors
/// If there is none of the number asked for.
pub(crate) fn result(
    id: &Value,
    document: &mut Document,
    options: &ExplainOptions,
    model: &str,
) -> Result<Value, String> {
    let attributions = document.analysis().attributions.clone();
    let count = attributions.len();
    let numbers = match options.attribution {
        Some(number) if number >= count => {
            return Err(format!(
                "there is no attribution {number}: the document has {count}, counted from 0"
            ));
        }
        Some(number) => number..number + 1,
        None => 0..count,
    };
    let mut explained = Vec::with_capacity(numbers.len());
    for number in numbers {
        if let Some(why) = document.explain(number) {
            explained.push((number, why));
        }
    }
    let text = document.article().text();
    let offsets = Offsets::new(text, options.offsets.unit());
    let explanations: Value = explained
        .iter()
        .map(|(number, why)| explanation(*number, &attributions[*number], why, text, &offsets))
        .collect();
    Ok(json!({
        "schema": SCHEMA,
        "id": id,
        "engine": engine(model),
        "offsets": options.offsets.token(),
        "explanations": explanations,
    }))
}

fn explanation(
    number: usize,
    attribution: &Attribution,
    why: &Explanation,
    text: &str,
    offsets: &Offsets<'_>,
) -> Value {
    let part = |spans: &[Span]| {
        let words: Vec<&str> = spans.iter().map(|span| span.slice(text)).collect();
        json!({"spans": offsets.spans(spans), "words": words.join(" … ")})
    };
    let weighed = why.weighed.as_ref();
    json!({
        "attribution": number,
        "source": part(&attribution.source),
        "cue": part(&attribution.cue),
        "content": part(&attribution.content),
        "stance": attribution.stance.token(),
        "decider": why.decider.token(),
        "summary": summary(why, &part(&attribution.cue)["words"]),
        "made_whole": weighed.is_some_and(|weighed| weighed.made_whole),
        "over_blocks": why.over_blocks,
        "confidence": {
            "attribution": rounded(attribution.confidence.attribution),
            "source": rounded(attribution.confidence.source),
            "content": rounded(attribution.confidence.content),
        },
        "cue_probability": weighed.map(|weighed| rounded(weighed.cue_probability)),
        "evidence": weighed.map(|weighed| json!({
            "cue": weighing(&weighed.cue),
            "attribution": weighing(&weighed.whole),
            "source": weighing(&weighed.source),
            "content": weighing(&weighed.content),
        })),
    })
}

/// A score with its parts, or null where nothing was scored.
fn weighing(weighing: &Weighing) -> Value {
    if weighing.evidence.is_empty() {
        return Value::Null;
    }
    let parts = weighing.evidence.iter();
    json!({
        "score": rounded(weighing.score),
        "reasons": parts.map(|part| json!({
            "reason": part.reason.token(),
            "words": words(part.reason),
            "weight": rounded(part.weight),
        })).collect::<Value>(),
    })
}

/// An explanation in a few sentences.
fn summary(why: &Explanation, cue: &Value) -> String {
    let mut sentences = vec![decision(why.decider).to_owned()];
    if why
        .weighed
        .as_ref()
        .is_some_and(|weighed| weighed.made_whole)
    {
        sentences
            .push("A quotation goes whole to one claim: here the weights had read less.".into());
    }
    if why.over_blocks {
        sentences.push("Its content goes on in another paragraph.".into());
    }
    if let Some(weighed) = &why.weighed {
        let percent = (weighed.cue_probability * 100.0).round();
        sentences.push(format!(
            "\"{}\" is {percent} % likely a cue here, whatever its source and content.",
            cue.as_str().unwrap_or_default()
        ));
        for (name, sign) in [("For it", 1.0), ("Against it", -1.0)] {
            let strongest = strongest(&weighed.whole.evidence, sign);
            if !strongest.is_empty() {
                sentences.push(format!("{name}: {}.", strongest.join("; ")));
            }
        }
    }
    sentences.join(" ")
}

/// The three weightiest reasons of one sign, in words with their weights.
fn strongest(evidence: &[Evidence], sign: f32) -> Vec<String> {
    evidence
        .iter()
        .filter(|part| part.weight * sign > 0.0)
        .take(3)
        .map(|part| format!("{} ({:+.1})", words(part.reason), part.weight))
        .collect()
}

fn decision(decider: Decider) -> &'static str {
    match decider {
        Decider::Weights => "Learned weights chose it among the candidates around.",
        Decider::Nested => "Learned weights found it inside what someone else says.",
        Decider::Quotation => {
            "A rule gave it a quotation that no other claim has; the weights alone were in doubt."
        }
        Decider::Beside => "A rule found its source right beside the quotation.",
        Decider::Continued => {
            "A rule: a quotation without a cue goes on with the speaker before it."
        }
        Decider::Colon => "A rule: the colon at the end announces what comes next.",
        Decider::According => "A rule: \"according to\" shows source and content by its shape.",
        Decider::Reporting => {
            "A rule: the clause behind the comma says who reports what stands before it."
        }
        Decider::Headline => {
            "A rule: one part of the headline is a speaker whom the article knows."
        }
        Decider::Turn => {
            "A rule: the article is an interview, and the name before the words says whose turn it is."
        }
        Decider::Hearsay => {
            "A rule: a word that says a thing is hearsay. Such a claim has no source."
        }
    }
}

fn words(reason: Reason) -> &'static str {
    match reason {
        Reason::Usual => "what holds for every candidate",
        Reason::Cue => "the cue's own words",
        Reason::CueFound => "how clearly it reads as a cue",
        Reason::Around => "the words around the cue",
        Reason::Subject => "who or what stands before the cue",
        Reason::Behind => "a \"that\", comma, colon or quotation mark behind the cue",
        Reason::Source => "who the source is",
        Reason::Content => "how the content begins and how long it is",
        Reason::Boundaries => "how clearly source and content stand out",
        Reason::Order => "the order of source, cue and content",
        Reason::Quotation => "quotation marks",
        Reason::Edges => "what source and content begin and end with",
        Reason::Place => "the place in the sentence",
        Reason::Rivals => "the other candidates around, and how its parts go together",
    }
}

//! The boundary as the page sees it: run in a browser (`npm run test:wasm`).
#![cfg(target_arch = "wasm32")]

use ascribe_wasm::{JsArticle, JsDocument, JsReview, to_object};
use js_sys::{Array, Function, JSON, Object, Reflect, Uint32Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const TEXT: &str = "Support us 🎈\n\n“The lake is rising,” said Ida Moe, the warden of the dam.";
const NOW: f64 = 1_790_000_000_000.0;

fn json(value: &JsValue) -> String {
    JSON::stringify(value).expect("is JSON").into()
}

fn parse(json: &str) -> JsValue {
    JSON::parse(json).expect("is JSON")
}

fn get(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &name.into()).expect("is an object")
}

fn text_of(value: &JsValue, name: &str) -> String {
    get(value, name).as_string().expect("is a string")
}

/// The message of a failure, which must be a real `Error`.
fn message<T>(outcome: Result<T, JsError>) -> String {
    let error = JsValue::from(outcome.err().expect("is refused"));
    error
        .dyn_into::<js_sys::Error>()
        .expect("is an Error")
        .message()
        .into()
}

fn ok<T>(outcome: Result<T, JsError>) -> T {
    outcome.unwrap_or_else(|error| panic!("{:?}", JsValue::from(error)))
}

fn article() -> JsArticle {
    ok(JsArticle::from_text(TEXT.into()))
}

fn review() -> JsReview {
    ok(JsReview::new(&article(), "lake".into(), "ana".into()))
}

fn added(review: &mut JsReview, mark: &str, id: &str) -> JsValue {
    ok(review.add(parse(mark), id.into(), NOW))
}

const QUOTE: &str = r#"{"kind":"quote","quote_kind":"direct","whole":[[15,36]]}"#;

#[wasm_bindgen_test]
fn says_the_engines_version() {
    assert_eq!(ascribe_wasm::version(), ascribe::ENGINE_VERSION);
}

#[wasm_bindgen_test]
fn weights_of_the_pages_own_are_for_all_later_documents_of_the_instance() {
    // Each test of this file runs in the same instance: the built-in weights are set again.
    let built_in = ascribe::model::builtin();
    let attributions = || {
        let mut document = JsDocument::new(&article());
        let encoded = ok(document.analyze());
        let (numbers, names) = (get(&encoded, "numbers"), get(&encoded, "names"));
        let object = ok(to_object(&article(), numbers, names, "en".into()));
        Array::from(&get(&object, "attributions")).length()
    };
    let bytes = |file: &[u8]| JsValue::from(js_sys::Uint8Array::from(file));
    assert_eq!(attributions(), 1);
    let name = ascribe_wasm::model_name();
    assert!(name.starts_with("builtin-"), "{name}");
    let mut deaf = built_in.clone();
    deaf.settings.begin_bias = -50.0;
    let deaf = deaf.to_bytes();
    for (bad, why) in [
        (bytes(b"no weights"), "not an Ascribe weights file"),
        (bytes(&deaf[..1000]), "cut short or damaged"),
        ("text".into(), "no Uint8Array"),
    ] {
        let message = message(ascribe_wasm::set_model(bad));
        assert!(message.contains(why), "{message}");
    }
    assert_eq!(attributions(), 1);
    ok(ascribe_wasm::set_model(bytes(&deaf)));
    assert_eq!(attributions(), 0);
    let event = added(&mut review(), QUOTE, "own");
    let own = ascribe_wasm::model_name();
    assert!(own.starts_with("custom-"), "{own}");
    assert_eq!(
        text_of(&event, "engine"),
        format!("{}+{own}", ascribe::ENGINE_VERSION)
    );
    ok(ascribe_wasm::set_model(bytes(&built_in.to_bytes())));
    assert_eq!(ascribe_wasm::model_name(), name);
    assert_eq!(attributions(), 1);
}

#[wasm_bindgen_test]
fn an_article_from_text_counts_in_utf_16() {
    let article = article();
    assert_eq!(article.text(), TEXT);
    let blocks = article.blocks();
    assert_eq!(blocks.len(), 12);
    assert_eq!(blocks[..2], [0, 13]);
    assert_eq!(blocks[6], 15);
    assert!(article.segments().is_empty());
    let metadata = ok(article.metadata());
    assert_eq!(
        json(&metadata),
        r#"{"title":null,"byline":null,"published":null,"site":null,"url":null}"#
    );
    let surrogate = Function::new_no_args("return 'a\\ud800b'").call0(&JsValue::NULL);
    let broken = ok(JsArticle::from_text(surrogate.expect("runs")));
    assert_eq!(broken.text(), "a\u{fffd}b");
}

#[wasm_bindgen_test]
fn an_article_from_the_page_knows_its_nodes() {
    let ops = [0, 1, 0, 0, 0, 1, 2, 7, 0, 2, 0, 0, 3, 2, 2, 4, 1, 1];
    let names = "\0p\0a\0/x";
    let article = ok(JsArticle::from_dom(
        Uint32Array::from(ops.as_slice()).into(),
        "See 🎈 \0this\0".into(),
        names.into(),
    ));
    assert_eq!(article.text(), "See 🎈 this");
    assert_eq!(article.segments(), [0, 0, 0, 7, 7, 1, 0, 4]);
    assert_eq!(article.inlines(), [7, 11, 0, 0]);
    assert_eq!(article.addresses(), ["/x"]);
    let cut = Uint32Array::from([0u32, 1].as_slice());
    assert_eq!(
        message(JsArticle::from_dom(cut.into(), "".into(), names.into())),
        "malformed node stream: it ends inside an operation"
    );
    let plain = Array::of2(&0.into(), &f64::NAN.into());
    assert_eq!(
        message(JsArticle::from_dom(plain.into(), "".into(), names.into())),
        "ops is no Uint32Array"
    );
}

#[wasm_bindgen_test]
fn an_analysis_crosses_and_is_proposed() {
    let article = article();
    let mut document = JsDocument::new(&article);
    let encoded = ok(document.analyze());
    assert!(get(&encoded, "numbers").is_instance_of::<Uint32Array>());
    let object = ok(to_object(
        &article,
        get(&encoded, "numbers"),
        get(&encoded, "names"),
        get(&encoded, "language"),
    ));
    let keys: Vec<String> = Object::keys(object.unchecked_ref::<Object>())
        .iter()
        .filter_map(|key| key.as_string())
        .collect();
    assert_eq!(
        keys,
        [
            "language",
            "blocks",
            "sentences",
            "boilerplate",
            "quotes",
            "attributions",
            "speakers"
        ]
    );
    let mut review = review();
    ok(review.propose(get(&encoded, "numbers"), get(&encoded, "names")));
    assert!(!review.ids().is_empty());
    let first = review.ids().remove(0);
    let mark = ok(review.mark(first.into()));
    assert_eq!(text_of(&mark, "state"), "suggested");
    assert!(get(&mark, "actor").is_null());
    assert_eq!(
        message(review.propose(Uint32Array::new_with_length(3).into(), Array::new().into())),
        "malformed analysis: its format is 0, this version reads 1"
    );
    assert_eq!(
        message(review.propose(get(&encoded, "numbers"), Array::of1(&7.into()).into())),
        "names holds something that is no string"
    );
}

#[wasm_bindgen_test]
fn a_claim_of_the_engine_is_explained_and_a_persons_is_not() {
    let mut review = review();
    let analysis = ok(JsDocument::new(&article()).analyze());
    ok(review.propose(get(&analysis, "numbers"), get(&analysis, "names")));
    added(&mut review, QUOTE, "mine");
    assert!(ok(review.explain("mine".into())).is_empty());
    assert!(ok(review.explain("nobody's".into())).is_empty());
    let mut explained = Vec::new();
    for id in review.ids() {
        let kind = text_of(&ok(review.mark(id.as_str().into())), "kind");
        let why = ok(review.explain(id.as_str().into()));
        assert_eq!(why.is_empty(), kind != "attribution");
        explained.extend((!why.is_empty()).then_some(why));
    }
    let [why] = &explained[..] else {
        panic!("one claim: {explained:?}");
    };
    // the weights, no quotation made whole, in one block, asserted
    assert_eq!(why[..4], [0, 0, 0, 0]);
    assert!(why[4..7].iter().all(|&share| (500..=1000).contains(&share)));
    let of_cue = why[7] as usize;
    assert!(of_cue > 2 && why.len() > 8 + 2 * of_cue + 4, "{why:?}");
    let weights: Vec<i32> = why[8..]
        .iter()
        .skip(1)
        .step_by(2)
        .map(|&w| w as i32)
        .collect();
    for sorted in [&weights[..of_cue], &weights[of_cue..]] {
        assert!(sorted.is_sorted_by(|a, b| a.abs() >= b.abs()), "{sorted:?}");
    }
    assert!(message(review.explain(JsValue::NULL)).contains("id is no string"));
}

#[wasm_bindgen_test]
fn a_person_adds_corrects_and_takes_back() {
    let mut review = review();
    let event = added(&mut review, QUOTE, "mine");
    assert_eq!(text_of(&event, "action"), "add");
    assert_eq!(text_of(&event, "at"), "2026-09-21T14:13:20.000Z");
    assert_eq!(review.ids(), ["mine"]);
    assert_eq!(review.marks(), [0, 1, 4, 1000, 1, 0, 15, 36]);
    ok(review.correct("mine".into(), parse(r#"{"whole":[[15,41]]}"#), NOW));
    let detail = ok(review.mark("mine".into()));
    assert_eq!(text_of(&detail, "state"), "corrected");
    assert_eq!(text_of(&detail, "excerpt"), "“The lake is rising,” said");
    assert_eq!(json(&get(&detail, "whole")), "[[15,41]]");
    assert!(get(&detail, "category").is_null());
    assert_eq!(ok(review.hit(20.0)), ["mine"]);
    assert!(review.can_undo() && !review.can_redo());
    ok(review.undo(NOW));
    ok(review.undo(NOW));
    assert!(ok(review.undo(NOW)).is_undefined());
    assert!(ok(review.mark("mine".into())).is_undefined());
    ok(review.redo(NOW));
    assert_eq!(get(&ok(review.progress()), "added").as_f64(), Some(1.0));
}

#[wasm_bindgen_test]
fn a_log_is_exported_and_read_in_again() {
    let mut one = review();
    added(&mut one, QUOTE, "mine");
    ok(one.reject("mine".into(), NOW));
    let ndjson = ok(one.export_ndjson());
    assert_eq!(ndjson.lines().count(), 2);
    let events: Array = ndjson.lines().map(parse).collect();
    let mut other = review();
    let report = ok(other.load(events.into()));
    assert_eq!(json(&report), r#"{"added":2,"known":0,"invalid":[]}"#);
    let again = ok(other.load(ok(one.log())));
    assert_eq!(json(&again), r#"{"added":0,"known":2,"invalid":[]}"#);
    assert_eq!(ok(other.export_ndjson()), ndjson);
    assert_eq!(other.marks(), one.marks());
}

#[wasm_bindgen_test]
fn hostile_events_are_refused_one_by_one() {
    let mut review = review();
    let cyclic = Function::new_no_args("const a = {}; a.a = a; a.b = [a, a]; return a");
    let cyclic = cyclic.call0(&JsValue::NULL).expect("runs");
    let events = Array::of4(
        &JsValue::UNDEFINED,
        &cyclic,
        &parse("[1]"),
        &f64::NAN.into(),
    );
    let report = ok(review.load(events.into()));
    let invalid: Array = get(&report, "invalid").unchecked_into();
    let reasons: Vec<String> = invalid.iter().map(|one| text_of(&one, "reason")).collect();
    assert_eq!(reasons.len(), 4);
    assert!(reasons[1].contains("nested too deeply"), "{}", reasons[1]);
    assert_eq!(message(review.load(3.into())), "events is no array");
}

#[wasm_bindgen_test]
fn bad_arguments_are_errors_with_a_reason_and_change_nothing() {
    let mut review = review();
    added(&mut review, QUOTE, "mine");
    let mut refused = |change: &str| message(review.correct("mine".into(), parse(change), NOW));
    assert_eq!(
        refused(r#"{"whole":[[12,20]]}"#),
        "whole: a range starts or ends inside a character"
    );
    assert_eq!(
        refused(r#"{"whole":[[0,2000]]}"#),
        "whole: a range ends beyond the text"
    );
    assert_eq!(
        refused(r#"{"whole":[[-1,2]]}"#),
        "whole is no whole number from 0 to 4294967295"
    );
    assert_eq!(refused(r#"{"whole":[]}"#), "the mark has no whole");
    assert_eq!(
        refused(r#"{"source":[[0,2]]}"#),
        "a mark of the kind \"quote\" has no source"
    );
    assert!(refused(r#"{"category":"poem"}"#).contains("poem"));
    assert_eq!(refused("{}"), "nothing is changed");
    assert_eq!(refused("null"), "the change is no object");
    for now in [f64::NAN, -1.0, f64::INFINITY, 1e18] {
        let message = message(review.accept("mine".into(), now));
        assert!(message.starts_with("now is no whole number"), "{message}");
    }
    assert_eq!(
        message(review.accept(JsValue::UNDEFINED, NOW)),
        "id is no string"
    );
    assert_eq!(
        message(review.accept("other".into(), NOW)),
        "there is no mark \"other\""
    );
    assert!(message(review.hit(-0.5)).starts_with("offset is no whole number"));
    assert_eq!(ok(review.log()).unchecked_into::<Array>().length(), 1);
    let mut document = JsDocument::new(&article());
    let backwards = message(document.apply_edit(0.0, 5.0, 2.0, "x".into()));
    assert_eq!(backwards, "a range ends before it starts");
    let version = message(document.apply_edit(f64::NAN, 0.0, 2.0, "x".into()));
    assert!(
        version.starts_with("version is no whole number"),
        "{version}"
    );
}

#[wasm_bindgen_test]
fn clean_text_leaves_furniture_out_until_it_is_rejected() {
    let mut review = review();
    let appeal = r#"{"kind":"boilerplate","category":"appeal","whole":[[0,13]]}"#;
    added(&mut review, appeal, "appeal");
    assert!(review.clean_text().starts_with("“The lake"));
    ok(review.reject("appeal".into(), NOW));
    assert_eq!(review.clean_text(), TEXT);
}

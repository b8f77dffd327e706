//! dev only
use ascribe::article::{OffsetMap, OffsetUnit};
use serde_json::{Value, json};
use std::io::{BufRead, Write};
fn main() {
    let out = std::io::stdout();
    let mut out = std::io::BufWriter::new(out.lock());
    for line in std::io::stdin().lock().lines() {
        let v: Value = serde_json::from_str(&line.unwrap()).unwrap();
        let a = ascribe::Article::from_plain(v["text"].as_str().unwrap());
        let r = ascribe::analysis::analyze(&a);
        let m = OffsetMap::new(a.text());
        let c = |s: &ascribe::Span| {
            json!([
                m.from_utf8(a.text(), s.start, OffsetUnit::CodePoint),
                m.from_utf8(a.text(), s.end, OffsetUnit::CodePoint)
            ])
        };
        let cs = |s: &Vec<ascribe::Span>| s.iter().map(c).collect::<Vec<_>>();
        writeln!(out, "{}", json!({"id": v["id"], "sentences": cs(&r.sentences),
          "boilerplate": r.boilerplate.iter().map(|b| json!({"span": c(&b.span), "category": b.category.token()})).collect::<Vec<_>>(),
          "quotes": r.quotes.iter().map(|q| json!({"spans": cs(&q.spans), "kind": q.kind.token(), "in_boilerplate": q.in_boilerplate})).collect::<Vec<_>>(),
          "speakers": r.speakers.iter().map(|s| json!({"name": s.name})).collect::<Vec<_>>(),
          "attributions": r.attributions.iter().map(|x| json!({"type": x.kind.token(), "content": cs(&x.content), "cue": cs(&x.cue), "source": cs(&x.source), "speaker": x.speaker, "parent": x.parent, "p": x.confidence.attribution})).collect::<Vec<_>>()})).unwrap();
    }
}

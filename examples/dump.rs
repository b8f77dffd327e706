use std::io::Read;
fn main() {
    let mut t = String::new();
    std::io::stdin().read_to_string(&mut t).unwrap();
    let a = ascribe::Article::from_plain(t);
    let r = ascribe::analysis::analyze(&a);
    let s = |v: &Vec<ascribe::Span>| {
        v.iter()
            .map(|x| x.slice(a.text()).to_owned())
            .collect::<Vec<_>>()
    };
    println!("{:?}", r.language);
    for (b, l) in a.blocks().iter().zip(&r.blocks) {
        println!(
            "{:?} {:?} {:?} {:.2} {:?}",
            b.kind,
            l.role,
            l.category,
            l.confidence,
            &a.block_text(b).chars().take(60).collect::<String>()
        );
    }
    for b in &r.boilerplate {
        println!(
            "B {:?} {:?}",
            b.category,
            b.span.slice(a.text()).chars().take(60).collect::<String>()
        );
    }
    for q in &r.quotes {
        println!(
            "Q {:?} {:?} {:?} {:?}",
            q.kind,
            q.attribution,
            q.in_boilerplate,
            s(&q.spans)
        );
    }
    for (i, x) in r.attributions.iter().enumerate() {
        println!(
            "A{i} {:?} {:?} p{:?} S{:?} [{}] C{:?} T{:?}",
            x.kind,
            x.stance,
            x.parent,
            s(&x.source),
            x.speaker
                .map(|k| r.speakers[k as usize].name.clone())
                .unwrap_or_default(),
            s(&x.cue),
            s(&x.content)
        );
    }
    for p in &r.speakers {
        println!("P {:?} {:?} {:?}", p.name, p.speaks_for, s(&p.mentions));
    }
}

//! Our own pages of many kinds (`tests/cases/pages`): every block labelled, as a page and as the
//! plain texts that tools leave of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use ascribe::analysis::analyze;
use ascribe::{Article, Category, Role};

/// A block as a person labelled it; `None` is content.
struct Row {
    category: Option<Category>,
    leftovers: String,
    text: String,
}

/// Words of rows, by what they are and what they were taken for.
#[derive(Default)]
struct Counts {
    furniture: usize,
    found: usize,
    right: usize,
    content: usize,
    lost: usize,
    /// Rows of furniture that were found, and those of the right category.
    rows: usize,
    categories: usize,
}

impl Counts {
    fn add(&mut self, other: &Counts) {
        self.furniture += other.furniture;
        self.found += other.found;
        self.right += other.right;
        self.content += other.content;
        self.lost += other.lost;
        self.rows += other.rows;
        self.categories += other.categories;
    }

    /// Word F1 of furniture, content words lost, categories right; in per cent.
    fn figures(&self) -> [f64; 3] {
        let share = |a: usize, b: usize| 100.0 * a as f64 / b.max(1) as f64;
        [
            share(2 * self.right, self.furniture + self.found),
            share(self.lost, self.content),
            share(self.categories, self.rows),
        ]
    }
}

fn rows(path: &Path) -> Vec<Row> {
    let read = |line: &str| {
        let mut parts = line.splitn(3, '\t');
        let what = parts.next()?;
        let category = Category::from_token(what);
        assert!(category.is_some() || what == "content", "{path:?}: {line}");
        let leftovers = parts.next()?.to_owned();
        let mut text = String::new();
        let mut rest = parts.next()?;
        while let Some((before, marked)) = rest.split_once("{{") {
            let (kind, after) = marked.split_once('|')?;
            assert!(Category::from_token(kind).is_some(), "{path:?}: {line}");
            let (words, after) = after.split_once("}}")?;
            text.extend([before, words]);
            rest = after;
        }
        text.push_str(rest);
        Some(Row {
            category,
            leftovers,
            text,
        })
    };
    let file = fs::read_to_string(path).unwrap();
    let lines = file.lines().filter(|line| !line.is_empty());
    lines.map(|line| read(line).expect(line)).collect()
}

fn squeezed(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|c| !c.is_whitespace())
}

/// Labels an article and counts how the rows, which hold its text in order, fared.
fn count(article: &Article, rows: &[&Row], mistakes: &mut Vec<String>) -> Counts {
    let labels = analyze(article).blocks;
    // what each character that is no white space was taken for
    let taken: Vec<_> = article
        .blocks()
        .iter()
        .zip(&labels)
        .flat_map(|(block, label)| {
            let furniture = label.role == Role::Boilerplate;
            let category = label.category.filter(|_| furniture);
            squeezed(article.block_text(block)).map(move |c| (c, category))
        })
        .collect();
    let mut at = 0;
    let mut counts = Counts::default();
    for row in rows {
        let length = squeezed(&row.text).count();
        let here = &taken[at..taken.len().min(at + length)];
        assert!(
            squeezed(&row.text).eq(here.iter().map(|(c, _)| *c)),
            "{}",
            row.text
        );
        at += length;
        let furniture = here
            .iter()
            .filter(|(_, category)| category.is_some())
            .count()
            * 2
            > length;
        let category = here[0].1;
        let words = row.text.split_whitespace().count();
        counts.found += if furniture { words } else { 0 };
        if row.category.is_some() {
            counts.furniture += words;
            counts.right += if furniture { words } else { 0 };
            counts.rows += usize::from(furniture);
            counts.categories += usize::from(furniture && category == row.category);
        } else {
            counts.content += words;
            counts.lost += if furniture { words } else { 0 };
        }
        if furniture != row.category.is_some() || furniture && category != row.category {
            let gold = row.category.map_or("content", |category| category.token());
            let found = category
                .filter(|_| furniture)
                .map_or("content", |c| c.token());
            mistakes.push(format!("{found} for {gold}: {}", row.text));
        }
    }
    counts
}

/// Run with `--nocapture` for the figures of each page, and `VERBOSE=1` for every mistake.
#[test]
fn pages_and_what_tools_leave_of_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/pages");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "labels"));
    paths.sort();
    assert!(paths.len() >= 10);
    let mut all: BTreeMap<&str, Counts> = BTreeMap::new();
    for path in &paths {
        let rows = rows(path);
        let page = fs::read_to_string(path.with_extension("html")).unwrap();
        for (name, sign) in [
            ("html", ""),
            ("main", "m"),
            ("reader", "r"),
            ("recall", "c"),
        ] {
            let left: Vec<&Row> = rows
                .iter()
                .filter(|row| row.leftovers.contains(sign))
                .collect();
            let article = if sign.is_empty() {
                ascribe_html::read(&page, None)
            } else {
                let lines: Vec<&str> = left.iter().map(|row| &*row.text).collect();
                Article::from_plain(lines.join("\n"))
            };
            let mut mistakes = Vec::new();
            let counts = count(&article, &left, &mut mistakes);
            let [f1, lost, categories] = counts.figures();
            let stem = path.file_stem().unwrap().to_string_lossy();
            println!(
                "{stem:14} {name:6} F1 {f1:5.1}  lost {lost:4.1}  categories {categories:5.1}"
            );
            if std::env::var_os("VERBOSE").is_some() {
                mistakes
                    .iter()
                    .for_each(|mistake| println!("    {mistake}"));
            }
            all.entry(name).or_default().add(&counts);
        }
    }
    // the measured figures less a little
    let floors = [
        ("html", 93.0, 2.2, 75.0),
        ("main", 74.0, 2.0, 73.0),
        ("reader", 54.0, 1.5, 72.0),
        ("recall", 38.0, 1.2, 78.0),
    ];
    for (name, least, most, categories) in floors {
        let [f1, lost, right] = all[name].figures();
        println!("all            {name:6} F1 {f1:5.1}  lost {lost:4.1}  categories {right:5.1}");
        assert!(
            f1 >= least && lost <= most && right >= categories,
            "{name}: {f1:.1}, {lost:.1}, {right:.1}"
        );
    }
}

//! Runs the program: its contract with scripts.

use serde_json::Value;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

fn run(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_ascribe"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // On a thread, so that neither side waits for the other; a program that stops reading
    // closes the pipe.
    let writer = std::thread::spawn(move || {
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn lines(output: &Output) -> Vec<Value> {
    let text = std::str::from_utf8(&output.stdout).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn errors(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A file of its own for a test.
fn file(name: &str, contents: &[u8]) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, contents).unwrap();
    path
}

#[test]
fn text_gives_one_object_with_every_part() {
    let output = run(
        &["analyze", "--input", "text"],
        "Zoë’s 🎈 boat\n\nIt sank.".as_bytes(),
    );
    assert_eq!(output.status.code(), Some(0));
    let results = lines(&output);
    assert_eq!(results.len(), 1);
    let result = &results[0];
    let names: Vec<&str> = result
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(
        names,
        [
            "schema",
            "id",
            "engine",
            "offsets",
            "language",
            "metadata",
            "blocks",
            "sentences",
            "boilerplate",
            "quotes",
            "attributions",
            "speakers"
        ]
    );
    assert_eq!(result["schema"], 1);
    assert_eq!(result["engine"]["name"], "ascribe");
    assert_eq!(result["metadata"]["title"], Value::Null);
    assert_eq!(result["blocks"][1]["span"], serde_json::json!([14, 22]));
}

#[test]
fn offsets_come_in_the_unit_asked_for() {
    for (unit, end) in [("codepoint", 3), ("utf16", 4), ("utf8", 7)] {
        let output = run(&["analyze", "--offsets", unit], "é🎈!".as_bytes());
        let results = lines(&output);
        assert_eq!(results[0]["offsets"], unit);
        assert_eq!(results[0]["blocks"][0]["span"][1], end);
    }
}

#[test]
fn html_gives_the_text_that_offsets_count_in() {
    let page = "<!doctype html><title>A</title><h1>Tide &amp; time</h1>\
        <p>The water rose by a metre in the old harbour on Monday night, and the ferry stayed.";
    let results = lines(&run(&["analyze"], page.as_bytes()));
    let text = results[0]["text"].as_str().unwrap();
    assert!(text.starts_with("Tide & time\n\nThe water"), "{text}");
    assert_eq!(results[0]["metadata"]["title"], "A");
    assert_eq!(results[0]["blocks"][0]["kind"], "heading");
    assert_eq!(results[0]["blocks"][1]["role"], "content");
}

#[test]
fn stages_pick_parts() {
    let output = run(
        &["analyze", "--stages", "sentences,quotes", "--with-text"],
        b"One.",
    );
    let results = lines(&output);
    let names: Vec<&str> = results[0]
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(
        names,
        [
            "schema",
            "id",
            "engine",
            "offsets",
            "language",
            "text",
            "sentences",
            "quotes"
        ]
    );
}

#[test]
fn a_bad_line_is_an_error_and_the_run_goes_on() {
    let input = b"{\"id\": 1, \"text\": \"One.\"}\n\nnot json\n[1]\n{\"id\": 2}\n{\"id\": 3, \"text\": 4}\n{\"id\": \"x\", \"html\": \"<p>Two.\", \"url\": \"https://a.example/\"}";
    let output = run(&["analyze", "--input", "ndjson"], input);
    assert_eq!(output.status.code(), Some(1));
    let results = lines(&output);
    assert_eq!(results.len(), 6);
    assert_eq!(results[0]["id"], 1);
    let bad: Vec<(u64, &str)> = results[1..5]
        .iter()
        .map(|result| {
            (
                result["line"].as_u64().unwrap(),
                result["error"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        bad.iter().map(|(line, _)| *line).collect::<Vec<_>>(),
        [3, 4, 5, 6]
    );
    assert!(bad[0].1.starts_with("not JSON"), "{}", bad[0].1);
    assert_eq!(bad[1].1, "not a JSON object");
    assert_eq!(bad[2].1, "has neither `text` nor `html`");
    assert_eq!(bad[3].1, "`text` is not a string");
    assert_eq!(results[4]["id"], 3);
    assert_eq!(results[5]["text"], "Two.");
    assert_eq!(results[5]["metadata"]["url"], "https://a.example/");
    assert!(errors(&output).contains("standard input:3: not JSON"));
}

#[test]
fn ndjson_is_answered_line_by_line() {
    use std::io::{BufRead, BufReader};
    let mut child = Command::new(env!("CARGO_BIN_EXE_ascribe"))
        .args(["analyze", "--input", "ndjson"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    for id in 0..3 {
        writeln!(stdin, "{{\"id\": {id}, \"text\": \"One.\"}}").unwrap();
        stdin.flush().unwrap();
        // The answer is there while the input is still open.
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let result: Value = serde_json::from_str(&line).unwrap();
        assert_eq!(result["id"], id);
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn files_are_named_and_missing_ones_reported() {
    let text = file("named.txt", b"One.");
    let page = file("named.html", b"Only <b>words</b>");
    let output = run(
        &[
            "analyze",
            text.to_str().unwrap(),
            "/nowhere/at/all",
            page.to_str().unwrap(),
        ],
        b"",
    );
    assert_eq!(output.status.code(), Some(1));
    let results = lines(&output);
    assert_eq!(results[0]["id"], text.to_str().unwrap());
    assert!(
        results[1]["error"]
            .as_str()
            .unwrap()
            .contains("No such file")
    );
    assert_eq!(results[1]["file"], "/nowhere/at/all");
    assert_eq!(results[2]["text"], "Only words");
    assert!(errors(&output).contains("/nowhere/at/all: No such file"));
}

#[test]
fn usage_errors_end_with_2() {
    for arguments in [
        &["frobnicate"][..],
        &[],
        &["analyze", "--input", "pdf"],
        &["analyze", "--offsets", "bytes"],
        &["analyze", "--stages", "article,nonsense"],
        &["export"],
        &["export", "--format", "docx"],
    ] {
        assert_eq!(run(arguments, b"").status.code(), Some(2), "{arguments:?}");
    }
    for arguments in [
        &["--help"][..],
        &["analyze", "--help"],
        &["export", "--help"],
    ] {
        let output = run(arguments, b"");
        assert_eq!(output.status.code(), Some(0));
        assert!(String::from_utf8_lossy(&output.stdout).contains("Examples:"));
    }
    let version = run(&["--version"], b"");
    assert_eq!(
        version.stdout,
        format!("ascribe {}\n", ascribe::ENGINE_VERSION).as_bytes()
    );
}

#[test]
fn export_gives_the_article_alone() {
    let page = b"<h1>Water in the old harbour rises by a metre</h1>
        <p>The water rose by a metre on <em>Monday</em> night, the <a href='/x'>port</a> said, and 1 &lt; 2.
        <h2>What happens next in the town</h2>
        <p>The ferry stays where it is until the wind has gone down, which may take a week.";
    let exported = |format| {
        let output = run(&["export", "--format", format, "--input", "html"], page);
        assert_eq!(output.status.code(), Some(0));
        String::from_utf8(output.stdout).unwrap()
    };
    let text = exported("text");
    assert!(
        text.contains("on Monday night, the port said, and 1 < 2.\n\n"),
        "{text}"
    );
    assert!(text.ends_with("take a week.\n"), "{text}");
    let html = exported("html");
    let words = "on <em>Monday</em> night, the <a href=\"/x\">port</a> said, and 1 &lt; 2.</p>\n";
    assert!(html.contains(words), "{html}");
    let markdown = exported("markdown");
    assert!(
        markdown.contains("on *Monday* night, the [port](/x) said, and 1 &lt; 2.\n\n"),
        "{markdown}"
    );
}

#[test]
fn pretty_output_is_indented_json() {
    let output = run(&["analyze", "--pretty"], b"One.");
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.starts_with("{\n  \"schema\": 1"));
    assert!(serde_json::from_str::<Value>(&text).is_ok());
}

/// Whatever comes in, one object comes out, and status 0.
#[test]
fn any_input_gives_a_result() {
    let paragraph =
        "<p>".to_owned() + &"The harbour is closed until the wind goes down. ".repeat(9) + "\n\n";
    let table: Vec<(&str, Vec<u8>)> = vec![
        ("empty", Vec::new()),
        ("blank", b" \n\t\r\n ".to_vec()),
        ("one huge line", "word ".repeat(200_000).into_bytes()),
        ("no space at all", "x".repeat(1_000_000).into_bytes()),
        (
            "ten megabytes",
            paragraph.repeat(10_000_000 / paragraph.len()).into_bytes(),
        ),
        (
            "broken UTF-8",
            b"caf\xc3\xa9 caf\xe9 \xff\xfe \xc3 and more\n\n\xf0\x9f".to_vec(),
        ),
        ("NUL bytes", b"one\0two\n\n\0\0\n\nthree".to_vec()),
        (
            "unbalanced quotes",
            "“one “two ‘three \"four ”” ’ \" ".repeat(2000).into_bytes(),
        ),
        ("only emoji", "🎈👩‍👩‍👧🏳️‍🌈".repeat(500).into_bytes()),
        (
            "right to left",
            "אמר השר: \"לא\".\n\nقال الوزير «لا»."
                .repeat(50)
                .into_bytes(),
        ),
        ("line ends", b"a\r\nb\rc\n\r\n\rd".to_vec()),
        ("markup", b"<<<>>><p<b>&&;</".to_vec()),
    ];
    for (name, input) in table {
        for kind in ["text", "html"] {
            let output = run(&["analyze", "--input", kind], &input);
            assert_eq!(
                output.status.code(),
                Some(0),
                "{name} as {kind}: {}",
                errors(&output)
            );
            assert_eq!(lines(&output).len(), 1, "{name} as {kind}");
            if name == "broken UTF-8" {
                assert!(errors(&output).contains("warning"), "{name} as {kind}");
            }
        }
        let output = run(&["analyze", "--input", "ndjson"], &input);
        assert!(
            matches!(output.status.code(), Some(0 | 1)),
            "{name} as ndjson"
        );
    }
}

#[test]
fn a_reader_that_leaves_ends_the_run_quietly() {
    let input = file(
        "many.ndjson",
        "{\"id\": 1, \"text\": \"One. Two.\"}\n"
            .repeat(20_000)
            .as_bytes(),
    );
    let mut child = Command::new(env!("CARGO_BIN_EXE_ascribe"))
        .args(["analyze", input.to_str().unwrap()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(errors(&output), "");
}

#[test]
fn weights_of_ones_own_are_taken_and_bad_ones_refused() {
    let text = "The ministry said on Monday that the pier was safe.".as_bytes();
    let built_in = concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/attribution.bin");
    let output = run(&["analyze", "--model", built_in], text);
    assert_eq!(lines(&output), lines(&run(&["analyze"], text)));
    let name = lines(&output)[0]["engine"]["model"].clone();
    assert_eq!(name, ascribe::model::builtin_name());
    let mut model = ascribe::model::builtin().clone();
    model.settings.begin_bias = -50.0;
    let deaf = file("deaf.bin", &model.to_bytes());
    let output = run(&["analyze", "--model", deaf.to_str().unwrap()], text);
    let result = &lines(&output)[0];
    assert_eq!(result["attributions"].as_array().map(Vec::len), Some(0));
    let name = result["engine"]["model"].as_str().unwrap();
    assert!(name.starts_with("custom-"), "{name}");
    let bad = file("bad.bin", b"no weights");
    let output = run(&["analyze", "--model", bad.to_str().unwrap()], text);
    assert_eq!(output.status.code(), Some(2));
    assert!(errors(&output).contains("not an Ascribe weights file"));
}

#[test]
fn an_attribution_is_explained_in_words() {
    let text =
        "“It holds,” said Ana Ruiz.\n\nThe pier was reportedly closed by the port on Friday.";
    let output = run(&["explain", "--offsets", "utf8"], text.as_bytes());
    assert_eq!(output.status.code(), Some(0));
    let result = &lines(&output)[0];
    let analysis = &lines(&run(&["analyze", "--offsets", "utf8"], text.as_bytes()))[0];
    let explanations = result["explanations"].as_array().unwrap();
    assert_eq!(explanations.len(), 2);
    for (number, explanation) in explanations.iter().enumerate() {
        let attribution = &analysis["attributions"][number];
        assert_eq!(explanation["attribution"], number);
        assert_eq!(explanation["cue"]["spans"], attribution["cue"]);
        assert_eq!(explanation["content"]["spans"], attribution["content"]);
        assert_eq!(explanation["confidence"], attribution["confidence"]);
    }
    let learned = &explanations[0];
    assert_eq!(learned["decider"], "weights");
    assert_eq!(learned["cue"]["words"], "said");
    let evidence = &learned["evidence"]["attribution"];
    let reasons = evidence["reasons"].as_array().unwrap();
    let sum: f64 = reasons.iter().filter_map(|r| r["weight"].as_f64()).sum();
    assert!((sum - evidence["score"].as_f64().unwrap()).abs() < 0.02);
    let strongest = reasons[0]["words"].as_str().unwrap();
    let summary = learned["summary"].as_str().unwrap();
    assert!(summary.contains("Learned weights"), "{summary}");
    assert!(summary.contains(&format!("{strongest} (")), "{summary}");
    assert_eq!(explanations[1]["decider"], "hearsay");
    assert_eq!(explanations[1]["evidence"], Value::Null);

    let output = run(&["explain", "--attribution", "1"], text.as_bytes());
    let result = &lines(&output)[0];
    assert_eq!(result["explanations"][0]["cue"]["words"], "reportedly");
    let output = run(&["explain", "--attribution", "2"], text.as_bytes());
    assert_eq!(output.status.code(), Some(1));
    let error = lines(&output)[0]["error"].clone();
    assert_eq!(
        error,
        "there is no attribution 2: the document has 2, counted from 0"
    );
    let help = String::from_utf8(run(&["explain", "--help"], b"").stdout).unwrap();
    assert!(help.contains("--attribution <N>"), "{help}");
}

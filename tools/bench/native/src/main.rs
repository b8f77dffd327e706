//! Times the analysis of texts in memory, for `npm run bench`: starting a process and JSON do not
//! count.
//!
//! It is a conversation, so that the bench can take turns between this and what it is compared
//! with. Each line of standard input is either an array of texts, which is kept, or the number of
//! such an array (from 0), whose texts are then analysed once. The answer to a number is a line
//! `{"wall": ms, "cpu": ms, "found": attributions}`; `cpu` is null where there is no such clock.

use std::hint::black_box;
use std::io::{self, Write};
use std::time::{Duration, Instant};

use ascribe::Article;
use ascribe::analysis::analyze;
use serde_json::{Value, json};

fn main() -> io::Result<()> {
    let mut sets: Vec<Vec<String>> = Vec::new();
    for line in io::stdin().lines() {
        match serde_json::from_str(&line?)? {
            Value::Array(texts) => sets.push(texts.iter().filter_map(text).collect()),
            number => {
                let set = number.as_u64().and_then(|number| sets.get(number as usize));
                let set = set.ok_or(io::ErrorKind::InvalidInput)?;
                let mut output = io::stdout().lock();
                writeln!(output, "{}", run(set))?;
                output.flush()?;
            }
        }
    }
    Ok(())
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn run(texts: &[String]) -> Value {
    let (wall, cpu) = (Instant::now(), cpu_time());
    let found: usize = texts
        .iter()
        .map(|text| {
            let analysis = black_box(analyze(&Article::from_plain(black_box(text.as_str()))));
            analysis.attributions.len()
        })
        .sum();
    let wall = milliseconds(wall.elapsed());
    let cpu = cpu_time()
        .zip(cpu)
        .map(|(end, start)| milliseconds(end - start));
    json!({ "wall": wall, "cpu": cpu, "found": found })
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// What this process has had of the processor: on a busy machine much steadier than the wall clock.
#[cfg(unix)]
fn cpu_time() -> Option<Duration> {
    use rustix::time::{ClockId, clock_gettime};
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Some(Duration::new(time.tv_sec as u64, time.tv_nsec as u32))
}

#[cfg(not(unix))]
fn cpu_time() -> Option<Duration> {
    None
}

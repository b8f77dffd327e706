//! wasm-bindgen's two programs, run from its library, so that `Cargo.lock` pins them together with
//! the crate and nothing has to be installed.
//!
//! `ascribe-bindgen bindgen …` makes the JavaScript bindings of a wasm file; `ascribe-bindgen
//! runner …` runs a wasm test binary (`.cargo/config.toml` names it as the target's runner). All
//! further arguments are those of `wasm-bindgen` and `wasm-bindgen-test-runner`.

use std::env;
use std::process::ExitCode;

use wasm_bindgen_cli::{wasm_bindgen, wasm_bindgen_test_runner};

fn main() -> ExitCode {
    let mut args = env::args_os();
    let program = args.next().unwrap_or_default();
    let command = args.next().unwrap_or_default();
    // Both programs skip the first argument as their own name.
    let args = std::iter::once(program).chain(args);
    let outcome = match command.to_str() {
        Some("bindgen") => wasm_bindgen::run_cli_with_args(args),
        Some("runner") => wasm_bindgen_test_runner::run_cli_with_args(args),
        _ => Err(anyhow::anyhow!("usage: ascribe-bindgen bindgen|runner …")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

//! The program as a user runs it.

#![allow(dead_code)] // Each test takes what it needs.

use std::io::Write;
use std::process::{Command, Stdio};

/// What a run left behind.
pub struct Ran {
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub said: String,
}

/// Runs the program in a folder, with nothing of the environment but what is given here; a panic is never accepted.
pub fn run_in(folder: &std::path::Path, arguments: &[&str], input: &[u8]) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_jixiao"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("NO_COLOR", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let bytes = input.to_owned();
    let mut stdin = child.stdin.take().expect("a pipe");
    // A program that does not read its input closes it: that is no failure of the test.
    let writer = std::thread::spawn(move || stdin.write_all(&bytes));
    let output = child.wait_with_output().expect("the program ends");
    let _ = writer.join().expect("no panic");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    let ran =
        Ran { code: output.status.code().unwrap_or(-1), out: text(output.stdout), said: text(output.stderr) };
    assert!(!ran.said.contains("panicked"), "jixiao {arguments:?}:\n{}", ran.said);
    ran
}

/// The root of the repository, where the shipped tables lie.
pub fn root() -> &'static std::path::Path {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
}

//! `jixiao completions`: what a shell needs to complete the command line.

use super::args::Arguments;
use super::{End, output};
use clap::CommandFactory;

#[allow(clippy::unnecessary_wraps)] // as every command
pub(super) fn run(shell: clap_complete::Shell) -> std::io::Result<End> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "jixiao", &mut script);
    output::data(&String::from_utf8_lossy(&script)).map(|()| End::Done)
}

//! The command line, a file a command. Data go to standard output, all else to standard error.

mod args;
mod baseline;
mod bulk;
mod check;
mod compare;
mod completions;
mod conflict;
mod eval;
mod explain;
mod import;
mod output;
mod parse;
mod policy;
mod rollup;
mod score;
mod tables;

use crate::diagnostic::{Code, Diagnostic};
use crate::input::ReadOptions;
use crate::message::Lang;
use crate::say;
use crate::sources::Sources;
use args::{Arguments, Command, Common};
use clap::Parser;
use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    /// 0
    Done,
    /// 1
    Findings,
    /// 2: something could not be read, understood or written.
    Problems,
}

impl From<End> for ExitCode {
    fn from(end: End) -> Self {
        Self::from(match end {
            End::Done => 0,
            End::Findings => 1,
            End::Problems => 2,
        })
    }
}

/// What every command works with.
#[derive(Debug)]
struct Context {
    /// The policies that were asked for; all commands but one take at most one.
    policies: Vec<String>,
    /// The language of everything that is said.
    lang: Lang,
    /// How files are read.
    read: ReadOptions,
    /// Whether standard error stays silent.
    quiet: bool,
}

impl Context {
    fn new(common: Common) -> Self {
        Self {
            policies: common.policies,
            lang: common.lang.map_or_else(lang_of_environment, Lang::from),
            read: ReadOptions {
                encoding: common.encoding.into(),
                year: common.year,
                ..ReadOptions::default()
            },
            quiet: common.quiet,
        }
    }

    /// The policy that was asked for.
    fn policy(&self) -> Option<&str> {
        self.policies.first().map(String::as_str)
    }
}

/// Chinese where the environment says `zh`, and where it says nothing; English elsewhere.
fn lang_of_environment() -> Lang {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    match ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set) {
        Some(locale) if !locale.to_ascii_lowercase().starts_with("zh") => Lang::En,
        _ => Lang::Zh,
    }
}

/// Prints what the reading of the arguments ends with, and says how it went: help that reached nobody is no success.
fn told_by_arguments(told: &clap::Error) -> ExitCode {
    match told.print() {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => End::Problems.into(),
        _ => ExitCode::from(u8::try_from(told.exit_code()).unwrap_or(2)),
    }
}

/// Runs the program with the arguments it was called with.
pub fn run() -> ExitCode {
    let Arguments { command, common } = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        // The help, the version, or what is wrong with the arguments.
        Err(told) => return told_by_arguments(&told),
    };
    crate::guard::silence();
    let context = Context::new(common);
    if context.policies.len() > 1 && !matches!(command, Command::Compare(_)) {
        let title =
            say!("只有 `compare` 可以给出多个 `--policy`", "only `compare` takes more than one `--policy`");
        let diagnostic = Diagnostic::new(Code::Usage, title);
        return output::diagnostics(&context, &[diagnostic], &Sources::default()).into();
    }
    let ended = match command {
        Command::Score(arguments) => score::run(&arguments, &context),
        Command::Check(arguments) => check::run(&arguments, &context),
        Command::Explain(arguments) => explain::run(&arguments, &context),
        Command::Compare(arguments) => compare::run(&arguments, &context),
        Command::Rollup(arguments) => rollup::run(&arguments, &context),
        Command::Import(arguments) => import::run(&arguments, &context),
        Command::Eval(arguments) => eval::run(&arguments, &context),
        Command::Parse(arguments) => parse::run(&arguments, &context),
        Command::Policy(arguments) => policy::run(&arguments, &context),
        Command::Completions { shell } => completions::run(shell),
    };
    match ended {
        Ok(end) => end.into(),
        // The reader went away, as `| head` does: nothing is wrong.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            output::say(&context, &format!("jixiao: {error}\n"));
            End::Problems.into()
        }
    }
}

//! `jixiao eval`: one indicator, or one a line.

use super::args::{Eval, figure};
use super::{Context, End, output};
use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::embedded::vocabulary;
use crate::evaluation::DEFAULT_POLICY;
use crate::files::read_policy;
use crate::message::Message;
use crate::policy::Policy;
use crate::report::EvaluatedRow;
use crate::say;
use crate::scoring::{Row, score_row};
use crate::sources::Sources;
use crate::terminal::Standard;
use rust_decimal::Decimal;
use serde::Serialize;

/// Longest line that is read, in bytes; a longer one is reported and passed over.
const LONGEST_LINE: u64 = 1 << 20;

pub(super) fn run(arguments: &Eval, context: &Context) -> std::io::Result<End> {
    let found = read_policy(context.policy().unwrap_or(DEFAULT_POLICY), None, context.read);
    let end = output::diagnostics(context, &found.diagnostics, &found.sources);
    let broken = Problems::has_errors(&found.diagnostics);
    let Some(policy) = found.policy.filter(|_| !broken) else { return Ok(End::Problems) };
    if arguments.stdin {
        return lines(arguments, &policy, context).map(|lines| end.max(lines));
    }
    let (Some(weight), Ok(claimed)) = (
        arguments.weight.as_deref().and_then(figure),
        arguments.claimed.as_deref().map(figure).transpose_ok(),
    ) else {
        let wrong = arguments.weight.as_deref().filter(|text| figure(text).is_none());
        let text = wrong.or(arguments.claimed.as_deref()).unwrap_or_default();
        let diagnostic = Diagnostic::new(Code::NotANumber, not_a_weight(text));
        return Ok(output::diagnostics(context, &[diagnostic], &Sources::default()));
    };
    let target = arguments.target.as_deref().unwrap_or_default();
    let actual = arguments.actual.as_deref().unwrap_or_default();
    let row = Row { claimed, ..row(arguments, context.read.year, target, actual, weight) };
    let scored = score_row(&row, &policy, vocabulary());
    let printed = EvaluatedRow::new(target, actual, Some(weight), &scored, &policy, context.lang);
    output::data(&(serde_json::to_string(&printed)? + "\n")).map(|()| end)
}

/// `Some(None)` is a text that is no figure.
trait TransposeOk {
    fn transpose_ok(self) -> Result<Option<Decimal>, ()>;
}

impl TransposeOk for Option<Option<Decimal>> {
    fn transpose_ok(self) -> Result<Option<Decimal>, ()> {
        match self {
            Some(None) => Err(()),
            Some(figure) => Ok(figure),
            None => Ok(None),
        }
    }
}

fn row<'a>(
    arguments: &'a Eval,
    year: Option<i32>,
    target: &'a str,
    actual: &'a str,
    weight: Decimal,
) -> Row<'a> {
    Row {
        class: arguments.class.as_deref(),
        group: arguments.group.as_deref(),
        target,
        actual,
        weight: Some(weight),
        year,
        ..Row::default()
    }
}

fn not_a_weight(text: &str) -> Message {
    let shown: String = text.chars().take(60).collect();
    say!(
        "“{shown}”不是有效的分值：应为不小于 0、至多 28 位的数",
        "“{shown}” is not a valid weight: a number from 0 up, of at most 28 digits, is expected"
    )
}

/// A line that could not be scored.
#[derive(Serialize)]
struct BadLine<'a> {
    line: u64,
    error: &'a str,
}

/// Lines of target, actual and weight, in their order; a bad one is reported in its place, the rest goes on.
fn lines(arguments: &Eval, policy: &Policy, context: &Context) -> std::io::Result<End> {
    let mut input = std::io::stdin().lock();
    let mut out = Standard::new();
    let mut end = End::Done;
    let mut number: u64 = 0;
    let mut line = Vec::new();
    while super::parse::next_line(&mut input, &mut line, LONGEST_LINE)? {
        number = number.saturating_add(1);
        let scored = std::str::from_utf8(&line)
            .map_err(|_| say!("不是 UTF-8", "not UTF-8"))
            .and_then(|text| cells(text.trim_end_matches('\r')));
        match scored {
            Ok((target, actual, weight)) => {
                let scored = score_row(
                    &row(arguments, context.read.year, target, actual, weight),
                    policy,
                    vocabulary(),
                );
                let printed = EvaluatedRow::new(target, actual, Some(weight), &scored, policy, context.lang);
                out.write(serde_json::to_string(&printed)?.as_bytes())?;
            }
            Err(message) => {
                end = End::Problems;
                let bad = BadLine { line: number, error: message.in_lang(context.lang) };
                out.write(serde_json::to_string(&bad)?.as_bytes())?;
            }
        }
        out.write(b"\n")?;
    }
    out.flush().map(|()| end)
}

/// Target, actual and weight of a line.
fn cells(line: &str) -> Result<(&str, &str, Decimal), Message> {
    let mut cells = line.split('\t');
    match (cells.next(), cells.next(), cells.next(), cells.next()) {
        (Some(target), Some(actual), Some(weight), None) => {
            figure(weight).map(|weight| (target, actual, weight)).ok_or_else(|| not_a_weight(weight))
        }
        _ => Err(say!(
            "一行应有三格，以制表符分隔：指标值、完成值、分值",
            "a line has three cells, separated by tabs: target, actual, weight"
        )),
    }
}

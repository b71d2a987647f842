//! `jixiao policy`: the policies that are shipped, one of them as it is, what is wrong with one, and its tests.

use super::args::{Policy as Arguments, SchemaKind};
use super::{Context, End, output};
use crate::decode::{policy_cases, resolved_policy};
use crate::embedded::{shipped_base, vocabulary};
use crate::files::read_policy;
use crate::keys::{SchemaOf, schema};
use crate::message::Message;
use crate::policy::Policy;
use crate::report::{policy_list, trial_report};
use crate::say;
use crate::shipped::shipped_policies;
use crate::sources::Document;
use crate::trial::{self, Case, Outcome};
use std::sync::Arc;

pub(super) fn run(arguments: &Arguments, context: &Context) -> std::io::Result<End> {
    match arguments {
        Arguments::List => {
            let width = u16::try_from(output::width()).unwrap_or(u16::MAX);
            output::data(&policy_list(shipped_policies(), context.lang, width)).map(|()| End::Done)
        }
        Arguments::Show { id } => show(id, context),
        Arguments::Check { files } => checked(files, context),
        Arguments::Schema { of } => {
            let of = match of {
                None => SchemaOf::Any,
                Some(SchemaKind::Assessment) => SchemaOf::Assessment,
                Some(SchemaKind::IndicatorSet) => SchemaOf::IndicatorSet,
                Some(SchemaKind::Policy) => SchemaOf::Policy,
            };
            let text = serde_json::to_string_pretty(&schema(of))?;
            output::data(&format!("{text}\n")).map(|()| End::Done)
        }
        Arguments::Test { files } => tested(files, context),
    }
}

fn show(id: &str, context: &Context) -> std::io::Result<End> {
    let found = read_policy(id, None, context.read);
    let end = output::diagnostics(context, &found.diagnostics, &found.sources);
    let file = if found.sources.get(id).is_some() { id.to_owned() } else { format!("{id}.yaml") };
    let bases = |name: &str| match found.sources.get(name) {
        Some(text) => Ok(Document { name: name.to_owned(), text: text.to_owned() }),
        None => shipped_base(name),
    };
    let resolved = found.sources.get(&file).and_then(|text| resolved_policy(&file, text, &bases));
    match resolved {
        Some(text) if found.policy.is_some() => output::data(&text).map(|()| end),
        _ => Ok(End::Problems),
    }
}

/// What was named, or everything that is shipped.
fn named(files: &[String]) -> Vec<String> {
    if files.is_empty() {
        shipped_policies().map(|policy| policy.id.value.clone()).collect()
    } else {
        files.to_vec()
    }
}

/// A policy with its tests, and what is wrong with either.
struct Read {
    policy: Option<Policy>,
    cases: Vec<Case>,
    end: End,
}

fn read(name: &str, context: &Context) -> Read {
    let found = read_policy(name, None, context.read);
    let mut end = output::diagnostics(context, &found.diagnostics, &found.sources);
    let shipped = format!("{name}.yaml");
    let file = if found.sources.get(name).is_some() { name } else { &shipped };
    let cases = found.sources.get(file).map(|text| policy_cases(file, text));
    let mut all = Vec::new();
    if let Some(cases) = cases {
        // What is wrong with the file as YAML has been said already.
        let new: Vec<_> = cases
            .diagnostics
            .into_iter()
            .filter(|found_here| !found.diagnostics.contains(found_here))
            .collect();
        end = end.max(output::diagnostics(context, &new, &found.sources));
        all = cases.value.unwrap_or_default();
        if let Some(policy) = &found.policy {
            let names = trial::unknown_names(&all, policy).into_iter();
            let names: Vec<_> = names.map(|found_here| found_here.file(&Arc::from(file))).collect();
            end = end.max(output::diagnostics(context, &names, &found.sources));
        }
    }
    Read { policy: found.policy.filter(|_| end == End::Done), cases: all, end }
}

fn checked(files: &[String], context: &Context) -> std::io::Result<End> {
    let mut end = End::Done;
    for name in named(files) {
        let this = read(&name, context).end;
        end = end.max(this);
        let verdict: Message = if this == End::Done {
            say!("{name}：通过", "{name}: no errors")
        } else {
            say!("{name}：有错误", "{name}: has errors")
        };
        output::data(&format!("{}\n", verdict.in_lang(context.lang)))?;
    }
    Ok(end)
}

/// Runs the tests of policies. A case that fails is a finding, a policy that cannot be used is a problem.
fn tested(files: &[String], context: &Context) -> std::io::Result<End> {
    let mut end = End::Done;
    for name in named(files) {
        let Read { policy, cases, end: this } = read(&name, context);
        end = end.max(this);
        let Some(policy) = policy else { continue };
        let outcomes: Vec<(&Case, Outcome<'_>)> =
            cases.iter().map(|case| (case, trial::run(case, &policy, vocabulary()))).collect();
        output::data(&output::for_people(&trial_report(&name, &outcomes, context.lang)))?;
        if outcomes.iter().any(|(_, outcome)| !outcome.differences.is_empty()) {
            end = end.max(End::Findings);
        }
    }
    Ok(end)
}

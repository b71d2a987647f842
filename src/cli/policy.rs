//! `jixiao policy`: the policies that are shipped, one of them as it is, and what is wrong with one.

use super::args::Policy as Arguments;
use super::{Context, End, output};
use crate::load::{Document, read_policy, shipped_policies};
use crate::message::Message;
use crate::policy::check;
use crate::report::policy_list;
use crate::say;

pub(super) fn run(arguments: &Arguments, context: &Context) -> std::io::Result<End> {
    match arguments {
        Arguments::List => output::data(&policy_list(shipped_policies(), context.lang)).map(|()| End::Done),
        Arguments::Show { id } => show(id, context),
        Arguments::Check { files } => checked(files, context),
    }
}

fn show(id: &str, context: &Context) -> std::io::Result<End> {
    let found = read_policy(id, None, context.read);
    let end = output::diagnostics(context, &found.diagnostics, &found.sources);
    let _: Option<Document> = None;
    match found.policy {
        Some(_) => Ok(end),
        None => Ok(End::Problems),
    }
}

fn checked(files: &[String], context: &Context) -> std::io::Result<End> {
    let names: Vec<String> = if files.is_empty() {
        shipped_policies().iter().map(|policy| policy.id.value.clone()).collect()
    } else {
        files.to_vec()
    };
    let mut end = End::Done;
    for name in names {
        let found = read_policy(&name, None, context.read);
        let mut diagnostics = found.diagnostics;
        if let Some(policy) = &found.policy {
            diagnostics.extend(check(policy));
        }
        let this = output::diagnostics(context, &diagnostics, &found.sources);
        end = end.max(this);
        let verdict: Message = if this == End::Done {
            say!("{name}：通过", "{name}: in order", name = name)
        } else {
            say!("{name}：有错误", "{name}: has errors", name = name)
        };
        output::data(&format!("{}\n", verdict.in_lang(context.lang)))?;
    }
    Ok(end)
}

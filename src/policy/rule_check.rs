//! Rows that no rule takes, and awards that the rows of their rule cannot have.

use super::{Award, Occasion, Policy, Rule, Stated};
use crate::cell::{Kind, Op};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::Message;
use crate::say;

pub(super) fn rows(policy: &Policy, found: &mut Vec<Diagnostic>) {
    directions(policy, found);
    found.extend(policy.stated().filter_map(misplaced));
}

/// A direction, printed or read into a bare number, for which no rule holds whatever the class of the row.
fn directions(policy: &Policy, found: &mut Vec<Diagnostic>) {
    let takes = |rule: &&Rule, kind: Kind, op: Option<Op>| {
        let when = &rule.when;
        when.is_general()
            && when.target.is_none_or(|target| target == kind)
            && (when.actual.is_none() || when.actual == Some(kind))
            && (when.ops.is_empty() || op.is_some_and(|op| when.ops.contains(&op)))
    };
    let lacks = |kind, op| !policy.rules.iter().any(|rule| takes(&rule, kind, op));
    let of = |kind| {
        Op::ALL.into_iter().filter(|&op| lacks(kind, Some(op))).map(Op::as_str).collect::<Vec<_>>().join(" ")
    };
    let missing = [
        ("quantity", say!("数字", "numbers"), of(Kind::Quantity)),
        ("deadline", say!("日期", "dates"), of(Kind::Deadline)),
    ];
    for (word, name, ops) in missing {
        if ops.is_empty() {
            continue;
        }
        let title = say!(
            "没有规则适用于{zh}的这些方向：{ops}",
            "no rule for {en} in these directions: {ops}",
            zh = name.zh,
            en = name.en
        );
        found.push(without_rule(policy, title, word));
    }
    for (kind, word, name) in [
        (Kind::Interval, "interval", say!("区间", "intervals")),
        (Kind::Quality, "quality", say!("文字", "words")),
    ] {
        if lacks(kind, None) {
            let title =
                say!("没有规则适用于{zh}类指标值", "no rule for targets of {en}", zh = name.zh, en = name.en);
            found.push(without_rule(policy, title, word));
        }
    }
}

fn without_rule(policy: &Policy, title: Message, word: &str) -> Diagnostic {
    let at = policy.rules.first().map_or(&policy.id.at, |rule| &rule.id.at);
    Diagnostic::new(Code::NoRuleFor, title)
        .at(at)
        .label(say!("此类指标将无法计分", "such rows cannot be scored"))
        .help(say!(
            "在 `rules` 中补写一条 `when: {{target: {word}, …}}` 的规则",
            "add to `rules` a rule with `when: {{target: {word}, …}}`"
        ))
}

/// Words are judged under `met`, where the rows have words; thresholds hold `always`, where the rows carry them.
fn misplaced(stated: Stated<'_>) -> Option<Diagnostic> {
    let word = match stated.award {
        Award::Judged => "judged",
        Award::Thresholds(_) => "thresholds",
        Award::Printed => "printed",
        _ => return None,
    };
    let why = match (stated.award, stated.rule) {
        (_, None) => say!(
            "预算执行率按数字计算，没有可评判的文字和行内标准，也不由人评定",
            "execution is computed: it has no words to judge, no thresholds, and is not judged by a \
             person"
        ),
        (Award::Judged, Some(_)) if stated.occasion != Occasion::Met => {
            say!("评判只能写在 `met` 中", "judging is written under `met` only")
        }
        (Award::Judged, Some(rule)) if rule.when.target.is_some() && !rule.when.is_of_words() => say!(
            "此规则针对数字或日期，没有可评判的文字；如需评判文字，写 `when: {{actual: quality}}`",
            "the rows of this rule are numbers or dates and have no words to judge; to judge words, \
             write `when: {{actual: quality}}`"
        ),
        (Award::Thresholds(_), Some(rule))
            if stated.occasion != Occasion::Always || !rule.when.thresholds =>
        {
            say!(
                "行内标准只能写在 `always` 中，且须有 `when: {{thresholds: true}}`",
                "thresholds of the row are written under `always` only, with `when: {{thresholds: true}}`"
            )
        }
        (Award::Printed, Some(_)) if stated.occasion == Occasion::Unmeasurable => say!(
            "`printed` 写在 `always`、`met`、`below` 或 `above` 中",
            "`printed` is written under `always`, `met`, `below` or `above`"
        ),
        _ => return None,
    };
    let title = say!("规则“{id}”不能使用 `{word}`", "the rule `{id}` cannot use `{word}`", id = stated.id);
    Some(Diagnostic::new(Code::Misplaced, title).at(stated.at).label(why))
}

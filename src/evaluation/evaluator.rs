//! Scores, audits, and looks across.

use super::elsewhere::name_others;
use super::suppressions::unused;
use super::{ChosenBy, Evaluation, Portfolio};
use crate::assessment::Assessment;
use crate::audit::{Audited, Filed, Neighbours, Stated, audited, portfolio};
use crate::diagnostic::Diagnostic;
use crate::policy::Policy;
use crate::scoring::{Scorecard, Scorer};
use crate::vocabulary::Vocabulary;

/// Evaluates tables. What it learnt of texts serves the next table; the result of a table never depends on that.
#[derive(Debug, Clone)]
pub struct Evaluator<'p> {
    vocabulary: &'p Vocabulary,
    /// Of which one may give a printed score that the table's own does not.
    others: Vec<&'p Policy>,
    scorer: Option<Scorer<'p>>,
}

impl<'p> Evaluator<'p> {
    /// One that knows the words of the field.
    pub fn new(vocabulary: &'p Vocabulary) -> Self {
        Self { vocabulary, others: Vec::new(), scorer: None }
    }

    /// Also tells which of these policies gives a printed score that the table's own policy does not.
    #[must_use]
    pub fn with_others(mut self, policies: impl IntoIterator<Item = &'p Policy>) -> Self {
        self.others.extend(policies);
        self
    }

    /// Scores and audits one table by itself.
    pub fn table<'a>(&mut self, assessment: &'a Assessment, policy: &'p Policy) -> Evaluation<'a>
    where
        'p: 'a,
    {
        self.table_among(assessment, policy, &Neighbours::default())
    }

    /// Scores and audits the tables of a run, and looks across them. `policy_of` gives the policy of a table and says
    /// who chose it; a table without one is left out.
    pub fn tables<'a>(
        &mut self,
        tables: &'a [Assessment],
        stated: &[Stated],
        policy_of: impl Fn(&'a Assessment) -> Option<(&'p Policy, ChosenBy)>,
    ) -> Portfolio<'a>
    where
        'p: 'a,
    {
        let filed: Vec<_> = tables.iter().filter_map(|table| Some((table, policy_of(table)?))).collect();
        let all: Vec<&Assessment> = filed.iter().map(|(table, _)| *table).collect();
        let neighbours = Neighbours::of(&all, self.vocabulary);
        let evaluations: Vec<Evaluation<'a>> = filed
            .into_iter()
            .map(|(table, (policy, by))| {
                let evaluation = self.table_among(table, policy, &neighbours);
                Evaluation { chosen_by: Some(by), ..evaluation }
            })
            .collect();
        let findings = self.across(&evaluations, stated);
        Portfolio { evaluations, findings }
    }

    /// Scores one table; nothing is looked for.
    pub fn scores(&mut self, assessment: &Assessment, policy: &'p Policy) -> Scorecard {
        self.scorer(policy).table(assessment)
    }

    fn scorer(&mut self, policy: &'p Policy) -> &mut Scorer<'p> {
        let vocabulary = self.vocabulary;
        let scorer = self.scorer.get_or_insert_with(|| Scorer::new(policy, vocabulary));
        scorer.apply(policy);
        scorer
    }

    fn table_among<'a>(
        &mut self,
        assessment: &'a Assessment,
        policy: &'p Policy,
        neighbours: &Neighbours,
    ) -> Evaluation<'a>
    where
        'p: 'a,
    {
        let scorecard = self.scores(assessment, policy);
        let Audited { mut findings, silenced } =
            audited(assessment, &scorecard, policy, self.vocabulary, neighbours);
        let others = self.others.clone();
        let others = others.into_iter().filter(|other| other.id.value != policy.id.value);
        name_others(&mut findings, assessment, others, self.scorer(policy));
        Evaluation { findings, silenced, ..Evaluation::of_scores(assessment, policy, scorecard) }
    }

    /// What concerns no single table.
    fn across(&self, evaluations: &[Evaluation<'_>], stated: &[Stated]) -> Vec<Diagnostic> {
        let filed: Vec<Filed<'_>> = evaluations
            .iter()
            .map(|Evaluation { assessment, policy, scorecard, .. }| Filed { assessment, scorecard, policy })
            .collect();
        let across = portfolio(&filed, stated, self.vocabulary);
        let mut findings = unused(evaluations, &across);
        findings.extend(across.findings);
        findings
    }
}

//! The indicators: the form on the left, beside it the numbers that its scores go by.

use super::layout::{
    ACTUAL, CLAIMED, CLASS, DIFFERENCE, GOAL, GOAL_TO, GROUP, LABEL, NAME, NUMBER, OPERATOR, PURPOSE, RATIO,
    REASON, RULE, RULE_COLUMNS, SCALE, SCORE, TARGET, UNIT, WEIGHT,
};
use super::numbers::{GoalNumbers, Number, RowNumbers, of};
use super::project::NOT_APPLICABLE;
use super::project::{Done, Writer};
use super::style::{height, lines};
use crate::assessment::{Indicator, Reason};
use crate::place::Located;
use crate::policy::NotApplicableAward;
use crate::report::formula::{Counted, Inexpressible};
use crate::report::level::Level;
use crate::report::rule_wording::rule;
use crate::say;
use crate::scoring::{RowScore, Status};
use crate::value::Rational;
use rust_decimal::Decimal;

impl Writer<'_, '_> {
    pub(super) fn indicators(&mut self) -> Done {
        let (styles, layout, project) = (self.styles, self.layout, self.project);
        let heads = [
            (LABEL, say!("绩效\n指标", "performance")),
            (PURPOSE, say!("所属目标", "goal")),
            (CLASS, say!("一级指标", "class")),
            (GROUP, say!("二级指标", "group")),
            (NAME, say!("三级指标", "indicator")),
            (OPERATOR, say!("指标性质", "operator")),
            (TARGET, say!("年度指标值", "target")),
            (UNIT, say!("度量单位", "unit")),
            (ACTUAL, say!("实际完成值", "actual")),
            (WEIGHT, say!("分值", "weight")),
            (SCORE, say!("重算得分", "recomputed score")),
            (CLAIMED, say!("自评得分", "self-assessed score")),
            (DIFFERENCE, say!("差额", "difference")),
            (REASON, say!("偏差原因分析及改进措施", "reason for the deviation")),
        ];
        for (column, head) in heads.iter().skip(1).filter(|(column, _)| layout.has(*column)) {
            self.say(layout.head, *column, head, &styles.head)?;
        }
        let sides = [
            (GOAL, say!("指标数值", "target as number")),
            (GOAL_TO, say!("指标数值（至）", "target up to")),
            (NUMBER, say!("完成数值", "actual as number")),
            (SCALE, say!("折算单位", "in units of")),
            (RULE, say!("评分规则", "rule")),
        ];
        for (column, head) in sides {
            self.say(layout.head, column, &head, &styles.side_head)?;
        }
        if !project.assessment.goals.ratios.is_empty() {
            self.say(layout.head, RATIO, &say!("计入比例", "counts for"), &styles.side_head)?;
        }
        for (name, column) in self.row_facts.clone() {
            let fact = project.policy.facts.iter().find(|fact| fact.name.value == name);
            let title = fact.map_or_else(|| name.to_owned(), |fact| self.words(&fact.title));
            self.text(layout.head, column, &title, &styles.side_head)?;
        }
        let label = self.words(&heads.first().map(|(_, head)| head.clone()).unwrap_or_default());
        self.spread((layout.head, LABEL), (layout.last, LABEL), &label, &styles.head)?;
        self.sheet.set_row_height(layout.head, 32.0)?;
        let rows = &project.assessment.indicators;
        if layout.has(PURPOSE) {
            self.runs(PURPOSE, |row| row.goal.as_ref())?;
        }
        self.runs(CLASS, |row| row.class.as_ref())?;
        self.runs(GROUP, |row| row.group.as_ref())?;
        let read: Vec<_> = project.scorecard.rows.iter().map(|score| of(&score.facts)).collect();
        let counted = self.counted(&read);
        for (row, ((indicator, score), (numbers, unit))) in
            (layout.first..).zip(rows.iter().zip(&project.scorecard.rows).zip(&read))
        {
            let rule = self.rule_words(score);
            self.indicator(row, indicator, lines(&rule, RULE_COLUMNS))?;
            self.text(row, RULE, &rule, &styles.side_text)?;
            let formula = self.row_formula(row, indicator, score, numbers, &counted);
            // Numbers that no formula goes by would only look as if they could be changed.
            if formula.is_ok() || counted.all > 0 {
                self.numbers_of(row, numbers, unit)?;
            }
            self.beside(row, indicator)?;
            let claimed = indicator.claimed.as_ref().map(|claimed| claimed.value);
            let weight = indicator.weight.as_ref().map(|weight| weight.value);
            self.row_score(row, weight, score, formula)?;
            self.difference(row, score.score, claimed)?;
        }
        if rows.is_empty() {
            for column in (PURPOSE..=REASON).filter(|column| layout.has(*column)) {
                self.blank(layout.first, column, &styles.text)?;
            }
        }
        Ok(())
    }

    /// Equal neighbours of a column are one cell, as in the official form.
    fn runs(&mut self, column: u16, of: fn(&Indicator) -> Option<&Located<String>>) -> Done {
        let rows = &self.project.assessment.indicators;
        // A group ends with its class, a class with its goal.
        let class = |row: &Indicator| row.class.as_ref().map(|class| class.value.clone());
        let key = |row: &Indicator| {
            let text = |cell: Option<&Located<String>>| cell.map(|cell| cell.value.clone());
            (text(row.goal.as_ref()), class(row), text(of(row)))
        };
        let level = Level::of(rows, of);
        let mut first = 0_usize;
        let mut from = self.layout.first;
        for run in rows.chunk_by(|a, b| key(a) == key(b)) {
            let to = from.saturating_add(u32::try_from(run.len()).unwrap_or(1)).saturating_sub(1);
            for text in run.iter().filter_map(of) {
                self.notes.shown(&text.at, (from, column));
            }
            let text = level.shown(first);
            first = first.saturating_add(run.len());
            self.spread((from, column), (to, column), text, &self.styles.middle)?;
            from = to.saturating_add(1);
        }
        Ok(())
    }

    pub(super) fn indicator(&mut self, row: u32, indicator: &Indicator, least: usize) -> Done {
        let styles = self.styles;
        self.notes.row(indicator, (row, SCORE));
        self.located(row, NAME, Some(&indicator.name), &styles.text)?;
        for (column, text) in [(OPERATOR, &indicator.operator), (UNIT, &indicator.unit)] {
            if self.layout.has(column) {
                self.located(row, column, text.as_ref(), &styles.middle)?;
            }
        }
        self.located(row, TARGET, indicator.target.as_ref(), &styles.middle)?;
        self.located(row, ACTUAL, indicator.actual.as_ref(), &styles.middle)?;
        self.figure(row, WEIGHT, indicator.weight.as_ref(), &styles.figure)?;
        self.figure(row, CLAIMED, indicator.claimed.as_ref(), &styles.figure)?;
        let reason = match &indicator.reason {
            Reason::Absent => String::new(),
            Reason::Given => self.words(&say!("（见原表）", "(given in the table)")),
            Reason::Text(text) => {
                self.notes.shown(&text.at, (row, REASON));
                text.value.clone()
            }
        };
        self.text(row, REASON, &reason, &styles.text)?;
        let text =
            |cell: &Option<Located<String>>| cell.as_ref().map(|cell| cell.value.clone()).unwrap_or_default();
        let most = lines(&indicator.name.value, 22)
            .max(lines(&text(&indicator.target), 15))
            .max(lines(&text(&indicator.actual), 15))
            .max(lines(&reason, 24))
            .max(least)
            .max(2);
        self.sheet.set_row_height(row, height(most)).map(|_| ())
    }

    /// Target and actual as numbers, beside the row.
    fn numbers_of(&mut self, row: u32, numbers: &RowNumbers, unit: &str) -> Done {
        let styles = self.styles;
        let mut days = false;
        match numbers.goal {
            Some(GoalNumbers::Number(_, target)) => self.number(row, GOAL, target, &styles.input)?,
            Some(GoalNumbers::Interval((low, _), (high, _))) => {
                self.number(row, GOAL, low, &styles.input)?;
                self.number(row, GOAL_TO, high, &styles.input)?;
            }
            Some(GoalNumbers::Days(_, range)) => {
                days = true;
                self.day(row, GOAL, range.first)?;
                if range.first != range.last {
                    self.day(row, GOAL_TO, range.last)?;
                }
            }
            None => {}
        }
        match numbers.actual {
            Some(Number::Rational(actual)) => self.number(row, NUMBER, actual, &styles.input)?,
            Some(Number::Day(day)) => self.day(row, NUMBER, day)?,
            None => {}
        }
        let unit = if days { self.words(&say!("日期", "day")) } else { unit.to_owned() };
        if numbers.actual.is_some() {
            self.text(row, SCALE, &unit, &styles.side_text)?;
        }
        Ok(())
    }

    /// The rule that scored a row, and where it stands.
    fn rule_words(&self, score: &RowScore) -> String {
        let policy = self.project.policy;
        let words = || {
            let id = self.project.rule(score.rule)?;
            Some(rule(policy, score.rule, id, score.award(policy)?))
        };
        self.words(&words().unwrap_or_default())
    }

    /// What else the score of a row goes by.
    fn beside(&mut self, row: u32, indicator: &Indicator) -> Done {
        let styles = self.styles;
        if !self.project.assessment.goals.ratios.is_empty() {
            let part = self.project.assessment.counts_for(indicator);
            self.number(row, RATIO, Rational::from(part), &styles.input)?;
        }
        for (name, figure) in &indicator.facts {
            if let Some(column) = self.row_facts.get(name.value.as_str()).copied() {
                self.notes.shown(&figure.at, (row, column));
                self.number(row, column, Rational::from(figure.value), &styles.input)?;
            }
        }
        Ok(())
    }

    /// The rows whose completion a rule may count.
    pub(super) fn counted(&self, read: &[(RowNumbers, String)]) -> Counted {
        let all = self.project.scorecard.counted.unwrap_or_default();
        let rules = &self.project.policy.rules;
        let always = |row: &RowScore| {
            row.rule.and_then(|rule| rules.get(rule)).is_some_and(|rule| rule.always.is_some())
        };
        let mut cells = Vec::new();
        for (row, ((numbers, _), score)) in
            (self.layout.first..).zip(read.iter().zip(&self.project.scorecard.rows))
        {
            if matches!(numbers.goal, Some(GoalNumbers::Number(..))) && !always(score) {
                cells.push((self.layout.cell(row, GOAL), self.layout.cell(row, NUMBER)));
            }
        }
        Counted { all, cells }
    }

    pub(super) fn row_score(
        &mut self,
        row: u32,
        printed: Option<Decimal>,
        score: &RowScore,
        formula: Result<String, Inexpressible>,
    ) -> Done {
        let at = (row, SCORE);
        let styles = self.styles;
        if score.status == Status::NotApplicable {
            return match self.project.policy.not_applicable.award {
                NotApplicableAward::Rescale | NotApplicableAward::Drop => {
                    self.text(row, SCORE, NOT_APPLICABLE, &styles.middle)
                }
                NotApplicableAward::Full => {
                    let why = say!("不适用，按满分计", "not applicable: counted in full");
                    let why = self.words(&why);
                    self.notes.say(at, why);
                    let weight = self.layout.cell(row, WEIGHT);
                    let shown = printed.map(|weight| weight.to_string()).unwrap_or_default();
                    self.formula(row, SCORE, &weight, &shown, &styles.score)
                }
            };
        }
        if let Some(reason) = score.unscored {
            let why = reason.message();
            let why = self.words(&say!("无法计分：{zh}", "cannot be scored: {en}", zh = why.zh, en = why.en));
            self.notes.say(at, why);
        }
        if let Some(tier) = score.tier.and_then(|tier| self.project.policy.tiers.get(tier)) {
            let title = &tier.title;
            let why = say!(
                "按文字评判，属“{zh}”档；档次由文字决定，不随数字变化。自评得分在该档范围内的予以认可，\
                 否则按该档默认值计",
                "judged by its words: tier “{en}”. The tier follows from the words, not from numbers; a \
                 self-assessed score within it is accepted, otherwise the tier's default is taken",
                zh = title.zh,
                en = title.en
            );
            let why = self.words(&why);
            self.notes.say(at, why);
        }
        self.score(at, formula, score.score)
    }
}

//! The head of the form: project, funds with their execution, goals.

use super::layout::{
    ACTUAL, CLAIMED, CLASS, DIFFERENCE, GOAL, GROUP, LABEL, NAME, NUMBER, OPERATOR, PURPOSE, REASON, RULE,
    RULE_COLUMNS, SCALE, SCORE, TARGET, UNIT, WEIGHT, WIDTHS,
};
use super::pen::decimals;
use super::project::{Done, Writer};
use super::style::{height, lines};
use crate::assessment::Money;
use crate::report::formula::NO_SCORE;
use crate::say;
use crate::value::Rational;
use rust_decimal::Decimal;

impl Writer<'_, '_> {
    pub(super) fn head(&mut self) -> Done {
        for (column, width) in WIDTHS.into_iter().filter(|(column, _)| self.layout.has(*column)) {
            self.sheet.set_column_width(self.layout.column(column), width)?;
        }
        let assessment = self.project.assessment;
        let styles = self.styles;
        let title = self.words(&say!("项目支出绩效自评表", "Self-evaluation of project expenditure"));
        self.spread((0, LABEL), (0, REASON), &title, &styles.title)?;
        self.sheet.set_row_height(0, 28.0)?;
        let year = assessment.year.map(|year| say!("（{year}年度）", "({year})"));
        let year = self.words(&year.unwrap_or_default());
        self.spread((1, LABEL), (1, REASON), &year, &styles.subtitle)?;
        let label = self.words(&say!("项目名称", "project"));
        self.spread((2, LABEL), (2, CLASS), &label, &styles.head)?;
        self.notes.shown(&assessment.project.at, (2, GROUP));
        self.spread((2, GROUP), (2, REASON), &assessment.project.value, &styles.text)?;
        let label = self.words(&say!("主管部门", "department"));
        self.spread((3, LABEL), (3, CLASS), &label, &styles.head)?;
        let department = assessment.department.as_deref().unwrap_or_default();
        self.spread((3, GROUP), (3, UNIT), department, &styles.text)?;
        let label = self.words(&say!("实施单位", "unit"));
        self.spread((3, ACTUAL), (3, WEIGHT), &label, &styles.head)?;
        let unit = assessment.unit.as_deref().unwrap_or_default();
        self.spread((3, SCORE), (3, REASON), unit, &styles.text)?;
        for row in [2, 3] {
            self.sheet.set_row_height(row, 22.0)?;
        }
        Ok(())
    }

    pub(super) fn funds(&mut self) -> Done {
        let (assessment, styles, layout) = (self.project.assessment, self.styles, self.layout);
        let funds = &assessment.funds;
        let unit = funds.money_unit();
        let label = self.words(&say!("项目资金\n（{unit}）", "funds\n({unit})"));
        let last = layout.goals.saturating_sub(1);
        self.spread((layout.funds, LABEL), (last, LABEL), &label, &styles.head)?;
        self.spread((layout.funds, PURPOSE), (layout.funds, GROUP), "", &styles.head)?;
        let heads = [
            (NAME, say!("年初预算数", "initial budget")),
            (TARGET, say!("全年预算数", "budget")),
            (ACTUAL, say!("全年执行数", "executed")),
            (WEIGHT, say!("分值", "weight")),
            (SCORE, say!("重算得分", "recomputed score")),
            (CLAIMED, say!("自评得分", "self-assessed score")),
            (DIFFERENCE, say!("差额", "difference")),
            (REASON, say!("执行率", "rate")),
        ];
        for (column, head) in heads {
            let head = self.words(&head);
            self.spread((layout.funds, column), (layout.funds, amount_ends(column)), &head, &styles.head)?;
        }
        self.say(layout.funds, GOAL, &say!("重算执行率", "recomputed rate"), &styles.side_head)?;
        let all = self.words(&say!("年度资金总额", "all funds of the year"));
        self.money(layout.execution, &all, &funds.total)?;
        self.execution()?;
        for (row, source) in (layout.execution.saturating_add(1)..).zip(&funds.sources) {
            self.money(row, &source.name, &source.money)?;
            for column in WEIGHT..=REASON {
                self.text(row, column, "—", &styles.middle)?;
            }
        }
        Ok(())
    }

    pub(super) fn money(&mut self, row: u32, name: &str, money: &Money) -> Done {
        let styles = self.styles;
        self.spread((row, PURPOSE), (row, GROUP), name, &styles.text)?;
        let amounts = [(NAME, &money.initial), (TARGET, &money.budget), (ACTUAL, &money.executed)];
        for (column, amount) in amounts {
            self.spread((row, column), (row, amount_ends(column)), "", &styles.figure)?;
            self.figure(row, column, amount.as_ref(), &styles.figure)?;
        }
        self.sheet.set_row_height(row, height(lines(name, 24))).map(|_| ())
    }

    /// The line of all funds: weight, score, what is printed, and the rates.
    pub(super) fn execution(&mut self) -> Done {
        let (project, styles, row) = (self.project, self.styles, self.layout.execution);
        let (execution, claimed) = (&project.scorecard.execution, &project.assessment.claimed);
        let weight = &project.assessment.funds.weight;
        self.figure(row, WEIGHT, weight.as_ref(), &styles.figure)?;
        if !self.layout.weighed {
            // The form stays as it is printed; what the policy says stands beside it.
            self.number(row, NUMBER, Rational::from(execution.weight), &styles.input)?;
            self.say(row, SCALE, &say!("← 执行率分值", "← weight of execution"), &styles.side_text)?;
        }
        self.score((row, SCORE), self.execution_formula(), execution.score)?;
        self.figure(row, CLAIMED, claimed.execution.as_ref(), &styles.figure)?;
        let printed = claimed.execution.as_ref().map(|printed| printed.value);
        self.difference(row, execution.score, printed)?;
        let rate = execution.rate.and_then(|rate| rate.round(15, crate::value::RoundingMode::HalfUp).ok());
        let result = rate.map_or_else(|| NO_SCORE.to_owned(), |rate| rate.normalize().to_string());
        let formula = match self.rate() {
            Some((of, to)) => format!("IF({to}=0,\"{NO_SCORE}\",{of}/{to})"),
            None => format!("\"{NO_SCORE}\""),
        };
        let side = styles.side_head.clone().set_num_format("0.00%");
        self.formula(row, GOAL, &formula, &result, &side)?;
        match &claimed.rate {
            Some(rate) => {
                self.notes.shown(&rate.at, (row, REASON));
                let format = styles.rate.clone().set_num_format(percent_decimals(rate.value));
                self.number(row, REASON, Rational::from(rate.value), &format)?;
            }
            None => self.blank(row, REASON, &styles.rate)?,
        }
        let basis = crate::report::rule_wording::rule(
            project.policy,
            None,
            &project.policy.execution.id,
            &project.policy.execution.award,
        );
        let rule = self.words(&basis);
        self.sheet.set_row_height(row, height(lines(&rule, RULE_COLUMNS)))?;
        self.text(row, RULE, &rule, &styles.side_text)
    }

    pub(super) fn goals(&mut self) -> Done {
        let (styles, row) = (self.styles, self.layout.goals);
        let goals = &self.project.assessment.goals;
        let below = row.saturating_add(1);
        let label = self.words(&say!("年度总体\n目标", "goals of the year"));
        self.spread((row, LABEL), (below, LABEL), &label, &styles.head)?;
        let expected = self.words(&say!("预期目标", "expected"));
        self.spread((row, PURPOSE), (row, UNIT), &expected, &styles.head)?;
        let achieved = self.words(&say!("实际完成情况", "achieved"));
        self.spread((row, ACTUAL), (row, REASON), &achieved, &styles.head)?;
        let mut most = 1;
        for (text, from, to, width) in
            [(&goals.expected, PURPOSE, UNIT, 58), (&goals.achieved, ACTUAL, REASON, 68)]
        {
            let words = text.as_ref().map_or("", |text| text.value.as_str());
            if let Some(text) = text {
                self.notes.shown(&text.at, (below, from));
            }
            self.spread((below, from), (below, to), words, &styles.text)?;
            most = most.max(lines(words, width));
        }
        self.sheet.set_row_height(below, height(most)).map(|_| ())
    }
}

/// A percentage with the decimals that were printed of it.
fn percent_decimals(rate: Decimal) -> String {
    format!("{}%", decimals(Decimal::new(0, rate.scale().saturating_sub(2).min(20))))
}

/// The last column of an amount: funds have no column for operators and units.
const fn amount_ends(column: u16) -> u16 {
    match column {
        NAME => OPERATOR,
        TARGET => UNIT,
        other => other,
    }
}

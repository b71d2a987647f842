//! The total with its grade, and what stands below the form.

use super::layout::{
    ACTUAL, CLAIMED, GOAL, GOAL_TO, GROUP, LABEL, NAME, NUMBER, RATIO, REASON, RULE, SCALE, SCORE, WEIGHT,
};
use super::project::NOT_APPLICABLE;
use super::project::{Done, Writer};
use super::style::{height, lines};
use crate::policy::UnscoredRows;
use crate::report::formula::{self, Lines, NO_SCORE};
use crate::report::grade_name;
use crate::say;
use crate::scoring::Status;
use rust_decimal::Decimal;

impl Writer<'_, '_> {
    pub(super) fn total(&mut self) -> Done {
        let (styles, project, layout) = (self.styles, self.project, self.layout);
        let (row, policy) = (layout.total, project.policy);
        let (total, claimed) = (&project.scorecard.total, &project.assessment.claimed);
        let label = self.words(&say!("总分", "total"));
        self.spread((row, LABEL), (row, ACTUAL), &label, &styles.head)?;
        self.sheet.set_row_height(row, 24.0)?;
        let lines = Lines {
            execution: (layout.execution_weight(), layout.cell(layout.execution, SCORE)),
            weights: layout.rows(WEIGHT),
            scores: layout.rows(SCORE),
            ratios: (!project.assessment.goals.ratios.is_empty()).then(|| layout.rows(RATIO)),
            rate: layout.cell(layout.execution, GOAL),
            not_applicable: project
                .scorecard
                .rows
                .iter()
                .any(|row| row.status == Status::NotApplicable)
                .then_some((NOT_APPLICABLE, policy.not_applicable.award)),
        };
        let plain = styles.figure.clone().set_bold();
        self.figure(row, WEIGHT, claimed.weight.as_ref(), &plain)?;
        // Beside the form: the total with what has no score at zero, and at its full weight.
        let shown =
            |figure: Option<Decimal>| figure.map_or_else(|| NO_SCORE.to_owned(), |figure| figure.to_string());
        let known = project.assessment.indicators.iter().all(|row| row.weight.is_some());
        let unknown = || Ok(format!("\"{NO_SCORE}\""));
        let low = formula::total(policy, &lines, false);
        let high =
            if known || total.score.is_some() { formula::total(policy, &lines, true) } else { unknown() };
        for (column, formula, result) in
            [(GOAL, low, total.score.or(total.low)), (GOAL_TO, high, total.score.or(total.high))]
        {
            let side = styles.side_head.clone().set_num_format("0.00");
            match formula {
                Ok(formula) => self.formula(row, column, &formula, &shown(result), &side)?,
                Err(_) => self.text(row, column, &shown(result), &side)?,
            }
        }
        // The weights add up to what the form says, or do not.
        let whole = total.weight.normalize().to_string();
        self.formula(row, NUMBER, &format!("ROUND({},9)", lines.weight()), &whole, &styles.side_head)?;
        self.say(row, SCALE, &say!("← 分值合计", "← total weight"), &styles.side_text)?;
        let said = say!(
            "← 总分的下限与上限：无法计分的指标分别按零分、满分计",
            "← lower and upper bound of the total: rows that cannot be scored at zero, and at their \
             full weight"
        );
        self.say(row, RULE, &said, &styles.side_text)?;
        let (low, high) = (layout.cell(row, GOAL), layout.cell(row, GOAL_TO));
        let least = format!(
            "IF(ISNUMBER({high}),TEXT({low},\"0.00\")&\"–\"&TEXT({high},\"0.00\"),\"≥\"&TEXT({low},\"0.00\"))"
        );
        // A policy that counts without such rows has no bounds.
        let formula = if policy.unscored == UnscoredRows::Rescale && known {
            low.clone()
        } else {
            format!("IF({low}={high},{low},{least})")
        };
        self.formula(row, SCORE, &formula, &crate::report::figure::total(total), &styles.score)?;
        if let Some(claimed) = &claimed.total {
            self.notes.shown(&claimed.at, (row, CLAIMED));
        }
        self.figure(row, CLAIMED, claimed.total.as_ref(), &plain)?;
        self.difference(row, total.score, claimed.total.as_ref().map(|claimed| claimed.value))?;
        let names: Vec<String> =
            policy.grades.iter().map(|band| self.words(&grade_name(band.grade))).collect();
        let grade = project.scorecard.grade.map(|grade| self.words(&grade_name(grade)));
        let grade = grade.unwrap_or_else(|| NO_SCORE.to_owned());
        let label = self.words(&say!("等级：", "grade: "));
        let format = styles.grade.clone().set_num_format(format!("General;General;General;\"{label}\"@"));
        match formula::graded(policy, &names, &layout.cell(row, NUMBER), (&low, &high)) {
            Ok(formula) => self.formula(row, REASON, &formula, &grade, &format),
            Err(_) => self.text(row, REASON, &grade, &format),
        }
    }

    /// Facts, then the policy and what may be changed.
    pub(super) fn below(&mut self) -> Done {
        let (styles, policy) = (self.styles, self.project.policy);
        let mut row = self.layout.below;
        if !self.facts.is_empty() {
            let head = self.words(&say!(
                "补充数据（评分办法所需，表中未填）",
                "further facts (required by the policy, not in the table)"
            ));
            self.spread((row, LABEL), (row, NAME), &head, &styles.head)?;
            row = row.saturating_add(1);
            for fact in self.facts {
                let title = fact.title.map_or_else(|| fact.name.to_owned(), |title| self.words(title));
                self.spread((row, LABEL), (row, GROUP), &title, &styles.text)?;
                match fact.value {
                    Some(value) => self.number(row, NAME, value, &styles.input)?,
                    None => self.blank(row, NAME, &styles.input)?,
                }
                row = row.saturating_add(1);
            }
            row = row.saturating_add(1);
        }
        let document = [policy.issuer.as_deref(), policy.document.as_deref()].into_iter().flatten();
        let document = document.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
        let trust = crate::report::explain::trust_words(policy.trust);
        let text = say!(
            "注：1．评分办法：{zh}　{document}（{id}，{tz}）\n2．依据：{bz}\n3．右侧浅黄色的数值可以修改，得分、总分和等级随之重算；左侧“年度指标值”“实际完成值”是原表文字，不参与计算。",
            "Notes: 1. Policy: {en}, {document} ({id}, {te})\n2. Basis: {be}\n3. The numbers on yellow \
             may be changed: scores, total and grade are recomputed. The target and actual on the left \
             are the texts of the table and are not used in any formula.",
            zh = policy.title.zh,
            en = policy.title.en,
            id = policy.id.value,
            tz = trust.zh,
            te = trust.en,
            bz = policy.basis.zh,
            be = policy.basis.en
        );
        let text = self.words(&text);
        self.spread((row, LABEL), (row, REASON), &text, &styles.small)?;
        self.sheet.set_row_height(row, height(lines(&text, 140)))?;
        let last = row;
        self.sheet.set_print_area(0, LABEL, last, self.layout.column(REASON))?;
        Ok(())
    }
}

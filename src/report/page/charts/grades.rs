//! How many projects have each grade.

use super::bars::{Bar, bars};
use super::drawing;
use crate::assessment::Grade;
use crate::evaluation::Evaluation;
use crate::report::grade_name;
use crate::say;

pub(super) fn chart(projects: &[Evaluation<'_>]) -> String {
    let grades = [Some(Grade::Excellent), Some(Grade::Good), Some(Grade::Fair), Some(Grade::Poor), None];
    let mut told = (Vec::new(), Vec::new());
    let mut all = Vec::new();
    for grade in grades {
        let count = projects.iter().filter(|project| project.scorecard.grade == grade).count();
        let name = grade.map_or_else(|| say!("未定", "none"), grade_name);
        let class = match grade {
            Some(Grade::Excellent | Grade::Good) => "fine",
            Some(Grade::Fair) => "doubtful",
            Some(Grade::Poor) => "wrong",
            None => "plain",
        };
        told.0.push(format!("{} {count}", name.zh));
        told.1.push(format!("{} {count}", name.en));
        #[allow(clippy::cast_precision_loss)] // the number of projects
        all.push(Bar { name, length: count as f64, figure: count.to_string(), class });
    }
    let (height, body) = bars(&all, 0.0);
    let told = say!("{zh}", "{en}", zh = told.0.join("，"), en = told.1.join(", "));
    drawing("chart-grades", height, &body, &say!("等级分布", "Grades"), &told)
}

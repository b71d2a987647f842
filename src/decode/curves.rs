//! Measure → curve → limits, as a policy writes them.

use super::fields::{Decoder, Fields};
use crate::assessment::Grade;
use crate::diagnostic::{Code, Diagnostic};
use crate::keys::{choices, mapping};
use crate::policy::{
    Award, Band, Branch, Condition, Curve, Formula, Limits, Measure, Part, Sum, Term, Worth,
};
use crate::say;
use crate::value::{Bound, Range, Rational};
use crate::yaml::tree::{Kind, Node};
use std::cmp::Ordering;

/// The most that a cap may allow: three times the weight.
const MOST: Rational = Rational::whole(3);

const MEASURES: &[(&str, Measure)] = &[
    ("completion", Measure::Completion),
    ("inverse", Measure::Inverse),
    ("excess", Measure::Excess),
    ("shortfall", Measure::Shortfall),
    ("deviation", Measure::Deviation),
    ("over", Measure::Over),
    ("under", Measure::Under),
    ("actual", Measure::Actual),
    ("actual_rate", Measure::ActualRate),
    ("days_late", Measure::DaysLate),
    ("execution_rate", Measure::ExecutionRate),
];

const AWARDS: &[(&str, Award)] = &[
    ("full", Award::Full),
    ("zero", Award::Zero),
    ("cannot_score", Award::CannotScore),
    ("judged", Award::Judged),
    ("printed", Award::Printed),
];

const TERMS: &[(&str, Term)] = &[
    ("target", Term::Target),
    ("actual", Term::Actual),
    ("days_late", Term::DaysLate),
    ("initial", Term::Initial),
    ("budget", Term::Budget),
    ("executed", Term::Executed),
];

impl Decoder {
    /// What a row earns: a word, or a formula.
    pub fn award(&mut self, node: &Node) -> Option<Award> {
        match &node.kind {
            Kind::Map(_) if node.get("thresholds").is_some() => self.thresholds(node),
            Kind::Map(_) if node.get("if").is_some() => self.branch(node),
            Kind::Map(_) => self.formula(node).map(Award::Formula),
            Kind::Scalar { .. } => {
                let written = self.text(node)?;
                let found = AWARDS.iter().find(|(word, _)| *word == written.value);
                if found.is_none() {
                    let words: Vec<&str> = AWARDS
                        .iter()
                        .map(|(word, _)| *word)
                        .chain(["{if, then, else}", "{measure, curve, limits}"])
                        .collect();
                    self.unknown_word(node, &written.value, &words);
                }
                found.map(|(_, award)| award.clone())
            }
            Kind::Seq(_) => {
                let expected = say!(
                    "得分的写法：`full`、`zero`、`cannot_score`、`judged` 或 `{{measure, curve, limits}}`",
                    "an award: `full`, `zero`, `cannot_score`, `judged` or `{{measure, curve, limits}}`"
                );
                self.wrong_shape(node, &expected);
                None
            }
        }
    }

    /// `{if: …, then: …, else: …}`
    fn branch(&mut self, node: &Node) -> Option<Award> {
        let fields = self.fields(node, mapping("branch"))?;
        let conditions = fields.get("if").and_then(|node| self.conditions(node));
        let mut award = |key| fields.get(key).and_then(|node| self.award(node));
        let (then, otherwise) = (award("then"), award("else"));
        let branch = Branch { conditions: conditions?, then: then?, otherwise: otherwise? };
        Some(Award::If(Box::new(branch)))
    }

    /// One condition, or a list of them.
    fn conditions(&mut self, node: &Node) -> Option<Vec<Condition>> {
        let items = match &node.kind {
            Kind::Seq(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        if items.is_empty() {
            self.empty(node);
            return None;
        }
        let read: Vec<Option<Condition>> = items.iter().map(|item| self.condition(item)).collect();
        read.into_iter().collect()
    }

    fn condition(&mut self, node: &Node) -> Option<Condition> {
        let fields = self.fields(node, mapping("condition"))?;
        let measure = fields.get("measure").and_then(|node| self.measure(node));
        let low = self.bound(&fields, ("at_least", "above"))?;
        let high = self.bound(&fields, ("at_most", "below"))?;
        if low.is_none() && high.is_none() {
            let expected = say!(
                "条件的界限：`at_least`、`above`、`at_most` 或 `below`",
                "a bound: `at_least`, `above`, `at_most` or `below`"
            );
            self.wrong_shape_like(node, &expected, &mapping("condition").example);
            return None;
        }
        Some(Condition { measure: measure?, range: Range { low, high }, at: node.at.clone() })
    }

    fn formula(&mut self, node: &Node) -> Option<Formula> {
        let fields = self.fields(node, mapping("formula"))?;
        let measure = fields.get("measure").and_then(|node| self.measure(node));
        let limits = match fields.get("limits") {
            Some(node) => self.limits(node)?,
            None => Limits::default(),
        };
        // A bonus is what a cap above the weight allows.
        let most = limits.cap.filter(|cap| cap.to_one() == Ordering::Greater).unwrap_or(Rational::ONE);
        let curve = fields.get("curve").and_then(|node| self.curve(node, most));
        let unmeasurable = match fields.get("unmeasurable") {
            Some(node) => Some(Box::new(self.award(node)?)),
            None => None,
        };
        Some(Formula { measure: measure?, curve: curve?, limits, unmeasurable, at: node.at.clone() })
    }

    /// `{thresholds: {excellent: 100%, …}}`
    fn thresholds(&mut self, node: &Node) -> Option<Award> {
        let shares = self.fields(node, mapping("row_thresholds"))?.get("thresholds")?;
        let fields = self.fields(shares, mapping("threshold_shares"))?;
        let mut share = |key| fields.get(key).and_then(|node| self.share(node));
        let shares = [share("excellent"), share("good"), share("fair"), share("poor")];
        let grades = [Grade::Excellent, Grade::Good, Grade::Fair, Grade::Poor];
        let pairs = grades.into_iter().zip(shares).map(|(grade, share)| Some((grade, share?)));
        pairs.collect::<Option<_>>().map(Award::Thresholds)
    }

    /// A word, or a measure made of amounts and facts.
    fn measure(&mut self, node: &Node) -> Option<Measure> {
        if !matches!(node.kind, Kind::Map(_)) {
            let written = self.text(node)?;
            let found = MEASURES.iter().find(|(word, _)| *word == written.value);
            if found.is_none() {
                let words: Vec<&str> = MEASURES.iter().map(|(word, _)| *word).collect();
                self.unknown_word(node, &written.value, &words);
            }
            return found.map(|(_, measure)| measure.clone());
        }
        let fields = self.fields(node, mapping("measure"))?;
        let (Some((kind, _)), None) = (fields.keys().next(), fields.keys().nth(1)) else {
            self.wrong_shape_like(node, &say!("一种度量", "one measure"), &mapping("measure").example);
            return None;
        };
        let value = fields.get(kind)?;
        match kind {
            "amount" => self.sum(value).map(Measure::Amount),
            "ratio" => {
                let fields = self.fields(value, mapping("ratio"))?;
                let of = fields.get("of").and_then(|node| self.sum(node));
                let to = fields.get("to").and_then(|node| self.sum(node));
                Some(Measure::Ratio { of: of?, to: to? })
            }
            "rows_within" => self.ends(value).map(Measure::RowsWithin),
            "earned" => {
                let words: Vec<String> = self.texts(value).into_iter().map(|word| word.value).collect();
                if words.is_empty() {
                    self.empty(value);
                    return None;
                }
                Some(Measure::Earned(words))
            }
            "mean" => {
                let items = self.list(value, &say!("若干度量的列表", "a list of measures"))?;
                if items.is_empty() {
                    self.empty(value);
                    return None;
                }
                let read: Vec<Option<Measure>> = items.iter().map(|item| self.measure(item)).collect();
                read.into_iter().collect::<Option<_>>().map(Measure::Mean)
            }
            "efficacy" => {
                let fields = self.fields(value, mapping("efficacy"))?;
                let mut sum = |key| fields.get(key).and_then(|node| self.sum(node));
                let (value, worst, best) = (sum("value"), sum("worst"), sum("best"));
                Some(Measure::Efficacy { value: value?, worst: worst?, best: best? })
            }
            _ => None,
        }
    }

    /// One amount or fact, or a list of them; a minus in front takes it away.
    pub fn sum(&mut self, node: &Node) -> Option<Sum> {
        let parts: Sum = self
            .texts(node)
            .into_iter()
            .map(|written| {
                let name = written.value.trim();
                let (minus, name) = name.strip_prefix('-').map_or((false, name), |rest| (true, rest.trim()));
                let known = TERMS.iter().find(|(word, _)| *word == name).map(|(_, term)| term.clone());
                let term = known.unwrap_or_else(|| Term::Fact(name.to_owned()));
                Part { minus, term, at: written.at.clone() }
            })
            .collect();
        if parts.is_empty() {
            self.empty(node);
            return None;
        }
        Some(parts)
    }

    /// `[low, high]`
    fn ends(&mut self, node: &Node) -> Option<Range> {
        let expected = say!("[下限, 上限]", "[lower, upper]");
        let [low, high] = self.list(node, &expected)? else {
            self.wrong_shape(node, &expected);
            return None;
        };
        Some(Range::closed(self.exact(low)?, self.exact(high)?))
    }

    /// A share of the weight, or points where 分 stands behind them.
    fn worth(&mut self, node: &Node, most: Rational) -> Option<Worth> {
        if node.text().is_some_and(|text| text.trim_end().ends_with('分')) {
            let points = self.figure_within(node, &["分"], (0, 1000))?;
            return Some(Worth::Points(Rational::from(points.value)));
        }
        self.share_up_to(node, most).map(Worth::Share)
    }

    fn curve(&mut self, node: &Node, most: Rational) -> Option<Curve> {
        if let Some(word) = node.text() {
            if word.trim() == "linear" {
                return Some(Curve::Linear);
            }
            self.unknown_word(node, word.trim(), &["linear", "{line: …}", "{bands: …}", "{steps: …}"]);
            return None;
        }
        let fields = self.fields(node, mapping("curve"))?;
        let mut kinds = fields.keys();
        let (Some((kind, _)), another) = (kinds.next(), kinds.next()) else {
            self.wrong_shape(
                node,
                &say!("一种曲线：{all}", "one curve: {all}", all = choices("formula", "curve")),
            );
            return None;
        };
        if let Some((_, again)) = another {
            let diagnostic = Diagnostic::new(
                Code::WrongShape,
                say!("一条规则只能有一条曲线", "a rule has only one curve"),
            )
            .at(&again.at)
            .label(say!("第二条曲线", "a second curve"));
            self.report(again, diagnostic);
            return None;
        }
        let value = fields.get(kind)?;
        match kind {
            "line" => self.line(value, most),
            "bands" => self.bands(value, most),
            _ => self.steps(value, most),
        }
    }

    /// `[[60%, 0%], [100%, 100%]]`
    fn line(&mut self, node: &Node, most: Rational) -> Option<Curve> {
        let expected = say!("若干点 [量, 份额]", "points [measure, share]");
        let items = self.list(node, &expected)?;
        let mut points = Vec::with_capacity(items.len());
        for item in items {
            let pair = match &item.kind {
                Kind::Seq(pair) => pair.as_slice(),
                _ => &[],
            };
            let [x, y] = pair else {
                self.wrong_shape(item, &say!("一点：[量, 份额]", "a point: [measure, share]"));
                return None;
            };
            points.push((self.exact(x)?, self.worth(y, most)?));
        }
        if points.is_empty() {
            self.empty(node);
            return None;
        }
        Some(Curve::Line(points))
    }

    /// Highest first, the last without an edge.
    fn bands(&mut self, node: &Node, most: Rational) -> Option<Curve> {
        let items = self.list(node, &say!("若干档", "a list of bands"))?;
        if items.is_empty() {
            self.empty(node);
            return None;
        }
        let read: Vec<Option<Band>> = items.iter().map(|item| self.band(item, most)).collect();
        let bands: Vec<Band> = read.into_iter().collect::<Option<_>>()?;
        let last = items.len().saturating_sub(1);
        for (index, (item, band)) in items.iter().zip(&bands).enumerate() {
            let problem = match (band.from, index == last) {
                (None, false) => say!("只有最后一档可以不写下限", "only the last band may lack a lower edge"),
                (Some(_), true) => say!(
                    "最后一档不写下限，否则更低的数没有对应的份额",
                    "the last band has no lower edge; otherwise what lies below it has no share"
                ),
                _ => continue,
            };
            let diagnostic = Diagnostic::new(Code::Bands, say!("各档不衔接", "the bands are not contiguous"))
                .label(problem);
            self.report(item, diagnostic);
        }
        Some(Curve::Bands(bands))
    }

    fn band(&mut self, node: &Node, most: Rational) -> Option<Band> {
        let fields = self.fields(node, mapping("band"))?;
        let from = self.edge(&fields)?;
        let gives = match (fields.get("share"), fields.get("off")) {
            (Some(node), None) if node.text() == Some("measure") => Worth::Measure,
            (Some(node), None) => self.worth(node, most)?,
            (None, Some(node)) => match self.worth(node, Rational::ONE)? {
                Worth::Share(off) => Worth::Share(Rational::ONE.checked_sub(off).ok()?),
                Worth::Points(points) | Worth::Less(points) => Worth::Less(points),
                Worth::Measure => Worth::Measure,
            },
            _ => {
                let expected = say!("`share` 或 `off`，二者之一", "either `share` or `off`");
                self.wrong_shape_like(node, &expected, &mapping("band").example);
                return None;
            }
        };
        Some(Band { from, gives })
    }

    /// The lower edge, if one is given; nothing at all if it cannot be read.
    #[allow(clippy::option_option)]
    pub(super) fn edge(&mut self, fields: &Fields<'_>) -> Option<Option<Bound>> {
        self.bound(fields, ("at_least", "above"))
    }

    /// A bound under one of two keys: the first holds the bound itself, the second does not.
    #[allow(clippy::option_option)]
    fn bound(&mut self, fields: &Fields<'_>, (included, excluded): (&str, &str)) -> Option<Option<Bound>> {
        match (fields.get(included), fields.get(excluded)) {
            (None, None) => Some(None),
            (Some(node), None) => Some(Some(Bound::included(self.exact(node)?))),
            (None, Some(node)) => Some(Some(Bound::excluded(self.exact(node)?))),
            (Some(first), Some(again)) => {
                self.one_edge(first, again);
                None
            }
        }
    }

    /// Two edges where there is one.
    pub(super) fn one_edge(&mut self, first: &Node, again: &Node) {
        let diagnostic = Diagnostic::new(
            Code::WrongShape,
            say!("下限 `at_least` 和 `above` 只能写一个", "either `at_least` or `above`, not both"),
        )
        .at(&again.at)
        .related(&first.at, say!("下限已写在此处", "the lower edge is already given here"));
        self.report(again, diagnostic);
    }

    fn steps(&mut self, node: &Node, most: Rational) -> Option<Curve> {
        let fields = self.fields(node, mapping("steps"))?;
        let start = fields.get("from").and_then(|node| self.exact(node));
        let step = fields.get("every").and_then(|node| self.above_zero(node));
        let off = fields.get("off").and_then(|node| self.worth(node, Rational::ONE));
        let earn = match fields.get("earn") {
            Some(node) => Some(self.worth(node, most)?),
            None => None,
        };
        let rising = fields.get("as").and_then(|node| self.word(node, &[("falls", false), ("rises", true)]));
        let part = fields.get("count").and_then(|node| self.word(node, &[("whole", false), ("part", true)]));
        Some(Curve::Steps {
            start: start?,
            step: step?,
            off: off?,
            rising: rising?,
            part_counts: part?,
            earn,
        })
    }

    fn above_zero(&mut self, node: &Node) -> Option<Rational> {
        let number = self.exact(node)?;
        if number.sign() == Ordering::Greater {
            return Some(number);
        }
        let diagnostic = Diagnostic::new(
            Code::OutOfRange,
            say!("每级的大小须大于零", "the size of a step is not above zero"),
        );
        self.report(node, diagnostic);
        None
    }

    fn limits(&mut self, node: &Node) -> Option<Limits> {
        let fields = self.fields(node, mapping("limits"))?;
        let mut limits = Limits::default();
        if let Some(node) = fields.get("floor") {
            limits.floor = Some(self.share(node)?);
        }
        if let Some(node) = fields.get("cap") {
            limits.cap = Some(self.share_up_to(node, MOST)?);
        }
        if let Some(node) = fields.get("zero_outside") {
            limits.zero_outside = Some(self.ends(node)?);
        }
        if let Some(node) = fields.get("measure_floor") {
            limits.measure_floor = Some(self.exact(node)?);
        }
        if let Some(node) = fields.get("measure_cap") {
            limits.measure_cap = Some(self.exact(node)?);
        }
        Some(limits)
    }

    /// A list with nothing in it.
    pub fn empty(&mut self, node: &Node) {
        let diagnostic = Diagnostic::new(Code::EmptyList, say!("列表是空的", "the list is empty"))
            .label(say!("至少应有一项", "at least one entry is expected here"));
        self.report(node, diagnostic);
    }
}

//! Measure → curve → limits, as a policy writes them.

use super::fields::{Decoder, Fields, Key, Shape};
use super::tree::{Kind, Node};
use crate::diagnostic::{Code, Diagnostic};
use crate::policy::{Award, Band, Curve, Edge, Formula, Limits, Measure};
use crate::say;
use crate::value::Exact;

const FORMULA: Shape = Shape {
    kind: "formula",
    zh: "算式",
    en: "a formula",
    keys: &[Key::choose("measure", MEASURES_TEXT), Key::choose("curve", CURVES), Key::may("limits")],
    example: "{measure: completion, curve: linear, limits: {floor: 0, cap: 1}}",
};

const MEASURES_TEXT: &str =
    "completion | inverse | excess | shortfall | deviation | over | under | days_late | execution_rate";
const CURVES: &str = "linear | {line: …} | {bands: …} | {steps: …}";

const MEASURES: &[(&str, Measure)] = &[
    ("completion", Measure::Completion),
    ("inverse", Measure::Inverse),
    ("excess", Measure::Excess),
    ("shortfall", Measure::Shortfall),
    ("deviation", Measure::Deviation),
    ("over", Measure::Over),
    ("under", Measure::Under),
    ("days_late", Measure::DaysLate),
    ("execution_rate", Measure::ExecutionRate),
];

const AWARDS: &[(&str, Award)] = &[
    ("full", Award::Full),
    ("zero", Award::Zero),
    ("cannot_score", Award::CannotScore),
    ("judged", Award::Judged),
];

const CURVE: Shape = Shape {
    kind: "curve",
    zh: "曲线",
    en: "a curve",
    keys: &[Key::may("line"), Key::may("bands"), Key::may("steps")],
    example: "{bands: [{at_least: 95%, share: 100%}, {share: 0}]}",
};

const BAND: Shape = Shape {
    kind: "band",
    zh: "一档",
    en: "a band",
    keys: &[Key::may("at_least"), Key::may("above"), Key::must("share")],
    example: "{at_least: 95%, share: 100%}",
};

const STEPS: Shape = Shape {
    kind: "steps",
    zh: "逐级扣分",
    en: "the steps",
    keys: &[
        Key::must("from"),
        Key::must("every"),
        Key::must("off"),
        Key::choose("as", "falls | rises"),
        Key::choose("count", "whole | part"),
    ],
    example: "{from: 100%, every: 5%, off: 10%, as: falls, count: whole}",
};

const LIMITS: Shape = Shape {
    kind: "limits",
    zh: "限制",
    en: "the limits",
    keys: &[Key::may("floor"), Key::may("cap"), Key::may("zero_outside")],
    example: "{floor: 0, cap: 1}",
};

impl Decoder {
    /// What a row earns: a word, or a formula.
    pub fn award(&mut self, node: &Node) -> Option<Award> {
        match &node.kind {
            Kind::Map(_) => self.formula(node).map(Award::Formula),
            Kind::Scalar { .. } => {
                let written = self.text(node)?;
                let found = AWARDS.iter().find(|(word, _)| *word == written.value);
                if found.is_none() {
                    let words = ["full", "zero", "cannot_score", "judged", "{measure, curve, limits}"];
                    self.unknown_word(node, &written.value, &words);
                }
                found.map(|(_, award)| award.clone())
            }
            Kind::Seq(_) => {
                let expected = say!(
                    "full、zero、cannot_score、judged 或 {{measure, curve, limits}}",
                    "full, zero, cannot_score, judged or {{measure, curve, limits}}"
                );
                self.wrong_shape(node, &expected);
                None
            }
        }
    }

    fn formula(&mut self, node: &Node) -> Option<Formula> {
        let fields = self.fields(node, &FORMULA)?;
        let measure = fields.get("measure").and_then(|node| self.word(node, MEASURES));
        let curve = fields.get("curve").and_then(|node| self.curve(node));
        let limits = match fields.get("limits") {
            Some(node) => self.limits(node)?,
            None => Limits::default(),
        };
        Some(Formula { measure: measure?, curve: curve?, limits })
    }

    fn curve(&mut self, node: &Node) -> Option<Curve> {
        if let Some(word) = node.text() {
            if word.trim() == "linear" {
                return Some(Curve::Linear);
            }
            self.unknown_word(node, word.trim(), &["linear", "{line: …}", "{bands: …}", "{steps: …}"]);
            return None;
        }
        let fields = self.fields(node, &CURVE)?;
        let mut kinds = fields.keys();
        let (Some((kind, _)), another) = (kinds.next(), kinds.next()) else {
            self.wrong_shape(node, &say!("一种曲线：{all}", "one curve: {all}", all = CURVES));
            return None;
        };
        if let Some((_, again)) = another {
            let diagnostic =
                Diagnostic::new(Code::WrongShape, say!("一条规则只有一条曲线", "one rule has one curve"))
                    .at(&again.at)
                    .label(say!("第二条曲线", "a second curve"));
            self.report(again, diagnostic);
            return None;
        }
        let value = fields.get(kind)?;
        match kind {
            "line" => self.line(value),
            "bands" => self.bands(value),
            _ => self.steps(value),
        }
    }

    /// `[[60%, 0%], [100%, 100%]]`
    fn line(&mut self, node: &Node) -> Option<Curve> {
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
            points.push((self.exact(x)?, self.share(y)?));
        }
        if points.is_empty() {
            self.empty(node);
            return None;
        }
        Some(Curve::Line(points))
    }

    /// Highest first, the last without an edge.
    fn bands(&mut self, node: &Node) -> Option<Curve> {
        let items = self.list(node, &say!("若干档", "a list of bands"))?;
        if items.is_empty() {
            self.empty(node);
            return None;
        }
        let read: Vec<Option<Band>> = items.iter().map(|item| self.band(item)).collect();
        let bands: Vec<Band> = read.into_iter().collect::<Option<_>>()?;
        let last = items.len().saturating_sub(1);
        for (index, (item, band)) in items.iter().zip(&bands).enumerate() {
            let problem = match (band.from, index == last) {
                (None, false) => say!("没有下限的档只能在最后", "only the last band has no lower edge"),
                (Some(_), true) => say!(
                    "最后一档不写下限，否则更低的没有着落",
                    "the last band has no lower edge, or what lies below it has no share"
                ),
                _ => continue,
            };
            let diagnostic =
                Diagnostic::new(Code::Bands, say!("各档没有接上", "the bands do not join")).label(problem);
            self.report(item, diagnostic);
        }
        Some(Curve::Bands(bands))
    }

    fn band(&mut self, node: &Node) -> Option<Band> {
        let fields = self.fields(node, &BAND)?;
        let from = self.edge(&fields)?;
        let share = fields.get("share").and_then(|node| self.share(node))?;
        Some(Band { from, share })
    }

    /// The lower edge, if one is given; nothing at all if it cannot be read.
    #[allow(clippy::option_option)]
    fn edge(&mut self, fields: &Fields<'_>) -> Option<Option<Edge>> {
        match (fields.get("at_least"), fields.get("above")) {
            (None, None) => Some(None),
            (Some(node), None) => Some(Some(Edge { at: self.exact(node)?, included: true })),
            (None, Some(node)) => Some(Some(Edge { at: self.exact(node)?, included: false })),
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
            say!("`at_least` 和 `above` 只能写一个", "either `at_least` or `above`, not both"),
        )
        .at(&again.at)
        .related(&first.at, say!("已有一个下限", "there is a lower edge already"));
        self.report(again, diagnostic);
    }

    fn steps(&mut self, node: &Node) -> Option<Curve> {
        let fields = self.fields(node, &STEPS)?;
        let start = fields.get("from").and_then(|node| self.exact(node));
        let step = fields.get("every").and_then(|node| self.above_zero(node));
        let off = fields.get("off").and_then(|node| self.share(node));
        let rising = fields.get("as").and_then(|node| self.word(node, &[("falls", false), ("rises", true)]));
        let part = fields.get("count").and_then(|node| self.word(node, &[("whole", false), ("part", true)]));
        Some(Curve::Steps { start: start?, step: step?, off: off?, rising: rising?, part_counts: part? })
    }

    fn above_zero(&mut self, node: &Node) -> Option<Exact> {
        let number = self.exact(node)?;
        if number.sign() == std::cmp::Ordering::Greater {
            return Some(number);
        }
        let diagnostic = Diagnostic::new(
            Code::OutOfRange,
            say!("一级的大小必须大于零", "the size of a step is above zero"),
        );
        self.report(node, diagnostic);
        None
    }

    fn limits(&mut self, node: &Node) -> Option<Limits> {
        let fields = self.fields(node, &LIMITS)?;
        let mut limits = Limits::default();
        if let Some(node) = fields.get("floor") {
            limits.floor = Some(self.share(node)?);
        }
        if let Some(node) = fields.get("cap") {
            limits.cap = Some(self.share(node)?);
        }
        if let Some(node) = fields.get("zero_outside") {
            let expected = say!("[下限, 上限]", "[lower, upper]");
            let [low, high] = self.list(node, &expected)? else {
                self.wrong_shape(node, &expected);
                return None;
            };
            limits.zero_outside = Some((self.exact(low)?, self.exact(high)?));
        }
        Some(limits)
    }

    /// A list with nothing in it.
    pub fn empty(&mut self, node: &Node) {
        let diagnostic = Diagnostic::new(Code::EmptyList, say!("列表是空的", "the list is empty"))
            .label(say!("至少要有一项", "at least one entry belongs here"));
        self.report(node, diagnostic);
    }
}

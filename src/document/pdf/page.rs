//! What is drawn on a page: glyphs with their characters, and rules.
#![allow(clippy::arithmetic_side_effects)] // points and boxes are floats; counts are saturating

use super::clock::Clock;
use super::limits::{MAX_DRAWN, MAX_RULES, MAX_WAIT};
use super::unicode::Characters;
use hayro_interpret::font::GlyphRun;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask,
};

/// A glyph where it stands; lengths are points from the upper left corner.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Glyph {
    pub text: String,
    pub left: f64,
    pub right: f64,
    /// The height of the middle of a character, below the upper edge of the page.
    pub middle: f64,
    pub size: f64,
}

/// A straight line, as long as it is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    pub level: bool,
    pub at: f64,
    pub from: f64,
    pub to: f64,
}

/// What one page shows, turned so that most of its text reads from left to right.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub number: u32,
    pub glyphs: Vec<Glyph>,
    pub rules: Vec<Rule>,
    /// Characters that the file gives no text for.
    pub unreadable: usize,
    /// A picture is shown, and no text but what may stand at the head or foot of a page.
    pub scan: bool,
    /// The text is not visible: it was laid under a scan.
    pub hidden: bool,
    /// Quarters by which the page was turned, and its size as it is shown.
    turned: u8,
    width: f64,
    height: f64,
}

impl Page {
    /// A box as it lies on the page that is shown.
    pub fn shown(&self, area: Rect) -> Rect {
        turn(area, 4_u8.saturating_sub(self.turned) % 4, self.turned_size())
    }

    fn turned_size(&self) -> (f64, f64) {
        if self.turned.is_multiple_of(2) { (self.width, self.height) } else { (self.height, self.width) }
    }
}

/// A box after so many quarter turns to the left of a page of that size.
fn turn(area: Rect, quarters: u8, (width, height): (f64, f64)) -> Rect {
    match quarters {
        1 => Rect::new(area.y0, width - area.x1, area.y1, width - area.x0),
        2 => Rect::new(width - area.x1, height - area.y1, width - area.x0, height - area.y0),
        3 => Rect::new(height - area.y1, area.x0, height - area.y0, area.x1),
        _ => area,
    }
}

/// Why a page was given up.
pub(super) enum Stop {
    TooMuch,
}

/// A picture is a scan that covers so much of its page.
const SCAN: f64 = 0.5;
/// A number of a page, a heading or a footing has no more characters.
const FOOTING: usize = 60;

/// Below this a filled box is a rule, in points.
const THIN: f64 = 3.0;

/// A glyph as it was drawn: its box on the page, and the quarter that its line runs to.
struct Drawn {
    text: String,
    area: Rect,
    quarter: u8,
    size: f64,
    hidden: bool,
}

/// Takes down what is drawn.
pub(super) struct Canvas<'c> {
    characters: &'c mut Characters,
    area: Rect,
    clips: Vec<Rect>,
    glyphs: Vec<Drawn>,
    rules: Vec<Rule>,
    fills: Vec<Rect>,
    unreadable: usize,
    pictures: bool,
    /// One picture covers most of the page.
    scan: bool,
    drawn: usize,
    since: Clock,
}

impl<'c> Canvas<'c> {
    pub fn new(width: f64, height: f64, characters: &'c mut Characters) -> Self {
        Self {
            characters,
            area: Rect::new(0.0, 0.0, width, height),
            clips: Vec::new(),
            glyphs: Vec::new(),
            rules: Vec::new(),
            fills: Vec::new(),
            unreadable: 0,
            pictures: false,
            scan: false,
            drawn: 0,
            since: Clock::start(),
        }
    }

    /// Counts what is drawn. The interpreter cannot be told to stop, so it is unwound: nothing is printed, and
    /// the caller, who waits for it, says what was too much.
    fn count(&mut self) {
        self.drawn = self.drawn.saturating_add(1);
        let late = self.drawn.is_multiple_of(1024) && self.since.elapsed() > MAX_WAIT;
        if self.drawn > MAX_DRAWN || late {
            std::panic::resume_unwind(Box::new(Stop::TooMuch));
        }
    }

    fn clip(&self) -> Rect {
        self.clips.last().copied().unwrap_or(self.area)
    }

    fn rule(&mut self, from: Point, to: Point) {
        let area = Rect::from_points(from, to);
        let clip = self.clip().inflate(1.0, 1.0);
        let shown = area.intersect(clip);
        let level = area.width() >= area.height();
        let (along, across) =
            if level { (area.width(), area.height()) } else { (area.height(), area.width()) };
        let outside = area.x0 > clip.x1 || area.x1 < clip.x0 || area.y0 > clip.y1 || area.y1 < clip.y0;
        if outside || across > THIN || along < across || self.rules.len() >= MAX_RULES {
            return;
        }
        let (at, from, to) = if level {
            (f64::midpoint(area.y0, area.y1), shown.x0, shown.x1)
        } else {
            (f64::midpoint(area.x0, area.x1), shown.y0, shown.y1)
        };
        if at.is_finite() && from.is_finite() && to.is_finite() && to >= from {
            self.rules.push(Rule { level, at, from, to });
        }
    }

    fn edges(&mut self, area: Rect) {
        let corners = [(area.x0, area.y0), (area.x1, area.y0), (area.x1, area.y1), (area.x0, area.y1)];
        let next = corners.iter().cycle().skip(1);
        for (from, to) in corners.iter().zip(next) {
            self.rule(Point::from(*from), Point::from(*to));
        }
    }

    fn fill(&mut self, path: &BezPath, white: bool) {
        // Several boxes may be one path.
        for part in parts(path) {
            let area = part.bounding_box();
            if area.width() <= THIN || area.height() <= THIN {
                if !white {
                    self.rule(Point::new(area.x0, area.y0), Point::new(area.x1, area.y1));
                }
            } else if is_box(&part) && self.fills.len() < MAX_RULES {
                self.fills.push(area.intersect(self.clip()));
            }
        }
    }

    fn stroke(&mut self, path: &BezPath) {
        let mut start = Point::ZERO;
        let mut last = Point::ZERO;
        for element in path.elements() {
            match *element {
                PathEl::MoveTo(to) => start = to,
                PathEl::LineTo(to) => self.rule(last, to),
                PathEl::ClosePath => self.rule(last, start),
                PathEl::QuadTo(..) | PathEl::CurveTo(..) => {}
            }
            last = match *element {
                PathEl::MoveTo(to)
                | PathEl::LineTo(to)
                | PathEl::QuadTo(_, to)
                | PathEl::CurveTo(_, _, to) => to,
                PathEl::ClosePath => start,
            };
        }
    }

    fn glyph(&mut self, at: Affine, text: Option<String>, advance: f64, hidden: bool) {
        let origin = at * Point::ZERO;
        let along = at * Point::new(advance, 0.0) - origin;
        let up = at * Point::new(0.0, 1000.0) - origin;
        let size = up.hypot();
        if !(size.is_finite() && along.x.is_finite() && along.y.is_finite()) || size < 0.5 {
            return;
        }
        let corners =
            [origin - up * 0.12, origin + up * 0.88, origin + along - up * 0.12, origin + along + up * 0.88];
        let area = corners
            .iter()
            .fold(Rect::from_points(corners[0], corners[0]), |area, corner| area.union_pt(*corner));
        if !self.clip().contains(area.center()) {
            return;
        }
        let quarter = if along.x.abs() >= along.y.abs() {
            if along.x < 0.0 { 2 } else { 0 }
        } else if along.y < 0.0 {
            3
        } else {
            1
        };
        let text = text.unwrap_or_else(|| {
            self.unreadable = self.unreadable.saturating_add(1);
            char::REPLACEMENT_CHARACTER.to_string()
        });
        self.glyphs.push(Drawn { text, area, quarter, size, hidden });
    }

    /// The page, when all of it is drawn.
    pub fn finish(mut self, number: u32) -> Page {
        // Cells may be told apart by their grounds alone.
        if self.rules.len() < 4 {
            for fill in std::mem::take(&mut self.fills) {
                self.edges(fill);
            }
        }
        let laid = self.glyphs.iter().filter(|glyph| glyph.hidden).count();
        let seen = self.glyphs.len().saturating_sub(laid);
        // Beside text that was recognised below a scan, a heading or a number of the page may be printed on it.
        let hidden = laid > 0 && (seen == 0 || self.scan && seen <= FOOTING.max(laid));
        self.glyphs.retain(|glyph| hidden || !glyph.hidden);
        let count = |quarter| self.glyphs.iter().filter(|glyph| glyph.quarter == quarter).count();
        let turned = (0..4).rev().max_by_key(|quarter| count(*quarter)).unwrap_or(0);
        let size = (self.area.width(), self.area.height());
        let glyphs = self.glyphs.into_iter().map(|glyph| {
            let area = turn(glyph.area, turned, size);
            Glyph {
                text: glyph.text,
                left: area.x0,
                right: area.x1,
                middle: area.center().y,
                size: glyph.size,
            }
        });
        let scan =
            self.pictures && !hidden && (seen == 0 || self.scan && seen <= FOOTING && self.rules.len() < 4);
        let rules = self.rules.into_iter().map(|rule| {
            let area = if rule.level {
                Rect::new(rule.from, rule.at, rule.to, rule.at)
            } else {
                Rect::new(rule.at, rule.from, rule.at, rule.to)
            };
            let area = turn(area, turned, size);
            if rule.level == turned.is_multiple_of(2) {
                Rule { level: true, at: area.y0, from: area.x0, to: area.x1 }
            } else {
                Rule { level: false, at: area.x0, from: area.y0, to: area.y1 }
            }
        });
        Page {
            number,
            glyphs: glyphs.collect(),
            rules: rules.collect(),
            unreadable: self.unreadable,
            scan,
            hidden,
            turned,
            width: size.0,
            height: size.1,
        }
    }
}

/// The closed figures of a path.
fn parts(path: &BezPath) -> Vec<BezPath> {
    let mut parts = Vec::new();
    let mut part = BezPath::new();
    for element in path.elements() {
        if matches!(element, PathEl::MoveTo(_)) && !part.elements().is_empty() {
            parts.push(std::mem::take(&mut part));
        }
        if part.elements().is_empty() && !matches!(element, PathEl::MoveTo(_)) {
            continue;
        }
        part.push(*element);
    }
    parts.push(part);
    parts.retain(|part| part.elements().len() > 1);
    parts
}

fn is_box(path: &BezPath) -> bool {
    let area = path.bounding_box();
    (path.area().abs() - area.area()).abs() <= 0.02 * area.area()
}

/// Whether a paint shows at all, and whether it is white.
fn visible(paint: &Paint<'_>) -> (bool, bool) {
    match paint {
        Paint::Color(color) => {
            let [red, green, blue, alpha] = color.to_rgba().to_rgba8();
            (alpha > 0, red.min(green).min(blue) > 250)
        }
        Paint::Pattern(_) => (true, false),
    }
}

impl<'a> Device<'a> for Canvas<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.count();
        let (shows, white) = visible(&props.paint);
        if !shows || path.elements().len() > MAX_RULES {
            return;
        }
        let path = props.transform * path.clone();
        if matches!(mode, DrawMode::Fill(_) | DrawMode::FillAndStroke(..)) {
            self.fill(&path, white);
        }
        if matches!(mode, DrawMode::Stroke(_) | DrawMode::FillAndStroke(..)) && !white {
            // A thick stroke may be short: a box drawn as one line across.
            self.stroke(&path);
        }
    }

    fn push_clip_path(&mut self, path: &ClipPath) {
        self.count();
        let clip = self.clip().intersect(path.path.bounding_box());
        self.clips.push(clip);
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.count();
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        let hidden = matches!(mode, DrawMode::Invisible);
        for glyph in run.glyphs() {
            self.count();
            let (text, advance) = self.characters.of(glyph);
            self.glyph(props.transform * glyph.transform(), text, advance, hidden);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.count();
        self.pictures = true;
        let picture = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let shown = props.transform.transform_rect_bbox(picture).intersect(self.area);
        self.scan |= shown.area() >= SCAN * self.area.area();
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn pop_transparency_group(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_turned_round_is_itself_again() {
        let area = Rect::new(1.0, 2.0, 5.0, 9.0);
        let mut turned = area;
        let mut size = (20.0, 30.0);
        for _ in 0..4 {
            turned = turn(turned, 1, size);
            size = (size.1, size.0);
        }
        assert_eq!(turned, area);
        let three = turn(area, 3, (20.0, 30.0));
        assert_eq!(turn(three, 1, (30.0, 20.0)), area);
    }
}

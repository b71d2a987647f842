//! The interpreter, page by page.

use super::bomb;
use super::limits::{MAX_PAGES, MAX_STREAMS, most_of_one};
use super::page::{Canvas, Page, Stop};
use super::unicode::Characters;
use super::widths;
use crate::guard::guarded;
use hayro_interpret::hayro_syntax::object::Object;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::Rect;
use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, RenderContent, TransformExt, interpret_page,
};

/// What comes of a file, one after the other.
pub(super) enum Event {
    /// It has so many pages.
    Opened(usize),
    Page(Box<Page>),
    /// A page that was given up.
    Lost(u32, Loss),
    /// The whole file, or the rest of it, is lost.
    Ended(Loss),
}

/// Why something was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Loss {
    Encrypted,
    Damaged,
    Unpacks,
    /// Fonts declare widths that no glyph can have.
    Widths,
    TooMuch,
}

/// Takes the events as they come; whether anybody waits for more.
pub(super) type Sink<'s> = dyn Fn(Event) -> bool + 's;

/// Interprets a file. The interpreter is young, and files are hostile: what panics in it must not take the program along.
pub(super) fn interpret(bytes: Vec<u8>, sink: &Sink<'_>) {
    if guarded(|| run(bytes, sink)).is_err() {
        sink(Event::Ended(Loss::Damaged));
    }
}

/// Hands over the events; ends when nobody waits for them any more.
fn run(bytes: Vec<u8>, sink: &Sink<'_>) {
    if bomb::unpacks_to_too_much(&bytes) {
        sink(Event::Ended(Loss::Unpacks));
        return;
    }
    let size = bytes.len();
    let encrypted = memchr::memmem::find(&bytes, b"/Encrypt").is_some();
    let pdf = match Pdf::new(bytes) {
        Ok(pdf) => pdf,
        Err(LoadPdfError::Decryption(
            DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm,
        )) => {
            sink(Event::Ended(Loss::Encrypted));
            return;
        }
        Err(_) => {
            sink(Event::Ended(Loss::Damaged));
            return;
        }
    };
    if encrypted && encrypted_bomb(&pdf, size) {
        sink(Event::Ended(Loss::Unpacks));
        return;
    }
    if widths::too_many(&pdf, size) {
        sink(Event::Ended(Loss::Widths));
        return;
    }
    let pages = pdf.pages();
    if !sink(Event::Opened(pages.len())) {
        return;
    }
    let mut cache = InterpreterCache::new();
    let mut characters = Characters::default();
    let settings =
        InterpreterSettings { render_content: RenderContent::all(), ..InterpreterSettings::default() };
    for (number, page) in (1_u32..).zip(pages.iter().take(MAX_PAGES)) {
        let (width, height) = page.render_dimensions();
        let (width, height) = (f64::from(width), f64::from(height));
        let area = Rect::new(0.0, 0.0, width, height);
        let drawn = guarded(|| {
            let start = page.initial_transform(true).to_kurbo();
            let mut context = Context::new(start, area, &cache, pdf.xref(), settings.clone());
            let mut canvas = Canvas::new(width, height, &mut characters);
            interpret_page(page, &mut context, &mut canvas);
            canvas.finish(number)
        });
        let event = drawn.map_or_else(
            |panic| {
                let stopped = panic.downcast_ref::<Stop>().is_some();
                Event::Lost(number, if stopped { Loss::TooMuch } else { Loss::Damaged })
            },
            |page| Event::Page(Box::new(page)),
        );
        if matches!(event, Event::Lost(..)) {
            // Whatever was being changed when it unwound.
            cache = InterpreterCache::new();
            characters = Characters::default();
        }
        if !sink(event) {
            return;
        }
    }
}

/// The streams of an encrypted file can be measured only once it is open.
fn encrypted_bomb(pdf: &Pdf, size: usize) -> bool {
    let mut left = MAX_STREAMS;
    let most = most_of_one(size);
    for object in pdf.objects() {
        if let Object::Stream(stream) = object {
            let filters = format!("{:?}", stream.filters());
            let unpacked = bomb::unpacked_size(filters.as_bytes(), &stream.raw_data(), left.min(most));
            if unpacked > left.min(most) {
                return true;
            }
            left = left.saturating_sub(unpacked);
        }
    }
    false
}

//! The interpreter, kept apart: on a thread with its own stack, waited for only so long.

use super::bomb;
use super::limits::{MAX_PAGES, MAX_STREAMS, MAX_TIME, MAX_WAIT, STACK, most_of_one};
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
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Instant;

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

/// Interprets a file; the events come as they are waited for.
pub(super) fn events(bytes: Vec<u8>) -> impl Iterator<Item = Event> {
    let (sender, receiver) = sync_channel(4);
    let thread = std::thread::Builder::new().name("pdf".to_owned()).stack_size(STACK);
    // The interpreter is young, and files are hostile: what panics in it must not take the program along, and
    // what never ends is left behind.
    let started = thread.spawn(move || {
        if guarded(|| run(bytes, &sender)).is_err() {
            let _ = sender.send(Event::Ended(Loss::Damaged));
        }
    });
    Events { receiver: started.is_ok().then_some(receiver), since: Instant::now() }
}

struct Events {
    receiver: Option<Receiver<Event>>,
    since: Instant,
}

impl Iterator for Events {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        let left = MAX_TIME.saturating_sub(self.since.elapsed());
        match self.receiver.as_ref()?.recv_timeout(left.min(MAX_WAIT.saturating_mul(2))) {
            Ok(event) => Some(event),
            Err(RecvTimeoutError::Timeout) => {
                self.receiver = None;
                Some(Event::Ended(Loss::TooMuch))
            }
            Err(RecvTimeoutError::Disconnected) => None,
        }
    }
}

/// Sends the events; ends when nobody waits for them any more.
fn run(bytes: Vec<u8>, sender: &SyncSender<Event>) {
    if bomb::unpacks_to_too_much(&bytes) {
        let _ = sender.send(Event::Ended(Loss::Unpacks));
        return;
    }
    let size = bytes.len();
    let encrypted = memchr::memmem::find(&bytes, b"/Encrypt").is_some();
    let pdf = match Pdf::new(bytes) {
        Ok(pdf) => pdf,
        Err(LoadPdfError::Decryption(
            DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm,
        )) => {
            let _ = sender.send(Event::Ended(Loss::Encrypted));
            return;
        }
        Err(_) => {
            let _ = sender.send(Event::Ended(Loss::Damaged));
            return;
        }
    };
    if encrypted && encrypted_bomb(&pdf, size) {
        let _ = sender.send(Event::Ended(Loss::Unpacks));
        return;
    }
    if widths::too_many(&pdf, size) {
        let _ = sender.send(Event::Ended(Loss::Widths));
        return;
    }
    let pages = pdf.pages();
    if sender.send(Event::Opened(pages.len())).is_err() {
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
        if sender.send(event).is_err() {
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

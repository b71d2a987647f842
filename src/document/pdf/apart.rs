//! The interpreter kept apart: on a thread with its own stack, waited for only so long. Where there are no threads
//! (`wasm32-unknown-unknown`) it runs at once.

use super::worker::{Event, interpret};

/// Interprets a file; the events come as they are waited for.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn events(bytes: Vec<u8>) -> impl Iterator<Item = Event> {
    use super::clock::Clock;
    use super::limits::STACK;
    let (sender, receiver) = std::sync::mpsc::sync_channel(4);
    let thread = std::thread::Builder::new().name("pdf".to_owned()).stack_size(STACK);
    // What never ends is left behind.
    let started = thread.spawn(move || interpret(bytes, &|event| sender.send(event).is_ok()));
    Events { receiver: started.is_ok().then_some(receiver), since: Clock::start() }
}

#[cfg(target_arch = "wasm32")]
pub(super) fn events(bytes: Vec<u8>) -> impl Iterator<Item = Event> {
    let events = std::cell::RefCell::new(Vec::new());
    interpret(bytes, &|event| {
        events.borrow_mut().push(event);
        true
    });
    events.into_inner().into_iter()
}

#[cfg(not(target_arch = "wasm32"))]
struct Events {
    receiver: Option<std::sync::mpsc::Receiver<Event>>,
    since: super::clock::Clock,
}

#[cfg(not(target_arch = "wasm32"))]
impl Iterator for Events {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        use super::limits::{MAX_TIME, MAX_WAIT};
        use super::worker::Loss;
        use std::sync::mpsc::RecvTimeoutError;
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

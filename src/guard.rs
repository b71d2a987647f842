//! Readers of others' formats that may panic on a hostile file: the panic is caught, and nobody hears of it.
//!
//! What is lost by it is said in a diagnostic by whoever asked for the reading. Memory cannot be had back, so what a
//! file declares is held against what a file of its size may take before anything is allocated.

use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    /// Whether this thread is inside [`guarded`].
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// Does some reading; nothing that it held is looked at again when it panics.
///
/// # Errors
/// What it panicked with.
pub(crate) fn guarded<T>(read: impl FnOnce() -> T) -> Result<T, Box<dyn Any + Send>> {
    let outside = INSIDE.replace(true);
    let done = catch_unwind(AssertUnwindSafe(read));
    INSIDE.set(outside);
    done
}

/// Keeps panics inside readers from being reported as failures of the program.
///
/// For programs, once, when they start; the library leaves the hook alone.
pub fn silence() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if !INSIDE.get() {
            before(info);
        }
    }));
}

/// The memory, in bytes, that a file of so many bytes may take while it is read, whatever it declares.
///
/// ```
/// use jixiao::guard::budget;
/// assert_eq!(budget(0), 64 << 20);
/// assert_eq!(budget(1_000), (64 << 20) + 20_000);
/// ```
pub const fn budget(size: usize) -> usize {
    const LEAST: usize = 64 * 1024 * 1024;
    size.saturating_mul(20).saturating_add(LEAST)
}

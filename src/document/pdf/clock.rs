//! How much time has passed. `wasm32-unknown-unknown` has no clock: there none passes, and whoever runs the program ends it.

use std::time::Duration;
#[cfg(not(target_arch = "wasm32"))]
use std::time::Instant;

#[derive(Debug, Clone, Copy)]
pub(super) struct Clock {
    #[cfg(not(target_arch = "wasm32"))]
    since: Instant,
}

impl Clock {
    pub fn start() -> Self {
        Self {
            #[cfg(not(target_arch = "wasm32"))]
            since: Instant::now(),
        }
    }

    #[cfg_attr(target_arch = "wasm32", allow(clippy::unused_self))]
    pub fn elapsed(self) -> Duration {
        #[cfg(not(target_arch = "wasm32"))]
        return self.since.elapsed();
        #[cfg(target_arch = "wasm32")]
        Duration::ZERO
    }
}

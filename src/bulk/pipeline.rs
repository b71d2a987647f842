//! Work in parallel, results in order: what comes out does not depend on how many threads there are.

use std::collections::BTreeMap;
use std::io::Result;
use std::ops::ControlFlow;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// What the threads share.
struct Shared<J, R> {
    state: Mutex<State<R>>,
    moved: Condvar,
    source: Mutex<Source<J>>,
}

struct Source<J> {
    next: J,
    number: u64,
    ended: bool,
}

struct State<R> {
    /// Results that wait for those before them.
    done: BTreeMap<u64, R>,
    /// The result that is wanted next.
    wanted: u64,
    /// How many jobs there are, once that is known.
    jobs: Option<u64>,
    stopped: bool,
}

fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    // A thread that panics ends the whole run; its state is not looked at again.
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Does jobs on `threads` threads, each with a worker of its own, and takes their results in the order of the jobs.
///
/// No more results wait than twice the number of threads.
///
/// # Errors
/// When there is no next job for an error, or a result cannot be taken; what was taken before stays taken.
pub(super) fn in_order<T: Send, R: Send, W: FnMut(T) -> R>(
    threads: usize,
    mut source: impl FnMut() -> Result<Option<T>> + Send,
    worker: impl Fn() -> W + Sync,
    mut take: impl FnMut(R) -> Result<ControlFlow<()>>,
) -> Result<()> {
    let (mut broken, mut failed) = (None, None);
    let source = || {
        source().unwrap_or_else(|error| {
            broken = Some(error);
            None
        })
    };
    let take = |result| {
        take(result).unwrap_or_else(|error| {
            failed = Some(error);
            ControlFlow::Break(())
        })
    };
    each_in_order(threads, source, worker, take);
    broken.or(failed).map_or(Ok(()), Err)
}

fn each_in_order<T: Send, R: Send, W: FnMut(T) -> R>(
    threads: usize,
    source: impl FnMut() -> Option<T> + Send,
    worker: impl Fn() -> W + Sync,
    mut take: impl FnMut(R) -> ControlFlow<()>,
) {
    let state = State { done: BTreeMap::new(), wanted: 0, jobs: None, stopped: false };
    let source = Source { next: source, number: 0, ended: false };
    let shared = Shared { state: Mutex::new(state), moved: Condvar::new(), source: Mutex::new(source) };
    let ahead = u64::try_from(threads).unwrap_or(1).saturating_mul(2);
    std::thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            scope.spawn(|| {
                let _guard = Ending { shared: &shared };
                let mut work = worker();
                while let Some((number, job)) = next(&shared, ahead) {
                    let result = work(job);
                    held(&shared.state).done.insert(number, result);
                    shared.moved.notify_all();
                }
            });
        }
        while let Some(result) = wanted(&shared) {
            if take(result).is_break() {
                held(&shared.state).stopped = true;
                shared.moved.notify_all();
                break;
            }
        }
    });
}

/// A thread that panics must not be waited for: the run ends, and the panic is passed on.
struct Ending<'a, J, R> {
    shared: &'a Shared<J, R>,
}

impl<J, R> Drop for Ending<'_, J, R> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            held(&self.shared.state).stopped = true;
            self.shared.moved.notify_all();
        }
    }
}

/// The next job, when the results are not too far behind.
fn next<T, R, J: FnMut() -> Option<T>>(shared: &Shared<J, R>, ahead: u64) -> Option<(u64, T)> {
    let mut source = held(&shared.source);
    if source.ended {
        return None;
    }
    let number = source.number;
    let mut state = held(&shared.state);
    while !state.stopped && number >= state.wanted.saturating_add(ahead) {
        state = shared.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
    }
    let stopped = state.stopped;
    drop(state);
    let job = if stopped { None } else { (source.next)() };
    if job.is_some() {
        source.number = number.saturating_add(1);
    } else {
        source.ended = true;
        held(&shared.state).jobs = Some(number);
        shared.moved.notify_all();
    }
    job.map(|job| (number, job))
}

/// The next result in order; nothing when there are no more.
fn wanted<J, R>(shared: &Shared<J, R>) -> Option<R> {
    let mut state = held(&shared.state);
    loop {
        let number = state.wanted;
        if let Some(result) = state.done.remove(&number) {
            state.wanted = number.saturating_add(1);
            shared.moved.notify_all();
            return Some(result);
        }
        if state.stopped || state.jobs == Some(number) {
            return None;
        }
        state = shared.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Error;

    #[test]
    fn results_come_in_the_order_of_the_jobs() {
        for threads in [1, 2, 7] {
            let mut jobs = 0..1_000_u64;
            let mut got = Vec::new();
            in_order(
                threads,
                || Ok(jobs.next()),
                || {
                    |job: u64| {
                        if job.is_multiple_of(97) {
                            std::thread::sleep(std::time::Duration::from_millis(2));
                        }
                        job
                    }
                },
                |result| {
                    got.push(result);
                    Ok(ControlFlow::Continue(()))
                },
            )
            .expect("nothing fails");
            assert_eq!(got, (0..1_000).collect::<Vec<_>>(), "{threads} threads");
        }
    }

    #[test]
    fn it_stops_when_it_is_told_to() {
        let mut taken = 0;
        in_order(
            3,
            || Ok(Some(())),
            || |()| (),
            |()| {
                taken += 1;
                Ok(if taken == 10 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
            },
        )
        .expect("nothing fails");
        assert_eq!(taken, 10);
    }

    #[test]
    fn an_error_on_either_side_ends_it() {
        let mut jobs = 0;
        let next = || {
            jobs += 1;
            if jobs < 10 { Ok(Some(jobs)) } else { Err(Error::other("no more")) }
        };
        let mut taken = 0;
        let ended = in_order(
            2,
            next,
            || |job: u64| job,
            |job| {
                taken = job;
                Ok(ControlFlow::Continue(()))
            },
        );
        assert_eq!((ended.expect_err("broken").to_string().as_str(), taken), ("no more", 9));
        let full = |()| Err(Error::other("the disk is full"));
        let ended = in_order(2, || Ok(Some(())), || |()| (), full);
        assert_eq!(ended.expect_err("full").to_string(), "the disk is full");
    }
}

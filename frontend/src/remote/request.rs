//! Asking for something: once more by itself where no answer came, and of several answers taking the one that counts.

use std::future::Future;
use std::pin::Pin;

use futures_util::future::{AbortHandle, Abortable, abortable};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api;
use crate::latest::{Asked, Latest};
use crate::retry::Retry;

/// Does what an answer is for.
type Take = Box<dyn FnOnce()>;
type Answer = Pin<Box<dyn Future<Output = Result<Take, api::Error>>>>;
type Ask = Box<dyn Fn() -> Answer>;

/// What is asked for, and how that stands. It lives as long as the owner it was made in, and what is on its way then is taken back.
#[derive(Clone, Copy)]
pub struct Request {
    /// Why it did not come when it was last asked for. It stays until it has come.
    pub fault: ReadSignal<Option<api::Error>>,
    /// Whether an answer is on its way.
    pub busy: ReadSignal<bool>,
    set_fault: WriteSignal<Option<api::Error>>,
    set_busy: WriteSignal<bool>,
    latest: Latest,
    retry: Retry,
    ask: StoredValue<Ask, LocalStorage>,
    sent: StoredValue<Sent>,
}

/// What is on its way: several, where it was asked for again before there was an answer.
#[derive(Default)]
struct Sent {
    begun: u64,
    pending: Vec<(u64, AbortHandle)>,
}

impl Sent {
    /// The answer, with the number by which it is ended.
    fn begin<F: Future>(&mut self, answer: F) -> (u64, Abortable<F>) {
        let (answer, handle) = abortable(answer);
        self.begun += 1;
        self.pending.push((self.begun, handle));
        (self.begun, answer)
    }

    fn end(&mut self, number: u64) {
        self.pending.retain(|(pending, _)| *pending != number);
    }

    fn take_back(&mut self) {
        for (_, handle) in self.pending.drain(..) {
            handle.abort();
        }
    }
}

/// Who asks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    /// Somebody who waits for the answer.
    Hand,
    /// The page.
    Itself,
}

impl Request {
    /// For what puts the answer in its place itself. Nothing is asked for yet.
    pub fn new<F>(ask: impl Fn() -> F + 'static) -> Self
    where
        F: Future<Output = Result<(), api::Error>> + 'static,
    {
        Self::taking(move || {
            let answer = ask();
            async move { answer.await.map(|()| || {}) }
        })
    }

    /// For what gives a function that takes the answer; it is called only where that answer counts. Nothing is asked for yet.
    pub fn taking<F, D>(ask: impl Fn() -> F + 'static) -> Self
    where
        F: Future<Output = Result<D, api::Error>> + 'static,
        D: FnOnce() + 'static,
    {
        Self::of(Box::new(move || {
            let answer = ask();
            Box::pin(async move { answer.await.map(|take| Box::new(take) as Take) })
        }))
    }

    fn of(ask: Ask) -> Self {
        let ((fault, set_fault), (busy, set_busy)) = (signal(None), signal(false));
        let request = Self {
            fault,
            busy,
            set_fault,
            set_busy,
            latest: Latest::new(),
            retry: Retry::new(),
            ask: StoredValue::new_local(ask),
            sent: StoredValue::new(Sent::default()),
        };
        on_cleanup(move || request.take_back());
        request
            .retry
            .by(move || spawn_local(request.send(By::Itself)));
        request
    }

    /// Asks; what is shown stays until there is an answer.
    pub fn load(self) {
        spawn_local(self.send(By::Hand));
    }

    /// Asks for somebody who saw that it did not come; that is no longer shown.
    pub fn again(self) {
        self.forget_fault();
        self.load();
    }

    /// Asks on the page's own account, since there is news. The future ends with the answer.
    pub fn refresh(self) -> impl Future<Output = ()> {
        self.send(By::Itself)
    }

    /// Nobody wants any longer what was asked for until now.
    pub fn forget(self) {
        self.take_back();
        self.latest.forget();
        self.retry.forget();
        self.forget_fault();
        self.set_busy.set(false);
    }

    /// Asks anew for what is on its way, whose answer counts no longer.
    pub fn supersede(self) {
        if self.busy.try_get_untracked() == Some(true) {
            self.take_back();
            self.latest.forget();
            spawn_local(self.send(By::Itself));
        }
    }

    /// Calls `then` after each answer, good or bad.
    pub fn on_answer(self, then: impl Fn() + 'static) {
        Effect::watch(
            move || self.busy.get(),
            move |is_busy, was_busy, _| {
                if !is_busy && was_busy == Some(&true) {
                    then();
                }
            },
            false,
        );
    }

    fn take_back(self) {
        self.sent.try_update_value(Sent::take_back);
    }

    fn forget_fault(self) {
        self.set_fault.maybe_update(|fault| fault.take().is_some());
    }

    fn send(self, by: By) -> impl Future<Output = ()> + use<> {
        let asked = self.latest.ask();
        self.retry.forget();
        self.set_busy.set(true);
        let answer = self.ask.try_with_value(|ask| ask());
        let answer =
            answer.and_then(|answer| self.sent.try_update_value(|sent| sent.begin(answer)));
        async move {
            let Some((number, answer)) = answer else {
                return;
            };
            let Ok(answer) = answer.await else { return };
            self.sent.try_update_value(|sent| sent.end(number));
            self.hear(asked, answer, by);
        }
    }

    fn hear(self, asked: Asked, answer: Result<Take, api::Error>, by: By) {
        if asked.is_last() {
            self.set_busy.set(false);
            self.retry.hear(&answer);
        }
        match answer {
            Ok(take) if asked.accept() => {
                self.forget_fault();
                take();
            }
            Err(error) if asked.is_failure() => {
                self.set_fault.maybe_update(|fault| {
                    let is_news = is_news(fault.as_ref(), &error, by);
                    if is_news {
                        *fault = Some(error);
                    }
                    is_news
                });
            }
            Ok(_) | Err(_) => {}
        }
    }
}

/// Whether a failure is to be told. One that the page met again by itself is known already.
fn is_news(known: Option<&api::Error>, error: &api::Error, by: By) -> bool {
    by == By::Hand || known.is_none_or(|known| !known.is_like(error))
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use super::*;

    #[test]
    fn all_that_is_on_its_way_is_taken_back() {
        let mut sent = Sent::default();
        let [(one, ended), (_, first), (_, second)] = [(); 3].map(|()| sent.begin(pending::<()>()));
        sent.end(one);
        assert_eq!(sent.pending.len(), 2);
        sent.take_back();
        assert!(first.is_aborted() && second.is_aborted() && !ended.is_aborted());
        assert!(sent.pending.is_empty());
        assert!(!sent.begin(pending::<()>()).1.is_aborted());
    }

    #[test]
    fn a_failure_is_told_anew_to_who_asked_and_where_it_is_another() {
        let (away, refused) = (api::Error::network(), api::Error::from_answer(404, ""));
        assert!(is_news(None, &away, By::Itself));
        assert!(!is_news(Some(&away), &away, By::Itself));
        assert!(is_news(Some(&away), &away, By::Hand));
        assert!(is_news(Some(&away), &refused, By::Itself));
    }
}

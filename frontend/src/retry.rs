//! What got no answer is asked for again by itself: once the connection is back, when somebody looks at the page again, and from
//! time to time until then, since a page that waits is looked at by nobody.

use std::time::Duration;

use leptos::prelude::*;

use crate::api;
use crate::effect::effect;

/// How long to wait after the first failure. Each that follows doubles it; up to half as long again is added by chance, so that those
/// who met one failure do not come back together.
const FIRST: Duration = Duration::from_secs(5);
/// No wait is longer, unless the server asks for it.
const LONGEST: Duration = Duration::from_secs(60);

/// Whether the workspace's stream is heard, by context where a workspace is open: a stream that is heard again is reason to hope.
#[derive(Clone, Copy)]
pub struct Linked(pub Memo<bool>);

/// Whether one thing that was asked for is still to come.
#[derive(Clone, Copy)]
pub struct Retry {
    /// How long to wait before asking for what is missing; `None` where nothing is.
    wait: RwSignal<Option<Duration>>,
    /// How often in a row it did not come.
    failures: StoredValue<u32>,
}

impl Retry {
    /// For something that was not asked for yet.
    pub fn new() -> Self {
        Self {
            wait: RwSignal::new(None),
            failures: StoredValue::new(0),
        }
    }

    /// Hears what came of asking. A refusal is an answer: only what may pass is asked for again.
    pub fn hear<T>(self, answer: &Result<T, api::Error>) {
        let missing = answer.as_ref().err().filter(|error| error.may_pass());
        let failures = self.failures.try_update_value(|failures| {
            *failures = missing.map_or(0, |_| failures.saturating_add(1));
            *failures
        });
        match missing {
            Some(error) => {
                let wait = pause(failures.unwrap_or_default(), error.retry_after_s);
                self.wait.try_set(Some(wait));
            }
            None => self.forget(),
        }
    }

    /// Nobody wants it any longer, or it is being asked for.
    pub fn forget(self) {
        if self.wait.try_get_untracked().flatten().is_some() {
            self.wait.set(None);
        }
    }

    /// Has `ask` called while it is missing, until the owner goes this is called in. One at a time: the next follows an answer
    /// that is heard.
    pub fn by(self, ask: impl Fn() + 'static) {
        let ask = StoredValue::new_local(ask);
        let press = Callback::new(move |()| {
            self.forget();
            ask.try_with_value(|ask| ask());
        });
        effect(move || {
            if let Some(wait) = self.wait.get() {
                press_after(wait, press);
            }
        });
    }
}

/// How long to wait after so many failures, at least as long as the server asked for.
fn pause(failures: u32, asked_s: Option<u64>) -> Duration {
    let doubled = 2_u32.saturating_pow(failures.saturating_sub(1));
    let own = FIRST.saturating_mul(doubled).min(LONGEST);
    own.max(Duration::from_secs(asked_s.unwrap_or_default()))
}

/// Presses what tries again, every few seconds, until the owner goes this is called in.
pub fn by_itself(press: Callback<()>) {
    press_after(FIRST, press);
}

/// Presses it whenever so long has passed while somebody looks, and at once when there is reason to hope.
fn press_after(wait: Duration, press: Callback<()>) {
    let every = wait.mul_f64(1.0 + js_sys::Math::random() / 2.0);
    let seen = move || {
        if !document().hidden() {
            press.run(());
        }
    };
    let clock = set_interval_with_handle(seen, every);
    let online = window_event_listener(leptos::ev::online, move |_| press.run(()));
    // It bubbles from the document to the window.
    let visible = window_event_listener(leptos::ev::visibilitychange, move |_| seen());
    on_cleanup(move || {
        online.remove();
        visible.remove();
        if let Ok(clock) = clock {
            clock.clear();
        }
    });
    if let Some(Linked(is_linked)) = use_context() {
        Effect::watch(
            move || is_linked.get(),
            move |now, before, _| {
                if *now && before == Some(&false) {
                    press.run(());
                }
            },
            true,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_failure_in_a_row_makes_the_wait_longer_up_to_a_bound() {
        let waits = [1, 2, 3, 4, 5, 6, 90].map(|failures| pause(failures, None).as_secs());
        assert_eq!(waits, [5, 10, 20, 40, 60, 60, 60]);
    }

    #[test]
    fn the_server_may_ask_for_more_and_not_for_less() {
        assert_eq!(pause(1, Some(120)), Duration::from_secs(120));
        assert_eq!(pause(1, Some(1)), FIRST);
    }
}

//! News to pages that load for themselves what no event brings.

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Space;

impl Space {
    /// Runs `load` whenever `news` rises, and when the stream could not tell of all that happened: one at a time, and once more after it
    /// however much came meanwhile. So news that come faster than it loads neither void it nor pile up.
    pub fn on_news<F: Future<Output = ()> + 'static>(
        self,
        news: RwSignal<u32>,
        load: impl Fn() -> F + Copy + 'static,
    ) {
        let turn = StoredValue::new(Turn::Idle);
        let run = move || {
            let was = turn.try_update_value(Turn::asked);
            if was != Some(Turn::Idle) {
                return;
            }
            spawn_local(async move {
                loop {
                    load().await;
                    // The page may be left by now.
                    if turn.try_update_value(Turn::ended) != Some(Turn::Again) {
                        return;
                    }
                }
            });
        };
        let came = move || (news.get(), self.reloaded.get());
        Effect::watch(came, move |_, _, _| run(), false);
    }
}

/// Whether a load is on its way, and whether another is to follow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    Idle,
    Loading,
    Again,
}

impl Turn {
    /// News came. Gives what was before.
    fn asked(&mut self) -> Self {
        let next = match self {
            Self::Idle => Self::Loading,
            Self::Loading | Self::Again => Self::Again,
        };
        std::mem::replace(self, next)
    }

    /// A load has ended, and the next begins where it is to follow. Gives what was before.
    fn ended(&mut self) -> Self {
        let next = match self {
            Self::Idle | Self::Loading => Self::Idle,
            Self::Again => Self::Loading,
        };
        std::mem::replace(self, next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_load_follows_whatever_came_meanwhile() {
        let mut turn = Turn::Idle;
        assert_eq!(turn.asked(), Turn::Idle, "it begins");
        assert_eq!(turn.asked(), Turn::Loading);
        assert_eq!(turn.asked(), Turn::Again, "one is to follow already");
        assert_eq!(turn.ended(), Turn::Again, "it follows");
        assert_eq!(turn.ended(), Turn::Loading, "nothing came since");
        assert_eq!(turn.asked(), Turn::Idle);
    }
}

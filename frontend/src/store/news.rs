//! What the feed has to tell to pages that load for themselves what no event brings.

use leptos::prelude::*;
use tutti_types::events::EventKind;

use super::Space;

impl Space {
    /// The position of the newest entry of such a kind. Several entries come at once, so the newest of all says little.
    fn newest(self, tells: fn(EventKind) -> bool) -> Memo<Option<i64>> {
        Memo::new(move |_| {
            self.feed.track();
            let newest = self.read(|s| {
                let mut entries = s.feed().entries().iter();
                entries.find(|e| tells(e.kind)).map(|e| e.seq)
            });
            newest.flatten()
        })
    }

    /// Calls `load` whenever such an entry came, and when the stream could not tell of all that happened.
    pub fn on_news(self, tells: fn(EventKind) -> bool, load: impl Fn() + Copy + 'static) {
        let newest = self.newest(tells);
        Effect::watch(
            move || newest.get(),
            move |now, before, _| {
                if before.is_some_and(|before| before < now) {
                    load();
                }
            },
            false,
        );
        Effect::watch(move || self.reloaded.get(), move |_, _, _| load(), false);
    }
}

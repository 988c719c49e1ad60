//! The activity rail: what happened, newest first, live from the stream and backwards by pages.

mod entry;
mod groups;
mod runs;
pub mod words;

use leptos::prelude::*;
use leptos::task::spawn_local;
use tutti_types::activity::{Activity, ActivityQuery};

use crate::api;
use crate::store::Space;
use crate::text::board as text;
use crate::ui::{Button, Empty, IconButton, Kind, Loading, Skeleton};
use groups::Groups;

/// How far the pages reach.
#[derive(Clone, PartialEq, Eq)]
enum Reach {
    /// The first page is on its way.
    Asking,
    /// More may come from this cursor.
    More(String),
    /// That is all.
    All,
    /// It did not come.
    Failed,
}

/// The rail at the right of a board.
#[component]
pub fn ActivityRail(
    /// Closes it, where it lies over the board.
    #[prop(into)]
    close: Callback<()>,
) -> impl IntoView {
    let space = Space::here();
    let reach = RwSignal::new(Reach::Asking);
    let entries = Memo::new(move |_| {
        space.feed.track();
        space
            .read(|s| s.feed().entries().to_vec())
            .unwrap_or_default()
    });
    let is_cut = Memo::new(move |_| matches!(reach.get(), Reach::Asking | Reach::More(_)));
    let load = move |cursor: Option<String>| {
        spawn_local(async move {
            let filter = ActivityQuery {
                cursor,
                limit: Some(50),
                ..ActivityQuery::default()
            };
            let next = match api::activity::list(space.id, &filter).await {
                Ok(page) => {
                    space.take_activity(page.items);
                    page.next_cursor.map_or(Reach::All, Reach::More)
                }
                Err(_) => Reach::Failed,
            };
            reach.try_set(next);
        });
    };
    load(None);
    // An event of something that ended says its id alone; what it was called, the server's own entry knows.
    let asked = StoredValue::new(0_i64);
    Effect::new(move |_| {
        let nameless = entries.with(|entries| {
            let nameless = |entry: &&Activity| entry.subject.is_empty();
            entries.iter().find(nameless).map(|entry| entry.seq)
        });
        if let Some(seq) = nameless.filter(|seq| *seq > asked.get_value()) {
            asked.set_value(seq);
            load_names(space);
        }
    });
    let again = move |()| {
        reach.set(Reach::Asking);
        load(None);
    };
    view! {
        <aside class="rail is-open" aria-label=text::ACTIVITY>
            <div class="rail-head">
                <h2>{text::ACTIVITY}</h2>
                <IconButton icon="x" label=text::CLOSE_ACTIVITY key="]" class="btn btn--icon btn--quiet btn--sm rail-close" press=close/>
            </div>
            <div class="scroll" tabindex="0" role="region" aria-label=text::RECENT>
                {move || foot_of(reach, entries, again)}
                <Groups entries is_cut/>
                {move || match reach.get() {
                    Reach::More(cursor) => {
                        let press = move |()| load(Some(cursor.clone()));
                        Some(view! {
                            <div class="feed">
                                <Button kind=Kind::Quiet class="btn--sm btn--block" press>{text::SHOW_OLDER}</Button>
                            </div>
                        })
                    }
                    _ => None,
                }}
            </div>
        </aside>
    }
}

fn load_names(space: Space) {
    spawn_local(async move {
        if let Ok(page) = api::activity::list(space.id, &ActivityQuery::default()).await {
            space.take_activity(page.items);
        }
    });
}

/// What stands where no entry is.
fn foot_of(
    reach: RwSignal<Reach>,
    entries: Memo<Vec<Activity>>,
    again: impl Fn(()) + Copy + Send + Sync + 'static,
) -> Option<AnyView> {
    if entries.with(|entries| !entries.is_empty()) {
        return None;
    }
    Some(match reach.get() {
        Reach::Asking => view! {
            <Loading retry=again>
                <div class="feed">
                    <Skeleton width="80%"/>
                    <Skeleton width="60%"/>
                    <Skeleton width="70%"/>
                </div>
            </Loading>
        }
        .into_any(),
        Reach::Failed => view! {
            <Empty title=text::ACTIVITY_FAILED text=text::ACTIVITY_FAILED_TEXT>
                <Button icon="rotate-cw" press=again>{text::TRY_AGAIN}</Button>
            </Empty>
        }
        .into_any(),
        Reach::All | Reach::More(_) => {
            view! { <Empty title=text::NO_ACTIVITY text=text::NO_ACTIVITY_TEXT/> }.into_any()
        }
    })
}

//! The activity rail: what happened, newest first, live from the stream and backwards by pages.

mod fold;
mod groups;
mod line;
mod names;
mod news;
mod rows;
mod words;

use leptos::html::Div;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tutti_types::activity::{Activity, ActivityQuery};

use crate::api;
use crate::components::board::BoardCx;
use crate::storage;
use crate::store::Space;
use crate::text::board as text;
use crate::ui::{Button, Empty, IconButton, Kind, Loading, Skeleton, Toast, Toasts};
pub use fold::{Line, fold};
use groups::Groups;
pub use line::Changes;
use news::News;
pub use words::of as words_of;

/// Where it is kept that the rail shows more than the board's own.
const EVERYWHERE: &str = "tutti.activity.everywhere";

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
    let cx = BoardCx::here();
    let (space, board) = (cx.space, cx.id);
    let toasts = Toasts::here();
    let reach = RwSignal::new(Reach::Asking);
    let is_all = RwSignal::new(storage::recall(EVERYWHERE).is_some());
    // What is older than the pages may have gaps: others have loaded it, or it came by events of long ago.
    let since = RwSignal::new(i64::MAX);
    let entries = Memo::new(move |_| {
        space.feed.track();
        let (is_all, since) = (is_all.get(), since.get());
        let here =
            |entry: &&Activity| entry.seq >= since && (is_all || entry.board_id == Some(board));
        let entries = space.read(|s| {
            let entries = s.feed().entries().iter();
            entries.filter(here).cloned().collect::<Vec<_>>()
        });
        entries.unwrap_or_default()
    });
    let is_cut = Memo::new(move |_| matches!(reach.get(), Reach::Asking | Reach::More(_)));
    // Only what was asked for last counts.
    let asked_for = StoredValue::new(0_u32);
    let load = move |cursor: Option<String>| {
        asked_for.update_value(|n| *n += 1);
        let number = asked_for.get_value();
        let filter = ActivityQuery {
            board: (!is_all.get_untracked()).then_some(board),
            cursor,
            limit: Some(50),
            ..ActivityQuery::default()
        };
        let from = filter.cursor.clone();
        spawn_local(async move {
            let answer = api::activity::list(space.id, &filter).await;
            if asked_for.try_get_value() != Some(number) {
                return;
            }
            let next = match answer {
                Ok(page) => {
                    let last = page.items.last().map(|entry| entry.seq);
                    let last = last.filter(|_| page.next_cursor.is_some());
                    space.take_activity(page.items);
                    since.try_set(last.unwrap_or_default());
                    page.next_cursor.map_or(Reach::All, Reach::More)
                }
                Err(error) => match from {
                    Some(cursor) => {
                        toasts.show(Toast::error(text::OLDER_FAILED).text(error.message()));
                        Reach::More(cursor)
                    }
                    None => Reach::Failed,
                },
            };
            reach.try_set(next);
        });
    };
    let (list, is_at_top) = (NodeRef::<Div>::new(), RwSignal::new(true));
    load(None);
    let show = move |all: bool| {
        if is_all.get_untracked() != all {
            storage::remember(EVERYWHERE, all.then_some("yes"));
            is_all.set(all);
            since.set(i64::MAX);
            is_at_top.set(true);
            reach.set(Reach::Asking);
            load(None);
        }
    };
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
    let to_top = move |()| {
        if let Some(list) = list.get_untracked() {
            list.set_scroll_top(0);
            // The button is about to go.
            let _ = list.focus();
        }
    };
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
            <div class="rail-scope">
                <div class="segmented" role="group" aria-label=text::ACTIVITY_OF>
                    <button
                        type="button"
                        aria-pressed=move || if is_all.get() { "false" } else { "true" }
                        on:click=move |_| show(false)
                    >
                        {text::THIS_BOARD}
                    </button>
                    <button
                        type="button"
                        aria-pressed=move || if is_all.get() { "true" } else { "false" }
                        on:click=move |_| show(true)
                    >
                        {text::EVERYTHING}
                    </button>
                </div>
            </div>
            <News entries is_at_top show=to_top/>
            <div
                class="scroll"
                tabindex="0"
                role="region"
                aria-label=text::RECENT
                node_ref=list
                on:scroll=move |_| {
                    if let Some(list) = list.get_untracked() {
                        is_at_top.set(list.scroll_top() <= news::TOP);
                    }
                }
            >
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

//! The activity rail: what happened, newest first, live from the stream and backwards by pages.

mod fold;
mod groups;
mod line;
mod names;
mod news;
mod overlay;
mod pages;
mod rows;
mod words;

use leptos::html::Div;
use leptos::prelude::*;
use tutti_types::activity::{Activity, ActivityQuery};

use crate::components::board::BoardCx;
use crate::effect::effect;
use crate::keys::{Anywhere, SHORTCUTS};
use crate::remote::Request;
use crate::store::Space;
use crate::text::board as text;
use crate::ui::{Button, Empty, IconButton, Kind, Loading, Skeleton};
use crate::{api, dom, storage};
pub use fold::{Line, fold};
use groups::Groups;
pub use line::Changes;
use news::News;
pub use overlay::lies_over_board;
use pages::{Pages, Reach};
pub use words::{of as words_of, tells_of_dates};

/// Where it is kept that the rail shows more than the board's own.
const EVERYWHERE: &str = "tutti.activity.everywhere";

/// The rail at the right of a board.
#[component]
pub fn ActivityRail(
    /// Closes it, where it lies over the board.
    #[prop(into)]
    close: Callback<()>,
) -> impl IntoView {
    overlay::hold_focus();
    overlay::close_by_key(close);
    let cx = BoardCx::here();
    let (space, board) = (cx.space, cx.id);
    let pages = Pages::new(space, board, storage::recall(EVERYWHERE).is_some());
    let (entries, is_all) = (pages.entries, pages.extent.is_all);
    let foot = Memo::new(move |_| foot_of(pages));
    let is_cut = Memo::new(move |_| matches!(foot.get(), Foot::Asking | Foot::Older));
    let (list, is_at_top) = (NodeRef::<Div>::new(), RwSignal::new(true));
    hold_what_is_read(space, pages, is_at_top);
    let show = move |all: bool| {
        if is_all.get_untracked() != all {
            storage::remember(EVERYWHERE, all.then_some("yes"));
            is_at_top.set(true);
            pages.show(all);
        }
    };
    // An event of something that ended says its id alone; what it was called, the server's own entry knows.
    let asked = StoredValue::new(0_i64);
    let names = Request::taking(move || async move {
        let page = api::activity::list(space.id, &ActivityQuery::default()).await?;
        Ok(move || space.apply_activity(page.items))
    });
    effect(move || {
        let nameless = entries.with(|entries| {
            let nameless = |entry: &&Activity| entry.subject.name.is_empty();
            entries.iter().find(nameless).map(|entry| entry.seq)
        });
        if let Some(seq) = nameless.filter(|seq| *seq > asked.get_value()) {
            asked.set_value(seq);
            names.load();
        }
    });
    let to_top = move |()| {
        if let Some(list) = list.get_untracked() {
            list.set_scroll_top(0);
            // The button is about to go.
            let _ = list.focus();
        }
    };
    // The last page takes its button along.
    pages.older.on_answer(move || {
        request_animation_frame(move || {
            if let Some(list) = list.get_untracked().filter(|_| !dom::has_focus()) {
                let _ = list.focus();
            }
        });
    });
    let again = move |()| pages.load_anew();
    let is_empty = Memo::new(move |_| entries.with(Vec::is_empty));
    view! {
        <aside class="rail is-open" aria-label=text::ACTIVITY>
            <div class="rail-head">
                <h2>{text::ACTIVITY}</h2>
                <IconButton icon="x" label=text::CLOSE_ACTIVITY key=SHORTCUTS.anywhere.key(Anywhere::Rail) class="btn btn--icon btn--quiet btn--sm rail-close" press=close/>
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
                aria-label=text::ACTIVITY
                node_ref=list
                on:scroll=move |_| {
                    if let Some(list) = list.get_untracked() {
                        is_at_top.set(list.scroll_top() <= news::TOP);
                    }
                }
            >
                {move || is_empty.get().then(|| in_place_of_entries(foot.get(), again))}
                <Groups entries is_cut/>
                {move || match foot.get() {
                    Foot::Older => Some(view! {
                        <div class="feed feed-foot">
                            <Button kind=Kind::Quiet class="btn--sm btn--block" press=move |()| pages.load_older()>
                                {text::SHOW_OLDER}
                            </Button>
                        </div>
                    }.into_any()),
                    Foot::Failed if !is_empty.get() => Some(view! {
                        <div class="feed feed-foot">
                            <p class="muted">{text::ACTIVITY_FAILED}</p>
                            <Button icon="rotate-cw" kind=Kind::Quiet class="btn--sm btn--block" press=again>{text::TRY_AGAIN}</Button>
                        </div>
                    }.into_any()),
                    _ => None,
                }}
            </div>
        </aside>
    }
}

/// While somebody reads further down, or asked for older entries, none are let go of.
fn hold_what_is_read(space: Space, pages: Pages, is_at_top: RwSignal<bool>) {
    effect(move || {
        let is_held = !is_at_top.get() || pages.extent.has_older.get();
        space.feed_held.set_value(is_held);
    });
    on_cleanup(move || {
        space.feed_held.try_set_value(false);
    });
}

/// What stands below the entries.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Foot {
    /// The first page is on its way.
    Asking,
    /// It did not come.
    Failed,
    /// There are older ones.
    Older,
    /// That is all.
    End,
}

fn foot_of(pages: Pages) -> Foot {
    if pages.newest.fault.with(Option::is_some) {
        return Foot::Failed;
    }
    pages.extent.reach.with(|reach| match reach {
        Reach::Nowhere => Foot::Asking,
        Reach::More(_) => Foot::Older,
        Reach::All => Foot::End,
    })
}

/// What stands where no entry is.
fn in_place_of_entries(foot: Foot, again: impl Fn(()) + Copy + Send + Sync + 'static) -> AnyView {
    match foot {
        Foot::Asking => view! {
            <Loading retry=again>
                <div class="feed">
                    <Skeleton width="80%"/>
                    <Skeleton width="60%"/>
                    <Skeleton width="70%"/>
                </div>
            </Loading>
        }
        .into_any(),
        Foot::Failed => view! {
            <Empty title=text::ACTIVITY_FAILED text=text::ACTIVITY_FAILED_TEXT>
                <Button icon="rotate-cw" press=again>{text::TRY_AGAIN}</Button>
            </Empty>
        }
        .into_any(),
        Foot::Older | Foot::End => {
            view! { <Empty title=text::NO_ACTIVITY text=text::NO_ACTIVITY_TEXT/> }.into_any()
        }
    }
}

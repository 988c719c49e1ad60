//! The rest of a done column, by pages: a board's answer gives only its first cards.

use leptos::prelude::*;
use tutti_types::ColumnId;

use crate::components::board::BoardCx;
use crate::dom::{self, after_frames};
use crate::remote::{Request, tell_fault};
use crate::text::board as text;
use crate::ui::{Button, Kind, Said};

#[component]
pub fn MoreCards(id: ColumnId) -> impl IntoView {
    let cx = BoardCx::here();
    let order = cx.space.order(id);
    let left = Memo::new(move |_| order.with(|order| order.count.saturating_sub(order.ids.len())));
    // With a filter nobody knows how many of the rest will pass.
    let label = move || {
        if cx.is_filtered() {
            text::look_through(left.get())
        } else {
            text::show_more(left.get())
        }
    };
    let rest = Request::new(move || {
        let shown = untrack(|| cx.visible(id)).len();
        async move {
            cx.space.load_more(id).await?;
            cx.let_in();
            // With the last page the button goes: one goes on with the first card that came.
            after_frames(2, move || {
                let is_here = left.try_get_untracked().is_some();
                if is_here && !dom::has_focus() {
                    cx.go_beside(id, shown);
                }
            });
            Ok(())
        }
    });
    tell_fault(rest, format!("more of {id}"), text::MORE_FAILED);
    move || {
        (left.get() > 0).then(|| {
            view! {
                <li>
                    <Button kind=Kind::Quiet class="btn--sm btn--block" busy=rest.busy press=move |()| rest.load()>
                        <Said words=label/>
                    </Button>
                </li>
            }
        })
    }
}

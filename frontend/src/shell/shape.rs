//! The frame while nothing of it is known yet: grey bars where its parts will stand.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::COLLAPSED;
use crate::components::board::BoardShapes;
use crate::ui::{Loading, Skeleton, SkeletonRows};
use crate::{dom, storage};

/// Stands for the whole page while it loads.
#[component]
pub fn Waiting(
    /// Asks again.
    #[prop(optional, into)]
    retry: Option<Callback<()>>,
) -> impl IntoView {
    let path = use_location().pathname.get_untracked();
    let is_framed = path == "/" || path.starts_with("/w/");
    let is_board = path == "/" || path.contains("/b/") || path.matches('/').count() == 2;
    let shape = move || is_framed.then(|| view! { <FrameShape is_board/> });
    view! {
        <main id="main">
            {match retry {
                Some(retry) => view! { <Loading retry>{shape()}</Loading> }.into_any(),
                None => view! { <Loading>{shape()}</Loading> }.into_any(),
            }}
        </main>
    }
}

#[component]
fn FrameShape(is_board: bool) -> impl IntoView {
    let is_collapsed = storage::recall(COLLAPSED).is_some();
    let rail = (is_board && dom::matches("(width >= 1200px)")).then(|| {
        view! {
            <div class="rail is-open">
                <div class="rail-head">
                    <Skeleton width="64px"/>
                </div>
            </div>
        }
    });
    let body = if is_board {
        view! {
            <div class="board-bars">
                <div class="toolbar">
                    <Skeleton width="56px"/>
                    <Skeleton width="72px"/>
                </div>
                <div class="board-segments">
                    <div class="segmented"></div>
                </div>
            </div>
            <div class="split">
                <BoardShapes/>
                {rail}
            </div>
        }
        .into_any()
    } else {
        view! {
            <div class="page">
                <SkeletonRows/>
            </div>
        }
        .into_any()
    };
    let links = |_| {
        view! {
            <div class="nav-item">
                <Skeleton class="skeleton skeleton--round" width="16px" height="16px"/>
                <Skeleton width="55%"/>
            </div>
        }
    };
    view! {
        <div class="app" class:is-collapsed=is_collapsed aria-hidden="true">
            <div class="sidebar">
                <div class="sidebar-head">
                    <div class="switcher">
                        <Skeleton width="24px" height="24px"/>
                        <span class="switcher-name">
                            <Skeleton width="96px"/>
                        </span>
                    </div>
                </div>
                <div class="sidebar-scroll">{(0..4).map(links).collect_view()}</div>
            </div>
            <div class="sheet" class:sheet--toolbar=is_board>
                <div class="topbar">
                    <Skeleton width="140px" height="14px"/>
                </div>
                {body}
            </div>
            <div class="tabbar">
                <div class="tabbar-item"></div>
            </div>
        </div>
    }
}

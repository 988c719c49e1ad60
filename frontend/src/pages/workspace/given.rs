//! Says when somebody gives one something to do; what comes in one moment is said once.

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_navigate};
use tutti_state::Given;
use tutti_types::TaskId;

use crate::effect::effect;
use crate::store::Space;
use crate::text::{feed, task as text};
use crate::ui::{Toast, Toasts};

/// For how long more of it is waited for.
const GATHER: Duration = Duration::from_millis(700);

/// Tells as long as the workspace is shown. What is open is seen.
pub fn tell(space: Space, toasts: Toasts) {
    let path = use_location().pathname;
    let navigate = use_navigate();
    effect(move || {
        let open = path.with(|path| task_of(path));
        let is_given = |id: &TaskId| space.given.with(|g| g.iter().any(|one| one.task == *id));
        if let Some(task) = open.filter(is_given) {
            space.see(task);
        }
    });
    let newest = |given: &[Given]| given.iter().map(|one| one.seq).max().unwrap_or_default();
    let told = StoredValue::new(space.given.with_untracked(|given| newest(given)));
    let is_due = StoredValue::new(false);
    let show = move || {
        is_due.try_set_value(false);
        let last = told.try_get_value().unwrap_or(i64::MAX);
        let Some(mut given) = space.given.try_get_untracked() else {
            return;
        };
        given.retain(|one| one.seq > last);
        let Some(first) = given.last().cloned() else {
            return;
        };
        told.try_set_value(first.seq);
        let who = feed::first_name(&untrack(|| space.name_of(Some(first.by))));
        let is_one = given.iter().all(|one| one.by == first.by);
        let what = match given.len() {
            1 => text::given(&who, &first.title),
            several if is_one => text::given_several(&who, several),
            several => text::given_by_several(several),
        };
        let slug = space.workspace.with_untracked(|ws| ws.slug.clone());
        let board = format!("/w/{slug}/b/{}", first.board);
        let to = match given.len() {
            1 => format!("{board}/t/{}", first.task),
            _ => format!("{board}?who=me"),
        };
        let told: Vec<i64> = given.iter().map(|one| one.seq).collect();
        // What one has looked at is no news. The toast outlives the page of the workspace.
        let is_new = move || {
            let is_told = |one: &Given| told.contains(&one.seq);
            space.given.try_with(|given| given.iter().any(is_told)) != Some(false)
        };
        let navigate = navigate.clone();
        let open = move || navigate(&to, leptos_router::NavigateOptions::default());
        let toast = Toast::new(what).icon("user-plus").action(text::OPEN, open);
        toasts.show(toast.stands_while(is_new));
    };
    Effect::watch(
        move || space.given.with(|given| newest(given)),
        move |now, _, _| {
            if *now > told.get_value() && !is_due.get_value() {
                is_due.set_value(true);
                set_timeout(show.clone(), GATHER);
            }
        },
        false,
    );
}

/// The task whose address this is: `/w/…/b/…/t/<id>`
fn task_of(path: &str) -> Option<TaskId> {
    let (_, task) = path.split_once("/t/")?;
    task.parse().ok()
}

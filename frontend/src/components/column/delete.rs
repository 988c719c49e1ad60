//! Putting a column in the trash: at once where it is empty; else it is asked where its cards go.

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use tutti_state::Intent;
use tutti_state::boards::ColumnDelete;
use tutti_types::ColumnId;
use tutti_types::columns::Category;

use crate::components::board::BoardCx;
use crate::dom;
use crate::effect::effect;
use crate::parts::{Make, Maker, OnDemand, maker};
use crate::text::board as text;
use crate::ui::{Button, Dialog, Kind, Said, Toast, Toasts};

/// The question.
#[component]
pub fn DeleteColumn(open: RwSignal<bool>, id: ColumnId, count: Memo<usize>) -> impl IntoView {
    view! { <OnDemand open make=Make::by(move || question(open, id, count))/> }
}

#[wasm_split(layers, wasm_split_path = ::leptos::wasm_split, fallible)]
fn question(open: RwSignal<bool>, id: ColumnId, count: Memo<usize>) -> Maker {
    maker(move || view! { <Question open id count/> })
}

#[component]
fn Question(open: RwSignal<bool>, id: ColumnId, count: Memo<usize>) -> impl IntoView {
    let cx = BoardCx::here();
    let toasts = Toasts::here();
    let to = RwSignal::new(None::<ColumnId>);
    let columns = cx.space.columns(cx.id);
    let target = {
        let columns = columns.clone();
        move || {
            let statuses = columns.with_untracked(|columns| {
                let each = columns.iter().map(|column| (column.id, column.category));
                each.collect::<Vec<_>>()
            });
            target(&statuses, id)
        }
    };
    effect({
        let target = target.clone();
        move || {
            if open.get() {
                to.set(target());
            }
        }
    });
    // Somebody else may delete the chosen one: what is shown then is what is meant.
    Effect::new({
        let columns = columns.clone();
        move |_| {
            let is_there = |to| columns.with(|columns| columns.iter().any(|one| one.id == to));
            if open.get() && !to.get_untracked().is_some_and(is_there) {
                to.set(target());
            }
        }
    });
    let options = move || {
        let others = columns.get().into_iter().filter(|column| column.id != id);
        others
            .map(|column| {
                let is = column.id;
                view! {
                    <option dir="auto" translate="no" value=is.to_string() prop:selected=move || to.get() == Some(is)>
                        {column.name}
                    </option>
                }
            })
            .collect_view()
    };
    let sure = move || {
        open.set(false);
        delete(cx, toasts, id, to.get_untracked());
    };
    view! {
        <Dialog open title=move || text::delete_column(&cx.column_name(id))>
            <form
                on:submit=move |event| {
                    event.prevent_default();
                    sure();
                }
            >
                <div class="dialog-body">
                    <div class="field">
                        <label class="field-label" for="delete-column-to">
                            <Said words=move || text::move_tasks_to(count.get())/>
                        </label>
                        <select
                            class="input select"
                            id="delete-column-to"
                            on:change=move |event| to.set(event_target_value(&event).parse().ok())
                        >
                            {options.clone()}
                        </select>
                        <p class="field-hint">{text::DELETE_COLUMN_HINT}</p>
                    </div>
                </div>
                <div class="dialog-foot">
                    <Button kind=Kind::Quiet press=move |()| open.set(false)>
                        {text::CANCEL}
                    </Button>
                    <Button kind=Kind::Danger submit=true>
                        {text::DELETE_COLUMN}
                    </Button>
                </div>
            </form>
        </Dialog>
    }
}

/// Deletes a column, with a way back. Its cards go to another one.
pub fn delete(cx: BoardCx, toasts: Toasts, id: ColumnId, to: Option<ColumnId>) {
    let (name, count) = (cx.column_name(id), cx.space.order(id));
    let count = count.with_untracked(|order| order.count);
    let (next, board) = (beside(cx, id), cx.id);
    let op = cx.space.act(Intent::from(ColumnDelete {
        board,
        column: id,
        to,
    }));
    let mut toast = Toast::new(text::deleted(&name)).icon("trash-2");
    if let Some(to) = to {
        toast = toast.text(text::tasks_moved_to(count, &cx.column_name(to)));
    }
    let undo = cx.space.undoer(op);
    let columns = cx.space.columns(board);
    let is_gone = move || columns.with(|columns| columns.iter().all(|column| column.id != id));
    let toast = toast.undo(move || {
        let undoing = undo();
        dom::focus("#main");
        undoing
    });
    toasts.show(toast.stands_while(is_gone));
    // The menu that had the focus goes with the column.
    if let Some(next) = next {
        request_animation_frame(move || {
            dom::focus(&format!(
                "[data-column='{next}'] .column-head [aria-haspopup=menu]"
            ));
        });
    }
}

/// Where its cards go unless one says otherwise: to a column of their status, else to one where they are to be done. That they are done
/// nobody is to say by a slip, so such a column comes last. Of several it is the nearest.
fn target(columns: &[(ColumnId, Category)], id: ColumnId) -> Option<ColumnId> {
    let at = columns.iter().position(|(column, _)| *column == id)?;
    let (_, status) = *columns.get(at)?;
    let rank = |category: Category| match category {
        category if category == status => 0,
        Category::Todo => 1,
        Category::InProgress => 2,
        Category::Blocked => 3,
        Category::Done => 4,
    };
    let others = columns.iter().enumerate().filter(|(other, _)| *other != at);
    let nearest = others.min_by_key(|(other, (_, status))| (rank(*status), other.abs_diff(at)));
    nearest.map(|(_, (column, _))| *column)
}

/// The column at the left, or else at the right.
fn beside(cx: BoardCx, id: ColumnId) -> Option<ColumnId> {
    let ids = cx.column_ids();
    let at = ids.iter().position(|column| *column == id)?;
    let left = at.checked_sub(1).and_then(|at| ids.get(at));
    left.or_else(|| ids.get(at + 1)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_go_to_a_column_of_their_status_and_are_not_done_by_a_slip() {
        use Category::{Blocked, Done, InProgress, Todo};
        for (columns, at, wanted) in [
            (vec![Todo, InProgress, Done, Blocked], 3, Some(0)),
            (vec![Todo, InProgress, Done, Blocked], 2, Some(0)),
            (vec![Todo, InProgress, Done, Blocked], 0, Some(1)),
            (vec![Blocked, Todo, Done, Blocked], 3, Some(0)),
            (vec![InProgress, Done, InProgress, InProgress], 3, Some(2)),
            (vec![Todo, Done, InProgress, Todo], 2, Some(3)),
            (vec![Done, Done, Todo], 0, Some(1)),
            (vec![InProgress, Done, Blocked], 0, Some(2)),
            (vec![InProgress, Done], 0, Some(1)),
            (vec![Todo], 0, None),
        ] {
            let columns: Vec<_> = columns
                .into_iter()
                .map(|is| (ColumnId::new(), is))
                .collect();
            let id = |at: usize| columns.get(at).map(|(id, _)| *id);
            let found = id(at).and_then(|id| target(&columns, id));
            assert_eq!(found, wanted.and_then(id), "{columns:?}, {at}");
        }
    }
}

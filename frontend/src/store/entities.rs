//! What changes are of, as the frontend tells of it.

use tutti_state::{Entity, Store, boards, people};
use tutti_types::TaskId;

/// The task, where it is one.
pub(super) const fn task_of(entity: Entity) -> Option<TaskId> {
    match entity {
        Entity::Boards(boards::Entity::Task(task)) => Some(task),
        Entity::Boards(boards::Entity::Board(_) | boards::Entity::Column(_))
        | Entity::People(people::Entity::Member(_)) => None,
    }
}

/// What it is called, as far as that is known here.
pub(super) fn name_of(store: &Store, entity: Entity) -> Option<String> {
    let name = match entity {
        Entity::Boards(boards::Entity::Task(task)) => &*store.task(task)?.title,
        Entity::Boards(boards::Entity::Column(column)) => &store.column(column)?.name,
        Entity::Boards(boards::Entity::Board(board)) => &store.board(board)?.name,
        Entity::People(people::Entity::Member(user)) => {
            let member = store.member(user).map(|member| &*member.name);
            member.or_else(|| store.other_name(user))?
        }
    };
    Some(name.to_owned())
}

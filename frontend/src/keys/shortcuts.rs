//! The table of shortcuts. Whoever hears keys looks up here what they ask for, the list that `?` opens is made of it, and so
//! are the keys that stand on buttons.
//!
//! A new shortcut is a row here, its words in `text/shortcuts.rs`, and an arm where its place hears keys: the `match` there does
//! not compile without it. Keys that come with a kind of field or menu (Enter sends a form, arrows walk a menu) are no
//! shortcuts and stand with it.

#[cfg(test)]
mod tests;

use super::asked::{
    Anywhere, Destination, InCalendar, InTask, InTrash, Lifted, OnBoard, OnCard, OnColumn, Way,
};
use super::shortcut::{CLICK, Group, Place, Shortcut, With};
use crate::text::shortcuts as t;

/// All shortcuts, by the place in which they act.
pub struct Shortcuts {
    pub anywhere: Place<Anywhere>,
    pub on_board: Place<OnBoard>,
    pub on_card: Place<OnCard>,
    pub in_task: Place<InTask>,
    pub on_column: Place<OnColumn>,
    pub lifted: Place<Lifted>,
    pub in_trash: Place<InTrash>,
    pub in_calendar: Place<InCalendar>,
}

impl Shortcuts {
    /// What `?` lists.
    pub fn overview(&self) -> Vec<Group> {
        // A new place does not compile until it is listed, too.
        let Self {
            anywhere,
            on_board,
            on_card,
            in_task,
            on_column,
            lifted,
            in_trash,
            in_calendar,
        } = self;
        vec![
            anywhere.group(),
            on_board.group(),
            on_card.group(),
            in_task.group(),
            on_column.group(),
            lifted.group(),
            in_trash.group(),
            in_calendar.group(),
        ]
    }
}

pub static SHORTCUTS: Shortcuts = Shortcuts {
    anywhere: Place {
        title: t::ANYWHERE,
        rows: &[
            Shortcut::new(&[("?", Anywhere::Help)], t::HELP),
            Shortcut::new(&[("[", Anywhere::Sidebar)], t::SIDEBAR),
            Shortcut::new(&[("]", Anywhere::Rail)], t::RAIL),
            Shortcut::new(&[("B", Anywhere::GoTo(Destination::Boards))], t::TO_BOARDS).with(GO),
            Shortcut::new(&[("P", Anywhere::GoTo(Destination::People))], t::TO_PEOPLE).with(GO),
            Shortcut::new(
                &[("S", Anywhere::GoTo(Destination::Settings))],
                t::TO_SETTINGS,
            )
            .with(GO),
            Shortcut::new(&[("Z", Anywhere::Undo)], t::UNDO),
            Shortcut::new(&[("Escape", Anywhere::Close)], t::CLOSE),
        ],
    },
    on_board: Place {
        title: t::ON_BOARD,
        rows: &[
            Shortcut::new(
                &[
                    ("ArrowUp", OnBoard::Walk(Way::Up)),
                    ("ArrowDown", OnBoard::Walk(Way::Down)),
                    ("ArrowLeft", OnBoard::Walk(Way::Left)),
                    ("ArrowRight", OnBoard::Walk(Way::Right)),
                ],
                t::WALK,
            ),
            Shortcut::new(&[("J", OnBoard::Next), ("K", OnBoard::Previous)], t::STEP),
            Shortcut::new(
                &[
                    ("Home", OnBoard::Walk(Way::Home)),
                    ("End", OnBoard::Walk(Way::End)),
                ],
                t::ENDS,
            ),
            Shortcut::new(
                &[
                    ("ArrowUp", OnBoard::Select(Way::Up)),
                    ("ArrowDown", OnBoard::Select(Way::Down)),
                    ("ArrowLeft", OnBoard::Select(Way::Left)),
                    ("ArrowRight", OnBoard::Select(Way::Right)),
                ],
                t::SELECT_WALK,
            )
            .with(With::Shift),
            Shortcut::new(
                &[
                    ("J", OnBoard::Select(Way::Down)),
                    ("K", OnBoard::Select(Way::Up)),
                ],
                t::SELECT_STEP,
            )
            .with(With::Shift),
            Shortcut::new(
                &[
                    ("Home", OnBoard::Select(Way::Home)),
                    ("End", OnBoard::Select(Way::End)),
                ],
                t::SELECT_ENDS,
            )
            .with(With::Shift),
            Shortcut::new(&[("F", OnBoard::Filter), ("/", OnBoard::Filter)], t::FILTER),
            Shortcut::new(&[("C", OnBoard::NewTask)], t::NEW_TASK),
        ],
    },
    on_card: Place {
        title: t::ON_CARD,
        rows: &[
            Shortcut::new(&[("Enter", OnCard::Open)], t::OPEN),
            Shortcut::new(&[(" ", OnCard::Lift)], t::LIFT),
            Shortcut::new(&[("M", OnCard::Move)], t::MOVE),
            Shortcut::new(&[("S", OnCard::Status)], t::STATUS),
            Shortcut::new(&[("A", OnCard::Assignee)], t::ASSIGNEE),
            Shortcut::new(&[("P", OnCard::Priority)], t::PRIORITY),
            Shortcut::new(&[("D", OnCard::Due)], t::DUE),
            Shortcut::new(&[("X", OnCard::Select)], t::SELECT),
            Shortcut::new(&[(CLICK, OnCard::SelectUpTo)], t::SELECT_UP_TO).with(With::Shift),
            Shortcut::new(&[("Delete", OnCard::Delete)], t::DELETE),
        ],
    },
    in_task: Place {
        title: t::IN_TASK,
        rows: &[
            Shortcut::new(
                &[("J", InTask::Next), ("K", InTask::Previous)],
                t::TASK_STEP,
            ),
            Shortcut::new(&[("Escape", InTask::Leave)], t::LEAVE_TASK),
        ],
    },
    on_column: Place {
        title: t::ON_COLUMN,
        rows: &[Shortcut::new(&[(" ", OnColumn::Lift)], t::LIFT_COLUMN)],
    },
    lifted: Place {
        title: t::LIFTED,
        rows: &[
            Shortcut::new(
                &[
                    ("ArrowUp", Lifted::Carry(Way::Up)),
                    ("ArrowDown", Lifted::Carry(Way::Down)),
                    ("ArrowLeft", Lifted::Carry(Way::Left)),
                    ("ArrowRight", Lifted::Carry(Way::Right)),
                ],
                t::CARRY,
            ),
            Shortcut::new(
                &[
                    ("J", Lifted::Carry(Way::Down)),
                    ("K", Lifted::Carry(Way::Up)),
                ],
                t::CARRY_STEP,
            ),
            Shortcut::new(
                &[
                    ("Home", Lifted::Carry(Way::Home)),
                    ("End", Lifted::Carry(Way::End)),
                ],
                t::CARRY_ENDS,
            ),
            Shortcut::new(&[(" ", Lifted::Drop), ("Enter", Lifted::Drop)], t::DROP),
            Shortcut::new(
                &[("Escape", Lifted::PutBack), ("Tab", Lifted::PutBack)],
                t::PUT_BACK,
            ),
        ],
    },
    in_trash: Place {
        title: t::IN_TRASH,
        rows: &[
            Shortcut::new(
                &[("ArrowUp", InTrash::Previous), ("ArrowDown", InTrash::Next)],
                t::ROW,
            ),
            Shortcut::new(
                &[("J", InTrash::Next), ("K", InTrash::Previous)],
                t::ROW_STEP,
            ),
        ],
    },
    in_calendar: Place {
        title: t::IN_CALENDAR,
        rows: &[
            Shortcut::new(
                &[
                    ("ArrowUp", InCalendar::Days(-7)),
                    ("ArrowDown", InCalendar::Days(7)),
                    ("ArrowLeft", InCalendar::Days(-1)),
                    ("ArrowRight", InCalendar::Days(1)),
                ],
                t::DAY,
            ),
            Shortcut::new(
                &[
                    ("Home", InCalendar::WeekBegin),
                    ("End", InCalendar::WeekEnd),
                ],
                t::WEEK,
            ),
            Shortcut::new(
                &[
                    ("PageUp", InCalendar::Months(-1)),
                    ("PageDown", InCalendar::Months(1)),
                ],
                t::MONTH,
            ),
            Shortcut::new(
                &[
                    ("PageUp", InCalendar::Months(-12)),
                    ("PageDown", InCalendar::Months(12)),
                ],
                t::YEAR,
            )
            .with(With::Shift),
            Shortcut::new(&[("T", InCalendar::Today)], t::TODAY),
            Shortcut::new(
                &[("Enter", InCalendar::Pick), (" ", InCalendar::Pick)],
                t::PICK,
            ),
        ],
    },
};

/// What follows the letter that goes somewhere else.
const GO: With = With::After("G");

//! What keys ask for, by the place in which they do. Which keys they are stands in the table (`shortcuts.rs`).

/// Where an arrow, or a key that stands for one, leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// One place.
    Up,
    /// One place.
    Down,
    /// One column.
    Left,
    /// One column.
    Right,
    /// To the first place.
    Home,
    /// To the last place.
    End,
}

/// What keys ask for on every screen of a workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anywhere {
    Help,
    Sidebar,
    Rail,
    GoTo(Destination),
    Undo,
    /// Whatever lies on top.
    Close,
}

/// Where `G` and another letter lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Destination {
    Boards,
    People,
    Settings,
}

/// What keys ask for on a board, whichever of its cards has the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnBoard {
    Walk(Way),
    /// The next card of the column.
    Next,
    Previous,
    /// Goes there and selects what lies between.
    Select(Way),
    Filter,
    NewTask,
}

/// What keys ask for on a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnCard {
    Open,
    Lift,
    Move,
    Status,
    Assignee,
    Priority,
    Due,
    Select,
    SelectUpTo,
    Delete,
}

/// What keys ask for in a task's panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InTask {
    /// The next task of the column.
    Next,
    Previous,
    /// Leaves the text that is written, and else closes the panel.
    Leave,
}

/// What keys ask for on a column's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnColumn {
    Lift,
}

/// What keys ask for while they hold a card or a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lifted {
    Carry(Way),
    Drop,
    PutBack,
}

/// What keys ask for in the trash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InTrash {
    Next,
    Previous,
}

/// What keys ask for in a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InCalendar {
    Days(i64),
    Months(i64),
    WeekBegin,
    WeekEnd,
    Today,
    Pick,
}

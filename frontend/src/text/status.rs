//! What a status and a priority are called.

use tutti_types::columns::Category;
use tutti_types::tasks::Priority;

/// A status, as the columns of a new board are called too.
#[must_use]
pub const fn status_name(status: Category) -> &'static str {
    match status {
        Category::Todo => "To do",
        Category::InProgress => "In progress",
        Category::Done => "Done",
        Category::Blocked => "Blocked",
    }
}

/// A priority, beside the word *Priority*.
#[must_use]
pub const fn priority_name(priority: Priority) -> &'static str {
    match priority {
        Priority::Low => "Low",
        Priority::Medium => "Medium",
        Priority::High => "High",
    }
}

/// A priority that stands alone.
#[must_use]
pub const fn priority_label(priority: Priority) -> &'static str {
    match priority {
        Priority::Low => "Low priority",
        Priority::Medium => "Medium priority",
        Priority::High => "High priority",
    }
}

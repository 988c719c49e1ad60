//! The board of the mobile app.

use tutti_types::columns::Category::{Blocked, Done, InProgress};
use tutti_types::tasks::Priority::{High, Low, Medium};

use super::CastMember::{Mira, Priya, Sana, Theo};
use super::What::{Deletes, Gives, Makes, Puts, Rates};
use super::{Task, ago, on, task};

pub(super) const TASKS: &[Task] = &[
    task(
        "Dark theme follows the system",
        Low,
        "",
        &[
            on(20, 16, 47, Priya, Makes),
            on(20, 16, 54, Priya, Gives(&[Priya])),
            on(19, 13, 24, Priya, Puts(InProgress)),
            on(17, 13, 24, Priya, Puts(Done)),
        ],
    ),
    task(
        "Swipe to confirm a booking",
        Medium,
        "",
        &[
            on(20, 13, 37, Sana, Makes),
            on(18, 13, 51, Sana, Gives(&[Priya])),
            on(16, 14, 53, Priya, Puts(InProgress)),
            on(13, 15, 47, Sana, Puts(Done)),
        ],
    ),
    task(
        "Screen reader names every slot",
        High,
        "",
        &[
            on(19, 11, 2, Sana, Makes),
            on(19, 11, 4, Sana, Gives(&[Sana])),
            on(15, 11, 11, Sana, Puts(InProgress)),
            on(10, 16, 13, Sana, Puts(Done)),
        ],
    ),
    task(
        "Deep links from mails",
        Medium,
        "",
        &[
            on(18, 12, 21, Theo, Makes),
            on(14, 14, 11, Theo, Gives(&[Priya])),
            on(12, 14, 34, Priya, Puts(InProgress)),
            on(9, 14, 34, Theo, Puts(Done)),
        ],
    ),
    task(
        "Sign in with a passkey",
        High,
        "Works on Android; iOS still asks for the password once.",
        &[
            on(17, 15, 51, Theo, Makes),
            on(11, 15, 13, Priya, Gives(&[Priya])),
            on(6, 9, 51, Priya, Puts(InProgress)),
        ],
    ),
    task(
        "Crash when the camera permission is refused",
        High,
        "Cannot be reproduced on our devices; waiting for a log.",
        &[
            on(15, 11, 18, Priya, Makes),
            on(15, 11, 24, Priya, Gives(&[Priya])),
            on(14, 9, 37, Priya, Puts(InProgress)),
            on(7, 12, 47, Priya, Puts(Blocked)),
        ],
    ),
    task(
        "Keep the scroll position after a refresh",
        Medium,
        "",
        &[
            on(14, 9, 39, Sana, Makes),
            on(12, 16, 53, Priya, Gives(&[Priya])),
            on(9, 15, 47, Priya, Puts(InProgress)),
            on(5, 11, 37, Priya, Puts(Done)),
        ],
    ),
    task(
        "Offline list of today's bookings",
        High,
        "",
        &[on(16, 8, 31, Mira, Makes)],
    ),
    task(
        "Remove the old analytics library",
        Low,
        "",
        &[
            on(13, 16, 4, Theo, Makes),
            on(13, 16, 11, Theo, Gives(&[Theo])),
            on(5, 15, 18, Theo, Puts(InProgress)),
            on(4, 9, 21, Theo, Puts(Done)),
        ],
    ),
    task(
        "Larger touch targets in the calendar",
        Medium,
        "",
        &[
            on(11, 12, 16, Sana, Makes),
            on(11, 12, 18, Sana, Gives(&[Sana])),
            on(4, 12, 44, Sana, Puts(InProgress)),
        ],
    ),
    task(
        "Push when a booking moves",
        Medium,
        "",
        &[
            on(12, 14, 13, Mira, Makes),
            on(8, 15, 11, Mira, Gives(&[Priya])),
            on(5, 17, 18, Mira, Rates(High)),
        ],
    ),
    task(
        "Reduce the start time below one second",
        High,
        "Now 1.8 s on a four-year-old phone.",
        &[
            on(10, 15, 31, Priya, Makes),
            on(7, 8, 16, Theo, Gives(&[Theo])),
            on(3, 16, 31, Theo, Puts(InProgress)),
        ],
    ),
    task(
        "Widget with the next booking",
        Low,
        "",
        &[on(9, 17, 21, Priya, Makes)],
    ),
    task(
        "Share a booking as a link",
        Medium,
        "",
        &[on(8, 15, 7, Mira, Makes)],
    ),
    task("Haptics on drop", Low, "", &[on(7, 9, 58, Sana, Makes)]),
    task(
        "Tablet layout for the day view",
        Medium,
        "",
        &[on(6, 9, 7, Sana, Makes)],
    ),
    task(
        "Retry uploads on a bad connection",
        Medium,
        "",
        &[
            on(6, 8, 9, Theo, Makes),
            on(4, 9, 53, Theo, Gives(&[Priya])),
            ago(64, Priya, Puts(InProgress)),
        ],
    ),
    task(
        "Beta group for Norway",
        Low,
        "",
        &[
            on(4, 16, 31, Mira, Makes),
            on(4, 16, 34, Mira, Gives(&[Mira])),
        ],
    ),
    task(
        "Store listing with new pictures",
        Low,
        "",
        &[ago(96, Sana, Makes)],
    ),
    task(
        "Animate the splash screen",
        Low,
        "",
        &[on(15, 15, 11, Sana, Makes), on(6, 14, 26, Sana, Deletes)],
    ),
];

//! The board of the autumn release.

use tutti_types::columns::Category::{Blocked, Done, InProgress};
use tutti_types::tasks::Priority::{High, Low, Medium};

use super::CastMember::{Davi, Mira, Priya, Sana, Theo};
use super::What::{Deletes, Describes, Due, Gives, Lifts, Makes, Puts, Rates, Renames};
use super::{Task, ago, on, task};

pub(super) const TASKS: &[Task] = &[
    task(
        "Recurring bookings: edit one, following or all",
        High,
        "",
        &[
            on(25, 8, 34, Mira, Makes),
            on(25, 10, 4, Theo, Gives(&[Theo])),
            on(24, 14, 24, Theo, Puts(InProgress)),
            on(
                21,
                10,
                16,
                Theo,
                Describes("Like a calendar: ask when it is saved, remember the last answer."),
            ),
            on(17, 8, 7, Theo, Puts(Done)),
        ],
    ),
    task(
        "Calendar sync drops all-day events",
        High,
        "All-day bookings vanish when the owner and the studio sit in different zones.",
        &[
            on(23, 16, 11, Priya, Makes),
            on(22, 8, 18, Mira, Gives(&[Theo])),
            on(22, 8, 19, Mira, Due(-1)),
            on(
                6,
                15,
                42,
                Priya,
                Renames("Calendar sync drops all-day events across time zones"),
            ),
            on(5, 16, 7, Theo, Puts(InProgress)),
            on(
                2,
                14,
                51,
                Theo,
                Describes(
                    "All-day bookings vanish when the owner and the studio sit in different zones.\n\nThe provider sends `2026-11-20` without an offset; we read it as midnight UTC, and the day shifts.",
                ),
            ),
        ],
    ),
    task(
        "Waitlist: tell the next person when a slot frees up",
        Medium,
        "When a booking is cancelled, the first person on the list gets **fifteen minutes** to take it.\n\n- Hold the slot meanwhile\n- Then offer it to the next",
        &[
            on(22, 8, 51, Mira, Makes),
            on(15, 17, 51, Mira, Gives(&[Sana])),
            on(3, 8, 18, Mira, Rates(High)),
            on(3, 8, 19, Mira, Due(6)),
            on(3, 17, 37, Mira, Lifts("Fax the confirmation")),
        ],
    ),
    task(
        "Show local time next to every slot",
        Medium,
        "",
        &[
            on(24, 9, 18, Sana, Makes),
            on(24, 15, 42, Priya, Gives(&[Priya])),
            on(20, 9, 39, Priya, Puts(InProgress)),
            on(18, 17, 24, Priya, Puts(Done)),
        ],
    ),
    task(
        "Week view opens in under 120 ms",
        High,
        "Measured at 480 ms with 300 bookings.",
        &[
            on(20, 8, 51, Theo, Makes),
            on(20, 8, 56, Theo, Gives(&[Theo])),
            on(8, 8, 27, Theo, Due(0)),
            on(8, 8, 28, Theo, Puts(InProgress)),
            on(
                4,
                15,
                34,
                Theo,
                Describes(
                    "Measured at 480 ms with 300 bookings.\n\n- [x] One query instead of nine\n- [ ] Draw only the hours in view",
                ),
            ),
            ago(
                17,
                Theo,
                Describes(
                    "Measured at 480 ms with 300 bookings, now at 96.\n\n- [x] One query instead of nine\n- [x] Draw only the hours in view",
                ),
            ),
            ago(14, Theo, Puts(Done)),
        ],
    ),
    task(
        "Move confirmation mails to the new template",
        Low,
        "",
        &[
            on(23, 12, 51, Sana, Makes),
            on(23, 12, 53, Sana, Gives(&[Sana])),
            on(19, 9, 42, Sana, Puts(InProgress)),
            on(14, 11, 34, Sana, Puts(Done)),
        ],
    ),
    task(
        "Card payments in Norway need a signed agreement",
        High,
        "Waiting for the bank's countersignature.",
        &[
            on(19, 12, 47, Davi, Makes),
            on(19, 12, 50, Davi, Gives(&[Davi])),
            on(19, 12, 51, Davi, Due(-3)),
            on(16, 13, 21, Davi, Puts(InProgress)),
            on(12, 11, 21, Davi, Puts(Blocked)),
        ],
    ),
    task(
        "Audit log records who changed a price",
        Medium,
        "",
        &[
            on(21, 8, 56, Mira, Makes),
            on(20, 8, 21, Theo, Gives(&[Theo])),
            on(15, 13, 47, Theo, Puts(InProgress)),
            on(11, 10, 16, Theo, Puts(Done)),
        ],
    ),
    task(
        "Room photos: upload, crop and reorder",
        Medium,
        "1. Upload by drop\n2. Crop to 3:2\n3. Order by drag",
        &[
            on(17, 9, 44, Sana, Makes),
            on(13, 15, 56, Mira, Gives(&[Sana, Priya])),
            on(13, 15, 57, Mira, Due(2)),
            on(7, 14, 39, Sana, Puts(InProgress)),
        ],
    ),
    task(
        "Export invoices as PDF and CSV",
        Medium,
        "",
        &[on(16, 9, 34, Davi, Makes)],
    ),
    task(
        "External accessibility review of checkout",
        Medium,
        "Booked for the first week of next month.",
        &[
            on(14, 12, 37, Sana, Makes),
            on(14, 12, 42, Sana, Gives(&[Sana])),
            on(9, 10, 35, Sana, Due(8)),
            on(13, 12, 24, Sana, Puts(InProgress)),
            on(9, 10, 34, Sana, Puts(Blocked)),
        ],
    ),
    task(
        "Shorter links in reminder messages",
        Low,
        "",
        &[
            on(18, 13, 16, Priya, Makes),
            on(18, 13, 18, Priya, Gives(&[Priya])),
            on(10, 11, 28, Priya, Puts(InProgress)),
            on(8, 12, 53, Priya, Puts(Done)),
        ],
    ),
    task(
        "Date picker that works entirely from the keyboard",
        Medium,
        "Arrows move by day, Page Up and Page Down by month.",
        &[on(12, 12, 42, Sana, Makes)],
    ),
    task(
        "First-run checklist for new studio owners",
        Medium,
        "",
        &[
            on(11, 8, 58, Mira, Makes),
            on(9, 15, 26, Mira, Gives(&[Sana])),
            on(3, 14, 13, Sana, Puts(InProgress)),
        ],
    ),
    task(
        "Let owners pause a studio without losing bookings",
        Low,
        "",
        &[
            on(13, 12, 2, Mira, Makes),
            on(6, 14, 39, Priya, Gives(&[Priya])),
            on(2, 17, 31, Priya, Puts(InProgress)),
        ],
    ),
    task(
        "Rate-limit the public availability endpoint",
        Low,
        "",
        &[on(10, 16, 26, Theo, Makes)],
    ),
    task(
        "Remember the last used filter",
        Medium,
        "",
        &[
            on(9, 11, 16, Priya, Makes),
            on(
                8,
                13,
                51,
                Mira,
                Renames("Remember the last used filter per person"),
            ),
        ],
    ),
    task(
        "Warn before a double booking is saved",
        High,
        "Two people saved the same hour last week.",
        &[
            on(5, 13, 24, Davi, Makes),
            on(4, 10, 11, Mira, Gives(&[Theo])),
            on(4, 10, 12, Mira, Due(1)),
        ],
    ),
    task(
        "Translate the checkout into Norwegian",
        Medium,
        "",
        &[
            on(8, 12, 56, Mira, Makes),
            on(7, 13, 13, Davi, Gives(&[Davi])),
        ],
    ),
    task(
        "Load test with a year of bookings",
        Medium,
        "",
        &[
            on(7, 14, 9, Theo, Makes),
            on(6, 10, 58, Theo, Gives(&[Davi])),
            on(1, 7, 58, Davi, Puts(InProgress)),
        ],
    ),
    task(
        "Release notes for the autumn release",
        Medium,
        "Draft lives in the shared folder.",
        &[
            on(3, 12, 53, Mira, Makes),
            on(3, 13, 1, Mira, Gives(&[Mira])),
            on(3, 13, 2, Mira, Due(12)),
        ],
    ),
    task(
        "Fax the confirmation",
        Low,
        "",
        &[on(24, 11, 58, Davi, Makes), on(2, 17, 53, Mira, Deletes)],
    ),
    task(
        "Empty state for a studio with no rooms yet",
        Low,
        "",
        &[ago(147, Sana, Makes)],
    ),
];

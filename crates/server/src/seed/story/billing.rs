//! The board of billing and payouts.

use tutti_types::columns::Category::{Blocked, Done, InProgress};
use tutti_types::tasks::Priority::{High, Low, Medium};

use super::CastMember::{Davi, Mira, Sana, Theo};
use super::What::{Describes, Gives, Lifts, Makes, Puts, Rates};
use super::{Task, ago, on, task};

pub(super) const TASKS: &[Task] = &[
    task(
        "Invoice numbers without gaps",
        High,
        "Required from January.",
        &[
            on(15, 12, 58, Davi, Makes),
            on(15, 13, 0, Davi, Gives(&[Davi])),
            on(14, 7, 39, Davi, Puts(InProgress)),
            on(11, 13, 26, Davi, Puts(Done)),
        ],
    ),
    task(
        "Test cards in the sandbox",
        Low,
        "",
        &[
            on(15, 13, 28, Davi, Makes),
            on(15, 13, 33, Davi, Gives(&[Davi])),
            on(15, 14, 11, Davi, Puts(InProgress)),
            on(14, 8, 7, Davi, Puts(Done)),
        ],
    ),
    task(
        "Receipts by e-mail",
        Low,
        "",
        &[
            on(14, 9, 18, Mira, Makes),
            on(13, 14, 56, Mira, Gives(&[Davi])),
            on(13, 15, 24, Davi, Puts(InProgress)),
            on(10, 9, 9, Mira, Puts(Done)),
        ],
    ),
    task(
        "Reminder for unpaid invoices",
        Medium,
        "",
        &[
            on(13, 13, 13, Mira, Makes),
            on(11, 14, 58, Davi, Gives(&[Davi])),
            on(10, 7, 44, Davi, Puts(InProgress)),
            on(7, 14, 18, Davi, Puts(Done)),
        ],
    ),
    task(
        "Payouts every Monday instead of monthly",
        High,
        "Agreed with three studios as a trial.",
        &[
            on(12, 14, 21, Mira, Makes),
            on(9, 10, 58, Mira, Gives(&[Davi])),
            on(6, 7, 53, Davi, Puts(InProgress)),
        ],
    ),
    task(
        "Second currency per studio",
        Medium,
        "The provider does not offer it in all countries yet.",
        &[
            on(11, 10, 4, Davi, Makes),
            on(11, 10, 7, Davi, Gives(&[Davi])),
            on(9, 12, 13, Davi, Puts(InProgress)),
            on(8, 11, 16, Davi, Puts(Blocked)),
        ],
    ),
    task(
        "Price changes take effect at midnight local time",
        Medium,
        "",
        &[
            on(10, 16, 47, Theo, Makes),
            on(10, 16, 54, Theo, Gives(&[Theo])),
            on(6, 16, 26, Theo, Puts(InProgress)),
            on(3, 12, 44, Theo, Puts(Done)),
        ],
    ),
    task(
        "Refund part of a booking",
        High,
        "",
        &[on(10, 9, 47, Mira, Makes)],
    ),
    task(
        "VAT numbers are checked on entry",
        High,
        "",
        &[on(9, 7, 53, Davi, Makes), ago(23, Davi, Gives(&[Theo]))],
    ),
    task(
        "Show fees before the payout",
        Medium,
        "",
        &[
            on(8, 16, 37, Sana, Makes),
            on(5, 13, 18, Sana, Gives(&[Davi])),
            on(2, 14, 58, Davi, Puts(InProgress)),
        ],
    ),
    task(
        "Monthly statement as PDF",
        Medium,
        "",
        &[on(8, 11, 31, Davi, Makes)],
    ),
    task(
        "Let an accountant read invoices only",
        Medium,
        "",
        &[on(7, 12, 2, Mira, Makes)],
    ),
    task(
        "Reconcile payouts with the bank file",
        Medium,
        "",
        &[
            on(6, 13, 26, Davi, Makes),
            on(6, 13, 33, Davi, Gives(&[Davi])),
            on(1, 8, 31, Mira, Rates(High)),
            on(1, 14, 51, Mira, Lifts("Refund part of a booking")),
        ],
    ),
    task(
        "Chargeback guide for studios",
        Low,
        "",
        &[on(6, 10, 2, Sana, Makes)],
    ),
    task(
        "Discount codes with an end date",
        Medium,
        "",
        &[on(5, 14, 53, Mira, Makes)],
    ),
    task(
        "Rounding differs by a cent on split bills",
        Medium,
        "Seen with three people and 100.00.",
        &[
            on(2, 8, 26, Davi, Makes),
            on(2, 8, 32, Davi, Gives(&[Davi])),
            ago(118, Davi, Puts(InProgress)),
            ago(41, Mira, Rates(High)),
            ago(
                6,
                Davi,
                Describes(
                    "Seen with three people and 100.00.\n\nThe rest goes to the first of them; the receipt still splits it evenly.",
                ),
            ),
        ],
    ),
    task(
        "Close the old payment provider",
        Low,
        "",
        &[on(4, 10, 18, Theo, Makes)],
    ),
    task(
        "Alert when a payout fails",
        High,
        "",
        &[
            on(3, 13, 42, Mira, Makes),
            on(2, 13, 24, Mira, Gives(&[Theo])),
        ],
    ),
    task(
        "Archive invoices for ten years",
        Low,
        "",
        &[on(1, 9, 11, Davi, Makes)],
    ),
];

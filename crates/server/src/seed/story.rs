//! Who is in the example, and what they work on.

use tutti_types::columns::Category::{self, Blocked, Done, InProgress, Todo};
use tutti_types::tasks::Priority::{self, High, Low, Medium};

/// Names and sign-in names; the first founds the workspace.
pub(super) const PEOPLE: [(&str, &str); 5] = [
    ("Mira Solano", "mira@example.com"),
    ("Theo Brandt", "theo@example.com"),
    ("Priya Nambiar", "priya@example.com"),
    ("Davi Moreira", "davi@example.com"),
    ("Sana Okafor", "sana@example.com"),
];

/// A task of the example.
pub(super) struct Plan {
    pub(super) title: &'static str,
    pub(super) status: Category,
    pub(super) priority: Priority,
    pub(super) description: &'static str,
}

const fn plan(
    title: &'static str,
    status: Category,
    priority: Priority,
    description: &'static str,
) -> Plan {
    Plan {
        title,
        status,
        priority,
        description,
    }
}

/// Boards with their colours and tasks.
pub(super) const BOARDS: [(&str, &str, &[Plan]); 3] = [
    (
        "Autumn release",
        "blue",
        &[
            plan(
                "Waitlist: tell the next person when a slot frees up",
                Todo,
                High,
                "When a booking is cancelled, the first person on the list gets **fifteen minutes** to take it.\n\n- Hold the slot meanwhile\n- Then offer it to the next",
            ),
            plan(
                "Calendar sync drops all-day events across time zones",
                InProgress,
                High,
                "All-day bookings vanish when the owner and the studio sit in different zones.\n\nThe provider sends `2026-11-20` without an offset; we read it as midnight UTC, and the day shifts.",
            ),
            plan(
                "Week view opens in under 120 ms",
                InProgress,
                High,
                "Measured at 480 ms with 300 bookings.",
            ),
            plan(
                "Recurring bookings: edit one, following or all",
                Done,
                High,
                "",
            ),
            plan(
                "Card payments in Norway need a signed agreement",
                Blocked,
                High,
                "Waiting for the bank's countersignature.",
            ),
            plan("Export invoices as PDF and CSV", Todo, Medium, ""),
            plan(
                "Room photos: upload, crop and reorder",
                InProgress,
                Medium,
                "1. Upload by drop\n2. Crop to 3:2\n3. Order by drag",
            ),
            plan("Show local time next to every slot", Done, Medium, ""),
            plan(
                "Date picker that works entirely from the keyboard",
                Todo,
                Medium,
                "Arrows move by day, Page Up and Page Down by month.",
            ),
            plan(
                "First-run checklist for new studio owners",
                InProgress,
                Medium,
                "",
            ),
            plan("Audit log records who changed a price", Done, Medium, ""),
            plan(
                "External accessibility review of checkout",
                Blocked,
                Medium,
                "Booked for the week of 7 December.",
            ),
            plan("Rate-limit the public availability endpoint", Todo, Low, ""),
            plan(
                "Let owners pause a studio without losing bookings",
                InProgress,
                Low,
                "",
            ),
            plan("Move confirmation mails to the new template", Done, Low, ""),
            plan("Empty state for a studio with no rooms yet", Todo, Low, ""),
            plan("Remember the last used filter per person", Todo, Medium, ""),
            plan("Shorter links in reminder messages", Done, Low, ""),
            plan(
                "Warn before a double booking is saved",
                Todo,
                High,
                "Two people saved the same hour last week.",
            ),
            plan("Translate the checkout into Norwegian", Todo, Medium, ""),
            plan(
                "Release notes for the autumn release",
                Todo,
                Medium,
                "Draft lives in the shared folder.",
            ),
            plan("Load test with a year of bookings", InProgress, Medium, ""),
        ],
    ),
    (
        "Mobile app",
        "orange",
        &[
            plan(
                "Sign in with a passkey",
                InProgress,
                High,
                "Works on Android; iOS still asks for the password once.",
            ),
            plan("Offline list of today's bookings", Todo, High, ""),
            plan("Push when a booking moves", Todo, High, ""),
            plan("Swipe to confirm a booking", Done, Medium, ""),
            plan("Dark theme follows the system", Done, Low, ""),
            plan(
                "Larger touch targets in the calendar",
                InProgress,
                Medium,
                "",
            ),
            plan(
                "Crash when the camera permission is refused",
                Blocked,
                High,
                "Cannot be reproduced on our devices; waiting for a log.",
            ),
            plan("Widget with the next booking", Todo, Low, ""),
            plan("Share a booking as a link", Todo, Medium, ""),
            plan("Haptics on drop", Todo, Low, ""),
            plan(
                "Reduce the start time below one second",
                InProgress,
                High,
                "Now 1.8 s on a four-year-old phone.",
            ),
            plan("Tablet layout for the day view", Todo, Medium, ""),
            plan("Screen reader names every slot", Done, High, ""),
            plan("Keep the scroll position after a refresh", Done, Medium, ""),
            plan("Beta group for Norway", Todo, Low, ""),
            plan("Store listing with new pictures", Todo, Low, ""),
            plan("Deep links from mails", Done, Medium, ""),
            plan("Remove the old analytics library", Done, Low, ""),
            plan("Retry uploads on a bad connection", InProgress, Medium, ""),
        ],
    ),
    (
        "Billing and payouts",
        "green",
        &[
            plan(
                "Payouts every Monday instead of monthly",
                InProgress,
                High,
                "Agreed with three studios as a trial.",
            ),
            plan("VAT numbers are checked on entry", Todo, High, ""),
            plan("Refund part of a booking", Todo, High, ""),
            plan(
                "Invoice numbers without gaps",
                Done,
                High,
                "Required from January.",
            ),
            plan("Reminder for unpaid invoices", Done, Medium, ""),
            plan("Receipts by e-mail", Done, Low, ""),
            plan("Show fees before the payout", InProgress, Medium, ""),
            plan(
                "Second currency per studio",
                Blocked,
                Medium,
                "The provider does not offer it in all countries yet.",
            ),
            plan("Monthly statement as PDF", Todo, Medium, ""),
            plan("Chargeback guide for studios", Todo, Low, ""),
            plan("Reconcile payouts with the bank file", Todo, High, ""),
            plan("Let an accountant read invoices only", Todo, Medium, ""),
            plan(
                "Price changes take effect at midnight local time",
                Done,
                Medium,
                "",
            ),
            plan("Test cards in the sandbox", Done, Low, ""),
            plan(
                "Rounding differs by a cent on split bills",
                InProgress,
                High,
                "Seen with three people and 100.00.",
            ),
            plan("Close the old payment provider", Todo, Low, ""),
            plan("Discount codes with an end date", Todo, Medium, ""),
            plan("Alert when a payout fails", Todo, High, ""),
            plan("Archive invoices for ten years", Todo, Low, ""),
        ],
    ),
];

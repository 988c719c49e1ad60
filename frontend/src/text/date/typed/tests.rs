use super::*;

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// A Tuesday at noon, where the day comes before the month.
fn here() -> Here {
    Here {
        today: date("2026-12-01"),
        now: 720,
        order: Order::Day,
        stands: None,
    }
}

/// What is typed, and the date and time that it is.
type Rows = [(&'static str, &'static str, Option<u16>)];

fn are(rows: &Rows, here: Here) {
    for (typed, wanted, time) in rows {
        assert_eq!(parse(typed, here), Some((date(wanted), *time)), "{typed}");
    }
}

#[test]
fn days_from_today_on() {
    are(
        &[
            ("today", "2026-12-01", None),
            ("TOMORROW", "2026-12-02", None),
            ("tom", "2026-12-02", None),
            ("yesterday", "2026-11-30", None),
            ("tue", "2026-12-08", None),
            ("wed", "2026-12-02", None),
            ("Fri", "2026-12-04", None),
            ("monday", "2026-12-07", None),
            ("next week", "2026-12-07", None),
            ("Next Month", "2027-01-01", None),
            ("next year", "2027-01-01", None),
            ("next fri", "2026-12-11", None),
            ("next tuesday", "2026-12-08", None),
            ("+3d", "2026-12-04", None),
            ("+3", "2026-12-04", None),
            ("+0d", "2026-12-01", None),
            ("-1d", "2026-11-30", None),
            ("+2W", "2026-12-15", None),
            ("3d", "2026-12-04", None),
            ("2w", "2026-12-15", None),
            ("2 weeks", "2026-12-15", None),
            ("in 2 weeks", "2026-12-15", None),
            ("in 1 day", "2026-12-02", None),
            ("in 3d", "2026-12-04", None),
            ("1 month", "2027-01-01", None),
        ],
        here(),
    );
}

#[test]
fn days_of_the_calendar_without_a_year_are_the_next_such() {
    are(
        &[
            ("2026-12-05", "2026-12-05", None),
            (" 2020-12-05 ", "2020-12-05", None),
            ("5 dec", "2026-12-05", None),
            ("1 dec", "2026-12-01", None),
            ("12 jan", "2027-01-12", None),
            ("30 Nov", "2027-11-30", None),
            ("Dec 12", "2026-12-12", None),
            ("December 5th", "2026-12-05", None),
            ("5. Dec", "2026-12-05", None),
            ("29 Feb", "2028-02-29", None),
            ("5 December 2027", "2027-12-05", None),
            ("Nov 30, 2026", "2026-11-30", None),
            ("12 Dec 27", "2027-12-12", None),
            ("5.12.", "2026-12-05", None),
            ("5.1", "2027-01-05", None),
            ("5.12.2027", "2027-12-05", None),
            ("12/12", "2026-12-12", None),
            ("2027/3/4", "2027-03-04", None),
        ],
        here(),
    );
}

#[test]
fn what_is_written_in_numbers_is_read_in_the_order_of_the_language() {
    for (typed, wanted) in [
        ("5/12", ["2026-12-05", "2027-05-12", "2027-05-12"]),
        ("5/12/2027", ["2027-12-05", "2027-05-12", ""]),
        ("27/3/4", ["", "", "2027-03-04"]),
        // There is no other way to read it.
        ("12/25", ["2026-12-25"; 3]),
        ("25/12", ["2026-12-25"; 3]),
        ("2027/3/4", ["2027-03-04"; 3]),
        ("5.12.2027", ["2027-12-05"; 3]),
        ("31/2", [""; 3]),
        ("13/13", [""; 3]),
    ] {
        for (order, wanted) in [Order::Day, Order::Month, Order::Year]
            .into_iter()
            .zip(wanted)
        {
            let wanted = wanted.parse().ok().map(|date| (date, None));
            let here = Here { order, ..here() };
            assert_eq!(parse(typed, here), wanted, "{typed}, {order:?}");
        }
    }
}

#[test]
fn the_order_is_seen_in_what_a_language_writes() {
    for (written, order) in [
        ("22/11/2033", Order::Day),
        ("22.11.2033", Order::Day),
        ("11/22/2033", Order::Month),
        ("2033. 11. 22.", Order::Year),
        ("2033-11-22", Order::Year),
        ("۱۴۱۲/۹/۱", Order::Day),
    ] {
        assert_eq!(Order::of(written), order, "{written}");
    }
}

#[test]
fn a_time_goes_with_each_of_them() {
    are(
        &[
            ("2026-12-05T14:30", "2026-12-05", Some(870)),
            ("2026-12-05 9:05", "2026-12-05", Some(545)),
            ("5 December 2027, 23:59", "2027-12-05", Some(1_439)),
            ("TOMORROW 00:00", "2026-12-02", Some(0)),
            ("thurs 9:30", "2026-12-03", Some(570)),
            ("+2W 14:30", "2026-12-15", Some(870)),
            ("fri 9am", "2026-12-04", Some(540)),
            ("fri 9 PM", "2026-12-04", Some(1_260)),
            ("9:30pm fri", "2026-12-04", Some(1_290)),
            ("9 am fri", "2026-12-04", Some(540)),
            ("fri 12am", "2026-12-04", Some(0)),
            ("fri 12pm", "2026-12-04", Some(720)),
            ("next week 18:00", "2026-12-07", Some(1_080)),
            ("Dec 12 9am", "2026-12-12", Some(540)),
            ("12/12 18:00", "2026-12-12", Some(1_080)),
        ],
        here(),
    );
}

#[test]
fn a_time_alone_is_of_the_present_date_or_the_next_such_time() {
    are(
        &[
            ("18:00", "2026-12-01", Some(1_080)),
            ("12:01", "2026-12-01", Some(721)),
            ("12:00", "2026-12-02", Some(720)),
            ("9am", "2026-12-02", Some(540)),
        ],
        here(),
    );
    let stands = Some(date("2026-12-20"));
    are(
        &[
            ("9 am", "2026-12-20", Some(540)),
            ("18:00", "2026-12-20", Some(1_080)),
        ],
        Here { stands, ..here() },
    );
}

#[test]
fn what_is_no_date_is_none() {
    for typed in [
        "",
        " , ",
        "2026-12",
        "2026-02-30",
        "31 Feb",
        "31 Feb 2027",
        "5 De",
        "5",
        "2026-12-05 24:00",
        "2026-12-05 +1:00",
        "fri 13am",
        "fri 0pm",
        "fri am",
        "5 May May",
        "5 May 7",
        "5 May 20277",
        "next",
        "next 3",
        "in a while",
        "in 3",
        "fr",
        "fridays",
        "fri fri",
        "3",
        "+",
        "+d",
        "3m",
        "+3m",
        "+-3d",
        "+3dd",
        "+99999d",
        "1/2/3/4",
        "1.2/3",
        "/",
        ".",
    ] {
        assert_eq!(parse(typed, here()), None, "{typed}");
    }
}

#[test]
fn what_stands_in_the_field_is_read_as_the_date_it_is() {
    let here = here();
    for (then, wanted) in [
        ("2026-12-01", "1 Dec"),
        ("2026-12-31", "31 Dec"),
        ("2026-11-30", "30 Nov 2026"),
        ("2027-01-02", "2 Jan 2027"),
    ] {
        assert_eq!(written(date(then), here.today), wanted);
    }
    for days in -800..800 {
        let then = here.today.plus_days(days);
        let text = written(then, here.today);
        assert_eq!(parse(&text, here), Some((then, None)), "{text}");
    }
}

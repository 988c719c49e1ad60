use std::time::Duration;

use tutti_dice::Dice;

use super::*;

fn let_through(limits: &Limits, times: u32, whom: u128, at: Instant) -> usize {
    (0..times)
        .filter(|_| limits.take_at(&[(Rule::SignIn, whom)], at).is_ok())
        .count()
}

#[test]
fn a_burst_is_allowed_and_no_more() {
    let (limits, now) = (Limits::new(Some(1.0)), Instant::now());
    assert_eq!(let_through(&limits, 10, 1, now), 3);
    assert_eq!(let_through(&limits, 1, 2, now), 1, "somebody else");
    // Three in ten seconds come back.
    let later = now + Duration::from_secs(7);
    assert_eq!(let_through(&limits, 10, 1, later), 2);
    assert_eq!(let_through(&Limits::new(None), 1_000, 1, now), 1_000);
}

#[test]
fn there_are_so_many_buckets_and_who_comes_later_shares_one() {
    let mut limits = Limits::new(Some(1.0));
    limits.most = 10;
    let now = Instant::now();
    for whom in 0..10 {
        assert_eq!(let_through(&limits, 3, whom, now), 3);
    }
    let newcomers: usize = (10..1_000)
        .map(|whom| let_through(&limits, 3, whom, now))
        .sum();
    assert_eq!(newcomers, 3, "all of them together");
    assert_eq!(let_through(&limits, 3, 5, now), 0, "nobody was forgotten");
    // Another rule is not touched.
    assert!(limits.take_at(&[(Rule::User, 10)], now).is_ok());
    // Once the old ones are full again, there is room.
    let later = now + Duration::from_secs(60);
    assert_eq!(let_through(&limits, 3, 2_000, later), 3);
    assert_eq!(let_through(&limits, 3, 2_001, later), 3);
    assert!(limits.rules().values().all(|buckets| buckets.count() <= 10));
}

/// What a request takes from: one of two people or accounts, at one of two addresses.
type Request = Vec<(Rule, u128)>;

/// Every combination of buckets that a request takes from.
fn requests() -> Vec<Request> {
    let mut requests = Vec::new();
    for network in [100, 200] {
        for one in [1, 2] {
            for narrow in [Rule::SignIn, Rule::OneTimeLink] {
                requests.push(vec![(narrow, network + one), (Rule::Anonymous, network)]);
            }
        }
        for wide in [Rule::SignUp, Rule::Renewal] {
            requests.push(vec![(wide, network)]);
        }
        requests.push(vec![(Rule::User, network)]);
    }
    requests
}

/// Requests by chance, many of one kind at once, as those come who are refused.
fn play(dice: &mut Dice, begin: Instant) -> Vec<(Instant, Request)> {
    let requests = requests();
    let mut now = begin;
    let mut played = Vec::new();
    for _ in 0..40 {
        now += Duration::from_millis(dice.below(4_000) as u64);
        let request = dice.pick(&requests).unwrap();
        let times = if dice.chance(30) { dice.below(90) } else { 1 };
        played.extend((0..times).map(|_| (now, request.clone())));
    }
    played
}

/// Limits after these requests, and which of them were let through.
fn after(factor: f64, played: &[(Instant, Request)]) -> (Limits, Vec<bool>) {
    let limits = Limits::new(Some(factor));
    let through = played
        .iter()
        .map(|(at, request)| limits.take_at(request, *at).is_ok())
        .collect();
    (limits, through)
}

#[test]
fn a_refusal_costs_nobody_anything() {
    let begin = Instant::now();
    for seed in 0..60 {
        let factor = [0.2, 1.0, 2.5][seed % 3];
        let played = play(&mut Dice::new(seed as u64), begin);
        let (_, through) = after(factor, &played);
        // Had those who were refused stayed away, everybody else would have been answered as they were.
        let let_in: Vec<_> = played
            .iter()
            .zip(&through)
            .filter(|(_, through)| **through)
            .map(|(request, _)| request.clone())
            .collect();
        assert!(let_in.len() < played.len(), "seed {seed} refuses nobody");
        let (_, again) = after(factor, &let_in);
        assert!(again.iter().all(|through| *through), "seed {seed}");
    }
}

#[test]
fn who_waits_as_long_as_they_are_told_is_let_in_and_who_waits_less_is_not() {
    let begin = Instant::now();
    let mut told = 0;
    for seed in 0..15 {
        let factor = [0.2, 1.0, 2.5][seed % 3];
        let played = play(&mut Dice::new(seed as u64), begin);
        for (n, (at, request)) in played.iter().enumerate().step_by(7) {
            let before = &played[..n];
            let (limits, _) = after(factor, before);
            let Err(exceeded) = limits.take_at(request, *at) else {
                continue;
            };
            told += 1;
            let wait = Duration::from_secs(exceeded.retry_after_s.into());
            // Whoever comes a second early is refused, which costs nothing.
            let early = *at + wait.saturating_sub(Duration::from_secs(1));
            assert!(limits.take_at(request, early).is_err(), "seed {seed}");
            assert!(limits.take_at(request, *at + wait).is_ok(), "seed {seed}");
        }
    }
    assert!(told > 30, "{told}");
}

#[test]
fn what_is_given_back_is_there_for_others_and_no_more_than_that() {
    let (limits, now) = (Limits::new(Some(1.0)), Instant::now());
    for one in 0..200 {
        let request = [(Rule::OneTimeLink, one), (Rule::Anonymous, 1_000)];
        assert!(limits.take_at(&request, now).is_ok(), "{one}");
        limits.give_back_at(Rule::Anonymous, 1_000, now);
    }
    let strangers = (200..300).filter(|one| {
        let request = [(Rule::OneTimeLink, *one), (Rule::Anonymous, 1_000)];
        limits.take_at(&request, now).is_ok()
    });
    assert_eq!(strangers.count(), 60);
}

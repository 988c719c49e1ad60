//! Who is told that a board was deleted.

use super::*;

#[test]
fn a_deletion_is_told_to_the_last_readers() {
    let mut cast = cast();
    let board = Audience::board(cast.private);
    let deletion = event(
        EventKind::BoardDeleted,
        board.clone(),
        &json!({"board_id": cast.private}),
    );
    cast.roster.apply(&deletion);
    assert_eq!(cast.receivers(&deletion), [true, false, true]);
    assert_eq!(cast.readers(&board), [false; 3]);
    let rooms = |user| cast.roster.share(user).rooms;
    assert!(rooms(cast.guest).contains(&Room::board(cast.private)));
    assert!(!rooms(cast.member).contains(&Room::board(cast.private)));
    cast.roster.check_invariants();
}

#[test]
fn nobody_replays_the_deletion_of_a_board_whose_last_readers_are_unknown() {
    let mut cast = cast();
    assert_eq!(cast.roster.since(cast.owner), 0);
    let data = json!({"board_id": BoardId::new()});
    let audience = Audience::board(BoardId::new());
    cast.roster
        .apply(&event_at(7, EventKind::BoardDeleted, audience, &data));
    assert_eq!(cast.roster.since(cast.owner), 7);
}

#[test]
fn each_deletion_of_a_restored_board_is_told_to_its_own_readers() {
    let mut cast = cast();
    let data = json!({"board_id": cast.private});
    let board = Audience::board(cast.private);
    let deletion = |seq| event_at(seq, EventKind::BoardDeleted, board.clone(), &data);
    let (first, second) = (deletion(1), deletion(3));
    cast.roster.apply(&first);
    cast.roster.apply(&shown(2, cast.private, &[cast.member]));
    assert_eq!(cast.readers(&board), [true, true, false]);
    assert_eq!(cast.receivers(&first), [true, false, true]);
    cast.roster.apply(&second);
    assert_eq!(cast.receivers(&first), [true, false, true]);
    assert_eq!(cast.receivers(&second), [true, true, false]);
    cast.roster.check_invariants();
}

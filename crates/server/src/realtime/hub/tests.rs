//! In which order a commit is made known.

use tutti_types::me::MeWhat;

use super::*;

#[test]
fn who_is_out_by_a_commit_is_told_nothing_more_of_it() {
    let hub = Hub::default();
    let user_id = UserId::new();
    let sockets = [SessionId::new(), SessionId::new()].map(|session_id| {
        let (queue, queued) = Queue::new();
        let person = Principal {
            user_id,
            session_id,
        };
        assert!(hub.open(&queue, person));
        (session_id, queued)
    });
    let [(ended, out), (_, stays)] = &sockets;
    hub.committed(Committed {
        people: vec![(user_id, 2, MeWhat::Sessions)],
        revoked: vec![*ended],
        ..Committed::default()
    });
    assert_eq!(out.code(), Some(close::UNAUTHENTICATED));
    assert_eq!(out.take(), None);
    assert!(stays.take().is_some());
}

//! What waits is written in order, and nobody waits for a client that reads nothing.

use super::*;

fn frame(byte: u8, length: usize) -> Bytes {
    vec![byte; length].into()
}

#[actix_web::test]
async fn answers_go_first_and_all_that_waits_goes_together() {
    let (queue, queued) = Queue::new();
    queue.push(frame(b'l', 1)).expect("room");
    assert!(queue.answer(frame(b'a', 1)).await);
    queue.push(frame(b'm', 1)).expect("room");
    assert_eq!(queued.take().as_deref(), Some(&b"alm"[..]));
    assert_eq!(queued.take(), None);
}

#[test]
fn a_frame_alone_is_not_copied_and_a_long_one_does_not_wait_for_others() {
    let (queue, queued) = Queue::new();
    let long = frame(b'l', TOGETHER);
    queue.push(long.clone()).expect("room");
    queue.push(frame(b's', 1)).expect("room");
    assert_eq!(queued.take().map(|f| f.as_ptr()), Some(long.as_ptr()));
    assert_eq!(queued.take().as_deref(), Some(&b"s"[..]));
}

#[test]
fn live_frames_are_bounded_and_what_may_be_lost_is_lost_before() {
    let (queue, queued) = Queue::new();
    for n in 0..LIVE {
        assert_eq!(queue.push_droppable(Bytes::new()), n < LIVE / 2, "{n}");
        if n >= LIVE / 2 {
            queue.push(Bytes::new()).expect("room");
        }
    }
    assert_eq!(queue.push(Bytes::new()), Err(Full));
    assert!(queued.take().is_some());
    assert_eq!(queue.push(Bytes::new()), Ok(()));
    drop(queued);
    assert_eq!(queue.push(Bytes::new()), Err(Full));
}

#[test]
fn a_burst_leaves_no_memory_behind() {
    let (queue, queued) = Queue::new();
    for _ in 0..LIVE {
        queue.push(Bytes::from_static(b"x")).expect("room");
    }
    assert!(queued.take().is_some());
    assert_eq!(queued.0.waiting().live.capacity(), 0);
}

#[actix_web::test]
async fn an_answer_waits_for_room_and_goes_where_the_socket_ends() {
    let fill = async |queue: &Queue| {
        for _ in 0..ANSWERS {
            assert!(queue.answer(frame(b'a', 1)).await);
        }
    };
    let (queue, queued) = Queue::new();
    fill(&queue).await;
    let (taken, first) = tokio::join!(queue.answer(frame(b'b', 1)), async { queued.take() });
    assert!(taken, "the client has read");
    assert_eq!(first.as_deref(), Some(&b"aaaa"[..]));
    assert_eq!(queued.take().as_deref(), Some(&b"b"[..]));

    fill(&queue).await;
    let (taken, ()) = tokio::join!(queue.answer(frame(b'c', 1)), async { drop(queued) });
    assert!(!taken, "the connection is gone");

    let (queue, _queued) = Queue::new();
    fill(&queue).await;
    let ending = async { queue.close(close::RESTARTING) };
    let (taken, ()) = tokio::join!(queue.answer(frame(b'd', 1)), ending);
    assert!(!taken, "the socket has to end");
    queue.closed().await;
}

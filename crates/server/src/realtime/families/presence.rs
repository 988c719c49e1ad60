//! What a socket tells of its person: what they look at, and that they type. Both are judged in memory: they name the board.

use tutti_realtime::Place;
use tutti_realtime::allowance::{Beyond, Terms};
use tutti_realtime::budget::Rate;
use tutti_types::realtime::{ClientFrame, close};
use tutti_types::{BoardId, TaskId, WorkspaceId};

use super::Family;
use crate::realtime::socket::{Ended, Socket};

/// Frames that come with keys and clicks. They hold ids alone, and whoever sends more than a hand does misses nothing by those that
/// are passed over.
pub(super) struct Presence;

impl Family for Presence {
    const TERMS: Terms = Terms {
        name: "presence",
        types: &["viewing", "typing"],
        longest: 1024,
        rate: Rate {
            a_second: 10,
            at_once: 20,
        },
        beyond: Beyond::Refuse,
    };

    async fn take(socket: &mut Socket, frame: ClientFrame) -> Result<(), Ended> {
        match frame {
            ClientFrame::Viewing {
                workspace_id,
                board_id,
                task_id,
            } => viewing(socket, workspace_id, board_id, task_id),
            ClientFrame::Typing {
                workspace_id,
                board_id,
                task_id,
            } => typing(socket, workspace_id, board_id, task_id),
            _ => return Err(close::INTERNAL),
        }
        Ok(())
    }
}

fn viewing(socket: &Socket, workspace: WorkspaceId, board: Option<BoardId>, task: Option<TaskId>) {
    if task.is_some() && board.is_none() {
        return;
    }
    let served = socket.app.hub.served_here(workspace);
    if let Some(mut stream) = served.as_ref().and_then(|served| served.stream()) {
        stream.look(socket.queue.id, board.map(|board| Place { board, task }));
    }
}

fn typing(socket: &Socket, workspace: WorkspaceId, board: Option<BoardId>, task: TaskId) {
    let served = socket.app.hub.served_here(workspace);
    let stream = served.as_ref().and_then(|served| served.stream());
    if let Some((mut stream, board)) = stream.zip(board) {
        let place = Place {
            board,
            task: Some(task),
        };
        stream.press(socket.queue.id, place, socket.app.hub.now());
    }
}

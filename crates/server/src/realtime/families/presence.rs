//! What a socket tells of its person: what they look at, and that they type. Both are judged in memory: they name the board.

use tutti_realtime::PresenceLocation;
use tutti_realtime::allowance::{Beyond, Terms};
use tutti_realtime::budget::Rate;
use tutti_types::realtime::{ClientFrame, close};
use tutti_types::{BoardId, TaskId, WorkspaceId};

use super::Family;
use crate::realtime::connection::{Connection, Ended};

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

    async fn take(connection: &mut Connection, frame: ClientFrame) -> Result<(), Ended> {
        match frame {
            ClientFrame::Viewing {
                workspace_id,
                board_id,
                task_id,
            } => viewing(connection, workspace_id, board_id, task_id),
            ClientFrame::Typing {
                workspace_id,
                board_id,
                task_id,
            } => typing(connection, workspace_id, board_id, task_id),
            _ => return Err(close::INTERNAL),
        }
        Ok(())
    }
}

fn viewing(
    connection: &Connection,
    workspace: WorkspaceId,
    board: Option<BoardId>,
    task: Option<TaskId>,
) {
    if task.is_some() && board.is_none() {
        return;
    }
    let served = connection.app.hub.served_here(workspace);
    if let Some(mut stream) = served.as_ref().and_then(|served| served.stream()) {
        stream.look(
            connection.queue.id,
            board.map(|board| PresenceLocation { board, task }),
        );
    }
}

fn typing(connection: &Connection, workspace: WorkspaceId, board: Option<BoardId>, task: TaskId) {
    let served = connection.app.hub.served_here(workspace);
    let stream = served.as_ref().and_then(|served| served.stream());
    if let Some((mut stream, board)) = stream.zip(board) {
        let place = PresenceLocation {
            board,
            task: Some(task),
        };
        stream.press(connection.queue.id, place, connection.app.hub.now());
    }
}

//! What a socket tells of its person: what they look at, and that they type. Both are judged in memory: they name the board.

use tutti_realtime::Place;
use tutti_types::{BoardId, TaskId, WorkspaceId};

use super::Socket;

impl Socket {
    pub(super) fn viewing(
        &self,
        workspace: WorkspaceId,
        board: Option<BoardId>,
        task: Option<TaskId>,
    ) {
        if task.is_some() && board.is_none() {
            return;
        }
        let served = self.app.hub.served_here(workspace);
        if let Some(mut stream) = served.as_ref().and_then(|served| served.stream()) {
            stream.look(self.queue.id, board.map(|board| Place { board, task }));
        }
    }

    pub(super) fn typing(&self, workspace: WorkspaceId, board: Option<BoardId>, task: TaskId) {
        let served = self.app.hub.served_here(workspace);
        let stream = served.as_ref().and_then(|served| served.stream());
        if let Some((mut stream, board)) = stream.zip(board) {
            let place = Place {
                board,
                task: Some(task),
            };
            stream.press(self.queue.id, place, self.app.hub.now());
        }
    }
}

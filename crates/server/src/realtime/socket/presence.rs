//! What a socket tells of its person: what they look at, and that they type.

use tutti_db::access;
use tutti_db::gate::Person;
use tutti_realtime::{Place, frame};
use tutti_types::events::Audience;
use tutti_types::realtime::ServerFrame;
use tutti_types::{BoardId, TaskId, WorkspaceId};

use super::Socket;

impl Socket {
    /// The board a task is on, where this person sees it and has not asked too much.
    async fn board_of(
        &self,
        person: Person,
        workspace: WorkspaceId,
        task: TaskId,
    ) -> Option<BoardId> {
        if !self.may_ask(person) {
            return None;
        }
        let read = self.app.gate.read(person, workspace, move |conn, me| {
            Ok(access::readable_task(conn, me, task)?.board_id)
        });
        read.await.ok()
    }

    pub(super) async fn viewing(
        &self,
        person: Person,
        workspace: WorkspaceId,
        board: Option<BoardId>,
        task: Option<TaskId>,
    ) {
        let place = match (task, board) {
            (Some(task), _) => self
                .board_of(person, workspace, task)
                .await
                .map(|board| Place {
                    board,
                    task: Some(task),
                }),
            (None, Some(board)) => Some(Place { board, task: None }),
            (None, None) => None,
        };
        let served = self.app.hub.served_here(workspace);
        if let Some(mut stream) = served.as_ref().and_then(|served| served.stream()) {
            stream.look(self.queue.id, place);
        }
    }

    pub(super) async fn typing(&self, person: Person, workspace_id: WorkspaceId, task_id: TaskId) {
        let Some(board) = self.board_of(person, workspace_id, task_id).await else {
            return;
        };
        let frame = frame::server(&ServerFrame::Typing {
            workspace_id,
            user_id: person.user_id,
            task_id,
        });
        let served = self.app.hub.served_here(workspace_id);
        if let Some(stream) = served.as_ref().and_then(|served| served.stream()) {
            stream.whisper(&Audience::board(board), person.user_id, &frame);
        }
    }
}

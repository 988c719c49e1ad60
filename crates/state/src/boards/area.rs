//! Boards as an area.

use rustc_hash::{FxHashMap, FxHashSet};
use tutti_types::UserId;
use tutti_types::events::EventKind;
use tutti_types::rooms::Room;
use tutti_types::snapshot::Snapshot;
use tutti_types::workspaces::Workspace;

use super::layer::{lay_answer, lay_cards, lay_frame};
use super::shown::{Shown, Thing};
use super::{Answer, Boards, Intent, Touched};
use crate::answer::Answer as Any;
use crate::area::{Act, Area, Entry, Layer, Overlay, Pass, Seen, Told};
use crate::event::Payload;
use crate::parts::Parts;
use crate::touched::{Touched as AnyTouched, Touches};

impl Area for Boards {
    type Intent = Intent;
    type Thing = Thing;
    type Shown = Shown;

    const PASSES: &'static [Pass<Self>] = &[lay_frame, lay_answer, lay_cards];

    fn new(snapshot: &mut Snapshot) -> Self {
        Self {
            workspace: snapshot.workspace.clone(),
            me: snapshot.me.user_id,
            boards: std::mem::take(&mut snapshot.boards),
            parts: Parts::default(),
            columns: FxHashMap::default(),
            tasks: FxHashMap::default(),
            removed: FxHashMap::default(),
            early: FxHashMap::default(),
            apart: FxHashMap::default(),
            given: Vec::new(),
            reloaded: 0,
        }
    }

    fn apply(&mut self, told: &Told<'_>, touches: &mut Touches) {
        if let Payload::Boards(payload) = told.payload {
            self.note_given(told.event, told.kind, payload, touches);
        }
        self.note(told.event, told.payload);
        let created = matches!(told.kind, EventKind::TaskCreated | EventKind::TaskRestored);
        self.apply_event(told.event.seq, told.payload, created, touches);
    }

    fn entry<'a>(seen: Seen<'a, Self>, told: &Told<'a>) -> Option<Entry<'a>> {
        match told.payload {
            Payload::Boards(payload) => seen.entry(told, payload),
            _ => None,
        }
    }

    fn follow_workspace(&mut self, workspace: &Workspace, touches: &mut Touches) {
        self.put_workspace(workspace, touches);
    }

    fn forget_positions(&mut self, touches: &mut Touches) {
        for task in self.tasks.values_mut() {
            task.changed_seq = 0;
            touches.push(Touched::Card(task.id));
        }
        for cards in self.columns.values_mut() {
            cards.column.changed_seq = 0;
        }
        self.parts.forget_positions();
        for board in self.parts.ids() {
            touches.push(Touched::Columns(board));
        }
    }

    /// Loaded boards are shown as they were until they are loaded again.
    fn reload(&mut self, fresh: Self, clock: u64, touches: &mut Touches) {
        let is_there = |id| fresh.boards.iter().any(|board| board.id == id);
        let lost: Vec<_> = self.parts.ids().filter(|id| !is_there(*id)).collect();
        for board in lost {
            self.drop_board(board, touches);
        }
        self.boards = fresh.boards;
        self.workspace = fresh.workspace;
        self.removed.clear();
        self.early.clear();
        self.apart.clear();
        self.reloaded = clock;
        self.parts.mark_all_stale();
        // Tasks of boards that are not loaded are kept current by nothing but events, and some were missed.
        let parts = &self.parts;
        self.tasks.retain(|id, task| {
            let stays = parts.get(task.board_id).is_some();
            if !stays {
                touches.push(Touched::Card(*id));
            }
            stays
        });
        touches.push(Touched::Boards);
        for board in &self.boards {
            touches.push(Touched::Board(board.id));
        }
        for board in self.parts.ids() {
            touches.push(Touched::Part(board));
        }
    }

    fn introduces(&self, user: UserId) -> bool {
        self.boards
            .iter()
            .any(|board| board.member_ids.contains(&user) || board.created_by == Some(user))
    }

    fn rooms(&self) -> Vec<Room> {
        self.parts.ids().map(Room::board).collect()
    }

    fn lose(&mut self, rooms: &[Room], touches: &mut Touches) {
        for board in rooms.iter().filter_map(|room| room.as_board()) {
            self.mark_stale(board, touches);
        }
    }

    fn is_lost(&self, overlay: &Overlay<Self>, rooms: &[Room]) -> bool {
        self.may_have_missed(overlay, rooms)
    }

    fn ask_again(&mut self, overlay: &Overlay<Self>, touches: &mut Touches) {
        if let Some(board) = self.board_of(overlay) {
            self.mark_stale(board, touches);
        }
    }

    fn act(intent: &Intent) -> &dyn Act<Area = Self> {
        intent.act()
    }

    fn things(touched: AnyTouched) -> impl Iterator<Item = Thing> {
        Thing::of(touched)
    }

    fn lay_answer(layer: &mut Layer<'_, Self>, answer: &Any) {
        if let Any::Boards(answer) = answer {
            layer.answer(answer);
        }
    }

    fn awaits(&self, answer: &Any, act: &dyn Act<Area = Self>) -> bool {
        match answer {
            Any::Boards(answer) => self.awaits_event(answer, act),
            _ => false,
        }
    }

    fn outlives(answer: &Any) -> bool {
        // What is on boards is loaded anew, and tells; a board is as the snapshot says.
        !matches!(answer, Any::Boards(Answer::Board(_)))
    }

    fn is_clear(shown: &Shown) -> bool {
        shown.is_clear()
    }

    fn replace(
        shown: &mut Shown,
        laid: Shown,
        changed: &FxHashSet<Thing>,
        is_all: bool,
        touches: &mut Touches,
    ) {
        shown.replace(laid, changed, is_all, touches);
    }

    fn differences(ours: Seen<'_, Self>, theirs: Seen<'_, Self>, found: &mut Vec<String>) {
        super::differences::find(ours, theirs, found);
    }
}

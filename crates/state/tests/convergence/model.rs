//! A naive server: everything in memory, one event per change, answers kept by key.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;
use serde_json::json;
use tutti_state::boards::{
    BoardDelete, BoardRestore, BoardUpdate, ColumnCreate, ColumnDelete, ColumnMove, ColumnRestore,
    ColumnUpdate, Intent as Boards, TaskCreate, TaskDelete, TaskMove, TaskRestore, TaskUpdate,
};
use tutti_state::people::{Intent as People, MemberUpdate};
use tutti_state::{Intent, Op};
use tutti_types::boards::{Board, BoardDetail};
use tutti_types::columns::{Category, Column};
use tutti_types::events::{Event, Events};
use tutti_types::members::Member;
use tutti_types::permissions::Visibility;
use tutti_types::rooms::Room;
use tutti_types::snapshot::{MeHere, Snapshot};
use tutti_types::tasks::Task;
use tutti_types::workspaces::Workspace;
use tutti_types::{BoardId, ColumnId, Epoch, Patch, Role, TaskId, Timestamp, UserId, WorkspaceId};

/// Cards of a done column that a board's answer holds.
pub const DONE_CARDS: usize = 3;
const AT: Timestamp = Timestamp::from_micros(0);
/// So narrow that columns are given new positions often.
const GAP: u64 = 2;

pub fn id<T: std::str::FromStr>(n: u64) -> T {
    format!("00000000-0000-0000-0000-{n:012x}")
        .parse()
        .ok()
        .expect("an id")
}

struct Lost {
    column: Column,
    to: Option<ColumnId>,
    stood: Vec<(TaskId, String)>,
}

pub struct Server {
    pub workspace: Workspace,
    pub members: BTreeMap<UserId, Member>,
    pub boards: BTreeMap<BoardId, Board>,
    pub columns: BTreeMap<ColumnId, Column>,
    pub tasks: BTreeMap<TaskId, Task>,
    /// Boards in the trash. Their columns and tasks stay where they are.
    pub trash: BTreeMap<BoardId, Board>,
    /// Columns in the trash, each with where its cards went and where they stood.
    lost: BTreeMap<ColumnId, Lost>,
    pub epoch: Epoch,
    pub seq: i64,
    pub log: Vec<Event>,
    /// The kinds of all events that ever were.
    pub told: BTreeSet<String>,
    answers: HashMap<String, (u16, String)>,
    numbers: i64,
}

impl Server {
    pub fn new() -> Self {
        let workspace = Workspace {
            id: id(1),
            name: "Larkfield".into(),
            slug: "larkfield".into(),
            task_prefix: "LRK".into(),
            former_slugs: Vec::new(),
            former_prefixes: Vec::new(),
            version: 1,
            changed_seq: 1,
            created_at: AT,
            updated_at: AT,
        };
        let mut server = Self {
            workspace,
            members: BTreeMap::new(),
            boards: BTreeMap::new(),
            columns: BTreeMap::new(),
            tasks: BTreeMap::new(),
            trash: BTreeMap::new(),
            lost: BTreeMap::new(),
            epoch: id(2),
            seq: 10,
            log: Vec::new(),
            told: BTreeSet::new(),
            answers: HashMap::new(),
            numbers: 0,
        };
        for n in 0..4 {
            let member = server.member(id(10 + n));
            server.members.insert(member.user_id, member);
        }
        for n in 0..2_u64 {
            let board = Board {
                id: id(100 + n),
                workspace_id: id(1),
                name: format!("Board {n}"),
                color: "blue".into(),
                visibility: Visibility::Open,
                member_ids: vec![id(10), id(13)],
                version: 1,
                changed_seq: 1,
                created_by: None,
                created_at: AT,
                updated_at: AT,
                deleted_at: None,
                deleted_by: None,
            };
            server.boards.insert(board.id, board);
            for (i, category) in [
                Category::Todo,
                Category::InProgress,
                Category::Done,
                Category::Done,
            ]
            .into_iter()
            .enumerate()
            {
                let column =
                    server.column(id(200 + 10 * n + i as u64), id(100 + n), "Column", category);
                server.columns.insert(column.id, column);
            }
        }
        for n in 0..20 {
            let column = id(200 + 10 * (n % 2) + n / 2 % 4);
            server.insert_task(id(1_000 + n), column, "Task", None, None);
        }
        server
    }

    pub fn member(&self, user_id: UserId) -> Member {
        Member {
            user_id,
            name: "Mira".into(),
            email: Some("mira@example.com".into()),
            role: Some(Role::Member),
            custom_role_id: None,
            permissions: None,
            suspended: Some(false),
            changed_seq: Some(self.seq + 1),
            joined_at: Some(AT),
        }
    }

    fn column(&self, id: ColumnId, board_id: BoardId, name: &str, category: Category) -> Column {
        Column {
            id,
            workspace_id: self.workspace.id,
            board_id,
            name: name.into(),
            category,
            color: None,
            wip_limit: None,
            position: self.behind_all(board_id),
            count: None,
            version: 1,
            changed_seq: 1,
            created_at: AT,
            updated_at: AT,
        }
    }

    fn behind_all(&self, board: BoardId) -> String {
        let of_board = self.columns.values().filter(|c| c.board_id == board);
        let last = of_board.map(|c| c.position.as_str()).max();
        between(last.unwrap_or_default(), None)
    }

    /// The living cards of a column, in order.
    pub fn cards(&self, column: ColumnId) -> Vec<&Task> {
        let mut cards: Vec<&Task> = self
            .tasks
            .values()
            .filter(|t| t.column_id == column && t.deleted_at.is_none())
            .collect();
        cards.sort_by(|a, b| (a.position.as_bytes(), a.id).cmp(&(b.position.as_bytes(), b.id)));
        cards
    }

    pub fn columns_of(&self, board: BoardId) -> Vec<&Column> {
        let mut columns: Vec<&Column> = self
            .columns
            .values()
            .filter(|c| c.board_id == board)
            .collect();
        columns.sort_by(|a, b| (a.position.as_bytes(), a.id).cmp(&(b.position.as_bytes(), b.id)));
        columns
    }

    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            former_members: Vec::new(),
            workspace: self.workspace.clone(),
            me: MeHere {
                user_id: id(10),
                role: Role::Member,
                permissions: Role::Member.rights(),
            },
            members: self.members.values().cloned().collect(),
            boards: self.boards.values().cloned().collect(),
            epoch: self.epoch,
            seq: self.seq,
        }
    }

    /// A board with what is on it; none where it is in the trash.
    pub fn detail(&self, id: BoardId, done: usize) -> Option<BoardDetail> {
        let board = self.boards.get(&id)?.clone();
        let mut columns = Vec::new();
        let mut tasks = Vec::new();
        for column in self.columns_of(id) {
            let cards = self.cards(column.id);
            let most = if column.category == Category::Done {
                done
            } else {
                usize::MAX
            };
            columns.push(Column {
                count: Some(cards.len() as i64),
                ..column.clone()
            });
            tasks.extend(cards.into_iter().take(most).map(|t| t.clone().into_card()));
        }
        Some(BoardDetail {
            board,
            columns,
            tasks,
            epoch: self.epoch,
            seq: self.seq,
        })
    }

    /// A column that is not in the trash, and whose board is not.
    pub fn standing(&self, column: ColumnId) -> Result<&Column, Refusal> {
        let found = self.columns.get(&column);
        found
            .filter(|c| self.boards.contains_key(&c.board_id))
            .ok_or(GONE)
    }

    pub fn page(&self, epoch: Epoch, after: i64, limit: usize) -> Events {
        let resync = epoch != self.epoch;
        let newer: Vec<&Event> = self.log.iter().filter(|e| e.seq > after).collect();
        let more = newer.len() > limit;
        let events: Vec<Event> = newer.into_iter().take(limit).cloned().collect();
        let seq = if more {
            events.last().map_or(after, |e| e.seq)
        } else {
            self.seq
        };
        Events {
            epoch: self.epoch,
            seq,
            more,
            resync,
            reload: Vec::new(),
            events: if resync { Vec::new() } else { events },
        }
    }

    /// The same without what happened on one board.
    pub fn page_without(&self, page: Events, board: BoardId) -> Events {
        let of_board = |event: &Event| {
            let data: serde_json::Value = serde_json::from_str(event.data.get()).unwrap();
            let at = ["/task/board_id", "/column/board_id", "/board_id"];
            let on = at.iter().find_map(|at| data.pointer(at));
            !event.kind.starts_with("board.") && on == Some(&serde_json::json!(board))
        };
        let (out, events): (Vec<Event>, Vec<Event>) = page.events.into_iter().partition(of_board);
        let reload = if out.is_empty() {
            Vec::new()
        } else {
            vec![Room::board(board)]
        };
        Events {
            reload,
            events,
            ..page
        }
    }

    /// The moment of the next event.
    const fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.seq + 1)
    }

    /// Gives a task a status, since now where it had another.
    fn turn(&self, task: &mut Task, status: Category) {
        if task.status != status {
            task.status_changed_at = self.now();
            task.done_at = (status == Category::Done).then(|| self.now());
        }
        task.status = status;
    }

    pub fn emit<T: Serialize>(&mut self, kind: &str, op: Option<&str>, data: &T) {
        self.seq += 1;
        let event = Event {
            seq: self.seq,
            at: AT,
            actor_id: None,
            op: op.map(str::to_owned),
            kind: kind.to_owned(),
            data: serde_json::value::to_raw_value(data).unwrap(),
        };
        self.told.insert(event.kind.clone());
        self.log.push(event);
    }

    /// Somebody takes another name, or has the workspace take one.
    pub fn rename(&mut self, user: Option<UserId>) {
        let name = format!("Name {}", self.seq);
        match user {
            Some(user) => {
                if let Some(known) = self.members.get(&user) {
                    let member = Member {
                        name,
                        ..known.clone()
                    };
                    self.put_member(member, None);
                }
            }
            None => {
                self.workspace.name = name;
                self.workspace.version += 1;
                self.workspace.changed_seq = self.seq + 1;
                let workspace = self.workspace.clone();
                let data = json!({"workspace": workspace, "changes": []});
                self.emit("workspace.updated", None, &data);
            }
        }
    }

    fn put_member(&mut self, member: Member, op: Option<&str>) {
        let member = Member {
            changed_seq: Some(self.seq + 1),
            ..member
        };
        self.members.insert(member.user_id, member.clone());
        let data = json!({"member": member, "changes": []});
        self.emit("member.updated", op, &data);
    }

    fn emit_task(
        &mut self,
        kind: &str,
        op: Option<&str>,
        id: TaskId,
        from: Option<(BoardId, ColumnId)>,
    ) {
        let from = from.map(|(b, c)| json!({"board_id": b, "column_id": c}));
        let task = self.tasks.get_mut(&id).unwrap();
        task.changed_seq = self.seq + 1;
        let task = task.clone();
        self.emit(
            kind,
            op,
            &json!({"task": task, "changed": [], "from": from, "changes": []}),
        );
    }

    pub fn emit_board(&mut self, kind: &str, op: Option<&str>, id: BoardId) {
        let board = self.boards.get_mut(&id).unwrap();
        board.changed_seq = self.seq + 1;
        let board = board.clone();
        self.emit(kind, op, &json!({"board": board, "changes": []}));
    }

    fn emit_column(&mut self, kind: &str, op: Option<&str>, id: ColumnId) {
        let column = self.columns.get_mut(&id).unwrap();
        column.changed_seq = self.seq + 1;
        let column = column.clone();
        self.emit(kind, op, &json!({"column": column, "changes": []}));
    }

    /// A place among a column's cards; the column is given new positions first where there is no room.
    fn position(
        &mut self,
        id: TaskId,
        column: ColumnId,
        before: Option<TaskId>,
        after: Option<TaskId>,
        op: Option<&str>,
    ) -> String {
        loop {
            let cards: Vec<(TaskId, u64)> = self
                .cards(column)
                .into_iter()
                .filter(|t| t.id != id)
                .map(|t| (t.id, u64::from_str_radix(&t.position, 16).unwrap()))
                .collect();
            let find =
                |wanted: Option<TaskId>| cards.iter().position(|(id, _)| Some(*id) == wanted);
            let at = find(before)
                .or_else(|| find(after).map(|at| at + 1))
                .unwrap_or(cards.len());
            let low = if at == 0 { 0 } else { cards[at - 1].1 };
            let high = cards.get(at).map_or(low + 2 * GAP, |(_, rank)| *rank);
            if high - low > 1 {
                return format!("{:08x}", low + (high - low) / 2);
            }
            // All the living of the column, the moved one too where it stands there still.
            let all: Vec<TaskId> = self.cards(column).into_iter().map(|t| t.id).collect();
            let mut positions = Vec::new();
            for (n, id) in all.into_iter().enumerate() {
                let position = format!("{:08x}", (n as u64 + 1) * GAP);
                self.tasks
                    .get_mut(&id)
                    .unwrap()
                    .position
                    .clone_from(&position);
                positions.push((id, position));
            }
            let board_id = self.columns[&column].board_id;
            self.emit(
                "column.reordered",
                op,
                &json!({"board_id": board_id, "column_id": column, "positions": positions}),
            );
        }
    }

    fn insert_task(
        &mut self,
        id: TaskId,
        column: ColumnId,
        title: &str,
        before: Option<TaskId>,
        op: Option<&str>,
    ) {
        let position = self.position(id, column, before, None, op);
        let home = &self.columns[&column];
        self.numbers += 1;
        let (workspace, board) = (self.workspace.id, home.board_id);
        let mut task = Task::blank(id, workspace, board, column, home.category, self.now());
        task.number = self.numbers;
        task.key = format!("LRK-{}", self.numbers);
        task.title = title.into();
        task.position = position;
        task.version = 1;
        task.changed_seq = 1;
        self.tasks.insert(id, task);
    }

    /// Does an op once; the same key again gets the same answer.
    pub fn execute(&mut self, op: &Op, if_match: Option<i64>) -> (u16, String) {
        if let Some(answer) = self.answers.get(&op.key) {
            return answer.clone();
        }
        let answer = match self.run(op, if_match) {
            Ok(body) => (200, body),
            // What is refused changed nothing and is not kept.
            Err((status, code, current)) => return (status, problem(status, code, current)),
        };
        self.answers.insert(op.key.clone(), answer.clone());
        answer
    }

    fn run(&mut self, op: &Op, if_match: Option<i64>) -> Result<String, Refusal> {
        let key = Some(op.key.as_str());
        match &op.intent {
            Intent::Boards(Boards::TaskCreate(TaskCreate { task, create })) => {
                let first = self.columns_of(create.board_id).first().map(|c| c.id);
                let column = create.column_id.or(first).ok_or(GONE)?;
                if self.standing(column)?.board_id != create.board_id {
                    return Err(GONE);
                }
                self.insert_task(*task, column, create.title.as_str(), create.before, key);
                self.emit_task("task.created", key, *task, None);
                Ok(self.body(*task))
            }
            Intent::Boards(Boards::TaskUpdate(TaskUpdate { task, patch, .. })) => {
                let known = self.living(*task)?;
                if if_match.is_some_and(|version| version != known.version) {
                    return Err((
                        412,
                        "version_conflict",
                        Some(serde_json::to_value(known).unwrap()),
                    ));
                }
                let mut new = known.clone();
                let mut from = None;
                if let Some(status) = patch.status
                    && status != new.status
                {
                    let column = self
                        .columns_of(new.board_id)
                        .iter()
                        .find(|c| c.category == status)
                        .map(|c| c.id);
                    let column = column.ok_or((409, "no_such_column", None))?;
                    from = Some((new.board_id, new.column_id));
                    new.position = self.position(*task, column, None, None, key);
                    new.column_id = column;
                    self.turn(&mut new, status);
                }
                if let Some(title) = &patch.title {
                    new.title = title.as_str().into();
                }
                if let Patch::Set(text) = &patch.description {
                    new.description = Some(text.as_str().into());
                    new.has_description = !text.as_str().is_empty();
                }
                new.priority = patch.priority.unwrap_or(new.priority);
                new.start_at = patch.start_at.or_keep(new.start_at);
                new.due_at = patch.due_at.or_keep(new.due_at);
                if let Some(assignees) = &patch.assignee_ids {
                    if !assignees.iter().all(|id| self.members.contains_key(id)) {
                        return Err((422, "validation_failed", None));
                    }
                    new.assignee_ids.clone_from(assignees);
                }
                if new != self.tasks[task] {
                    new.version += 1;
                    self.tasks.insert(*task, new);
                    self.emit_task("task.updated", key, *task, from);
                }
                Ok(self.body(*task))
            }
            Intent::Boards(Boards::TaskMove(TaskMove { task, to })) => {
                let known = self.living(*task)?.clone();
                let board = to.board_id.unwrap_or(known.board_id);
                let column = self.standing(to.column_id)?;
                let category = column.category;
                if column.board_id != board {
                    return Err(GONE);
                }
                let position = self.position(*task, to.column_id, to.before, to.after, key);
                let mut new = self.tasks[task].clone();
                new.position = position;
                new.column_id = to.column_id;
                new.board_id = board;
                self.turn(&mut new, category);
                new.version += 1;
                self.tasks.insert(*task, new);
                // First who saw it there is told.
                if known.board_id != board {
                    let gone = json!({"board_id": known.board_id, "task_id": task});
                    self.emit("task.gone", key, &gone);
                }
                self.emit_task(
                    "task.moved",
                    key,
                    *task,
                    Some((known.board_id, known.column_id)),
                );
                Ok(self.body(*task))
            }
            Intent::Boards(Boards::TaskDelete(TaskDelete { task })) => {
                let board_id = self.living(*task)?.board_id;
                let known = self.tasks.get_mut(task).unwrap();
                known.deleted_at = Some(AT);
                known.version += 1;
                known.changed_seq = self.seq + 1;
                self.emit(
                    "task.deleted",
                    key,
                    &json!({"board_id": board_id, "task_id": task}),
                );
                Ok(String::new())
            }
            Intent::Boards(Boards::TaskRestore(TaskRestore { task, .. })) => {
                let known = self
                    .tasks
                    .get(task)
                    .filter(|t| t.deleted_at.is_some())
                    .ok_or(GONE)?;
                let column = known.column_id;
                let category = self.standing(column)?.category;
                let position = self.position(*task, column, None, None, key);
                let mut known = self.tasks[task].clone();
                known.deleted_at = None;
                self.turn(&mut known, category);
                known.position = position;
                known.version += 1;
                self.tasks.insert(*task, known);
                self.emit_task("task.restored", key, *task, None);
                Ok(self.body(*task))
            }
            _ => self.run_on_columns(op),
        }
    }

    fn run_on_columns(&mut self, op: &Op) -> Result<String, Refusal> {
        let key = Some(op.key.as_str());
        let column = match &op.intent {
            Intent::Boards(Boards::ColumnCreate(ColumnCreate {
                board,
                column,
                create,
            })) => {
                self.boards.get(board).ok_or(GONE)?;
                let new = self.column(*column, *board, create.name.as_str(), create.category);
                self.columns.insert(*column, new);
                self.emit_column("column.created", key, *column);
                *column
            }
            Intent::Boards(Boards::ColumnUpdate(ColumnUpdate { column, patch, .. })) => {
                self.standing(*column)?;
                let now = self.now();
                let known = self.columns.get_mut(column).ok_or(GONE)?;
                if let Some(name) = &patch.name {
                    known.name = name.as_str().into();
                }
                known.category = patch.category.unwrap_or(known.category);
                known.version += 1;
                known.updated_at = now;
                let category = known.category;
                let mut tasks: Vec<Task> = self.tasks.values().cloned().collect();
                tasks.retain(|task| task.column_id == *column);
                for mut task in tasks {
                    self.turn(&mut task, category);
                    self.tasks.insert(task.id, task);
                }
                self.emit_column("column.updated", key, *column);
                *column
            }
            Intent::Boards(Boards::ColumnMove(ColumnMove { board, column, to })) => {
                self.standing(*column)?;
                let mut order: Vec<ColumnId> = self
                    .columns_of(*board)
                    .iter()
                    .map(|c| c.id)
                    .filter(|c| c != column)
                    .collect();
                let at = order
                    .iter()
                    .position(|c| Some(*c) == to.before)
                    .unwrap_or(order.len());
                order.insert(at, *column);
                // Longer and longer texts between two neighbours, as fractional ranks are.
                let low = if at == 0 {
                    String::new()
                } else {
                    self.columns[&order[at - 1]].position.clone()
                };
                let high = order.get(at + 1).map(|c| self.columns[c].position.clone());
                let position = between(&low, high.as_deref());
                let known = self.columns.get_mut(column).unwrap();
                known.position = position;
                known.version += 1;
                self.emit_column("column.updated", key, *column);
                *column
            }
            Intent::Boards(Boards::ColumnDelete(ColumnDelete { column, to, .. })) => {
                self.delete_column(*column, *to, key)?;
                return Ok(String::new());
            }
            Intent::Boards(Boards::ColumnRestore(ColumnRestore { column, .. })) => {
                self.restore_column(*column, key)?;
                *column
            }
            Intent::Boards(Boards::BoardDelete(BoardDelete { board })) => {
                let gone = self.boards.remove(board).ok_or(GONE)?;
                self.trash.insert(*board, gone);
                self.emit("board.deleted", key, &json!({"board_id": board}));
                return Ok(String::new());
            }
            Intent::Boards(Boards::BoardRestore(BoardRestore { board })) => {
                if let Some(mut back) = self.trash.remove(board) {
                    back.version += 1;
                    self.boards.insert(*board, back);
                    self.emit_board("board.created", key, *board);
                }
                let known = self.boards.get(board).ok_or(GONE)?;
                return Ok(serde_json::to_string(known).unwrap());
            }
            Intent::People(People::MemberUpdate(MemberUpdate { member, patch })) => {
                let known = self.members.get(member).ok_or(GONE)?;
                let new = Member {
                    role: patch.role.or(known.role),
                    suspended: patch.suspended.or(known.suspended),
                    ..known.clone()
                };
                if new != *known {
                    self.put_member(new, key);
                }
                return Ok(serde_json::to_string(&self.members[member]).unwrap());
            }
            Intent::Boards(Boards::BoardUpdate(BoardUpdate { board, patch })) => {
                let known = self.boards.get_mut(board).ok_or(GONE)?;
                if let Some(name) = &patch.name {
                    known.name = name.as_str().into();
                }
                known.version += 1;
                self.emit_board("board.updated", key, *board);
                return Ok(serde_json::to_string(&self.boards[board]).unwrap());
            }
            _ => return Err(GONE),
        };
        Ok(serde_json::to_string(&self.columns[&column]).unwrap())
    }

    fn delete_column(
        &mut self,
        id: ColumnId,
        to: Option<ColumnId>,
        key: Option<&str>,
    ) -> Result<(), Refusal> {
        let board = self.standing(id)?.board_id;
        if to.is_some_and(|to| self.standing(to).map(|c| c.board_id) != Ok(board)) {
            return Err(GONE);
        }
        if self.columns_of(board).len() == 1 {
            return Err((409, "last_column", None));
        }
        let cards = self.cards(id).into_iter();
        let stood: Vec<(TaskId, String)> = cards.map(|t| (t.id, t.position.clone())).collect();
        for (task, _) in &stood {
            let to = to.ok_or((409, "column_not_empty", None))?;
            let position = self.position(*task, to, None, None, key);
            self.put(*task, to, position, key);
        }
        let column = self.columns.remove(&id).unwrap();
        self.lost.insert(id, Lost { column, to, stood });
        let gone = json!({"board_id": board, "column_id": id});
        self.emit("column.deleted", key, &gone);
        Ok(())
    }

    fn restore_column(&mut self, id: ColumnId, key: Option<&str>) -> Result<(), Refusal> {
        if self.columns.contains_key(&id) {
            return self.standing(id).map(drop);
        }
        let lost = self.lost.get(&id).ok_or(GONE)?;
        self.boards.get(&lost.column.board_id).ok_or(GONE)?;
        let Lost { column, to, stood } = self.lost.remove(&id).unwrap();
        // Another may have got its place meanwhile.
        let others = self.columns_of(column.board_id);
        let is_taken = others.iter().any(|c| c.position == column.position);
        let position = if is_taken {
            self.behind_all(column.board_id)
        } else {
            column.position.clone()
        };
        let back = Column {
            version: column.version + 1,
            position,
            ..column
        };
        self.columns.insert(id, back);
        self.emit_column("column.created", key, id);
        for (task, position) in stood {
            if self.living(task).is_ok_and(|t| Some(t.column_id) == to) {
                self.put(task, id, position, key);
            }
        }
        Ok(())
    }

    fn put(&mut self, id: TaskId, column: ColumnId, position: String, key: Option<&str>) {
        let status = self.columns[&column].category;
        let mut task = self.tasks[&id].clone();
        let from = (task.board_id, task.column_id);
        task.column_id = column;
        self.turn(&mut task, status);
        task.position = position;
        task.version += 1;
        self.tasks.insert(id, task);
        self.emit_task("task.moved", key, id, Some(from));
    }

    /// A change that is no edit of the task itself, as a counter of what hangs on it is: its version stays.
    pub fn touch(&mut self, id: TaskId) {
        let task = self.tasks.get_mut(&id).unwrap();
        task.updated_at = tutti_types::Timestamp::from_micros(task.updated_at.as_micros() + 1);
        let from = (task.board_id, task.column_id);
        self.emit_task("task.updated", None, id, Some(from));
    }

    /// The one event takes the person out of everything; no version rises.
    pub fn remove_member(&mut self, user: UserId) {
        if self.members.remove(&user).is_some() {
            for task in self.tasks.values_mut() {
                task.assignee_ids.retain(|id| *id != user);
            }
            for board in self.boards.values_mut().chain(self.trash.values_mut()) {
                board.member_ids.retain(|id| *id != user);
            }
            self.emit("member.removed", None, &json!({"user_id": user}));
        }
    }

    fn living(&self, id: TaskId) -> Result<&Task, Refusal> {
        self.tasks
            .get(&id)
            .filter(|t| t.deleted_at.is_none() && self.boards.contains_key(&t.board_id))
            .ok_or(GONE)
    }

    fn body(&self, id: TaskId) -> String {
        serde_json::to_string(&self.tasks[&id]).unwrap()
    }
}

pub type Refusal = (u16, &'static str, Option<serde_json::Value>);
const GONE: Refusal = (404, "not_found", None);

/// A text between two others, by hex digits.
fn between(low: &str, high: Option<&str>) -> String {
    let mut text = String::new();
    for at in 0.. {
        let digit = |t: &str| t.chars().nth(at).and_then(|c| c.to_digit(16)).unwrap_or(0);
        let l = digit(low);
        let h = high.filter(|h| h.starts_with(&text)).map_or(16, digit);
        let middle = u32::midpoint(l, h);
        let grown = format!("{text}{middle:x}");
        if middle > l && high.is_none_or(|h| grown.as_str() < h) && grown.as_str() > low {
            return grown;
        }
        text.push(char::from_digit(l, 16).unwrap());
    }
    text
}

fn problem(status: u16, code: &str, current: Option<serde_json::Value>) -> String {
    json!({
        "type": format!("urn:tutti:problem:{code}"), "title": "", "status": status, "detail": "",
        "code": code, "request_id": "", "current": current,
    })
    .to_string()
}

pub fn workspace_id() -> WorkspaceId {
    id(1)
}

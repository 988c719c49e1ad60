//! What people do: mostly what changes who may know what.

use serde_json::{Value, json};
use tutti_dice::Dice;
use tutti_testkit::Method;
use tutti_types::columns::Column;
use tutti_types::{BoardId, ColumnId, Page, Role, TaskId, paths};

use super::cast::Cast;

/// Living boards at most, so that tasks meet again.
const BOARDS: usize = 4;

impl Cast {
    /// One act of somebody's.
    pub async fn act(&mut self, dice: &mut Dice) {
        // The owner sees everything and may do anything, so that much happens where others do not look.
        let here = self.here();
        let who = if dice.chance(50) {
            0
        } else {
            dice.pick(&here).unwrap()
        };
        match dice.below(100) {
            0..18 => self.create_task(dice, who).await,
            18..32 => self.change_task(dice, who).await,
            32..46 => self.move_tasks(dice, who).await,
            46..52 => self.trash_or_restore(dice, who).await,
            52..55 => self.purge(dice).await,
            55..61 => self.change_columns(dice, who).await,
            61..84 => self.change_board(dice, who).await,
            _ => self.change_people(dice).await,
        }
    }

    fn living_board(&self, dice: &mut Dice) -> BoardId {
        dice.pick(&self.past.now().boards()).unwrap()
    }

    fn any_task(&self, dice: &mut Dice) -> Option<TaskId> {
        dice.pick(&self.tasks)
    }

    async fn column_of(&self, dice: &mut Dice, board: BoardId) -> ColumnId {
        let columns: Page<Column> = self
            .team
            .owner
            .get(paths::columns(self.team.ws, board))
            .await;
        dice.pick(&columns.items).unwrap().id
    }

    async fn create_task(&mut self, dice: &mut Dice, who: usize) {
        let board = self.living_board(dice);
        let new = json!({"board_id": board, "title": self.mark(), "description": self.mark()});
        self.send(who, Method::POST, paths::tasks(self.team.ws), new)
            .await;
    }

    async fn change_task(&mut self, dice: &mut Dice, who: usize) {
        let Some(task) = self.any_task(dice) else {
            return;
        };
        let patch = match dice.below(3) {
            0 => json!({"title": self.mark()}),
            1 => json!({"description": self.mark()}),
            _ => json!({"title": self.mark(), "status": "done"}),
        };
        self.send(who, Method::PATCH, paths::task(self.team.ws, task), patch)
            .await;
    }

    async fn move_tasks(&mut self, dice: &mut Dice, who: usize) {
        let board = self.living_board(dice);
        let to = json!({"board_id": board, "column_id": self.column_of(dice, board).await});
        let ids = match self.tasks.is_empty() {
            true => return,
            false => dice.some(&self.tasks, 3),
        };
        let (path, body) = match ids[..] {
            [task] => (paths::task_move(self.team.ws, task), to),
            _ => (
                paths::tasks_bulk(self.team.ws),
                json!({"ids": ids, "move": to}),
            ),
        };
        self.send(who, Method::POST, path, body).await;
    }

    async fn trash_or_restore(&mut self, dice: &mut Dice, who: usize) {
        let Some(task) = self.any_task(dice) else {
            return;
        };
        let (method, path) = match dice.chance(60) {
            true => (Method::DELETE, paths::task(self.team.ws, task)),
            false => (Method::POST, paths::task_restore(self.team.ws, task)),
        };
        self.send(who, method, path, Value::Null).await;
    }

    /// The trash is emptied of one task.
    async fn purge(&mut self, dice: &mut Dice) {
        if let Some(task) = self.any_task(dice) {
            let gone = format!("DELETE FROM tasks WHERE id = '{task}' AND deleted_at IS NOT NULL");
            self.team.app.database.run(&gone);
            self.past.look(&self.team);
        }
    }

    async fn change_columns(&mut self, dice: &mut Dice, who: usize) {
        let board = self.living_board(dice);
        let ws = self.team.ws;
        if dice.chance(40) {
            let new = json!({"name": self.mark(), "category": "todo"});
            self.send(who, Method::POST, paths::columns(ws, board), new)
                .await;
        } else {
            let path = paths::column(ws, board, self.column_of(dice, board).await);
            let name = json!({"name": self.mark()});
            self.send(who, Method::PATCH, path, name).await;
        }
    }

    async fn change_board(&mut self, dice: &mut Dice, who: usize) {
        let (board, ws) = (self.living_board(dice), self.team.ws);
        let other = self.id(dice.below(self.players.len()));
        let living = self.past.now().boards().len();
        match dice.below(24) {
            0..3 if living < BOARDS => {
                let visibility = dice.pick(&["open", "private"]);
                let new = json!({"name": self.mark(), "visibility": visibility});
                self.send(who, Method::POST, paths::boards(ws), new).await;
            }
            0 if living > 2 => {
                let path = paths::board(ws, board);
                self.send(who, Method::DELETE, path, Value::Null).await;
            }
            0..4 => {
                let name = json!({"name": self.mark()});
                self.send(who, Method::PATCH, paths::board(ws, board), name)
                    .await;
            }
            4..11 => {
                let visibility = dice.pick(&["open", "private"]);
                let change = json!({"visibility": visibility});
                self.send(who, Method::PATCH, paths::board(ws, board), change)
                    .await;
            }
            11..20 => {
                let path = paths::board_member(ws, board, other);
                self.send(who, Method::PUT, path, Value::Null).await;
            }
            _ => {
                let path = paths::board_member(ws, board, other);
                self.send(who, Method::DELETE, path, Value::Null).await;
            }
        }
    }

    /// The owner lets people in and out. Whoever is out comes back soon.
    async fn change_people(&mut self, dice: &mut Dice) {
        let who = 1 + dice.below(self.players.len() - 1);
        let path = paths::member(self.team.ws, self.id(who));
        let role = dice
            .pick(&[Role::Guest, Role::Member, Role::Member, Role::Admin])
            .unwrap();
        let now = self.past.now();
        if !now.knows(self.id(who)) {
            return self.invite(who, role).await;
        }
        let locked_out = now.rights(self.id(who)).is_none();
        match dice.below(10) {
            _ if locked_out => {
                self.send(0, Method::PATCH, path, json!({"suspended": false}))
                    .await;
            }
            0..3 => {
                self.send(0, Method::PATCH, path, json!({"suspended": true}))
                    .await
            }
            3..5 => self.send(0, Method::DELETE, path, Value::Null).await,
            5..7 => {
                let custom = dice.pick(&self.roles).unwrap();
                self.send(0, Method::PATCH, path, json!({"custom_role_id": custom}))
                    .await
            }
            _ => {
                self.send(0, Method::PATCH, path, json!({"role": role}))
                    .await
            }
        }
    }
}

//! Whatever brings somebody to where something happened before: none of it comes by a replay, which sends them to load it
//! instead: the board that they came to read, or everything where they came to the workspace.

use serde_json::{Value, json};
use tutti_testkit::{Client, Follower, Method, Team, TestSocket};
use tutti_types::boards::BoardDetail;
use tutti_types::events::Events;
use tutti_types::rooms::Room;
use tutti_types::snapshot::Snapshot;
use tutti_types::tasks::Task;
use tutti_types::{Role, paths};

/// What stands in everything that happens while they could not read it.
const SECRET: &str = "Hush";

/// How somebody comes to read something of which they were kept out.
#[derive(Clone, Copy, Debug)]
enum Way {
    Joining,
    JoiningAgain,
    BeingLetBackIn,
    BeingAMemberAgain,
    BeingAdded,
    AsAGuestBeingAdded,
    AsAGuestBeingAddedAgain,
    TheBoardOpening,
    BecomingAnAdmin,
}

const WAYS: [Way; 9] = [
    Way::Joining,
    Way::JoiningAgain,
    Way::BeingLetBackIn,
    Way::BeingAMemberAgain,
    Way::BeingAdded,
    Way::AsAGuestBeingAdded,
    Way::AsAGuestBeingAddedAgain,
    Way::TheBoardOpening,
    Way::BecomingAnAdmin,
];

/// A team, a board that somebody does not see, and that person.
struct Scene {
    team: Team,
    board: BoardDetail,
    person: Client,
}

impl Scene {
    /// Whether what they missed is of this board alone.
    const fn is_of_the_board(way: Way) -> bool {
        !matches!(
            way,
            Way::Joining | Way::JoiningAgain | Way::BeingLetBackIn | Way::BeingAMemberAgain
        )
    }

    async fn start(way: Way) -> Self {
        let team = Team::start().await;
        let private = match way {
            Way::BeingAdded | Way::TheBoardOpening | Way::BecomingAnAdmin => Some(&[][..]),
            _ => None,
        };
        let board = team.board("Board", private).await;
        let person = match way {
            Way::Joining => team.app.person("Mia Member").await,
            // A guest sees of an open board, too, only what they were added to.
            Way::AsAGuestBeingAdded | Way::AsAGuestBeingAddedAgain => team.join(Role::Guest).await,
            _ => team.join(Role::Member).await,
        };
        let scene = Self {
            team,
            board,
            person,
        };
        if matches!(way, Way::AsAGuestBeingAddedAgain) {
            scene.add().await;
        }
        scene
    }

    fn place(&self) -> String {
        paths::board_member(self.team.ws, self.board.id, self.person.id())
    }

    async fn add(&self) {
        let _: Value = self.team.owner.put(self.place()).await;
    }

    async fn change(&self, path: String, body: Value) {
        let _: Value = self.team.owner.patch(path, &body).await;
    }

    async fn join(&self) {
        let link = self.team.invite("Mia Member", Role::Member).await;
        let path = paths::invitation_accept(&tutti_testkit::team::token_of(&link));
        let _: Value = self.person.act(path).await;
    }

    /// They cannot read the board from now on.
    async fn go(&self, way: Way) {
        let member = paths::member(self.team.ws, self.person.id());
        match way {
            Way::JoiningAgain => self.team.owner.delete(member).await,
            Way::BeingLetBackIn => self.change(member, json!({"suspended": true})).await,
            Way::BeingAMemberAgain => self.change(member, json!({"role": "guest"})).await,
            Way::AsAGuestBeingAddedAgain => self.team.owner.delete(self.place()).await,
            _ => {}
        }
    }

    /// They can.
    async fn come(&self, way: Way) {
        let (ws, board) = (self.team.ws, self.board.id);
        let member = paths::member(ws, self.person.id());
        match way {
            Way::Joining | Way::JoiningAgain => self.join().await,
            Way::BeingLetBackIn => self.change(member, json!({"suspended": false})).await,
            Way::BeingAMemberAgain => self.change(member, json!({"role": "member"})).await,
            Way::BecomingAnAdmin => self.change(member, json!({"role": "admin"})).await,
            Way::BeingAdded | Way::AsAGuestBeingAdded | Way::AsAGuestBeingAddedAgain => {
                self.add().await;
            }
            Way::TheBoardOpening => {
                let path = paths::board(ws, board);
                self.change(path, json!({"visibility": "open"})).await;
            }
        }
    }

    /// Something happens on the board that is over when they come: the one task it was about lies in the trash.
    async fn happen(&self) {
        let task = self.team.task_on(self.board.id, SECRET).await;
        self.team
            .owner
            .delete(paths::task(self.team.ws, task.id))
            .await;
    }
}

async fn position(client: &Client, team: &Team) -> Snapshot {
    client.get(paths::snapshot(team.ws)).await
}

async fn poll(
    client: &Client,
    team: &Team,
    from: &Snapshot,
    after: i64,
    limit: usize,
) -> (String, Events) {
    let path = format!(
        "{}?epoch={}&after={after}&limit={limit}",
        paths::events(team.ws),
        from.epoch
    );
    let answer = client.call(Method::GET, path).send().await;
    (answer.text.clone(), answer.expect(200).json())
}

#[tokio::test]
async fn whatever_brings_somebody_here_a_replay_shows_nothing_from_before() {
    for way in WAYS {
        let mut scene = Scene::start(way).await;
        let before = scene.team.seq();
        scene.go(way).await;
        scene.happen().await;
        let within = scene.team.seq() - 1;
        scene.come(way).await;
        // By the node that watched it, and by one that did not.
        for again in [false, true] {
            if again {
                scene.team.app.restart().await;
            }
            let Scene {
                team,
                board,
                person,
            } = &scene;
            let now = position(person, team).await;
            for after in [0, before, within] {
                let (text, page) = poll(person, team, &now, after, 1_000).await;
                // From before they joined nothing is theirs.
                let is_board = Scene::is_of_the_board(way) && after > 0;
                let reload = if is_board {
                    vec![Room::board(board.id)]
                } else {
                    vec![]
                };
                assert_eq!(
                    (page.resync, page.reload),
                    (!is_board, reload),
                    "{way:?} {after}"
                );
                assert!(!text.contains(SECRET), "{way:?} {text}");
                let (text, page) = poll(person, team, &now, after, 1).await;
                assert!(!text.contains(SECRET), "{way:?} {text} {page:?}");
                let mut socket = TestSocket::of(person).await;
                socket.subscribe(team.ws, Some((now.epoch, after))).await;
                socket.settle(1).await;
                let frames = socket.raw.concat();
                let told = if is_board { "\"reload\"" } else { "\"resync\"" };
                assert!(
                    frames.contains(told) && !frames.contains(SECRET),
                    "{way:?} {frames}"
                );
            }
            // From where they loaded they go on.
            team.task_on(board.id, "Theirs").await;
            let (text, page) = poll(person, team, &now, now.seq, 1_000).await;
            assert!(!page.resync && text.contains("Theirs"), "{way:?} {text}");
        }
    }
}

#[tokio::test]
async fn what_went_where_they_do_not_see_it_is_not_shown_as_it_was() {
    let mut team = Team::start().await;
    let member = team.join(Role::Member).await;
    let private = team.board("Private", Some(&[])).await;
    let mut asleep = Follower::new(&member, team.ws).await;
    let from = position(&member, &team).await;
    let task = team.task(SECRET).await;
    let there = json!({"board_id": private.id, "column_id": private.columns[0].id});
    let path = paths::task_move(team.ws, task.id);
    let _: Task = team.owner.post(path.clone(), &there).await;
    for again in [false, true] {
        if again {
            team.app.restart().await;
        }
        for limit in [1, 1_000] {
            let (text, page) = poll(&member, &team, &from, from.seq, limit).await;
            assert_eq!(page.reload, [Room::board(team.board.id)], "{text}");
            assert!(!page.resync && !text.contains(SECRET), "{text}");
        }
    }
    assert!(!asleep.catch_up_or_load().await);
    asleep.verify().await;
    // Once it is back where they see it, so is what happened there.
    let back = json!({"board_id": team.board.id, "column_id": task.column_id});
    let _: Task = team.owner.post(path, &back).await;
    let (text, page) = poll(&member, &team, &from, from.seq, 1_000).await;
    assert!(!page.resync && text.contains(SECRET), "{text}");
}

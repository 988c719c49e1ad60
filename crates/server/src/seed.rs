//! An example workspace: five people, three boards, sixty tasks and their history, made through the same commands as everything
//! else.

mod story;

use anyhow::anyhow;
use tutti_db::Gate;
use tutti_db::commands::{board, invitation, task, workspace};
use tutti_db::gate::{Member, Person, SystemUse, Tx};
use tutti_db::models::{session, user};
use tutti_types::boards::CreateBoard;
use tutti_types::columns::Category;
use tutti_types::invitations::CreateInvitation;
use tutti_types::tasks::{CreateTask, Task, UpdateTask};
use tutti_types::text::{BoardName, Color, Email, Markdown, TaskTitle, WorkspaceName};
use tutti_types::workspaces::CreateWorkspace;
use tutti_types::{BoardId, Patch, Role, WorkspaceId};

use crate::app::App;
use crate::auth::tokens;
use story::{BOARDS, PEOPLE, Plan};

/// The password of everybody in the example.
pub const PASSWORD: &str = "tutti-demo-2026";

/// Fills a new installation with the example; one that has people already is left alone, and says so.
///
/// # Errors
/// Where the database fails.
pub async fn demo(app: &App) -> anyhow::Result<()> {
    if app
        .gate
        .system(SystemUse::Seed, |tx| Ok(user::any(tx.conn)?))
        .await?
    {
        println!("The example was left out: there are people here already.");
        return Ok(());
    }
    let people = people(app).await?;
    let founder = *people
        .first()
        .ok_or_else(|| anyhow!("the example has nobody"))?;
    let ws = WorkspaceId::new();
    found(&app.gate, founder, ws).await?;
    join(&app.gate, ws, &people).await?;
    for (name, color, plans) in BOARDS {
        let id = BoardId::new();
        let request = CreateBoard {
            id: Some(id),
            name: BoardName::parse(name)?,
            visibility: None,
            color: Some(Color::parse(color)?),
        };
        app.gate
            .write(founder, ws, None, move |tx, me| {
                board::create(tx, me, &request)
            })
            .await?;
        for (i, plan) in plans.iter().enumerate() {
            live_through(&app.gate, &people, ws, id, i, plan).await?;
        }
    }
    let sessions: Vec<_> = people.iter().map(|p| (p.user_id, p.session_id)).collect();
    app.gate
        .system(SystemUse::Seed, move |tx| {
            sessions
                .iter()
                .try_for_each(|(user, id)| session::revoke(tx.conn, *user, *id).map(|_| ()))
        })
        .await?;
    println!(
        "The example is there: sign in as {} with the password {PASSWORD}.",
        PEOPLE[0].1
    );
    Ok(())
}

/// Makes the people, each with a session through which they act.
async fn people(app: &App) -> anyhow::Result<Vec<Person>> {
    let hash = app
        .passwords
        .hash(PASSWORD.to_owned())
        .await
        .map_err(|e| anyhow!("{e}"))?;
    let (_, token) = tokens::opaque()?;
    let made = app.gate.system(SystemUse::Seed, move |tx| {
        let mut people = Vec::new();
        for (i, (name, email)) in PEOPLE.iter().enumerate() {
            let user_id = user::create(tx.conn, email, name, &hash)?.id;
            let one_time: Vec<u8> = token
                .iter()
                .map(|b| b.wrapping_add(u8::try_from(i).unwrap_or(0)))
                .collect();
            let session_id = session::create(tx.conn, user_id, "Example", None, &one_time)?;
            people.push(Person {
                user_id,
                session_id,
            });
        }
        Ok(people)
    });
    Ok(made.await?)
}

async fn found(gate: &Gate, founder: Person, ws: WorkspaceId) -> anyhow::Result<()> {
    let request = CreateWorkspace {
        id: Some(ws),
        name: WorkspaceName::parse("Larkfield")?,
        slug: None,
    };
    gate.me(founder, Some(ws), None, move |tx| {
        workspace::create(tx, founder.user_id, ws, &request)
    })
    .await?;
    // The board that came along makes room for those of the example.
    gate.write(founder, ws, None, |tx, me| {
        let boards = tutti_db::models::board::all(tx.conn, me.workspace_id())?;
        boards.iter().try_for_each(|b| board::delete(tx, me, b.id))
    })
    .await?;
    Ok(())
}

/// The others join by invitations, as everybody does.
async fn join(gate: &Gate, ws: WorkspaceId, people: &[Person]) -> anyhow::Result<()> {
    let founder = *people
        .first()
        .ok_or_else(|| anyhow!("the example has nobody"))?;
    for (i, (person, (_, email))) in people.iter().zip(PEOPLE).enumerate().skip(1) {
        let (_, token_hash) = tokens::opaque()?;
        let role = if i == 1 { Role::Admin } else { Role::Member };
        let request = CreateInvitation {
            id: None,
            email: Email::parse(email)?,
            role,
            expires_in_days: None,
        };
        let (user, hash) = (person.user_id, token_hash.clone());
        write(gate, founder, ws, move |tx, me| {
            invitation::create(tx, me, &request, &token_hash).map(|_| ())
        })
        .await?;
        gate.system(SystemUse::Seed, move |tx| invitation::join(tx, user, &hash))
            .await?;
    }
    Ok(())
}

async fn write<T>(
    gate: &Gate,
    person: Person,
    ws: WorkspaceId,
    work: impl Fn(&mut Tx<'_>, &Member) -> tutti_db::Result<T> + Send + 'static,
) -> anyhow::Result<T>
where
    T: serde::Serialize + serde::de::DeserializeOwned + Send + 'static,
{
    Ok(gate.write(person, ws, None, work).await?)
}

/// One task's life: made by one, moved and edited by others.
async fn live_through(
    gate: &Gate,
    people: &[Person],
    ws: WorkspaceId,
    board: BoardId,
    turn: usize,
    plan: &Plan,
) -> anyhow::Result<()> {
    let who = |offset: usize| {
        people
            .get((turn + offset) % people.len().max(1))
            .copied()
            .ok_or_else(|| anyhow!("the example has nobody"))
    };
    let request = CreateTask {
        id: None,
        board_id: board,
        title: TaskTitle::parse(plan.title)?,
        column_id: None,
        status: Some(Category::Todo),
        description: Some(Markdown::parse(plan.description)?)
            .filter(|text| !text.as_str().is_empty()),
        priority: Some(plan.priority),
        assignee_ids: Vec::new(),
        before: None,
    };
    let made: Task = write(gate, who(0)?, ws, move |tx, me| {
        task::create(tx, me, request.clone())
    })
    .await?;
    if turn % 5 != 3 {
        let change = UpdateTask {
            assignee_ids: Some(vec![who(1)?.user_id]),
            description: Patch::Keep,
            ..UpdateTask::default()
        };
        write(gate, who(1)?, ws, move |tx, me| {
            task::update(tx, me, made.id, &change, None)
        })
        .await?;
    }
    if plan.status != Category::Todo {
        let change = UpdateTask {
            status: Some(plan.status),
            ..UpdateTask::default()
        };
        write(gate, who(2)?, ws, move |tx, me| {
            task::update(tx, me, made.id, &change, None)
        })
        .await?;
    }
    Ok(())
}

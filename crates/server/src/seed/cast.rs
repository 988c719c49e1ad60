//! The people of the example: their accounts, and how they come together.

use anyhow::anyhow;
use tutti_db::IfMatch;
use tutti_db::commands::{board, invitation, workspace};
use tutti_db::gate::{Past, Principal};
use tutti_db::models::{self, session, user};
use tutti_types::boards::UpdateBoard;
use tutti_types::invitations::CreateInvitation;
use tutti_types::members::{HUES, hue};
use tutti_types::text::{BoardName, Color, Email, Slug, WorkspaceName};
use tutti_types::workspaces::CreateWorkspace;
use tutti_types::{BoardId, Role, Timestamp, UserId, WorkspaceId};

use super::PASSWORD;
use super::story::{self, PEOPLE};
use crate::app::App;
use crate::auth::tokens;

/// Makes the accounts, each with a session through which its person acts.
pub(super) async fn sign_up(app: &App, at: Timestamp) -> anyhow::Result<Vec<Principal>> {
    let hash = app.passwords.hash(PASSWORD.to_owned()).await;
    let hash = hash.map_err(|e| anyhow!("{e}"))?;
    let (_, token) = tokens::opaque()?;
    let made = app.gate.at(at).system(move |tx| {
        let mut people = Vec::new();
        for (i, (name, email)) in PEOPLE.iter().enumerate() {
            let user_id = user::create(tx.conn, id_of_hue(i), email, name, &hash)?.id;
            let one_time: Vec<u8> = token
                .iter()
                .map(|b| b.wrapping_add(u8::try_from(i).unwrap_or(0)))
                .collect();
            let session_id = session::create(tx.conn, user_id, "Example", None, &one_time)?;
            people.push(Principal {
                user_id,
                session_id,
            });
        }
        Ok(people)
    });
    Ok(made.await?)
}

/// An id whose person is shown in the n-th hue, since the page takes it from the id: five people by chance often share one.
fn id_of_hue(n: usize) -> UserId {
    loop {
        let id = UserId::new();
        if hue(id) == n % HUES {
            return id;
        }
    }
}

/// Founds the workspace and gives the board that comes along.
pub(super) async fn found(
    past: Past<'_>,
    founder: Principal,
    ws: WorkspaceId,
) -> anyhow::Result<BoardId> {
    let request = CreateWorkspace {
        id: Some(ws),
        name: WorkspaceName::parse("Larkfield")?,
        slug: Some(Slug::parse("larkfield")?),
    };
    past.me(founder, ws, move |tx| {
        workspace::create(tx, founder.user_id, ws, &request)
    })
    .await?;
    let first = past.write(founder, ws, |tx, me| {
        Ok(models::board::all(tx.conn, me.workspace_id())?
            .into_iter()
            .next()
            .map(|board| board.id))
    });
    first
        .await?
        .ok_or_else(|| anyhow!("a new workspace has no board"))
}

/// Makes that board the first of the example.
pub(super) async fn name_board(
    past: Past<'_>,
    by: Principal,
    ws: WorkspaceId,
    id: BoardId,
    board: &story::Board,
) -> anyhow::Result<()> {
    let request = UpdateBoard {
        name: Some(BoardName::parse(board.name)?),
        color: Some(Color::parse(board.color)?),
        ..UpdateBoard::default()
    };
    past.write(by, ws, move |tx, me| {
        board::update(tx, me, id, &request, &IfMatch::Any)
    })
    .await?;
    Ok(())
}

/// Invites somebody, as everybody is; what comes back is the hash of the token.
pub(super) async fn invite(
    past: Past<'_>,
    founder: Principal,
    ws: WorkspaceId,
    who: story::CastMember,
) -> anyhow::Result<Vec<u8>> {
    let email = PEOPLE.get(who as usize).map_or("", |(_, email)| email);
    let (_, token_hash) = tokens::opaque()?;
    let request = CreateInvitation {
        id: None,
        email: Email::parse(email)?,
        role: if who == story::CastMember::Theo {
            Role::Admin
        } else {
            Role::Member
        },
        expires_in_days: None,
    };
    let hash = token_hash.clone();
    past.write(founder, ws, move |tx, me| {
        invitation::create(tx, me, &request, &hash)
    })
    .await?;
    Ok(token_hash)
}

/// Accepts an invitation.
pub(super) async fn join(
    past: Past<'_>,
    who: Principal,
    token_hash: Vec<u8>,
) -> anyhow::Result<()> {
    let user = who.user_id;
    past.system(move |tx| invitation::join(tx, user, &token_hash))
        .await?;
    Ok(())
}

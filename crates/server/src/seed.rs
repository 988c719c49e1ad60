//! An example workspace: five people, three boards, some sixty tasks and what happened to them in five weeks, made through the
//! same commands as everything else.

mod calendar;
mod cast;
mod play;
mod story;

use tutti_db::gate::SystemUse;
use tutti_db::models::{session, user};
use tutti_types::Timestamp;

use crate::app::App;
use play::Play;
use story::PEOPLE;

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
    let now = Timestamp::now();
    let people = cast::sign_up(app, story::FOUNDED.seen_from(now)).await?;
    let sessions: Vec<_> = people.iter().map(|p| (p.user_id, p.session_id)).collect();
    Play::new(&app.gate, people, now).through().await?;
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

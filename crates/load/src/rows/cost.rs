//! P7: CPU seconds of server and database for each kind of work.

use anyhow::{Context, Result};

use super::writers::{Act, Until, run};
use crate::bench::Bench;
use crate::report::Target;
use crate::row::Row;
use crate::stand::BOARDS;

/// Clients at once.
const CLIENTS: usize = 16;
/// Requests of each: 2 000 in all.
const EACH: usize = 125;

/// Measures all three.
pub async fn measure(bench: &mut Bench) -> Result<()> {
    let workspace = bench.stand.workspaces.first().context("no workspace")?;
    let step = Act::Move {
        workspace: 0,
        column: workspace.columns.first().context("no column")?.clone(),
        every: workspace.columns.len(),
    };
    let read = Act::Read {
        path: format!(
            "/api/v1/workspaces/{}/boards/{}",
            workspace.id, workspace.board
        ),
    };
    let renames = (0..CLIENTS)
        .map(|n| Act::Rename {
            workspace: n % BOARDS,
        })
        .collect();
    let kinds: [(&str, Vec<Act>, f64); 3] = [
        ("renames, 8 workspaces", renames, 0.4),
        ("moves, one column", vec![step; CLIENTS], 0.8),
        ("loads of a board of 500 cards", vec![read; CLIENTS], 0.1),
    ];
    for (what, acts, most) in kinds {
        let measured = bench
            .measure(
                async |stand| run(stand, &acts, Until::Count(EACH)).await,
                |done, usage| {
                    #[expect(clippy::cast_precision_loss, reason = "a count of requests")]
                    let thousands = done.took.len() as f64 / 1_000.0;
                    let (server, database) = (usage.server / thousands, usage.database / thousands);
                    vec![server + database, server, database]
                },
            )
            .await?;
        let note = format!(
            "server {:.2} + database {:.2}",
            measured.number(1),
            measured.number(2)
        );
        let what = format!("CPU of server and database for 1 000 {what}");
        bench
            .figure(Row::P7, &what, &measured, 0, "s", Target::AtMost(most))
            .note = note;
    }
    Ok(())
}

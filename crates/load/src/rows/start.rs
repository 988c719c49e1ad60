//! P18: start of the process until its first answer, with the database up and migrated.

use anyhow::Result;

use crate::bench::Bench;
use crate::report::Target;
use crate::row::Row;

/// Measures it. The first answer is that of `/readyz`, which asks the database.
pub async fn measure(bench: &mut Bench) -> Result<()> {
    let measured = bench
        .measure(
            async |stand| stand.restart().await,
            |seconds, _| vec![seconds],
        )
        .await?;
    bench.figure(
        Row::P18,
        "start of the process to the first answer",
        &measured,
        0,
        "s",
        Target::AtMost(0.1),
    );
    Ok(())
}

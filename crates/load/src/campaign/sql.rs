//! Questions to the database, as its owner: a checker that asked the server would check the server against itself.

use anyhow::{Context, Result, anyhow};
use diesel::sql_types::Text;
use diesel::{Connection, PgConnection, QueryableByName, RunQueryDsl};
use serde::de::DeserializeOwned;

#[derive(QueryableByName)]
struct Json {
    #[diesel(sql_type = Text)]
    json: String,
}

/// The rows of a SELECT, by the names of their columns.
pub fn rows<T: DeserializeOwned>(url: &str, select: &str) -> Result<Vec<T>> {
    let mut connection = PgConnection::establish(url).map_err(|e| anyhow!("{e}"))?;
    let whole = format!("SELECT coalesce(json_agg(r), '[]')::text AS json FROM ({select}) r");
    let answer: Json = diesel::sql_query(whole).get_result(&mut connection)?;
    serde_json::from_str(&answer.json).context("rows of another shape")
}

/// The one number that a SELECT gives under the name `n`.
pub fn number(url: &str, select: &str) -> Result<i64> {
    #[derive(serde::Deserialize)]
    struct One {
        n: i64,
    }
    let rows: Vec<One> = rows(url, select)?;
    Ok(rows.first().context("no row")?.n)
}

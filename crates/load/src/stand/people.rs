//! People and their tokens.

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, anyhow};
use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::json;

use super::Stand;
use super::seed::id;
use tutti_client::{Http, request};

/// The owner's address.
pub const OWNER: &str = "owner@example.com";
/// The owner's password.
pub const PASSWORD: &str = "correct horse battery";
/// Colleagues beside the owner: a person may hold 50 sockets, and 1 000 are wanted.
const COLLEAGUES: u64 = 24;

/// Somebody with a session.
#[derive(Clone, Debug)]
pub struct StandUser {
    pub user: String,
    /// Their session's.
    pub session: String,
}

/// Makes the owner, as a person would.
pub async fn sign_up(stand: &mut Stand) -> Result<()> {
    let mut http = Http::open(stand.addr).await?;
    let body = json!({"email": OWNER, "password": PASSWORD, "name": "Olga Owner"}).to_string();
    let answer = http
        .json(&request("POST", "/api/v1/auth/register", None, "", &body))
        .await?;
    let user = answer.pointer("/user/id").and_then(|v| v.as_str());
    let user = user.context("the sign-up tells no id")?.to_owned();
    let token = answer.get("access_token").and_then(|v| v.as_str());
    let token = token.context("the sign-up gives no token")?;
    let sessions = http
        .json(&request("GET", "/api/v1/me/sessions", Some(token), "", ""))
        .await?;
    let list = sessions.get("items").unwrap_or(&sessions);
    let session = list.pointer("/0/id").and_then(|v| v.as_str());
    stand.people.push(StandUser {
        user,
        session: session.context("no session is listed")?.to_owned(),
    });
    Ok(())
}

/// Adds colleagues by SQL, since each sign-up costs a password's hashing.
pub fn add_colleagues(stand: &mut Stand) -> Result<()> {
    let mut sql = String::from("BEGIN;");
    for n in 1..=COLLEAGUES {
        let (user, session) = (id(2, n, 0), id(3, n, 0));
        sql.push_str(&format!(
            "INSERT INTO users (id, email, name) VALUES ('{user}', 'colleague{n}@example.com', 'Colleague {n}');
             INSERT INTO sessions (id, user_id, user_agent, expires_at) VALUES ('{session}', '{user}', 'bench', now() + interval '1 day');"
        ));
        stand.people.push(StandUser { user, session });
    }
    sql.push_str("COMMIT;");
    run_sql(&stand.postgres.url("tutti"), &sql)
}

/// Makes everybody of the stand a member of every workspace.
pub fn enroll(stand: &Stand, most: u32) -> Result<()> {
    let people: Vec<String> = stand
        .people
        .iter()
        .map(|p| format!("'{}'", p.user))
        .collect();
    let sql = format!(
        "INSERT INTO workspace_members (workspace_id, user_id, role)
         SELECT w.id, u.id, 'member' FROM (SELECT id FROM workspaces ORDER BY id LIMIT {most}) w CROSS JOIN users u WHERE u.id IN ({}) ON CONFLICT DO NOTHING;
         VACUUM ANALYZE;",
        people.join(", ")
    );
    run_sql(&stand.postgres.url("tutti"), &sql)
}

/// Runs statements as the owner of the database.
pub fn run_sql(url: &str, sql: &str) -> Result<()> {
    let mut connection = PgConnection::establish(url).map_err(|e| anyhow!("{e}"))?;
    for statement in sql.split_inclusive(';').filter(|s| s.trim().len() > 1) {
        connection.batch_execute(statement)?;
    }
    Ok(())
}

/// An access token as the server would make it, but good for an hour.
pub fn token(key: &[u8], person: &StandUser) -> Result<String> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let claims = json!({
        "sub": person.user, "sid": person.session, "iss": "tutti", "aud": "tutti-api", "nbf": now - 5, "exp": now + 3_600,
    });
    let key = EncodingKey::from_secret(key);
    Ok(encode(&Header::new(Algorithm::HS256), &claims, &key)?)
}

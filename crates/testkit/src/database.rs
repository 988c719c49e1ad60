//! A database for each test, copied from a template that is made once for each state of the migrations.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock};
use std::time::{SystemTime, UNIX_EPOCH};

use diesel::connection::SimpleConnection;
use diesel::sql_types::{BigInt, Text};
use diesel::{PgConnection, QueryableByName, RunQueryDsl, sql_query};
use serde_json::Value;
use sha2::{Digest, Sha256};
use tutti_db::connection;

use crate::cluster;

/// Whoever makes the template holds this; the others wait.
const LOCK: i64 = 7_283_192;
/// A database this old was left by a run that was killed.
const STALE_S: u64 = 1_800;
/// Tables that change though nobody changes anything: tokens that are spent, what the instance itself notes and does, the migrations.
const UNSEEN: [&str; 5] = [
    "public.__diesel_schema_migrations",
    "public.__migration_sums",
    "public.instance",
    "public.jobs",
    "public.refresh_tokens",
];
/// The tables that a fingerprint is made of.
static TABLES: OnceLock<Vec<String>> = OnceLock::new();

/// A database of one test's own. It is dropped with this value.
pub struct Database {
    /// Its address, as the superuser, who may take on the app's roles.
    pub url: String,
    name: String,
    /// A database of the same PostgreSQL, from which this one is dropped.
    server: String,
    connection: Mutex<Option<PgConnection>>,
}

#[derive(QueryableByName)]
struct Json {
    #[diesel(sql_type = Text)]
    json: String,
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    datname: String,
}

impl Database {
    /// One with all migrations.
    #[must_use]
    pub fn new() -> Self {
        Self::create(&format!("TEMPLATE {}", template()))
    }

    /// One with nothing in it.
    #[must_use]
    pub fn empty() -> Self {
        Self::create("TEMPLATE template0")
    }

    /// One with all migrations on another PostgreSQL, which is what is tested there.
    #[must_use]
    pub fn on(server: &str) -> Self {
        let database = Self::create_on(server, "TEMPLATE template0");
        tutti_db::migrations::run(&database.url).unwrap();
        database
    }

    /// One with all that is in this one, to which no server may be connected.
    #[must_use]
    pub fn copy(&self) -> Self {
        // PostgreSQL copies no database that somebody is connected to.
        self.connection.lock().unwrap().take();
        Self::create_on(&self.server, &format!("TEMPLATE {}", self.name))
    }

    fn create(from: &str) -> Self {
        Self::create_on(cluster::url(), from)
    }

    fn create_on(server: &str, from: &str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let n = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("t_{}_{}_{n}", now(), std::process::id());
        connection::establish(server)
            .unwrap()
            .batch_execute(&format!("CREATE DATABASE {name} {from}"))
            .unwrap();
        Self {
            url: cluster::with_database(server, &name),
            name,
            server: server.to_owned(),
            connection: Mutex::default(),
        }
    }

    /// A connection of one's own, as the superuser.
    #[must_use]
    pub fn connect(&self) -> PgConnection {
        connection::establish(&self.url).unwrap()
    }

    fn with<T>(&self, work: impl FnOnce(&mut PgConnection) -> T) -> T {
        let mut kept = self.connection.lock().unwrap();
        work(kept.get_or_insert_with(|| connection::establish(&self.url).unwrap()))
    }

    /// Runs statements, past all policies.
    pub fn run(&self, sql: &str) {
        self.with(|connection| {
            connection
                .batch_execute(sql)
                .unwrap_or_else(|e| panic!("{sql}: {e}"))
        });
    }

    /// Every table but those of [`UNSEEN`], and of a partitioned one the whole.
    fn tables(&self) -> Vec<String> {
        let found = self.rows(
            "SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname IN ('public', 'stream') AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1",
        );
        let names = found.iter().filter_map(|row| row["name"].as_str());
        let seen = names.filter(|name| !UNSEEN.contains(name));
        seen.map(str::to_owned).collect()
    }

    /// The rows of a query as JSON objects, past all policies.
    #[must_use]
    pub fn rows(&self, query: &str) -> Vec<Value> {
        let wrapped = format!("SELECT coalesce(json_agg(r), '[]')::text AS json FROM ({query}) r");
        let found: Json = self.with(|connection| {
            sql_query(&wrapped)
                .get_result(connection)
                .unwrap_or_else(|e| panic!("{query}: {e}"))
        });
        serde_json::from_str(&found.json).unwrap()
    }

    /// The one number of a query.
    #[must_use]
    pub fn number(&self, query: &str) -> i64 {
        let wrapped = format!("SELECT ({query})::bigint AS number");
        let found: Number = self.with(|connection| {
            sql_query(&wrapped)
                .get_result(connection)
                .unwrap_or_else(|e| panic!("{query}: {e}"))
        });
        found.number
    }

    /// How much there is in each table that a request can write to: what a refused one must leave as it is.
    #[must_use]
    pub fn fingerprint(&self) -> Value {
        let tables = TABLES.get_or_init(|| self.tables());
        let hashes: Vec<String> = tables
            .iter()
            .map(|table| {
                format!("(SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {table} t) AS \"{table}\"")
            })
            .collect();
        self.rows(&format!("SELECT {}", hashes.join(", ")))
            .remove(0)
    }
}

impl Default for Database {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let drop = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        // A test that fails unwinds through here; what is left is dropped by a later run.
        if let Ok(mut admin) = connection::establish(&self.server) {
            let _ = admin.batch_execute(&drop);
        }
    }
}

fn admin() -> PgConnection {
    connection::establish(cluster::url()).unwrap()
}

fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs()
}

/// The name of the template, which there is once this returns.
fn template() -> &'static str {
    static NAME: OnceLock<String> = OnceLock::new();
    NAME.get_or_init(|| {
        let name = format!("tutti_template_{}", migrations_hash());
        let mut admin = admin();
        admin
            .batch_execute(&format!("SELECT pg_advisory_lock({LOCK})"))
            .unwrap();
        drop_stale(&mut admin);
        let there = databases(&mut admin, &name);
        if there.is_empty() {
            make_template(&mut admin, &name);
        }
        // The lock ends with the connection.
        name
    })
}

/// Under another name until it is whole, so that a killed run leaves no half of one.
fn make_template(admin: &mut PgConnection, name: &str) {
    for old in databases(admin, "tutti\\_template\\_%") {
        admin
            .batch_execute(&format!(
                "ALTER DATABASE {old} IS_TEMPLATE false; DROP DATABASE {old} WITH (FORCE)"
            ))
            .or_else(|_| {
                admin.batch_execute(&format!("DROP DATABASE IF EXISTS {old} WITH (FORCE)"))
            })
            .unwrap();
    }
    let raw = format!("raw_{name}");
    admin
        .batch_execute(&format!("DROP DATABASE IF EXISTS {raw} WITH (FORCE)"))
        .unwrap();
    admin
        .batch_execute(&format!("CREATE DATABASE {raw} TEMPLATE template0"))
        .unwrap();
    tutti_db::migrations::run(&cluster::with_database(cluster::url(), &raw)).unwrap();
    admin
        .batch_execute(&format!("ALTER DATABASE {raw} RENAME TO {name}"))
        .unwrap();
    admin
        .batch_execute(&format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false"))
        .unwrap();
}

fn databases(admin: &mut PgConnection, like: &str) -> Vec<String> {
    let found: Vec<Name> = sql_query("SELECT datname::text FROM pg_database WHERE datname LIKE $1")
        .bind::<Text, _>(like)
        .load(admin)
        .unwrap();
    found.into_iter().map(|row| row.datname).collect()
}

fn drop_stale(admin: &mut PgConnection) {
    for name in databases(admin, "t\\_%\\_%\\_%") {
        let made = name.split('_').nth(1).and_then(|s| s.parse::<u64>().ok());
        if made.is_some_and(|made| made + STALE_S < now()) {
            let _ = admin.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}

fn migrations_hash() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .flat_map(|entry| fs::read_dir(entry.unwrap().path()).unwrap())
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let mut hash = Sha256::new();
    for file in files {
        hash.update(file.to_string_lossy().as_bytes());
        hash.update(fs::read(&file).unwrap());
    }
    hex::encode(&hash.finalize()[..8])
}

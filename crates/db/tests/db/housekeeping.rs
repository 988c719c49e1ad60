//! What is forgotten, and what is not.

use serde_json::json;
use tutti_db::models::housekeeping::CHORES;
use tutti_testkit::Database;

#[test]
fn tokens_and_sessions_that_nobody_can_use_are_forgotten() {
    let database = Database::new();
    database.run(
        "INSERT INTO users (id, email, name) VALUES ('0190a0a0-0000-7000-8000-000000000001', 'a@example.com', 'A');
         INSERT INTO sessions (id, user_id, user_agent, expires_at, revoked_at)
            SELECT gen_random_uuid(), u.id, s.agent, now() + s.expires, now() - s.revoked FROM users u, (VALUES
                ('alive', '1 day'::interval, NULL::interval), ('just lapsed', '-1 hour', NULL), ('lapsed', '-25 hours', NULL),
                ('just ended', '1 day', '1 hour'), ('ended', '1 day', '31 days')) s (agent, expires, revoked);
         INSERT INTO refresh_tokens (token_hash, session_id, created_at, spent_at)
            SELECT sha256(t.n::text::bytea), s.id, now() - t.made, now() - t.spent FROM sessions s, (VALUES
                (1, '29 days'::interval, NULL::interval), (2, '31 days', NULL), (3, '60 days', '29 days'), (4, '60 days', '31 days')) t (n, made, spent)
            WHERE s.user_agent = 'alive';
         INSERT INTO refresh_tokens (token_hash, session_id) SELECT sha256('lapsed'), id FROM sessions WHERE user_agent = 'lapsed'",
    );
    let mut connection = database.connect();
    for (what, chore) in CHORES {
        assert!(!chore(&mut connection).unwrap(), "{what} has more to do");
    }
    let left = database.rows("SELECT user_agent FROM sessions ORDER BY user_agent");
    let named = ["alive", "just ended", "just lapsed"].map(|name| json!({ "user_agent": name }));
    assert_eq!(left, named);
    let left = database.rows(
        "SELECT n FROM unnest('{1,2,3,4}'::int[]) n JOIN refresh_tokens ON token_hash = sha256(n::text::bytea) ORDER BY n",
    );
    assert_eq!(left, [json!({"n": 1}), json!({"n": 3})]);
    assert_eq!(database.number("SELECT count(*) FROM refresh_tokens"), 2);
}

DROP FUNCTION gate.log_account(uuid, text, jsonb);
DROP TABLE idempotency_keys, account_log, refresh_tokens, sessions, password_resets, credentials, users, instance;

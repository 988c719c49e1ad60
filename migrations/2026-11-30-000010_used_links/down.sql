-- Without the column a used link would be one that can be used.
DELETE FROM password_resets WHERE spent_at IS NOT NULL;
ALTER TABLE password_resets DROP COLUMN spent_at;

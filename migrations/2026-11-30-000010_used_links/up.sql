-- Whoever uses a link and is not told that it did sends the same again. So what it was used for is known until it lapses.
ALTER TABLE password_resets ADD COLUMN spent_at timestamptz;
COMMENT ON COLUMN password_resets.spent_at IS 'When the link was used; absent where it can be used still.';

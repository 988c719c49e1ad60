-- A create with the client's own id is found by that id when it comes again, as it is then. So its key is kept without an answer.
ALTER TABLE idempotency_keys ALTER answer DROP NOT NULL;
COMMENT ON TABLE idempotency_keys IS 'Requests already done, for 24 hours, written with the change they made.';
COMMENT ON COLUMN idempotency_keys.answer IS 'The answer''s body, JSON; absent where a repetition is answered with what was made, as it is then.';

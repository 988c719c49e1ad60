-- Their ids still make such a request happen once.
DELETE FROM idempotency_keys WHERE answer IS NULL;
ALTER TABLE idempotency_keys ALTER answer SET NOT NULL;
COMMENT ON TABLE idempotency_keys IS 'Answers already given, for 24 hours, written with the change they answer.';
COMMENT ON COLUMN idempotency_keys.answer IS 'The answer''s body, JSON.';

-- The newest erasure epoch. Content that was composed in an earlier one is never referred to by anything new.
CREATE TABLE content_epoch (
  is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
  epoch bigint NOT NULL
);
INSERT INTO content_epoch (epoch) VALUES (0);

-- What was erased, or is to be. `sequence` is set once the tombstone is in the record, `done_at` once nothing is left of
-- what was composed before `epoch`.
CREATE TABLE erasures (
  id text PRIMARY KEY,
  epoch bigint NOT NULL UNIQUE,
  scope_kind text NOT NULL CHECK (scope_kind IN ('invocation', 'session', 'user')),
  scope_id text NOT NULL,
  user_id text NOT NULL,
  reason text NOT NULL,
  actor json NOT NULL,
  requested_at timestamptz(3) NOT NULL,
  journal_id text,
  sequence bigint,
  done_at timestamptz(3)
);
CREATE INDEX erasures_user ON erasures (user_id);

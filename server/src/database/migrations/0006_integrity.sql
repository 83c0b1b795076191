-- Signed statements of how far every chain is. `body` is JSON, and signed as it stands (Ed25519).
CREATE TABLE checkpoints (
  id text PRIMARY KEY,
  at timestamptz(3) NOT NULL,
  body text NOT NULL,
  signature bytea NOT NULL
);
CREATE INDEX checkpoints_time ON checkpoints (at, id);

-- Who opened, searched or exported what. The text that was searched for is sealed.
CREATE TABLE access_log (
  access_id text NOT NULL,
  at timestamptz(3) NOT NULL,
  actor json NOT NULL,
  action text NOT NULL,
  target_kind text,
  target_id text,
  detail json,
  key_id uuid,
  commitment bytea,
  box bytea,
  journal_id text NOT NULL,
  sequence bigint NOT NULL,
  PRIMARY KEY (access_id, at)
) PARTITION BY RANGE (at);
CREATE INDEX access_log_time ON access_log (at);
CREATE INDEX access_log_target ON access_log (target_id, at);
CREATE TABLE access_log_default PARTITION OF access_log DEFAULT;

-- Which event of a chain holds this line. `journal_id` is set once the event is durable, `sequence` once it is shipped.
ALTER TABLE administration_log ADD COLUMN journal_id text, ADD COLUMN sequence bigint;
CREATE INDEX administration_log_unchained ON administration_log (id) WHERE journal_id IS NULL;

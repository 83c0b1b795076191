-- Payloads are sealed from here on and kept as content and manifests; events are kept verbatim, in chains.

DO $$ BEGIN
  IF EXISTS (SELECT FROM payload_parts) THEN
    RAISE EXCEPTION 'This database holds payloads of a version from before payloads were encrypted: start with an empty one.';
  END IF;
END $$;
DROP TABLE payload_parts;

-- The hash of the chain after the event `shipped_sequence`, and the newest erasure epoch that the journal keeps to.
ALTER TABLE journals ADD COLUMN chain_hash bytea, ADD COLUMN content_epoch bigint NOT NULL DEFAULT 0;

-- Runs of events, byte for byte (audit/integrity/chain-block.ts). `at` is when they were shipped, so that no event goes
-- before the row that was made of it.
CREATE TABLE chain_blocks (
  journal_id text NOT NULL,
  first_sequence bigint NOT NULL,
  last_sequence bigint NOT NULL,
  at timestamptz(3) NOT NULL,
  -- The chain's hash before the first and after the last of them.
  previous_hash bytea NOT NULL,
  last_hash bytea NOT NULL,
  entries bytea NOT NULL,
  PRIMARY KEY (journal_id, first_sequence, at)
) PARTITION BY RANGE (at);
ALTER TABLE chain_blocks ALTER COLUMN entries SET STORAGE EXTERNAL;
CREATE TABLE chain_blocks_default PARTITION OF chain_blocks DEFAULT;

-- The sealed content of one event of a call: `kind` is the event's (`open`: the request, `captured` and `settle`: the
-- answer). A manifest refers to the content of `open` events of the same user and partition, by their request id.
CREATE TABLE payload_contents (
  request_id text NOT NULL,
  at timestamptz(3) NOT NULL,
  journal_id text NOT NULL,
  sequence bigint NOT NULL,
  kind text NOT NULL,
  epoch bigint NOT NULL,
  key_id uuid NOT NULL,
  commitment bytea NOT NULL,
  box bytea NOT NULL
) PARTITION BY RANGE (at);
CREATE INDEX payload_contents_call ON payload_contents (request_id);
ALTER TABLE payload_contents ALTER COLUMN box SET STORAGE EXTERNAL;
CREATE TABLE payload_contents_default PARTITION OF payload_contents DEFAULT;

-- Data keys, wrapped by the master key: what journals brought.
CREATE TABLE data_keys (
  id uuid PRIMARY KEY,
  master_key_id text NOT NULL,
  wrapped bytea NOT NULL,
  journal_id text NOT NULL,
  sequence bigint NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);

-- What all replicas have in common, wrapped by the master key: `index`, `signing`. `public` is for anybody to read.
CREATE TABLE secrets (
  name text PRIMARY KEY,
  master_key_id text NOT NULL,
  wrapped bytea NOT NULL,
  public text,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);

-- Makes the partition of `table_name` for the `unit` (`month` or `week`, UTC) of `moment` if it is not there, and moves
-- what the default partition already holds of that time. True when it was made.
CREATE FUNCTION ensure_partition(table_name text, unit text, moment timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  first_day timestamptz := date_trunc(unit, moment, 'UTC');
  next_day timestamptz := date_trunc(unit, first_day + CASE unit WHEN 'month' THEN interval '32 days' ELSE interval '8 days' END, 'UTC');
  partition_name text := table_name || to_char(first_day AT TIME ZONE 'UTC', CASE unit WHEN 'month' THEN '_YYYY_MM' ELSE '_YYYY_MM_DD' END);
BEGIN
  IF to_regclass(partition_name) IS NOT NULL THEN RETURN false; END IF;
  PERFORM pg_advisory_xact_lock(7236003);
  IF to_regclass(partition_name) IS NOT NULL THEN RETURN false; END IF;
  EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', partition_name, table_name);
  EXECUTE format('ALTER TABLE %I ADD CONSTRAINT span CHECK (at >= %L AND at < %L)', partition_name, first_day, next_day);
  EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', table_name || '_default');
  EXECUTE format(
    'WITH moved AS (DELETE FROM %I WHERE at >= %L AND at < %L RETURNING *) INSERT INTO %I SELECT * FROM moved',
    table_name || '_default', first_day, next_day, partition_name);
  EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', table_name, partition_name, first_day, next_day);
  RETURN true;
END $$;
DROP FUNCTION ensure_month;

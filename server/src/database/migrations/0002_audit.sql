-- The record: written by the shipper alone, from the events of journals; read by the admin API.
--
-- `at` is the time inside `request_id`, so a request id alone leads to its partition. JSON is kept as `json`, not
-- `jsonb`: it is returned as it was written, escapes such as \u0000 included, which `jsonb` refuses.
-- Columns are wider than the words they hold today: an odd value must not keep a call out of the record.

-- How far each journal has been shipped. The events of `held_sequences` are not in the other tables yet, although they
-- stand before `shipped_sequence`: opens that wait for their settle. `version` counts the batches.
CREATE TABLE journals (
  id text PRIMARY KEY,
  host text NOT NULL,
  shipped_sequence bigint NOT NULL DEFAULT 0,
  held_sequences bigint[] NOT NULL DEFAULT '{}',
  version bigint NOT NULL DEFAULT 0,
  state text NOT NULL DEFAULT 'live' CHECK (state IN ('live', 'closed')),
  lease_until timestamptz(3) NOT NULL,
  started_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX journals_live ON journals (lease_until) WHERE state = 'live';

CREATE TABLE invocations (
  request_id text NOT NULL,
  at timestamptz(3) NOT NULL,
  trace_id text,
  session_id text,
  client_request_id text,
  user_id text,
  user_email text,
  instance_id text,
  instance_name text,
  key_id text,
  key_prefix text,
  client_address text,
  user_agent text,
  protocol text NOT NULL,
  endpoint text NOT NULL,
  stream boolean,
  requested_model text,
  selected_model text,
  final_model text,
  provider_id text,
  provider_name text,
  provider_model text,
  route text,
  decision text,
  policy_version bigint,
  explanation json NOT NULL,
  hits json NOT NULL,
  -- The rules of `hits`, each once.
  rules text[] NOT NULL,
  scanned json,
  queue_ms double precision,
  scan_ms double precision,
  journal_id text NOT NULL,
  sequence bigint NOT NULL,
  -- From here on what the settle knows; while a call is open only `status` and `attempts` are known.
  status text NOT NULL,
  attempts json NOT NULL,
  settled_at timestamptz(3),
  http_status integer,
  error_code text,
  error_detail text,
  provider_request_id text,
  record_ms double precision,
  first_token_ms double precision,
  total_ms double precision,
  input_tokens bigint,
  cached_input_tokens bigint,
  cache_write_tokens bigint,
  output_tokens bigint,
  reasoning_tokens bigint,
  prompt_tokens bigint,
  completion_tokens bigint,
  total_tokens bigint,
  usage_estimated boolean,
  usage_reported json,
  cost_kind text,
  cost_currency text,
  cost_amount numeric,
  cost_classes json,
  price_version bigint,
  settle_journal_id text,
  settle_sequence bigint,
  PRIMARY KEY (request_id, at)
) PARTITION BY RANGE (at);
CREATE INDEX invocations_time ON invocations (at, request_id);
CREATE INDEX invocations_user ON invocations (user_id, at, request_id);
CREATE INDEX invocations_instance ON invocations (instance_id, at, request_id);
CREATE INDEX invocations_key ON invocations (key_id, at, request_id);
CREATE INDEX invocations_model ON invocations (final_model, at, request_id);
CREATE INDEX invocations_provider ON invocations (provider_id, at, request_id);
CREATE INDEX invocations_status ON invocations (status, at, request_id);
CREATE INDEX invocations_decision ON invocations (decision, at, request_id);
CREATE INDEX invocations_trace ON invocations (trace_id, user_id, at, request_id);
CREATE INDEX invocations_session ON invocations (session_id, user_id, at, request_id);
CREATE INDEX invocations_open ON invocations (journal_id) WHERE status = 'open';
CREATE INDEX invocations_rules ON invocations USING gin (rules);
CREATE TABLE invocations_default PARTITION OF invocations DEFAULT;

-- Payloads as they were journalled. The parts of one payload follow each other in (sequence, part).
CREATE TABLE payload_parts (
  request_id text NOT NULL,
  at timestamptz(3) NOT NULL,
  payload text NOT NULL,
  journal_id text NOT NULL,
  sequence bigint NOT NULL,
  part integer NOT NULL,
  encoding text NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (request_id, at, payload, journal_id, sequence, part)
) PARTITION BY RANGE (at);
ALTER TABLE payload_parts ALTER COLUMN bytes SET STORAGE EXTERNAL;
CREATE TABLE payload_parts_default PARTITION OF payload_parts DEFAULT;

-- Money, one entry for each priced call; a correction is a further entry that holds the difference.
CREATE TABLE ledger (
  request_id text NOT NULL,
  at timestamptz(3) NOT NULL,
  journal_id text NOT NULL,
  sequence bigint NOT NULL,
  entry text NOT NULL CHECK (entry IN ('charge', 'correction')),
  booked_at timestamptz(3) NOT NULL DEFAULT now(),
  user_id text,
  instance_id text,
  session_id text,
  model text,
  provider_id text,
  route text,
  kind text NOT NULL,
  currency text NOT NULL,
  amount numeric NOT NULL,
  input_amount numeric NOT NULL,
  cached_input_amount numeric NOT NULL,
  cache_write_amount numeric NOT NULL,
  output_amount numeric NOT NULL,
  reasoning_amount numeric NOT NULL,
  input_tokens bigint NOT NULL,
  cached_input_tokens bigint NOT NULL,
  cache_write_tokens bigint NOT NULL,
  output_tokens bigint NOT NULL,
  reasoning_tokens bigint NOT NULL,
  price_version bigint NOT NULL,
  PRIMARY KEY (request_id, at, journal_id, sequence)
) PARTITION BY RANGE (at);
CREATE INDEX ledger_time ON ledger (at);
CREATE TABLE ledger_default PARTITION OF ledger DEFAULT;

-- Settles that came for a call already settled: kept beside it, never put into it.
CREATE TABLE corrections (
  request_id text NOT NULL,
  at timestamptz(3) NOT NULL,
  journal_id text NOT NULL,
  sequence bigint NOT NULL,
  received_at timestamptz(3) NOT NULL DEFAULT now(),
  head json NOT NULL,
  PRIMARY KEY (request_id, at, journal_id, sequence)
) PARTITION BY RANGE (at);
CREATE TABLE corrections_default PARTITION OF corrections DEFAULT;

-- Which call issued a tool call, so that the call that brings its result joins the same trace. `instance_id` is empty
-- for keys that are bound to none.
CREATE TABLE tool_calls (
  user_id text NOT NULL,
  instance_id text NOT NULL,
  tool_call_id text NOT NULL,
  at timestamptz(3) NOT NULL,
  request_id text NOT NULL,
  trace_id text NOT NULL,
  PRIMARY KEY (user_id, instance_id, tool_call_id, at, request_id)
) PARTITION BY RANGE (at);
CREATE TABLE tool_calls_default PARTITION OF tool_calls DEFAULT;

-- Refused strangers who were only counted.
CREATE TABLE denials (
  journal_id text NOT NULL,
  sequence bigint NOT NULL,
  since timestamptz(3) NOT NULL,
  until timestamptz(3) NOT NULL,
  count bigint NOT NULL,
  PRIMARY KEY (journal_id, sequence)
);

-- Events that the tables above would not take: kept whole, so that one of them neither stops the others nor is lost.
CREATE TABLE rejected_events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  journal_id text NOT NULL,
  sequence bigint NOT NULL,
  -- The kind of the event, or `part` for one of its payload's parts.
  kind text NOT NULL,
  head bytea NOT NULL,
  bytes bytea,
  reason text NOT NULL,
  rejected_at timestamptz(3) NOT NULL DEFAULT now()
);

-- Makes the partition of `table_name` for the month of `moment` (UTC) if it is not there, and moves what the default
-- partition already holds of that month. True when it was made.
CREATE FUNCTION ensure_month(table_name text, moment timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  first_day timestamptz := date_trunc('month', moment, 'UTC');
  next_day timestamptz := date_trunc('month', first_day + interval '32 days', 'UTC');
  partition_name text := table_name || to_char(first_day AT TIME ZONE 'UTC', '_YYYY_MM');
BEGIN
  IF to_regclass(partition_name) IS NOT NULL THEN RETURN false; END IF;
  PERFORM pg_advisory_xact_lock(7236003);
  IF to_regclass(partition_name) IS NOT NULL THEN RETURN false; END IF;
  EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', partition_name, table_name);
  EXECUTE format('ALTER TABLE %I ADD CONSTRAINT month CHECK (at >= %L AND at < %L)', partition_name, first_day, next_day);
  EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', table_name || '_default');
  EXECUTE format(
    'WITH moved AS (DELETE FROM %I WHERE at >= %L AND at < %L RETURNING *) INSERT INTO %I SELECT * FROM moved',
    table_name || '_default', first_day, next_day, partition_name);
  EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', table_name, partition_name, first_day, next_day);
  RETURN true;
END $$;

-- What reports need of an entry besides its money. `instead_…`: what the model that was asked for would have cost, of a
-- call that policy sent to another one. Null in entries of before.
ALTER TABLE ledger ADD COLUMN is_estimated boolean, ADD COLUMN is_rerouted boolean, ADD COLUMN cache_savings numeric,
  ADD COLUMN instead_currency text, ADD COLUMN instead_amount numeric;

-- Sums of the record, made in the transaction of the rows that they sum. `unit` is `hour`, `day` and `month` of the report
-- time zone, and `session`: a session's part of a day. An id that a call has none of is ''. What is counted of a call
-- stands under any kind and currency: only amounts are told apart by them. The kind `instead` is no money that was spent.
CREATE TABLE cost_rollups (
  unit text NOT NULL,
  bucket timestamptz(3) NOT NULL,
  session_id text NOT NULL,
  user_id text NOT NULL,
  instance_id text NOT NULL,
  model text NOT NULL,
  provider_id text NOT NULL,
  route text NOT NULL,
  kind text NOT NULL,
  currency text NOT NULL,
  calls bigint NOT NULL,
  completed_calls bigint NOT NULL,
  metered_calls bigint NOT NULL,
  unpriced_calls bigint NOT NULL,
  estimated_calls bigint NOT NULL,
  rerouted_calls bigint NOT NULL,
  input_tokens bigint NOT NULL,
  cached_input_tokens bigint NOT NULL,
  cache_write_tokens bigint NOT NULL,
  output_tokens bigint NOT NULL,
  reasoning_tokens bigint NOT NULL,
  amount numeric NOT NULL,
  input_amount numeric NOT NULL,
  cached_input_amount numeric NOT NULL,
  cache_write_amount numeric NOT NULL,
  output_amount numeric NOT NULL,
  reasoning_amount numeric NOT NULL,
  fee_amount numeric NOT NULL,
  estimated_amount numeric NOT NULL,
  rerouted_amount numeric NOT NULL,
  cache_savings numeric NOT NULL,
  PRIMARY KEY (unit, bucket, session_id, user_id, instance_id, model, provider_id, route, kind, currency)
) WITH (fillfactor = 80);

CREATE INDEX cost_rollups_session ON cost_rollups (session_id) WHERE unit = 'session';

-- The zone of the rollups, and the time of calls up to which they are made: 'infinity' once they are whole.
CREATE TABLE rollup_state (
  is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
  time_zone text NOT NULL,
  built_to timestamptz(3) NOT NULL
);
INSERT INTO rollup_state (time_zone, built_to)
  SELECT 'UTC', CASE WHEN EXISTS (SELECT FROM invocations) OR EXISTS (SELECT FROM ledger) THEN '-infinity' ELSE 'infinity' END::timestamptz;

-- On `day`, 1 `base` was worth `rate` of `currency`.
CREATE TABLE exchange_rates (
  day date NOT NULL,
  currency text NOT NULL,
  base text NOT NULL,
  rate numeric NOT NULL CHECK (rate > 0),
  PRIMARY KEY (day, currency, base)
);

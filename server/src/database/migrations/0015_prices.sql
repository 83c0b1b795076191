-- An end, prices within classes and by the piece, and other prices under conditions. Amounts are texts inside the JSON.
ALTER TABLE prices ADD COLUMN valid_to timestamptz(3) CHECK (valid_to > valid_from);
ALTER TABLE prices ADD COLUMN details jsonb NOT NULL DEFAULT '{}';
ALTER TABLE prices ADD COLUMN units jsonb NOT NULL DEFAULT '{}';
ALTER TABLE prices ADD COLUMN variants jsonb NOT NULL DEFAULT '[]';
ALTER TABLE prices ADD COLUMN source text;

ALTER TABLE invocations ADD COLUMN cost_details json;
ALTER TABLE invocations ADD COLUMN cost_fees json;
ALTER TABLE invocations ADD COLUMN price_variant integer;

ALTER TABLE ledger ADD COLUMN fee_amount numeric NOT NULL DEFAULT 0;
ALTER TABLE ledger ADD COLUMN details jsonb;
ALTER TABLE ledger ADD COLUMN fees jsonb;
ALTER TABLE ledger ADD COLUMN price_variant integer;
-- A correction that changes the currency takes back what is booked in one and books it in the other.
ALTER TABLE ledger DROP CONSTRAINT ledger_pkey;
ALTER TABLE ledger ADD CONSTRAINT ledger_pkey PRIMARY KEY (request_id, at, journal_id, sequence, currency);

-- Prices that were set for the past, and how far the correction of the calls of that time is. `cursor` is the last call
-- that was looked at; who holds the lease works on it, and where the lease is over somebody else goes on from there.
CREATE TABLE price_corrections (
  id text PRIMARY KEY,
  model_id text NOT NULL,
  model text NOT NULL,
  price_version integer NOT NULL,
  from_at timestamptz(3) NOT NULL,
  to_at timestamptz(3) NOT NULL,
  policy_version integer NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'cancelled', 'failed')),
  actor jsonb NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  ended_at timestamptz(3),
  lease_holder text,
  lease_until timestamptz(3),
  is_cancel_asked boolean NOT NULL DEFAULT false,
  cursor_at timestamptz(3),
  cursor_id text,
  calls_total bigint,
  calls_looked_at bigint NOT NULL DEFAULT 0,
  calls_corrected bigint NOT NULL DEFAULT 0,
  reason text
);
CREATE INDEX price_corrections_unfinished ON price_corrections (id) WHERE state IN ('waiting', 'running');

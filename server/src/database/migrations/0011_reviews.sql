-- What people said of recorded hits. The hit is copied, masked as it is: a call goes when its retention is over, and what
-- was learned from it stays.
CREATE TABLE reviews (
  id text PRIMARY KEY,
  request_id text NOT NULL,
  hit integer NOT NULL,
  at timestamptz(3) NOT NULL,
  rule text NOT NULL,
  display_name text NOT NULL,
  category text NOT NULL,
  place text NOT NULL,
  scope text NOT NULL,
  start_at integer NOT NULL,
  end_at integer NOT NULL,
  sample text NOT NULL,
  verdict text NOT NULL CHECK (verdict IN ('right', 'wrong')),
  note text NOT NULL,
  actor jsonb NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  changed_at timestamptz(3) NOT NULL DEFAULT now(),
  applied_as text CHECK (applied_as IN ('except', 'reviewed_text')),
  applied_at timestamptz(3),
  applied_by jsonb,
  revision integer NOT NULL DEFAULT 1,
  CONSTRAINT reviews_once UNIQUE (request_id, hit)
);
CREATE INDEX reviews_rule ON reviews (rule, id);

-- Runs of changed rules over what was recorded. A run lives in one process, which holds the lease of its row: where the
-- lease is over, the process is gone.
CREATE TABLE backtests (
  id text PRIMARY KEY,
  state text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'done', 'cancelled', 'failed', 'interrupted')),
  request json NOT NULL,
  actor jsonb NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  ended_at timestamptz(3),
  lease_until timestamptz(3) NOT NULL,
  is_cancel_asked boolean NOT NULL DEFAULT false,
  progress json NOT NULL,
  result json,
  reason text
);
CREATE INDEX backtests_running ON backtests (lease_until) WHERE state = 'running';

-- How often each rule hit, by day (UTC): written with the rows of the calls that it sums. Rules are few, so a year of it
-- is small, and it outlives the calls.
CREATE TABLE rule_hits (
  day date NOT NULL,
  rule text NOT NULL,
  calls bigint NOT NULL,
  hits bigint NOT NULL,
  last_at timestamptz(3) NOT NULL,
  PRIMARY KEY (rule, day)
);
-- Of calls that were recorded before, each counts as one hit.
INSERT INTO rule_hits (day, rule, calls, hits, last_at)
SELECT (at AT TIME ZONE 'UTC')::date, rule, count(*), count(*), max(at)
FROM invocations, unnest(rules) rule GROUP BY 1, 2;

-- Verifications of the record that somebody asked for, and what they found. `chains` is how far the chains were.
CREATE TABLE verifications (
  id text PRIMARY KEY,
  state text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'done', 'cancelled', 'failed', 'interrupted')),
  actor jsonb NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  ended_at timestamptz(3),
  lease_until timestamptz(3) NOT NULL,
  is_cancel_asked boolean NOT NULL DEFAULT false,
  events_read bigint NOT NULL DEFAULT 0,
  chains json NOT NULL,
  report json,
  reason text
);
-- One at a time: it reads everything there is.
CREATE UNIQUE INDEX verifications_running ON verifications ((true)) WHERE state = 'running';

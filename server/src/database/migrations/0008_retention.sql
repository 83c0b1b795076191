-- What must be kept whatever its retention: everything of a run, a session or a user, until the hold is lifted.
CREATE TABLE legal_holds (
  id text PRIMARY KEY,
  scope_kind text NOT NULL CHECK (scope_kind IN ('trace', 'session', 'user')),
  scope_id text NOT NULL,
  user_id text NOT NULL,
  reason text NOT NULL,
  actor jsonb NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  lifted_at timestamptz(3),
  lift_reason text,
  lift_actor jsonb
);
CREATE INDEX legal_holds_in_force ON legal_holds (user_id) WHERE lifted_at IS NULL;

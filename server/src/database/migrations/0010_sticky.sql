-- What holds calls on the secure path once one was sent there by a rule: a run, a session or an instance of one user.
-- `instance_id` is empty for calls of keys that are bound to no instance. `request_id` is the call that began it.
CREATE TABLE pins (
  id text PRIMARY KEY,
  user_id text NOT NULL,
  instance_id text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('trace', 'session', 'instance')),
  request_id text NOT NULL,
  rule text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  expires_at timestamptz(3) NOT NULL,
  lifted_at timestamptz(3),
  lift_actor jsonb,
  lift_reason text,
  changed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX pins_scope ON pins (user_id, instance_id, expires_at);
CREATE INDEX pins_expiry ON pins (expires_at);

-- The calls under a pin: which run and session they are of, and what tells their texts when others carry them. `marks` is
-- sealed; null while it has not come, and then the pin counts for the whole instance.
CREATE TABLE pin_entries (
  pin_id text NOT NULL REFERENCES pins (id) ON DELETE CASCADE,
  request_id text NOT NULL,
  part text NOT NULL CHECK (part IN ('request', 'answer')),
  trace_id text NOT NULL,
  session_id text NOT NULL,
  marks bytea,
  changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (pin_id, request_id, part)
);
CREATE INDEX pin_entries_request ON pin_entries (request_id);

-- The call that began the pin which held this one.
ALTER TABLE invocations ADD COLUMN pinned_by text;

-- One row of settings that decide calls; it is part of the policy.
INSERT INTO settings (name, value) VALUES ('sticky', '{"sticky": "none", "sticky_ttl_s": 604800}');

-- Texts that were read and found harmless, by the hash of what is left when numbers, dates and UUIDs are masked.
CREATE TABLE reviewed_texts (
  id text PRIMARY KEY,
  hash text NOT NULL UNIQUE CHECK (hash ~ '^[0-9a-f]{64}$'),
  length integer NOT NULL,
  preview text NOT NULL,
  note text NOT NULL,
  reviewed_by text NOT NULL,
  reviewed_at timestamptz(3) NOT NULL DEFAULT now()
);

-- The policy: who may call, what can be called, on which terms, and by which rules.
-- These tables are where it is changed; `policy_versions` keeps what it was, version by version.
-- `revision` counts the changes of one row, so that two people changing the same thing are noticed.

CREATE TABLE users (
  id text PRIMARY KEY,
  email text NOT NULL,
  name text NOT NULL,
  role text NOT NULL CHECK (role IN ('admin', 'auditor', 'member')),
  is_active boolean NOT NULL DEFAULT true,
  managed_by_file boolean NOT NULL DEFAULT false,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX users_email ON users (lower(trim(email)));

CREATE TABLE instances (
  id text PRIMARY KEY,
  name text NOT NULL,
  kind text NOT NULL,
  owner_id text NOT NULL REFERENCES users (id),
  block_form text CHECK (block_form IN ('error', 'message')),
  is_active boolean NOT NULL DEFAULT true,
  managed_by_file boolean NOT NULL DEFAULT false,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX instances_name ON instances (lower(trim(name)));
CREATE INDEX instances_owner ON instances (owner_id);

-- A key's secret is shown once and never stored: only its SHA-256 (lower-case hex) and its first characters.
-- A key is never deleted and its hash never changes; another secret is another key.
-- `revoked_by_file` tells a key that left the configuration file, and may come back with it, from one an administrator
-- revoked, which may not.
CREATE TABLE keys (
  id text PRIMARY KEY,
  name text NOT NULL,
  prefix text NOT NULL,
  secret_hash text NOT NULL UNIQUE CHECK (secret_hash ~ '^[0-9a-f]{64}$'),
  user_id text NOT NULL REFERENCES users (id),
  instance_id text REFERENCES instances (id),
  block_form text CHECK (block_form IN ('error', 'message')),
  include_usage text NOT NULL DEFAULT 'requested' CHECK (include_usage IN ('requested', 'always')),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  expires_at timestamptz(3),
  revoked_at timestamptz(3),
  revoked_by_file boolean NOT NULL DEFAULT false,
  managed_by_file boolean NOT NULL DEFAULT false,
  revision integer NOT NULL DEFAULT 1
);
CREATE INDEX keys_user ON keys (user_id);
CREATE INDEX keys_instance ON keys (instance_id);

-- Personal tokens open the admin API with the role of their user. They are no part of the policy that decides calls.
CREATE TABLE personal_tokens (
  id text PRIMARY KEY,
  user_id text NOT NULL REFERENCES users (id),
  name text NOT NULL,
  prefix text NOT NULL,
  secret_hash text NOT NULL UNIQUE CHECK (secret_hash ~ '^[0-9a-f]{64}$'),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  expires_at timestamptz(3),
  revoked_at timestamptz(3),
  revision integer NOT NULL DEFAULT 1
);
CREATE INDEX personal_tokens_user ON personal_tokens (user_id);

CREATE TABLE providers (
  id text PRIMARY KEY,
  name text NOT NULL,
  protocol text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('hosted', 'local')),
  base_url text NOT NULL,
  -- Where the secret lives (`env:NAME`, `file:/path`), never the secret itself.
  credential text,
  headers jsonb NOT NULL DEFAULT '{}',
  forward_headers jsonb NOT NULL DEFAULT '[]',
  timeouts jsonb NOT NULL,
  inject_usage boolean NOT NULL DEFAULT true,
  on_caller_left text NOT NULL DEFAULT 'cancel' CHECK (on_caller_left IN ('cancel', 'drain')),
  managed_by_file boolean NOT NULL DEFAULT false,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX providers_name ON providers (lower(trim(name)));

CREATE TABLE models (
  id text PRIMARY KEY,
  display_name text NOT NULL,
  provider_id text NOT NULL REFERENCES providers (id),
  provider_model text NOT NULL,
  is_secure boolean NOT NULL,
  is_active boolean NOT NULL,
  position integer NOT NULL,
  base_url text,
  credential text,
  managed_by_file boolean NOT NULL DEFAULT false,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX models_display_name ON models (lower(trim(display_name)));
CREATE INDEX models_provider ON models (provider_id);

-- Per 1,000,000 tokens. A version is never changed; a later one takes over from its `valid_from`.
CREATE TABLE prices (
  model_id text NOT NULL REFERENCES models (id) ON DELETE CASCADE,
  version integer NOT NULL CHECK (version >= 1),
  currency text NOT NULL,
  valid_from timestamptz(3) NOT NULL,
  input numeric NOT NULL CHECK (input >= 0),
  cached_input numeric CHECK (cached_input >= 0),
  cache_write numeric CHECK (cache_write >= 0),
  output numeric NOT NULL CHECK (output >= 0),
  reasoning numeric CHECK (reasoning >= 0),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (model_id, version)
);

-- To everyone when both `user_id` and `instance_id` are null.
CREATE TABLE grants (
  id text PRIMARY KEY,
  model_id text NOT NULL REFERENCES models (id) ON DELETE CASCADE,
  user_id text REFERENCES users (id),
  instance_id text REFERENCES instances (id),
  managed_by_file boolean NOT NULL DEFAULT false,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  CHECK (user_id IS NULL OR instance_id IS NULL)
);
CREATE UNIQUE INDEX grants_once ON grants (model_id, coalesce(user_id, ''), coalesce(instance_id, ''));

-- Rules of the company's own, whole, as the contract's `Rule`.
CREATE TABLE rules (
  id text PRIMARY KEY,
  definition jsonb NOT NULL,
  managed_by_file boolean NOT NULL DEFAULT false,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);

-- What an administrator changed on built-in rules, as the contract's `RuleOverride`. A new release never touches it.
CREATE TABLE rule_overrides (
  id text PRIMARY KEY,
  definition jsonb NOT NULL,
  managed_by_file boolean NOT NULL DEFAULT false,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);

-- Every set of built-in rules that was ever in force here, by its hash.
CREATE TABLE built_in_rule_sets (
  hash text PRIMARY KEY,
  rules jsonb NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);

CREATE TABLE settings (
  name text PRIMARY KEY,
  value jsonb NOT NULL,
  managed_by_file boolean NOT NULL DEFAULT false,
  revision integer NOT NULL DEFAULT 1
);

-- Everything that decided calls under one number, without secrets. Kept for ever.
CREATE TABLE policy_versions (
  version integer PRIMARY KEY CHECK (version >= 1),
  document jsonb NOT NULL,
  -- SHA-256 of the document's canonical text without its number: equal content gets no new version.
  content_hash text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  actor jsonb NOT NULL,
  reason text
);

-- One row. Whoever changes the policy locks it first, so that versions commit in the order of their numbers.
CREATE TABLE policy_head (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  version integer NOT NULL,
  built_in_rules text REFERENCES built_in_rule_sets (hash)
);
INSERT INTO policy_head (version) VALUES (0);

-- Who changed what. `before` and `after` hold the fields that the admin API shows: never a secret, nor its hash.
CREATE TABLE administration_log (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz(3) NOT NULL DEFAULT now(),
  actor jsonb NOT NULL,
  action text NOT NULL,
  target_kind text NOT NULL,
  target_id text NOT NULL,
  before jsonb,
  after jsonb,
  reason text,
  policy_version integer NOT NULL
);
CREATE INDEX administration_log_target ON administration_log (target_kind, target_id);

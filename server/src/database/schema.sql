-- Made from the migrations by `npm run schema`; a test holds it equal to them.

CREATE TABLE access_log (
  access_id text NOT NULL,
  at timestamp(3) with time zone NOT NULL,
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
  CONSTRAINT access_log_pkey PRIMARY KEY (access_id, at)
) PARTITION BY RANGE (at);
CREATE INDEX access_log_target ON public.access_log USING btree (target_id, at);
CREATE INDEX access_log_time ON public.access_log USING btree (at);

CREATE TABLE access_log_default PARTITION OF access_log DEFAULT;

CREATE TABLE administration_log (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  at timestamp(3) with time zone NOT NULL DEFAULT now(),
  actor jsonb NOT NULL,
  action text NOT NULL,
  target_kind text NOT NULL,
  target_id text NOT NULL,
  before jsonb,
  after jsonb,
  reason text,
  policy_version integer NOT NULL,
  journal_id text,
  sequence bigint,
  CONSTRAINT administration_log_pkey PRIMARY KEY (id)
);
CREATE INDEX administration_log_target ON public.administration_log USING btree (target_kind, target_id);
CREATE INDEX administration_log_unchained ON public.administration_log USING btree (id) WHERE (journal_id IS NULL);

CREATE TABLE answers (
  fingerprint bytea NOT NULL,
  at timestamp(3) with time zone NOT NULL,
  request_id text NOT NULL,
  trace_id text NOT NULL,
  session_id text NOT NULL,
  CONSTRAINT answers_pkey PRIMARY KEY (fingerprint, at, request_id)
) PARTITION BY RANGE (at);

CREATE TABLE answers_default PARTITION OF answers DEFAULT;

CREATE TABLE backtests (
  id text NOT NULL,
  state text NOT NULL DEFAULT 'running'::text,
  request json NOT NULL,
  actor jsonb NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  ended_at timestamp(3) with time zone,
  lease_until timestamp(3) with time zone NOT NULL,
  is_cancel_asked boolean NOT NULL DEFAULT false,
  progress json NOT NULL,
  result json,
  reason text,
  CONSTRAINT backtests_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'cancelled'::text, 'failed'::text, 'interrupted'::text]))),
  CONSTRAINT backtests_pkey PRIMARY KEY (id)
);
CREATE INDEX backtests_running ON public.backtests USING btree (lease_until) WHERE (state = 'running'::text);

CREATE TABLE budget_accounts (
  budget_id text NOT NULL,
  subject text NOT NULL,
  period_from timestamp(3) with time zone NOT NULL,
  recalled_at timestamp(3) with time zone,
  CONSTRAINT budget_accounts_pkey PRIMARY KEY (budget_id, subject, period_from)
);

CREATE TABLE budget_alerts (
  id text NOT NULL,
  budget_id text NOT NULL,
  subject text NOT NULL,
  period_from timestamp(3) with time zone NOT NULL,
  share numeric NOT NULL,
  spent numeric NOT NULL,
  body jsonb NOT NULL,
  at timestamp(3) with time zone NOT NULL DEFAULT now(),
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamp(3) with time zone,
  delivered_at timestamp(3) with time zone,
  problem text,
  CONSTRAINT budget_alerts_pkey PRIMARY KEY (id),
  CONSTRAINT budget_alerts_budget_id_subject_period_from_share_key UNIQUE (budget_id, subject, period_from, share)
);
CREATE INDEX budget_alerts_due ON public.budget_alerts USING btree (next_attempt_at) WHERE (next_attempt_at IS NOT NULL);

CREATE TABLE budget_leases (
  budget_id text NOT NULL,
  subject text NOT NULL,
  period_from timestamp(3) with time zone NOT NULL,
  journal_id text NOT NULL,
  granted numeric NOT NULL,
  held numeric NOT NULL,
  reserved numeric NOT NULL,
  renewed_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  CONSTRAINT budget_leases_pkey PRIMARY KEY (budget_id, subject, period_from, journal_id)
);

CREATE TABLE budget_spending (
  budget_id text NOT NULL,
  subject text NOT NULL,
  period_from timestamp(3) with time zone NOT NULL,
  journal_id text NOT NULL,
  spent numeric NOT NULL,
  reserved numeric NOT NULL,
  changed_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  CONSTRAINT budget_spending_pkey PRIMARY KEY (budget_id, subject, period_from, journal_id)
);
CREATE INDEX budget_spending_changed ON public.budget_spending USING btree (changed_at);

CREATE TABLE budgets (
  id text NOT NULL,
  name text NOT NULL,
  scope jsonb NOT NULL,
  measure text NOT NULL,
  "limit" numeric NOT NULL,
  currency text,
  period text NOT NULL,
  is_hard boolean NOT NULL,
  alert_shares jsonb NOT NULL DEFAULT '[]'::jsonb,
  webhook text,
  webhook_secret text,
  is_active boolean NOT NULL DEFAULT true,
  managed_by_file boolean NOT NULL DEFAULT false,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  CONSTRAINT budgets_check CHECK (((measure = 'money'::text) = (currency IS NOT NULL))),
  CONSTRAINT budgets_limit_check CHECK (("limit" >= (0)::numeric)),
  CONSTRAINT budgets_measure_check CHECK ((measure = ANY (ARRAY['requests'::text, 'tokens'::text, 'money'::text]))),
  CONSTRAINT budgets_period_check CHECK ((period = ANY (ARRAY['minute'::text, 'hour'::text, 'day'::text, 'month'::text]))),
  CONSTRAINT budgets_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX budgets_name ON public.budgets USING btree (lower(TRIM(BOTH FROM name)));

CREATE TABLE built_in_rule_sets (
  hash text NOT NULL,
  rules jsonb NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  CONSTRAINT built_in_rule_sets_pkey PRIMARY KEY (hash)
);

CREATE TABLE catalogue_drift (
  model_id text NOT NULL,
  presence text NOT NULL,
  note text,
  repriced jsonb NOT NULL DEFAULT '[]'::jsonb,
  checked_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT catalogue_drift_presence_check CHECK ((presence = ANY (ARRAY['listed'::text, 'gone'::text, 'unknown'::text]))),
  CONSTRAINT catalogue_drift_model_id_fkey FOREIGN KEY (model_id) REFERENCES models(id) ON DELETE CASCADE,
  CONSTRAINT catalogue_drift_pkey PRIMARY KEY (model_id)
);

CREATE TABLE catalogue_drift_checks (
  is_only boolean NOT NULL DEFAULT true,
  started_at timestamp(3) with time zone NOT NULL,
  finished_at timestamp(3) with time zone,
  CONSTRAINT catalogue_drift_checks_is_only_check CHECK (is_only),
  CONSTRAINT catalogue_drift_checks_pkey PRIMARY KEY (is_only)
);

CREATE TABLE chain_blocks (
  journal_id text NOT NULL,
  first_sequence bigint NOT NULL,
  last_sequence bigint NOT NULL,
  at timestamp(3) with time zone NOT NULL,
  previous_hash bytea NOT NULL,
  last_hash bytea NOT NULL,
  entries bytea STORAGE EXTERNAL NOT NULL,
  CONSTRAINT chain_blocks_pkey PRIMARY KEY (journal_id, first_sequence, at)
) PARTITION BY RANGE (at);

CREATE TABLE chain_blocks_default PARTITION OF chain_blocks DEFAULT;

CREATE TABLE checkpoints (
  id text NOT NULL,
  at timestamp(3) with time zone NOT NULL,
  body text NOT NULL,
  signature bytea NOT NULL,
  CONSTRAINT checkpoints_pkey PRIMARY KEY (id)
);
CREATE INDEX checkpoints_time ON public.checkpoints USING btree (at, id);

CREATE TABLE content_epoch (
  is_only boolean NOT NULL DEFAULT true,
  epoch bigint NOT NULL,
  CONSTRAINT content_epoch_is_only_check CHECK (is_only),
  CONSTRAINT content_epoch_pkey PRIMARY KEY (is_only)
);

CREATE TABLE corrections (
  request_id text NOT NULL,
  at timestamp(3) with time zone NOT NULL,
  journal_id text NOT NULL,
  sequence bigint NOT NULL,
  received_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  head json NOT NULL,
  CONSTRAINT corrections_pkey PRIMARY KEY (request_id, at, journal_id, sequence)
) PARTITION BY RANGE (at);

CREATE TABLE corrections_default PARTITION OF corrections DEFAULT;

CREATE TABLE cost_centre_assignments (
  id text NOT NULL,
  subject_kind text NOT NULL,
  subject_id text NOT NULL,
  cost_centre text,
  valid_from date NOT NULL,
  managed_by_file boolean NOT NULL DEFAULT false,
  created_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  CONSTRAINT cost_centre_assignments_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['user'::text, 'group'::text]))),
  CONSTRAINT cost_centre_assignments_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX cost_centre_assignments_once ON public.cost_centre_assignments USING btree (subject_kind, subject_id, valid_from);

CREATE TABLE cost_rollups (
  unit text NOT NULL,
  bucket timestamp(3) with time zone NOT NULL,
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
  CONSTRAINT cost_rollups_pkey PRIMARY KEY (unit, bucket, session_id, user_id, instance_id, model, provider_id, route, kind, currency)
);
CREATE INDEX cost_rollups_session ON public.cost_rollups USING btree (session_id COLLATE "C", bucket) WHERE (unit = 'session'::text);

CREATE TABLE data_keys (
  id uuid NOT NULL,
  master_key_id text NOT NULL,
  wrapped bytea NOT NULL,
  journal_id text NOT NULL,
  sequence bigint NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  CONSTRAINT data_keys_pkey PRIMARY KEY (id)
);

CREATE TABLE denials (
  journal_id text NOT NULL,
  sequence bigint NOT NULL,
  since timestamp(3) with time zone NOT NULL,
  until timestamp(3) with time zone NOT NULL,
  count bigint NOT NULL,
  CONSTRAINT denials_pkey PRIMARY KEY (journal_id, sequence)
);

CREATE TABLE erasures (
  id text NOT NULL,
  epoch bigint NOT NULL,
  scope_kind text NOT NULL,
  scope_id text NOT NULL,
  user_id text NOT NULL,
  reason text NOT NULL,
  actor json NOT NULL,
  requested_at timestamp(3) with time zone NOT NULL,
  journal_id text,
  sequence bigint,
  done_at timestamp(3) with time zone,
  CONSTRAINT erasures_scope_kind_check CHECK ((scope_kind = ANY (ARRAY['invocation'::text, 'session'::text, 'user'::text]))),
  CONSTRAINT erasures_pkey PRIMARY KEY (id),
  CONSTRAINT erasures_epoch_key UNIQUE (epoch)
);
CREATE INDEX erasures_user ON public.erasures USING btree (user_id);

CREATE TABLE exchange_rates (
  day date NOT NULL,
  currency text NOT NULL,
  base text NOT NULL,
  rate numeric NOT NULL,
  CONSTRAINT exchange_rates_rate_check CHECK ((rate > (0)::numeric)),
  CONSTRAINT exchange_rates_pkey PRIMARY KEY (day, currency, base)
);

CREATE TABLE fingerprint_sets (
  id text NOT NULL,
  description text NOT NULL,
  digest text NOT NULL,
  value_count integer NOT NULL,
  sealed bytea NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  changed_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  revision integer NOT NULL DEFAULT 1,
  CONSTRAINT fingerprint_sets_digest_check CHECK ((digest ~ '^[0-9a-f]{64}$'::text)),
  CONSTRAINT fingerprint_sets_pkey PRIMARY KEY (id)
);

CREATE TABLE grants (
  id text NOT NULL,
  model_id text NOT NULL,
  user_id text,
  instance_id text,
  managed_by_file boolean NOT NULL DEFAULT false,
  created_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  group_id text,
  CONSTRAINT grants_to_one CHECK ((num_nonnulls(user_id, group_id, instance_id) <= 1)),
  CONSTRAINT grants_group_id_fkey FOREIGN KEY (group_id) REFERENCES groups(id),
  CONSTRAINT grants_instance_id_fkey FOREIGN KEY (instance_id) REFERENCES instances(id),
  CONSTRAINT grants_model_id_fkey FOREIGN KEY (model_id) REFERENCES models(id) ON DELETE CASCADE,
  CONSTRAINT grants_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT grants_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX grants_once ON public.grants USING btree (model_id, COALESCE(user_id, ''::text), COALESCE(group_id, ''::text), COALESCE(instance_id, ''::text));

CREATE TABLE group_members (
  group_id text NOT NULL,
  user_id text NOT NULL,
  joined_on date NOT NULL,
  left_on date,
  CONSTRAINT group_members_check CHECK ((left_on > joined_on)),
  CONSTRAINT group_members_group_id_fkey FOREIGN KEY (group_id) REFERENCES groups(id),
  CONSTRAINT group_members_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT group_members_pkey PRIMARY KEY (group_id, user_id, joined_on)
);
CREATE UNIQUE INDEX group_members_once ON public.group_members USING btree (group_id, user_id) WHERE (left_on IS NULL);
CREATE INDEX group_members_user ON public.group_members USING btree (user_id);

CREATE TABLE groups (
  id text NOT NULL,
  name text NOT NULL,
  managed_by_file boolean NOT NULL DEFAULT false,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  deleted_at timestamp(3) with time zone,
  CONSTRAINT groups_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX groups_name ON public.groups USING btree (lower(TRIM(BOTH FROM name))) WHERE (deleted_at IS NULL);

CREATE TABLE instances (
  id text NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  owner_id text NOT NULL,
  block_form text,
  is_active boolean NOT NULL DEFAULT true,
  managed_by_file boolean NOT NULL DEFAULT false,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  CONSTRAINT instances_block_form_check CHECK ((block_form = ANY (ARRAY['error'::text, 'message'::text]))),
  CONSTRAINT instances_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id),
  CONSTRAINT instances_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX instances_name ON public.instances USING btree (lower(TRIM(BOTH FROM name)));
CREATE INDEX instances_owner ON public.instances USING btree (owner_id);

CREATE TABLE invocations (
  request_id text NOT NULL,
  at timestamp(3) with time zone NOT NULL,
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
  rules text[] NOT NULL,
  scanned json,
  queue_ms double precision,
  scan_ms double precision,
  journal_id text NOT NULL,
  sequence bigint NOT NULL,
  status text NOT NULL,
  attempts json NOT NULL,
  settled_at timestamp(3) with time zone,
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
  parent_request_id text,
  parent_tool_calls text[],
  new_from integer,
  has_request boolean NOT NULL DEFAULT false,
  pinned_by text,
  answer_scan json,
  answer_rules text[],
  usage_details json,
  usage_units json,
  usage_suspect boolean,
  service_tier text,
  cost_details json,
  cost_fees json,
  price_variant integer,
  CONSTRAINT invocations_pkey PRIMARY KEY (request_id, at)
) PARTITION BY RANGE (at);
CREATE INDEX invocations_answer_rules ON public.invocations USING gin (answer_rules) WHERE (answer_rules IS NOT NULL);
CREATE INDEX invocations_cost ON public.invocations USING btree (cost_currency, cost_amount) WHERE (cost_amount IS NOT NULL);
CREATE INDEX invocations_decision ON public.invocations USING btree (decision, at);
CREATE INDEX invocations_found ON public.invocations USING btree (at) INCLUDE (rules, answer_rules) WHERE ((rules <> '{}'::text[]) OR (answer_rules IS NOT NULL));
CREATE INDEX invocations_instance ON public.invocations USING btree (instance_id, at);
CREATE INDEX invocations_key ON public.invocations USING btree (key_id, at);
CREATE INDEX invocations_model ON public.invocations USING btree (final_model, at);
CREATE INDEX invocations_open ON public.invocations USING btree (journal_id) WHERE (status = 'open'::text);
CREATE INDEX invocations_rules ON public.invocations USING gin (rules);
CREATE INDEX invocations_session ON public.invocations USING btree (session_id, at);
CREATE INDEX invocations_status ON public.invocations USING btree (status, at);
CREATE INDEX invocations_time ON public.invocations USING btree (at) INCLUDE (decision, status, provider_id);
CREATE INDEX invocations_trace ON public.invocations USING btree (trace_id, at);
CREATE INDEX invocations_user ON public.invocations USING btree (user_id, at);

CREATE TABLE invocations_default PARTITION OF invocations DEFAULT;

CREATE TABLE journals (
  id text NOT NULL,
  host text NOT NULL,
  shipped_sequence bigint NOT NULL DEFAULT 0,
  held_sequences bigint[] NOT NULL DEFAULT '{}'::bigint[],
  version bigint NOT NULL DEFAULT 0,
  state text NOT NULL DEFAULT 'live'::text,
  lease_until timestamp(3) with time zone NOT NULL,
  started_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  chain_hash bytea,
  content_epoch bigint NOT NULL DEFAULT 0,
  CONSTRAINT journals_state_check CHECK ((state = ANY (ARRAY['live'::text, 'closed'::text]))),
  CONSTRAINT journals_pkey PRIMARY KEY (id)
);
CREATE INDEX journals_live ON public.journals USING btree (lease_until) WHERE (state = 'live'::text);

CREATE TABLE keys (
  id text NOT NULL,
  name text NOT NULL,
  prefix text NOT NULL,
  secret_hash text NOT NULL,
  user_id text NOT NULL,
  instance_id text,
  block_form text,
  include_usage text NOT NULL DEFAULT 'requested'::text,
  created_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  expires_at timestamp(3) with time zone,
  revoked_at timestamp(3) with time zone,
  revoked_by_file boolean NOT NULL DEFAULT false,
  managed_by_file boolean NOT NULL DEFAULT false,
  revision integer NOT NULL DEFAULT 1,
  CONSTRAINT keys_block_form_check CHECK ((block_form = ANY (ARRAY['error'::text, 'message'::text]))),
  CONSTRAINT keys_include_usage_check CHECK ((include_usage = ANY (ARRAY['requested'::text, 'always'::text]))),
  CONSTRAINT keys_secret_hash_check CHECK ((secret_hash ~ '^[0-9a-f]{64}$'::text)),
  CONSTRAINT keys_instance_id_fkey FOREIGN KEY (instance_id) REFERENCES instances(id),
  CONSTRAINT keys_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT keys_pkey PRIMARY KEY (id),
  CONSTRAINT keys_secret_hash_key UNIQUE (secret_hash)
);
CREATE INDEX keys_instance ON public.keys USING btree (instance_id);
CREATE INDEX keys_user ON public.keys USING btree (user_id);

CREATE TABLE ledger (
  request_id text NOT NULL,
  at timestamp(3) with time zone NOT NULL,
  journal_id text NOT NULL,
  sequence bigint NOT NULL,
  entry text NOT NULL,
  booked_at timestamp(3) with time zone NOT NULL DEFAULT now(),
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
  fee_amount numeric NOT NULL DEFAULT 0,
  details jsonb,
  fees jsonb,
  price_variant integer,
  is_estimated boolean,
  is_rerouted boolean,
  cache_savings numeric,
  instead_currency text,
  instead_amount numeric,
  CONSTRAINT ledger_entry_check CHECK ((entry = ANY (ARRAY['charge'::text, 'correction'::text]))),
  CONSTRAINT ledger_pkey PRIMARY KEY (request_id, at, journal_id, sequence, currency)
) PARTITION BY RANGE (at);
CREATE INDEX ledger_time ON public.ledger USING btree (at);

CREATE TABLE ledger_default PARTITION OF ledger DEFAULT;

CREATE TABLE legal_holds (
  id text NOT NULL,
  scope_kind text NOT NULL,
  scope_id text NOT NULL,
  user_id text NOT NULL,
  reason text NOT NULL,
  actor jsonb NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  lifted_at timestamp(3) with time zone,
  lift_reason text,
  lift_actor jsonb,
  CONSTRAINT legal_holds_scope_kind_check CHECK ((scope_kind = ANY (ARRAY['trace'::text, 'session'::text, 'user'::text]))),
  CONSTRAINT legal_holds_pkey PRIMARY KEY (id)
);
CREATE INDEX legal_holds_in_force ON public.legal_holds USING btree (user_id) WHERE (lifted_at IS NULL);

CREATE TABLE models (
  id text NOT NULL,
  display_name text NOT NULL,
  provider_id text NOT NULL,
  provider_model text NOT NULL,
  is_secure boolean NOT NULL,
  is_active boolean NOT NULL,
  "position" integer NOT NULL,
  base_url text,
  credential text,
  managed_by_file boolean NOT NULL DEFAULT false,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  capabilities jsonb NOT NULL DEFAULT '{}'::jsonb,
  CONSTRAINT models_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id),
  CONSTRAINT models_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX models_display_name ON public.models USING btree (lower(TRIM(BOTH FROM display_name)));
CREATE INDEX models_provider ON public.models USING btree (provider_id);

CREATE TABLE payload_contents (
  request_id text NOT NULL,
  at timestamp(3) with time zone NOT NULL,
  journal_id text NOT NULL,
  sequence bigint NOT NULL,
  kind text NOT NULL,
  epoch bigint NOT NULL,
  key_id uuid NOT NULL,
  commitment bytea NOT NULL,
  box bytea STORAGE EXTERNAL NOT NULL
) PARTITION BY RANGE (at);
CREATE INDEX payload_contents_call ON public.payload_contents USING btree (request_id);

CREATE TABLE payload_contents_default PARTITION OF payload_contents DEFAULT;

CREATE TABLE payload_signatures (
  at timestamp(3) with time zone NOT NULL,
  request_id text NOT NULL,
  kind text NOT NULL,
  signature bytea STORAGE PLAIN NOT NULL
) PARTITION BY RANGE (at);
CREATE INDEX payload_signatures_time ON public.payload_signatures USING btree (at);

CREATE TABLE payload_signatures_default PARTITION OF payload_signatures DEFAULT;

CREATE TABLE personal_tokens (
  id text NOT NULL,
  user_id text NOT NULL,
  name text NOT NULL,
  prefix text NOT NULL,
  secret_hash text NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  expires_at timestamp(3) with time zone,
  revoked_at timestamp(3) with time zone,
  revision integer NOT NULL DEFAULT 1,
  CONSTRAINT personal_tokens_secret_hash_check CHECK ((secret_hash ~ '^[0-9a-f]{64}$'::text)),
  CONSTRAINT personal_tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT personal_tokens_pkey PRIMARY KEY (id),
  CONSTRAINT personal_tokens_secret_hash_key UNIQUE (secret_hash)
);
CREATE INDEX personal_tokens_user ON public.personal_tokens USING btree (user_id);

CREATE TABLE pin_entries (
  pin_id text NOT NULL,
  request_id text NOT NULL,
  part text NOT NULL,
  trace_id text NOT NULL,
  session_id text NOT NULL,
  marks bytea,
  changed_at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT pin_entries_part_check CHECK ((part = ANY (ARRAY['request'::text, 'answer'::text]))),
  CONSTRAINT pin_entries_pin_id_fkey FOREIGN KEY (pin_id) REFERENCES pins(id) ON DELETE CASCADE,
  CONSTRAINT pin_entries_pkey PRIMARY KEY (pin_id, request_id, part)
);
CREATE INDEX pin_entries_request ON public.pin_entries USING btree (request_id);

CREATE TABLE pins (
  id text NOT NULL,
  user_id text NOT NULL,
  instance_id text NOT NULL,
  kind text NOT NULL,
  request_id text NOT NULL,
  rule text NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  expires_at timestamp(3) with time zone NOT NULL,
  lifted_at timestamp(3) with time zone,
  lift_actor jsonb,
  lift_reason text,
  changed_at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT pins_kind_check CHECK ((kind = ANY (ARRAY['trace'::text, 'session'::text, 'instance'::text]))),
  CONSTRAINT pins_pkey PRIMARY KEY (id)
);
CREATE INDEX pins_expiry ON public.pins USING btree (expires_at);
CREATE INDEX pins_scope ON public.pins USING btree (user_id, instance_id, expires_at);

CREATE TABLE policy_head (
  singleton boolean NOT NULL DEFAULT true,
  version integer NOT NULL,
  built_in_rules text,
  CONSTRAINT policy_head_singleton_check CHECK (singleton),
  CONSTRAINT policy_head_built_in_rules_fkey FOREIGN KEY (built_in_rules) REFERENCES built_in_rule_sets(hash),
  CONSTRAINT policy_head_pkey PRIMARY KEY (singleton)
);

CREATE TABLE policy_versions (
  version integer NOT NULL,
  document jsonb NOT NULL,
  content_hash text NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  actor jsonb NOT NULL,
  reason text,
  CONSTRAINT policy_versions_version_check CHECK ((version >= 1)),
  CONSTRAINT policy_versions_pkey PRIMARY KEY (version)
);

CREATE TABLE price_catalogue (
  is_only boolean NOT NULL DEFAULT true,
  as_of date NOT NULL,
  sha256 text NOT NULL,
  content bytea NOT NULL,
  applied_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  CONSTRAINT price_catalogue_is_only_check CHECK (is_only),
  CONSTRAINT price_catalogue_pkey PRIMARY KEY (is_only)
);

CREATE TABLE price_corrections (
  id text NOT NULL,
  model_id text NOT NULL,
  model text NOT NULL,
  price_version integer NOT NULL,
  from_at timestamp(3) with time zone NOT NULL,
  to_at timestamp(3) with time zone NOT NULL,
  policy_version integer NOT NULL,
  state text NOT NULL DEFAULT 'waiting'::text,
  actor jsonb NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  ended_at timestamp(3) with time zone,
  lease_holder text,
  lease_until timestamp(3) with time zone,
  is_cancel_asked boolean NOT NULL DEFAULT false,
  cursor_at timestamp(3) with time zone,
  cursor_id text,
  calls_total bigint,
  calls_looked_at bigint NOT NULL DEFAULT 0,
  calls_corrected bigint NOT NULL DEFAULT 0,
  reason text,
  CONSTRAINT price_corrections_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'cancelled'::text, 'failed'::text]))),
  CONSTRAINT price_corrections_pkey PRIMARY KEY (id)
);
CREATE INDEX price_corrections_unfinished ON public.price_corrections USING btree (id) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));

CREATE TABLE prices (
  model_id text NOT NULL,
  version integer NOT NULL,
  currency text NOT NULL,
  valid_from timestamp(3) with time zone NOT NULL,
  input numeric NOT NULL,
  cached_input numeric,
  cache_write numeric,
  output numeric NOT NULL,
  reasoning numeric,
  created_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  valid_to timestamp(3) with time zone,
  details jsonb NOT NULL DEFAULT '{}'::jsonb,
  units jsonb NOT NULL DEFAULT '{}'::jsonb,
  variants jsonb NOT NULL DEFAULT '[]'::jsonb,
  source text,
  CONSTRAINT prices_cache_write_check CHECK ((cache_write >= (0)::numeric)),
  CONSTRAINT prices_cached_input_check CHECK ((cached_input >= (0)::numeric)),
  CONSTRAINT prices_check CHECK ((valid_to > valid_from)),
  CONSTRAINT prices_input_check CHECK ((input >= (0)::numeric)),
  CONSTRAINT prices_output_check CHECK ((output >= (0)::numeric)),
  CONSTRAINT prices_reasoning_check CHECK ((reasoning >= (0)::numeric)),
  CONSTRAINT prices_version_check CHECK ((version >= 1)),
  CONSTRAINT prices_model_id_fkey FOREIGN KEY (model_id) REFERENCES models(id) ON DELETE CASCADE,
  CONSTRAINT prices_pkey PRIMARY KEY (model_id, version)
);

CREATE TABLE provider_discoveries (
  provider_id text NOT NULL,
  at timestamp(3) with time zone NOT NULL DEFAULT now(),
  is_whole boolean NOT NULL,
  models jsonb NOT NULL,
  CONSTRAINT provider_discoveries_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id) ON DELETE CASCADE,
  CONSTRAINT provider_discoveries_pkey PRIMARY KEY (provider_id)
);

CREATE TABLE providers (
  id text NOT NULL,
  name text NOT NULL,
  protocol text NOT NULL,
  kind text NOT NULL,
  base_url text NOT NULL,
  credential text,
  headers jsonb NOT NULL DEFAULT '{}'::jsonb,
  forward_headers jsonb NOT NULL DEFAULT '[]'::jsonb,
  timeouts jsonb NOT NULL,
  inject_usage boolean NOT NULL DEFAULT true,
  on_caller_left text NOT NULL DEFAULT 'cancel'::text,
  managed_by_file boolean NOT NULL DEFAULT false,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  api_version text,
  CONSTRAINT providers_kind_check CHECK ((kind = ANY (ARRAY['hosted'::text, 'local'::text]))),
  CONSTRAINT providers_on_caller_left_check CHECK ((on_caller_left = ANY (ARRAY['cancel'::text, 'drain'::text]))),
  CONSTRAINT providers_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX providers_name ON public.providers USING btree (lower(TRIM(BOTH FROM name)));

CREATE TABLE rejected_events (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  journal_id text NOT NULL,
  sequence bigint NOT NULL,
  kind text NOT NULL,
  head bytea NOT NULL,
  bytes bytea,
  reason text NOT NULL,
  rejected_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  CONSTRAINT rejected_events_pkey PRIMARY KEY (id)
);

CREATE TABLE reviewed_texts (
  id text NOT NULL,
  hash text NOT NULL,
  length integer NOT NULL,
  preview text NOT NULL,
  note text NOT NULL,
  reviewed_by text NOT NULL,
  reviewed_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  CONSTRAINT reviewed_texts_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text)),
  CONSTRAINT reviewed_texts_pkey PRIMARY KEY (id),
  CONSTRAINT reviewed_texts_hash_key UNIQUE (hash)
);

CREATE TABLE reviews (
  id text NOT NULL,
  request_id text NOT NULL,
  hit integer NOT NULL,
  at timestamp(3) with time zone NOT NULL,
  rule text NOT NULL,
  display_name text NOT NULL,
  category text NOT NULL,
  place text NOT NULL,
  scope text NOT NULL,
  start_at integer NOT NULL,
  end_at integer NOT NULL,
  sample text NOT NULL,
  verdict text NOT NULL,
  note text NOT NULL,
  actor jsonb NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  changed_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  applied_as text,
  applied_at timestamp(3) with time zone,
  applied_by jsonb,
  revision integer NOT NULL DEFAULT 1,
  CONSTRAINT reviews_applied_as_check CHECK ((applied_as = ANY (ARRAY['except'::text, 'reviewed_text'::text]))),
  CONSTRAINT reviews_verdict_check CHECK ((verdict = ANY (ARRAY['right'::text, 'wrong'::text]))),
  CONSTRAINT reviews_pkey PRIMARY KEY (id),
  CONSTRAINT reviews_once UNIQUE (request_id, hit)
);
CREATE INDEX reviews_rule ON public.reviews USING btree (rule, id);

CREATE TABLE rollup_state (
  is_only boolean NOT NULL DEFAULT true,
  time_zone text NOT NULL,
  built_to timestamp(3) with time zone NOT NULL,
  CONSTRAINT rollup_state_is_only_check CHECK (is_only),
  CONSTRAINT rollup_state_pkey PRIMARY KEY (is_only)
);

CREATE TABLE rule_hits (
  day date NOT NULL,
  rule text NOT NULL,
  calls bigint NOT NULL,
  hits bigint NOT NULL,
  last_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT rule_hits_pkey PRIMARY KEY (rule, day)
);

CREATE TABLE rule_overrides (
  id text NOT NULL,
  definition jsonb NOT NULL,
  managed_by_file boolean NOT NULL DEFAULT false,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  CONSTRAINT rule_overrides_pkey PRIMARY KEY (id)
);

CREATE TABLE rules (
  id text NOT NULL,
  definition jsonb NOT NULL,
  managed_by_file boolean NOT NULL DEFAULT false,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  CONSTRAINT rules_pkey PRIMARY KEY (id)
);

CREATE TABLE saved_views (
  id text NOT NULL,
  user_id text NOT NULL,
  name text NOT NULL,
  search text NOT NULL,
  is_shared boolean NOT NULL DEFAULT false,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  CONSTRAINT saved_views_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT saved_views_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX saved_views_name ON public.saved_views USING btree (user_id, lower(name));

CREATE TABLE schema_migrations (
  number integer NOT NULL,
  name text NOT NULL,
  sha256 text NOT NULL,
  applied_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT schema_migrations_pkey PRIMARY KEY (number)
);

CREATE TABLE secrets (
  name text NOT NULL,
  master_key_id text NOT NULL,
  wrapped bytea NOT NULL,
  public text,
  created_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  CONSTRAINT secrets_pkey PRIMARY KEY (name)
);

CREATE TABLE settings (
  name text NOT NULL,
  value jsonb NOT NULL,
  managed_by_file boolean NOT NULL DEFAULT false,
  revision integer NOT NULL DEFAULT 1,
  CONSTRAINT settings_pkey PRIMARY KEY (name)
);

CREATE TABLE sign_in_accounts (
  id text NOT NULL,
  user_id text NOT NULL,
  provider_id text NOT NULL,
  account_id text NOT NULL,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp(3) with time zone,
  refresh_token_expires_at timestamp(3) with time zone,
  scope text,
  created_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  updated_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  CONSTRAINT sign_in_accounts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT sign_in_accounts_pkey PRIMARY KEY (id),
  CONSTRAINT sign_in_accounts_once UNIQUE (provider_id, account_id)
);
CREATE INDEX sign_in_accounts_user ON public.sign_in_accounts USING btree (user_id);

CREATE TABLE sign_in_second_factors (
  id text NOT NULL,
  user_id text NOT NULL,
  secret text NOT NULL,
  backup_codes text NOT NULL,
  verified boolean NOT NULL DEFAULT true,
  failed_verification_count integer NOT NULL DEFAULT 0,
  locked_until timestamp(3) with time zone,
  CONSTRAINT sign_in_second_factors_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT sign_in_second_factors_pkey PRIMARY KEY (id)
);
CREATE INDEX sign_in_second_factors_user ON public.sign_in_second_factors USING btree (user_id);

CREATE TABLE sign_in_sessions (
  id text NOT NULL,
  token text NOT NULL,
  user_id text NOT NULL,
  expires_at timestamp(3) with time zone NOT NULL,
  ip_address text,
  user_agent text,
  created_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  updated_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  CONSTRAINT sign_in_sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT sign_in_sessions_pkey PRIMARY KEY (id),
  CONSTRAINT sign_in_sessions_token_key UNIQUE (token)
);
CREATE INDEX sign_in_sessions_user ON public.sign_in_sessions USING btree (user_id);

CREATE TABLE sign_in_verifications (
  id text NOT NULL,
  identifier text NOT NULL,
  value text NOT NULL,
  expires_at timestamp(3) with time zone NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  updated_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  CONSTRAINT sign_in_verifications_pkey PRIMARY KEY (id)
);
CREATE INDEX sign_in_verifications_identifier ON public.sign_in_verifications USING btree (identifier);

CREATE TABLE stored_credentials (
  id text NOT NULL,
  origin text NOT NULL,
  master_key_id text NOT NULL,
  wrapped bytea NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  CONSTRAINT stored_credentials_pkey PRIMARY KEY (id)
);

CREATE TABLE tool_calls (
  user_id text NOT NULL,
  instance_id text NOT NULL,
  tool_call_id text NOT NULL,
  at timestamp(3) with time zone NOT NULL,
  request_id text NOT NULL,
  trace_id text NOT NULL,
  session_id text,
  CONSTRAINT tool_calls_pkey PRIMARY KEY (user_id, instance_id, tool_call_id, at, request_id)
) PARTITION BY RANGE (at);

CREATE TABLE tool_calls_default PARTITION OF tool_calls DEFAULT;

CREATE TABLE users (
  id text NOT NULL,
  email text NOT NULL,
  name text NOT NULL,
  role text NOT NULL,
  is_active boolean NOT NULL DEFAULT true,
  managed_by_file boolean NOT NULL DEFAULT false,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  sign_in_email text GENERATED ALWAYS AS (lower(TRIM(BOTH FROM email))) STORED,
  email_verified boolean NOT NULL DEFAULT true,
  image text,
  updated_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  two_factor_enabled boolean NOT NULL DEFAULT false,
  must_change_password boolean NOT NULL DEFAULT false,
  CONSTRAINT users_role_check CHECK ((role = ANY (ARRAY['admin'::text, 'auditor'::text, 'member'::text]))),
  CONSTRAINT users_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX users_email ON public.users USING btree (lower(TRIM(BOTH FROM email)));

CREATE TABLE verifications (
  id text NOT NULL,
  state text NOT NULL DEFAULT 'running'::text,
  actor jsonb NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  ended_at timestamp(3) with time zone,
  lease_until timestamp(3) with time zone NOT NULL,
  is_cancel_asked boolean NOT NULL DEFAULT false,
  events_read bigint NOT NULL DEFAULT 0,
  chains json NOT NULL,
  report json,
  reason text,
  CONSTRAINT verifications_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'cancelled'::text, 'failed'::text, 'interrupted'::text]))),
  CONSTRAINT verifications_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX verifications_running ON public.verifications USING btree ((true)) WHERE (state = 'running'::text);

CREATE TABLE word_blocks (
  at timestamp(3) with time zone NOT NULL,
  last_at timestamp(3) with time zone NOT NULL,
  id uuid NOT NULL,
  size integer NOT NULL,
  count integer NOT NULL,
  request_ids uuid[] NOT NULL,
  kinds text[] NOT NULL,
  slices bytea STORAGE EXTERNAL NOT NULL
) PARTITION BY RANGE (at);
CREATE INDEX word_blocks_time ON public.word_blocks USING btree (at);

CREATE TABLE word_blocks_default PARTITION OF word_blocks DEFAULT;

CREATE OR REPLACE FUNCTION public.ensure_partition(table_name text, unit text, moment timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
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
END $function$;

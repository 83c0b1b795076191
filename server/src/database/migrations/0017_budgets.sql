-- Budgets and limits: a part of the policy.
CREATE TABLE budgets (
  id text PRIMARY KEY,
  name text NOT NULL,
  -- `{kind, id, each}`: whose calls are counted. No foreign key: a budget whose subject is gone counts nothing.
  scope jsonb NOT NULL,
  measure text NOT NULL CHECK (measure IN ('requests', 'tokens', 'money')),
  "limit" numeric NOT NULL CHECK ("limit" >= 0),
  currency text,
  period text NOT NULL CHECK (period IN ('minute', 'hour', 'day', 'month')),
  is_hard boolean NOT NULL,
  alert_shares jsonb NOT NULL DEFAULT '[]',
  webhook text,
  -- Where the secret that signs alerts lives, never the secret itself.
  webhook_secret text,
  is_active boolean NOT NULL DEFAULT true,
  managed_by_file boolean NOT NULL DEFAULT false,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  CHECK ((measure = 'money') = (currency IS NOT NULL))
);
CREATE UNIQUE INDEX budgets_name ON budgets (lower(trim(name)));

-- What calls used, by budget, subject, period and the journal that brought them: the shipper writes it in the transaction
-- that holds the calls themselves. `reserved` is what open calls may use at most; that of an interrupted call stays, since
-- nobody knows what it used.
CREATE TABLE budget_spending (
  budget_id text NOT NULL,
  subject text NOT NULL,
  period_from timestamptz(3) NOT NULL,
  journal_id text NOT NULL,
  spent numeric NOT NULL,
  reserved numeric NOT NULL,
  changed_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (budget_id, subject, period_from, journal_id)
);
CREATE INDEX budget_spending_changed ON budget_spending (changed_at);

-- One row for each counter of a hard budget: whoever takes of it locks it first.
CREATE TABLE budget_accounts (
  budget_id text NOT NULL,
  subject text NOT NULL,
  period_from timestamptz(3) NOT NULL,
  -- Somebody found nothing left while others held more than they used: they give it back.
  recalled_at timestamptz(3),
  PRIMARY KEY (budget_id, subject, period_from)
);

-- What each gateway process may spend without asking (`granted`), how much of it is spent or reserved (`held`), and how
-- much of that is reserved by running calls, as it said last. A process is named by its journal.
CREATE TABLE budget_leases (
  budget_id text NOT NULL,
  subject text NOT NULL,
  period_from timestamptz(3) NOT NULL,
  journal_id text NOT NULL,
  granted numeric NOT NULL,
  held numeric NOT NULL,
  reserved numeric NOT NULL,
  renewed_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (budget_id, subject, period_from, journal_id)
);

-- Alerts: once for each share, counter and period, and sent until the webhook has taken it.
CREATE TABLE budget_alerts (
  id text PRIMARY KEY,
  budget_id text NOT NULL,
  subject text NOT NULL,
  period_from timestamptz(3) NOT NULL,
  share numeric NOT NULL,
  spent numeric NOT NULL,
  body jsonb NOT NULL,
  at timestamptz(3) NOT NULL DEFAULT now(),
  attempts integer NOT NULL DEFAULT 0,
  -- Null: nothing is to be sent (any more).
  next_attempt_at timestamptz(3),
  delivered_at timestamptz(3),
  problem text,
  UNIQUE (budget_id, subject, period_from, share)
);
CREATE INDEX budget_alerts_due ON budget_alerts (next_attempt_at) WHERE next_attempt_at IS NOT NULL;

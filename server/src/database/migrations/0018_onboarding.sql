-- What a model can do, as far as it is known: context length, modalities, tools.
ALTER TABLE models ADD COLUMN capabilities jsonb NOT NULL DEFAULT '{}';

-- Secrets of providers and models that were given over the admin API, wrapped by the master key and bound to the origin
-- that they may be sent to. A `credential` of `stored:<id>` names one; another secret is another row.
CREATE TABLE stored_credentials (
  id text PRIMARY KEY,
  origin text NOT NULL,
  master_key_id text NOT NULL,
  wrapped bytea NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);

-- The newest list of models that each provider gave.
CREATE TABLE provider_discoveries (
  provider_id text PRIMARY KEY REFERENCES providers (id) ON DELETE CASCADE,
  at timestamptz(3) NOT NULL DEFAULT now(),
  is_whole boolean NOT NULL,
  models jsonb NOT NULL
);

-- A price catalogue that an administrator put in the place of the one of the release: one row, or none.
CREATE TABLE price_catalogue (
  is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
  as_of date NOT NULL,
  sha256 text NOT NULL,
  -- The file as it came, compressed (gzip).
  content bytea NOT NULL,
  applied_at timestamptz(3) NOT NULL DEFAULT now()
);

-- What the last check of the catalogue found: one row for each active model that it looked at.
CREATE TABLE catalogue_drift (
  model_id text PRIMARY KEY REFERENCES models (id) ON DELETE CASCADE,
  presence text NOT NULL CHECK (presence IN ('listed', 'gone', 'unknown')),
  note text,
  -- Fields of the price in force that the suggestion differs in.
  repriced jsonb NOT NULL DEFAULT '[]',
  checked_at timestamptz(3) NOT NULL
);

-- Which check is the newest: whoever moves `started_at` on does it, so that one replica does.
CREATE TABLE catalogue_drift_checks (
  is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
  started_at timestamptz(3) NOT NULL,
  finished_at timestamptz(3)
);

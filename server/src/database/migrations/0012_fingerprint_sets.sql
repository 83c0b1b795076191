-- Exact values of a company's own (customer numbers, names), of which only keyed hashes are kept, sealed by a key that is
-- derived from a shared secret. `digest` names what is in it, whoever seals it.
CREATE TABLE fingerprint_sets (
  id text PRIMARY KEY,
  description text NOT NULL,
  digest text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
  value_count integer NOT NULL,
  sealed bytea NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  changed_at timestamptz(3) NOT NULL DEFAULT now(),
  revision integer NOT NULL DEFAULT 1
);

-- People who sign in at the console are the users that there are; what the library for it (better-auth) reads of them
-- stands beside what policy reads.
ALTER TABLE users
  ADD COLUMN sign_in_email text GENERATED ALWAYS AS (lower(trim(email))) STORED,
  ADD COLUMN email_verified boolean NOT NULL DEFAULT true,
  ADD COLUMN image text,
  ADD COLUMN updated_at timestamptz(3) NOT NULL DEFAULT now(),
  ADD COLUMN two_factor_enabled boolean NOT NULL DEFAULT false,
  ADD COLUMN must_change_password boolean NOT NULL DEFAULT false;

-- How a user may prove who they are: a password (its scrypt hash), or an account at an OpenID provider.
CREATE TABLE sign_in_accounts (
  id text PRIMARY KEY,
  user_id text NOT NULL REFERENCES users (id),
  provider_id text NOT NULL,
  account_id text NOT NULL,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz(3),
  refresh_token_expires_at timestamptz(3),
  scope text,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT sign_in_accounts_once UNIQUE (provider_id, account_id)
);
CREATE INDEX sign_in_accounts_user ON sign_in_accounts (user_id);

-- A browser's session. The cookie holds the token with a signature, so that the token alone opens nothing.
CREATE TABLE sign_in_sessions (
  id text PRIMARY KEY,
  token text NOT NULL UNIQUE,
  user_id text NOT NULL REFERENCES users (id),
  expires_at timestamptz(3) NOT NULL,
  ip_address text,
  user_agent text,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX sign_in_sessions_user ON sign_in_sessions (user_id);

-- Steps of a sign-in that is under way.
CREATE TABLE sign_in_verifications (
  id text PRIMARY KEY,
  identifier text NOT NULL,
  value text NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX sign_in_verifications_identifier ON sign_in_verifications (identifier);

-- Seeds of one-time codes and spare codes, encrypted by the library.
CREATE TABLE sign_in_second_factors (
  id text PRIMARY KEY,
  user_id text NOT NULL REFERENCES users (id),
  secret text NOT NULL,
  backup_codes text NOT NULL,
  verified boolean NOT NULL DEFAULT true,
  failed_verification_count integer NOT NULL DEFAULT 0,
  locked_until timestamptz(3)
);
CREATE INDEX sign_in_second_factors_user ON sign_in_second_factors (user_id);

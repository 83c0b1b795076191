-- A named set of users. A group that is deleted keeps its row, for the history of its members, and frees its name.
CREATE TABLE groups (
  id text PRIMARY KEY,
  name text NOT NULL,
  managed_by_file boolean NOT NULL DEFAULT false,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  deleted_at timestamptz(3)
);
CREATE UNIQUE INDEX groups_name ON groups (lower(trim(name))) WHERE deleted_at IS NULL;

-- A member is one from `joined_on` until the day before `left_on`; null while it is one. What decides calls are the
-- memberships that did not end; the days are for cost centres.
CREATE TABLE group_members (
  group_id text NOT NULL REFERENCES groups (id),
  user_id text NOT NULL REFERENCES users (id),
  joined_on date NOT NULL,
  left_on date,
  PRIMARY KEY (group_id, user_id, joined_on),
  CHECK (left_on > joined_on)
);
CREATE UNIQUE INDEX group_members_once ON group_members (group_id, user_id) WHERE left_on IS NULL;
CREATE INDEX group_members_user ON group_members (user_id);

-- To everyone when `user_id`, `group_id` and `instance_id` are null.
ALTER TABLE grants ADD COLUMN group_id text REFERENCES groups (id);
ALTER TABLE grants DROP CONSTRAINT grants_check;
ALTER TABLE grants ADD CONSTRAINT grants_to_one CHECK (num_nonnulls(user_id, group_id, instance_id) <= 1);
DROP INDEX grants_once;
CREATE UNIQUE INDEX grants_once
  ON grants (model_id, coalesce(user_id, ''), coalesce(group_id, ''), coalesce(instance_id, ''));

-- From `valid_from` a subject's calls are for this cost centre, until the subject's next row; null: for none of its own.
CREATE TABLE cost_centre_assignments (
  id text PRIMARY KEY,
  subject_kind text NOT NULL CHECK (subject_kind IN ('user', 'group')),
  subject_id text NOT NULL,
  cost_centre text,
  valid_from date NOT NULL,
  managed_by_file boolean NOT NULL DEFAULT false,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX cost_centre_assignments_once ON cost_centre_assignments (subject_kind, subject_id, valid_from);

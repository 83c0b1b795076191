-- How calls follow each other. `new_from` is the index of the first message that is new in the turn; `has_request` says
-- that the call's content was recorded, also when it is gone by now.
ALTER TABLE invocations
  ADD COLUMN parent_request_id text,
  ADD COLUMN parent_tool_calls text[],
  ADD COLUMN new_from integer,
  ADD COLUMN has_request boolean NOT NULL DEFAULT false;

ALTER TABLE tool_calls ADD COLUMN session_id text;

-- Which call gave an answer, so that the call that carries it in its history is known to go on from there. The
-- fingerprint is keyed, and made of user, instance, the first user message and the answer.
CREATE TABLE answers (
  fingerprint bytea NOT NULL,
  at timestamptz(3) NOT NULL,
  request_id text NOT NULL,
  trace_id text NOT NULL,
  session_id text NOT NULL,
  PRIMARY KEY (fingerprint, at, request_id)
) PARTITION BY RANGE (at);
CREATE TABLE answers_default PARTITION OF answers DEFAULT;

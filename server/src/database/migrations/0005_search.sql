-- Secondary indexes of the record without the request id: calls of one millisecond are put in order after they are found,
-- and each index is half as large.
DROP INDEX invocations_time, invocations_user, invocations_instance, invocations_key, invocations_model,
  invocations_provider, invocations_status, invocations_decision, invocations_trace, invocations_session;
CREATE INDEX invocations_time ON invocations (at);
CREATE INDEX invocations_user ON invocations (user_id, at);
CREATE INDEX invocations_instance ON invocations (instance_id, at);
CREATE INDEX invocations_key ON invocations (key_id, at);
CREATE INDEX invocations_model ON invocations (final_model, at);
CREATE INDEX invocations_provider ON invocations (provider_id, at);
CREATE INDEX invocations_status ON invocations (status, at);
CREATE INDEX invocations_decision ON invocations (decision, at);
CREATE INDEX invocations_trace ON invocations (trace_id, at);
CREATE INDEX invocations_session ON invocations (session_id, at);

CREATE INDEX invocations_cost ON invocations (cost_currency, cost_amount) WHERE cost_amount IS NOT NULL;

-- The blind index of what contents say: keyed numbers of their words. `is_complete` is false when there were too many.
CREATE TABLE payload_words (
  request_id text NOT NULL,
  at timestamptz(3) NOT NULL,
  side text NOT NULL,
  words int4[] NOT NULL,
  is_complete boolean NOT NULL,
  PRIMARY KEY (request_id, at, side)
) PARTITION BY RANGE (at);
CREATE INDEX payload_words_words ON payload_words USING gin (words);
CREATE INDEX payload_words_incomplete ON payload_words (at) WHERE NOT is_complete;
CREATE TABLE payload_words_default PARTITION OF payload_words DEFAULT;

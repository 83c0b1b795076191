-- Secondary indexes of the record without the request id: calls of one millisecond are put in order after they are found,
-- and each index is half as large. A key is found by its user, and a provider has too many calls for an index to help.
DROP INDEX invocations_time, invocations_user, invocations_instance, invocations_key, invocations_model,
  invocations_provider, invocations_status, invocations_decision, invocations_trace, invocations_session;
CREATE INDEX invocations_time ON invocations (at);
CREATE INDEX invocations_user ON invocations (user_id, at);
CREATE INDEX invocations_instance ON invocations (instance_id, at);
CREATE INDEX invocations_model ON invocations (final_model, at);
CREATE INDEX invocations_status ON invocations (status, at);
CREATE INDEX invocations_decision ON invocations (decision, at);
CREATE INDEX invocations_trace ON invocations (trace_id, at);
CREATE INDEX invocations_session ON invocations (session_id, at);

CREATE INDEX invocations_cost ON invocations (cost_currency, cost_amount) WHERE cost_amount IS NOT NULL;

-- The blind index of what contents say: for each a keyed Bloom filter of its words (audit/words/signature.ts). `kind` is
-- that of the content: `open`, the request, or `settle`, the answer.
CREATE TABLE payload_signatures (
  at timestamptz(3) NOT NULL,
  request_id text NOT NULL,
  kind text NOT NULL,
  signature bytea NOT NULL
) PARTITION BY RANGE (at);
ALTER TABLE payload_signatures ALTER COLUMN signature SET STORAGE PLAIN;
CREATE INDEX payload_signatures_time ON payload_signatures (at);
CREATE TABLE payload_signatures_default PARTITION OF payload_signatures DEFAULT;

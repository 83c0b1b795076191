-- What is asked by month, model, provider or route needs no people, and what is asked by people no models: sums of months
-- without them are a fraction of the rows.
INSERT INTO cost_rollups (unit, bucket, session_id, user_id, instance_id, model, provider_id, route, kind, currency,
    calls, completed_calls, metered_calls, unpriced_calls, estimated_calls, rerouted_calls,
    input_tokens, cached_input_tokens, cache_write_tokens, output_tokens, reasoning_tokens,
    amount, input_amount, cached_input_amount, cache_write_amount, output_amount, reasoning_amount, fee_amount,
    estimated_amount, rerouted_amount, cache_savings)
  SELECT told.unit, bucket, '',
    CASE WHEN told.people THEN user_id ELSE '' END, CASE WHEN told.people THEN instance_id ELSE '' END,
    CASE WHEN told.people THEN '' ELSE model END, CASE WHEN told.people THEN '' ELSE provider_id END,
    CASE WHEN told.people THEN '' ELSE route END, kind, currency,
    sum(calls), sum(completed_calls), sum(metered_calls), sum(unpriced_calls), sum(estimated_calls), sum(rerouted_calls),
    sum(input_tokens), sum(cached_input_tokens), sum(cache_write_tokens), sum(output_tokens), sum(reasoning_tokens),
    sum(amount), sum(input_amount), sum(cached_input_amount), sum(cache_write_amount), sum(output_amount),
    sum(reasoning_amount), sum(fee_amount), sum(estimated_amount), sum(rerouted_amount), sum(cache_savings)
  FROM cost_rollups, (VALUES ('month_of_all', false), ('month_of_people', true)) told (unit, people)
  WHERE cost_rollups.unit = 'month'
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10;

-- A page of sessions is found in their order.
DROP INDEX cost_rollups_session;
CREATE INDEX cost_rollups_session ON cost_rollups (session_id COLLATE "C", bucket) WHERE unit = 'session';

-- Tokens within the classes that may have a price of their own (`{"cache_write_1h": 100}`), what is priced by the piece
-- (`{"web_search": 2}`), and whether the provider's report contradicts itself. Null where there is nothing to say.
ALTER TABLE invocations ADD COLUMN usage_details json;
ALTER TABLE invocations ADD COLUMN usage_units json;
ALTER TABLE invocations ADD COLUMN usage_suspect boolean;

-- As the provider says that it served the call: some have prices for each.
ALTER TABLE invocations ADD COLUMN service_tier text;

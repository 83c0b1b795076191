-- Azure's deployments are called with an `api-version`; null for all other addresses.
ALTER TABLE providers ADD COLUMN api_version text;

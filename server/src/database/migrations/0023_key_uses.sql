-- When a key was last used, and the calls of a key, are asked of lists of keys and of the search.
CREATE INDEX invocations_key ON invocations (key_id, at);

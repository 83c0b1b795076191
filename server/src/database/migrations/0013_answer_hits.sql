-- What rules found in the answer, written with the outcome: `{hits, texts, characters, beyond}`; null where no rule read it.
ALTER TABLE invocations ADD COLUMN answer_scan json;
ALTER TABLE invocations ADD COLUMN answer_rules text[];

-- Few answers hold anything: the index knows only those.
CREATE INDEX invocations_answer_rules ON invocations USING gin (answer_rules) WHERE answer_rules IS NOT NULL;

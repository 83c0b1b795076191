-- Filters of words that lie still, turned round (audit/words/word-block.ts): of up to some thousand filters of one size
-- (`size`, in bytes) first all bits 0, then all bits 1, and so on; `slices` has `(count + 7) / 8` bytes for each. A search
-- reads the bits of its words alone. A block lies in the week of its calls; `at` and `last_at` are the first and last. Of
-- an erased content nothing is left but its place, with null in `request_ids`.
CREATE TABLE word_blocks (
  at timestamptz(3) NOT NULL,
  last_at timestamptz(3) NOT NULL,
  id uuid NOT NULL,
  size int NOT NULL,
  count int NOT NULL,
  request_ids uuid[] NOT NULL,
  kinds text[] NOT NULL,
  slices bytea NOT NULL
) PARTITION BY RANGE (at);
-- A part of a value is only read alone when it is not compressed.
ALTER TABLE word_blocks ALTER COLUMN slices SET STORAGE EXTERNAL;
CREATE INDEX word_blocks_time ON word_blocks (at);
CREATE TABLE word_blocks_default PARTITION OF word_blocks DEFAULT;

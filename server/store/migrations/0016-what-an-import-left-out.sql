-- The rows that an import left out; entries of DNC lists that are no more; and the lines about a number that is erased, found at once.

ALTER TABLE lead_import ADD COLUMN left_bytes INTEGER NOT NULL DEFAULT 0; -- of the file of rows that were not imported
ALTER TABLE lead_import ADD COLUMN left_rows TEXT NOT NULL DEFAULT '[]';  -- duplicates of the last chunk: behind those bytes

-- A DNC list that was deleted and whose entries go a few at a time: they count for nobody any more.
CREATE TABLE dnc_gone (
  list TEXT PRIMARY KEY,
  by_whom TEXT NOT NULL,
  entries INTEGER NOT NULL        -- deleted so far
) STRICT;

CREATE INDEX audit_dnc ON audit (what) WHERE did IN ('dnc.enter', 'dnc.change', 'dnc.remove');

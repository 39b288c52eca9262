-- Imports of files into leads: how each stands, which leads it made, and what leads were before it changed them.

CREATE TABLE lead_import (
  id TEXT PRIMARY KEY,
  -- receiving | received | checking | checked | importing | paused | done | taking-back | cancelled
  state TEXT NOT NULL,
  name TEXT NOT NULL,
  size INTEGER NOT NULL,          -- bytes
  etag TEXT NOT NULL,             -- what the sender knows the file by; '' for nothing
  sha256 TEXT NOT NULL DEFAULT '',
  by_whom TEXT NOT NULL,
  at INTEGER NOT NULL,
  started_at INTEGER,
  ended_at INTEGER,
  done INTEGER NOT NULL DEFAULT 0, -- rows of the file whose effect is kept, in the transaction of that effect
  counts TEXT NOT NULL DEFAULT '{}',
  file TEXT,                      -- how it is read: encoding, separator, columns, first rows
  settings TEXT,                  -- what was chosen for it
  mapping TEXT,                   -- the adaptor as it was when the file was checked
  report TEXT,                    -- what it would do
  says TEXT NOT NULL DEFAULT ''   -- why it stopped
) STRICT;
CREATE INDEX lead_import_sha ON lead_import (sha256) WHERE sha256 <> '';

-- The import that made it; NULL for a lead that a run made.
ALTER TABLE lead ADD COLUMN import TEXT;
CREATE INDEX lead_of_import ON lead (import, id) WHERE import IS NOT NULL;

-- Leads that an import updated, as they were before it: for taking it back.
CREATE TABLE lead_import_before (
  import TEXT NOT NULL,
  lead TEXT NOT NULL,
  was TEXT NOT NULL,              -- the row, JSON
  updated_at INTEGER NOT NULL,    -- as the import left it: another value means that somebody changed it since
  kept INTEGER NOT NULL DEFAULT 0, -- 1: it was not put back, since somebody changed it
  PRIMARY KEY (import, lead)
) STRICT, WITHOUT ROWID;

-- DNC lists that files are imported into: how old they may be, and the numbers they point at; entries that expire; erased entries.

ALTER TABLE dnc ADD COLUMN purpose TEXT NOT NULL DEFAULT '';
ALTER TABLE dnc ADD COLUMN expires_at INTEGER;              -- NULL = never
CREATE INDEX dnc_list_at ON dnc (list, at DESC);

ALTER TABLE dnc_list ADD COLUMN scope TEXT NOT NULL DEFAULT 'account';   -- account | campaign
ALTER TABLE dnc_list ADD COLUMN campaign TEXT NOT NULL DEFAULT '';       -- which, where the scope is one
ALTER TABLE dnc_list ADD COLUMN kept TEXT NOT NULL DEFAULT 'by-hand';    -- by-hand | by-file: only the latter grows old
ALTER TABLE dnc_list ADD COLUMN limit_days INTEGER NOT NULL DEFAULT 31;  -- of a list kept by file; 0 = none
ALTER TABLE dnc_list ADD COLUMN fresh_at INTEGER;                        -- the day of the newest file

CREATE TABLE dnc_segment (
  list TEXT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,        -- data/dnc/<id>.seg
  count INTEGER NOT NULL,
  region TEXT NOT NULL,           -- ISO country that numbers without a country code were read in
  calling_code TEXT NOT NULL,     -- its country code, digits
  file TEXT NOT NULL,             -- name of the newest file
  reason TEXT NOT NULL,
  purpose TEXT NOT NULL,
  origin TEXT NOT NULL,           -- import:<who>
  at INTEGER NOT NULL
) STRICT;

CREATE TABLE dnc_erased (
  list TEXT NOT NULL,
  hash TEXT NOT NULL,             -- HMAC-SHA-256 of the number, Base64url
  reason TEXT NOT NULL,
  purpose TEXT NOT NULL,
  expires_at INTEGER,
  at INTEGER NOT NULL,
  PRIMARY KEY (hash, list)
) STRICT, WITHOUT ROWID;
CREATE INDEX dnc_erased_list ON dnc_erased (list);

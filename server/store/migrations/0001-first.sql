-- The first shape of the database. Times are integers, milliseconds since 1970 UTC. Ids are UUIDv7 text.
-- auto_vacuum=INCREMENTAL, WAL and synchronous=FULL are set by the opener before this runs.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Values over 64 kB, stored once under the SHA-256 of their bytes.
CREATE TABLE blob (hash TEXT PRIMARY KEY, bytes BLOB NOT NULL, created_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- What the engine runs ------------------------------------------------------------------------------------------------

CREATE TABLE flow (
  slug TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  draft TEXT,                     -- FlowBundle as JSON; NULL where the draft is the saved version
  draft_rev INTEGER NOT NULL DEFAULT 0,
  draft_by TEXT,
  draft_at INTEGER,
  file_error TEXT,                -- a problem as JSON where the workspace's file cannot be read
  paused INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE TABLE flow_version (
  flow TEXT NOT NULL,
  version INTEGER NOT NULL,
  identity TEXT NOT NULL,         -- SHA-256 of the canonical logic
  bundle TEXT NOT NULL,
  saved_by TEXT NOT NULL,
  saved_at INTEGER NOT NULL,
  message TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (flow, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE release (
  hash TEXT PRIMARY KEY,
  flow TEXT NOT NULL,
  version INTEGER NOT NULL,
  content TEXT NOT NULL,          -- ReleaseContent as JSON
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Append-only: the newest row of a flow and environment is what serves. release NULL = withdrawn.
CREATE TABLE publication (
  id INTEGER PRIMARY KEY,
  flow TEXT NOT NULL,
  environment TEXT NOT NULL,
  release TEXT,
  version INTEGER,
  by_whom TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX publication_flow ON publication (flow, environment, id DESC);

CREATE TABLE run (
  id TEXT PRIMARY KEY,
  release TEXT NOT NULL,
  flow TEXT NOT NULL,
  version INTEGER NOT NULL,
  source TEXT NOT NULL,
  test INTEGER NOT NULL,
  state TEXT NOT NULL,            -- running | waiting | held | finished
  outcome TEXT,                   -- accepted | rejected | error | cancelled
  reason TEXT,
  answered INTEGER,               -- 1 told success, 0 told failure, NULL not told
  epoch INTEGER NOT NULL DEFAULT 1,
  phone TEXT NOT NULL DEFAULT '', -- for search: E.164 where the lead has one
  parent TEXT,
  accepted_at INTEGER NOT NULL,
  finished_at INTEGER,
  due_at INTEGER                  -- next timer of a waiting run
) STRICT, WITHOUT ROWID;
CREATE INDEX run_open ON run (state, due_at) WHERE state <> 'finished';
CREATE INDEX run_flow ON run (flow, id DESC);
CREATE INDEX run_phone ON run (phone, id DESC) WHERE phone <> '';

-- One row per run and commit; `records` is a JSON array of JournalRecord. seq numbers the live events.
CREATE TABLE journal (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  run TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  at INTEGER NOT NULL,
  records TEXT NOT NULL
) STRICT;
CREATE INDEX journal_run ON journal (run, seq);

-- The body as it came, for replay and dispute. Large ones are blobs.
CREATE TABLE inbox (run TEXT PRIMARY KEY, type TEXT NOT NULL, body BLOB, blob TEXT) STRICT, WITHOUT ROWID;

CREATE TABLE idempotency (
  flow TEXT NOT NULL,
  key TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  run TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (flow, key)
) STRICT, WITHOUT ROWID;

-- What flows work on --------------------------------------------------------------------------------------------------

CREATE TABLE source (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  flow TEXT NOT NULL,
  auth TEXT NOT NULL,             -- key | hmac
  key_hash TEXT,                  -- SHA-256 hex of the key
  key_hint TEXT NOT NULL DEFAULT '',
  secret TEXT,                    -- sealed HMAC secret
  region TEXT NOT NULL DEFAULT 'US',
  paused INTEGER NOT NULL DEFAULT 0,
  test INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX source_flow ON source (flow);
CREATE UNIQUE INDEX source_key ON source (key_hash) WHERE key_hash IS NOT NULL;

CREATE TABLE lead_list (slug TEXT PRIMARY KEY, name TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT;
CREATE TABLE lead_status (abbrev TEXT PRIMARY KEY, label TEXT NOT NULL) STRICT;

CREATE TABLE lead (
  id TEXT PRIMARY KEY,
  list TEXT NOT NULL,
  status TEXT NOT NULL,
  phone TEXT NOT NULL,            -- E.164, or '' where it cannot be read
  phone_raw TEXT NOT NULL,
  email TEXT NOT NULL DEFAULT '',
  name TEXT NOT NULL DEFAULT '',
  fields TEXT NOT NULL,           -- mapped fields as JSON
  raw TEXT NOT NULL,              -- as sent, JSON
  source TEXT NOT NULL,
  flow TEXT NOT NULL,
  run TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX lead_phone ON lead (phone, list) WHERE phone <> '';
CREATE INDEX lead_email ON lead (email) WHERE email <> '';

CREATE TABLE dnc_list (slug TEXT PRIMARY KEY, name TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT;
CREATE TABLE dnc (
  list TEXT NOT NULL,
  number TEXT NOT NULL,           -- E.164, or raw digits where it cannot be read
  reason TEXT NOT NULL,
  origin TEXT NOT NULL,           -- run:<id> | person:<email> | import
  at INTEGER NOT NULL,
  PRIMARY KEY (number, list)
) STRICT, WITHOUT ROWID;
CREATE INDEX dnc_at ON dnc (at DESC);

CREATE TABLE value_list (
  slug TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  description TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE TABLE value_list_entry (
  list TEXT NOT NULL,
  folded TEXT NOT NULL,           -- trimmed, lower case: what is compared
  entry TEXT NOT NULL,            -- as typed
  PRIMARY KEY (list, folded)
) STRICT, WITHOUT ROWID;

-- Who may do what -----------------------------------------------------------------------------------------------------

CREATE TABLE user (
  id TEXT PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL,             -- admin | viewer
  password TEXT,                  -- scrypt, NULL until set
  created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE setup_link (hash TEXT PRIMARY KEY, user TEXT NOT NULL, expires_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE session (
  hash TEXT PRIMARY KEY,
  user TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE token (
  id TEXT PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  who TEXT NOT NULL,
  did TEXT NOT NULL,
  what TEXT NOT NULL,
  detail TEXT NOT NULL DEFAULT ''
) STRICT;

-- Secrets by name, sealed with AES-256-GCM under the key file of the data folder.
CREATE TABLE secret (name TEXT PRIMARY KEY, sealed TEXT NOT NULL, set_by TEXT NOT NULL, set_at INTEGER NOT NULL) STRICT;

INSERT INTO lead_list VALUES ('default', 'Default list', 0);
INSERT INTO dnc_list VALUES ('account', 'Account DNC', 0);
INSERT INTO lead_status VALUES ('NEW', 'New'), ('DUP', 'Duplicate'), ('HOT', 'Hot'), ('CALLBK', 'Call back'), ('SALE', 'Sale'), ('DEAD', 'Dead');

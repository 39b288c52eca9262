-- What a run waits for, who decides about it, and whom to tell: queues, pauses, callbacks, schedule slots, incidents.

ALTER TABLE run ADD COLUMN queue TEXT;         -- the queue of a waiting run, e.g. flow:<slug>; NULL = none
ALTER TABLE run ADD COLUMN held_node TEXT;     -- of a held run: where, why, and the call that a person can settle
ALTER TABLE run ADD COLUMN held_code TEXT;
ALTER TABLE run ADD COLUMN held_call TEXT;
ALTER TABLE run ADD COLUMN from_run TEXT;      -- the run that this one was made from
CREATE INDEX run_queue ON run (queue, id) WHERE queue IS NOT NULL;
CREATE INDEX run_held ON run (state, id) WHERE state = 'held';
CREATE INDEX run_parent ON run (parent) WHERE parent IS NOT NULL;
CREATE INDEX run_from ON run (from_run) WHERE from_run IS NOT NULL;
CREATE INDEX run_source ON run (source, id DESC);
CREATE INDEX idempotency_at ON idempotency (flow, at);

-- What flows, sources, connections and nodes are paused, and what happens to what comes meanwhile.
CREATE TABLE pause (
  kind TEXT NOT NULL,             -- flow | source | connection | node
  key TEXT NOT NULL,              -- slug, source id, slug, <flow>/<node>
  mode TEXT NOT NULL,             -- queue | refuse
  answer TEXT,                    -- {status, success, message} for refused callers, as JSON; NULL = the usual one
  says TEXT NOT NULL DEFAULT '',
  by_whom TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
INSERT INTO pause (kind, key, mode, by_whom, at) SELECT 'source', id, 'refuse', 'migration', created_at FROM source WHERE paused = 1;
ALTER TABLE source DROP COLUMN paused;
ALTER TABLE flow DROP COLUMN paused;
ALTER TABLE source ADD COLUMN pending TEXT NOT NULL DEFAULT 'pending';  -- pending | success | failed: told where it takes longer
ALTER TABLE source ADD COLUMN rate_per_minute INTEGER;                  -- NULL = no limit

-- Callbacks as they came, those that count and those that came late.
CREATE TABLE callback (
  run TEXT NOT NULL,
  node TEXT NOT NULL,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  type TEXT NOT NULL,
  body TEXT NOT NULL,             -- as it came
  value TEXT,                     -- as it was read, JSON; NULL = the text itself
  query TEXT NOT NULL,            -- JSON object
  late INTEGER NOT NULL,
  PRIMARY KEY (run, node, seq)
) STRICT, WITHOUT ROWID;

-- The newest slot of each schedule that a run was made for: an earlier or equal one is never taken again.
CREATE TABLE slot (flow TEXT NOT NULL, node TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (flow, node)) STRICT, WITHOUT ROWID;

-- What somebody must be told of, counted by kind and place in the commit that holds it.
CREATE TABLE incident (
  kind TEXT NOT NULL,             -- held | unknown | unrecognised | receiver | paused
  flow TEXT NOT NULL,
  node TEXT NOT NULL,
  code TEXT NOT NULL,
  about TEXT NOT NULL,            -- the connection or origin, where it is about a receiver
  says TEXT NOT NULL,
  run TEXT NOT NULL,              -- the newest run that met it
  count INTEGER NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  since_at INTEGER NOT NULL,        -- the first of those that no alert has told of
  told INTEGER NOT NULL DEFAULT 0,  -- of `count`, how many an alert has told of
  told_at INTEGER,
  PRIMARY KEY (kind, flow, node, code, about)
) STRICT, WITHOUT ROWID;

CREATE TABLE alert_channel (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,             -- webhook | email
  target TEXT NOT NULL,           -- URL or e-mail address
  enabled INTEGER NOT NULL DEFAULT 1,
  failed TEXT,                    -- what the last try said where it failed
  tries INTEGER NOT NULL DEFAULT 0, -- how many failed in a row
  retry_at INTEGER,               -- not tried again before; NULL = at the next round
  told_at INTEGER,
  created_at INTEGER NOT NULL
) STRICT;

-- Views of a list: a name for an address query. `shared` ones are everybody's to use, the others their owner's alone.
CREATE TABLE saved_view (
  id TEXT PRIMARY KEY,
  owner TEXT NOT NULL,            -- the name of who saved it, as the audit has it
  place TEXT NOT NULL,            -- runs | leads | ...
  name TEXT NOT NULL,
  query TEXT NOT NULL,            -- what stands behind the ? of the address
  shared INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  UNIQUE (place, owner, name)
) STRICT, WITHOUT ROWID;

-- How many of each incident a channel was told of: a channel that fails misses nothing.
CREATE TABLE alert_told (
  channel TEXT NOT NULL REFERENCES alert_channel (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  flow TEXT NOT NULL,
  node TEXT NOT NULL,
  code TEXT NOT NULL,
  about TEXT NOT NULL,
  told INTEGER NOT NULL,
  told_at INTEGER NOT NULL,
  PRIMARY KEY (channel, kind, flow, node, code, about)
) STRICT, WITHOUT ROWID;

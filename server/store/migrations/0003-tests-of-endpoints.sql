-- Tests of a connection's endpoints, for its log; calls of runs stand in the journal.
CREATE TABLE endpoint_test (
  id TEXT PRIMARY KEY,
  connection TEXT NOT NULL,
  endpoint TEXT NOT NULL,
  phone TEXT NOT NULL,
  by_whom TEXT NOT NULL,
  result TEXT NOT NULL,
  reason TEXT NOT NULL,
  status INTEGER,
  ms REAL,
  at INTEGER NOT NULL,
  detail TEXT NOT NULL            -- {lead, request, answer, failure} as JSON, secrets masked
) STRICT, WITHOUT ROWID;
CREATE INDEX endpoint_test_connection ON endpoint_test (connection, id DESC);

-- What leads have reserved, so that of equal ones a single one passes: while their run is under way, and, once it was accepted, for a time.

CREATE TABLE reservation (
  scope TEXT NOT NULL,            -- account | flow:<slug> | source:<id> | list:<slug> | campaign:<name>
  key BLOB NOT NULL,              -- SHA-256 of the parts of the key as they are compared
  run TEXT NOT NULL,
  origin TEXT NOT NULL,           -- the run whose step it is: a retry that keeps the step holds it too
  node TEXT NOT NULL,
  lead TEXT NOT NULL DEFAULT '',  -- the lead that the run created, known once it is settled
  at INTEGER NOT NULL,
  until INTEGER,                  -- counts once it is settled; NULL = for good
  settled INTEGER NOT NULL DEFAULT 0, -- 1 = the run was accepted
  PRIMARY KEY (scope, key, run)
) STRICT, WITHOUT ROWID;
CREATE INDEX reservation_held ON reservation (run) WHERE settled = 0;
CREATE INDEX reservation_over ON reservation (until) WHERE settled = 1 AND until IS NOT NULL;

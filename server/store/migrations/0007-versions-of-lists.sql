-- Rules beside the values of a validation list, how old it may be, and what each of its versions held.

ALTER TABLE value_list ADD COLUMN rules TEXT;                           -- JSON {any, all}; NULL: none
ALTER TABLE value_list ADD COLUMN limit_days INTEGER NOT NULL DEFAULT 0; -- older than this it is stale; 0: never
ALTER TABLE value_list ADD COLUMN checked_at INTEGER NOT NULL DEFAULT 0; -- last changed, or said to be up to date
UPDATE value_list SET checked_at = updated_at;

ALTER TABLE value_list_entry ADD COLUMN since INTEGER NOT NULL DEFAULT 1; -- the version that it came with
UPDATE value_list_entry SET since = (SELECT version FROM value_list WHERE slug = list);

-- Values that left a list: they were on it in the versions from `since` on and before `until`.
CREATE TABLE value_list_past (
  list TEXT NOT NULL,
  until INTEGER NOT NULL,
  folded TEXT NOT NULL,
  entry TEXT NOT NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY (list, until, folded)
) STRICT, WITHOUT ROWID;

-- One row a version. Those of a deleted list stay, so that what it decided can be explained; a new list of the name goes on
-- from their numbers.
CREATE TABLE value_list_version (
  list TEXT NOT NULL,
  version INTEGER NOT NULL,
  at INTEGER NOT NULL,
  who TEXT NOT NULL,
  did TEXT NOT NULL,              -- create | rename | add | remove | replace | rules | restore | delete | known
  detail TEXT NOT NULL,
  added INTEGER NOT NULL,
  removed INTEGER NOT NULL,
  entries INTEGER NOT NULL,       -- how many values it has
  rules TEXT,
  PRIMARY KEY (list, version)
) STRICT, WITHOUT ROWID;
INSERT INTO value_list_version
  SELECT slug, version, updated_at, '', 'known', '', 0, 0, (SELECT count(*) FROM value_list_entry e WHERE e.list = slug), NULL
  FROM value_list;

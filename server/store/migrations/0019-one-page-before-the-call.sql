-- What a run writes before its first call, as one row: durable at once, and in its places with the next commit, before anybody
-- looks. One row at most. A newer Leadflow reads the lines that an older one left.
CREATE TABLE ahead (id INTEGER PRIMARY KEY, lines TEXT NOT NULL) STRICT; -- lines: BatchOp[] as JSON
-- No row of the journal is ever deleted, so that its numbers cannot come again: the table that AUTOINCREMENT keeps, to be sure
-- of that, cost every commit a page. Taking the word away changes no byte of the rows (sqlite.org/lang_altertable.html#otheralter).
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ' AUTOINCREMENT', '') WHERE type = 'table' AND name = 'journal';
PRAGMA writable_schema=RESET;

-- The newest run of a flow or source comes last in these indexes, not first: SQLite packs pages from the left, so that what comes
-- in front meets a full page again and again, and moves its neighbours each time. They are read backwards.
DROP INDEX run_flow;
DROP INDEX run_source;
CREATE INDEX run_of_flow ON run (flow, id);
CREATE INDEX run_of_source ON run (source, id);

-- How many leads stand in each list with each status, kept as they come and go: nobody counts millions for a page, or to delete a list.

CREATE TABLE lead_count (
  list TEXT NOT NULL,
  status TEXT NOT NULL,           -- '' = received and not created
  leads INTEGER NOT NULL,
  PRIMARY KEY (list, status)
) STRICT, WITHOUT ROWID;
INSERT INTO lead_count (list, status, leads) SELECT list, status, count(*) FROM lead GROUP BY list, status;
CREATE TRIGGER lead_came AFTER INSERT ON lead BEGIN
  INSERT INTO lead_count (list, status, leads) VALUES (NEW.list, NEW.status, 1) ON CONFLICT DO UPDATE SET leads = leads + 1;
END;
CREATE TRIGGER lead_went AFTER DELETE ON lead BEGIN
  UPDATE lead_count SET leads = leads - 1 WHERE list = OLD.list AND status = OLD.status;
END;
CREATE TRIGGER lead_moved AFTER UPDATE OF list, status ON lead WHEN OLD.list <> NEW.list OR OLD.status <> NEW.status BEGIN
  UPDATE lead_count SET leads = leads - 1 WHERE list = OLD.list AND status = OLD.status;
  INSERT INTO lead_count (list, status, leads) VALUES (NEW.list, NEW.status, 1) ON CONFLICT DO UPDATE SET leads = leads + 1;
END;

-- Three indexes more made a lead twice as dear to write. Lists, sources and the status of new leads are found among the newest.
DROP INDEX IF EXISTS lead_list_id;
DROP INDEX IF EXISTS lead_status_id;
DROP INDEX IF EXISTS lead_source_id;
-- Most leads stand as they came; those that do not are fewer, and are sought.
CREATE INDEX lead_status_given ON lead (status, id) WHERE status <> 'NEW' AND status <> '';

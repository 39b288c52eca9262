-- What taking an import back must know: who came as a duplicate of its leads, whose hand each change was, and which leads stay.

-- A lead that an import made, and who came as its duplicate since: another import by its id, '' for a run. Nobody else has their lead.
CREATE TABLE lead_met (lead TEXT NOT NULL, who TEXT NOT NULL, PRIMARY KEY (lead, who)) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO lead_met (lead, who) SELECT met.id, '' FROM lead JOIN lead AS met ON met.id = lead.duplicate_of
  WHERE lead.duplicate_of <> '' AND met.import IS NOT NULL;
CREATE INDEX lead_met_import ON lead_met (who, lead) WHERE who <> '';

-- The import that changed it: two files may have one name. Imports first: there are few of them, and no index of leads alone.
ALTER TABLE lead_history ADD COLUMN import TEXT;
UPDATE lead_history SET import = (SELECT b.import FROM lead_import i CROSS JOIN lead_import_before b ON b.import = i.id
  WHERE b.lead = lead_history.lead AND b.updated_at = lead_history.at AND lead_history.who = 'import:' || i.name)
  WHERE who LIKE 'import:%';

-- `kept` is 2 where somebody changed the lead between two rows of the import: taking back gives what that hand had made of it.
CREATE INDEX lead_import_kept ON lead_import_before (import, lead) WHERE kept > 0;

-- What the lead API needs: campaigns of lead lists, leads that were received and not created, and the account's own check.

ALTER TABLE lead_list ADD COLUMN campaign TEXT NOT NULL DEFAULT '';
-- Why it was received and not created; NULL for a lead.
ALTER TABLE lead ADD COLUMN received TEXT;
-- Of one that was received: the lead with its number, '' where there was none.
ALTER TABLE lead ADD COLUMN duplicate_of TEXT;

-- One row: how leads of the lead API are checked, and the release that its settings made.
CREATE TABLE account_check (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  version INTEGER NOT NULL,
  settings TEXT NOT NULL,
  release TEXT NOT NULL,
  by_whom TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

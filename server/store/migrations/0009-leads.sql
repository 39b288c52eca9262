-- What is kept of a lead beside its fields: contact data as read, owner, flags, other systems' ids, price, and what happened to it.

ALTER TABLE lead ADD COLUMN contact TEXT;                          -- JSON: how its contact data is read (lead-contact.ts); NULL = not known
ALTER TABLE lead ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE lead ADD COLUMN flags TEXT NOT NULL DEFAULT '[]';      -- JSON array of short texts
ALTER TABLE lead ADD COLUMN external_ids TEXT NOT NULL DEFAULT '{}'; -- JSON {system: id}
ALTER TABLE lead ADD COLUMN reference TEXT NOT NULL DEFAULT '';
ALTER TABLE lead ADD COLUMN price REAL;                            -- NULL = none
ALTER TABLE lead ADD COLUMN currency TEXT NOT NULL DEFAULT '';     -- ISO 4217; '' = not said
ALTER TABLE lead ADD COLUMN first_run TEXT;                        -- the run that created it, once another has touched it
-- Few leads have these, so that they cost most of them nothing.
CREATE INDEX lead_owner ON lead (owner, id) WHERE owner <> '';
CREATE INDEX lead_reference ON lead (reference) WHERE reference <> '';
CREATE INDEX lead_unread_phone ON lead (phone_raw) WHERE phone = '' AND phone_raw <> '';
CREATE TABLE lead_flag (flag TEXT NOT NULL, lead TEXT NOT NULL, PRIMARY KEY (flag, lead)) STRICT, WITHOUT ROWID;
CREATE TABLE lead_external (id TEXT NOT NULL, system TEXT NOT NULL, lead TEXT NOT NULL, PRIMARY KEY (id, system, lead)) STRICT, WITHOUT ROWID;

-- What changed after it was created: creating a lead writes no row here.
CREATE TABLE lead_history (
  lead TEXT NOT NULL,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  who TEXT NOT NULL,              -- an account, flow:<slug>, or source:<name>
  run TEXT,
  did TEXT NOT NULL,              -- status | list | owner | flags | fields | price | reference | externalIds | merged | imported
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  PRIMARY KEY (lead, seq)
) STRICT, WITHOUT ROWID;

-- The runs that touched a lead, where there is another than the one that created it.
CREATE TABLE lead_run (lead TEXT NOT NULL, run TEXT NOT NULL, PRIMARY KEY (lead, run)) STRICT, WITHOUT ROWID;

ALTER TABLE lead_status ADD COLUMN final INTEGER NOT NULL DEFAULT 0;   -- 1 = no flow changes it any more
ALTER TABLE lead_status ADD COLUMN success INTEGER NOT NULL DEFAULT 0; -- 1 = counted as won
ALTER TABLE lead_status ADD COLUMN dnc INTEGER NOT NULL DEFAULT 0;     -- 1 = its leads' numbers go on the account DNC list
-- Where leads are kept already, their owner says what the statuses mean.
UPDATE lead_status SET success = 1, final = 1 WHERE abbrev = 'SALE' AND NOT EXISTS (SELECT 1 FROM lead);
UPDATE lead_status SET final = 1 WHERE abbrev = 'DEAD' AND NOT EXISTS (SELECT 1 FROM lead);
INSERT OR IGNORE INTO lead_status (abbrev, label, final, success, dnc)
  SELECT 'DNC', 'Do not call', 1, 0, 1 WHERE NOT EXISTS (SELECT 1 FROM lead);

CREATE TABLE campaign (slug TEXT PRIMARY KEY, name TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO campaign (slug, name, created_at) SELECT campaign, campaign, created_at FROM lead_list WHERE campaign <> '';

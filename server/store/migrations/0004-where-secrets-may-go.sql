-- Where secrets may be sent, and keys that outlive a rotation of the key that everything is sealed with.

ALTER TABLE secret ADD COLUMN origins TEXT;   -- JSON list of scheme://host:port; NULL = set before there were bounds
CREATE TABLE sealed_key (purpose TEXT PRIMARY KEY, sealed TEXT NOT NULL) STRICT;

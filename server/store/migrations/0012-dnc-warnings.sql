-- What somebody was told of a DNC list, so that each warning is given once: `<why> <the day of its newest file>`.

ALTER TABLE dnc_list ADD COLUMN warned TEXT NOT NULL DEFAULT '';

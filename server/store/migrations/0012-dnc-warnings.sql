-- What somebody was told of a DNC list, so that each warning is given once: `<why> <the day of its newest file>`.

ALTER TABLE dnc_list ADD COLUMN warned TEXT NOT NULL DEFAULT '';

-- Campaigns are kept by their short names: what was reserved under a name with blanks counts under the short one.
UPDATE OR IGNORE reservation SET scope = replace(replace(scope, ' ', '-'), '_', '-') WHERE scope LIKE 'campaign:%';
UPDATE dnc_list SET campaign = replace(replace(lower(trim(campaign)), ' ', '-'), '_', '-');

-- Values of validation lists are compared without unseen signs, and whichever way their letters are encoded. Of two values
-- that are the same by that, the one that was there first stays.
CREATE TEMP TABLE folding AS
  SELECT list, folded, folded(entry) AS wanted, entry, since,
    row_number() OVER (PARTITION BY list, folded(entry) ORDER BY since, folded) AS place
  FROM value_list_entry
  WHERE list IN (SELECT list FROM value_list_entry WHERE folded <> folded(entry));
DELETE FROM value_list_entry WHERE list IN (SELECT list FROM folding);
INSERT INTO value_list_entry (list, folded, entry, since)
  SELECT list, wanted, entry, since FROM folding WHERE place = 1 AND wanted <> '';
DROP TABLE folding;
UPDATE OR IGNORE value_list_past SET folded = folded(entry) WHERE folded <> folded(entry);

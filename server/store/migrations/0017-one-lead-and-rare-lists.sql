-- Runs that are made from another are one lead with it; leads of a list are found without looking at those of others.

-- Which runs are one lead is read from the runs themselves: one that was made from another does not meet what that one has reserved.
ALTER TABLE reservation DROP COLUMN origin;

-- Most leads stand in the list that is there from the first; those of others are sought.
CREATE INDEX lead_in_list ON lead (list, id) WHERE list <> 'default';

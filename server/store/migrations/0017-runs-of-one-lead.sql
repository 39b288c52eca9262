-- Which runs are one lead is read from the runs themselves: one that was made from another does not meet what that one has reserved.

ALTER TABLE reservation DROP COLUMN origin;

-- The duplicate check that drawn flows use: the release that decides for them, and in the history why they were published anew.

-- NULL where nobody is asked.
ALTER TABLE account_check ADD COLUMN decides TEXT;
-- Why, where it was not the flow itself that changed; '' where it was.
ALTER TABLE publication ADD COLUMN note TEXT NOT NULL DEFAULT '';

-- What a turn still without an answer was asked (JSON, masked), so that the next process takes it up; null once the answer goes out.
-- The states gain one: sending (the answer is going out; after a crash whether it was shown is not known).
ALTER TABLE delivery ADD COLUMN turn TEXT;

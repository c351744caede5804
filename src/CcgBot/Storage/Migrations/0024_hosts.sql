-- Which host works on a turn, by the id that it has from its start to its end: what a host that no longer lives left undone, others take over.
ALTER TABLE directline_activity ADD COLUMN host TEXT;
-- The states gain one: left (its host died; the one named now is about to take it).
ALTER TABLE delivery ADD COLUMN host TEXT;
CREATE INDEX delivery_open ON delivery(host) WHERE state IN ('taken', 'sending', 'left');

-- Calls that are counted over all hosts. By a hash of who calls: no address is kept.
CREATE TABLE call_window (
  caller TEXT PRIMARY KEY,
  until INTEGER NOT NULL,               -- milliseconds since 1970
  calls INTEGER NOT NULL
) WITHOUT ROWID;

-- Operators' own answers that were written in the console; those of the file Curated:File are not among them.
CREATE TABLE curated (
  id TEXT PRIMARY KEY,                  -- 16 hex digits
  revision INTEGER NOT NULL UNIQUE,     -- grows with each change of any of them
  questions TEXT NOT NULL,              -- JSON array
  text TEXT NOT NULL,                   -- every sentence followed by its marks, as in the file
  citations TEXT NOT NULL,              -- JSON array of { article, quote }
  review TEXT,                          -- when somebody should look at it again: yyyy-MM-dd
  withdrawn INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL,             -- milliseconds since 1970
  changed_by TEXT NOT NULL
) WITHOUT ROWID;

-- What was decided of a question that was not answered. By a keyed hash of its terms: its words are in the evidence alone, and go with it.
CREATE TABLE gap (
  key TEXT PRIMARY KEY,
  state INTEGER NOT NULL,               -- 0 = open, 1 = out of scope, 2 = done
  assignee TEXT,
  revision INTEGER NOT NULL,            -- grows with each change of any of them
  at INTEGER NOT NULL                   -- milliseconds since 1970
) WITHOUT ROWID;
CREATE INDEX gap_revision ON gap(revision);

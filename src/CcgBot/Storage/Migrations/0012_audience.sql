-- Who may read an article: a set of groups, of which the reader must be in one. 0 = everyone, and has no row.
CREATE TABLE audience (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  groups TEXT NOT NULL UNIQUE            -- JSON array of names, in lower case and in order
);

ALTER TABLE article ADD COLUMN audience INTEGER NOT NULL DEFAULT 0;

-- Whose index a change is for: an article that passes from one audience to another is a change for both.
ALTER TABLE change ADD COLUMN audience INTEGER NOT NULL DEFAULT 0;
CREATE INDEX change_of_audience ON change(audience, number);

-- The groups of a Direct Line conversation's person, as the server said that got its token; may be there before the conversation is.
CREATE TABLE directline_groups (
  conversation TEXT PRIMARY KEY,
  groups TEXT NOT NULL,                  -- JSON array
  at TEXT NOT NULL
) WITHOUT ROWID;

-- Keys that programs ask with.
CREATE TABLE api_key (
  id TEXT PRIMARY KEY,                   -- the part of the key that is no secret
  name TEXT NOT NULL,
  hash BLOB NOT NULL,                    -- SHA-256 of the secret part, which has 256 random bits
  scopes TEXT NOT NULL,                  -- JSON array: Ask, Edit, Audit
  groups TEXT NOT NULL,                  -- JSON array
  created INTEGER NOT NULL,              -- milliseconds since 1970
  created_by TEXT,
  expires INTEGER,
  revoked INTEGER
) WITHOUT ROWID;

-- What everything else hangs on: the store's own identity.
CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE article (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  source TEXT,                          -- the file it was read from: what --prune goes by
  version INTEGER NOT NULL,             -- the current one
  withdrawn INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE version (
  key INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES article(key),
  hash TEXT NOT NULL,
  title TEXT NOT NULL,
  publisher TEXT,
  published TEXT,
  url TEXT,
  ingested TEXT NOT NULL
);
CREATE INDEX version_of_article ON version(article);

-- A block's key is its version's key * 2^20 + its position: one B-tree serves both "by key" and "all of a version".
CREATE TABLE block (
  key INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,
  ordinal INTEGER,
  text TEXT NOT NULL
);

-- The feed that the index follows. The random token tells a restored or foreign store from the one that was indexed.
CREATE TABLE change (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  article INTEGER NOT NULL,
  token INTEGER NOT NULL DEFAULT (random())
);
CREATE INDEX change_of_article ON change(article);

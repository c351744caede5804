-- What a source has, so that a sync asks only for what changed and knows what is no longer there.
CREATE TABLE source_page (
  source TEXT NOT NULL,                 -- the source's name
  address TEXT NOT NULL,                -- as it was asked for
  document TEXT NOT NULL,               -- where it was found in the end: what its articles have for their source
  origin TEXT NOT NULL,                 -- what named it: itself, a sitemap, a feed
  kind INTEGER NOT NULL,
  etag TEXT,
  modified TEXT,
  PRIMARY KEY (source, address)
) WITHOUT ROWID;

CREATE TABLE sync (
  key INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  started TEXT NOT NULL,
  ended TEXT NOT NULL,
  added INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL,
  skipped INTEGER NOT NULL,
  failed INTEGER NOT NULL
);
CREATE INDEX sync_of_source ON sync(source, key);

-- What failed, was skipped or stays removed in a sync, each with why.
CREATE TABLE sync_problem (
  sync INTEGER NOT NULL REFERENCES sync(key) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  item TEXT NOT NULL,
  result INTEGER NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (sync, number)
) WITHOUT ROWID;

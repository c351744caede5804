-- What a document library (SharePoint, OneDrive) held when it was last asked: its whole tree, for a folder that is moved takes its files along unasked.
CREATE TABLE library_item (
  source TEXT NOT NULL,                 -- the source's name
  id TEXT NOT NULL,                     -- the library's own, which no move or new name changes
  parent TEXT,                          -- the id of its folder
  name TEXT NOT NULL,
  kind INTEGER NOT NULL,
  url TEXT,                             -- where people open it
  size INTEGER NOT NULL,
  state TEXT,                           -- changes with its content, name or address; NULL = to be asked for
  read TEXT,                            -- the state that was read last; NULL = none
  tried TEXT,                           -- when that was
  problem TEXT,                         -- why that state could not be read; NULL = it was
  article TEXT,                         -- the id of its article, kept for good
  PRIMARY KEY (source, id)
) WITHOUT ROWID;

-- How far a library's changes are known.
CREATE TABLE library_cursor (
  source TEXT PRIMARY KEY,
  drive TEXT NOT NULL,
  link TEXT NOT NULL                    -- what it is asked for next
) WITHOUT ROWID;

-- Who may read what a source has, as the settings said at its last sync: when they say something else, everything is read again.
CREATE TABLE source_groups (
  source TEXT PRIMARY KEY,
  groups TEXT NOT NULL
) WITHOUT ROWID;

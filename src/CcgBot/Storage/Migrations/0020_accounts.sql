-- People who sign in here by name and password, where there is no OpenID Connect provider.
CREATE TABLE account (
  id TEXT PRIMARY KEY,                   -- 16 hex digits
  name TEXT NOT NULL,
  folded TEXT NOT NULL UNIQUE,           -- the name as it is looked up
  hash TEXT NOT NULL,                    -- as ASP.NET Core Identity makes it: PBKDF2, with its salt and count
  roles INTEGER NOT NULL,
  groups TEXT NOT NULL,                  -- JSON array
  created INTEGER NOT NULL,              -- milliseconds since 1970
  created_by TEXT NOT NULL,
  closed INTEGER NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0,   -- wrong passwords since the last right one
  locked INTEGER NOT NULL DEFAULT 0,     -- until when no password is looked at
  revision INTEGER NOT NULL DEFAULT 1,
  stamp TEXT NOT NULL                    -- another ends every session
) WITHOUT ROWID;

-- Links that sign a browser in once as an account: one an account, of whose token a hash alone is kept.
CREATE TABLE sign_in_link (
  account TEXT PRIMARY KEY,
  hash TEXT NOT NULL,                    -- SHA-256 of the token, in hex
  until INTEGER NOT NULL                 -- milliseconds since 1970
) WITHOUT ROWID;

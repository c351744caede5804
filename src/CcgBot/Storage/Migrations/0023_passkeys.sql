-- What people sign in with instead of a password: of each a public key, which opens nothing by itself.
CREATE TABLE passkey (
  id TEXT PRIMARY KEY,                   -- of the credential, in hex
  account TEXT NOT NULL,
  name TEXT NOT NULL,                    -- by which its person knows it
  key TEXT NOT NULL,                     -- JSON, as ASP.NET Core Identity checks it
  created INTEGER NOT NULL               -- milliseconds since 1970
) WITHOUT ROWID;
CREATE INDEX passkey_account ON passkey(account);

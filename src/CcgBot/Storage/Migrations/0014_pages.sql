-- The file that a version was read from, kept beside the store under its hash, so that a citation shows its page as it was.
CREATE TABLE original (
  version INTEGER PRIMARY KEY REFERENCES version(key),
  hash TEXT NOT NULL
);

-- Where a block's words stand on its pages.
CREATE TABLE block_place (
  block INTEGER PRIMARY KEY,
  words BLOB NOT NULL
);

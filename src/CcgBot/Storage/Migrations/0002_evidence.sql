-- One row an answer, never changed: the chain. What was said lies in evidence_payload, so that it can be deleted and the chain still verifies.
CREATE TABLE evidence (
  seq INTEGER PRIMARY KEY,              -- 1, 2, 3 … without a gap
  id BLOB NOT NULL UNIQUE,              -- 128 random bits
  at INTEGER NOT NULL,                  -- Unix milliseconds
  kind TEXT NOT NULL,                   -- grounded, partial, abstention, clarification, erasure, break
  digest BLOB NOT NULL,                 -- SHA-256 of salt and payload
  mac BLOB NOT NULL                     -- HMAC-SHA-256 of the previous mac and everything above, with the key outside the store
);
CREATE INDEX evidence_gaps ON evidence(kind, seq) WHERE kind IN ('partial', 'abstention');

CREATE TABLE evidence_payload (
  seq INTEGER PRIMARY KEY REFERENCES evidence(seq),
  "user" TEXT,                          -- pseudonym: keyed hash of the channel's user id
  salt BLOB NOT NULL,                   -- goes with the payload, so that a digest left behind can't be guessed at
  payload BLOB NOT NULL                 -- UTF-8 JSON
);
CREATE INDEX evidence_payload_user ON evidence_payload("user") WHERE "user" IS NOT NULL;

-- The last link, sealed with the key: cutting the end off leaves a head that no longer fits.
CREATE TABLE evidence_head (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  seq INTEGER NOT NULL,
  mac BLOB NOT NULL,
  seal BLOB NOT NULL
);

-- Which answer a channel's message showed: feedback arrives with the message's id only.
CREATE TABLE shown (
  message TEXT PRIMARY KEY,
  evidence BLOB NOT NULL,
  at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE feedback (
  key INTEGER PRIMARY KEY,
  evidence BLOB,                        -- null when the message is not known any more
  message TEXT,
  "user" TEXT,                          -- pseudonym, as in evidence_payload
  reaction TEXT NOT NULL,               -- like, dislike
  text TEXT,                            -- masked
  at INTEGER NOT NULL
);
CREATE INDEX feedback_of_evidence ON feedback(evidence);
CREATE INDEX feedback_of_user ON feedback("user") WHERE "user" IS NOT NULL;
CREATE INDEX shown_evidence ON shown(evidence);

-- One question with its answer. A message edited later replaces its exchange: hence the unique pair (NULLs never collide).
CREATE TABLE exchange (
  key INTEGER PRIMARY KEY,
  conversation TEXT NOT NULL,
  message TEXT,
  "user" TEXT,
  question TEXT NOT NULL,
  answer TEXT NOT NULL,
  cited TEXT NOT NULL,                   -- JSON array of paragraph ids
  evidence TEXT,                         -- the answer's evidence id
  at TEXT NOT NULL,
  UNIQUE (conversation, message)
);
CREATE INDEX exchange_at ON exchange(at);
CREATE INDEX exchange_user ON exchange("user");

-- One decision per activity that reached the bot: who takes the row answers, everyone later does not.
CREATE TABLE delivery (
  activity TEXT PRIMARY KEY,             -- channel | conversation | activity id
  state TEXT NOT NULL,                   -- taken, done, failed, unknown (whether the reply was shown)
  reply TEXT,                            -- JSON: what an invoke was answered with, given again on redelivery
  at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX delivery_at ON delivery(at);

-- Conversations greeted: a channel may say twice that the bot came.
CREATE TABLE greeted (
  conversation TEXT PRIMARY KEY,         -- channel | conversation id
  at TEXT NOT NULL
) WITHOUT ROWID;

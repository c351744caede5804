-- Direct Line conversations of our own: what a client may ask for again after a lost socket or a restart.
CREATE TABLE directline_conversation (
  id TEXT PRIMARY KEY,
  "user" TEXT NOT NULL,                  -- the dl_ id every activity of the client is bound to
  site TEXT NOT NULL,                    -- the address the client came to: what links in answers begin with
  seen TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX directline_conversation_seen ON directline_conversation(seen);

CREATE TABLE directline_activity (
  conversation TEXT NOT NULL,
  number INTEGER NOT NULL,               -- from 1: the watermark
  activity TEXT NOT NULL,                -- JSON, as sent to clients
  pending INTEGER NOT NULL DEFAULT 0,    -- 1: the bot has not dealt with it yet
  PRIMARY KEY (conversation, number)
) WITHOUT ROWID;
CREATE INDEX directline_activity_pending ON directline_activity(pending) WHERE pending = 1;

-- What the language model cost, by day (UTC), over all processes on this store. Money in millionths of the currency of the prices.
CREATE TABLE model_spending (
  day TEXT PRIMARY KEY,
  calls INTEGER NOT NULL DEFAULT 0,
  input_tokens INTEGER NOT NULL DEFAULT 0,
  output_tokens INTEGER NOT NULL DEFAULT 0,
  spent INTEGER NOT NULL DEFAULT 0,
  reserved INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

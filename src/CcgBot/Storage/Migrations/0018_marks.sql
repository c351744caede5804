-- What an editor says of a paragraph. By its text: it holds in the article's next version too, where the words are the same.
CREATE TABLE paragraph_mark (
  article INTEGER NOT NULL REFERENCES article(key),
  text TEXT NOT NULL,
  mark INTEGER NOT NULL,                -- 1 = found, never cited; 2 = not searched
  why TEXT,
  PRIMARY KEY (article, text)
) WITHOUT ROWID;

-- Grows with each change of a mark: an editor who has not seen it is told.
ALTER TABLE article ADD COLUMN marked INTEGER NOT NULL DEFAULT 0;

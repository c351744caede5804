-- A block's place in its article's layout (BlockLayout): what form it has, how many blocks before it stands what introduces it, how deep in a list.
ALTER TABLE block ADD COLUMN form INTEGER NOT NULL DEFAULT 0;
ALTER TABLE block ADD COLUMN leadin INTEGER NOT NULL DEFAULT 0;
ALTER TABLE block ADD COLUMN level INTEGER NOT NULL DEFAULT 0;

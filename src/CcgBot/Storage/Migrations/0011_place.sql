-- Where a block stands in its source: the page it begins on, and the headings that it stands under ("Treatment › Dosage").
ALTER TABLE block ADD COLUMN page INTEGER;
ALTER TABLE block ADD COLUMN section TEXT;

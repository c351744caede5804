-- The key that was made in the place of this one, which goes on until it expires.
ALTER TABLE api_key ADD COLUMN replaced_by TEXT;

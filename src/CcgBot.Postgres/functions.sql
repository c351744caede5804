-- Functions of SQLite that the stores' SQL uses and PostgreSQL has under other names, or not at all.
CREATE OR REPLACE FUNCTION instr(whole text, part text) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT strpos(whole, part)::bigint';

CREATE OR REPLACE FUNCTION hex(bytes bytea) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT upper(encode(bytes, ''hex''))';

CREATE OR REPLACE FUNCTION json_each(list text) RETURNS TABLE (value text) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  'SELECT pg_catalog.json_array_elements_text(list::json)';

-- Where SQLite refuses the text, what is looked for is not in it.
CREATE OR REPLACE FUNCTION json_extract(document text, path text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS '
BEGIN
  RETURN pg_catalog.jsonb_path_query_first(document::jsonb, path::jsonpath) #>> ''{}'';
EXCEPTION WHEN others THEN
  RETURN NULL;
END';

CREATE OR REPLACE FUNCTION json_valid(document text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS '
BEGIN
  PERFORM document::json;
  RETURN true;
EXCEPTION WHEN others THEN
  RETURN false;
END';

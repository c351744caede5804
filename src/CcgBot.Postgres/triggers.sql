-- What hosts tell each other (PostgresHosts), in the transaction that writes it: heard when it is to be seen, and never before. A schema has its own channel.
CREATE OR REPLACE FUNCTION ccgbot_tell_change() RETURNS trigger LANGUAGE plpgsql AS '
BEGIN
  PERFORM pg_notify(''ccgbot_'' || md5(TG_TABLE_SCHEMA), ''change'');
  RETURN NULL;
END';

CREATE OR REPLACE FUNCTION ccgbot_tell_activity() RETURNS trigger LANGUAGE plpgsql AS '
BEGIN
  PERFORM pg_notify(''ccgbot_'' || md5(TG_TABLE_SCHEMA), ''activity '' || NEW.conversation || '' '' || NEW.number);
  RETURN NULL;
END';

DROP TRIGGER IF EXISTS ccgbot_tell ON change;
CREATE TRIGGER ccgbot_tell AFTER INSERT ON change FOR EACH STATEMENT EXECUTE FUNCTION ccgbot_tell_change();

DROP TRIGGER IF EXISTS ccgbot_tell ON directline_activity;
CREATE TRIGGER ccgbot_tell AFTER INSERT ON directline_activity FOR EACH ROW EXECUTE FUNCTION ccgbot_tell_activity();

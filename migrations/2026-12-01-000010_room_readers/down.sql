DROP TABLE stream.handed;
DROP FUNCTION stream.readers_of(uuid, text);
DROP VIEW stream.room_readers;

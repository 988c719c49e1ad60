DROP FUNCTION stream.stamp();
DROP FUNCTION stream.drop_partitions(integer);
DROP FUNCTION stream.make_partitions(integer);
DROP FUNCTION stream.emit(uuid, uuid, text, text[], text[], text[], uuid[], uuid[], text[], text[], bytea, text);
DROP TABLE activity_log;
DROP TABLE stream.events;
DROP TABLE streams;

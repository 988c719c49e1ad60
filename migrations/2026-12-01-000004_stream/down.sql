DROP FUNCTION stream.forget(uuid, integer);
DROP FUNCTION stream.stamp();
DROP FUNCTION stream.drop_partitions(integer);
DROP FUNCTION stream.make_partitions(integer);
DROP FUNCTION stream.emit;
DROP FUNCTION stream.numbered(text, bigint);
DROP TABLE activity_log;
DROP TABLE stream.events;
DROP TABLE streams;

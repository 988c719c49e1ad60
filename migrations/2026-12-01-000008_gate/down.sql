DROP FUNCTION gate.touch_people(uuid[], bigint[]);
DROP FUNCTION gate.keep_answer(uuid, text, bytea, text);
DROP FUNCTION gate.glance(uuid, uuid, uuid, uuid);
DROP FUNCTION gate.my_deleted_workspaces(uuid, integer);
DROP FUNCTION gate.my_workspaces(uuid);
DROP FUNCTION gate.slug_free(text);
DROP FUNCTION gate.open(uuid, uuid, uuid, text, boolean);
DROP FUNCTION gate.lane(uuid);

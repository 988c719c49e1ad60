//! A stand-in for rooms that are not built yet: with a list of their own, a team and "open". It shows that the stream, the hub and
//! replays need nothing of an area but its part of one view.

use crate::database::Database;

/// Tables of rooms, of their lists and of teams, all in `stand_in`, and the view that tells the stream who reads what. Whoever leaves a
/// workspace leaves its lists and teams.
pub fn stand_in(database: &Database) {
    database.run(
        "CREATE SCHEMA stand_in;
         CREATE TABLE stand_in.rooms (workspace_id uuid, room text PRIMARY KEY, is_open boolean NOT NULL, team integer, said bigint NOT NULL DEFAULT 0);
         CREATE TABLE stand_in.people (workspace_id uuid, room text, user_id uuid, PRIMARY KEY (room, user_id));
         CREATE TABLE stand_in.teams (workspace_id uuid, team integer, user_id uuid, PRIMARY KEY (workspace_id, team, user_id));
         CREATE OR REPLACE VIEW stream.room_readers WITH (security_invoker = true) AS
            SELECT r.workspace_id, r.room, p.user_id FROM stand_in.rooms r JOIN stand_in.people p USING (room)
            UNION ALL SELECT r.workspace_id, r.room, t.user_id FROM stand_in.rooms r JOIN stand_in.teams t USING (workspace_id, team)
            UNION ALL SELECT r.workspace_id, r.room, NULL FROM stand_in.rooms r WHERE r.is_open;
         CREATE FUNCTION stand_in.leave() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN
            DELETE FROM stand_in.people WHERE workspace_id = OLD.workspace_id AND user_id = OLD.user_id;
            DELETE FROM stand_in.teams WHERE workspace_id = OLD.workspace_id AND user_id = OLD.user_id;
            RETURN OLD;
         END $$;
         CREATE TRIGGER leave AFTER DELETE ON workspace_members FOR EACH ROW EXECUTE FUNCTION stand_in.leave();
         GRANT USAGE ON SCHEMA stand_in TO PUBLIC;
         GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA stand_in TO PUBLIC",
    );
}

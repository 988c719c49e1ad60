-- Whether somebody may be told what happened while they were away depends on what they could read then. These events say since
-- when they can. They are few among the others, and read when the first person follows a workspace. Made on the partitioned table, it comes
-- to each day's partition; writes wait while it is made on those of the last week.
CREATE INDEX events_rights ON stream.events (workspace_id, seq)
    WHERE kind IN ('member.joined', 'member.updated', 'member.removed', 'board.created', 'board.updated', 'board.deleted');

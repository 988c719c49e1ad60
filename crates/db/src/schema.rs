//! The tables as Diesel sees them. A test holds each column here against the database.

use diesel::{allow_tables_to_appear_in_same_query, joinable, table};

table! {
    users (id) { id -> Uuid, email -> Text, name -> Text, rev -> BigInt, audit_head -> Bytea, created_at -> Timestamptz, updated_at -> Timestamptz, }
}
table! {
    credentials (user_id) { user_id -> Uuid, password_hash -> Text, changed_at -> Timestamptz, }
}
table! {
    sessions (id) {
        id -> Uuid, user_id -> Uuid, user_agent -> Text, ip -> Nullable<Text>, created_at -> Timestamptz, last_seen_at -> Timestamptz,
        expires_at -> Timestamptz, revoked_at -> Nullable<Timestamptz>,
    }
}
table! {
    refresh_tokens (token_hash) {
        token_hash -> Bytea, session_id -> Uuid, parent_hash -> Nullable<Bytea>, created_at -> Timestamptz, spent_at -> Nullable<Timestamptz>,
    }
}
table! {
    password_resets (user_id) {
        user_id -> Uuid, token_hash -> Bytea, created_at -> Timestamptz, expires_at -> Timestamptz, spent_at -> Nullable<Timestamptz>,
    }
}
table! {
    workspaces (id) {
        id -> Uuid, name -> Text, slug -> Text, task_prefix -> Text, former_slugs -> Array<Text>, former_prefixes -> Array<Text>, version -> BigInt, changed_seq -> BigInt, created_by -> Nullable<Uuid>,
        created_at -> Timestamptz, updated_at -> Timestamptz, deleted_at -> Nullable<Timestamptz>,
        request_hash -> Nullable<Bytea>,
    }
}
table! {
    workspace_members (workspace_id, user_id) {
        workspace_id -> Uuid, user_id -> Uuid, role -> Text, custom_role_id -> Nullable<Uuid>, changed_seq -> BigInt,
        suspended_at -> Nullable<Timestamptz>, joined_at -> Timestamptz,
    }
}
table! {
    roles (workspace_id, id) {
        workspace_id -> Uuid, id -> Uuid, name -> Text, base -> Text, permissions -> Array<Text>, version -> BigInt, created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}
table! {
    former_members (workspace_id, user_id) { workspace_id -> Uuid, user_id -> Uuid, name -> Text, left_at -> Timestamptz, }
}
table! {
    workspace_counters (workspace_id) { workspace_id -> Uuid, task_number -> BigInt, }
}
table! {
    invitations (workspace_id, id) {
        workspace_id -> Uuid, id -> Uuid, email -> Text, role -> Text, token_hash -> Bytea, changed_seq -> BigInt, invited_by -> Nullable<Uuid>, created_at -> Timestamptz,
        expires_at -> Timestamptz, accepted_at -> Nullable<Timestamptz>, accepted_by -> Nullable<Uuid>, revoked_at -> Nullable<Timestamptz>,
        request_hash -> Nullable<Bytea>,
    }
}
table! {
    streams (workspace_id) { workspace_id -> Uuid, epoch -> Uuid, seq -> BigInt, audit_head -> Bytea, }
}
table! {
    stream.events (workspace_id, seq, at) {
        workspace_id -> Uuid, seq -> BigInt, at -> Timestamptz, actor_id -> Nullable<Uuid>, op -> Nullable<Text>, kind -> Text, audience -> Text,
        people -> Nullable<Array<Uuid>>, data -> Text,
    }
}
table! {
    activity_log (workspace_id, seq) {
        workspace_id -> Uuid, seq -> BigInt, at -> Timestamptz, actor_kind -> Text, actor_id -> Nullable<Uuid>, actor_name -> Nullable<Text>,
        via -> Nullable<Text>, ip -> Nullable<Text>, kind -> Text, audience -> Text, room_kind -> Nullable<Text>, room_id -> Nullable<Uuid>,
        subject_kind -> Text, subject_id -> Uuid, subject_name -> Text, changes -> Text, format -> SmallInt, prev_hash -> Bytea, hash -> Bytea,
    }
}
table! {
    boards (workspace_id, id) {
        workspace_id -> Uuid, id -> Uuid, name -> Text, color -> Text, visibility -> Text, version -> BigInt, changed_seq -> BigInt, created_by -> Nullable<Uuid>,
        created_at -> Timestamptz, updated_at -> Timestamptz, deleted_at -> Nullable<Timestamptz>, deleted_by -> Nullable<Uuid>,
        purged_at -> Nullable<Timestamptz>, request_hash -> Nullable<Bytea>,
    }
}
table! {
    board_members (workspace_id, board_id, user_id) { workspace_id -> Uuid, board_id -> Uuid, user_id -> Uuid, added_at -> Timestamptz, }
}
table! {
    columns (workspace_id, id) {
        workspace_id -> Uuid, id -> Uuid, board_id -> Uuid, name -> Text, category -> Text, color -> Nullable<Text>, wip_limit -> Nullable<Integer>,
        position -> Text, version -> BigInt, changed_seq -> BigInt, created_at -> Timestamptz, updated_at -> Timestamptz, deleted_at -> Nullable<Timestamptz>,
        deleted_by -> Nullable<Uuid>, request_hash -> Nullable<Bytea>,
    }
}
table! {
    moved_cards (workspace_id, column_id, task_id) { workspace_id -> Uuid, column_id -> Uuid, task_id -> Uuid, position -> Text, moved_to -> Uuid, }
}
table! {
    tasks (workspace_id, id) {
        workspace_id -> Uuid, id -> Uuid, board_id -> Uuid, column_id -> Uuid, number -> BigInt, title -> Text, description -> Text, priority -> Text,
        start_at -> Nullable<Timestamptz>, due_at -> Nullable<Timestamptz>, due_all_day -> Bool,
        position -> Text, version -> BigInt, changed_seq -> BigInt, created_by -> Nullable<Uuid>, created_at -> Timestamptz, updated_at -> Timestamptz,
        status_changed_at -> Timestamptz, deleted_at -> Nullable<Timestamptz>, deleted_by -> Nullable<Uuid>,
        request_hash -> Nullable<Bytea>,
    }
}
table! {
    task_assignees (workspace_id, task_id, user_id) { workspace_id -> Uuid, task_id -> Uuid, user_id -> Uuid, place -> SmallInt, }
}
table! {
    jobs (id) {
        id -> Uuid, kind -> Text, key -> Nullable<Text>, workspace_id -> Nullable<Uuid>, payload -> Jsonb, state -> Text, run_at -> Timestamptz,
        begun -> Bool, attempts -> Integer, leased_until -> Nullable<Timestamptz>, leased_by -> Nullable<Text>, last_error -> Nullable<Text>, created_at -> Timestamptz,
    }
}

joinable!(credentials -> users (user_id));
joinable!(sessions -> users (user_id));
joinable!(workspace_members -> users (user_id));
joinable!(workspace_members -> workspaces (workspace_id));
allow_tables_to_appear_in_same_query!(
    users,
    credentials,
    sessions,
    refresh_tokens,
    password_resets,
    workspaces,
    workspace_members,
    former_members,
    workspace_counters,
    invitations,
    streams,
    boards,
    board_members,
    columns,
    moved_cards,
    tasks,
    task_assignees,
);

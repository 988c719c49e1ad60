//! A PATCH that changes nothing leaves no trace: no version, no event, no entry of the feed. Over every operation with PATCH, as what it
//! changes was made and once all of its fields hold something else.

use serde_json::{Map, Value, json};
use tutti_testkit::contract::walk::resolve;
use tutti_testkit::contract::{Operation, operations};
use tutti_testkit::{Method, Team};
use tutti_types::{Permission, Role, RoleId, paths};

use crate::world::{self, Ids};

/// Another value for each field that a PATCH can set; `role` is a custom one of guests.
fn other(operation: &Operation, ids: &Ids, role: RoleId) -> Value {
    match operation.id.as_str() {
        "updateMe" => json!({"name": "Olga Novak"}),
        "updateWorkspace" => {
            json!({"name": "Larkfield Studios", "slug": "studios", "task_prefix": "LST"})
        }
        "updateMember" => json!({"role": "guest", "custom_role_id": role, "suspended": true}),
        "updateBoard" => json!({"name": "Other", "visibility": "private", "color": "red"}),
        "updateColumn" => {
            json!({"name": "Other", "category": "blocked", "color": "red", "wip_limit": 7})
        }
        "updateTask" => json!({
            "title": "Other", "description": "Other", "status": "done", "priority": "high", "assignee_ids": [ids.user],
            "start_at": "2026-11-20T09:30:00.000000Z", "due_at": "2026-11-21T00:00:00.000000Z", "due_all_day": true,
        }),
        other => panic!("{other} has no place in this table: say here what it sets"),
    }
}

/// What an operation changes, as it is now.
async fn now(team: &Team, operation: &Operation, ids: &Ids) -> Value {
    let (path, id) = match operation.id.as_str() {
        "updateColumn" => (paths::columns(ids.ws, ids.board), ids.column.to_string()),
        "updateMember" => (paths::members(ids.ws), ids.user.to_string()),
        _ => return team.owner.get(world::path(operation, ids)).await,
    };
    let list: Value = team.owner.get(format!("{path}?limit=100")).await;
    let mut items = list["items"].as_array().unwrap().iter();
    let is_it = |item: &&Value| item["id"] == id || item["user_id"] == id;
    items.find(is_it).unwrap().clone()
}

/// PATCHes that say what is so already: of no field, of each, of all, and in other words.
fn same(operation: &Operation, now: &Value) -> Vec<Value> {
    let properties = &resolve(operation.body().unwrap()).0["properties"];
    let mut whole = Map::new();
    let mut all = vec![json!({})];
    for (name, schema) in properties.as_object().unwrap() {
        if name == "expected" {
            // Says what the texts were, and sets nothing.
            all.push(json!({"expected": {"title": now["title"]}}));
            continue;
        }
        let value = &now[name];
        all.push(json!({name: value}));
        whole.insert(name.clone(), value.clone());
        let (_, nullable) = resolve(schema);
        match value.as_str() {
            Some("") if nullable => all.push(json!({name: null})),
            // A line is taken without the spaces around it.
            Some(line) if ["name", "title"].contains(&name.as_str()) => {
                all.push(json!({name: format!("  {line} ")}));
            }
            _ => {}
        }
    }
    all.push(whole.into());
    all
}

#[tokio::test]
async fn a_patch_that_changes_nothing_leaves_no_trace() {
    let team = Team::start().await;
    let role = team.custom_role(Role::Guest, &[Permission::TasksDelete]);
    let mut tried = 0;
    for (n, operation) in operations().iter().enumerate() {
        if operation.method != Method::PATCH {
            continue;
        }
        let ids = world::target(&team, operation, n).await;
        let path = world::path(operation, &ids);
        let other = other(operation, &ids, role);
        for change in [None, Some(&other)] {
            if let Some(change) = change {
                let before = team.app.database.fingerprint();
                let _: Value = team.owner.patch(path.clone(), change).await;
                assert_ne!(team.app.database.fingerprint(), before, "{}", operation.id);
            }
            let now = now(&team, operation, &ids).await;
            for (field, value) in change.and_then(Value::as_object).into_iter().flatten() {
                assert_eq!(now[field], *value, "{} {field}", operation.id);
            }
            let before = team.app.database.fingerprint();
            for patch in same(operation, &now) {
                tried += 1;
                let call = team.owner.call(Method::PATCH, path.clone()).json(&patch);
                call.send().await.expect(200);
                let after = team.app.database.fingerprint();
                assert_eq!(after, before, "{} {patch}", operation.id);
            }
        }
        let set: Vec<&String> = other.as_object().unwrap().keys().collect();
        let properties = &resolve(operation.body().unwrap()).0["properties"];
        let mut told = properties.as_object().unwrap().keys();
        let missing = told.find(|name| *name != "expected" && !set.contains(name));
        assert_eq!(missing, None, "{} sets more", operation.id);
    }
    assert!(tried > 50, "{tried}");
}

//! Lists: each comes in pages, and a cursor is good for the list that gave it and no other.

use serde_json::{Value, json};
use tutti_testkit::contract::operations;
use tutti_testkit::{Method, Team};
use tutti_types::paths;

use crate::world;

/// The lists there are, each with a first page of one item and a cursor.
async fn lists(team: &Team) -> Vec<(String, String)> {
    for n in 0..2 {
        team.task(&format!("Task {n}")).await;
        team.board(&format!("Board {n}"), None).await;
        team.join_as(&format!("Member {n}"), tutti_types::Role::Member)
            .await;
        team.invite(&format!("Invited {n}"), tutti_types::Role::Member)
            .await;
    }
    for n in 0..2 {
        let gone = team.task(&format!("Gone {n}")).await;
        team.owner.delete(paths::task(team.ws, gone.id)).await;
    }
    team.app.log_in("Olga Owner").await;
    let second = json!({"name": "Second"});
    let _: Value = team.owner.post(paths::WORKSPACES, &second).await;
    let column = team.task("One more").await.column_id;
    let tasks = paths::tasks(team.ws);
    let mut paths = vec![
        format!("{tasks}?column={column}"),
        format!("{tasks}?column={column}&sort=-created_at"),
        format!("{tasks}?deleted=true"),
        format!("{tasks}?board={}", team.board.id),
        format!("{tasks}?q=Task"),
    ];
    let ids = world::target(team, &operations()[0], 0).await;
    for operation in operations() {
        let parameters = operation.described()["parameters"].as_array().unwrap();
        if parameters
            .iter()
            .any(|parameter| parameter["name"] == "cursor")
        {
            paths.push(world::path(operation, &ids));
        }
    }
    let mut lists = Vec::new();
    for path in paths {
        let joint = if path.contains('?') { '&' } else { '?' };
        let page: Value = team.owner.get(format!("{path}{joint}limit=1")).await;
        let cursor = page["next_cursor"].as_str();
        let cursor = cursor.unwrap_or_else(|| panic!("{path} has but one item"));
        lists.push((format!("{path}{joint}"), cursor.to_owned()));
    }
    lists
}

#[tokio::test]
async fn a_cursor_is_good_for_the_list_that_gave_it_and_no_other() {
    let team = Team::start().await;
    let lists = lists(&team).await;
    assert!(lists.len() >= 13, "{lists:?}");
    for (path, cursor) in &lists {
        for (_, other) in &lists {
            let call = team
                .owner
                .call(Method::GET, format!("{path}cursor={other}"));
            if other == cursor {
                call.send().await.expect(200);
                // How many one wants does not matter.
                let more = format!("{path}limit=2&cursor={cursor}");
                team.owner.call(Method::GET, more).send().await.expect(200);
            } else {
                let problem = call.refused(400).await;
                assert_eq!(problem.errors[0].field, "cursor", "{path} {other}");
            }
        }
        // Changed anywhere, cut anywhere, or made by somebody.
        let mut forged = vec![
            format!("{cursor}A"),
            cursor.replace('.', ""),
            "bnVsbA".to_owned(),
        ];
        for at in [0, cursor.len() / 2, cursor.len() - 2] {
            let mut changed = cursor.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            forged.push(String::from_utf8(changed).unwrap());
            forged.push(cursor[..at].to_owned());
        }
        for forged in forged {
            let call = team
                .owner
                .call(Method::GET, format!("{path}cursor={forged}"));
            let problem = call.refused(400).await;
            assert_eq!(problem.errors[0].field, "cursor", "{path} {forged}");
        }
    }
}

#[test]
fn the_file_tells_the_bounds_of_every_page() {
    for operation in operations() {
        for parameter in operation.described()["parameters"].as_array().unwrap() {
            if parameter["name"] == "limit" {
                assert_eq!(parameter["schema"]["minimum"], json!(1), "{}", operation.id);
                assert!(parameter["schema"]["maximum"].is_u64(), "{}", operation.id);
            }
        }
    }
}

#[test]
fn every_list_comes_in_pages() {
    let mut lists = 0;
    for operation in operations() {
        let answer = &operation.described()["responses"]["200"]["content"]["application/json"];
        let page = answer["schema"]["$ref"].as_str().unwrap_or_default();
        if !page.contains("Page_") {
            continue;
        }
        lists += 1;
        for name in ["limit", "cursor"] {
            let parameters = operation.parameters();
            let taken = parameters
                .iter()
                .any(|p| p.is_in("query") && p.name == name);
            assert!(taken, "{} takes no {name}", operation.id);
        }
    }
    assert!(lists > 6, "{lists}");
}

#[tokio::test]
async fn a_list_read_item_by_item_is_the_list() {
    let team = Team::start().await;
    for (path, _) in lists(&team).await {
        let whole: Value = team.owner.get(format!("{path}limit=100")).await;
        assert_eq!(whole["next_cursor"], Value::Null, "{path}");
        let (mut read, mut cursor) = (Vec::new(), String::new());
        loop {
            let page: Value = team.owner.get(format!("{path}limit=1{cursor}")).await;
            read.extend(page["items"].as_array().unwrap().iter().cloned());
            match page["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(Value::from(read), whole["items"], "{path}");
    }
}

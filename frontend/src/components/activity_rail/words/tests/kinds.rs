//! Every kind of entry but a task's changes, as the sentence that is told.

use super::*;

/// The thing's name, its changes as field, before and after, and the sentence.
type Case<'a> = (&'a str, Vec<(&'a str, Value, Value)>, &'a str);

#[test]
fn each_kind_is_told_as_it_was() {
    use EventKind as K;
    let known = Known::new();
    let [mira, theo, noor] = known.people.map(|(id, _)| json!(id));
    let since = ("deleted_at", json!("2026-01-01T00:00:00Z"), Value::Null);
    for kind in K::ALL {
        let cases: Vec<Case<'_>> = match kind {
            K::TaskCreated => vec![("T", vec![], "created T")],
            K::TaskDeleted => vec![("T", vec![], "deleted T")],
            K::TaskRestored => vec![("T", vec![], "restored T")],
            K::TaskMoved => vec![("T", vec![], "reordered T")],
            K::BoardCreated => vec![
                ("B", vec![], "created the board B"),
                ("B", vec![since.clone()], "restored the board B"),
            ],
            K::BoardUpdated => vec![
                (
                    "B",
                    vec![("name", json!("Board"), json!("B"))],
                    "set up the board B",
                ),
                (
                    "B",
                    vec![("name", json!("A"), json!("B"))],
                    "renamed the board A → B",
                ),
                (
                    "B",
                    vec![("member_ids", json!([]), json!([theo]))],
                    "added Theo to the board B",
                ),
                (
                    "B",
                    vec![("member_ids", json!([theo]), json!([]))],
                    "removed Theo from the board B",
                ),
                (
                    "B",
                    vec![("member_ids", json!([theo]), json!([noor]))],
                    "added Noor to, and removed Theo from, the board B",
                ),
                (
                    "B",
                    vec![
                        ("visibility", json!("open"), json!("private")),
                        ("name", json!("A"), json!("B")),
                    ],
                    "changed the visibility and name of the board B",
                ),
                (
                    "B",
                    vec![("visibility", json!("open"), json!("private"))],
                    "made the board B private",
                ),
                (
                    "B",
                    vec![("color", json!("red"), json!("blue"))],
                    "changed the colour of the board B",
                ),
            ],
            K::BoardDeleted => vec![("B", vec![], "deleted the board B")],
            K::BoardPurged => vec![("B", vec![], "permanently deleted the board B")],
            K::ColumnCreated => vec![
                ("C", vec![], "added the column C"),
                ("C", vec![since.clone()], "restored the column C"),
            ],
            K::ColumnUpdated => vec![
                (
                    "C",
                    vec![("wip_limit", Value::Null, json!(1))],
                    "limited the column C to 1 task",
                ),
                (
                    "C",
                    vec![("wip_limit", json!(1), json!(5))],
                    "limited the column C to 5 tasks",
                ),
                (
                    "C",
                    vec![("wip_limit", json!(1), Value::Null)],
                    "removed the limit of the column C",
                ),
                (
                    "C",
                    vec![("position", json!("a"), json!("b"))],
                    "moved the column C",
                ),
                (
                    "C",
                    vec![("category", json!("todo"), json!(Category::Done))],
                    "set the status of the column C to Done",
                ),
                (
                    "C",
                    vec![
                        ("name", json!("D"), json!("C")),
                        ("wip_limit", Value::Null, json!(2)),
                    ],
                    "changed the name and limit of the column C",
                ),
            ],
            K::ColumnDeleted => vec![("C", vec![], "deleted the column C")],
            K::MemberJoined => vec![("Mira", vec![], "joined")],
            K::MemberUpdated => vec![
                (
                    "Theo",
                    vec![("role", json!("member"), json!("admin"))],
                    "changed the role of Theo to admin",
                ),
                (
                    "Theo",
                    vec![
                        ("custom_role_id", json!(null), json!(RoleId::new())),
                        ("permissions", json!(null), json!(["workspace.read"])),
                    ],
                    "changed the role of Theo",
                ),
                (
                    "Theo",
                    vec![("suspended", json!(false), json!(true))],
                    "suspended Theo",
                ),
                (
                    "Theo",
                    vec![("suspended", json!(true), json!(false))],
                    "unsuspended Theo",
                ),
                (
                    "Mira",
                    vec![("name", json!("Mirabel"), json!("Mira"))],
                    "changed their name: Mirabel → Mira",
                ),
            ],
            K::MemberRemoved => vec![
                (
                    "Theo",
                    vec![("user_id", theo.clone(), Value::Null)],
                    "removed Theo",
                ),
                ("Mira", vec![("user_id", mira.clone(), Value::Null)], "left"),
                // Of the same name as who removed them.
                (
                    "Mira",
                    vec![("user_id", theo.clone(), Value::Null)],
                    "removed Mira",
                ),
            ],
            K::InvitationCreated => vec![
                (
                    "t@x.org",
                    vec![("role", Value::Null, json!("member"))],
                    "invited t@x.org",
                ),
                (
                    "t@x.org",
                    vec![("expires_at", json!("2026-01-01"), json!("2026-01-08"))],
                    "sent a new link to t@x.org",
                ),
            ],
            K::InvitationRevoked => {
                vec![("t@x.org", vec![], "revoked the invitation of t@x.org")]
            }
            K::InvitationAccepted => vec![
                ("t@x.org", vec![], "accepted the invitation of t@x.org"),
                ("", vec![], "accepted an invitation"),
            ],
            K::WorkspaceUpdated => vec![
                ("W", vec![], "created the workspace W"),
                (
                    "W",
                    vec![("name", json!("V"), json!("W"))],
                    "renamed the workspace V → W",
                ),
                (
                    "W",
                    vec![("slug", json!("v"), json!("w"))],
                    "changed the URL of W to w",
                ),
            ],
            K::WorkspaceDeleted => vec![("W", vec![], "deleted the workspace W")],
            // Told of a task by its changes, above; and what is no entry.
            K::TaskUpdated
            | K::TaskGone
            | K::BoardGone
            | K::ColumnReordered
            | K::ActivityLogged => {
                continue;
            }
        };
        for (subject, changes, sentence) in cases {
            let (told, _) = known.told(*kind, subject, &changes);
            assert_eq!(told, sentence, "{kind} {changes:?}");
        }
    }
}

//! Rights that are told by a role instead of being asked for. Roles have no rank, and a custom role is none of the four: whoever compares
//! or matches one judges custom roles wrongly.

use std::path::Path;

use super::code::{code_of, is_all_test};

/// What a role is called.
const AS_TEXT: [&str; 2] = ["frontend/src/text/entry.rs", "frontend/src/text/people.rs"];

/// Where a role is set, and none is asked for.
const AS_DATA: [&str; 5] = [
    // Whoever makes a workspace is its owner.
    "crates/db/src/commands/workspace.rs",
    // The cast of the example.
    "crates/server/src/seed/cast.rs",
    // The role that a form begins with, and that of somebody whose role is not told.
    "frontend/src/pages/members/invite.rs",
    "frontend/src/pages/members.rs",
    "frontend/src/store/people.rs",
];

/// How a role is asked for.
const ASKING: [&str; 4] = ["==", "!=", "=>", "matches!"];

const NAMES: [&str; 6] = [
    "Role::Guest",
    "Role::Member",
    "Role::Admin",
    "Role::Owner",
    // What is imported is named without its type.
    "Role::{",
    "Role::*",
];

/// The lines of production code that name a role, each with its number. The table itself is in `types`.
pub fn faults_of(text: &str, short: &Path) -> Vec<(usize, &'static str)> {
    let is_one_of = |files: &[&str]| files.iter().any(|file| short == Path::new(file));
    if short.starts_with("crates/types") || is_one_of(&AS_TEXT) || is_all_test(short) {
        return Vec::new();
    }
    let is_data = is_one_of(&AS_DATA);
    let lines: Vec<&str> = text.lines().collect();
    // Tests that stand in a file of their own are declared in the midst of this one.
    let begins_tests =
        |pair: &[&str]| matches!(pair, ["#[cfg(test)]", next] if !next.ends_with(';'));
    let end = lines.windows(2).position(begins_tests);
    let production = lines.iter().take(end.unwrap_or(lines.len()));
    let named = (1..).zip(production).filter(|(_, line)| {
        names_role(line) && (!is_data || ASKING.iter().any(|sign| code_of(line).contains(sign)))
    });
    named
        .map(|(number, _)| {
            (number, "asks for a role: ask its `Rights` whether they `may`, or list the file in purity/roles.rs where it is only named")
        })
        .collect()
}

fn names_role(line: &str) -> bool {
    let code = code_of(line);
    NAMES.iter().any(|name| {
        code.match_indices(name).any(|(at, _)| {
            let before = code.get(..at).unwrap_or_default();
            !before.ends_with(|c: char| c.is_alphanumeric() || c == '_')
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault_of(line: &str, short: &str) -> bool {
        !faults_of(line, Path::new(short)).is_empty()
    }

    #[test]
    fn production_code_asks_rights_and_no_role() {
        let gate = "crates/db/src/gate/tx.rs";
        for (line, short) in [
            ("    if me.role() == Role::Guest {", gate),
            ("        Role::Admin | Role::Owner => true,", gate),
            ("use tutti_types::Role::{Admin, Owner};", gate),
            (
                "    let is_guest = me.role == tutti_types::Role::Guest;",
                "frontend/src/shell/tabbar.rs",
            ),
        ] {
            assert!(fault_of(line, short), "{line}");
        }
        for (line, short) in [
            ("    if me.rights().may(Permission::PeopleReadAll) {", gate),
            (
                "    // Not `Role::Guest`, since a custom role may know as little.",
                gate,
            ),
            ("    tracing::debug!(\"Role::Guest\");", gate),
            ("    let rights = SystemRole::Admin.rights();", gate),
            ("    for role in Role::ALL {", gate),
            (
                "        Role::Admin | Role::Owner => true,",
                "crates/types/src/permissions/role.rs",
            ),
            (
                "    member::join(conn, id, user, Role::Owner)?;",
                "crates/db/src/commands/workspace.rs",
            ),
            (
                "    let guest = team.join(Role::Guest).await;",
                "crates/server/tests/api/boards.rs",
            ),
            (
                "            Role::Guest => \"Gus Guest\",",
                "crates/testkit/src/team.rs",
            ),
        ] {
            assert!(!fault_of(line, short), "{line}");
        }
    }

    #[test]
    fn a_module_of_tests_may_name_roles() {
        let named = "let role = Role::Guest;\n";
        let text = format!("{named}#[cfg(test)]\nmod tests {{\n{named}}}\n");
        let faults = faults_of(&text, Path::new("crates/load/src/a.rs"));
        let lines: Vec<usize> = faults.into_iter().map(|(number, _)| number).collect();
        assert_eq!(lines, [1]);
        // One that stands in a file of its own ends nothing.
        let text = format!("#[cfg(test)]\nmod tests;\n{named}");
        assert_eq!(faults_of(&text, Path::new("crates/load/src/a.rs")).len(), 1);
    }

    #[test]
    fn where_roles_are_data_none_is_asked_for() {
        let file = "frontend/src/pages/members.rs";
        assert!(!fault_of("    member.role.unwrap_or(Role::Guest)", file));
        assert!(fault_of("    if role == Role::Guest {", file));
        assert!(fault_of("        Role::Guest => true,", file));
    }

    #[test]
    fn each_file_of_the_list_is_there_and_names_a_role() {
        for file in AS_DATA.iter().chain(&AS_TEXT) {
            let text = std::fs::read_to_string(crate::shell::root().join(file)).unwrap();
            assert!(text.lines().any(names_role), "{file}");
        }
    }
}

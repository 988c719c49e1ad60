//! What differs in two views of people, whose order is not part of the comparison.

use tutti_types::members::Member;

use super::People;
use crate::area::Seen;
use crate::compare::differ;

pub(super) fn find(ours: Seen<'_, People>, theirs: Seen<'_, People>, found: &mut Vec<String>) {
    // Whoever adds a field says here whether two views have to agree on it.
    let People {
        // Compared as they are shown:
        members: _,
        // Of what was once there:
        names: _,
    } = ours.truth;
    let sorted = |seen: Seen<'_, People>| {
        let mut members: Vec<Member> = seen.members().cloned().collect();
        members.sort_by_key(|member| member.user_id);
        members
    };
    differ(found, "members", &sorted(ours), &sorted(theirs));
}

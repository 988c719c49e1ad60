//! What people are called, and who of them is here.

use leptos::prelude::*;
use leptos::task::spawn_local;
use tutti_types::realtime::Presence;
use tutti_types::{Permission, UserId};

use super::Space;
use super::core::Core;
use crate::api;

impl Space {
    /// A person's name, also of who left as far as that is known; the nameless are told by a word. It wakes who asks when people
    /// change. A guest is told of nobody who acts on their board for the first time: the server is asked once for each.
    pub fn name_of(self, user: Option<UserId>) -> String {
        let named = self.members.with(|members| {
            let member = members.iter().find(|m| Some(m.user_id) == user)?;
            Some(member.name.clone())
        });
        let other = || {
            self.read(|s| s.other_name(user?).map(str::to_owned))
                .flatten()
        };
        named.or_else(other).unwrap_or_else(|| {
            if let Some(user) = user {
                self.ask_who(user);
            }
            crate::text::SOMEONE.to_owned()
        })
    }

    /// People with their names. It wakes who asks when these change.
    pub fn named(self, people: Vec<UserId>) -> Vec<(UserId, String)> {
        let name = |id| (id, self.name_of(Some(id)));
        people.into_iter().map(name).collect()
    }

    /// Who of the others looks at something now.
    pub fn others_who(
        self,
        look: impl Fn(&Presence) -> bool + Send + Sync + 'static,
    ) -> Memo<Vec<UserId>> {
        Memo::new(move |_| {
            let me = self.me.with(|me| me.user_id);
            self.presence.with(|here| {
                let others = here.iter().filter(|one| look(one) && one.user_id != me);
                others.map(|one| one.user_id).collect()
            })
        })
    }

    /// Asks once more who somebody is, where there was no answer.
    pub(crate) fn ask_who_again(self) {
        if let Some(user) = self.core().and_then(|core| core.missed_who.take()) {
            self.ask_who(user);
        }
    }

    fn ask_who(self, user: UserId) {
        let knows_all = untrack(|| self.may(Permission::PeopleReadAll));
        let is_asked = |core: &Core| !core.asked_who.borrow_mut().insert(user);
        if knows_all || self.core().is_none_or(|core| is_asked(&core)) {
            return;
        }
        spawn_local(async move {
            let answer = api::members::all(self.id).await;
            let Some(core) = self.core() else { return };
            let people = match answer {
                Ok(people) => people,
                Err(error) => {
                    // Asked for again with the connection, or by who shows them next.
                    if error.may_pass() {
                        core.asked_who.borrow_mut().remove(&user);
                        core.missed_who.set(Some(user));
                    }
                    return;
                }
            };
            let touched = core.store.borrow_mut().learn_names(people);
            self.update_signals(&touched);
        });
    }
}

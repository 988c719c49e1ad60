//! People in the store.

use tutti_types::UserId;
use tutti_types::members::Member;

use super::Touched as People;
use crate::store::Store;
use crate::touched::{Touched, Touches};

impl Store {
    /// The people, those who joined last at the end.
    #[must_use]
    pub fn members(&self) -> Vec<&Member> {
        self.areas.people.seen().members().collect()
    }
    /// A person.
    #[must_use]
    pub fn member(&self, id: UserId) -> Option<&Member> {
        self.areas.people.seen().member(id)
    }
    /// The name of who is not among the members: as they were called when they left, or were last told of.
    #[must_use]
    pub fn other_name(&self, id: UserId) -> Option<&str> {
        self.areas.people.truth.names.get(&id).map(String::as_str)
    }

    /// What people are called whom no event has told of. Those who are known already stay as they are.
    pub fn learn_names(&mut self, people: impl IntoIterator<Item = Member>) -> Vec<Touched> {
        let mut touches = Touches::default();
        for person in people {
            if self.member(person.user_id).is_none() {
                touches.add(People::Members);
                let names = &mut self.areas.people.truth.names;
                names.insert(person.user_id, person.name);
            }
        }
        touches.into_vec()
    }
}

//! People as an area.

use rustc_hash::{FxHashMap, FxHashSet};
use tutti_types::UserId;
use tutti_types::members::Member;
use tutti_types::snapshot::Snapshot;

use super::{Answer, Intent, People, Touched};
use crate::answer::Answer as Any;
use crate::area::{Act, Area, Entry, Layer, Seen, Told};
use crate::event::Payload;
use crate::replace::replace;
use crate::touched::{Touched as AnyTouched, Touches};

impl Area for People {
    type Intent = Intent;
    type Thing = UserId;
    type Shown = FxHashMap<UserId, Member>;

    fn new(snapshot: &mut Snapshot) -> Self {
        let former = std::mem::take(&mut snapshot.former_members).into_iter();
        Self {
            members: std::mem::take(&mut snapshot.members),
            names: former.map(|person| (person.user_id, person.name)).collect(),
        }
    }

    fn apply(&mut self, told: &Told<'_>, touches: &mut Touches) {
        if let Payload::People(payload) = told.payload {
            self.apply_event(payload, touches);
        }
    }

    fn entry<'a>(seen: Seen<'a, Self>, told: &Told<'a>) -> Option<Entry<'a>> {
        match told.payload {
            Payload::People(payload) => seen.entry(told, payload),
            _ => None,
        }
    }

    fn reload(&mut self, fresh: Self, _: u64, touches: &mut Touches) {
        let old = std::mem::replace(&mut self.members, fresh.members);
        let names = old.into_iter().map(|member| (member.user_id, member.name));
        self.names.extend(names);
        self.names.extend(fresh.names);
        touches.push(Touched::Members);
    }

    fn strangers(&self, knows: &dyn Fn(UserId) -> bool) -> Vec<UserId> {
        let members = self.members.iter().map(|member| member.user_id);
        members.filter(|user| !knows(*user)).collect()
    }

    fn forget_people(&mut self, strangers: &[UserId], touches: &mut Touches) {
        self.forget(strangers);
        touches.add(Touched::Members);
    }

    fn act(intent: &Intent) -> &dyn Act<Area = Self> {
        intent.act()
    }

    fn things(touched: AnyTouched) -> impl Iterator<Item = UserId> {
        let thing = match touched {
            AnyTouched::People(touched) => match touched {
                Touched::Member(user) => Some(user),
                Touched::Members => None,
            },
            _ => None,
        };
        thing.into_iter()
    }

    fn lay_answer(layer: &mut Layer<'_, Self>, answer: &Any) {
        if let Any::People(Answer::Member(member)) = answer {
            layer.answer_member(member);
        }
    }

    fn awaits(&self, answer: &Any, _: &dyn Act<Area = Self>) -> bool {
        let Any::People(Answer::Member(member)) = answer else {
            return false;
        };
        let is_older = |known: &Member| {
            known.user_id == member.user_id && known.changed_seq < member.changed_seq
        };
        self.members.iter().any(is_older)
    }

    fn outlives(answer: &Any) -> bool {
        // They are as the snapshot says.
        !matches!(answer, Any::People(_))
    }

    fn is_clear(shown: &Self::Shown) -> bool {
        shown.is_empty()
    }

    fn replace(
        shown: &mut Self::Shown,
        mut laid: Self::Shown,
        changed: &FxHashSet<UserId>,
        is_all: bool,
        touches: &mut Touches,
    ) {
        let rest: Vec<UserId> = shown.keys().copied().filter(|_| is_all).collect();
        let rest = rest.iter().filter(|user| !changed.contains(user));
        for user in rest.chain(changed) {
            if replace(shown, &mut laid, *user) {
                touches.add(Touched::Member(*user));
            }
        }
    }

    fn differences(ours: Seen<'_, Self>, theirs: Seen<'_, Self>, found: &mut Vec<String>) {
        super::differences::find(ours, theirs, found);
    }
}

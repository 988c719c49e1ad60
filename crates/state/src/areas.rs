//! All areas of a workspace, side by side.

use tutti_types::UserId;
use tutti_types::rooms::Room;
use tutti_types::snapshot::Snapshot;

use crate::answer::Answer;
use crate::area::{Area, Entry, Overlaid, Told};
use crate::base::Base;
use crate::intent::Intent;
use crate::list::areas;
use crate::op::Op;
use crate::touched::Touches;

macro_rules! side_by_side {
    ({ $($module:ident: $Area:ident),+ $(,)? }) => {
        #[derive(Debug)]
        pub(crate) struct Areas {
            $(pub(crate) $module: Overlaid<crate::$module::$Area>),+
        }

        impl Areas {
            pub(crate) fn new(snapshot: &mut Snapshot) -> Self {
                Self {
                    $($module: Overlaid::new(crate::$module::$Area::new(snapshot))),+
                }
            }

            /// Lays an op over its area. Gives what takes it back.
            pub(crate) fn make(&mut self, op: Op) -> Option<Intent> {
                let Op { key, at, intent } = op;
                match intent {
                    $(Intent::$Area(intent) => self.$module.make(key, at, intent).map(Intent::$Area)),+
                }
            }

            pub(crate) fn catch_up(&self, intent: Intent) -> Intent {
                match intent {
                    $(Intent::$Area(intent) => Intent::$Area(self.$module.catch_up(intent))),+
                }
            }

            /// The server did what was done under this key.
            pub(crate) fn confirm(&mut self, key: &str, answer: Answer, clock: u64, touches: &mut Touches) {
                $(if self.$module.holds(key) {
                    return self.$module.confirm(key, answer, clock, touches);
                })+
            }

            pub(crate) fn refuse(&mut self, key: &str) {
                $(self.$module.refuse(key);)+
            }

            /// The keys of what lies over them.
            pub(crate) fn keys(&self) -> Vec<&str> {
                let mut keys = Vec::new();
                $(keys.extend(self.$module.overlays().iter().map(|overlay| &*overlay.key));)+
                keys
            }

            /// What the feed says of an event, told before that is absorbed.
            pub(crate) fn entry<'a>(&'a self, told: &Told<'a>) -> Option<Entry<'a>> {
                None$(.or_else(|| Area::entry(self.$module.seen(), told)))+
            }

            pub(crate) fn absorb(&mut self, told: &Told<'_>, touches: &mut Touches) {
                $(self.$module.absorb(told, touches);)+
            }

            pub(crate) fn follow_workspace(&mut self, base: &Base, touches: &mut Touches) {
                $(self.$module.truth.follow_workspace(&base.workspace, touches);)+
            }

            /// The rooms of which something is loaded besides the snapshot.
            pub(crate) fn rooms(&self) -> Vec<Room> {
                let mut rooms = Vec::new();
                $(rooms.extend(self.$module.truth.rooms());)+
                rooms
            }

            /// Something that happened in these rooms is not known.
            pub(crate) fn lose(&mut self, rooms: &[Room], touches: &mut Touches) {
                $(self.$module.lose(rooms, touches);)+
            }

            /// The snapshot anew.
            pub(crate) fn reload(&mut self, snapshot: &mut Snapshot, is_other_life: bool, clock: u64, touches: &mut Touches) {
                $({
                    let fresh = crate::$module::$Area::new(snapshot);
                    self.$module.reload(fresh, is_other_life, clock, touches);
                })+
            }

            /// Brings the views up to date with what was touched, and adds what looks different now.
            pub(crate) fn refresh(&mut self, base: &Base, touches: &mut Touches) {
                $(self.$module.refresh(base, touches);)+
            }

            pub(crate) fn assert_view(&self, base: &Base) {
                $(self.$module.assert_view(base);)+
            }

            pub(crate) fn differences(&self, other: &Self, found: &mut Vec<String>) {
                $(Area::differences(self.$module.seen(), other.$module.seen(), found);)+
            }

            fn strangers(&self, me: UserId) -> Vec<UserId> {
                let knows = |user: UserId| {
                    user == me $(|| self.$module.truth.introduces(user))+
                };
                let mut strangers = Vec::new();
                $(strangers.extend(self.$module.truth.strangers(&knows));)+
                strangers
            }

            fn forget_people(&mut self, strangers: &[UserId], touches: &mut Touches) {
                $(self.$module.truth.forget_people(strangers, touches);)+
            }
        }
    };
}

areas! { side_by_side }

impl Areas {
    /// A guest's members are the people with whom they share something; of anybody else they know the name.
    pub(crate) fn forget_strangers(&mut self, base: &Base, touches: &mut Touches) {
        if !std::mem::take(&mut touches.acquaintances) || !base.is_guest() {
            return;
        }
        let strangers = self.strangers(base.me());
        if !strangers.is_empty() {
            self.forget_people(&strangers, touches);
        }
    }
}

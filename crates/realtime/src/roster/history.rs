//! A roster with its past: since when it is what it is, found out from the events that made it so.

use tutti_types::rooms::Room;

use super::{Effect, Roster};

impl Roster {
    /// The roster as the database has it now, after `history`: the effects of all events that changed it and are kept, in order,
    /// each with its position. They are taken back one after the other and applied again, so that this roster is the very same
    /// as that of a node that watched it all.
    #[must_use]
    pub fn after(mut self, history: &[(i64, Effect)]) -> Self {
        // What a newer server did here cannot be taken back; nothing from before it is replayed.
        let read = history
            .iter()
            .rposition(|(_, effect)| *effect == Effect::Unclear);
        let (unclear, history) = history.split_at(read.map_or(0, |at| at + 1));
        if let Some((seq, _)) = unclear.last() {
            self.judged_from(*seq);
        }
        for (_, effect) in history.iter().rev() {
            self.take_back(effect);
        }
        for (seq, effect) in history {
            self.change(*seq, effect);
        }
        self
    }

    /// Nothing from before this position can be judged, so no replay begins there.
    pub fn judged_from(&mut self, seq: i64) {
        self.floor = self.floor.max(seq);
    }

    /// Takes an effect back. What nobody can know any more stays as it is: who was removed, or a board that is deleted; of neither
    /// does a replay ask.
    fn take_back(&mut self, effect: &Effect) {
        match effect {
            Effect::Member {
                user, before: None, ..
            } => {
                self.members.remove(user);
            }
            Effect::Member {
                user,
                before: Some((rights, suspended)),
                ..
            } => {
                if let Some(standing) = self.members.get_mut(user) {
                    (standing.rights, standing.suspended) = (*rights, *suspended);
                }
            }
            Effect::Board {
                board,
                before: None,
                ..
            } => {
                self.rooms.remove(&Room::board(*board));
            }
            Effect::Board {
                board,
                before: Some((visibility, members)),
                ..
            } => {
                if let Some(access) = self.rooms.get_mut(&Room::board(*board)) {
                    *access = access.with(*visibility, members.clone());
                }
            }
            Effect::None
            | Effect::MemberRemoved(_)
            | Effect::BoardDeleted(_)
            | Effect::Room { .. }
            | Effect::WorkspaceDeleted
            | Effect::Unclear => {}
        }
    }
}

//! What an area of a workspace is: boards are one, people another. What all areas have in common is here: how overlays are laid over
//! what the server said, when they are laid anew, and when they are settled.

mod act;
mod entry;
mod lay;
mod layer;
mod overlaid;
mod overlay;
mod reach;
mod seen;

use std::fmt::Debug;
use std::hash::Hash;

use rustc_hash::FxHashSet;
use tutti_types::UserId;
use tutti_types::rooms::Room;
use tutti_types::snapshot::Snapshot;
use tutti_types::workspaces::Workspace;

pub(crate) use act::Act;
pub(crate) use entry::{Entry, Told};
pub(crate) use lay::{Pass, lay};
pub(crate) use layer::Layer;
pub(crate) use overlaid::Overlaid;
pub(crate) use overlay::Overlay;
pub(crate) use reach::Reach;
pub(crate) use seen::Seen;

use crate::answer::Answer;
use crate::touched::{Touched, Touches};

/// What the server said of an area, and nothing else: the snapshot, what was loaded later, and events. What the person did lies over
/// it in [`Overlaid`], which asks the area how.
pub(crate) trait Area: Debug + Sized + 'static {
    /// What a person may do here.
    type Intent: Clone + Debug;
    /// One thing that overlays look at or change.
    type Thing: Copy + Debug + Eq + Hash;
    /// What is shown in place of what the server said.
    type Shown: Debug + Default + PartialEq;

    /// In this order overlays are laid, all of them by one before the next.
    const PASSES: &'static [Pass<Self>] = &[lay];

    // The server's word.

    /// Takes what is its own out of the snapshot.
    fn new(snapshot: &mut Snapshot) -> Self;

    /// Takes in an event of the stream, its own or one that means something here.
    fn apply(&mut self, told: &Told<'_>, touches: &mut Touches);

    /// The feed's entry of one of its events, told before that is applied: of what is deleted the name is still known then.
    fn entry<'a>(seen: Seen<'a, Self>, told: &Told<'a>) -> Option<Entry<'a>>;

    /// The workspace itself has changed.
    fn follow_workspace(&mut self, _: &Workspace, _: &mut Touches) {}

    /// The stream begins another life: what is known from before is newer than nothing in it.
    fn forget_positions(&mut self, _: &mut Touches) {}

    /// The snapshot anew, as `fresh`. What was loaded besides it is out of date. `clock` is the store's count of requests.
    fn reload(&mut self, fresh: Self, clock: u64, touches: &mut Touches);

    /// Whether a guest knows this person by something here: they are told of nobody else.
    fn introduces(&self, _: UserId) -> bool {
        false
    }

    /// The people here whom a guest does not know.
    fn strangers(&self, _knows: &dyn Fn(UserId) -> bool) -> Vec<UserId> {
        Vec::new()
    }

    /// A guest is not told of these people any longer.
    fn forget_people(&mut self, _strangers: &[UserId], _: &mut Touches) {}

    // What is loaded on its own, and may miss something.

    /// The rooms of which something is loaded besides the snapshot.
    fn rooms(&self) -> Vec<Room> {
        Vec::new()
    }

    /// Something that happened in these rooms is not known.
    fn lose(&mut self, _: &[Room], _: &mut Touches) {}

    /// Whether the event of an overlay may be among that.
    fn is_lost(&self, _: &Overlay<Self>, _: &[Room]) -> bool {
        false
    }

    /// The event of an overlay that is answered may have been left out: what is loaded anew tells what became of it.
    fn ask_again(&mut self, _: &Overlay<Self>, _: &mut Touches) {}

    // What lies over it.

    fn act(intent: &Self::Intent) -> &dyn Act<Area = Self>;

    /// What an overlay may have looked at of what was touched.
    fn things(touched: Touched) -> impl Iterator<Item = Self::Thing>;

    /// Shows what the server answered, until its event comes.
    fn lay_answer(layer: &mut Layer<'_, Self>, answer: &Answer);

    /// Whether the event that tells what was answered is still to come.
    fn awaits(&self, answer: &Answer, act: &dyn Act<Area = Self>) -> bool;

    /// Whether an answer still counts in another life of the stream.
    fn outlives(answer: &Answer) -> bool;

    /// Whether nothing is shown in place of what the server said.
    fn is_clear(shown: &Self::Shown) -> bool;

    /// Puts what was laid in place of what was shown of the things that `changed`, or of all, and tells where they differ.
    fn replace(
        shown: &mut Self::Shown,
        laid: Self::Shown,
        changed: &FxHashSet<Self::Thing>,
        is_all: bool,
        touches: &mut Touches,
    );

    /// What differs in two views, a sentence each. Who adds a field says there whether two views have to agree on it.
    fn differences(ours: Seen<'_, Self>, theirs: Seen<'_, Self>, found: &mut Vec<String>);
}

//! What each intent says of how it is shown.

use tutti_types::Timestamp;

use super::{Area, Layer, Seen};
use crate::outgoing::Outgoing;

/// One kind of intent. What most have in common is given; the rest says each for itself.
pub(crate) trait Act: Outgoing {
    /// Over which it lies.
    type Area: Area;

    /// Shows what it wants of its entity, made at a moment.
    fn show(&self, layer: &mut Layer<'_, Self::Area>, at: Timestamp);

    /// Shows it when the server has said nothing but that it is done.
    fn show_done(&self, _: &mut Layer<'_, Self::Area>) {}

    /// Shows what becomes by it of what stands on its entity.
    fn show_on_it(&self, _: &mut Layer<'_, Self::Area>, _at: Timestamp, _is_answered: bool) {}

    /// What takes it back, told before it is made; absent where there is no way back.
    fn undo(&self, seen: Seen<'_, Self::Area>) -> Option<<Self::Area as Area>::Intent>;

    /// The same where it was kept and is to be done only now; absent where nothing of it has grown old.
    fn caught_up(&self, _: Seen<'_, Self::Area>) -> Option<<Self::Area as Area>::Intent> {
        None
    }

    /// Whether its thing is new where it is shown, so that the event that tells of it is sure to come.
    fn is_new(&self) -> bool {
        false
    }

    /// Whether the server has ended the thing and the truth does not know yet. `is_lost` where the event that tells may have been
    /// left out.
    fn awaits_end(&self, _: &Self::Area, _is_lost: bool) -> bool {
        false
    }
}

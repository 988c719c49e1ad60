//! What each intent says of itself.

use tutti_types::tasks::Task;
use tutti_types::{ColumnId, Timestamp, WorkspaceId};

use super::{Call, Intent, Sent, TextConflict};
use crate::entity::Entity;
use crate::store::Truth;
use crate::view::{Layer, Seen};

/// One kind of intent. What most have in common is given; the rest says each for itself.
pub(crate) trait Act {
    /// What it changes.
    fn entity(&self) -> Entity;

    /// Shows what it wants of its entity, made at a moment.
    fn show(&self, layer: &mut Layer<'_>, at: Timestamp);

    /// Shows it when the server has said nothing but that it is done.
    fn show_done(&self, _: &mut Layer<'_>) {}

    /// Shows what becomes of cards by it, where its entity is not a card.
    fn show_cards(&self, _: &mut Layer<'_>, _at: Timestamp, _is_answered: bool) {}

    /// The request, as it is to be sent now.
    fn call(&self, ws: WorkspaceId, sent: Sent) -> Call;

    /// What takes it back, told before it is made; absent where there is no way back.
    fn undo(&self, seen: Seen<'_>) -> Option<Intent>;

    /// The same where it was kept and is to be done only now; absent where nothing of it has grown old.
    fn caught_up(&self, _: Seen<'_>) -> Option<Intent> {
        None
    }

    /// Whether it makes something under an id of its own.
    fn has_own_id(&self) -> bool {
        false
    }

    /// Whether its thing is new where it is shown, so that the event that tells of it is sure to come.
    fn brings_task(&self) -> bool {
        false
    }

    /// Whether the server has ended the thing and the truth does not know yet. `is_lost` where the event that tells may have been
    /// left out.
    fn awaits_end(&self, _: &Truth, _is_lost: bool) -> bool {
        false
    }

    /// Whether its request has to wait for an earlier one, of another thing.
    fn waits_for(&self, _earlier: &dyn Act) -> bool {
        false
    }

    /// The column at whose end it puts a card: that is the place of whichever the server hears last.
    fn end(&self) -> Option<ColumnId> {
        None
    }

    /// Whether this column is there once it is done.
    fn makes_column(&self, _: ColumnId) -> bool {
        false
    }

    /// Whether everything later may be found only once it is done.
    fn precedes_all(&self) -> bool {
        false
    }

    /// The version that an edit of texts began from.
    fn version(&self) -> Option<i64> {
        None
    }

    /// Texts that now hold neither what the edit began from nor what it wants.
    fn conflicts(&self, _: &Task) -> Vec<TextConflict> {
        Vec::new()
    }
}

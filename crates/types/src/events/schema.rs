//! Events in the OpenAPI file: each kind with the payload it carries.

use utoipa::openapi::schema::{
    AllOfBuilder, ArrayBuilder, ObjectBuilder, OneOfBuilder, Schema, Type,
};
use utoipa::openapi::{Ref, RefOr};
use utoipa::{PartialSchema, ToSchema};

use super::carried::{Named, add};
use super::{Event, EventKind};
use crate::realtime::EventFrame;
use crate::{Epoch, Timestamp, UserId, WorkspaceId};

/// What happened, and the payload of it.
struct EventData;

impl PartialSchema for EventData {
    fn schema() -> RefOr<Schema> {
        let each = EventKind::ALL.iter().map(|kind| {
            let word = ObjectBuilder::new()
                .schema_type(Type::String)
                .enum_values(Some([kind.as_str()]));
            ObjectBuilder::new()
                .property("kind", word)
                .required("kind")
                .property("data", Ref::from_schema_name(kind.payload().name))
                .required("data")
        });
        each.fold(OneOfBuilder::new(), OneOfBuilder::item)
            .description(Some(
                "What happened and its payload. A newer server has more kinds: pass over what you do not know.",
            ))
            .into()
    }
}

impl ToSchema for EventData {
    fn schemas(schemas: &mut Vec<Named>) {
        for kind in EventKind::ALL {
            (kind.payload().add)(schemas);
        }
    }
}

/// Pairs of a task's id and its new position. As a tuple many generators would lose what is in it.
pub(super) fn positions() -> RefOr<Schema> {
    let text = ObjectBuilder::new().schema_type(Type::String);
    let pair = ArrayBuilder::new()
        .items(text)
        .min_items(Some(2))
        .max_items(Some(2))
        .description(Some("A task's id and its new position."));
    ArrayBuilder::new().items(pair).into()
}

/// The fields of every event.
fn head() -> ObjectBuilder {
    let number = || ObjectBuilder::new().schema_type(Type::Integer);
    ObjectBuilder::new()
        .property(
            "seq",
            number().description(Some("Its position in the stream.")),
        )
        .required("seq")
        .property("at", Timestamp::schema())
        .required("at")
        .property("actor_id", Option::<UserId>::schema())
        .required("actor_id")
        .property(
            "op",
            ObjectBuilder::new()
                .schema_type(Type::String)
                .description(Some(
                    "The Idempotency-Key of the request that did it; absent where it had none.",
                )),
        )
}

fn event(head: ObjectBuilder, description: &str) -> RefOr<Schema> {
    AllOfBuilder::new()
        .item(head)
        .item(Ref::from_schema_name(EventData::name()))
        .description(Some(description))
        .into()
}

impl PartialSchema for Event {
    fn schema() -> RefOr<Schema> {
        event(head(), "One change of one thing.")
    }
}

impl ToSchema for Event {
    fn schemas(schemas: &mut Vec<Named>) {
        add::<EventData>(schemas);
    }
}

impl PartialSchema for EventFrame {
    fn schema() -> RefOr<Schema> {
        let word = ObjectBuilder::new()
            .schema_type(Type::String)
            .enum_values(Some(["event"]));
        let prev = ObjectBuilder::new()
            .schema_type(Type::Integer)
            .description(Some(
                "The client's cursor before it: another one means that something was missed.",
            ));
        let head = head()
            .property("type", word)
            .required("type")
            .property("workspace_id", WorkspaceId::schema())
            .required("workspace_id")
            .property("epoch", Epoch::schema())
            .required("epoch")
            .property("prev", prev)
            .required("prev");
        event(head, "An event on the socket.")
    }
}

impl ToSchema for EventFrame {
    fn schemas(schemas: &mut Vec<Named>) {
        add::<EventData>(schemas);
    }
}

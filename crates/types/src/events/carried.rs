//! What a kind of event carries, as the OpenAPI file has it.

use std::borrow::Cow;

use utoipa::ToSchema;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::Schema;

/// A schema with its name.
pub(super) type Named = (String, RefOr<Schema>);

/// A payload's name and what adds its schema, with all that it refers to.
pub(super) struct Payload {
    pub(super) name: Cow<'static, str>,
    pub(super) add: fn(&mut Vec<Named>),
}

/// The payload of a type.
pub(super) fn of<T: ToSchema>() -> Payload {
    Payload {
        name: T::name(),
        add: add::<T>,
    }
}

/// Adds a schema, with all that it refers to.
pub(super) fn add<T: ToSchema>(schemas: &mut Vec<Named>) {
    schemas.push((T::name().into_owned(), T::schema()));
    T::schemas(schemas);
}

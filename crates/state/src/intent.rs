//! What a person may do in a workspace.

use std::fmt;

use serde::Serialize;
use serde::de::{Deserialize, Deserializer, EnumAccess, Error, Visitor};

use crate::entity::Entity;
use crate::list::{areas, one_of_each};
use crate::outgoing::Outgoing;

areas! { one_of_each
    /// What the person wants. A page keeps it under a name of its own, whatever area it is of: see the tables of the areas.
    #[derive(Clone, Debug, Serialize)]
    #[serde(untagged)]
    pub enum Intent {}
}

macro_rules! reading {
    ({ $($module:ident: $Area:ident),+ $(,)? }) => {
        impl Intent {
            pub(crate) fn outgoing(&self) -> &dyn Outgoing {
                match self { $(Self::$Area(intent) => intent.act()),+ }
            }
        }

        impl<'de> Visitor<'de> for Named {
            type Value = Intent;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an intent")
            }

            fn visit_enum<A: EnumAccess<'de>>(self, kept: A) -> Result<Intent, A::Error> {
                let (name, rest) = kept.variant::<String>()?;
                $(let rest = match crate::$module::Intent::read(&name, rest)? {
                    Ok(intent) => return Ok(Intent::$Area(intent)),
                    Err(rest) => rest,
                };)+
                drop(rest);
                Err(A::Error::custom(format_args!("no intent is called {name}")))
            }
        }
    };
}

/// Reads an intent by its name.
struct Named;

areas! { reading }

impl<'de> Deserialize<'de> for Intent {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_enum("Intent", &[], Named)
    }
}

/// Each intent of an area is one of all.
macro_rules! into_any {
    ($module:ident: $Area:ident { $($name:ident = $kept:literal),+ $(,)? }) => {
        $(impl From<crate::$module::$name> for Intent {
            fn from(act: crate::$module::$name) -> Self {
                Self::$Area(act.into())
            }
        })+
    };
}

macro_rules! into_any_of_each {
    ({ $($module:ident: $Area:ident),+ $(,)? }) => {
        $(crate::$module::table! { into_any })+
    };
}

areas! { into_any_of_each }

impl Intent {
    /// What it changes.
    #[must_use]
    pub fn entity(&self) -> Entity {
        self.outgoing().entity()
    }

    /// Whether it makes something under an id of its own: the server makes that once, however often it is asked.
    #[must_use]
    pub fn has_own_id(&self) -> bool {
        self.outgoing().has_own_id()
    }

    /// Whether what the person wrote in it is nowhere else, as with a new task: it is kept where the server refuses it.
    #[must_use]
    pub fn is_only_copy(&self) -> bool {
        self.outgoing().is_only_copy()
    }
}

#[cfg(test)]
mod tests;

//! What the server answers to what the person did.

use crate::entity::Entity;
use crate::list::{areas, one_of_each};

areas! { one_of_each
    /// What the server answered to an op.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum Answer {
        /// It is done and there is nothing to tell.
        Done,
    }
}

macro_rules! reading {
    ({ $($module:ident: $Area:ident),+ $(,)? }) => {
        impl Answer {
            /// Reads a good answer to a change of this. One that cannot be read, such as none at all, says at least that it is done.
            pub(crate) fn read(of: Entity, body: &str) -> Self {
                let read = match of {
                    $(Entity::$Area(of) => crate::$module::Answer::read(of, body).map(Self::$Area),)+
                };
                read.unwrap_or(Self::Done)
            }

            /// The version of the thing that was changed, where it has one.
            pub(crate) const fn version(&self) -> Option<i64> {
                match self {
                    Self::Done => None,
                    $(Self::$Area(answer) => answer.version(),)+
                }
            }
        }
    };
}

areas! { reading }

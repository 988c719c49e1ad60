//! What changes are of.

use crate::list::{areas, one_of_each};

areas! { one_of_each
    /// One thing that the person, or an event, changes.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Entity {}
}

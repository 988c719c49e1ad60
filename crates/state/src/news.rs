//! What happened, for those who are not shown by what the store holds: who loads something of their own, or says who did it.

use tutti_types::activity::Activity;

use crate::list::{areas, one_of_each};
use crate::touched::Touched;

areas! { one_of_each
    /// One piece of news. It is told of each event, and again of each entry of a page of the activity.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum News {}
}

macro_rules! reading {
    ({ $($module:ident: $Area:ident),+ $(,)? }) => {
        impl News {
            /// What an entry of the activity tells.
            #[must_use]
            pub fn of(entry: &Activity) -> Vec<Self> {
                let mut news = Vec::new();
                $(news.extend(crate::$module::News::of(entry).into_iter().map(Self::$Area));)+
                news
            }
        }
    };
}

areas! { reading }

/// What came of events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// What may look different now.
    pub touched: Vec<Touched>,
    /// What happened, the oldest first.
    pub news: Vec<News>,
}
